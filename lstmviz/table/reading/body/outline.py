"""What is what among a table's first rows: title lines, names of columns, units, and the body."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.body.about import are_about, names_among, units_among
from lstmviz.table.reading.body.beginning import find_body
from lstmviz.table.reading.body.units import CODES, row_kind, units_of
from lstmviz.table.reading.cells.cell import DATE, LONGEST, TIME, is_typed
from lstmviz.wording import many

SENTENCE, LONGER = 25, 3
"""Letters of descriptions on average, and how many times as long as names they are, at least."""


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
    body = find_body(records, begin)
    records, width, first, above = body.records, body.width, body.first, body.above
    if not body.typed:
        head = _names_of(records[first], width, records)
        return Outline(first + 1, width, first, head)
    if not above:
        return Outline(first, width)
    about = [records[row] for row in above]
    if are_about(about, width):
        names = names_among(about)
        says = f"Left out: {many(len(above) - 1, 'line')} about the table, above it."
        header = (*about[names], *[""] * (width - len(about[names])))
        units = units_among(about, width)
        return Outline(first, width, above[names], header, units, () if names else (says,))
    above = _below_values(records, above)
    heads = {row: _names_of(records[row], width, records[first:]) for row in above}
    kinds = _kinds(records, above)
    upper, names = _naming(records, above, kinds, width)
    header = _two_lines(heads[upper], heads[names]) if upper < names else [*heads[names]]
    units: tuple[str, ...] = ()
    left_out, headings = [], 0
    # Where one row tells names apart, those between it and the names belong to them, too.
    last = max((row for row in above if _tells_apart(header, records[row])), default=names)
    for row in above[above.index(names) + 1 :]:
        filled = [number for number, cell in enumerate(records[row]) if cell.strip()]
        if _gives_units(kinds[row], header, records[row]):
            units = units_of(heads[row])
        elif len(filled) == 1 and width > 1 and not filled[0]:
            header[0] = records[row][0]  # as pandas names its index
        elif kinds[row] == "format":
            left_out.append("A row of formats under the column names was left out.")
        elif row <= last and filled and len(records[row]) == width:
            header = [f"{a} {b}".strip() for a, b in zip(header, records[row], strict=True)]
        else:
            headings += bool(filled)
    if headings:
        says = "A second row of headings" if headings == 1 else f"{many(headings, 'row')} of words"
        was = "was" if headings == 1 else "were"
        left_out.append(f"{says}, under the column names, {was} left out.")
    return Outline(first, width, upper, tuple(header), units, tuple(left_out))


def _kinds(records: Sequence[Sequence[str]], above: Sequence[int]) -> dict[int, str]:
    """Say what each row above the body gives, also by the row over it."""
    kinds = {row: row_kind(records[row]) for row in above}
    for upper, row in itertools.pairwise(above):
        if kinds[row] == "units" and _names_more(records[row], records[upper]):
            kinds[row] = "names"
        if kinds[row] == "brackets" and _filled(records[upper]) < _filled(records[row]):
            kinds[row] = "names"
    return kinds


def _naming(
    records: Sequence[Sequence[str]], above: Sequence[int], kinds: dict[int, str], width: int
) -> tuple[int, int]:
    """Choose the row above the body that names the columns, and the one over it if both do."""
    called = [row for row in above if kinds[row] == "names"] or above[:1]
    called = [row for row in called if not _tells_moments(records[row])] or called
    told = [row for row in called if not _describes(records, row)] or called
    names = max(told, key=lambda row: (_distinct(records[row]), row))
    below = names + 1
    if below in called and _completes(records[names], records[below]):
        names = below
    over = names - 1
    repeats = _distinct(records[names]) < _filled(records[names])
    grouped = repeats and over in above and len(records[over]) == width
    both = grouped or (over in called and _completes(records[over], records[names]))
    return (over if both else names), names


def _below_values(records: Sequence[Sequence[str]], above: Sequence[int]) -> Sequence[int]:
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


def _gives_units(kind: str, header: Sequence[str], record: Sequence[str]) -> bool:
    """Tell whether a row under the names gives units; what tells equal names apart is none."""
    return kind == "units" or (kind == "brackets" and not _tells_apart(header, record))


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


def _two_lines(above: Sequence[str], header: Sequence[str]) -> list[str]:
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


def _describes(records: Sequence[Sequence[str]], row: int) -> bool:
    """Tell whether a row says in sentences what the short names above it mean."""
    upper, own = records[row - 1] if row else (), records[row]
    if len(upper) != len(own) or not _filled(own) or _distinct(upper) < len(upper):
        return False
    short, long = (sum(map(len, each)) / len(each) for each in (upper, own))
    return long >= max(SENTENCE, LONGER * short)


def _tells_moments(record: Sequence[str]) -> bool:
    """Tell whether a row above the body says when the file was made: a date and a time of day."""
    cells = [cell.strip()[:LONGEST] for cell in record]
    return any(map(DATE.match, cells)) and any(map(TIME.match, cells))
