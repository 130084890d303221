"""What is what among a table's first rows: title lines, names of columns, units, and the body."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.about import are_about, names_among, units_among
from lstmviz.table.reading.cells import DATE, LONGEST, NUMBER, TIME, is_blank, is_typed
from lstmviz.table.reading.units import CODES, row_kind, units_of
from lstmviz.wording import many


@dataclass(frozen=True)
class Outline:
    """Where a table's body begins, and what stands above it.

    Args:
        start: number of the first record of the body.
        width: fields of a record of the body.
        names: the first record that names the columns, or None where there is none.
        header: names of the columns, one for each, or None.
        units: one for each column, "" where none is given; empty where there is no row of units.
        left_out: sentences about rows above the body that are neither.
    """

    start: int
    width: int
    names: int | None = None
    header: tuple[str, ...] | None = None
    units: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def outline(records: Sequence[Sequence[str]], begin: int | None = None) -> Outline:
    """Tell a table's body from what stands above it, judged by what most rows look like.

    A row belongs to the body when it holds numbers and dates where most rows do. Of the rows above
    it the one with the most different cells names the columns; of equals, the nearest.

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
        head = _names_of(records[first], width, records)
        return Outline(first + 1, width, first, head)
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
    if not above:
        return Outline(first, width)
    above = (
        _below_values(records, above)
        if not are_about([records[n] for n in above], width)
        else above
    )
    kinds = {row: row_kind(records[row]) for row in above}
    for upper, row in itertools.pairwise(above):
        if kinds[row] == "units" and _names_more(records[row], records[upper]):
            kinds[row] = "names"
        if kinds[row] == "brackets" and _filled(records[upper]) < _filled(records[row]):
            kinds[row] = "names"
    called = [row for row in above if kinds[row] == "names"] or above[:1]
    called = [row for row in called if not _tells_moments(records[row])] or called
    names = max(called, key=lambda row: (_distinct(records[row]), row))
    below = names + 1
    if below in called and _completes(records[names], records[below]):
        names = below
    header = list(_names_of(records[names], width, records[first:]))
    joined = _distinct(records[names]) < _filled(records[names])
    joined = joined and names - 1 in above and len(records[names - 1]) == width
    joined = joined or (names - 1 in called and _completes(records[names - 1], records[names]))
    if joined:
        header = _two_lines(_names_of(records[names - 1], width, records[first:]), header)
    units: tuple[str, ...] = ()
    left_out = []
    about = [records[row] for row in above]
    if are_about(about, width):
        names, units = above[names_among(about)], units_among(about, width)
        if names == above[0]:
            left_out.append(f"Left out: {many(len(above) - 1, 'line')} about the table, above it.")
        above = [names]
        header = [*records[names], *[""] * (width - len(records[names]))]
    headings = 0
    # Where one row tells names apart, those between it and the names belong to them, too.
    last = max((row for row in above if _tells_apart(header, records[row])), default=names)
    for row in above:
        filled = [number for number, cell in enumerate(records[row]) if cell.strip()]
        if row > names and _gives_units(kinds[row], header, records[row]):
            units = units_of(_names_of(records[row], width, records[first:]))
        elif row > names and len(filled) == 1 and width > 1 and not filled[0]:
            header[0] = records[row][0]  # as pandas names its index
        elif row > names and kinds[row] == "format":
            left_out.append("A row of formats under the column names was left out.")
        elif names < row <= last and filled and len(records[row]) == width:
            header = [f"{a} {b}".strip() for a, b in zip(header, records[row], strict=True)]
        else:
            headings += row > names and bool(filled)
    if headings:
        says = "A second row of headings" if headings == 1 else f"{many(headings, 'row')} of words"
        was = "was" if headings == 1 else "were"
        left_out.append(f"{says}, under the column names, {was} left out.")
    return Outline(first, width, names - joined, tuple(header), units, tuple(left_out))


