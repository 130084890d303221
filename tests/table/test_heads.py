"""What stands at a table's head, between its cells and in them, as people and programs write it."""

import json
from datetime import date

import numpy as np
import pytest

from lstmviz.table.reading.body.rows import cells_of_rows
from lstmviz.table.tables import Table, TableError, build_table, read_table
from tests.table.world import times, waves


def typed(lines: list[str]) -> Table:
    return read_table("\n".join(lines).encode(), "typed.csv")


def test_names_that_are_times_of_day_below_a_title_filled_up_with_commas():
    names = [f"{n // 2}:{n % 2 * 30:02d}" for n in range(1, 49)]
    rows = [
        f"1,3.78,2076,GC,{date},{','.join(f'{n + k % 9}.25' for k in range(48))}"
        for n, date in enumerate(times(30, 1440, "%-d/%m/%Y", "2010-07-01"))
    ]
    head = f"Customer,Generator Capacity,Postcode,Category,date,{','.join(names)}"
    table = typed([f"Half-hour data of homes{',' * 52}", head, *rows])
    assert (len(table.values), table.row_name(0), table.label_name) == (30, "1/07/2010", "date")
    assert table.columns == ("Customer", "Generator Capacity", "Postcode", *names)


def test_names_between_commas_part_the_rows_though_a_cell_has_more_blanks():
    rows = [
        f"discharge,[2008.  4.  2. 15. {n % 24}. 41.5],24,B5,{n},{n + 1:05d}.csv,{1.8 - n / 99}"
        for n in range(60)
    ]
    table = typed(["type,start_time,ambient,battery_id,test_id,filename,Capacity", *rows])
    assert table.columns == ("ambient", "test_id", "Capacity")
    assert table.values[:2, 2].round(4).tolist() == pytest.approx([1.8, 1.7899])


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("Yes", "No"), "holds “Yes” and “No”: read as 1 and 0."),
        (("Y", "N"), "holds “Y” and “N”: read as 1 and 0."),
        (("on", "off"), "holds “on” and “off”: read as 1 and 0."),
    ],
)
def test_two_words_that_are_yes_and_no_are_numbers(pair, says):
    rows = [f"{n % 7},{pair[n % 3 == 1] if n % 10 else 'NA'}" for n in range(40)]
    table = typed(["rain,tomorrow", *rows])
    assert table.columns == ("rain", "tomorrow")
    np.testing.assert_array_equal(table.values[:3, 1], [np.nan, 0, 1])
    assert any(says in note for note in table.notes)


def test_two_other_words_stay_text():
    assert typed(["a,b", *(f"{n % 7},{('W', 'No')[n % 2]}" for n in range(40))]).columns == ("a",)


def test_a_letter_beside_zeros_that_stands_for_nothing_measured_is_missing():
    rain = ["M" if n % 9 == 4 else "0.00" for n in range(60)]
    lines = [
        f"{t},{w},{r}"
        for t, w, r in zip(times(60, 60, "%Y-%m-%d %H:%M"), waves(60, 1), rain, strict=True)
    ]
    table = typed(["valid,tmpf,p01i", *lines])
    np.testing.assert_array_equal(np.isnan(table.values[:, 1]), [r == "M" for r in rain])


@pytest.mark.parametrize(
    "word", ["85{:03d}A", "{:05d}.csv", "{:03d}b"], ids=["article", "file", "led by zeros"]
)
def test_digits_of_a_code_are_no_number_with_a_unit(word):
    table = typed(["code,sold", *(f"{word.format(n)},{n % 7}" for n in range(40))])
    assert table.columns == ("sold",)


def test_numbers_of_equal_length_keep_a_unit_that_stands_apart_or_is_short():
    table = typed(["a,b,c", *(f"{12000 + n} W,{n % 7 + 1}V,{n % 5}" for n in range(40))])
    assert table.units == ("W", "V", "")


def test_the_answer_of_a_store_of_metrics_is_a_column_for_each():
    """Lists of a time and a number as text, one in each of a few records."""
    answer = [
        {
            "metric": {"instance": f"host{k}"},
            "values": [[1_714_521_600 + 15 * n, f"{n % 7}.5"] for n in range(60 + k)],
        }
        for k in range(3)
    ]
    table = read_table(json.dumps({"status": "success", "data": answer}).encode(), "a.json")
    assert table.values.shape == (62, 4)
    assert table.values[1].tolist() == [1_714_521_615, 1.5, 1.5, 1.5]
    assert table.columns == ("time", "data 1 values", "data 2 values", "data 3 values")
    assert "3 lists of times and values stand side by side, as columns." in table.notes


