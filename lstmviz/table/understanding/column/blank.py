"""Rows that lack most columns, while the others go on evenly: as of a day among hours."""

import numpy as np
from jaxtyping import Bool, Int32, Int64

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.gaps import retell_gaps, series_of
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.grouped.grouping import leave_rows
from lstmviz.wording import many

MOST = 0.3
"""Part of the rows that may be left out so."""
FULL, EVEN = 0.1, 0.9
"""Part of the cells that other rows may lack, and of their steps that are the usual one."""
NEAR = 8
"""Steps are the usual one where they differ by an eighth at most."""


def without_blank(
    table: Table, features: list[str], group: str | None, findings: Findings
) -> Table:
    """Leave out rows that have nothing, where the others go on evenly without them.

    A row that has nothing where else one would be absent stays: no window may bridge it.
    """
    moments = table.moments
    if moments is None or (moments == NEVER).any():
        return table
    fed = table.values[:, [table.columns.index(name) for name in features]]
    blank = np.all(np.isnan(fed), axis=1)
    if not 0 < blank.mean() <= MOST:
        return table
    odd = _out_of_step(moments, series_of(table, group), blank)
    count = int(odd.sum())
    if not count:
        return table
    have, come = ("has", "comes") if count == 1 else ("have", "come")
    says = (
        f"{many(count, 'row')} {have} no value in any column fed, and {come} out of step with the "
        "others."
    )
    if not findings.ask("blank", says, "leave out", True):
        return table
    kept = np.flatnonzero(~odd)
    table = leave_rows(table, kept, findings)
    retell_gaps(table, findings, group)
    asked = any(f.key == "series" and f.keeps for f in findings.found)
    if group is None and asked and len(np.unique(moments[kept])) == len(kept):
        findings.retell("series", "")  # the rows that shared their time are gone
    return table


def without_halves(
    table: Table, columns: list[str], group: str | None, findings: Findings
) -> Table:
    """Leave out rows that lack most columns, where the others have all, and go on evenly.

    Such as the quarter hours of forecasts among the half hours of what was measured: else most
    columns would be left out, as too much of them is missing.
    """
    missing = np.isnan(table.values[:, [table.columns.index(name) for name in columns]])
    half = 2 * missing.sum(axis=1) > len(columns)
    kept = np.flatnonzero(~half)
    if not MOST < half.mean() < 1 or len(kept) < 2:
        return table
    lacks = missing[half].mean(axis=0) > 1 - FULL
    if (
        not len(columns) / 2 < lacks.sum() < len(columns)
        or missing[np.ix_(kept, lacks)].mean() > FULL
    ):
        return table
    times = np.arange(len(half)) if table.moments is None else table.moments
    steps = np.diff(times[kept])[np.diff(series_of(table, group)[kept]) == 0]
    if not len(steps) or (steps == np.median(steps)).mean() < EVEN:
        return table
    says = (
        f"{many(int(half.sum()), 'row')} have no value in {lacks.sum():,} of {len(columns):,} "
        "columns; the others go on evenly without them."
    )
    done = findings.ask("halves", says, "leave out", True)
    return leave_rows(table, kept, findings) if done else table


def _out_of_step(
    moments: Int64[np.ndarray, " rows"],
    codes: Int32[np.ndarray, " rows"],
    blank: Bool[np.ndarray, " rows"],
) -> Bool[np.ndarray, " rows"]:
    """Tell which blank rows stand between two others that are a usual step apart, or beside all."""
    kept = np.flatnonzero(~blank)
    steps = np.diff(moments[kept])
    inside = np.diff(codes[kept]) == 0
    odd = np.zeros(len(blank), bool)
    if not inside.any():
        return odd
    usual = int(np.median(steps[inside]))
    if usual <= 0:
        return odd
    at = np.flatnonzero(blank)
    after = np.searchsorted(kept, at)
    between = (after > 0) & (after < len(kept))
    step = np.clip(after - 1, 0, len(steps) - 1)
    usually = np.abs(steps[step] - usual) * NEAR <= usual
    odd[at] = between & inside[step] & usually
    # Above the first and below the last: no whole number of steps away, or nearly one.
    away = np.abs(moments[at] - moments[kept[np.clip(after, 0, len(kept) - 1)]])
    near = 0 if odd.any() else usual // NEAR
    off = (away == 0) | (np.minimum(away % usual, usual - away % usual) > near)
    odd[at] |= ~between & usually & off
    return odd
