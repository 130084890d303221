"""What slices, reshapes and joins make of a layer's output, in a functional model or in forward."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape, product, total
from lstmviz.doctor.walking import rules
from lstmviz.doctor.walking.refusals import Output, agree, refuse
from lstmviz.doctor.walking.rules import merge
from lstmviz.doctor.walking.setup import Layer

Rule = Callable[[Layer, Sequence[Shape]], Output]


def after(layer: Layer, given: Sequence[Shape]) -> Output:
    """Give the shape that an operation makes.

    Raises:
        Refusal: it does not take these shapes.
    """
    return RULES[layer.kind](layer, given)


def place(axis: object, axes: int) -> int:
    """Give an axis's place, counted from the front.

    Raises:
        Refusal: there is no such axis.
    """
    if not isinstance(axis, int) or isinstance(axis, bool):
        raise refuse("unread")
    if not -axes <= axis < axes:
        raise refuse("axis", axis=axis, found=axes)
    return axis % axes


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
    return tuple(sizes)


def cut(size: int | None, part: slice) -> int | None:
    """Count what a slice leaves of an axis."""
    ends = (part.start, part.stop, part.step)
    if ends == (None, None, None):
        return size
    if size is None or not all(end is None or isinstance(end, int) for end in ends):
        return None
    return len(range(*part.indices(size))) if part.step != 0 else None


def reshaped(layer: Layer, given: Sequence[Shape]) -> Output:
    """A reshape or view of the whole tensor, the samples among its axes."""
    sizes = tuple(layer.says("sizes", ()))
    if not sizes or not all(size is None or isinstance(size, int) for size in sizes):
        return None
    return rules.recut(given[0], sizes, given[0])


def permuted(layer: Layer, given: Sequence[Shape]) -> Output:
    """All axes change places."""
    order, shape = layer.says("dims"), given[0]
    if not isinstance(order, tuple) or len(order) != len(shape):
        if isinstance(order, tuple):
            raise refuse("permute", found=len(shape), received=shape, order=order)
        return None
    return tuple(shape[place(axis, len(shape))] for axis in order)


def swapped(layer: Layer, given: Sequence[Shape]) -> Output:
    """Two axes change places."""
    shape = list(given[0])
    one, two = (place(axis, len(shape)) for axis in layer.says("dims", (None, None)))
    shape[one], shape[two] = shape[two], shape[one]
    return tuple(shape)


def unsqueezed(layer: Layer, given: Sequence[Shape]) -> Output:
    """An axis of size 1 is put in."""
    at = place(layer.says("dim"), len(given[0]) + 1)
    return (*given[0][:at], 1, *given[0][at:])


def squeezed(layer: Layer, given: Sequence[Shape]) -> Output:
    """Axes of size 1 are taken out: one of them, or all."""
    shape, dim = given[0], layer.says("dim")
    if dim is None:
        return None if None in shape[1:] else tuple(size for size in shape if size != 1)
    at = place(dim, len(shape))
    if shape[at] is None:
        return None
    return shape[:at] + shape[at + 1 :] if shape[at] == 1 else shape


def flattened(layer: Layer, given: Sequence[Shape]) -> Output:
    """Axes from one on become one."""
    shape = given[0]
    start = place(layer.says("start_dim", 0), len(shape))
    sizes = shape[start:]
    return (*shape[:start], product(sizes))


def reduced(layer: Layer, given: Sequence[Shape]) -> Output:
    """A mean, sum or maximum along an axis."""
    shape, dim = given[0], layer.says("dim")
    if dim is None:
        return ()
    at = place(dim, len(shape))
    kept = (1,) if layer.says("keepdim") is True else ()
    return (*shape[:at], *kept, *shape[at + 1 :])


def joined(layer: Layer, given: Sequence[Shape]) -> Output:
    """torch.cat and the like: all axes agree but one."""
    shape = given[0]
    axis = place(layer.says("dim", 0), len(shape))
    if any(len(each) != len(shape) for each in given):
        raise refuse("join", received=tuple(given), layer="cat")
    for other in given[1:]:
        for at, (one, two) in enumerate(zip(shape, other, strict=True)):
            if at != axis and not agree(one, two):
                raise refuse("join", received=tuple(given), layer="cat")
    return (*shape[:axis], total(each[axis] for each in given), *shape[axis + 1 :])


def stacked(layer: Layer, given: Sequence[Shape]) -> Output:
    """torch.stack: a new axis counts the tensors."""
    at = place(layer.says("dim", 0), len(given[0]) + 1)
    return (*given[0][:at], len(given), *given[0][at:])


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "index": indexed,
        "reshape": reshaped,
        "given": lambda layer, given: layer.says("shape"),
        "permute": permuted,
        "transpose": swapped,
        "unsqueeze": unsqueezed,
        "squeeze": squeezed,
        "flatten": flattened,
        "reduce": reduced,
        "cat": joined,
        "stack": stacked,
        "same": lambda layer, given: given[0],
        "combine": merge,
    }
)