def test_lists_of_one_length_that_stand_deep_in_a_document_are_the_columns():
    quote = {"open": [n * 3 % 11 for n in range(40)], "close": [n % 7 for n in range(40)]}
    inner = {"meta": {"symbol": "A"}, "timestamp": [*range(40)], "indicators": {"quote": [quote]}}
    content = {"chart": {"result": [inner], "error": None}}
    table = read_table(json.dumps(content).encode(), "a.json")
    assert (table.columns, len(table.values)) == (("timestamp", "open", "close"), 40)
    with pytest.raises(TableError, match="holds no table that can be told"):
        read_table(b'{"lib": ["a", "b"], "n": 1, "in": {"types": ["c", "d"], "n": 2}}', "a.json")


@pytest.mark.parametrize("later", [0, 2])
@pytest.mark.parametrize("within", [False, True])
def test_lists_of_times_and_values_stand_side_by_side_where_they_share_their_times(later, within):
    begin, day = 1_672_531_200_000, 86_400_000
    parts = {
        key: [[begin + day * n, n * k % 11 + 0.5] for n in range(40) if n >= later or k == 3]
        for k, key in enumerate(("prices", "caps", "volumes"), start=3)
    }
    content = {"market": parts, "name": "x"} if within else parts
    table = read_table(json.dumps(content).encode(), "a.json")
    assert (len(table.values), table.sheets) == (40, ())
    assert table.columns[1:] == tuple(f"market {k}" if within else k for k in parts)
    assert np.isnan(table.values[:, 3]).sum() == later
    apart = {"a": parts["prices"], "b": [[t + 5, v] for t, v in parts["caps"]]}
    assert len(read_table(json.dumps(apart).encode(), "a.json").sheets) == 2


def test_units_that_stand_under_some_names_a_mark_and_a_word_behind_some_rows():
    rows = [
        f"   {1950 + n // 12}  {n % 12 + 1:2d}  {8.9 + n % 7:5.1f}   "
        f"{f'{n % 4:5d}' if n % 9 else '  ---'}   {40.3 + n % 50:5.1f}{'#' if n > 70 else ''}"
        f"{'  Provisional' if n > 80 else ''}"
        for n in range(90)
    ]
    head = ["A town", "A note on what the signs mean.", "   yyyy  mm   tmax      af     sun"]
    head += ["              degC    days   hours"]
    table = read_table("\n".join([*head, *rows]).encode(), "town.txt")
    assert table.columns == ("yyyy", "mm", "tmax", "af", "sun")
    assert table.units == ("", "", "degC", "days", "hours")
    assert table.values.shape == (90, 5)
    assert not np.isnan(table.values[:, 4]).any()
    said = " ".join(table.notes)
    assert "Left out: a word behind the last column in 9 rows." in said
    assert "below the table" not in said


@pytest.mark.parametrize(
    ("names", "below", "units"),
    [
        (
            "Crude oil;Gas, US;Gold",
            ";($/bbl);($/mmbtu);($/troy oz)",
            ("$/bbl", "$/mmbtu", "$/troy oz"),
        ),
        ("A;B;C", "[-];[counts];[cars/5 min]", ("", "counts", "cars/5 min")),
        ("Feed;Level;Rest", ";(t.p.h.);(per cent);(index)", ("t.p.h.", "per cent", "index")),
        ("[flow];[level];[rest]", None, ("", "", "")),
    ],
)
def test_a_row_of_which_each_cell_is_in_brackets_gives_units(names, below, units):
    rows = [
        f"{day};{n % 7};{n * 3 % 11};{n * 5 % 13}"
        for n, day in enumerate(times(40, 1440, "%Y-%m-%d"))
    ]
    below = [below if below.startswith(";") else f"[date];{below}"] if below else []
    table = typed([f"time;{names}", *below, *rows])
    assert table.columns == tuple(names.split(";"))
    assert table.units == units
    assert not [note for note in table.notes if "headings" in note]


def test_what_stands_in_brackets_and_tells_equal_names_apart_is_no_unit():
    rows = [f"{day},{n % 7},{n * 3 % 11}" for n, day in enumerate(times(40, 1440, "%Y-%m-%d"))]
    table = typed(["time,valve,valve", ",(left),(right)", *rows])
    assert len(set(table.columns)) == 2


