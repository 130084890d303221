"""Series in a table: columns whose runs are a series each, one after another or taking turns."""

import itertools
import re
from collections.abc import Iterator
from functools import partial

import numpy as np
from jaxtyping import Float, Int, Int32, Int64

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import counts_rows, is_whole
from lstmviz.table.understanding.column.named import PERSONS, STATES, says
from lstmviz.table.understanding.grouped.codes import covered
from lstmviz.table.understanding.grouped.doubtful import banded, by_seldom, levelled, owned
from lstmviz.table.understanding.grouped.sets import TWICE, smallest_sets
from lstmviz.table.understanding.grouped.telling import OWNERS, SHORTEST, Codes, Series, take_turns
from lstmviz.table.understanding.time.anew import begin_anew_with, counts_anew
from lstmviz.table.understanding.time.calendars import is_calendar
from lstmviz.table.understanding.time.summer import may_repeat

FEWEST, COVERED = 2, 0.8
"""Rows of series that are shorter, and the part of their rows that is there, at least: then all
else must say that they are series."""
APART = 10
"""Usual steps that lie between series which one clock tells apart, at least."""
ORDER = re.compile(r"(record|reading|measurement|no|nr|seq|sequence|trial|slot|occasion)s?")
"""Words in the name of a column that numbers what was measured at one time or on one day."""
NAMELESS = 0.02
"""Part of the rows that may lack the name of their series."""
PAIRED = 6
"""Columns of which two together may tell series apart, at most."""
ALIKE = 0.8
"""So much as the best set's series must another one's cover to be its rival."""
LOOKED_AT = 2_000
"""Rows that show that most numbers are no grid."""
EVEN = 0.9
"""Part of the steps that are the usual one where a clock goes evenly."""


def find_series(table: Table, taken: frozenset[str]) -> Series | None:
    """Find what tells series apart, among text and whole numbers that are not taken.

    Of several columns it is that within whose series the time goes back, and then jumps, least
    often; two columns together where they leave fewer steps back than one.
    Where every row is later than the one before, there is one series, or text tells series apart
    between which time passes, or which each have a clock of their own.
    """
    texts = [
        (name, codes)
        for name, codes in table.groups.items()
        if name not in table.columns and not is_calendar(name)
    ]
    texts.sort(key=lambda text: not says(OWNERS, text[0]))
    if table.moments is not None and (np.diff(table.moments) > 0).all():
        apart = filter(None, itertools.starmap(partial(_apart, table), texts))
        return next(apart, None) or banded(texts) or levelled(table, texts)
    possible = [
        (name, codes)
        for name in (*dict(texts), *sorted(table.columns, key=lambda name: not says(OWNERS, name)))
        if name not in taken
        and not is_calendar(name)
        and (codes := codes_in(table, name)) is not None
    ]
    best, least = None, (np.inf, np.inf)
    for series in _alone(table, possible):
        wrong = _disorder(table, series)
        if wrong < least:
            best, least = series, wrong
        if not any(wrong):
            name = series.columns[0]
            if name in dict(texts) or says(OWNERS, name):
                return series
            # A number that differs at each time by chance gives way to names that do together.
            named = [each for each in possible if each[0] in dict(texts) or says(OWNERS, each[0])]
            pairs = (pair for pair in _paired(table, named) if not any(_disorder(table, pair)))
            return next(pairs, series)
    if least[0] and (series := _by_sets(table, taken, possible)) is not None:
        return series
    for series in _paired(table, possible) if least[0] else ():
        wrong = _disorder(table, series)
        if wrong[0] < least[0]:
            best, least = series, wrong
    with_clocks = filter(None, itertools.starmap(partial(_with_clocks, table), texts))
    series = best or next(with_clocks, None) or by_seldom(table, texts) or owned(table, texts)
    return series or banded(texts) or levelled(table, texts)


def _by_sets(
    table: Table, taken: frozenset[str], possible: list[tuple[str, Codes]]
) -> Series | None:
    """Take the fewest columns within whose series no time stands twice, where times repeat."""
    if table.moments is None:
        return None
    known = dict(possible)
    texts = [
        (name, codes)
        for name, codes in table.groups.items()
        if name not in {*table.columns, *taken, *known} and not is_calendar(name)
    ]
    possible = [each for each in possible if not says(ORDER, each[0])]
    named = [each for each in possible if each[0] not in table.columns or says(OWNERS, each[0])]
    rest = [each for each in possible if each[0] not in dict(named)]
    sets = smallest_sets(table.moments, [*named, *texts], rest)
    if not sets:
        return None
    best, *others = sets
    rivals = tuple(keys.columns for keys in others if keys.covered > ALIKE * best.covered)
    twice = best.twice if best.twice > TWICE * len(best.codes) else 0
    return Series(best.columns, best.codes, take_turns(best.codes), rivals, twice)


