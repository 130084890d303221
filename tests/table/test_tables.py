"""Whatever a visitor brings: a table with its notes, or one sentence."""

# ruff: noqa: PD011 (the values of a Table, not of a DataFrame)

import bz2
import gzip
import io
import json
import pickle
import re
import time
import zipfile
from datetime import datetime, timedelta

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lstmviz.table.reading.files import files, sheets
from lstmviz.table.tables import MAX_COLUMNS, Table, TableError, read_table, typed_table
from lstmviz.table.understanding.findings import understand

HUGE = float(np.float32(1e30))
FLOAT32 = (
    st.floats(-HUGE, HUGE, width=32) | st.integers(-10_000, 10_000).map(float) | st.just(np.nan)
)
# It counts what is asked of it, and outlives all that it has given out.
COUNTED = pa.proxy_memory_pool(pa.default_memory_pool())


def nothing_but_nines(cells: np.ndarray) -> bool:
    """Whether a column holds but one number of nines, which is said to stand for missing values."""
    known = [set(column[~np.isnan(column)]) for column in cells.T]
    return any(len(each) == 1 and set(f"{abs(max(each)):g}") <= set("9.") for each in known)


TABLES = (
    st.tuples(st.integers(2, 12), st.integers(2, 5))
    .flatmap(lambda shape: arrays(np.float32, shape, elements=FLOAT32.map(np.float32)))
    .map(
        lambda cells: np.where(
            np.isnan(cells).all(axis=0) | np.isnan(cells[-1]), np.float32(1), cells
        )
    )
    .filter(lambda cells: not nothing_but_nines(cells))
)
fast = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.encode(encoding), "table.csv")


def sentence(content: bytes, name: str = "table.csv") -> str:
    with pytest.raises(TableError) as error:
        read_table(content, name)
    assert str(error.value)[0].isupper()
    assert str(error.value).endswith(".")
    return str(error.value)


def excel(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"sheet {number}")
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(table: pa.Table, **options: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


def same(table: Table, cells: np.ndarray) -> None:
    """Compare with what was written out, digit by digit; −0 and 0 are the same number."""
    np.testing.assert_array_equal(table.values, cells.astype(table.values.dtype))
    assert table.values.dtype in (np.float32, np.float64)


# ---- what was written comes back ------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@settings(fast, max_examples=10)
@given(
    cells=TABLES,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    decimal=st.sampled_from([".", ","]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoted=st.booleans(),
)
def test_text_in_every_dialect_comes_back(encoding, cells, delimiter, decimal, end, quoted):
    written = np.full(cells.shape, np.nan)

    def write(place: tuple[int, int]) -> str:
        x = cells[place]
        text = "" if np.isnan(x) else np.format_float_positional(x, trim="0")
        written[place] = float(text or "nan")
        text = text.replace(".", decimal)
        return f'"{text}"' if quoted or delimiter in text else text

    names = [f"naïve {n}" for n in range(cells.shape[1])]
    rows, columns = map(range, cells.shape)
    lines = [delimiter.join(write((row, column)) for column in columns) for row in rows]
    table = read(end.join([delimiter.join(names), *lines]) + end, encoding)
    same(table, written)
    assert table.columns == tuple(names)


@fast
@given(cells=TABLES)
def test_excel_comes_back(cells):
    rows = [[None if np.isnan(x) else float(x) for x in row] for row in cells]
    names = [f"x{n}" for n in range(cells.shape[1])]
    # Excel's files keep 16 digits.
    written = np.array([[float(f"{x:.16g}") for x in row] for row in cells.astype(np.float64)])
    same(read_table(excel([names, *rows]), "table.csv"), written)


@fast
@given(cells=TABLES, kind=st.sampled_from(["float32", "float64"]))
def test_parquet_comes_back(cells, kind):
    frame = pd.DataFrame(cells.astype(kind), columns=[f"x{n}" for n in range(cells.shape[1])])
    same(read_table(parquet(pa.Table.from_pandas(frame)), "table.csv"), cells)


@fast
@given(cells=TABLES)
def test_typed_comes_back(cells):
    rows = [[None if np.isnan(x) else float(x) for x in row] for row in cells]
    same(typed_table(rows, [f"x{n}" for n in range(cells.shape[1])]), cells)


# ---- nothing but a TableError, ever ---------------------------------------------------------


def survives(content: bytes) -> None:
    try:
        table = read_table(content, "hostile.csv")
    except TableError as error:
        if "could not be read as a table" in str(error):  # the last resort: a reader has a bug
            raise error.__cause__ from None
        return
    assert table.values.shape[1] == len(table.columns) == len(set(table.columns))
    assert np.isfinite(table.values).any()
    assert not np.isinf(table.values).any()
    assert table.row_name(len(table.values) - 1)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300))
def test_random_bytes_survive(content):
    survives(content)


ALPHABET = "0123456789.,;-+eE\"'\n\r\t |ab%€−–:/ \u202e\u00a0#NaN"


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=ALPHABET, max_size=120), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_random_text_survives(text, encoding):
    survives(text.encode(encoding))


