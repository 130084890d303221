"""A layer within the model refuses a size: kernels, joined branches, reshapes."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Cure, Judged, one
from lstmviz.doctor.judging.mending import change, edited, leave_out, line
from lstmviz.doctor.judging.trying import best
from lstmviz.doctor.saying.wording import (
    axes_count,
    listed,
    named,
    steps,
    tell,
    three,
    which_differ,
)
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup, Stop


def kernels(case: Case, why: Stop) -> Judged:
    """A kernel, a pool or a window is longer than the timesteps."""
    found = case.walk.stop if case.walk.stop and case.walk.stop.kind == "kernel" else why
    if not found.facts:
        return NONE  # NumPy says the same of other arrays
    setup = case.setup
    count = found["steps"]
    received = why["received"]
    if count is None and received and len(received) > 1:
        count = received[1]
    size = found["kernel"] or why["size"] or (why["weights"] or (None,))[0]
    name = found["layer"] or "The kernel"
    if found is why and "1d" not in case.text.tight:
        return one(window_too_long(size, count, received))
    cures: list[Cure] = []
    if found.node is not None:
        layer = setup.nodes[found.node].layer
        cures = [change(setup, found.node, edited(layer, "padding", "same"))]
        if "Pooling" in layer.kind:
            cures.insert(0, leave_out(setup, found.node))
    cure = best(setup, *cures)
    return one(
        Diagnosis(
            "kernel_too_long",
            f"{name} looks at {size or 'more'} steps at once, but only {count or 'fewer'} "
            f"{'is' if count == 1 else 'are'} there.",
            expected=f"at least {steps(size)}" if size else "",
            received=steps(count) + (f": {tell(received)}" if received else ""),
            axis="The axis of the timesteps is shorter than the kernel.",
            fix=cure.lines if cure else (),
            tried=cure.setup if cure else None,
            fed=three(received) if received else None,
            details=(
                "With one timestep there is nothing to slide along: cut windows of several rows "
                "instead, or make the columns the timesteps if they are one quantity."
                if count == 1
                else "Each Conv1D takes kernel_size − 1 steps away, each pooling divides them: "
                "after several of them too few are left.",
                'padding="same" keeps the number of steps; a smaller kernel_size takes fewer away.',
            ),
        )
    )


def window_too_long(size: int | None, count: int | None, received: Shape | None) -> Diagnosis:
    """A kernel or a pool is longer than an axis of which the message does not tell the role."""
    return Diagnosis(
        "kernel_too_long",
        f"A kernel or a pool covers {size} places, but its axis has only {count or 'fewer'}."
        if size
        else "A kernel or a pool covers more places than its axis has.",
        expected=f"at least {size}" if size else "",
        received=f"{count or ''}" + (f": {tell(received)}" if received else ""),
        axis="It may be any axis that it slides along: steps, or rows and columns of pictures.",
        details=(
            "For pictures: is the axis of the channels the last one, as Keras reads it "
            '(data_format="channels_last")? In front it is taken for rows.',
            'Each pooling makes the axes shorter: leave one out, or padding="same".',
        ),
    )


def joins(case: Case, why: Stop) -> Judged:
    """Branches of different shapes are joined."""
    shapes: list[Shape] = list(why["received"] or ())
    found = case.walk.stop if case.walk.stop and case.walk.stop.kind == "join" else None
    layer = why["layer"] or (found["layer"] if found else "Concatenate")
    axes = {len(shape) for shape in shapes if shape}
    listing = listed([tell(shape) for shape in shapes if shape])
    if axes == {2, 3}:
        node = found.node if found and not case.torch else None
        return one(steps_in_one(case, node, layer, shapes, listing))
    if len(axes) > 1:
        return one(other_ranks(layer, shapes, listing))
    samples = {shape[0] for shape in shapes if shape} - {None}
    if len(samples) > 1:
        return one(other_samples(layer, listing))
    if str(layer).startswith(NUMBER_BY_NUMBER):
        return one(number_by_number(layer, shapes, listing))
    return one(other_sizes(case, layer, shapes, listing))


def steps_in_one(
    case: Case, node: int | None, layer: str, shapes: list[Shape], listing: str
) -> Diagnosis:
    """One branch has timesteps, and the other is one vector: take the last state, or repeat it.

    Args:
        case: in hand.
        node: what joins; None where the walk does not stop there.
        layer: what it is called.
        shapes: of the branches.
        listing: the same in words.
    """
    setup, cures = case.setup, []
    count: object = "timesteps"
    if node is not None:
        count = next(shape[1] for shape in shapes if len(shape) == 3) or count
        cures = with_last_states(setup, node, shapes) or repeated(setup, node, shapes)
    cure, again = best(setup, *cures), f"RepeatVector({count})"
    repeats = cure is not None and again in cure.lines[0]
    last = "return_sequences=False), so that both are (samples, units)."
    return Diagnosis(
        "joined_axes",
        f"{layer} got one branch with a time axis and one without.",
        expected="branches with the same axes, but for one size",
        received=listing,
        axis="The axis of the timesteps is there in one branch and not in the other.",
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        fed=named(shapes[0], "samples", *(("timesteps",) if len(shapes[0]) == 3 else ())),
        meant=named(shapes[-1], "samples"),
        details=(
            f"The line stands on the branch of one vector: {again} gives it to every timestep, "
            "before the join."
            if repeats
            else f"The line lets the recurrent branch hand on its last state alone ({last}"
            if cure
            else "If a recurrent layer makes the branch with the time axis, it can hand on its "
            "last state alone: return_sequences=False.",
            "Or read the branch with the time axis by a recurrent layer first, such as LSTM(32), "
            "and join its last state."
            if repeats
            else f"Or repeat the branch of one vector at every timestep: {again}.",
        ),
    )


def with_last_states(setup: Setup, at: int, shapes: list[Shape]) -> list[Cure]:
    """Let the recurrent layers right before a join hand on their last states alone."""
    return [
        change(setup, read.node, edited(before, "return_sequences", False))
        for read, shape in zip(setup.nodes[at].reads, shapes, strict=False)
        if shape and len(shape) == 3 and (before := setup.nodes[read.node].layer).recurrent
    ]


def other_sizes(case: Case, layer: str, shapes: list[Shape], listing: str) -> Diagnosis:
    """Branches of as many axes differ beside the one along which they are joined."""
    places = sizes_that_differ(shapes)
    steps_ = 1 in places and {len(shape) for shape in shapes if shape} == {3}
    axis = "Only the last axis differs, so that is the one to join along."
    details = ("axis=1 joins along the timesteps, and wants all other axes to agree.",)
    if places:
        told_ = ": the timesteps are not equally many." if steps_ else "."
        axis = f"Axis {listed([str(at) for at in places])} differs{told_}"
        details = ("Choose the axis along which they differ, if it is one: axis=…",)
    if steps_:
        details = attended(case) or (
            "Branches with different numbers of timesteps are joined after each has been read: the "
            "last states, (samples, units).",
            "Or choose the axis along which they differ: axis=1 for the timesteps.",
        )
    return Diagnosis(
        "joined_sizes",
        f"{layer} joins along one axis; all others have to agree.",
        expected="branches that agree in all axes but one",
        received=listing,
        axis=axis,
        fix=() if places or len(shapes) < 2 else ("keras.layers.Concatenate(axis=-1)",),
        fed=named(shapes[0], "samples") if shapes and shapes[0] else None,
        meant=named(shapes[-1], "samples") if shapes and shapes[-1] else None,
        details=details,
    )


ATTENDS = re.compile(
    r"(\bAdditiveAttention|\bAttention)\([^()\n]{0,80}\)\(\[(\w{1,40}), ?(\w{1,40})\]"
)


def attended(case: Case) -> tuple[str, ...]:
    """Say whose steps an attention answers for, where one is in the code; () else."""
    found = ATTENDS.search(case.text.plain)
    if found is None:
        return ()
    layer, query, value = found.groups()
    return (
        f"{layer} answers at each step of the first in its list, the query: here {query}. What is "
        f"joined with its answer has to have the same steps: {layer}()([{value}, {query}]) answers "
        f"at those of {value}.",
    )


def repeated(setup: Setup, at: int, shapes: list[Shape]) -> list[Cure]:
    """Give the one vector of a branch to every timestep of the other, before they are joined."""
    node = setup.nodes[at]
    flat = [each for each, shape in zip(node.reads, shapes, strict=True) if len(shape) == 2]
    steps_ = next(shape[1] for shape in shapes if len(shape) == 3)
    if len(flat) != 1 or steps_ is None:
        return []
    # What is put in stands on what is read first.
    rest = tuple(each for each in node.reads if each != flat[0])
    nodes = list(setup.nodes)
    nodes[at] = replace(node, reads=(flat[0], *rest))
    layer = Layer("RepeatVector", {"n": steps_})
    return [Cure((line(layer),), replace(setup, nodes=tuple(nodes)).put_in(at, layer))]


def other_ranks(layer: str, shapes: list[Shape], listing: str) -> Diagnosis:
    """Branches have different numbers of axes."""
    counts = listed([axes_count(len(shape)) for shape in shapes if shape])
    return Diagnosis(
        "joined_axes",
        f"{layer} joins branches with the same number of axes, and got {counts}.",
        expected="branches with the same axes, but for one size",
        received=listing,
        axis="An axis is missing in one of the branches.",
        details=(
            "A last axis of size 1 is added by keras.ops.expand_dims(x, -1) or Reshape: (N,) "
            "becomes (N, 1). Then axis=-1 joins along the last one.",
        ),
    )


# Layers that put two branches together number by number, and make no axis longer.
NUMBER_BY_NUMBER = ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract", "merge(")


def number_by_number(layer: str, shapes: list[Shape], listing: str) -> Diagnosis:
    """Branches of other sizes are added up, or multiplied."""
    one_, other = shapes[0], shapes[-1]
    return Diagnosis(
        "joined_sizes",
        f"{layer} goes through its branches number by number: they have to have the same shape.",
        expected="branches of one shape",
        received=listing,
        axis=which_differ(one_, other),
        fed=named(one_, "samples"),
        meant=named(other, "samples"),
        details=(
            "Branches with different numbers of timesteps are joined after each has been read: the "
            "last states, (samples, units).",
        )
        if len(one_) == 3 and one_[1] != other[1]
        else (
            "Give both layers as many units, or put a Dense of as many on one of them; or join "
            "their units side by side: Concatenate().",
        ),
    )


def other_samples(layer: str, listing: str) -> Diagnosis:
    """Branches have different numbers of samples."""
    return Diagnosis(
        "joined_samples",
        f"{layer} joins what belongs to the same samples, and the first axis differs.",
        expected="as many samples in each branch",
        received=listing,
        axis="The first axis, the samples, differs.",
        details=(
            "A batch size that is fixed somewhere, as in batch_input_shape or in zeros for a "
            "state, does not go with a smaller last batch; or one of the inputs has other rows.",
        ),
    )


def sizes_that_differ(shapes: list[Shape]) -> list[int]:
    """Give the places of the axes, beside samples, that differ."""
    if len(shapes) < 2 or len({len(shape) for shape in shapes if shape}) != 1:
        return []
    return [
        at
        for at, sizes in enumerate(zip(*shapes, strict=True))
        if at and len(set(sizes) - {None}) > 1 and at != len(shapes[0]) - 1
    ]
