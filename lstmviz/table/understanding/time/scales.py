"""Numbers that count days as astronomers and programs do, and years with their month as decimals.

A count with fractions is a time where its steps are whole parts of a day; one of whole days, which
may as well number anything, where its name says so too.
"""

import re
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.sequences import blocks_of, sequence_of
from lstmviz.table.tables import Table
from lstmviz.table.understanding.time.single import Time

EVEN, ONE_WAY = 0.9, 0.98
BEYOND = 2_000_000
"""Days of which hardly anything else is counted."""
OFF = 0.02
"""Seconds, as part of the step, by which rounded fractions may be off."""
JULIAN = re.compile(r"(^|[^a-z])[hbrm]?jd([^a-z]|$)|julian")
"""Names of Julian dates, which count nights that clouds leave out."""


@dataclass(frozen=True)
class Scale:
    """A way to count time.

    Args:
        says: what it counts, as the rest of a sentence.
        zero: the count at the beginning of 1970.
        unit: milliseconds of one.
        low, high: the counts of 1900 and 2100.
        named: what names say it.
        alone: whether fractions that go on by parts of a day are enough, whatever the name.
        uneven: whether its steps may be uneven, of one that is a Julian date by name, or alone.
    """

    says: str
    zero: float
    unit: float
    low: float
    high: float
    named: re.Pattern[str]
    alone: bool
    uneven: bool = False


SCALES = (
    Scale(
        "counts the days as MATLAB does", 719_529, DAY, 693_962, 767_011,
        re.compile(r"datenum|matlab|time|date|fecha|datum|(^|_)t$"), True, True,
    ),
    Scale(
        "is a Julian date", 2_440_587.5, DAY, 2_415_020, 2_488_070,
        re.compile(r"(^|[^a-z])[hbr]?jd([^a-z]|$)|julian|time|date|epoch"), True, True,
    ),
    Scale(
        "is a modified Julian date", 40_587, DAY, 15_020, 88_070,
        re.compile(r"mjd|modified.?julian"), False, True,
    ),
    Scale(
        "counts the days since 1970", 0, DAY, -25_567, 47_482,
        re.compile(r"days?.since.(19)?70|(unix|epoch).?days?"), False,
    ),
)  # fmt: skip


def find_scale(table: Table) -> Time | None:
    """Find a column of numbers that counts the days since some beginning, or years and months."""
    blocks = blocks_of(len(table.values))
    for number, name in enumerate(table.columns):
        values = table.values[:, number].astype(np.float64)
        known = ~np.isnan(values)
        if known.sum() < 3 or not np.ptp(values[known]):
            continue
        for scale in SCALES:
            if values[known].min() < scale.low or values[known].max() > scale.high:
                continue
            seconds = np.round((np.where(known, values, scale.zero) - scale.zero) * 86_400)
            moments = np.where(known, seconds.astype(np.int64) * 1000, NEVER)
            sequence = sequence_of(moments, blocks)
            even = sequence.even >= EVEN
            if sequence.one_way < ONE_WAY or not (even or _tells(scale, values[known], name)):
                continue
            named = bool(scale.named.search(name.lower()))
            if named or not even or (scale.alone and _parts_of_days(values[known])):
                return Time((name,), _rounded(moments), scale.says)
    return None


def _tells(scale: Scale, known: Float[np.ndarray, " known"], name: str) -> bool:
    """Tell whether a count is known as such though its steps are uneven: by its name, or rising.

    Nothing else rises by fractions from 2.4 to 2.5 millions, nor such a time around 730,000.
    """
    rises = scale.alone and (known != np.floor(known)).any() and (np.diff(known) >= 0).all()
    rises &= scale.low > BEYOND or bool(scale.named.search(name.lower()))
    return scale.uneven and bool(JULIAN.search(name.lower()) or rises)


def _parts_of_days(known: Float[np.ndarray, " known"]) -> bool:
    """Tell whether numbers have fractions and go on by whole minutes that divide a day."""
    if (known == np.floor(known)).all():
        return False
    minutes = abs(float(np.median(np.diff(known)))) * 1440
    whole = round(minutes)
    return bool(whole) and abs(minutes - whole) < OFF * max(1, whole) and 1440 % whole == 0


def _rounded(moments: np.ndarray) -> np.ndarray:
    """Take off the seconds that rounded fractions of a day are off, where the step is in minutes.

    Six decimals of a day are worth a tenth of a second, four nine seconds.
    """
    known = moments != NEVER
    step = int(np.median(np.abs(np.diff(moments[known]))))
    if step < 30_000:
        return moments
    minutes = np.round(moments / 60_000).astype(np.int64) * 60_000
    close = np.abs(minutes - moments)[known].max() <= 10_000
    return np.where(known, minutes, NEVER) if close else moments
