"""Columns that are one thing in turn: the months of a year, the steps of a heartbeat."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from jaxtyping import Float

from lstmviz.table.reading.time.dates import TURN
from lstmviz.table.reading.time.months import MONTHS, known_months, month_of

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
NUMBERED = 12
"""So many numbered columns at least: fewer may be three sensors of one kind."""
MONTH = [("", day) for day in range(1, 32)]
"""Columns named 1 to 31 are the days of a month, however little they go together."""
NAMED = 5
"""So many columns at least that are named by years, months, days or hours."""
STEPS = re.compile(r"(time|lag|step|t|tick|week|quarter|month|day|hour|year|[hdwmqy])[ _.-]*")
"""What stands before numbers that count steps in time."""
MANY = 31
"""More numbered columns than these, such as d_1 … d_1913, that are called steps are steps."""
UNLIKE = 8
"""So many times more different values than classes are steps."""
ALIKE = 0.4
"""Correlation of neighbours above which numbered columns are taken for steps."""
CLOSER = 0.8
"""Steps go together less the farther apart they are, unlike sensors that are only numbered: the
neighbours' part of the distance between columns half the table apart, at most."""
SHARED = 0.8
"""Part of the neighbours whose values must lie in a shared range."""
WHOLE = {"month": 12, "day": 7, "hour": 24}
"""Columns named by all parts of a year, a week or a day are one thing in turn for certain."""
LOOKED_AT = 2_000
LONGEST_STEP = 366
"""Days between columns that are named by dates, at most."""
CLOCK = re.compile(r"h?(\d{1,2})(?:[:h.](\d{2}))?(?::00)?h?(?:\s?[-–]\s?\d{1,2}:\d{2})?")
"""A column's name that is a time of day, 00:30, h7 or 23h, or a part of it, 00:00-00:30."""
MONTH_OF_YEAR = re.compile(
    r"([^\W\d_]{3,10})[-_ /.']*((?:1[89]|20)?\d{2})|((?:1[89]|20)\d{2})[-_ /.]*([^\W\d_]{3,10})"
)
"""A column's name that may be a month of a year: Jul-91, July 1991, 1991 Jul, ene05."""
SEVERAL = 3
"""Different months by whose names another language than English is told, at least."""
MINUTES = frozenset({1, 5, 6, 10, 12, 15, 20, 30, 60})
"""Minutes between columns that are named by times of day."""


