"""What PyTorch's losses say of predictions and targets."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.mending import takes_last
from lstmviz.doctor.judging.torch.class_rows import layers_first, reads_states, several_predictions
from lstmviz.doctor.judging.torch.counts import comes_to, other_count
from lstmviz.doctor.judging.torch.order import samples_as_steps, samples_in_turn, steps_as_rows
from lstmviz.doctor.judging.torch.said import last_step
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape, drop, product
from lstmviz.doctor.walking.losses import spread
from lstmviz.doctor.walking.setup import Stop


def loss_sizes(case: Case, why: Stop) -> Judged:
    """Targets and predictions of one loss have different shapes."""
    target, output = why["target"], why["output"]
    if target is None or output is None:
        return (), None
    if not output and target:
        return one(squeezed(case, target))
    base = differ(output, target)
    if why["warns"]:
        base = only_warned(base, output, target)
    if last_of_one(output, target) or last_of_one(target, output):
        return one(base)
    return one(
        samples_in_turn(case, output[0] if output else None, target[0] if target else None)
        or other_order(base, output, target)
        or other_count(case, base, output, target)
        or one_too_many(base, output, target)
        or class_maps(base, output, target)
        or first_axis_more(case, base, output, target)
        or rows_joined(base, output, target)
        or stepwise(case, base, output, target)
        or rows_for_each(case, base, output, target)
        or base
    )


def last_of_one(more: Shape, less: Shape) -> bool:
    """Whether a shape has a last axis of size 1 that the other has not."""
    return len(more) == len(less) + 1 and more[-1] == 1 and more[:-1] == less


def differ(output: Shape, target: Shape) -> Diagnosis:
    """Targets and predictions differ: in a last axis of size 1, or in any other way."""
    found = Diagnosis(
        "torch_loss_sizes",
        "The targets have another shape than the predictions.",
        expected=f"predictions {tell(output)}",
        received=f"targets {tell(target)}",
        axis="An axis differs.",
        fed=named(target, "samples"),
        meant=named(output, "samples", *(("units",) if len(output) == 2 else ())),
        details=("Compare axis by axis.",),
    )
    if last_of_one(target, output):
        axis = "The targets have a last axis, of size 1, that the predictions do not have."
        return replace(found, axis=axis, fix=("y = y.squeeze(-1)",))
    if not last_of_one(output, target):
        return found
    return replace(
        found,
        axis="The targets miss the last axis, of size 1.",
        fix=("y = y.unsqueeze(-1)",),
        details=(
            "y[:, None] and y[..., None] do the same."
            if len(target) == 1
            else "y[..., None] does the same.",
        ),
    )


def only_warned(base: Diagnosis, output: Shape, target: Shape) -> Diagnosis:
    """PyTorch spreads one over the other, and warns alone; or it cannot, and stops after that."""
    made = spread(output, target)
    happens = "PyTorch warns, and stops then: the sizes do not match, nor is one of them 1."
    if made is not None:
        happens = f"PyTorch spreads one over the other: {tell(made)}."
    if len(target) == 1 and len(output) == 2 and output[1] == 1:
        happens = (
            f"The loss compares each prediction with every target: {tell((output[0], target[-1]))}."
        )
    return replace(
        base,
        happens=happens,
        silent=True,
        details=("PyTorch only warns, where one can be spread over the other.",),
    )


def other_order(base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """Both have the same sizes, and two axes have changed places; None where not."""
    reversed_ = len(output) == len(target) == 3 and output[1:] == target[:0:-1]
    if reversed_ and output != target:
        return replace(
            base,
            axis="The last two axes stand in another order.",
            details=(
                f"pred.transpose(1, 2) moves them: {tell(target)}. If an unsqueeze(1) made the "
                "axis of size 1, unsqueeze(-1) puts it where the targets have it."
                if 1 in output
                else f"pred.transpose(1, 2) moves them: {tell(target)}; a view would mix them.",
            ),
        )
    if len(output) != 2 or output != target[::-1] or 1 not in output:
        return None
    name = "y" if output[1] == 1 else "pred"
    return replace(
        base,
        axis="The two axes stand in another order: an axis of size 1 was put in at the wrong end.",
        fix=(f"{name} = {name}.transpose(0, 1)",),
        details=("unsqueeze(-1) puts it in behind the samples, unsqueeze(0) before them.",),
    )


def one_too_many(base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """One of the two has an axis of size 1 that the other has not, not at the end."""
    for name, more, less in (("y", target, output), ("pred", output, target)):
        places = [at for at in range(len(more)) if more[at] == 1 and drop(more, at) == less]
        if not places:
            continue
        # The first axis is the samples, even where a batch holds a single one.
        at = next((each for each in places if each), places[0])
        who = "The targets" if name == "y" else "The predictions"
        return replace(
            base,
            axis=f"{who} have an axis of size 1 too many: axis {at}, counted from 0.",
            fix=(f"{name} = {name}.squeeze({at})",),
            fed=base.fed if at else None,
            meant=base.meant if at else None,
            details=(
                "squeeze() without an axis would take the samples too, where a batch holds one.",
                "Where it was put in by an unsqueeze or a reshape, leave that out.",
            ),
        )
    return None


def class_maps(base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """The predictions have a channel for each class, and the targets a single one; else None."""
    maps = len(output) == len(target) > 3 and target[1] == 1 < (output[1] or 0)
    if not maps or output[2:] != target[2:]:
        return None
    return replace(
        base,
        axis=f"The second axis, the channels, differs: {output[1]} in the predictions, 1 in the "
        "targets.",
        details=(
            f"If the {output[1]} are classes, the loss is CrossEntropyLoss, and the targets are "
            "their numbers without an axis of channels: y.squeeze(1).long().",
            "If one quantity is predicted at each place, the last layer has to give one channel.",
            *base.details,
        ),
    )


def first_axis_more(case: Case, base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """The predictions have an axis before the samples: a state's layers, or steps; else None."""
    if not target or output[1:] != target or output[0] == target[0]:
        return None
    at = reads_states(case) if comes_to(case, output, target) else None
    if at is not None:
        return replace(
            layers_first(case, at, output[0] or 0, target[0] or 0),
            expected=base.expected,
            received=base.received,
            happens=base.happens,
            silent=base.silent,
        )
    return replace(
        base,
        title=f"The predictions have an axis of size {output[0]} before that of the samples.",
        axis="The first axis of the predictions is one too many.",
        fix=("pred = pred[-1]",),
        details=(
            "The state h of several layers or directions is (layers × directions, samples, units): "
            "h[-1] is the last layer's.",
            "Without batch_first=True the output is (timesteps, samples, units): out[-1] is the "
            "last step.",
        ),
    )


