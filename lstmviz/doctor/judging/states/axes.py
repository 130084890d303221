"""PyTorch: states that miss an axis, have one too many, or are one where two are wanted."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.torch.said import first_axis
from lstmviz.doctor.saying.wording import as_code, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Setup, Stop

ORDER = "The order is (layers, samples, units), with batch_first=True too."


def zeros(shape: Shape) -> str:
    """Write a state to begin with; the layers by their name, where their number is not told."""
    return f"torch.zeros{as_code(shape)}".replace("(None", "(layers")


def state_axes(case: Case, why: Stop) -> Judged:
    """Judge "For batched 3-D input, hx and cx should also be 3-D": an axis is missing."""
    if not why["batched"]:
        told = case.setup.recurrent is not None
        first = not told or first_axis(case)[0] == "samples"
        where = "" if told else " with batch_first=True"
        found = case.walk.stop
        x = read_name(case)
        rows, steps = f"{x} = {x}[None]", f"{x} = {x}[:, None]"
        one_sample, one_step = (rows, steps) if first else (steps, rows)
        made = found["received"] if found and found.kind == "state_axes" else None
        fix: tuple[str, ...] = ()
        if made is not None and len(made) == 3:
            # The states tell how many samples are meant.
            fix = (one_sample,) if made[1] == 1 else fix
            fix = (one_step,) if found and made[1] == found["X"][0] else fix
        return one(
            Diagnosis(
                "torch_state_axes",
                "The states have an axis of samples, and the data have none.",
                expected="data (samples, timesteps, features), or states (layers, units)",
                received="data of two axes, states (layers, samples, units)",
                axis="Either the data miss an axis, of the samples or of the timesteps, or the "
                "states have that of the samples too much.",
                fix=fix,
                tried=with_axis(case, 0 if fix == (rows,) else 1) if fix else None,
                meant=named((None, None), "?", "units"),
                details=(
                    If(f"If its rows are the timesteps of one sample: {{}}{where}.", (one_sample,)),
                    If(
                        "If each row is one step of a sample of its own, as of a decoder: "
                        f"{{}}{where}.",
                        (one_step,),
                    ),
                    If(
                        "If they are one sample and mean to stay so, the states lose their axis: "
                        "h[:, 0], c[:, 0].",
                        ("h = h[:, 0]",),
                    ),
                ),
            )
        )
    found = case.walk.stop
    received = found["received"] if found and found.kind == "state_axes" else None
    base = missing_axis(received, wanted(case))
    return one(by_their_names(case, base) if base.fix else base)


def read_name(case: Case) -> str:
    """Give what the text calls the data that the layer reads at which the walk stops."""
    at = case.walk.stop.node if case.walk.stop else None
    nodes = case.setup.nodes
    reads = nodes[at].reads if at is not None and at < len(nodes) else ()
    read = nodes[reads[0].node] if reads else None
    name = read.layer.written if read is not None and not read.reads else ""
    return name if name.isidentifier() else case.x


def with_axis(case: Case, place: int) -> Setup | None:
    """Give the data that the stopped layer reads an axis of size 1 more."""
    found, nodes = case.walk.stop, case.setup.nodes
    if found is None or found.node is None or found["X"] is None:
        return None
    at = nodes[found.node].reads[0].node
    shape = (*found["X"][:place], 1, *found["X"][place:])
    return case.setup.changed(at, nodes[at].layer.with_argument("whole", shape))


def wanted(case: Case) -> Shape | None:
    """Give the states that the layer asks for at which the walk stops; None where it is open."""
    found = case.walk.stop
    if found is None or found.kind != "state_axes" or found.node is None or len(found["X"]) != 3:
        return None
    layer = case.setup.nodes[found.node].layer
    untold = layer.unread & {"num_layers", "bidirectional", "batch_first", "proj_size"}
    if untold or layer.says("proj_size") or layer.says("bidirectional") not in (None, True, False):
        return None
    ways = 2 if layer.says("bidirectional") else 1
    batch = found["X"][0 if layer.says("batch_first") is True else 1]
    return ((layer.size("num_layers") or 1) * ways, batch, layer.size("hidden_size"))


def by_their_names(case: Case, base: Diagnosis) -> Diagnosis:
    """Write the cure of states that miss an axis as the text calls and makes them."""
    found, setup, states = case.walk.stop, case.setup, base.meant
    if found is None or found.node is None or states is None:
        return base
    shape, plain = states.shape, case.text.plain
    places = [each.node for each in setup.nodes[found.node].reads[1:]]
    # One tensor may stand for both states, as in (h, h).
    names = list(dict.fromkeys(setup.nodes[at].layer.written for at in places))
    if not names or not all(name.isidentifier() for name in names):
        return base
    mended = setup
    for at in places:
        mended = mended.changed(at, setup.nodes[at].layer.with_argument("whole", shape))
    alone = r"(\w+\.)?zeros\(\(?\d+, ?\d+\)?\)[ \t]*(#.*)?$"
    made = [re.search(rf"(?m)^[ \t]*{name} = {alone}", plain) for name in names]
    made_ = [f"{name} = {zeros(shape)}" for name in names]
    more = f"{base.fix[0].partition(' = h')[2].partition(', c')[0]}"
    anew = f"{', '.join(names)} = {', '.join(name + more for name in names)}"
    return replace(base, fix=tuple(made_) if all(made) else (anew,), tried=mended)


def cell_axes(case: Case, why: Stop) -> Judged:
    """A cell of PyTorch reads one step, and got a state of other axes or another size."""
    expected, received = why["expected"], why["received"]
    more = len(received) > len(expected)
    roles = ("samples", "units")[-len(expected) :]
    return one(
        Diagnosis(
            "cell_state",
            f"{why['layer']} reads one step, and its state is not ({', '.join(roles)}).",
            expected=f"({', '.join(roles)}) = {tell(expected)}",
            received=tell(received),
            axis="A state of a cell has no axis of layers and none of timesteps."
            if more
            else "The axes of the state are those of the step: the samples, then the units.",
            meant=named(expected, *roles),
            details=(
                "Begin with h = torch.zeros(samples, units), and c like it for an LSTMCell, before "
                "the loop over the timesteps: made within it, the state is forgotten at each step.",
                "At each step the cell reads x[:, t] of (samples, timesteps, features), and x[t] "
                "of (timesteps, samples, features).",
            ),
        )
    )


def one_state(case: Case, why: Stop) -> Judged:
    """An LSTM of PyTorch starts from two states, and got one tensor."""
    return one(
        Diagnosis(
            "one_state",
            f"{why['layer']} starts from two states, h and c, in one tuple; one tensor was given.",
            expected="a tuple (h, c) of two tensors",
            received="one tensor" + (f" {tell(why['received'])}" if why["received"] else ""),
            details=(
                "Give both: out, (h, c) = lstm(x, (h, c)); of an LSTMCell h, c = cell(x, (h, c)).",
                "torch.zeros_like(h) is a c to begin with; without states both begin at zeros.",
                "Both have the same shape: (samples, units) in a cell, (layers, samples, units) in "
                "an LSTM. A GRU has h alone.",
            ),
        )
    )


def missing_axis(received: Shape | None, expected: Shape | None) -> Diagnosis:
    """The states have two axes where three are wanted: the layers or the samples are missing.

    Args:
        received: their sizes, if they are told.
        expected: the sizes that are wanted, if they are told.
    """
    told = expected or (None, None, None)
    layers = expected is not None and received == told[1:]
    samples = expected is not None and received == (told[0], *told[2:])
    every = f".repeat({told[0]}, 1, 1)" if told[0] != 1 else ""
    base = Diagnosis(
        "torch_state_axes",
        "The states that were given miss an axis: the data have samples, so they need three.",
        expected="(layers, samples, units)" + (f" = {tell(expected)}" if expected else ""),
        received=f"two axes{': ' + tell(received) if received else ''}",
        axis="Either the axis of the layers or that of the samples is missing in the states.",
        fed=named(received or (None, None), "?", "units"),
        meant=named(told, "?", "samples", "units"),
        details=(
            If(
                "If they are (samples, units), the axis of the layers is missing: {}.",
                ("h, c = h[None], c[None]",),
            ),
            "If they are (layers, units), that of the samples is missing: h[:, None, :].repeat(1, "
            "X.shape[0], 1) with batch_first=True, X.shape[1] without.",
            "If an LSTM was given one tensor, it takes its rows for h and c: give the pair (h, c).",
            f"{ORDER} A GRU has h alone.",
        ),
    )
    if layers and not samples:
        return replace(
            base,
            axis="The axis of the layers, the first one, is missing in the states.",
            fix=(f"h, c = h[None]{every}, c[None]{every}",),
            details=(f"They are then {tell(told)}. A GRU has h alone.",),
        )
    if samples and not layers:
        count = told[1]
        return replace(
            base,
            axis="The axis of the samples, the second one, is missing in the states.",
            fix=(f"h, c = h[:, None].repeat(1, {count}, 1), c[:, None].repeat(1, {count}, 1)",),
            details=(f"They are then {tell(told)}. A GRU has h alone.",),
        )
    return base


def spare_axis(expected: Shape, received: Shape) -> Diagnosis:
    """The states have an axis of size 1 more than they should."""
    spare = [at for at, size in enumerate(received) if size == 1]
    at = next((at for at in spare if (*received[:at], *received[at + 1 :]) == expected), spare[0])
    return Diagnosis(
        "torch_state_axes",
        "The states have an axis of size 1 too many.",
        expected=f"(layers, samples, units) = {tell(expected)}",
        received=tell(received),
        axis=f"Axis {at}, counted from 0, has size 1 and is one too many.",
        fix=(f"h = h.squeeze({at})",),
        meant=named(expected, "?", "samples", "units"),
        details=("Of an LSTM take it out of both h and c.", ORDER),
    )
