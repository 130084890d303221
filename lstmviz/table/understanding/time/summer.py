"""Summer time: the nights in which a clock jumps by an hour, by the usual rules."""

import numpy as np
from jaxtyping import Bool, Int64

from lstmviz.table.reading.time.dates import DAY

HOUR, SUNDAY, LAST = DAY // 24, 6, -1
FORWARD = ((3, LAST), (3, 2), (4, 1), (9, LAST), (10, 1))
"""Month, and which of its Sundays: Europe; America since 2007, before; New Zealand; Australia."""
BACK = ((10, LAST), (11, 1), (4, 1), (9, LAST), (3, LAST))
"""Likewise: Europe, and America before 2007; America; the south; Europe before 1996; the south."""
BRITISH = 48
"""Parts of a day that are half hours, as markets in Britain and Ireland count them: there the
clock jumps at one, elsewhere mostly at two."""
NIGHT = (HOUR, 4 * HOUR)
"""When a clock that jumps stands at after it: from one, in Portugal, to four, in Finland."""


def summer_jumps(
    steps: Int64[np.ndarray, " steps"], later: Int64[np.ndarray, " steps"], usual: int
) -> Bool[np.ndarray, " steps"]:
    """Tell which steps are an hour too long in spring, or too short in autumn.

    Args:
        steps: from row to row, in milliseconds.
        later: the moment at the end of each.
        usual: the usual step.
    """
    if not 0 < usual <= HOUR:
        return np.zeros(len(steps), bool)
    return ((steps - usual == HOUR) & _in_night(later, FORWARD, usual)) | (
        (steps - usual == -HOUR) & _in_night(later, BACK, usual)
    )


def clock_of_parts(
    dates: Int64[np.ndarray, " rows"], part: Int64[np.ndarray, " rows"], parts: int
) -> Int64[np.ndarray, " rows"]:
    """Give what a clock shows as parts of a day begin, which are an hour fewer in spring.

    Args:
        dates: of each row, in milliseconds.
        part: of the day, 0, 1, …, counted on as the clock jumps.
        parts: how many most days have.
    """
    passed = part * DAY // parts
    days, day = np.unique(dates, return_inverse=True)
    count = np.zeros(len(days), np.int64)
    np.maximum.at(count, day, part + 1)
    if np.median(count) != parts:
        return passed
    # A day of which parts are absent, the last ones perhaps, is not told to be shorter.
    days_of_parts = np.unique(day * (count.max() + 1) + part) // (count.max() + 1)
    count[np.bincount(days_of_parts, minlength=len(days)) < count] = parts
    jump, hour = HOUR * (1 if parts == BRITISH else 2), parts // 24
    spring = (count == parts - hour) & _in_night(days + jump + HOUR, FORWARD, HOUR)
    autumn = (count == parts + hour) & _in_night(days + jump, BACK, HOUR)
    on = HOUR * (spring[day] & (passed >= jump))
    return passed + on - HOUR * (autumn[day] & (passed >= jump + HOUR))


def clock_of_hours(
    dates: Int64[np.ndarray, " rows"], hours: Int64[np.ndarray, " rows"]
) -> Int64[np.ndarray, " rows"]:
    """Give what a clock shows at the hours of each date, counted from 0 or 1, also to 23 or 25."""
    first = int(hours.min() > 0)
    return clock_of_parts(dates, hours - first, 24) + first * HOUR


def may_repeat(moments: Int64[np.ndarray, " rows"]) -> Bool[np.ndarray, " rows"]:
    """Tell which moments a clock may show twice, as it is put back."""
    return _in_night(moments, BACK, HOUR)


def _in_night(
    moments: Int64[np.ndarray, " rows"], sundays: tuple[tuple[int, int], ...], usual: int
) -> Bool[np.ndarray, " rows"]:
    begin, end = NIGHT
    clock, days = moments % DAY, moments // DAY
    night = (clock >= begin) & (clock < end + usual) & ((days + 3) % 7 == SUNDAY)
    found = np.flatnonzero(night)
    dates = days[found].astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    day = (dates - months).astype(np.int64)
    length = ((months + 1).astype("datetime64[D]") - months).astype(np.int64)
    month = months.astype(np.int64) % 12 + 1
    night[found] = np.any(
        [
            (month == number) & ((day // 7 == which - 1) if which > 0 else (day + 7 >= length))
            for number, which in sundays
        ],
        axis=0,
    )
    return night
