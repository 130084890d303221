"""Parts of a table, and series, at paces of their own: said, and what is absent counted by them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.reading.time.dates import DAY
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import understand
from lstmviz.table.understanding.time.pace import pace_of, told
from tests.table.test_understanding import said

BEGIN = datetime(2023, 5, 1)
SECOND, HOUR = 1000, 3_600_000


def at_paces(*parts: tuple[int, int]) -> np.ndarray:
    """Give moments that go on by a step so many times, then by the next."""
    return np.cumsum(np.r_[0, np.repeat([step for step, _ in parts], [n for _, n in parts])])


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([(10, 200), (15, 90)], "every 10 seconds, in parts every 15 seconds"),
        ([(15, 90), (10, 200), (15, 60)], "every 10 seconds, in parts every 15 seconds"),
        ([(3600, 100), (1800, 103)], "every 30 minutes, in parts every hour"),
        ([(60, 300), (90, 9), (60, 300)], "mostly every minute"),
        (
            [(60, 99), (300, 90), (900, 60)],
            "every minute, in parts every 5 minutes and every 15 minutes",
        ),
        (
            [(60, 99), (120, 90), (300, 60), (900, 50)],
            "at paces that change from part to part, from 1 minute to 15 minutes",
        ),
    ],
)  # fmt: skip
def test_each_part_has_its_own_pace(parts, words):
    moments = at_paces(*((step * SECOND, count) for step, count in parts))
    pace = pace_of(moments, np.zeros(len(moments), np.int32))
    assert told(pace) == words
    if "parts" in words:  # to the very step
        assert (pace.usual == np.diff(moments)).all()


def test_uneven_steps_are_no_parts():
    chance = np.random.default_rng(2)
    for steps in (chance.integers(1, 99, 4_000), chance.choice([5, 10], 4_000)):
        moments = np.cumsum(steps * SECOND)
        assert len(pace_of(moments, np.zeros(len(moments), np.int32)).paces) == 1


def rows_of(times: Sequence[datetime], series: str = "") -> list[str]:
    return [
        ",".join([*([series] if series else []), str(time), f"{np.sin(n / 9):.3f}"])
        for n, time in enumerate(times)
    ]


def understood_of(head: str, rows: list[str]) -> str:
    return said(understand(read_table("\n".join([head, *rows]).encode(), "a.csv")))


def times_of(moments: Sequence[int]) -> list[datetime]:
    return [BEGIN + timedelta(milliseconds=int(at)) for at in moments]


def test_what_is_absent_is_counted_by_the_pace_of_its_part():
    """Hours that become 10 minutes: an hour without a row is absent in the second part alone."""
    moments = at_paces((HOUR, 120), (HOUR // 6, 200))
    moments = np.delete(moments, range(200, 205))
    words = understood_of("time,flow", rows_of(times_of(moments)))
    assert "mostly every 10 minutes, in parts every hour" in words
    assert f"50 minutes are absent after {times_of(moments)[199]:%Y-%m-%d %H:%M}" in words
    assert "The same holds" not in words


def test_a_pace_is_said_of_the_series_that_have_it():
    rows = [row for name in "abcd" for row in rows_of(times_of(at_paces((HOUR, 60))), name)]
    assert ", every hour in each series" in understood_of("station,time,flow", rows)
    rows += rows_of(times_of(at_paces((3 * HOUR, 60))), "e")
    words = understood_of("station,time,flow", rows)
    assert ", every hour, in parts every 3 hours: " in words
    assert "absent" not in words
    chance = np.random.default_rng(1)
    uneven = times_of(np.cumsum(chance.integers(1, 200, 60)) * 600_000)
    rows[-60:] = rows_of(uneven, "e")
    assert "mostly every hour in most series: " in understood_of("station,time,flow", rows)


def test_a_weekday_of_which_half_is_there_is_not_left_out_as_a_rule():
    days = [BEGIN + timedelta(days=n) for n in range(210)]
    days = [day for n, day in enumerate(days) if day.weekday() != 4 or n // 7 % 2]
    words = understood_of("day,sleep", rows_of(days))
    assert "mostly every day: " in words
    assert "The same holds for 14 stretches of the same length" in words


def test_months_and_quarters_are_parts():
    months = np.array([np.datetime64("2001-01") + n for n in range(60)])
    quarters = np.array([np.datetime64("2006-01") + 3 * n for n in range(40)])
    days = np.r_[months, quarters].astype("datetime64[D]").astype(np.int64)
    assert (
        told(pace_of(days * DAY, np.zeros(100, np.int32))) == "every month, in parts every quarter"
    )
