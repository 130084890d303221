"""Where a table's body begins among its first rows, and which rows above it are its own."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.body.about import are_about
from lstmviz.table.reading.cells.cell import DATE, LONGEST, NUMBER, is_blank, is_typed


@dataclass(frozen=True)
class Body:
    """A table's body, and the rows above it.

    Args:
        records: the first rows; the one above a body whose begin is known is as wide as that.
        width: fields of a record of the body.
        typed: whether some of its columns hold numbers or dates.
        first: number of its first record.
        above: numbers of the rows above it that may say something about its columns.
    """

    records: Sequence[Sequence[str]]
    width: int
    typed: bool
    first: int
    above: Sequence[int] = ()


def find_body(records: Sequence[Sequence[str]], begin: int | None = None) -> Body:
    """Find a table's body, judged by what most rows look like.

    Args:
        records: some of the first rows, not all of the same length.
        begin: where the body begins, if that is known.
    """
    lengths = Counter(len(record) for record in records[begin or 0 :] or records)
    width = max(lengths, key=lambda length: (length > 1, lengths[length], length))
    body = [record for record in records if len(record) == width]
    typed = [number for number in range(width) if _mostly_typed(body, number)]
    first = _first_row(records, width, typed) if begin is None else begin
    if begin and len(records[begin - 1]) == width + 1:
        # A word before the names, as “Data:”, or a last column of remarks that is empty.
        names = records[begin - 1]
        names = names[1:] if names[0].rstrip().endswith(":") else names[:width]
        records = [*records[: begin - 1], names, *records[begin:]]
    if not typed:
        return Body(records, width, typed=False, first=first)
    above, first = _parted(records, body, typed, first)
    return Body(records, width, typed=True, first=first, above=above)


def _parted(
    records: Sequence[Sequence[str]],
    body: Sequence[Sequence[str]],
    typed: list[int],
    first: int,
) -> tuple[list[int], int]:
    """Part the rows above the body from it.

    Args:
        records: the first rows.
        body: those as wide as most.
        typed: numbers of the columns of numbers and dates.
        first: number of the first row that looks like the body.

    Returns:
        Numbers of the rows above that may say something about the columns, and of the body's first.
    """
    width = len(body[0])
    above = _above(records, first, width)
    while above and len(records[first - 1]) == width and all(map(is_blank, records[first - 1])):
        # A row of gaps above the first number is a row of the table.
        first -= 1
        above = [row for row in above if row < first]
    while _dated_too(records, above, first, body):
        # Its numbers are words, as of a sensor that failed; its date says that it is a row.
        first -= 1
        above = above[:-1]
    if not above and (
        _breaks(records[first], typed)
        or _counts_up_alone(body, typed)
        or _dated_alone(body, typed)
        or _nameless_alone(records[first], body, typed)
    ):
        # Over numbers stand words, dates, or numbers that alone count up, such as years.
        above, first = [first], first + 1
    elif _is_title(records, above, first, typed):
        above, first = [*above, first], first + 1
    also = first < len(records) and _says_word(records[first], typed)
    if also and are_about([records[row] for row in (*above, first)], width):
        above, first = [*above, first], first + 1  # a line that holds dates or numbers, too
    return above, first


def _first_row(records: Sequence[Sequence[str]], width: int, typed: list[int]) -> int:
    """Find the first record that looks like the body."""
    for number, record in enumerate(records):
        if len(record) != width:
            continue
        if not typed and any(cell.strip() for cell in record):
            return number
        if _fits(record, typed) and not (
            # A line about the file may look like a row, but the names still stand below it.
            _breaks(record, typed)
            and number + 1 < len(records)
            and len(records[number + 1]) == width
            and not _fits(records[number + 1], typed)
            and _breaks(records[number + 1], typed) > 1
        ):
            return number
    return next(number for number, record in enumerate(records) if len(record) == width)


def _above(records: Sequence[Sequence[str]], first: int, width: int) -> list[int]:
    """Find the rows above the body that may say something about its columns."""
    found: list[int] = []
    for row in range(first - 1, -1, -1):
        filled = sum(bool(cell.strip()) for cell in records[row])
        names = row and len(records[row - 1]) == width and not any(map(is_typed, records[row - 1]))
        if not filled and found and names and all(map(str.strip, records[row - 1])):
            continue  # an empty row below the names, and above what tells some of them apart
        if len(records[row]) not in (width, width - 1) or (not filled and found):
            break
        if filled:
            found.append(row)
    if found and len(records[found[-1]]) == width - 1 == 0:
        found.pop()
    found.reverse()
    wide = [row for row in found if sum(map(bool, map(str.strip, records[row]))) > 1]
    return found[found.index(wide[0]) :] if wide else found[-1:]


def _mostly_typed(body: Sequence[Sequence[str]], number: int) -> bool:
    filled = [record[number] for record in body if not is_blank(record[number])]
    return 2 * sum(map(is_typed, filled)) > len(filled)


def _breaks(record: Sequence[str], typed: list[int]) -> int:
    """Count the columns of numbers and dates in which a record holds something else."""
    return sum(not is_blank(record[n]) and not is_typed(record[n]) for n in typed)


def _fits(record: Sequence[str], typed: list[int]) -> bool:
    fits = sum(is_typed(record[n]) for n in typed)
    return bool(fits) and _breaks(record, typed) <= fits


def _says_word(record: Sequence[str], typed: list[int]) -> bool:
    """Tell whether a row begins with a word where others begin with a date or a number."""
    return typed[0] == 0 and bool(_breaks(record, typed[:1]))


def _dated_too(
    records: Sequence[Sequence[str]],
    above: Sequence[int],
    first: int,
    body: Sequence[Sequence[str]],
) -> bool:
    """Tell whether the lowest row above the body has dates where all rows have, unlike others."""
    if len(above) < 2 or above[-1] != first - 1:
        return False
    width = len(body[0])
    below = [row for row in records[first:] if len(row) == width]
    dated = [n for n in range(width) if below and all(_is_date(row[n]) for row in below)]
    row, others = records[first - 1], [records[n] for n in above[:-1]]
    return bool(dated) and all(
        n < len(row) and _is_date(row[n]) and not any(_is_date(o[n]) for o in others if n < len(o))
        for n in dated
    )


def _is_date(cell: str) -> bool:
    return bool(DATE.match(cell.strip()[:LONGEST])) and not NUMBER.match(cell.strip()[:LONGEST])


def _is_title(
    records: Sequence[Sequence[str]], above: Sequence[int], first: int, typed: list[int]
) -> bool:
    """Tell whether above the body stands a title alone, and the names in its first row.

    Of names such as 0:30 most look like the body; the others stand over numbers.
    """
    filled = [sum(map(bool, map(str.strip, records[row]))) for row in above]
    below = [record for record in records[first + 1 :] if len(record) == len(records[first])]
    return (
        bool(below and filled)
        and max(filled) == 1
        and _breaks(records[first], typed) > 1
        and not any(_breaks(record, typed) for record in below)
    )


def _counts_up_alone(body: Sequence[Sequence[str]], typed: list[int]) -> bool:
    for columns in (typed, range(len(body[0]))):  # all, as pandas numbers them from 0
        counts = [_counts_up([row[number] for number in columns]) for row in body]
        if counts[0] and not any(counts[1:]):
            return True
    return False


def _counts_up(cells: list[str]) -> bool:
    if len(cells) < 3 or not all(c.strip().isascii() and c.strip().isdigit() for c in cells):
        return False
    numbers = [int(cell.strip()[:18]) for cell in cells]
    return all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _dated_alone(body: Sequence[Sequence[str]], typed: list[int]) -> bool:
    dated = [
        all(DATE.match(row[n].strip()) and not NUMBER.match(row[n].strip()) for n in typed)
        for row in body
    ]
    return len(typed) > 1 and dated[0] and not any(dated[1:])


def _nameless_alone(record: Sequence[str], body: Sequence[Sequence[str]], typed: list[int]) -> bool:
    """Tell whether a row alone has nothing where all others have a date: its numbers are names."""
    dated = [n for n in typed if sum(bool(DATE.match(row[n].strip())) for row in body) > 1]
    blank = [n for n in dated if not record[n].strip()]
    return bool(blank) and all(row[blank[0]].strip() for row in body if row is not record)