FIELDS = st.sampled_from(
    [
        *("1", "2.5", "3,5", "1.234,5", "12 %", "", "NA", "x", "inf", "1e999", "-", '"q"'),
        "2020-01-01",
        "12:30",
        "true",
        "1'000",
        "€ 5",
        "０",
        "²",
        "1 000",
        "0x1F",
        "99999999999999999999",
        "\u2212 1",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(FIELDS, min_size=1, max_size=4), min_size=1, max_size=8),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
@example(rows=[["12 %", "1"], ["€ 5", "1"]], delimiter=",")
def test_random_fields_survive(rows, delimiter):
    survives("\n".join(delimiter.join(row) for row in rows).encode())


VALID = [
    excel([["a", "b"], [1, 2], [3, datetime(2020, 1, 1)], ["x", 4]]),
    parquet(pa.table({"a": [1.0, 2.0], "b": ["x", "y"]})),
    parquet(pa.table({"a": list(range(99)), "b": ["x"] * 99}), compression="zstd"),
]


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_mutated_files_survive(data):
    content = bytearray(data.draw(st.sampled_from(VALID)))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    survives(bytes(content[: data.draw(st.integers(1, len(content)))]))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_mutated_sheets_survive(data):
    """Damage inside the compressed XML: a mutated archive would only fail its checksum."""
    source = zipfile.ZipFile(io.BytesIO(VALID[0]))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            xml = bytearray(source.read(name))
            if name.startswith("xl/w") or "shared" in name:
                place = data.draw(st.integers(0, len(xml) - 1))
                xml[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
            archive.writestr(name, bytes(xml))
    survives(target.getvalue())


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(
        st.lists(st.none() | st.floats() | st.text(max_size=5) | st.booleans() | st.integers())
    ),
    columns=st.lists(st.text(max_size=5), max_size=3),
)
def test_anything_typed_survives(cells, columns):
    try:
        table = typed_table(cells, columns)
    except TableError as error:
        if "could not be read" in str(error):
            raise error.__cause__ from None
        return
    assert len(table.columns) == table.values.shape[1]


# ---- dialects, one by one -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n3,4\n", [[1, 2], [3, 4]]),
        ("a b\n1  2\n 3 4\n", [[1, 2], [3, 4]]),
        ("a;b\n1,5;2\n3,5;4", [[1.5, 2], [3.5, 4]]),
        ("x\n1,5\n2,5\n", [[1.5], [2.5]]),
        ("a;b\n1,234;2\n2,345;3\n", [[1.234, 2], [2.345, 3]]),
        ("x\n1\n2\n", [[1], [2]]),
        ("# a remark\n# and one more\na,b\n1,2\n3,4\n", [[1, 2], [3, 4]]),
        ('a,b\n"1,234","5,678.5"\n"1,000","2"\n', [[1234, 5678.5], [1000, 2]]),
        ("a;b\n1.234,5;1 000,5\n2.000,0;2 000,5\n", [[1234.5, 1000.5], [2000, 2000.5]]),
        ("a\tb\n1'234.5\t1\n2'000.5\t2\n", [[1234.5, 1], [2000.5, 2]]),
        ("a,b\n\u22121.5,+2\n-2,.5\n", [[-1.5, 2], [-2, 0.5]]),
        ("a,b\n1e3,2E-1\n5,6\n", [[1000, 0.2], [5, 6]]),
        ("a,b\ntrue,1\nFALSE,2\n", [[1, 1], [0, 2]]),
        ("\n\na,b\n1,2\n\n3,4\n\n", [[1, 2], [3, 4]]),
        ("a,b\n 1 , 2 \n3,4\n", [[1, 2], [3, 4]]),
        ("sep=;\na;b\n1,5;2\n3;4\n", [[1.5, 2], [3, 4]]),
    ],
)
def test_dialect(text, expected):
    same(read(text), np.array(expected, np.float32))


def test_missing_values_are_counted():
    gaps = ["", "NA", "nan", "–", "null", "-", "None", "#N/A", "?", " "]
    table = read("a,b\n" + "".join(f"{gap},1\n" for gap in gaps) + "1,2\n2,3\n")
    assert np.isnan(table.values[: len(gaps), 0]).all()
    assert not np.isnan(table.values[:, 1]).any()
    assert "Missing values: 10 in “a”. Rows that hold them enter no sample." in table.notes


def test_infinite_and_huge_numbers_become_missing():
    table = read("a,b\ninf,1e39\n-Infinity,2\n1e999,3\n5,-1e200\n7,7\n")
    np.testing.assert_array_equal(np.isnan(table.values[:, 0]), [True, True, True, False, False])
    np.testing.assert_array_equal(table.values[1:3, 1], [2, 3])
    assert "Column “a” is infinite in 3 of 5 rows: read as missing." in table.notes
    assert any("beyond ±3.4e38 in 2 of 5 rows" in note for note in table.notes)


def test_text_among_numbers_becomes_missing():
    table = read("a\n1\n2\nbroken\n4\n")
    np.testing.assert_array_equal(table.values[:, 0], [1, 2, np.nan, 4])
    assert "Column “a” holds text in 1 of 4 rows, such as “broken”: read as missing." in table.notes


def test_unit_behind_every_number_is_split_off():
    table = read("a,b\n12 %,€ 3\n13.5 %,€ 4\n")
    same(table, np.array([[12, 3], [13.5, 4]], np.float32))
    assert table.units == ("%", "€")


def test_windows_1252_is_read_and_said():
    table = read("Größe;Preis\n1,5;2\n2,5;3\n", "cp1252")
    assert table.columns == ("Größe", "Preis")
    assert "Windows-1252" in table.notes[0]


