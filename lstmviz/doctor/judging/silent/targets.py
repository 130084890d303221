"""Targets without an error that are spread over predictions of another shape."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import NONE, Case, Judged, first_that_runs, one
from lstmviz.doctor.judging.ends.class_targets import one_hot
from lstmviz.doctor.judging.ends.stepwise import (
    headed,
    last_recurrent,
    many_targets,
    one_target,
)
from lstmviz.doctor.judging.ends.targets import compare, told
from lstmviz.doctor.judging.mending import change, edited
from lstmviz.doctor.reading.texts.translating import language
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.losses import classes, compares_numbers
from lstmviz.doctor.walking.refusals import agree


def targeted(case: Case) -> Judged:
    """Find targets that are spread; TensorFlow.js refuses what Keras spreads."""
    found, question = spread(case)
    if language(case.text.plain) == "javascript":
        stops = "TensorFlow.js stops at fit: it takes targets of the predictions' shape alone."
        found = tuple(replace(each, silent=False, happens=stops) for each in found or refused(case))
    return found, question


def refused(case: Case) -> tuple[Diagnosis, ...]:
    """Hold targets against predictions as TensorFlow.js does: their shapes have to be the same."""
    y, output = case.setup.y, case.walk.of(case.setup.output)
    if y is None or y.shape is None or output is None or classes(case.setup.loss) == "numbers":
        return ()
    target = (None, *y.shape[1:])
    if len(target) == len(output) and all(map(agree, target, output)):
        return ()
    return (compare(case, target, (None, *output[1:]), case.setup.loss),)


def spread(case: Case) -> Judged:
    """Hold targets against predictions, axis by axis."""
    setup = case.setup
    y = setup.y.shape if setup.y else None
    output = case.walk.of(setup.output)
    if y is None or output is None or case.torch or not setup.layers:
        return NONE
    if setup.loss and not compares_numbers(setup.loss):
        return NONE
    base = Diagnosis(
        "", "", expected=f"predictions {tell(output)}", received=f"targets {tell(y)}", silent=True
    )
    if len(y) == len(output) == 3 and y[1] == 1 and (output[1] or 0) > 1:
        return (every_step(case, base, (y[0], 1), output),), None
    if len(output) == 3 and (output[1] or 2) > 1 and (len(y) == 1 or (len(y) == 2 and y[1] == 1)):
        return (every_step(case, base, y, output),), None
    if len(output) == 2 and output[1] == 1 and len(y) == 3 and (y[1] or 0) > 1:
        return (last_step(case, base, y, output),), None
    ends = {output[-1], y[-1]} if len(output) == len(y) in (2, 3) else set()
    if None in ends or not {1} < ends:
        return NONE
    if len(y) == 2 and y[1] == 1 and not setup.loss:
        last = setup.layers[-1]
        classes_meant = last.says("activation") in ("softmax", "sigmoid")
        # Behind a recurrent layer a Dense may stand that the text does not tell.
        return NONE if classes_meant or last.recurrent else ((units_for_one(base, output),), None)
    if len(y) == 2 and output[1] == 1:
        return (one_output(case, base, y, output),), None
    return (spread_last(case, base, y, output),), None


def rows_for_numbers(case: Case) -> Judged:
    """A sparse loss meets one-hot rows, of whatever shape: Keras stops."""
    y, output = case.setup.y, case.walk.of(case.setup.output)
    if case.torch or y is None or y.shape is not None or "one_hot" not in y.marks:
        return NONE
    if classes(case.setup.loss) != "numbers" or output is None or (output[-1] or 0) < 2:
        return NONE
    return one(one_hot(case, output, output))


def head_line(case: Case, units: int | None) -> tuple[str, ...]:
    """Write the head with so many units; () where the model does not run so."""
    cure = first_that_runs(*headed(case.setup, units))
    return cure.lines if cure else ()


def every_step(case: Case, base: Diagnosis, y: Shape, output: Shape) -> Diagnosis:
    """One target for each sample, and a prediction at every step."""
    found = one_target(case, y, output)
    base = replace(
        told(base, found),
        fed=named(output, "samples", "timesteps", "units"),
        meant=named((output[0], output[2]), "samples", "units"),
    )
    if len(y) == 2:
        return replace(
            base,
            key="target_every_step",
            happens="The one target is spread over all timesteps: the network is asked to say it "
            "from the first step on, before it has read the rest.",
        )
    return replace(
        base,
        key="target_every_sample",
        title="Each prediction is compared with the targets of all samples in the batch.",
        axis="The targets have one axis, the predictions three (return_sequences=True): they are "
        "matched from the back.",
        happens="Targets (batch,) against predictions (batch, timesteps, 1) become "
        "(batch, timesteps, batch): everything tends to the mean of the batch.",
    )


def one_output(case: Case, base: Diagnosis, y: Shape, output: Shape) -> Diagnosis:
    """One unit is fitted to several targets: told at the end, or one for each timestep."""
    setup, at, line = case.setup, last_recurrent(case.setup), head_line(case, y[1] or 1)
    found = spread_last(case, base, y, output)
    every = (
        at is not None
        and y[1] == case.timesteps
        and change(setup, at, edited(setup.nodes[at].layer, "return_sequences", True))
    )
    if not every or not first_that_runs(every) or not line:
        return found
    return replace(
        found,
        fix=(),
        meant=None,
        details=(
            If(
                f"X has {y[1]} timesteps too. If each has a target of its own, the last "
                "recurrent layer hands on every step: {}.",
                every.lines,
            ),
            If(f"If the {y[1]} targets are told at the end, the last layer is {{}}.", line),
        ),
    )


def spread_last(case: Case, base: Diagnosis, y: Shape, output: Shape) -> Diagnosis:
    """One number of each sample, or of each step, meets several of the other side."""
    units, targets = output[-1], y[-1]
    roles: tuple[Role, ...] = ("samples", *(("timesteps",) if len(y) == 3 else ()), "units")
    single = units == 1
    return replace(
        base,
        key="one_output_many_targets" if single else "many_outputs_one_target",
        title=f"One output is fitted to {targets} targets at once."
        if single
        else f"{units} outputs are all fitted to the same one target.",
        axis=f"The last axis of the predictions has size {units}, that of the targets {targets}.",
        fix=head_line(case, targets),
        fed=named(output, *roles),
        meant=named((*output[:-1], targets), *roles),
        happens=f"The one output is compared with each of the {targets} targets: the best that it "
        "can say is their mean."
        if single
        else f"The one target is spread over the {units} outputs: all learn the same.",
        details=(
            "The line stands in place of the last Dense layer."
            if single
            else "The line stands in place of the last Dense layer. For classes, use "
            "sparse_categorical_crossentropy with a softmax.",
        ),
    )


def units_for_one(base: Diagnosis, output: Shape) -> Diagnosis:
    """Several units beside one target, and no loss that says what they are."""
    return replace(
        base,
        key="units_for_one",
        title=f"The last layer gives {output[1]} numbers, and there is one target for each sample.",
        axis=f"The last axis of the predictions has size {output[1]}, that of the targets 1.",
        fed=named(output, "samples", "units"),
        meant=named((output[0], 1), "samples", "units"),
        happens="A loss of quantities, such as mse, holds each of them against the same target.",
        details=(
            "One quantity: Dense(1). Several of them: as many columns in y. "
            f"{output[1]} classes by their numbers: softmax and sparse_categorical_crossentropy.",
        ),
    )


def last_step(case: Case, base: Diagnosis, y: Shape, output: Shape) -> Diagnosis:
    """Targets along an axis of timesteps, and one prediction."""
    return replace(
        told(base, many_targets(case, y, output)),
        key="last_step_all_targets",
        fed=named(output, "samples", "units"),
        meant=named((output[0], y[1], 1), "samples", "timesteps", "units"),
        happens=f"The one output is compared with all {y[1]} targets: the best that it can say is "
        "their mean.",
    )
