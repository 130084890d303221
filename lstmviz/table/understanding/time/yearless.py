"""Days without a year, and the clock beside them: 346 and 840, month and day, week and weekday."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.fields import moments_of
from lstmviz.table.reading.time.sequences import sequence_of
from lstmviz.table.reading.time.yearless import gone_on
from lstmviz.table.tables import Table
from lstmviz.table.understanding.time.calendars import PARTS, YEARLY, named
from lstmviz.table.understanding.time.joined import find_joined
from lstmviz.table.understanding.time.packed import whole_of
from lstmviz.table.understanding.time.single import Time

DAYS = frozenset({*PARTS["day"], *YEARLY["day of the year"]})
"""Names of columns that count days."""
LONGER = frozenset({*PARTS["year"], *PARTS["month"]})
"""Names of columns beside which days are those of a month, or of a year that is given."""
ONE_WAY, FEWEST = 0.98, 10
"""Part of the steps from day to day that go one way, and how many there are, at least."""
WEEKDAYS = frozenset(
    {"weekday", "dayofweek", "dow", "wday", "dayname", "day", "dy", "wochentag", "tag"}
)
"""Names of columns that tell the days of a week, where the week is told beside them."""
LAST, FULL = 365, 366
"""The last day of most years; and of some."""


def find_yearless(table: Table) -> tuple[Time, pa.Array] | None:
    """Find a column of days and the columns of the clock beside it, where no year is given.

    Returns:
        The time, and what it is called in each row, 346 08:40; None where there is none.
    """
    if any(name.strip().lower() in LONGER for name in table.columns):
        return _of_months(table)
    weekly = _of_weeks(table)
    if weekly is not None:
        return weekly
    for number, name in enumerate(table.columns):
        if name.strip().lower() not in DAYS:
            continue
        whole = whole_of(table.values[:, number].astype(np.float64))
        days = None if whole is None else _going_on(whole)
        if whole is None or days is None:
            continue
        found = find_joined(table, Time((name,), days * DAY, ""))
        if found is not None:
            says = "tell the time together, without a year"
            return Time(found.columns, found.moments, says), _written(whole.tolist(), found.moments)
    return None


def _of_months(table: Table) -> tuple[Time, pa.Array] | None:
    """Join months and days, which go on at New Year, with the clock beside them."""
    month, day = named(table, "month"), named(table, "day")
    # A year of two digits is one that is given, though it may not be told which it is.
    given = any(name.strip().lower() in PARTS["year"] for name in table.columns)
    if given or month is None or day is None:
        return None
    both = table.values[:, [month, day]]
    if np.isnan(both).any():
        return None
    moments = gone_on(moments_of({"m": both[:, 0].astype(int), "d": both[:, 1].astype(int)}))
    if (moments == NEVER).any():
        return None
    time = Time((table.columns[month], table.columns[day]), moments, "")
    time = find_joined(table, time) or time
    sequence = sequence_of(time.moments)
    if sequence.one_way < ONE_WAY or sequence.steps < FEWEST:
        return None
    texts = pa.array(time.moments).cast(pa.timestamp("ms")).cast(pa.string())
    end = 10 if not (time.moments % DAY).any() else 16
    names = tuple(name for name in table.columns if name in time.columns)
    time = Time(names, time.moments, "tell the time together, without a year")
    return time, pc.utf8_slice_codeunits(texts, 5, end)


def _of_weeks(table: Table) -> tuple[Time, pa.Array] | None:
    """Join weeks and weekdays, numbers or words, with the clock beside them."""
    week = named(table, "week")
    whole = None if week is None else whole_of(table.values[:, week].astype(np.float64))
    if week is None or whole is None:
        return None
    steps = np.diff(whole)
    weeks = np.cumsum(np.where(steps < 0, whole[1:], steps))  # from the last of a year to the first
    for name in (*table.columns, *table.groups):
        if re.sub(r"[\W_]", "", name.lower()) not in WEEKDAYS:
            continue
        numbers = (name,) if name in table.columns else ()
        day = (
            whole_of(table.values[:, table.columns.index(name)]) if numbers else table.groups[name]
        )
        if day is None or day.min() < 0 or day.max() > 7:
            continue
        days = np.cumsum(np.diff(day) % 7)
        if (np.abs(days - 7 * weeks) >= 7).any():
            continue  # words that stand in no order of a week, or weeks that lack days
        time = Time((table.columns[week], *numbers), np.concatenate([[0], days]) * DAY, "")
        time = find_joined(table, time) or time
        sequence = sequence_of(time.moments)
        if sequence.one_way < ONE_WAY or sequence.steps < FEWEST:
            continue
        kept = {*time.columns, name}
        names = tuple(n for n in dict.fromkeys([*table.columns, *table.groups]) if n in kept)
        words = table.levels.get(name) or range(8)
        written = [f"{w} {words[d]}" for w, d in zip(whole.tolist(), day.tolist(), strict=True)]
        time = Time(names, time.moments, "tell the time together, without a year")
        return time, _written(written, time.moments)
    return None


def _going_on(days: Int64[np.ndarray, " rows"]) -> Int64[np.ndarray, " rows"] | None:
    """Let days go on at New Year; None where they fall elsewhere, or do not repeat."""
    if days.max() > FULL or len(np.unique(days)) < 2 or not (np.diff(days) == 0).any():
        return None
    falls = np.diff(days) < 0
    if (falls & ((days[:-1] < LAST) | (days[1:] > 1))).any():
        return None
    length = FULL if days.max() == FULL else LAST
    return days + length * np.concatenate([[0], np.cumsum(falls)])


def _written(days: Sequence[int | str], moments: Int64[np.ndarray, " rows"]) -> pa.Array:
    """Write days as the file counts them, and times of day, where there are such."""
    if not (moments % DAY).any():
        return pa.array(map(str, days), pa.string())
    clocks = pa.array(moments % DAY).cast(pa.timestamp("ms")).cast(pa.string()).to_pylist()
    end = 16 if not (moments % 60_000).any() else 19
    texts = [f"{day} {clock[11:end]}" for day, clock in zip(days, clocks, strict=True)]
    return pa.array(texts, pa.string())
