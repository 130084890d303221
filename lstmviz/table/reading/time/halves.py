"""The halves of a day, AM and PM, in a column of their own beside the times of day or the hours."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.cells.column import Column

HALF = re.compile(r"[ap]\.?m\.?", re.IGNORECASE)


def halves_joined(cells: Cells, columns: Sequence[Column], kept: Sequence[int]) -> Cells | None:
    """Write each half of a day behind its time of day; None where no column holds them.

    Args:
        cells: the file, taken apart.
        columns: its columns, cleaned.
        kept: the number of each in the file.
    """
    for number, column in enumerate(columns[1:], start=1):
        if not column.levels or not all(map(HALF.fullmatch, column.levels)):
            continue
        half = pc.utf8_trim_whitespace(cells.columns[kept[number]])
        whole = _joined(cells.columns[kept[number - 1]], columns[number - 1], half)
        if whole is None:
            continue
        joined = list(cells.columns)
        joined[kept[number - 1]] = whole
        left = kept[number]
        del joined[left]
        return replace(
            cells,
            columns=tuple(joined),
            header=cells.header and (*cells.header[:left], *cells.header[left + 1 :]),
            units=(*cells.units[:left], *cells.units[left + 1 :]),
        )
    return None


def _joined(
    times: pa.ChunkedArray, column: Column, half: pa.ChunkedArray
) -> pa.ChunkedArray | None:
    """Write times of day with their halves, or count hours up to 24; None of other columns."""
    if column.kind in ("time", "date") and pa.types.is_string(times.type):
        return pc.binary_join_element_wise(times, half, " ")
    hours = column.numbers
    if hours is None or not np.isin(hours, range(1, 13)).all():
        return None
    noon = np.array(pc.starts_with(pc.utf8_lower(half), "p"))
    return pa.chunked_array([pa.array(hours % 12 + 12 * noon)])
