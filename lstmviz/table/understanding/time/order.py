"""The order of rows: newest first, steps back, moments that repeat, stretches that are absent."""

from collections.abc import Collection

import numpy as np
from jaxtyping import Bool, Int32, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.spellings import MIXED
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.gaps import series_of
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.following import follow, is_scrambled
from lstmviz.table.understanding.grouped.grouping import take_rows
from lstmviz.table.understanding.time.pace import Clock, Pace, absent_in, lasting, pace_of
from lstmviz.table.understanding.time.summer import may_repeat, summer_jumps
from lstmviz.wording import many

EVEN = 0.9
"""Part of the steps that are about the usual one where those beyond it are stretches absent."""
UNEVEN, FEWEST = 0.5, 10
"""Part of the steps near the usual one below which they are uneven; steps from which it is told."""
WIDE = 1.5
"""Usual steps from which one is so long that something is absent."""


def in_order(
    table: Table,
    group: str | None,
    measured: Collection[str],
    clock: Clock | None,
    findings: Findings,
) -> Table:
    """Put rows in the order of time: turned round where the newest is first, else sorted.

    Args:
        table: in the file's order.
        group: name of the column that tells series apart, if any.
        measured: names of the columns that neither name nor count the rows.
        clock: the time, where no calendar knows its units.
        findings: where it is said.
    """
    if table.moments is None or len(table.moments) < 3:
        return table
    steps, _, put = _steps_of(table, group, clock)
    if len(steps) and (steps < 0).mean() > 0.5 and not is_scrambled(steps):
        first = table.row_name(0)
        if not findings.ask("turned", f"The newest row is first ({first}).", "turn round", True):
            return table  # as the file has it: sorted it would be turned all the same
        table = take_rows(table, np.arange(len(table.values))[::-1])
        steps, _, put = _steps_of(table, group, clock)
    steps = steps[~put]
    back = int((steps < 0).sum())
    if not back or not steps.any():
        return table
    says = f"{back:,} {'step goes' if back == 1 else 'steps go'} back in time."
    assert table.moments is not None
    ordered = take_rows(table, np.lexsort((table.moments, series_of(table, group))))
    sure = not any(MIXED in note for note in table.notes)
    suits = sure and _suits(ordered, group, measured, steps)
    done = findings.ask("sorted", says, "sort by time", suits)
    return ordered if done else table


