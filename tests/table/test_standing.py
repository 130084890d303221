"""Steps and ages that tell the time of series without a calendar; and what may tell series."""

import itertools
import math
from collections.abc import Sequence

import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

AGES = (118, 484, 664, 1004, 1231, 1372, 1582)


def of(head: str, rows: Sequence[Sequence[object]]) -> Understanding:
    """Understand rows with a measurement behind each."""
    lines = [
        ",".join(map(str, (*row, round(9 * math.sin(n * n % 41) + n % 7, 3))))
        for n, row in enumerate(rows)
    ]
    return understand(read_table("\n".join([f"{head},flow", *lines]).encode(), "a.csv"))


@pytest.mark.parametrize(
    ("clock", "series", "names"),
    [
        ("timestep", "location", range(12)),
        ("step", "node", range(5)),
        ("frame", "joint", range(1, 7)),
        ("round", "sensor_id", (17, 23, 99)),
        ("tick", "station", ("north", "south", "west")),
        ("t", "cell", "abcd"),
        ("Timestamp", "cell", "abcd"),
    ],
)
@pytest.mark.parametrize("lost", [0, 9])
def test_a_clock_that_stands_while_series_take_turns_is_the_time(clock, series, names, lost):
    rows = [row for n, row in enumerate(itertools.product(range(60), names)) if n % 17 or not lost]
    understood = of(f"{clock},{series}", rows)
    assert (understood.times, understood.group) == ((clock,), series)
    assert understood.features == ("flow",)
    assert "in steps of 1" in said(understood)
    assert clock not in understood.may_be_series


def walks(walkers: int) -> list[tuple[int, int]]:
    """Give frames with those who walk in them: each comes, stays for a while, and is gone."""
    stays = ((p, 14 + p * 7 % 20) for p in range(walkers))
    return sorted((10 * (5 * p + 25 * (p > 0) + n), p) for p, stay in stays for n in range(stay))


@pytest.mark.parametrize("head", ["frame,pedestrian", "column 1,column 2", "frame,track_id"])
def test_series_may_come_and_go_while_a_clock_stands(head):
    understood = of(head, walks(40))
    clock, series = head.split(",")
    assert (understood.times, understood.group) == ((clock,), series)
    assert f"“{series}” tells 40 series apart, which take turns" in said(understood)
    assert understood.features == ("flow",)


def test_units_and_cycles_without_names_are_not_turned_round():
    understood = of("column 1,column 2", [(u, n) for u in range(1, 9) for n in range(1, 40 + u)])
    assert understood.group == "column 1"
    assert not understood.times


def test_steps_that_stand_for_as_many_rows_each_are_the_time_whoever_takes_turns():
    understood = of("timestep", [(n // 12,) for n in range(480)])
    assert understood.times == ("timestep",)
    assert "440 rows have the same time as the row before" in said(understood)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("cycle,point", list(itertools.product(range(20), range(30)))),
        ("room,day", list(itertools.product(range(20), range(30)))),
        ("level", [(n // 12,) for n in range(480)]),
        ("dose,temp", [(n // 12, n * 5 % 13) for n in range(480)]),
    ],
)
def test_what_stands_for_some_rows_is_no_time_by_that_alone(head, rows):
    assert not set(head.split(",")[:1]) & set(of(head, rows).times)


@pytest.mark.parametrize(
    ("head", "names", "same"),
    [
        ("Tree,age", range(1, 6), AGES),
        ("Rat,conc", range(1, 9), (0.5, 1, 2, 4, 8, 16)),
        ("Batch,depth", (3, 8, 9, 11), range(0, 500, 20)),
        ("Sort,lux", "ABC", AGES),
    ],
)
def test_series_are_what_the_same_numbers_rise_in(head, names, same):
    understood = of(head, list(itertools.product(names, same)))
    assert understood.group == head.split(",")[0]
    assert f"tells {len(names)} series apart, which stand one after another" in said(understood)


def test_numbers_are_offered_as_series_where_they_stay_or_come_again():
    rows = [
        (f"2024-01-{1 + n // 48:02} {n // 2 % 24:02}:{n % 2 * 30:02}", n // 30, n * n % 9, n % 5)
        for n in range(480)
    ]
    offered = of("time,phase,guests,stars", rows).may_be_series
    assert offered == ("phase",)
    turns = [(n, n % 4, n * n // 3 % 11) for n in range(200)]
    assert of("reading,channel,guests", turns).may_be_series == ("channel",)


@pytest.mark.parametrize("name", ["yearID", "seasonYear", "yr_id", "Season"])
@pytest.mark.parametrize("twice", [0, 5])
def test_years_of_players_are_the_time_and_which_team_of_a_year_is_no_month(name, twice):
    rows = [
        (f"play{p}", 1950 + 7 * p % 31 + year, team)
        for p in range(20)
        for year in range(6 + p % 5)
        for team in range(1, 3 if twice and (p + year) % 12 == twice else 2)
    ]
    understood = of(f"player,{name},stint", rows)
    assert understood.times == (name,)
    assert len(understood.table.row_name(0)) == 4
    assert name not in understood.features


@pytest.mark.parametrize("parts", [12, 4, 2])
def test_parts_of_years_without_names_are_joined(parts):
    rows = [f"{1990 + n // parts},{n % parts + 1},{n * n % 41}.5" for n in range(20 * parts)]
    understood = understand(read_table("\n".join(["a,b,c", *rows]).encode(), "a.csv"))
    assert understood.times == ("a", "b")
