"""Habits of public files: clocks of several units, weeks of an office, nines, marks, an index."""

import io
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.start import start_of
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.table.tables import Table, TableError, read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said
from tests.table.world import waves

BEGIN = datetime(2021, 3, 1)


def read(*lines: str) -> Table:
    return read_table("\n".join(lines).encode(), "a.csv")


def of(head: str, rows: list[tuple]) -> Understanding:
    return understand(read(head, *(",".join(map(str, row)) for row in rows)))


def hours(count: int) -> list[datetime]:
    return [BEGIN + timedelta(hours=n) for n in range(count)]


@pytest.mark.parametrize("dated", [True, False])
def test_a_clock_in_seconds_and_then_in_milliseconds_is_one_clock(dated):
    """As of a file that its maker wrote in seconds at first."""
    stamps = [int(at.timestamp()) * (1 if n < 80 else 1000) for n, at in enumerate(hours(200))]
    flow = waves(200, 1)
    rows = [
        (s, *[f"{d:%Y-%m-%d %H:%M}"] * dated, x)
        for s, d, x in zip(stamps, hours(200), flow, strict=True)
    ]
    understood = of(f"unix,{'date,' * dated}flow", rows)
    assert understood.features == ("flow",)
    assert "every hour: 2021-03-01" in said(understood)
    assert (
        "“unix” counts milliseconds, seconds in 80 rows since 1970" in said(understood)
    ) != dated


def test_seconds_since_1904_are_no_year_2091():
    rows = [(3_839_000_000 + 60 * n, x) for n, x in enumerate(waves(100, 1))]
    understood = of("Time Stamp (sec),field", rows)
    assert "1970" not in said(understood)
    assert "“Time Stamp” runs on as a clock does, in steps of 60" in said(understood)


@pytest.mark.parametrize(
    ("weeks", "first", "how"),
    [
        # 2003 and 2008 have a 53rd week from Sunday on, 2004 and 2009 one from Monday on.
        ({2002: 52, 2003: 53, 2004: 52, 2005: 52}, "2001-12-30", "weeks from Sunday on"),
        ({2003: 52, 2004: 53, 2005: 52, 2006: 52}, "2002-12-30", "weeks as in ISO 8601"),
        ({2001: 53, 2002: 53, 2003: 53, 2004: 53}, "2001-01-01", "weeks from 1 January on"),
    ],
)
@pytest.mark.parametrize("joined", [True, False])
def test_the_53rd_weeks_tell_how_weeks_are_counted(weeks, first, how, joined):
    parts = [(year, week) for year, last in weeks.items() for week in range(1, last + 1)]
    rows = [
        (*([y * 100 + w] if joined else (y, w)), x)
        for (y, w), x in zip(parts, waves(300, 1), strict=False)
    ]
    understood = of("yearweek,cases" if joined else "YEAR,WEEK,cases", rows)
    assert understood.features == ("cases",)
    assert f"{how}, " in said(understood)
    assert understood.table.row_name(0) == first


