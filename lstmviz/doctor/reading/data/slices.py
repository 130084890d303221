"""Windows that a learner cuts in a loop: slices that are appended, or listed."""

import ast
from collections.abc import Callable
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import ANY, NOTHING, fresh, whole
from lstmviz.doctor.reading.data.datasets import samples_of
from lstmviz.doctor.reading.data.making import numbers, of_literal
from lstmviz.doctor.reading.data.picking import Span, index
from lstmviz.doctor.reading.data.windowing import stack_windows
from lstmviz.doctor.reading.definitions import same
from lstmviz.doctor.reading.meanings import UNKNOWN, Data, Many
from lstmviz.doctor.reading.notes import Notes
from lstmviz.doctor.walking.overrun import Taken
from lstmviz.doctor.walking.setup import Array

# Works out an expression.
Value = Callable[[ast.expr | None], object]


def windows(notes: Notes, value: Value, node: ast.expr, step: object) -> object:
    """Read `table[i : i + W]` or `table[i - W : i]`, perhaps of one column, as windows."""
    column = False
    if not isinstance(node, ast.Subscript):
        return UNKNOWN
    part, rest = node.slice, None
    if isinstance(part, ast.Tuple) and len(part.elts) == 2:
        column = whole(value(part.elts[1]))
        part, rest = part.elts
    held = value(node.value)
    of = of_literal(held) if isinstance(held, tuple) else held
    if isinstance(rest, ast.Slice) and isinstance(of, Array) and of.shape:
        of = index(of, [slice(None), slice(*(end and value(end) for end in ends_of(rest)))])
    part = placed(notes, part)
    size: object = UNKNOWN
    match part:
        case ast.Slice(lower=ast.Name(id=low), upper=ast.BinOp(ast.Name(id=high), ast.Add(), more)):
            size = value(more) if low == high else UNKNOWN
        case ast.Slice(lower=ast.BinOp(ast.Name(id=low), ast.Sub(), more), upper=ast.Name(id=high)):
            size = value(more) if low == high else UNKNOWN
        case ast.Slice(lower=low, upper=high) if low is not None and high is not None:
            start, stop = offset(value, low), offset(value, high)
            size = UNKNOWN if start is None or stop is None else stop - start
            if not whole(size) or size < 1:
                return UNKNOWN
        case (
            ast.Slice(lower=None, upper=end)
            | ast.Slice(lower=ast.UnaryOp(op=ast.USub(), operand=end), upper=None)
        ) if isinstance(of, Array) and of.shape and of.shape[0] is None:
            size = value(end)  # pieces that are stacked have one length
        case ast.Slice():
            pieces = stacked(value(node))
            return NOTHING if pieces is UNKNOWN else pieces
        case _:
            return UNKNOWN
    notes.cut(size)
    if not isinstance(of, Array) or of.shape is None:
        # Whether the rows have columns is not known.
        return NOTHING.marked("windows", *(("overlap",) if step == 1 else ()))
    return stack_windows(of, size, column, step)


def span(notes: Notes, value: Value, given: object, part: ast.expr) -> object:
    """Give how many rows a slice takes, both of whose ends are counted from one unknown place."""
    if not isinstance(given, slice) or not isinstance(part, ast.Slice):
        return given
    part = placed(notes, part)
    ends = ends_of(part)[:2] if isinstance(part, ast.Slice) else ()
    start, stop = (None if end is None else offset(value, end) for end in ends)
    rows = None if None in (start, stop) else (stop or 0) - (start or 0)
    if rows is None or rows < 1 or given.step is not None:
        return given
    notes.cut(rows)
    return Span(rows)


# What makes the same numbers of another kind: of a frame an array, of an array a tensor.
ANOTHER_KIND = frozenset({
    "array", "asarray", "astype", "copy", "float", "FloatTensor", "from_numpy", "numpy", "tensor",
    "Tensor", "to_numpy", "tolist",
})  # fmt: skip


