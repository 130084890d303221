"""Cells that say their own names, as in temp:22.5,hum:45, the way boards write to a serial line."""

import re
from collections.abc import Sequence

KEY = re.compile(r"\s*([^\W\d][\w ./%°-]{0,30}?)\s*[:=]\s*(?=[-+.]?\d)")
"""A name before a number."""


def names_in_cells(records: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Find the names that stand before the numbers, the same in each row; none where they differ.

    Args:
        records: some of the first rows.

    Returns:
        One name for each column, "" where none stands before it.
    """
    if len(records) < 2 or len({len(record) for record in records}) > 1:
        return ()
    names = []
    for column in zip(*records, strict=True):
        found = {key[1] if (key := KEY.match(cell)) else "" for cell in column}
        if len(found) > 1:
            return ()
        names.append(found.pop())
    named = [name for name in names if name]
    return tuple(names) if named and len(set(named)) == len(named) else ()


def without_names(text: str, names: Sequence[str], delimiter: str) -> str:
    """Take the names off the cells."""
    some = "|".join(map(re.escape, filter(None, names)))
    return re.sub(rf"(?m)(^|{re.escape(delimiter)})[ \t]*(?:{some})[ \t]*[:=][ \t]*", r"\1", text)
