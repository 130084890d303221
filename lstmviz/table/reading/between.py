"""What stands among a table's rows or beside its columns and is not part of it."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool

from lstmviz.table.reading.columns import Column
from lstmviz.table.reading.dates import NEVER

SUMS = r"(?i)^\W*(sub-?\s?|grand\s)?(total|sum|mean|average|avg|summe|gesamt|mittel(wert)?)s?\b"
"""What stands, where others have a date, before a row that sums up those above it."""


def sums_between(
    columns: Sequence[Column], cells: Sequence[pa.ChunkedArray], label: tuple[int, ...]
) -> Bool[np.ndarray, " rows"] | None:
    """Find the rows that sum up those above them, among rows that have dates.

    Returns:
        Which rows these are; None where there are none.
    """
    if not label or columns[label[0]].kind != "date":
        return None
    written, undated = cells[label[0]], columns[label[0]].times() == NEVER
    if not pa.types.is_string(written.type) or not undated.any():
        return None
    words = pc.fill_null(pc.match_substring_regex(written, SUMS), False)
    sums = undated & words.to_numpy(zero_copy_only=False).astype(bool)
    sums[len(sums) - int(np.argmin(undated[::-1])) :] = False  # these stand below the table
    return sums if sums.any() else None


def columns_of_first(header: Sequence[str], columns: Sequence[Column]) -> int:
    """Count the columns of the first of several tables that stand side by side.

    A second one begins with a column of the same name that holds other dates.
    """
    dates: dict[str, Column] = {}
    for number, (name, column) in enumerate(zip(header, columns, strict=True)):
        if column.kind != "date" or not name.strip():
            continue
        before = dates.setdefault(name.strip().lower(), column)
        one, other = before.times(), column.times()
        if ((one != other) & (one != NEVER) & (other != NEVER)).any():
            return number
    return len(columns)
