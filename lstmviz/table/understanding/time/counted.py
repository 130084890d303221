"""Years whose decimals count: 2015.074, the day of the year, and 2015.3, the quarter."""

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER, days_of_years
from lstmviz.table.understanding.time.written import goes_one_way, hints_time

Moments = Int64[np.ndarray, " rows"]

YEARS = (1700, 2200)
FEWEST = 6
"""Steps by which digits tell that they count days, months or quarters."""
SINGLE, DOUBLE = 7e-5, 1e-7
"""By how much a year with digits may be off, in single and in double precision."""
MOSTLY = 0.5
"""Part of the steps within a year that go on by one."""
PARTS = ((1000, 366, "YYYY.DDD, the day of the year"), (10, 4, "YYYY.Q"))
"""By what a year's digits behind the point count up → up to how many → how that is written."""


def read_counted(
    values: Float[np.ndarray, " rows"], name: str, first: bool
) -> tuple[Moments, str] | None:
    """Read times that digits count.

    Args:
        values: such as 2015.074.
        name: of the column; unless it is the first, it must say that it is a time.
        first: whether it is the first column.

    Returns:
        Milliseconds since 1970, and how they were read, as the rest of a sentence; or None.
    """
    near = SINGLE if values.dtype == np.float32 else DOUBLE
    values = values.astype(np.float64)
    known = values[~np.isnan(values)]
    if len(known) <= FEWEST or not goes_one_way(known):
        return None
    if not (first or hints_time(name) or "year" in name.lower()):
        return None
    for scale, most, shape in PARTS:
        found = _parts_of_years(values * scale, scale, most, near * scale)
        if found is not None:
            return found, f"is a time, written {shape}"
    return None


def _parts_of_years(
    values: Float[np.ndarray, " rows"], scale: int, most: int, near: float
) -> Moments | None:
    """Read a year and a count within it, 2015074; None where they count nothing up one by one."""
    there = ~np.isnan(values)
    if np.nanmin(values) < scale * YEARS[0] or np.nanmax(values) > scale * (YEARS[1] + 1):
        return None
    whole = np.round(np.where(there, values, scale * YEARS[0] + 1)).astype(np.int64)
    year, count = whole // scale, whole % scale
    if np.abs(values[there] - whole[there]).max() > near or count.min() < 1 or count.max() > most:
        return None
    steps = np.abs(np.diff(whole[there])[np.diff(year[there]) == 0])
    if len(steps) < FEWEST // 2 or (steps == 1).mean() <= MOSTLY:
        return None
    if most == 366:
        moments = days_of_years(year, count)
    else:
        months = 12 * (year - 1970) + (count - 1) * (12 // most)
        moments = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) * DAY
    return None if (moments == NEVER).any() else np.where(there, moments, NEVER)
