"""Times that programs count: seconds, milliseconds … since 1970, also some of each in one file."""

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.fields import moments_of, unpacked

UNITS = (
    (1e8, 2.84e9, 1e3, "seconds"),
    (1e11, 2.84e12, 1.0, "milliseconds"),
    (1e14, 2.84e15, 1e-3, "microseconds"),
    (1e17, 2.84e18, 1e-6, "nanoseconds"),
)
"""Lowest and highest count, from 1973 to 2059, and milliseconds of one: larger ones begin earlier
than 1970, as those of instruments that count from 1904 do."""

BEHIND = {10: "YmdH", 12: "YmdHM", 14: "YmdHMS"}
"""Digits that may stand behind the number of a device, and what they hold."""
MOST_DEVICES, FEWEST = 100, 20
"""Numbers of devices, at most; rows from which the digits of others make no dates by chance."""


def dates_behind_number(
    whole: Int64[np.ndarray, " rows"],
) -> list[tuple[str, Int64[np.ndarray, " rows"]]]:
    """Read dates that stand behind a number, 01 201607062310, which has lost its leading zero."""
    for digits, packed in BEHIND.items():
        front, rest = np.divmod(whole, 10**digits)
        if len(whole) < FEWEST or front.min() < 1 or front.max() >= MOST_DEVICES:
            continue
        moments = moments_of(unpacked(rest, packed))
        if (moments != NEVER).all():
            return [(packed, moments)]
    return []


def since_1970(
    values: Float[np.ndarray, " rows"],
) -> tuple[Int64[np.ndarray, " rows"], dict[str, int]] | None:
    """Read counts since 1970, each in the unit that its size tells.

    Returns:
        Milliseconds since 1970, NEVER where there is none, and how many rows are in each unit;
        None where a count is of no unit.
    """
    values = values.astype(np.float64)
    known = ~np.isnan(values)
    scale, rows = np.zeros(len(values)), {}
    for low, high, size, unit in UNITS if (values[known] < 0).any() else ():
        # Whole days: what lies before 1970, and about it, is of the unit of the others.
        if (
            low <= np.abs(values[known]).max() <= 2 * high
            and not (values[known] % (DAY / size)).any()
        ):
            return np.where(known, values * size, NEVER).astype(np.int64), {unit: int(known.sum())}
    for low, high, size, unit in UNITS:
        of_unit = known & (values >= low) & (values <= high)
        if of_unit.any():
            scale[of_unit], rows[unit] = size, int(of_unit.sum())
    if not known.any() or (scale[known] == 0).any():
        return None
    if dates_behind_number(values[known].astype(np.int64)):
        return None
    moments = np.where(known, values * scale, 0).astype(np.int64)
    return np.where(known, moments, NEVER), rows