# ---- names, units, header -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "unit"),
    [
        ("temp (°C)", "temp", "°C"),
        ("power [W]", "power", "W"),
        ("wind(m/s)", "wind", "m/s"),
        ("power (mean)", "power (mean)", ""),
        ("x (1)", "x (1)", ""),
        ("  a \t b ", "a b", ""),
        ("evil\u202etxt\x07", "eviltxt", ""),
        ("x" * 80, "x" * 59 + "…", ""),
    ],
)
def test_name(name, column, unit):
    table = read(f"{name};y\n1;2\n2;3\n")
    assert (table.columns[0], table.units[0]) == (column, unit)


def test_names_are_made_unique_and_never_empty():
    table = read("a,a,,a 2\n1,2,3,4\n2,4,5,6\n")
    assert table.columns == ("a", "a 2", "column 3", "a 2 2")
    assert "A second column “a” is called “a 2”." in table.notes
    assert "A column without a name is called “column 3”." in table.notes


def test_what_looks_like_a_unit_may_tell_columns_apart():
    table = read("temp (N),temp (S)\n1,2\n3,4\n")
    assert table.columns == ("temp (N)", "temp (S)")
    assert table.units == ("", "")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("1,2\n3,4\n5,6\n", ("column 1", "column 2")),
        ("0,1,2\n0.5,1.5,9\n0.1,0.2,4\n", ("0", "1", "2")),  # as pandas writes it
        ("city,2019,2020,2021\nRome,1.5,2,inf\nOslo,1,2,2\n", ("2019", "2020", "2021")),
        ("1,2,3\n2,3,4\n3,4,5\n", ("column 1", "column 2", "column 3")),
        ("1,2\n", ("column 1", "column 2")),
        ("NA,2\n3,4\n", ("column 1", "column 2")),
    ],
)
def test_header_is_found_or_not(text, columns):
    table = read(text)
    assert table.columns == columns
    said = "No row of column names was found: the columns are numbered."
    assert (said in table.notes) == (columns[0] == "column 1")


def test_hostile_names_cannot_move_the_page():
    table = read_table(b"a,b\n1,2\n3,4\n", "../../\u202eetc/\x00pass<b>.csv" + "x" * 99)
    assert table.name.startswith("pass<b>.csv")
    assert len(table.name) == 60


# ---- labels and groups ----------------------------------------------------------------------


def test_dates_label_the_rows():
    table = read("when,x\n2024-01-01 00:00,1\n2024-01-01 00:10,2\n")
    assert (table.row_name(1), table.label_name) == ("2024-01-01 00:10", "when")
    assert list(table.labels) == ["2024-01-01 00:00", "2024-01-01 00:10"]
    assert "Column “when” holds dates: it names the rows." in table.notes


def test_date_and_time_of_day_label_the_rows_together():
    table = read("Date;Time;x\n16/12/2006;17:24:00;4.2\n16/12/2006;17:25:00;5.3\n")
    assert table.row_name(1) == "16/12/2006 17:25:00"


def test_text_labels_the_rows():
    rows = "".join(f"name {n},{n / 4}\n" for n in range(61))
    table = read("name,x\n" + rows)
    assert table.row_name(60) == "name 60"
    assert "Column “name” holds text: it names the rows." in table.notes


def test_text_that_looks_like_from_and_to_labels_the_rows_as_a_whole():
    rows = "".join(f"Plant {n} - north field,{n / 4}\n" for n in range(10, 20))
    assert read("site,x\n" + rows).row_name(0) == "Plant 10 - north field"


def test_a_counter_labels_the_rows_only_under_such_a_name():
    frame = pd.DataFrame({"x": [1.5, 2.5, 4.0]}, index=[1950, 1951, 1952])
    assert read(frame.to_csv()).columns == ("x",)
    assert read(frame.to_csv()).row_name(2) == "1952"
    assert read_table(parquet(pa.Table.from_pandas(frame)), "p").row_name(2) == "1952"
    assert read("x,y\n1,2\n2,2.5\n3,9\n").columns == ("x", "y")
    assert read("index\n1\n2\n3\n").columns == ("index",)  # the only column is fed


def test_rows_without_a_label_are_numbered():
    table = read("x\n" + "1\n2\n" * 600)
    assert table.labels is None
    assert table.row_name(1_199) == "1,199"


def test_repeating_text_and_whole_numbers_group_rows():
    table = read("who,run,x\n" + "".join(f"{w},{w == 'b'},{n}.5\n" for w in "ab" for n in range(9)))
    assert set(table.groups) == {"who", "run"}
    np.testing.assert_array_equal(table.groups["who"], [0] * 9 + [1] * 9)
    table = read("who,x\nb,1\nb,2\n,3\nNA,4\na,5\na,6\n")
    np.testing.assert_array_equal(table.groups["who"], [0, 0, -1, -1, 1, 1])
    table = read("run,x\n" + "".join(f"{run},{n}.5\n" for run in (7, 5, 7) for n in range(4)))
    np.testing.assert_array_equal(table.groups["run"], [0] * 4 + [1] * 4 + [0] * 4)
    assert "run" in table.columns


def test_labels_are_a_sequence():
    labels = read("d,x\n2024-01-01,1\n2024-01-02,2\n2024-01-03,4\n").labels
    assert labels[-1] == "2024-01-03"
    assert list(labels[1:]) == ["2024-01-02", "2024-01-03"]
    with pytest.raises(IndexError, match="no row 3"):
        labels[3]


