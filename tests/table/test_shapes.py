"""A clean table comes back from any shape that it is written in, and whatever tells its time."""

import io
import os
import subprocess
import sys
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand

EXAMPLES = int(os.environ.get("LSTMVIZ_EXAMPLES", "40"))

DAYS = (
    "%d-%b-%y", "%y-%b-%d", "%y%b%d", "%d%b%Y", "%Y%b%d", "%Y-%j", "%Y/%j", "%Y %j", "%Y.%j",
    "%Y%j", "%y%m%d", "%a %d %b %Y", "%A, %B %d, %Y", "%b %d, %Y", "%Y %m %d", "%d.%m.%Y",
)  # fmt: skip
HOURS = (
    "%Y %m %d %H", "%d/%m/%Y %H", "%m/%d/%Y %I%p", "%d%b%y:%H:%M:%S", "%a %b %d %H:%M:%S %Y",
    "%Y-%jT%H:%M:%S", "%d/%b/%Y:%H:%M:%S +0000", "%Y%m%dT%H%M%SZ", "%Y%m%d%H",
)  # fmt: skip
MONTHS = (
    "%b %Y", "%b-%y", "%b%Y", "%b%y", "%Y:%m", "%Y.%m", "%YM%m", "%m/%Y", "%Y %b", "%B %Y", "%Y%m"
)  # fmt: skip
WEEKS = ("%G-W%V", "%GW%V", "%G-%V", "%V/%G", "W%V %G", "%G-W%V-1")
QUARTERS = ("{0}Q{1}", "{0}-Q{1}", "Q{1} {0}", "{0}:{1}", "{0}.{1}", "{0} Quarter {1}", "{1}Q{0}")
SHAPES = (
    "two a line", "two a line and names", "halves side by side", "glued", "blocks", "marked blocks",
    "another table below", "another table above", "touching", "marks", "mostly marks",
    "mixed decimals", "sum above", "sum below", "lists", "one list", "records", "json lists",
)  # fmt: skip


