"""Clocks and calendars that no name tells, and measurements that only look like some."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

BEGIN = datetime(2024, 3, 1)
ROWS = 400
WAVE = np.round(20 + 5 * np.sin(np.arange(ROWS) / 7), 2)


def of(columns: dict[str, object], step: timedelta, *answers: str, keep=None) -> Understanding:
    """Write a table without a header: a time, then the columns."""
    kept = np.arange(ROWS) if keep is None else np.flatnonzero(keep)
    cells = [np.asarray(each) for each in columns.values()]
    lines = [
        ",".join([f"{BEGIN + int(n) * step}", *(f"{each[n]:.10g}" for each in cells)]) for n in kept
    ]
    head = [",".join(["time", *columns])]
    return understand(read_table("\n".join([*head, *lines]).encode(), "a.csv"), answers)


def told(understood: Understanding) -> list[str]:
    return [f.says for f in understood.findings if f.key.startswith("clockwork")]


def test_minutes_since_a_beginning_are_a_clock_whatever_the_holes():
    since = np.r_[np.arange(150), np.arange(90), np.arange(160)]
    keep = np.random.default_rng(1).random(ROWS) < 0.7
    keep[[0, 149, 150, 239, 240]] = True
    understood = of({"x9": since, "load": WAVE}, timedelta(minutes=1), keep=keep)
    assert told(understood) == ["“x9” goes on with the time, and begins anew 2 times."]
    assert "x9" not in understood.features
    key = "clockwork:x9"
    assert "x9" in of({"x9": since, "load": WAVE}, timedelta(minutes=1), key, keep=keep).features


def test_weeks_of_a_year_that_begins_in_march_and_its_code():
    week, lines = np.arange(ROWS) // 2, ["a,b,week,route,load"]
    for n in range(ROWS):
        day = BEGIN + timedelta(weeks=int(week[n]))
        code, count = 8788 + 101 * (week[n] // 52), week[n] % 52 + 1
        lines.append(f"{code},{count},{day:%Y-%m-%d},{'PQ'[n % 2]},{WAVE[n] + n % 2}")
    understood = understand(read_table("\n".join(lines).encode(), "a.csv"))
    assert told(understood) == [
        "“a” rises by 101 each 364 days, as a calendar does.",
        "“b” goes on with the time, and begins anew 7 times.",
    ]
    assert understood.features == ("load",)


def test_a_clock_that_begins_anew_with_each_series():
    seconds = np.tile(np.round(np.arange(100) * 10.004, 3), 4)
    run = np.repeat(["a", "b", "c", "d"], 100)
    lines = [
        f"{BEGIN + timedelta(seconds=10 * n + 9000 * (n // 100))},{run[n]},{seconds[n]},{WAVE[n]}"
        for n in range(ROWS)
    ]
    understood = understand(read_table("\n".join(["time,run,s,load", *lines]).encode(), "a.csv"))
    assert understood.group == "run"
    assert understood.features == ("load",)
    assert "“s” goes on with the time, and begins anew 3 times." in said(understood)


MEASURED = {
    "flag": np.arange(ROWS) // 5 % 2,
    "waves": np.round(WAVE),
    "gusts": np.random.default_rng(4).integers(0, 3, ROWS),
    "tips": np.random.default_rng(5).poisson(1, ROWS).cumsum() % 60,
    "stock": 200 - np.arange(ROWS) % 50 * 3,
    "tariff": np.repeat([20, 21, 25, 24], 100),
    "meter": np.cumsum(np.random.default_rng(6).gamma(2, 3, ROWS)).round(1),
    "heating": np.where(np.arange(ROWS) % 40 < 30, 20, 24),
}


@pytest.mark.parametrize("name", MEASURED)
@pytest.mark.parametrize("step", [timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)])
def test_what_is_measured_is_no_clock(name, step):
    assert not told(of({name: MEASURED[name], "load": WAVE}, step))
