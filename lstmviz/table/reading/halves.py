"""The halves of a day, AM and PM, in a column of their own beside the times of day."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from lstmviz.table.reading.column import Column
from lstmviz.table.reading.rows import Cells

HALF = r"^(?i:[ap]\.?m\.?)$"


def halves_joined(cells: Cells, columns: Sequence[Column], kept: Sequence[int]) -> Cells | None:
    """Write each half of a day behind its time of day; None where no column holds them.

    Args:
        cells: the file, taken apart.
        columns: its columns, cleaned.
        kept: the number of each in the file.
    """
    for number, column in enumerate(columns[1:], start=1):
        time, half = (cells.columns[kept[n]] for n in (number - 1, number))
        if columns[number - 1].kind not in ("time", "date") or column.kind != "text":
            continue
        if not all(map(pa.types.is_string, (time.type, half.type))):
            continue
        if not pc.all(pc.match_substring_regex(pc.utf8_trim_whitespace(half), HALF)).as_py():
            continue
        joined = list(cells.columns)
        joined[kept[number - 1]] = pc.binary_join_element_wise(time, half, " ")
        left = kept[number]
        del joined[left]
        return replace(
            cells,
            columns=tuple(joined),
            header=cells.header and (*cells.header[:left], *cells.header[left + 1 :]),
            units=(*cells.units[:left], *cells.units[left + 1 :]),
        )
    return None