def moments(rows: int, kind: str, begin: int) -> list[datetime]:
    """Give rows of one step, from some day on."""
    first = datetime(2015, 3, 2) + timedelta(days=begin)
    if kind in ("months", "quarters"):
        step = 1 if kind == "months" else 3
        months = [step * (n + begin % 4) for n in range(rows)]
        return [datetime(2009 + month // 12, 1 + month % 12, 1) for month in months]
    if kind == "weeks":
        return [first - timedelta(days=first.weekday()) + timedelta(weeks=n) for n in range(rows)]
    step = timedelta(days=1) if kind == "days" else timedelta(hours=1)
    return [first + n * step for n in range(rows)]


WRITTEN = (
    *(("days", shape) for shape in DAYS),
    *(("hours", shape) for shape in HOURS),
    *(("months", shape) for shape in MONTHS),
    *(("weeks", shape) for shape in WEEKS),
    *(("quarters", shape) for shape in QUARTERS),
)


@pytest.mark.parametrize(("kind", "shape"), WRITTEN)
def test_what_tells_a_time_is_read(kind, shape):
    check_times(kind, shape, rows=60, begin=3)


@settings(max_examples=EXAMPLES, deadline=None, print_blob=True)
@given(written=st.sampled_from(WRITTEN), rows=st.integers(30, 90), begin=st.integers(0, 2000))
def test_what_tells_a_time_is_read_wherever_it_begins(written, rows, begin):
    check_times(*written, rows, begin)


def check_times(kind: str, shape: str, rows: int, begin: int) -> None:
    times = moments(rows, kind, begin)
    if kind == "quarters":
        shown = [shape.format(time.year, (time.month + 2) // 3) for time in times]
    else:
        shown = [time.strftime(shape) for time in times]
    text = "date,warm\n" + "".join(f"{t},{20 + n % 7}\n" for n, t in enumerate(shown))
    table = understand(read_table(text.encode(), "a.csv")).table
    assert table.moments is not None, shown[0]
    expected = np.array(times, "datetime64[ms]").astype(np.int64)
    np.testing.assert_array_equal(table.moments, expected, shown[0])


def shaped(shape: str, cells: np.ndarray, times: list[str]) -> bytes:
    """Write a table of two columns in some shape."""
    rows = [
        [time, *(f"{cell:.2f}" for cell in row)]
        for time, row in zip(times, cells.tolist(), strict=True)
    ]
    half = len(rows) // 2
    lines = [",".join(row) for row in rows]
    head, other = (
        "time,warm,cold",
        "name,big,small\n" + "".join(f"k{n},{n},{n}\n" for n in range(5)),
    )
    plain = f"{head}\n" + "\n".join(lines) + "\n"
    match shape:
        case "two a line":
            pairs = zip(rows[::2], rows[1::2], strict=True)
            return "\n".join(" ".join((*a, *b)) for a, b in pairs).encode()
        case "two a line and names":
            pairs = zip(lines[::2], lines[1::2], strict=True)
            return f"{head},{head}\n".encode() + "\n".join(map(",".join, pairs)).encode()
        case "halves side by side":
            pairs = zip(lines[:half], lines[half:], strict=True)
            return f"{head},{head}\n".encode() + "\n".join(map(",".join, pairs)).encode()
        case "glued":
            return plain.replace(lines[3] + "\n", lines[3] + ",").encode()
        case "blocks" | "marked blocks":
            sign = "# " if shape == "marked blocks" else ""
            blocks = [f"{sign}north, 7\n", *lines[:half], f"{sign}south, 9\n", *lines[half:]]
            return "\n".join(line.strip() for line in blocks).encode()
        case "another table below":
            return f"{plain}\nSizes\n{other}".encode()
        case "another table above":
            return f"{other}{plain}".encode()
        case "touching":
            narrow = [f"{n:4d}{a:8.2f}{b:8.2f}" for n, (a, b) in enumerate(cells.tolist())]
            return "\n".join(narrow).encode()
        case "marks":
            for row, mark in zip((2, 5, 7, 8), ("M", "T", "<0.05", "ND"), strict=True):
                rows[row][2] = mark
        case "mostly marks":
            for number, row in enumerate(rows):
                row[2] = row[2] if number % 3 == 0 else ("<0.05", "ND")[number % 2]
        case "mixed decimals":
            for row in rows[::3]:
                row[2] = f'"{row[2].replace(".", ",")}"'
        case "sum above" | "sum below":
            total = ["everything", *(f"{cell:.2f}" for cell in cells.sum(axis=0))]
            rows.insert(0 if shape == "sum above" else len(rows), total)
        case "records" | "lists" | "one list":
            measured = [{"warm": warm, "cold": cold} for warm, cold in cells.tolist()]
            if shape == "lists":
                table = pa.table({"at": times, "sensor": cells.tolist()})
            elif shape == "one list":
                table = pa.table({"at": [times[0]], "warm": [cells[:, 0]], "cold": [cells[:, 1]]})
            else:
                table = pa.table({"time": times, "m": measured})
            pq.write_table(table, target := io.BytesIO())
            return target.getvalue()
        case "json lists":
            parts = (
                f'{{"time": "{t}", "sensor": {row}}}'
                for t, row in zip(times, cells.tolist(), strict=True)
            )
            return "\n".join(parts).encode()
    return f"{head}\n".encode() + "\n".join(map(",".join, rows)).encode()


def check(shape: str, understood: Understanding, cells: np.ndarray, times: list[str]) -> None:
    """Check that a table came back from a shape."""
    table, expected = understood.table, np.array(cells)
    if shape == "marks":
        expected[[2, 5, 7, 8], 1] = np.nan
    if shape == "mostly marks":
        expected[np.arange(len(cells)) % 3 > 0, 1] = np.nan
    picked = [n for n, name in enumerate(table.columns) if not name.startswith(("block", "at"))]
    np.testing.assert_allclose(table.values[:, picked[-2:]], expected, rtol=1e-6)
    if shape not in ("touching", "one list"):
        assert [table.row_name(row) for row in range(len(cells))] == times
    if shape in ("marks", "mostly marks"):
        assert any("below what can be measured: read as missing" in note for note in table.notes)
    if shape.startswith("another"):
        assert len(table.sheets) == 2
        assert any("“Sizes”" in note or "“name big small”" in note for note in table.notes)
    if shape == "mixed decimals":
        assert any("mixes decimal points and commas" in note for note in table.notes)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape(shape):
    tried(shape, rows=30, seed=1)


@settings(max_examples=EXAMPLES, deadline=None, print_blob=True)
@given(shape=st.sampled_from(SHAPES), rows=st.integers(6, 20), seed=st.integers(0, 999))
def test_a_clean_table_comes_back_from_any_shape(shape, rows, seed):
    tried(shape, 2 * rows, seed)


def tried(shape: str, rows: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    cells = chance.integers(4001, 9000, (rows, 2)) / 100
    if shape == "touching":
        cells *= [[10, -100]]
        cells[::4] = cells[::4] * -1
        cells = cells.round(2)
    times = [str(np.datetime64("2024-01-01") + n) for n in range(rows)]
    found = understand(read_table(shaped(shape, cells, times), "a"))
    check(shape, found, cells, times)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("wanted", ["Sizes", ""])
def test_the_other_of_two_tables_can_be_chosen(wanted, end):
    text = "day,load\n2024-01-01,5\n2024-01-02,6\n2024-01-03,7\n\nSizes\nname,big,small\nx,1,2\n"
    table = read_table(text.replace("\n", end).encode(), "a.csv", wanted)
    assert table.columns == (("big", "small") if wanted else ("load",))
    assert table.sheets == ("day load", "Sizes")


def test_no_column_is_left_out_without_a_word():
    head = [f"c{n}" for n in range(30)]
    rows = [
        [f"w{n * r % 17}x" if n % 3 else "" if n % 2 else f"{n + r}" for n in range(30)]
        for r in range(40)
    ]
    text = "\n".join(",".join(row) for row in [head, *rows])
    table = read_table(text.encode(), "a.csv")
    known = {*table.columns, *table.groups, table.label_name}
    said = " ".join(table.notes)
    lost = [name for name in head if name not in known and f"“{name}”" not in said]
    counted = [note for note in table.notes if "further column" in note]
    assert not lost or counted, lost


HELD = """
import tracemalloc
from lstmviz.table.reading.body.text import read_text

def rows():
    return ("time,a,b,c\\n" + "2021-03-01 00:00,1.25,2.5,7.125\\n" * 60_000).encode()

size = len(rows())
read_text(rows()[:40])  # with all that is imported by then
tracemalloc.start()
read_text(rows())
print(tracemalloc.get_traced_memory()[1] / size)
"""


def test_a_text_is_held_three_times_at_most_while_it_is_taken_apart():
    # In a process of its own: the checks of types hold what a function was called with.
    told = subprocess.run([sys.executable, "-c", HELD], capture_output=True, check=True, text=True)
    assert float(told.stdout) < 3.2


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_lines_of_a_word_with_a_colon_and_what_it_stands_for_are_no_table(delimiter):
    about = ["REGION:|CO", "STATION:|BRASILIA", "CODE (WMO):|A001", "LATITUDE:|-15.789"]
    about += ["LONGITUDE:|-47.925", "SINCE:|07/05/00"]
    rows = [f"2023-01-{1 + n // 24:02} {n % 24:02}:00|{n % 7}|{n % 11}|{n % 13}" for n in range(96)]
    lines = [*about, "time|rain (mm)|air (°C)|wind (m/s)", *rows]
    table = read_table("\n".join(lines).replace("|", delimiter).encode(), "station.csv")
    assert (len(table.values), table.sheets) == (96, ())
    assert table.columns == ("rain", "air", "wind")
    assert any("6 lines before the table" in note for note in table.notes)
    assert not [note for note in table.notes if "one below another" in note]
