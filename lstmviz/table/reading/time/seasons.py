"""Seasons, which begin in one year and end in the next: 2010/11, 2010-2011."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstmviz.table.reading.time.dates import LENGTHS, Moments, begins_of_days

SEASON = r"^(?P<first>(?:1[89]|20)\d{2})\s?[-/–]\s?(?P<last>\d{2}|\d{4})$"
FEWEST = 3
"""Seasons from which 2010/11 is none of November 2010."""


def read_seasons(words: pa.StringArray) -> Moments | None:
    """Read words as seasons by the year in which each begins; None unless all are some.

    Args:
        words: distinct, trimmed, without gaps.
    """
    if len(words) < FEWEST:
        return None
    parts = pc.extract_regex(words, SEASON)
    if parts.null_count:
        return None
    first, last = (
        pc.struct_field(parts, [name]).cast(pa.int64()).to_numpy(zero_copy_only=False)
        for name in ("first", "last")
    )
    if not np.where(last < 100, last == (first + 1) % 100, last == first + 1).all():
        return None
    one = np.ones_like(first)
    lengths = np.full(len(words), LENGTHS["year"], np.int8)
    return Moments(begins_of_days(first, one, one), lengths)
