"""Numbers beside dates that tell the time more finely than these do."""

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.time.single import Time, find_single

COARSE = 4
"""So many more times are told by numbers than by dates at least, where these are not the time."""
UNITS = (1, 1000, 60_000, DAY // 24, DAY)
"""What clocks count in, in milliseconds."""
DRIFT = 1e-3
"""Part of the time by which two clocks may go apart."""
FIRST = 1000
"""Rows that are looked at before all are."""
FINEST = (60_000, 1000)
"""What dates may be written to."""


def find_finer(table: Table) -> Time | None:
    """Find numbers that are the time rather than the dates of a table."""
    assert table.moments is not None
    if len(table.moments) < 2:
        return None
    ordered = bool((np.diff(table.moments) > 0).all())  # then each is told once
    dates = len(table.moments) if ordered else len(np.unique(table.moments))
    if dates * COARSE <= len(table.moments):  # they hardly change, as those of an update
        time = find_single(table)
        return time if time and len(np.unique(time.moments)) >= COARSE * dates else None
    finest = next((unit for unit in FINEST if not (table.moments % unit).any()), 0)
    if not finest or not (table.moments % DAY).any() or (table.moments == NEVER).any():
        return None
    times = (_along(table, n, table.moments, finest) for n in range(len(table.columns)))
    return next(filter(None, times), None)


def _along(
    table: Table, number: int, dates: Int64[np.ndarray, " rows"], finest: int
) -> Time | None:
    """Take numbers with decimals that go on as the dates do, but for the rounding of these."""
    values = table.values[:, number].astype(np.float64)
    some = values[:FIRST]
    units = [unit for unit in UNITS if _goes_along(dates[:FIRST], some * unit, finest)]
    if not units or np.isnan(values).any() or (values == np.floor(values)).all():
        return None
    says = f"tells the time more finely than “{table.label_name}”"
    for unit in units:
        if _goes_along(dates, values * unit, finest):
            moments = np.round(values * unit + dates[0] - values[0] * unit).astype(np.int64)
            return Time((table.columns[number],), moments, says, False)
    return None


def _goes_along(
    dates: Int64[np.ndarray, " rows"], clock: Float[np.ndarray, " rows"], finest: int
) -> bool:
    """Tell whether a clock and dates go on alike, but for the rounding of these."""
    begins = dates - clock
    if np.ptp(begins) > finest + DRIFT * float(np.ptp(dates)):
        return False
    return bool(np.abs(np.diff(begins)).max() <= finest)
