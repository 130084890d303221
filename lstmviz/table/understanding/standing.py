"""A clock that stands while series take turns: step 1 of each node, then step 2 of each."""

import re

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding import named
from lstmviz.table.understanding.columns import is_whole
from lstmviz.table.understanding.named import CLOCKS, parted, says
from lstmviz.table.understanding.telling import OWNERS, Codes

STEPS = re.compile(r"^(t|time|elapsed)([\W_]|$)|time.?step|^frame")
"""Names of columns that count the steps of time, whatever stands beside them."""
FEWEST = 10
"""Times that such a clock tells, at least."""
COVERED = 0.8
"""Part of the pairs of a time and a series that have a row, at least."""


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
    others = {name: codes for name, codes in table.groups.items() if name not in table.columns}
    others |= {
        name: np.unique(column, return_inverse=True)[1].astype(np.int32)
        for name, column in zip(table.columns, table.values.T, strict=True)
        if name != clock and not says(CLOCKS, name) and is_whole(column)
    }
    return any(
        (steps or _says_owner(name)) and _are_apart(times, codes) for name, codes in others.items()
    )


def _are_apart(times: np.ndarray, codes: Codes) -> bool:
    """Tell whether no series has a time twice, and most have most times."""
    count, width = int(times[-1]) + 1, int(codes.max()) + 1
    if codes.min() < 0 or width < 2 or len(codes) < COVERED * count * width:
        return False
    return len(np.unique(times * width + codes)) == len(codes)