def columns_in_turn(
    names: Sequence[str], values: Float[np.ndarray, "rows columns"]
) -> tuple[int, ...]:
    """Find the longest run of columns that are one thing in turn, by their names and values.

    Returns:
        Numbers of these columns, ascending; empty where there is no such run.
    """
    places, runs = _runs(names)
    some = values[:: -(-len(values) // LOOKED_AT)].astype(np.float64) if len(values) else values
    for run in runs:
        kind = places[run[0]]
        if kind is None:
            continue
        timely = kind[0] in ("month", "day", "hour", "year", "dated")
        if len(run) < (NAMED if timely or STEPS.fullmatch(kind[0]) else NUMBERED):
            continue
        timely = timely or [places[n] for n in run] == MONTH
        timely = timely or (len(run) > MANY and bool(STEPS.fullmatch(kind[0])))
        if not timely and len(run) > NUMBERED:
            step = some[:, run[len(run) // 2]]
            if _is_class(some[:, run[0]], step):
                run = run[1:]
            elif _is_class(some[:, run[-1]], step):
                run = run[:-1]
        whole = kind[0] in WHOLE and 0 <= len(run) - WHOLE[kind[0]] <= 1  # 25 as summer time ends
        if whole or kind[0] in ("dated", "year") or _alike(some[:, run], timely):
            return tuple(run)
    return ()


def times_across(names: Sequence[str]) -> list[int]:
    """Find the longest run of columns that are named by dates, months or years that go on."""
    places, runs = _runs(names)
    timely = (run for run in runs if (places[run[0]] or ("", 0))[0] in ("dated", "year"))
    return next(timely, [])


def _runs(names: Sequence[str]) -> tuple[list[tuple[str, int] | None], list[list[int]]]:
    """Say which step each name stands for, and give the runs that go on, the longest first."""
    months = _months_in(names)
    places = _with_decembers([_place(name, months) for name in names])
    runs: list[list[int]] = []
    for number, after in enumerate(places):
        before = places[number - 1] if number else None
        if before and after and _follows(before, after):
            runs[-1].append(number)
        else:
            runs.append([number])
    return places, sorted(runs, key=len, reverse=True)


def _is_class(end: Float[np.ndarray, " rows"], step: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether the first or last of some numbered columns is a class, unlike a step."""
    classes = np.unique(end[~np.isnan(end)])
    whole = bool((classes == np.floor(classes)).all())
    unlike = (step != np.floor(step)).any() or len(np.unique(step)) > UNLIKE * len(classes)
    return whole and 8 <= 4 * len(classes) <= len(end) and bool(unlike)


def _months_in(names: Sequence[str]) -> Mapping[str, int]:
    """Give the number of each month that stands alone or beside a year in some names."""
    bare = [name.strip().lower() for name in names]
    beside = {month[1] or month[4] for name in bare if (month := MONTH_OF_YEAR.fullmatch(name))}
    alone = {name for name in bare if name.isalpha()}
    words = beside | {name for name in alone if MONTHS.get(name[:4]) or MONTHS.get(name[:3])}
    english = {word: n for word in words if (n := month_of(word))}
    others = known_months(sorted(words - english.keys())) or {}
    several = len({*others.values(), *english.values()}) >= SEVERAL
    return {**english, **others} if several else english


def _place(name: str, months: Mapping[str, int]) -> tuple[str, int] | None:
    """Say which step a name stands for: its kind and its number."""
    word = name.strip().lower()
    day = _day(word, months)
    if day is not None:
        return "dated", day
    if re.fullmatch(r"(1[89]|20)\d{2}", word):
        return "year", int(word)
    clock = CLOCK.fullmatch(word)
    if clock and (":" in word or "h" in word):
        return "hour", 60 * int(clock[1]) + int(clock[2] or 0)
    if word in months:
        return "month", months[word] - 1
    if word[:3] in DAYS and word.isalpha():
        return "day", DAYS.index(word[:3])
    numbered = re.fullmatch(r"(.*?)[ _.\-]?(\d{1,6})", word)
    return (numbered[1], int(numbered[2])) if numbered else None


def _with_decembers(places: Sequence[tuple[str, int] | None]) -> list[tuple[str, int] | None]:
    """Take years among months for their ends, as banks write 2004 for December."""
    kinds = [place and place[0] for place in places]
    if kinds.count("dated") < kinds.count("year"):
        return list(places)
    return [
        ("dated", date(place[1], 12, 1).toordinal()) if place and place[0] == "year" else place
        for place in places
    ]


def _day(word: str, months: Mapping[str, int]) -> int | None:
    """Number the day of a date: 2010-01-31, 2010-Q1, Jul-91, or 1/22/20 with the month in front."""
    month = MONTH_OF_YEAR.fullmatch(word)
    if month is not None and (month[1] or month[4]) in months:
        year = int(month[2] or month[3])
        year += 0 if year > 99 else 2000 if year < TURN else 1900
        return date(year, months[month[1] or month[4]], 1).toordinal()
    quarter = re.fullmatch(r"((?:1[89]|20)\d{2})[- ]?q([1-4])", word)
    if quarter is not None:
        return date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1).toordinal()
    written = re.fullmatch(
        r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?|(\d{1,2})/(\d{1,2})/(\d{2,4})", word
    )
    if written is None:
        return None
    year, month, day = written[1] or written[6], written[2] or written[4], written[3] or written[5]
    try:
        return date(int(year) + 2000 * (len(year) == 2), int(month), int(day or 1)).toordinal()
    except ValueError:
        return None


def _follows(before: tuple[str, int], after: tuple[str, int]) -> bool:
    """Tell whether one step comes next after another: of dates a day, a week or a month later."""
    kind, number = before
    if kind != after[0]:
        return False
    if kind == "dated":
        return 0 < after[1] - number <= LONGEST_STEP
    if kind == "hour":
        return (after[1] - number) % (24 * 60) in MINUTES
    return after[1] == (number + 1) % {"month": 12, "day": 7}.get(kind, 10**9)


def _alike(values: Float[np.ndarray, "rows columns"], timely: bool) -> bool:
    """Tell whether neighbours share a range and, unless their names say so, go together."""
    filled = values[:, ~np.isnan(values).all(axis=0)]
    if filled.shape[1] < NAMED or len(filled) < 2:
        return timely
    low, high = np.nanpercentile(filled, [10, 90], axis=0)
    shared = (low[1:] <= high[:-1]) & (low[:-1] <= high[1:])
    if shared.mean() < SHARED:
        return False
    if timely:
        return True
    centred = np.nan_to_num(filled - np.nanmean(filled, axis=0))
    spread = np.sqrt((centred**2).sum(axis=0))
    near, far = (_together(centred, spread, apart) for apart in (1, filled.shape[1] // 2))
    return near > ALIKE and 1 - near <= CLOSER * (1 - far)


def _together(
    centred: Float[np.ndarray, "rows columns"], spread: Float[np.ndarray, " columns"], apart: int
) -> float:
    """Give the mean correlation of columns so many places apart."""
    with np.errstate(invalid="ignore", divide="ignore"):
        products = (centred[:, apart:] * centred[:, :-apart]).sum(axis=0)
        together = products / (spread[apart:] * spread[:-apart])
    return float(np.nan_to_num(together, nan=1.0).mean())
