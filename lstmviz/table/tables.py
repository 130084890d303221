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

from lstmviz.table.reading.arrays import read_array
from lstmviz.table.reading.between import columns_of_first, sums_between
from lstmviz.table.reading.columns import Column, clean_column
from lstmviz.table.reading.ends import (
    began_above,
    below_notes,
    first_row,
    last_row,
    rows_of_one_length,
)
from lstmviz.table.reading.files import (
    ANSWER,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TURN_COLUMNS,
    TableError,
    kind_of,
    refuse_rows,
)
from lstmviz.table.reading.labels import NAMELESS, choose_label, label_moments, label_texts, runs
from lstmviz.table.reading.names import MAX_NAME, MAX_NAMED, clean_name, name_columns
from lstmviz.table.reading.notes import gathered, no_numbers, text_notes, value_notes
from lstmviz.table.reading.parquet import read_parquet
from lstmviz.table.reading.precision import stack
from lstmviz.table.reading.records import read_document, read_records
from lstmviz.table.reading.rows import Cell, Cells, cells_of_rows, first_columns, some_rows
from lstmviz.table.reading.sheets import read_sheets
from lstmviz.table.reading.text import read_text
from lstmviz.table.reading.turn import columns_in_turn
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
        sheets: names of the workbook's sheets, or the document's tables; empty for other files.
        sheet: the one that was read.
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
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    aim: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of the SHA-256 over all but name and notes: the same, wherever.

        With another fingerprint it is another table, which may be understood in another way.
        """
        named = (self.columns, self.units, self.label_name, tuple(self.groups), self.aim)
        named += tuple(self.levels.items())
        digest = hashlib.sha256(repr((self.values.shape, *named)).encode())
        moments = () if self.moments is None else (self.moments,)
        for cells in (self.values, *self.groups.values(), *moments):
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
        sheet: which sheet of a workbook, or table of a JSON document; "" for the first, or longest.

    Returns:
        The columns of numbers: the first 64, or up to 512 that are one thing in turn. Text and
        dates become row labels and groups; what was dropped or converted stands in `notes`.

    Raises:
        TableError: whatever is wrong with the file, as a sentence for the person who brought it.

    >>> read_table(b"day;power [W]\nMo;1,5\nTu;\n", "power.csv").values.tolist()
    [[1.5], [nan]]
    """
    try:
        match kind_of(content):
            case "sheets":
                cells = read_sheets(content, sheet)
            case "parquet":
                cells = read_parquet(content)
            case "array":
                cells = read_array(content)
            case "records":
                cells = read_records(content)
            case "document":
                cells = read_document(content, sheet)
            case _:
                cells = read_text(content)
        return build_table(cells, name)
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
    kept = _kept(header, cells.columns)
    names, units, name_notes = name_columns([header[n] for n in kept])
    columns = [
        clean_column(cells.columns[n], cells.decimal, title)
        for n, title in zip(kept, names, strict=True)
    ]
    first = columns_of_first([header[n] for n in kept], columns)
    if first < len(kept):
        return build_table(first_columns(cells, kept[first]), name, count_labels)
    if cells.units:
        units = [cells.units[n] or unit for n, unit in zip(kept, units, strict=True)]
    written = [header[n].strip().lower() for n in kept] if count_labels and cells.header else None
    label = choose_label(columns, written)
    if any(columns[n].kind == "time" for n in label):
        # Then other times of day that go on are no durations, but ends of what the rows begin with.
        columns = [replace(c, numbers=None) if c.kind == "time" and runs(c) else c for c in columns]
    part = rows_of_one_length(columns, label)
    if part is not None:
        says = f"Left out: {many(rows - part.stop + part.start, 'row')} of other lengths of time."
        return build_table(some_rows(cells, part, says), name, count_labels)
    sums = sums_between(columns, [cells.columns[n] for n in kept], label)
    if sums.any():
        says = f"Left out: {many(int(sums.sum()), 'row')} among the others, such as totals."
        return build_table(some_rows(cells, ~sums, says), name, count_labels)
    above, says = began_above(columns)
    if above:
        return build_table(some_rows(cells, slice(above, rows), says), name, count_labels)
    begin = first_row(columns, label)
    if begin:
        says = f"Left out: {many(begin, 'row')} without a date, above the first."
        return build_table(some_rows(cells, slice(begin, rows), says), name, count_labels)
    bare = set(label)
    if written and written[0] in NAMELESS and columns[0].counts_up:
        bare.add(0)
    used = [n for n, c in enumerate(columns) if c.numbers is not None and n not in bare]
    if not used and bare:
        label, used = (), [n for n in sorted(bare) if columns[n].numbers is not None]
    if not used:
        raise TableError(no_numbers(columns, names))
    end = last_row(columns, cells.columns, kept, label, used)
    if end < rows:
        notes += below_notes(columns, [cells.columns[n] for n in kept], end)
    used, dropped = _widest(columns, names, used, end)
    values = stack([columns[n].cells()[:end] for n in used], notes)
    texts = label_texts([columns[n] for n in label])
    groups = {
        names[n]: column.codes[:end]
        for n, column in enumerate(columns)
        if column.codes is not None and n not in label and n not in dropped and n not in bare
    }
    if dropped:
        notes.append(
            f"The table has {len(used) + len(dropped):,} columns of numbers; the first "
            f"{len(used)} are used."
        )
    notes += name_notes
    notes += text_notes(columns, names, label, groups)
    notes += gathered([note for n in used for note in columns[n].notes])[: 4 * MAX_NAMED]
    notes += value_notes([columns[n].cells()[:end] for n in used], [names[n] for n in used])
    return Table(
        values=values,
        columns=tuple(names[n] for n in used),
        name=clean_name(re.split(r"[\\/]", name)[-1]) or "table",
        units=tuple(units[n] or columns[n].unit for n in used),
        notes=tuple(notes),
        labels=None if texts is None else RowLabels(texts.slice(0, end)),
        label_name=" ".join(names[n] for n in label)[:MAX_NAME],
        groups=MappingProxyType(groups),
        levels=MappingProxyType(
            {
                names[n]: column.levels
                for n, column in enumerate(columns)
                if names[n] in groups and column.levels
            }
        ),
        moments=label_moments([columns[n] for n in label], end),
        sheets=cells.sheets,
        sheet=cells.sheet,
        aim=names[-1] if cells.last_is_class else "",
    )


def _kept(header: Sequence[str], columns: Sequence[pa.ChunkedArray]) -> list[int]:
    """Number the columns that are there: delimiters at line ends make nameless, empty ones."""
    return [
        n
        for n, (text, column) in enumerate(zip(header, columns, strict=True))
        if text.strip() or column.null_count < len(column)
    ] or list(range(len(columns)))


def _widest(
    columns: Sequence[Column], names: list[str], used: list[int], end: int
) -> tuple[list[int], list[int]]:
    """Bound the columns: more of them where they are one thing in turn."""
    most = MAX_COLUMNS
    if len(used) > MAX_COLUMNS:
        step = max(1, end // 2_000)
        some = np.stack([columns[n].cells()[:end:step] for n in used], axis=1)
        if len(columns_in_turn([names[n] for n in used], some)) > MAX_COLUMNS:
            most = min(MAX_TURN_COLUMNS, MAX_ROWS * MAX_COLUMNS // end)
    return used[:most], used[most:]


def _typed_cell(cell: object) -> Cell:
    if cell is None or cell != cell or (isinstance(cell, str) and not cell.strip()):
        return None
    return cell if isinstance(cell, int | float | str) else str(cell)
