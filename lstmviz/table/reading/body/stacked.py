"""Several tables one below another in one text: each begins with the names of its columns."""

import csv
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.cells.cell import is_blank, is_number, is_typed
from lstmviz.wording import many

MOST = 50
"""Tables of one text that are told apart."""
FIRST = 20_000
"""Characters of a text in which its first line ends."""
MANY = 1_000
"""Lines that may name columns, at most."""
SHOWN = 60
"""Characters of a table's name."""


@dataclass(frozen=True)
class Stacked:
    """One of several tables.

    Args:
        text: the table, with the names of its columns.
        notes: which was read, and which others there are.
        names: of all of them.
        name: of this one.
    """

    text: str
    notes: tuple[str, ...]
    names: tuple[str, ...]
    name: str


def find_stacked(text: str, delimiter: str, wanted: str = "") -> Stacked | None:
    """Choose one of several tables that stand one below another; None where there is one.

    Args:
        text: without comments.
        delimiter: what tells the fields apart.
        wanted: the name of a table; "" for the one with the most rows.
    """
    naming = _naming(delimiter)
    found = itertools.chain(naming.finditer("\n" + text[:FIRST]), naming.finditer(text))
    candidates = {match[0][1:] for match in itertools.islice(found, MANY)}
    if not 2 <= len(candidates) < MANY:  # of more they are the rows of a table of words
        return None
    lines = text.splitlines()
    begins = _begins(lines, candidates, delimiter)
    if len(begins) < 2:
        return None
    ends = [*begins[1:], len(lines)]
    tables: dict[str, tuple[int, int, int]] = {}
    for begin, end in zip(begins, ends, strict=True):
        filled = [n for n in range(begin, end) if lines[n].strip(f" \t{delimiter}")]
        while end < len(lines) and filled and _is_title(lines[filled[-1]], delimiter):
            filled.pop()
        above = next((n for n in range(begin - 1, -1, -1) if lines[n].strip()), None)
        titled = above is not None and _is_title(lines[above], delimiter)
        words = (
            lines[above if titled else begin].replace(delimiter, " ") if above is not None else ""
        )
        words = words or lines[begin].replace(delimiter, " ")
        name = wanted_name = " ".join(words.replace('"', "").split())[:SHOWN]
        while name in tables:
            name = f"{wanted_name[: SHOWN - 4]} {len(tables) + 1}"
        tables[name] = begin, filled[-1] + 1, len(filled) - 1
    longest = max(tables, key=lambda each: tables[each][2])
    # A row of names and one of values above a table tell about it.
    above = [n for n, (begin, _, rows) in tables.items() if rows < 2 and begin < tables[longest][0]]
    if len(tables) - len(above) < 2:
        return None
    name = wanted if wanted in tables else longest
    begin, end, _ = tables[name]
    others = [
        f"“{other}”, {many(rows, 'row')}" for other, (_, _, rows) in tables.items() if other != name
    ]
    says = (
        f"{many(len(tables), 'table')} stand one below another. “{name}” was read, left out: "
        f"{'; '.join(others[:3])}{' …' * (len(others) > 3)}."
    )
    return Stacked("\n".join(lines[begin:end]) + "\n", (says,), tuple(tables), name)


def _naming(delimiter: str) -> re.Pattern[str]:
    """Match lines that may name columns: the first may have no name, others begin with a letter."""
    sign = re.escape(delimiter)
    field = rf'[ \t]*"?[^\W\d_][^{sign}\r\n]{{0,100}}'
    # Begun with the line's end before it: that is found ten times as fast as a line's beginning.
    return re.compile(rf"\n(?:{field}|[ ]*)(?:{sign}{field})+(?:{sign}[ \t]*)*(?=\r?\n|\Z)")


def _begins(lines: Sequence[str], candidates: set[str], delimiter: str) -> list[int]:
    """Number the lines that name columns of a table below, other ones than of the table above."""
    begins: list[int] = []
    known: set[tuple[str, ...]] = set()
    for number, line in enumerate(lines[:-1]):
        if line not in candidates:
            continue
        names = _cells(line, delimiter)
        below = next((row for row in lines[number + 1 : number + 3] if row.strip()), "")
        row = _cells(below, delimiter)
        if any(map(is_typed, names)) or len(set(names)) < len(names) or len(names) < 2:
            continue
        if len(names) == 2 and row and names[0].endswith(":") and row[0].endswith(":"):
            continue  # “Station:” and its name, above “Latitude:”, are no names of columns
        if any(map(is_blank, names[1:])) or sum(map(is_number, row)) < 1 or len(row) != len(names):
            continue
        if begins and not _differs(lines[begins[-1] + 1 : number], names, row, delimiter):
            continue
        if tuple(names) in known:
            continue
        known.add(tuple(names))
        begins.append(number)
        if len(begins) > MOST:
            return []
    return begins


def _differs(
    above: Sequence[str], names: Sequence[str], row: Sequence[str], delimiter: str
) -> bool:
    """Tell whether names follow rows of numbers, and do not fit among them."""
    rows = [_cells(line, delimiter) for line in above if line.strip()]
    rows = [cells for cells in rows if len(cells) > 1]
    if not rows:
        return False
    last = rows[-1]
    if len(last) != len(names):
        return any(map(is_typed, last))
    typed = [n for n, cell in enumerate(last) if is_typed(cell)]
    return len(typed) > 1 or (bool(typed) and len(names) == 2)


def _is_title(line: str, delimiter: str) -> bool:
    filled = [cell for cell in line.split(delimiter) if cell.strip()]
    return len(filled) == 1 and not is_typed(filled[0])


def _cells(line: str, delimiter: str) -> list[str]:
    cells = next(csv.reader([line], delimiter=delimiter), [])
    while cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]
