"""Dates in two spellings in one column, as where a program has read some of them its own way.

A spreadsheet that expects the month in front makes 2021-01-02 of 01/02/2021, the first of February,
and leaves 13/02/2021 as it is: there is no month 13.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER, begins_of_days

Milliseconds = Int64[np.ndarray, " words"]

ISO = r"^(?P<year>\d{4})-(?P<one>\d{1,2})-(?P<other>\d{1,2})(?:\D|$)"
LOCAL = r"^(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})[-/.]\d{4}(?:\D|$)"
MONTHS = 12
IN_ORDER = 0.95
"""Part of the steps that go one way where rows are in order."""
MIXED = "holds dates in two spellings"
"""How a note begins that says so; then the times alone put no rows in another order."""


def of_one_spelling(
    words: pa.StringArray, order: Int[np.ndarray, " rows"], moments: Milliseconds
) -> tuple[Milliseconds, str]:
    """Swap day and month of dates where that puts the rows in order.

    Args:
        words: distinct.
        order: the word of each row.
        moments: of the words, as they were read one by one.

    Returns:
        The moments, and the rest of a sentence that says it; "" where all dates are in one
        spelling, or in order as they are.
    """
    iso, local = (_alike(words, pattern) & (moments != NEVER) for pattern in (ISO, LOCAL))
    if not iso.any() or not local.any() or (as_read := _one_way(moments[order])) == 1:
        return moments, ""
    examples = (words[int(each.argmax())].as_py()[:20] for each in (iso, local))
    says = f"{MIXED}, such as {' and '.join(examples)}"
    year, one, other = _numbers(words, ISO, iso)
    swapped = moments.copy()
    swapped[iso] = begins_of_days(year, other, one) + moments[iso] % DAY
    apart = other.max() <= MONTHS and np.max(_numbers(words, LOCAL, local), axis=0).min() > MONTHS
    if apart and _one_way(swapped[order]) >= max(IN_ORDER, as_read):
        return swapped, f"{says}: day and month of the first were swapped, as the rows’ order says"
    return moments, f"{says}, and is not in order"


def _alike(words: pa.StringArray, pattern: str) -> np.ndarray:
    return pc.match_substring_regex(words, pattern).to_numpy(zero_copy_only=False).astype(bool)


def _numbers(words: pa.StringArray, pattern: str, where: np.ndarray) -> np.ndarray:
    parts = pc.extract_regex(words.filter(pa.array(where)), pattern)
    numbers = [parts.field(field.name).cast(pa.int64()).to_numpy(False) for field in parts.type]
    return np.stack(numbers)


def _one_way(moments: Int64[np.ndarray, " rows"]) -> float:
    """Give the part of the steps that go the way that most go."""
    steps = np.diff(moments[moments != NEVER])
    return float(max((steps >= 0).mean(), (steps <= 0).mean())) if len(steps) else 1.0
