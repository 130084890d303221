"""A long list made wide: one column of each parameter, one row for each owner and time."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from jaxtyping import Float, Float64, Int, Int32

from lstmviz.table.reading.files.files import MAX_COLUMNS
from lstmviz.table.reading.names import clean_name, name_columns
from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.column.carrying import held
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.grouped.codes import both, numbered
from lstmviz.table.understanding.grouped.lists import LongList, find_list
from lstmviz.table.understanding.grouped.telling import Series
from lstmviz.wording import many, percent

MOST_CELLS = 16_000_000
"""Cells of a wide table, at most: summing them up takes 8 bytes each, twice."""
BURST = 4
"""Measurements that lie within a fourth of their usual step stand in one row."""
ONCE = 0.95
"""Part of the values that must find a place of their own in such rows."""
SELDOM, OFTEN = 2, 50
"""Rows of parameters that are left out of a list, at most, and of all others, at least."""
MOST_BESIDE = 12
"""Series that are offered as columns side by side, at most."""
SHARED = 0.8
"""Part of the times at which each series must have a row, where these share their times."""
OTHER_SIZE = 10
"""So much larger is one series than another at least, where they suit one scale badly."""
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
    long, left = _without_seldom(long)
    count = len(long.parameters)
    says = (
        f"Each row is one value of one of {many(count, 'parameter')}: “{long.by}” says which "
        f"({listed(long.parameters)})."
    )
    offers = "make one column of each"
    if long.sure:
        done = findings.ask("list", says, offers, True)
    else:
        done = findings.wonder("list", says[:-1] + "?", offers, "columns as they are", 0.6)
    if not done:
        return table, None
    if left:
        findings.say("seldom", left)
    wide, owner = _wide(table, long, findings)
    wide = _held(wide, owner, findings)
    if not owner.max():
        return wide, None
    return wide, Series(long.owners, owner, interleaved=False)


def _without_seldom(long: LongList) -> tuple[LongList, str]:
    """Leave out parameters of a long list with a row or two, such as that a recording stopped.

    Returns:
        The list without them, and the sentence that says so.
    """
    rows = np.bincount(long.codes[long.codes >= 0], minlength=len(long.parameters))
    kept, seldom = np.flatnonzero(rows >= OFTEN), np.flatnonzero(rows <= SELDOM)
    if len(kept) < 2 or not len(seldom) or len(kept) + len(seldom) < len(rows):
        return long, ""
    place = np.full(len(rows) + 1, -1, np.int32)
    place[kept] = np.arange(len(kept))
    names = listed([long.parameters[n] for n in seldom])
    has = "has" if len(seldom) == 1 else "have"
    says = f"{names} {has} {many(int(rows[seldom].sum()), 'row')} of {rows.sum():,}: left out."
    return replace(
        long,
        codes=place[long.codes],
        parameters=tuple(long.parameters[n] for n in kept),
        units=tuple(long.units[n] for n in kept),
    ), says


def put_beside(
    table: Table, series: Series, taken: Collection[str], findings: Findings
) -> Table | None:
    """Offer a column for each of a few series that are measured at the same times.

    Args:
        table: with the time that was found.
        series: what tells them apart.
        taken: names of the columns that are the time, or count.
        findings: where it is asked.

    Returns:
        The table with columns side by side; None where it stays as it is.
    """
    parameters = _names(table, series)
    values = [
        name
        for n, name in enumerate(table.columns)
        if name not in taken and name not in series.columns and _differs(table.values[:, n], series)
    ]
    if not parameters or not values or len(parameters) * len(values) > MAX_COLUMNS:
        return None
    moments = table.moments
    if moments is None or (moments == NEVER).any():
        return None
    _, moment = np.unique(moments, return_inverse=True)
    pairs = np.unique(moment.astype(np.int64) * series.count + series.codes)
    common = np.bincount(pairs // series.count) == series.count
    if common.mean() < SHARED:
        return None
    times = f"At {int(common.sum()):,} of {len(common):,} times"
    says = f"{times} each of {listed(parameters)} is measured.{_sizes(table, values, series)}"
    if not findings.ask("beside", says, "make columns of each, side by side", False):
        return None
    unit = table.units[table.columns.index(values[0])] if table.units else ""
    nobody = np.zeros(len(moments), np.int32)
    long = LongList(
        by=series.name,
        codes=series.codes,
        parameters=parameters,
        units=(unit if len(values) == 1 else "",) * len(parameters),
        values=tuple(values),
        owners=(),
        owner=nobody,
        clock=moments.astype(np.float64),
        timer="",
        sure=False,
    )
    return _wide(table, long, findings)[0]


def _names(table: Table, series: Series) -> tuple[str, ...]:
    """Say what each of a few series is called, by the words or numbers that tell it apart."""
    if not 1 < series.count <= MOST_BESIDE:
        return ()
    names = []
    for row in np.unique(series.codes, return_index=True)[1]:
        words = []
        for name in series.columns:
            if name in table.columns:
                words.append(f"{name} {table.values[row, table.columns.index(name)]:.0f}")
            elif name in table.levels:
                words.append(table.levels[name][table.groups[name][row]])
        names.append(clean_name(" ".join(words)))
    return tuple(names) if len(set(names)) == series.count else ()


def _differs(column: Float[np.ndarray, " rows"], series: Series) -> bool:
    """Tell whether a column differs within series."""
    order = np.argsort(series.codes, kind="stable")
    steps = np.diff(column[order])[np.diff(series.codes[order]) == 0]
    return bool((steps[~np.isnan(steps)] != 0).any())


def _sizes(table: Table, values: Sequence[str], series: Series) -> str:
    """Say that the one value of series is of other sizes in some, where it is."""
    if len(values) > 1:
        return ""
    column = table.values[:, table.columns.index(values[0])]
    usual = [float(np.nanmedian(np.abs(column[series.codes == n]))) for n in range(series.count)]
    if not max(usual) > OTHER_SIZE * min(usual):
        return ""
    return " They are of different sizes, and as series they share one scale."


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