def test_a_week_is_no_day_of_the_year():
    rows = [(1990 + n // 60, n % 60 + 1, x) for n, x in enumerate(waves(300, 1))]
    assert understand(read("year,week no,cases", *(",".join(map(str, r)) for r in rows))).times != (
        "year",
        "week no",
    )


def test_nines_of_one_cell_are_missing_where_other_columns_have_nines():
    """Else a single one is asked about."""
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", 999.0 if n in (5, 6, 50) else x, 9999.0 if n == 70 else 1000 + y)
        for n, (at, x, y) in enumerate(zip(hours(200), waves(200, 1), waves(200, 2), strict=False))
    ]
    understood = of("time,temp,pressure", rows)
    assert "999, 9999 stand in 4 cells of “temp”, “pressure”" in said(understood)
    assert not [f for f in understood.findings if f.keeps]
    alone = of("time,temp,pressure", [(a, x if x != 999 else 7, p) for a, x, p in rows])
    assert [f.key for f in alone.findings if f.keeps] == ["missing:pressure"]


def test_comment_lines_that_name_the_columns_are_not_left_out():
    body = [f"{at:%Y %m %d %H}  {x}" for at, x in zip(hours(60), waves(60, 1), strict=False)]
    named = read("#YY MM DD hh WSPD", "#yr mo dy hr m/s", *body)
    assert named.columns[-1] == "WSPD"
    assert not any("comment" in note for note in named.notes)
    more = read("# a buoy", "#YY MM DD hh WSPD", "#yr mo dy hr m/s", *body)
    assert "Left out: 1 comment line." in more.notes


def test_a_class_of_minus_one_and_one_is_not_asked_about():
    rows = [((-1, 1)[n % 3 > 0], *np.sin(np.arange(40) / 5 + n).round(3)) for n in range(60)]
    understood = understand(read(*("\t".join(map(str, row)) for row in rows)))
    assert understood.aim.why == "it holds classes"
    assert not [f for f in understood.findings if f.keeps]


def test_the_index_of_a_frame_stands_first_where_it_was_written_last():
    index = pd.date_range("2019-03-20", periods=400, freq="h", name="utc")
    frame = pd.DataFrame(
        {"local": index.tz_localize("UTC").tz_convert("Europe/Berlin").astype(str)}
    )
    frame["load"] = waves(400, 1)
    frame.index = index
    target = io.BytesIO()
    frame.to_parquet(target)
    understood = understand(read_table(target.getvalue(), "a.parquet"))
    assert understood.table.label_name == "utc"
    assert "every hour: 2019-03-20 00:00" in said(understood)


def test_nd_is_not_said_to_be_below_what_can_be_measured():
    cells = ["n.d." if n in (7, 40) else x for n, x in enumerate(waves(120, 1))]
    table = read("day,copper", *(f"{n},{cell}" for n, cell in enumerate(cells)))
    note = next(note for note in table.notes if "n.d." in note)
    assert "below" not in note
    assert "nothing was found, or none is known: read as missing" in note


def test_hours_are_told_in_hours_where_they_are_no_whole_days():
    rows = [(f"{at:%Y-%m-%d %H:%M}", x) for at, x in zip(hours(200), waves(200, 1), strict=False)]
    del rows[50:76]
    assert "26 hours are absent after 2021-03-03 01:00" in said(of("time,flow", rows))


def test_a_guessed_target_is_not_called_the_last_column():
    chance = np.random.default_rng(1)
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", x, round(chance.normal(), 2))
        for at, x in zip(hours(200), waves(200, 1), strict=False)
    ]
    understood = of("time,a,b", rows)
    assert understood.target == "a"
    assert "last" not in understood.aim.why
    assert not understood.aim.sure


def test_names_of_what_people_predict_are_known_in_other_languages():
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", *cells)
        for at, *cells in zip(hours(200), *(waves(200, s) for s in range(3)), strict=False)
    ]
    assert of("heure,Consommation (kWh),Dépense,Température", rows).target == "Consommation"
    assert of("fecha,humedad,Precio medio,temperatura", rows).target == "Precio medio"


