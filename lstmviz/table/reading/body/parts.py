"""Which rows and columns of a file are its table, and what names the rows."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from jaxtyping import Bool

from lstmviz.table.reading.body.abreast import one_below_another
from lstmviz.table.reading.body.across import turned
from lstmviz.table.reading.body.between import columns_of_first, sums_between
from lstmviz.table.reading.body.downward import carried_down
from lstmviz.table.reading.body.ends import (
    began_above,
    below_notes,
    first_row,
    last_row,
    rows_of_most_digits,
    rows_of_one_length,
    sum_at_an_end,
    words_below,
)
from lstmviz.table.reading.body.rows import Cells, first_columns, some_rows
from lstmviz.table.reading.cells.column import Column, numbered_classes
from lstmviz.table.reading.cells.columns import clean_column
from lstmviz.table.reading.cells.labels import NAMELESS, choose_label, runs
from lstmviz.table.reading.cells.turn import columns_in_turn
from lstmviz.table.reading.files.files import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TURN_COLUMNS,
    TableError,
    refuse_rows,
)
from lstmviz.table.reading.names import name_columns
from lstmviz.table.reading.notes import no_numbers
from lstmviz.table.reading.time.halves import halves_joined
from lstmviz.wording import listed, many

MOSTLY = 0.5
"""Part of a column's rows that are missing, above which others are read before it."""


@dataclass(frozen=True, eq=False)
class Parts:
    """A file's columns, cleaned, and what each is for.

    Args:
        columns: all that are there.
        names, units: of each.
        label: numbers of the columns that name the rows.
        used: numbers of the columns of numbers.
        groups: numbers of the columns whose values repeat.
        end: rows up to the last that measures something.
        notes: what was left out on the way, as sentences.
        name_notes: which names were changed, as sentences.
        cells: the file, without the rows and columns that were left out.
    """

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    label: tuple[int, ...]
    used: tuple[int, ...]
    groups: tuple[int, ...]
    end: int
    notes: tuple[str, ...]
    name_notes: tuple[str, ...]
    cells: Cells


@dataclass(frozen=True, eq=False)
class _Cleaned:
    """The columns of a file that are there, cleaned.

    Args:
        cells: the file.
        kept: the number of each in the file.
        header: what each is called in the file, "" where it has no name.
        columns: themselves.
        names, units: of each.
        name_notes: which names were changed, as sentences.
    """

    cells: Cells
    kept: list[int]
    header: list[str]
    columns: list[Column]
    names: list[str]
    units: list[str]
    name_notes: list[str]

    @property
    def sources(self) -> list[pa.ChunkedArray]:
        """The columns as the file has them."""
        return [self.cells.columns[n] for n in self.kept]


def find_parts(cells: Cells, count_labels: bool = True) -> Parts:
    """Clean a file's columns, leave out what is not of its table, and say what each is for.

    Args:
        cells: the file, taken apart.
        count_labels: whether a column that counts the rows may name them.

    Raises:
        TableError: no row, too many, or no column of numbers.
    """
    rows = len(cells.columns[0]) if cells.columns else 0
    refuse_rows(rows)
    if not rows:
        raise TableError(
            "This table has no rows. Expected at least one row of numbers, received 0. "
            "Check that the file is complete."
        )
    clean = _clean(cells)
    arranged = _arranged(clean)
    if arranged is not None:
        return find_parts(arranged, count_labels)
    written = [name.strip().lower() for name in clean.header] if cells.header else None
    written = written if count_labels else None
    label = choose_label(clean.columns, written)
    if any(clean.columns[n].kind == "time" for n in label):
        clean = replace(clean, columns=_without_ends(clean.columns))
    part = _part_of(clean, label)
    if part is not None:
        return find_parts(some_rows(cells, *part), count_labels)
    nameless = written and written[0] in NAMELESS and clean.columns[0].counts_up
    return _parts_of(clean, label, {*label, 0} if nameless else {*label})


def _clean(cells: Cells) -> _Cleaned:
    header = cells.header or ("",) * len(cells.columns)
    kept = _kept(header, cells.columns)
    header = [header[n] for n in kept]
    names, units, name_notes = name_columns(header)
    columns = [
        clean_column(cells.columns[n], cells.decimal, title)
        for n, title in zip(kept, names, strict=True)
    ]
    if cells.last_is_class and columns[-1].levels:
        columns[-1] = numbered_classes(columns[-1], names[-1])
    if cells.units:
        units = [cells.units[n] or unit for n, unit in zip(kept, units, strict=True)]
    units = [unit if ":" not in unit else "" for unit in units]  # hh:mm:ss is how it is written
    return _Cleaned(cells, kept, header, columns, names, units, name_notes)


def _arranged(clean: _Cleaned) -> Cells | None:
    """Give the file with its table as one, each value in its row; None where it stands so."""
    cells, columns, kept = clean.cells, clean.columns, clean.kept
    other = (
        one_below_another(cells, columns, kept)
        or halves_joined(cells, columns, kept)
        or carried_down(cells, columns, kept)
        or turned(cells, columns, kept, clean.header)
    )
    if other is not None:
        return other
    end = words_below(columns, clean.sources)
    if end < len(cells.columns[0]):
        return some_rows(cells, slice(0, end), " ".join(below_notes(columns, clean.sources, end)))
    first = columns_of_first(clean.header, columns)
    return first_columns(cells, kept[first]) if first < len(kept) else None


