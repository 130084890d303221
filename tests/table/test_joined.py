"""Cells that were joined, parted or added: years down a column, halves of a day, yearly sums."""

import calendar
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import understand
from tests.table.test_understanding import said

GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"


def years(months: Sequence[str], total: str, above: bool = False, every: int = 12) -> list[str]:
    """Write ten years of months, the year only in the first row of each, with sums among them."""
    lines = []
    for year in range(2014, 2024):
        rows = [f"{month},{500 + n * year % 97},{90 + n}" for n, month in enumerate(months)]
        for at in range(12, 0, -every) if total else ():
            rows.insert(0 if above else at, f"{total.format(year)},7000,1200")
        lines += [f"{year},{rows[0]}", *(f",{row}" for row in rows[1:])]
    return lines


def read(lines: Sequence[str], head: str = "Year,Month,home,away"):
    return understand(read_table("\n".join([head, *lines]).encode(), "a.csv"))


@pytest.mark.parametrize(
    ("months", "total", "above", "every"),
    [
        (list(calendar.month_name)[1:], "Total {}", False, 12),
        (list(calendar.month_abbr)[1:], "Annual", False, 12),
        (GERMAN.split(), "Jahr {} gesamt", False, 12),
        (list(calendar.month_name)[1:], "Year", True, 12),
        (list(calendar.month_abbr)[1:], "quarter", False, 3),
        (list(calendar.month_name)[1:], "", False, 12),
    ],
)
def test_years_are_carried_down_and_sums_among_months_left_out(months, total, above, every):
    understood = read(years(months, total, above, every))
    table = understood.table
    assert (len(table.values), table.row_name(0), table.row_name(119)) == (
        (120, "2014-01", "2023-12")
    )
    assert "every month" in said(understood)
    left = 10 * 12 // every * bool(total)
    assert (f"Left out: {left} rows among the others" in said(understood)) == bool(total)


def test_years_are_carried_down_no_further_than_the_table_goes():
    below = [",,,", "p = provisional,,,"]
    understood = read([*years(list(calendar.month_name)[1:], ""), *below])
    assert len(understood.table.values) == 120
    assert "1 line of text below the table" in said(understood)


@pytest.mark.parametrize("daily", [lambda day: 10 * day + 5, lambda day: day % 3])
def test_what_is_measured_once_a_day_is_not_carried_down(daily):
    rows = [
        f"{daily(day) if not hour else ''},{hour},{day * hour % 17}.5"
        for day in range(20)
        for hour in range(24)
    ]
    assert "carried down" not in said(read(rows, "reading,hour,temp"))


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("{h}:{m:02}:01,{half}", "12:00:01 AM", "11:50:01 PM"),
        ("2024-03-11,{h}:{m:02},{half}", "2024-03-11 12:00 AM", "2024-03-11 11:50 PM"),
        ("{h:02}:{m:02},{small}", "12:00 am", "11:50 pm"),
        ("{h:02}:{m:02},{dots}", "12:00 a.m.", "11:50 p.m."),
    ],
)
def test_the_half_of_a_day_joins_the_time_beside_it(time, first, last):
    rows = []
    for n in range(144):
        hour, minute = divmod(10 * n, 60)
        half = "AM" if hour < 12 else "PM"
        small, dots = half.lower(), f"{half[0].lower()}.m."
        at = time.format(h=(hour - 1) % 12 + 1, m=minute, half=half, small=small, dots=dots)
        rows.append(f"{at},{n % 7}.5,{n % 5}")
    understood = read(rows, "day,time,half,a,b"[4 * ("2024" not in time) :])
    table = understood.table
    assert (table.row_name(0), table.row_name(143)) == (first, last)
    assert "every 10 minutes" in said(understood)
    assert understood.features == ("a", "b")


def test_what_lies_below_a_limit_is_said_beside_few_numbers_too():
    rows = [f"{n},{'<1' if n % 5 > 1 else n % 5 + 1},{n * 7 % 11}" for n in range(60)]
    understood = read(rows, "week,searches,others")
    assert "holds marks in 36 rows, such as “<1”, below what can be measured" in said(understood)


