"""States that do not go with the batch or the layer, in PyTorch and in Keras."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.attending import outputs_as_state
from lstmviz.doctor.judging.case import Case, Judged, cured, one
from lstmviz.doctor.judging.directions import ADDED, both_directions
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.state_axes import ORDER, missing_axis, spare_axis, state_axes
from lstmviz.doctor.judging.worded import roles_by_words
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import as_code, listed, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop

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
        axis=listed(
            [f"{COUNT[at]} ({expected[at]}, not {received[at]})" for at in wrong]
        ).capitalize()
        + " differ."
        if len(expected) == 3 and len(wrong) > 1
        else "Layers, samples or units differ.",
        fed=named(received, "?", "samples", "units"),
        meant=named(expected, "?", "samples", "units"),
        fix=(f"h, c = {zeros}, {cells(case, expected)}" if lstm else f"h = {zeros}",)
        if layer
        else (),
        details=(ORDER,),
    )
    outputs = outputs_as_state(case, base, expected, received, pair=lstm)
    if outputs is not None:
        return one(outputs)
    if sorted(map(str, expected)) == sorted(map(str, received)):
        return one(
            replace(
                base,
                axis="The sizes are the same, their order is another: batch_first=True does not "
                "hold for states.",
                details=(
                    ORDER,
                    If(
                        "If h was (samples, layers, units): h.transpose(0, 1).",
                        ("h = h.transpose(0, 1)",),
                    ),
                ),
            )
        )
    if len(expected) == 3 and (parted := both_directions(case, base, expected, received, lstm)):
        return one(parted)
    if wrong == [1]:
        return samples_of_state(case, base, expected, received)
    if wrong == [0]:
        base = replace(
            base,
            axis=f"The first axis counts layers × directions: {expected[0]}, not {received[0]}.",
            details=(
                "A bidirectional layer needs 2 × num_layers states.",
                "If the state comes from another layer, such as an encoder, both need the same "
                "num_layers and directions.",
                *(ADDED if received[0] == 2 * expected[0] else ()),
                f"Made anew: {zeros}.",
            ),
        )
    if wrong == [2]:
        base = replace(
            base,
            axis=f"The third axis counts the units: {expected[2]}, not {received[2]}.",
            details=(
                PROJECTED
                if layer is not None and layer.size("proj_size") == expected[2]
                else "If it was made here, its last size is the hidden_size of this layer: "
                f"{zeros}.",
                "If it is the state of another layer, such as an encoder, both need the same "
                "hidden_size.",
                ORDER,
            ),
        )
    return one(base)


PROJECTED = (
    "With proj_size the state h has so many units, and c has hidden_size; the output has proj_size "
    "too, or twice as many of a bidirectional layer."
)


def cells(case: Case, expected: Shape) -> str:
    """Write the state c to begin with: proj_size makes h alone smaller."""
    layer = case.setup.recurrent
    units = layer.size("hidden_size") if layer and layer.size("proj_size") else None
    return f"torch.zeros{as_code((*expected[:-1], units or expected[-1]))}"


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
    worded = roles_by_words(case.text.plain, x) if x is not None else ()
    if first and x is not None and worded[:1] == ("timesteps",) and received[1] == x[1]:
        at = next(place for place, node in enumerate(setup.nodes) if node.layer is layer)
        other = edited(layer, "batch_first", False)
        return one(
            replace(
                base,
                title="With batch_first=True PyTorch takes the timesteps for samples.",
                axis=f"By your words {tell(x)} is (timesteps, samples, features): the state for "
                f"{received[1]} samples is right, and batch_first=True is not.",
                fix=(f"lstm = {line(other)}",),
                tried=setup.changed(at, other),
                details=(
                    f"Or keep it, and turn the data: {case.x}.permute(1, 0, 2). The state stays as "
                    "it is.",
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
                *(one_step_of(held) if wanted == 1 and held is not None else ()),
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


def one_step_of(held: int) -> tuple[str, ...]:
    """Say how the one step of a decoder has to lie, where its axis stands for the samples."""
    return (
        f"Is 1 the single step that a decoder reads? Without batch_first=True one step of {held} "
        f"samples is (1, {held}, features), x.unsqueeze(0); with it ({held}, 1, features), "
        "x.unsqueeze(1).",
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
