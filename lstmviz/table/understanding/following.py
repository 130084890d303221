"""Whether rows follow one another, where no column tells a time in order; else each is alone."""

import re
from collections.abc import Collection

import numpy as np
from jaxtyping import Float, Int32, Int64

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import is_constant, is_named_counter, is_whole
from lstmviz.table.understanding.column.named import (
    AMOUNTS,
    CLOCKS,
    CODES,
    PERSONS,
    STATES,
    parted,
    says,
)
from lstmviz.table.understanding.finding import Findings, listed

LAGS = (1, 2, 3, 7, 12, 24)
"""Rows apart at which values are looked at for going together."""
CHANCE = 3.5
"""So many times the spread that chance gives to a correlation is none."""
FEWEST = 100
"""Rows from which values that do not go together tell that rows do not follow one another."""
LOOKED_AT = 20_000
SCRAMBLED = 0.25
"""Part of the steps that go back in time from which the rows are in no order of time."""
SHARE = "Most rows share their time with the row before"
SHARED = 0.5
"""What is said where they do, and the part of the rows from which a time says too little."""


def without_ids(table: Table, taken: Collection[str], findings: Findings) -> set[str]:
    """Find the numbers that name each row, such as a patient's; they are not fed."""
    ids = {
        name
        for n, name in enumerate(table.columns)
        if name not in taken and _is_id(table.values[:, n], name)
    }
    if not ids or len(ids) + len(taken) >= len(table.columns):
        return set()
    verb = "names" if len(ids) == 1 else "name"
    findings.say("ids", f"{listed(sorted(ids))} {verb} each row: not fed.")
    findings.leave(ids, "names each row")
    return ids


def codes_of(table: Table, taken: Collection[str], findings: Findings) -> set[str]:
    """Find whole numbers that name something, such as a customer, and ask to leave them out.

    Those that name kinds, such as one of the weather, may tell something: they are left in.
    """
    codes = [
        name
        for n, name in enumerate(table.columns)
        if name not in taken
        and says(CODES, name)
        and "year" not in name.lower()
        and not is_constant(table.values[:, n])
        and is_whole(table.values[:, n])
    ]
    if len(codes) + len(taken) >= len(table.columns):
        return set()
    unfed: set[str] = set()
    for key, kinds in (("codes", False), ("kinds", True)):
        names = [name for name in codes if says(STATES, name) == kinds]
        holds = "holds" if len(names) == 1 else "hold"
        what = "a kind" if kinds else "something"
        words = f"By name, {listed(names)} {holds} numbers that name {what}: 2 is not more than 1."
        if names and findings.ask(key, words, "leave out", not kinds, 0.9):
            unfed |= set(names)
            findings.leave(names, f"numbers that name {what}")
    return unfed


def _is_id(values: Float[np.ndarray, " rows"], name: str) -> bool:
    named = _names_person(name) or says(re.compile("id|uuid|key"), name)
    return named and is_whole(values) and len(np.unique(values)) == len(values)


def _names_person(name: str) -> bool:
    """Tell whether a name is that of somebody, and not of how many: “customer”, no “new users”."""
    words = re.split(r"[\W_]+", parted(name).lower())
    one = any(PERSONS.fullmatch(word) and not word.endswith("s") for word in words)
    return one and not any(map(AMOUNTS.fullmatch, words))


def ask_for_alone(
    table: Table,
    features: list[str],
    group: str | None,
    named: Collection[str],
    findings: Findings,
) -> bool:
    """Ask whether each row is a case of its own, where no column tells a time in order.

    Args:
        table: with its rows in order, as far as they are.
        features: names of the columns that are fed.
        group: name of the column that tells series apart, if any.
        named: names of the columns that count or name the rows.
        findings: where it is asked.
    """
    codes = table.groups[group] if group else np.zeros(len(table.values), np.int32)
    lacks = _lacks(table, features, codes, named)
    if not lacks:
        return False
    if len(features) < 2:
        findings.say("untimed", f"{lacks}: the rows are taken to be in order.")
        return False
    persons = [name for name in (*named, table.label_name) if says(PERSONS, name)]
    if persons:
        why, alone = f", and “{persons[0]}” is another one in each row", True
    elif len(table.values) < FEWEST:
        why, alone = ": the rows are taken to be in order", False
    elif lacks == SHARE and follow(table, features, codes):  # which follows which, nothing says
        why, alone = ": these are taken to be in order as they stand", False
    elif follow(table, features, codes):
        why, alone = ", but successive rows go together: they are taken to be in order", False
    else:
        why, alone = ", and successive rows are no more alike than others", True
    return findings.ask("alone", f"{lacks}{why}.", "take each row alone", alone)