# ---- Excel and Parquet ----------------------------------------------------------------------


def test_excel_reads_the_first_sheet_that_holds_anything():
    table = read_table(
        excel([], [[None], [None, "when", "x [W]"], [None, datetime(2024, 1, 2), 5]], [["other"]]),
        "x.csv",
    )
    assert (table.columns, table.units, table.row_name(0)) == (("x",), ("W",), "2024-01-02")
    assert "Sheet “sheet 1” was read; 2 further sheets were not." in table.notes


def test_an_empty_row_inside_a_sheet_stays_a_row():
    table = read_table(excel([["a", "b"], [1, 2], [None, None], [3, 4], [None, ""]]), "x.xlsx")
    same(table, np.array([[1, 2], [np.nan, np.nan], [3, 4]], np.float32))


def test_excel_gives_the_cached_value_of_a_formula():
    content = excel([["a", "b"], [1, 2], [3, "=A2*2"]])
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            xml = (
                source.read(name).replace(b"<v></v>", b"<v>42</v>").replace(b"<v />", b"<v>42</v>")
            )
            archive.writestr(name, xml)
    same(read_table(target.getvalue(), "f.xlsx"), np.array([[1, 2], [3, 42]], np.float32))


def test_parquet_of_every_type():
    table = read_table(
        parquet(
            pa.table(
                {
                    "t": pa.array([datetime(2024, 1, 1) + timedelta(hours=n) for n in range(4)]),
                    "i": pa.array([1, 2, 3, None], pa.int16()),
                    "d": pa.array([1, 2, 3, 4]).cast(pa.decimal128(21, 2)),
                    "b": [True, False, True, False],
                    "s": pa.array(["u", "u", "v", "v"]).dictionary_encode(),
                    "l": [[1], [2], [3], [4]],
                    "n": pa.nulls(4),
                    "y": pa.array([b"1", b"2", b"\xff", b"4"]),
                }
            )
        ),
        "p.parquet",
    )
    assert table.columns == ("i", "d", "b", "l", "y")
    np.testing.assert_array_equal(table.values[:, 1], [1, 2, 3, 4])
    assert table.row_name(3) == "2024-01-01 03:00"
    assert list(table.groups) == ["s"]
    assert "Column “l” holds lists: a row for each part." in table.notes
    assert "Column “n” is empty in all 4 rows: left out." in table.notes


def test_constant_columns_are_said():
    table = read("a,b\n1,2\n1,3\n1,5\n")
    assert "“a” does not change: it tells the network nothing." in table.notes


def test_a_column_may_hold_a_value_in_its_first_row_alone():
    assert read_table(b"a,b\n1.5,1\n,2\n,3\n,4\n,5\n,6\n", "first.csv").values.shape == (6, 2)


def test_empty_rows_at_the_end_are_left_out():
    table = read("a,b\n1,2\n3,4\n,\n,\n")
    assert len(table.values) == 2
    assert "Left out: 2 empty rows at the end." in table.notes


def test_more_than_64_columns():
    width = MAX_COLUMNS + 3
    table = read(",".join(f"x{n}" for n in range(width)) + "\n" + ",".join(["1.5"] * width))
    assert len(table.columns) == MAX_COLUMNS
    assert any(
        n.startswith("The table has 67 columns of numbers; 64 are used") for n in table.notes
    )


# ---- sentences ------------------------------------------------------------------------------


