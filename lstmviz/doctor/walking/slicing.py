"""What an index or a slice makes of an output: which axes are left, and how long they are."""

from collections.abc import Sequence

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.named import Named, at_least
from lstmviz.doctor.walking.refusals import Output, refuse
from lstmviz.doctor.walking.setup import Layer


def indexed(layer: Layer, given: Sequence[Shape]) -> Output:
    """out[:, -1, :]: whole numbers take axes away, None puts one in."""
    parts, shape = list(layer.says("parts", ())), given[0]
    real = [part for part in parts if part is not None and part is not Ellipsis]
    if len(real) > len(shape):
        raise refuse("indices", indices=len(real), found=len(shape), received=shape)
    if Ellipsis not in parts:
        parts.append(Ellipsis)
    at = parts.index(Ellipsis)
    parts[at : at + 1] = [slice(None)] * (len(shape) - len(real))
    sizes: list[int | None] = []
    axis = 0
    for part in parts:
        if part is None:
            sizes.append(1)
            continue
        size = shape[axis]
        axis += 1
        if isinstance(part, slice):
            sizes.append(cut(size, part))
        elif not isinstance(part, int):
            sizes.append(None)
        elif size and type(size) is type(part) is int and not -size <= part < size:
            raise refuse("no_place", index=part, axis=axis - 1, size=size, received=shape)
    return tuple(sizes)


def cut(size: int | None, part: slice) -> int | None:
    """Count what a slice leaves of an axis."""
    ends = (part.start, part.stop, part.step)
    if ends == (None, None, None):
        return size
    if size is not None and any(isinstance(each, Named) for each in (size, *ends)):
        return cut_by_name(size, part)
    if size is None or not all(end is None or isinstance(end, int) for end in ends):
        return None
    return len(range(*part.indices(size))) if part.step != 0 else None


def cut_by_name(size: int, part: slice) -> int | None:
    """Count what a slice by names leaves, as out[:, :, :hidden]; None where the numbers decide."""
    start, stop = part.start or 0, size if part.stop is None else part.stop
    if part.step not in (None, 1) or not isinstance(start, int) or not isinstance(stop, int):
        return None
    start, stop = (
        each + size if not isinstance(each, Named) and each < 0 else each for each in (start, stop)
    )
    sure = at_least(start, 0) and at_least(stop, start) and at_least(size, stop)
    return stop - start if sure else None
