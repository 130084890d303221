"""What a column of numbers is: a counter, a clock, a part of the date, a constant, an angle."""

import re
from collections.abc import Iterator

import numpy as np
from jaxtyping import Bool, Float, Int32, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.understanding.column.named import parted
from lstmviz.table.understanding.time.epochs import dates_behind_number, since_1970

COUNTERS = re.compile(
    r"(no|nr|id|index|idx|instant|record|row|row_?(no|number|id)|seq|#|unnamed.*)\.?$"
)
FILLED = 0.5
"""Part of the rows that have a number, at least, where these count them."""
EVEN = 0.9
"""Part of the steps that are one, in a column that counts the rows."""
CLOCK = re.compile(r"time|clock|tick|millis|stamp|elapsed|decimal.?(date|year)|[\W_](at|ms)$")
OTHER_CLOCK = re.compile(
    rf"{CLOCK.pattern}|date|decimal|year|day|hour|minute|second|unix|epoch|julian"
    r"|week|mjd|^ts?$|^column \d+$"
)
"""Names of columns, or none, under which the time may stand once more."""
UNEVEN = 8
"""The steps of a clock differ by an eighth at most, as months do."""
FEWEST = 10
"""Rows from which a column that runs with the time is taken for a clock."""
UNITS = (1e-6, 1e-4, 1e-3, 1, 1e3, 6e4, 3.6e6, DAY, 7 * DAY, 365.25 * DAY)
"""What clocks count in, in milliseconds: from nanoseconds, and a tenth of µs, to years."""
LAST_YEAR = 2_200
ODDS = 0.01
"""How far the pace of a clock may be off, as leap years put it off."""
DEGREES = ("deg", "°", "degree", "degrees")
DIRECTION = re.compile(
    r"(^|[^a-z])((wd|d{2,3}|[a-z]*dir)(?=[^a-z]|$)|drct|dirn|direction|angle|bearing|heading|azimuth|cog"
    r"|hdg|aspect|yaw|course|nacelle.?pos(ition)?|windrichtung|richtung"
    r"|dire(cção|ção|cción|zione))([^a-z]|$)"
)
"""Names of directions."""
FEW = 500
"""Rows looked at where some tell as much as all."""


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
    whole, clock = is_whole(values), bool(CLOCK.search(parted(name).lower()))
    there = ~np.isnan(values)
    known = values[there] if whole or clock else values[:0]
    if len(known) < max(3, FILLED * len(values)):
        return False  # a legend beside the first rows, such as the months, counts none of them
    steps = np.diff(known.astype(np.float64))
    if series is not None:
        steps = steps[np.diff(series[there]) == 0]
    if clock and len(steps) and (steps < 0).any() and begins_anew(steps):
        return True
    if series is not None and not ((steps > 0).all() or (steps < 0).all()):
        return False
    if not len(steps) or not whole:
        return is_even(steps)
    if max((steps == 1).mean(), (steps == -1).mean()) >= EVEN:
        return True
    if not ((steps > 0).all() or (steps < 0).all()):
        return False
    return (clock and is_even(steps)) or is_named_counter(name)


def numbers_series(
    values: Float[np.ndarray, " rows"], name: str, moments: Int64[np.ndarray, " rows"] | None
) -> bool:
    """Tell whether a count begins anew whenever the time goes on: it numbers what takes turns."""
    if moments is None or is_named_counter(name) or OTHER_CLOCK.search(name.lower()):
        return False
    on = np.diff(moments) != 0
    return bool(on.any() and not on.all() and ((np.diff(values) == 1) == ~on).all())


def begins_anew(steps: Float[np.ndarray, " steps"]) -> bool:
    """Tell whether a clock goes on evenly, and falls back far now and then."""
    back = steps < 0
    usual = float(np.median(steps))
    seldom = bool(0 < back.mean() <= 1 - EVEN)
    return seldom and is_even(steps) and bool((-steps[back] > usual).all())


