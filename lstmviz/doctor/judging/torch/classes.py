"""What PyTorch's losses of classes say of the axes of predictions and targets."""

from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.agreeing import read_by_loss
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.mending import takes_last
from lstmviz.doctor.judging.torch.commented import steps_by_comments
from lstmviz.doctor.judging.torch.said import last_step
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup, Stop


def class_steps(case: Case, why: Stop) -> Judged:
    """CrossEntropyLoss wants the classes on axis 1."""
    found = case.walk.stop
    if why["target"] is None and found is not None and found.kind == why.kind:
        why = found
    expected, target, output = why["expected"], why["target"], why["output"]
    y, read = case.setup.y_shape, read_by_loss(case)[:1]
    if target is None and y is not None and len(y) == 2 and (y[1] == 1 or y in read):
        return one(one_hot_classes((y[0],), y, case.y))
    if not expected or not target:
        return one(other_targets(case, expected, target))
    if len(target) == len(expected) - 1 == 1:
        told = steps_by_comments(case, expected, target)
        return one(told or target_of_each(case, expected, target))
    if len(target) == len(expected) + 1:
        return one(one_hot_classes(expected, target, case.y))
    if len(target) != 2 or expected[0] != target[0]:
        return one(other_targets(case, expected, target))
    if not case.coded and output is None:
        return one(other_steps(expected, target, case.y))
    units = output[-1] if output else expected[1] if len(expected) > 1 and output is None else None
    return one(classes_last(case, target, units))


def classes_last(case: Case, target: Shape, units: int | None) -> Diagnosis:
    """The predictions are (samples, timesteps, classes), perhaps of other timesteps than y."""
    rows, steps = target
    told = case.setup.x_shape
    here = told[1] if told and len(told) == 3 and told[::2] == (rows, units) else steps
    base = Diagnosis(
        "class_axis",
        "CrossEntropyLoss wants the classes on axis 1; they stand last.",
        expected="predictions (samples, classes, timesteps), targets (samples, timesteps)",
        received=f"predictions ({rows}, {here}, {units}), targets {tell(target)}",
        axis="In the predictions, the axes of the timesteps and of the classes are swapped.",
        fix=("loss = torch.nn.functional.cross_entropy(logits.transpose(1, 2), y)",),
        tried=turned(case) if case.coded else None,
        fed=named((rows, here, units), "samples", "timesteps", "units"),
        meant=named((rows, units, steps), "samples", "units", "timesteps"),
        details=(
            "Or put samples and steps together: cross_entropy(logits.flatten(0, 1), y.flatten()).",
        ),
    )
    if here == steps:
        return base
    return replace(
        base,
        axis=f"The predictions have {here} timesteps and the targets {steps}; and in the "
        "predictions the axes of the timesteps and of the classes are swapped.",
        fix=(),
        details=(
            f"First bring both to as many steps, such as y[:, :{here}] where the rest is padding; "
            "then cross_entropy(logits.transpose(1, 2), y).",
        ),
    )


def other_targets(case: Case, expected: Shape | None, target: Shape | None) -> Diagnosis:
    """The targets are no class numbers, and nothing tells which of their axes is too many."""
    return Diagnosis(
        "class_targets",
        "The targets do not have the shape that CrossEntropyLoss reads.",
        expected=f"targets {tell(expected)}" if expected else "targets (samples,)",
        received=f"targets {tell(target)}" if target else "",
        axis="The predictions are (samples, classes), the targets (samples,): one class number "
        "each.",
        details=(
            f"If there is an answer at every step but one target, take the last step, "
            f"{last_step(case)}.",
            If(
                "If y has an axis of size 1 too many: y = y.squeeze(-1).",
                ("y = y.squeeze(-1)",),
            ),
            "If the rows of y are one-hot, y.argmax(-1) makes class numbers of them.",
        ),
    )


def turned(case: Case) -> Setup | None:
    """Put the classes on axis 1 before the loss; None where the walk does not come to it."""
    stop = case.walk.stop
    if stop is None or stop.kind != "class_steps" or stop.node is None:
        return None
    return case.setup.put_in(stop.node, Layer("transpose", MappingProxyType({"dims": (1, 2)})))


def target_of_each(case: Case, expected: Shape, target: Shape) -> Diagnosis:
    """Predictions of three axes, and one class number for each sample."""
    return Diagnosis(
        "class_targets",
        "The predictions have an axis that the targets do not have: one class number for each "
        "sample is there.",
        expected=f"targets {tell(expected)}",
        received=f"targets {tell(target)}",
        axis=f"The predictions have three axes, the last of size {expected[-1]}; most often one of "
        "them counts timesteps.",
        fed=named(target, "samples"),
        fix=(f"out = fc({last_step(case)})",) if case.coded else (),
        tried=takes_last(case.setup),
        details=(
            f"If there is one answer for each sequence, take the last step, {last_step(case)}: "
            "(samples, classes).",
            "If an answer at every step is meant, the targets are (samples, timesteps), and the "
            "classes stand on axis 1 of the predictions: logits.transpose(1, 2).",
        ),
    )


def other_steps(expected: Shape, target: Shape, y: str) -> Diagnosis:
    """The message alone: the classes may stand last, or the steps differ."""
    rows, last, steps = target[0], expected[1], target[1]
    return Diagnosis(
        "class_axis",
        f"CrossEntropyLoss finds {last} steps on the last axis of the predictions, and {steps} in "
        "the targets.",
        expected=f"targets {tell(expected)}; predictions (samples, classes, timesteps)",
        received=f"targets {tell(target)}",
        axis="Either the axes of the timesteps and of the classes are swapped in the predictions, "
        "or they have another number of steps.",
        fed=named(target, "samples", "timesteps"),
        meant=named((rows, None, steps), "samples", "units", "timesteps"),
        details=(
            f"If {last} is the number of classes, they stand last: loss(logits.transpose(1, 2), "
            f"{y}); or put samples and steps together, loss(logits.flatten(0, 1), {y}.flatten()).",
            "If the classes stand on axis 1 already, the steps differ: bring both to as many "
            "steps, or leave the same ones out of both.",
        ),
    )


def one_hot_classes(expected: Shape, target: Shape, y: str) -> Diagnosis:
    """CrossEntropyLoss got a row of classes where it reads one class number."""
    at = next(
        (at for at in range(1, len(target)) if (*target[:at], *target[at + 1 :]) == expected), 1
    )
    if target[at] == 1:
        return Diagnosis(
            "class_targets",
            "CrossEntropyLoss reads one class number for each prediction, and got a column of "
            "them.",
            expected=f"targets {tell(expected)}: class numbers",
            received=f"targets {tell(target)}",
            axis=f"The targets have an axis of size 1 too many: axis {at}, counted from 0.",
            fix=(f"{y} = {y}.squeeze({at})",),
            fed=named(target, "samples"),
            meant=named(expected, "samples"),
            details=("They have to be whole numbers too (int64).",),
        )
    return Diagnosis(
        "class_targets",
        "CrossEntropyLoss reads one class number for each prediction, and got a row of classes.",
        expected=f"targets {tell(expected)}: class numbers",
        received=f"targets {tell(target)}",
        axis=f"The targets have an axis too many, of size {target[at]}: one-hot rows of classes.",
        fed=named(target, "samples"),
        meant=named(expected, "samples"),
        details=(
            f"y.argmax({at}) makes class numbers of one-hot rows, if their classes stand on axis "
            f"{at}; y.argmax(-1) if they stand last.",
            "If several classes may be true at once, the loss is BCEWithLogitsLoss, with targets "
            "of the shape of the predictions.",
        ),
    )
