"""Files without names: a clock that leaps where whoever wears it, or what they do, changes."""

import math

import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

STRETCHES = (("33", "Jogging"), ("33", "Walking"), ("17", "Walking"), ("17", "Sitting"))


def worn(
    stretches=STRETCHES,
    begins=(49_105, 49_124, 57_869, 57_882),
    unit=10**9,
    each=120,
    leap=True,
    head="",
) -> Understanding:
    """Read rows of user, activity, ticks and three numbers; each stretch begins at some second."""
    rows, ticks = [], begins[0] * unit
    for (user, activity), begin in zip(stretches, begins, strict=True):
        ticks = begin * unit if leap else ticks
        for n in range(each):
            ticks += (40 + n * 7 % 19) * unit // 1000
            x, y = math.sin(n / 3) + n % 5, math.cos(n / 4) * 9
            rows.append(f"{user},{activity},{ticks},{x:.4f},{y:.4f},{x * y:.4f};")
    return understand(read_table((head + "\n".join(rows)).encode(), "raw.txt"))


@pytest.mark.parametrize("unit", [10**9, 10**6, 10**3], ids=["ns", "µs", "ms"])
@pytest.mark.parametrize(
    "begins", [(49_105, 49_124, 57_869, 57_882), (49_105, 49_124, 7_869, 7_882)], ids=["on", "back"]
)
def test_columns_that_change_where_a_clock_leaps_tell_series_together(unit, begins):
    understood = worn(begins=begins, unit=unit)
    assert understood.group == "column 1 column 2"
    assert understood.times == ("column 3",)
    assert understood.features == ("column 4", "column 5", "column 6")
    assert "“column 1”, “column 2” tell 4 series apart" in said(understood)
    assert "No column tells a time" not in said(understood)
    assert understood.table.row_name(0) == str(begins[0] * unit + 40 * unit // 1000)


@pytest.mark.parametrize("name", ["timestamp", "ts", "t", "ms", "Time_ns", "second"])
def test_a_clock_is_found_by_its_leaps_under_a_name_too(name):
    understood = worn(head=f"user,activity,{name},x,y,z\n")
    assert (understood.group, understood.times) == ("user activity", (name,))
    assert understood.features == ("x", "y", "z")


def test_leaps_within_a_series_are_no_objection():
    stretches = [("33", "Walking"), ("33", "Walking"), ("17", "Walking"), ("17", "Walking")]
    understood = worn(stretches, each=240)
    assert (understood.group, understood.times) == ("column 1", ("column 3",))


def test_one_column_alone_tells_them_where_nothing_else_changes():
    stretches = [(user, "Walking") for user in ("33", "17", "20", "5")]
    assert worn(stretches).group == "column 1"


def test_who_comes_back_is_one_series():
    understood = worn([("33", "Jogging"), ("17", "Jogging"), ("33", "Jogging"), ("5", "Jogging")])
    assert understood.group == "column 1"
    assert len(set(understood.table.groups["column 1"].tolist())) == 3


def test_numbers_that_leap_nowhere_or_elsewhere_are_no_clock():
    assert worn(leap=False).times == ()
    rows = [f"{n // 150},{50_000 + 7 * n + 900 * (n > 100)},{n * 7 % 11}" for n in range(300)]
    assert understand(read_table("\n".join(rows).encode(), "meter.txt")).times == ()


@pytest.mark.parametrize("end", [";", ""])
@pytest.mark.parametrize("lines", [(7,), (3, 50, 51)])
def test_a_line_of_several_records_is_parted_and_that_is_said(end, lines):
    rows = [f"33,{49_105 + n * 50},{n % 7}.5,{n % 11}.25" for n in range(99)]
    text = "".join(row + (";" if n in lines else f"{end}\n") for n, row in enumerate(rows))
    table = read_table(text.encode(), "raw.txt")
    assert len(table.values) == 99
    count = len([n for n in lines if n - 1 not in lines])
    says = f"{count} line{'s' * (count > 1)} with several records: each on a line of its own."
    assert says in table.notes
