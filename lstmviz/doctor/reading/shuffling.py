"""What shuffles rows: splits, NumPy's and pandas' own shuffles."""

import ast

from lstmviz.doctor.reading.arrays import NOTHING, index
from lstmviz.doctor.reading.notes import UNKNOWN, Call, Data, Notes
from lstmviz.doctor.walking.setup import Array


def shuffle(array: Array) -> Array:
    """Mark rows that no longer stand in their order; whole windows may be shuffled."""
    cut = "samples" in array.roles or len(array.roles) > 2 or "windows" in array.marks
    return array if cut else array.marked("shuffled")


def read_split(notes: Notes, call: Call) -> object:
    """Read `train_test_split(X, y)`: it shuffles unless told otherwise."""
    mixed = call.named.get("shuffle", True) is not False
    notes.marks |= {"random_split"} if mixed else set()
    parts: list[object] = []
    for each in call.given:
        array = each if isinstance(each, Array) else NOTHING
        part = index(array, [slice(None, UNKNOWN)]) if array.shape else array
        parts += [shuffle(part) if mixed else part] * 2
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
