"""What cannot be known from a table is asked, and what is left out has its reason."""

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.finding import Finding
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said
from tests.table.world import times, waves

ROWS = 240
HOURS = times(ROWS, 60, "%Y-%m-%d %H:%M")


def of(*answers: str, time: bool = True, **columns: list) -> Understanding:
    """Understand a table of columns, with a time in front."""
    cells = {"time": HOURS, **columns} if time else columns
    lines = [
        ",".join(cells),
        *(",".join(map(str, row)) for row in zip(*cells.values(), strict=True)),
    ]
    return understand(read_table("\n".join(lines).encode(), "a.csv"), answers)


def asked(understood: Understanding) -> dict[str, Finding]:
    return {finding.key: finding for finding in understood.findings if finding.keeps}


def mostly(value: float, other: np.ndarray) -> list[float]:
    return [value if n % 4 else v for n, v in enumerate(other)]


FLOW = waves(ROWS, 1)
RISING = np.linspace(0, 40, ROWS).round(2)


@pytest.mark.parametrize(
    ("value", "other"), [(0, 300 + RISING), (22000, 150 + 50 * RISING), (100, RISING / 10)]
)
def test_an_ordinary_value_that_stands_in_most_cells_is_kept_until_somebody_says_missing(
    value, other
):
    columns = {"flow": FLOW, "ceiling": mostly(value, other)}
    understood = of(**columns)
    question = asked(understood)["missing:ceiling"]
    assert question.says.startswith(f"{value} stands in 180 of 240 cells of “ceiling”")
    assert (question.keeps, question.offers) == (f"measured {value}", "missing")
    assert "ceiling" in understood.features
    assert not np.isnan(understood.table.values).any()
    answered = of("missing:ceiling", **columns)
    assert np.isnan(answered.table.values).sum() == 180
    confirmed = asked(of("-missing:ceiling", **columns))["missing:ceiling"]
    assert (confirmed.answered, confirmed.done) == (True, False)


def test_minus_one_degree_is_measured_and_minus_999_below_a_river_is_not():
    degrees = [n * 7 % 12 - 1 for n in range(ROWS)]
    river = [-999 if n % 40 == 3 else 4000 + 90 * v for n, v in enumerate(FLOW)]
    understood = of(degrees=degrees, river=river)
    assert "−999 stands in 6 cells of “river”" in said(understood)
    assert "missing:degrees" in asked(understood)
    assert np.isnan(understood.table.values).sum(axis=0).tolist() == [0, 6]


def test_a_number_that_somebody_names_is_missing():
    columns = {"flow": FLOW, "depth": [n * 7 % 12 for n in range(ROWS)]}
    assert np.isnan(of("code:5", **columns).table.values).sum() == 20


def test_marks_are_not_fed_and_a_dates_parts_neither_and_all_have_a_reason():
    dates = [HOURS[n][:10].split("-") for n in range(ROWS)]
    understood = of(
        flow=FLOW,
        **{"flow.qc": [n % 3 for n in range(ROWS)], "month": [d[1] for d in dates]},
        day=[int(d[2]) for d in dates],
        sky=["clear" if n % 7 else "fog" for n in range(ROWS)],
        heat=waves(ROWS, 2),
    )
    assert understood.features == ("flow", "heat")
    assert dict(understood.unfed) == {
        "flow.qc": "a mark of quality",
        "month": "never changes",
        "day": "a part of the time",
        "sky": "text",
    }
    assert "counts" not in said(understood)


def test_a_total_in_front_is_the_sum_of_any_others():
    parts = [np.random.default_rng(n).poisson(30, ROWS) for n in range(4)]
    columns = {f"p{n}": part for n, part in enumerate(parts)}
    understood = of(total=sum(parts), air=FLOW, **columns)
    assert "“total” is “p0”, “p1”, “p2”, “p3” added up." in said(understood)
    assert understood.features == ("total", "air")
    assert of("sum:total", total=sum(parts), air=FLOW, **columns).features[2:] == tuple(columns)


def test_parts_of_a_total_are_fed_where_nothing_else_is():
    parts = {f"p{n}": np.random.default_rng(n).poisson(30, ROWS) for n in range(3)}
    assert of(**parts, total=sum(parts.values())).features == ("p0", "p1", "p2", "total")


