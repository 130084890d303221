"""Which rows belong together: series told by text, years, clocks and counters of their own."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

BEGIN = datetime(2024, 1, 1)
SKIES = ("sun", "rain", "fog")


def taken(lines: Iterable[str], name: str = "a.csv") -> Understanding:
    return understand(read_table("\n".join(lines).encode(), name))


def series_of(understood: Understanding) -> int:
    group = understood.group
    return 0 if group is None else len(set(understood.table.groups[group].tolist()))


def houses(begins: Iterable[int]) -> list[str]:
    """Three houses one below another, of two tariffs; days on which each begins."""
    lines = ["house,tariff,time,kwh"]
    for name, tariff, day in zip("abc", ("Std", "ToU", "Std"), begins, strict=True):
        for n in range(96):
            time = BEGIN + timedelta(days=day, minutes=30 * n)
            lines.append(f"{name},{tariff},{time},{(7 * n + day) % 31 / 10}")
    return lines


@pytest.mark.parametrize("begins", [(9, 1, 20), (1, 9, 2), (0, 1, 2), (4, 4, 4), (30, 2, 60)])
def test_of_several_texts_that_tells_series_within_which_time_goes_on(begins):
    understood = taken(houses(begins))
    assert (understood.group, series_of(understood)) == ("house", 3)


def test_one_series_out_of_order_is_not_cut_into_series():
    times = [BEGIN + timedelta(hours=n) for n in range(200)]
    rows = [f"{time},{'abcd'[n // 50]},{n % 24}" for n, time in enumerate(times)]
    understood = taken(["time,shift,load", *rows[50:100], *rows[:50], *rows[100:]])
    assert understood.group is None
    assert "1 step goes back in time." in said(understood)


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("stacked", [False, True])
def test_years_of_several_countries_are_the_time_and_one_date_in_all_rows_is_not(
    newest_first, stacked
):
    rows = [
        (name, f"{name},{code},{year},{year == 2023},{(7 * year + k) % 31},2024-05-01")
        for year in range(1990, 2024)
        for k, (name, code) in enumerate((("Peru", "PER"), ("Ghana", "GHA"), ("Japan", "JPN")))
    ]
    rows = rows[::-1] if newest_first else rows
    rows = sorted(rows, key=lambda row: row[0]) if stacked else rows
    understood = taken(["Country,Code,Period,latest,rate,modified", *(row for _, row in rows)])
    assert understood.table.row_name(0) == "1990"
    assert (understood.group, series_of(understood)) == ("Country", 3)
    assert understood.features == ("rate",)
    assert "“latest” changes in the newest rows alone: not fed." in said(understood)
    assert "“modified” holds dates: left out" in said(understood)


def test_devices_with_clocks_and_counters_of_their_own_are_series():
    lines = []
    for n in range(120):
        for name, first, late in (("a", 5100, 0), ("b", 870, 1500)):
            record = {"at": 1706745600000 + 60_000 * n + late, "seq": first + n, "name": name}
            lines.append(json.dumps(record | {"payload": {"flow": n % 9 / 2, "ok": "yes"}}))
    lines[20], lines[21] = lines[21], lines[20]
    understood = taken(lines, "a.jsonl")
    assert (understood.group, series_of(understood)) == ("name", 2)
    assert understood.features == ("payload.flow",)
    assert understood.table.values[:3, -1].tolist() == [0, 0.5, 1]


def test_a_series_of_one_row_beside_others_with_clocks_of_their_own_does_not_matter():
    times = [BEGIN + timedelta(seconds=60 * n + late) for n in range(40) for late in (0, 7)]
    rows = [f"{time},{'ab'[n % 2]},{n % 9}" for n, time in enumerate(times)]
    rows.append(f"{times[-1] + timedelta(seconds=11)},c,4")
    assert series_of(taken(["time,who,flow", *rows])) == 3


def test_words_beside_an_even_clock_are_no_series():
    rows = [f"{BEGIN + timedelta(hours=n)},{SKIES[n * n % 3]},{n % 24}" for n in range(90)]
    assert taken(["time,sky,temp", *rows]).group is None


def test_of_numbers_the_id_tells_series_and_their_counter_is_not_predicted():
    rows = [f"{30 + k},{n % 7},{n + 1},{400 + k}" for k in range(5) for n in range(40)]
    understood = taken(["Age,Puls,RowsOfStay,Subject_ID", *rows])
    assert (understood.group, understood.target) == ("Subject_ID", "Puls")


def test_a_day_that_is_absent_in_each_series_is_no_shorter_stretch():
    rows = [
        f"{BEGIN.date() + timedelta(days=n)},{shop},{(n * n + k) % 13}"
        for n in range(60)
        for k, shop in enumerate(("north", "south", "west"))
        if n != 30
    ]
    assert "The same holds for 2 stretches of the same length, counted in each series." in said(
        taken(["day,shop,sold", *rows])
    )


def test_store_and_family_tell_series_and_no_number_that_differs_by_chance():
    lines = ["date,store_nbr,family,sales,onpromotion"]
    for n in range(100):
        day = BEGIN + timedelta(days=n)
        for k, (store, family) in enumerate(
            ((1, "Cars"), (1, "Baby"), (1, "Beauty"), (2, "Cars"), (2, "Baby"))
        ):
            lines.append(
                f"{day},{store},{family},{3 + (5 * n + k) * 7 % 11}.5,{(5 * n + k) * 3 % 5}"
            )
    assert taken(lines).group in ("store_nbr family", "family store_nbr")


def places(lost: int, one_by_one: bool) -> list[str]:
    """Give hours at points of a grid, or at stations that each have a latitude of their own."""
    points = [(48.5 + 0.25 * y, 11.25 + 0.25 * x) for y in range(2) for x in range(3)]
    points = [(a + 0.01 * n, b) for n, (a, b) in enumerate(points)] if one_by_one else points
    return [
        f"2023-07-{1 + h // 24:02} {h % 24:02}:00,{a},{b},{(h * h + n) % 41}.5,{h * n % 13}"
        for h in range(120)
        for n, (a, b) in enumerate(points)
        if (h + n) % 11 or not lost
    ]


@pytest.mark.parametrize("lost", [0, 1])
@pytest.mark.parametrize("one_by_one", [False, True])
@pytest.mark.parametrize("names", ["latitude,longitude", "y,x", "a,b"])
def test_places_by_their_coordinates_tell_series(names, one_by_one, lost):
    understood = taken([f"valid_time,{names},t2m,tp", *places(lost, one_by_one)])
    first, second = names.split(",")
    assert understood.group == (first if one_by_one else f"{first} {second}")
    assert series_of(understood) == 6
    assert understood.features == ("t2m", "tp")


def test_numbers_with_decimals_that_were_measured_tell_no_series():
    rows = [f"2023-07-{1 + h // 24:02} {h % 24:02}:00,{h * 7 % 9 / 2},{n * h % 8 / 4}" for h in
            range(240) for n in range(2)]  # fmt: skip
    assert taken(["time,level,flow", *rows]).group is None


def test_words_beside_the_first_rows_alone_tell_no_series():
    words = ["Record Length", "Sample Interval", "Trigger Point", "Source", "Vertical Units"]
    rows = [f"{w},{n - 50},{n * n % 41}.5" for n, w in enumerate([*words, *[""] * 300])]
    understood = taken(rows)
    assert understood.group is None
    assert not [f for f in understood.findings if f.key == "series"]


@pytest.mark.parametrize(("name", "ships"), [("MMSI", (36711, 36755, 23811)), ("ship", "abc")])
@pytest.mark.parametrize("goes", [True, False])
def test_ships_that_report_at_uneven_times_are_asked_to_be_series(name, ships, goes):
    chance = np.random.default_rng(4)
    sent = sorted(
        (int(at), k, n)
        for k in range(3)
        for n, at in enumerate(chance.choice([60, 61, 70, 180], 120).cumsum())
    )
    noise = chance.normal(30, 5, (len(sent), 2)).round(2).tolist()
    rows = [
        f"{BEGIN + timedelta(seconds=at)},{ships[k]},{29 + 5 * k + n / 1000 if goes else a},{b}"
        for (at, k, n), (a, b) in zip(sent, noise, strict=True)
    ]
    asked = [f for f in taken([f"time,{name},lat,speed", *rows]).findings if f.key == "series"]
    assert [(f.done, bool(f.keeps)) for f in asked] == [(False, True)] * goes
    even = [f"{BEGIN + timedelta(hours=n)},{row.partition(',')[2]}" for n, row in enumerate(rows)]
    assert taken([f"time,{name},lat,speed", *even]).group is None


@pytest.mark.parametrize("name", ["frame", "timestamp_ms", "minute"])
@pytest.mark.parametrize("late", [0, 40])
def test_a_count_that_begins_elsewhere_in_each_series_is_no_age(name, late):
    rows = [
        f"{p},{late * p + n + 1},{n * n % 41}.5,{n * p % 13}"
        for p in range(1, 9)
        for n in range(60)
    ]
    understood = taken([f"track_id,{name},x,y", *rows])
    assert understood.group == "track_id"
    assert (name in understood.features) == (not late)
