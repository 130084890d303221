"""Sheets of a workbook with the same columns: one table, where their names are years or months."""

import io
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook

from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.findings import understand
from tests.table.test_understanding import said


def book(*sheets: tuple[str, list[str], list[list[object]]], wanted: str = "") -> Table:
    workbook, file = Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, header, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in [header, *rows]:
            sheet.append(row)
    workbook.save(file)
    return read_table(file.getvalue(), "a.xlsx", wanted)


def days(begin: datetime, count: int = 60) -> list[list[object]]:
    return [[begin + timedelta(days=n), n * n % 41 + 0.5, n * 7 % 13] for n in range(count)]


HEAD = ["Date", "Temp", "Rain"]


@pytest.mark.parametrize(
    "names", [("2021", "2022"), ("2022", "2021"), ("2021 Jan", "Jan 2022"), ("January", "Mars")]
)
def test_sheets_of_years_or_months_are_one_table(names):
    begins = {"2021": 2021, "2022": 2022, "2021 Jan": 2021, "Jan 2022": 2022}
    begin = [datetime(begins.get(name, 2020 + n), 3 * n + 1, 1) for n, name in enumerate(names)]
    sheets = [(name, HEAD, days(at)) for name, at in zip(names, begin, strict=True)]
    table = book(*sheets, ("Notes", ["by", "of", "in"], []))
    joined = names != ("January", "Mars")  # of two languages
    assert len(table.values) == (120 if joined else 60)
    assert table.sheet == ("2 sheets, one below another" if joined else "January")
    understood = understand(table)
    assert understood.features == ("Temp", "Rain")
    assert (understood.table.moments[1:] > understood.table.moments[:-1]).all()


@pytest.mark.parametrize("year", ["", " 2023"])
@pytest.mark.parametrize("total", [[], [["Total", 600]], [["Summe", None]]])
def test_the_month_that_names_a_sheet_tells_the_time_with_the_days_in_it(total, year):
    sheets = [
        (name + year, ["day", "load"], [*([n + 1, n * n % 41 + 0.5] for n in range(days)), *total])
        for name, days in (("Jan", 31), ("Feb", 28), ("Mar", 31))
    ]
    understood = understand(book(*sheets))
    assert (understood.features, len(understood.table.values)) == (("load",), 90)
    assert "the time together, without a year" in said(understood) or (
        year and "“day” is the rest of the date, every day" in said(understood)
    )
    assert {*(understood.table.moments[1:] - understood.table.moments[:-1])} == {86_400_000}


def test_sheets_of_stations_are_joined_where_that_is_chosen():
    begin = datetime(2022, 5, 1)
    sheets = [(name, HEAD, days(begin)) for name in ("North", "South")]
    others = [("Sizes", ["a", "b", "c"], [[1, 2, 3]] * 9)]
    table = book(*sheets, *others)
    way = "2 sheets, one below another"
    assert (len(table.values), table.sheet) == (60, "North")
    assert table.sheets == (way, "North", "South", "Sizes")
    assert f"“North” and “South” have the same columns: “{way}” reads them as one table." in (
        table.notes
    )
    assert book(*sheets, *others, wanted="South").sheets == table.sheets
    understood = understand(book(*sheets, *others, wanted=way))
    assert (len(understood.table.values), understood.group) == (120, "sheet")
