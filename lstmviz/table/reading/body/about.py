"""Lines above a table that tell about it, or about each of its columns: a word, and values."""

import re
from collections.abc import Sequence

from lstmviz.table.reading.cells.cell import is_typed

ABOUT = 4
"""Lines above a table that begin with a word each, from which they tell about the table."""

TIMES = re.compile(r"(time|date|period|year|month|datum|zeit|jahr|fecha|año|année|mois)\b", re.I)
"""What the line that names the columns begins with, where it is not the first."""
OF_UNITS = re.compile(r"(y[_ ])?(units?|einheit|unidad|unit[éà])(?![a-z])", re.I)
"""What a line of units begins with."""
LONGEST = 15
"""Characters of a unit."""


def are_about(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether lines above a table each hold a word and what it stands for.

    There is one value, or one of each column, dates among them.
    """
    if len(rows) < ABOUT or any("[" in cell for cell in rows[-1]):
        return False
    if width in (2, 3) and all(
        sum(map(bool, map(str.strip, row))) <= 2 and len(row) < 4 for row in rows
    ):
        return True
    words = [row[0].strip() for row in rows]
    title, *values = [[cell for cell in row[1:] if cell.strip()] for row in rows]
    dated = any(cells and all(map(is_typed, cells)) for cells in values)
    names = len(title) == width - 1 and not any(map(is_typed, title))
    return all(words) and len(set(words)) == len(words) and names and dated


def names_among(rows: Sequence[Sequence[str]]) -> int:
    """Number the line that names the columns: the last, where that begins with a time's name."""
    last = rows[-1]
    words = all(map(str.strip, last)) and not any(map(is_typed, last)) and len({*last}) == len(last)
    return len(rows) - 1 if words and TIMES.search(last[0]) else 0


def units_among(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Give the units that a line about the columns holds; none where no line does."""
    of_units = next((row for row in rows if OF_UNITS.match(row[0].strip())), ())
    cells = [cell.strip() for cell in of_units[1:]]
    return ("", *cells) if len(of_units) == width and max(map(len, cells)) <= LONGEST else ()
