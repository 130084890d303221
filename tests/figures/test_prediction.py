import json

import numpy as np
import pytest

from lstmviz.figures.colours import THEMES
from lstmviz.figures.prediction import describe_prediction, places, prediction_curve, spanned

ROWS = np.arange(1_000, 1_144)
TRUTH = 300 + 100 * np.sin(np.arange(144) / 9)
PREDICTION = TRUTH + 5


def drawn(**changes):
    arguments = {"target": "power", "column": 2, "unit": "W"} | changes
    return prediction_curve(ROWS, TRUTH, PREDICTION, **arguments)


def test_the_option_is_json_that_stays_the_same():
    assert json.dumps(drawn(), allow_nan=False) == json.dumps(drawn(), allow_nan=False)


def test_truth_wears_its_columns_colour_and_prediction_ink():
    _, truth, prediction = drawn()["series"]
    assert (truth["name"], truth["color"]) == ("power", THEMES["light"].columns[2])
    assert (prediction["name"], prediction["color"]) == ("prediction", THEMES["light"].ink)
    assert truth["lineStyle"]["width"] > prediction["lineStyle"]["width"]
    np.testing.assert_allclose(truth["data"], TRUTH, rtol=1e-5)
    np.testing.assert_allclose(prediction["data"], PREDICTION, rtol=1e-5)


def test_both_curves_are_inside_the_axis():
    axis = drawn()["yAxis"]
    assert axis["min"] < TRUTH.min()
    assert axis["max"] > PREDICTION.max()


def test_the_shown_sample_is_a_band_and_its_target_a_ring():
    truth = drawn(sample_rows=(1_010, 1_033), sample_name="sample 17", target_row=1_034)["series"][
        1
    ]
    assert truth["markArea"]["data"] == [[{"name": "sample 17", "xAxis": 10}, {"xAxis": 33}]]
    place, value = truth["markPoint"]["data"][0]["coord"]
    assert place == 34
    assert value == pytest.approx(TRUTH[34], rel=1e-5)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(990, 1_005, (0, 5)), (1_140, 1_200, (140, 143)), (0, 999, None), (1_144, 1_150, None)],
)
def test_the_band_is_cut_where_the_stretch_ends(first, last, expected):
    assert places(ROWS, first, last) == expected


def test_a_sample_elsewhere_leaves_no_mark():
    truth = drawn(sample_rows=(10, 33), target_row=34)["series"][1]
    assert "markArea" not in truth
    assert "markPoint" not in truth


def test_rows_are_named_or_numbered():
    assert drawn()["xAxis"]["data"][:2] == ["row 1,000", "1,001"]
    names = [f"day {number}" for number in range(144)]
    assert drawn(names=names)["xAxis"]["data"] == names


def test_missing_values_leave_a_gap():
    truth = TRUTH.copy()
    truth[3] = np.nan
    option = prediction_curve(ROWS, truth, PREDICTION, target="power", column=0)
    assert option["series"][1]["data"][3] is None
    json.dumps(option, allow_nan=False)


@pytest.mark.parametrize("values", [[], [np.nan], [5.0, 5.0], [0.0], [-3.0, -3.0], [1e-30, 2e-30]])
def test_the_range_is_never_empty(values):
    low, high = spanned(np.array(values))
    assert low < high
    assert all(low <= value <= high for value in values if np.isfinite(value))


def test_an_empty_stretch_is_still_a_chart():
    none = np.array([])
    option = prediction_curve(none.astype(int), none, none, target="power", column=0)
    json.dumps(option, allow_nan=False)
    assert "no row" in describe_prediction(none.astype(int), none, none, target="power")


def test_the_description_says_rows_ranges_and_error():
    text = describe_prediction(ROWS, TRUTH, PREDICTION, target="power", unit="W")
    assert "rows 1,000 to 1,143" in text
    assert "differ by 5.00 W" in text
    broken = describe_prediction(ROWS, TRUTH, TRUTH * np.nan, target="power")
    assert "there is no prediction" in broken