def bare(node: ast.expr) -> ast.expr:
    """Give the slice itself, without what makes the same numbers of another kind of it."""
    while True:
        match node:
            case ast.Attribute(value=of, attr="values"):
                node = of
            case ast.Call(
                func=ast.Attribute(value=ast.Subscript() | ast.Call() as of, attr=kind)
            ) if kind in ANOTHER_KIND:
                node = of
            case ast.Call(func=ast.Attribute(attr=kind) | ast.Name(id=kind), args=[of, *_]) if (
                kind in ANOTHER_KIND
            ):
                node = of
            case _:
                return node


def ends_of(part: ast.Slice) -> tuple[ast.expr | None, ast.expr | None, ast.expr | None]:
    """Give the ends of a slice, and its step."""
    return part.lower, part.upper, part.step


def placed(notes: Notes, part: ast.expr) -> ast.expr:
    """Write places of rows that have names as the text makes them: "end" for "i + 3"."""
    if not isinstance(part, ast.Slice):
        return spelt(notes, part)
    ends = (each and spelt(notes, each) for each in ends_of(part))
    return ast.Slice(*ends)


def spelt(notes: Notes, node: ast.expr) -> ast.expr:
    """Write a place as it is reckoned from a loop's variable, twice removed at most."""
    for _ in range(2):
        match node:
            case ast.Name(id=name) if isinstance(notes.slices.get(name), ast.BinOp):
                node = notes.slices[name]
            case ast.BinOp(left=ast.Name(id=name), op=op, right=right) if isinstance(
                notes.slices.get(name), ast.BinOp
            ):
                node = ast.BinOp(notes.slices[name], op, right)
    return node


def listed(notes: Notes, value: Value, node: ast.ListComp) -> object:
    """Read `[table[i : i + W] for i in range(n)]` as windows."""
    over = node.generators[0].iter
    step = value(over.args[2]) if isinstance(over, ast.Call) and len(over.args) == 3 else 1
    cut = bare(node.elt)
    made = windows(notes, value, cut, step)
    if made is UNKNOWN:
        one = ANY if called(node.elt) == "len" else value(node.elt)
        made = stacked(one, count_of(value(over)))
    made = fresh((0,)) if is_empty(over, value) else made
    rows = taken(value, cut, begin(over), ast.unparse(node))
    if rows is None:
        return made
    return replace(made if isinstance(made, Array) else one_column(cut, rows), taken=rows)


def append(notes: Notes, value: Value, name: str, node: ast.expr) -> object:
    """Read `X.append(table[i : i + W])` in a loop."""
    held = notes.names.get(name)
    if isinstance(held, Array) and held.shape and "queue" in held.marks:
        row = value(node)
        rest = row if isinstance(row, Array) else NOTHING
        shape = None if rest.shape is None else (*held.shape[:1], *rest.shape)
        notes.names[name] = replace(held, shape=shape, roles=("rows", *rest.roles))
        return UNKNOWN
    named = notes.slices.get(node.id) if isinstance(node, ast.Name) else None
    node = named if isinstance(named, ast.Subscript) else node
    cut = bare(node)
    made = windows(notes, value, cut, notes.names.get("range step", 1))
    if notes.names.get("range empty") is True and name in notes.names:
        made = fresh((0,))
    elif made is UNKNOWN and name in notes.names:
        made = stacked(value(node))
    first = notes.names.get("range begin", "")
    rows = taken(value, cut, str(first), f"{name}.append({ast.unparse(node)})")
    if isinstance(made, Array) or rows is not None:
        array = made if isinstance(made, Array) else one_column(cut, rows)
        notes.names[name] = replace(array, name=name, taken=rows)
    elif isinstance(held, tuple):
        notes.names[name] = Many()
    return UNKNOWN


def taken(value: Value, node: ast.expr, first: str, line: str) -> Taken | None:
    """Read which rows of a table an expression takes at a turn of a loop; None where unknown.

    Args:
        value: works out an expression.
        node: as `table[i : i + W]` or `table[i + W, 0]`.
        first: where the loop begins, as it is written.
        line: what takes the rows.
    """
    of = node.value if isinstance(node, ast.Subscript) else None
    if isinstance(of, ast.Attribute) and of.attr == "iloc":
        of = of.value
    if not isinstance(node, ast.Subscript) or not isinstance(of, ast.Name):
        return None
    part, columns = node.slice, None
    if isinstance(part, ast.Tuple):
        if len(part.elts) != 2:
            return None
        part, columns = part.elts[0], picked(value, part.elts[1])
    low, high = (part.lower, part.upper) if isinstance(part, ast.Slice) else (part, None)
    start = None if low is None else offset(value, low)
    if start is None:
        return None
    stop = start + 1 if high is None else offset(value, high)
    if stop is None or stop <= start or (isinstance(part, ast.Slice) and high is None):
        return None
    return Taken(
        table=of.id,
        begin=first,
        start=start,
        stop=stop,
        end="" if high is None else ast.unparse(high),
        columns=columns,
        line=line.replace(ast.unparse(part), "{}", 1),
    )


