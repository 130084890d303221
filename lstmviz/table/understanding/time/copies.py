"""Rows that stand twice in a file: the same time, and the same in every column."""

import numpy as np
from jaxtyping import Bool, UInt64

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.grouped.grouping import leave_rows
from lstmviz.table.understanding.time.summer import may_repeat
from lstmviz.wording import many

PRIME = np.uint64(0x9E3779B97F4A7C15)

Hashes = UInt64[np.ndarray, " rows"]


def without_copies(table: Table, findings: Findings) -> Table:
    """Leave out rows that repeat another, as where exports overlap.

    Where rows of one time differ too, two equal ones may be two measurements: then it is offered.
    """
    moments = table.moments
    if moments is None or (np.diff(moments) > 0).all():
        return table
    texts = [codes for name, codes in table.groups.items() if name not in table.columns]
    owners = _hash([moments.astype(np.uint64), *texts])
    shared = _repeats(owners) & (moments != NEVER)
    if not shared.any():
        return table
    # Adding 0 makes one of both zeros; all that is missing is equal.
    cells = [np.where(np.isnan(c), np.inf, c + 0.0).astype(np.float64) for c in table.values.T]
    copies = _repeats(_hash([owners, *(c.view(np.uint64) for c in cells)])) & shared
    count = int(copies.sum())
    if may_repeat(moments[copies]).all():  # none, or the hour that a clock shows twice
        return table
    verb = "repeats" if count == 1 else "repeat"
    says = f"{many(count, 'row')} {verb} another, with the same time and the same values."
    alone = bool((copies == shared).all()) or 2 * count >= len(copies)
    done = findings.ask("copies", says, "leave out", alone)
    return leave_rows(table, np.flatnonzero(~copies), findings) if done else table


def _hash(columns: list[np.ndarray]) -> Hashes:
    """Give rows that are equal in some columns equal numbers, and hardly any others."""
    result = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        result = (result ^ column.astype(np.uint64)) * PRIME
        result ^= result >> np.uint64(29)
    return result


def _repeats(hashes: Hashes) -> Bool[np.ndarray, " rows"]:
    """Tell which rows are equal to one before."""
    first = np.zeros(len(hashes), bool)
    first[np.unique(hashes, return_index=True)[1]] = True
    return ~first
