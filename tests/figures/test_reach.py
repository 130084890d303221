"""The chart of how far back entrants look, as plain data."""

import json

import numpy as np

from lstmviz.figures.colours import THEMES
from lstmviz.figures.reach import LEAST, describe_reach, reach_figure, reach_height

SHARES = {"window": np.array([0.7, 0.3 - 1e-7, 1e-7]), "one row": np.ones(1)}


def test_a_line_for_each_entrant_in_percent_by_steps_back():
    option = json.loads(json.dumps(reach_figure(SHARES, theme=THEMES["dark"])))
    window, row = option["series"]
    # What a logarithm has no place for is left out.
    assert [back for back, _ in window["data"]] == [0, 1]
    np.testing.assert_allclose([share for _, share in window["data"]], [70, 30], rtol=1e-5)
    assert row["data"] == [[0, 100]]
    assert window["color"] != row["color"]
    assert reach_height(SHARES) > reach_height({"one row": np.ones(1)})


def test_the_scale_goes_down_as_far_as_a_line_does():
    for share, lowest in ((1e-7, 1), (0.2, 1), (0.004, 0.1), (2e-5, LEAST)):
        option = reach_figure({"window": np.array([1 - share, share]), "one row": np.ones(1)})
        assert option["yAxis"]["min"] == lowest


def test_what_has_no_gradient_can_be_drawn_and_described():
    option = reach_figure({"exact": np.zeros(3)})
    assert option["series"][0]["data"] == []
    assert "Exact: 0 % at the last of 3 timesteps, 0 % at the first." in describe_reach(
        {"exact": np.zeros(3)}
    )
