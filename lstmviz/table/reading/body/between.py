"""What stands among a table's rows or beside its columns and is not part of it."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool

from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.reading.time.months import months_alone, quarters_alone

SUMS = r"(?i)(\b|\pL)(total|summe|gesamt|somme|suma)s?\b|\b(sum|mean|average|avg)s?\b"
SUMS += r"|\b(mittel(wert)?|moyenne|promedio|media|gemiddelde)\b"
"""What stands, where others have a date, in a row that sums up those above it: “Week total”."""
EVEN = 0.9
"""Part of the steps that are the usual one, where dates go on at one pace."""
MONTHS, QUARTERS = 12, 4
SOME = 200
"""Rows among which sums stand where they stand among months at all."""


def sums_between(
    columns: Sequence[Column], cells: Sequence[pa.ChunkedArray], label: tuple[int, ...]
) -> Bool[np.ndarray, " rows"]:
    """Find the rows that sum up those above them, among rows that have dates, months or counts."""
    sums = np.zeros(len(cells[0]), bool)
    for number, (column, written) in enumerate(zip(columns, cells, strict=True)):
        if not pa.types.is_string(written.type):
            continue
        if column.kind == "date" and number in label:
            undated = column.times() == NEVER
            undated[len(undated) - int(np.argmin(undated[::-1])) :] = False  # below the table
            sums |= _matches(written, undated, SUMS)
        elif number == 0 and column.numbers is not None:
            sums |= _matches(written, np.isnan(column.cells()), SUMS)
        elif column.kind != "date":
            sums |= _among_parts(written)
    return sums


def _among_parts(written: pa.ChunkedArray) -> Bool[np.ndarray, " rows"]:
    """Find the words that are no month, or no quarter, where without them these go round."""
    if len(written) > SOME and not _among_parts(written[:SOME]).any():
        return np.zeros(len(written), bool)
    words = pc.utf8_trim_whitespace(pc.fill_null(written, "")).combine_chunks().dictionary_encode()
    rows = words.indices.to_numpy()
    for count, read in ((MONTHS, months_alone), (QUARTERS, quarters_alone)):
        parts = read(words.dictionary)[rows]
        steps = np.diff(parts[parts > 0]) % count
        if len(steps) >= len(parts) / 2 and (steps == 1).mean() > EVEN:
            said = np.array(pc.match_substring_regex(words.dictionary, r"\pL"))
            return (parts == 0) & said[rows]
    return np.zeros(len(written), bool)


def _other_pace(one: Column, other: Column) -> bool:
    """Tell whether two columns of dates both go on evenly, and not at the same pace."""
    paces = _pace(one), _pace(other)
    return all(paces) and paces[0] != paces[1]


def _pace(column: Column) -> int:
    """Give the usual step of a column of dates, in milliseconds; 0 where there is none."""
    steps = np.diff(column.times()[column.times() != NEVER])
    usual = int(np.median(steps)) if len(steps) else 0
    return usual if len(steps) and (steps == usual).mean() > EVEN else 0


def _matches(
    written: pa.ChunkedArray, where: Bool[np.ndarray, " rows"], pattern: str
) -> Bool[np.ndarray, " rows"]:
    """Tell which of some rows a pattern matches."""
    found = where.copy()
    words = pc.match_substring_regex(written.filter(pa.array(where)), pattern)
    found[where] = pc.fill_null(words, False).to_numpy().astype(bool)
    return found


def columns_of_first(header: Sequence[str], columns: Sequence[Column]) -> int:
    """Count the columns of the first of several tables that stand side by side.

    A second one begins with a column of the same name that holds other dates, or with dates that
    go on at another pace.
    """
    dates: dict[str, Column] = {}
    for number, (name, column) in enumerate(zip(header, columns, strict=True)):
        if column.kind != "date" or not name.strip():
            continue
        parts = columns[:number], columns[number:]
        among = all(any(other.kind == "number" for other in part) for part in parts)
        if dates and among and _other_pace(column, next(iter(dates.values()))):
            return number
        before = dates.setdefault(name.strip().lower(), column)
        one, other = before.times(), column.times()
        if ((one != other) & (one != NEVER) & (other != NEVER)).any():
            return number
    return len(columns)
