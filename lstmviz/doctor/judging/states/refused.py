"""States that do not go with the batch or the layer, in PyTorch and in Keras."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.states.attending import outputs_as_state
from lstmviz.doctor.judging.states.axes import ORDER, missing_axis, spare_axis, state_axes, zeros
from lstmviz.doctor.judging.states.directions import ADDED, both_directions, started_from
from lstmviz.doctor.judging.states.samples import samples_of_state
from lstmviz.doctor.saying.wording import listed, named, rewritten, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import agree
from lstmviz.doctor.walking.setup import Layer, Stop

# What the axes of a state count.
COUNT = ("layers × directions", "samples", "units")


def hidden(case: Case, why: Stop) -> Judged:
    """Judge "Expected hidden[0] size (1, 8, 4), got [1, 5, 4]"."""
    expected, received = why["expected"], why["received"]
    if not expected or not received:
        return (), None
    if len(expected) == 3 and len(received) == 2:
        return one(missing_axis(received, expected))
    if len(received) == len(expected) + 1 and 1 in received:
        return one(spare_axis(expected, received))
    if len(expected) != len(received):
        return state_axes(case, replace(why, facts={"batched": len(expected) == 3}))
    layer = case.setup.recurrent
    # "Expected hidden size", without a place, is said of a GRU or an RNN, which have h alone.
    lstm = layer.kind == "nn.LSTM" if layer else why["place"] is not None
    base = other_size(case, expected, received, pair=lstm)
    found = outputs_as_state(case, base, expected, received, pair=lstm)
    found = found or other_order(base, expected, received)
    if found is None and len(expected) == 3:
        found = both_directions(case, base, expected, received, lstm)
    if found is not None:
        return one(found)
    wrong = places_that_differ(expected, received)
    if wrong == [0]:
        return one(other_layers(case, base, expected, received, pair=lstm))
    if wrong == [1]:
        return samples_of_state(case, base, expected, received)
    return one(other_units(case, base, expected, received) if wrong == [2] else base)


def places_that_differ(expected: Shape, received: Shape) -> list[int]:
    """Give the axes whose sizes differ; one that is open does not."""
    return [at for at in range(len(expected)) if not agree(expected[at], received[at])]


def other_size(case: Case, expected: Shape, received: Shape, *, pair: bool) -> Diagnosis:
    """A state has other sizes: which, and a state to begin with where no other layer gave it.

    Args:
        case: in hand.
        expected: (layers, samples, units).
        received: what was given.
        pair: whether the layer reads two states, as an LSTM does.
    """
    wrong = places_that_differ(expected, received)
    axis = "Layers, samples or units differ."
    if len(expected) == 3 and len(wrong) > 1:
        told = [f"{COUNT[at]} ({expected[at]}, not {received[at]})" for at in wrong]
        axis = f"{listed(told).capitalize()} differ."
    fix = f"h, c = {zeros(expected)}, {cells(case, expected)}" if pair else f"h = {zeros(expected)}"
    return Diagnosis(
        "torch_state_size",
        "The state that was given has another size than the layer and its batch ask for.",
        expected=f"(layers, samples, units) = {tell(expected)}",
        received=tell(received),
        axis=axis,
        fed=named(received, "?", "samples", "units"),
        meant=named(expected, "?", "samples", "units"),
        fix=(fix,)
        if case.setup.recurrent and None not in expected and giver(case, received) is None
        else (),
        details=(ORDER,),
    )


def other_order(base: Diagnosis, expected: Shape, received: Shape) -> Diagnosis | None:
    """The state has the very sizes, in another order; None where it has others."""
    if sorted(map(str, expected)) != sorted(map(str, received)):
        return None
    return replace(
        base,
        axis="The sizes are the same, their order is another: batch_first=True does not hold for "
        "states.",
        details=(
            ORDER,
            If("If h was (samples, layers, units): h.transpose(0, 1).", ("h = h.transpose(0, 1)",)),
        ),
    )


def other_layers(
    case: Case, base: Diagnosis, expected: Shape, received: Shape, *, pair: bool
) -> Diagnosis:
    """The state is of another number of layers or directions: an encoder's, or one made so."""
    given = giver(case, received)
    if given is not None:
        found = of_other_layer(base, given, expected, received, pair=pair)
        return replace(found, tried=started_from(case, expected) if found.fix else None)
    return replace(
        base,
        axis=f"The first axis counts layers × directions: {expected[0]}, not {received[0]}.",
        details=(
            "A bidirectional layer needs 2 × num_layers states.",
            "If the state comes from another layer, such as an encoder, both need the same "
            "num_layers and directions.",
            *(ADDED if received[0] == 2 * (expected[0] or 0) else ()),
            f"Made anew: {zeros(expected)}.",
        ),
    )


