"""Where a table's own rows begin and end, among remarks, sums and empty rows."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from lstmviz.table.reading.columns import Column
from lstmviz.table.reading.dates import NEVER
from lstmviz.table.reading.names import MAX_NAME

TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "mean", "average", "avg", "median", "subtotal", "all"}
    | {"summe", "gesamt", "mittelwert", "min", "max", "std", "count", "average:", "total:", "sum:"}
)
"""What stands before a row that sums up those above it."""
MAX_AROUND = 40
"""Rows at the beginning and at the end among which remarks and sums are looked for."""


def first_row(columns: Sequence[Column], label: tuple[int, ...]) -> int:
    """Count the rows above the first one with a date, in a table whose rows have dates.

    They say something about the table, such as whose device it was.
    """
    if not label or columns[label[0]].kind != "date":
        return 0
    known = columns[label[0]].times() != NEVER
    first = int(np.argmax(known[: MAX_AROUND + 1]))
    return first if known[first] and 4 * first < int(known.sum()) else 0


def last_row(
    columns: Sequence[Column],
    cells: Sequence[pa.ChunkedArray],
    kept: list[int],
    label: tuple[int, ...],
    used: list[int],
) -> int:
    """Count the rows up to the last one that measures something.

    Below it stand empty rows, remarks, and rows that sum up those above.
    """
    end = rows = len(cells[0])
    texts = [kept[n] for n, column in enumerate(columns) if column.numbers is None]
    while end > 1 and rows - end < max(MAX_AROUND, rows // 2):
        row = end - 1
        words = [_word(cells[n], row) for n in texts]
        dated = label and columns[label[0]].moments is not None
        named = any(word for word in words)
        if dated and columns[label[0]].times()[row] == NEVER and rows - end < MAX_AROUND:
            below = True
        elif all(np.isnan(columns[n].cells()[row]) for n in used):
            below = not named or (not dated and bool(texts) and not _usual(columns, label))
        else:
            below = any(word.lower().strip(" :") in TOTALS for word in words[:1])
        if not below:
            break
        end = row
    return end


def _usual(columns: Sequence[Column], label: tuple[int, ...]) -> bool:
    """Tell whether text names the rows, so that a row may be named and hold nothing yet."""
    return bool(label) and columns[label[0]].kind == "text"


def _word(column: pa.ChunkedArray, row: int) -> str:
    cell = column[row].as_py()
    return "" if cell is None else str(cell)[:MAX_NAME].strip()


def below_notes(columns: Sequence[Column], cells: Sequence[pa.ChunkedArray], end: int) -> list[str]:
    """Say which rows at the end were left out."""
    rows, remarks, sums = len(cells[0]), 0, 0
    for row in range(end, min(rows, end + MAX_AROUND)):
        measured = any(c.numbers is not None and not np.isnan(c.cells()[row]) for c in columns)
        sums += measured
        remarks += not measured and any(_word(column, row) for column in cells)
    empty = rows - end - remarks - sums
    return [
        f"{count:,} {what} were left out."
        for count, what in (
            (empty, "empty row(s) at the end"),
            (remarks, "line(s) of text below the table"),
            (sums, "row(s) below the table, such as a total,"),
        )
        if count
    ]
