"""The two charts of memory as plain data."""

import numpy as np

from lstmviz.figures.colours import THEMES
from lstmviz.figures.memory import describe_fade, edge_curve, fade_curve


def curves(option):
    """The drawn lines by name."""
    return {each["name"]: each["data"] for each in option["series"] if each.get("name")}


def test_each_line_of_a_fading_pulse_begins_at_timestep_1():
    lines = {"left": np.array([0.5, 0.2, -0.1]), "by f alone": [0.5, 0.25, 0.125]}
    option = fade_curve(lines)
    assert curves(option)["left"] == [[1, 0.5], [2, 0.2], [3, -0.1]]
    assert curves(option)["by f alone"][-1] == [3, 0.125]
    assert option["yAxis"]["min"] < -0.1
    assert option["yAxis"]["max"] > 0.5
    assert "from 0.500 to −0.100" in describe_fade(lines)


def test_a_pulse_that_leaves_nothing_can_be_drawn():
    axis = fade_curve({"left": np.zeros(3)})["yAxis"]
    assert axis["min"] < axis["max"]


def test_windows_are_drawn_in_order_with_the_edge_between():
    option = edge_curve({9: 0.04, 8: 1.01}, lag=8, largest=24)
    assert curves(option)["error reached"] == [[8, 1.01], [9, 0.04]]
    (edge, level) = option["series"][-1]["markLine"]["data"]
    assert edge["xAxis"] == 9
    assert level["yAxis"] == 1


def test_without_an_error_yet_the_edge_is_there():
    option = edge_curve({}, lag=3, largest=24, theme=THEMES["dark"])
    assert curves(option)["error reached"] == []
    assert option["yAxis"]["max"] > 1


def test_an_error_above_that_of_the_mean_stays_in_the_picture():
    assert edge_curve({2: 1.6}, lag=3, largest=24)["yAxis"]["max"] > 1.6
