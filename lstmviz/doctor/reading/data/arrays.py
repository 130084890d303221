"""Shapes of arrays, worked out without the arrays: what NumPy and PyTorch would make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeGuard

from lstmviz.doctor.shapes import Role, Shape, product
from lstmviz.doctor.walking.losses import spread
from lstmviz.doctor.walking.setup import Array

MAX_AXES = 8
NOTHING = Array()
# A whole number that is not known, as the variable of a loop.
ANY = object()
# A place in an array, or several: which of both is not known.
LOST = object()


def fresh(shape: object) -> Array:
    """Make an array of a shape, if it is one; a single size counts as one axis."""
    given: Sequence[object] = shape if isinstance(shape, list | tuple) else (shape,)
    if len(given) > MAX_AXES or not all(size is None or whole(size) for size in given):
        return NOTHING
    sizes = tuple(size if whole(size) and size >= 0 else None for size in given)
    return Array(sizes, roles_of(len(sizes)))


def told(name: str, shape: Shape, made: Array) -> Array:
    """Give an array the shape that the text tells of it; what was done to it stays known."""
    roles = made.roles if len(made.roles) == len(shape) else fresh(shape).roles
    return Array(shape, roles, made.marks, name, taken=made.taken)


def whole(value: object) -> TypeGuard[int]:
    """Whether a value is a whole number of a size that can be worked with."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**12


def roles_of(axes: int) -> tuple[Role, ...]:
    """Take two axes for a table's rows and columns; of any other number nothing is known."""
    return ("rows", "columns") if axes == 2 else ("rows",) if axes == 1 else ("?",) * axes


def reshape(array: Array, sizes: Sequence[object]) -> Array:
    """Re-cut an array; its values keep their order.

    Axes of size 1 may come and go: the others keep their roles then.
    """
    new = list(fresh(tuple(size if whole(size) else None for size in sizes)).shape or ())
    if not new:
        return NOTHING
    if len(new) == 1 and not whole(sizes[0]):
        return replace(array, shape=None, roles=())  # X.reshape(shape): it may be of many axes
    holes = [place for place, size in enumerate(sizes) if size == -1]
    old = array.shape
    before = None if old is None else product(old)
    if len(holes) == 1 and before is not None:
        rest = product(size for place, size in enumerate(new) if place != holes[0])
        if rest and before % rest == 0:
            new[holes[0]] = before // rest
    elif None not in (before, product(new)) and before != product(new):
        return replace(array, shape=None, roles=())
    shape = tuple(new)
    laid = array.laid
    if laid is not None and old == (product(laid[:2]), *laid[2:]):
        old = laid  # how the values lie is known better than by the shape
    mixed = turned_by_cut(old, shape)
    return replace(
        array, shape=shape, roles=recut(array, shape), cut_from=old if mixed else array.cut_from
    )


def turned_by_cut(old: Shape | None, new: Shape) -> bool:
    """Whether a reshape has the same sizes in another order: values are mixed, not axes moved."""
    if old is None or not old or not new or None in (*old[1:], *new[1:]):
        return False
    if (old[0] is None) != (new[0] is None):
        return False
    before, after = ([size or 0 for size in shape if size != 1] for shape in (old, new))
    return before != after and sorted(before) == sorted(after)


def recut(array: Array, shape: Shape) -> tuple[Role, ...]:
    """Say what stands on each axis after a reshape: the same as before, beside axes of size 1."""
    pairs = zip(array.shape or (), array.roles, strict=True)
    kept: list[tuple[int | None, Role]] = [pair for pair in pairs if pair[0] != 1]
    found: list[Role] = []
    if [size for size in shape if size != 1] != [size for size, _ in kept]:
        kept = [(size, "?") for size in shape]
    for size in shape:
        found.append("?" if size == 1 else kept.pop(0)[1])
    return tuple(found)


def transpose(array: Array, order: Sequence[object]) -> Array:
    """Move the axes; without an order, reverse them."""
    if array.shape is None:
        return array
    axes = len(array.shape)
    given = list(order) or list(range(axes))[::-1]
    order = [place % axes for place in given if whole(place) and -axes <= place < axes]
    if sorted(order) != list(range(axes)):
        return replace(array, shape=None, roles=())
    moved = order[0] != 0 and axes == 3
    return settle(
        replace(
            array,
            shape=tuple(array.shape[place] for place in order),
            roles=tuple(array.roles[place] for place in order),
            marks=array.marks ^ ({"turned"} if moved else set()),
        )
    )