def _apart(table: Table, name: str, codes: Codes) -> Series | None:
    """Tell whether text changes where time passes, or tells apart what has a clock of its own."""
    if codes.min() < 0 or table.moments is None:
        return None
    steps = np.diff(table.moments)
    borders = np.diff(codes) != 0
    count = int(codes.max()) + 1
    alone = borders.sum() == count - 1 > 0 and len(codes) >= SHORTEST * count
    far = alone and steps[borders].min() > APART * np.median(steps)
    return Series((name,), codes, interleaved=False) if far else _with_clocks(table, name, codes)


def _alone(table: Table, possible: list[tuple[str, Codes]]) -> Iterator[Series]:
    for name, codes in possible:
        series = series_by(table, (name,), codes)
        if series is not None:
            yield series


def _paired(table: Table, possible: list[tuple[str, Codes]]) -> Iterator[Series]:
    few = [(name, codes) for name, codes in possible if codes.max() > 0][:PAIRED]
    for (first, a), (second, b) in itertools.combinations(few, 2):
        both = a.astype(np.int64) * (int(b.max()) + 1) + b
        distinct, codes = np.unique(both, return_inverse=True)
        names, codes = (first, second), codes.astype(np.int32)
        if max(a.max(), b.max()) + 1 < len(distinct) <= len(both) // SHORTEST:
            if table.moments is None and not begin_anew_with(table, codes, names):
                continue
            series = series_by(table, names, codes)
            if series is not None:
                yield series


def series_by(table: Table, names: tuple[str, ...], codes: Codes) -> Series | None:
    """Take columns for what tells series apart, where their rows stand as those of series do."""
    count = int(codes.max()) + 1
    if count < 2 or len(codes) < FEWEST * count:
        return None
    borders = np.flatnonzero(np.diff(codes)) + 1
    if len(codes) < SHORTEST * count and not _are_short(table, codes, borders, names):
        return None
    if len(borders) == count - 1 and _begins_anew(table, borders, names):
        return Series(names, codes, interleaved=False)
    ordered = any(says(ORDER, name) for name in names)
    if len(borders) >= count and not ordered and _takes_turns(table, codes):
        return Series(names, codes, interleaved=True)
    return None


def _are_short(
    table: Table, codes: Codes, borders: Int[np.ndarray, " borders"], names: tuple[str, ...]
) -> bool:
    """Tell whether series of two or three rows leave no doubt, as those of a few visits each."""
    count = int(codes.max()) + 1
    if not all(name not in table.columns or says(OWNERS, name) for name in names):
        return False
    if table.moments is None:
        return len(borders) == count - 1 and begin_anew_with(table, codes, names)
    steps = np.diff(table.moments)
    back = np.flatnonzero(np.sign(steps) == -np.sign(np.median(steps)))
    if len(borders) == count - 1:
        return np.array_equal(back, borders - 1)
    return len(codes) >= COVERED * count * len(np.unique(table.moments))


def _disorder(table: Table, series: Series) -> tuple[int, int]:
    """Count the steps within series that do not go the usual way in time, and those far on."""
    if series.interleaved or table.moments is None:
        return 0, 0
    steps = np.diff(table.moments)[np.diff(series.codes) == 0]
    back = len(steps) - int(max((steps > 0).sum(), (steps < 0).sum()))
    return back, int((np.abs(steps) > APART * np.median(np.abs(steps))).sum())


def codes_in(table: Table, name: str) -> Codes | None:
    """Give the groups of a column of text or of whole numbers, where these may be series."""
    if name in table.groups and name not in table.columns:
        codes = table.groups[name]
        return codes if codes.min() >= 0 else _filled(codes)
    values = table.values[:, table.columns.index(name)]
    if np.isnan(values).any():
        return None
    if not is_whole(values):
        return _on_a_grid(table, values)
    shortest = FEWEST if says(OWNERS, name) else SHORTEST
    shifted = values - values.min()
    if shifted.max() < len(values):  # far faster than sorting
        whole = shifted.astype(np.int64)
        places = np.cumsum(np.bincount(whole) > 0, dtype=np.int32) - 1
        return places[whole] if (places[-1] + 1) * shortest <= len(values) else None
    distinct, codes = np.unique(values, return_inverse=True)
    return codes.astype(np.int32) if len(distinct) * shortest <= len(values) else None


