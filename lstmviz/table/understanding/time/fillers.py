"""Rows of an hour that days do not have: a 25th, for the day when the clock is put back."""

import numpy as np
from jaxtyping import Bool

from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.grouped.grouping import take_rows
from lstmviz.table.understanding.time.calendars import PARTS_OF_A_DAY, parts_of_days
from lstmviz.wording import many

MEASURED = 0.1
"""Part of the steps within days in which a column changes that measures something, at least."""


def without_fillers(table: Table, findings: Findings) -> Table:
    """Leave out the rows of an hour too many in which nothing was measured.

    Args:
        table: its moments may be dates without a clock.
        findings: where it is said.
    """
    if table.moments is None:
        return table
    for number, name in enumerate(table.columns):
        values = table.values[:, number]
        count = parts_of_days(values, table.moments)
        parts = next((n for n in PARTS_OF_A_DAY if n + n // 24 == count), 0)
        if not parts:
            continue
        last = int(values.min()) + parts - 1
        empty = _empty(table, number, values > last)
        if not empty.any():
            continue
        holds = f"“{name}” counts to {last + count - parts} on most days, and "
        holds += f"{many(int(empty.sum()), 'row')} beyond {last} hold only 0 or nothing."
        if findings.ask("fillers", holds, "leave out", True):
            return take_rows(table, np.flatnonzero(~empty))
    return table


def _empty(
    table: Table, number: int, beyond: Bool[np.ndarray, " rows"]
) -> Bool[np.ndarray, " rows"]:
    """Tell which of some rows hold only 0 or nothing in all that is measured."""
    inside = (np.diff(table.moments) == 0) & ~beyond[1:]
    moved = (np.diff(table.values, axis=0)[inside] != 0).mean(axis=0) >= MEASURED
    moved[number] = False
    held = table.values[:, moved]
    return beyond & ((held == 0) | np.isnan(held)).all(axis=1) & bool(moved.any())
