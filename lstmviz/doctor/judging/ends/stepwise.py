"""Targets at every timestep and one prediction, or the reverse: where it comes from, and a cure."""

from dataclasses import dataclass, replace

from lstmviz.doctor.answer import If
from lstmviz.doctor.judging.case import Case, Cure, first_that_runs, retargeted
from lstmviz.doctor.judging.mending import change, edited, line, put_in, resized
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup
from lstmviz.doctor.walking.walk import known

FLATTEN = Layer("Flatten", written="keras.layers.Flatten()")


@dataclass(frozen=True)
class Steps:
    """What is said of targets and predictions of which one has timesteps.

    Args:
        title, axis, details: as in a diagnosis.
        cure: a change that was tried; None where none runs.
    """

    title: str
    axis: str
    details: tuple[str | If, ...]
    cure: Cure | None = None


def last_recurrent(setup: Setup) -> int | None:
    """Find the last recurrent layer."""
    places = [at for at, node in enumerate(setup.nodes) if node.layer.recurrent]
    return places[-1] if places else None


def head(setup: Setup) -> int | None:
    """Find the last layer with units: the head."""
    places = [
        at
        for at, node in enumerate(setup.nodes)
        if node.layer.kind == "Dense"
        or (node.layer.inner is not None and node.layer.inner.kind == "Dense")
    ]
    return places[-1] if places else None


def headed(setup: Setup, units: int | None) -> list[Cure]:
    """Give the head so many units; [] where there is none, or their number is open."""
    at = head(setup)
    if at is None or not units:
        return []
    return [change(setup, at, resized(setup.nodes[at].layer, units))]


def tried(case: Case, cures: list[Cure], target: Shape) -> Cure | None:
    """Give the first cure that runs with these targets, where the text tells none."""
    if case.setup.y is None:
        cures = [
            replace(cure, setup=retargeted(cure.setup, (None, *target[1:])))
            for cure in cures
            if cure.setup
        ]
    return first_that_runs(*cures)


def one_target(case: Case, target: Shape, output: Shape) -> Steps:
    """There is a prediction at every timestep, and one target for each sample."""
    count = target[1] if len(target) == 2 else None
    if count not in (None, 1, output[2]):
        return several_targets(count, output)
    setup, at, top = case.setup, last_recurrent(case.setup), head(case.setup)
    if (kept := unread_after(setup, at)) is not None:
        return kept_by(kept, output)
    cures = []
    again: tuple[str, ...] = ()
    if at is not None and setup.nodes[at].layer.says("return_sequences") is True:
        cures.append(change(setup, at, edited(setup.nodes[at].layer, "return_sequences", False)))
        again = cures[0].lines
    if top is not None:
        cures.append(put_in(setup, top, FLATTEN))
    cure = tried(case, cures, target)
    details = [
        "The line is the last recurrent layer, written again: return_sequences=False hands on its "
        "last step alone."
        if cure and cure.lines == again
        else "Something has to make one answer of all steps: a recurrent layer without "
        "return_sequences (LSTM, GRU), Flatten or a pooling, before the last Dense.",
    ]
    if at is None and setup.layers:
        details.append(
            "Dense works at every timestep for itself: nothing here takes the timesteps away. "
            "LSTM(32) in place of the first Dense would read them in order."
        )
    details.append("If an answer at every step is meant, y needs one target for each of them.")
    return Steps(
        "The model answers at every timestep, but there is one target for each sample.",
        "The predictions have an axis of timesteps"
        + (f" ({output[1]})" if output[1] else "")
        + " that the targets do not have.",
        tuple(details),
        cure,
    )


def unread_after(setup: Setup, at: int | None) -> str | None:
    """Name a layer between the last recurrent one and the head that was not read; else None."""
    top = head(setup)
    behind = setup.nodes[at + 1 : top] if at is not None and top is not None else ()
    unread = (each.layer for each in behind if not known(setup, each.layer.kind))
    return next((layer.written or "a layer" for layer in unread), None)


def kept_by(layer: str, output: Shape) -> Steps:
    """The predictions have timesteps, and a layer that could not be read stands before them."""
    return Steps(
        "The model answers at every timestep, but there is one target for each sample.",
        "The predictions have an axis of timesteps"
        + (f" ({output[1]})" if output[1] else "")
        + f" that the targets do not have, and {layer}, which I could not read, does not take it "
        "away.",
        (
            f"If {layer} is meant to make one answer of all steps, look at the shape that it "
            "gives. Else something behind it has to: a pooling over the steps, Flatten, or the "
            "last step alone.",
            "If an answer at every step is meant, y needs one target for each of them.",
        ),
    )


def several_targets(count: int, output: Shape) -> Steps:
    """There is a prediction at every timestep, and several targets for each sample."""
    may_be_steps = output[1] in (None, count)
    return Steps(
        f"The model answers at every timestep, and each sample has {count} targets.",
        "The targets have two axes, the predictions three"
        + (
            f": whether the {count} targets stand at the timesteps, the sizes do not tell."
            if may_be_steps
            else f"; the {output[1]} timesteps are not the {count} targets."
        ),
        (
            "If they are one class number at each timestep: sparse_categorical_crossentropy with "
            "y[..., None], or rows of classes by keras.utils.to_categorical(y).",
            "If they are one quantity at each timestep: y[..., None], and Dense(1) as last layer.",
        )[: 2 * may_be_steps]
        + (
            f"If they belong to the sample as a whole: return_sequences=False in the last "
            f"recurrent layer, and Dense({count}) as last layer.",
        )
        + (
            (
                f"If they are {count} steps in a row: a recurrent layer that hands on its last "
                f"state, RepeatVector({count}), then one with return_sequences=True.",
            )
            if not may_be_steps
            else ()
        ),
    )


