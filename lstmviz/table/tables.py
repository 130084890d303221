"""Tables of numbers, and the only reader of what a visitor brings.

`read_table` never fails with anything but a TableError, whose text says what was wrong, what was
expected, what was received and what to do.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Float, Int32, Int64

from lstmviz.table.reading.body.parts import find_parts
from lstmviz.table.reading.body.rows import Cell, Cells, cells_of_rows
from lstmviz.table.reading.body.text import read_text
from lstmviz.table.reading.cells.column import up_to
from lstmviz.table.reading.cells.labels import label_moments, label_texts
from lstmviz.table.reading.cells.precision import stack
from lstmviz.table.reading.files.arrays import read_array
from lstmviz.table.reading.files.files import (
    ANSWER,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TURN_COLUMNS,
    TableError,
    kind_of,
)
from lstmviz.table.reading.files.parquet import read_parquet
from lstmviz.table.reading.files.records import read_document, read_records
from lstmviz.table.reading.files.sheets import read_sheets
from lstmviz.table.reading.names import MAX_NAME, MAX_NAMED, clean_name
from lstmviz.table.reading.notes import gathered, text_notes, value_notes
from lstmviz.wording import many

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_TURN_COLUMNS",
    "RowLabels",
    "Table",
    "TableError",
    "read_table",
    "typed_table",
]


@dataclass(frozen=True, eq=False)
class RowLabels(Sequence[str]):
    """Row labels, kept as one Arrow array (a million of them are about 20 MB, not 80)."""

    texts: pa.Array | pa.ChunkedArray

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        if isinstance(row, slice):
            return [self[number] for number in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(f"There is no row {row:,}; the table has {len(self):,} rows.")
        return clean_name(self.texts[int(row) % len(self)].as_py() or "")


@dataclass(frozen=True, eq=False)
class Table:
    """A table of numbers.

    Args:
        values: the numbers, rows in the file's order; NaN where one is missing. In single
            precision where that keeps every digit that was written, else in double.
        columns: names, unique, at most 60 characters each.
        name: what the table is called: the file's name, or the example's.
        units: one per column, "" where unknown.
        notes: what reading dropped or converted, as sentences in plain text.
        labels: what each row is called, if a column of dates or text says so.
        label_name: the name of that column.
        groups: columns with repeated values, as codes 0, 1, … in order of appearance; −1 where
            the value is missing. Their borders are borders between series.
        levels: what each code of a group of text is called, where there are few groups.
        moments: when each row was measured, in milliseconds since 1970 by the file's own clock;
            NEVER where unknown; None where no column says so.
        dates: the other columns of dates, and the moments that they hold.
        sheets: ways to read the file: a workbook's sheets, a document's tables, encodings, or
            some of many columns; empty where there is one.
        sheet: the one that was taken.
        aim: the column that the file itself says is to be predicted, or "".
    """

    values: Float[np.ndarray, "rows columns"]
    columns: tuple[str, ...]
    name: str
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: Sequence[str] | None = None
    label_name: str = ""
    groups: Mapping[str, Int32[np.ndarray, " rows"]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    moments: Int64[np.ndarray, " rows"] | None = None
    dates: tuple[tuple[str, Int64[np.ndarray, " rows"]], ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    aim: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of the SHA-256 over all but name and notes: the same, wherever.

        With another fingerprint it is another table, which may be understood in another way.
        """
        named = (self.columns, self.units, self.label_name, tuple(self.groups), self.aim)
        named += tuple(self.levels.items()) + tuple(name for name, _ in self.dates)
        digest = hashlib.sha256(repr((self.values.shape, *named)).encode())
        moments = () if self.moments is None else (self.moments,)
        dates = (times for _, times in self.dates)
        for cells in (self.values, *self.groups.values(), *moments, *dates):
            digest.update(np.ascontiguousarray(cells).data)
        digest.update(_joined(self.labels))
        return digest.hexdigest()[:12]

    def row_name(self, row: int) -> str:
        """Name a row by its label, or by its number, counted from 0, where it has none."""
        return (self.labels[row] if self.labels is not None else "") or f"{row:,}"


def _joined(labels: Sequence[str] | None) -> pa.Buffer:
    """Write row labels into one piece of text, far faster than one by one."""
    texts = labels.texts if isinstance(labels, RowLabels) else pa.array(labels or (), pa.string())
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    rows = pa.ListArray.from_arrays([0, len(texts)], pc.fill_null(texts, ""))
    return pc.binary_join(rows, "\n")[0].as_buffer()


