"""Numbers that are no amounts: codes, ids, states, classes; and what counts within a series."""

import io

import numpy as np
import pytest

from lstmviz.table.reading.cells.turn import columns_in_turn
from lstmviz.table.reading.time.months import ENGLISH
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said
from tests.table.world import times, waves

ROWS = 240
CHANCE = np.random.default_rng(4)


def taken(lines: list[str], answers: tuple[str, ...] = ()) -> Understanding:
    return understand(read_table("\n".join(lines).encode(), "a.csv"), answers)


def beside(name: str, values: list[int]) -> list[str]:
    """A column beside what is measured each hour."""
    hours = times(ROWS, 60, "%Y-%m-%d %H:%M")
    load, heat = waves(ROWS, 1), waves(ROWS, 2)
    rows = zip(hours, values, heat, load, strict=True)
    return [f"time,{name},heat,load", *(",".join(map(str, row)) for row in rows)]


@pytest.mark.parametrize("name", ["CustomerID", "Postal Code", "session_id", "PTID", "zipcode"])
def test_numbers_that_name_something_are_left_out_until_undone(name):
    lines = beside(name, CHANCE.integers(100, 180, ROWS).tolist())
    understood = taken(lines)
    assert understood.features == ("heat", "load")
    assert f"By name, “{name}” holds numbers that name something: 2 is not more than 1." in said(
        understood
    )
    assert taken(lines, ("codes",)).features == (name, "heat", "load")


def test_numbers_that_name_a_kind_are_fed_until_left_out():
    lines = beside("weather_code", CHANCE.integers(0, 9, ROWS).tolist())
    assert taken(lines).features == ("weather_code", "heat", "load")
    assert taken(lines, ("kinds",)).features == ("heat", "load")


@pytest.mark.parametrize("name", ["TOTAL PATIENTS", "#Passengers", "new_customers", "house price"])
def test_how_many_persons_there_are_is_no_id(name):
    lines = beside(name, (900_000 + 311 * CHANCE.permutation(ROWS)).tolist())
    assert name in taken(lines).features


def test_a_state_of_a_machine_is_no_series():
    hours = times(ROWS, 1, "%Y-%m-%d %H:%M")
    states = [
        "BROKEN" if n == 150 else "RECOVERING" if 150 < n < 190 else "NORMAL" for n in range(ROWS)
    ]
    rows = zip(hours, waves(ROWS, 1), waves(ROWS, 2), states, strict=True)
    understood = taken(["time,a,b,machine_status", *(",".join(map(str, row)) for row in rows)])
    assert understood.group is None
    assert "absent" not in said(understood)


def test_a_number_tells_series_apart_where_a_clock_begins_anew():
    lines = ["weight,Time,Chick,Diet"]
    for chick in range(1, 31):
        for n, day in enumerate((0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 21)):
            lines.append(f"{42 + 5 * day + chick % 7 + n % 2},{day},{chick},{1 + chick // 10}")
    understood = taken(lines)
    assert (understood.group, understood.target) == ("Chick", "weight")
    assert "Diet" not in understood.features


def rows_of(steps: np.ndarray, classes: np.ndarray) -> str:
    text = io.StringIO()
    np.savetxt(text, np.column_stack([steps, classes]), delimiter=",", fmt="%.6g")
    return text.getvalue()


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_a_class_behind_the_steps_is_what_is_predicted(named, whole):
    steps = np.cumsum(CHANCE.normal(0, 20, (120, 60)), axis=1)
    classes = np.arange(120) % 5 + 1
    body = rows_of(np.round(steps) if whole else steps, classes)
    head = ",".join([*(f"X{n}" for n in range(1, 61)), "y"]) + "\n" if named else ""
    understood = understand(read_table((head + body).encode(), "a.csv"))
    assert (understood.in_turn, len(understood.features)) == (True, 60)
    assert (understood.target, understood.horizon) == ("y" if named else "column 61", 0)


def test_many_columns_that_are_called_days_are_steps_however_little_they_go_together():
    days = ",".join(f"d_{n}" for n in range(1, 201))
    rows = (f"A{n},{','.join(map(str, CHANCE.poisson(1 + n % 4, 200)))}" for n in range(60))
    understood = taken([f"id,{days}", *rows])
    assert understood.in_turn
    assert (understood.features[0], understood.target) == ("d_1", "d_200")


def test_what_is_measured_now_and_then_stays_where_all_else_counts():
    rows = [
        f"B{n // 56},{n % 56},{n},{f'{1.9 - n / 999:.3f}' if n % 2 else ''}" for n in range(168)
    ]
    understood = taken(["battery,test_id,uid,capacity", *rows])
    assert (understood.features[0], understood.target) == ("capacity", "capacity")


def test_without_a_clock_one_column_alone_is_said_to_be_in_order():
    assert "No column tells a time: the rows are taken to be in order." in said(
        taken(["load", *map(str, waves(120, 1))])
    )


@pytest.mark.parametrize("shape", ["{0}-{1:02}", "{0} {2}", "{2} {0}", "{0}{2}"])
def test_months_of_years_are_columns_in_turn(shape):
    years = [1991 + n // 12 for n in range(72)]
    names = [shape.format(ENGLISH[n % 12], y % 100, y) for n, y in enumerate(years)]
    assert columns_in_turn(["drug", *names], np.zeros((0, 73))) == tuple(range(1, 73))


def test_markers_are_no_months():
    names = [f"marker_{n:02}" for n in range(1, 13)]
    values = np.random.default_rng(1).normal(size=(50, 12))
    assert columns_in_turn(names, values) == ()


def test_what_each_household_bought_is_asked_to_be_a_series():
    rows = [f"{n // 9 + 1},{CHANCE.normal():.2f},{CHANCE.normal():.2f}" for n in range(450)]
    asked = [f for f in taken(["id,price,coupon", *rows]).findings if f.key == "blocks"]
    assert len(asked) == 1
    assert asked[0].keeps
