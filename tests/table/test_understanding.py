"""What a table's rows and columns are: structures of public files, with figures made here."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table, TableError, read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table import world
from tests.table.archives import ARCHIVES, storms
from tests.table.devices import DEVICES
from tests.table.meters import METERS
from tests.table.offices import OFFICES

FILES = Path(__file__).parent / "files"
SOAP = "Sales of soap over a three year period"


def found_in(name: str) -> Understanding:
    return understand(read_table((FILES / name).read_bytes(), name))


def said(understood: Understanding) -> str:
    return " ".join(finding.says for finding in understood.findings)


def typed(text: str) -> Table:
    return read_table(text.encode(), "typed.csv")


# A column that never changes in the file is not fed, whatever its name: “Is” of F01, “season” and
# “holiday” of F19. “a” of M32 counts the rows.
@pytest.mark.parametrize(
    ("name", "rows", "label", "fed", "target", "group"),
    [
        (
            "F01_hourly_parts_counter.csv",
            600,
            "2021-03-01 00:00",
            "pm2.5 DEWP TEMP Ir",
            "pm2.5",
            None,
        ),
        (
            "F04_semicolon_sentinel_empty_end.csv",
            500,
            "01/03/2021 00.00.00",
            "CO(GT) PT08.S1(CO) T RH AH",
            "T",
            None,
        ),
        (
            "F06_header_one_short.txt",
            400,
            "2021-03-01 00:00",
            "Temperature Light CO2 HumidityRatio Occupancy",
            "Temperature",
            None,
        ),
        (
            "F07_nameless_index_before_date.csv",
            400,
            "2021-03-01 00:00",
            "Temperature Light CO2 Occupancy",
            "Temperature",
            None,
        ),
        (
            "F19_instant_counter_repeated_dates.csv",
            600,
            "2021-03-01 00:00",
            "weekday temp cnt",
            "cnt",
            None,
        ),
        ("F21_blocks_out_of_order.csv", 600, "01-03-2021 01:00", "MW", "MW", None),
        (
            "F26_three_stations_stacked.csv",
            600,
            "2021-03-01 00:00",
            "PM2.5 TEMP",
            "PM2.5",
            "station",
        ),
        ("F27_eye.arff", 400, "0", "AF3 F7 F3 O1 eyeDetection", "eyeDetection", None),
        (
            "F31_newest_first_dollars.csv",
            300,
            "06/05/2024",
            "Close/Last Volume Open High Low",
            "Close/Last",
            None,
        ),
        ("F32_three_header_lines.csv", 300, "2021-03-01", "Close High Low Open", "Close", None),
        (
            "F36_epoch_seconds_tiny_values.csv",
            400,
            "2021-09-28 15:00:00",
            "BTC SHIB NFT",
            "NFT",
            None,
        ),
        (
            "F43_format_row_after_header.rdb",
            500,
            "2021-03-01 00:00",
            "123_00060",
            "123_00060",
            None,
        ),
        ("M32_trailing_delimiter_rows_only.csv", 120, "0", "b c", "c", None),
        ("F08_footer_one_field.csv", 36, "1-01", SOAP, SOAP, None),
        ("M17_lakh.csv", 200, "2021-03-01", "Close Turnover", "Close", None),
        ("M2_meter_reading.csv", 300, "0", "meter", "meter", None),
        ("M9_logger_four_header_lines.dat", 300, "2021-03-01 00:00", "AirTC_Avg RH", "RH", None),
    ],
)
def test_case(name, rows, label, fed, target, group):
    understood = found_in(name)
    assert len(understood.table.values) == rows
    assert understood.table.row_name(0) == label
    assert understood.features == ((fed,) if fed == SOAP else tuple(fed.split()))
    assert (understood.target, understood.group) == (target, group)


@pytest.mark.parametrize(
    ("name", "steps", "target", "horizon"),
    [
        ("F17_class_then_140_steps.txt", 140, "column 1", 0),
        ("F23_months_with_title_and_stars.csv", 12, "Jan", 1),
        ("F29_preamble_with_several_fields.csv", 56, "2016", 0),
    ],
)
def test_columns_in_turn(name, steps, target, horizon):
    understood = found_in(name)
    assert understood.in_turn
    assert len(understood.features) == steps
    assert (understood.target, understood.horizon) == (target, horizon)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("F04_semicolon_sentinel_empty_end.csv", "−200 stands in 540 cells"),
        ("F08_footer_one_field.csv", "1 line below the table"),
        ("F15_units_and_cycles_spaces.txt", "“column 1” tells 12 series apart"),
        ("F19_instant_counter_repeated_dates.csv", "“cnt” is “casual”, “registered” added up"),
        ("F21_blocks_out_of_order.csv", "go back in time"),
        ("F24_hash_comments_spaces.txt", "−9.99, −1, −0.99 stand in"),
        ("F31_newest_first_dollars.csv", "The newest row is first (03/31/2025)"),
        ("F33_offset_and_rare_events.csv", "“Dividends”, “Stock Splits” are 0 nearly always"),
        ("F37_ten_minutes_two_minus_9999.csv", "“wd” is an angle"),
        ("F42_contents_sheet_first.xlsx", "Sheet “Data 1” was read"),
        ("F42a_three_header_rows.xlsx", "2 rows above the column names"),
    ],
)
def test_what_is_said(name, says):
    assert says in said(found_in(name))


def test_a_meter_is_shown_as_written():
    values = found_in("M2_meter_reading.csv").table.values[:2, 1]
    assert values.tolist() == [104582113, 104582116]


def test_lakh():
    assert found_in("M17_lakh.csv").table.values[0, 1] == 1234567.5


def test_units_of_a_row_of_units():
    assert found_in("M9_logger_four_header_lines.dat").table.units[1:] == ("Deg C", "%")


def test_absent_time_and_one_date_twice():
    table = typed(
        "date,x\n2024-01-01,5\n2024-01-02,6\n2024-01-02,6\n2024-01-03,7\n2024-02-20,8\n2024-02-21,9\n"
    )
    understood = understand(table)
    assert "1 row repeats another, with the same time" in said(understood)
    assert "1 row has the same time as the row before." in said(understand(table, {"copies"}))
    assert "47 days are absent after 2024-01-03" in said(understood)


def test_a_total_is_left_out():
    table = typed("day,load\n2024-01-01,50\n2024-01-02,51\n2024-01-03,53\nTotal,154\n")
    assert table.values.tolist() == [[50], [51], [53]]
    assert "Left out: 1 row below the table, such as a total." in table.notes


def test_stores_that_take_turns_newest_first():
    lines = [f"2024-01-{20 - n // 3:02d},{'ABC'[n % 3]},{n}" for n in range(60)]
    understood = understand(typed("date,store,sales\n" + "\n".join(lines)))
    assert understood.group == "store"
    codes = understood.table.groups["store"]
    assert (np.diff(codes) >= 0).all()
    assert [understood.table.row_name(row) for row in (0, 19, 20)] == [
        "2024-01-01",
        "2024-01-20",
        "2024-01-01",
    ]


@pytest.mark.parametrize(
    "word", ["1/2", "120/80", "3:1", "1h30", "5±1", "3x4", "51°30'", "2-4", "<0.1", "1.2.3", "#5"]
)
def test_what_is_not_one_number_is_text(word):
    table = typed(f"a,b\n1,{word}\n2,{word}\n3,{word}\n")
    assert table.columns == ("a",)


def test_thousands_and_millions_mixed():
    table = typed("a,b\n1,1.25M\n2,262.75K\n3,950\n")
    assert table.values[:, 1].tolist() == [1_250_000, 262_750, 950]


def test_decimal_years_are_the_time():
    lines = [f"{1958 + n / 12:.4f},{300 + n % 12}" for n in range(60)]
    table = understand(typed("decimal year,co2\n" + "\n".join(lines))).table
    assert (table.row_name(0), table.row_name(12)) == ("1958-01-01", "1959-01-01")


def test_store_and_product_take_turns():
    """Three shops, two products, each day: only both together tell the series apart."""
    lines = [
        f"2024-01-{1 + day:02d},{shop},{product},{10 * day + shop + product}"
        for day in range(20)
        for shop in (1, 2, 3)
        for product in (7, 9)
    ]
    understood = understand(typed("date,shop,product,sales\n" + "\n".join(lines)))
    assert understood.group == "shop product"
    assert understood.features == ("sales",)
    codes = understood.table.groups["shop product"]
    assert len(np.unique(codes)) == 6
    assert (np.diff(codes) >= 0).all()


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(make, expected, id=make.__name__)
        for make, expected in (*world.FIRST, *world.SECOND, *DEVICES, *OFFICES, *METERS, *ARCHIVES)
    ],
)
def test_files_of_the_world(make, expected):
    understood = understand(read_table(make().encode(), f"{make.__name__}.csv"))
    assert len(understood.table.values) == expected.rows
    assert understood.table.row_name(0) == expected.label
    fed = understood.features
    assert (f"{fed[0]} … {fed[-1]}" if understood.in_turn else ",".join(fed)) == expected.fed
    assert (understood.target, understood.group) == (expected.target, expected.series)
    for says in expected.says:
        assert says in said(understood)


def test_lines_above_the_rows_that_they_are_about_go_into_these():
    understood = understand(typed(storms()))
    assert "4 blocks of rows, each below a line about it" in said(understood)
    assert understood.group == "column 1"


@pytest.mark.parametrize(
    "names",
    [
        [f"{n // 2:02d}:{n % 2 * 30:02d}" for n in range(48)],
        [f"{n // 2:02d}:{n % 2 * 30:02d}" for n in (*range(1, 48), 0)],
        [f"{n // 4:02d}:{n % 4 * 15:02d}:00" for n in range(96)],
        [f"{n:02d}:00 - {n + 1:02d}:00" for n in range(24)],
        [f"H{n}" for n in range(1, 25)],
    ],
    ids=["half hours", "their ends", "quarters of an hour", "intervals", "hours"],
)
def test_parts_of_a_day_are_one_thing_in_turn(names):
    day = np.sin(np.arange(len(names)) / 5)
    rows = [
        f"{date},{','.join(f'{2 + x + n % 7 / 10:.2f}' for x in day)}"
        for n, date in enumerate(world.times(60, 1440, "%d/%m/%Y", "2022-03-01"))
    ]
    understood = understand(typed("\n".join([f"Date,{','.join(names)}", *rows])))
    assert understood.in_turn
    assert list(understood.features) == names


@pytest.mark.parametrize(
    ("shape", "columns", "last"),
    [
        ("%Y,%j,%H", "YEAR,DOY,HR", "2021-03-01 23:00"),
        ("%Y,%j,%H,%M", "year,day,hour,minute", "2021-03-01 23:00"),
        ("%Y-%m-%d,%j", "date,doy", "2021-03-01"),
    ],
)
def test_the_day_of_the_year_is_the_time(shape, columns, last):
    step = 60 if "%H" in shape else 1440
    count = 24 * 60 if "%H" in shape else 60
    moments = world.times(count, step, shape, "2021-01-01")
    lines = [f"{moment},{n * 37 % 101}" for n, moment in enumerate(moments)]
    understood = understand(typed("\n".join([f"{columns},load", *lines])))
    assert understood.table.row_name(count - 1) == last
    assert understood.features == ("load",)


@pytest.mark.parametrize("columns", ["week", "year,week"])
def test_iso_weeks_are_the_time(columns):
    # 2020 has 53 weeks, the last of which ends in January 2021.
    shape = "%G-W%V" if columns == "week" else "%G,%V"
    weeks = world.times(60, 7 * 1440, shape, "2020-06-01")
    lines = [f"{week},{n * 37 % 101}" for n, week in enumerate(weeks)]
    understood = understand(typed("\n".join([f"{columns},cases", *lines])))
    mondays = world.times(60, 7 * 1440, "%Y-%m-%d", "2020-06-01")
    moments = understood.table.moments
    assert moments is not None
    assert moments.astype("datetime64[ms]").astype("datetime64[D]").astype(str).tolist() == mondays
    assert understood.features == ("cases",)


def test_a_week_that_its_year_does_not_have_is_no_time():
    lines = [f"2021-W{week},{week % 7}" for week in (*range(41, 46), 53, *range(46, 53))]
    table = typed("\n".join(["week,cases", *lines]))
    assert table.moments is not None
    assert (table.moments == NEVER).nonzero()[0].tolist() == [5]


def test_empty_cells_of_columns_of_fixed_width_are_told_by_their_place():
    lines = ["DATE       PRCP   TMAX   TMIN"]
    for n, date in enumerate(world.times(60, 1440, "%Y-%m-%d", "2022-03-01")):
        rain, high = "" if n == 4 else f"{n % 9}.5", "" if n % 5 == 4 else f"1{n % 9}.2"
        lines.append(f"{date} {rain:>5}  {high:>5}  {n % 7:>3}.1")
    table = typed("\n".join(lines))
    assert table.columns == ("PRCP", "TMAX", "TMIN")
    assert np.flatnonzero(np.isnan(table.values[:, 1])).tolist() == list(range(4, 60, 5))
    assert np.flatnonzero(np.isnan(table.values[:, 0])).tolist() == [4]
    assert "Columns of fixed width: 12 lines with empty cells." in table.notes


def test_words_that_stand_in_no_columns_are_not_put_into_one():
    with pytest.raises(TableError, match="3 field"):
        typed("a b c d\n" + "1.5 2 3.25 4\n10.5 22 3 4\n" * 20 + "1 2 3\n" + "5 6 7 8\n" * 5)


def test_two_lines_of_names_that_are_joined_are_not_said_to_be_left_out():
    rows = [f"2022-01-{n:02d},{n * 7 % 11}.5,{n * 5 % 13}.1" for n in range(1, 29)]
    table = typed("\n".join(["day,A,B", ",NO2 [ppb],NO2 [ppb]", *rows]))
    assert table.columns == ("A NO2", "B NO2")
    assert not any(note.startswith("Left out") for note in table.notes)


def test_days_of_a_month_are_one_thing_in_turn_and_the_month_is_no_class():
    lines = []
    for n, month in enumerate(world.times(60, 31 * 1440, "%Y,%m", "2015-01-01")):
        cells = [f"{(n * 31 + day) * 37 % 101}.5" for day in range(28 + 3 * (n % 2))]
        lines.append(f"{month},{','.join(cells)}{',,,' * (1 - n % 2)}")
    head = ",".join(["Year", "Month", *map(str, range(1, 32))])
    understood = understand(typed("\n".join([head, *lines])))
    assert understood.in_turn
    assert (understood.features[0], understood.target, understood.horizon) == ("1", "1", 1)


@pytest.mark.parametrize(("step", "label"), [(1440, "2022-03-02"), (60, "2022-03-01 01:00")])
def test_days_that_a_spreadsheet_counts_are_the_time(step, label):
    lines = [f"{44621 + n * step / 1440:.6f},{n * 37 % 101}" for n in range(50)]
    understood = understand(typed("\n".join(["Date,sales", *lines])))
    assert understood.table.row_name(1) == label
    assert "a spreadsheet" in said(understood)


def test_numbers_that_no_name_calls_a_date_are_no_time():
    lines = [f"{44621 + 3 * n},{n * 37 % 101}" for n in range(50)]
    assert understand(typed("\n".join(["meter,load", *lines]))).table.moments is None


def test_marks_of_another_column_are_left_out():
    lines = [f"{n * 37 % 101}.5,{n % 9 // 8},{n * 31 % 103}.5" for n in range(50)]
    table = typed("\n".join(["O3,O3_flag,NO", *lines]))
    assert understand(table).features == ("O3", "NO")
    assert understand(table, {"marks"}).features == ("O3", "O3_flag", "NO")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_semicolons_that_end_lines_of_commas_are_no_text(end):
    table = typed("".join(f"33,{n * 37 % 101}.5,{n * 31 % 103}.25;{end}" for n in range(50)))
    assert table.values[1].tolist() == [33, 37.5, 31.25]


@pytest.mark.parametrize("gap", ["", ",,"])
def test_a_smaller_table_below_is_left_out_and_said(gap):
    rows = [f"2022-01-{n:02d},{n * 7 % 11}.5,{n * 5 % 13}" for n in range(1, 29)]
    below = ["date,event,code", "2022-01-04,door,3", "2022-01-09,door,4"]
    table = typed("\n".join(["date,temp,hum", *rows, gap, *below]))
    assert len(table.values) == 28
    assert any("left out: “date event code”, 2 rows." in note for note in table.notes)


def test_names_that_come_again_below_a_gap_begin_no_other_table():
    rows = [f"2022-01-{n:02d},{n * 7 % 11}.5" for n in range(1, 29)]
    table = typed("\n".join(["date,temp", *rows[:20], "", "date,temp", *rows[20:]]))
    assert len(table.values) == 28


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_totals_among_dated_rows_are_left_out(separator):
    lines = ["day,energy,events"]
    for month in (1, 2, 3):
        lines += [f"2021-{month:02d}-{day:02d},{day % 7}.5,{day % 5}" for day in range(1, 29)]
        lines.append(f"Total {month:02d}/2021,1500.5,200")
    table = typed("\n".join(lines).replace(",", separator))
    assert len(table.values) == 84
    assert table.values.max() < 10
    assert "Left out: 2 rows among the others, such as totals." in table.notes


def test_a_table_beside_another_is_left_out_where_its_dates_differ():
    days = [world.times(60, 1440, "%Y-%m-%d", begin) for begin in ("2021-01-01", "2021-01-08")]
    lines = [f"{a},{n % 7}.5,,{b},{n % 5}" for n, (a, b) in enumerate(zip(*days, strict=True))]
    table = typed("\n".join(["date,temp,,date,rain", *lines]))
    assert table.columns == ("temp",)
    assert any("another table beside this one" in note for note in table.notes)
    lines = [f"{a},{n % 7}.5,,{a},{n % 5}" for n, a in enumerate(days[0])]
    assert typed("\n".join(["date,temp,,date,rain", *lines])).columns == ("temp", "rain")


@pytest.mark.parametrize(
    ("before", "rule", "between", "after"),
    [
        ("", "-----+------+----", " | ", ""),
        ("", "==== ==== ====", "  ", ""),
        ("| ", "|:-----|-----:|----:|", " | ", " |"),
        ("| ", "+------+------+-----+", " | ", " |"),
    ],
    ids=["psql", "fixed width", "Markdown", "MySQL"],
)
def test_lines_that_rule_off_the_head_are_no_rows(before, rule, between, after):
    lines = ["day,temp,hum", *(f"2021-03-{n:02d},{n % 7}.5,{40 + n % 9}" for n in range(1, 29))]
    lines = [f"{before}{line.replace(',', between)}{after}" for line in lines]
    lines = [rule, lines[0], rule, *lines[1:], rule] if before else [lines[0], rule, *lines[1:]]
    table = typed("\n".join(lines) + "\n")
    assert (table.columns, table.label_name, len(table.values)) == (("temp", "hum"), "day", 28)
    assert any("that rule the table off" in note for note in table.notes)


@pytest.mark.parametrize(
    ("first", "second", "step"),
    [
        ("2021:Q1", "2021:Q2", 90),
        ("1Q21", "2Q21", 90),
        ("Q1'21", "Q2'21", 90),
        ("2021-W01-1", "2021-W02-1", 7),
        ("KW 1/2021", "KW 2/2021", 7),
        ("W01 2021", "W02 2021", 7),
    ],
)
def test_quarters_and_weeks_as_offices_write_them(first, second, step):
    moments = typed(f"when,x\n{first},1\n{second},2\n").moments
    assert moments is not None
    assert np.diff(moments) == step * 86_400_000


@pytest.mark.parametrize("minutes", [15, 30, 60])
@pytest.mark.parametrize("begin", ["2021-03-20", "2021-10-20"])
def test_summer_time_is_no_step_back_and_no_gap(minutes, begin):
    utc = [datetime.fromisoformat(t) for t in world.times(2000, minutes, "%Y-%m-%d %H:%M", begin)]
    clock = [t.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin")) for t in utc]
    text = "".join(f"{t:%Y-%m-%d %H:%M},{n * 37 % 101}\n" for n, t in enumerate(clock))
    words = said(understand(typed(f"time,load\n{text}")))
    assert "The clock jumps by an hour 1 time" in words
    assert "back in time" not in words
    assert "absent" not in words


def test_an_hour_that_repeats_on_a_weekday_is_said():
    rows = world.times(100, 30, "%Y-%m-%d %H:%M", "2021-10-27")
    rows = [*rows[:6], *rows[4:]]
    words = said(
        understand(typed("time,load\n" + "".join(f"{t},{n}\n" for n, t in enumerate(rows))))
    )
    assert "back in time" in words


@pytest.mark.parametrize(
    ("begin", "lost"),
    [("2021-06-06", 3), ("2021-06-06", 2), ("2021-10-31", 3), ("2021-03-28", 9), ("2021-03-21", 2)],
    ids=["June", "June too", "an hour that autumn gives", "by day", "another Sunday"],
)
def test_an_hour_that_is_absent_is_no_summer_time(begin, lost):
    rows = world.times(100, 60, "%Y-%m-%d %H:%M", begin)
    del rows[lost]
    words = said(understand(typed("time,load\n" + "".join(f"{t},{len(t)}\n" for t in rows))))
    assert "1 hour is absent" in words
    assert "Summer time" not in words


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Europe/Lisbon", "America/New_York"])
@pytest.mark.parametrize("newest_first", [False, True])
def test_series_that_take_turns_keep_the_hour_that_comes_twice(zone, newest_first):
    utc = [datetime.fromisoformat(t) for t in world.times(960, 30, "%Y-%m-%d %H:%M", "2021-10-25")]
    clock = [t.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)) for t in utc]
    lines = [f"{t:%Y-%m-%d %H:%M},{s},{n}.5" for n, t in enumerate(clock) for s in "AB"]
    lines = lines[::-1] if newest_first else lines
    understood = understand(typed("time,station,load\n" + "\n".join(lines)))
    assert understood.group == "station"
    assert understood.table.values[:960, 0].tolist() == [n + 0.5 for n in range(960)]
    assert "The clock jumps by an hour 1 time" in said(understood)
    assert "back in time" not in said(understood)


@pytest.mark.parametrize("name", ["yearweek", "week", "kw", "year_week", "date"])
def test_weeks_written_as_one_number_are_the_time(name):
    weeks = [100 * year + week for year in (2023, 2024) for week in range(1, 53)]
    lines = [f"{n * 7 % 31},{week},{50 + n % 9}" for n, week in enumerate(weeks)]
    understood = understand(typed(f"rain,{name},cases\n" + "\n".join(lines)))
    assert understood.table.row_name(0) == "2023-01-02"
    assert understood.features == ("rain", "cases")
    assert "absent" not in said(understood)


def test_twelve_weeks_are_no_months_where_the_name_says_weeks():
    lines = [f"{202400 + n},{n * 7 % 31}" for n in range(1, 13)]
    table = understand(typed("week,cases\n" + "\n".join(lines))).table
    assert table.moments is not None
    assert np.diff(table.moments).tolist() == [7 * 86_400_000] * 11


def test_what_lies_below_a_limit_is_shown_in_every_column():
    lines = [
        f"{n % 7 + 2},{'<5' if n % 9 == 3 else n},{'<0.5' if n % 9 < 2 else n / 4}"
        for n in range(60)
    ]
    words = said(understand(typed("flow,lead,zinc\n" + "\n".join(lines))))
    assert "such as “<5”" in words
    assert "“<0.5” in “zinc”" in words


def test_trips_between_which_time_passes_are_series():
    lines = [
        f"T{trip},{1614556800 + trip * 9000 + 5 * n},{n * 37 % 101}"
        for trip in range(4)
        for n in range(50)
    ]
    assert understand(typed("\n".join(["trip,timestamp,speed", *lines]))).group == "trip"
    lines = [f"{'abc'[n // 50]},{1614556800 + 5 * n},{n * 37 % 101}" for n in range(150)]
    assert understand(typed("\n".join(["phase,timestamp,speed", *lines]))).group is None


@pytest.mark.parametrize("mark", ["p", "e", "r", "(p)", " (E)"])
def test_marks_right_behind_numbers_are_taken_off(mark):
    rows = "".join(f"2021-01-{n:02d},{n * 7 % 11}.5{mark * (n > 25)}\n" for n in range(1, 29))
    table = typed(f"day,x\n{rows}")
    assert not np.isnan(table.values).any()
    assert any("marks behind some numbers" in note for note in table.notes)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["33:12", "1:02:45", "59:59"], [33.2, 62.75, 59 + 59 / 60]),
        (["5:07", "4:30", "6:00"], [5 + 7 / 60, 4.5, 6]),
        (["1:00.30", "0:59.90", "1:07.00"], [1 + 0.3 / 60, 59.9 / 60, 1 + 7 / 60]),
    ],
)
def test_durations_are_numbers(words, values):
    days = world.times(60, 1440, "%Y-%m-%d")
    table = typed("day,took\n" + "".join(f"{day},{words[n % 3]}\n" for n, day in enumerate(days)))
    assert table.label_name == "day"
    np.testing.assert_allclose(table.values[:3, 0], values)
    what = "durations" if words[0] == "33:12" else "times"
    assert any(f"holds {what} such as {words[0]}" in note for note in table.notes)


def test_durations_that_go_up_and_down_name_no_rows_and_clocks_do():
    times = "".join(f"{n},{n * 37 % 101 // 20}:{n * 17 % 60:02d}.{n:02d}\n" for n in range(1, 60))
    assert typed(f"lap,time\n{times}").columns == ("lap", "time")
    times = "".join(f"{n * n},{22 + n // 30:02d}:{2 * n % 60:02d}\n" for n in range(1, 60))
    assert typed(f"load,time\n{times}").label_name == "time"


@pytest.mark.parametrize(
    "months",
    [
        "January February March April May June July August September October November December",
        "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
        "M01 M02 M03 M04 M05 M06 M07 M08 M09 M10 M11 M12 M13",
    ],
)
def test_names_of_months_beside_years_are_the_time(months):
    lines = [
        f"{year},{month},{(year * 7 + n * 37) % 101}.5"
        for year in range(2010, 2016)
        for n, month in enumerate(months.split())
    ]
    understood = understand(typed("\n".join(["Year,Month,load", *lines])))
    assert len(understood.table.values) == 72
    assert [understood.table.row_name(row) for row in (0, 71)] == ["2010-01", "2015-12"]
    assert (understood.features, understood.group) == (("load",), None)
    assert ("among the others" in said(understood)) == ("M13" in months)


@pytest.mark.parametrize("form", ["millis:{},temp:{}.5,hum:{}", "millis = {};temp = {}.5;hum = {}"])
def test_names_that_stand_in_every_cell_name_the_columns(form):
    lines = [form.format(1000 * n, n * 37 % 23, n * 31 % 41) for n in range(60)]
    understood = understand(typed("\n".join(lines)))
    assert understood.features == ("temp", "hum")
    assert understood.table.values[2].tolist() == [2000, 5.5, 21]


def test_names_that_differ_from_row_to_row_are_no_names():
    lines = [f"{'abc'[n % 3]}:{n},{n * 37 % 23}.5" for n in range(60)]
    assert typed("\n".join(["key,load", *lines])).columns == ("load",)


def test_groups_named_in_their_first_row_alone_are_filled_down():
    days = world.times(40, 1440, "%Y-%m-%d")
    lines = [
        f"{name if not n else ''},{day},{n * 37 % 101}"
        for name in ("North", "South")
        for n, day in enumerate(days)
    ]
    assert understand(typed("\n".join(["Region,Date,Sales", *lines]))).group == "Region"


def test_a_row_of_units_that_names_the_dates_names_the_columns_with_the_row_above():
    rows = [f"2022-01-{n:02d},{n * 7 % 11}.5,{n * 5 % 13}.1" for n in range(1, 29)]
    table = typed("\n".join([",North,", "Date,kWh,°C", *rows]))
    assert (table.label_name, len(table.columns)) == ("Date", 2)
    table = typed(
        "\n".join([",North,,South,", "Date,kWh,°C,kWh,°C"] + [f"{r},1.5,{len(r)}" for r in rows])
    )
    assert table.columns == ("North kWh", "North °C", "South kWh", "South °C")


@pytest.mark.parametrize("hours", [24, 25])
def test_whole_days_and_years_are_one_thing_in_turn_whatever_they_hold(hours):
    days = world.times(60, 1440, "%Y-%m-%d")
    lines = [
        f"{day},{','.join(str(100 * h + n % 3) for h in range(hours))}"
        for n, day in enumerate(days)
    ]
    head = ",".join(f"h{hour + 1}" for hour in range(hours))
    assert understand(typed("\n".join([f"Date,{head}", *lines]))).in_turn


def test_few_numbered_columns_are_sensors_and_no_steps():
    lines = [",".join(str(v) for v in row) for row in zip(*(world.waves(60, 1),) * 5, strict=True)]
    assert not understand(typed("\n".join(["run 1,run 2,run 3,run 4,run 5", *lines]))).in_turn


def test_columns_with_times_of_another_pace_are_another_table():
    days = [world.times(60, step, "%Y-%m-%d %H:%M") for step in (60, 45)]
    lines = [f"{a},{n % 7}.5,{b},{n % 5}" for n, (a, b) in enumerate(zip(*days, strict=True))]
    assert typed("\n".join(["time A,A,time B,B", *lines])).columns == ("A",)


def test_rows_of_different_lengths_are_filled_up_or_named():
    lines = [",".join(["1.5", "2.5", "3.5"][: 3 - (n > 40) - (n > 50)]) for n in range(60)]
    table = typed("\n".join(["a,b,c", *lines]))
    assert np.isnan(table.values).sum(axis=0).tolist() == [0, 9, 19]
    assert any("shorter than the others" in note for note in table.notes)
    lines = [",".join(str(n * k % 7) for k in range(20 + n % 9)) for n in range(40)]
    with pytest.raises(TableError, match="different lengths, from 20 to 28 fields"):
        typed("\n".join(lines))
