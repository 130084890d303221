"""Days without a year, as 03-01 or Mar 1: they go on at New Year, in years before all others."""

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.time.dates import DAY, NEVER, Milliseconds, begins_of_days

YEAR, BEGIN = 400, 401
"""The year, a leap year, of moments that have none; and the first of those in which they go on."""
END = (1000 - 1970) * 365 * DAY
"""Moments before are of no known year."""
HALF = 183 * DAY
"""A step back by more is one to the next year."""


def is_yearless(moments: Int64[np.ndarray, " rows"] | None) -> bool:
    """Tell whether moments are of days without a year."""
    known = moments[moments != NEVER] if moments is not None else np.zeros(0, np.int64)
    return bool(len(known)) and int(known.max()) < END


def gone_on(moments: Milliseconds) -> Milliseconds:
    """Let days without a year go on from each New Year to the next, either way.

    Args:
        moments: of the year YEAR, in the rows' order.
    """
    known = moments != NEVER
    steps = np.diff(moments[known])
    count = np.concatenate([[0], np.cumsum((steps < -HALF).astype(int) - (steps > HALF))])
    days = (moments[known] // DAY).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    leap = count[(month == 2) & (day == 29)]
    # Where there is a 29 February its year is a leap year; the first one is not.
    year = BEGIN + count + (3 - leap[0] % 4 if len(leap) else 0)
    result = moments.copy()
    begins = begins_of_days(year, month, day)
    result[known] = np.where(begins == NEVER, NEVER, begins + moments[known] % DAY)
    return result
