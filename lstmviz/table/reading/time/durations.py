"""How long something took, written like a time of day: 33:12, 1:02:45 → numbers."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Float64

DURATION = (
    r"^(?P<first>\d{1,4}):(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d))?(?:[.,](?P<part>\d{1,9}))?$"
)

HOURS = 24
"""Hours of a day: what has more of them is no time of day."""


@dataclass(frozen=True, eq=False)
class Durations:
    """Words read as durations.

    Args:
        values: one per word, NaN where it is none. Minutes, or, where no word has three parts, in
            the unit of the first of two, whichever that is.
        note: what was converted, as the end of a sentence about the column.
        sure: whether they are no times of day, but minutes and seconds.
    """

    values: Float64[np.ndarray, " words"]
    note: str
    sure: bool = False


def read_durations(words: pa.StringArray) -> Durations:
    """Read words such as 33:12, 1:02:45 or 1:07.35 as durations."""
    parts = pc.extract_regex(words, DURATION)
    known = pc.is_valid(parts).to_numpy(zero_copy_only=False).astype(bool)
    first, second, third, part = (
        _floats(pc.struct_field(parts, [name]), before)
        for name, before in (("first", ""), ("second", ""), ("third", ""), ("part", "0."))
    )
    whole = ~np.isnan(third)
    third, part = np.nan_to_num(third), np.nan_to_num(part)
    values = np.where(
        whole, 60 * first + second + (third + part) / 60, first + (second + part) / 60
    )
    values[~known] = np.nan
    example = ""
    if known.any():
        shown = int(known.argmax())
        example = f" such as {words[shown].as_py()}: read as {values[shown]:.5g}"
    unit = " minutes" if whole.any() else ""
    # 07:14 may be a time of day, as of a sunrise, or last so long; nothing here says which.
    long = known.any() and np.nanmax(first[known]) >= HOURS
    # Fractions stand behind seconds, and so do minutes before them.
    sure = bool(known.any() and (long or (part[known & ~whole] > 0).any()))
    return Durations(values, f"holds {'durations' if long else 'times'}{example}{unit}", sure)


def _floats(texts: pa.StringArray, before: str) -> Float64[np.ndarray, " words"]:
    """Give numbers of digits, NaN where there are none."""
    digits = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    digits = pc.binary_join_element_wise(pa.scalar(before), digits, "")
    return digits.cast(pa.float64()).to_numpy(zero_copy_only=False)
