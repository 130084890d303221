import itertools
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.figures.colours import THEMES
from lstmviz.figures.table import describe_table, outline, table_figure
from lstmviz.table.tables import Table


def table_of(rows, columns=3, names=None, seed=0):
    values = np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)
    names = names or tuple(f"column {number}" for number in range(columns))
    return Table(values=values, columns=names, name="table", units=("W",) + ("",) * (columns - 1))


def test_the_json_stays_the_same():
    table = table_of(5_000)
    assert table_figure(table).to_json() == table_figure(table).to_json()


def test_each_column_is_a_panel_in_its_colour():
    figure = table_figure(table_of(50)).to_dict()
    assert [trace["line"]["color"] for trace in figure["data"]] == list(THEMES["light"].columns[:3])
    domains = [figure["layout"][axis]["domain"] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert domains[0][1] == 1
    assert all(0 <= low < high <= 1 for low, high in domains)
    assert all(upper[0] > lower[1] for upper, lower in itertools.pairwise(domains))


def test_sixty_four_columns_still_have_room():
    names = tuple(f"c{number}" for number in range(64))
    figure = table_figure(table_of(100, 64, names)).to_dict()
    assert len(figure["data"]) == 64
    assert figure["layout"]["height"] > 64 * 60


@given(st.integers(1, 4_000), st.integers(0, 99))
def test_the_outline_keeps_the_extremes_in_at_most_1000_points(rows, seed):
    values = table_of(rows, 1, ("one",), seed).values[:, 0]
    places, kept = outline(values)
    assert len(places) == len(kept) <= 1_000
    assert (np.diff(places) > 0).all()
    np.testing.assert_array_equal(values[places], kept.astype(np.float32))
    assert kept.min() == values.min()
    assert kept.max() == values.max()


def test_missing_rows_leave_a_gap_and_hide_no_extreme():
    values = np.arange(10_000, dtype=np.float32)
    values[2_000:4_000] = np.nan
    values[::7] = np.nan
    places, kept = outline(values)
    assert np.isnan(kept[(places > 2_020) & (places < 3_980)]).all()
    assert not np.isnan(kept[(places < 1_980) | (places > 4_020)]).any()
    assert np.nanmax(kept) == np.nanmax(values)


def test_a_million_rows_are_drawn_in_a_moment():
    table = table_of(1_000_000)
    start = time.process_time()
    figure = table_figure(table)
    assert time.process_time() - start < 2
    assert len(figure.to_json()) < 250_000


def test_border_sample_and_target_are_marked():
    table = table_of(2_000)
    figure = table_figure(
        table, border=1_600, sample_rows=(100, 123), target=1, target_row=124
    ).to_dict()
    band, border = figure["layout"]["shapes"]
    assert (band["x0"], band["x1"]) == (99.5, 123.5)
    assert border["x0"] == border["x1"] == 1_599.5
    ring = figure["data"][-1]
    assert (ring["x"], ring["yaxis"]) == ([124], "y2")
    assert ring["y"] == [pytest.approx(float(table.values[124, 1]))]
    texts = [each["text"] for each in figure["layout"]["annotations"]]
    assert texts[1].endswith("· target")
    assert texts[-2:] == ["training ", " validation"]
    # Beside a border at the very end the second word would be cut.
    short = table_figure(table_of(6), border=5).to_dict()["layout"]["annotations"][-1]
    assert (short["text"], short["x"], short["xanchor"]) == ("training | validation", 5, "right")


def test_a_strangers_name_is_only_text():
    names = ("<b>x</b>", "%{y}", "<a href='javascript:alert(1)'>a & b</a>")
    text = table_figure(table_of(20, 3, names)).to_json()
    for hostile in ("<b>x", "%{y}<", "<a href"):
        assert hostile not in text.replace("\\u003c", "<")
    assert "%{y}" not in [trace.name for trace in table_figure(table_of(20, 3, names)).data]


def test_a_column_without_a_value_is_still_drawn_and_said():
    values = np.full((2_000, 1), np.nan, np.float32)
    table = Table(values=values, columns=("empty",), name="table")
    table_figure(table).to_json()
    assert "empty without a value" in describe_table(table)


def test_the_description_says_ranges_and_split():
    table = Table(values=np.float32([[1.0], [3.0]]), columns=("power",), name="Room", units=("W",))
    assert describe_table(table, border=1) == (
        "Room, 2 rows × 1 column: power from 1 to 3 W. Rows from 1 on are kept for validation."
    )
