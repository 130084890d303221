"""Where a table's own rows begin and end, among remarks, sums and empty rows."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from jaxtyping import Float64

from lstmviz.table.reading.cells.cell import MISSING
from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.names import MAX_NAME
from lstmviz.table.reading.time.dates import NEVER
from lstmviz.wording import many

TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "mean", "average", "avg", "median", "subtotal", "all"}
    | {"summe", "gesamt", "mittelwert", "min", "max", "std", "count", "average:", "total:", "sum:"}
    | {"minimum", "maximum", "stdev", "std dev", "standard deviation", "moyenne", "promedio"}
)
"""What stands before a row that sums up those above it."""
PART_OF_ONE_LENGTH = 3
"""A run of dates that name equal lengths is the table if it holds a third of the rows."""
YEARS = (1600, 2201)
"""First year of a table's dates, and the first beyond."""
SINCE_1970 = (3e8, 4e9)
"""First and last time in seconds that is taken for the beginning of a measurement."""
LARGEST = 1e6
"""A measurement below such a beginning is at most as large: else these may be times, too."""
MAX_AROUND = 40
"""Rows at the beginning and at the end among which remarks and sums are looked for."""

FEWEST_SUMMED = 4
"""More rows than these, of which none is below zero, make a sum that is no accident."""
NEARLY = 1e-5
"""By how much of it a sum may be off, as it was rounded."""


def first_row(columns: Sequence[Column], label: tuple[int, ...]) -> int:
    """Count the rows above the first one with a date, in a table whose rows have dates.

    They say something about the table, such as whose device it was.
    """
    if not label or columns[label[0]].kind != "date":
        return 0
    known = columns[label[0]].times() != NEVER
    first = int(np.argmax(known[: MAX_AROUND + 1]))
    return first if known[first] and 4 * first < int(known.sum()) else 0


def began_above(columns: Sequence[Column]) -> tuple[int, str]:
    """Count the rows above the numbers that say when they begin and how many a second there are.

    Wristbands write so: the same number in each column, seconds since 1970, then the rate.

    Returns:
        How many rows these are, 0 where there are none, and a sentence about them.
    """
    if any(column.numbers is None or len(column.numbers) < 5 for column in columns):
        return 0, ""
    top = np.array([column.cells()[:2] for column in columns])
    begin, rate = top[0]
    if not (top == top[0]).all() or not SINCE_1970[0] <= begin < SINCE_1970[1]:
        return 0, ""
    if any((np.abs(column.cells()[1:]) > LARGEST).any() for column in columns):
        return 0, ""
    at = np.datetime64(int(begin), "s")
    return 2, f"Left out: 2 lines above the numbers: they begin at {at}, {rate:g} a second."


def rows_of_one_length(columns: Sequence[Column], label: tuple[int, ...]) -> slice | None:
    """Find the longest run of rows whose dates name equal lengths, such as months.

    Years and quarters may stand above it, as statistical offices write all three in one table.
    """
    lengths = columns[label[0]].lengths if label else None
    if lengths is None:
        return None
    borders = np.flatnonzero(np.diff(lengths)) + 1
    begins, ends = np.r_[0, borders], np.r_[borders, len(lengths)]
    longest = int(np.argmax((ends - begins) * (lengths[begins] > 0)))
    begin, end = int(begins[longest]), int(ends[longest])
    return slice(begin, end) if PART_OF_ONE_LENGTH * (end - begin) >= len(lengths) else None


