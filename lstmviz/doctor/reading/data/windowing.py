"""Windows that are cut of a table: the shape of all of them, and what stands on each axis."""

from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import MAX_AXES, NOTHING, whole
from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.setup import Array


def cut_windows(array: Array, window: object, axis: object, step: object = 1) -> Array:
    """Cut sliding windows as NumPy and PyTorch do: the new axis stands last."""
    size = window[0] if isinstance(window, list | tuple) and len(window) == 1 else window
    if array.shape is None or not whole(size) or not whole(axis) or not whole(step):
        return NOTHING
    axes = len(array.shape)
    if not -axes <= axis < axes or size < 1 or step < 1 or axes >= MAX_AXES:
        return NOTHING
    axis %= axes
    rows = array.shape[axis]
    count = None if rows is None else (rows - size) // step + 1
    if count is not None and count < 1:
        return NOTHING
    role = array.roles[axis]
    marks = {"windows", *(("overlap",) if step < size else ())}
    if axes == 2 and axis == 0:
        marks.add("unmoved")
    return replace(
        array,
        shape=(*array.shape[:axis], count, *array.shape[axis + 1 :], size),
        roles=(*array.roles[:axis], "samples", *array.roles[axis + 1 :], role),
        marks=array.marks | marks,
    )


def stack_windows(array: Array, window: object, column: bool, step: object = 1) -> Array:
    """Stack slices table[i : i + window], as loops over rows do.

    Args:
        array: the table.
        window: rows in each slice.
        column: whether a single column is taken.
        step: rows from one start to the next.
    """
    size = window if whole(window) and window > 0 else None
    rest: Shape = (None,)
    roles: tuple[Role, ...] = ("columns",)
    if array.shape:
        rest, roles = array.shape[1:], array.roles[1:]
    if column:
        rest, roles = rest[1:], roles[1:]
    apart = not whole(step) or size is None or step < size
    marks = array.marks - {"one_sample"} | {"windows"} | ({"overlap"} if apart else set())
    return Array((None, size, *rest), ("samples", "rows", *roles), frozenset(marks))
