"""Arrays that NumPy and pandas put together: side by side, one below the other, or stacked."""

import ast
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lstmviz.doctor.reading.data.arrays import NOTHING, fresh, move, whole
from lstmviz.doctor.reading.meanings import UNKNOWN, Many
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.shapes import Shape, product, total
from lstmviz.doctor.walking.refusals import agree
from lstmviz.doctor.walking.setup import Array

MOST_PARTS = 100
# What arrays are that are put together of such.
KEPT = frozenset({"frame", "scaled", "shuffled"})


def read_joined(notes: Notes, call: Call) -> object:
    """Read `np.concatenate([a, b], axis=1)`, `np.hstack`, `np.vstack`, `pd.concat`, `np.append`."""
    name = call.name
    given = call.given[:2] if name == "append" else call.given[0] if call.given else ()
    place = 2 if name == "append" else 1
    along = call.named.get("axis", call.named.get("dim", UNKNOWN))
    axis = call.get("axis", place, 0) if along is UNKNOWN else along
    if isinstance(given, Array):
        return of_list(given, name, axis)
    if not isinstance(given, tuple) or not any(isinstance(each, Array) for each in given):
        return UNKNOWN
    parts = [each if isinstance(each, Array) else NOTHING for each in given]
    shapes = [each.shape for each in parts]
    if name == "append" and "axis" not in call.named and len(call.given) < 3:
        return fresh((None,))  # without an axis both are made flat
    if name in ("hstack", "column_stack"):
        axis = 0 if name == "hstack" and all(len(s or ()) == 1 for s in shapes) else 1
    if name in ("vstack", "column_stack"):
        shapes = [s and upright(s, row=name == "vstack") for s in shapes]
    stacked_ = name in ("stack", "dstack")
    marks = frozenset.intersection(*(each.marks for each in parts)) & KEPT
    shape = stacked(shapes, axis) if stacked_ else joined(shapes, axis)
    made = NOTHING if shape is None or name == "dstack" else fresh(shape)
    return made.marked(*marks)


def of_list(many: Array, name: str, axis: object) -> object:
    """Join what a list holds: as many arrays as the first axis counts, all alike."""
    if name == "stack":
        return many if axis == 0 else move(many, 0, axis) if whole(axis) else UNKNOWN
    if name == "vstack" and len(many.shape or ()) == 2:
        return many
    if (name == "hstack" and len(many.shape or ()) == 3) or (name == "concat" and axis == 1):
        rows = next(iter((many.shape or ())[1:]), None)
        return fresh((rows, None)).marked(*many.marks & KEPT)
    if name in ("concatenate", "vstack") and axis == 0 and many.shape and len(many.shape) > 1:
        return fresh((product(many.shape[:2]), *many.shape[2:])).marked(*many.marks & KEPT)
    return UNKNOWN


def upright(shape: Shape, *, row: bool) -> Shape:
    """Give a single axis a second one: as a row, or as a column."""
    return shape if len(shape) != 1 else (1, *shape) if row else (*shape, 1)


def joined(shapes: Sequence[Shape | None], axis: object) -> Shape | None:
    """Give the shape of arrays one after another along an axis; None where they do not fit."""
    known = [each for each in shapes if each is not None]
    if not known or not whole(axis) or any(len(each) != len(known[0]) for each in known):
        return None
    axes = len(known[0])
    if not -axes <= axis < axes:
        return None
    axis %= axes
    sizes: list[int | None] = []
    for at in range(axes):
        along = [each[at] for each in known]
        if at == axis:
            sizes.append(total(along) if len(known) == len(shapes) else None)
            continue
        if not all(agree(along[0], each) for each in along):
            return None
        sizes.append(next((each for each in along if each is not None), None))
    return tuple(sizes)


def stacked(shapes: Sequence[Shape | None], axis: object) -> Shape | None:
    """Give the shape of arrays on a new axis; None where their shapes differ."""
    one = joined([each and (*each, 1) for each in shapes], -1)
    if one is None or not whole(axis) or not -len(one) <= axis < len(one):
        return None
    axis %= len(one)
    return (*one[:-1][:axis], len(shapes), *one[:-1][axis:])


def read_cut(notes: Notes, call: Call) -> object:
    """Read `np.split(a, 4)` and `np.split(a, [n, m])`: parts of the rows, one after another."""
    array, places = call.get("ary", 0), call.get("indices_or_sections", 1)
    numpys = ast.unparse(call.node.func).startswith(("np.", "numpy."))
    if not numpys or not isinstance(array, Array) or "axis" in call.named or not array.shape:
        return UNKNOWN
    rows, rest = array.shape[0], array.shape[1:]
    sizes: tuple[int | None, ...] = ()
    if isinstance(places, tuple) and len(places) < MOST_PARTS:
        ends = [0, *places, rows]
        sizes = tuple(max(b - a, 0) if whole(a) and whole(b) else None for a, b in pairwise(ends))
    elif whole(places) and 0 < places < MOST_PARTS:
        sizes = (None if rows is None or rows % places else rows // places,) * places
    parts = (replace(array, shape=(size, *rest), dims=(), taken=None) for size in sizes or (None,))
    return tuple(parts) if sizes else Many(parts)