def _below_values(records: Sequence[Sequence[str]], above: list[int]) -> list[int]:
    """Leave out words about the file and their values, a row each, where names stand below them."""
    typed = {row: sum(map(is_typed, records[row])) for row in above}
    for upper, row in itertools.pairwise(above):
        below = above[above.index(row) + 1 :]
        pair = typed[row] > 1 and not typed[upper]
        pair = pair and _filled(records[upper]) >= _filled(records[row])
        names = [n for n in below if not typed[n] and row_kind(records[n]) == "names"]
        if pair and any(_filled(records[n]) > 1 for n in names):
            return _below_values(records, below)
    return above


def _says_word(record: Sequence[str], typed: list[int]) -> bool:
    """Tell whether a row begins with a word where others begin with a date or a number."""
    return typed[0] == 0 and bool(_breaks(record, typed[:1]))


def _gives_units(kind: str, header: Sequence[str], record: Sequence[str]) -> bool:
    """Tell whether a row under the names gives units; what tells equal names apart is none."""
    return kind == "units" or (kind == "brackets" and not _tells_apart(header, record))


def _mostly_typed(body: Sequence[Sequence[str]], number: int) -> bool:
    filled = [record[number] for record in body if not is_blank(record[number])]
    return 2 * sum(map(is_typed, filled)) > len(filled)


def _breaks(record: Sequence[str], typed: list[int]) -> int:
    """Count the columns of numbers and dates in which a record holds something else."""
    return sum(not is_blank(record[n]) and not is_typed(record[n]) for n in typed)


def _fits(record: Sequence[str], typed: list[int]) -> bool:
    fits = sum(is_typed(record[n]) for n in typed)
    return bool(fits) and _breaks(record, typed) <= fits


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


def _filled(record: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, record)))


def _distinct(record: Sequence[str]) -> int:
    return len({cell.strip() for cell in record if cell.strip()})


def _names_of(record: Sequence[str], width: int, body: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Give each column its name; a record that is one short lacks the first, or an empty last."""
    if len(record) == width:
        return tuple(record)
    full = [row for row in body if len(row) == width]
    ends_empty = not any(row[-1].strip() for row in full)
    return (*record, "") if ends_empty else ("", *record)


def _two_lines(above: Sequence[str], header: list[str]) -> list[str]:
    """Join names that repeat with the row above, where each stands for a few columns."""
    upper, joined = "", []
    for over, name in zip(above, header, strict=True):
        upper = over.strip() or upper
        joined.append(f"{upper} {name}".strip() if upper != name else name)
    return joined


def _completes(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether two rows name the columns together, as where cells of the upper are joined.

    The upper names what the lower does not, and the lower what the upper's groups leave open.
    """
    if len(above) != len(below):
        return False
    pairs = [(a.strip(), b.strip()) for a, b in zip(above, below, strict=True)]
    open_above = any(b and not a for a, b in pairs[1:])
    return open_above and any(a and not b for a, b in pairs) and all(a or b for a, b in pairs)


def _tells_apart(header: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether a row of headings tells columns of one name apart."""
    if len(below) != len(header):
        return False
    both = list(zip(header, below, strict=True))
    equal = [pair for pair in both if pair[0].strip() and header.count(pair[0]) > 1]
    return len(set(both)) > len(set(header)) and len(set(equal)) > len({a for a, _ in equal}) + 1


def _names_more(record: Sequence[str], above: Sequence[str]) -> bool:
    """Tell whether a row of units also names a column of times that the row above does not."""
    return len(record) == len(above) and any(
        cell.strip().lower() in CODES and not over.strip()
        for cell, over in zip(record, above, strict=True)
    )


def _tells_moments(record: Sequence[str]) -> bool:
    """Tell whether a row above the body says when the file was made: a date and a time of day."""
    cells = [cell.strip()[:LONGEST] for cell in record]
    return any(map(DATE.match, cells)) and any(map(TIME.match, cells))


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


def _counts_up(cells: list[str]) -> bool:
    if len(cells) < 3 or not all(c.strip().isascii() and c.strip().isdigit() for c in cells):
        return False
    numbers = [int(cell.strip()[:18]) for cell in cells]
    return all(b - a == 1 for a, b in itertools.pairwise(numbers))