def test_a_text_that_parts_the_few_rows_of_one_time_is_asked_about():
    """Two auctions on some days, a day's sum among its hours: few, but no accident."""
    rows = []
    for n, x in enumerate(waves(600, 1)):
        day = f"{BEGIN + timedelta(days=n):%Y-%m-%d}"
        rows.append((day, "first", ("north", "south")[n % 3 > 1], x))
        rows += [(day, "second", ("north", "south")[n % 3 > 1], x + 9)] * (n % 50 == 7)
    understood = of("date,auction,place,kilos", rows)
    asked = next(f for f in understood.findings if f.key == "series")
    assert "“auction” may tell 2 series apart, but only 12 of 600 times have more" in asked.says
    assert (understood.group, asked.done) == (None, False)
    answered = understand(
        read("date,auction,place,kilos", *(",".join(map(str, r)) for r in rows)), ("series",)
    )
    assert answered.group == "auction"
    weather = [("rain", "snow", "fog")[(n * n + n // 7) % 3] for n in range(len(rows))]
    for n in np.flatnonzero([row[1] == "second" for row in rows]):
        weather[n] = "snow" if weather[n - 1] == "rain" else "rain"
    states = [(day, word, x) for (day, *_, x), word in zip(rows, weather, strict=True)]
    assert not [f for f in of("date,weather,kilos", states).findings if f.key == "series"]
    alike = of("date,auction,place,kilos", [(d, "first", p, x) for d, _, p, x in rows])
    assert not [f for f in alike.findings if f.key == "series"]


def test_a_year_of_which_each_team_has_a_row_is_the_time():
    rows = [
        (year, ("AL", "NL")[k % 2], team, round(50 + 9 * np.sin(year + k), 1))
        for year in range(1960, 2000)
        for k, team in enumerate(("BOS", "CHN", "PHI", "CIN", "STL"))
        if year > 1960 + 4 * k
    ]
    for name in ("yearID", "Season", "SeasonYear"):
        understood = of(f"{name},lgID,teamID,W", rows)
        assert (understood.times, understood.group) == ((name,), "teamID")
        assert understood.features == ("W",)


@pytest.mark.parametrize(("years", "by_year"), [(2, True), (3, True), (3, False)])
def test_series_of_a_few_rows_are_series_where_nothing_doubts_it(years, by_year):
    level = waves(60, 1, 9, 40)
    rows = [
        (2001 + y, f"firm{n}", level[n] + y, round(2 * level[n] + n % 3, 2))
        for n in range(60)
        for y in range(years)
    ]
    rows.sort(key=lambda row: row[0] if by_year else 0)
    understood = of("year,firm,invest,worth", rows)
    assert (understood.group, understood.times) == ("firm", ("year",))
    visits = of("visit,subject,score,weight", [(y - 2000, int(f[4:]), *r) for y, f, *r in rows])
    assert visits.group == ("subject" if not by_year else visits.group)
    assert "subject" not in visits.features or by_year


def test_whose_a_row_is_is_asked_about_where_the_time_goes_on():
    rows = [
        (f"P{n}", f"{BEGIN + timedelta(days=30 * n + 7 * (n % 2) + 6 * k):%Y-%m-%d}", x)
        for n in range(40)
        for k, x in enumerate(waves(4 + n % 3, n))
    ]
    rows[1], rows[2] = rows[2], rows[1]
    understood = of("patient,date,score", rows)
    asked = next(f for f in understood.findings if f.key == "series")
    assert asked.keeps
    assert "does not begin anew where it changes. Are these series?" in asked.says


@pytest.mark.parametrize(("rows_each", "part"), [(4, 0.4), (5, 0.4), (7, 0.3), (40, 0.2)])
def test_so_much_validates_that_some_sample_does(rows_each, part):
    rows = [
        (f"s{s}", 1980 + y, x, z)
        for s in range(30)
        for y, (x, z) in enumerate(zip(waves(40, s), waves(40, s + 99), strict=True))
        if y < rows_each
    ]
    understood = of("state,year,a,b", rows)
    start = start_of(understood, OwnTable.of(understood.table), TrainingSpec())
    assert start.task.validation_fraction == part
    assert make_dataset(understood.table, start.layout, start.task).counts.validation >= 30


@pytest.mark.parametrize("stamp", ["23:59", "00:00"])
def test_rows_of_days_among_hours_are_left_out_where_nothing_of_the_hours_is_in_them(stamp):
    rows = []
    for n, (at, x) in enumerate(zip(hours(480), waves(480, 1), strict=True)):
        if at.hour == 0 and stamp == "00:00":
            rows.append((f"{at:%Y-%m-%d %H:%M}", "day", "", n))
        rows.append((f"{at:%Y-%m-%d %H:%M}", "hour", x, ""))
        if at.hour == 23 and stamp == "23:59":
            rows.append((f"{at:%Y-%m-%d} 23:59", "day", "", n))
    understood = of("time,kind,temp,rain of the day", rows)
    assert len(understood.table.values) == 480
    assert "every hour: " in said(understood)
    assert "20 rows have no value in any column fed" in said(understood)
    assert "“kind”" not in said(understood)


def test_rows_that_have_nothing_stay_where_a_window_would_bridge_them():
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", *(("", "") if 60 <= n < 66 else (x, x + 1)))
        for n, (at, x) in enumerate(zip(hours(300), waves(300, 1), strict=True))
    ]
    understood = of("time,a,b", rows)
    assert len(understood.table.values) == 300
    assert "out of step" not in said(understood)


@pytest.mark.parametrize(
    ("words", "what"), [(["07:14", "06:58"], "times"), (["47:14", "6:58"], "durations")]
)
def test_what_may_be_a_time_of_day_is_not_called_a_duration(words, what):
    days = [BEGIN + timedelta(days=n) for n in range(60)]
    table = read("day,sunrise", *(f"{d:%Y-%m-%d},{words[n % 2]}" for n, d in enumerate(days)))
    assert any(f"“sunrise” holds {what} such as {words[0]}: read as" in n for n in table.notes)


def test_commas_part_the_fields_where_each_cell_but_the_last_ends_with_one():
    above = ["34, 1001", "A. Person", "An Institute", "1, 1", "2020, 01, 01, 2020, 02, 02"]
    above += [f"KEY{n}: a remark of some words" for n in range(28)]
    rows = [f"{36_000 + 60 * n}, {x}, {x + 3}" for n, x in enumerate(waves(200, 1))]
    understood = understand(read(*above, "UTC, Temp, RH", *rows))
    assert understood.table.columns == ("UTC", "Temp", "RH")
    assert "“UTC” runs on as a clock does, in steps of 60" in said(understood)


def test_a_row_of_empty_cells_begins_no_block():
    # By commas, the line of names and that of a single ";" would be alike.
    table = read("one;two", "0,5;1,5", ";", *["2,5;3,5"] * 4)
    assert table.columns == ("one", "two")
    np.testing.assert_array_equal(table.values, [[0.5, 1.5], [np.nan, np.nan], *[[2.5, 3.5]] * 4])


def test_sections_that_name_other_columns_are_no_blocks_of_one_table():
    rows = [f"{at:%Y-%m-%d %H:%M},{x}" for at, x in zip(hours(200), waves(200, 1), strict=True)]
    table = read(
        "SECTION,SITE", "id,name,lat", "1,Foo,51.1", "2,Bar,52", "SECTION,DATA", "time,temp", *rows
    )
    assert table.columns == ("temp",)
    assert table.label_name == "time"


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("day,time", lambda at: (f"{at:%j}", f"{at.hour * 100 + at.minute}")),
        ("DOY,HHMM", lambda at: (f"{at:%j}", f"{at:%H%M}")),
        ("doy,hour,minute", lambda at: (int(f"{at:%j}"), at.hour, at.minute)),
    ],
)
def test_days_without_a_year_and_the_clock_beside_them_are_the_time(head, cells):
    moments = [datetime(2021, 12, 30, 8, 40) + timedelta(minutes=10 * n) for n in range(400)]
    rows = [(*cells(at), x) for at, x in zip(moments, waves(400, 1), strict=True)]
    understood = of(f"{head},temp", rows)
    assert understood.features == ("temp",)
    assert understood.times == tuple(head.split(","))
    assert "tell the time together, without a year, every 10 minutes: 364 08:40 … 2 03:10" in said(
        understood
    )
    assert "summer" not in said(understood).lower()
    turned_down = understand(
        read(f"{head},temp", *(",".join(map(str, row)) for row in rows)), ("time",)
    )
    assert turned_down.table.moments is None


