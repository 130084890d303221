"""What pandas' own methods leave of a table."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import ANY
from lstmviz.doctor.reading.data.picking import index
from lstmviz.doctor.reading.meanings import UNKNOWN, Many, parts_of
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array

# A table of which the text tells neither rows nor columns.
UNTOLD = Array((None, None), ("rows", "columns"), frozenset({"frame"}))
# What gives windows of rows, or groups of them, and what makes one row of each.
GROUPS = frozenset({"ewm", "expanding", "resample", "rolling"})
OF_EACH = frozenset({"first", "last", "max", "mean", "median", "min", "std", "sum"})

# What a list of columns is called.
NAMES = re.compile(r"(?:cols|columns|feats|features|fields|inputs|names|variables|vars)\b", re.I)


def names_of(table: Array) -> tuple[object, ...]:
    """Give the names of a table's columns: how many there are, and none that is told."""
    count = table.shape[1] if table.shape is not None and len(table.shape) == 2 else None
    return Many() if count is None else (UNKNOWN,) * min(count, 1_000)


def picked(table: Array, names: tuple[object, ...]) -> Array:
    """Take columns by a list of their names."""
    return index(table, [slice(None), UNKNOWN if isinstance(names, Many) else names])


def of_each_group(call: Call) -> Array | None:
    """Read `df.rolling(3).mean()`, `df.resample("D").sum()`: rows of the same columns."""
    match call.node.func:
        case ast.Attribute(value=ast.Call(func=ast.Attribute(attr=how))) if how in GROUPS:
            pass
        case _:
            return None
    if not isinstance(call.of, Array):
        return None
    table = call.of
    return of_some_rows(table) if how == "resample" else table


def of_some_rows(table: Array) -> Array:
    """Give rows of a table's columns, how many is not known."""
    if not table.shape:
        return table
    return replace(table, shape=(None, *table.shape[1:]), dims=(), taken=None)


def read_drop(notes: Notes, call: Call) -> object:
    """Read `df.drop(columns=["a"])`, `df.drop("a", axis=1)`: a table with fewer columns.

    With `inplace=True` it is the table itself that has fewer from then on. Of a list of names,
    `df.columns.drop("a")`, it leaves a shorter one.
    """
    table = call.of
    if isinstance(table, tuple):
        count = fewer(len(table), call.get("labels", 0, UNKNOWN))
        return Many() if isinstance(table, Many) or count is None else table[:count]
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
    if call.named.get("inplace") is True:
        become(notes, call, left)
        return UNKNOWN
    return left


def read_without_gaps(notes: Notes, call: Call) -> object:
    """Read `df.dropna()`: how many rows are left is not known."""
    if not isinstance(call.of, Array):
        return UNKNOWN
    left = of_some_rows(call.of)
    if call.named.get("inplace") is True:
        become(notes, call, left)
        return UNKNOWN
    return left


def pop(notes: Notes, call: Call, table: Array) -> Array:
    """Read `df.pop("a")`: a column, which the table has no more."""
    if not table.shape or len(table.shape) != 2:
        return replace(table, shape=None, roles=())
    rows, columns = table.shape
    left = None if columns is None else columns - 1
    become(notes, call, replace(table, shape=(rows, left), dims=(), taken=None))
    return index(table, [slice(None), 0])


def become(notes: Notes, call: Call, table: Array) -> None:
    """Let the name of the table that a method changes stand for what it has become."""
    owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    if isinstance(owner, ast.Name):
        notes.names[owner.id] = table


def grown(table: Array, name: str, written: ast.expr) -> Array:
    """Give a table in which a column is set: it may be a new one, if nothing reads it there."""
    if table.shape is None or len(table.shape) != 2 or name in strings(written):
        return table
    return replace(table, shape=(table.shape[0], None), dims=(), taken=None)


def strings(written: ast.expr) -> Sequence[object]:
    """Give the strings, and the attributes, that an expression names."""
    return [
        node.value if isinstance(node, ast.Constant) else node.attr
        for node in ast.walk(written)
        if isinstance(node, ast.Constant | ast.Attribute)
    ]


def fewer(columns: int | None, names: object) -> int | None:
    """Count the columns that are left when some are taken by their names; None where unknown."""
    taken = parts_of(names)
    if columns is None or not all(isinstance(each, str) for each in taken):
        return None
    return max(columns - len(set(taken)), 0)


def read_dummies(notes: Notes, call: Call) -> object:
    """Read `pd.get_dummies(df)`: the same rows, of as many columns as there are different words."""
    table = call.given[0] if call.given else UNKNOWN
    if not isinstance(table, Array) or not table.shape:
        return table
    return replace(UNTOLD, shape=(table.shape[0], None))


def read_groups(notes: Notes, call: Call) -> object:
    """Read `df.groupby("station")`: of each group its name, and rows of the same columns."""
    table = call.of
    if not isinstance(table, Array) or not table.shape or len(table.shape) != 2:
        return table
    return UNKNOWN, of_some_rows(table)


def read_place(notes: Notes, call: Call) -> object:
    """Read `df.columns.get_loc("power")`: one place, whichever it is."""
    return ANY


def read_mask(notes: Notes, call: Call) -> object:
    """Read `df["a"].notna()`: yes or no of each number."""
    return call.of.marked("mask") if isinstance(call.of, Array) else UNKNOWN


# A table that the text takes for made: what pandas' users call df is one.
UNMADE = re.compile(r"\A(?![\s\S]*\bdf ?=(?!=))[\s\S]*\bdf\b[.\[]")


def unmade(text: str) -> bool:
    """Whether a text takes a table by the name of df for made, and is not only given one."""
    return UNMADE.search(text) is not None and not is_argument("df", text)


def is_argument(name: str, text: str) -> bool:
    """Whether a name stands for an argument of the text's functions, and for nothing outside."""
    lines = [line for line in text.split("\n") if re.search(rf"\b{name}\b", line)]
    heads = [line for line in lines if re.match(rf"\s{{0,40}}def [^\n]{{0,200}}\b{name}\b", line)]
    return bool(heads) and all(line[:1].isspace() or line in heads for line in lines)
