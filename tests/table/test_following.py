"""Rows that follow one another, and rows that are cases of their own: no window over those."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.start import start_of
from lstmviz.network.specs import TrainingSpec
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.world import times, waves


def found(lines: list[str], answers: tuple[str, ...] = ()) -> Understanding:
    return understand(read_table("\n".join(lines).encode(), "typed.csv"), answers)


def said(understood: Understanding) -> str:
    return " ".join(finding.says for finding in understood.findings)


def persons(head: str = "age,income,trust,score") -> list[str]:
    chance = np.random.default_rng(0)
    rows = chance.integers((18, 20, 1, 0), (80, 90, 6, 100), (200, 4)).tolist()
    return [head, *(",".join(map(str, row)) for row in rows)]


def test_persons_are_taken_alone_and_it_can_be_undone():
    understood = found(persons())
    assert "No column tells a time, and successive rows are no more alike than others." in said(
        understood
    )
    start = start_of(understood, OwnTable.of(understood.table), TrainingSpec())
    assert (start.rows_are, start.layout.window, start.task.horizon) == ("unordered", 1, 0)
    assert start.task.features == ("age", "income", "trust")
    undone = found(persons(), ("alone",))
    start = start_of(undone, OwnTable.of(undone.table), TrainingSpec())
    assert (start.rows_are, start.task.horizon) == ("ordered", 1)
    assert start.layout.window > 1


def test_persons_who_are_numbered_are_taken_alone_even_sorted():
    lines = [f"{n + 1},{20 + n // 9},{60 + n // 9 + n % 5}" for n in range(150)]
    understood = found(["Person ID,age,weight", *lines])
    assert "“Person ID” is another one in each row" in said(understood)
    assert (understood.horizon, understood.features) == (0, ("age",))


def test_kinds_that_stand_one_after_another_do_not_make_rows_follow():
    chance = np.random.default_rng(0)
    lines = [
        f"{chance.normal(kind, 0.3):.2f},{chance.normal(3 * kind, 0.3):.2f},{'abc'[kind]}"
        for kind in range(3)
        for _ in range(80)
    ]
    assert found(["length,width,species", *lines]).horizon == 0


def test_a_sensor_without_a_clock_is_taken_to_be_in_order_and_it_is_said():
    lines = [f"{a},{b}" for a, b in zip(waves(200, 1), waves(200, 2), strict=True)]
    understood = found(["ax,ay", *lines])
    assert "No column tells a time, but successive rows go together" in said(understood)
    assert understood.horizon == 1


def test_dates_in_no_order_sort_a_series_and_leave_cases_alone():
    chance = np.random.default_rng(0)
    order = chance.permutation(300)
    days, values = times(300, 1440, "%Y-%m-%d"), waves(300, 1)
    series = found(["date,load,wind", *(f"{days[n]},{values[n]},{n % 17}" for n in order)])
    assert series.table.row_name(0) == "2021-03-01"
    assert series.horizon == 1
    first = datetime(2019, 1, 1)
    cases = [
        f"{n + 900_000},{first + timedelta(days=int(n)):%Y-%m-%d},{a},{b}"
        for n, a, b in zip(order, *chance.integers(20, 90, (2, 300)), strict=True)
    ]
    understood = found(["patient_id,admitted,age,days", *cases])
    assert "The rows are in no order of time" in said(understood)
    assert (understood.horizon, understood.features) == (0, ("age",))


@pytest.mark.parametrize("clock", ["cycle", "minute", "Year"])
def test_a_column_that_counts_the_time_is_one(clock):
    lines = [f"{n + 1960},{n * 37 % 101},{n * 53 % 89}" for n in range(120)]
    assert "tells a time" not in said(found([f"{clock},a,b", *lines]))


def test_answers_that_come_at_uneven_times_are_taken_alone():
    chance, moment, lines = np.random.default_rng(0), datetime(2021, 3, 1), []
    for trust, score in chance.integers(1, 6, (150, 2)).tolist():
        moment += timedelta(minutes=int(chance.integers(1, 300)))
        lines.append(f"{moment},{trust},{score}")
    understood = found(["Timestamp,trust,score", *lines])
    assert "The rows come at uneven times" in said(understood)
    assert understood.horizon == 0


def test_persons_with_several_rows_each_are_series_and_their_days_alone():
    chance = np.random.default_rng(0)
    lines = [
        f"{person},{day},{chance.integers(2000, 15000)},{chance.integers(50, 80)}"
        for person in range(40)
        for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    ]
    understood = found(["participant,weekday,steps,pulse", *lines])
    assert (understood.group, understood.horizon) == ("participant", 0)
    assert understood.features == ("steps",)


def test_what_numbers_the_records_of_a_day_tells_no_series_apart():
    lines = [
        f"{day},{number},{waves(300, 1)[5 * n + number]}"
        for n, day in enumerate(times(60, 1440, "%Y-%m-%d"))
        for number in range(5)
    ]
    understood = found(["date,record,pulse", *lines])
    assert understood.group is None
    assert "Most rows share their time with the row before" in said(understood)
