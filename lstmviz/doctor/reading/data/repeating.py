"""Arrays whose values are repeated, each in its place or all one after another."""

from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import flat, whole
from lstmviz.doctor.reading.data.datasets import read_same_data
from lstmviz.doctor.reading.data.leaving import is_method
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array


def read_repeat(notes: Notes, call: Call) -> object:
    """Read NumPy's `X.repeat(24, axis=0)`, `np.tile(X, (24, 1))`, PyTorch's `x.repeat(24, 1)`."""
    array = next((each for each in (call.of, *call.given[:1]) if isinstance(each, Array)), None)
    if array is None:
        return read_same_data(notes, call)
    rest = call.given if is_method(call) else call.given[1:]
    axis = call.named.get("axis", call.named.get("dim"))
    torch = notes.framework == "torch" and isinstance(call.of, Array)
    if call.name.lower() == "tile" or (call.name == "repeat" and torch and axis is None):
        reps = call.named.get("reps", ())
        return tiled(array, flat(rest or (reps if isinstance(reps, tuple) else (reps,))))
    count = rest[0] if rest else call.named.get("repeats")
    return each_in_place(array, count, rest[1] if len(rest) > 1 else axis)


def tiled(array: Array, sizes: Sequence[object]) -> Array:
    """Put an array several times after itself, along each axis."""
    shape, unread = array.shape, replace(array, shape=None, roles=())
    if shape is None or len(sizes) < len(shape) or not all(map(whole, sizes)):
        return unread
    counts = [size for size in sizes if isinstance(size, int)]
    old = (1,) * (len(counts) - len(shape)) + tuple(shape)
    made = tuple(None if size is None else size * n for size, n in zip(old, counts, strict=True))
    first = len(counts) == len(shape) and set(counts[1:]) <= {1}
    return replace(unread, shape=made, roles=("?",) * len(made), dims=(), taken=None,
                   laid=(counts[0], *shape) if first else None)  # fmt: skip


def each_in_place(array: Array, count: object, axis: object) -> Array:
    """Put each value of an axis several times behind itself."""
    shape, unread = array.shape, replace(array, shape=None, roles=())
    if not shape or not whole(count) or not whole(axis) or not -len(shape) <= axis < len(shape):
        return unread
    at, size = axis % len(shape), shape[axis]
    made = (*shape[:at], None if size is None else size * count, *shape[at + 1 :])
    laid = (*shape[: at + 1], count, *shape[at + 1 :]) if at == 0 else None
    return replace(array, shape=made, dims=(), taken=None, laid=laid)