def test_days_that_begin_anew_tell_no_time_without_a_year():
    rows = [(n // 24 % 9 + 1, n % 24, x) for n, x in enumerate(waves(600, 1))]
    assert of("day,hour,temp", rows).times == ()


def test_the_rows_of_a_badc_file_stand_between_data_and_end_data():
    """Its columns may only be numbered; lines about them may have as many fields as they."""
    about = ["Conventions,G,BADC-CSV,1", "title,G,Mast", "long_name,1,time,s"]
    about += ["long_name,2,air temperature,K", 'long_name,3,"rain, of the hour",mm']
    about += [f"comments,{n % 3 + 1},of {n}" for n in range(250)]
    rows = [f"{n},{x},{n % 7}" for n, x in enumerate(waves(80, 1))]
    table = read(*about, "data", "1,2,3", *rows, "end data")
    assert len(table.values) == 80
    assert table.columns[-2:] == ("air temperature", "rain, of the hour")
    assert table.units[-2:] == ("K", "mm")
    with pytest.raises(TableError, match="no line “data”"):
        read(*about, *rows)


def test_a_first_row_whose_numbers_are_all_words_is_a_row_by_its_date():
    """Sensors that failed at first: the row above it names the columns."""
    rows = [
        (f"{at:%d-%b-%y %H:%M}", x, x + 1) for at, x in zip(hours(60), waves(60, 1), strict=True)
    ]
    rows[0] = (rows[0][0], "Bad", "I/O Timeout")
    table = read("Timestamp,FIC101.PV,TIC205.PV", *(",".join(map(str, row)) for row in rows))
    assert table.columns == ("FIC101.PV", "TIC205.PV")
    assert len(table.values) == 60


@pytest.mark.parametrize("begin", [8, 20])
def test_times_of_day_alone_are_the_time_and_go_on_past_midnight(begin):
    moments = [BEGIN + timedelta(hours=begin, minutes=n) for n in range(600)]
    rows = [
        (f"{at:%H:%M:%S}", x, x + n % 5)
        for n, (at, x) in enumerate(zip(moments, waves(600, 1), strict=True))
    ]
    understood = of("time,speed,rpm", rows)
    assert "“time” holds times of day, every minute: " in said(understood)
    assert "No column tells a time" not in said(understood)
    rows[300:] = rows[250:550]
    assert of("time,speed,rpm", rows).table.moments is None


def test_a_column_that_only_repeats_the_hour_says_why_it_is_left_out():
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", at.hour + 1, x)
        for at, x in zip(hours(200), waves(200, 1), strict=True)
    ]
    assert of("time,HR_ENDING,flow", rows).unfed["HR_ENDING"] == "a part of the time"


def test_the_times_before_the_arrows_of_a_serial_monitor_are_a_column():
    moments = [BEGIN + timedelta(milliseconds=250 * n) for n in range(200)]
    lines = [
        f"{at:%H:%M:%S}.{at.microsecond // 1000:03d} -> {x},{x + n % 3}"
        for n, (at, x) in enumerate(zip(moments, waves(200, 1), strict=True))
    ]
    understood = understand(read(*lines))
    assert len(understood.features) == 2
    assert "every 250 ms: 00:00:00.000 … 00:00:49.750" in said(understood)


def test_twelve_columns_without_names_beside_years_are_months():
    rows = [f"{1950 + n}  {'  '.join(f'{x:.2f}' for x in waves(12, n, 2, 0))}" for n in range(40)]
    understood = understand(read("   1950   1990", *rows, "  -99.99", "  an index of NOAA"))
    assert understood.in_turn
    assert (understood.features[0], understood.features[-1]) == ("Jan", "Dec")
    assert any("taken for the months" in note for note in understood.table.notes)
    other = understand(read(*(row.replace("19", "7", 1) for row in rows)))
    assert other.table.columns[0] == "column 1"


def test_a_name_that_holds_a_comma_is_one_name():
    rows = [f"Ghana,{2015 + n // 52},{n % 52 + 1},{x}" for n, x in enumerate(waves(200, 1))]
    table = read("Country, area or territory,YEAR,WEEK,cases", *rows)
    assert table.columns == ("YEAR", "WEEK", "cases")
    assert any("“Country, area or territory” holds text" in note for note in table.notes)


def test_parts_of_seconds_are_in_the_labels_of_rows():
    moments = [BEGIN + timedelta(milliseconds=50 * n) for n in range(100)]
    rows = [(f"{at:%Y-%m-%dT%H:%M:%S.%f}", x) for at, x in zip(moments, waves(100, 1), strict=True)]
    table = read("time,flow", *(f"{at},{x}" for at, x in rows))
    assert [table.row_name(n) for n in (0, 1)] == [
        "2021-03-01 00:00:00.000",
        "2021-03-01 00:00:00.050",
    ]


def test_a_code_with_a_letter_behind_it_has_no_unit():
    rows = [("85123A", n % 9, x) for n, x in enumerate(waves(100, 1))]
    table = read("StockCode,Quantity,UnitPrice", *(",".join(map(str, row)) for row in rows))
    assert table.columns == ("Quantity", "UnitPrice")
    assert not any("unit" in note for note in table.notes)


def test_a_column_of_mm_alone_is_said_to_hold_nothing_else():
    rows = [f"{at:%Y %m %d %H} MM {x}" for at, x in zip(hours(60), waves(60, 1), strict=True)]
    table = read("#YY MM DD hh COND SAL", "#yr mo dy hr mS/cm psu", *rows)
    assert table.columns[-1] == "SAL"
    assert "Column “COND” holds nothing but “MM” in all 60 rows: left out." in table.notes


def test_how_a_time_is_written_is_no_unit():
    lines = [f"{n},{33 + n * n % 9}:{n * 7 % 60:02d},{x}" for n, x in enumerate(waves(60, 1))]
    table = read("run,took,far", "no,mm:ss,km", *lines)
    assert table.columns == ("run", "took", "far")
    assert table.units[1:] == ("", "km")


def test_twelve_names_of_months_are_months_whatever_their_column_is_called():
    names = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    parts = [(2005 + n, month) for n in range(12) for month in names.split()]
    rows = [f"{year};{month};{x}" for (year, month), x in zip(parts, waves(144, 1), strict=True)]
    understood = understand(
        read("61111-0002;;", "Index der Preise;;", ";;Index", ";;2015=100", *rows)
    )
    assert understood.features == ("2015=100",)
    assert "every month: 2005-01 … 2016-12" in said(understood)


def test_years_below_months_with_the_same_columns_are_another_table():
    months = [
        f"{1990 + n // 12}{n % 12 + 1:02d},{x},{x / 3:.2f}" for n, x in enumerate(waves(240, 1))
    ]
    years = [f"  {1990 + n},{x},{x / 3:.2f}" for n, x in enumerate(waves(20, 2))]
    head = ["Made from a database.", "", ",Mkt-RF,SMB"]
    below = ["", " Annual Factors: January-December ", ",Mkt-RF,SMB"]
    understood = understand(read(*head, *months, *below, *years, "", "Copyright of somebody"))
    assert len(understood.table.values) == 240
    assert "every month: 1990-01 … 2009-12" in said(understood)
    assert any("Left out: 20 rows of other lengths of time." in n for n in understood.table.notes)


def test_lines_of_two_cells_above_three_columns_tell_about_the_table():
    about = [
        '"Libellé";"IPC"',
        '"idBank";"001759970"',
        '"Mise à jour";"15/04/2021"',
        '"Période";""',
    ]
    rows = [f'"{2010 + n // 12}-{n % 12 + 1:02d}";"{x}";"A"' for n, x in enumerate(waves(120, 1))]
    table = read(*about, *rows)
    assert table.columns == ("IPC",)
    assert "Left out: 3 lines about the table, above it." in table.notes


def test_an_empty_row_may_stand_below_the_names():
    """As where marks of quality have names of their own, one row further down."""
    head = [
        "made 2021/05/01 10:00:00",
        "",
        ",東京,東京,東京,東京",
        "日時,気温(℃),気温(℃),気温(℃),風速(m/s)",
        ",,,,",
        ",,品質,番号,",
    ]
    rows = [
        f"{at:%Y/%m/%d %H:%M},{x},8,1,{x / 9:.1f}"
        for at, x in zip(hours(100), waves(100, 1), strict=True)
    ]
    table = read(*head, *rows)
    assert table.columns == (
        "東京 気温(℃)",
        "東京 気温(℃) 品質",
        "東京 気温(℃) 番号",
        "東京 風速",
    )
