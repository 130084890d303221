"""Series in a table: columns whose runs are a series each, one after another or taking turns."""

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from jaxtyping import Int, Int32

from lstmviz.table.reading.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.columns import counts_rows

SHORTEST = 4
"""Rows that the series of a table have on average, at least."""


@dataclass(frozen=True, eq=False)
class Series:
    """A column that tells series apart.

    Args:
        column: its name.
        codes: the series of each row.
        count: how many series there are.
        interleaved: whether the series take turns, row by row.
    """

    column: str
    codes: Int32[np.ndarray, " rows"]
    count: int
    interleaved: bool


def find_series(table: Table, taken: frozenset[str]) -> Series | None:
    """Find the column that tells series apart, among text and whole numbers that are not taken."""
    for name in (*(n for n in table.groups if n not in table.columns), *table.columns):
        if name in taken:
            continue
        codes = _codes(table, name)
        if codes is None:
            continue
        count = int(codes.max()) + 1
        if count < 2 or len(codes) < SHORTEST * count:
            continue
        borders = np.flatnonzero(np.diff(codes)) + 1
        if len(borders) == count - 1 and _begins_anew(table, borders, name):
            return Series(name, codes, count, interleaved=False)
        if len(borders) >= count and _takes_turns(table, codes):
            return Series(name, codes, count, interleaved=True)
    return None


def group_by(table: Table, series: Series) -> Table:
    """Let the table be grouped by its series; where they take turns, put each in one piece."""
    groups = MappingProxyType({**table.groups, series.column: series.codes})
    table = replace(table, groups=groups)
    if not series.interleaved or table.moments is None:
        return table
    return take_rows(table, np.lexsort((table.moments, series.codes)))


def take_rows(table: Table, order: Int[np.ndarray, " rows"]) -> Table:
    """Put a table's rows into another order."""
    labels = table.labels
    if labels is not None:
        labels = replace(labels, texts=labels.texts.take(order))
    return replace(
        table,
        values=table.values[order],
        labels=labels,
        moments=None if table.moments is None else table.moments[order],
        groups=MappingProxyType({name: codes[order] for name, codes in table.groups.items()}),
    )


def _codes(table: Table, name: str) -> Int32[np.ndarray, " rows"] | None:
    if name in table.groups and name not in table.columns:
        codes = table.groups[name]
        return codes if codes.min() >= 0 else None
    values = table.values[:, table.columns.index(name)]
    if np.isnan(values).any() or not (values == np.floor(values)).all():
        return None
    distinct, codes = np.unique(values, return_inverse=True)
    return codes.astype(np.int32) if len(distinct) * SHORTEST <= len(values) else None


def _begins_anew(table: Table, borders: Int[np.ndarray, " borders"], name: str) -> bool:
    """Tell whether something begins anew at every border: the time, or a counter."""
    if table.moments is not None:
        steps = table.moments[borders] - table.moments[borders - 1]
        usual = np.sign(np.median(np.diff(table.moments)))
        return bool((np.sign(steps) != usual).all() and usual != 0)
    for number, other in enumerate(table.columns):
        if other == name:
            continue
        values = table.values[:, number]
        steps = np.diff(values)
        inside = np.ones(len(steps), bool)
        inside[borders - 1] = False
        if (steps[inside] == 1).all() and (steps[~inside] < 0).all():
            return True
    text = name not in table.columns
    return text and not any(counts_rows(column, "") for column in table.values.T)


def _takes_turns(table: Table, codes: Int32[np.ndarray, " rows"]) -> bool:
    """Tell whether every moment stands once in each of some series."""
    if table.moments is None or (table.moments == NEVER).any():
        return False
    distinct, moment = np.unique(table.moments, return_inverse=True)
    if 1.5 * len(distinct) > len(codes):
        return False
    pairs = moment.astype(np.int64) * (int(codes.max()) + 1) + codes
    return len(np.unique(pairs)) == len(pairs)
