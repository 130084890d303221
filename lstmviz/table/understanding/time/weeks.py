"""Weeks that a year and a number name: as ISO 8601 counts them, or from Sundays, or New Year."""

import re

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.time.dates import DAY, NEVER, begins_of_days, weeks_begin

Whole = Int64[np.ndarray, " rows"]

WEEKLY = re.compile(r"week|woche|semaine|semana|settimana|(^|[^a-z])(wk|kw)([^a-z]|$)")
"""Names of columns whose numbers are a week of a year, or a year and a week of it."""


def weeks_of(year: Whole, week: Whole) -> tuple[Int64[np.ndarray, " rows"], str]:
    """Give the first day of each week, and how weeks are counted, the rest of a sentence.

    A 53rd week tells: 2003 has one from Sunday to Saturday, and none from Monday on.
    """
    moments = weeks_begin(year, week)
    if not (moments == NEVER).any():
        return moments, "weeks as in ISO 8601"
    moments = weeks_begin(year, week, sunday=True)
    if not (moments == NEVER).any():
        return moments, "weeks from Sunday on"
    one = np.ones_like(year)
    return begins_of_days(year, one, one) + 7 * DAY * (week - 1), "weeks from 1 January on"
