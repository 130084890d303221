"""Which column names the rows, and when each row was measured."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int64

from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.names import PANDAS_INDEX
from lstmviz.table.reading.time.dates import DAY, NEVER

NAMELESS = frozenset({"", "unnamed: 0", PANDAS_INDEX})
"""Names that a counter of the rows has when its table was saved with the rows' numbers."""
COUNTERS = NAMELESS | frozenset(
    {"index", "id", "no", "no.", "nr", "nr.", "#", "row", "rownames", "row_number"}
    | {"year", "jahr", "année", "año"}
)
"""Names under which whole numbers that count up evenly name the rows."""

FEW = 0.3
"""Part of the rows in which a column must hold a date to name them, where another may."""
WHOLE = 0.9
"""Of several columns of dates the first names the rows that tells so many of the times of the
fullest: a clock that hangs, or is missing at first, tells fewer."""
SOME_WAY = 0.3
"""By so many more of their steps dates go one way than the other where they tell an order."""
RUNS = 0.75
"""Part of the steps between times that go one way where these name the rows."""


def choose_label(columns: Sequence[Column], header: Sequence[str] | None) -> tuple[int, ...]:
    """Choose the column that names the rows: dates, else a counter, else text that hardly repeats.

    Returns:
        Its number; two numbers for a date and a time of day; none if there is none.
    """
    times = [n for n, column in enumerate(columns) if column.kind == "time"]
    dates = [n for n, c in enumerate(columns) if c.kind == "date" and (times or _changes(c))]
    if times or len(dates) > 1:
        dates = [n for n in dates if _known(columns[n]) >= FEW] or dates * (not times)
    if dates:
        whole = [_wholeness(columns[n].times()) if len(dates) > 1 else 1.0 for n in dates]
        first = next(n for n, w in zip(dates, whole, strict=True) if w >= WHOLE * max(whole))
        days = columns[first]
        known = days.times()[days.times() != NEVER]
        bare = days.repeats and not (known % DAY).any()
        return (first, times[0]) if times and bare else (first,)
    for number, written in enumerate(header or ()):
        first = number == 0 or written == PANDAS_INDEX  # which pandas puts last
        if first and written in COUNTERS and columns[number].counts_up:
            return (number,)
    texts = [n for n, column in enumerate(columns) if column.kind in ("text", "time")]
    return tuple(n for n in texts if not columns[n].repeats and runs(columns[n]))[:1]


def _known(column: Column) -> float:
    """Give the part of the rows in which a column holds a date."""
    return float((column.times() != NEVER).mean())


def _wholeness(moments: Int64[np.ndarray, " rows"]) -> float:
    """Count the times that dates tell, as far as they go one way: to and fro they tell no order."""
    known = moments[moments != NEVER]
    steps = np.diff(known)
    moved = np.count_nonzero(steps)
    one_way = abs(int((steps > 0).sum()) - int((steps < 0).sum())) / moved if moved else 0.0
    return len(np.unique(known)) * one_way if one_way >= SOME_WAY else 0.0


def _changes(column: Column) -> bool:
    """Tell whether dates differ: one date in all rows, such as a file's, is no time of theirs."""
    known = column.times()[column.times() != NEVER]
    return len(known) < 2 or bool(known.min() < known.max())


def runs(column: Column) -> bool:
    """Tell whether text may name the rows: durations do where they go on, but for midnights."""
    if column.numbers is None or len(column.numbers) < 2:
        return True
    steps = np.diff(column.numbers)
    return bool(max((steps >= 0).mean(), (steps <= 0).mean()) >= RUNS)


def label_texts(columns: Sequence[Column]) -> pa.ChunkedArray | None:
    """Write the label columns out as text, a date and a time of day side by side."""
    if not columns:
        return None
    texts = [column.texts() for column in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, " ")


def label_moments(columns: Sequence[Column], end: int) -> Int64[np.ndarray, " rows"] | None:
    """Tell when each row was measured, by its date, or its date and time of day together.

    Times of day alone count from midnight, and go on at the next.
    """
    if len(columns) == 1 and columns[0].kind == "time":
        return _past_midnight(columns[0].times()[:end])
    if not columns or columns[0].kind != "date":
        return None
    days = columns[0].times()[:end]
    if len(columns) == 1:
        return days
    clock = columns[1].times()[:end]
    known = (days != NEVER) & (clock != NEVER)
    return np.where(known, days // DAY * DAY + np.where(known, clock, 0), NEVER)


def _past_midnight(clock: Int64[np.ndarray, " rows"]) -> Int64[np.ndarray, " rows"] | None:
    """Let times of day go on at midnight; None where they fall back otherwise."""
    if len(clock) < 2 or (clock == NEVER).any():
        return None
    steps = np.diff(clock)
    falls = steps < 0
    if (falls & (steps > -DAY // 2)).any() or not (steps > 0).any():
        return None
    return clock + DAY * np.concatenate([[0], np.cumsum(falls)])
