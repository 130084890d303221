"""Series in a table: columns whose runs are a series each, one after another or taking turns."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import numpy as np
from jaxtyping import Int, Int32, Int64

from lstmviz.table.reading.dates import NEVER
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.columns import counts_rows, is_whole
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.summer import may_repeat, summer_jumps
from lstmviz.table.understanding.times import is_calendar

SHORTEST = 4
"""Rows that the series of a table have on average, at least."""
APART = 10
"""Usual steps that lie between series which one clock tells apart, at least."""
PAIRED = 6
"""Columns of which two together may tell series apart, at most."""

Codes = Int32[np.ndarray, " rows"]


@dataclass(frozen=True, eq=False)
class Series:
    """The columns that tell series apart: one, or two together, such as store and department.

    Args:
        columns: their names.
        codes: the series of each row.
        interleaved: whether the series take turns, row by row.
    """

    columns: tuple[str, ...]
    codes: Codes
    interleaved: bool

    @property
    def name(self) -> str:
        """What the table's groups call it."""
        return " ".join(self.columns)

    @property
    def count(self) -> int:
        """How many series there are."""
        return int(self.codes.max()) + 1


def find_series(table: Table, taken: frozenset[str]) -> Series | None:
    """Find what tells series apart, among text and whole numbers that are not taken.

    One column, unless the rows within its series go back in time and those of two together do
    less often. Where every row is later than the one before, there is one series, or text tells
    series apart between which time passes.
    """
    if table.moments is not None and (np.diff(table.moments) > 0).all():
        return next(filter(None, map(partial(_apart, table), table.groups)), None)
    possible = [
        (name, codes)
        for name in (*(n for n in table.groups if n not in table.columns), *table.columns)
        if name not in taken
        and not is_calendar(name)
        and (codes := _codes(table, name)) is not None
    ]
    best, disorder = None, np.inf
    for series in itertools.chain(_alone(table, possible), _paired(table, possible)):
        wrong = _disorder(table, series)
        if not wrong:
            return series
        if wrong < disorder:
            best, disorder = series, wrong
    return best


def _apart(table: Table, name: str) -> Series | None:
    """Tell whether text changes where time passes, as from one trip to the next."""
    codes = table.groups[name]
    if name in table.columns or codes.min() < 0 or table.moments is None:
        return None
    steps = np.diff(table.moments)
    borders = np.diff(codes) != 0
    count = int(codes.max()) + 1
    alone = borders.sum() == count - 1 > 0 and len(codes) >= SHORTEST * count
    far = alone and steps[borders].min() > APART * np.median(steps)
    return Series((name,), codes, interleaved=False) if far else None


def _alone(table: Table, possible: list[tuple[str, Codes]]) -> Iterator[Series]:
    for name, codes in possible:
        series = _series(table, (name,), codes)
        if series is not None:
            yield series


def _paired(table: Table, possible: list[tuple[str, Codes]]) -> Iterator[Series]:
    if table.moments is None:
        return
    few = [(name, codes) for name, codes in possible if codes.max() > 0][:PAIRED]
    for (first, a), (second, b) in itertools.combinations(few, 2):
        both = a.astype(np.int64) * (int(b.max()) + 1) + b
        distinct, codes = np.unique(both, return_inverse=True)
        if max(a.max(), b.max()) + 1 < len(distinct) <= len(both) // SHORTEST:
            series = _series(table, (first, second), codes.astype(np.int32))
            if series is not None:
                yield series


def _series(table: Table, names: tuple[str, ...], codes: Codes) -> Series | None:
    count = int(codes.max()) + 1
    if count < 2 or len(codes) < SHORTEST * count:
        return None
    borders = np.flatnonzero(np.diff(codes)) + 1
    if len(borders) == count - 1 and _begins_anew(table, borders, names):
        return Series(names, codes, interleaved=False)
    if len(borders) >= count and _takes_turns(table, codes):
        return Series(names, codes, interleaved=True)
    return None


def _disorder(table: Table, series: Series) -> int:
    """Count the steps within series that do not go the usual way in time."""
    if series.interleaved or table.moments is None:
        return 0
    steps = np.diff(table.moments)[np.diff(series.codes) == 0]
    return len(steps) - int(max((steps > 0).sum(), (steps < 0).sum()))