def say_order(table: Table, group: str | None, clock: Clock | None, findings: Findings) -> None:
    """Say what the times of rows tell, in the order that is used.

    Args:
        table: as it is used.
        group: name of the column that tells series apart, if any.
        clock: the time, where no calendar knows its units.
        findings: where it is said.
    """
    if table.moments is None or len(table.moments) < 3:
        return
    steps, later, put = _steps_of(table, group, clock)
    if not steps.any():
        return
    codes = series_of(table, group)
    pace = pace_of(table.moments, codes)
    if put.any():
        times = many(len(np.unique(later[put] // DAY)), "time")
        says = f"The clock jumps by an hour {times}, as summer time begins or ends"
        findings.say("summer", f"{says}: the rows are in order there.")
        jumps = summer_jumps(pace.steps, pace.later, int(np.median(pace.steps)))
        pace = pace.without(jumps)
    ordered = not (steps[~put] < 0).any()
    if ordered or not is_scrambled(steps[~put]):
        _say_twice(table.moments, codes, ordered, bool(put.any()), findings)
        _say_steps(table, pace, group, ordered, clock, findings)


def _steps_of(
    table: Table, group: str | None, clock: Clock | None
) -> tuple[Int64[np.ndarray, " steps"], Int64[np.ndarray, " steps"], Bool[np.ndarray, " steps"]]:
    """Give the steps in time within series, the time at the end of each, and summer time's."""
    assert table.moments is not None
    inside = np.diff(series_of(table, group)) == 0
    inside &= (table.moments[1:] != NEVER) & (table.moments[:-1] != NEVER)
    steps, later = np.diff(table.moments)[inside], table.moments[1:][inside]
    if clock is not None or not len(steps):
        return steps, later, np.zeros(len(steps), bool)
    return steps, later, summer_jumps(steps, later, int(np.median(steps)))


def _suits(
    ordered: Table,
    group: str | None,
    measured: Collection[str],
    steps: Int64[np.ndarray, " steps"],
) -> bool:
    """Tell whether rows are to be sorted, unless somebody objects.

    Where pieces are out of order, that brings no two rows to one time: else there may be two
    series. Where no order is left, successive values must go together once it is done, if each row
    may be a case of its own: with one column, it cannot.
    """
    codes = series_of(ordered, group)
    assert ordered.moments is not None
    if is_scrambled(steps):
        return len(measured) < 2 or follow(ordered, measured, codes)
    if (ordered.moments == NEVER).any():
        return False
    same = (np.diff(ordered.moments) == 0) & (np.diff(codes) == 0)
    return int(same.sum()) <= int((steps == 0).sum())


def _say_twice(
    moments: Int64[np.ndarray, " rows"],
    codes: Int32[np.ndarray, " rows"],
    ordered: bool,
    summer: bool,
    findings: Findings,
) -> None:
    """Say how many rows have a time that another one of their series has.

    Args:
        moments: of each row, in the order that is used.
        codes: the series of each row.
        ordered: whether no step goes back, but where summer time ends.
        summer: whether it was said that the clock jumps: then it shows an hour of autumn twice.
        findings: where it is said.
    """
    if ordered:
        same = (np.diff(moments) == 0) & (np.diff(codes) == 0) & (moments[1:] != NEVER)
        if summer:
            same &= ~may_repeat(moments[1:])
        twice, which = int(same.sum()), "same time as the row before"
    else:
        known = moments != NEVER
        pairs = np.unique(np.stack([codes[known], moments[known]]), axis=1)
        twice, which = int(known.sum()) - pairs.shape[1], "time of another row"
    if twice:
        verb = "has" if twice == 1 else "have"
        findings.say("twice", f"{many(twice, 'row')} {verb} the {which}.")


def _say_steps(
    table: Table,
    pace: Pace,
    group: str | None,
    ordered: bool,
    clock: Clock | None,
    findings: Findings,
) -> None:
    """Say where stretches of time are absent, or that steps are uneven.

    Args:
        table: as it is used.
        pace: the steps between its times.
        group: name of the column that tells series apart, if any.
        ordered: whether no step goes back: then a window bridges what is absent.
        clock: the time, where no calendar knows its units.
        findings: where it is said.
    """
    steps = pace.steps
    if not len(steps):
        return
    near = float((np.abs(steps - pace.usual) <= pace.usual / 4).mean())
    rows = ": a window is a number of rows, not a stretch of time."
    if len(steps) >= FEWEST and near < UNEVEN:
        short, long = (lasting(float(np.percentile(steps, part)), clock) for part in (5, 95))
        findings.say("uneven", f"Steps in time are uneven, mostly from {short} to {long}{rows}")
        return
    beyond = steps > WIDE * pace.usual
    wide = steps[beyond]
    if not len(wide):
        return
    usual = pace.paces[0]
    if clock is not None or (len(steps) >= FEWEST and near < EVEN):
        longest = lasting(float(wide.max()), clock)
        of = lasting(usual, clock) if len(pace.paces) == 1 else "one of their part"
        findings.say(
            "longer",
            f"{len(wide):,} of {len(steps):,} steps in time are more than {WIDE:g} times the usual "
            f"{of}, up to {longest}{rows}",
        )
        return
    lacks, unit = absent_in(pace, beyond)
    longest = int(lacks.max())
    after, within = "", " in a series"
    if group is None:
        last = np.flatnonzero(beyond)[lacks.argmax()]
        at = int(pace.later[last] - steps[last])
        after, within = f" after {table.row_name(int(np.argmax(table.moments == at)))}", ""
    long = many(longest, unit) if unit else lasting(longest)
    verb, them = ("is", "it") if long.startswith("1 ") else ("are", "them")
    bridges = f": a window bridges {them} as one step" * ordered
    says = f"{long} {verb} absent{after}{within}{bridges}."
    if len(wide) > 1:
        equal = int((lacks == longest).sum())
        others = [many(equal - 1, "stretch") + " of the same length"] * (equal > 1)
        others += [many(len(wide) - equal, "shorter stretch")] * (len(wide) > equal)
        counted = ", counted in each series" * (group is not None)
        says += f" The same holds for {' and '.join(others)}{counted}."
    findings.say("absent", says)
