"""A clean table with mess put on it comes back clean, whatever the mess."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand

EXAMPLES = int(os.environ.get("LSTMVIZ_EXAMPLES", "60"))
"""Tables that are tried: a few here, thousands where there is time."""
MESS = (
    "title", "comment", "footer", "total", "units", "repeat", "reversed", "counter", "ends",
    "semicolons", "quoted", "blank end", "flag", "sentinel", "station", "utf-16", "dates",
)  # fmt: skip
STATIONS = ("north", "south")


def messy(rows: int, cells: np.ndarray, times: list[str], mess: set[str]) -> bytes:
    """Write a table of two columns with all kinds of mess asked for."""
    if "dates" in mess:
        times = [f"{t[8:10]}.{t[5:7]}.{t[:4]} {t[11:]}" for t in times]
    shown = [[f"{value:g}" for value in row] for row in cells.tolist()]
    if "sentinel" in mess:
        for row in (2, 5, rows - 3):
            shown[row][1] = "-999"
    lines = [[time, *row] for time, row in zip(times, shown, strict=True)]
    head, unit = ["time", "warm", "cold"], ["", "°C", "°C"]
    if "reversed" in mess:
        lines.reverse()
    if "station" in mess:
        lines = [[*line, station] for station in STATIONS for line in lines]
        head, unit = [*head, "station"], [*unit, ""]
    if "flag" in mess:
        lines = [[*line, "0"] for line in lines]
        head, unit = [*head, "error"], [*unit, ""]
    if "counter" in mess:
        lines = [[f"{n}", *line] for n, line in enumerate(lines, 1)]
        head, unit = ["no", *head], ["", *unit]
    lead = [""] * ("counter" in mess)
    if "repeat" in mess:
        lines.insert(rows // 2, head)
    if "total" in mess:
        blank = [""] * (len(head) - len(lead) - 3)
        lines.append([*lead, "Total", "999", "888", *blank])
    records = [head, *([unit] if "units" in mess else []), *lines]
    if "blank end" in mess:
        records += [[""] * len(head)] * 3
    sign = ";" if "semicolons" in mess else ","
    quote = '"' if "quoted" in mess else ""
    text = [sign.join(f"{quote}{cell}{quote}" for cell in record) for record in records]
    if "ends" in mess:
        text = [line + sign for line in text]
    if "footer" in mess:
        text.append("Source: the weather office")
    if "title" in mess:
        text.insert(0, "Temperatures of a cellar")
    if "comment" in mess:
        text = ["# made by hand", "# not checked", *text]
    return ("\n".join(text) + "\n").encode("utf-16" if "utf-16" in mess else "utf-8")


def holds(understood: Understanding, cells: np.ndarray, times: list[str], mess: set[str]) -> None:
    """Check that a table came back as it was before the mess."""
    table, rows = understood.table, len(cells)
    assert understood.features == ("warm", "cold")
    picked = [table.columns.index(name) for name in understood.features]
    expected = np.array(cells)
    if "sentinel" in mess:
        expected[[2, 5, rows - 3], 1] = np.nan
    times = [f"{t[8:10]}.{t[5:7]}.{t[:4]} {t[11:]}" for t in times] if "dates" in mess else times
    copies = len(STATIONS) if "station" in mess else 1
    np.testing.assert_array_equal(table.values[:, picked], np.concatenate([expected] * copies))
    assert [table.row_name(row) for row in range(copies * rows)] == times * copies
    assert (understood.group == "station") == ("station" in mess)
    if "units" in mess:
        assert [table.units[n] for n in picked] == ["°C", "°C"]


@settings(max_examples=EXAMPLES, deadline=None, print_blob=True)
@given(
    rows=st.integers(12, 40),
    seed=st.integers(0, 999),
    mess=st.sets(st.sampled_from(MESS), max_size=5),
)
def test_a_clean_table_comes_back_from_any_mess(rows, seed, mess):
    cells = np.random.default_rng(seed).integers(10, 90, (rows, 2)) / 4
    times = [f"2024-01-{1 + n // 24:02d} {n % 24:02d}:00" for n in range(rows)]
    holds(understand(read_table(messy(rows, cells, times, mess), "a.csv")), cells, times, mess)


@pytest.mark.parametrize("kind", MESS)
def test_each_kind_of_mess_alone(kind):
    cells = np.random.default_rng(1).integers(10, 90, (30, 2)) / 4
    times = [f"2024-01-{1 + n // 24:02d} {n % 24:02d}:00" for n in range(30)]
    holds(understand(read_table(messy(30, cells, times, {kind}), "a.csv")), cells, times, {kind})


SWAPPED = [str(np.datetime64("2021-02-01") + n) for n in range(150)]
SPELT = [
    f"{d[:5]}{d[8:]}-{d[5:7]}" if int(d[8:]) < 13 else f"{d[8:]}/{d[5:7]}/2021" for d in SWAPPED
]


def test_dates_of_which_a_program_swapped_day_and_month_are_swapped_back():
    rows = [f"{day},{n % 7}.5" for n, day in enumerate(SPELT)]
    table = read_table("\n".join(["day,calls", *rows]).encode(), "calls.csv")
    assert [table.row_name(n) for n in range(150)] == SWAPPED
    assert any("2021-01-02 and 13/02/2021: day and month of the first" in n for n in table.notes)


def test_dates_in_two_spellings_are_not_sorted_where_none_is_in_order():
    rows = [f"{day},{n % 7}.5" for n, day in enumerate(SPELT[75:] + SPELT[:75])]
    found = understand(read_table("\n".join(["day,calls", *rows]).encode(), "calls.csv"))
    assert not next(each for each in found.findings if each.key == "sorted").done
    assert any("two spellings" in each.says for each in found.findings)


def test_two_spellings_that_are_in_order_are_left_as_they_are():
    days = [d if n < 75 else f"{d[8:]}/{d[5:7]}/2021" for n, d in enumerate(SWAPPED)]
    rows = [f"{day},{n % 7}.5" for n, day in enumerate(days)]
    table = read_table("\n".join(["day,calls", *rows]).encode(), "calls.csv")
    assert table.row_name(0) == "2021-02-01"
    assert not any("two spellings" in note for note in table.notes)


@pytest.mark.parametrize("word", ["Week total", "Total of week", "Wochensumme", "Zwischensumme:"])
def test_sums_of_any_name_among_days_are_left_out(word):
    lines = ["day,calls,answered"]
    for n, day in enumerate(SWAPPED):
        lines += [f"{day},{n % 7}.5,{n % 5}"] + [f"{word},999,888"] * (n % 7 == 6)
    table = read_table("\n".join(lines).encode(), "calls.csv")
    assert (len(table.values), table.values.max()) == (150, 6.5)
    assert "Left out: 21 rows among the others, such as totals." in table.notes
