"""Groups of rows as numbers, 0, 1, … in order of appearance; −1 where a row is in none."""

import numpy as np
from jaxtyping import Float, Int, Int32

MOST_GROUPS = 2_000_000
"""Numbers of groups up to which they are counted, not sorted."""

Codes = Int32[np.ndarray, " rows"]


def both(a: Codes, b: Codes) -> Codes:
    """Number the pairs of two columns' groups, in order of appearance."""
    return numbered((a + 1).astype(np.int64) * (int(b.max()) + 2) + b + 1)


def numbered(keys: Int[np.ndarray, " rows"] | Float[np.ndarray, " rows"]) -> Codes:
    """Number what rows hold in order of appearance."""
    _, first, codes = np.unique(keys, return_index=True, return_inverse=True)
    place = np.empty(len(first), np.int32)
    place[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return place[codes]


def count(keys: Int[np.ndarray, " rows"]) -> int:
    """Count the different numbers among some that are not negative."""
    if keys.max() < MOST_GROUPS:  # far faster than sorting
        return int(np.count_nonzero(np.bincount(keys)))
    return len(np.unique(keys))


def depends(a: Codes, b: Codes) -> bool:
    """Tell whether one column's groups follow from another's."""
    return count((a + 1).astype(np.int64) * (int(b.max()) + 2) + b + 1) == count(b + 1)


def covered(moment: Int[np.ndarray, " rows"], codes: Int[np.ndarray, " rows"]) -> float:
    """Give the part of the times from a series' first to its last at which it has a row.

    Args:
        moment: which time each row is of, 0, 1, …
        codes: the series of each row.
    """
    width = int(codes.max()) + 1
    first, last = np.full(width, moment.max() + 1), np.full(width, -1)
    np.minimum.at(first, codes, moment)
    np.maximum.at(last, codes, moment)
    there = count(moment.astype(np.int64) * width + codes)
    return there / int((last - first + 1)[last >= 0].sum())
