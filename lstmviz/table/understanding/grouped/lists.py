"""Long lists: tables in which each row is one measurement of one of several parameters."""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from jaxtyping import Float, Float64, Int

from lstmviz.table.reading.names import clean_name
from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import counts_rows, is_whole
from lstmviz.table.understanding.column.named import (
    CLOCKS,
    KINDS,
    MARKS,
    OWNERS,
    PARAMETERS,
    QUANTITIES,
    SIGNALS,
    UNITS,
    says,
    says_value,
)
from lstmviz.table.understanding.grouped.codes import Codes, both, count, depends, numbered
from lstmviz.table.understanding.time.calendars import is_calendar

FEWEST = 20
"""Rows that a list has at least."""
SHARED = 0.3
"""Part of the list's time in which its parameters are all measured, at least."""
TIMES_LARGER = 3
"""So much larger is one parameter than another at least, where sizes tell that they differ."""
AGAIN, LOOKED_AT = 3, 40
"""Values that a parameter has at least, and how many parameters are compared, at most."""
SETTLES = 0.5
"""Part of the values that stand twice which a further column must tell apart to say whose."""


@dataclass(frozen=True, eq=False)
class LongList:
    """A list of measurements.

    Args:
        by: name of the column that names the parameters.
        codes: the parameter of each row, and its unit, 0, 1, … in order of appearance; −1 where
            it is missing.
        parameters: what these are called.
        units: of each parameter, "" where unknown.
        values: names of the columns that are measured.
        owners: names of the columns that say whose measurement it is.
        owner: whose each row is, 0, 1, …; all 0 where there is one.
        clock: when each row was measured, in any unit; None where nothing tells.
        timer: name of the column of numbers that tells it, "" where the table's moments do.
        sure: whether names or units leave no doubt.
    """

    by: str
    codes: Codes
    parameters: tuple[str, ...]
    units: tuple[str, ...]
    values: tuple[str, ...]
    owners: tuple[str, ...]
    owner: Codes
    clock: Float64[np.ndarray, " rows"] | None
    timer: str
    sure: bool


def find_list(table: Table, taken: Collection[str]) -> LongList | None:
    """Find out whether a table is a long list, by its columns' names, its units and its values.

    Args:
        table: with the time that was found.
        taken: names of the columns that are the time.
    """
    if len(table.values) < FEWEST:
        return None
    keys = _keys(table, taken)
    for by in sorted(filter(partial(_may_name, table), keys), key=partial(_rank, table)):
        found = _list_by(table, by, keys, taken)
        if found is not None:
            return found
    return None


def _list_by(
    table: Table, by: str, keys: Mapping[str, Codes], taken: Collection[str]
) -> LongList | None:
    """Take one column for what names the parameters, where the others agree."""
    codes, (clock, timer) = keys[by], _clock(table, taken)
    unit = next((n for n in keys if n in table.levels and says(UNITS, n) and n != by), None)
    names = _names(table, by, codes)
    if not codes.max() or not (unit or _is_named(table, by, names)):
        return None
    texts = {n: c for n, c in keys.items() if n != by and n not in table.columns}
    if any(says(OWNERS, n) and depends(c, codes) and depends(codes, c) for n, c in texts.items()):
        return None  # another name of who is measured, such as a country's code
    values = _values(table, taken, codes)
    if not values or not _overlap(codes, clock):
        return None
    sure = _is_sure(table, by, names, codes, None if unit is None else keys[unit], values)
    if sure is None:
        return None
    others = {n: c for n, c in keys.items() if n not in (by, unit) and not depends(c, codes)}
    owners, owner = _owners(others, codes, clock)
    values = tuple(name for name in values if _varies(_column(table, name), owner))
    if not values or (clock is None and not owner.max()):
        return None
    units = np.zeros(len(codes), np.int32) if unit is None else keys[unit]
    unit_names = ("", "") if unit is None else ("", *table.levels[unit])
    known = np.flatnonzero(codes >= 0)
    pairs = np.full(len(codes), -1, np.int32)
    pairs[known] = both(codes[known], units[known])
    first = known[np.unique(pairs[known], return_index=True)[1]]
    return LongList(
        by=by,
        codes=pairs,
        parameters=tuple(names[n] for n in codes[first]),
        units=tuple(unit_names[n + 1] for n in units[first]),
        values=values,
        owners=owners,
        owner=owner,
        clock=clock,
        timer=timer,
        sure=sure,
    )


def _keys(table: Table, taken: Collection[str]) -> dict[str, Codes]:
    """Give the columns that may tell parameters or owners apart: text, and numbers named so."""
    keys = {n: codes for n, codes in table.groups.items() if n not in table.columns}
    for name in table.columns:
        named = says(PARAMETERS, name) or says(OWNERS, name)
        if not named or name in taken or says_value(name):
            continue
        values = _column(table, name)
        if is_whole(values) and not np.isnan(values).any():
            codes = numbered(values)
            if 2 * int(codes.max()) < len(codes):
                keys[name] = codes
    return {name: codes for name, codes in keys.items() if not is_calendar(name)}


def _may_name(table: Table, name: str) -> bool:
    """Tell whether a column may name parameters."""
    if says(UNITS, name):
        return False
    return says(PARAMETERS, name) or (name in table.levels and not says(OWNERS, name))


def _rank(table: Table, name: str) -> tuple[bool, bool, bool]:
    """Order the columns that may name parameters: the best name first, words before codes."""
    return (
        not says(PARAMETERS, name),
        name not in table.levels or says(MARKS, name),
        not says(KINDS, name),
    )


def _column(table: Table, name: str) -> Float[np.ndarray, " rows"]:
    return table.values[:, table.columns.index(name)]