def test_teams_are_asked_about_and_are_no_series_until_somebody_says_so():
    chance = np.random.default_rng(0)
    home, away = [], []
    for _ in range(ROWS // 8):
        teams = chance.permutation([f"T{n}" for n in range(40)])
        home += teams[:8].tolist()
        away += teams[8:16].tolist()
    days = [HOURS[n // 8][:10] + f" {n // 8 % 24:02d}:00" for n in range(ROWS)]
    columns = {"HomeTeam": home, "AwayTeam": away, "goals": chance.poisson(2, ROWS)}
    understood = of(time=False, date=days, odds=FLOW, **columns)
    assert understood.group is None
    assert {"HomeTeam", "AwayTeam"} <= {*understood.may_be_series}
    chosen = of("series:AwayTeam", time=False, date=days, odds=FLOW, **columns)
    assert chosen.group == "AwayTeam"
    assert (np.diff(chosen.table.groups["AwayTeam"]) >= 0).all()


def test_one_column_that_ends_early_does_not_cost_the_newest_rows():
    ending = [v if n < 190 else "" for n, v in enumerate(waves(ROWS, 3))]
    understood = of(flow=FLOW, heat=waves(ROWS, 2), pump=ending)
    assert len(understood.table.values) == ROWS
    assert understood.features == ("flow", "heat")
    assert understood.unfed["pump"] == "50 rows missing, which cost samples"
    assert of("without:pump", flow=FLOW, heat=waves(ROWS, 2), pump=ending).features[2] == "pump"


def test_holes_that_cost_most_windows_are_asked_about():
    holed = ["" if n % 12 == 5 else v for n, v in enumerate(waves(ROWS, 3))]
    understood = of(flow=FLOW, heat=waves(ROWS, 2), air=holed)
    assert "air" in understood.features
    assert "“air” has holes: no window reads the 20 rows without it." in (
        asked(understood)["without:air"].says
    )


def test_what_nearly_counts_the_rows_is_asked_about_and_left_out():
    nearly = [3 * n + n * n % 2 for n in range(ROWS)]
    understood = of(flow=FLOW, entry=nearly, heat=waves(ROWS, 2))
    assert understood.features == ("flow", "heat")
    assert asked(understood)["index:entry"].done
    assert of("index:entry", flow=FLOW, entry=nearly, heat=waves(ROWS, 2)).features[1] == "entry"


def test_a_direction_that_nothing_names_is_asked_about():
    turning = [(n * 9.7) % 360 for n in range(ROWS)]
    assert "angle:x9" in asked(of(flow=FLOW, x9=turning))
    for name in ("drct", "wddir", "winddir", "vento direção"):
        assert f"“{name}” is an angle" in said(of(flow=FLOW, **{name: turning}))


def test_a_label_is_predicted_and_its_stretches_are_no_measurements():
    label = [int(n > 200) for n in range(ROWS)]
    understood = of(time=False, flow=FLOW, heat=waves(ROWS, 2), SepsisLabel=label)
    assert understood.target == "SepsisLabel"
    assert "blocks" not in asked(understood)


def test_dates_without_names_are_the_time_behind_a_station():
    days = np.datetime64("1980-01-01") + np.arange(ROWS)
    parts = [str(day).split("-") for day in days]
    lines = [f"01013500 {y} {m} {d} {v:.1f}" for (y, m, d), v in zip(parts, FLOW, strict=True)]
    understood = understand(read_table("\n".join(lines).encode(), "a.txt"))
    assert understood.table.row_name(0) == "1980-01-01"
    assert understood.features == ("column 5",)


@pytest.mark.parametrize("name", ["seconds", "-"])
def test_the_time_is_chosen_or_none_is(name):
    columns = {"flow": FLOW, "seconds": [n * n + 5 for n in range(ROWS)], "heat": waves(ROWS, 2)}
    understood = of(f"time:{name}", **columns)
    if name == "-":
        assert understood.table.moments is None
    else:
        assert understood.table.row_name(2) == "9"
        assert understood.features == ("flow", "heat")


def test_the_target_and_what_is_fed_are_chosen_and_stay_so():
    columns = {"flow": FLOW, "heat": waves(ROWS, 2), "same": [4] * ROWS}
    understood = of("target:flow", "leave:heat", "feed:same", **columns)
    assert (understood.target, understood.features) == ("flow", ("flow", "same"))
    assert understood.unfed == {"heat": "you left it out"}
    assert understood.aim.others == ("heat", "same")


PARTS = {f"p{n}": np.round(np.array(waves(ROWS, n), float) / 100, 4) for n in range(1, 5)}


def with_one_row(columns: dict[str, np.ndarray], value: float, names: str) -> dict[str, list]:
    """Put a value into a row of some columns."""
    return {
        name: [value if n == 90 and name in names.split() else v for n, v in enumerate(column)]
        for name, column in columns.items()
    }


@pytest.mark.parametrize(
    ("columns", "names", "missing"),
    [
        (PARTS, "p1 p2 p4", 3),
        (PARTS, "p1 p2", 0),  # too few to be sure
        (PARTS | {"p3": -PARTS["p3"]}, "p1 p2 p3", 0),  # one is negative elsewhere
        (dict.fromkeys(PARTS, PARTS["p1"]), "p1 p2 p3", 0),  # one, three times
    ],
)
def test_a_value_below_0_in_one_row_of_several_columns_is_missing(columns, names, missing):
    understood = of(**with_one_row(columns, -1, names))
    assert np.isnan(understood.table.values).sum() == missing


def test_one_degree_of_frost_in_one_row_of_several_columns_is_asked():
    degrees = {f"t{n}": np.arange(ROWS) * n % 12 for n in (5, 7, 11)}
    understood = of(flow=FLOW, **with_one_row(degrees, -1, "t5 t7 t11"))
    assert {*asked(understood)} >= {"missing:t5", "missing:t7", "missing:t11"}
    assert not np.isnan(understood.table.values).any()
