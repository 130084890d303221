"""The order of rows: newest first, steps back, moments that repeat, stretches that are absent."""

from collections.abc import Collection

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.dates import DAY, NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Findings
from lstmviz.table.understanding.following import follow, is_scrambled
from lstmviz.table.understanding.series import take_rows
from lstmviz.table.understanding.summer import summer_jumps
from lstmviz.wording import many

SATURDAY = 5
EVEN = 0.9
"""Part of the steps that are the usual one where clocks are even: there one absent row is told."""
UNEVEN, FEWEST = 0.5, 10
"""Part of the steps near the usual one below which they are uneven; steps from which it is told."""
UNITS_OF_TIME = ((DAY, "day"), (DAY // 24, "hour"), (60_000, "minute"), (1000, "second"))


def in_order(
    table: Table, group: str | None, measured: Collection[str], findings: Findings
) -> Table:
    """Turn a table round whose newest row is first; say what else its times tell.

    Args:
        table: in the file's order.
        group: name of the column that tells series apart, if any.
        measured: names of the columns that neither name nor count the rows.
        findings: where it is said.
    """
    moments = table.moments
    if moments is None or len(moments) < 3:
        return table
    inside = np.ones(len(moments) - 1, bool)
    if group is not None:
        inside = np.diff(table.groups[group]) == 0
    inside &= (moments[1:] != NEVER) & (moments[:-1] != NEVER)
    steps, later = np.diff(moments)[inside], moments[1:][inside]
    if not len(steps) or not steps.any():
        return table
    if (steps < 0).mean() > 0.5 and not is_scrambled(steps):
        first = table.row_name(0)
        if findings.ask("turned", f"The newest row is first ({first}).", "turn round", True):
            table = take_rows(table, np.arange(len(moments))[::-1])
            moments = moments[::-1]
            steps, later = -steps[::-1], moments[1:][inside[::-1]]
    steps = _without_summer(steps, later, findings)
    back = int((steps < 0).sum())
    if back:
        says = f"{back:,} {'step goes' if back == 1 else 'steps go'} back in time."
        codes = table.groups[group] if group else np.zeros(len(moments), np.int32)
        ordered = take_rows(table, np.lexsort((moments, codes)))
        smooth = is_scrambled(steps) and follow(ordered, measured, codes)
        if findings.ask("sorted", says, "sort by time", smooth):
            return ordered
        if is_scrambled(steps):
            return table
    twice = int((steps == 0).sum())
    if twice:
        verb = "has" if twice == 1 else "have"
        findings.say("twice", f"{many(twice, 'row')} {verb} the same time as the row before.")
    _say_absent(table, None if group else moments, steps, findings)
    return table


def _without_summer(
    steps: Int64[np.ndarray, " steps"], later: Int64[np.ndarray, " steps"], findings: Findings
) -> Int64[np.ndarray, " steps"]:
    """Take what summer time does to a clock out of the steps.

    Args:
        steps: from row to row, in milliseconds.
        later: the moment at the end of each.
        findings: where it is said.
    """
    usual = int(np.median(steps))
    put = summer_jumps(steps, later, usual)
    if not put.any():
        return steps
    nights = len(np.unique(later[put] // DAY))
    says = f"Summer time begins or ends {many(nights, 'time')}"
    findings.say("summer", f"{says}: there the clock jumps by an hour, and the rows are in order.")
    return np.where(put, usual, steps)


def _say_absent(
    table: Table,
    moments: Int64[np.ndarray, " rows"] | None,
    steps: Int64[np.ndarray, " steps"],
    findings: Findings,
) -> None:
    """Say where stretches of time are absent: a window would bridge each as one step."""
    forward = steps[steps > 0]
    usual = float(np.median(forward)) if len(forward) else 0
    if not usual:
        return
    if len(forward) >= FEWEST and (np.abs(forward - usual) <= usual / 4).mean() < UNEVEN:
        short, long = (_lasting(int(np.percentile(forward, part))) for part in (5, 95))
        findings.say(
            "uneven",
            f"Steps in time are uneven, mostly from {short} to {long}: a window is a number of "
            "rows, not a stretch of time.",
        )
        return
    wide = forward[forward > _widest_usual(table, forward, usual)]
    if not len(wide):
        return
    absent = int(wide.max() - usual)
    after = ""
    if moments is not None:
        after = f" after {table.row_name(int(np.argmax(np.diff(moments) == wide.max())))}"
    lasting = _lasting(absent)
    verb, them = ("is", "it") if lasting.startswith("1 ") else ("are", "them")
    says = f"{lasting} {verb} absent{after}: a window bridges {them} as one step."
    if len(wide) > 1:
        longest = int((wide == wide.max()).sum())
        others = [many(longest - 1, "stretch") + " of the same length"] * (longest > 1)
        others += [many(len(wide) - longest, "shorter stretch")] * (len(wide) > longest)
        within = ", counted in each series" * (moments is None)
        says += f" The same holds for {' and '.join(others)}{within}."
    findings.say("absent", says)


def _lasting(milliseconds: int) -> str:
    """Write a length of time in the largest unit that it has."""
    size, unit = next((s, u) for s, u in UNITS_OF_TIME if milliseconds >= s or s == 1000)
    return many(round(milliseconds / size), unit)


def _widest_usual(table: Table, forward: Int64[np.ndarray, " steps"], usual: float) -> float:
    """Give the step above which something is absent: weekends and longer months are no news."""
    assert table.moments is not None
    weekday = (table.moments[table.moments != NEVER] // DAY + 3) % 7
    if usual == DAY and (weekday >= SATURDAY).mean() < 0.1:
        return 4 * DAY
    even = (np.abs(forward - usual) <= usual / 4).mean() >= EVEN
    return (1.5 if even else 2.5) * usual