def many_targets(case: Case, target: Shape, output: Shape) -> Steps:
    """There are targets along an axis of timesteps, and one prediction for each sample."""
    setup, at = case.setup, last_recurrent(case.setup)
    count, width = target[1], target[2] if len(target) == 3 else 1
    reads = setup.nodes[at].reads if at is not None else ()
    read = case.walk.of(reads[0]) if reads else None
    steps = read[1] if read is not None and len(read) == 3 else None
    if count == 1 and len(target) == 3:
        return single_axis(case, target, output)
    if not case.coded and len(target) == 3:
        return axis_more(case)
    if count is not None and steps is not None and count != steps:
        return ahead(case, target, count, width, steps)
    if count is None and len(target) == 3:
        return open_steps(target)
    cures = []
    if at is not None:
        cures.append(change(setup, at, edited(setup.nodes[at].layer, "return_sequences", True)))
    early = "ends_early" in setup.marks
    cure = None if early else tried(case, cures, target)
    return Steps(
        "There is a target for every timestep, but one prediction for each sample.",
        "The targets have an axis of timesteps that the predictions do not have.",
        (
            *(
                (
                    "The model that is trained ends before the last layers of the text: give "
                    "keras.Model(inputs, outputs) what the last layer gives.",
                )
                if early
                else ()
            ),
            "The line is the last recurrent layer, written again: return_sequences=True hands on "
            "every step, and the Dense after it answers at each."
            if cure
            else "For an answer at every step the last recurrent layer needs "
            "return_sequences=True, so that the Dense after it answers at each.",
            If("If one answer is meant, take the target of the last step: {}.", ("y = y[:, -1]",)),
        ),
        cure,
    )


def open_steps(target: Shape) -> Steps:
    """The targets have an axis of timesteps, of a size that the text does not tell."""
    return Steps(
        "The targets have an axis of timesteps, and there is one prediction for each sample.",
        "How many steps the targets have, I could not read.",
        (
            "If they are steps ahead, as many as n: RepeatVector(n), then a recurrent layer with "
            f"return_sequences=True and Dense({target[2] or 'units'}).",
            "If every step of X has its target, the last recurrent layer needs "
            "return_sequences=True, so that the Dense after it answers at each.",
        ),
        None,
    )


def as_many_steps(case: Case, count: int | None) -> tuple[str, ...]:
    """Say that targets are as many as the timesteps that are read: there may be one at each."""
    if count is None or count < 2 or case.timesteps != count:
        return ()
    return (
        f"{count} is also the number of timesteps: for a target at each of them the last recurrent "
        f"layer needs return_sequences=True, and {case.y} a last axis, {case.y}[..., None].",
    )


def axis_more(case: Case) -> Steps:
    """The targets have an axis more, and no code tells which."""
    return Steps(
        "The targets have an axis that the predictions, one for each sample, do not have.",
        "Most often it counts timesteps: a target at every step.",
        (
            "If every step has its target, the last recurrent layer needs return_sequences=True, "
            "so that the Dense after it answers at each.",
            If(
                "If one answer is meant, take the target of the last step: {}.",
                (f"{case.y} = {case.y}[:, -1]",),
            ),
            "If they were made one-hot twice (to_categorical of rows that are one-hot), once is "
            "enough.",
        ),
        None,
    )


def single_axis(case: Case, target: Shape, output: Shape) -> Steps:
    """The targets have an axis of one timestep: one target for each sample after all."""
    y, setup = case.y, case.setup
    left = (target[0], target[2])
    lines: tuple[str, ...] = (f"{y} = {y}[:, 0]",)
    mended = retargeted(setup, left) if setup.layers else None
    return Steps(
        "The targets have an axis of one timestep too many.",
        "The targets have an axis of size 1 where the predictions, one for each sample, have none.",
        (
            f"{y}[:, 0] takes the axis out, and no value is lost.",
        ),
        first_that_runs(Cure(lines, mended)) if mended
        else Cure(lines) if output[-1] in (None, target[2]) else None,
    )  # fmt: skip


def ahead(case: Case, target: Shape, count: int, width: int | None, steps: int) -> Steps:
    """As many targets as there are steps ahead, which is another number than steps are read."""
    setup, y, top, at = case.setup, case.y, head(case.setup), last_recurrent(case.setup)
    cures = []
    if top is not None and at is not None:
        units = setup.nodes[at].layer.size("units") or 32
        decoder = Layer("LSTM", {"units": units, "return_sequences": True})
        wider = setup
        if width and setup.nodes[top].layer.size("units") != width:
            wider = setup.changed(top, resized(setup.nodes[top].layer, width))
        cures.append(put_in(wider, top, Layer("RepeatVector", {"n": count}), decoder))
        if width == 1:
            layer = resized(setup.nodes[top].layer, count)
            lines = (line(layer), *((f"{y} = {y}[..., 0]",) if len(target) == 3 else ()))
            wide = retargeted(setup.changed(top, layer), (target[0], count))
            cures.insert(0, Cure(lines, wide))
    return Steps(
        f"There are {count} targets ahead for each sample, and one prediction.",
        f"The targets have an axis of {count} steps; {steps} steps are read, so they are no "
        "targets of the same steps.",
        (
            f"One Dense({count}) gives all {count} at once."
            if width == 1
            else f"A decoder gives {width} numbers at each of the {count} steps: "
            f"RepeatVector({count}), LSTM(…, return_sequences=True), then Dense({width}).",
            f"Or a decoder: RepeatVector({count}), LSTM(…, return_sequences=True), then a Dense at "
            "every step."
            if width == 1
            else f"Or all at once: Dense({count * (width or 1)}), then "
            f"Reshape(({count}, {width})).",
        ),
        first_that_runs(*cures),
    )
