"""A clock of unknown ticks: it goes on evenly, and leaps where another column changes.

Phones and loggers write so: whose measurement, of what, the ticks since they were switched on.
"""

import re
from functools import reduce

import numpy as np
from jaxtyping import Bool, Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import CLOCK, is_whole
from lstmviz.table.understanding.column.named import CLOCKS, parted, says
from lstmviz.table.understanding.grouped.codes import both
from lstmviz.table.understanding.grouped.telling import Codes, Series, take_turns

NAMELESS = re.compile(r"column \d+")
"""What a column is called that its file does not name."""
FAR, NEAR = 10, 0.5
"""Usual steps from which a clock leaps, and part of one by which others may differ from it."""
EVEN, SELDOM = 0.9, 0.05
"""Part of the steps that are about the usual one, at least, and of those that leap, at most."""
FEWEST, SHORTEST = 30, 20
"""Steps from which numbers are a clock, and rows that stretches have on average, at least."""
CHANCE = 0.005
"""Chance below which all changes of other columns are at leaps for a reason."""
LATE = 100
"""Usual steps that lie before a clock's first number, at least: meters begin low, and counts."""

Steps = Bool[np.ndarray, " steps"]


def clock_that_leaps(table: Table) -> str | None:
    """Find the one column, called a clock or not at all, that leaps where others change."""
    found = [
        name
        for n, name in enumerate(table.columns)
        if _may_be(name)
        and (leaps := _leaps(table.values[:, n])) is not None
        and _explained(table, name, leaps)
    ]
    return found[0] if len(found) == 1 else None


def series_between_leaps(table: Table) -> Series | None:
    """Take the columns together for series at whose changes the clock leaps."""
    name = table.label_name
    if table.moments is None or name not in table.columns or not _may_be(name):
        return None
    leaps = _leaps(table.values[:, table.columns.index(name)])
    columns = {} if leaps is None else _changing_at(table, name, leaps)
    if leaps is None or not columns:
        return None
    codes = reduce(both, columns.values())
    return Series(tuple(columns), codes, take_turns(codes))


def _may_be(name: str) -> bool:
    clock = says(CLOCKS, name) or CLOCK.search(parted(name).lower())
    return bool(clock or NAMELESS.fullmatch(name))


def _leaps(values: Float[np.ndarray, " rows"]) -> Steps | None:
    """Give the steps at which a clock leaps, on or back; None where numbers are no clock."""
    if len(values) <= FEWEST or np.isnan(values).any() or not is_whole(values):
        return None
    steps = np.diff(values.astype(np.float64))
    usual = float(np.median(steps))
    leaps = (steps < 0) | (steps > FAR * usual)
    if usual <= 1 or values.min() < LATE * usual or not 0 < leaps.mean() <= SELDOM:
        return None
    return leaps if (np.abs(steps - usual) <= NEAR * usual).mean() >= EVEN else None


def _explained(table: Table, clock: str, leaps: Steps) -> bool:
    """Tell whether it is no chance that other columns change at leaps of a clock alone."""
    changes = [np.diff(codes) != 0 for codes in _changing_at(table, clock, leaps).values()]
    count = int(reduce(np.logical_or, changes).sum()) if changes else 0
    return bool(leaps.mean() ** count < CHANCE)


def _changing_at(table: Table, clock: str, leaps: Steps) -> dict[str, Codes]:
    """Find columns that change at leaps of a clock alone, each at some where no other does."""
    columns = {name: codes for name, codes in table.groups.items() if name not in table.columns}
    columns |= {
        name: np.unique(column, return_inverse=True)[1].astype(np.int32)
        for name, column in zip(table.columns, table.values.T, strict=True)
        if name != clock
        and np.count_nonzero(np.diff(column)) * SHORTEST <= len(column)
        and is_whole(column)
    }
    changes = {name: np.diff(codes) != 0 for name, codes in columns.items() if codes.min() >= 0}
    found: dict[str, Codes] = {}
    told = np.zeros(len(leaps), bool)
    for name in sorted(changes, key=lambda name: int(changes[name].sum())):
        at = changes[name]
        if (at & ~told).any() and not (at & ~leaps).any():
            found[name], told = columns[name], told | at
    return found
