"""Rows of different lengths: the columns end one after another, or each row is a series."""

from collections import Counter
from itertools import pairwise

from lstmviz.table.reading.outline import is_blank, is_typed

FEWEST = 0.1
"""Part of the rows that are shorter than others, where that is no accident."""
LOOKED_AT = 200


def fill_up(body: str, delimiter: str, width: int, named: bool) -> tuple[str, int, int] | None:
    """Fill shorter rows of numbers up at their ends; None where something else is wrong.

    Args:
        body: the rows as delimited text.
        delimiter: what tells their fields apart.
        width: how many fields most have.
        named: whether so many columns are named.

    Returns:
        The rows, how many fields each has now, and how many rows were filled up.
    """
    lines = [line for line in body.splitlines() if line.strip()]
    if '"' in body or delimiter == " " or not lines:
        return None
    lengths = [line.count(delimiter) + 1 for line in lines]
    most = width if named else max(lengths)
    short = [line for line, length in zip(lines, lengths, strict=True) if length < most]
    falling = all(after <= before for before, after in pairwise(lengths))
    if max(lengths) > most or len(short) < max(FEWEST * len(lines), 2):
        return None
    if len(Counter(lengths)) < 3 and not falling:
        return None
    some = short[:: -(-len(short) // LOOKED_AT)]
    if not all(is_typed(c) or is_blank(c) for line in some for c in line.split(delimiter)[1:]):
        return None
    filled = [
        line + delimiter * (most - length) for line, length in zip(lines, lengths, strict=True)
    ]
    return "\n".join(filled) + "\n", most, len(short)
