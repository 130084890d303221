"""Rows of cells, as a spreadsheet or a page gives them → columns and their names."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
from jaxtyping import Bool

from lstmviz.table.reading.body.dialect import decimal_sign
from lstmviz.table.reading.body.outline import outline
from lstmviz.table.reading.body.regular import first_alike
from lstmviz.wording import many

MAX_TEXT = 60
"""Characters of a cell's text that are kept, as a label or a group: one long text that a million
cells share would otherwise be a million long texts."""
LOOKED_AT = 60
"""Rows that are looked at to tell a table's head from its body."""

Cell = str | float | int | bool | date | time | timedelta | None


@dataclass(frozen=True, eq=False)
class Cells:
    """A file taken apart into columns that are not yet cleaned.

    Args:
        columns: one Arrow array per column of the file, all of the same length.
        header: the columns' names as written, or None where the file has none.
        decimal: what stands before decimals in text, "." or ",".
        units: one for each column where the file has a row of units, else empty.
        notes: what taking apart did, as sentences.
        sheets: ways to read the file: a workbook's sheets, a document's tables, encodings, or
            some of many columns; empty where there is one.
        sheet: the one that was taken.
        wanted: the one that is wanted, whether or not the file has it.
        last_is_class: whether the file says that the last column is a class.
    """

    columns: tuple[pa.ChunkedArray, ...]
    header: tuple[str, ...] | None
    decimal: str = "."
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    wanted: str = ""
    last_is_class: bool = False


def cells_of_rows(rows: list[tuple[Cell, ...]], header_known: bool = False) -> Cells:
    """Turn rows of Python values, as a spreadsheet gives them, into columns.

    Args:
        rows: may be of different lengths; shorter ones are filled with None.
        header_known: the first row is known to hold the columns' names.
    """
    width = max(len(row) for row in rows)
    rows = [row + (None,) * (width - len(row)) for row in rows]
    notes: tuple[str, ...] = ()
    if header_known:
        header, units, start = tuple(map(_text, rows[0])), (), 1
    else:
        records = [[_text(cell) for cell in row] for row in rows[:LOOKED_AT]]
        found, begin = outline(records), first_alike(records)
        if begin is not None and begin > found.start:  # above stand rows about the sheet
            found = outline(records, begin)
        header, units, start = found.header, found.units, found.start
        titles = found.start if found.names is None else found.names
        if titles:
            notes = (f"Left out: {many(titles, 'row')} above the column names.",)
        notes += found.left_out
    texts = [[c for c in row if isinstance(c, str)] for row in rows[start : start + LOOKED_AT]]
    decimal = decimal_sign(texts, "")
    if decimal == ",":
        notes += ("Decimal commas were read as decimal points.",)
    columns = tuple(_column(list(column)) for column in zip(*rows[start:], strict=True))
    empty = (pa.chunked_array([], pa.null()),) * width
    return Cells(columns or empty, header, decimal, units, notes)


def some_rows(cells: Cells, rows: slice | Bool[np.ndarray, " rows"], says: str) -> Cells:
    """Keep some rows, and say which were left out."""
    if isinstance(rows, slice):
        kept = [column.slice(rows.start, rows.stop - rows.start) for column in cells.columns]
    else:
        kept = [column.filter(pa.array(rows)) for column in cells.columns]
    return replace(cells, columns=tuple(kept), notes=(*cells.notes, says))


def first_columns(cells: Cells, count: int) -> Cells:
    """Keep the first columns of several tables side by side, and say what was left out."""
    header = cells.header or ()
    says = (
        f"Left out: another table beside this one, {many(len(header) - count, 'column')} from the "
        f"second “{header[count].strip()[:60]}” on, with other dates."
    )
    return replace(
        cells,
        columns=cells.columns[:count],
        header=header[:count],
        units=cells.units[:count],
        notes=(*cells.notes, says),
    )


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _column(cells: list[Cell]) -> pa.ChunkedArray:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds <= {int, float}:
        array = pa.array(
            [float(c) if isinstance(c, int | float) else None for c in cells], pa.float64()
        )
    elif kinds <= {datetime, date}:
        days = [
            datetime(c.year, c.month, c.day) if c is not None and type(c) is date else c
            for c in cells
        ]
        array = pa.array(days, pa.timestamp("us"))
    elif kinds == {bool}:
        array = pa.array(cells, pa.bool_())
    else:
        texts = [None if c is None else _text(c)[:MAX_TEXT] for c in cells]
        array = pa.array(texts, pa.string())
    return pa.chunked_array([array])
