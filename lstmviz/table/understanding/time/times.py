"""When each row was measured: columns of numbers that are a time, and the order that they tell."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Float64, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.time.annual import go_on, years_alone
from lstmviz.table.understanding.time.beside import clock_beside
from lstmviz.table.understanding.time.calendars import (
    PARTS,
    QUARTERS,
    RANGES,
    YEARLY,
    named,
    within,
)
from lstmviz.table.understanding.time.finer import find_finer
from lstmviz.table.understanding.time.joined import find_joined
from lstmviz.table.understanding.time.packed import find_packed
from lstmviz.table.understanding.time.scales import find_scale
from lstmviz.table.understanding.time.single import SINCE, Time, find_single
from lstmviz.table.understanding.time.weeks import weeks_of
from lstmviz.table.understanding.time.written import IN_ORDER, goes_one_way

FRONT = 4
"""Columns without names in which a year is looked for."""
STILL = 0.3
"""Part of the steps in which the time so far stands still where numbers tell the next part of it:
of half-years, half."""


def find_time(table: Table) -> Time | None:
    """Find the columns of numbers that are the time, if there are any."""
    if table.moments is not None:
        return find_joined(table, None) or clock_beside(table) or find_finer(table)
    time = _parts(table) or find_packed(table) or find_single(table) or find_scale(table)
    time = find_joined(table, time) or time
    beside = None if time is None else clock_beside(replace(table, moments=time.moments))
    if time is None or beside is None:
        return time
    return Time((*time.columns, *beside.columns), beside.moments, "tell the time together")


def label_by(table: Table, time: Time) -> Table:
    """Name the rows by the time that was found."""
    if not time.names:
        return replace(table, moments=time.moments)
    known = time.moments[time.moments != NEVER]
    texts = pa.array(time.moments, mask=time.moments == NEVER).cast(pa.timestamp("ms"))
    texts = texts.cast(pa.string())
    daily = len(known) and not (known % DAY).any()
    monthly, yearly = (daily and _first_of(known, length) for length in ("M", "Y"))
    whole = not (known % 60_000).any() and "since 1970" not in time.says
    parts = bool((known % 1000).any()) and np.median(np.abs(np.diff(known))) < 1000
    step = 10 if not (known % DAY).any() else 16 if whole else 23 if parts else 19
    label = RowLabels(pc.utf8_slice_codeunits(texts, 0, 4 if yearly else 7 if monthly else step))
    dated = False
    if table.moments is not None:
        dated = bool((table.moments // DAY == time.moments // DAY).mean() > 0.5)
    name = " ".join(filter(None, (table.label_name * dated, *time.columns)))
    notes = table.notes
    if table.moments is None:
        notes = tuple(re.sub(r"(text.*): it names the rows\.$", r"\1: left out.", n) for n in notes)
    return replace(table, labels=label, label_name=name[:60], moments=time.moments, notes=notes)


def _first_of(moments: Int64[np.ndarray, " known"], length: str) -> bool:
    """Tell whether all are first days of a month (M) or a year (Y)."""
    days = (moments // DAY).astype("datetime64[D]")
    return bool((days == days.astype(f"datetime64[{length}]")).all())


def _parts(table: Table) -> Time | None:
    """Join year, month, day, hour that stand in columns of their own."""
    found = _parts_found(table)
    if found["year"] is None:
        return None
    yearly = None if found["month"] is not None else _yearly_parts(table, found)
    if yearly is not None:
        return yearly
    used: list[int] = []
    for column in found.values():
        if column is None:
            break
        used.append(column)
    quarter = _quarter(table) if len(used) == 1 else None
    used += [quarter] if quarter is not None else []
    values = [np.nan_to_num(table.values[:, n].astype(np.float64)) for n in used]
    if quarter is not None:
        values[1] = 3 * values[1] - 2
    missing = np.isnan(table.values[:, used]).any(axis=1)
    each = len(np.unique(values[0])) == len(values[0])  # in whatever order
    if len(used) == 1 and not (each or goes_one_way(values[0]) or go_on(table, used[0])):
        return None
    again = _day_of_year_beside(table, used)
    names = tuple(table.columns[n] for n in sorted({*used, *again}))
    says = "tells the time" if len(names) == 1 else "tell the time together"
    return Time(names, np.where(missing, NEVER, _moments_of(values)), says)


def _parts_found(table: Table) -> dict[str, int | None]:
    """Find the columns of the parts: by their names, by what they hold, or years alone."""
    found: dict[str, int | None] = {}
    for part in PARTS:
        found[part] = named(table, part, but=set(found.values()))
    if found["year"] is None and None not in (found["month"], found["day"]):
        years = (n for n, name in enumerate(table.columns) if _is_y(table, n, name))
        found["year"] = next(years, None)
    if found["year"] is None:
        found |= _nameless_parts(table)
    if found["year"] is None:
        found = dict.fromkeys(PARTS) | {"year": years_alone(table)}
    return found


def _moments_of(parts: Sequence[Float64[np.ndarray, " rows"]]) -> Int64[np.ndarray, " rows"]:
    """Join year, month, day, hour and minute, as many as there are, to milliseconds since 1970."""
    year, month, *finer = [part.astype(np.int64) for part in parts] + [1] * (len(parts) == 1)
    months = 12 * (year - 1970) + month - 1
    moments = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) * DAY
    if finer:
        finer[0] = finer[0] - 1  # days begin with the 1st
    for part, unit in zip(finer, (DAY, DAY // 24, 60_000), strict=False):
        moments = moments + part * unit
    return moments


def _is_y(table: Table, number: int, name: str) -> bool:
    """Tell whether a column is a year by a letter that, without month and day, may be anything."""
    return name.strip().lower() == "y" and within(table.values[:, number], "year")


def _day_of_year_beside(table: Table, used: list[int]) -> list[int]:
    """Give the column without a name that counts the days of the year between year and month."""
    if len(used) < 3 or table.columns[used[0]] != "column 1" or used[1] != used[0] + 2:
        return []
    return [used[0] + 1]


def _yearly_parts(table: Table, found: Mapping[str, int | None]) -> Time | None:
    """Join the year with the day of the year, and the hour and minute, or with the ISO week."""
    year, columns = found["year"], {part: named(table, part, {found["day"]}) for part in YEARLY}
    kind, counted = next(((k, n) for k, n in columns.items() if n is not None), ("", None))
    if year is None or counted is None:
        return None
    used = [year, counted]
    for part in ("hour", "minute") if kind != "week" else ():
        beside = found[part]
        if beside is None:
            break
        used.append(beside)
    missing = np.isnan(table.values[:, used]).any(axis=1)
    whole = [np.where(missing, 1, table.values[:, n]).astype(np.int64) for n in used]
    how = ""
    if kind == "week":
        moments, how = weeks_of(whole[0], whole[1])
    else:
        first = (whole[0] - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
        moments = (first + whole[1] - 1) * DAY
        for part, unit in zip(whole[2:], (DAY // 24, 60_000), strict=False):
            moments = moments + part * unit
    if (moments[~missing] == NEVER).any():
        return None
    names = tuple(table.columns[n] for n in used)
    says = f"tell the time together{', ' * bool(how)}{how}"
    return Time(names, np.where(missing, NEVER, moments), says)


def _quarter(table: Table) -> int | None:
    """Find a column that names the quarters of a year."""
    for number, name in enumerate(table.columns):
        known = np.unique(table.values[:, number])
        if name.strip().lower() in QUARTERS and np.isin(known, (1, 2, 3, 4)).all():
            return number
    return None


def _nameless_parts(table: Table) -> dict[str, int | None]:
    """Find year, month, day … in the first columns by what they hold: most, as long as in order.

    Columns that no header names may have others in front, such as the number of a station.
    """
    nameless = all(name.startswith("column ") for name in table.columns[:FRONT])
    for begin in range(FRONT if nameless else 1):
        if begin >= len(table.columns) or not (table.values[:, begin] >= SINCE).all():
            continue
        counts = begin == 0 and _counts_days_of_year(table)
        places = [0, 2, 3, 4, 5] if counts else [begin + n for n in range(len(PARTS))]
        found = _parts_at(table, places)
        if found:
            return found
    first = table.values[:, 0]
    yearly = table.columns[0] == "column 1" and within(first, "year")
    return {"year": 0} if yearly and (np.diff(first) == 1).all() else {}


def _parts_at(table: Table, places: list[int]) -> dict[str, int | None]:
    """Find year, month, day … in some columns: most of them, as long as they are in order.

    A part tells something where those before it stand still: two teams in one year are no months.
    """
    most: dict[str, int | None] = {}
    moment = np.zeros(len(table.values))
    for count, (part, place) in enumerate(zip(PARTS, places, strict=True), start=1):
        if place >= len(table.columns) - 1 or not within(table.values[:, place], part):
            break
        if count > 1 and (np.diff(moment) == 0).mean() < STILL:
            break
        moment = moment * (RANGES[part][1] + 1) + np.nan_to_num(table.values[:, place])
        if count > 1 and (np.diff(moment) > 0).mean() > IN_ORDER:
            most = dict(zip(PARTS, places[:count], strict=False))
    return most


def _counts_days_of_year(table: Table) -> bool:
    """Tell whether the second of columns without names is the day of the year of the others."""
    if len(table.columns) < 5 or table.columns[0] != "column 1":
        return False
    parts = zip(("year", "day of the year", "month", "day"), range(4), strict=True)
    if not all(within(table.values[:, n], part) for part, n in parts):
        return False
    year, count, month, day = np.nan_to_num(table.values[:, :4], nan=1).astype(np.int64).T
    begins = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    months = (12 * (year - 1970) + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    return bool(((months - begins).astype(np.int64) + day == count).all())
