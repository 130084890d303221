"""How far an item of a data set reads its rows, and how many items the data set counts."""

import ast
from collections.abc import Iterator, Mapping
from zlib import crc32

from lstmviz.doctor.reading.data.arrays import whole
from lstmviz.doctor.reading.definitions import Function
from lstmviz.doctor.walking.overrun import Overrun

# Rows of an array whose length is not told: more than any window has.
MANY = 10**9


def overrun(item: Function, length: Function, attributes: Mapping[str, object]) -> Overrun | None:
    """Find items that are counted and whose rows go beyond the last one; None where all fit.

    Args:
        item: the method that gives an item.
        length: the method that counts the items.
        attributes: what self's names stand for; one that is not told may be any number.
    """
    returned = [each.node for each in length.body if isinstance(each.node, ast.Return)]
    if len(returned) != 1 or returned[0].value is None or len(item.node.args.args) < 2:
        return None
    place, counted = item.node.args.args[1].arg, returned[0].value
    for table in dict.fromkeys(table for table, _, _ in rows_read(item, place)):
        reads = [read[1:] for read in rows_read(item, place) if read[0] == table]
        ends = [reckon(end, place, table, attributes, at=0) for end, _ in reads]
        step = [reckon(end, place, table, attributes, at=1) for end, _ in reads]
        told = reckon(counted, place, table, attributes, at=0)
        if None in (*ends, *step, told) or told is None or not MANY // 2 < told <= MANY:
            continue
        if any((b or 0) - (a or 0) != 1 for a, b in zip(ends, step, strict=True)):
            continue
        stops = [(end or 0) + row for end, (_, row) in zip(ends, reads, strict=True)]
        if MANY - told >= max(stops) - 1:
            continue
        end, row = reads[stops.index(max(stops))]
        left = without(end, place)
        if left is None:
            continue
        less = ast.unparse(left) if not isinstance(left, ast.BinOp) else f"({ast.unparse(left)})"
        return Overrun(
            table=table,
            counted=ast.unparse(counted),
            end=ast.unparse(end),
            row=bool(row),
            length=f"len({table}) - {less}" + ("" if row else " + 1"),
        )
    return None


def rows_read(item: Function, place: str) -> Iterator[tuple[str, ast.expr, int]]:
    """Give what an item reads of self's arrays: which, where it ends, and 1 for a row by itself."""
    named = {
        line.targets[0].id: line.value
        for line in (each.node for each in item.body)
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    }
    for node in (node for each in item.body for node in ast.walk(each.node)):
        held = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute)
        if not held or not isinstance(node, ast.Subscript):
            continue
        table, part = ast.unparse(node.value), node.slice
        part = part.elts[0] if isinstance(part, ast.Tuple) and part.elts else part
        end = part.upper if isinstance(part, ast.Slice) else part
        end = named.get(end.id, end) if isinstance(end, ast.Name) else end
        inside = end is not None and any(
            isinstance(each, ast.Name) and each.id == place for each in ast.walk(end)
        )
        if table.startswith("self.") and end is not None and inside:
            yield table, end, int(not isinstance(part, ast.Slice))


def reckon(
    node: ast.expr, place: str, table: str, attributes: Mapping[str, object], *, at: int
) -> int | None:
    """Work out a number of rows, with one number for each name that is not told."""

    def number(node: ast.expr) -> int | None:
        match node:
            case ast.Constant(value=int(value)):
                return value
            case ast.Name(id=name):
                return at if name == place else 2 + crc32(name.encode()) % 1000
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                held = attributes.get(name)
                return held if whole(held) else 2 + crc32(name.encode()) % 1000
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                one, two = number(left), number(right)
                if one is None or two is None:
                    return None
                return one + two if isinstance(op, ast.Add) else one - two
        lengths = (f"len({table})", f"{table}.shape[0]", f"{table}.size(0)")
        return MANY if ast.unparse(node) in lengths else None

    return number(node)


def without(node: ast.expr, place: str) -> ast.expr | None:
    """Take an item's own place out of a sum: "self.n" of "i + self.n"; None where it is not one."""
    match node:
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=right) if name == place:
            return right
        case ast.BinOp(left=left, op=ast.Add(), right=ast.Name(id=name)) if name == place:
            return left
        case ast.BinOp(left=left, op=op, right=right):
            inner = without(left, place)
            return None if inner is None else ast.BinOp(inner, op, right)
    return None
