"""How times go on, in which order rows are put, and what is said of both: in the order used."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.table.reading.time.dates import DAY
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from lstmviz.table.understanding.time.pace import pace_of, told
from tests.table.test_understanding import said

BEGIN = datetime(2024, 1, 1)  # a Monday


def of(head: str, rows: list[tuple], *answers: str) -> Understanding:
    text = "\n".join([head, *(",".join(map(str, row)) for row in rows)])
    return understand(read_table(text.encode(), "a.csv"), answers)


def days(count: int, keep=lambda day: True) -> list[datetime]:
    every = [BEGIN + timedelta(days=n) for n in range(2 * count + 9)]
    return [day for day in every if keep(day)][:count]


def flow(n: int) -> float:
    return round(5 + 2 * np.sin(n / 5) + n % 3 / 10, 2)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([60_000] * 9, "every minute"),
        ([60_000] * 8 + [90_000], "mostly every minute"),
        ([5_001, 4_998, 5_003, 4_997, 5_002, 5_001], "about every 5 seconds"),
        ([92_000, 88_000, 91_000, 89_500], "about every 1.5 minutes"),
        ([1_000, 9_000, 50_000, 2_000, 400_000], "in uneven steps"),
        ([60_000] * 2, ""),
        ([31 * DAY, 29 * DAY, 31 * DAY, 30 * DAY], "every month"),
        ([366 * DAY, 365 * DAY, 365 * DAY], "every year"),
        ([1826 * DAY, 1826 * DAY, 1827 * DAY, 1826 * DAY], "every 5 years"),
        ([1461 * DAY, 1461 * DAY, 2 * 1461 * DAY, 1461 * DAY], "mostly every 4 years"),
        ([181 * DAY, 184 * DAY, 181 * DAY, 184 * DAY, 182 * DAY], "every 6 months"),
        ([59 * DAY, 61 * DAY, 61 * DAY, 62 * DAY], "every 2 months"),
        ([30 * DAY] * 12, "every 30 days"),
        ([364 * DAY] * 9, "every 364 days"),
    ],
)
def test_how_times_go_on_is_said_as_it_is(steps, words):
    moments = np.cumsum([0, *steps])
    assert told(pace_of(moments, np.zeros(len(moments), np.int32))) == words


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (lambda day: True, " every day: "),
        (lambda day: day.weekday() < 5, " every weekday: "),
        (lambda day: day.weekday() < 6, " every day from Monday to Saturday: "),
        (lambda day: day.weekday() not in (4, 5), " every day from Sunday to Thursday: "),
        (lambda day: day.weekday() in (0, 1, 3, 4), " on 4 days of each week: "),
    ],
)
def test_every_day_is_said_where_no_weekday_is_left_out(keep, words):
    understood = of("date,flow", [(f"{d:%Y-%m-%d}", flow(n)) for n, d in enumerate(days(60, keep))])
    assert words in said(understood)
    assert "absent" not in said(understood)


def test_a_holiday_is_absent_among_weekdays():
    some = days(60, lambda day: day.weekday() < 5)
    del some[17]
    words = said(of("date,flow", [(f"{d:%Y-%m-%d}", flow(n)) for n, d in enumerate(some)]))
    assert "mostly every weekday" in words
    assert "1 weekday is absent after 2024-01-23" in words


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        # Friday to Wednesday, and Wednesday to Tuesday: 2 weekdays, and 3.
        ([d for d in range(120) if d % 7 < 5 and d not in (14, 15, 31, 32, 35)], "3 weekdays are"),
        ([d for d in range(90) if d % 7 < 6 and d not in (13, 14, 15)], "2 days are"),
        ([7 * d for d in range(60) if d not in (20, 21, 22)], "3 weeks are"),
        ([d for d in range(60) if d not in (20, 21, 22)], "3 days are"),
    ],
)
def test_what_is_absent_is_counted_in_days_that_have_rows_as_a_rule_or_in_weeks(moments, words):
    some = [BEGIN + timedelta(days=d) for d in moments]
    told = said(of("date,flow", [(f"{d:%Y-%m-%d}", flow(n)) for n, d in enumerate(some)]))
    assert f"{words} absent after" in told


@pytest.mark.parametrize(
    ("step", "words"), [(1, "11 months"), (3, "11 quarters"), (12, "11 years")]
)
def test_what_is_absent_among_months_is_told_in_months(step, words):
    some = [2 + step * n for n in range(60) if not 30 <= n < 41]
    rows = [(f"{1900 + n // 12}-{n % 12 + 1:02d}-01", flow(n)) for n in some]
    assert f"{words} are absent after" in said(of("date,flow", rows))


def test_pieces_out_of_order_are_sorted_and_what_is_absent_is_what_no_row_has():
    some = [d for d in days(400) if not datetime(2024, 3, 5) <= d <= datetime(2024, 3, 20)]
    some.sort(key=lambda day: (day.year, f"{day:%B}", day.day))  # April, August, December …
    rows = [(f"{d:%Y-%m-%d}", flow((d - BEGIN).days)) for d in some]
    for answers in ((), ("sorted",)):
        understood = of("date,flow", rows, *answers)
        absent = next(f.says for f in understood.findings if f.key == "absent")
        assert absent.startswith("16 days are absent after 2024-03-04")
        assert "stretch" not in absent
        assert ("bridges" in absent) == (not answers)
        assert (understood.table.row_name(0) == "2024-01-01") == (not answers)


def test_rows_that_sorting_would_bring_to_one_time_are_not_sorted_unasked():
    rows = [(f"{d:%Y-%m-%d}", flow(n + 7 * m)) for m in range(2) for n, d in enumerate(days(50))]
    understood = of("date,flow", rows, "anew")
    sorting = next(f for f in understood.findings if f.key == "sorted")
    assert not sorting.done
    assert "50 rows have the time of another row." in said(understood)
    assert "50 rows have the same time as the row before." in said(
        of("date,flow", rows, "anew", "sorted")
    )


def test_several_rows_at_each_time_leave_the_steps_even():
    months = [datetime(2016 + n // 12, n % 12 + 1, 1) for n in range(60)]
    rows = [(f"{m:%Y-%m}", state, flow(n)) for n, m in enumerate(months) for state in "ABCDE"]
    words = said(of("month,state,value", rows, "series:-"))
    assert "every month" in words
    assert "uneven" not in words


def test_steps_of_which_many_are_longer_are_no_even_clock_with_stretches_absent():
    pause = np.random.default_rng(4).choice([5, 5, 5, 10, 15], 300)
    times = [BEGIN + timedelta(seconds=int(s)) for s in np.cumsum(pause)]
    words = said(of("time,pulse", [(t, flow(n)) for n, t in enumerate(times)]))
    longer = int((pause[1:] > 5).sum())
    assert (
        f"{longer} of 299 steps in time are more than 1.5 times the usual 5 seconds, up to 15"
        in words
    )
    assert "absent" not in words


HANGS = [
    (
        "-" if n < 60 else BEGIN + timedelta(seconds=n - n % 2 * (n > 200)),
        BEGIN + timedelta(seconds=n),
        flow(n),
    )
    for n in range(300)
]


def test_a_clock_that_hangs_or_begins_late_gives_way_to_a_whole_one_and_can_be_chosen():
    understood = of("gps,device,flow", HANGS)
    assert understood.table.label_name == "device"
    assert "every second" in said(understood)
    assert "same time" not in said(understood)
    assert "gps" in understood.may_be_time
    chosen = of("gps,device,flow", HANGS, "time:gps")
    assert chosen.table.label_name == "gps"
    assert "“gps” is the time, as you say" in said(chosen)
    assert "holds dates: left out" not in said(of("gps,device,flow", HANGS, "time:device"))


def test_a_time_to_the_second_names_the_rows_before_its_day():
    rows = [
        (f"{BEGIN + timedelta(hours=n):%Y-%m-%dT%H:%M:%S}", f"{BEGIN:%Y-%m-%d}", flow(n))
        for n in range(90)
    ]
    rows = [(time, time[:10], value) for time, _, value in rows]
    assert of("dateTime,date,flow", rows).table.label_name == "dateTime"


@pytest.mark.parametrize("answer", ["time:flow rate", "time:state", "time:fixed"])
def test_what_cannot_be_the_time_says_so(answer):
    rows = [(d.date(), "ab"[n % 2], 7, flow(n)) for n, d in enumerate(days(50))]
    understood = of("date,state,fixed,flow", rows, answer)
    assert "cannot be the time" in said(understood)
    assert understood.table.row_name(0) == "2024-01-01"


def test_no_time_can_be_chosen_in_a_link_in_two_ways():
    rows = [(d.date(), flow(n)) for n, d in enumerate(days(50))]
    for answer in ("time:-", "-time"):
        understood = of("date,flow", rows, answer)
        assert understood.table.moments is None
        assert "in the file's order, as you say" in said(understood)


def test_of_a_clock_that_no_calendar_knows_no_calendar_is_told():
    """Counts of seconds are no parts of a day, and no column is a part of their date."""
    rows = [
        (f"{30 + 1.26 * n:.4f}", f"{n / 900:.6f}", f"{n * n / 90_000:.6f}", n // 50, flow(n))
        for n in range(300)
    ]
    understood = of("time/s,charge,energy,cycle,volt", rows, "time:time/s")
    words = said(understood)
    assert "in steps of 1.26" in words
    assert "part of the time" not in words
    assert not [unit for unit in ("day", "hour", "minute", "second") if unit in words]
    assert {"charge", "energy"} <= set(understood.features)


def test_events_of_one_column_in_no_order_are_sorted():
    order = np.random.default_rng(3).permutation(200)
    rows = [(BEGIN + timedelta(minutes=37 * int(n)), n * n % 11) for n in order]
    understood = of("bought,quantity", rows)
    assert understood.table.row_name(0) == "2024-01-01 00:00"
    assert "no order" not in said(understood)


def test_when_a_row_was_updated_is_not_the_time_where_dates_in_order_stand_beside():
    """Of four groups a day, one below another; each was worked out at another minute."""
    chance = np.random.default_rng(5)
    rows = [
        (
            f"{day:%Y-%m-%d}",
            "ABCD"[k],
            flow(n) + k,
            f"{datetime(2024, 9, 1) + timedelta(minutes=int(m)):%Y-%m-%d %H:%M}",
        )
        for n, day in enumerate(days(60))
        for k, m in enumerate(chance.integers(0, 40_000, 4))
    ]
    understood = of("modeldate,party,yes,timestamp", rows)
    assert (understood.table.label_name, understood.group) == ("modeldate", "party")
    assert "timestamp" in understood.may_be_time


@pytest.mark.parametrize("step", [1, 5, 10, 25])
def test_years_go_on_evenly_in_each_of_some_countries(step):
    rows = [(c, year, flow(year)) for c in "ABCDE" for year in range(1870, 1870 + 7 * step, step)]
    understood = of("country,year,gini", rows)
    assert (understood.group, understood.features) == ("country", ("gini",))
    every = "every year" if step == 1 else f"every {step} years"
    assert (f"{every} in each series" in said(understood)) == (step <= 10)
    assert "“year” only rises" not in said(understood)


def test_what_is_absent_of_years_that_are_some_apart_is_counted_in_years():
    rows = [(year, flow(year)) for year in range(1920, 2021, 4) if year not in (1940, 1944)]
    assert "8 years are absent after 1936" in said(of("year,seats", rows))
