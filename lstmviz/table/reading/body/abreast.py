"""Several records in one line: a date and its values, then the next date and its values."""

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.cells.cell import DATE, is_blank, is_typed
from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.time.dates import NEVER
from lstmviz.wording import many

COPY = re.compile(r"[._ ]\d{1,2}$")
"""What tells names apart that stand over each of several records."""
ON = 0.9
"""Part of the steps between dates that go one way where the records follow one another."""
LOOKED_AT = 200


def records_apart(
    body: str, delimiter: str, width: int, header: Sequence[str] | None
) -> tuple[str, int, int] | None:
    """Write each record on a line of its own, where lines hold different numbers of them.

    Args:
        body: the rows as delimited text.
        delimiter: what tells their fields apart.
        width: how many fields most lines have.
        header: the columns' names, if any.

    Returns:
        The rows, how many fields each has, and how many lines held several; None where the lines
        are no records side by side.
    """
    if '"' in body:
        return None
    glued = delimiter != ";" and ";" in body
    lines = [line for line in body.replace(";" * glued or "\n", "\n").splitlines() if line.strip()]
    fields = [line.split(delimiter) for line in lines]
    each = math.gcd(*map(len, fields))
    if each < 2 or (all(len(line) == each for line in fields) and not glued):
        return None
    if header is not None and not (each == width or _period(header, each)):
        return None
    records = [line[n : n + each] for line in fields for n in range(0, len(line), each)]
    alike = [record for line in fields if len(line) == width for record in _cut(line, each)]
    some = alike[:: -(-len(alike) // LOOKED_AT)]
    typed = [n for n in range(each) if 2 * sum(is_typed(r[n]) for r in some) > len(some)]
    dated = [n for n in typed if all(DATE.match(record[n].strip()) for record in some)]
    if not typed or (each < width and not dated):
        return None
    odd = [record for line in fields if len(line) != width for record in _cut(line, each)]
    if any(not (is_typed(r[n]) or is_blank(r[n])) for r in odd for n in typed):
        return None
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(records)
    several = sum(";" in line for line in body.splitlines()) if glued else 0
    several = several or sum(len(line) > each for line in fields)
    return written.getvalue(), each, several


def say_several(lines: int) -> str:
    """Say that lines held several records."""
    return f"{many(lines, 'line')} with several records: each on a line of its own."


def _cut(line: Sequence[str], each: int) -> list[Sequence[str]]:
    return [line[n : n + each] for n in range(0, len(line), each)]


def _period(header: Sequence[str], each: int) -> bool:
    """Tell whether names come again after so many columns."""
    bare = [COPY.sub("", name.strip().lower()) for name in header]
    return len(bare) % each == 0 and all(bare[n] == bare[n % each] for n in range(len(bare)))


def one_below_another(cells: Cells, columns: Sequence[Column], kept: Sequence[int]) -> Cells | None:
    """Put records that stand side by side in every line one below another, in the order of time.

    Args:
        cells: the file, taken apart.
        columns: its columns, cleaned.
        kept: the number of each in the file.

    Returns:
        The file with one record a row; None where the columns are no such records.
    """
    dates = [n for n, column in enumerate(columns) if column.kind == "date"]
    if len(dates) < 2 or dates[0] or len(columns) % dates[1]:
        return None
    each = dates[1]
    count = len(columns) // each
    header = None if cells.header is None else [cells.header[n] for n in kept]
    if each < 2 or any(columns[n * each].kind != "date" for n in range(count)):
        return None
    if header is not None and not _period(header, each):
        return None
    kinds = [{columns[n * each + k].kind for n in range(count)} - {"empty"} for k in range(each)]
    if any(len(kind) > 1 for kind in kinds) or {"number"} not in kinds:
        return None
    moments = np.stack([columns[n * each].times() for n in range(count)], axis=1)
    rows = len(moments)
    across = np.arange(rows * count).reshape(count, rows).T.ravel()
    down = np.arange(rows * count)
    order = next((way for way in (across, down) if _goes_on(moments.T.ravel()[way])), None)
    if order is None:
        return None
    parts = []
    for k in range(each):
        pieces = [cells.columns[kept[n * each + k]] for n in range(count)]
        kind = {piece.type for piece in pieces if not pa.types.is_null(piece.type)}
        one = kind.pop() if len(kind) == 1 else pa.float64() if _are_numbers(kind) else pa.string()
        whole = pa.chunked_array([c for piece in pieces for c in piece.cast(one).chunks], one)
        parts.append(whole.take(pa.array(order)))
    known = moments.T.ravel()[order] != NEVER
    says = f"Each line held {count} records side by side: they were put one below another."
    return replace(
        cells,
        columns=tuple(part.filter(pa.array(known)) for part in parts),
        header=None if header is None else tuple(header[:each]),
        units=tuple(cells.units[n] for n in kept[:each]) if cells.units else (),
        notes=(*cells.notes, says),
    )


def _are_numbers(kinds: set[pa.DataType]) -> bool:
    return all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in kinds)


def _goes_on(moments: np.ndarray) -> bool:
    """Tell whether dates go one way, each another one."""
    steps = np.diff(moments[moments != NEVER])
    return len(steps) > 0 and bool(max((steps > 0).mean(), (steps < 0).mean()) >= ON)