def _lacks(
    table: Table, features: list[str], codes: Int32[np.ndarray, " rows"], named: Collection[str]
) -> str:
    """Say what is missing for rows to be in order of time; nothing where they are."""
    if table.moments is None:
        clocks = [name for name in named if not is_named_counter(name) and not says(PERSONS, name)]
        clocks += [name for name in features if says(CLOCKS, name) and goes_on(table, name, codes)]
        clocks += [table.label_name] * says(CLOCKS, table.label_name)
        return "" if clocks else "No column tells a time"
    steps = steps_within(table.moments, codes)
    if len(steps) and (steps == 0).mean() > SHARED:
        return SHARE
    if is_scrambled(steps):
        return "The rows are in no order of time"
    if len(steps) <= FEWEST:
        return ""
    even = np.abs(steps - np.median(steps)) <= np.median(steps) / 4
    lone = even.mean() < SHARED and not follow(table, features, codes)
    return "The rows come at uneven times" if lone else ""


def goes_on(table: Table, name: str, codes: Int32[np.ndarray, " rows"]) -> bool:
    """Tell whether a column goes up within each series."""
    steps = np.diff(table.values[:, table.columns.index(name)])[np.diff(codes) == 0]
    return bool((steps >= 0).all() and (steps > 0).any())


def steps_within(
    moments: Int64[np.ndarray, " rows"], codes: Int32[np.ndarray, " rows"]
) -> Int64[np.ndarray, " steps"]:
    """Give the steps in time from row to row, within each series, where both are known."""
    known = (moments[1:] != NEVER) & (moments[:-1] != NEVER)
    return np.diff(moments)[known & (np.diff(codes) == 0)]


def is_scrambled(steps: Int64[np.ndarray, " steps"]) -> bool:
    """Tell whether steps in time go up and down, and neither way is an exception."""
    return len(steps) > 0 and bool(min((steps < 0).mean(), (steps > 0).mean()) > SCRAMBLED)


def follow(table: Table, columns: Collection[str], codes: Int32[np.ndarray, " rows"]) -> bool:
    """Tell whether the values of rows a few rows apart, within a series, go together."""
    codes = codes[:LOOKED_AT] - codes.min()
    # A mean taken off a short series leaves its values a little too far apart.
    by_chance = 1 / max(len(codes) / (1 + np.count_nonzero(np.diff(codes))) - 1, 1)
    for name in columns:
        values = table.values[:LOOKED_AT, table.columns.index(name)].astype(np.float64)
        known = ~np.isnan(values)
        if known.sum() < FEWEST:
            continue
        values = np.clip(values, *np.percentile(values[known], [1, 99]))
        sizes = np.maximum(np.bincount(codes[known], minlength=codes.max() + 1), 1)
        means = np.bincount(codes[known], values[known], codes.max() + 1) / sizes
        centred = np.where(known, values - means[codes], 0.0)
        spread = float((centred**2).sum()) / known.sum()
        for lag in LAGS:
            pairs = known[lag:] & known[:-lag] & (codes[lag:] == codes[:-lag])
            count = int(pairs.sum())
            if count < FEWEST // 2 or not spread:
                continue
            together = (centred[lag:] * centred[:-lag])[pairs].mean() / spread
            if abs(together + by_chance) > CHANCE / np.sqrt(count):
                return True
    return False
