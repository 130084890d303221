"""Which column is the time: the one that was found, another that somebody chooses, or none."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa

from lstmviz.table.reading.dates import NEVER
from lstmviz.table.reading.sequences import pace_of
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.finding import NO_ONE, Findings, listed
from lstmviz.table.understanding.named import CLOCKS, says
from lstmviz.table.understanding.single import Time
from lstmviz.table.understanding.times import find_time, label_by
from lstmviz.table.understanding.written import goes_one_way

MOST_OFFERED = 8
"""Columns that are offered as the time, at most."""
NAMING = re.compile(r"^Column “(?P<name>.+?)” (?P<how>holds dates.*): it names the rows\.$")
"""How the reading notes which dates name the rows."""
PER_UNIT = 1000
"""Milliseconds that stand for one unit of a clock whose unit nothing tells."""


def take_time(table: Table, findings: Findings) -> tuple[Table, tuple[str, ...]]:
    """Name the rows by the time that was found or chosen, and tell which columns it is.

    Returns:
        The table, and the columns of numbers that are its time; none where its dates are, or
        nothing is.
    """
    for name in findings.chosen("time"):
        if name == NO_ONE:
            findings.say("time", "Rows are in the file's order, as you say.")
            return replace(table, moments=None), ()
        time = _time_in(table, name)
        if time is not None:
            findings.say("time", f"“{name}” is the time, as you say.")
            findings.leave(time.columns, "the time")
            return label_by(table, time) if _is_calendar(time) else _label(table, time), (name,)
    time = find_time(table)
    if time is not None:
        labelled = label_by(table, time)
        how = ", ".join(filter(None, (time.says, pace_of(time.moments))))
        says = f"{listed(time.columns)} {how}: the first row is {labelled.row_name(0)}."
        if findings.ask("time", says, "take as time", True):
            findings.leave(time.columns, "the time")
            return labelled, time.columns
    elif table.moments is not None:
        ends = f"{table.row_name(0)} … {table.row_name(len(table.values) - 1)}"
        dates = f"“{table.label_name}” {_read_as(table)}: {ends}."
        if not findings.ask("time", dates, "take as time", True):
            return replace(table, moments=None), ()
    return table, ()


def _read_as(table: Table) -> str:
    """Say how the dates that name the rows were read, as the reading has noted it."""
    for found in filter(None, map(NAMING.match, table.notes)):
        if table.label_name.startswith(found["name"]):
            return found["how"]
    return "holds dates"


def _is_calendar(time: Time) -> bool:
    return not time.says.startswith("goes on")


def _time_in(table: Table, name: str) -> Time | None:
    """Take a column that somebody chooses as the time: a date, or a clock of whatever unit."""
    if name not in table.columns:
        return None
    column = table.values[:, [table.columns.index(name)]]
    alone = replace(table, values=column, columns=(name,), units=(), moments=None)
    found = find_time(alone)
    if found is not None:
        return found
    values = column[:, 0].astype(np.float64)
    known = ~np.isnan(values)
    if not known.any() or np.abs(values[known]).max() > 2.0**50:
        return None
    ticks = np.round(np.where(known, values, 0) * PER_UNIT).astype(np.int64)
    return Time((name,), np.where(known, ticks, NEVER), "goes on as the time does")


def _label(table: Table, time: Time) -> Table:
    """Name the rows by a clock that no calendar knows."""
    values = table.values[:, table.columns.index(time.columns[0])]
    texts = pa.array([f"{value:.10g}" for value in values.tolist()], pa.string())
    return replace(table, labels=RowLabels(texts), label_name=time.columns[0], moments=time.moments)


def may_be_time(table: Table, taken: tuple[str, ...]) -> tuple[str, ...]:
    """Name the columns of numbers that may be the time, the likeliest first.

    Args:
        table: as it was read.
        taken: names of the columns that are the time already.
    """
    names = [
        name
        for n, name in enumerate(table.columns)
        if name not in taken and _may_be(table.values[:, n])
    ]
    return tuple(sorted(names, key=lambda name: not says(CLOCKS, name))[:MOST_OFFERED])


def _may_be(values: np.ndarray) -> bool:
    known = values[~np.isnan(values)]
    return len(known) > 2 and goes_one_way(known) and bool((np.diff(known) != 0).mean() > 0.5)
