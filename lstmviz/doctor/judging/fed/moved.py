"""Axes of what is fed that stand in another order."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape


def moves(expected: Shape, received: Shape) -> tuple[int, ...] | None:
    """Give the order of axes, the samples first, that makes one shape the other; None if none.

    A last axis of size 1 may be missing.
    """
    given = (*received, 1) if len(received) == len(expected) - 1 else received
    if len(given) != len(expected) or not differ(expected, given):
        return None
    left, order = list(range(1, len(given))), [0]
    for size in expected[1:]:
        at = next((place for place in left if given[place] == size), None)
        if at is None or size is None:
            return None
        left.remove(at)
        order.append(at)
    return tuple(order)


def turned_frames(
    case: Case, expected: Shape, received: Shape, order: tuple[int, ...]
) -> Diagnosis:
    """Frames have the sizes that are read, in another order."""
    short = len(received) < len(expected)
    last = "[..., None]" if short else ""
    return Diagnosis(
        "turned_frames",
        "The axes of the data stand in another order than the model reads them.",
        expected=tell(expected),
        received=tell(received),
        axis="The sizes are the same, their places are not"
        + (", and the last axis, of size 1, is missing." if short else "."),
        fix=(f"{case.x} = {case.x}{last}.transpose({', '.join(map(str, order))})",),
        fed=named(received, "samples"),
        meant=named(expected, "samples"),
        details=(
            "transpose moves the axes; a reshape would mix the numbers.",
            "Where two sizes are the same, look which of them are the rows of a picture.",
        ),
    )


def differ(expected: Shape, received: Shape) -> bool:
    """Whether sizes differ where both are known, beside the first one."""
    return any(
        a is not None and b is not None and a != b
        for a, b in zip(expected[1:], received[1:], strict=True)
    )
