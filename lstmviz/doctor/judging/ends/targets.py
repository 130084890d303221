"""The targets do not have the shape of the predictions."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.agreeing import fits
from lstmviz.doctor.judging.case import Case, Cure, first_that_runs, retargeted
from lstmviz.doctor.judging.ends.class_targets import class_numbers, one_hot
from lstmviz.doctor.judging.ends.classes import (
    MANY,
    as_many_as_steps,
    joined,
    numbers_refused,
    one_picture,
    other_classes,
    side_by_side,
    speaks_of_logits,
    step_of_one,
)
from lstmviz.doctor.judging.ends.compared import (
    NAMES,
    base,
    cut_alike,
    flat_targets,
    read_steps,
    step_apart,
    step_numbers,
    unbuilt,
)
from lstmviz.doctor.judging.ends.stepwise import (
    Steps,
    head,
    headed,
    many_targets,
    one_target,
    tried,
)
from lstmviz.doctor.saying.wording import axes_count, named, tell, which_differ
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import classes, compares_numbers
from lstmviz.doctor.walking.setup import Layer, Node, Setup
from lstmviz.doctor.walking.sizes import Symbol
from lstmviz.doctor.walking.walk import walk


def compare(case: Case, target: Shape, output: Shape, loss: str) -> Diagnosis:
    """Explain the difference of targets and predictions, and mend what it comes from."""
    return (
        other_kind(case, target, output, loss)
        or other_axes(case, target, output, loss)
        or other_sizes(case, target, output, loss)
    )


def other_kind(case: Case, target: Shape, output: Shape, loss: str) -> Diagnosis | None:
    """Rows of classes stand where the loss reads numbers, or the reverse; None where not."""
    kind, alike = classes(loss), len(target) == len(output)
    single = len(target) == 1 or (len(target) == 2 and target[1] == 1 and (output[-1] or 2) > 1)
    if kind == "one_hot" and single and len(output) == 2:
        return class_numbers(case, target, output)
    if kind != "numbers" or not alike:
        return None
    if target[-1] == output[-1] or (len(output) == 3 and output[-1] == 1):
        return one_hot(case, target, output)
    return numbers_refused(target, output) if len(target) == 2 and target[-1] == 1 else None


def other_axes(case: Case, target: Shape, output: Shape, loss: str) -> Diagnosis | None:
    """One of the two has an axis that the other has not, or holds two in one; None where not."""
    if len(target) == 2 and output[1:] == (1, target[1]) and target[1] != 1:
        return step_of_one(case, target, output)
    if cut_alike(target, output):
        return flat_targets(case, target, output)
    if classes(loss) == "numbers" and step_apart(target, output):
        return step_numbers(case, (*target[:2], 1), output)
    if len(target) < len(output):
        return fewer_in_targets(case, target, output, loss)
    return more_in_targets(case, target, output, loss) if len(target) > len(output) else None


def fewer_in_targets(case: Case, target: Shape, output: Shape, loss: str) -> Diagnosis | None:
    """The targets miss a last axis, or that of the timesteps; None where a row meets numbers."""
    # One target of a sample is that of its steps only where it has one step.
    single = target[1:] == (1,) and output[1] is None and case.timesteps != 1
    whole = len(output) == len(target) + 1 and output[-1] == 1 and fits(target, output[:-1])
    if whole and not single:
        return missing_last(case, target, output)
    if len(output) == 3 and len(target) == 2 and target[1] not in (1, None):
        # A sparse loss reads one number at each place: several of a sample are those of its steps.
        x = case.setup.x_shape
        open_ = output[1:] == (None, None) and x is not None and x[1:2] == target[1:]
        if open_ and classes(loss) == "one_hot":
            return class_numbers(case, target, output)
        if classes(loss) == "numbers" or open_:
            return missing_last(case, target, output)
    if len(output) == 3 and len(target) == 2 and at_each_step(target, output):
        if classes(loss) == "one_hot":
            return class_numbers(case, target, output)
        return one_at_each(case, target, output)
    if len(output) == 3 and len(target) in (1, 2):
        return every_step(case, target, output)
    return other_rank(target, output) if len(output) > 2 else None


def more_in_targets(case: Case, target: Shape, output: Shape, loss: str) -> Diagnosis:
    """The targets have a last axis too many, or timesteps that the predictions do not have."""
    spare = len(target) == len(output) + 1 and target[-1] == 1 and output[-1] not in (None, 1)
    if spare and classes(loss) != "numbers" and fits(target[:-1], output):
        return spare_last(case, target, output)
    if len(target) == 3 and len(output) == 2:
        return last_step(case, target, output)
    return other_rank(target, output)


def other_sizes(case: Case, target: Shape, output: Shape, loss: str) -> Diagnosis:
    """The same axes have other sizes: the timesteps, classes, branches, or the units of the end."""
    rows = len(target) == len(output) == 2
    if classes(loss) == "numbers" and rows:
        return last_step(case, target, output)
    known = read_steps(case)
    if rows and known == target[1] and (known or 0) > MANY:
        return as_many_as_steps(case, target, output)
    if len(target) == len(output):
        middle = fits(target[:-1], output[:-1])
        if len(target) == 3 and not middle:
            return step_numbers(case, target, output)
        if not middle or (target[-1] is not None and target[-1] == output[-1]):
            return replace(base(target, output), axis=which_differ(target, output))
    made = any(word in case.text.tight for word in ("to_categorical(", "get_dummies("))
    made = (made and classes(loss) == "one_hot") or speaks_of_logits(case)
    if 1 not in (target[-1], output[-1]) and joined(case) == output[-1]:
        return side_by_side(case, target, output)
    if made and 1 not in (target[-1], output[-1]):
        return other_classes(target, output)
    return head_size(case, target, output)


def at_each_step(target: Shape, output: Shape) -> bool:
    """Whether there are as many targets as steps, and not as many as units."""
    count, (_, steps_, units) = target[-1], output
    return count == steps_ and units is not None and count not in (None, 1, units)


def every_step(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """There is an answer at every timestep, and one target for each sample."""
    return told(base(target, output), one_target(case, target, output))


def one_at_each(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """There is one target at every step, and several outputs."""
    cure = first_that_runs(*headed(case.setup, 1))
    return replace(
        base(target, output),
        key="target_last_axis",
        title=f"At each step there is one target, and the model gives {output[2]} numbers.",
        axis="The targets (samples, timesteps) have no last axis, and that of the predictions has "
        f"size {output[2]}.",
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        details=(
            "The line stands in place of the last Dense layer.",
            "If y holds the number of a class at each step, keep the layer with a softmax and use "
            "sparse_categorical_crossentropy.",
        ),
    )


def last_step(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """There are targets along an axis of timesteps, and one answer for each sample."""
    found = many_targets(case, target, output)
    return told(replace(base(target, output), key="target_steps"), found)


def told(begun: Diagnosis, found: Steps) -> Diagnosis:
    """Say what was found of the timesteps."""
    cure = found.cure
    output = walk(cure.setup).of(cure.setup.output) if cure and cure.setup else None
    return replace(
        begun,
        meant=begun.meant if output is None else named(output, *NAMES[: len(output) - 1], "units"),
        title=found.title,
        axis=found.axis,
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        details=found.details,
    )


def missing_last(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The targets miss a last axis of size 1."""
    y, known = case.y, case.setup.y_shape
    if known is not None and len(known) == len(output):
        return replace(
            base(target, output),
            axis=f"Some targets miss the last axis, of size 1, but {y} {tell(known)} has it.",
            details=("Look at the shape of those in validation_data, or of another batch.",),
        )
    return replace(
        base(target, output),
        key="target_last_axis",
        axis="The targets miss the last axis, of size 1.",
        meant=named((None, *target[1:], 1), *(NAMES if len(target) == 2 else ("samples", "units"))),
        fix=(f"{y} = {y}.reshape(-1, 1)",) if len(target) == 1 else (f"{y} = {y}[..., None]",),
        details=(
            "In a data set: dataset = dataset.map(lambda x, y: (x, y[..., None])). tf.expand_dims("
            "y, -1) and y[:, None] do the same.",
        ),
    )


