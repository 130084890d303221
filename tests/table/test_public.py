"""Habits of public files: clocks of several units, weeks of an office, nines, marks, an index."""

import io
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said
from tests.table.world import waves

BEGIN = datetime(2021, 3, 1)


def read(*lines: str) -> Table:
    return read_table("\n".join(lines).encode(), "a.csv")


def of(head: str, rows: list[tuple]) -> Understanding:
    return understand(read(head, *(",".join(map(str, row)) for row in rows)))


def hours(count: int) -> list[datetime]:
    return [BEGIN + timedelta(hours=n) for n in range(count)]


@pytest.mark.parametrize("dated", [True, False])
def test_a_clock_in_seconds_and_then_in_milliseconds_is_one_clock(dated):
    """As of a file that its maker wrote in seconds at first."""
    stamps = [int(at.timestamp()) * (1 if n < 80 else 1000) for n, at in enumerate(hours(200))]
    flow = waves(200, 1)
    rows = [
        (s, *[f"{d:%Y-%m-%d %H:%M}"] * dated, x)
        for s, d, x in zip(stamps, hours(200), flow, strict=True)
    ]
    understood = of(f"unix,{'date,' * dated}flow", rows)
    assert understood.features == ("flow",)
    assert "every hour: 2021-03-01" in said(understood)
    assert (
        "“unix” counts milliseconds, seconds in 80 rows since 1970" in said(understood)
    ) != dated


def test_seconds_since_1904_are_no_year_2091():
    rows = [(3_839_000_000 + 60 * n, x) for n, x in enumerate(waves(100, 1))]
    understood = of("Time Stamp (sec),field", rows)
    assert "1970" not in said(understood)
    assert "“Time Stamp” runs on as a clock does, in steps of 60" in said(understood)


@pytest.mark.parametrize(
    ("weeks", "first", "how"),
    [
        # 2003 and 2008 have a 53rd week from Sunday on, 2004 and 2009 one from Monday on.
        ({2002: 52, 2003: 53, 2004: 52, 2005: 52}, "2001-12-30", "weeks from Sunday on"),
        ({2003: 52, 2004: 53, 2005: 52, 2006: 52}, "2002-12-30", "weeks as in ISO 8601"),
        ({2001: 53, 2002: 53, 2003: 53, 2004: 53}, "2001-01-01", "weeks from 1 January on"),
    ],
)
@pytest.mark.parametrize("joined", [True, False])
def test_the_53rd_weeks_tell_how_weeks_are_counted(weeks, first, how, joined):
    parts = [(year, week) for year, last in weeks.items() for week in range(1, last + 1)]
    rows = [
        (*([y * 100 + w] if joined else (y, w)), x)
        for (y, w), x in zip(parts, waves(300, 1), strict=False)
    ]
    understood = of("yearweek,cases" if joined else "YEAR,WEEK,cases", rows)
    assert understood.features == ("cases",)
    assert f"{how}, " in said(understood)
    assert understood.table.row_name(0) == first


def test_a_week_is_no_day_of_the_year():
    rows = [(1990 + n // 60, n % 60 + 1, x) for n, x in enumerate(waves(300, 1))]
    assert understand(read("year,week no,cases", *(",".join(map(str, r)) for r in rows))).times != (
        "year",
        "week no",
    )


def test_nines_of_one_cell_are_missing_where_other_columns_have_nines():
    """Else a single one is asked about."""
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", 999.0 if n in (5, 6, 50) else x, 9999.0 if n == 70 else 1000 + y)
        for n, (at, x, y) in enumerate(zip(hours(200), waves(200, 1), waves(200, 2), strict=False))
    ]
    understood = of("time,temp,pressure", rows)
    assert "999, 9999 stand in 4 cells of “temp”, “pressure”" in said(understood)
    assert not [f for f in understood.findings if f.keeps]
    alone = of("time,temp,pressure", [(a, x if x != 999 else 7, p) for a, x, p in rows])
    assert [f.key for f in alone.findings if f.keeps] == ["missing:pressure"]


def test_comment_lines_that_name_the_columns_are_not_left_out():
    body = [f"{at:%Y %m %d %H}  {x}" for at, x in zip(hours(60), waves(60, 1), strict=False)]
    named = read("#YY MM DD hh WSPD", "#yr mo dy hr m/s", *body)
    assert named.columns[-1] == "WSPD"
    assert not any("comment" in note for note in named.notes)
    more = read("# a buoy", "#YY MM DD hh WSPD", "#yr mo dy hr m/s", *body)
    assert "Left out: 1 comment line." in more.notes


def test_a_class_of_minus_one_and_one_is_not_asked_about():
    rows = [((-1, 1)[n % 3 > 0], *np.sin(np.arange(40) / 5 + n).round(3)) for n in range(60)]
    understood = understand(read(*("\t".join(map(str, row)) for row in rows)))
    assert understood.aim.why == "it holds classes"
    assert not [f for f in understood.findings if f.keeps]


def test_the_index_of_a_frame_stands_first_where_it_was_written_last():
    index = pd.date_range("2019-03-20", periods=400, freq="h", name="utc")
    frame = pd.DataFrame(
        {"local": index.tz_localize("UTC").tz_convert("Europe/Berlin").astype(str)}
    )
    frame["load"] = waves(400, 1)
    frame.index = index
    target = io.BytesIO()
    frame.to_parquet(target)
    understood = understand(read_table(target.getvalue(), "a.parquet"))
    assert understood.table.label_name == "utc"
    assert "every hour: 2019-03-20 00:00" in said(understood)


def test_nd_is_not_said_to_be_below_what_can_be_measured():
    cells = ["n.d." if n in (7, 40) else x for n, x in enumerate(waves(120, 1))]
    table = read("day,copper", *(f"{n},{cell}" for n, cell in enumerate(cells)))
    note = next(note for note in table.notes if "n.d." in note)
    assert "below" not in note
    assert "nothing was found, or none is known: read as missing" in note


def test_hours_are_told_in_hours_where_they_are_no_whole_days():
    rows = [(f"{at:%Y-%m-%d %H:%M}", x) for at, x in zip(hours(200), waves(200, 1), strict=False)]
    del rows[50:76]
    assert "26 hours are absent after 2021-03-03 01:00" in said(of("time,flow", rows))


def test_a_guessed_target_is_not_called_the_last_column():
    chance = np.random.default_rng(1)
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", x, round(chance.normal(), 2))
        for at, x in zip(hours(200), waves(200, 1), strict=False)
    ]
    understood = of("time,a,b", rows)
    assert understood.target == "a"
    assert "last" not in understood.aim.why
    assert not understood.aim.sure


def test_names_of_what_people_predict_are_known_in_other_languages():
    rows = [
        (f"{at:%Y-%m-%d %H:%M}", *cells)
        for at, *cells in zip(hours(200), *(waves(200, s) for s in range(3)), strict=False)
    ]
    assert of("heure,Consommation (kWh),Dépense,Température", rows).target == "Consommation"
    assert of("fecha,humedad,Precio medio,temperatura", rows).target == "Precio medio"
