"""Years that alone are the time: they go on evenly, anew in each series."""

import re

import numpy as np
from jaxtyping import Bool, Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.named import parted
from lstmviz.table.understanding.time.calendars import within

CALLED_TIME = re.compile(
    r"(^|[\W_])(time|date|period|year|yr|season|jahr|año|année|timeperiod|datum|fecha|data|дата"
    r"|日付|日期|zeit|tijd|rok|ano|anno)([\W_]|$)"
)
MOSTLY = 0.8
"""Part of the steps from one year to another that are the usual one, at least."""

Years = Float[np.ndarray, " rows"]


def years_alone(table: Table) -> int | None:
    """Find years in a column that is called a time but no year, such as “period” or “yearID”."""
    for number, name in enumerate(table.columns):
        called = CALLED_TIME.search(parted(name).lower())
        if called and within(table.values[:, number], "year") and go_on(table, number):
            return number
    return None


def go_on(table: Table, number: int) -> bool:
    """Tell whether years go on evenly, and begin anew where a series does.

    That is where they fall, or where a text changes: two teams may share a year.
    """
    years = table.values[:, number].astype(np.float64)
    texts = [codes for name, codes in table.groups.items() if name not in table.columns]
    inside = [np.diff(codes) == 0 for codes in texts]
    return _begin_again(years[~np.isnan(years)]) or any(_rise_within(years, at) for at in inside)


def _begin_again(years: Years) -> bool:
    """Tell whether years go on by one step, and back to an earlier one where a series begins."""
    steps = np.diff(years)
    moved = np.abs(steps[steps != 0])
    usual = float(np.median(moved)) if len(moved) else 0.0
    for way in (usual, -usual):
        on, back = (steps == way).sum(), (np.sign(steps) == -np.sign(way)).sum()
        if on >= 2 * back and on > 1 and ((steps == 0) | (steps == way) | (steps * way < 0)).all():
            return True
    return False


def _rise_within(years: Years, inside: Bool[np.ndarray, " steps"]) -> bool:
    """Tell whether years only rise, mostly by one step, but where a series ends."""
    steps = np.diff(years)[inside]
    moved = steps[steps != 0]
    if len(moved) < MOSTLY * len(steps) or not len(moved) or inside.all() or not (steps >= 0).all():
        return False
    return bool((moved == np.median(moved)).mean() >= MOSTLY)
