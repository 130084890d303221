"""Columns that follow from others: copies, rounded or turned round, and sums of any others."""

import itertools

import numpy as np
from jaxtyping import Float

from lstmviz.table.understanding.column.columns import FEW, FEWEST

DECIMALS = range(5)
"""Decimals to which a column may be the rounding of another."""
MOST = 24
"""Columns up to which sums are looked for."""
MOST_OFF = 0.02
"""How far a rounded sum may be off, in parts of the column's spread."""
TELLING = 10
"""So many times as far as numbers may be off, a column must vary for a copy or a sum to be told."""


def find_sums(
    values: Float[np.ndarray, "rows columns"], numbers: list[int]
) -> dict[int, tuple[int, ...]]:
    """Find columns that are a copy of another, rounded or turned round, or the sum of others.

    Returns:
        Number of each such column → the numbers of those that it follows from: one of a copy.
    """
    some = values[:: -(-len(values) // FEW)][:, numbers].astype(np.float64)
    found: dict[int, tuple[int, ...]] = {}
    for c in range(len(numbers)):
        column = some[:, c]
        close = 1e-6 * (np.nanmax(np.abs(column)) if not np.isnan(column).all() else 1)
        others = [n for n in range(len(numbers)) if n != c and numbers[n] not in found]
        for n in (n for n in range(c) if len(found.get(numbers[n], ())) != 1):
            if _is_copy(column, some[:, n], close):
                whole = values[:, [numbers[c], numbers[n]]].astype(np.float64)
                if _is_copy(whole[:, 0], whole[:, 1], close):
                    found[numbers[c]] = (numbers[n],)
                    break
        if numbers[c] not in found and len(numbers) <= MOST:
            parts = _parts(some, c, others, close)
            if parts and _is_sum(values, numbers, c, parts):
                found[numbers[c]] = tuple(numbers[n] for n in parts)
    return found


def _parts(
    some: Float[np.ndarray, "some columns"], c: int, others: list[int], close: float
) -> tuple[int, ...]:
    """Find the columns whose sum is one: two of them, some that stand side by side, or any."""
    column = some[:, c]
    told = [n for n in others if np.nanmax(np.abs(some[:, n]), initial=0) > TELLING * close]
    for a, b in itertools.combinations(told, 2):
        if _equal(column, some[:, a] + some[:, b], close):
            return a, b
    varied = [n for n in others if np.nanmax(some[:, n], initial=0) > 0]
    rows = some[~np.isnan(some[:, [c, *varied]]).any(axis=1)]
    if len(rows) <= max(len(varied), FEWEST) or len(varied) < 3:
        return ()
    ends = np.cumsum(rows[:, varied], axis=1) - rows[:, [c]]
    begins = np.cumsum(rows[:, varied], axis=1) - rows[:, varied]
    off = np.abs(ends[:, None, :] - begins[:, :, None]).max(axis=0)
    near = np.argwhere(off <= max(close, MOST_OFF * float(rows[:, c].std())))
    runs = [varied[a : b + 1] for a, b in near.tolist() if b - a > 1]
    for run in sorted(runs, key=len, reverse=True):
        if _adds_up(some[:, c], some[:, run]):
            return tuple(run)
    weights = np.linalg.lstsq(rows[:, varied], rows[:, c], rcond=None)[0]
    parts = [n for n, weight in zip(varied, weights, strict=True) if weight > 0.5]
    return tuple(parts) if len(parts) > 2 and _adds_up(some[:, c], some[:, parts]) else ()


def _adds_up(column: Float[np.ndarray, " some"], parts: Float[np.ndarray, "some parts"]) -> bool:
    """Tell whether a column is the sum of some, but for the rounding of each of them."""
    known = ~np.isnan(column) & ~np.isnan(parts).any(axis=1)
    column, parts = column[known], parts[known]
    if len(column) < FEWEST:
        return False
    exact, most = 1e-6 * float(np.abs(column).max()), MOST_OFF * float(column.std())
    if np.ptp(column) <= TELLING * exact:
        return False
    off = float(np.abs(parts.sum(axis=1) - column).max())
    if off <= exact or off > most:
        return off <= exact
    digits = max(_decimals(column), max(map(_decimals, parts.T)))
    return digits > 0 and off <= 0.5 * 10.0**-digits * (parts.shape[1] + 1)


def _decimals(column: Float[np.ndarray, " some"]) -> int:
    """Count the decimals that a column is written with."""
    size = 1e-6 * float(np.abs(column).max())
    return next((d for d in DECIMALS if (np.abs(column - np.round(column, d)) <= size).all()), 9)


def _is_sum(
    values: Float[np.ndarray, "rows columns"], numbers: list[int], c: int, parts: tuple[int, ...]
) -> bool:
    """Tell whether a sum that some rows tell holds in all of them."""
    whole = values[:, numbers[c]].astype(np.float64)
    return _adds_up(whole, values[:, [numbers[n] for n in parts]].astype(np.float64))


def _is_copy(a: Float[np.ndarray, " rows"], b: Float[np.ndarray, " rows"], close: float) -> bool:
    return _equal(a, b, close) or _turned(a, b, close) or _rounded(a, b)


def _rounded(a: Float[np.ndarray, " some"], b: Float[np.ndarray, " some"]) -> bool:
    """Tell whether one of two columns is the other, rounded, and missing where that is."""
    known = ~np.isnan(a)
    if (known != ~np.isnan(b)).any() or min(len(np.unique(a[known])), len(np.unique(b))) < FEWEST:
        return False
    a, b = a[known], b[known]
    close = 1e-6 * float(np.abs(a).max())
    return any(
        (np.abs(one - other) <= 0.5 * 10.0**-decimals + close).all()
        and (np.abs(one - np.round(one, decimals)) <= close).all()
        for decimals in DECIMALS
        for one, other in ((a, b), (b, a))
    )


def _equal(a: Float[np.ndarray, " some"], b: Float[np.ndarray, " some"], close: float) -> bool:
    known = ~np.isnan(a) & ~np.isnan(b)
    told = known.sum() > 2 and np.ptp(a[known]) > TELLING * close
    return bool(told and (np.abs(a - b)[known] <= close).all())


def _turned(a: Float[np.ndarray, " some"], b: Float[np.ndarray, " some"], close: float) -> bool:
    """Tell whether two columns are a whole that never changes, as bicycles and empty docks are."""
    known = ~np.isnan(a) & ~np.isnan(b)
    varied = known.sum() >= FEWEST and np.ptp(a[known]) > TELLING * close
    return bool(varied and np.ptp((a + b)[known]) <= close)
