"""A clock that stands while series take turns: step 1 of each node, then step 2 of each."""

import itertools
import re

import numpy as np
from jaxtyping import Float, Int

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column import named
from lstmviz.table.understanding.column.columns import is_whole
from lstmviz.table.understanding.column.named import CLOCKS, parted, says
from lstmviz.table.understanding.grouped.codes import covered
from lstmviz.table.understanding.grouped.telling import OWNERS
from lstmviz.table.understanding.time.leaps import NAMELESS

STEPS = re.compile(r"^(t|time|elapsed)([\W_]|$)|time.?st(ep|amp)|^frame")
"""Names of columns that count the steps of time, whatever stands beside them."""
FEWEST = 10
"""Times that such a clock tells, at least."""
COVERED = 0.8
"""Part of the times from a series' first to its last at which it has a row, at least."""
LONG = 4
"""Rows of a series on average, at least, where no name says that it is one."""


def clock_that_stands(table: Table) -> str | None:
    """Find the one column that goes on when all of some series had their row."""
    found = [
        name
        for name, values in zip(table.columns, table.values.T, strict=True)
        if not _says_owner(name) and _stands(values) and _take_turns(table, name, values)
    ]
    return found[0] if len(found) == 1 else None


def _says_owner(name: str) -> bool:
    return says(OWNERS, name) or says(named.OWNERS, name)


def _stands(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether numbers never fall, and stand still more often than not."""
    steps = np.diff(values)
    return bool((steps >= 0).all() and FEWEST <= 1 + (steps > 0).sum() <= len(values) / 2)


def _take_turns(table: Table, clock: str, values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether each time has a row of each of some series, which another column may name."""
    times = np.cumsum(np.diff(values, prepend=values[:1]) > 0)
    steps = bool(STEPS.search(parted(clock).lower()))
    if steps and len(np.unique(np.bincount(times))) == 1:
        return True
    nameless = bool(NAMELESS.fullmatch(clock))
    texts = (
        (name, codes.astype(np.float64))
        for name, codes in table.groups.items()
        if name not in table.columns
    )
    numbers = (
        (name, column)
        for name, column in zip(table.columns, table.values.T, strict=True)
        if name != clock and not says(CLOCKS, name)
    )
    return any(
        (steps or _says_owner(name) or (nameless and not _counts_in(times, names)))
        and _are_apart(times, names)
        for name, names in itertools.chain(texts, numbers)
    )


def _counts_in(times: Int[np.ndarray, " rows"], names: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether numbers count within each time: then that may be a series, and they its time."""
    return bool((np.diff(names)[np.diff(times) == 0] == 1).all())


def _are_apart(times: Int[np.ndarray, " rows"], names: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether no series has a time twice, and most have most of theirs; first of some rows."""
    if not is_whole(names) or np.isnan(names).any() or names.min() < 0:
        return False
    some = int(np.searchsorted(times, FEWEST))
    return _twice(times[:some], names[:some]) == 0 and _cover(times, names)


def _twice(times: Int[np.ndarray, " some"], names: Float[np.ndarray, " some"]) -> int:
    """Count the rows whose time and series another row has, too."""
    return len(times) - len(np.unique(np.stack([times, names]), axis=1).T)


def _cover(times: Int[np.ndarray, " rows"], names: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether rows are those of whole times, or nearly."""
    distinct, codes = np.unique(names, return_inverse=True)
    width = len(distinct)
    if width < 2 or len(codes) < LONG * width or covered(times, codes) < COVERED:
        return False
    return len(np.unique(times * width + codes)) == len(codes)
