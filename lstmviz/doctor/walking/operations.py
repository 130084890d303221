"""What slices, reshapes and joins make of a layer's output, in a functional model or in forward."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape, product, total
from lstmviz.doctor.walking import rules
from lstmviz.doctor.walking.losses import spread
from lstmviz.doctor.walking.named import Named
from lstmviz.doctor.walking.refusals import Output, Rule, agree, place, refuse
from lstmviz.doctor.walking.setup import Layer
from lstmviz.doctor.walking.slicing import indexed


def after(layer: Layer, given: Sequence[Shape]) -> Output:
    """Give the shape that an operation makes.

    Raises:
        Refusal: it does not take these shapes.
    """
    return RULES[layer.kind](layer, given)


def softened(layer: Layer, given: Sequence[Shape]) -> Output:
    """softmax: shares along an axis that is there; the shape stays."""
    axis = layer.says("dim")
    if isinstance(axis, int):
        place(axis, len(given[0]))
    return given[0]


def reshaped(layer: Layer, given: Sequence[Shape]) -> Output:
    """A reshape or view of the whole tensor, the samples among its axes."""
    sizes = tuple(layer.says("sizes", ()))
    if not sizes or not all(size is None or isinstance(size, int) for size in sizes):
        return None
    return rules.recut(given[0], sizes, given[0])


def permuted(layer: Layer, given: Sequence[Shape]) -> Output:
    """All axes change places."""
    order, shape = layer.says("dims"), given[0]
    if order is None:
        return shape[::-1]
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
        open_ = any(size is None or isinstance(size, Named) for size in shape[1:])
        return None if open_ else tuple(size for size in shape if size != 1)
    at = place(dim, len(shape))
    if shape[at] is None or isinstance(shape[at], Named):
        return None  # it may be 1
    return shape[:at] + shape[at + 1 :] if shape[at] == 1 else shape


def flattened(layer: Layer, given: Sequence[Shape]) -> Output:
    """Axes from one on become one."""
    shape = given[0]
    if not shape:
        return (1,)
    start = place(layer.says("start_dim", 0), len(shape))
    end = place(layer.says("end_dim", -1), len(shape))
    if end < start:
        raise refuse("unread")
    return (*shape[:start], product(shape[start : end + 1]), *shape[end + 1 :])


def reduced(layer: Layer, given: Sequence[Shape]) -> Output:
    """A mean, sum or maximum along an axis."""
    shape, dim = given[0], layer.says("dim")
    if dim is None:
        return ()
    dims = dim if isinstance(dim, tuple) else (dim,)
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in dims):
        return None
    gone = {place(each, len(shape)) for each in dims}
    keep = layer.says("keepdim", False)
    if not isinstance(keep, bool):
        return None
    return tuple(1 if at in gone else size for at, size in enumerate(shape)
                 if keep or at not in gone)  # fmt: skip


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
    size = None if layer.says("many") is True else total(each[axis] for each in given)
    return (*shape[:axis], size, *shape[axis + 1 :])


def stacked(layer: Layer, given: Sequence[Shape]) -> Output:
    """torch.stack: a new axis counts the tensors."""
    at = place(layer.says("dim", 0), len(given[0]) + 1)
    shape = given[0]
    for other in given[1:]:
        if len(other) != len(shape) or not all(map(agree, shape, other)):
            raise refuse("join", received=tuple(given), layer="stack")
        shape = tuple(b if a is None else a for a, b in zip(shape, other, strict=True))
    count = None if layer.says("many") is True else len(given)
    return (*shape[:at], count, *shape[at:])


def multiplied(layer: Layer, given: Sequence[Shape]) -> Output:
    """matmul, bmm and @: rows of the one, columns of the other."""
    if len(given) != 2 or not given[0] or not given[1]:
        return None
    left = given[0] if len(given[0]) > 1 else (1, *given[0])
    right = given[1] if len(given[1]) > 1 else (*given[1], 1)
    lead = spread(left[:-2], right[:-2])
    if not agree(left[-1], right[-2]):
        raise refuse("product", built=left[-1], got=right[-2], received=tuple(given))
    if lead is None:
        raise refuse("join", received=tuple(given), layer="matmul")
    rows = left[-2:-1] if len(given[0]) > 1 else ()
    return (*lead, *rows, *(right[-1:] if len(given[1]) > 1 else ()))


def combined(layer: Layer, given: Sequence[Shape]) -> Output:
    """Arithmetic: one is spread over the other from the back."""
    shape = given[0]
    for other in given[1:]:
        both = spread(shape, other)
        if both is None:
            raise refuse("join", received=tuple(given), layer="+")
        shape = both
    return shape


def expanded(layer: Layer, given: Sequence[Shape]) -> Output:
    """expand: axes of size 1 are spread; −1 leaves an axis as it is."""
    sizes, shape = tuple(layer.says("sizes", ())), given[0]
    if len(sizes) < len(shape):
        return None
    old = (1,) * (len(sizes) - len(shape)) + tuple(shape)
    return tuple(was if size == -1 else size for size, was in zip(sizes, old, strict=True))


def repeated(layer: Layer, given: Sequence[Shape]) -> Output:
    """repeat: each axis several times; new ones in front."""
    sizes, shape = tuple(layer.says("sizes", ())), given[0]
    if len(sizes) < len(shape):
        return None
    old = (1,) * (len(sizes) - len(shape)) + tuple(shape)
    return tuple(
        None if size is None or was is None else size * was
        for size, was in zip(sizes, old, strict=True)
    )


def one_hot(layer: Layer, given: Sequence[Shape]) -> Output:
    """A last axis for the classes."""
    return (*given[0], layer.size("count"))


def moved(layer: Layer, given: Sequence[Shape]) -> Output:
    """One axis stands in another place."""
    dims, order = layer.says("dims", ()), list(given[0])
    if len(dims) != 2:
        return None
    one, two = (place(axis, len(order)) for axis in dims)
    order.insert(two, order.pop(one))
    return tuple(order)


def chunked(layer: Layer, given: Sequence[Shape]) -> Output:
    """chunk: parts along an axis, all but the last of one size."""
    shape, count = given[0], layer.says("count")
    at = place(layer.says("dim", 0), len(shape))
    size = shape[at]
    if size is None or isinstance(size, Named):
        return tuple((*shape[:at], None, *shape[at + 1 :]) for _ in range(count))
    each = -(-size // count)
    sizes = [min(each, size - begin) for begin in range(0, size, each or 1)]
    return tuple((*shape[:at], part, *shape[at + 1 :]) for part in sizes)


def part(layer: Layer, given: Sequence[Shape]) -> Output:
    """A part of an axis, of a size that is told."""
    at = place(layer.says("dim", 0), len(given[0]))
    return (*given[0][:at], layer.size("size"), *given[0][at + 1 :])


def unbound(layer: Layer, given: Sequence[Shape]) -> Output:
    """unbind: the places of an axis, each for itself."""
    shape = given[0]
    at = place(layer.says("dim", 0), len(shape))
    count = shape[at]
    return ((*shape[:at], *shape[at + 1 :]),) * count if count and count < 100 else None


def packed(layer: Layer, given: Sequence[Shape]) -> Output:
    """pack_padded_sequence: a length for each sample, none longer than the steps; the rest goes."""
    shape, first = given[0], layer.says("first") is True
    if len(shape) < 2:
        return None
    batch, steps = shape[:2] if first else shape[1::-1]
    count, most = layer.says("count"), layer.says("most")
    long = most is not None and steps is not None and most > steps
    if long or not agree(batch, count):
        return None
    return (*((batch, most) if first else (most, batch)), *shape[2:])


def padded(layer: Layer, given: Sequence[Shape]) -> Output:
    """pad_packed_sequence: as many steps as the longest has, or as it is told."""
    shape, told = given[0], layer.says("sizes")
    at = 1 if layer.says("first") is True else 0
    return (*shape[:at], *told, *shape[at + 1 :]) if told else shape


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
        "softmax": softened,
        "chunk": chunked,
        "combine": combined,
        "expand": expanded,
        "matmul": multiplied,
        "move": moved,
        "one_hot": one_hot,
        "pack": packed,
        "padded": padded,
        "part": part,
        "repeat": repeated,
        "unbind": unbound,
    }
)
