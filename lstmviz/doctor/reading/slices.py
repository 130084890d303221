"""Windows that a learner cuts in a loop: slices that are appended, or listed."""

import ast
from collections.abc import Callable
from dataclasses import replace

from lstmviz.doctor.reading.arrays import ANY, NOTHING, fresh, stack_windows, whole
from lstmviz.doctor.reading.notes import UNKNOWN, Notes
from lstmviz.doctor.walking.setup import Array

# Works out an expression.
Value = Callable[[ast.expr | None], object]


def windows(notes: Notes, value: Value, node: ast.expr, step: object) -> object:
    """Read `table[i : i + W]` or `table[i - W : i]`, perhaps of one column, as windows."""
    column = False
    if isinstance(node, ast.Attribute) and node.attr == "values":
        node = node.value
    if not isinstance(node, ast.Subscript):
        return UNKNOWN
    part = node.slice
    if isinstance(part, ast.Tuple) and len(part.elts) == 2:
        column = whole(value(part.elts[1]))
        part = part.elts[0]
    of = value(node.value)
    size: object = UNKNOWN
    match part:
        case ast.Slice(lower=ast.Name(id=low), upper=ast.BinOp(ast.Name(id=high), ast.Add(), more)):
            size = value(more) if low == high else UNKNOWN
        case ast.Slice(lower=ast.BinOp(ast.Name(id=low), ast.Sub(), more), upper=ast.Name(id=high)):
            size = value(more) if low == high else UNKNOWN
        case ast.Slice():
            return NOTHING
        case _:
            return UNKNOWN
    notes.cut(size)
    if not isinstance(of, Array) or of.shape is None:
        # Whether the rows have columns is not known.
        return NOTHING.marked("windows", *(("overlap",) if step == 1 else ()))
    return stack_windows(of, size, column, step)


def listed(notes: Notes, value: Value, node: ast.ListComp) -> object:
    """Read `[table[i : i + W] for i in range(n)]` as windows."""
    over, target = node.generators[0].iter, node.generators[0].target
    step = value(over.args[2]) if isinstance(over, ast.Call) and len(over.args) == 3 else 1
    if isinstance(target, ast.Name):
        notes.names[target.id] = ANY if called(over) == "range" else UNKNOWN
    made = windows(notes, value, node.elt, step)
    return stacked(value(node.elt)) if made is UNKNOWN else made


def append(notes: Notes, value: Value, name: str, node: ast.expr) -> object:
    """Read `X.append(table[i : i + W])` in a loop."""
    node = notes.slices.get(node.id, node) if isinstance(node, ast.Name) else node
    made = windows(notes, value, node, notes.names.get("range step", 1))
    if made is UNKNOWN and name in notes.names:
        made = stacked(value(node))
    if isinstance(made, Array):
        notes.names[name] = replace(made, name=name)
    return UNKNOWN


def called(over: ast.expr) -> str:
    """Give the name of the function that is called; "" for anything else."""
    if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
        return over.func.id
    return ""


def stacked(value: object) -> object:
    """Give the array that many like this one make: a new first axis."""
    if not isinstance(value, Array) or value.shape is None:
        return UNKNOWN
    return fresh((None, *value.shape))
