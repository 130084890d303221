"""The clock that stands beside dates: an hour, the n-th part of a day, or digits such as 1305."""

import re

import numpy as np
from jaxtyping import Bool, Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.fields import shown
from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.grouped.grouping import leave_rows
from lstmviz.table.understanding.time.calendars import named
from lstmviz.table.understanding.time.packed import clocks_in, whole_of
from lstmviz.table.understanding.time.single import Time
from lstmviz.table.understanding.time.summer import clock_of_hours, clock_of_parts
from lstmviz.wording import many

PERIODS = re.compile(r"period|hour|interval|slot|block|time|step|(^|_)(hr|he|sp|mtu)$")
NOON = 1200
"""What hours and minutes as one number reach at least; else they may be sizes, 100 to 300."""
SHORTEST_DAY = 4
"""Steps within days that tell by their order that numbers are hours and minutes, at least."""
MEASURED = 0.1
"""Part of the steps within days in which a column changes that measures something, at least."""
PARTS_OF_A_DAY = frozenset({24, 48, 72, 96, 144, 288, 1440})


def without_fillers(table: Table, findings: Findings) -> Table:
    """Leave out the 25th hours of days that have none: files that keep their rows fill them with 0.

    Only where the clock is put back a day has 25 hours.
    """
    if table.moments is None:
        return table
    for number, name in enumerate(table.columns):
        values = table.values[:, number]
        count = _parts_of_days(values, table.moments)
        parts = next((n for n in PARTS_OF_A_DAY if n + n // 24 == count), 0)
        if not parts:
            continue
        last = int(values.min()) + parts - 1
        fillers = _empty(table, number, values > last)
        if fillers.any():
            says = f"“{name}” counts to {last + count - parts} on most days, and "
            says += f"{many(int(fillers.sum()), 'row')} beyond {last} hold only 0 or nothing."
            if findings.ask("fillers", says, "leave out", True):
                return leave_rows(table, np.flatnonzero(~fillers), findings)
    return table


def _empty(
    table: Table, number: int, beyond: Bool[np.ndarray, " rows"]
) -> Bool[np.ndarray, " rows"]:
    """Tell which of some rows hold only 0 or nothing in all that is measured within days."""
    assert table.moments is not None
    inside = (np.diff(table.moments) == 0) & ~beyond[1:]
    measured = (np.diff(table.values, axis=0)[inside] != 0).mean(axis=0) >= MEASURED
    measured[number] = False
    held = table.values[:, measured]
    return beyond & ((held == 0) | np.isnan(held)).all(axis=1) & bool(measured.any())


def clock_beside(table: Table) -> Time | None:
    """Add the hour of the day, or another part of it, that stands beside dates which repeat."""
    assert table.moments is not None
    moments = table.moments
    if (moments % DAY)[moments != NEVER].any() or len(np.unique(moments)) == len(moments):
        return None
    number = named(table, "hour")
    if number is None:
        return _digits_beside(table, moments) or _parts_beside(table, moments)
    hour = table.values[:, number].astype(np.float64)
    known = (moments != NEVER) & ~np.isnan(hour)
    passed = np.zeros_like(moments)
    passed[known] = clock_of_hours(moments[known], hour[known].astype(np.int64))
    what = "is the hour of the date"
    return Time((table.columns[number],), np.where(known, moments + passed, NEVER), what)


def _parts_beside(table: Table, dates: Int64[np.ndarray, " rows"]) -> Time | None:
    """Add the number of a part of the day, as markets and meters count them."""
    for number, name in enumerate(table.columns):
        parts = _parts_of_days(table.values[:, number], dates)
        if parts in PARTS_OF_A_DAY and PERIODS.search(name.lower()):
            part = table.values[:, number].astype(np.int64)
            passed = clock_of_parts(dates, part - part.min(), parts)
            says = (
                "is the hour of the date" if parts == 24 else f"is one of {parts} parts of the day"
            )
            return Time((name,), np.where(dates == NEVER, NEVER, dates + passed), says)
    return None


def _digits_beside(table: Table, dates: Int64[np.ndarray, " rows"]) -> Time | None:
    """Add a clock written as one number, 0 to 2359 or 235959, that puts rows of a day in order."""
    inside = np.diff(dates) == 0
    if inside.sum() < SHORTEST_DAY:
        return None
    for number, name in enumerate(table.columns):
        whole = whole_of(table.values[:, number].astype(np.float64))
        for packed, passed in clocks_in(whole) if whole is not None and whole.max() >= NOON else ():
            moments = np.where(dates == NEVER, NEVER, dates + passed)
            if (np.diff(moments)[inside] > 0).all():
                return Time((name,), moments, f"is the time of day, written {shown(packed)}")
    return None


def _parts_of_days(values: Float[np.ndarray, " rows"], dates: Int64[np.ndarray, " rows"]) -> int:
    """Count the parts that a column divides each day into; 0 where it counts no such parts."""
    if np.isnan(values).any():
        return 0
    inside = np.diff(dates) == 0
    steps = np.diff(values)
    if not inside.any() or (steps[inside] != 1).any():
        return 0
    ends = values[:-1][~inside]
    return int(np.median(ends)) - int(values.min()) + 1 if len(ends) else 0
