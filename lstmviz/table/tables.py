"""Tables of numbers, and the only reader of what a visitor brings.

`read_table` never fails with anything but a TableError, whose text says what was wrong, what was
expected, what was received and what to do.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Float32, Int32

from lstmviz.table.reading.columns import Column, clean_column
from lstmviz.table.reading.files import (
    ANSWER,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    TableError,
    kind_of,
    read_excel,
    read_parquet,
    refuse_rows,
)
from lstmviz.table.reading.names import MAX_NAME, MAX_NAMED, PANDAS_INDEX, clean_name, name_columns
from lstmviz.table.reading.rows import Cells, cells_of_rows
from lstmviz.table.reading.text import read_text

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "RowLabels",
    "Table",
    "TableError",
    "read_table",
    "typed_table",
]

COUNTERS = frozenset(
    {"", "index", "id", "no", "no.", "nr", "nr.", "#", "row", "year", "jahr", "année", "año"}
    | {"unnamed: 0", PANDAS_INDEX, "rownames", "row_number"}
)
"""Names under which whole numbers that count up evenly name the rows, instead of measuring."""


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
        values: the numbers, rows in the file's order, C-contiguous; NaN where one is missing.
        columns: names, unique, at most 60 characters each.
        name: what the table is called: the file's name, or the example's.
        units: one per column, "" where unknown.
        notes: what reading dropped or converted, as sentences in plain text.
        labels: what each row is called, if a column of dates or text says so.
        label_name: the name of that column.
        groups: columns with repeated values, as codes 0, 1, … in order of appearance; −1 where
            the value is missing. Their borders are borders between series.
    """

    values: Float32[np.ndarray, "rows columns"]
    columns: tuple[str, ...]
    name: str
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: Sequence[str] | None = None
    label_name: str = ""
    groups: Mapping[str, Int32[np.ndarray, " rows"]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of the SHA-256 over names and values: the same table, wherever."""
        digest = hashlib.sha256(repr((self.columns, self.values.shape)).encode())
        digest.update(np.ascontiguousarray(self.values))
        return digest.hexdigest()[:12]

    def row_name(self, row: int) -> str:
        """Name a row by its label, or by its number, counted from 0, where it has none."""
        return (self.labels[row] if self.labels is not None else "") or f"{row:,}"


def read_table(content: bytes, name: str) -> Table:
    r"""Read a CSV, TSV, semicolon, Excel (.xlsx) or Parquet file, judged by content, not by name.

    Args:
        content: the file, at most 50 MB, 1,000,000 rows.
        name: what to call the table; only shown, never believed.

    Returns:
        The numeric columns (the first 64) as float32. Text and dates become row labels and
        groups; what was dropped or converted stands in `notes`.

    Raises:
        TableError: whatever is wrong with the file, as a sentence for the person who brought it.

    >>> read_table(b"day;power [W]\nMo;1,5\nTu;\n", "power.csv").values.tolist()
    [[1.5], [nan]]
    """
    try:
        reader = {"text": read_text, "excel": read_excel, "parquet": read_parquet}
        return build_table(reader[kind_of(content)](content), name)
    except TableError:
        raise
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
    rows = [tuple(None if _is_blank(cell) else cell for cell in row) for row in cells]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise TableError(
                f"Row {number:,} has {len(row):,} cell(s), expected {len(columns):,}: one for "
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
    """Clean taken-apart columns: numbers to the network, dates and text to labels and groups."""
    rows = len(cells.columns[0]) if cells.columns else 0
    refuse_rows(rows)
    if not rows:
        raise TableError(
            "This table has no rows. Expected at least one row of numbers, received 0. "
            "Check that the file is complete."
        )
    notes = list(cells.notes)
    if cells.header is None:
        notes.append("No row of column names was found: the columns are numbered.")
    header = cells.header or ("",) * len(cells.columns)
    names, units, name_notes = name_columns(header)
    columns = [
        clean_column(column, cells.decimal, title)
        for column, title in zip(cells.columns, names, strict=True)
    ]
    label = choose_label(columns, cells.header if count_labels else None)
    used = [n for n, c in enumerate(columns) if c.numbers is not None and n not in label]
    if not used and label and columns[label[0]].numbers is not None:
        label, used = (), list(label)
    if not used:
        raise TableError(_no_numbers(columns, names))
    dropped, used = used[MAX_COLUMNS:], used[:MAX_COLUMNS]
    texts = label_texts([columns[n] for n in label])
    values = np.stack([columns[n].numbers for n in used], axis=1)
    end = _last_row(values, texts)
    values = np.ascontiguousarray(values[:end])
    if end < rows:
        notes.append(f"{rows - end:,} empty row(s) at the end were left out.")
    groups = {
        names[n]: column.codes[:end]
        for n, column in enumerate(columns)
        if column.codes is not None and n not in label and n not in dropped
    }
    if dropped:
        notes.append(
            f"The table has {len(used) + len(dropped):,} columns of numbers; the first "
            f"{MAX_COLUMNS} are used."
        )
    notes += name_notes
    notes += _text_notes(columns, names, label, groups)
    notes += [note for n in used for note in columns[n].notes][: 4 * MAX_NAMED]
    notes += _value_notes([columns[n].numbers[:end] for n in used], [names[n] for n in used])
    return Table(
        values=values,
        columns=tuple(names[n] for n in used),
        name=clean_name(re.split(r"[\\/]", name)[-1]) or "table",
        units=tuple(units[n] or columns[n].unit for n in used),
        notes=tuple(notes),
        labels=None if texts is None else RowLabels(texts.slice(0, end)),
        label_name=" ".join(names[n] for n in label)[:MAX_NAME],
        groups=MappingProxyType(groups),
    )


def choose_label(columns: Sequence[Column], header: Sequence[str] | None) -> tuple[int, ...]:
    """Choose the column that names the rows: dates, else a counter, else text that hardly repeats.

    Returns:
        Its number; two numbers for a date and a time of day; none if there is none.
    """
    dates = [n for n, column in enumerate(columns) if column.kind == "date"]
    if dates:
        times = [n for n, column in enumerate(columns) if column.kind == "time"]
        return (dates[0], times[0]) if times and columns[dates[0]].repeats else (dates[0],)
    for number, written in enumerate(header or ()):
        first = number == 0 or written == PANDAS_INDEX  # which pandas puts last
        if first and written.strip().lower() in COUNTERS and columns[number].counts_up:
            return (number,)
    texts = [n for n, column in enumerate(columns) if column.kind in ("text", "time")]
    return tuple(n for n in texts if not columns[n].repeats)[:1]


def label_texts(columns: Sequence[Column]) -> pa.ChunkedArray | None:
    """Write the label column(s) out as text, a date and a time of day side by side."""
    if not columns:
        return None
    texts = [column.texts() for column in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, " ")


def _is_blank(cell: object) -> bool:
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())


def _last_row(values: Float32[np.ndarray, "rows columns"], texts: pa.ChunkedArray | None) -> int:
    """Count the rows up to the last one that holds anything."""
    end = len(values)
    while end > 1 and np.isnan(values[end - 1]).all():
        if texts is not None and (texts[end - 1].as_py() or "").strip():
            break
        end -= 1
    return end


def _listed(parts: list[str]) -> str:
    more = f" and {len(parts) - MAX_NAMED:,} more" if len(parts) > MAX_NAMED else ""
    return ", ".join(parts[:MAX_NAMED]) + more


def _text_notes(
    columns: Sequence[Column], names: list[str], label: tuple[int, ...], groups: Mapping
) -> list[str]:
    notes, left_out = [], []
    for number, column in enumerate(columns):
        title = f"Column “{names[number]}”"
        if number in label:
            holds = "counts the rows" if column.numbers is not None else column.holds
            notes.append(f"{title} {holds}: kept as row label, not fed to the network.")
        elif column.numbers is None and names[number] in groups:
            notes.append(
                f"{title} {column.holds}: it can group rows, it is not fed to the network."
            )
        elif column.numbers is None:
            left_out.append(f"{title} {column.holds}: left out.")
    if len(left_out) > MAX_NAMED:
        rest = len(left_out) - MAX_NAMED
        left_out = [*left_out[:MAX_NAMED], f"{rest:,} further columns without numbers: left out."]
    return notes[: 4 * MAX_NAMED] + left_out


def _value_notes(columns: list[Float32[np.ndarray, " rows"]], names: list[str]) -> list[str]:
    """Say what is missing and what never changes; column by column, as each lies in one piece."""
    gaps, fixed = [], []
    for numbers, name in zip(columns, names, strict=True):
        missing = int(np.isnan(numbers).sum())
        if missing:
            gaps.append(f"{missing:,} in “{name}”")
        if len(numbers) > 1 and np.nanmin(numbers) == np.nanmax(numbers):
            fixed.append(f"“{name}”")
    notes = []
    if gaps:
        notes.append(f"Missing values: {_listed(gaps)}. Rows that hold them enter no sample.")
    if fixed:
        does = "does" if len(fixed) == 1 else "do"
        tells = "it tells" if len(fixed) == 1 else "they tell"
        notes.append(f"{_listed(fixed)} {does} not change: {tells} the network nothing.")
    return notes


def _no_numbers(columns: Sequence[Column], names: list[str]) -> str:
    found = _listed([f"“{name}” {c.holds}" for name, c in zip(names, columns, strict=True)])
    return (
        "This table has no column of numbers. Expected at least one, received "
        f"{len(columns):,} column(s): {found}. Check the file, or that its numbers are written "
        "as digits."
    )