def spare_last(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The targets have a last axis of size 1 more than the predictions."""
    return replace(
        base(target, output),
        key="target_last_axis",
        axis="The targets have a last axis, of size 1, that the predictions do not have.",
        meant=named(output, "samples", "units"),
        fix=(f"{case.y} = {case.y}[..., 0]",),
        tried=retargeted(case.setup, target[:-1]),
        details=("No value is lost: the last axis is taken away.",),
    )


def other_rank(target: Shape, output: Shape) -> Diagnosis:
    """Targets and predictions have different numbers of axes, and nothing tells which are extra."""
    if len(target) == 5 and len(output) == 4:
        return one_picture(target, output)
    return replace(
        base(target, output),
        axis=f"The predictions have {axes_count(len(output))} and the targets "
        f"{axes_count(len(target))}.",
        details=(
            "If the model should answer at every step, as the targets do, all recurrent layers "
            "keep the steps: return_sequences=True. If once for each sample, y needs one target "
            "for each.",
        )
        if len(target) > len(output)
        else (
            f"If each sample has {target[1] if len(target) > 1 else 1} "
            f"target{'s' if len(target) > 1 and target[1] != 1 else ''}, the model lacks its end: "
            "Flatten or a pooling, then a Dense of as many units. Is the last layer that is "
            "compiled really the last one of the model?",
            "If the targets are as large as the predictions, they are not what was fed: print "
            "y.shape.",
        ),
    )


def head_size(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The last layer gives another number of units than the targets have."""
    units = target[-1] if len(target) > 1 else 1
    if units and units > 1 and len(target) == 2 and units == case.timesteps:
        return as_many_as_steps(case, target, output)
    cure = tried(case, other_head(case.setup, units), target)
    counted = "is 1 target" if units == 1 else f"are {units} targets"
    return replace(
        base(target, output),
        title=f"There {counted} for each prediction of {output[-1]}."
        if units and output[-1]
        else "The targets do not have the shape of the predictions.",
        axis="The last axis differs: that of the predictions is as long as the last layer has "
        "units."
        if case.coded
        else "The last axis differs.",
        fix=cure.lines if cure else (),
        details=(
            *unbuilt(target, output, known=True),
            "Or y is another array than it should be: print y[0].",
        )
        if "which" in case.answers and not case.setup.layers
        else for_the_head(case, units, mends=bool(cure and cure.lines)),
    )


def other_head(setup: Setup, units: int | None) -> list[Cure]:
    """Give the last layer so many units, or put a layer of so many at the end."""
    if not units or head(setup) is not None:
        return headed(setup, units)
    if setup.output is None or setup.torch or not setup.layers:
        return []
    nodes = (*setup.nodes, Node(Layer("Dense", {"units": units}), (setup.output,)))
    longer = replace(setup, nodes=nodes, output=Symbol(len(setup.nodes)))
    return [Cure((f"outputs = keras.layers.Dense({units})",), longer)]


def for_the_head(case: Case, units: int | None, *, mends: bool) -> tuple[str, ...]:
    """Say what the last layer has to give, and what else y may be.

    Args:
        case: in hand.
        units: as many as there are targets; None where that is open.
        mends: whether the line of the fix makes it so.
    """
    said = ["The last layer has to give as many numbers as there are targets."]
    if units:
        said = [f"If {case.y} holds what you mean, the last layer gives as many numbers: "
                f"Dense({units})."]  # fmt: skip
    if mends:
        said = [f"The line, a Dense({units}) at the end, gives as many numbers as there are "
                "targets."]  # fmt: skip
    if not case.setup.layers:
        said.append("Or y is another array than it should be: print y[0], is it the target of "
                    "X[0], or another part of the data?")  # fmt: skip
    if units and units > 1 and not compares_numbers(case.setup.loss):
        said.append("Keep the activation that the classes need: softmax for one of several, "
                    "sigmoid for yes or no each.")  # fmt: skip
    return tuple(said)
