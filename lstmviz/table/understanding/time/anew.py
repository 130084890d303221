"""Clocks and counts that begin anew wherever a series ends."""

import numpy as np
from jaxtyping import Bool, Float, Int, Int32

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.named import CLOCKS, says

FEWEST = 4
"""Rows that series have where the same numbers in each tell that it begins anew."""


def begin_anew_with(
    table: Table, codes: Int32[np.ndarray, " rows"], names: tuple[str, ...]
) -> bool:
    """Tell whether a clock or a count begins anew where series end, and nowhere else.

    Args:
        table: whose rows are of series.
        codes: the series of each row, in one piece each.
        names: of the columns that tell series apart.
    """
    inside = np.diff(codes) == 0
    return int((~inside).sum()) == int(codes.max()) and counts_anew(table, inside, names)


def counts_anew(table: Table, inside: Bool[np.ndarray, " steps"], names: tuple[str, ...]) -> bool:
    """Tell whether a column goes on in the steps inside series, and falls in the others.

    It counts, is called a clock, or holds the same numbers in each series, as ages do.
    """
    series = np.concatenate([[0], np.cumsum(~inside)])
    for number, other in enumerate(table.columns):
        if other in names:
            continue
        column = table.values[:, number]
        steps = np.diff(column)
        if not ((steps[inside] > 0).all() and (steps[~inside] < 0).all()):
            continue
        if (steps[inside] == 1).all() or says(CLOCKS, other) or _are_same(column, series):
            return True
    return False


def _are_same(column: Float[np.ndarray, " rows"], series: Int[np.ndarray, " rows"]) -> bool:
    """Tell whether a column holds the same numbers, some of them, in each series."""
    sizes = np.bincount(series)
    if sizes.min() < sizes.max() or sizes.max() < FEWEST:
        return False
    each = column.reshape(len(sizes), -1)
    return bool((each == each[0]).all())
