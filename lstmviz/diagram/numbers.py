"""Numbers of the table as text: digits that suit a column, short enough for a narrow cell."""

import math

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table

MISSING = "–"


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


def decimals(column: Float[np.ndarray, " rows"]) -> int:
    """Choose how many decimals a column needs to show about three digits of what varies.

    >>> decimals(np.array([10.5, 15.0, 25.0])), decimals(np.array([100.5, 300.0, 500.0]))
    (1, 0)
    """
    some = thinned(column, 2_000)
    known = some[np.isfinite(some)].astype(np.float64)
    if not len(known) or np.all(known == np.rint(known)):
        return 0
    places = [round(part * (len(known) - 1)) for part in (0.05, 0.95)]
    low, high = np.partition(known, places)[places]  # a quarter of np.percentile's time
    span = high - low or abs(high) or 1.0
    return int(min(max(2 - math.floor(math.log10(span)), 0), 5))


def number_text(value: float, digits: int) -> str:
    """Write a number for a narrow cell; a dash where it is missing.

    >>> number_text(-17.36, 1), number_text(2_345_678.0, 0), number_text(float("nan"), 1)
    ('−17.4', '2.35M', '–')
    """
    if not math.isfinite(value):
        return MISSING
    size = abs(value)
    for limit, letter in ((1e15, ""), (1e9, "G"), (1e6, "M"), (1e5, "k")):
        if size >= limit:
            divisor = {"G": 1e9, "M": 1e6, "k": 1e3}.get(letter)
            short = f"{value:.2e}" if divisor is None else f"{value / divisor:.3g}{letter}"
            return short.replace("e+", "e").replace("-", "−")
    if 0 < size < 10.0**-digits / 2:
        return f"{value:.0e}".replace("e-0", "e-").replace("-", "−")
    return f"{value:,.{digits}f}".replace("-", "−")
