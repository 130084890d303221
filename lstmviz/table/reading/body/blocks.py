"""Blocks of rows, each below a line about it: its station and time, say, or a storm's name."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lstmviz.table.reading.body.dialect import DELIMITERS
from lstmviz.table.reading.body.ends import TOTALS
from lstmviz.table.reading.cells.cell import is_typed
from lstmviz.wording import many

FEWEST = 2
"""Blocks at least; the line above a single one is a title."""
LOOKED_AT = 5_000
"""Lines that tell whether there are blocks; and so many rows whose cells are looked at."""
SAMPLE = 500_000
MARKS = "#*>"
"""What a line about the rows below it may begin with."""
MOMENT = re.compile(
    r"(1[6-9]\d\d|2[01]\d\d)\t(0?[1-9]|1[0-2])\t(0?[1-9]|[12]\d|3[01])(?:\t([01]?\d|2[0-4]|99))?\t"
)
"""Year, month, day and hour as fields of their own; 99 is an hour that is not known."""


def read_blocks(text: str) -> tuple[str, tuple[str, ...] | None, str] | None:
    """Write what the lines above blocks of rows say into each row of the block.

    Returns:
        The rows as text with tabs, the names of their columns, if there are any, and a sentence
        about the blocks; None where the text has no such blocks.
    """
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip()][:LOOKED_AT]
    marked = lines[0].lstrip()[0] if lines and lines[0].lstrip()[0] in MARKS else ""
    for sign in (*DELIMITERS, " "):
        if sign != " " and sign not in lines[0] and sign not in lines[1 % len(lines)]:
            continue
        if sign == " " and any(lines[0].count(s) and _is_even(lines, s) for s in DELIMITERS):
            break  # a blank stands before the clocks of most rows, and at midnight none
        some = [_fields(line, sign) for line in lines[: -1 if len(text) > SAMPLE else None]]
        if _are_blocks(_without_totals(some), marked, whole=False):
            every = [_fields(line, sign) for line in text.splitlines() if line.strip()]
            fields = _without_totals(every)
            if _are_blocks(fields, marked, whole=True):
                return _written(fields, marked, len(every) - len(fields))
    return None


def _is_even(lines: Sequence[str], sign: str) -> bool:
    """Tell whether a sign stands in each line as often as in the others, but for the last."""
    return len({line.count(sign) for line in lines[:-1]}) == 1


def _without_totals(fields: list[list[str]]) -> list[list[str]]:
    """Leave out the lines that sum up a block; a table has no row that begins so."""
    return [line for line in fields if not line or line[0].lower().strip(" :") not in TOTALS]


def _fields(line: str, sign: str) -> list[str]:
    if sign == " ":
        return line.split()
    fields = next(csv.reader([line], delimiter=sign), []) if '"' in line else line.split(sign)
    fields = [field.strip() for field in fields]
    while fields and not fields[-1]:
        fields.pop()
    return fields


def _is_head(fields: Sequence[str], marked: str, width: int) -> bool:
    return fields[0].startswith(marked) if marked else len(fields) == width


def _are_blocks(fields: Sequence[Sequence[str]], marked: str, whole: bool) -> bool:
    """Tell whether lines of one kind stand above rows of another kind, again and again."""
    if len(fields) < 2 * FEWEST or not all(fields):
        return False
    if not marked and len(fields[0]) == len(fields[1]):
        return False
    top = len(fields[0])
    heads = [_is_head(line, marked, top) for line in fields]
    if sum(heads) < FEWEST or (True, True) in pairwise(heads) or (whole and heads[-1]):
        return False
    bodies = Counter(len(line) for line, head in zip(fields, heads, strict=True) if not head)
    above = [line for line, head in zip(fields, heads, strict=True) if head]
    if len(bodies) != 1 or next(iter(bodies)) < 2 or len({len(line) for line in above}) != 1:
        return False
    if not all(any(map(str.isalnum, "".join(line))) for line in above):
        return False  # a row whose cells are all empty, of another delimiter
    rows = [line for line, head in zip(fields, heads, strict=True) if not head][:LOOKED_AT]
    typed = sum(is_typed(cell) for row in rows for cell in row)
    kinds = [{is_typed(cell) for cell in cells} for cells in zip(*above, strict=True)]
    differ = len({tuple(line) for line in above}) > 1
    if 3 * typed < sum(map(len, rows)) or not differ or len(rows) < 2 * sum(heads[:LOOKED_AT]):
        return False
    # Without a mark the line begins with a word, and the rows below it with a number or a date:
    # else it may be a row whose last cells are empty.
    begin = 2 * sum(is_typed(row[0]) for row in rows) > len(rows)
    return bool(marked) or (begin and kinds[0] == {False} and all(len(k) == 1 for k in kinds))


def _written(
    fields: Sequence[Sequence[str]], marked: str, totals: int
) -> tuple[str, tuple[str, ...] | None, str] | None:
    """Write the blocks one below another; None where they name other columns: several tables."""
    top = len(fields[0])
    blocks: list[tuple[Sequence[str], list[Sequence[str]]]] = []
    for line in fields:
        if _is_head(line, marked, top):
            blocks.append(([line[0].lstrip(marked), *line[1:]] if marked else line, []))
        else:
            blocks[-1][1].append(line)
    heads = [[cell for cell in head if cell] for head, _ in blocks]
    if len({len(head) for head in heads}) > 1:
        heads = [list(head) for head, _ in blocks]
    named = all(rows and not any(map(is_typed, rows[0])) for _, rows in blocks)
    if named and len({tuple(rows[0]) for _, rows in blocks}) > 1:
        return None
    bodies = [rows[named:] for _, rows in blocks]
    counts = [
        all(head[n] == str(len(rows)) for head, rows in zip(heads, bodies, strict=True))
        for n in range(len(heads[0]))
    ]
    heads = [[cell for cell, count in zip(h, counts, strict=True) if not count] for h in heads]
    joined = [
        MOMENT.sub(_moment, "\t".join(head) + "\t", count=1).split("\t")[:-1] for head in heads
    ]
    if len({len(head) for head in joined}) == 1 and len(joined[0]) < len(heads[0]):
        heads = joined
    written = io.StringIO()
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    for head, rows in zip(heads, bodies, strict=True):
        writer.writerows([*head, *row] for row in rows)
    names = None
    if named:
        names = (*(f"block {n + 1}" for n in range(len(heads[0]))), *blocks[0][1][0])
    says = f"{many(len(blocks), 'block')} of rows, each below a line about it: what that says "
    says += f"stands in the first {many(len(heads[0]), 'column')}."
    says += f" Left out: {many(totals, 'line')} of totals." if totals else ""
    return written.getvalue(), names, says


def _moment(found: re.Match[str]) -> str:
    year, month, day, hour = found.groups()
    clock = f" {int(hour):02}:00" if hour and hour != "99" else ""
    return f"{year}-{int(month):02}-{int(day):02}{clock}\t"