def runs_with_time(
    values: Float[np.ndarray, " rows"], moments: Int64[np.ndarray, " rows"], name: str
) -> bool:
    """Tell whether a column is another clock: it goes on as the time does, in some unit."""
    known = ~np.isnan(values) & (moments != NEVER)
    if known.sum() < FEWEST or not OTHER_CLOCK.search(name.lower()):
        return False
    time, clock = moments[known].astype(np.float64), values[known].astype(np.float64)
    if is_whole(clock) and dates_behind_number(clock.astype(np.int64)):
        return True
    read = since_1970(clock)
    if read is not None and len(read[1]) > 1:  # seconds, and milliseconds since some row
        clock = read[0].astype(np.float64)
    width, far = np.ptp(time), float(clock[time.argmax()] - clock[time.argmin()])
    pace = abs(far) / width if width else 0.0
    if not any(abs(pace * unit - 1) < ODDS for unit in UNITS):
        return False
    straight = clock[time.argmin()] + (time - time.min()) * (far / width)
    step = float(np.median(np.abs(np.diff(time)))) * pace
    # Whole weeks or days stand still in between.
    step = max(step, 1.0) if (clock == np.floor(clock)).all() and abs(far) > FEWEST else step
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


def part_of_date(values: Float[np.ndarray, " rows"], moments: Int64[np.ndarray, " rows"]) -> str:
    """Say which part of each row's moment a column is, such as its month; "" where it is none."""
    known = ~np.isnan(values) & (moments != NEVER)
    if known.sum() < FEWEST or is_constant(values):
        return ""
    some = np.flatnonzero(known)[:: -(-int(known.sum()) // FEW)]
    if not (values[some].min() >= 0 and values[some].max() <= LAST_YEAR):
        return ""
    names = [name for name, part in _parts_of(moments[some]) if (values[some] == part).all()]
    all_parts = dict(_parts_of(moments[known])) if names else {}
    return next((name for name in names if (values[known] == all_parts[name]).all()), "")


def _parts_of(
    moments: Int64[np.ndarray, " known"],
) -> Iterator[tuple[str, Int64[np.ndarray, " known"]]]:
    """Give the parts of moments that people write into columns of their own."""
    days = (moments // DAY).astype("datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    month, clock = months.astype(np.int64) % 12 + 1, moments % DAY
    yield "year", years.astype(np.int64) + 1970
    yield "month", month
    yield "day", (days - months).astype(np.int64) + 1
    yield "hour", clock // (DAY // 24)
    yield "minute", clock // 60_000 % 60
    yield "day of the year", (days - years).astype(np.int64) + 1
    yield "quarter", (month + 2) // 3


def how_it_counts(values: Float[np.ndarray, " rows"], inside: Bool[np.ndarray, " steps"]) -> str:
    """Say in what way a column counts, as the rest of a sentence that is true of it."""
    known = np.flatnonzero(~np.isnan(values))
    border = np.concatenate([[0], np.cumsum(~inside)])[known]
    steps = np.diff(values[known].astype(np.float64))[np.diff(border) == 0]
    if (steps == 1).all() or (steps == -1).all():
        holes = len(known) and np.ptp(known) + 1 > len(known)
        return "on by 1 from number to number, with holes" if holes else "the rows"
    if (steps > 0).all() or (steps < 0).all():
        return "on from row to row, with holes"
    ones = max(int((steps == 1).sum()), int((steps == -1).sum()))
    if ones >= EVEN * len(steps):
        return f"on by 1 in {ones:,} of {len(steps):,} steps"
    return "on evenly from row to row"


def is_even(steps: Float[np.ndarray, " steps"]) -> bool:
    """Tell whether nearly all steps that go on are about the usual one."""
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


def is_angle(values: Float[np.ndarray, " rows"], name: str, unit: str) -> bool:
    """Tell whether a column is called a direction, and lies between 0 and 360 degrees."""
    if not (unit.lower() in DEGREES or DIRECTION.search(parted(name).lower())):
        return False
    known = values[~np.isnan(values)]
    return bool(len(known) and known.min() >= 0 and 300 < known.max() <= 360)


def turns_round(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column goes on from 360 to 0 and back as a direction does: most jumps do."""
    known = values[~np.isnan(values)].astype(np.float64)
    if len(known) < FEWEST or known.min() < 0 or not 350 < known.max() <= 360:
        return False
    steps = np.abs(np.diff(known))
    jumps = steps[steps > 180]
    small = np.median(np.minimum(steps, 360 - steps)) < 45
    return len(jumps) >= FEWEST // 2 and bool(small and (jumps > 270).mean() > 0.7)
