"""How the times of rows go on: each step from one time to the next, within a series, in words."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Int32, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.understanding.time.tempo import CALENDAR, own_paces
from lstmviz.wording import listed

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
SELDOM = 0.3
"""Part of the rows of the fullest weekday below which a weekday is left out as a rule."""
PACES = 3
"""Paces of parts that are told one by one, at most."""
UNITS = ((DAY, "day"), (DAY // 24, "hour"), (60_000, "minute"), (1000, "second"), (1, "ms"))
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING = (0, 1, 2, 3, 4)
MONDAY = 3
"""Days to add to those since 1970 so that a Monday is divided by 7."""


@dataclass(frozen=True)
class Clock:
    """A column that tells the time in units of its own, which no calendar knows.

    Args:
        name: of the column.
        ticks: how many of the table's milliseconds stand for one unit; 0 where its units are
            known, and only the year is not.
    """

    name: str
    ticks: int

    def lasting(self, ticks: float) -> str:
        """Write a length of its time."""
        if not self.ticks:
            return lasting(ticks)
        return f"{ticks / self.ticks:,.6g}"


@dataclass(frozen=True, eq=False)
class Pace:
    """The steps from each time to the next one that the table has, within a series.

    Args:
        steps: their lengths; where a rule leaves weekdays out, the next one is a day away.
        later: the time at the end of each.
        usual: the step that is usual in the part of the table, or the series, that each is of.
        series: of each, 0, 1, …
        weekdays: the days of the week that the rows are of, 0 a Monday, where that is the rule.
    """

    steps: Steps
    later: Steps
    usual: Steps
    series: Int32[np.ndarray, " steps"]
    weekdays: tuple[int, ...] = ()

    @property
    def paces(self) -> list[int]:
        """Give the usual steps of its parts, the most frequent first."""
        usual, count = np.unique(self.usual, return_counts=True)
        return usual[np.argsort(-count, kind="stable")].tolist()

    def without(self, left: Bool[np.ndarray, " steps"]) -> "Pace":
        """Leave steps out."""
        kept = ~left
        return Pace(
            self.steps[kept],
            self.later[kept],
            self.usual[kept],
            self.series[kept],
            self.weekdays,
        )


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
    steps, later, series = np.diff(moments)[inside], moments[1:][inside], codes[1:][inside]
    moved = steps > 0
    steps, later, series = steps[moved], later[moved], series[moved]
    series = np.cumsum(np.diff(series, prepend=series[:1]) != 0).astype(np.int32)
    steps, weekdays = _without_weekends(steps, later)
    return Pace(steps, later, own_paces(steps, series), series, weekdays)


def _without_weekends(steps: Steps, later: Steps) -> tuple[Steps, tuple[int, ...]]:
    """Take the days of the week that are left out as a rule out of the steps."""
    if len(steps) < FEW or np.median(steps) != DAY or (steps % DAY).any():
        return steps, ()
    day = (later // DAY + MONDAY) % 7
    count = np.bincount(day, minlength=7)
    there = count >= SELDOM * count.max()
    back = np.array([next(n for n in range(1, 8) if there[(d - n) % 7]) for d in range(7)])
    skips = (back[day] > 1) & (steps == back[day] * DAY)
    if there.all() or not skips.any() or count.max() < WEEKS:
        return steps, ()
    return np.where(skips, DAY, steps), tuple(np.flatnonzero(there).tolist())


def absent_in(
    pace: Pace, beyond: Bool[np.ndarray, " steps"]
) -> tuple[Int64[np.ndarray, " beyond"], str]:
    """Say how much is absent in steps that are too long: days that have rows as a rule, or months.

    Returns:
        For each of them a number of weekdays, weeks, months or years, and what these are called;
        milliseconds, and "", where the pace counts no such, or a step is no whole number of them.
    """
    steps, later, usual = pace.steps[beyond], pace.later[beyond], pace.usual[beyond]
    if pace.weekdays and (usual == DAY).all():
        ends = (later // DAY)[:, None] - np.arange(7)
        there = np.isin((ends + MONDAY) % 7, pace.weekdays)
        weeks, days = np.divmod(steps // DAY, 7)
        part = np.where(np.arange(7) < days[:, None], there, False).sum(axis=1)
        count = weeks * len(pace.weekdays) + part - 1
        if (count > 0).all():
            return (count, "weekday") if pace.weekdays == WORKING else (count * DAY, "")
    for low, high, months in CALENDAR:
        if ((usual >= low * DAY) & (usual <= high * DAY)).all():
            number, rest = _periods(later - steps, later, months)
            if (number > 1).all() and not rest.any():
                size, name = _called(months)
                return (number - 1) * size, name
    return steps - usual, ""


def _called(months: int) -> tuple[int, str]:
    """Call a length of so many months, of a week where there are none: how many of which unit.

    >>> _called(60), _called(3), _called(0)
    ((5, 'year'), (1, 'quarter'), (1, 'week'))
    """
    if not months % 12:
        return months // 12 or 1, "year" if months else "week"
    return (1, "quarter") if months == 3 else (months, "month")


def _periods(begin: Steps, end: Steps, months: int) -> tuple[Steps, Bool[np.ndarray, " steps"]]:
    """Count the weeks, or so many months each, from some times to others; and tell what is none."""
    if not months:
        return (end - begin) // (7 * DAY), (end - begin) % (7 * DAY) != 0
    days = [(at // DAY).astype("datetime64[D]") for at in (begin, end)]
    first, last = (each.astype("datetime64[M]") for each in days)
    of_month = [(each - each.astype("datetime64[M]")).astype(np.int64) for each in days]
    apart = (last - first).astype(np.int64)
    # The last days of months differ by three.
    odd = (np.abs(of_month[1] - of_month[0]) > 3) | ((end - begin) % DAY != 0)
    return apart // months, odd | (apart % months != 0)


def told(pace: Pace, clock: Clock | None = None) -> str:
    """Say how times go on, as “every hour”; "" where there are too few.

    >>> told(pace_of(np.arange(9) * 900_000, np.zeros(9, np.int32)))
    'every 15 minutes'
    """
    steps = pace.steps
    if len(steps) < FEW:
        return ""
    paces = pace.paces
    if len(paces) > 1:
        return _parts(pace, paces, clock)
    usual = paces[0]
    low, high, every = _unit(pace, usual, clock)
    exact = float(((steps >= low) & (steps <= high)).mean())
    if exact < MOST:
        if (np.abs(steps - usual) <= usual / NEAR).mean() < MOST:
            return "in uneven steps"
        return _about(usual, clock)
    others = pace.weekdays and not np.isin((pace.later // DAY + MONDAY) % 7, pace.weekdays).all()
    return "mostly " * (exact < 1 or bool(others)) + (_weekdays(pace.weekdays) or every)


def holds_in_each(pace: Pace, clock: Clock | None = None) -> bool:
    """Tell whether each series goes on as all do."""
    usual = pace.paces
    if len(usual) != 1:
        return False
    low, high, _ = _unit(pace, usual[0], clock)
    exact = (pace.steps >= low) & (pace.steps <= high)
    if exact.mean() < MOST:
        exact = np.abs(pace.steps - usual[0]) <= usual[0] / NEAR
    return bool((np.bincount(pace.series, exact) >= MOST * np.bincount(pace.series)).all())


def _unit(pace: Pace, usual: int, clock: Clock | None) -> tuple[int, int, str]:
    """Give the shortest and the longest step that is called as the usual one is, and its words.

    Months and years are those of a calendar: steps of thirty days each are none.
    """
    for low, high, months in CALENDAR if clock is None else ():
        if low * DAY <= usual <= high * DAY:
            alike = (pace.steps >= low * DAY) & (pace.steps <= high * DAY)
            later = pace.later[alike]
            odd = _periods(later - pace.steps[alike], later, months)[1]
            same = low < high and not np.ptp(pace.steps[alike]) and _move(later)
            if odd.mean() < MOST and not same:
                count, name = _called(months)
                return low * DAY, high * DAY, f"every {name if count == 1 else f'{count} {name}s'}"
    return usual, usual, _every(usual, clock)


def _move(times: Steps) -> bool:
    """Tell whether times fall on one day of the month after the other."""
    days = (times // DAY).astype("datetime64[D]")
    return len(np.unique(days - days.astype("datetime64[M]"))) > 1 and len(days) >= FEW


def _parts(pace: Pace, paces: list[int], clock: Clock | None) -> str:
    """Say at what paces parts go on: each, or from which to which."""
    if len(paces) > PACES:
        low, high = (lasting(part, clock) for part in (min(paces), max(paces)))
        return f"at paces that change from part to part, from {low} to {high}"
    units = [_unit(pace, usual, clock) for usual in paces]
    exact = [
        float(((of >= low) & (of <= high)).mean())
        for usual, (low, high, _) in zip(paces, units, strict=True)
        for of in (pace.steps[pace.usual == usual],)
    ]
    told_each = [
        every if part >= MOST else _about(usual, clock)
        for usual, part, (*_, every) in zip(paces, exact, units, strict=True)
    ]
    mostly = "mostly " * (min(exact) < 1)
    return f"{mostly}{told_each[0]}, in parts {listed(told_each[1:])}"


def _every(usual: int, clock: Clock | None) -> str:
    if clock is not None and clock.ticks:
        return f"in steps of {clock.lasting(usual)}"
    return f"every {_length(usual)}"


def _about(usual: int, clock: Clock | None) -> str:
    if clock is not None and clock.ticks:
        return f"in steps of about {_two_digits(usual / clock.ticks)}"
    size, unit = next((s, u) for s, u in UNITS if usual >= s)
    count = _two_digits(usual / size)
    return "about " + (f"every {unit}" if count == "1" else f"every {count} {_plural(unit)}")


def _two_digits(count: float) -> str:
    return f"{float(f'{count:.2g}'):,.10g}"


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
    if days == WORKING:
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
    finer = next((each for each in UNITS if each[0] < size), UNITS[-1])
    if milliseconds % (size / 10) and not milliseconds % finer[0] and milliseconds < 100 * finer[0]:
        size, unit = finer  # 26 hours, not 1.08 days
    count = (
        f"{milliseconds / size:.3g}" if milliseconds < 1000 * size else f"{milliseconds / size:.0f}"
    )
    about = "about " * (float(count) * size != milliseconds)
    return f"{about}{float(count):,.10g} {unit if count == '1' else _plural(unit)}"