def _clock(table: Table, taken: Collection[str]) -> tuple[Float64[np.ndarray, " rows"] | None, str]:
    """Say when each row was measured: by its moment, else by numbers that are named so."""
    if table.moments is not None:
        return np.where(table.moments == NEVER, np.nan, table.moments), ""
    named = (n for n in table.columns if n not in taken and says(CLOCKS, n) and not says_value(n))
    name = next(named, "")
    return (_column(table, name).astype(np.float64), name) if name else (None, "")


def _values(table: Table, taken: Collection[str], codes: Codes) -> tuple[str, ...]:
    """Name the columns that are measured: numbers that differ within a parameter."""
    numbers = [
        name
        for name in table.columns
        if name not in taken and not is_calendar(name) and _varies(_column(table, name), codes)
    ]
    valued = [name for name in numbers if says_value(name)]
    named = [n for n in numbers if not any(says(w, n) for w in (MARKS, OWNERS, PARAMETERS, CLOCKS))]
    found: list[str] = []
    for name in valued + [n for n in named if n not in valued]:
        column = _column(table, name)
        copies = (np.array_equal(column, _column(table, other), equal_nan=True) for other in found)
        if not counts_rows(column, name) and not any(copies):
            found.append(name)
    return tuple(found)


def _varies(column: Float[np.ndarray, " rows"], codes: Codes) -> bool:
    """Tell whether a column differs within groups."""
    known = ~np.isnan(column)
    inside, column = codes[known], column[known]
    if not len(column):
        return False
    some = np.zeros(int(codes.max()) + 2, column.dtype)
    some[inside + 1] = column
    return bool((some[inside + 1] != column).any())


def _overlap(codes: Codes, clock: Float64[np.ndarray, " rows"] | None) -> bool:
    """Tell whether most parameters are measured in some common part of the time."""
    if clock is None:
        return True
    spans = [
        (np.nanmin(times), np.nanmax(times))
        for level in _often(codes)
        if not np.isnan(times := clock[codes == level]).all()
    ]
    if len(spans) < 2:
        return False
    begins, ends = np.array(spans).T
    shared = np.quantile(ends, 1 / 4) - np.quantile(begins, 3 / 4)
    return bool(shared >= SHARED * (ends.max() - begins.min()))


def _names(table: Table, by: str, codes: Codes) -> tuple[str, ...]:
    """Say what each parameter is called, without what all begin with."""
    if by in table.levels:
        names = [clean_name(level) for level in table.levels[by]]
    else:
        first = np.unique(codes, return_index=True)[1]
        names = [f"{by} {value:.0f}" for value in _column(table, by)[first]]
    pairs = zip(min(names), max(names), strict=False)
    shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    begin = max(names[0].rfind(end, 0, shared) for end in "/.") + 1
    return tuple(name[begin:] or name for name in names)


def _is_named(table: Table, by: str, names: Sequence[str]) -> bool:
    """Tell whether the names of columns, or of parameters, allow for a list at all."""
    valued = any(says_value(name) for name in table.columns)
    named = says(PARAMETERS, by) or says(KINDS, by)
    return says(SIGNALS, by) or (valued and named) or _are_quantities(table, by, names)


def _are_quantities(table: Table, by: str, names: Sequence[str]) -> bool:
    """Tell whether parameters are called as quantities are, beside values or without a header."""
    known = sum(bool(QUANTITIES.search(name.lower())) for name in names)
    free = by.startswith("column ") or any(says_value(name) for name in table.columns)
    return free and known > 1 and 2 * known >= len(names)


def _is_sure(
    table: Table,
    by: str,
    names: Sequence[str],
    codes: Codes,
    unit: Codes | None,
    values: Sequence[str],
) -> bool | None:
    """Judge a list: True by names or units that leave no doubt, None where it is none."""
    named, alone = says(PARAMETERS, by), len(values) == 1
    valued = any(says_value(value) for value in values)
    told = unit is not None and count(unit + 1) > 1 and depends(unit, codes)
    if told and (named or valued or alone):
        return True
    if (says(SIGNALS, by) and alone) or (named and valued) or _are_quantities(table, by, names):
        return True
    return _apart(_column(table, values[0]), codes) if valued and says(KINDS, by) else None


def _apart(values: Float[np.ndarray, " rows"], codes: Codes) -> bool:
    """Tell whether one parameter's values are of another size than another's."""
    usual = [
        abs(float(np.median(known)))
        for level in _often(codes)
        if len(known := values[(codes == level) & ~np.isnan(values)])
    ]
    return len(usual) > 1 and max(usual) > TIMES_LARGER * min(usual)


def _often(codes: Codes) -> Int[np.ndarray, " levels"]:
    """Give the parameters that are measured most often."""
    counts = np.bincount(codes[codes >= 0])
    often = np.argsort(-counts, kind="stable")[:LOOKED_AT]
    return often[counts[often] >= AGAIN]


def _owners(
    keys: Mapping[str, Codes], codes: Codes, clock: Float64[np.ndarray, " rows"] | None
) -> tuple[tuple[str, ...], Codes]:
    """Find whose measurements these are: named so, or told by what else stands twice."""
    when = np.zeros(len(codes), np.int32) if clock is None else numbered(np.nan_to_num(clock))
    cells = both(when, codes)
    owners, owner = [], np.zeros(len(codes), np.int32)
    twice = len(codes) - 1 - int(cells.max())
    for name in sorted(keys, key=lambda name: (not says(OWNERS, name), int(keys[name].max()))):
        again = len(codes) - 1 - int(both(cells, keys[name]).max())
        if (says(OWNERS, name) and not owners) or twice - again > SETTLES * twice:
            owners.append(name)
            owner, cells, twice = both(owner, keys[name]), both(cells, keys[name]), again
    return tuple(owners), owner
