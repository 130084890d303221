"""Columns that only repeat a part of the time that the rows have, such as the hour or the month."""

from collections.abc import Collection, Iterator

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER, begins_of_days
from lstmviz.table.reading.time.sequences import blocks_of
from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Findings, listed

Moments = Int64[np.ndarray, " rows"]

SAME = 0.99
"""Part of the rows in which a column is the part of the time that it repeats."""
FEWEST = 3
"""Values that such a column has at least; fewer are flags."""
HOUR, MINUTE = DAY // 24, DAY // 1440


def repeats_of(table: Table, taken: Collection[str], findings: Findings) -> set[str]:
    """Find columns that repeat a part of the time, and ask whether they are left out."""
    if table.moments is None:
        return set()
    blocks = blocks_of(len(table.values))
    rows = np.concatenate([np.arange(block.start, block.stop) for block in blocks])
    moments = table.moments[rows]
    if (moments == NEVER).all():
        return set()
    free = [name for name in table.columns if name not in taken]
    repeats = {
        name
        for name in free
        if _repeats(table.values[rows, table.columns.index(name)].astype(np.float64), moments)
    }
    if not repeats or len(repeats) == len(free):
        return set()
    verb = "is" if len(repeats) == 1 else "are"
    says = f"{listed(sorted(repeats))} {verb} part of the time."
    if not findings.ask("repeats", says, "leave out", True):
        return set()
    findings.leave(repeats, "a part of the time")
    return repeats


def _repeats(values: Float[np.ndarray, " some"], moments: Int64[np.ndarray, " some"]) -> bool:
    """Tell whether a column is a part of the time in nearly all rows."""
    known = ~np.isnan(values) & (moments != NEVER)
    values, moments = values[known], moments[known]
    if len(values) < FEWEST or len(np.unique(values)) < FEWEST:
        return False
    for part, close in _parts(moments):
        if len(np.unique(part)) >= FEWEST and (np.abs(values - part) <= close).mean() >= SAME:
            return True
    return _is_clock_elsewhere(values, moments)


def _parts(moments: Moments) -> Iterator[tuple[np.ndarray, float]]:
    """Give the parts of moments as numbers, and how close a column must be to each."""
    days = moments // DAY
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (dates - months).astype(np.int64) + 1
    one = np.ones_like(year)
    begins = begins_of_days(year, one, one)
    of_year = days - begins // DAY + 1
    hour, minute = moments % DAY // HOUR, moments % HOUR // MINUTE
    whole = (year, year % 100, month, month - 1, day, of_year, hour, hour + 1, minute)
    packed = (10_000 * year + 100 * month + day, 100 * hour + minute, 100 * year + month)
    for part in (*whole, *packed, moments % MINUTE / 1000, (month - 1) // 3 + 1):
        yield part, 0.0
    for part in (moments % DAY / HOUR, (moments - begins) / DAY, (moments - begins) / DAY + 1):
        yield part, 0.01
    length = np.where(begins_of_days(year + 1, one, one) - begins > 365 * DAY, 366, 365)
    yield year + (moments - begins) / DAY / length, 0.003


def _is_clock_elsewhere(values: Float[np.ndarray, " some"], moments: Moments) -> bool:
    """Tell whether numbers are the hour, or HHMM, of the same moments by another clock."""
    if (values != np.floor(values)).any() or values.min() < 0 or values.max() > 2400:
        return False
    hourly = values.max() <= 24
    hours, minutes = (values, 0) if hourly else np.divmod(values, 100)
    off = (moments - (hours * HOUR + minutes * MINUTE)) % DAY
    if hourly:
        off -= off % HOUR
    return bool((off == np.median(off)).mean() >= SAME and np.ptp(hours) > 20)
