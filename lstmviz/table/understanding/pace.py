"""How the times of rows go on: each step from one time to the next, within a series, in words."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Int32, Int64

from lstmviz.table.reading.dates import DAY, NEVER

Moments = Int64[np.ndarray, " rows"]
Steps = Int64[np.ndarray, " steps"]

NEAR = 8
"""Steps are about the usual one where they differ by an eighth of it at most, as months do."""
FEW = 3
"""Steps from which it is told how they go on, at least."""
MOST = 0.5
"""Part of the steps that are the usual one where it is told which that is."""
WEEKS = 4
"""Rows of the fullest weekday from which it is told that others are left out, at least."""
SELDOM = 0.5
"""Part of the rows of the fullest weekday below which a weekday is left out as a rule."""
NAMED = (
    (365 * DAY, 366 * DAY, "year"),
    (89 * DAY, 92 * DAY, "quarter"),
    (28 * DAY, 31 * DAY, "month"),
    (7 * DAY, 7 * DAY, "week"),
)
UNITS = ((DAY, "day"), (DAY // 24, "hour"), (60_000, "minute"), (1000, "second"), (1, "ms"))
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONDAY = 3
"""Days to add to those since 1970 so that a Monday is divided by 7."""


@dataclass(frozen=True)
class Clock:
    """A column that tells the time in units of its own, which no calendar knows.

    Args:
        name: of the column.
        ticks: how many of the table's milliseconds stand for one unit.
    """

    name: str
    ticks: int

    def lasting(self, ticks: float) -> str:
        """Write a length of its time."""
        return f"{ticks / self.ticks:,.6g}"


@dataclass(frozen=True, eq=False)
class Pace:
    """The steps from each time to the next one that the table has, within a series.

    Args:
        steps: their lengths; where a rule leaves weekdays out, the next one is a day away.
        later: the time at the end of each.
        weekdays: the days of the week that the rows are of, 0 a Monday, where that is the rule.
    """

    steps: Steps
    later: Steps
    weekdays: tuple[int, ...] = ()


def pace_of(moments: Moments, codes: Int32[np.ndarray, " rows"]) -> Pace:
    """Take the steps between the times that a table has, whatever the order of its rows.

    Args:
        moments: of each row, NEVER where unknown.
        codes: the series of each row.
    """
    known = moments != NEVER
    if not known.all():
        moments, codes = moments[known], codes[known]
    inside = np.diff(codes) == 0
    one_piece = np.count_nonzero(~inside) == (int(codes.max()) if len(codes) else 0)
    if not one_piece or (np.diff(moments)[inside] < 0).any():
        order = np.lexsort((moments, codes))
        moments, codes = moments[order], codes[order]
        inside = np.diff(codes) == 0
    steps, later = np.diff(moments)[inside], moments[1:][inside]
    moved = steps > 0
    return _without_weekends(steps[moved], later[moved])


def _without_weekends(steps: Steps, later: Steps) -> Pace:
    """Take the days of the week that are left out as a rule out of the steps."""
    if len(steps) < FEW or np.median(steps) != DAY or (steps % DAY).any():
        return Pace(steps, later)
    day = (later // DAY + MONDAY) % 7
    count = np.bincount(day, minlength=7)
    there = count >= SELDOM * count.max()
    back = np.array([next(n for n in range(1, 8) if there[(d - n) % 7]) for d in range(7)])
    skips = (back[day] > 1) & (steps == back[day] * DAY)
    if there.all() or not skips.any() or count.max() < WEEKS:
        return Pace(steps, later)
    return Pace(np.where(skips, DAY, steps), later, tuple(np.flatnonzero(there).tolist()))


def told(pace: Pace, clock: Clock | None = None) -> str:
    """Say how times go on, as “every hour”; "" where there are too few.

    >>> told(pace_of(np.arange(9) * 900_000, np.zeros(9, np.int32)))
    'every 15 minutes'
    """
    steps = pace.steps
    if len(steps) < FEW:
        return ""
    usual = int(np.median(steps))
    low, high, name = next((n for n in NAMED if n[0] <= usual <= n[1]), (usual, usual, ""))
    if clock is not None:
        low, high, name = usual, usual, ""
    exact = float(((steps >= low) & (steps <= high)).mean())
    if exact < MOST:
        if (np.abs(steps - usual) <= usual / NEAR).mean() < MOST:
            return "in uneven steps"
        if clock is not None:
            return f"in steps of about {usual / clock.ticks:.2g}"
        size, unit = next((s, u) for s, u in UNITS if usual >= s)
        count = f"{usual / size:.2g}"
        about = f"every {unit}" if count == "1" else f"every {count} {_plural(unit)}"
        return f"about {about}"
    mostly = "mostly " * (exact < 1)
    if clock is not None:
        return f"{mostly}in steps of {clock.lasting(usual)}"
    return mostly + (_weekdays(pace.weekdays) or f"every {name or _length(usual)}")


def _plural(unit: str) -> str:
    return unit + "s" * (unit != "ms")


def _length(usual: int) -> str:
    size, name = next((s, n) for s, n in UNITS if usual % s == 0)
    count = usual // size
    return name if count == 1 else f"{count:,} {_plural(name)}"


def _weekdays(days: tuple[int, ...]) -> str:
    """Say on which days of the week the rows are."""
    if not days:
        return ""
    if days == (0, 1, 2, 3, 4):
        return "every weekday"
    first = next(d for d in days if (d - 1) % 7 not in days)
    if all((first + n) % 7 in days for n in range(len(days))):
        return f"every day from {WEEK[first]} to {WEEK[(first + len(days) - 1) % 7]}"
    return f"on {len(days)} days of each week"


def lasting(milliseconds: float, clock: Clock | None = None) -> str:
    """Write a length of time in the largest unit that it has.

    >>> lasting(3_600_000), lasting(5_400_000), lasting(5_555_555)
    ('1 hour', '1.5 hours', 'about 1.54 hours')
    """
    if clock is not None:
        return clock.lasting(milliseconds)
    size, unit = next(((s, u) for s, u in UNITS if milliseconds >= s), UNITS[-1])
    count = (
        f"{milliseconds / size:.3g}" if milliseconds < 1000 * size else f"{milliseconds / size:.0f}"
    )
    about = "about " * (float(count) * size != milliseconds)
    return f"{about}{float(count):,.10g} {unit if count == '1' else _plural(unit)}"
