"""Seasons, such as 2010/11, and columns that are filled in a few rows alone."""

import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import understand
from tests.table.test_understanding import said


@pytest.mark.parametrize("shape", ["{0}/{2:02}", "{0}-{2:02}", "{0}–{1}", "{0}-{1}"])
def test_seasons_are_years_and_no_months_or_weeks(shape):
    seasons = [shape.format(year, year + 1, (year + 1) % 100) for year in range(1995, 2025)]
    rows = [f"{season},{40 + 7 * n % 13}" for n, season in enumerate(seasons)]
    understood = understand(read_table("\n".join(["season,goals", *rows]).encode(), "a.csv"))
    assert "“season” holds seasons, each by the year in which it begins, every year" in said(
        understood
    )
    assert understood.table.row_name(0) == seasons[0]


def test_a_season_beside_weeks_is_left_out_as_one():
    rows = [
        f"{year}-W{week:02},{year}/{(year + 1) % 100:02},{year % 7 + week % 5}"
        for year in range(2010, 2016)
        for week in range(1, 53)
    ]
    understood = understand(read_table("\n".join(["week,season,rate", *rows]).encode(), "a.csv"))
    assert understood.table.label_name == "week"
    assert "“season” holds dates" not in said(understood)
    assert "Column “season” holds seasons" in said(understood)


def test_november_of_two_years_is_no_season():
    rows = ["2010-11,5", "2010-12,6", "2011-01,7", "2011-02,5", "2011-03,9"]
    understood = understand(read_table("\n".join(["month,load", *rows]).encode(), "a.csv"))
    assert "every month" in said(understood)


def test_what_is_filled_in_a_few_rows_counts_none():
    names = [*range(1, 13), *[""] * 88]
    rows = [f"{names[n]},{n % 9 + n / 7:.2f},{n % 5}" for n in range(100)]
    understood = understand(read_table("\n".join(["legend,a,b", *rows]).encode(), "a.csv"))
    assert "counts" not in said(understood)
    assert "“legend” ends at row 11 (88 % missing)" in said(understood)


def test_a_count_with_holes_counts_on_with_holes():
    rows = [f"{'' if n % 9 == 4 else n},{n * n % 17}" for n in range(100)]
    words = said(understand(read_table("\n".join(["no,load", *rows]).encode(), "a.csv")))
    assert "“no” counts the rows" not in words


def test_of_further_columns_it_is_said_how_much_is_missing_there():
    rows = [
        ",".join([str(n % 7), *(str(n) if n % k == 0 else "" for k in (2, 3, 4, 5, 9, 10))])
        for n in range(180)
    ]
    words = said(understand(read_table("\n".join(["a,b,c,d,e,f,g", *rows]).encode(), "a.csv")))
    assert "; 89 % to 90 % is missing in 2 further columns." in words
    assert "the same holds" not in words
