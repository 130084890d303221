"""Numbers of the table as text, with digits that suit a column; lengths with one decimal."""

import math
from typing import Any, TypeVar

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table

MOST_DECIMALS = 15
Thing = TypeVar("Thing")


def thinned(
    values: Float[np.ndarray, "rows ..."], most: int = 10_000
) -> Float[np.ndarray, "some ..."]:
    """Take about `most` rows, evenly: enough to choose digits and tints by."""
    return values[:: max(len(values) // most, 1)]


def unit(table: Table, column: int) -> str:
    """Give a column's unit, empty where unknown."""
    return table.units[column] if table.units else ""


def with_unit(value: str, unit: str) -> str:
    """Write a value and its unit."""
    return f"{value} {unit}" if unit else value


def decimals(column: Float[np.ndarray, " rows"], whole: bool = True) -> int:
    """Choose how many decimals a column needs to show about three digits of what varies.

    Args:
        column: its values.
        whole: whether none are needed where all values are whole numbers; predictions are not.

    >>> decimals(np.array([10.5, 15.0, 25.0])), decimals(np.array([100.5, 300.0, 500.0]))
    (1, 0)
    """
    some = thinned(column, 2_000)
    known = some[np.isfinite(some)].astype(np.float64)
    if not len(known) or (whole and np.all(known == np.rint(known))):
        return 0
    places = [round(part * (len(known) - 1)) for part in (0.05, 0.95)]
    low, high = np.partition(known, places)[places]  # a quarter of np.percentile's time
    span = high - low or abs(high) or 1.0
    return int(min(max(2 - math.floor(math.log10(span)), 0), MOST_DECIMALS))


def rounded(value: Thing) -> Thing:
    """Write lengths with one decimal; the rest stays."""
    match value:
        case float():
            short: Any = round(value, 1)
            return short
        case list() | tuple():
            return type(value)(map(rounded, value))
        case dict():
            parts: Any = {name: rounded(part) for name, part in value.items()}
            return parts
    return value