@pytest.mark.parametrize("word", ["Q{}", "Quarter {}", "{}Q", "{}. Quartal", "T{}"])
@pytest.mark.parametrize("total", ["Total", "Year", ""])
def test_quarters_are_times_and_sums_among_them_left_out(word, total):
    lines = []
    for year in range(2005, 2023):
        rows = [f"{word.format(n)},{90 + n * year % 37},{n}.5" for n in range(1, 5)]
        rows += [f"{total},400,10"] * bool(total)
        lines += [f"{year},{rows[0]}", *(f",{row}" for row in rows[1:])]
    understood = read(lines, "Year,Quarter,home,away")
    assert len(understood.table.values) == 72
    assert "every quarter" in said(understood)
    assert understood.features == ("home", "away")


def test_hours_up_to_twelve_and_the_half_of_the_day_are_one_clock():
    rows = [
        f"2024-01-{1 + n // 24:02},{(n % 24 - 1) % 12 + 1},{'ap'[n % 24 // 12]}m,{n * n % 41}"
        for n in range(240)
    ]
    understood = read(rows, "date,hour,half,load")
    table = understood.table
    assert (table.row_name(0), table.row_name(239)) == ("2024-01-01 00:00", "2024-01-10 23:00")
    assert (understood.features, understood.group) == (("load",), None)


@pytest.mark.parametrize(
    ("write", "step"),
    [
        (lambda n: f"{n // 60:02}:{n % 60:02}", "every second"),
        (lambda n: f"0:{n // 40:02}.{n % 40 * 25:03}", "every 25 ms"),
        (lambda n: f"{25 + n // 60}:{n % 60:02}:00", "every minute"),
    ],
)
def test_durations_that_go_on_are_the_time(write, step):
    understood = read([f"{write(n)},{n % 7}.5,{n % 5}" for n in range(2000)], "elapsed,a,b")
    assert f"“elapsed” holds durations, {step}" in said(understood)
    assert understood.features == ("a", "b")
    laps = [f"{30 + n * 7 % 13}:{n % 60:02},{n % 7}.5,{n % 5}" for n in range(200)]
    assert read(laps, "lap,a,b").table.moments is None


def test_hours_that_are_written_as_text_are_neither_quarters_nor_sums():
    rows = [f"2024-01-{1 + n // 24:02},{n % 24 + 1},{n * n % 41}" for n in range(144)]
    rows[50:50] = ["2024-01-03,hour,load"]
    table = read(rows, "date,hour,load").table
    assert len(table.values) >= 144
    words = ["Q1", "Q2", "Q3", "Q4", "spring", "summer", "autumn", "winter", "rest"]
    rows = [f"{n},{words[n % 9]},{n * n % 41}" for n in range(90)]
    assert len(read(rows, "n,part,load").table.values) == 90


@pytest.mark.parametrize("parts", [2, 4, 12])
@pytest.mark.parametrize("places", ["a", "abc"])
def test_intervals_of_hours_that_end_are_joined_to_dates(parts, places):
    begin, step = datetime(2022, 1, 1), timedelta(minutes=60 // parts)
    rows = [
        f"{t:%m/%d/%Y},{t.hour + 1},{t.minute * parts // 60 + 1},HB_{place},{30 + n % 7 + k}.25"
        for n in range(40 * parts)
        for k, place in enumerate(places)
        for t in (begin + n * step,)
    ]
    text = "\n".join(["DeliveryDate,DeliveryHour,DeliveryInterval,Point,Price", *rows])
    understood = understand(read_table(text.encode(), "a.csv"))
    assert (understood.features, understood.target) == (("Price",), "Price")
    assert understood.group == ("Point" if len(places) > 1 else None)
    assert understood.table.row_name(1).endswith(f"01:{60 // parts:02}")
