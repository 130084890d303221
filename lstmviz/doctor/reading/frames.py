"""What pandas' own methods leave of a table."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.arrays import ANY
from lstmviz.doctor.reading.meanings import UNKNOWN
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array


def read_drop(notes: Notes, call: Call) -> object:
    """Read `df.drop(columns=["a"])`, `df.drop("a", axis=1)`: a table with fewer columns.

    With `inplace=True` it is the table itself that has fewer from then on.
    """
    table = call.of
    if not isinstance(table, Array):
        return UNKNOWN
    along = call.get("axis", 1) in (1, "columns")
    names = call.named.get("columns", call.get("labels", 0, UNKNOWN) if along else UNKNOWN)
    left = table
    if table.shape is not None and len(table.shape) == 2:
        rows, columns = table.shape
        if names is UNKNOWN and not along and "columns" not in call.named:
            rows = None
        else:
            columns = fewer(columns, names)
        left = replace(table, shape=(rows, columns), dims=(), taken=None)
    owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    if call.named.get("inplace") is True and isinstance(owner, ast.Name):
        notes.names[owner.id] = left
        return UNKNOWN
    return left


def fewer(columns: int | None, names: object) -> int | None:
    """Count the columns that are left when some are taken by their names; None where unknown."""
    taken = names if isinstance(names, tuple) else (names,)
    if columns is None or not all(isinstance(each, str) for each in taken):
        return None
    return max(columns - len(set(taken)), 0)


def read_place(notes: Notes, call: Call) -> object:
    """Read `df.columns.get_loc("power")`: one place, whichever it is."""
    return ANY