def _without_ends(columns: list[Column]) -> list[Column]:
    """Take times of day that go on for no durations: they are ends of what the rows begin with."""
    return [replace(c, numbers=None) if c.kind == "time" and runs(c) else c for c in columns]


def _part_of(
    clean: _Cleaned, label: tuple[int, ...]
) -> tuple[slice | Bool[np.ndarray, " rows"], str] | None:
    """Choose the rows that are the table's where others are not, and say which are left out."""
    columns, rows = clean.columns, len(clean.cells.columns[0])
    part = rows_of_one_length(columns, label) or rows_of_most_digits(columns)
    if part is not None:
        others = many(rows - part.stop + part.start, "row")
        return part, f"Left out: {others} of other lengths of time."
    sums = sums_between(columns, clean.sources, label)
    if sums.any():
        others = many(int(sums.sum()), "row")
        return ~sums, f"Left out: {others} among the others, such as totals."
    total = sum_at_an_end(columns)
    if total is not None:
        end = "last" if total else "first"
        return np.arange(rows) != total, f"Left out: the {end} row, which is the sum of all others."
    above, says = began_above(columns)
    if above:
        return slice(above, rows), says
    begin = first_row(columns, label)
    if begin:
        return slice(
            begin, rows
        ), f"Left out: {many(begin, 'row')} without a date, above the first."
    return None


def _parts_of(clean: _Cleaned, label: tuple[int, ...], bare: set[int]) -> Parts:
    """Say what each column of a table is for.

    Args:
        clean: the table, with nothing around it but what stands below.
        label: numbers of the columns that name the rows.
        bare: those, and any other that only counts rows; fed only where there are no others.
    """
    cells, columns, names = clean.cells, clean.columns, clean.names
    notes = list(cells.notes)
    if cells.header is None:
        notes.append("No row of column names was found: the columns are numbered.")
    numbers = [n for n, column in enumerate(columns) if column.numbers is not None]
    used = [n for n in numbers if n not in bare]
    if not used:
        label, used = (), numbers
    if not used:
        raise TableError(no_numbers(columns, names))
    end = last_row(columns, cells.columns, clean.kept, label, used)
    if end < len(cells.columns[0]):
        notes += below_notes(columns, clean.sources, end)
    numbers = used
    used, ways, way = _widest(columns, names, numbers, end, cells.wanted)
    dropped = set(numbers) - set(used)
    if dropped:
        notes.append(_say_choice(used, numbers, names))
        sheets = cells.sheets if len(cells.sheets) > 1 else ()
        chosen = way if way == cells.wanted or not sheets else cells.sheet
        cells = replace(cells, sheets=(*sheets, *ways), sheet=chosen)
    groups = [n for n, column in enumerate(columns) if column.codes is not None]
    name_notes = list(clean.name_notes)
    for n in bare - {*label, *used}:  # what has no name, and counts the rows
        name_notes = [note for note in name_notes if not note.endswith(f"called “{names[n]}”.")]
        name_notes.append("Left out: a column without a name, which counts the rows.")
    return Parts(
        columns=tuple(columns),
        names=tuple(names),
        units=tuple(clean.units),
        label=label,
        used=tuple(used),
        groups=tuple(n for n in groups if n not in {*label, *dropped, *bare}),
        end=end,
        notes=tuple(notes),
        name_notes=tuple(name_notes),
        cells=cells,
    )


def _kept(header: Sequence[str], columns: Sequence[pa.ChunkedArray]) -> list[int]:
    """Number the columns that are there: delimiters at line ends make nameless, empty ones."""
    return [
        n
        for n, (text, column) in enumerate(zip(header, columns, strict=True))
        if text.strip() or column.null_count < len(column)
    ] or list(range(len(columns)))


def _widest(
    columns: Sequence[Column], names: list[str], used: list[int], end: int, wanted: str
) -> tuple[list[int], tuple[str, ...], str]:
    """Bound the columns: more of them where they are one thing in turn.

    Of different things those come last that never change or are mostly missing; those that have no
    place any more can be read in the place of others.

    Returns:
        Numbers of the columns used, the choices of columns, and the one that was made.
    """
    if len(used) <= MAX_COLUMNS:
        return used, (), ""
    step = max(1, end // 2_000)
    some = np.stack([columns[n].cells()[:end:step] for n in used], axis=1)
    if len(columns_in_turn([names[n] for n in used], some)) > MAX_COLUMNS:
        return used[: min(MAX_TURN_COLUMNS, MAX_ROWS * MAX_COLUMNS // end)], (), ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of columns without any number
        poor = (np.isnan(some).mean(axis=0) > MOSTLY) | ~(np.nanmax(some, 0) > np.nanmin(some, 0))
    ordered = [used[n] for n in np.argsort(poor, kind="stable")]
    chosen = [sorted(ordered[at : at + MAX_COLUMNS]) for at in range(0, len(ordered), MAX_COLUMNS)]
    ways = tuple(
        f"{many(len(part), 'column')}: {names[part[0]]} … {names[part[-1]]}" for part in chosen
    )
    way = wanted if wanted in ways else ways[0]
    return chosen[ways.index(way)], ways, way


def _say_choice(used: Sequence[int], all_: Sequence[int], names: Sequence[str]) -> str:
    """Say which columns of many are used, and that the others can be chosen."""
    others = [f"“{names[n]}”" for n in all_ if n not in set(used)]
    return (
        f"The table has {len(all_):,} columns of numbers; {len(used):,} are used, not "
        f"{listed(others, 3)}. Others can be chosen in their place."
    )
