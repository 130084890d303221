"""Calls that cut samples out of arrays, split them, and take them in another order."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import NOTHING, whole
from lstmviz.doctor.reading.data.picking import index
from lstmviz.doctor.reading.data.windowing import cut_windows
from lstmviz.doctor.reading.meanings import UNKNOWN, Data
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array


def shuffle(array: Array) -> Array:
    """Mark rows that no longer stand in their order; whole windows may be shuffled."""
    cut = "samples" in array.roles or len(array.roles) > 2 or "windows" in array.marks
    return array if cut else array.marked("shuffled")


def read_sliding(notes: Notes, call: Call) -> object:
    """Read `sliding_window_view(table, window, axis)`."""
    table = call.get("x", 0)
    window, axis = call.get("window_shape", 1), call.get("axis", 2)
    table = table if isinstance(table, Array) else NOTHING
    if isinstance(window, tuple) and len(window) == 2 and table.roles:
        # Both axes at once: (starts, 1, window, columns).
        notes.cut(window[0])
        both = cut_windows(cut_windows(table, window[0], 0), window[1], 1)
        return replace(both, marks=both.marks - {"unmoved"})
    notes.cut(window)
    if table.shape is None and whole(window):
        table = Array((None, None), ("rows", "columns"), table.marks)
    return cut_windows(table, window, 0 if axis is None and len(table.roles) == 1 else axis)


def read_queue(notes: Notes, call: Call) -> object:
    """Read `deque(maxlen=24)`: the last rows that were put in, as many as it holds once full."""
    held = call.get("maxlen", 1)
    notes.cut(held)
    marks = frozenset({"overlap", "queue", "windows"})
    return Array((held,), ("rows",), marks) if whole(held) else UNKNOWN


def read_unfold(notes: Notes, call: Call) -> object:
    """Read PyTorch's `table.unfold(axis, window, step)`."""
    notes.framework = notes.framework or "torch"
    axis, window, step = call.get("dimension", 0), call.get("size", 1), call.get("step", 2, 1)
    notes.cut(window)
    return cut_windows(call.of, window, axis, step) if isinstance(call.of, Array) else UNKNOWN


def read_split(notes: Notes, call: Call) -> object:
    """Read `train_test_split(X, y)`: it shuffles unless told otherwise."""
    mixed = call.named.get("shuffle", True) is not False
    notes.marks |= {"random_split"} if mixed else set()
    parts: list[object] = []
    for each in call.given:
        array = each if isinstance(each, Array) else NOTHING
        part = index(array, [slice(None, UNKNOWN)]) if array.shape else array
        part = shuffle(part) if mixed else part
        part = replace(part, marks=part.marks - {"first_part", "second_part"})
        parts += [part.marked("first_part"), part.marked("second_part")]
    return tuple(parts)


def read_shuffle(notes: Notes, call: Call) -> object:
    """Read a shuffle; NumPy's own shuffles in place and gives nothing."""
    if isinstance(call.of, Data):
        return call.of
    arrays = tuple(shuffle(each) for each in call.given if isinstance(each, Array))
    name = call.spelt("x", 0)
    if isinstance(call.node.func, ast.Attribute) and len(arrays) == 1 and name in notes.names:
        notes.names[name] = arrays[0]
    return arrays if len(arrays) > 1 else arrays[0] if arrays else UNKNOWN


def read_permutation(notes: Notes, call: Call) -> object:
    """Read NumPy's `permutation`, which gives what it shuffled."""
    array = call.get("x", 0)
    return shuffle(array) if isinstance(array, Array) else UNKNOWN


def read_sample(notes: Notes, call: Call) -> object:
    """Read pandas' `df.sample(frac=1)`."""
    return shuffle(call.of) if isinstance(call.of, Array) else UNKNOWN
