"""Lines above a table that tell about it, or about each of its columns: a word, and values."""

from collections.abc import Sequence

from lstmviz.table.reading.cells import is_typed

ABOUT = 4
"""Lines above a table that begin with a word each, from which they tell about the table."""


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
