"""What stands below a table is left out, wherever its words stand, and that is said."""

from collections.abc import Iterable

import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import understand
from tests.table.test_understanding import said


def numbers(rows: int = 60) -> list[str]:
    """Write hours as a spreadsheet counts the days, and two measurements."""
    return [f"{44256 + n / 24:.10f},{10 + n * 7 % 13},{300 + n * 5 % 17}" for n in range(rows)]


def read(below: Iterable[str]):
    """Read the table with rows below it."""
    text = "\n".join(["Time,Feed,Power", *numbers(), *below])
    return understand(read_table(text.encode(), "log.csv"))


@pytest.mark.parametrize(
    ("below", "says"),
    [
        ([",,", "Average,16.2,308.1", "Max,22,316", "Min,10,300"], "3 rows below the table"),
        (["Mean,16.2,308.1"], "1 row below the table"),
        (["Std dev:,16.2,308.1", "Maximum:,22,316"], "2 rows below the table"),
        (["count,60,60", "mean,16,308", "25%,13,304", "max,22,316"], "4 rows below the table"),
        ([",,", "Upper limit,20,310", "Lower limit,12,301"], "2 rows below the table"),
        ([",,", "Source: the mill,,"], "1 line of text below the table"),
        (["Average,16.2,308.1", ",,", "Checked by J. S.,,"], "1 row below the table"),
    ],
)
def test_rows_named_in_a_column_of_numbers_stand_below_the_table(below, says):
    understood = read(below)
    assert len(understood.table.values) == 60
    assert understood.table.row_name(59) == "2021-03-03 11:00"
    assert says in said(understood)
    assert "read as missing" not in said(understood)
    assert "Missing values" not in said(understood)


@pytest.mark.parametrize(
    "below",
    [
        ["44258.5,offline,308", "44258.5416666667,offline,309"],
        [",14,308", ",15,309"],
        [",,", "n/a,14,308", "44258.5833333333,15,309"],
        ["44258.5,max,308"],
        [",,", "44258.5416666667,offline,309"],
    ],
)
def test_rows_of_the_table_stay(below):
    assert len(read(below).table.values) == 60 + len(below)


def test_a_total_below_each_block_of_rows_is_left_out():
    lines = []
    for day in range(1, 9):
        hours = [f"{h:02}:00,{h * day % 7}.5,{h * h % 11}" for h in range(24)]
        lines += [f"Report 2022-01-{day:02}", "time,power,volt", *hours, "Total,,"]
    table = read_table("\n".join(lines).encode(), "a.csv")
    assert table.values.shape == (8 * 24, 2)
    assert "Left out: 8 lines of totals." in " ".join(table.notes)
    assert table.moments is not None