def test_a_country_behind_a_comma_is_no_unit():
    rows = [f"{day};{n % 7};{n * 3 % 11};{n}" for n, day in enumerate(times(40, 1440, "%Y-%m-%d"))]
    table = typed(["time;Natural gas, US;Natural gas, Europe;Delay, us", *rows])
    assert table.columns == ("Natural gas, US", "Natural gas, Europe", "Delay")


@pytest.mark.parametrize(
    ("above", "names", "left"),
    [
        (
            ["Title,INDEX,RATE", "CDID,D7BT,D7G7", "Source,MM23,MM23", "Unit,points,%",
             "Release date,17-01-2024,17-01-2024", "Notes,,"],
            ("INDEX", "RATE"), 5,
        ),
        (
            [",BBEX3,BBEX3_OTHER", ",Rate of the bank,", "Unit,USD,", "Dimension,One,"],
            ("BBEX3", "BBEX3_OTHER"), 3,
        ),
        (
            ["Series,A1,B2,C3", "Title,Labour,Prices,Money", "Freq,M,M,M", "Start,1990,1991,1992"],
            ("A1", "B2", "C3"), 3,
        ),
    ],
)  # fmt: skip
def test_of_lines_about_each_column_the_first_names_them(above, names, left):
    more = ",7" * (len(names) - 2)
    rows = [f"{d},{n % 7}.5,{n * 3 % 11}{more}" for n, d in enumerate(times(40, 1440, "%Y-%m-%d"))]
    table = typed([*above, *rows])
    assert (len(table.values), table.columns) == (40, names)
    assert f"Left out: {left} lines about the table, above it." in table.notes


@pytest.mark.parametrize("first", ["Time Period", "date", "Datum"])
def test_of_lines_about_each_column_the_last_names_them_where_it_begins_with_a_time(first):
    above = ["Series,Yield of three months,Yield of a year", "Unit:,points,%", "Multiplier:,1,1"]
    rows = [f"{d},{n % 7}.5,{n * 3 % 11}" for n, d in enumerate(times(40, 1440, "%Y-%m-%d"))]
    table = typed([*above, "Identifier:,a/M3,a/Y1", f"{first},M3,Y1", *rows])
    assert (table.columns, table.units, table.label_name) == (("M3", "Y1"), ("points", "%"), first)
    assert "Left out: 4 lines before the table." in table.notes


@pytest.mark.parametrize("behind", [1, 3])
def test_words_about_a_file_and_their_values_as_wide_as_the_table_do_not_name_its_columns(behind):
    about = ["Source,ID,City,Lat,Lon,Zone", "NSRDB,145809,-,39.97,-105.26,-7"]
    about = [f"{line},{more}" for line, more in zip(about, ("A,B,C", "1,2,x"), strict=True)]
    about = [",".join(line.split(",")[: 6 + behind]) for line in about]
    end = "," * behind
    rows = [f"2020,1,{1 + n // 24},{n % 24},{n % 7},{n % 5}.5{end}" for n in range(240)]
    table = typed([*about, f"Year,Month,Day,Hour,GHI,Wind Speed{end}", *rows])
    assert table.columns[-2:] == ("GHI", "Wind Speed")
    assert "Left out: 2 lines before the table." in table.notes


@pytest.mark.parametrize("remarks", [1, 6])
def test_remarks_beside_the_first_rows_belong_to_no_column(remarks):
    about = ["Station;No;Height", "Lund;53430;2.0", "From (date);To (date);Height;Lat;Lon"]
    about += ["2012-12-01 00:00;2024-09-01 06:00;26.0;55.7;13.2", ""]
    rows = [
        f"{d};{n % 7}.5;{'GY'[n % 9 == 2]}" + f";;remark {n}" * (n < remarks)
        for n, d in enumerate(times(300, 60, "%Y-%m-%d;%H:%M"))
    ]
    table = typed([*about, "Date;Time;Temp;Quality;;Notes:", *rows])
    assert (table.columns, len(table.values)) == (("Temp",), 300)
    assert table.label_name == "Date Time"


def test_of_four_lines_of_a_logger_the_second_names_the_columns():
    head = ["TOA5,site,CR1000,51", "TIMESTAMP,AirTC,RH,VP", "TS,Deg C,%,kPa", ",Avg,Smp,Smp"]
    rows = [f"{d},{n % 7}.5,{n},{n % 5}" for n, d in enumerate(times(40, 60, "%Y-%m-%d %H:%M"))]
    assert typed([*head, *rows]).columns == ("AirTC", "RH", "VP")


