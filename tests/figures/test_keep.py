"""The figures to keep hold the numbers of the live charts, and a stranger's names as text."""

import json
import re

import numpy as np

from lstmviz.figures.colours import THEMES
from lstmviz.figures.keep import figures_page, learning_figure, prediction_figure
from lstmviz.figures.live import live_curve
from lstmviz.figures.prediction import prediction_curve
from lstmviz.figures.table import plain

TRAIN = ([0.5, 1.0, 1.5], [9.0, 4.0, np.nan])
VALIDATION = ([1.0, 2.0], [5.0, 3.0])
ERRORS = {"epochs": 4, "unit": "W", "baselines": {"repeat the last value": 6.0}, "lowest": 1.0}
ROWS = np.array([40, 41, 43])
TRUTH = np.array([1.0, 2.0, 3.0])
SAID = np.array([1.5, np.nan, 2.5])
NASTY = "</script><b>a%{x}</b>"
NAMED = {"target": NASTY, "column": 1, "unit": "W", "names": ["Mo", NASTY, "We"]}


def test_the_curves_are_those_of_the_live_chart():
    figure = learning_figure(TRAIN, VALIDATION, **ERRORS)
    option = live_curve(TRAIN, VALIDATION, per_epoch=9, height=360, **ERRORS)
    live = {each.get("name"): each["data"] for each in option["series"]}
    drawn = {each.name: each for each in figure.data}
    for name in ("training, per batch", "validation"):
        points = np.stack([drawn[name]["x"], drawn[name]["y"]], axis=1)
        np.testing.assert_array_equal(points, live[name])
    assert drawn["repeat the last value: 6.00 W"]["y"].tolist() == [6.0, 6.0]
    assert drawn["no model beats: 1.00 W"]["line"]["dash"] == "dot"
    assert figure.layout.yaxis.title.text == "root-mean-square error, W"


def test_before_training_the_baselines_are_there():
    figure = learning_figure(([], []), ([], []), **ERRORS)
    assert len(figure.data) == 4


def test_the_prediction_is_that_of_the_live_chart():
    figure = prediction_figure(ROWS, TRUTH, SAID, **NAMED)
    truth, said = figure.data
    np.testing.assert_array_equal(truth.x, ROWS)
    live = [each["data"] for each in prediction_curve(ROWS, TRUTH, SAID, **NAMED)["series"][1:]]
    for trace, values in zip((truth, said), live, strict=True):
        np.testing.assert_array_equal(trace.y, np.array(values, np.float64))
        assert list(trace.customdata) == ["Mo", plain(NASTY), "We"]


def test_one_file_holds_plotly_once_and_fetches_nothing():
    figures = {
        "Learning": (learning_figure(TRAIN, VALIDATION, **ERRORS), NASTY),
        NASTY: (prediction_figure(ROWS, TRUTH, SAID, **NAMED), "told"),
    }
    page = figures_page(figures, NASTY, [NASTY], THEMES["dark"])
    assert page == figures_page(figures, NASTY, [NASTY], THEMES["dark"])
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', page, re.DOTALL)[1]
    assert "http" not in policy
    assert policy.startswith("default-src 'none'; img-src data: blob:;")
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)
    body = page.partition("<body>")[2]
    assert "<b>a" not in body
    assert body.count("<script") == body.count("</script>") == 2
    # What plotly is given means nothing to it.
    for text in re.findall(r'"(?:name|text)":("(?:[^"\\]|\\.)*")', body):
        assert "<b>a" not in json.loads(text)
        assert "%{x}" not in json.loads(text)
    assert "Plotly.newPlot" in body