def zipped(*names: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty"),
        (b" \n\t\n", "This file is empty"),
        (b"\xef\xbb\xbf", "This file is empty"),
        (b"a,b\n", "header (a, b) and no rows"),
        (b"a,b", "received 0"),
        (b"a,b\n1,2\n3,4,5\n", "Line 3 has 3 fields where 2 were expected"),
        (b"a,b\n1,2\n3\n", "Line 3 has 1 field where 2 were expected"),
        (b'a,b\n1,"2\n3,4\n', "quotation mark may be open"),
        (b"a,b\nx,y\nz,w\n", "no column of numbers"),
        (b"a,b\n,\n,\n", "no column of numbers"),
        (b"hello world", "no rows"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a PNG picture"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file (.xls"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\n <table><tr><td>1</td></tr></table>", "save it as .xlsx"),
        (b"<table><tr><td>54,00</td></tr></table>", "read_html(name, thousands=None)[0].to_csv"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:x:office:spreadsheet">', "save it as .xlsx"),
        (b"[[1, 2], [3, 4, 5]]", "This JSON holds no table"),
        (b'{"a": {"b": 1}, "c": [1, {"b": 2}]}', "This JSON holds no table"),
        (b'[{"a": 1}', "JSON document"),
        (gzip.compress(b"a,b\n1,2", mtime=0), "a gzip-compressed file"),
        (bz2.compress(b"a,b\n1,2"), "a bzip2-compressed file"),
        (b"PARE" + bytes(99), "an encrypted Parquet file"),
        (b"PAR1" + bytes(99), "This Parquet file is damaged"),
        (VALID[1][:-20], "This Parquet file is damaged"),
        (VALID[0][:-200], "This Excel file (or zip archive) is damaged"),
        (zipped("readme.txt"), "This is a zip archive"),
        (zipped("[Content_Types].xml", "word/document.xml"), "This is a Word document"),
        (zipped("mimetype", "content.xml"), "This Excel file is damaged"),
        (zipped("a.npy", "b.npy"), "an archive of NumPy arrays (.npz)"),
        (npy(np.zeros((5, 4, 3))), "3 axes, 5 × 4 × 3; a table has two. array.reshape(len(array)"),
        (npy(np.array(["x"])), "not of numbers"),
        (pickle.dumps([1, 2]), "a Python pickle (.pkl)"),
        (b"MATLAB 5.0 MAT-file, Platform: PCWIN64" + bytes(90), "a MATLAB file (.mat)"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "This Excel file is damaged"),
        (excel([], []), "no cell with content in its 2 sheets"),
        (excel([["a", "b"]]), "no rows"),
        (parquet(pa.table({"a": pa.array([], pa.float64())})), "no rows"),
        (parquet(pa.table({"a": ["x", "y"]})), "no column of numbers"),
        (bytes(range(256)), "This file is not text"),
        (b"\xff\xfea", "not. Expected text in one encoding"),
        (b"1,2\n" * 1_000_001, "1,000,001 rows received, at most 1,000,000"),
        (b"," * 20_000, "20,001 columns received, at most 2,000"),
        (b"1," * 100_000, "100,001 columns received, at most 2,000"),
        (b'"' + b"x" * 200_000, "quotation mark may be open"),
    ],
)
def test_sentence(content, says):
    assert says in sentence(content)


def test_typed_sentences():
    with pytest.raises(TableError, match=r"Row 2 has 1 cell, expected 2"):
        typed_table([[1, 2], [3]], ["a", "b"])
    with pytest.raises(TableError, match="no rows yet"):
        typed_table([[None, ""]], ["a", "b"])
    with pytest.raises(TableError, match="no column of numbers"):
        typed_table([["x", "y"]], ["a", "b"])


def test_too_many_bytes(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    assert "1.2 MB received, at most 1 MB" in sentence(b"1,2\n" * 300_000)


def test_a_long_text_is_taken_apart_in_few_bytes():
    """Arrow holds neither what it has read, nor a column in pieces beside the column as it is."""
    rows, columns = 200_000, 10
    times = np.datetime64("2020-01-01T00:00") + np.arange(rows)
    cells = ",12.34" * (columns - 1)
    lines = [f"{time}{cells}\n" for time in np.datetime_as_string(times).tolist()]
    before = pa.default_memory_pool()
    pa.set_memory_pool(COUNTED)
    try:
        table = read_table("".join(["time" + ",a" * (columns - 1) + "\n", *lines]).encode(), "long")
        # 23 bytes a cell otherwise; 8 of them, or 13 for the times, are the cell itself.
        assert table.values.shape == (rows, columns - 1)
        assert COUNTED.max_memory() < 17 * rows * columns
    finally:
        pa.set_memory_pool(before)


def test_a_column_that_turns_out_otherwise_later_is_read_as_in_a_short_text():
    late = "\n".join(["time,a", *["2020-01-01,12"] * 800_000, "2020-01-01 06:00:00.5,0.25"])
    table = read_table(late.encode(), "late")
    assert table.values[-1].tolist() == [0.25]
    assert table.row_name(800_000).endswith("06:00:00.500")


def test_too_many_rows_of_parquet():
    content = parquet(pa.table({"a": pa.nulls(1_000_001, pa.float32())}))
    assert "1,000,001 rows received" in sentence(content)


def test_zip_bomb_is_refused_while_it_unpacks(monkeypatch):
    """A thousandfold compression; what the archive's own directory says is not believed."""
    monkeypatch.setattr(sheets, "MAX_XML_BYTES", 25_000_000)
    content = zipped("[Content_Types].xml", "xl/workbook.xml", "xl/a", content=bytes(10_000_000))
    assert len(content) < 100_000
    assert "unpacks to more than 25 MB" in sentence(content)


def test_sheet_that_claims_a_far_cell_is_refused():
    content = excel([["a", "b"], [1, 2]])
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            xml = source.read(name).replace(b'<row r="2"', b'<row r="2000000000"')
            archive.writestr(name, xml.replace(b'r="A2"', b"").replace(b'r="B2"', b""))
    assert "reaches over 2,000,000,000 rows and 2 columns" in sentence(target.getvalue())


def test_column_that_no_spreadsheet_has_is_refused():
    """Each column becomes an array: a million of them, in a file of 5 kB, took 15 s."""
    source, target = zipfile.ZipFile(io.BytesIO(excel([["a", "b"], [1, 2]]))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b'r="B2"', b'r="BOLDB2"'))
    assert "columns; a spreadsheet program holds at most 16,384" in sentence(target.getvalue())


def test_too_many_excel_cells(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_CELLS", 50)
    assert "at most 50 cells" in sentence(excel([[1, 2, 3, 4]] * 20))


def test_parquet_bomb_is_refused_by_its_footer():
    """A million rows × 200 columns of one value take a few kilobytes on disk."""
    column = pa.nulls(1_000_000, pa.float64())
    content = parquet(pa.table({f"x{n}": column for n in range(200)}))
    assert len(content) < 1_000_000
    assert "unpacks to more than 600 MB" in sentence(content)


def test_one_long_text_in_every_row_stays_small():
    """A megabyte of text, 100,000 times: 100 GB if it were written out."""
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["x" * 1_000_000])
    table = read_table(parquet(pa.table({"s": words, "x": pa.array(range(100_000))})), "p")
    assert table.columns == ("x",)


def test_zip_of_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ZIP_ENTRIES", 3)
    assert "lists more than 3 files" in sentence(zipped(*"abcd"))


@pytest.mark.parametrize("cell", ["1" * 45_000 + "x", " " * 45_000 + "x", "-" * 45_000])
def test_long_cells_take_no_time(cell):
    start = time.process_time()
    survives(f"a b\n{cell} 1\n2 {cell}\n".encode())
    assert time.process_time() - start < 1


def test_xml_bomb_is_refused():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE b [<!ENTITY l0 "ha">{laughs}]><worksheet>&l9;</worksheet>'
    source, target = zipfile.ZipFile(io.BytesIO(VALID[0])), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            archive.writestr(name, bomb.encode() if is_sheet else source.read(name))
    sentence(target.getvalue())


# ---- fingerprint ----------------------------------------------------------------------------


DATED = "day,a,b,kind\n2024-01-01,1,2,x\n2024-01-02,3,4,x\n2024-01-03,5,6,y\n2024-01-04,7,8,y\n"


def test_the_same_table_has_one_fingerprint_however_it_is_written():
    a, b = read(DATED), read(DATED.replace(",", ";"))
    assert a.fingerprint == b.fingerprint
    assert len(a.fingerprint) == 12
    assert read(DATED[4:].replace("2024-01-0", "")).fingerprint != a.fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("b,kind", "c,kind"),
        ("7,8", "7,9"),
        ("day", "when"),
        ("2024-01-04", "2024-01-05"),
        ("6,y", "6,x"),
        ("a,", "a [kW],"),
    ],
    ids=["name", "value", "label", "moment", "group", "unit"],
)
def test_whatever_is_understood_from_makes_another_fingerprint(old, new):
    assert read(DATED).fingerprint != read(DATED.replace(old, new)).fingerprint


