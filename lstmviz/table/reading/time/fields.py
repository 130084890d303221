"""The parts of a time, year to fraction of a second, and the moments that they make together."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.time.dates import (
    DAY,
    NEVER,
    Milliseconds,
    begins_of_days,
    weeks_begin,
    with_century,
)
from lstmviz.table.reading.time.yearless import YEAR

Parts = Mapping[str, Int64[np.ndarray, " words"]]

YEARS = (1600, 2200)
"""First and last year of what is taken for a time."""
RANGES = {
    "Y": YEARS,
    "y": (0, 99),
    "m": (1, 12),
    "d": (1, 31),
    "j": (1, 366),
    "w": (1, 53),
    "q": (1, 4),
    "H": (0, 24),
    "M": (0, 59),
    "S": (0, 60),
}
"""Lowest and highest value of each part; j is the day of the year, q the quarter, w the week."""
CALLED = {
    "Y": "year",
    "y": "year",
    "m": "month",
    "d": "day",
    "j": "day of the year",
    "w": "week",
    "q": "quarter",
    "H": "hour",
    "M": "minute",
    "S": "second",
    "f": "fraction",
}
DIGITS = {"Y": 4, "j": 3}
"""Digits of each part where several stand together without a sign between; else two."""
PACKED = {
    4: ("HM",),
    5: ("yj",),
    6: ("ymd", "dmy", "mdy", "Ym", "HMS"),
    7: ("Yj",),
    8: ("Ymd", "dmY", "mdY"),
    9: ("yjHM",),
    10: ("YmdH", "ymdHM", "dmyHM"),
    11: ("YjHM",),
    12: ("YmdHM", "ymdHMS", "dmyHMS"),
    13: ("YjHMS",),
    14: ("YmdHMS", "dmYHMS"),
}
"""How many digits in a row there are → what they may hold."""
SHOWN = {"Y": "YYYY", "y": "YY", "m": "MM", "d": "DD", "j": "DDD", "H": "HH", "M": "MM", "S": "SS"}


def unpacked(numbers: Int64[np.ndarray, " words"], packed: str) -> dict[str, np.ndarray]:
    """Take numbers apart whose digits hold several parts, such as 20150327."""
    parts = {}
    for part in reversed(packed):
        size = 10 ** DIGITS.get(part, 2)
        parts[part], numbers = numbers % size, numbers // size
    return parts


def shown(packed: str) -> str:
    """Write what the digits of such numbers hold, as YYYYMMDD."""
    return "".join(SHOWN[part] for part in packed)


def within(values: Int64[np.ndarray, " words"], part: str) -> bool:
    """Tell whether all of some numbers may be such a part."""
    low, high = RANGES[part]
    return bool(len(values) and values.min() >= low and values.max() <= high)


def moments_of(parts: Parts) -> Milliseconds:
    """Give the moments that parts make together; NEVER where no calendar and no clock has them.

    Those of a month and a day alone are of the year YEAR.
    """
    if "e" in parts:
        return parts["e"]
    if not {*parts} & {"Y", "y"}:
        year = np.full_like(parts["m"], YEAR)
    else:
        year = parts["Y"] if "Y" in parts else with_century(parts["y"])
    one = np.ones_like(year)
    if "j" in parts:
        days = begins_of_days(year, one, one)
        length = begins_of_days(year + 1, one, one) - days
        passed = (parts["j"] - 1) * DAY
        moments = np.where((passed >= 0) & (passed < length), days + passed, NEVER)
    elif "w" in parts:
        moments = weeks_begin(year, parts["w"])
    elif "q" in parts:
        moments = begins_of_days(year, 3 * parts["q"] - 2, one)
    else:
        moments = begins_of_days(year, parts.get("m", one), parts.get("d", one))
    clock = clock_of(parts, len(year))
    fits = (moments != NEVER) & (clock != NEVER) & (year <= YEARS[1])
    fits &= (year >= YEARS[0]) | (year == YEAR)
    return np.where(fits, moments + clock, NEVER)


def clock_of(parts: Parts, rows: int) -> Milliseconds:
    """Give milliseconds since midnight; NEVER for a time that no clock shows."""
    none = np.zeros(rows, np.int64)
    hour, minute, second = (parts.get(part, none) for part in "HMS")
    fits = (hour >= 0) & (hour <= 24) & (minute >= 0) & (minute < 60)
    fits &= (second >= 0) & (second < 61) & ((hour < 24) | (minute + second == 0))
    if "p" in parts:
        fits &= hour <= 12
        hour = hour % 12 + 12 * parts["p"]
    passed = ((hour * 60 + minute) * 60 + second) * 1000 + parts.get("f", none)
    return np.where(fits, passed, NEVER)
