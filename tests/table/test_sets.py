"""Series that several columns tell together, a word that means none, and calendars in columns."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

BEGIN = date(2019, 1, 7)


def taken(lines: Iterable[str], *answers: str) -> Understanding:
    return understand(read_table("\n".join(lines).encode(), "a.csv"), answers)


def count_of(understood: Understanding) -> int:
    group = understood.group
    return 0 if group is None else len(set(understood.table.groups[group].tolist()))


def wave(chance: np.random.Generator, key: tuple[str, ...], n: int) -> str:
    phase = sum(map(ord, "".join(key))) % 7
    return f"{40 + 9 * np.sin(n / 6 + phase) + chance.normal(0, 0.4):.2f}"


def weekly(names: list[str], keys: list[tuple[str, ...]], weeks: int = 60) -> list[str]:
    """Write a table of weeks in which each key has a row, week by week."""
    chance = np.random.default_rng(len(keys))
    lines = [",".join(["week", *names, "rate"])]
    for n in range(weeks):
        day = BEGIN + timedelta(weeks=n)
        lines += [",".join([str(day), *key, wave(chance, key, n)]) for key in keys]
    return lines


ILLS, AGES, REGIONS = ("ARI", "ILI"), ("0+", "0-4", "5-14"), ("all", "north", "south")


def test_three_columns_tell_series_apart_where_fewer_leave_times_that_repeat():
    keys = [key for key in product(ILLS, AGES, REGIONS) if key[1] == "0+" or key[2] != "south"]
    understood = taken(weekly(["ill", "age", "region"], keys))
    assert (understood.group, count_of(understood)) == ("ill age region", len(keys))
    assert "twice" not in {f.key for f in understood.findings}
    assert "every week in each series" in said(understood)


def test_a_column_that_the_others_follow_from_is_not_needed():
    keys = [(*key, key[0].lower()) for key in product(("A", "B"), ("x", "y", "z"))]
    understood = taken(weekly(["plant", "line", "code"], keys))
    assert (understood.group, count_of(understood)) == ("plant line", 6)


@pytest.mark.parametrize("word", ["NA", "", "null"])
def test_rows_whose_word_means_none_are_a_series_of_their_own(word):
    keys = [(name,) for name in ("SYD", "MEL", "BNE", word)]
    understood = taken(weekly(["route"], keys))
    assert (understood.group, count_of(understood)) == ("route", 4)
    assert "tells 4 series apart (one for the 60 rows without a word in “route”)" in said(
        understood
    )


def test_years_newest_first_with_their_months_in_order_of_several_places():
    chance = np.random.default_rng(3)
    lines = ["port,year,month,flights"]
    for port, years in (("ACY", 4), ("JFK", 9), ("SWF", 6)):
        for year, month in product(range(2019, 2019 - years, -1), range(1, 13)):
            lines.append(f"{port},{year},{month},{wave(chance, (port,), 12 * year + month)}")
    understood = taken(lines)
    assert (understood.group, count_of(understood)) == ("port", 3)
    moments, codes = understood.table.moments, understood.table.groups["port"]
    assert moments is not None
    assert (np.diff(moments)[np.diff(codes) == 0] > 0).all()


def test_two_sets_that_tell_series_apart_are_asked_and_each_can_be_chosen():
    chance = np.random.default_rng(5)
    lines = ["day,plant,line,crew,load"]
    for n in range(80):
        for plant in "AB":
            for line, crew in zip("xyz", chance.permutation(["e", "f", "g"]), strict=True):
                lines.append(f"{BEGIN + timedelta(n)},{plant},{line},{crew},{wave(chance, (), n)}")
    understood = taken(lines)
    asked = next(f for f in understood.findings if f.key == "series")
    assert asked.says == (
        "“plant”, “line” may tell 6 series apart, and so may “plant”, “crew”. Are these series?"
    )
    assert understood.may_be_series[:2] == ("plant line", "plant crew")
    assert taken(lines, "series").group == "plant line"
    assert taken(lines, "series:plant crew").group == "plant crew"


def test_a_set_is_offered_where_a_few_rows_stand_twice_and_chosen_by_its_name():
    keys = list(product(("A", "B"), ("x", "y", "z")))
    lines = weekly(["plant", "line"], keys)
    lines += [f"{line}1" for line in lines[30:60]]  # beyond one in a hundred
    understood = taken(lines)
    asked = next(f for f in understood.findings if f.key == "series")
    assert "8 % of the rows have the time of another one of their series" in asked.says
    assert asked.keeps
    assert understood.group is None
    assert understood.may_be_series[0] == "plant line"
    chosen = taken(lines, "series:plant line")
    assert (chosen.group, count_of(chosen)) == ("plant line", 6)


def test_what_follows_what_is_not_said_of_rows_that_share_their_time():
    chance = np.random.default_rng(8)
    lines = ["day,load,heat"]
    for n in range(90):
        lines += [
            f"{BEGIN + timedelta(n)},{wave(chance, (), n)},{chance.random():.3f}" for _ in "abc"
        ]
    words = said(taken(lines))
    assert "Most rows share their time with the row before" in words
    assert "go together" not in words


def test_measured_numbers_tell_no_series_apart():
    chance = np.random.default_rng(9)
    lines = ["day,visits,sold"]
    for n in range(200):
        for _ in range(2):
            lines.append(f"{BEGIN + timedelta(n)},{chance.integers(300)},{chance.integers(200)}")
    assert taken(lines).group is None


def test_a_clock_that_begins_anew_with_two_numbers_together_tells_their_series():
    chance, lines = np.random.default_rng(4), ["Subject,Date,Time,glucose"]
    for day, subject in product((1, 2), range(1, 8)):
        for minute in (-1, 0, 2, 4, 6, 8, 10, 12, 15, 18, 21):
            lines.append(f"{subject},{day},{minute},{5 + chance.normal():.1f}")
    understood = taken(lines)
    assert (understood.group, count_of(understood)) == ("Subject Date", 14)


def test_weekdays_written_with_six_digits_are_the_time_and_their_names_no_series():
    days = [BEGIN + timedelta(n) for n in range(400)]
    lines = ["date,day,rate"] + [
        f"{d:%y%m%d},{d:%A},{np.sin(n / 9):.4f}" for n, d in enumerate(days) if d.weekday() < 5
    ]
    understood = taken(lines)
    assert understood.table.row_name(0) == "2019-01-07"
    assert "every weekday" in said(understood)
    assert not [f for f in understood.findings if f.key == "series"]