def _on_a_grid(table: Table, values: Float[np.ndarray, " rows"]) -> Codes | None:
    """Give the groups of numbers with decimals that stand at each time again, as places do."""
    few = len(np.unique(values[:LOOKED_AT])) * SHORTEST <= len(values[:LOOKED_AT])
    if table.moments is None or not few:
        return None
    distinct, codes = np.unique(values, return_inverse=True)
    _, moment = np.unique(table.moments, return_inverse=True)
    at_once = len(values) / (int(moment.max()) + 1)
    again = len(distinct) <= 2 * at_once and covered(moment, codes) >= COVERED
    return codes.astype(np.int32) if again else None


def _filled(codes: Codes) -> Codes | None:
    """Fill groups down that are named in their first row alone, as merged cells are saved.

    Where few rows are not named, these are a group of their own.
    """
    named = np.flatnonzero(codes >= 0)
    if len(codes) - len(named) <= NAMELESS * len(codes):
        return np.where(codes < 0, codes.max() + 1, codes).astype(np.int32)
    lengths = np.diff(named, append=len(codes))
    if codes[0] < 0 or len(named) > int(codes.max()) + 1 or np.median(lengths) == 1:
        return None
    return np.repeat(codes[named], lengths)


def _begins_anew(
    table: Table, borders: Int[np.ndarray, " borders"], names: tuple[str, ...]
) -> bool:
    """Tell whether something begins anew at every border: the time, or a counter."""
    text = not set(names) & set(table.columns)
    if table.moments is not None:
        steps = np.diff(table.moments)
        usual = np.sign(np.median(steps))
        back = np.sign(steps) != usual
        if not usual or not back[borders - 1].any() or _are_one(table.moments, borders):
            return False
        again = np.sign(steps) == -usual
        if text and again.sum() == again[borders - 1].sum():
            return True  # the time goes back where the text changes, and nowhere else
        far = np.abs(steps) > APART * np.median(np.abs(steps))
        return bool((back | far)[borders - 1].all())
    inside = np.ones(len(table.values) - 1, bool)
    inside[borders - 1] = False
    if counts_anew(table, inside, names):
        return True
    named = text or all(says(PERSONS, name) for name in names)
    return named and not any(counts_rows(column, "") for column in table.values.T)


def _are_one(moments: Int64[np.ndarray, " rows"], borders: Int[np.ndarray, " borders"]) -> bool:
    """Tell whether pieces of a table are one series, out of order: sorted, each goes on another."""
    one, other = moments[np.r_[0, borders]], moments[np.r_[borders, len(moments)] - 1]
    begins, ends = np.sort(np.minimum(one, other)), np.sort(np.maximum(one, other))
    between = begins[1:] - ends[:-1]
    usual = abs(float(np.median(np.diff(moments))))
    return bool((between > 0).all() and (between <= 2 * usual).all())


def _with_clocks(table: Table, name: str, codes: Codes) -> Series | None:
    """Tell whether text says whose measurement a row is, by its name, or by clocks of their own.

    Each is measured evenly, and all together are not.
    """
    count, borders = int(codes.max()) + 1, int(np.count_nonzero(np.diff(codes)))
    if table.moments is None or (table.moments == NEVER).any() or codes.min() < 0:
        return None
    if not 1 < count <= borders or len(codes) < SHORTEST * count:
        return None
    if not says(OWNERS, name) or says(STATES, name):
        if _is_even(np.diff(np.sort(table.moments)), np.zeros(len(codes) - 1, np.int32)):
            return None
        order = np.lexsort((table.moments, codes))
        inside = np.diff(codes[order]) == 0
        if not _is_even(np.diff(table.moments[order])[inside], codes[order][1:][inside]):
            return None
    return Series((name,), codes, interleaved=True)


def _is_even(steps: Int64[np.ndarray, " steps"], codes: Int32[np.ndarray, " steps"]) -> bool:
    """Tell whether nearly all steps are about the usual one of their series; codes go up."""
    if not len(steps):
        return False
    sizes = np.bincount(codes)
    middles = np.minimum(np.cumsum(sizes) - (sizes + 1) // 2, len(steps) - 1)
    usual = steps[np.lexsort((steps, codes))][middles][codes]
    return bool((np.abs(steps - usual) <= usual / 4).mean() >= EVEN)


def _takes_turns(table: Table, codes: Codes) -> bool:
    """Tell whether every moment stands once in each of some series, an autumn night's but twice."""
    if table.moments is None or (table.moments == NEVER).any():
        return False
    distinct, moment = np.unique(table.moments, return_inverse=True)
    if 1.5 * len(distinct) > len(codes):
        return False
    pairs = moment.astype(np.int64) * (int(codes.max()) + 1) + codes
    _, first = np.unique(pairs, return_index=True)
    again = np.ones(len(pairs), bool)
    again[first] = False
    return bool(may_repeat(table.moments[again]).all())