def test_dated_and_undated_rows_of_the_same_numbers_are_not_one_table():
    dated = "day,1,2,3\n2024-01-01,5,9,7\n2024-01-02,6,1,8\n2024-01-03,7,5,9\n"
    undated = dated.replace("2024-01-0", "no. ")
    assert np.array_equal(read(dated).values, read(undated).values)
    assert read(dated).fingerprint != read(undated).fingerprint


@pytest.mark.parametrize(
    "document",
    [
        [{"day": f"2024-01-{day:02d}", "load": day / 2} for day in range(1, 29)],
        {
            "station": "7",
            "data": [{"day": f"2024-01-{d:02d}", "load": d / 2} for d in range(1, 29)],
        },
        {"day": [f"2024-01-{d:02d}" for d in range(1, 29)], "load": [d / 2 for d in range(1, 29)]},
        {
            "day": {str(d): f"2024-01-{d:02d}" for d in range(1, 29)},
            "load": {str(d): d / 2 for d in range(1, 29)},
        },
        {
            "latitude": 52.5,
            "daily_units": {"day": "iso8601", "load": "kW"},
            "daily": {
                "day": [f"2024-01-{d:02d}" for d in range(1, 29)],
                "load": [d / 2 for d in range(1, 29)],
            },
        },
    ],
    ids=["records", "under a name", "columns", "as pandas writes it", "columns under a name"],
)
def test_a_json_document_is_read(document):
    for indent in (None, 2):
        table = read_table(json.dumps(document, indent=indent).encode(), "a.json")
        assert table.columns == ("load",)
        assert table.values[:, 0].tolist() == [day / 2 for day in range(1, 29)]
        assert table.labels is not None
        assert table.labels[27] == "2024-01-28"


def test_of_several_tables_in_json_the_longest_is_read_and_another_can_be_chosen():
    document = {
        "hourly": {
            "time": ["2024-01-01T00:00", "2024-01-01T01:00", "2024-01-01T02:00"],
            "t": [1, 2, 4],
        },
        "daily": {"time": ["2024-01-01", "2024-01-02"], "t": [8, 9]},
        "stations": [{"id": 7, "height": 30.5}],
    }
    table = read_table(json.dumps(document).encode(), "a.json")
    assert (table.sheets, table.sheet) == (("hourly", "daily", "stations"), "hourly")
    assert table.values.tolist() == [[1], [2], [4]]
    assert "“hourly” was read of this JSON; it holds 2 further tables." in table.notes
    assert read_table(json.dumps(document).encode(), "a.json", "daily").values.tolist() == [
        [8],
        [9],
    ]


def test_a_missing_value_of_json_is_missing():
    table = read_table(b'[{"a": 1, "b": 2}, {"a": NaN, "b": 3}, {"b": null, "a": 3}]', "a.json")
    np.testing.assert_array_equal(table.values, [[1, 2], [np.nan, 3], [3, np.nan]])


def test_dates_in_all_rows_are_not_counted_with_the_total_below():
    rows = "".join(f"2024-01-{day:02d},{day / 2}\n" for day in range(1, 29))
    table = read_table(f"day,load\n{rows}Average,7.25\n".encode(), "a.csv")
    assert len(table.values) == 28
    assert "Column “day” holds dates, read as year-month-day: it names the rows." in (table.notes)


