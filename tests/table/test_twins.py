"""Columns that tell the target once more, and columns that only go along with it."""

from datetime import date, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.world import waves

ROWS = 400
CHANCE = np.random.default_rng(3)
LOAD = np.round(50 + CHANCE.normal(0, 1, ROWS).cumsum(), 1)
TIMED = [f"2024-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(300)]


def of(*answers: str, **columns: np.ndarray) -> Understanding:
    head = ",".join(["day", *columns, "load"])
    rows = [
        ",".join([day, *(f"{each[n]:.8g}" for each in columns.values()), f"{LOAD[n]}"])
        for n, day in enumerate(TIMED)
    ]
    return understand(read_table("\n".join([head, *rows]).encode(), "a.csv"), answers)


def told(understood: Understanding) -> list[str]:
    return [f.says for f in understood.findings if f.key.startswith("twin")]


AIR = np.round(20 + CHANCE.normal(0, 1, ROWS), 2)


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        (LOAD * 30_000, "“load” times 30,000, but for rounding"),
        (np.round(LOAD / 12, 3), "“load” divided by 12"),
        (np.round(LOAD * 1.8 + 32, 1), "“load” times 1.8, plus 32"),
    ],
)
def test_the_target_in_another_unit_is_told_and_left_out_with_a_click(twin, words):
    understood = of(air=AIR, twin=twin)
    assert told(understood)[0].startswith(f"“twin” is {words[:12]}")
    assert told(understood)[0].endswith(": it tells the target once more.")
    assert understood.features == ("air", "twin", "load")
    assert of("twin:twin", air=AIR, twin=twin).features == ("air", "load")


def test_what_is_the_target_in_nearly_all_rows_is_offered_to_be_left_out():
    twin = np.array(LOAD)
    twin[[7, 99, 250]] += 5
    understood = of(air=AIR, twin=twin)
    assert told(understood) == [
        "“twin” is the same as “load” in 297 of 300 rows: it tells the target once more."
    ]
    assert "twin" in understood.features
    assert "twin" not in of("twin:twin", air=AIR, twin=twin).features


def test_in_a_row_of_its_own_it_gives_the_target_away_and_is_left_out():
    twin = LOAD + np.where(np.arange(ROWS) % 90 == 5, 3, 0)
    rows = [f"{AIR[n]},{twin[n]:.1f},{LOAD[n]}" for n in CHANCE.permutation(ROWS)]
    text = "\n".join(["air,twin,load", *rows]).encode()
    understood = understand(read_table(text, "a.csv"))
    assert understood.horizon == 0
    assert "in one row it gives the target away" in told(understood)[0]
    assert understood.features == ("air",)


@pytest.mark.parametrize(
    "other",
    [
        1000 + 3 * np.arange(ROWS) + CHANCE.normal(0, 2, ROWS),
        LOAD + CHANCE.normal(0, 1, ROWS),
        np.roll(LOAD, 1),
    ],
)
def test_what_only_goes_along_is_not_told(other):
    assert not told(of(air=AIR, other=np.round(other, 2)))


def test_two_that_rise_go_along_by_chance():
    rows = [
        f"{1000 + 5 * n + CHANCE.integers(3)},{200 + 2 * n + CHANCE.integers(3)}"
        for n in range(300)
    ]
    understood = understand(read_table("\n".join(["a,load", *rows]).encode(), "a.csv"))
    assert not told(understood)


def test_what_lies_so_far_below_is_told_without_a_factor():
    told_of = told(of(air=AIR, twin=np.round(LOAD - 14, 1)))
    assert told_of == [
        "“twin” is “load” minus 14, but for rounding: it tells the target once more."
    ]


def test_of_twins_the_first_is_the_target_where_no_name_says_one():
    count = np.round(20 + CHANCE.normal(0, 2, ROWS).cumsum() ** 2)
    rows = [f"{day},{count[n]:g},{count[n] / 10 + 3:.1f}" for n, day in enumerate(TIMED)]
    understood = understand(read_table("\n".join(["day,spots,spread", *rows]).encode(), "a.csv"))
    assert (understood.target, understood.aim.sure) == ("spots", False)
    assert told(understood)[0].startswith("“spread” is “spots” divided by 10")


@pytest.mark.parametrize("names", ["close,PREV. CLOSE", "load,load (t-1)", "count,last count"])
@pytest.mark.parametrize("newest_first", [False, True])
def test_what_another_column_held_in_the_row_before_is_no_target(names, newest_first):
    values = waves(301, 7)
    rows = [f"{d},{n},{o}" for d, n, o in zip(TIMED, values[1:], values[:-1], strict=True)]
    rows = rows[::-1] if newest_first else rows
    table = read_table("\n".join([f"date,{names}", *rows]).encode(), "a.csv")
    name, before = names.split(",")
    found = understand(table)
    assert found.target == name
    assert f"“{before}” is “{name}” of the row before" in " ".join(f.says for f in found.findings)
    assert understand(table, [f"before:{before}"]).features == (name,)


@pytest.mark.parametrize(
    ("unlike", "words"),
    [((), "“last” is"), ((2_500,), "But for 1 row, “last” is"),
     ((5, 2_100, 2_900), "But for 3 rows, “last” is"), (range(2_100, 2_500), "")],
)  # fmt: skip
def test_rows_in_which_it_is_not_what_the_row_before_held_are_said(unlike, words):
    values = np.array(waves(3_001, 7), float)
    last = values[:-1].copy()
    last[[*unlike]] += 1
    start = date(2012, 1, 1)
    rows = [f"{start + timedelta(n)},{values[n + 1]},{last[n]}" for n in range(3_000)]
    found = understand(read_table("\n".join(["date,close,last", *rows]).encode(), "a.csv"))
    told = [f.says for f in found.findings if f.key == "before:last"]
    more = " “close” of the row before, which a window reads anyway."
    assert told == [words + more] * bool(words)
