"""Times are recognised by their structure, in text and in columns, and nothing else is."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lstmviz.table.reading.time.dates import TURN
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.moments import BEGIN, COLUMNS, TEXTS, moments
from tests.table.test_understanding import said
from tests.table.untimed import KINDS

EXAMPLES = int(os.environ.get("LSTMVIZ_EXAMPLES", "60"))
HOURS = [datetime(2015, 1, 27, 13) + timedelta(hours=n) for n in range(900)]
DAYS = [datetime(2014, 3, 27) + timedelta(days=n) for n in range(900)]


def of(head: str, rows: Sequence[Sequence[object]], sign: str = ",") -> Understanding:
    """Understand a table of some columns, with two measured ones beside them."""
    random = np.random.default_rng(len(rows))
    level = np.round(50 + random.normal(0, 1, len(rows)).cumsum(), 2)
    flow = np.round(random.normal(5, 2, len(rows)), 3)
    lines = [
        sign.join(map(str, (*row, *more)))
        for row, more in zip(rows, zip(level, flow, strict=True), strict=True)
    ]
    head = sign.join([*head.split(","), "level", "flow"])
    return understand(read_table("\n".join([head, *lines, ""]).encode(), "a.csv"))


def minutes(times: Sequence[datetime]) -> list[int]:
    """Count the minutes since 1970, oldest first."""
    return sorted((t - BEGIN) // timedelta(minutes=1) for t in times)


def read(understood: Understanding) -> list[int] | None:
    """Give the minutes since 1970 that were read, if any were."""
    found = understood.table.moments
    return None if found is None else (found // 60_000).tolist()


def written(style: str, times: Sequence[datetime]) -> Understanding:
    """Understand a table whose times are written in a style, in one column or in several."""
    if style in TEXTS:
        return of("when", [(TEXTS[style](t),) for t in times], ";")
    head, cells = COLUMNS[style.removeprefix("columns: ")]
    return of(head, [cells(t) for t in times])


STYLES = [*TEXTS, *(f"columns: {name}" for name in COLUMNS)]


@pytest.mark.parametrize("style", STYLES)
def test_each_style_comes_back_and_is_no_input(style):
    times = DAYS if style == "unknown" else HOURS
    understood = written(style, times)
    assert read(understood) == minutes(times)
    assert understood.features == ("level", "flow")
    pace = "every day" if style == "unknown" else "every hour"
    assert pace in said(understood)
    assert "count the rows" not in said(understood)


@settings(max_examples=EXAMPLES, deadline=None)
@given(seed=st.integers(0, 10**9), style=st.sampled_from(STYLES))
@example(seed=34, style="columns: short year")
@example(seed=204817, style="columns: seconds")
@example(seed=6266281, style="columns: seconds")
@example(seed=13346, style="columns: short")
def test_moments_come_back_or_are_not_read(seed, style):
    times = moments(np.random.default_rng(seed))
    assume(max(times).year < 2000 + TURN)  # of two digits, they are of the last century
    understood = written(style, times)
    found = read(understood)
    if found is not None and "in front" not in said(understood):
        assert found == minutes(times)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    seed=st.integers(0, 10**9),
    kind=st.sampled_from(sorted(KINDS)),
    named=st.booleans(),
    rows=st.integers(40, 400),
)
def test_what_is_no_time_is_not_taken_for_one(seed, kind, named, rows):
    cells = KINDS[kind](np.random.default_rng(seed), rows)
    assert read(of(kind if named else "thing", [(cell,) for cell in cells])) is None


@pytest.mark.parametrize("name", ["date", "timestamp"])
@pytest.mark.parametrize("kind", ["code", "zip", "count", "steps", "price"])
def test_a_name_alone_makes_no_time(name, kind):
    cells = KINDS[kind](np.random.default_rng(5), 200)
    assert read(of(name, [(cell,) for cell in cells])) is None


def test_day_and_month_that_do_equally_well_are_said():
    days = ["01/02/2020", "02/01/2020"] * 9
    understood = of("when", [(day,) for day in days])
    assert "may have day or month in front" in said(understood)


def test_a_month_of_decimals_is_october_not_january():
    """As Shiller's table of shares writes it: 1871.1 follows 1871.09."""
    rows = [(float(f"{1871 + n // 12}.{n % 12 + 1:02}"),) for n in range(100)]
    understood = of("Date", rows)
    assert [understood.table.row_name(n) for n in (8, 9, 10)] == ["1871-09", "1871-10", "1871-11"]


def test_parts_of_a_time_that_is_known_are_left_out_and_asked_for():
    """Hour and month beside the time, and the clock of another zone."""
    rows = [(f"{t:%Y-%m-%d %H:%M}", t.month, t.hour, f"{t.hour * 100:04}") for t in HOURS]
    rows = [(*row[:3], f"{(t.hour - 7) % 24}00") for row, t in zip(rows, HOURS, strict=True)]
    understood = of("when,Mon,hr,LST", rows)
    assert understood.features == ("level", "flow")
    assert "The time tells these too: “Mon” the month, “hr” the hour" in said(understood)
    assert "“LST” is part of the time" in said(understood)