def group_by(table: Table, series: Series) -> Table:
    """Let the table be grouped by its series; where they take turns, put each in one piece."""
    groups = MappingProxyType({**table.groups, series.name: series.codes})
    table = replace(table, groups=groups)
    if not series.interleaved or table.moments is None:
        return table
    return take_rows(table, _order_of(table.moments, series.codes))


def _order_of(moments: Int64[np.ndarray, " rows"], codes: Codes) -> Int[np.ndarray, " rows"]:
    """Put each series in one piece; in the file's order, either way, where it is one in time.

    Sorted by time, the hour that a clock shows twice would be shuffled.
    """
    rows = np.arange(len(codes))
    for way in (rows, rows[::-1]):
        order = way[np.argsort(codes[way], kind="stable")]
        steps = np.diff(moments[order])[np.diff(codes[order]) == 0]
        later = moments[order][1:][np.diff(codes[order]) == 0]
        if ((steps > 0) | summer_jumps(steps, later, int(np.median(steps)))).all():
            return order
    return np.lexsort((moments, codes))


def names_of_series(table: Table, series: Series, findings: Findings) -> set[str]:
    """Find numbers that stay as they are within each series, like those that tell them apart."""
    codes = table.groups[series.name]
    names = set(series.columns) & set(table.columns)
    for number, name in enumerate(table.columns):
        values = table.values[:, number]
        inside = np.diff(values)[np.diff(codes) == 0]
        if not np.isnan(values).any() and not inside.any() and np.ptp(values):
            names.add(name)
    others = [name for name in table.columns if name in names - set(series.columns)]
    if others:
        verb = "changes" if len(others) == 1 else "change"
        findings.say("names", f"{listed(others)} never {verb} within a series: not fed.")
    return names


def take_rows(table: Table, order: Int[np.ndarray, " rows"]) -> Table:
    """Put a table's rows into another order."""
    labels = table.labels
    if isinstance(labels, RowLabels):
        labels = replace(labels, texts=labels.texts.take(order))
    return replace(
        table,
        values=table.values[order],
        labels=labels,
        moments=None if table.moments is None else table.moments[order],
        groups=MappingProxyType({name: codes[order] for name, codes in table.groups.items()}),
    )


def _codes(table: Table, name: str) -> Codes | None:
    if name in table.groups and name not in table.columns:
        codes = table.groups[name]
        return codes if codes.min() >= 0 else _filled(codes)
    values = table.values[:, table.columns.index(name)]
    if not is_whole(values) or np.isnan(values).any():
        return None
    shifted = values - values.min()
    if shifted.max() < len(values):  # far faster than sorting
        whole = shifted.astype(np.int64)
        places = np.cumsum(np.bincount(whole) > 0, dtype=np.int32) - 1
        return places[whole] if (places[-1] + 1) * SHORTEST <= len(values) else None
    distinct, codes = np.unique(values, return_inverse=True)
    return codes.astype(np.int32) if len(distinct) * SHORTEST <= len(values) else None


def _filled(codes: Codes) -> Codes | None:
    """Fill groups down that are named in their first row alone, as merged cells are saved."""
    named = np.flatnonzero(codes >= 0)
    if codes[0] < 0 or len(named) > int(codes.max()) + 1:
        return None
    return np.repeat(codes[named], np.diff(named, append=len(codes)))


def _begins_anew(
    table: Table, borders: Int[np.ndarray, " borders"], names: tuple[str, ...]
) -> bool:
    """Tell whether something begins anew at every border: the time, or a counter."""
    if table.moments is not None:
        steps = table.moments[borders] - table.moments[borders - 1]
        usual = np.sign(np.median(np.diff(table.moments)))
        return bool((np.sign(steps) != usual).all() and usual != 0)
    for number, other in enumerate(table.columns):
        if other in names:
            continue
        values = table.values[:, number]
        steps = np.diff(values)
        inside = np.ones(len(steps), bool)
        inside[borders - 1] = False
        if (steps[inside] == 1).all() and (steps[~inside] < 0).all():
            return True
    text = not set(names) & set(table.columns)
    return text and not any(counts_rows(column, "") for column in table.values.T)


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
