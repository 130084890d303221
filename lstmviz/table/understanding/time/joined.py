"""Parts of a time in several columns of numbers, named or not, also beside a date.

A part joins what is known of the time where the rows then go on by one step, and one way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from jaxtyping import Float, Float64, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.fields import RANGES, Parts, moments_of, within
from lstmviz.table.reading.time.sequences import Sequence, blocks_of, sequence_of
from lstmviz.table.tables import Table
from lstmviz.table.understanding.time.packed import clocks_in, dates_in, whole_of
from lstmviz.table.understanding.time.single import Time
from lstmviz.table.understanding.time.summer import clock_of_hours
from lstmviz.table.understanding.time.weeks import WEEKLY

Whole = Int64[np.ndarray, " rows"]

EVEN, ONE_WAY = 0.9, 0.98
"""What the rows must do where columns are parts of a time."""
SHARED = 0.1
"""Part of the rows with the time of the row before, at most, where numbers alone tell the time."""
MORE = 1.5
"""How many times more rows have a time of their own once a part joins, at least."""
MINUTE = 60
SHORT_YEAR = re.compile(r"y{1,2}r?|year|jahr|jaar|jr|año|ano|anno|rok|yıl|год")
"""Names of columns whose numbers up to 99 may be years."""
CLOCK = {"H": 3_600_000, "M": 60_000, "S": 1000}
"""Milliseconds of each part of the day."""
LONGEST_DAY = 25
"""Hours of the day on which the clock is put back."""
PARTS_OF_HOURS = (2, 4, 6, 12)
"""Intervals that markets and meters part an hour into, and number from 1."""
FINER = {"H": "M", "M": "S"}
"""The part that may follow each."""


@dataclass(frozen=True, eq=False)
class _Known:
    """What is known of the time so far.

    Args:
        columns: numbers of the columns that tell it.
        moments: that they tell.
        parts: year, month, …, from which the moments are made; empty beside dates.
        finest: the finest of the parts, d for a day.
    """

    columns: tuple[int, ...]
    moments: Int64[np.ndarray, " rows"]
    parts: Parts
    finest: str


def find_joined(table: Table, time: Time | None) -> Time | None:
    """Find columns that tell the time together, or that tell more of a time that was found.

    Args:
        table: its moments may be dates without a clock.
        time: what one column, or several called so, tell.
    """
    blocks = blocks_of(len(table.values))
    best: tuple[float, _Known] | None = None
    for begin in _begins(table, time):
        known = _joined(table, begin, blocks)
        sequence = sequence_of(known.moments, blocks)
        grown = len(known.columns) > len(begin.columns)
        if not grown or sequence.even < EVEN or sequence.one_way < ONE_WAY:
            continue
        alone = time is None and table.moments is None
        if known.finest == "Y" or (alone and sequence.repeated > SHARED):
            continue
        score = sequence.score - sequence.repeated
        if best is None or score > best[0]:
            best = score, known
    if best is None:
        return None
    names = tuple(table.columns[n] for n in sorted(best[1].columns))
    own = () if time is None else tuple(name for name in time.columns if name not in names)
    columns = (*own, *names)
    says = "tells the time" if len(columns) == 1 else "tell the time together"
    if table.moments is not None:
        days = any(begin.finest == "d" for begin in _begins(table, None))
        says = (
            f"{'is' if len(columns) == 1 else 'are'} the {'clock' if days else 'rest'} of the date"
        )
    return Time(columns, best[1].moments, says)


def _begins(table: Table, time: Time | None) -> Iterator[_Known]:
    """Give what may be the first part of a time: dates, years, or digits that hold a date."""
    moments = table.moments if time is None else time.moments
    if moments is not None:
        known = moments != NEVER
        if known.all() and not (moments % DAY).any() and (np.diff(moments) == 0).any():
            columns = () if time is None else tuple(map(table.columns.index, time.columns))
            yield _from_dates(columns, moments)
        return
    for number in range(len(table.columns)):
        whole = _whole(table, number)
        if whole is None:
            continue
        if within(whole, "y") and SHORT_YEAR.fullmatch(table.columns[number].strip().lower()):
            yield _Known((number,), moments_of({"y": whole}), {"y": whole}, "Y")
        if within(whole, "Y"):
            yield _Known((number,), moments_of({"Y": whole}), {"Y": whole}, "Y")
        ways = dates_in(whole) if whole.max() >= 10_000 else []
        ways = [way for way in ways if way[0][0] == "Y"] or ways
        if (
            len(ways) == 1
            and "H" not in ways[0][0]
            and "d" in ways[0][0] + "d" * ("j" in ways[0][0])
        ):
            yield _Known((number,), ways[0][1], {}, "d")


def _from_dates(columns: tuple[int, ...], moments: Int64[np.ndarray, " rows"]) -> _Known:
    """Take dates for what is known: to the year or the month where they name no more."""
    dates = (moments // DAY).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    if (dates != months).any():
        return _Known(columns, moments, {}, "d")
    month = months.astype(np.int64) % 12 + 1
    if (month == 1).all():
        return _Known(columns, moments, {"Y": year}, "Y")
    return _Known(columns, moments, {"Y": year, "m": month}, "m")


def _joined(table: Table, known: _Known, blocks: list[slice]) -> _Known:
    """Join one part after the other, as long as one tells more."""
    while True:
        now = sequence_of(known.moments, blocks)
        better = [
            (next_.score - next_.repeated, -abs(column - max(known.columns, default=column)), found)
            for column, found in _next(table, known)
            if _tells_more(next_ := sequence_of(found.moments, blocks), now)
        ]
        if not better:
            return known
        known = max(better, key=lambda way: way[:2])[2]


def _tells_more(new: Sequence, old: Sequence) -> bool:
    """Tell whether a part is one: fewer rows share their time, and the time goes one way.

    None puts an even time out of step.
    """
    even = new.even >= EVEN or old.even < EVEN
    return new.steps >= max(1, MORE * old.steps) and new.one_way >= ONE_WAY and even


def _next(table: Table, known: _Known) -> Iterator[tuple[int, _Known]]:
    """Give what each further column may add to what is known."""
    for number, name in enumerate(table.columns):
        if number in known.columns:
            continue
        whole = _whole(table, number)
        if whole is None:
            ways = _seconds(table.values[:, number].astype(np.float64), known)
        else:
            ways = chain(_of_the_date(whole, name, known), _of_the_day(whole, known))
        for way in ways:
            yield number, replace(way, columns=(*known.columns, number))


def _seconds(column: Float64[np.ndarray, " rows"], known: _Known) -> Iterator[_Known]:
    """Take a column with decimals for the seconds of the minutes that are known."""
    if known.finest == "M" and column.min() >= 0 and column.max() < MINUTE:
        yield _later(known, np.round(column * 1000).astype(np.int64), "S")


def _of_the_date(whole: Whole, name: str, known: _Known) -> Iterator[_Known]:
    """Take a column for the part of the date that comes next: a month, a day, a day of the year."""
    for part in {"Y": "mj", "m": "d"}.get(known.finest, ""):
        days = whole.max() > RANGES["d"][1] and not WEEKLY.search(name.lower())
        if not within(whole, part) or (part == "j" and not days):
            continue
        parts = {**known.parts, part: whole}
        moments = moments_of(parts)
        if (moments != NEVER).all():
            yield _Known(known.columns, moments, parts, "d" if part == "j" else part)


def _of_the_day(whole: Whole, known: _Known) -> Iterator[_Known]:
    """Take a column for a clock, for the n-th interval of an hour, or for the next finer part."""
    if known.finest == "d":
        if whole.max() <= LONGEST_DAY:
            yield _later(known, clock_of_hours(known.moments, whole), "H")
        for packed, passed in clocks_in(whole):
            yield _later(known, passed, packed[-1])
    intervals = int(whole.max())
    if known.finest == "H" and intervals in PARTS_OF_HOURS and whole.min() == 1:
        yield _later(known, (whole - 1) * (CLOCK["H"] // intervals), "M")
    finer = FINER.get(known.finest, "")
    if finer and within(whole, finer):
        yield _later(known, whole * CLOCK[finer], finer)


def _later(known: _Known, passed: Whole, finest: str) -> _Known:
    """Add what has passed, in milliseconds, to the moments that are known."""
    return replace(known, moments=known.moments + passed, finest=finest)


def _whole(table: Table, number: int) -> Int64[np.ndarray, " rows"] | None:
    values: Float[np.ndarray, " rows"] = table.values[:, number]
    return whole_of(values.astype(np.float64))
