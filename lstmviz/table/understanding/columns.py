"""What a column of numbers is: a counter, a constant, a flag, an angle, a sum; its sentinels."""

import itertools
import re

import numpy as np
from jaxtyping import Bool, Float, Int32, Int64

from lstmviz.table.reading.dates import DAY, NEVER

COUNTERS = re.compile(
    r"(no|nr|id|index|idx|instant|record|row|row_?(no|number|id)|seq|#|unnamed.*)\.?$"
)
CODE = re.compile(r"-?(9{2,7}(\.9{1,4}|\.0)?|9\.9{1,3}|0\.9{2,3}|[1-9]0{2,4}|32768|32767)$")
"""How people write a number that stands for a missing one."""
EVEN = 0.9
"""Part of the steps that are one, in a column that counts the rows."""
COUNTS = 0.99
"""Part of the steps that are the same one, where a column is said to count the rows."""
CLOCK = re.compile(r"time|clock|tick|millis|stamp|elapsed|decimal.?(date|year)")
OTHER_CLOCK = re.compile(
    rf"{CLOCK.pattern}|date|decimal|year|day|hour|minute|second|unix|epoch|julian"
    r"|^ts?$|^column \d+$"
)
"""Names of columns, or none, under which the time may stand once more."""
UNEVEN = 8
"""The steps of a clock differ by an eighth at most, as months do."""
FEWEST = 10
"""Rows from which a column that runs with the time is taken for a clock."""
UNITS = (1e-6, 1e-3, 1, 1e3, 6e4, 3.6e6, DAY, 7 * DAY, 365.25 * DAY)
"""What clocks count in, in milliseconds: from nanoseconds to years."""
ODDS = 0.01
"""How far the pace of a clock may be off, as leap years put it off."""
FEW = 500
"""Rows looked at to find a column that is the sum of two others."""
DECIMALS = range(5)
"""Decimals to which a column may be the rounding of another."""


