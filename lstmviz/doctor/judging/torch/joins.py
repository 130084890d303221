"""PyTorch: tensors that are joined, and differ on another axis than they are joined along."""

import ast
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.agreeing import joined_again
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import listed, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Node, Stop


def cats(case: Case, why: Stop) -> Judged:
    """Tensors that are joined differ on another axis."""
    axis, first, second = why["axis"], why["first"], why["second"]
    if joined_again(case, why) and (told := repeated(case, axis, {first, second})) is not None:
        return one(told)
    place = "another axis" if why["place"] is None else f"axis {why['place']}"
    single = 1 in (first, second)
    return one(
        Diagnosis(
            "joined_sizes",
            "Tensors that are joined have to agree in all axes but the one they are joined along.",
            expected=f"{first}" if first else "equal sizes",
            received=f"{second}" if second else "another size",
            axis=f"They are joined along axis {axis}; {place} differs.",
            details=(
                *(
                    (
                        "A state is (layers, samples, units), the layers first: h[-1] is "
                        "(samples, units), and h.transpose(0, 1) has the samples first.",
                        f"Of size 1 there is one step alone, such as a state: it has to be "
                        f"repeated for all {max(first, second)}, h.expand(-1, "
                        f"{max(first, second)}, -1) where axis 1 counts the timesteps.",
                    )
                    if single
                    else ()
                ),
                "Print the shapes just before the line.",
                "A static row (samples, features) is repeated along the timesteps: "
                "s[:, None].expand(-1, X.shape[1], -1).",
            ),
        )
    )


def repeated(case: Case, axis: int, sizes: set[int]) -> Diagnosis | None:
    """One of two joined tensors has a single step where the other has many: it is repeated."""
    setup, at = case.setup, case.walk.stop and case.walk.stop.node
    node = setup.nodes[at] if at is not None else None
    shapes = [case.walk.of(each) for each in node.reads] if node is not None else []
    names = joined_names(node.layer.written) if node is not None else []
    if node is None or len(shapes) != 2 or len(names) != 2 or None in shapes:
        return None
    known: list[Shape] = [shape for shape in shapes if shape is not None]
    differ = [
        place for place, pair in enumerate(zip(*known, strict=True))
        if place != axis % len(known[0]) and set(pair) == sizes
    ]  # fmt: skip
    if len(differ) != 1 or 1 not in sizes:
        return None
    place, many = differ[0], max(sizes)
    which = int(known[1][place] == 1)
    few, name = known[which], names[which]
    wide = (*few[:place], many, *few[place + 1 :])
    times = ", ".join(str(many) if here == place else "-1" for here in range(len(few)))
    nodes = list(setup.nodes)
    read = node.reads[which].node
    nodes[read] = Node(Layer("given", {"shape": wide}), nodes[read].reads)
    return Diagnosis(
        "joined_sizes",
        f"{name} has one place on axis {place}, and {names[1 - which]} has {many}: it has to be "
        "repeated before they are joined.",
        expected=f"{tell(wide)} for {name}",
        received=listed([tell(shape) for shape in known]),
        axis=f"They are joined along axis {axis}; axis {place} differs.",
        fix=(f"{name} = {name}.expand({times})",),
        tried=replace(setup, nodes=tuple(nodes)),
        fed=named(few, "?"),
        meant=named(wide, "?"),
        details=("expand repeats without a copy; repeat makes one.",),
    )


def joined_names(written: str) -> list[str]:
    """Give the names of the tensors that a call joins; [] where one has none."""
    try:
        call = ast.parse(written, mode="eval").body
    except SyntaxError:
        return []
    first = call.args[0] if isinstance(call, ast.Call) and call.args else None
    parts = first.elts if isinstance(first, ast.Tuple | ast.List) else []
    names = [each.id for each in parts if isinstance(each, ast.Name)]
    return names if len(names) == len(parts) else []
