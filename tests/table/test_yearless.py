"""Days and clocks without a year: they go on at New Year, and what is no day is none."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

NEW_YEAR = datetime(2022, 12, 30, 23)
SUMMER = datetime(2023, 6, 8)
LEAP = datetime(2024, 2, 20)

Write = Callable[[datetime], str]


def of(head: str, rows: Sequence[str]) -> Understanding:
    lines = [f"{row},{n * n % 41}.5,{n * 7 % 13}" for n, row in enumerate(rows)]
    return understand(read_table("\n".join([f"{head},flow,level", *lines]).encode(), "a.csv"))


def steps(understood: Understanding) -> set[int]:
    moments = understood.table.moments
    return set() if moments is None else {*np.diff(moments).tolist()}


def every(begin: datetime, minutes: int, count: int = 120) -> list[datetime]:
    return [begin + timedelta(minutes=minutes * n) for n in range(count)]


CLOCKS: tuple[tuple[str, Write], ...] = (
    ("time", lambda t: f"{t:%b %e %H:%M:%S}"),
    ("time", lambda t: f"{t:%d/%m %H:%M}"),
    ("stamp", lambda t: f"{t:%m-%d %H:%M:%S}.{t.microsecond // 1000:03}"),
    ("time", lambda t: f"{t:%d. %B %H:%M}"),
    ("when", lambda t: f"{t:%H:%M %d.%m.}"),
    ("month,day,hour,min", lambda t: f"{t.month},{t.day},{t.hour},{t.minute}"),
)


@pytest.mark.parametrize("begin", [NEW_YEAR, SUMMER, LEAP])
@pytest.mark.parametrize("minutes", [20, 60])
@pytest.mark.parametrize(("head", "write"), CLOCKS)
def test_a_clock_without_a_year_goes_on_at_new_year(head, write, minutes, begin):
    understood = of(head, list(map(write, every(begin, minutes))))
    assert steps(understood) == {minutes * 60_000}
    assert understood.features == ("flow", "level")
    assert "without a year, every" in said(understood)
    assert "step" not in said(understood)


DAYS: tuple[tuple[str, Write], ...] = (
    ("date", lambda t: f"{t:%m-%d}"),
    ("date", lambda t: f"{t.day}.{t.month}."),
    ("date", lambda t: f"{t.day}-{t:%b}"),
    ("date", lambda t: f"{t:%B} {t.day}"),
    ("Month,Day", lambda t: f"{t.month},{t.day}"),
    ("Monat,Tag", lambda t: f"{t.month},{t.day}"),
)


@pytest.mark.parametrize("begin", [NEW_YEAR, SUMMER, LEAP])
@pytest.mark.parametrize(("head", "write"), DAYS)
def test_days_without_a_year_go_on_at_new_year(head, write, begin):
    understood = of(head, list(map(write, every(begin, 1440, 420 if begin != LEAP else 120))))
    assert steps(understood) == {86_400_000}
    assert understood.features == ("flow", "level")


WEEKS: tuple[tuple[str, Write], ...] = (
    ("week,weekday", lambda t: f"{t.isocalendar().week},{t.isoweekday()}"),
    ("Week,DayOfWeek", lambda t: f"{t.isocalendar().week},{t.weekday()}"),
    ("kw,day_of_week", lambda t: f"{t.isocalendar().week},{t:%a}"),
    ("week_no,dow", lambda t: f"{t.isocalendar().week},{t.isoweekday() % 7}"),
)


@pytest.mark.parametrize("begin", [NEW_YEAR, SUMMER, LEAP])
@pytest.mark.parametrize("minutes", [60, 1440])
@pytest.mark.parametrize(("head", "write"), WEEKS)
def test_weeks_and_weekdays_without_a_year_go_on_at_new_year(head, write, minutes, begin):
    hours = minutes < 1440
    rows = [write(t) + f",{t.hour}" * hours for t in every(begin, minutes, 200)]
    understood = of(head + ",hour" * hours, rows)
    assert steps(understood) == {minutes * 60_000}
    assert understood.features == ("flow", "level")
    week, day, *clock = rows[30].split(",")
    assert understood.table.row_name(30).split() == [week, day, *(f"{h:0>2}:00" for h in clock)]
    named = head.replace(",", " ") + " hour" * hours
    assert sorted(understood.table.label_name.split()) == sorted(named.split())


@pytest.mark.parametrize(
    "row", ["{n},{d}", "1,{d}", "{w},{odd}"], ids=["weeks of a day", "one week", "no order"]
)
def test_numbers_called_week_and_weekday_that_do_not_go_together_are_no_time(row):
    rows = [
        row.format(n=n % 52 + 1, d=n % 7, w=n // 7 + 1, odd=(0, 3, 1, 6, 2, 4, 5)[n % 7])
        for n in range(120)
    ]
    assert of("week,weekday", rows).table.moments is None


def test_the_newest_day_may_be_first():
    newest = list(map(DAYS[0][1], every(NEW_YEAR - timedelta(days=100), 1440, 200)))[::-1]
    understood = of("date", newest)
    assert steps(understood) == {86_400_000}
    assert "The newest row is first" in said(understood)


def test_the_lines_of_a_syslog_have_a_time():
    lines = [f"{t:%b %e %H:%M:%S} host app[8]: t=2{t.minute}.5 h={t.hour}" for t in
             every(NEW_YEAR, 5)]  # fmt: skip
    understood = understand(read_table("\n".join(lines).encode(), "syslog"))
    assert steps(understood) == {300_000}


@pytest.mark.parametrize(
    "write",
    [
        lambda n: f"{n % 5}-{n * 3 % 4}",
        lambda n: f"{n % 7 + 1}/{n % 12 + 1}",
        lambda n: f"v{n // 20}.{n % 20}.{n % 3}",
        lambda n: f"{n % 12 + 1}:{n % 28 + 1}",
        lambda n: f"A {n % 11 + 1}-{n % 5 + 1}",
    ],
)
def test_two_numbers_are_no_day(write):
    understood = of("score", [write(n) for n in range(120)])
    assert understood.table.moments is None