def other_units(case: Case, base: Diagnosis, expected: Shape, received: Shape) -> Diagnosis:
    """The state has another number of units: an encoder's, a projected one, or one made so."""
    given, layer = giver(case, received), case.setup.recurrent
    if given is not None:
        return of_other_units(base, given, expected, received)
    made = (
        f"If it was made here, its last size is the hidden_size of this layer: {zeros(expected)}."
    )
    projected = layer is not None and layer.size("proj_size") == expected[2]
    return replace(
        base,
        axis=f"The third axis counts the units: {expected[2]}, not {received[2]}.",
        details=(
            PROJECTED if projected else made,
            "If it is the state of another layer, such as an encoder, both need the same "
            "hidden_size.",
            ORDER,
        ),
    )


def of_other_units(base: Diagnosis, given: Layer, expected: Shape, received: Shape) -> Diagnosis:
    """The state of an encoder has other units than its decoder."""
    units, held = expected[2], received[2]
    joined = given.size("hidden_size") != held
    has = f"whose two directions, joined, have {held}" if joined else f"which has {held}"
    return replace(
        base,
        axis=f"The third axis counts the units: the state is of {given.written}, {has}; the layer "
        f"that starts from it has {units}.",
        details=(
            f"Build this layer with hidden_size={held}."
            if joined
            else f"Give both the same hidden_size, {held} or {units}.",
            f"Or bring the state to the other number first: nn.Linear({held}, {units}) on h and on "
            "c.",
        ),
    )


def giver(case: Case, received: Shape) -> Layer | None:
    """Give the other recurrent layer whose state it is, by its sizes; None where there is none."""
    layers = [each for each in case.setup.layers if each.recurrent]
    for each in layers if len(layers) > 1 and len(received) == 3 else ():
        ways = 2 if each.says("bidirectional") is True else 1
        count, units = (each.size("num_layers") or 1) * ways, each.size("hidden_size")
        whole = (count, units) == received[::2]
        joined = ways == 2 and units is not None and received[2] == 2 * units
        if (whole or joined) and not each.unread:
            return each
    return None


def of_other_layer(
    base: Diagnosis, given: Layer, expected: Shape, received: Shape, *, pair: bool
) -> Diagnosis:
    """The state of an encoder has more layers, or more directions, than its decoder."""
    (wanted, _, units), held = expected, received[0] or 0
    names = ("h", "c") if pair else ("h",)
    count = "1 state" if held == 1 else f"{held} states"
    both = given.says("bidirectional") is True and held == 2 * (wanted or 0)
    last = held > (wanted or 0) and not both
    ways = [f"{each}[0::2] + {each}[1::2]" if both else f"{each}[-{wanted}:]" for each in names]
    return replace(
        base,
        title=f"{rewritten(given)} gives {count}, and the layer that begins with them reads "
        f"{wanted}.",
        axis="The first axis counts layers × directions"
        + (": the two directions of the encoder stand there." if both else "."),
        fix=(f"{', '.join(names)} = {', '.join(ways)}",) if both or last else (),
        details=(
            *(
                (
                    "It adds both directions. To keep both, join them along the units, "
                    f"torch.cat((h[0::2], h[1::2]), dim=-1), for a decoder of {2 * (units or 0)} "
                    "units.",
                )
                if both
                else ("It takes the last layers' states.",)
                if last
                else ()
            ),
            "Or build both layers with the same num_layers and directions.",
            ORDER,
        ),
    )


PROJECTED = (
    "With proj_size the state h has so many units, and c has hidden_size; the output has proj_size "
    "too, or twice as many of a bidirectional layer."
)


def cells(case: Case, expected: Shape) -> str:
    """Write the state c to begin with: proj_size makes h alone smaller."""
    layer = case.setup.recurrent
    units = layer.size("hidden_size") if layer and layer.size("proj_size") else None
    return zeros((*expected[:-1], units or expected[-1]))


def cell_state(case: Case, why: Stop) -> Judged:
    """An LSTMCell got one state, or the state of another batch."""
    batch, held = why["batch"], why["state"]
    return one(
        Diagnosis(
            "cell_state",
            "The state and the step that the cell reads do not have as many rows.",
            expected=f"a state of as many: {batch}",
            received=f"a state of {held} rows",
            axis="The first axis of the state and of the step, the samples, has to be the same.",
            fed=named((held,), "samples"),
            meant=named((batch, None), "samples", "units"),
            details=(
                "LSTMCell wants two states, cell(x, (h, c)): of one tensor it takes its rows for h "
                "and c. A GRUCell has h alone.",
                f"Made for this batch: h, c = torch.zeros({batch}, units), torch.zeros({batch}, "
                "units). The last batch is often smaller.",
                "At each step a cell reads x[:, t] of (samples, timesteps, features), and x[t] of "
                "(timesteps, samples, features): is it the right one?",
            ),
        )
    )
