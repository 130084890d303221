"""Numbers whose digits hold several parts of a time, such as 150327, 2015086 or 1305."""

import numpy as np
from jaxtyping import Bool, Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.fields import PACKED, clock_of, moments_of, shown, unpacked
from lstmviz.table.reading.time.sequences import NEAR, blocks_of, sequence_of
from lstmviz.table.tables import Table
from lstmviz.table.understanding.time.epochs import dates_behind_number
from lstmviz.table.understanding.time.single import Time
from lstmviz.table.understanding.time.written import hints_time

Values = Float[np.ndarray, " rows"]
Moments = Int64[np.ndarray, " rows"]

EVEN, ONE_WAY = 0.9, 0.98
"""What the rows must do where their digits are a time: go on by one step, and one way."""
SIX_DIGITS = 100_000
LOST = 3
"""Zeros that digits may have lost in front, at most: one in 010115, three in 000115."""
KNOWN = 0.9
"""Part of the rows that hold such numbers, at least."""
WEEKDAYS = 40
"""Days by which it is told that none is of a weekend."""
SELDOM = 0.1
"""Steps that only the bare numbers do evenly, beside those that only the moments do, at most."""


def whole_of(values: Values) -> Int64[np.ndarray, " rows"] | None:
    """Give numbers as whole ones; None where one is missing, has decimals or is negative."""
    fits = bool(len(values)) and bool((np.floor(values) == values).all()) and values.min() >= 0
    return values.astype(np.int64) if fits and values.max() < 1e18 else None


def dates_in(whole: Int64[np.ndarray, " rows"]) -> list[tuple[str, Moments]]:
    """Give the ways in which numbers of so many digits hold a date, with or without a clock."""
    digits = len(str(whole.max()))
    found = []
    for size in range(digits, digits + LOST + 1):
        for packed in PACKED.get(size, ()):
            if packed[0] == "H" or (size > digits and packed[0] == "Y"):
                continue
            moments = moments_of(unpacked(whole, packed))
            if (moments != NEVER).all():
                found.append((packed, moments))
    return found


def clocks_in(whole: Int64[np.ndarray, " rows"]) -> list[tuple[str, Moments]]:
    """Give the ways in which numbers hold a time of day, as HHMM or HHMMSS."""
    found = []
    for packed, most in (("HM", 2400), ("HMS", 240_000)):
        if not most // 10 <= whole.max() <= most:
            continue
        passed = clock_of(unpacked(whole, packed), len(whole))
        if (passed != NEVER).all():
            found.append((packed, passed))
    return found


def find_packed(table: Table) -> Time | None:
    """Find a column whose digits are a time, as the rows say: even where the bare numbers jump.

    Of several it is the one that tells most times apart.
    """
    found: list[Time] = []
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = ~np.isnan(values)
        whole = whole_of(values[known]) if known.mean() >= KNOWN else None
        if whole is None or whole.max() < 10_000:
            continue
        blocks = blocks_of(len(whole))
        bare = sequence_of(whole, blocks)
        if bare.steps < 3:
            continue
        ways = []
        for packed, moments in [*dates_in(whole), *dates_behind_number(whole)]:
            sequence = sequence_of(moments, blocks)
            even = sequence.even >= EVEN or _only_weekdays(moments)
            follows = even and sequence.one_way >= ONE_WAY
            # Five digits may be days as a spreadsheet counts them.
            long = packed[0] == "Y" or (packed[0] == "y" and whole.min() >= SIX_DIGITS)
            if follows and ((long and hints_time(name)) or _explains(moments, whole)):
                # Of two ways that do as well, the one that has lost no zeros, and is the evener.
                full = len(shown(packed)) == len(str(whole.max()))
                ways.append(((sequence.score, full, -sequence.uneven), packed, moments))
        ways.sort(key=lambda way: way[0], reverse=True)
        if ways and (len(ways) == 1 or ways[0][0] > ways[1][0]):
            times = np.full(len(values), NEVER)
            times[known] = ways[0][2]
            found.append(Time((name,), times, f"is a time, written {shown(ways[0][1])}"))
    return max(found, key=lambda time: len(np.unique(time.moments)), default=None)


def _only_weekdays(moments: Moments) -> bool:
    """Tell whether all are days from Monday to Friday: of so many, by chance none were."""
    days = np.unique(moments // DAY)
    whole = not (moments % DAY).any()
    return whole and len(days) >= WEEKDAYS and bool(((days + 3) % 7 < 5).all())


def _explains(moments: Moments, whole: Int64[np.ndarray, " rows"]) -> bool:
    """Tell whether moments go on evenly where bare numbers jump, as months end before 99."""
    even, bare = _usual(moments), _usual(whole)
    only, other = int((even & ~bare).sum()), int((bare & ~even).sum())
    return only > 0 and other <= SELDOM * only


def _usual(values: Int64[np.ndarray, " rows"]) -> Bool[np.ndarray, " steps"]:
    """Tell which steps are the usual one."""
    steps = np.abs(np.diff(values))
    usual = np.median(steps[steps != 0])
    return (steps == 0) | (np.abs(steps - usual) <= usual / NEAR)