def settle(array: Array) -> Array:
    """Take the mark from windows whose axis has been moved to the middle."""
    if "unmoved" in array.marks and array.roles[1:] == ("rows", "columns"):
        return replace(array, marks=array.marks - {"unmoved"})
    return array


def move(array: Array, source: object, target: object) -> Array:
    """Move one axis to another place."""
    if array.shape is None or not (whole(source) and whole(target)):
        return replace(array, shape=None, roles=())
    axes = len(array.shape)
    if not (-axes <= source < axes and -axes <= target < axes):
        return replace(array, shape=None, roles=())
    order = list(range(axes))
    order.insert(target % axes, order.pop(source % axes))
    return transpose(array, order)


def swap(array: Array, first: object, second: object) -> Array:
    """Exchange two axes."""
    if array.shape is None or not (whole(first) and whole(second)):
        return replace(array, shape=None, roles=())
    axes = len(array.shape)
    if not (-axes <= first < axes and -axes <= second < axes):
        return replace(array, shape=None, roles=())
    order = list(range(axes))
    order[first], order[second] = order[second], order[first]
    return transpose(array, order)


def expand(array: Array, place: object) -> Array:
    """Put in an axis of size 1."""
    if array.shape is None or not whole(place) or len(array.shape) >= MAX_AXES:
        return replace(array, shape=None, roles=())
    axes = len(array.shape) + 1
    if not -axes <= place < axes:
        return replace(array, shape=None, roles=())
    place %= axes
    return replace(
        array,
        shape=(*array.shape[:place], 1, *array.shape[place:]),
        roles=(*array.roles[:place], "?", *array.roles[place:]),
    )


def squeeze(array: Array, place: object) -> Array:
    """Take out an axis of size 1."""
    if array.shape is None or not whole(place):
        return replace(array, shape=None, roles=())
    axes = len(array.shape)
    if not -axes <= place < axes or array.shape[place % axes] != 1:
        return array
    place %= axes
    return replace(
        array,
        shape=array.shape[:place] + array.shape[place + 1 :],
        roles=array.roles[:place] + array.roles[place + 1 :],
    )


def bare(array: Array) -> Array:
    """Take out all axes of size 1."""
    if array.shape is None:
        return array
    kept = [at for at, size in enumerate(array.shape) if size != 1]
    return replace(
        array,
        shape=tuple(array.shape[at] for at in kept),
        roles=tuple(array.roles[at] for at in kept),
    )


def spread_over(left: Array, right: Array) -> Array:
    """Give what a sum of two arrays is; NumPy spreads the one with fewer numbers over the other."""
    if left.shape is None or right.shape is None or left.shape == right.shape:
        return left
    made = spread(left.shape, right.shape)
    if made == left.shape or made is None:
        return left
    return right if made == right.shape else fresh(made)


Method = Callable[[Array, Sequence[object]], Array]

# Methods and functions whose arguments are sizes or places of axes.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "array_reshape": lambda array, given: reshape(array, flat(given)),
        "reshape": lambda array, given: reshape(array, flat(given)),
        "view": lambda array, given: reshape(array, flat(given)),
        "transpose": lambda array, given: (
            swap(array, *given)
            if len(given) == 2 and all(map(whole, given))
            else transpose(array, flat(given))
        ),
        "permute": lambda array, given: transpose(array, flat(given)),
        "moveaxis": lambda array, given: move(array, *pair(given)),
        "movedim": lambda array, given: move(array, *pair(given)),
        "swapaxes": lambda array, given: swap(array, *pair(given)),
        "expand_dims": lambda array, given: expand(array, *given[:1] or (0,)),
        "unsqueeze": lambda array, given: expand(array, *given[:1] or (0,)),
        "squeeze": lambda array, given: squeeze(array, *given[:1]) if given else bare(array),
        "ravel": lambda array, given: reshape(array, (-1,)),
    }
)


def flat(given: Sequence[object]) -> tuple[object, ...]:
    """Give sizes, whether they were written apart or as one tuple."""
    return (
        tuple(given[0]) if len(given) == 1 and isinstance(given[0], list | tuple) else tuple(given)
    )


def pair(given: Sequence[object]) -> tuple[object, object]:
    """Give two arguments; None where they are missing."""
    first, second = [*given[:2], None, None][:2]
    return first, second
