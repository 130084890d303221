"""Clocks and calendars that no name tells: they go on with the time, and begin anew or rise.

Such as minutes since a charger was unplugged, the week of a year that begins in July, or its code.
"""

from collections.abc import Collection

import numpy as np
from jaxtyping import Bool, Float, Int32, Int64

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import UNITS, is_whole
from lstmviz.table.understanding.column.gaps import column_of, series_of
from lstmviz.table.understanding.column.named import AMOUNTS, VALUES, says
from lstmviz.table.understanding.column.wanted import wish
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.time.calendars import is_calendar
from lstmviz.table.understanding.time.pace import lasting
from lstmviz.wording import many

Values = Float[np.ndarray, " rows"]
Steps = Bool[np.ndarray, " steps"]

FEWEST, LOOKED_AT = 30, 2_000
"""Steps from which a column is taken for a clock, and rows that show that most are none."""
NEARLY, MOST = 0.95, 0.8
"""Part of the steps that go on with the time, and of the new beginnings at its lowest numbers."""
SELDOM = 0.05
"""Part of the steps that begin anew or rise, at most: shorter rounds, as of a week, may matter."""
SPREAD, REGULAR = 0.05, 3
"""By how much the distances between rises may differ, as years do; and how many there are."""
HALF = 0.5
LOW = 0.05
"""Part of a clock's range above its lowest number in which it begins."""


def clockwork_of(
    table: Table, taken: Collection[str], group: str | None, findings: Findings
) -> set[str]:
    """Find columns that go on with the time whatever their names, and ask to leave them out.

    Args:
        table: with its rows in the order that is used.
        taken: names of the columns that are not fed, or count.
        group: name of the column that tells series apart, if any.
        findings: where it is asked.
    """
    free = [name for name in table.columns if name not in taken and not _is_told(name)]
    if table.moments is None or (table.moments == NEVER).any():
        return set()
    codes = series_of(table, group)
    told = {name: _told(column_of(table, name), table.moments, codes) for name in free}
    told = {name: how for name, how in told.items() if how}
    if len(told) + len(taken) >= len(table.columns):
        return set()
    unfed = {
        name
        for name, how in told.items()
        if findings.ask(f"clockwork:{name}", f"“{name}” {how}.", "leave out", True)
    }
    findings.leave(unfed, "goes on with the time")
    return unfed


def _is_told(name: str) -> bool:
    """Tell whether a name says what a column is: a part of the date, or an amount."""
    amount = says(AMOUNTS, name) or says(VALUES, name) or wish(name) > 0
    return amount or is_calendar(name)


def _told(
    values: Values, moments: Int64[np.ndarray, " rows"], codes: Int32[np.ndarray, " rows"]
) -> str:
    """Say in what way a column goes on with the time; "" where it does not."""
    some = np.diff(values[:LOOKED_AT])
    if not len(some) or max((some > 0).mean(), (some == 0).mean()) < HALF:
        return ""
    steps, time = np.diff(values.astype(np.float64)), np.diff(moments)
    inside = (np.diff(codes) == 0) & (time > 0) & ~np.isnan(steps)
    if inside.sum() < FEWEST:
        return ""
    back, on = (steps < 0) & inside, (steps > 0) & inside
    if back.sum() <= SELDOM * inside.sum() and on.sum() > NEARLY * (inside & ~back).sum():
        return _anew(values, steps, moments, codes, inside)
    return _stairs(values, steps, moments, codes, inside)


def _anew(
    values: Values,
    steps: Float[np.ndarray, " steps"],
    moments: Int64[np.ndarray, " rows"],
    codes: Int32[np.ndarray, " rows"],
    inside: Steps,
) -> str:
    """Tell a clock or a count that begins anew now and then, or keeps to uneven steps in time."""
    back, on = (steps < 0) & inside, (steps > 0) & inside
    border = (steps < 0) & (np.diff(codes) != 0)
    time, anew = np.diff(moments)[on], (back | border).any()
    length = float(np.median(time))
    if not anew and (np.abs(time - length) > length / 4).mean() < SELDOM:
        return ""  # what rises evenly may as well be a meter
    if not _goes_with(steps[on], time, is_whole(values)):
        return ""
    if not anew:
        return "goes on with the time, in the same uneven steps"
    low = float(np.nanmin(values)) + LOW * float(np.ptp(values[~np.isnan(values)]))
    low += 2 * float(np.median(steps[on]))
    if (values[1:][back | border] <= low).mean() < MOST:
        return ""
    return f"goes on with the time, and begins anew {many(int((steps < 0).sum()), 'time')}"


def _goes_with(
    steps: Float[np.ndarray, " on"], time: Int64[np.ndarray, " on"], whole: bool
) -> bool:
    """Tell whether steps are those in time, in some unit, or one more each."""
    usual, length = float(np.median(steps)), float(np.median(time))
    if whole and usual == 1 and (steps == 1).mean() >= NEARLY:
        return bool((np.abs(time - length) <= length / 4).mean() >= NEARLY)
    finest = 1000 if not (time % 1000).any() else 1
    for unit in UNITS:
        if usual * unit < length / 2 or usual * unit > 2 * length:
            continue
        # Whole numbers are cut off: one more or less, where they go on by more than one.
        near = max((1.0 if usual > 1 else HALF) * whole, finest / unit) + usual / 100
        if near < usual and (np.abs(steps - time / unit) <= near).mean() >= NEARLY:
            return True
    return False


def _stairs(
    values: Values,
    steps: Float[np.ndarray, " steps"],
    moments: Int64[np.ndarray, " rows"],
    codes: Int32[np.ndarray, " rows"],
    inside: Steps,
) -> str:
    """Tell a code that rises by the same at equal distances in time, as that of a year does."""
    rises = (steps != 0) & inside
    if not rises.any() or rises.sum() > SELDOM * inside.sum() or not is_whole(values):
        return ""
    if len(np.unique(codes[1:][rises])) < HALF * len(np.unique(codes)):
        return ""
    rise = float(np.median(steps[rises]))
    regular, distance = _distances(moments, codes, rises)
    if rise <= 0 or not regular or (steps[rises] == rise).mean() < NEARLY:
        return ""
    return f"rises by {rise:,.10g} each {lasting(distance)}, as a calendar does"


def _distances(
    moments: Int64[np.ndarray, " rows"], codes: Int32[np.ndarray, " rows"], at: Steps
) -> tuple[bool, float]:
    """Tell whether something comes at equal distances in each series, and give the usual."""
    when, of = moments[1:][at], codes[1:][at]
    apart = np.diff(when)[np.diff(of) == 0]
    if len(apart) < REGULAR:
        return False, 0.0
    usual = float(np.median(apart))
    return bool((np.abs(apart - usual) <= SPREAD * usual).mean() >= NEARLY), usual
