"""Two clocks of one table, hours that days do not have, and stamps behind a number."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

BEGIN = datetime(2016, 2, 24, 15, 28, 53)


def read(head: str, rows: list[str], *answers: str) -> Understanding:
    return understand(read_table("\n".join([head, *rows]).encode(), "a.csv"), answers)


@pytest.mark.parametrize("unit", [1.0, 1 / 60, 1000.0])
@pytest.mark.parametrize("drift", [1.0, 1.0002])
def test_of_two_clocks_the_finer_one_tells_the_steps_and_is_not_fed(unit, drift):
    rng = np.random.default_rng(3)
    passed = 60 + np.cumsum(1.0155 + rng.uniform(-0.002, 0.002, 900))
    rows = [
        f"{BEGIN + timedelta(seconds=int(p * drift)):%m/%d/%Y %H:%M:%S},{p * unit:.9f},{20 + n % 7}"
        for n, p in enumerate(passed)
    ]
    found = read("Date_Time,Test_Time,V", rows)
    assert "“Test_Time” tells the time more finely than “Date_Time”" in said(found)
    assert found.features == ("V",)
    assert found.table.row_name(0) == "02/24/2016 15:29:54"
    assert not {f.key for f in found.findings} & {"absent", "twice", "uneven"}
    coarse = read("Date_Time,Test_Time,V", rows, "time:Date_Time")
    assert "absent" in {f.key for f in coarse.findings}


def test_a_measurement_that_rises_as_the_time_does_is_no_finer_clock():
    rows = [f"{BEGIN + timedelta(seconds=n)},{1.01 * n + 0.3 * (n % 5):.3f}" for n in range(300)]
    assert "more finely" not in said(read("time,way", rows))


def hours(first: int, last: int, filler: str, days: int = 40, parts: int = 24) -> list[str]:
    lines = []
    for day in range(days):
        date = datetime(2010, 10, 1) + timedelta(days=day)
        for part in range(first, last + 1):
            real = part - first < parts or date == datetime(2010, 10, 31)
            cells = f"{4000 + part * 31 % 700 + day},{part % 5}" if real else filler
            lines.append(f"{date:%Y-%m-%d},{part},7,{cells}")
    return lines


@pytest.mark.parametrize(
    ("last", "parts", "filler", "step"),
    [
        (25, 24, "0,0", "every hour"),
        (25, 24, ",", "every hour"),
        (25, 24, "0,", "every hour"),
        (50, 48, "0,0", "every 30 minutes"),
        (100, 96, "0,0", "every 15 minutes"),
    ],
)
def test_rows_of_an_hour_that_days_do_not_have_are_left_out_and_said(last, parts, filler, step):
    more = last - parts
    found = read("date,period,zone,load,kind", hours(1, last, filler, parts=parts))
    assert len(found.table.values) == 40 * parts + more
    assert f"{39 * more} rows beyond {parts} hold only 0 or nothing" in said(found)
    assert step in said(found)
    assert found.table.values[:, found.table.columns.index("load")].min() > 0
    kept = read("date,period,zone,load,kind", hours(1, last, filler, parts=parts), "fillers")
    assert not next(f for f in kept.findings if f.key == "fillers").done


def test_an_hour_too_many_that_was_measured_is_kept():
    rows = hours(1, 25, "4100,3")
    found = read("date,period,zone,load,kind", rows)
    assert len(found.table.values) == len(rows)
    assert "hold only 0" not in said(found)


@pytest.mark.parametrize("device", ["01", "7", "12"])
def test_a_date_behind_the_number_of_a_device_is_no_count_of_milliseconds(device):
    rows = []
    for n in range(400):
        time = BEGIN + timedelta(hours=n)
        rows.append(f"{device}{time:%Y%m%d}2310,{device}{time:%Y%m%d%H},{20 + n % 9}.5")
    found = understand(read_table("\n".join(rows).encode(), "a.txt"))
    assert "since 1970" not in said(found)
    assert "“column 2” is a time, written YYYYMMDDHH, every hour" in said(found)
    assert found.features == ("column 3",)


def test_a_code_that_rises_in_one_series_of_many_is_no_calendar():
    rows = [
        f"{place},{datetime(2024, 3, 1) + timedelta(days=day):%Y-%m-%d},"
        f"{500 + place * 9 + (place == 3) * 101 * (day // 25)},{20 + (day * 7 + place) % 11}"
        for place in range(12)
        for day in range(120)
    ]
    found = read("station,date,x7,load", rows)
    assert found.group == "station"
    assert "as a calendar does" not in said(found)
