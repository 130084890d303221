"""Rows put into another order: each series in one piece, and in the order of its time."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from jaxtyping import Int, Int64

from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.grouped.telling import Codes, Series
from lstmviz.table.understanding.time.summer import summer_jumps


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


def leave_rows(table: Table, kept: Int[np.ndarray, " kept"], findings: Findings) -> Table:
    """Keep some rows of a table alone, and count the others."""
    findings.rows_left.append(len(table.values) - len(kept))
    return take_rows(table, kept)


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
