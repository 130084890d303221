"""Whole numbers of which there are few: kinds, such as modes or stages, or amounts."""

import re
from collections.abc import Collection

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import is_flag, is_whole, some_of
from lstmviz.table.understanding.column.named import (
    AMOUNTS,
    CODES,
    QUANTITIES,
    STATES,
    VALUES,
    says,
)
from lstmviz.table.understanding.column.wanted import wish
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.time.calendars import is_calendar

NAMED = re.compile(r"gear|stage|stint|range|direction|lane|zone|season|grade|rank|group")
"""Words in the names of numbers that stand for kinds, beside those of states."""
MOST_KINDS, SHORTEST = 12, 10
"""Different numbers at most, and rows that each stands in on average, at least."""
LARGEST, STAYS = 99, 0.7
"""The largest such number; part of the rows that repeat the one before where no name says it."""


def without_kinds(
    table: Table, features: list[str], asked: Collection[str], findings: Findings
) -> list[str]:
    """Ask whether whole numbers of which there are few are kinds; by name some are left out.

    Args:
        table: the columns are of.
        features: names of the columns that are fed.
        asked: names of the columns about which it was asked already, or of which it is known.
        findings: where it is asked.
    """
    some = {name: some_of(table.values[:, table.columns.index(name)]) for name in features}
    rest = [n for n in features if n not in asked and not _is_measured(table, n)]
    flags = [name for name in rest if len(some[name]) and is_flag(some[name])]
    if flags and len(flags) < len(features):
        verb, each = ("holds", "") if len(flags) == 1 else ("hold", " each")
        says_two = f"{listed(flags)} {verb} two values{each}."
        if findings.ask("flags", says_two, "leave out", False):
            features = [name for name in features if name not in flags]
            findings.leave(flags, "holds two values")
    few = {name: _names_kinds(name) for name in rest if _are_few(some[name])}
    for key, by_name in (("modes", True), ("few", False)):
        names = [n for n, named in few.items() if named == by_name and (named or _stays(some[n]))]
        if not names or len(names) >= len(features):
            continue
        one = len(names) == 1
        words = f"{listed(names)} {'holds' if one else 'hold'} few different whole numbers"
        says_kinds = f", and by name {'stands' if one else 'stand'} for kinds" * by_name
        asks = f"{words}{says_kinds}. Are they kinds, of which 2 is not more than 1?"
        sure = 0.8 if by_name else 0.6
        if findings.wonder(key, asks, "kinds: leave out", "amounts", sure, by_name):
            features = [name for name in features if name not in names]
            findings.leave(names, "numbers that stand for kinds")
    return features


def _is_measured(table: Table, name: str) -> bool:
    """Tell whether a column's name, or its unit, says that it holds amounts."""
    if table.units and table.units[table.columns.index(name)]:
        return True
    amount = says(AMOUNTS, name) or says(CODES, name)
    amount |= says(VALUES, name) and not says(STATES, name)
    target = wish(name) > 0 or name == table.aim
    return amount or target or is_calendar(name) or bool(QUANTITIES.search(name.lower()))


def _names_kinds(name: str) -> bool:
    return says(STATES, name) or says(NAMED, name)


def _are_few(some: Float[np.ndarray, " some"]) -> bool:
    """Tell whether numbers are a few small whole ones, three or more."""
    if not len(some) or not is_whole(some) or some.min() < -1 or some.max() > LARGEST:
        return False
    return 2 < (kinds := len(np.unique(some))) <= MOST_KINDS and kinds * SHORTEST <= len(some)


def _stays(some: Float[np.ndarray, " some"]) -> bool:
    """Tell whether most rows hold what the row before does, as of a state that lasts."""
    return bool((np.diff(some) == 0).mean() >= STAYS)
