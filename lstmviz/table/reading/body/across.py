"""Times that stand across, above a few rows: the table is turned, a row for each time."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.cells.turn import times_across
from lstmviz.wording import many

MOST_ROWS, FEWEST_TIMES, WIDER = 9, 12, 3
"""Rows of such a table, at most: more are cases, whose columns are steps; times, at least; and so
many times more times than rows."""


def turned(
    cells: Cells, columns: Sequence[Column], kept: Sequence[int], header: Sequence[str]
) -> Cells | None:
    """Turn a table whose columns are times; None where rows are many, or columns something else.

    Args:
        cells: the file, taken apart.
        columns: its columns, cleaned.
        kept: the number of each in the file.
        header: what each is called in the file.
    """
    rows = len(cells.columns[0])
    if rows > MOST_ROWS:
        return None
    across = [n for n in times_across(header) if columns[n].numbers is not None]
    if len(across) < max(FEWEST_TIMES, WIDER * rows):
        return None
    beside = [n for n in range(len(columns)) if n not in across]
    if any(columns[n].numbers is not None for n in beside):
        return None
    words = [cells.columns[kept[n]].cast(pa.string()).to_pylist() for n in beside]
    names = [" ".join(filter(None, row)) for row in zip(*words, strict=True)] or [""] * rows
    values = np.stack([columns[n].cells() for n in across])
    times = pa.chunked_array([pa.array([header[n].strip() for n in across], pa.string())])
    series = (pa.chunked_array([pa.array(values[:, row])]) for row in range(rows))
    says = f"Times stand across: turned, {many(len(across), 'row')} of {many(rows, 'column')}."
    return Cells((times, *series), ("time", *names), notes=(*cells.notes, says))