def rows_of_most_digits(columns: Sequence[Column]) -> slice | None:
    """Find the longest run of months, 199001, or of years below or above them, 1990.

    Where a file's first column holds such numbers, one table stands below another.
    """
    numbers = columns[0].numbers if columns else None
    if numbers is None or len(numbers) < FEWEST_SUMMED or np.isnan(numbers).any():
        return None
    years, months = numbers < YEARS[1], numbers % 100
    dated = np.where(years, numbers, numbers // 100)
    fits = (dated >= YEARS[0]) & (dated < YEARS[1]) & (years | ((months >= 1) & (months <= 12)))
    borders = np.flatnonzero(np.diff(years)) + 1
    if not fits.all() or (numbers != np.floor(numbers)).any() or len(borders) != 1:
        return None
    begin, end = (0, borders[0]) if 2 * borders[0] >= len(numbers) else (borders[0], len(numbers))
    return slice(int(begin), int(end))


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
        dated = label and (columns[label[0]].moments is not None or columns[label[0]].counts_up)
        named = any(word for word in words)
        if dated and not _is_told(columns[label[0]], row) and rows - end < MAX_AROUND:
            below = True
        elif all(np.isnan(columns[n].cells()[row]) for n in used):
            below = not named or (not dated and bool(texts) and not _usual(columns, label))
        else:
            below = any(word.lower().strip(" :") in TOTALS for word in words[:1])
        if not below:
            break
        end = row
    measured = any(not np.isnan(columns[n].cells()[:end]).all() for n in used)
    return end if measured else rows


def _is_told(column: Column, row: int) -> bool:
    """Tell whether a column of dates, or one that counts, names a row."""
    if column.moments is not None:
        return column.times()[row] != NEVER
    return not np.isnan(column.cells()[row])


def words_below(columns: Sequence[Column], cells: Sequence[pa.ChunkedArray]) -> int:
    """Count the rows up to those below the table whose words stand in a column of numbers.

    Under days that are counted, “Average” and “Max” name rows; so do any words under an empty row.
    Nothing stands before such a name.

    Args:
        columns: that are there, cleaned.
        cells: of these, as the file has them.
    """
    end = rows = len(cells[0])
    for number, (column, source) in enumerate(zip(columns, cells, strict=True)):
        if column.numbers is None or not len(column.numbers) or not np.isnan(column.numbers[-1]):
            continue
        known = np.flatnonzero(~np.isnan(column.numbers))
        last = int(known[-1]) + 1 if len(known) else rows
        if not rows > last == len(known) or rows - last >= MAX_AROUND or 2 * last <= rows:
            continue
        if any(_word(each, row) for each in cells[:number] for row in range(last, rows)):
            continue
        empty = [not any(_word(each, row) for each in cells) for row in range(last, rows)]
        words = [_word(source, row) for row in range(last, rows)]
        named = [_is_said(word) for word, no in zip(words, empty, strict=True) if not no]
        first = words[empty.index(False)].lower().strip(" :") if named else ""
        if named and all(named) and (empty[0] or first in TOTALS):
            end = min(end, last)
    return end


def _is_said(cell: str) -> bool:
    """Tell whether a cell holds a word, none that stands for a missing value, or a part: 25%."""
    return any(c.isalpha() or c == "%" for c in cell) and cell.lower() not in MISSING


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
        f"Left out: {many(count, what)} {where}."
        for count, what, where in (
            (empty, "empty row", "at the end"),
            (remarks, "line", "of text below the table"),
            (sums, "row", "below the table, such as a total"),
        )
        if count
    ]


def sum_at_an_end(columns: Sequence[Column]) -> int | None:
    """Find the first or the last row where it is the sum of all others, whatever it is called."""
    numbers = [c.cells() for c in columns if c.numbers is not None and not c.counts_up]
    if not numbers or len(numbers[0]) <= FEWEST_SUMMED:
        return None
    for row in (0, -1):
        filled = [cells for cells in numbers if not np.isnan(cells[row])]
        sums = [_is_sum(cells, row) for cells in filled]
        if sums and all(sums):
            return row % len(numbers[0])
    return None


def _is_sum(cells: Float64[np.ndarray, " rows"], row: int) -> bool:
    others = cells[1:] if row == 0 else cells[:-1]
    known = others[~np.isnan(others)]
    differ = len(known) > FEWEST_SUMMED and known.min() < known.max()
    total = float(cells[row])
    return bool(differ and known.min() >= 0) and abs(float(known.sum()) - total) < NEARLY * total