def some_of(values: Float[np.ndarray, " rows"], most: int = 10_000) -> Float[np.ndarray, " some"]:
    """Take values evenly from a column, some thousands at most, without the missing ones."""
    some = values[:: -(-len(values) // most) or 1]
    return some[~np.isnan(some)]


def is_whole(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column's known values are all whole numbers."""
    some = some_of(values)
    if not (some == np.floor(some)).all():
        return False
    known = values[~np.isnan(values)]
    return bool((known == np.floor(known)).all())


def counts_rows(
    values: Float[np.ndarray, " rows"], name: str, series: Int32[np.ndarray, " rows"] | None = None
) -> bool:
    """Tell whether a column numbers the rows: one more each, with some holes or new beginnings.

    What its name calls a time, and goes up nearly evenly, numbers them too.

    Args:
        values: of the column.
        name: of the column.
        series: of each row, where each is looked at alone; then no count begins anew.
    """
    whole, clock = is_whole(values), bool(CLOCK.search(name.lower()))
    there = ~np.isnan(values)
    known = values[there] if whole or clock else values[:0]
    if len(known) < 3:
        return False
    steps = np.diff(known.astype(np.float64))
    if series is not None:
        steps = steps[np.diff(series[there]) == 0]
        if not ((steps > 0).all() or (steps < 0).all()):
            return False
    if not len(steps) or not whole:
        return _is_even(steps)
    if max((steps == 1).mean(), (steps == -1).mean()) >= EVEN:
        return True
    if not ((steps > 0).all() or (steps < 0).all()):
        return False
    return (clock and _is_even(steps)) or is_named_counter(name)


def counts_evenly(values: Float[np.ndarray, " rows"], inside: Bool[np.ndarray, " steps"]) -> bool:
    """Tell whether whole numbers go up by one and the same step from row to row.

    Args:
        values: of a column.
        inside: which steps lie within a series.
    """
    steps = np.diff(values)[inside]
    if not len(steps) or not is_whole(values):
        return False
    usual = float(np.median(steps))
    return usual > 0 and bool((steps == usual).mean() >= COUNTS)


def runs_with_time(
    values: Float[np.ndarray, " rows"], moments: Int64[np.ndarray, " rows"], name: str
) -> bool:
    """Tell whether a column is another clock: it goes on as the time does, in some unit."""
    known = ~np.isnan(values) & (moments != NEVER)
    if known.sum() < FEWEST or not OTHER_CLOCK.search(name.lower()):
        return False
    time, clock = moments[known].astype(np.float64), values[known].astype(np.float64)
    width, far = np.ptp(time), float(clock[time.argmax()] - clock[time.argmin()])
    pace = abs(far) / width if width else 0.0
    if not any(abs(pace * unit - 1) < ODDS for unit in UNITS):
        return False
    straight = clock[time.argmin()] + (time - time.min()) * (far / width)
    step = float(np.median(np.abs(np.diff(time)))) * pace
    return bool((np.abs(clock - straight) <= step).all())


def tells_years(
    values: Float[np.ndarray, " rows"], moments: Int64[np.ndarray, " rows"], name: str
) -> bool:
    """Tell whether a column is the year of each row's moment, or of its week."""
    known = ~np.isnan(values) & (moments != NEVER)
    if "year" not in name.lower() or not known.any():
        return False
    begins = moments[known].astype("datetime64[ms]").astype("datetime64[Y]").astype(np.int64) + 1970
    off = np.abs(values[known] - begins)
    return bool((off <= 1).all() and (off == 0).mean() >= EVEN)


def _is_even(steps: Float[np.ndarray, " steps"]) -> bool:
    usual = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
    steps = steps[steps != 0]  # rows may share a time
    return usual > 0 and bool((np.abs(steps - usual) <= usual / UNEVEN).mean() >= EVEN)


def is_named_counter(name: str) -> bool:
    """Tell whether a column's name says that it numbers the rows."""
    return bool(COUNTERS.match(name.strip().lower()))


def is_constant(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column never changes."""
    known = values[~np.isnan(values)]
    return not len(known) or bool(known.min() == known.max())


def is_flag(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column has two values at most."""
    known = values[~np.isnan(values)]
    if not len(known):
        return True
    return bool(np.isin(known, (known.min(), known.max())).all())


def find_sentinel(values: Float[np.ndarray, " rows"]) -> float | None:
    """Find a value that stands for a missing one: at an end, repeated, and far from the others."""
    known = values[~np.isnan(values)].astype(np.float64)
    if len(known) < 5:
        return None
    for code in (known.min(), known.max()):
        at = known == code
        count, rest = int(at.sum()), known[~at]
        if not len(rest):
            continue
        gap = abs(code - (rest.min() if code < rest.min() else rest.max()))
        width = float(np.ptp(rest))
        if gap <= 0.25 * width and code != -1:
            continue
        middle = float(np.subtract(*np.percentile(some_of(rest), [90, 10]))) or width
        written = bool(CODE.match(f"{abs(code):.6g}"))
        written &= code < 0 or f"{code:g}".startswith("9")
        far = gap > 1.5 * middle and gap > 0.25 * width and (count > 1 or gap > 3 * width)
        if written and far:
            return float(code)
        some = len(np.unique(rest[:FEW])) > 4
        if code == -1 and count > 1 and (rest.min() > 0 or (rest.min() == 0 and some)):
            return -1.0
        if count > 2 and gap > 3 * width > 0 and some:
            return float(code)
    return None


def is_angle(values: Float[np.ndarray, " rows"], name: str, unit: str) -> bool:
    """Tell whether a column is a direction, 0 to 360 degrees."""
    said = unit.lower() in ("deg", "°", "degree", "degrees") or re.search(
        r"(^|[^a-z])(wd|wdir|dir|direction|angle|bearing|heading|azimuth)([^a-z]|$)", name.lower()
    )
    if not said:
        return False
    known = values[~np.isnan(values)]
    return bool(len(known) and known.min() >= 0 and 300 < known.max() <= 360)


def find_sums(
    values: Float[np.ndarray, "rows columns"], numbers: list[int]
) -> dict[int, tuple[int, ...]]:
    """Find columns that are a copy of another, rounded or turned round, or the sum of two others.

    Returns:
        Number of each such column → the numbers of those that it follows from.
    """
    some = values[:: -(-len(values) // FEW)][:, numbers].astype(np.float64)
    found: dict[int, tuple[int, ...]] = {}
    for c in range(len(numbers)):
        column = some[:, c]
        close = 1e-6 * (np.nanmax(np.abs(column)) if not np.isnan(column).all() else 1)
        others = [n for n in range(len(numbers)) if n != c and numbers[n] not in found]
        for n in others:
            other = some[:, n]
            same = _equal(column, other, close) or _turned(column, other, close)
            if n < c and (same or _rounded(column, other)):
                found[numbers[c]] = (numbers[n],)
                break
        if numbers[c] not in found and len(numbers) <= 24:
            for a, b in itertools.combinations(others, 2):
                if _equal(column, some[:, a] + some[:, b], close):
                    found[numbers[c]] = (numbers[a], numbers[b])
                    break
    return found


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
    return bool(known.sum() > 2 and np.ptp(a[known]) > 0 and (np.abs(a - b)[known] <= close).all())


def _turned(a: Float[np.ndarray, " some"], b: Float[np.ndarray, " some"], close: float) -> bool:
    """Tell whether two columns are a whole that never changes, as bicycles and empty docks are."""
    known = ~np.isnan(a) & ~np.isnan(b)
    varied = known.sum() >= FEWEST and np.ptp(a[known]) > 0
    return bool(varied and np.ptp((a + b)[known]) <= close)
