"""A long list made wide: one column of each parameter, one row for each owner and time."""

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from jaxtyping import Float, Float64, Int, Int32

from lstmviz.table.reading.files import MAX_COLUMNS
from lstmviz.table.reading.names import name_columns
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.lists import LongList, both, find_list, numbered
from lstmviz.table.understanding.series import Series
from lstmviz.wording import many, percent

MOST_CELLS = 16_000_000
"""Cells of a wide table, at most: summing them up takes 8 bytes each, twice."""
BURST = 4
"""Measurements that lie within a fourth of their usual step stand in one row."""
ONCE = 0.95
"""Part of the values that must find a place of their own in such rows."""
GAPPY = 0.3
"""Part of the cells that are empty from which parameters keep their last value."""


def widen(table: Table, taken: Collection[str], findings: Findings) -> tuple[Table, Series | None]:
    """Make one column of each parameter, where the table is a long list.

    Returns:
        The table, and its owners as series, where it was made wide and has several.
    """
    long = find_list(table, taken)
    if long is None:
        return table, None
    count = len(long.parameters)
    says = (
        f"Each row is one value of one of {many(count, 'parameter')}: “{long.by}” says which "
        f"({listed(long.parameters)})."
    )
    if not findings.ask("list", says, "make one column of each", long.sure):
        return table, None
    wide, owner = _wide(table, long, findings)
    wide = _held(wide, owner, findings)
    if not owner.max():
        return wide, None
    return wide, Series(long.owners, owner, interleaved=False)


def _wide(
    table: Table, long: LongList, findings: Findings
) -> tuple[Table, Int32[np.ndarray, " rows"]]:
    """Put each value into the row of its owner and time and the column of its parameter."""
    order, row_of = _rows(long, findings)
    first = np.flatnonzero(np.diff(row_of, prepend=-1))
    rows = len(first)
    codes = long.codes[order]
    most = max(1, min(MAX_COLUMNS // len(long.values), MOST_CELLS // rows))
    measured = ~np.isnan(table.values[:, [table.columns.index(name) for name in long.values]])
    often = np.bincount(codes, measured.any(axis=1)[order], len(long.parameters))
    kept = np.sort(np.argsort(-often, kind="stable")[:most])
    kept = kept[often[kept] > 0]
    if len(kept) < len(often):
        rest = [long.parameters[n] for n in range(len(often)) if n not in kept]
        verb = "has" if len(rest) == 1 else "have"
        findings.say("rest", f"{listed(rest)} {verb} the fewest numbers, or none: left out.")
    place = np.full(len(often), -1)
    place[kept] = np.arange(len(kept))
    here = place[codes] >= 0
    cells = row_of[here] * len(kept) + place[codes][here]
    parts, twice = [], 0
    for name in long.values:
        values = table.values[:, table.columns.index(name)].astype(np.float64)[order][here]
        known = ~np.isnan(values)
        number = np.bincount(cells[known], minlength=rows * len(kept))
        total = np.bincount(cells[known], values[known], minlength=rows * len(kept))
        twice = max(twice, int(np.count_nonzero(number > 1)))
        with np.errstate(invalid="ignore"):
            parts.append((total / number).reshape(rows, len(kept)))
    if twice:
        hold = "holds" if twice == 1 else "hold"
        says = f"{many(twice, 'cell')} {hold} the mean of several values at one time."
        findings.say("means", says)
    values = np.stack(parts, axis=2).reshape(rows, -1).astype(table.values.dtype)
    names = [
        f"{long.parameters[n]} {value}" if len(long.values) > 1 else long.parameters[n]
        for n in kept
        for value in long.values
    ]
    columns, units, _ = name_columns(names)
    given = [long.units[n] for n in kept for _ in long.values]
    owner = long.owner[order][first]
    labels = table.labels
    if isinstance(labels, RowLabels):
        labels = replace(labels, texts=labels.texts.take(order[first]))
    wide = replace(
        table,
        values=values,
        columns=tuple(columns),
        units=tuple(unit or own for unit, own in zip(given, units, strict=True)),
        labels=labels,
        moments=None if table.moments is None else table.moments[order][first],
        groups=MappingProxyType({}),
        levels=MappingProxyType({}),
        aim="",
    )
    return wide, numbered(owner)


def _rows(
    long: LongList, findings: Findings
) -> tuple[Int[np.ndarray, " rows"], Int[np.ndarray, " rows"]]:
    """Order a list by owner and time, and number the row that each value goes to.

    Where parameters are measured shortly after one another, again and again, these are one row.
    """
    clock = np.zeros(len(long.codes)) if long.clock is None else np.nan_to_num(long.clock)
    order = np.lexsort((clock, long.owner))
    clock, owner, codes = clock[order], long.owner[order], long.codes[order]
    new = np.diff(owner, prepend=-1) != 0
    step = np.diff(clock, prepend=clock[0])
    exact = np.cumsum(new | (step != 0)) - 1
    usual = _usual_step(clock, owner, codes)
    near = np.cumsum(new | (step > usual / BURST)) - 1
    apart = len(np.unique(both(near.astype(np.int32), codes)))
    if near[-1] == exact[-1] or apart < ONCE * len(np.unique(both(exact.astype(np.int32), codes))):
        return order, exact
    findings.say("bursts", "Parameters measured shortly after one another stand in one row.")
    return order, near


def _usual_step(
    clock: Float64[np.ndarray, " rows"],
    owner: Int32[np.ndarray, " rows"],
    codes: Int32[np.ndarray, " rows"],
) -> float:
    """Give the time from one value of a parameter to its next, of the one measured most often."""
    steps = []
    for code in np.unique(codes):
        at = codes == code
        step = np.diff(clock[at])[np.diff(owner[at]) == 0]
        if (step > 0).sum() > 2:
            steps.append(float(np.median(step[step > 0])))
    return min(steps, default=0.0)


def _held(table: Table, owner: Int32[np.ndarray, " rows"], findings: Findings) -> Table:
    """Let parameters that are measured at other times keep their last value."""
    missing = np.isnan(table.values)
    if missing.mean() <= GAPPY and missing.any(axis=1).mean() <= GAPPY:
        return table
    empty = percent(missing.mean())
    says = f"Parameters are measured at different times: {empty} of the cells are empty."
    if not findings.ask("held", says, "keep each one's last value", True):
        return table
    return replace(table, values=held(table.values, owner))


def held(
    values: Float[np.ndarray, "rows columns"], series: Int[np.ndarray, " rows"]
) -> Float[np.ndarray, "rows columns"]:
    """Carry the last known value of each column forward, within each series."""
    result = np.array(values)
    begins = np.maximum.accumulate(
        np.where(np.diff(series, prepend=-1) != 0, np.arange(len(series)), 0)
    )
    for column in result.T:
        missing = np.isnan(column)
        known = np.maximum.accumulate(np.where(missing, -1, np.arange(len(column))))
        column[:] = np.where(known >= begins, column[known], np.nan)
    return result
