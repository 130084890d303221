"""One column of numbers that is the time: a count since 1970, digits of a date, a year."""

import re
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.named import says
from lstmviz.table.understanding.time.calendars import YEARS
from lstmviz.table.understanding.time.counted import read_counted
from lstmviz.table.understanding.time.epochs import since_1970
from lstmviz.table.understanding.time.written import (
    goes_one_way,
    hints_time,
    months_as_decimals,
    read_written,
)
from lstmviz.wording import many

SINCE = 1700
"""First year that numbers tell which nothing calls a year."""
SHORTEST = 8
"""Steps by which numbers tell that they are a time, at least."""
CALLED_DATE = re.compile(r"date|datum|fecha|month|period|(^|_)data$")
CALLED_TIME = re.compile(r"time|zeit|stamp|hora|heure|ora$")
NUMBERED = re.compile(r"id|no|nr|num|number|key|code|serial|count|counter|total")
"""Words in the names of numbers that rise and are no time."""
RECENT = (788_918_400_000, 2_208_988_800_000)
"""From 1995 to 2040, in milliseconds: what rises evenly there is a time, whatever its name."""
MANY_DIGITS = 1e11
"""Counts beyond are times also in a first column without a name that says so; others number too."""
FAR = 1e6
"""Usual steps for each row between the first and the last moment from which they are none."""
SERIAL, SERIAL_OF_1970 = (18_264, 80_000), 25_569
"""Days as spreadsheets count them, from 1950 to 2119, and which one is 1 January 1970."""
MONTHS = 13
"""Below it numbers may be months with their year behind the point, 12.2020."""
OTHER_DAYS = re.compile(r"mjd|julian|1970")
"""Names of columns that count days from another beginning."""
ROUNDED = 0.02
"""Minutes by which the last digit of such days may be off."""
EVEN = 0.9
"""Part of the steps that are about the usual one, of numbers that are a time by what they hold."""


@dataclass(frozen=True, eq=False)
class Time:
    """Columns of numbers that tell when each row was measured.

    Args:
        columns: their names.
        moments: milliseconds since 1970 by the file's clock, NEVER where unknown.
        says: how they were read, as the rest of a sentence.
        names: whether the rows are named by it; else by the dates that it is the finer clock of.
    """

    columns: tuple[str, ...]
    moments: Int64[np.ndarray, " rows"]
    says: str
    names: bool = True


def find_single(table: Table) -> Time | None:
    """Find a column of numbers that alone is the time, if there is one."""
    return (
        _compact(table)
        or _counted(table)
        or _epoch(table)
        or _serial(table)
        or _decimal_year(table)
    )


def _epoch(table: Table) -> Time | None:
    """Read seconds, milliseconds … since 1970."""
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = values[~np.isnan(values)]
        read = since_1970(values) if len(known) > 1 else None
        if read is None or not goes_one_way(_known(read[0])):
            continue
        moments, rows = read
        first = number == 0 and (known.min() > MANY_DIGITS or name == "column 1")
        first = first and not _scattered(_known(moments))
        if hints_time(name) or first or (len(rows) == 1 and _ticks(known, moments, name)):
            usual, *others = sorted(rows, key=lambda unit: -rows[unit])
            more = "".join(f", {unit} in {many(rows[unit], 'row')}" for unit in others)
            return Time((name,), moments, f"counts {usual}{more} since 1970")
    return None


