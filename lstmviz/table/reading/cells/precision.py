"""How many digits of a table are kept: those that were written, within bounds of memory."""

import numpy as np
from jaxtyping import Float

EXACT_CELLS = 32_000_000
"""Up to so many cells a table may take 8 bytes for each: 256 MB; a larger one keeps 7 digits."""


def stack(
    columns: list[Float[np.ndarray, " rows"]], notes: list[str]
) -> Float[np.ndarray, "rows columns"]:
    """Put columns side by side, in single precision where that keeps every digit."""
    exact = all(map(keeps_digits, columns))
    cells = len(columns) * len(columns[0])
    if not exact and cells > EXACT_CELLS:
        notes.append(f"This table has {cells:,} cells: of each number 7 digits are kept.")
        exact = True
    values = np.empty((len(columns[0]), len(columns)), np.float32 if exact else np.float64)
    for number, column in enumerate(columns):
        values[:, number] = column
    return values


def keeps_digits(column: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether single precision keeps the digits of a column as they are written.

    Whole numbers are exact up to 2 ** 24; of others a sample says how fine their steps are.

    >>> keeps_digits(np.array([0.1, 23.75])), keeps_digits(np.array([104582113.0]))
    (True, False)
    """
    known = column[np.isfinite(column)]
    if not len(known):
        return True
    largest = float(np.abs(known).max())
    if largest >= 2**24 and bool((known == np.floor(known)).all()):
        return bool((known.astype(np.float32) == known).all())
    # Among those that are not exact anyhow: of quarters of a day each other row may be exact.
    odd = known[known.astype(np.float32) != known]
    some = odd[:: -(-len(odd) // 500) or 1]
    return all(float(f"{one:.7g}") == one for one in some.tolist())
