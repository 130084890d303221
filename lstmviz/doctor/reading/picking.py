"""Parts of arrays: what slices, places, masks and lists of columns leave of the axes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lstmviz.doctor.reading.arrays import ANY, LOST, MAX_AXES, settle, whole
from lstmviz.doctor.walking.setup import Array


@dataclass(frozen=True)
class Span:
    """So many rows that follow one another, from a place that is not known."""

    rows: int


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


def index(array: Array, parts: Sequence[object]) -> Array:
    """Index an array by whole numbers, slices (start, stop, step), None and Ellipsis."""
    if array.shape is None:
        array = replace(array, dims=())
        return array if leaves_first(parts) else replace(array, taken=None)
    real = sum(part is not None and part is not Ellipsis for part in parts)
    if real > len(array.shape) or len(parts) > MAX_AXES:
        return replace(array, shape=None, roles=())
    parts = list(parts)
    if LOST in parts:
        return replace(array, shape=None, roles=(), dims=(), taken=None)
    if Ellipsis not in parts:
        parts.append(Ellipsis)
    place = parts.index(Ellipsis)
    parts[place : place + 1] = [slice(None)] * (len(array.shape) - real)
    shape, roles, marks, axis = [], [], set(array.marks), 0
    for part in parts:
        if part is None:
            shape.append(1)
            roles.append("?")
            continue
        size, role = array.shape[axis], array.roles[axis]
        axis += 1
        if isinstance(part, Span):
            shape.append(part.rows)
            roles.append(role)
            marks |= {"windows", "overlap"}
        elif isinstance(part, slice):
            least = size if size is not None or axis == 1 else reached(part)
            shape.append(sliced(least, part.start, part.stop, part.step))
            roles.append(role)
            if role == "samples" and whole(part.step) and part.step > 1:
                marks.discard("overlap")
        elif isinstance(part, list | tuple):
            shape.append(len(part))
            roles.append(role)
        elif isinstance(part, Array) and not is_mask(part):
            if part.shape is None:
                return replace(array, shape=None, roles=())
            shape += part.shape  # places: each is taken
            roles += ["?"] * len(part.shape)
        elif not whole(part) and part is not ANY:
            # A mask or a list by name: so many as are chosen.
            shape.append(None)
            roles.append(role)
    if len(shape) > MAX_AXES:
        return replace(array, shape=None, roles=())
    if len(array.shape) == 3 and len(shape) == 2 and (parts[0] is ANY or whole(parts[0])):
        marks.add("one_sample")
    kept = replace(array, shape=tuple(shape), roles=tuple(roles), marks=frozenset(marks), dims=())
    return settle(kept if leaves_first(parts) else replace(kept, taken=None))


def is_mask(part: Array) -> bool:
    """Whether an index says of each row whether it is taken."""
    return "mask" in part.marks and len(part.shape or (None,)) == 1


def leaves_first(parts: Sequence[object]) -> bool:
    """Whether an index leaves the first sample the first."""
    first = parts[0] if parts else slice(None)
    return first is Ellipsis or (isinstance(first, slice) and first.start in (None, 0))
