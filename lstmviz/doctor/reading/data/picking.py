"""What an index picks of an array: whole numbers, slices, lists and masks, each of its axis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lstmviz.doctor.reading.data.arrays import ANY, LOST, MAX_AXES, settle, whole
from lstmviz.doctor.shapes import Role
from lstmviz.doctor.walking.setup import Array


@dataclass(frozen=True)
class Span:
    """So many rows that follow one another, from a place that is not known."""

    rows: int


def index(array: Array, parts: Sequence[object]) -> Array:
    """Index an array by whole numbers, slices (start, stop, step), None and Ellipsis."""
    if array.shape is None:
        array = replace(array, dims=())
        return array if leaves_first(parts) else replace(array, taken=None)
    unknown = replace(array, shape=None, roles=())
    if sum(map(reads_axis, parts)) > len(array.shape) or len(parts) > MAX_AXES:
        return unknown
    if LOST in parts:
        return replace(unknown, dims=(), taken=None)
    parts = for_each_axis(parts, len(array.shape))
    axes = enumerate(zip(array.shape, array.roles, strict=True))
    left: list[tuple[int | None, Role]] = []
    marks = array.marks
    for part in parts:
        if part is None:
            left.append((1, "?"))
            continue
        at, (size, role) = next(axes)
        of_axis = picked(part, size, role, first=at == 0)
        if of_axis is None:
            return unknown
        left += of_axis
        marks = marked(marks, part, role)
    if len(left) > MAX_AXES:
        return unknown
    if len(array.shape) == 3 and len(left) == 2 and (parts[0] is ANY or whole(parts[0])):
        marks |= {"one_sample"}
    shape, roles = tuple(size for size, _ in left), tuple(role for _, role in left)
    kept = replace(array, shape=shape, roles=roles, marks=marks, dims=())
    return settle(kept if leaves_first(parts) else replace(kept, taken=None))


def reads_axis(part: object) -> bool:
    """Whether a part of an index is of one axis: None puts one in, and ... stands for the rest."""
    return part is not None and part is not Ellipsis


def for_each_axis(parts: Sequence[object], axes: int) -> list[object]:
    """Put whole slices where an index says nothing of an axis: for its ..., else at its end."""
    rest = [slice(None)] * (axes - sum(map(reads_axis, parts)))
    place = next((at for at, part in enumerate(parts) if part is Ellipsis), len(parts))
    return [*parts[:place], *rest, *(part for part in parts[place:] if part is not Ellipsis)]


def picked(
    part: object, size: int | None, role: Role, *, first: bool
) -> list[tuple[int | None, Role]] | None:
    """Give the axes, each with its role, that a part of an index leaves of one axis.

    Args:
        part: of the index.
        size: of the axis.
        role: of the axis.
        first: whether it is the first one: of columns the places tell at least how many there are.

    Returns:
        None where even their number is not known.
    """
    if part is ANY or whole(part):
        return []
    if isinstance(part, Span):
        return [(part.rows, role)]
    if isinstance(part, slice):
        least = size if size is not None or first else reached(part)
        return [(sliced(least, part.start, part.stop, part.step), role)]
    if isinstance(part, list | tuple):
        return [(len(part), role)]
    if isinstance(part, Array) and not is_mask(part):
        # Places: each is taken.
        return None if part.shape is None else [(each, "?") for each in part.shape]
    # A mask or a list by name: so many as are chosen.
    return [(None, role)]


def marked(marks: frozenset[str], part: object, role: Role) -> frozenset[str]:
    """Note windows that a part of an index cuts, or that they do not overlap any more."""
    if isinstance(part, Span):
        return marks | {"windows", "overlap"}
    far = isinstance(part, slice) and whole(part.step) and part.step > 1
    return marks - {"overlap"} if far and role == "samples" else marks


def sliced(size: int | None, start: object, stop: object, step: object) -> int | None:
    """Count what a slice leaves of an axis."""
    if size is None and whole(start) and start < 0 and stop is None and step is None:
        return -start  # the last rows, of more than so many
    if size is None or not all(part is None or whole(part) for part in (start, stop, step)):
        return None
    if step == 0:
        return None
    return len(range(*slice(start, stop, step).indices(size)))


def reached(part: slice) -> int | None:
    """Give how many columns an array has at least from which some are cut by their places."""
    return part.stop if whole(part.stop) and part.stop > 0 else None


def is_mask(part: Array) -> bool:
    """Whether an index says of each row whether it is taken."""
    return "mask" in part.marks and len(part.shape or (None,)) == 1


def leaves_first(parts: Sequence[object]) -> bool:
    """Whether an index leaves the first sample the first."""
    first = parts[0] if parts else slice(None)
    return first is Ellipsis or (isinstance(first, slice) and first.start in (None, 0))