def test_records_within_records_of_json_are_columns():
    record = {"id": "a", "at": {"place": {"x": 1.5, "y": None}, "tags": [1]}, "flow": 2}
    other = {"id": "b", "at": None, "flow": 3}
    table = read_table(json.dumps([record, other]).encode(), "a.json")
    assert set(table.columns) == {"at.place.x", "flow"}
    np.testing.assert_array_equal(table.values[:, 0], [1.5, np.nan])
    assert "Column “at.tags” holds lists or records: left out." in table.notes


@pytest.mark.parametrize(
    "head",
    [
        ["when,North,,South,", ",level,flow,level,flow"],
        ["a title of 2024", "when,North,,South,", ",level,flow,level,flow"],
        ["when,North,,South,", ",level (m),flow (l/s),level (m),flow (l/s)"],
        ["when,North,,South,", ",level,flow,level,flow", ",m,l/s,m,l/s"],
    ],
)
def test_groups_above_the_names_are_joined_with_them(head):
    rows = [f"2024-01-{day:02d},{day}.5,{day + 40},{day % 5},{day % 7}" for day in range(1, 29)]
    table = read("\n".join([*head, *rows]))
    assert table.columns == ("North level", "North flow", "South level", "South flow")
    assert len(table.values) == 28


def test_names_that_are_dates_are_told_from_decimals_and_their_marks_taken_off():
    head = "geo\\time\t" + "\t".join(f"20{y}-Q{q} " for y in range(10, 13) for q in range(1, 5))
    marks = ("p", "", "b", "p", "p")
    rows = [
        f"R{n}\t" + "\t".join(f"{7 + n + q / 10:.1f} {marks[(n + q) % 5]}" for q in range(12))
        for n in range(20)
    ]
    table = read("\n".join([head, *rows]))
    assert (table.columns[0], table.columns[-1]) == ("2010-Q1", "2012-Q4")
    assert not np.isnan(table.values).any()
    assert not any(table.units)
    understood = understand(table)
    assert understood.in_turn


def test_steps_are_carried_along_their_own_row():
    head = "who," + ",".join(f"20{year}" for year in range(10, 20))
    rows = [
        f"r{n},"
        + ",".join("" if c == 3 and n % 4 == 1 else f"{n * (c + 3) % 31}" for c in range(10))
        for n in range(30)
    ]
    understood = understand(read("\n".join([head, *rows])), {"carried"})
    assert understood.in_turn
    before, carried = understood.table.values[:, 2:4].T
    np.testing.assert_array_equal(carried[1::4], before[1::4])
    assert carried[0] == 0
    assert carried[2] == 12


def test_letters_among_zeros_are_a_mark_and_not_missing():
    days = [f"2024-{n // 28 + 1:02d}-{n % 28 + 1:02d}" for n in range(100)]
    holidays = ["a" if n % 20 == 7 else "b" if n == 50 else "0" for n in range(100)]
    events = ["x" if n % 20 == 7 else "1" for n in range(100)]
    rows = [
        f"{d},{n % 7},{h},{e}"
        for n, (d, h, e) in enumerate(zip(days, holidays, events, strict=True))
    ]
    table = read("\n".join(["day,sales,holiday,event", *rows]))
    assert table.columns == ("sales", "holiday")
    np.testing.assert_array_equal(table.values[:, 1], [h != "0" for h in holidays])
    assert "Column “holiday” holds 0 and words, such as “a”: read as 0 and 1." in table.notes
    assert list(table.groups) == ["holiday", "event"]


def test_columns_of_fixed_width_that_touch_are_named_with_a_way_out(tmp_path):
    rows = [
        f"ZZ001{2000 + n // 12}{n % 12 + 1:02d}TMAX{-30 * (n % 5):5d}{'ES'[n % 2]}{12345 - n:6d}"
        + " Q" * (n % 7 == 3)
        for n in range(60)
    ]
    with pytest.raises(TableError, match=r"fixed width.*read_fwf") as refusal:
        read("\n".join(rows))
    assert "tabs" not in str(refusal.value)
    (tmp_path / "a.txt").write_text("\n".join(rows))
    frame = pd.read_fwf(tmp_path / "a.txt", widths=[5, 4, 2, 4, 5, 1, 6], header=None)
    assert len(read(frame.to_csv(index=False)).values) == 60


def test_rows_of_other_lengths_told_apart_by_white_space_are_not_said_to_be_by_tabs():
    rows = ["a  b  c", *(f"{n}  {n * n}  {n % 3}" for n in range(20)), "7 8", "9 3", "1 5", "1 2 3"]
    with pytest.raises(TableError, match="told apart by white space"):
        read("\n".join(rows))


@pytest.mark.parametrize(
    "line",
    [
        "[2021-03-01 00:00:{n:02d}] INFO sensor: temp={a} hum={b}",
        "room,temp={a},hum={b} {t}",
        "2021-03-01T00:00:{n:02d} temp: {a} hum: {b}",
    ],
    ids=["log", "line protocol", "monitor"],
)
def test_lines_of_names_and_numbers_are_a_table(line):
    lines = [line.format(n=n, a=20.5 + n % 7, b=40 + n % 9, t=1614556800 + n) for n in range(60)]
    table = read_table("\n".join([*lines[:30], lines[30], *lines[31:]]).encode(), "log.txt")
    assert table.columns[-2:] == ("temp", "hum")
    assert table.values[:2, -2:].tolist() == [[20.5, 40], [21.5, 41]]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ('<?xml version="1.0"?>\n<gpx><trk></trk></gpx>', "gpsbabel -t -i gpx"),
        ("$GPGGA,1.00,4717.1,N,00833.2,E\n$GPRMC,1.00,A,4717.1,N\n", "gpsbabel -t -i nmea"),
        ("-- dump\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n", "export one table"),
        ("readings:\n  - time: 1\n    temp: 2\n  - time: 2\n    temp: 3\n", "yaml.safe_load"),
        ('# HELP x y\nx{job="a"} 1.5 1614556800\n', "Query a range"),
    ],
)
def test_text_that_is_no_table_is_named_with_a_way_out(text, way):
    with pytest.raises(TableError, match=way):
        read_table(text.encode(), "a.csv")


