"""Numbers that are the time by what they hold, and numbers that rise and are none."""

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said
from tests.table.world import times, waves

ROWS = 200
FLOW = np.round(5 + 2 * np.sin(np.arange(ROWS) / 4), 2)
PRESSURE = np.round(3 + np.cos(np.arange(ROWS) / 9), 3)


def of(head: str, *columns: np.ndarray) -> Understanding:
    """Write columns side by side and understand the table."""
    rows = "\n".join(",".join(f"{cell:.10g}" for cell in row) for row in zip(*columns, strict=True))
    return understand(read_table(f"{head}{rows}".encode(), "a.csv"))


@pytest.mark.parametrize(
    ("name", "begin", "step", "first"),
    [
        ("Uhrzeit", 44000.25, 1 / 24, "2020-06-18 06:00"),
        ("recorded", 33000.5, 1 / 96, "1990-05-07 12:00"),
        ("zuletzt", 1_600_000_200, 600, "2020-09-13 12:30:00"),
        ("seen", 1_600_000_200_000, 60_000, "2020-09-13 12:30:00"),
    ],
)
def test_what_rises_evenly_as_a_clock_does_is_the_time_wherever_it_stands(name, begin, step, first):
    time = np.round(begin + step * np.arange(ROWS), 6)
    understood = of(f"flow,{name},pressure\n", FLOW, time, PRESSURE)
    assert understood.table.row_name(0) == first
    assert understood.features == ("flow", "pressure")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("kwh", 44000.25 + np.cumsum(FLOW) / 100),
        ("volume", 1_600_000_200 + np.cumsum(np.round(100 * FLOW * PRESSURE))),
        ("order_no", 1_600_000_000 + np.arange(ROWS)),
    ],
)
def test_what_rises_otherwise_is_no_time(name, values):
    assert of(f"flow,{name},pressure\n", FLOW, values, PRESSURE).table.moments is None


def test_old_years_without_a_name_are_the_time_with_month_and_decimal_year():
    month = np.arange(ROWS)
    year = 1701 + month // 12
    decimal = np.round(1701 + (month + 0.5) / 12, 3)
    understood = of("", year, month % 12 + 1, decimal, FLOW, PRESSURE)
    assert understood.table.row_name(0) == "1701-01"
    assert (understood.group, understood.features) == (None, ("column 4", "column 5"))


def test_old_years_that_are_called_so_are_the_time():
    understood = of("rings,year,width\n", FLOW, 1200 + np.arange(ROWS), PRESSURE)
    assert understood.table.row_name(0) == "1200"


def test_a_column_that_is_what_another_leaves_of_a_whole_is_said_and_not_fed():
    taken = np.round(FLOW)
    understood = of("bikes,free,pressure\n", taken, 20 - taken, PRESSURE)
    assert "“free” is 20 minus “bikes”" in said(understood)
    assert understood.features == ("bikes", "pressure")


def test_year_day_of_the_year_month_day_hour_minute_without_names():
    """As radiation networks write it; the day of the year counts twice what month and day say."""
    shape = "%Y %-j %-m %-d %-H %-M"
    stamps = times(400, 3, shape, "2018-01-05")
    lines = [
        f" {stamp} {w:.1f} {v:.1f}"
        for stamp, w, v in zip(stamps, waves(400, 1), waves(400, 2), strict=True)
    ]
    understood = understand(read_table("\n".join(lines).encode(), "a.dat"))
    assert understood.table.row_name(399) == "2018-01-05 19:57"
    assert understood.features == ("column 7", "column 8")


def test_a_date_that_hardly_changes_is_not_the_time_where_numbers_are():
    """Of three states, newest first; when the sheet was updated stands in a column of its own."""
    days = times(100, 1440, "%Y%m%d", "2020-11-28")[::-1]
    updated = ("2021-03-05 11:00", "2020-12-05 11:00")
    lines = [
        f"{day},{state},{900 - 3 * n + k},{30 + n % 17},{updated[n > 50]}"
        for n, day in enumerate(days)
        for k, state in enumerate(("AK", "AL", "AR"))
    ]
    text = "\n".join(["date,state,positive,ill,updated", *lines])
    understood = understand(read_table(text.encode(), "a.csv"))
    assert understood.table.row_name(0) == "2020-11-28"
    assert (understood.table.label_name, understood.group) == ("date", "state")


def test_an_hour_of_one_digit_stands_behind_a_date_without_separators():
    hours = [f"20120401 {hour}:00" for hour in range(1, 24)] + ["20120402 0:00"]
    rows = "\n".join(f"{hour},{value}" for hour, value in zip(hours, FLOW, strict=False))
    table = read_table(f"stamp,flow\n{rows}\n".encode(), "a.csv")
    assert len(table.values) == len(hours)
    assert table.moments is not None
    assert (np.diff(table.moments) == 3_600_000).all()


def test_what_hardly_varies_beside_its_size_is_no_copy():
    """Places to the tenth of a millimetre: their sum never changes by a millionth of itself."""
    east, north = (
        np.round(place + np.cos(FLOW * k) / 1e7, 10) for k, place in ((3, -118.285), (7, 34.0239))
    )
    lines = [f"{n},{a:.10f},{b:.10f}" for n, (a, b) in enumerate(zip(east, north, strict=True))]
    understood = understand(read_table("\n".join(["flow,east,north", *lines]).encode(), "a"))
    assert "east" in understood.features
    assert "north" in understood.features


def test_rows_that_were_turned_round_can_be_had_as_the_file_has_them():
    """They are not sorted then: that would turn them all the same."""
    lines = [f"2024-01-{30 - n:02d},{n % 7}" for n in range(25)]
    table = read_table("\n".join(["day,load", *lines]).encode(), "a.csv")
    assert understand(table).table.row_name(0) == "2024-01-06"
    assert understand(table, {"turned"}).table.row_name(0) == "2024-01-30"
