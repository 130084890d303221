"""What is predicted at the start, and how sure that is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float, Int32, Int64

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import (
    is_angle,
    is_flag,
    some_of,
    turns_round,
)
from lstmviz.table.understanding.column.gaps import column_of, series_of
from lstmviz.table.understanding.column.named import CLOCKS, says
from lstmviz.table.understanding.column.rises import never_falls
from lstmviz.table.understanding.column.twins import first_of_twins, one_row_before
from lstmviz.table.understanding.column.wanted import (
    ASKED_FOR,
    is_beside,
    is_bound,
    is_kin,
    is_label,
    is_total,
    wish,
)
from lstmviz.table.understanding.following import follow, goes_on
from lstmviz.table.understanding.grouped.sureness import series_named
from lstmviz.table.understanding.time.calendars import PARTS, is_calendar

MOST_KINDS, LOOKED_AT = 6, 20_000
"""Whole numbers up to which a column may hold kinds; rows in which they are counted."""
MOST_ALIKE = 0.75
"""Part of the rows with one value up to which a column is as good to predict as others."""
FULL = 0.05
"""Part of the rows missing up to which a column is as good to predict as others."""
STILL = 0.9
"""Part of the series in which a column never changes, from which it tells these apart."""
GUESS, MOST_OFFERED = "a guess, as no name says it", 64
Tests = tuple[Callable[[str], bool], ...]
WHOLE = 0.5
"""By how much a sum of others is wanted more than its parts."""


@dataclass(frozen=True)
class Target:
    """What is predicted at the start.

    Args:
        name: of the column.
        horizon: how many rows ahead it stands.
        why: it was chosen, a few words.
        others: names of the columns that may be it too, the likeliest first.
        sure: whether the file says so and nothing speaks against it, or somebody does.
    """

    name: str
    horizon: int
    why: str
    others: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, eq=False)
class Choice:
    """What a target is chosen from.

    Args:
        table: with everything done that is done.
        features: names of the columns that are fed.
        turn: whether these are one thing in turn.
        taken: names of the columns that are the time, a counter or a series.
        group: name of the column that tells series apart, if any.
        doubted: names of the columns that may tell them apart, "" where none do.
        sums: what follows from others, see sums_among.
        counters: names of the columns that count rows, fed or not.
    """

    table: Table
    features: list[str]
    turn: bool
    taken: Collection[str]
    group: str | None
    doubted: str
    sums: Mapping[str, tuple[str, ...]]
    counters: Collection[str]

    @property
    def codes(self) -> Int32[np.ndarray, " rows"]:
        """Number of the series of each row."""
        return series_of(self.table, self.group)

    @cached_property
    def pieces(self) -> tuple[Int64[np.ndarray, " rows"], Int64[np.ndarray, " series"]]:
        """Rows, series by series, and where each begins among them."""
        doubted = None if self.group else series_named(self.table, self.doubted)
        codes = doubted.codes if doubted else self.codes
        order = np.argsort(codes, kind="stable")
        return order, np.flatnonzero(np.diff(codes[order], prepend=codes.min() - 1))

    def values(self, name: str) -> Float[np.ndarray, " rows"]:
        """Values of a column."""
        return column_of(self.table, name)


def choose_target(among: Choice, chosen: Collection[str] = ()) -> Target:
    """Choose what to predict: by its name and its values, else what was measured last.

    Of columns that are one thing in turn it is a class beside them; else, where the rows are in
    time, the next row's first step, and where they are not the last step of each row.

    Args:
        among: what it is chosen from.
        chosen: names that somebody chose; the last one that the table has counts.
    """
    table = among.table
    if table.aim in table.columns:
        ranked, horizon, why, sure = [table.aim], int(not among.turn), "the file says so", True
    else:
        ranked, horizon, why, sure = _in_turn(among) if among.turn else _ranked(among)
    ranked = list(dict.fromkeys([*ranked, *among.features, *table.columns]))
    name = ranked[0]
    asked = [each for each in chosen if each in table.columns]
    if asked:
        name, why, sure = asked[-1], "as you say", True
        horizon = horizon if not among.turn or name == ranked[0] else int(name in among.features)
    others = tuple(each for each in ranked if each != name and each not in among.taken)
    return Target(name, horizon, why, others[:MOST_OFFERED], sure)


def _in_turn(among: Choice) -> tuple[list[str], int, str, bool]:
    """Give what may be predicted of columns that are one thing in turn, the horizon, and why."""
    table, features = among.table, among.features
    number = {name: n for n, name in enumerate(table.columns)}
    timely = table.moments is not None or table.label_name.strip().lower() in PARTS["year"]
    before = table.columns[: number[features[0]]]
    behind = table.columns[number[features[-1]] + 1 :]
    behind = [name for name in behind if not timely or is_label(name)]
    classes = [
        name
        for name in (*before[::-1], *behind)
        if name not in features
        and name not in among.taken
        and not is_calendar(name)
        and _is_class(among.values(name))
        and not _tells_series(among, name)
    ]
    if classes:
        return classes, 0, "it holds classes", len(classes) == 1
    if timely:
        return features[:1], 1, "the first step of the next row", True
    return features[-1:], 0, "the last step", True


def _ranked(among: Choice) -> tuple[list[str], int, str, bool]:
    """Give the columns that may be predicted, the likeliest first, the horizon, and why."""
    features = among.features
    may_be = {*features, *among.counters}  # what is left of a life counts down
    labels = [name for name in among.table.columns if name in may_be and is_label(name)]
    if labels:
        return labels[::-1], 1, "its name says so", len(labels) == 1
    lower = {name.lower() for name in features}
    never = _never(among, lower)
    fit = _left(features, never)
    good = set(_left(fit, _seldom(among)))
    wishes: dict[str, float] = {name: wish(name, lower) or float(is_total(name)) for name in fit}
    for name in fit:
        parts = among.sums.get(name, ())
        if len(parts) > 1:
            total = ASKED_FOR if is_total(name) else 0
            wishes[name] = WHOLE + max(wishes[name], total, *(wishes.get(p, 0) for p in parts))
    named = sorted((n for n in fit if wishes[n]), key=lambda n: (-wishes[n], n not in good))
    measured = [name for name in fit if name in good]
    if among.table.moments is not None:
        measured.append(first_of_twins(among.table, measured))
    ranked = list(dict.fromkeys([*named, *measured[::-1], *fit[::-1]]))
    first, most = ranked[0], wishes[ranked[0]]
    if len(features) == 1 or not most:
        return ranked, 1, GUESS if len(features) > 1 else "the only one", len(features) == 1
    rival = any(wishes[name] >= int(most) and not is_kin(name, first) for name in ranked[1:])
    why = "by its name" if most == int(most) else "the sum of others"
    sure = most >= ASKED_FOR and not rival and all(passes(first) for passes in never)
    return ranked, 1, why, sure


def _never(among: Choice, lower: set[str]) -> Tests:
    """Give tests that a column passes that people predict, whatever its name."""
    table = among.table
    inside = np.diff(among.codes) == 0
    before = one_row_before(table, among.features, among.group)
    return (
        lambda name: name not in among.counters,
        lambda name: not is_flag(among.values(name)),
        lambda name: not is_calendar(name),
        lambda name: not is_beside(name),
        lambda name: name not in before,
        lambda name: not _is_copy(among, name),
        lambda name: not _is_angle(table, name),
        lambda name: not (says(CLOCKS, name) and goes_on(table, name, among.codes)),
        lambda name: not never_falls(among.values(name), inside),
        lambda name: not is_bound(name, lower),
        lambda name: not _tells_series(among, name),
        lambda name: not _is_kind(among.values(name)),
    )


def _seldom(among: Choice) -> Tests:
    """Give tests that a column passes that people predict though no name says it."""
    return (
        lambda name: _usual(among.values(name)) <= MOST_ALIKE,
        lambda name: bool(np.isnan(among.values(name)).mean() <= FULL),
        lambda name: not _follows_rows_before(among.values(name), among.codes),
        lambda name: follow(among.table, [name], among.codes),
    )


def _left(names: list[str], tests: Tests) -> list[str]:
    """Leave out what does not pass a test, as long as something else does."""
    for passes in tests:
        names = list(filter(passes, names)) or names
    return names


def _tells_series(among: Choice, name: str) -> bool:
    """Tell whether a column stands still within nearly each series, and differs between them."""
    order, begins = among.pieces
    if len(begins) < 2:
        return False
    values = among.values(name)[order]
    lowest, highest = np.fmin.reduceat(values, begins), np.fmax.reduceat(values, begins)
    known = ~np.isnan(lowest)
    return bool(known.any() and (lowest == highest)[known].mean() >= STILL)


def _is_copy(among: Choice, name: str) -> bool:
    """Tell whether a column is a copy of one that is named as well."""
    parts = among.sums.get(name, ())
    return len(parts) == 1 and wish(name) <= wish(parts[0])


def _is_kind(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column holds a few whole numbers, as one of stages or grades does."""
    known = values[~np.isnan(values)][:LOOKED_AT]
    return len(np.unique(known)) <= MOST_KINDS and bool((known == np.floor(known)).all())


def _follows_rows_before(
    values: Float[np.ndarray, " rows"], series: Int32[np.ndarray, " rows"]
) -> bool:
    """Tell whether a column lacks nothing but the first rows of each series, as a mean of some."""
    missing = np.isnan(values)
    begins = np.diff(series, prepend=-1) != 0
    within = missing[1:] & ~missing[:-1] & ~begins[1:]
    return bool(missing[begins].all() and not within.any())


def _usual(values: Float[np.ndarray, " rows"]) -> float:
    """Give the part of the known cells that hold the value that stands there most often."""
    some = some_of(values)
    return np.unique(some, return_counts=True)[1].max() / len(some) if len(some) else 1.0


def _is_angle(table: Table, name: str) -> bool:
    number = table.columns.index(name)
    values, unit = table.values[:, number], table.units[number] if table.units else ""
    return is_angle(values, name, unit) or turns_round(values)


def _is_class(values: Float[np.ndarray, " rows"]) -> bool:
    known = values[~np.isnan(values)]
    whole = bool((known == np.floor(known)).all())
    return whole and 1 < len(np.unique(known)) <= max(2, len(known) // 5)
