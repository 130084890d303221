"""What stood in real files that an examiner brought, by its cause, with figures made here."""

import io
from datetime import datetime, timedelta

import numpy as np
import pytest
from openpyxl import Workbook

from lstmviz.table.reading.files.encodings import decode
from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.findings import Understanding, understand

BEGIN = datetime(2021, 3, 1)
HOURS = [BEGIN + timedelta(hours=n) for n in range(96)]
WAVE = [50 + round(9 * np.sin(n / 4) + n % 5, 2) for n in range(2400)]


LENGTHS = {"2021-03-28": 23, "2021-10-31": 25}


def of(*lines: str) -> Understanding:
    return understand(read_table("\n".join(lines).encode(), "a.csv"))


def read(*lines: str) -> Table:
    return read_table("\n".join(lines).encode(), "a.csv")


def rows(*more: float) -> list[str]:
    return [",".join(map(str, (t, WAVE[n], *more))) for n, t in enumerate(HOURS)]


def counted(begin: str, days: int, first: int, filled: bool = False) -> list[str]:
    """Number the hours of days, as markets do: 23 or 25 where the clock jumps."""
    lines = []
    for day in np.datetime64(begin) + np.arange(days):
        hours = LENGTHS.get(str(day), 24)
        lines += [f"{day},{first + n},{WAVE[len(lines) + n]},5" for n in range(hours)]
        lines += [f"{day},25,0,5"] * (filled and hours < 25)
    return lines


