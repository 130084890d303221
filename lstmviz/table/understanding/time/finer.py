"""Numbers beside dates that tell the time more finely than these do."""

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.time.single import Time, find_single

COARSE = 4
"""So many more times are told by numbers than by dates at least, where these are not the time."""
UNITS = (1, 1000, 60_000, DAY // 24, DAY)
"""What clocks count in, in milliseconds."""
DRIFT = 1e-3
"""Part of the time by which two clocks may go apart."""
FINEST = (60_000, 1000)
"""What dates may be written to."""


def find_finer(table: Table) -> Time | None:
    """Find numbers that are the time rather than the dates of a table."""
    assert table.moments is not None
    dates = len(np.unique(table.moments))
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
    if np.isnan(values).any() or (values == np.floor(values)).all():
        return None
    says = f"tells the time more finely than “{table.label_name}”"
    for unit in UNITS:
        begins = dates - values * unit
        apart = np.abs(np.diff(begins))
        if apart.max() > finest or np.ptp(begins) > finest + DRIFT * float(np.ptp(dates)):
            continue
        moments = np.round(values * unit + begins[0]).astype(np.int64)
        return Time((table.columns[number],), moments, says, False)
    return None
