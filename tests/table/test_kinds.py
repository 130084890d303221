"""Numbers that are no amounts: kinds, marks, clocks that begin anew, what stands for missing."""

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

ROWS = np.arange(400)
HOURS = [f"2024-01-{1 + n // 24:02d} {n % 24:02d}:00" for n in ROWS]
FLOW = np.round(5 + 2 * np.sin(ROWS / 5) + ROWS % 3 / 10, 2)


def of(columns: dict, *answers: str, timed: bool = True) -> Understanding:
    columns = {**({"time": HOURS} if timed else {}), "flow": FLOW, **columns}
    rows = [",".join(map(str, row)) for row in zip(*columns.values(), strict=True)]
    return understand(read_table("\n".join([",".join(columns), *rows]).encode(), "a"), answers)


def found(understood: Understanding, key: str):
    return next((f for f in understood.findings if f.key == key), None)


@pytest.mark.parametrize("name", ["mode", "gear", "sleep_stage", "machine state", "I Range"])
def test_what_is_named_as_kinds_is_left_out_and_it_is_asked(name):
    columns = {name: 1 + ROWS // 40 % 4}
    understood = of(columns)
    assert found(understood, "modes").keeps
    assert understood.features == ("flow",)
    assert of(columns, "modes").features == ("flow", name)


def test_a_few_small_numbers_that_last_are_asked_about_and_fed():
    columns = {"homogeneity": 1 + ROWS // 70 % 3, "guests": ROWS % 4, "rssi": -60 - ROWS // 50}
    understood = of(columns)
    assert "“homogeneity” holds few different whole numbers." in found(understood, "few").says
    assert "homogeneity" in understood.features
    assert "homogeneity" not in of(columns, "few").features


def test_what_holds_two_values_is_said_and_one_click_leaves_all_of_it_out():
    columns = {"open": ROWS // 9 % 2, "promo": ROWS // 50 % 2}
    assert found(of(columns), "flags").says == "“open”, “promo” hold two values each."
    assert of(columns, "flags").features == ("flow",)


@pytest.mark.parametrize("name", ["sampledAt", "uptime_ms", "clock"])
def test_a_clock_that_begins_anew_is_neither_fed_nor_predicted(name):
    understood = of({name: 5000 + 1000 * (ROWS % 150)}, timed=False)
    assert f"“{name}” runs on as a clock does, with 2 new beginnings" in said(understood)
    assert (understood.features, understood.target) == (("flow",), "flow")
    assert name in understood.may_be_time


def test_a_column_that_only_rises_is_not_predicted_unasked():
    trip = np.round(np.cumsum(FLOW), 2)
    rows = "".join(f"{h},{f},{t}\n" for h, f, t in zip(HOURS, FLOW, trip, strict=True))
    understood = understand(read_table(f"time,speed,trip\n{rows}".encode(), "a"))
    assert understood.target == "speed"


@pytest.mark.parametrize("value", ["-9999.9", "-999", "99999"])
def test_a_number_for_missing_throughout_is_said(value):
    understood = of({"netir": [value] * 400, "fixed": [7] * 400})
    assert f"“netir” holds nothing but {value}, which stands for missing values" in said(understood)
    assert "“fixed” never changes" in said(understood)
    assert "netir” never" not in said(understood)


def test_series_of_which_few_rows_lack_the_name_are_series():
    rows = [
        f"2020-{1 + n % 12:02d},{'' if n == 7 and k == 0 else name},{n + k}"
        for n in range(12)
        for k, name in enumerate(("Audi", "Seat", "Fiat", "Opel", "Ford"))
    ]
    text = "\n".join(["month,make,sold", *rows])
    assert understand(read_table(text.encode(), "a")).group == "make"


def test_years_that_name_the_rows_are_the_time():
    text = "\n".join(["year,temp", *(f"{1900 + n},{n % 7 + n / 100}" for n in range(100))])
    understood = understand(read_table(text.encode(), "a"))
    assert understood.table.moments is not None
    assert "“year” counts the years, every year: 1900 … 1999." in said(understood)


def test_numbers_in_the_first_few_rows_alone_do_not_count_the_rows():
    rows = [f"{n + 1 if n < 12 else ''},{n % 7}" for n in range(366)]
    notes = read_table("\n".join(["Month,load", *rows]).encode(), "a.csv").notes
    assert not any("counts the rows" in note for note in notes)
