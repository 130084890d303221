"""Dates and years that stand only in the first row of each run, as where cells are joined."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.time.dates import NEVER

FEWEST_RUNS = 2
"""Runs of rows below a date, at least."""


def carried_down(cells: Cells, columns: Sequence[Column], kept: Sequence[int]) -> Cells | None:
    """Carry dates, or years in front, down to the rows below; None where no column holds them so.

    The runs must be of one length, and another column must hold the same in each of them, such as
    the hours of a day: else the rows without a date may be others.

    Args:
        cells: the file, taken apart.
        columns: its columns, cleaned.
        kept: the number of each in the file.
    """
    rows = len(cells.columns[0])
    for number, column in enumerate(columns):
        begins = _begins(column, first=number == 0)
        if len(begins) < FEWEST_RUNS or len(begins) == rows - begins[0]:
            continue
        end = _measured(columns[number + 1 :])  # what stands below is of no run
        lengths = np.diff(np.r_[begins, max(end, begins[-1] + 1)])
        if len(np.unique(lengths[:-1])) > 1 or not 2 <= lengths[-1] <= lengths[0]:
            continue
        others = [cells.columns[n] for n in kept if n != kept[number]]
        if not any(_repeats(other, begins, int(lengths[-1])) for other in others):
            continue
        source = cells.columns[kept[number]].combine_chunks()
        if pa.types.is_string(source.type):
            source = pc.if_else(pc.equal(pc.utf8_trim_whitespace(source), ""), None, source)
        filled = pa.chunked_array([pc.fill_null_forward(source[:end]), source[end:]])
        whole = list(cells.columns)
        whole[kept[number]] = filled
        name = (cells.header or {kept[number]: ""})[kept[number]].strip()[:60]
        says = (
            f"“{name}” stands only in the first of {lengths[0]:,} rows: carried down to the others."
        )
        return replace(cells, columns=tuple(whole), notes=(*cells.notes, says))
    return None


def _begins(column: Column, first: bool) -> Int[np.ndarray, " begins"]:
    """Give the rows that hold dates or, in the first column, numbers that count on."""
    if column.kind == "date":
        return np.flatnonzero(column.times() != NEVER)
    if not first or column.numbers is None:
        return np.zeros(0, np.int64)
    known = np.flatnonzero(~np.isnan(column.numbers))
    return known if (np.diff(column.numbers[known]) == 1).all() else known[:0]


def _measured(columns: Sequence[Column]) -> int:
    """Count the rows up to the last in which one of some columns has a number."""
    known = [np.flatnonzero(~np.isnan(c.numbers)) for c in columns if c.numbers is not None]
    return max((int(rows[-1]) + 1 for rows in known if len(rows)), default=0)


def _repeats(column: pa.ChunkedArray, begins: np.ndarray, length: int) -> bool:
    """Tell whether a column holds the same in each run of rows, and not the same throughout."""
    runs = [column.slice(int(begin), length).to_pylist() for begin in begins]
    return (
        None not in runs[0] and len(set(runs[0])) == length and all(run == runs[0] for run in runs)
    )
