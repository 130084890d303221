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
from jaxtyping import Float, Int32, Int64

from lstmviz.table.reading.arrays import read_array
from lstmviz.table.reading.columns import Column, clean_column
from lstmviz.table.reading.dates import DAY, NEVER
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
from lstmviz.table.reading.names import MAX_NAME, MAX_NAMED, PANDAS_INDEX, clean_name, name_columns
from lstmviz.table.reading.parquet import read_parquet
from lstmviz.table.reading.rows import Cells, cells_of_rows
from lstmviz.table.reading.sheets import read_sheets
from lstmviz.table.reading.text import read_text
from lstmviz.table.reading.turn import columns_in_turn

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

NAMELESS = frozenset({"", "unnamed: 0", PANDAS_INDEX})
"""Names that a counter of the rows has when its table was saved with the rows' numbers."""
COUNTERS = NAMELESS | frozenset(
    {"index", "id", "no", "no.", "nr", "nr.", "#", "row", "rownames", "row_number"}
    | {"year", "jahr", "année", "año"}
)
"""Names under which whole numbers that count up evenly name the rows."""
TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "mean", "average", "avg", "median", "subtotal", "all"}
    | {"summe", "gesamt", "mittelwert", "min", "max", "std", "count", "average:", "total:", "sum:"}
)
"""What stands before a row that sums up those above it."""
MAX_BELOW = 40
"""Rows at the end among which remarks and sums are looked for."""
EXACT_CELLS = 32_000_000
"""Up to so many cells a table may take 8 bytes for each: 256 MB; a larger one keeps 7 digits."""


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
        moments: when each row was measured, in milliseconds since 1970 by the file's own clock;
            NEVER where unknown; None where no column says so.
        sheets: names of the workbook's sheets, in its order; empty for other files.
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
    moments: Int64[np.ndarray, " rows"] | None = None
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    aim: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of the SHA-256 over names and values: the same table, wherever."""
        digest = hashlib.sha256(repr((self.columns, self.values.shape)).encode())
        digest.update(np.ascontiguousarray(self.values))
        return digest.hexdigest()[:12]

    def row_name(self, row: int) -> str:
        """Name a row by its label, or by its number, counted from 0, where it has none."""
        return (self.labels[row] if self.labels is not None else "") or f"{row:,}"


def read_table(content: bytes, name: str, sheet: str = "") -> Table:
    r"""Read delimited text, a workbook, a Parquet file or an array, judged by content, not by name.

    Args:
        content: the file, at most 50 MB, 1,000,000 rows.
        name: what to call the table; only shown, never believed.
        sheet: which sheet of a workbook; "" for the first that holds a table.

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
    kept = _kept(header, cells.columns)
    names, units, name_notes = name_columns([header[n] for n in kept])
    columns = [
        clean_column(cells.columns[n], cells.decimal, title)
        for n, title in zip(kept, names, strict=True)
    ]
    if cells.units:
        units = [cells.units[n] or unit for n, unit in zip(kept, units, strict=True)]
    written = [header[n].strip().lower() for n in kept] if count_labels and cells.header else None
    label = choose_label(columns, written)
    bare = set(label)
    if written and written[0] in NAMELESS and columns[0].counts_up:
        bare.add(0)
    used = [n for n, c in enumerate(columns) if c.numbers is not None and n not in bare]
    if not used and bare:
        label, used = (), [n for n in sorted(bare) if columns[n].numbers is not None]
    if not used:
        raise TableError(_no_numbers(columns, names))
    end = _end(columns, cells.columns, kept, label, used)
    if end < rows:
        notes += _below_notes(columns, [cells.columns[n] for n in kept], end)
    used, dropped = _widest(columns, names, used, end)
    values = _stack([columns[n].numbers[:end] for n in used], notes)
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
        some = np.stack([columns[n].numbers[:end:step] for n in used], axis=1)
        if len(columns_in_turn([names[n] for n in used], some)) > MAX_COLUMNS:
            most = min(MAX_TURN_COLUMNS, MAX_ROWS * MAX_COLUMNS // end)
    return used[:most], used[most:]


def _stack(
    columns: list[Float[np.ndarray, " rows"]], notes: list[str]
) -> Float[np.ndarray, "rows columns"]:
    """Put columns side by side, in single precision where that keeps every digit."""
    exact = all(map(keeps_digits, columns))
    cells = len(columns) * len(columns[0])
    if not exact and cells > EXACT_CELLS:
        notes.append(f"This table has {cells:,} cells: of each number 7 digits are kept.")
        exact = True
    values = np.empty((len(columns[0]), len(columns)), np.float32 if exact else np.float64)
    for number, column in enumerate(columns):
        values[:, number] = column
    return values


def keeps_digits(column: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether single precision keeps the digits of a column as they are written.

    Whole numbers are exact up to 2 ** 24; of others a sample says how fine their steps are.

    >>> keeps_digits(np.array([0.1, 23.75])), keeps_digits(np.array([104582113.0]))
    (True, False)
    """
    known = column[np.isfinite(column)]
    if not len(known):
        return True
    largest = float(np.abs(known).max())
    if largest >= 2**24 and bool((known == np.floor(known)).all()):
        return bool((known.astype(np.float32) == known).all())
    some = known[:: -(-len(known) // 500)]
    narrow = some.astype(np.float32)
    return bool((narrow == some).all()) or all(float(f"{one:.7g}") == one for one in some.tolist())


def choose_label(columns: Sequence[Column], header: Sequence[str] | None) -> tuple[int, ...]:
    """Choose the column that names the rows: dates, else a counter, else text that hardly repeats.

    Returns:
        Its number; two numbers for a date and a time of day; none if there is none.
    """
    dates = [n for n, column in enumerate(columns) if column.kind == "date"]
    dates.sort(key=lambda n: columns[n].repeats)
    if dates:
        times = [n for n, column in enumerate(columns) if column.kind == "time"]
        return (dates[0], times[0]) if times and columns[dates[0]].repeats else (dates[0],)
    for number, written in enumerate(header or ()):
        first = number == 0 or written == PANDAS_INDEX  # which pandas puts last
        if first and written in COUNTERS and columns[number].counts_up:
            return (number,)
    texts = [n for n, column in enumerate(columns) if column.kind in ("text", "time")]
    return tuple(n for n in texts if not columns[n].repeats)[:1]


def label_texts(columns: Sequence[Column]) -> pa.ChunkedArray | None:
    """Write the label column(s) out as text, a date and a time of day side by side."""
    if not columns:
        return None
    texts = [column.texts() for column in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, " ")


def label_moments(columns: Sequence[Column], end: int) -> Int64[np.ndarray, " rows"] | None:
    """Tell when each row was measured, by its date, or its date and time of day together."""
    if not columns or columns[0].kind != "date":
        return None
    days = columns[0].moments[:end]
    if len(columns) == 1:
        return days
    clock = columns[1].moments[:end]
    known = (days != NEVER) & (clock != NEVER)
    return np.where(known, days // DAY * DAY + np.where(known, clock, 0), NEVER)


def _is_blank(cell: object) -> bool:
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())


def _end(
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
    while end > 1 and rows - end < max(MAX_BELOW, rows // 2):
        row = end - 1
        words = [_word(cells[n], row) for n in texts]
        dated = label and columns[label[0]].moments is not None
        named = any(word for word in words)
        if dated and columns[label[0]].moments[row] == NEVER and rows - end < MAX_BELOW:
            below = True
        elif all(np.isnan(columns[n].numbers[row]) for n in used):
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


def _below_notes(
    columns: Sequence[Column], cells: Sequence[pa.ChunkedArray], end: int
) -> list[str]:
    """Say which rows at the end were left out."""
    rows, remarks, sums = len(cells[0]), 0, 0
    for row in range(end, min(rows, end + MAX_BELOW)):
        measured = any(c.numbers is not None and not np.isnan(c.numbers[row]) for c in columns)
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
            notes.append(f"{title} {holds}: it names the rows.")
        elif column.numbers is None and names[number] in groups:
            notes.append(f"{title} {column.holds}: it can group rows.")
        elif column.numbers is None:
            left_out.append(f"{title} {column.holds}: left out.")
    if len(left_out) > MAX_NAMED:
        rest = len(left_out) - MAX_NAMED
        left_out = [*left_out[:MAX_NAMED], f"{rest:,} further columns without numbers: left out."]
    return notes[: 4 * MAX_NAMED] + left_out


def _value_notes(columns: list[Float[np.ndarray, " rows"]], names: list[str]) -> list[str]:
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
