"""One column of numbers that is the time: a count since 1970, digits of a date, a year."""

import re
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.dates import DAY, NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.written import goes_one_way, hints_time, read_written

YEARS = (1800, 2200)
"""First and last year of a table's time."""
CALLED_DATE = re.compile(r"date|datum|fecha|(^|_)data$")
EPOCHS = ((1e8, 4.2e9, 1e3), (1e11, 4.2e12, 1.0), (1e14, 4.2e15, 1e-3), (1e17, 4.2e18, 1e-6))
"""Lowest and highest value of a time since 1970, and milliseconds of one: s, ms, µs, ns."""
SERIAL, SERIAL_OF_1970 = (20_000, 80_000), 25_569
"""Days as spreadsheets count them, from 1954 to 2119, and which one is 1 January 1970."""


@dataclass(frozen=True, eq=False)
class Time:
    """Columns of numbers that tell when each row was measured.

    Args:
        columns: their names.
        moments: milliseconds since 1970 by the file's clock, NEVER where unknown.
        says: how they were read, as the rest of a sentence.
    """

    columns: tuple[str, ...]
    moments: Int64[np.ndarray, " rows"]
    says: str


def find_single(table: Table) -> Time | None:
    """Find a column of numbers that alone is the time, if there is one."""
    return _compact(table) or _epoch(table) or _serial(table) or _decimal_year(table)


def _epoch(table: Table) -> Time | None:
    """Read seconds, milliseconds … since 1970."""
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = values[~np.isnan(values)]
        for low, high, scale in EPOCHS:
            fits = len(known) > 1 and known.min() >= low and known.max() <= high
            if fits and (number == 0 or hints_time(name)) and goes_one_way(known):
                moments = np.where(np.isnan(values), 0, values * scale).astype(np.int64)
                moments = np.where(np.isnan(values), NEVER, moments)
                unit = {1e3: "seconds", 1.0: "milliseconds", 1e-3: "microseconds"}
                says = f"counts {unit.get(scale, 'nanoseconds')} since 1970"
                return Time((name,), moments, says)
    return None


def _serial(table: Table) -> Time | None:
    """Read days as a spreadsheet counts them, 44621.25, in a column that is called a date."""
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = values[~np.isnan(values)]
        if not CALLED_DATE.search(name.lower()) or not goes_one_way(known):
            continue
        if SERIAL[0] <= known.min() and known.max() <= SERIAL[1]:
            seconds = np.round((np.nan_to_num(values) - SERIAL_OF_1970) * (DAY // 1000))
            moments = np.where(np.isnan(values), NEVER, seconds.astype(np.int64) * 1000)
            return Time((name,), moments, "counts the days as a spreadsheet does")
    return None


def _compact(table: Table) -> Time | None:
    """Read times written as one number, 20210301 or 202103010600."""
    for number, name in enumerate(table.columns):
        found = read_written(table.values[:, number], name, first=number == 0)
        if found is not None:
            return Time((name,), found[0], f"is a time, written {found[1]}")
    return None


def _decimal_year(table: Table) -> Time | None:
    """Read years with decimals, 1958.2027."""
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = values[~np.isnan(values)]
        hinted = hints_time(name) or any(hint in name.lower() for hint in ("year", "decimal"))
        hinted |= name == "column 1" and _parts_of_a_year(known)
        low, high = YEARS
        if not len(known) or known.min() < low or known.max() > high or not hinted:
            continue
        if (known == np.floor(known)).all() or not (np.diff(known) > 0).all():
            continue
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
