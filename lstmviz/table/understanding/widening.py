"""A long list made wide: one column of each parameter, one row for each owner and time."""

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from jaxtyping import Float, Float64, Int, Int32

from lstmviz.table.reading.files import MAX_COLUMNS
from lstmviz.table.reading.names import name_columns
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.codes import both, numbered
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.gaps import held
from lstmviz.table.understanding.lists import LongList, find_list
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
    first = order[np.flatnonzero(np.diff(row_of, prepend=-1))]
    measured = table.values[:, [table.columns.index(name) for name in long.values]][order]
    kept = _kept(long, measured, order, len(first), findings)
    place = np.full(len(long.parameters), -1)
    place[kept] = np.arange(len(kept))
    column_of = place[long.codes[order]]
    here = column_of >= 0
    cells = row_of[here] * len(kept) + column_of[here]
    means = [_means(v, cells, len(first) * len(kept)) for v in measured[here].T]
    parts, twice = zip(*means, strict=True)
    if max(twice):
        hold = "holds" if max(twice) == 1 else "hold"
        says = f"{many(max(twice), 'cell')} {hold} the mean of several values at one time."
        findings.say("means", says)
    names = [
        f"{long.parameters[n]} {value}" if len(long.values) > 1 else long.parameters[n]
        for n in kept
        for value in long.values
    ]
    columns, units, _ = name_columns(names)
    given = [long.units[n] for n in kept for _ in long.values]
    labels, label_name = table.labels, table.label_name
    if isinstance(labels, RowLabels):
        labels = replace(labels, texts=labels.texts.take(first))
    elif long.timer and long.clock is not None:
        labels, label_name = RowLabels(_written(long.clock[first])), long.timer
    wide = replace(
        table,
        values=np.stack(parts, axis=1).reshape(len(first), -1).astype(table.values.dtype),
        columns=tuple(columns),
        units=tuple(unit or own for unit, own in zip(given, units, strict=True)),
        labels=labels,
        label_name=label_name,
        moments=None if table.moments is None else table.moments[first],
        groups=MappingProxyType({}),
        levels=MappingProxyType({}),
        aim="",
    )
    return wide, numbered(long.owner[first])


def _kept(
    long: LongList,
    measured: Float[np.ndarray, "_list values"],
    order: Int[np.ndarray, " list"],
    rows: int,
    findings: Findings,
) -> Int[np.ndarray, " parameters"]:
    """Choose the parameters that a table has room for, those measured most often."""
    often = np.bincount(
        long.codes[order], ~np.isnan(measured).all(axis=1), minlength=len(long.parameters)
    )
    most = max(1, min(MAX_COLUMNS // len(long.values), MOST_CELLS // rows))
    kept = np.sort(np.argsort(-often, kind="stable")[:most])
    kept = kept[often[kept] > 0]
    rest = [long.parameters[n] for n in range(len(often)) if n not in kept]
    if rest:
        verb = "has" if len(rest) == 1 else "have"
        findings.say("rest", f"{listed(rest)} {verb} the fewest numbers, or none: left out.")
    return kept


def _means(
    values: Float[np.ndarray, " list"], cells: Int[np.ndarray, " list"], count: int
) -> tuple[Float64[np.ndarray, " cells"], int]:
    """Give the mean of the values that belong into each cell, and how many cells had several."""
    known = ~np.isnan(values)
    number = np.bincount(cells[known], minlength=count)
    total = np.bincount(cells[known], values[known], minlength=count)
    with np.errstate(invalid="ignore"):
        return total / number, int(np.count_nonzero(number > 1))


def _written(clock: Float64[np.ndarray, " rows"]) -> pa.Array:
    """Write times that no calendar knows, as short as they are."""
    return pa.array([f"{time:.6g}" for time in clock.tolist()], pa.string())


def _rows(
    long: LongList, findings: Findings
) -> tuple[Int[np.ndarray, " list"], Int[np.ndarray, " list"]]:
    """Order a list by owner and time, without what has none, and number the row of each value.

    Where parameters are measured shortly after one another, again and again, these are one row.
    """
    clock = np.zeros(len(long.codes)) if long.clock is None else long.clock
    known = np.flatnonzero((long.codes >= 0) & ~np.isnan(clock))
    order = known[np.lexsort((clock[known], long.owner[known]))]
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
