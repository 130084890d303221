"""States that do not go with the batch or the layer, in PyTorch and in Keras."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, cured, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import as_code, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop

ORDER = "The order is (layers, samples, units), with batch_first=True too."


def state_axes(case: Case, why: Stop) -> Judged:
    """Judge "For batched 3-D input, hx and cx should also be 3-D": an axis is missing."""
    if not why["batched"]:
        return one(
            Diagnosis(
                "torch_state_axes",
                "The states have an axis of samples, and the data have none.",
                expected="data (samples, timesteps, features), or states (layers, units)",
                received="data (timesteps, features), states (layers, samples, units)",
                axis="The data miss the axis of the samples.",
                fix=("X = X[None]",),
                meant=named((None, None), "?", "units"),
                details=("For batch_first=True; without, X[:, None, :].",),
            )
        )
    found = case.walk.stop
    received = found["received"] if found and found.kind == "state_axes" else None
    return one(missing_axis(received, None))


def one_state(case: Case, why: Stop) -> Judged:
    """An LSTM of PyTorch starts from two states, and got one tensor."""
    return one(
        Diagnosis(
            "one_state",
            f"{why['layer']} starts from two states, h and c, in one tuple; one tensor was given.",
            expected="a tuple (h, c) of two tensors",
            received=f"one tensor {tell(why['received'])}",
            details=(
                "Give both: out, (h, c) = lstm(x, (h, c)); of an LSTMCell h, c = cell(x, (h, c)).",
                "torch.zeros_like(h) is a c to begin with; without states both begin at zeros.",
                "A GRU has h alone.",
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
    base = Diagnosis(
        "torch_state_axes",
        "The states that were given miss an axis: the data have samples, so they need three.",
        expected="(layers, samples, units)" + (f" = {tell(expected)}" if expected else ""),
        received=f"two axes{': ' + tell(received) if received else ''}",
        axis="The axis of the layers or that of the samples is missing in the states.",
        fed=named(received or (None, None), "?", "units"),
        meant=named(told, "?", "samples", "units"),
        details=(
            "If they are (samples, units), the axis of the layers is missing: h[None], c[None].",
            "If they are (layers, units), that of the samples is missing: h[:, None, :].repeat(1, "
            "X.shape[0], 1) with batch_first=True, X.shape[1] without.",
            f"{ORDER} A GRU has h alone.",
        ),
    )
    if layers and not samples:
        return replace(
            base,
            axis="The axis of the layers, the first one, is missing in the states.",
            fix=("h, c = h[None], c[None]",),
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
    wrong = [at for at in range(len(expected)) if expected[at] != received[at]]
    zeros = f"torch.zeros{as_code(expected)}"
    layer = case.setup.recurrent
    # "Expected hidden size", without a place, is said of a GRU or an RNN, which have h alone.
    lstm = layer.kind == "nn.LSTM" if layer else why["place"] is not None
    base = Diagnosis(
        "torch_state_size",
        "The state that was given has another size than the layer and its batch ask for.",
        expected=f"(layers, samples, units) = {tell(expected)}",
        received=tell(received),
        axis="Layers, samples or units differ.",
        fed=named(received, "?", "samples", "units"),
        meant=named(expected, "?", "samples", "units"),
        fix=(f"h, c = {zeros}, {zeros}" if lstm else f"h = {zeros}",),
        details=(ORDER,),
    )
    if wrong == [1]:
        return samples_of_state(case, base, expected, received)
    if wrong == [0]:
        base = replace(
            base,
            axis=f"The first axis counts layers × directions: {expected[0]}, not {received[0]}.",
            details=("A bidirectional layer needs 2 × num_layers states.",),
        )
    if wrong == [2]:
        base = replace(
            base,
            axis=f"The third axis counts the units: {expected[2]}, not {received[2]}.",
            details=(
                "The state is that of another layer, or of one with another hidden_size.",
                ORDER,
            ),
        )
    return one(base)


def samples_of_state(case: Case, base: Diagnosis, expected: Shape, received: Shape) -> Judged:
    """The state was made for another number of samples than the layer reads."""
    setup, layer = case.setup, case.setup.recurrent
    if layer is None:
        return by_what_counts(case, base, expected, received)
    first = layer.says("batch_first") is True
    x = read_shape(case)
    size = "x.size(0)" if first else "x.size(1)"
    base = replace(
        base,
        title="The state was made for another number of samples than the batch has.",
        axis=f"The second axis of the state, the samples of the batch: {expected[1]}, not "
        f"{received[1]}.",
    )
    if first and x is not None and reshaped(case) and received[1] == x[1]:
        return one(
            replace(
                base,
                title="A reshape put the samples on the axis of the timesteps.",
                axis=f"{tell(x)} is read as {x[0]} sample of {x[1]} timesteps, because of "
                "batch_first=True.",
                fix=(),
                details=(
                    f"If the {x[1]} are samples of one step each, reshape to "
                    f"({x[1]}, {x[0]}, {x[2]}).",
                    f"If they are really timesteps, the state is for one sample: "
                    f"torch.zeros{as_code(expected)}.",
                ),
            )
        )
    if not first and (x is None or received[1] == x[0]):
        if case.says("axes", "timesteps"):
            return one(replace(base, details=(f"Take it from the batch: {size}.", ORDER)))
        turned = edited(layer, "batch_first", True)
        at = next(place for place, node in enumerate(setup.nodes) if node.layer is layer)
        fix: tuple[str, ...] = ()
        if case.says("axes", "samples") and (x is None or cured(setup.changed(at, turned))):
            fix = (f"lstm = {line(turned)}",)
        return one(
            replace(
                base,
                axis=f"Without batch_first=True the second axis of X counts the samples: "
                f"{expected[1]}. The state was made for {received[1]}.",
                fix=fix,
                details=(
                    "If X is (samples, timesteps, features), the layer needs batch_first=True: "
                    f"then {expected[1]} are the timesteps, and {received[1]} the samples.",
                    "If X is (timesteps, samples, features), make the state for x.size(1) samples.",
                    ORDER,
                ),
            ),
            None if fix else QUESTIONS["axes"],
        )
    by_steps = bool(x and received[1] == x[1 if first else 0]) or (
        first and "x.size(1)" in case.text.plain
    )
    return one(
        replace(
            base,
            details=(
                f"Take it from the batch: torch.zeros({expected[0]}, {size}, {expected[2]})"
                + (
                    "; with batch_first=True x.size(0) counts the samples, x.size(1) the timesteps."
                    if first
                    else "; without batch_first x.size(1) counts the samples, with it x.size(0) = "
                    "x.shape[0] does."
                ),
                ORDER,
                f"{received[1]} is the number of timesteps here."
                if by_steps
                else "Is the last batch smaller? drop_last=True in the DataLoader, or a state "
                "made for each batch.",
            ),
        )
    )


def by_what_counts(case: Case, base: Diagnosis, expected: Shape, received: Shape) -> Judged:
    """Nothing tells the layer: the batch is another, or timesteps are taken for samples."""
    x, wanted, held = case.x, expected[1], received[1]
    base = replace(
        base,
        title=f"The state was made for {held} samples, and the layer reads {wanted}.",
        axis=f"The second axis of the state counts the samples of the batch: {wanted}, not {held}.",
    )
    if case.says("counted", "samples"):
        return one(
            replace(
                base,
                details=(
                    "A state that is made anew takes its size from each batch, since the last one "
                    "is often smaller; or drop_last=True in the DataLoader.",
                    "The state of an encoder belongs to the samples that the encoder read: give "
                    "the decoder the same ones.",
                    ORDER,
                ),
            )
        )
    turned = replace(
        base,
        title="Timesteps stand where the layer looks for the samples.",
        axis=f"The layer takes {wanted} for its samples: the first two axes of {x} are swapped.",
        fix=(f"{x} = {x}.transpose(0, 1)",),
        fed=None,
        meant=None,
        details=(
            "Or build the layer for the order that you have: batch_first=True reads (samples, "
            "timesteps, features), without it (timesteps, samples, features).",
            ORDER,
        ),
    )
    if case.says("counted", "timesteps"):
        return one(turned)
    return one(
        replace(
            base,
            fix=(),
            details=(
                f"If {wanted} counts the samples of this batch, the state is of another batch: the "
                "last one is often smaller, and prediction often takes 1. Made anew for this one "
                f"it is torch.zeros{as_code(expected)}.",
                f"If {wanted} counts timesteps, the layer reads another order than {x} has: "
                "batch_first=True reads (samples, timesteps, features), without it (timesteps, "
                "samples, features).",
                ORDER,
            ),
        ),
        QUESTIONS["counted"],
    )


def read_shape(case: Case) -> Shape | None:
    """Give the shape that the recurrent layer reads; None where it is not told."""
    setup, layer = case.setup, case.setup.recurrent
    at = next((place for place, node in enumerate(setup.nodes) if node.layer is layer), None)
    if at is not None and setup.nodes[at].reads:
        shape = case.walk.of(setup.nodes[at].reads[0])
    else:
        shape = setup.X.shape if setup.X else None
    return shape if shape is not None and len(shape) == 3 else None


def reshaped(case: Case) -> bool:
    """Whether a reshape stands right before the recurrent layer."""
    setup = case.setup
    node = next((each for each in setup.nodes if each.layer is setup.recurrent), None)
    if node is None or not node.reads:
        return False
    return setup.nodes[node.reads[0].node].layer.kind == "reshape"


def cell_state(case: Case, why: Stop) -> Judged:
    """An LSTMCell got one state, or the state of another batch."""
    batch, held = why["batch"], why["state"]
    return one(
        Diagnosis(
            "cell_state",
            "The state does not have as many samples as the step that the cell reads.",
            expected=f"a pair (h, c), each ({batch}, units)",
            received=f"a state of {held} samples",
            axis="The first axis of h and of c, the samples, has to be the batch.",
            fed=named((held,), "samples"),
            meant=named((batch, None), "samples", "units"),
            details=(
                "LSTMCell wants two states, cell(x, (h, c)): of one tensor it takes its rows for h "
                "and c. A GRUCell has h alone.",
                f"Made for this batch: h, c = torch.zeros({batch}, units), torch.zeros({batch}, "
                "units).",
            ),
        )
    )