def test_of_lines_about_each_column_the_last_names_them_where_the_first_holds_numbers():
    above = ["Channels,2,2", "Samples,40,40", "Date,2014-10-02,2014-10-02", "X0,0.0,0.0"]
    rows = [f"{n / 8},{n % 7}.5,{n * 3 % 11}" for n in range(40)]
    assert typed([*above, "X,force,stroke", *rows]).columns[-2:] == ("force", "stroke")


def test_a_sheet_of_one_row_is_refused_in_a_sentence():
    with pytest.raises(TableError, match="no rows"):
        build_table(cells_of_rows([(date(2000, 1, 1),) * 5]), "a.xlsx")


REMARKED = [f"{n / 100:.2f}\t{(n * 7) % 11 / 10}\t{(n * 3) % 13 / 10}" for n in range(60)]


@pytest.mark.parametrize("sign", "\t,;")
@pytest.mark.parametrize("remarks", [{}, {0: "start"}, {30: "note"}, {0: "start", 59: "end"}])
@pytest.mark.parametrize(
    "above", [[], ["Operator\tlab3", "Y_Unit_Label\tNewton\tmm\t", "***End***\t\t\t"]]
)
def test_words_above_shorter_rows_name_them(remarks, above, sign):
    rows = [f"{row}\t{remarks[n]}" if n in remarks else row for n, row in enumerate(REMARKED)]
    lines = [*above, "X_Value\tForce\tDisplacement\tComment", *rows]
    table = typed([line.replace("\t", sign) for line in lines])
    assert (table.columns[:3], len(table.values)) == (("X_Value", "Force", "Displacement"), 60)
    assert table.values[59, 0] == pytest.approx(0.59)
    assert table.units[1:3] == (("Newton", "mm") if above else ("", ""))
    short = f"{60 - len(remarks)} rows shorter than the names: read as missing at the end."
    assert short in table.notes


def test_names_of_a_table_above_another_are_not_names_of_that():
    hours = times(40, 60, "%Y-%m-%d %H:%M")
    place = ["lat,lon,height,zone,name", "52.5,13.4,38,1", ""]
    table = typed([*place, "time,a,b", *(f"{t},{n % 7},{n % 5}" for n, t in enumerate(hours))])
    assert (table.columns, len(table.values)) == (("a", "b"), 40)


def test_a_row_of_headings_above_one_that_tells_names_apart_belongs_to_the_names():
    head = [",A,A,A,A,A,A", "time,wind,wind,wind,wind,rain,rain", ",,,direction,direction,,"]
    rows = [
        f"{d},{n % 7},8,{n % 5 * 90},{n % 3},{n % 4},{n % 2}"
        for n, d in enumerate(times(40, 1440, "%Y-%m-%d"))
    ]
    table = typed(["Downloaded on 2024-02-20", "", *head, ",,quality,,quality,,quality", *rows])
    winds = ["wind", "wind quality", "wind direction", "wind direction quality"]
    assert list(table.columns) == [f"A {name}" for name in (*winds, "rain", "rain quality")]
    assert not [note for note in table.notes if "headings" in note]


@pytest.mark.parametrize("signs", [",;", ";,", ", ", "\t,", ";\t"])
@pytest.mark.parametrize("above", [[], ["Station north"]])
def test_names_may_be_told_apart_by_another_sign_than_rows(signs, above):
    rows = [signs[1].join([str(n / 4), f"{n % 7}.5", str(n * 3 % 11)]) for n in range(60)]
    table = typed([*above, signs[0].join(["time", "level", "flow"]), *rows])
    assert (table.columns, len(table.values)) == (("time", "level", "flow"), 60)


def test_lines_that_stand_in_quotes_as_a_whole_have_fields():
    rows = [f'"{d},{n % 7}.5,""ok"",{n}"' for n, d in enumerate(times(40, 1440, "%Y-%m-%d"))]
    table = typed(['"time,level,state,flow"', *rows])
    assert (table.columns, len(table.values)) == (("level", "flow"), 40)
    assert typed(['"a, b"', *(f'"{n}"' for n in range(40))]).values.shape == (40, 1)


def test_two_lines_of_names_that_are_one_short_are_joined():
    assert typed(["1,1,", "1,,1", "1,1,1,1", "1,1,1,1"]).values.shape[1] == 4
