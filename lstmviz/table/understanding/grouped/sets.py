"""Columns that tell series apart together: the fewest under which no series has a time twice."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from jaxtyping import Int, Int64

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.understanding.grouped.codes import Codes, both, count

MOST, TRIED = 3, 9
"""Columns of a set, at most; columns of which sets are tried."""
SHORTEST = 4
"""Rows that series have on average, at least."""
REPEATED = 0.1
"""Part of the rows with the time of another one from which sets are looked for."""
TWICE, OFTEN = 0.01, 0.2
"""Part of the rows that may be there twice, with one time and series; and where that is asked."""
COVERED = 0.3
"""Part of the pairs of a time and a series that have a row, at least: numbers that were measured
tell rows apart, too, but seldom hold the same at the next time."""
SOME = 3_000
"""Rows of some times that rule out most sets."""


@dataclass(frozen=True, eq=False)
class Keys:
    """A set of columns that tells series apart.

    Args:
        columns: their names.
        codes: the series of each row, 0, 1, … in order of appearance.
        covered: part of the pairs of a time and a series that have a row.
        twice: rows whose time and series another row before has.
    """

    columns: tuple[str, ...]
    codes: Codes
    covered: float
    twice: int


def smallest_sets(
    moments: Int64[np.ndarray, " rows"],
    named: Sequence[tuple[str, Codes]],
    rest: Sequence[tuple[str, Codes]],
) -> list[Keys]:
    """Find the sets of the fewest columns within whose series times do not repeat.

    Args:
        moments: of each row.
        named: columns that may tell series apart by what they are called, or text, and their
            groups; these alone do where some rows are there twice.
        rest: others, which may.

    Returns:
        Those in which most series have a row at most times first; one of those that are alike.
    """
    if not len(moments) or (moments == NEVER).any():
        return []
    times, moment = np.unique(moments, return_inverse=True)
    if len(moments) - len(times) < REPEATED * len(moments):
        return []
    words, every = (
        [(name, filled(codes)) for name, codes in columns if codes.max() > 0][:TRIED]
        for columns in (named, [*named, *rest])
    )
    sizes = range(1, MOST + 1)
    ways = [(every, size, most) for size in sizes for most in (0.0, TWICE)]
    for columns, size, most in (*ways, *((words, size, OFTEN) for size in sizes)):
        sets = (_keys(moment, each, most) for each in itertools.combinations(columns, size))
        found = list(filter(None, sets))
        if found:
            return list(_apart(sorted(found, key=lambda keys: (-keys.covered, keys.twice))))
    return []


def _keys(
    moment: Int[np.ndarray, " rows"], columns: Sequence[tuple[str, Codes]], most: float
) -> Keys | None:
    """Take columns for a set that tells series apart, if at most so many of the rows are twice."""
    names, groups = zip(*columns, strict=True)
    some = np.flatnonzero(moment % max(1, len(moment) // SOME) == 0)
    # A part of the rows tells only about how many of all are there twice.
    part = reduce(both, [codes[some] for codes in groups])
    if _twice(moment[some], part) > 3 * most * len(some):
        return None
    codes = reduce(both, groups)
    series = int(codes.max()) + 1
    covered = len(codes) / ((int(moment.max()) + 1) * series)
    if series < 2 or len(codes) < SHORTEST * series or covered < COVERED:
        return None
    twice = _twice(moment, codes)
    return Keys(names, codes, covered, twice) if twice <= most * len(codes) else None


def filled(codes: Codes) -> Codes:
    """Take rows without a word, or with one that means none, for a group of their own."""
    return np.where(codes < 0, codes.max() + 1, codes).astype(np.int32)


def _twice(moment: Int[np.ndarray, " some"], codes: Codes) -> int:
    """Count the rows whose time and series another row has, too."""
    return len(codes) - count(moment.astype(np.int64) * (int(codes.max()) + 1) + codes)


def _apart(found: Sequence[Keys]) -> Iterator[Keys]:
    """Leave out sets that part the rows as one before does, such as a station's name and code."""
    seen: list[Codes] = []
    for keys in found:
        if not any(np.array_equal(keys.codes, codes) for codes in seen):
            seen.append(keys.codes)
            yield keys
