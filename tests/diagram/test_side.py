"""Layouts side by side: the same rows in each lane, and every number is what Keras says."""

import base64
import json
from dataclasses import replace

import keras
import numpy as np
import pytest

from lstmviz.diagram.scenes.side import MOST_TICKS, fed, side_numbers, side_scene
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import LAYOUTS, Layout, with_size
from lstmviz.samples.tasks import Task
from tests.diagram.cases import random_model, table, unpack

SPEC = TrainingSpec(units=3)
COLUMNS = 3


def datasets(window=5, rows=80, **size):
    data = table(rows, COLUMNS, 7)
    names = ("columns", "row", "window")
    layouts = {name: with_size(name, Layout(window=window, **size)) for name in names}
    task = Task(data.columns[1])
    return {name: make_dataset(data, layout, task) for name, layout in layouts.items()}


def read(lane, scene):
    """Rows and columns of the table that each tick of a lane reads."""
    cells = np.frombuffer(base64.b64decode(lane["cells"]), "<i4")
    row, column = np.divmod(cells, len(scene["columns"]))
    return np.array(scene["rows"])[row].reshape(-1, lane["features"]), column


@pytest.mark.parametrize("row", [30, 79, 2])
def test_all_lanes_read_the_same_rows_whole_and_predict_the_same_target(row):
    lanes = datasets()
    scene = side_scene(lanes, row, SPEC, 0, 9)
    assert json.dumps(scene, allow_nan=False)
    last = min(max(row, 4), 78)  # the first window ends at row 4, the last one before row 79
    expected = np.repeat(np.arange(last - 4, last + 1), COLUMNS)
    for lane in scene["lanes"]:
        rows, columns = read(lane, scene)
        np.testing.assert_array_equal(rows.ravel(), expected)
        np.testing.assert_array_equal(columns, np.tile(range(COLUMNS), 5))
        assert lane["goals"][-1] == lanes["row"].table.values[last + 1, 1]
    shapes = [lane["shape"] for lane in scene["lanes"]]
    assert shapes == [["N", "3", "1"], ["N", "1", "3"], ["N", "5", "3"]]
    ticks = [len(lane["samples"]) * lane["timesteps"] for lane in scene["lanes"]]
    assert ticks == [15, 5, 5]


def test_the_table_beside_the_lanes_is_the_table():
    lanes = datasets()
    scene = side_scene(lanes, 30, SPEC, 0, 9)
    assert scene["rows"] == [26, 27, 28, 29, 30, 31]
    assert scene["goal"] == (5, 1)
    for row, texts in zip(scene["rows"], scene["text"], strict=True):
        for value, text in zip(lanes["row"].table.values[row], texts, strict=True):
            sign = -1 if text.startswith("−") else 1
            plain = text.lstrip("−").replace(",", "")
            scale = {"k": 1e3, "M": 1e6, "G": 1e9}.get(plain[-1], 1)
            shown = sign * float(plain.rstrip("kMG")) * scale
            assert shown == pytest.approx(float(value), rel=0.02, abs=1e-3)


@pytest.mark.parametrize("name", ["columns", "row", "window"])
def test_states_and_predictions_are_those_of_keras(name):
    lanes = datasets()
    dataset, samples = lanes[name], fed(lanes, 30)[name]
    model = random_model(dataset, SPEC)
    numbers = side_numbers(dataset, samples, model, "now")
    x, _ = dataset.batch(samples)
    inputs = keras.Input(x.shape[1:])
    layer = keras.layers.LSTM(SPEC.units, return_sequences=True, return_state=True)
    head = keras.layers.Dense(1)
    every, h, c = layer(inputs)
    keras_model = keras.Model(inputs, [every, h, c, head(h)])
    keras_model.set_weights(model.arrays())
    every, _, c, y = keras_model.predict(x, verbose=0)
    shown_c, shown_h = map(unpack, numbers["states"])
    np.testing.assert_allclose(shown_h, every.reshape(-1, SPEC.units), atol=1e-4)
    ends = slice(x.shape[1] - 1, None, x.shape[1])
    np.testing.assert_allclose(shown_c[ends], c, atol=2e-4)
    np.testing.assert_allclose(numbers["y"], dataset.in_units(y[:, 0]), rtol=1e-4)


def test_a_long_clock_ends_with_the_last_rows():
    lanes = datasets(window=60, rows=200)
    chosen = fed(lanes, 150)
    assert len(chosen["columns"]) * 3 <= MOST_TICKS
    for name, samples in chosen.items():
        assert lanes[name].target_rows(samples)[-1] == 151
    assert len(chosen["row"]) == 60
    scene = side_scene(lanes, 150, SPEC, 0, 9)
    # The lane that reads the last 40 rows alone says so; the others read all 60.
    assert [lane["cut"] for lane in scene["lanes"]] == ["last 40 of 60 rows", "", ""]


def test_a_lane_without_a_sample_is_left_out():
    lanes = datasets()
    sparse = replace(LAYOUTS["columns"], stride=79)
    lanes["columns"] = make_dataset(lanes["row"].table, sparse, lanes["row"].task)
    scene = side_scene(lanes, 30, SPEC, 0, 9)
    assert [lane["key"] for lane in scene["lanes"]] == ["row", "window"]
    assert len(scene["frames"]["small"]["tops"]) == 2