def _serial(table: Table) -> Time | None:
    """Read days as a spreadsheet counts them, 44621.25: called a date, or even parts of days."""
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = values[~np.isnan(values)]
        if not goes_one_way(known) or known.min() < SERIAL[0] or known.max() > SERIAL[1]:
            continue
        if OTHER_DAYS.search(name.lower()):
            continue
        if CALLED_DATE.search(name.lower()) or _parts_of_days(known, name):
            seconds = np.round((np.nan_to_num(values) - SERIAL_OF_1970) * (DAY // 1000))
            moments = np.where(np.isnan(values), NEVER, seconds.astype(np.int64) * 1000)
            return Time((name,), moments, "counts the days as a spreadsheet does")
    return None


def _known(moments: Int64[np.ndarray, " rows"]) -> Float[np.ndarray, " known"]:
    return moments[moments != NEVER].astype(np.float64)


def _scattered(moments: Float[np.ndarray, " known"]) -> bool:
    """Tell whether moments lie so far apart for their steps that their digits are no count."""
    steps = np.abs(np.diff(moments))
    return bool(np.ptp(moments) > FAR * len(moments) * np.median(steps[steps > 0]))


def _ticks(
    known: Float[np.ndarray, " known"], moments: Int64[np.ndarray, " rows"], name: str
) -> bool:
    """Tell whether whole numbers rise evenly, as seconds since 1970 of our days do."""
    if says(NUMBERED, name) or (known != np.floor(known)).any():
        return False
    times = _known(moments)
    recent = RECENT[0] <= times.min() and times.max() <= RECENT[1]
    minutes = float(np.median(np.diff(times))) % 60_000 == 0
    return bool(np.median(np.diff(known)) != 1 and (recent or minutes)) and _evenly(known)


def _parts_of_days(known: Float[np.ndarray, " known"], name: str) -> bool:
    """Tell whether days with fractions are called a time, or go on by the same whole minutes."""
    if (known == np.floor(known)).all():
        return False
    minutes = float(np.median(np.diff(known))) * 1440
    whole = minutes > 0.5 and abs(minutes - round(minutes)) < ROUNDED
    return bool(CALLED_TIME.search(name.lower())) or (whole and _evenly(known))


def _evenly(known: Float[np.ndarray, " known"]) -> bool:
    """Tell whether nearly all steps go on by about the usual one."""
    steps = np.diff(known)
    usual = float(np.median(steps)) if len(steps) >= SHORTEST else 0.0
    return usual > 0 and bool((np.abs(steps - usual) <= usual / 4).mean() >= EVEN)


def _compact(table: Table) -> Time | None:
    """Read times written as one number, 20210301 or 202103010600."""
    for number, name in enumerate(table.columns):
        found = read_written(table.values[:, number], name, first=number == 0)
        if found is not None:
            return Time((name,), found[0], f"is a time, written {found[1]}")
    return None


def _counted(table: Table) -> Time | None:
    """Read years whose decimals count days or quarters."""
    for number, name in enumerate(table.columns):
        found = read_counted(table.values[:, number], name, first=number == 0)
        if found is not None:
            return Time((name,), *found)
    return None


def _decimal_year(table: Table) -> Time | None:
    """Read years with decimals, 1958.2027."""
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = values[~np.isnan(values)]
        hinted = hints_time(name) or any(
            hint in name.lower() for hint in ("year", "decimal", "yyyy")
        )
        low, high = YEARS if hinted else (SINCE, YEARS[1])
        hinted |= name == "column 1" and _parts_of_a_year(known)
        in_front = months_as_decimals(values) if len(known) and known.max() < MONTHS else None
        if in_front is not None and (number == 0 or hinted or CALLED_DATE.search(name.lower())):
            return Time((name,), in_front, "is a month with its year as decimals")
        if not len(known) or known.min() < low or known.max() > high or not hinted:
            continue
        if (known == np.floor(known)).all() or not (np.diff(known) > 0).all():
            continue
        moments = months_as_decimals(values)
        if moments is not None:
            return Time((name,), moments, "is a year with its month as decimals")
        year = np.floor(np.nan_to_num(values)).astype(np.int64)
        begin, end = (
            (year + more - 1970).astype("datetime64[Y]").astype("datetime64[ms]").astype(np.int64)
            for more in (0, 1)
        )
        moments = begin + np.round((np.nan_to_num(values) - year) * (end - begin)).astype(np.int64)
        # To the day: the last digit of a decimal year is seldom worth more.
        moments = np.where(np.isnan(values), NEVER, moments // DAY * DAY)
        return Time((name,), moments, "is a year with decimals")
    return None


def _parts_of_a_year(known: Float[np.ndarray, " known"]) -> bool:
    """Tell whether numbers go up by one and the same part of a year, a quarter at most."""
    steps = np.diff(known)
    usual = float(np.median(steps)) if len(steps) else 0.0
    return 0 < usual <= 0.26 and bool((np.abs(steps - usual) <= usual / 4).all())
