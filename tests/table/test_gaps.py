"""Columns that begin late, end early or have holes: what they cost is said, and what helps."""

import numpy as np
import pytest

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.start import start_of
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.world import times, waves

DAYS = times(500, 1440, "%Y-%m-%d")


def found(there: dict[str, range], *answers: str) -> Understanding:
    """Understand a table of 500 days whose columns have values in these rows alone."""
    cells = [(waves(500, seed), rows) for seed, rows in enumerate(there.values())]
    lines = [
        ",".join([day, *(str(c[n]) if n in r else "" for c, r in cells)])
        for n, day in enumerate(DAYS)
    ]
    text = "\n".join([f"date,{','.join(there)}", *lines])
    return understand(read_table(text.encode(), "typed.csv"), answers)


def said(understood: Understanding) -> str:
    return " ".join(finding.says for finding in understood.findings)


def samples(understood: Understanding) -> tuple[int, int]:
    start = start_of(understood, OwnTable.of(understood.table), TrainingSpec())
    counts = make_dataset(understood.table, start.layout, start.task).counts
    return counts.validation, counts.lost_missing


ALL = range(500)


def test_a_column_that_begins_late_is_left_out_and_can_be_kept():
    late = {"flow": ALL, "level": ALL, "mud": range(300, 500)}
    assert found(late).features == ("flow", "level")
    assert f"“mud” begins at {DAYS[300]} (60 % missing)." in said(found(late))
    kept = found(late, "sparse")
    assert kept.features == ("flow", "level", "mud")
    assert "no window reads 300 other rows." in said(kept)
    begun = found(late, "sparse", "begin")
    assert begun.table.row_name(0) == DAYS[300]
    assert samples(begun)[1] == 0


def test_a_column_that_begins_a_little_later_is_offered_to_be_left_out():
    late = {"flow": ALL, "level": range(100, 500)}
    assert f"“level” begins at {DAYS[100]}: no window reads the 100 rows without it." in said(
        found(late)
    )
    assert found(late, "without:level").features == ("flow",)


def test_where_a_column_ends_early_the_rows_below_do_not_validate():
    early = found({"flow": ALL, "level": range(390)})
    assert len(early.table.values) == 390
    assert samples(early)[0] > 30
    assert len(found({"flow": ALL, "level": range(390)}, "begin").table.values) == 500


def test_of_columns_that_hardly_overlap_the_fullest_stays():
    understood = found({"old": range(260), "new": range(250, 500)})
    assert understood.features == ("old",)
    assert samples(understood)[1] == 0


@pytest.mark.parametrize("group", [False, True])
def test_values_are_carried_forward_within_a_series_alone(group):
    lines = [
        f"{'AB'[n // 60] if group else 'A'},{day},{'' if n % 60 in (0, 1, 9) else n}"
        for n, day in enumerate([*DAYS[:60], *(DAYS[:60] if group else DAYS[60:120])])
    ]
    table = read_table("\n".join(["station,date,flow", *lines]).encode(), "typed.csv")
    flow = understand(table, ("carried",)).table.values[:, 0]
    assert np.isnan(flow[[0, 1]]).all()
    assert flow[9] == 8
    assert np.isnan(flow[60]) if group else flow[60] == 59


def test_what_is_said_of_missing_values_is_of_the_columns_that_are_fed_in_the_end():
    """A copy that begins late is not fed: no row is lost for it, and no gap of it is told."""
    rows = [
        f"2024-01-{1 + n // 24:02d} {n % 24:02d}:00,{n % 17 / 4},{late},{n % 11 / 4}"
        for n in range(300)
        for late in (n % 17 / 4 if n > 40 else "",)
    ]
    understood = understand(read_table("\n".join(["time,a,again,b", *rows]).encode(), "a"))
    words = " ".join(f.says for f in understood.findings)
    assert "“again” is a copy of “a” where both have values" in words
    assert "no window reads" not in words


def test_a_number_that_may_stand_for_missing_is_written_whole():
    cells = [9_999_999 if n % 9 == 4 else 20_000 + 37 * (n % 50) for n in range(300)]
    rows = "".join(f"{n % 7},{cell}\n" for n, cell in enumerate(cells))
    understood = understand(read_table(f"x,column\n{rows}".encode(), "a"))
    words = " ".join(f.says for f in understood.findings)
    assert "9999999" in words
    assert "1e+07" not in words


def test_the_counts_of_missing_values_are_of_all_columns_that_are_used():
    """A column that only begins late has nothing to carry on, and is missing in those rows."""
    understood = found({"flow": [*range(50, 300), *range(309, 500)], "level": range(20, 500)})
    words = next(f.says for f in understood.findings if f.key == "carried")
    assert "59 in “flow”, 20 in “level”" in words
    empty = int(np.isnan(understood.table.values).sum())
    assert empty == 59 + 20