def read_table(content: bytes, name: str, sheet: str = "") -> Table:
    r"""Read text, a workbook, Parquet, JSON or an array, judged by content, not by name.

    Args:
        content: the file, at most 50 MB, 1,000,000 rows.
        name: what to call the table; only shown, never believed.
        sheet: which sheet of a workbook, table of a document, encoding of a text, or some of many
            columns; "" for what is read by itself.

    Returns:
        The columns of numbers: 64 at most, or up to 512 that are one thing in turn. Text and
        dates become row labels and groups; what was dropped or converted stands in `notes`.

    Raises:
        TableError: whatever is wrong with the file, as a sentence for the person who brought it.

    >>> read_table(b"day;power [W]\nMo;1,5\nTu;\n", "power.csv").values.tolist()
    [[1.5], [nan]]
    """
    held = [content]
    del content  # what takes a file apart lets go of its bytes while it reads on
    try:
        match kind_of(held[0]):
            case "sheets":
                cells = read_sheets(held.pop(), sheet)
            case "parquet":
                cells = read_parquet(held.pop())
            case "array":
                cells = read_array(held.pop())
            case "records":
                cells = read_records(held.pop())
            case "document":
                cells = read_document(held.pop(), sheet)
            case _:
                cells = read_text(held.pop(), sheet)
        return build_table(replace(cells, wanted=sheet), name)
    except TableError:
        raise
    except MemoryError as error:
        raise TableError(
            "Reading this file takes more memory than one visitor may use here. Keep fewer rows or "
            "columns, or save it as Parquet."
        ) from error
    except Exception as error:  # a reader's bug must not become the visitor's traceback
        raise TableError(
            f"This file could not be read as a table ({type(error).__name__}). {ANSWER}"
        ) from error
    finally:
        pa.default_memory_pool().release_unused()  # else a large file's buffers stay with us


def typed_table(cells: Sequence[Sequence[object]], columns: Sequence[str]) -> Table:
    """Build the small table that a person types in the page, cleaned like a file's.

    Args:
        cells: rows of numbers or text; empty rows at the end are left out.
        columns: one name per column.

    Raises:
        TableError: no row, no number, or a row of another length than `columns`.
    """
    rows: list[tuple[Cell, ...]] = [tuple(map(_typed_cell, row)) for row in cells]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise TableError(
                f"Row {number:,} has {many(len(row), 'cell')}, expected {len(columns):,}: one for "
                "each column. Fill or remove that row."
            )
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise TableError("This table has no rows yet. Type at least one row of numbers.")
    try:
        taken = cells_of_rows([tuple(str(name) for name in columns), *rows], header_known=True)
        return build_table(taken, "typed table", count_labels=False)
    except TableError:
        raise
    except Exception as error:
        raise TableError(
            f"This table could not be read ({type(error).__name__}). Type plain numbers."
        ) from error


def build_table(cells: Cells, name: str, count_labels: bool = True) -> Table:
    """Put a file's parts together: numbers to the network, dates and text to labels and groups."""
    parts = find_parts(cells, count_labels)
    columns, names, units, end = parts.columns, parts.names, parts.units, parts.end
    notes = list(parts.notes)
    numbers = [columns[n].cells()[:end] for n in parts.used]
    values = stack(numbers, notes)
    groups = {names[n]: columns[n] for n in parts.groups}
    notes += parts.name_notes
    told = [up_to(column, end) for column in columns]
    notes += text_notes(told, list(names), parts.label, groups)
    notes += gathered([note for n in parts.used for note in columns[n].notes])[: 4 * MAX_NAMED]
    notes += value_notes(numbers, [names[n] for n in parts.used])
    labelled = [columns[n] for n in parts.label]
    texts = label_texts(labelled)
    return Table(
        values=values,
        columns=tuple(names[n] for n in parts.used),
        name=clean_name(re.split(r"[\\/]", name)[-1]) or "table",
        units=tuple(units[n] or columns[n].unit for n in parts.used),
        notes=tuple(notes),
        labels=None if texts is None else RowLabels(texts.slice(0, end)),
        label_name=" ".join(names[n] for n in parts.label)[:MAX_NAME],
        groups=MappingProxyType(
            {
                each: column.codes[:end]
                for each, column in groups.items()
                if column.codes is not None
            }
        ),
        levels=MappingProxyType(
            {each: column.levels for each, column in groups.items() if column.levels}
        ),
        moments=label_moments(labelled, end),
        dates=tuple(
            (names[n], column.times()[:end])
            for n, column in enumerate(columns)
            if column.kind == "date" and n not in parts.label
        ),
        sheets=parts.cells.sheets,
        sheet=parts.cells.sheet,
        aim=names[-1] if parts.cells.last_is_class else "",
    )


def _typed_cell(cell: object) -> Cell:
    if cell is None or cell != cell or (isinstance(cell, str) and not cell.strip()):
        return None
    return cell if isinstance(cell, int | float | str) else str(cell)