def test_only_what_rises_by_one_step_in_nearly_each_row_counts_the_rows():
    days = [n % 30 + 1 for n in range(300)]
    understood = of("no,Day", [(n + 1, day) for n, day in enumerate(days)])
    assert "“Day” counts on by 1 in 290 of 299 steps" in said(understood)


def test_days_and_clock_as_digits_are_no_weeks_of_the_year_2204():
    times = [datetime(2016, 4, 22, 13) + timedelta(minutes=30 * n) for n in range(60)]
    assert read(written("columns: short date, clock", times)) in (None, minutes(times))


def test_days_of_a_spreadsheet_are_no_month_day_and_year():
    times = [datetime(1989, 5, 8) + timedelta(days=n) for n in range(239)]
    assert read(written("columns: spreadsheet", times)) == minutes(times)


@pytest.mark.parametrize("name", ["elapsed", "time/s", "Test_Time(s)"])
def test_a_clock_in_units_of_its_own_is_the_time_and_counts_no_rows(name):
    understood = of(name, [(0.5 * n,) for n in range(300)])
    assert "runs on as a clock does, in steps of 0.5: 0 … 149.5." in said(understood)
    assert understood.table.label_name == understood.times[0]
    rows = "".join(f"{0.5 * n},{n * 37 % 101 / 7:.3f}\n" for n in range(300))
    undone = understand(read_table(f"{name},level\n{rows}".encode(), "a.csv"), ("time",))
    assert "runs on as a clock does: not fed" in said(undone)
    assert "cannot be the time" not in said(undone)


def test_eighths_of_a_day_are_kept_where_each_other_row_is_exact_anyhow():
    """The digits of one row in two were looked at: 2452294.25, .5, .75 fit single precision."""
    times = [datetime(2002, 1, 19, 18) + timedelta(hours=3 * n) for n in range(638)]
    assert read(written("columns: Julian", times)) == minutes(times)


def test_seconds_after_a_whole_date_are_read_where_the_date_does_not_change():
    times = [datetime(2019, 12, 3, 9, 1, 24) + timedelta(seconds=5 * n) for n in range(200)]
    understood = of("stamp", [(f"{t:%Y-%m-%d-%H-%M-%S}",) for t in times])
    assert "read as year-month-day-hour-minute-second, every 5 seconds" in said(understood)


def test_seconds_since_1970_with_decimals_are_a_time_where_the_name_says_when():
    began = 1575363684.25
    understood = of("sampledAt", [(began + 7.3 * n + n % 5,) for n in range(200)])
    assert "since 1970" in said(understood)


def test_months_that_stand_in_the_order_of_their_names_are_in_even_steps():
    months = [datetime(2014 + n // 12, n % 12 + 1, 1) for n in range(90)]
    months.sort(key=lambda t: (t.year, f"{t:%b}"))
    rows = [(f"{t:%Y-%m-%d}", n) for t in months for n in range(3)]
    assert "every month" in said(of("month,no", rows))


@pytest.mark.parametrize("written", ["{:%H%M}", "{:%H%M%S}", "{:%-H%M}"])
@pytest.mark.parametrize("hours", [range(9, 18), range(20, 24), range(6, 22, 2)])
def test_digits_of_a_clock_join_the_digits_of_a_date_though_nights_are_left_out(written, hours):
    at = [day.replace(hour=hour) for day in DAYS[:60] for hour in hours]
    rows = [(t.strftime("%Y%m%d"), written.format(t).replace(":", "")) for t in at]
    understood = of("<DATE>,<TIME>", rows)
    table = understood.table
    assert (understood.group, understood.features) == (None, ("level", "flow"))
    assert table.row_name(0) == f"{at[0]:%Y-%m-%d %H:%M}"
    assert table.row_name(len(at) - 1) == f"{at[-1]:%Y-%m-%d %H:%M}"


def night(seed: int, begin: float, name: str, band: str = "Band") -> Understanding:
    """Give magnitudes of a star in three bands, at uneven times."""
    random = np.random.default_rng(seed)
    days = begin + np.cumsum(random.exponential(0.9, 300) + 0.01)
    bands = ["Vis.", "V", "B"]
    seen = zip(days.tolist(), random.integers(3, size=300), random.uniform(1, 2, 300), strict=True)
    rows = [f"{day:.4f},{11 + np.sin(day / 50):.3f},{bands[n]},{air:.3f}" for day, n, air in seen]
    return understand(read_table("\n".join([f"{name},mag,{band},air", *rows]).encode(), "star.csv"))


@pytest.mark.parametrize(
    ("name", "begin"),
    [("JD", 2459000), ("Julian Date", 2459000), ("HJD", 2459000), ("x", 2459000), ("MJD", 59000)],
)
def test_uneven_julian_dates_are_the_time(name, begin):
    found = night(1, begin, name)
    assert (found.table.label_name, found.features) == (name, ("mag", "air"))
    assert found.table.row_name(0).startswith("2020-05-3")


@pytest.mark.parametrize("band", ["Band", "filter"])
def test_bands_that_take_turns_are_asked_about(band):
    found = night(1, 2459000, "JD", band)
    asked = next(each for each in found.findings if each.key == "series")
    assert asked.keeps
    assert f"“{band}” may tell 3 series apart" in asked.says