def one_column(node: ast.expr, rows: Taken | None) -> Array:
    """Give the array of one number of each row, whatever else is in the table."""
    part = node.slice if isinstance(node, ast.Subscript) else None
    single = isinstance(part, ast.Tuple) and not isinstance(part.elts[1], ast.Slice)
    return fresh((None,)) if single and rows is not None and not rows.end else NOTHING


def offset(value: Value, node: ast.expr) -> int | None:
    """Count how far a row stands from a loop's variable; None where no variable is in it."""
    match node:
        case ast.Name() if is_number(value(node)):
            return 0
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            near, far = offset(value, left), value(right)
            if near is None and isinstance(op, ast.Add):
                near, far = offset(value, right), value(left)
            if near is None or not whole(far):
                return None
            return near + far if isinstance(op, ast.Add) else near - far
    return None


def is_number(value: object) -> bool:
    """Whether a value is one number that is not known, as of a loop or of an array."""
    return value is ANY or (isinstance(value, Array) and value.shape == ())


def picked(value: Value, node: ast.expr) -> tuple[int, ...] | str | None:
    """Read which columns are taken: None for all of them, "?" where the text does not tell."""
    if isinstance(node, ast.Slice):
        ends = [0 if node.lower is None else value(node.lower)]
        ends.append(value(node.upper) if node.upper is not None else UNKNOWN)
        if ends[0] == 0 and node.upper is None:
            return None
        low, high = ends
        return tuple(range(low, high)[:1000]) if whole(low) and whole(high) and low >= 0 else "?"
    number = value(node)
    return (number,) if whole(number) else "?"


def begin(over: ast.expr) -> str:
    """Give where a range begins, as it is written; "" where it begins at 0."""
    given = over.args if isinstance(over, ast.Call) else []
    first = ast.unparse(given[0]) if len(given) > 1 else ""
    return "" if first == "0" else first


def is_empty(over: ast.expr, value: Value) -> bool:
    """Whether a loop over a range makes not a single turn."""
    if called(over) != "range" or not isinstance(over, ast.Call):
        return False
    ends = [value(each) for each in over.args]
    first, last = ([0, *ends] if len(ends) == 1 else ends)[:2] if ends else (0, 1)
    forward = len(ends) < 3 or (whole(ends[2]) and ends[2] > 0)
    return forward and whole(first) and whole(last) and last <= first


def called(over: ast.expr) -> str:
    """Give the name of the function that is called; "" for anything else."""
    if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
        return over.func.id
    return ""


def count_of(over: object) -> int | None:
    """Count the turns of a loop over an array or a list of samples; None where it is not known."""
    array = over.X if isinstance(over, Data) and not over.batched else over
    return array.shape[0] if isinstance(array, Array) and array.shape else None


def stacked(value: object, count: int | None = None) -> object:
    """Give what many like this one make: an array with a new first axis, or a list of samples."""
    if isinstance(value, tuple) and value and all(isinstance(each, Array) for each in value):
        alike = [each for each in value if same(value[0], each)]
        if len(alike) == len(value) > 1 and value[0].shape is not None:
            value = fresh((len(value), *value[0].shape))
    if isinstance(value, tuple | dict):
        return samples_of(value)
    if value is ANY or numbers(value):
        return fresh((count,))
    if not isinstance(value, Array) or value.shape is None:
        return UNKNOWN
    if "windows" in value.marks:
        marks = value.marks - {"one_sample"}
        return Array((count, *value.shape), ("samples", *value.roles), marks)
    return fresh((count, *value.shape))