def test_records_within_records_and_lists_of_rows_are_read():
    lines = [f'{{"ts": {n}, "main": {{"temp": {n % 7}}}}}' for n in range(30)]
    assert read_table("\n".join(lines).encode(), "a.json").columns == ("ts", "main.temp")
    rows = ", ".join(f'[{n}, "{n % 7}.5"]' for n in range(30))
    assert read_table(f"[{rows}]".encode(), "a.json").values[1].tolist() == [1, 1.5]
    assert read_table(f'[["t", "x"], {rows}]'.encode(), "a.json").columns == ("t", "x")


def test_rows_of_json_may_be_named_by_their_dates():
    days = {f"2023-02-{day:02}": {"1. high": f"{day}.5", "low": "1"} for day in range(1, 21)}
    table = read_table(json.dumps({"Meta": {"of": "X"}, "Daily": days}).encode(), "a.json")
    assert (table.columns, table.row_name(0)) == (("1. high", "low"), "2023-02-01")


def test_records_of_json_may_stand_beside_data_of_their_page():
    document = [{"page": 1, "of": 3}, [{"x": n, "y": n * n} for n in range(9)]]
    assert read_table(json.dumps(document).encode(), "a.json").values[3].tolist() == [3, 9]


@pytest.mark.parametrize("key", ["at", "head"])
def test_json_lines_keep_the_clock_of_the_file(key):
    times = [f"2023-06-10T{hour:02}:15:00.5+05:30" for hour in range(20)]
    lines = [
        json.dumps({"head": {"at": at}, "x": n} if key == "head" else {"at": at, "x": n})
        for n, at in enumerate(times)
    ]
    table = read_table("\n".join(lines).encode(), "a.jsonl")
    assert table.row_name(3).startswith("2023-06-10 03:15") or "T03:15" in table.row_name(3)
    assert table.moments is not None
    assert table.moments[3] % 86_400_000 == (3 * 60 + 15) * 60_000 + 500


def test_a_ts_file_may_begin_with_a_comment():
    head = "% ours\n@problemName a\n@timeStamps false\n@classLabel true up down\n@data\n"
    rows = "".join(f"{n},{n + 1},{n + 2},{n + 4}:{'up' if n % 2 else 'down'}\n" for n in range(9))
    table = read_table((head + rows).encode(), "a.ts")
    assert table.values[1].tolist() == [1, 2, 3, 5, 1]
    assert table.aim == "class"
    assert "Column “class” names classes: read as 0 = down, 1 = up." in table.notes


def test_meters_in_nem12_are_days_of_half_hours():
    lines = ["100,NEM12,202402010930,A,B"]
    for meter in ("41020", "41021"):
        lines.append(f"200,{meter},E1,E1,E1,N1,1,KWH,30,")
        for day in range(1, 13):
            used = ",".join(f"{(half * day) % 17 / 10}" for half in range(48))
            lines.append(f"300,202403{day:02},{used},A,,,20240401000000,")
            lines.append("400,1,48,S14,,")
    table = read_table("\n".join([*lines, "900"]).encode(), "a.csv")
    assert table.values.shape == (24, 49)
    assert (table.columns[:2], table.values[13, 0]) == (("date", "00:00"), 20240302)
    assert table.groups["meter"].tolist() == [0] * 12 + [1] * 12


def test_nem12_of_two_intervals_says_what_it_is():
    lines = [f"200,4,E1,E1,E1,N1,1,KWH,{n},\n300,20240301,1,2" for n in (15, 30)]
    with pytest.raises(TableError, match="NEM12"):
        read_table("\n".join(["100,NEM12,2024,A,B", *lines, "900"]).encode(), "a.csv")


NUMBERS = "".join(f"{n},{n * 7 % 10}\n" for n in range(12))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"@relation a\n@attribute b numeric\n@attribute c numeric\n@data\n%\n{NUMBERS}", "a.arff"),
        (f"@problemName a\n@univariate true\n@classLabel false\n@data\n{NUMBERS}", "a.ts"),
        (f"Conventions,G,BADC-CSV,1\ntitle,G,Mast\ndata\nb,c\n{NUMBERS}end data\n", "a.csv"),
        (re.sub("(?m)^(.+)$", r'"\1"', f"b,c\n{NUMBERS}"), "a.csv"),
    ],
    ids=["arff", "ts", "badc", "quoted"],
)
def test_a_file_of_any_kind_may_end_its_lines_as_windows_does(text, name):
    one, other = (read_table(text.replace("\n", end).encode(), name) for end in ("\n", "\r\n"))
    assert one.columns == other.columns
    assert np.array_equal(one.values, other.values)
    assert one.values[:, -2:].tolist() == [[n, n * 7 % 10] for n in range(12)]
