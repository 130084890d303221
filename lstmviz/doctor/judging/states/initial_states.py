"""Keras: the states that a recurrent layer starts from, of another number or size."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, cured, one
from lstmviz.doctor.judging.mending import change, resized
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.rules import states
from lstmviz.doctor.walking.setup import Layer, Stop


def other_units(case: Case, shapes: list[Shape]) -> Diagnosis | None:
    """The states are as many as they should be, and were made by a layer of other units."""
    found, setup = case.walk.stop, case.setup
    if found is None or found.kind != "initial_state" or found.node is None:
        return None
    layer = setup.nodes[found.node].layer
    count = 2 if layer.kind == "LSTM" else 1
    widths = {shape[-1] for shape in found["received"]}
    units, width = layer.size("units"), next(iter(widths))
    flat = all(len(shape) == 2 for shape in found["received"])
    if len(found["received"]) != count or not flat or len(widths) > 1 or None in (units, width):
        return None
    cure = change(setup, found.node, resized(layer, width))
    runs = cured(cure.setup) if cure.setup else False
    return Diagnosis(
        "state_units",
        f"The states have {width} numbers, and the {layer.kind} that starts from them {units} "
        "units.",
        expected=f"states (samples, {units})",
        received=", ".join(tell(shape) for shape in found["received"]),
        axis="The last axis of a state counts units: those of the layer that gave it and of the "
        "layer that starts from it have to be as many.",
        fix=cure.lines if runs else (),
        tried=cure.setup if runs else None,
        details=(
            "The line is the layer that starts from them, built for these states.",
            "States of both directions that were joined are twice as wide as one.",
        ),
    )


def within_cell(case: Case, why: Stop) -> Judged:
    """Within a cell, what it computes from the step and from the state do not go together."""
    first, second = why["first"], why["second"]
    if not first or not second:
        return (), None
    sequence = len(first) == 2 and len(second) == 3
    samples = len(first) == len(second) == 2 and first[1] == second[1]
    kind = {"lstm": "LSTM", "gru": "GRU"}.get(str(why["layer"]), "The layer")
    return one(
        Diagnosis(
            "initial_state",
            f"{kind} starts from a state that does not go with the step that it reads.",
            expected="states (samples, units), of the samples that are read",
            received=f"sums of {tell(first)} and {tell(second)}",
            axis="Three axes come from the state: most often a whole sequence (samples, timesteps, "
            "units) was given for it."
            if sequence
            else "The samples of the state and of the data differ."
            if samples
            else "The sizes of the state are others.",
            details=(
                "initial_state takes the states alone. With return_state=True a layer gives its "
                "output first, which is none: output, h = GRU(units, return_state=True)(x), then "
                "initial_state=h; of an LSTM output, h, c and initial_state=[h, c].",
                "A GRU has one state, an LSTM two.",
            )
            if not samples
            else (
                f"Encoder and decoder have to read the same samples: {first[0]} and {second[0]} "
                "here.",
                "If a state is kept from batch to batch, the last batch is often smaller.",
            ),
        )
    )


def both_directions(layer: Layer, shapes: list[Shape]) -> Diagnosis:
    """A Bidirectional layer starts each of its directions from states of its own."""
    units, count = layer.size("units"), states(layer)
    of_lstm = layer.inner is not None and layer.inner.kind == "LSTM"
    order = "[h, c, h_back, c_back]" if of_lstm else "[h, h_back]"
    return Diagnosis(
        "initial_state",
        f"A Bidirectional layer starts from {count} states, those of both directions; "
        f"{len(shapes)} {'was' if len(shapes) == 1 else 'were'} given."
        if len(shapes) != count
        else "The states of a Bidirectional layer have another size than each direction's units.",
        expected=f"initial_state={order}, each (samples, {units or 'units'})",
        received=", ".join(map(tell, shapes)),
        axis="The first half of them is of the forward layer, the second of the backward one.",
        details=(
            "A Bidirectional encoder with return_state=True gives them in this order, after its "
            "output.",
            "An encoder of one direction has states for one alone: give them to both, or make the "
            "decoder a plain recurrent layer.",
        ),
    )


def initial_states(case: Case, why: Stop) -> Judged:
    """Keras: an initial state of another number or size."""
    given, wanted = why["received"], why["wanted"]
    shapes: list[Shape] = []
    if isinstance(given, tuple) and given:
        shapes = list(given) if isinstance(given[0], tuple) else [given]
    found = case.walk.stop
    at = found.node if found is not None and found.kind == "initial_state" else None
    if at is not None and case.setup.nodes[at].layer.kind == "Bidirectional":
        return one(both_directions(case.setup.nodes[at].layer, shapes))
    layer = next((each for each in case.setup.layers if each.says("initial_state")), None)
    refuses = case.setup.nodes[at].layer if at is not None else layer
    kind = refuses.kind if refuses is not None else why["layer"]
    told = isinstance(wanted, tuple) and not kind
    single = len(wanted) == 1 if told else kind in ("GRU", "SimpleRNN")
    sequence = next((shape for shape in shapes if len(shape) == 3), None)
    spare = isinstance(wanted, tuple) and len(shapes) != len(wanted)
    sized = other_units(case, shapes)
    if sized is not None:
        return one(sized)
    return one(
        Diagnosis(
            "initial_state",
            "The layer starts from one state, of shape (samples, units); something else was given."
            if single
            else "An LSTM starts from two states, h and c, each (samples, units); something else "
            "was given.",
            expected="one state, as of a GRU or a SimpleRNN: (samples, units)"
            if single
            else "initial_state=[h, c], each of shape (samples, units)",
            received=f"{len(shapes)} tensor{'s' if len(shapes) > 1 else ''}: "
            + ", ".join(tell(shape) for shape in shapes)
            if shapes
            else "tensors of another number or size",
            axis=f"{tell(sequence)} is a whole sequence (samples, timesteps, units), and no state."
            if sequence
            else "Their number is another."
            if spare
            else "",
            details=(
                "Let the encoder return its state: output, h = GRU(units, return_state=True)(x); "
                "then decoder(x, initial_state=h). A GRU has one state."
                if single
                else "Let the encoder return its states: output, h, c = LSTM(units, "
                "return_state=True)(x); then decoder(x, initial_state=[h, c]).",
                "With return_state=True the first of what the layer gives is its output, which is "
                "no state.",
                "A Bidirectional encoder gives its states twice: join those of both directions "
                "(Concatenate), so that the decoder needs 2 × units.",
                *(() if single else ("A GRU has h alone.",)),
            ),
        )
    )
