"""Clocks and counts that begin anew wherever a series ends."""

import numpy as np
from jaxtyping import Bool, Int32

from lstmviz.table.tables import Table
from lstmviz.table.understanding.named import CLOCKS, says


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
    """Tell whether a column counts on in the steps inside series, and falls in the others."""
    for number, other in enumerate(table.columns):
        if other in names:
            continue
        steps = np.diff(table.values[:, number])
        counts = (steps[inside] == 1).all() or (says(CLOCKS, other) and (steps[inside] > 0).all())
        if counts and (steps[~inside] < 0).all():
            return True
    return False
