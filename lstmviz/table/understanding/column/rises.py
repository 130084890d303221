"""Counters, numbers that name parts of a measurement, and columns that never fall, as meters."""

import re
from collections.abc import Collection

import numpy as np
from jaxtyping import Bool, Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import (
    CLOCK,
    counts_rows,
    is_whole,
    numbers_series,
)
from lstmviz.table.understanding.column.features import with_column
from lstmviz.table.understanding.column.gaps import column_of, series_of
from lstmviz.table.understanding.column.named import parted, says
from lstmviz.table.understanding.finding import Findings, listed

PARTS = re.compile(r"cycle|step|segment|lap|run|trial|block|batch|loop|episode")
"""Words in the names of whole numbers that say which part of a measurement a row is of."""
NUMBERS = re.compile(r"index|idx|no|nr|number")
"""Words that say so too, where such numbers never fall."""
MOST_CODES = 20
"""Parts that take turns, such as charging and resting, at most."""
SHORTEST = 4
"""Rows that parts have on average, at least."""
FEWEST, SELDOM = 30, 0.1
"""Rows from which it is told that a column never falls, and part of its steps that rise."""


def counters_of(table: Table, taken: Collection[str], group: str | None = None) -> set[str]:
    """Find the columns that count the rows, or those of each series of a group, unless all do."""
    rows = _once(table, group)
    series = None if group is None else table.groups[group][rows]
    moments = None if table.moments is None else table.moments[rows]
    counters = {
        name
        for n, name in enumerate(table.columns)
        if name not in taken
        and counts_rows(table.values[rows, n], name, series)
        and not numbers_series(table.values[rows, n], name, moments)
    }
    return counters if len(counters) < len(table.columns) else set()


def _once(table: Table, group: str | None) -> slice | Bool[np.ndarray, " rows"]:
    """Find the rows without those that only repeat the one before, as what is sent twice does."""
    again = np.diff(series_of(table, group)) == 0
    if table.moments is not None:
        again &= np.diff(table.moments) == 0
    for values in table.values.T:
        if not again.any():
            return slice(None)
        before, after = values[:-1], values[1:]
        again &= (before == after) | (np.isnan(before) & np.isnan(after))
    return np.concatenate([[True], ~again])


def parts_of(
    table: Table, taken: Collection[str], group: str | None, findings: Findings
) -> set[str]:
    """Find the numbers of cycles, steps or segments, and ask whether they are left out."""
    inside = np.diff(series_of(table, group)) == 0
    parts = [
        name
        for name in table.columns
        if name not in taken and _numbers_parts(column_of(table, name), name, inside)
    ]
    if not parts or len(parts) + len(taken) >= len(table.columns):
        return set()
    verb = "tells" if len(parts) == 1 else "tell"
    words = f"By name, {listed(parts)} {verb} which part of the measurement a row is of."
    if not findings.ask("parts", words, "leave out", True, 0.9):
        return set()
    findings.leave(parts, "tells which part of the measurement a row is of")
    return set(parts)


def _numbers_parts(
    values: Float[np.ndarray, " rows"], name: str, inside: Bool[np.ndarray, " steps"]
) -> bool:
    named = says(PARTS, name)
    if not (named or says(NUMBERS, name)) or np.isnan(values).any() or not is_whole(values):
        return False
    count = len(np.unique(values))
    if not 1 < count <= len(values) // SHORTEST:
        return False
    return bool((np.diff(values)[inside] >= 0).all()) or (named and count <= MOST_CODES)


def with_differences(
    table: Table,
    features: list[str],
    counters: Collection[str],
    group: str | None,
    findings: Findings,
) -> tuple[Table, list[str]]:
    """Offer the steps of columns that never fall, in their place."""
    inside = np.diff(series_of(table, group)) == 0
    rising = [
        name
        for name in features
        if name not in counters
        and not CLOCK.search(parted(name).lower())
        and never_falls(column_of(table, name), inside)
    ]
    if not rising:
        return table, features
    like = "falls, as a meter" if len(rising) == 1 else "fall, as meters"
    words = f"{listed(rising)} never {like}: values to come lie above those trained on."
    if not findings.ask("rises", words, "feed what is added from row to row", False):
        return table, features
    fed = list(features)
    for name in rising:
        values = column_of(table, name).astype(np.float64)
        steps = np.where(inside, np.diff(values), np.nan)
        findings.leave([name], "what is added from row to row is fed")
        table = with_column(table, f"{name} added", np.concatenate([[np.nan], steps]))
        fed[fed.index(name)] = table.columns[-1]
    return table, fed


def never_falls(values: Float[np.ndarray, " rows"], inside: Bool[np.ndarray, " steps"]) -> bool:
    """Tell whether a column never falls within a series, and rises now and then."""
    steps = np.diff(values)[inside]
    steps = steps[~np.isnan(steps)]
    return len(steps) >= FEWEST and bool((steps >= 0).all() and (steps > 0).mean() > SELDOM)
