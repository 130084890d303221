"""The end of a model beside targets that are rows of classes, or those of one branch."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.compared import base
from lstmviz.doctor.shapes import Shape


def joined(case: Case) -> int | None:
    """Give the units that a join at the model's end puts side by side; None for another end."""
    end = case.setup.output
    if end is None or case.setup.nodes[end.node].layer.kind != "Concatenate":
        return None
    output = case.walk.of(end)
    return output[-1] if output else None


def side_by_side(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The model ends with branches that are joined, and the targets are those of one."""
    end = case.setup.output
    reads = case.setup.nodes[end.node].reads if end is not None else ()
    widths = [(case.walk.of(each) or (None,))[-1] for each in reads]
    return replace(
        base(target, output),
        title=f"The model ends with a join of {len(widths)} branches: "
        f"{' + '.join(map(str, widths))} = {output[-1]} units; y has {target[-1]}.",
        axis="The last axis differs: Concatenate puts the units of all branches side by side.",
        details=(
            f"For one answer of all branches put a layer after the join: Dense({target[-1]}).",
            "For an answer of each branch the model has several outputs, keras.Model(inputs, [a, "
            "b]), and y goes in as often: fit(X, [y, y]).",
        ),
    )


def other_classes(target: Shape, output: Shape) -> Diagnosis:
    """Rows of classes have another length than the last layer has units."""
    wanted, got = output[-1], target[-1]
    return replace(
        base(target, output),
        key="class_count",
        title=f"The rows of classes have {got} places, and the last layer has {wanted} units.",
        axis="The last axis, the classes, differs.",
        details=(
            "to_categorical makes as many places as the largest label of this array asks for, and "
            "get_dummies as there are different labels: parts of a split differ. Make all parts "
            f"alike: keras.utils.to_categorical(y, num_classes={max(wanted or 0, got or 0)}).",
            f"If all parts have {got} classes, the last layer needs as many units: Dense({got}).",
        ),
    )