@pytest.mark.parametrize(("rows", "width"), [(400, 24), (60, 15)])
def test_what_a_column_costs_is_said_of_windows_of_so_many_rows(rows, width):
    cells = zip(DAYS, *(waves(rows, seed) for seed in range(4)), strict=False)
    lines = [
        f"{day},{a:.3f},{b:.3f},{c:.3f},{f'{d:.3f}' if n % 10 else ''}"
        for n, (day, a, b, c, d) in enumerate(cells)
    ]
    understood = understand(read_table("\n".join(["time,a,b,c,d", *lines]).encode(), "a.csv"))
    says = next(f.says for f in understood.findings if f.key == "without:d")
    assert f"Without the column 100 % of the windows of {width} rows are whole, not 0 %." in says


def test_what_is_missing_where_others_are_too_is_not_offered_to_be_left_out():
    gone = [*range(40), *range(60, 500)]
    understood = found({"flow": gone, "level": gone, "air": range(500)})
    assert not [f for f in understood.findings if f.key.startswith("without")]
    understood = found({"flow": gone, "level": range(500), "air": range(500)})
    assert [f.key for f in understood.findings if f.key.startswith("without")] == ["without:flow"]


def two_paces(every: int, *answers: str, forecasts: int = 1) -> Understanding:
    """Understand columns that are measured in each so many rows, beside forecasts in all."""
    columns = [waves(480, seed) for seed in range(3 + forecasts)]
    rows = [
        ",".join(str(c[n]) if n % every == 0 or k > 2 else "" for k, c in enumerate(columns))
        for n in range(480)
    ]
    head = ["load", "gas", "wind", *(f"forecast {n}" for n in range(forecasts))]
    lines = [f"{t},{row}" for t, row in zip(times(480, 15, "%Y-%m-%d %H:%M"), rows, strict=True)]
    text = "\n".join([",".join(["time", *head]), *lines])
    return understand(read_table(text.encode(), "a.csv"), answers)


@pytest.mark.parametrize("every", [2, 4])
def test_rows_that_lack_most_columns_are_left_out_where_the_others_go_on_evenly(every):
    understood = two_paces(every)
    rest = 480 - 480 // every
    assert len(understood.table.values) == 480 // every
    assert understood.features[:3] == ("load", "gas", "wind")
    assert f"{rest} rows have no value in 3 of 4 columns" in said(understood)
    assert samples(understood)[1] == 0
    undone = two_paces(every, "halves")
    assert (len(undone.table.values), undone.features) == (480, ("forecast 0",))


def test_rows_that_lack_the_smaller_part_of_the_columns_stay():
    assert len(two_paces(2, forecasts=4).table.values) == 480


def test_where_gaps_cost_most_windows_it_is_asked_whether_to_fill_them():
    cells = [f"{day},{n % 7},{n * 5 % 11}" for n, day in enumerate(DAYS)]
    holes = [f"{row.partition(',')[0]},," if n % 10 == 3 else row for n, row in enumerate(cells)]
    table = read_table("\n".join(["day,flow,level", *holes]).encode(), "a.csv")
    asked = next(f for f in understand(table).findings if f.key == "carried")
    assert (asked.keeps, asked.done) == ("lose them", False)
    assert asked.says == "Missing values leave no window of 24 rows whole. Fill and mark them?"
    assert not np.isnan(understand(table, ("carried",)).table.values).any()
    few = [row if n > 20 else holes[n] for n, row in enumerate(cells)]
    table = read_table("\n".join(["day,flow,level", *few]).encode(), "a.csv")
    assert not next(f for f in understand(table).findings if f.key == "carried").keeps


def test_columns_that_lack_the_same_are_said_in_one_sentence():
    thirds = range(0, 500, 3)
    words = said(found({"a": thirds, "b": ALL, "c": thirds, "d": range(300, 500)}))
    assert "“a”, “c” have holes (67 % missing); “d” begins at 2" in words


@pytest.mark.parametrize(("more", "offered"), [(1, False), (30, True)])
def test_a_column_whose_gaps_others_share_is_offered_only_if_it_alone_costs_rows(more, offered):
    lacks = {*range(100, 140)}
    there = {name: sorted({*ALL} - lacks) for name in "abc"}
    there["d"] = sorted({*ALL} - lacks - {*range(200, 200 + more)})
    keys = {finding.key for finding in found(there).findings}
    assert ("without:d" in keys) == offered


def test_what_a_column_costs_alone_is_measured_where_all_others_have_begun():
    """“c” lacks 8 rows that the others have, and 110 before these have begun."""
    there = {"a": range(120, 500), "b": ALL, "c": [*range(110, 300), *range(308, 500)]}
    assert "no window reads the 118 rows without it" in said(found(there))
    begun = said(found(there, "begin"))
    assert "“c” has holes: no window reads the 8 rows without it." in begun


def test_of_the_rows_that_stay_no_column_is_offered_for_next_to_nothing():
    there = {"a": ALL, "b": [*range(100, 300), *range(301, 500)], "c": range(90, 500)}
    assert "without:b" in {f.key for f in found(there).findings}
    assert "without:b" not in {f.key for f in found(there, "begin").findings}