def rows_joined(base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """A view put samples and steps of the predictions on one axis; None where it did not."""
    several = len(target) in (2, 3) and len(output) == 2 and 1 not in target[:2]
    if not several or output[0] != product(target[:2]):
        return None
    if len(target) == 2:
        return replace(
            base,
            axis=f"Samples and timesteps stand on one axis in the predictions: {output[0]} = "
            f"{target[0]} × {target[1]}. In the targets they are two.",
            fix=("y = y.reshape(-1)",),
            details=(
                f"The line puts them on one axis too, {tell(output[:1])}: CrossEntropyLoss reads "
                f"so many class numbers beside {tell(output)}.",
                "Samples and timesteps have to stand in the same order in both: where the LSTM "
                "reads the timesteps first, y is turned before, y.transpose(0, 1).",
            ),
        )
    return replace(
        base,
        axis=f"Samples and timesteps of the predictions were put on one axis: {output[0]} = "
        f"{target[0]} × {target[1]}.",
        fix=(f"pred = pred.view({target[0]}, {target[1]}, -1)",),
        details=(
            "The line gives the two axes back after the Linear. Or leave the view before it out: a "
            "Linear works on the last axis alone, whatever stands before it.",
        ),
    )


def rows_for_each(case: Case, base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """Several rows of predictions stand for each target, such as layers or steps; else None."""
    if len(output) != 2 or output[1:] != target[1:]:
        return None
    rows, count = output[0] or 0, target[0] or 0
    several = count > 1 and rows > count and rows % count == 0
    return several_predictions(case, base, rows, count) if several else None


def squeezed(case: Case, target: Shape) -> Diagnosis:
    """The predictions have no axis left: often a squeeze took that of the samples too."""
    if "squeeze(" not in case.text.tight:
        return Diagnosis(
            "torch_squeezed",
            "The prediction is a single number, and the target has an axis.",
            expected=f"predictions {tell(target)}",
            received="predictions (): a single number",
            axis="One of the two has an axis that the other has not.",
            meant=named(target, "samples"),
            details=(
                "If it comes from squeeze(): that takes every axis of size 1, and the batch held "
                "one sample. squeeze(-1) takes the last axis alone.",
                "If it was indexed, or is a sum or a mean, one number is right: then the target "
                "loses its axis, target.squeeze().",
            ),
        )
    return Diagnosis(
        "torch_squeezed",
        "The predictions have lost the axis of the samples.",
        expected=f"predictions {tell(target)}",
        received="predictions (): a single number",
        axis="squeeze() without an axis takes every axis of size 1, and the batch held one sample.",
        meant=named(target, "samples"),
        details=(
            "Write squeeze(-1): it takes the last axis alone, so that a batch of one sample keeps "
            "its axis.",
            "The last batch of an epoch often holds a single sample.",
        ),
    )


def stepwise(case: Case, base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """The predictions have timesteps, with too many numbers or without targets; else None."""
    if len(output) == 3 and len(target) in (1, 2):
        return steps_and_targets(case, base, output, target)
    if not output or len(output) != len(target):
        return None
    if (turned := samples_as_steps(case, output[0], target[0])) is not None:
        return turned
    if not steps_as_rows(case, output[0], target[0]):
        return None
    found = steps_and_targets(case, base, output, target)
    if any(node.layer.says("parts") in (-1, (-1,)) for node in case.setup.nodes):
        found = replace(found, title="With batch_first=True out[-1] is the last sample, at each of "
                        "its steps: the last step is out[:, -1].")  # fmt: skip
    return found


def steps_and_targets(case: Case, base: Diagnosis, output: Shape, target: Shape) -> Diagnosis:
    """The predictions have a timestep axis that the targets do not have."""
    return replace(
        base,
        title="The model answers at every timestep, but there is one target for each sample.",
        axis="The predictions have an axis of timesteps that the targets do not have.",
        fix=(f"pred = fc({last_step(case)})",) if case.coded else (),
        tried=takes_last(case.setup),
        details=(f"{last_step(case)} is the last step alone: (samples, units).",
                 "If an answer at every step is meant, y needs one target for each of them."),
    )  # fmt: skip