@pytest.mark.parametrize("name", ["hour", "x"])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("begin", "jump", "clock"), [("2021-03-26", 50, [1, 3]), ("2021-10-29", 51, [2, 2])]
)
def test_hours_that_are_numbered_keep_to_the_clock_where_it_jumps(begin, jump, clock, first, name):
    lines = counted(begin, 9, first)
    moments = of(f"date,{name},load,price", *lines).table.moments
    assert moments is not None
    hours = (moments // 3_600_000 - first) % 24
    assert hours[jump - 1 : jump + 1].tolist() == clock
    given = [line.split(",") for line in lines]
    usual = [n for n, cells in enumerate(given) if cells[0] not in LENGTHS]
    assert hours[usual].tolist() == [int(given[n][1]) - first for n in usual]


def test_the_25th_hours_of_days_that_have_none_are_left_out():
    found = of("date,hour,load,price", *counted("2021-10-20", 20, 1, filled=True))
    assert len(found.table.values) == 20 * 24 + 1
    assert found.table.values[:, found.table.columns.index("load")].min() > 0
    says = "“hour” counts to 25 on most days, and 19 rows beyond 24 hold only 0 or nothing."
    assert says in [f.says for f in found.findings]


def test_names_above_units_or_descriptions_are_the_names():
    units = read("Zanieczyszczenie,Targówek - dwutlenek", "Jednostka,ug/m3", *rows())
    assert (units.columns, units.units) == (("Targówek - dwutlenek",), ("ug/m3",))
    long = [f"Counter of bicycles near the bridge number {n}, both ways" for n in range(2)]
    described = read(
        "Date,1_ALEX,2_ORPY", f"Title,{long[0]!r},{long[1]!r}".replace("'", '"'), *rows(3)
    )
    assert (described.label_name, described.columns) == ("Date", ("1_ALEX", "2_ORPY"))


def test_lines_that_rule_a_table_off_may_stand_in_quotes():
    rule, line = '"=====","=====","====="', '"-----","-----","-----"'
    table = read(rule, '"Date"," Temp","  pH"', '"d/m/y","    C","    "', line, *rows(7))
    assert (table.label_name, table.columns, table.units[0]) == ("Date", ("Temp", "pH"), "C")


def test_a_sign_that_ends_lines_elsewhere_ends_none_within_rows():
    lines = [row.replace(",", "\r,", 1) if n % 3 else row for n, row in enumerate(rows(4))]
    table = read_table("\r\n".join(["time,load,price", *lines, ""]).encode(), "a.csv")
    assert table.values.shape == (96, 2)


def test_hemispheres_are_signs():
    table = read("time,load,Latitude,Longitude", *(f"{row},33.9S,151.2E" for row in rows()))
    assert table.values[0].tolist() == pytest.approx([WAVE[0], -33.9, 151.2])
    watts = read("time,load,power", *(f"{row},{n}.5W" for n, row in enumerate(rows())))
    assert (watts.values[3, 1], watts.units[1]) == (3.5, "W")


@pytest.mark.parametrize(
    ("names", "target"),
    [
        ("High,Low,Latest,Volume", "Latest"),
        ("Production_MW,Consommation_MW,Nuclear_MW,Wind_MW", "Consommation_MW"),
        ("wind,AverageTemperature,AverageTemperatureUncertainty,Battery", "AverageTemperature"),
        ("wind,rain,Umsatz (EUR),sun", "Umsatz"),
    ],
)
def test_what_people_predict_has_names_in_many_languages_and_units_behind_them(names, target):
    random = np.random.default_rng(2).normal(0, 1, (96, 4)).cumsum(axis=0) + 40
    lines = [
        f"{t},{a:.2f},{b:.2f},{c:.2f},{d:.2f}"
        for t, (a, b, c, d) in zip(HOURS, random, strict=True)
    ]
    assert of(f"time,{names}", *lines).target == target


def test_a_clock_in_the_same_uneven_steps_as_the_time_is_no_input():
    pause = np.random.default_rng(1).choice([1.0, 10.0], 300, p=[0.7, 0.3]) + 0.0155
    passed = np.cumsum(pause)
    lines = [
        f"{BEGIN + timedelta(seconds=int(s) + n // 100 * 4)},{s:.4f},{WAVE[n]}"
        for n, s in enumerate(passed)
    ]
    assert of("Date_Time,Test_Time(s),Voltage(V)", *lines).features == ("Voltage",)


def test_a_column_without_a_name_that_counts_is_not_called_by_one():
    table = read(",time,load", *(f"{n},{row}" for n, row in enumerate(rows())))
    assert "Left out: a column without a name, which counts the rows." in table.notes
    assert not any("column 1" in note for note in table.notes)


def test_what_may_be_thousands_or_decimals_is_said():
    table = read("time\tlevel", *(f"{t}\t3,{100 + n}" for n, t in enumerate(HOURS)))
    assert "Column “level” was read with thousands separators: “3,100” as 3100." in table.notes


def test_empty_columns_are_said_once_and_their_rows_are_those_of_the_table():
    table = read("time\tload\ta\tb", *(f"{row}\t\t".replace(",", "\t") for row in rows()), "\t\t\t")
    assert "“a”, “b” are empty in all 96 rows: left out." in table.notes


def test_a_sign_alone_in_brackets_is_no_word_of_one_letter():
    decoded = decode("time;cost (€);gain (€)\n".encode("cp1252") + b"2021-01-01;5;6\n")
    assert "(€)" in decoded.text


def test_what_lacks_its_rows_with_others_is_not_offered_to_be_left_out():
    lines = [
        f"{t},{WAVE[n]},{'' if n % 4 == 1 else n},{'' if n % 4 == 1 and n > 1 else n * n}"
        for n, t in enumerate(HOURS)
    ]
    keys = {f.key for f in of("time,load,a,b", *lines).findings}
    assert not {"without:a", "without:b"} & keys


def test_words_of_a_workbook_share_their_decimal_sign():
    cells = [["day", "price", "sales"]]
    cells += [[f"{t:%d.%m.%Y}", f"2,{500 + n}", f"{n},5"] for n, t in enumerate(HOURS[::24])]
    book = Workbook()
    for row in cells:
        book.active.append(row)
    book.save(file := io.BytesIO())
    assert read_table(file.getvalue(), "a.xlsx").values[1].tolist() == pytest.approx([2.501, 1.5])


@pytest.mark.parametrize("name", ["dd", "DDD", "wd"])
def test_directions_are_angles_by_the_names_that_weather_gives_them(name):
    found = of(f"time,load,{name}", *(f"{row},{n * 7 % 360}" for n, row in enumerate(rows())))
    assert f"angle:{name}" in {f.key for f in found.findings if not f.keeps}


def test_indicators_between_columns_are_marks():
    lines = (f"{t},{n % 3},{WAVE[n]},{n % 2},{n % 9}.5" for n, t in enumerate(HOURS))
    assert of("date,ind,rain,ind,temp", *lines).features == ("rain", "temp")


def test_a_phone_log_has_its_time():
    lines = [
        f"{t:%m-%d %H:%M:%S}.{n:03} 12 13 I Battery: level={90 - n % 7 * 3} volt={WAVE[n]}"
        for n, t in enumerate(HOURS)
    ]
    found = of(*lines)
    assert (found.features, found.table.row_name(0)[:11]) == (("level", "volt"), "03-01 00:00")


def test_a_yen_of_one_byte_is_called_one():
    lines = ["日付,売上", *(f'{t:%Y/%m/%d %H:%M},"\\{n + 1:,}000"' for n, t in enumerate(HOURS))]
    table = read_table("\n".join(lines).encode("cp932"), "a.csv")
    assert (table.units, table.values[:2, 0].tolist()) == (("¥",), [1000, 2000])


@pytest.mark.parametrize("shape", ["{}-{:02}", "{}{:02}", "{} 20{:02}"])
@pytest.mark.parametrize(
    "names",
    [
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    ],
)
def test_months_of_any_language_across_are_one_thing_in_turn(names, shape):
    across = [shape.format(month, year) for year in (5, 6) for month in names.split()]
    across[11], across[23] = "2005", "2006"  # as banks write the ends of years
    text = (f"item {n},{','.join(str(WAVE[n * 24 + k]) for k in range(24))}" for n in range(30))
    found = of(",".join(["concepto", *across]), *text)
    assert found.in_turn
    assert (*found.features, found.target) == tuple(across)


@pytest.mark.parametrize("stem", ["set", "out", "max", "decil", "marker"])
def test_numbered_names_that_begin_as_months_are_none(stem):
    random = np.random.default_rng(4).normal(0, 1, (60, 12))
    names = [f"{stem}{n:02}" for n in range(1, 13)]
    assert not of(",".join(names), *(",".join(f"{c:.3f}" for c in row) for row in random)).in_turn


@pytest.mark.parametrize("cell", ['="{}"', '"=""{}"""'])
def test_cells_that_are_formulas_of_a_text_are_that_text(cell):
    lines = [",".join(cell.format(c) for c in row.split(",")) for row in ("time,load", *rows())]
    table = read(*lines)
    assert (table.columns, table.row_name(0)) == (("load",), "2021-03-01 00:00")
    assert table.values[:, 0].tolist() == pytest.approx(WAVE[:96])


@pytest.mark.parametrize("end", ["Source: the office, 2024.", ",4711.5", "Total,4711.5"])
def test_what_stands_below_years_without_one_is_no_row(end):
    lines = [f"{1880 + n},{WAVE[n]}" for n in range(140)]
    assert len(read("year,temp", *lines, "", end).values) == 140


def test_a_day_whose_last_hour_is_absent_is_not_the_day_that_spring_shortens():
    lines = [line for line in counted("2021-03-10", 30, 0) if not line.startswith("2021-03-28")]
    day = [f"2021-03-28,{hour},{WAVE[hour]},5" for hour in range(23) if hour % 7 != 3]
    moments = of("date,hour,load,price", *lines[:432], *day, *lines[432:]).table.moments
    assert moments is not None
    assert (moments[432:436] // 3_600_000 % 24).tolist() == [0, 1, 2, 4]
    assert (moments[451] // 3_600_000 % 24) == 22


def test_the_hour_that_autumn_repeats_is_said_once():
    clock = [datetime(2021, 10, 30) + timedelta(hours=n) for n in range(60)]
    clock = [*clock[:27], *clock[26:]]
    keys = [
        f.key for f in of("time,load", *(f"{t},{WAVE[n]}" for n, t in enumerate(clock))).findings
    ]
    assert "summer" in keys
    assert "twice" not in keys


@pytest.mark.parametrize("sign", [";", "\t"])
def test_points_between_thousands_are_told_by_the_hundreds_beside_them(sign):
    counts = [593 + 37 * (n * 7 % 40) for n in range(96)]
    lines = [f"{t}{sign}{c:,}".replace(",", ".") for t, c in zip(HOURS, counts, strict=True)]
    assert read(f"time{sign}count", *lines).values[:, 0].tolist() == counts
    levels = [f"{t}{sign}{c / 1000:.3f}" for t, c in zip(HOURS, counts, strict=True)]
    assert read(f"time{sign}level", *levels).values[0, 0] == pytest.approx(0.593)
