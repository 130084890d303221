"""Every line that the page prints is executed, and gives exactly what the page shows."""

import dataclasses
import re

import keras
import numpy as np
import pytest
import torch
from hypothesis import given, settings

from lstmviz.datasets import make_dataset
from lstmviz.examples import load_example
from lstmviz.layouts import LAYOUTS, Layout, with_size
from lstmviz.snippets import keras_lines, numpy_lines, same_lines, torch_lines
from lstmviz.specs import TrainingSpec
from lstmviz.tables import Table
from lstmviz.tasks import Task
from tests.test_datasets import CHOICES, dataset_of, table_of


def run(lines, **names):
    """Execute lines as one block that knows nothing but the given names."""
    exec("\n".join(lines), names)
    return names


def given_names(dataset):
    names = {"table": dataset.table.values}
    if dataset.task.group:
        names["group"] = dataset.table.groups[dataset.task.group]
    return names


def check_numpy(dataset):
    lines = numpy_lines(dataset)
    made = run(lines, **given_names(dataset))
    samples = np.arange(len(dataset.starts))
    np.testing.assert_array_equal(
        made["X"], dataset.table.values.ravel()[dataset.source(samples)], strict=True
    )
    truth = dataset.table.values[dataset.target_rows(samples), dataset.target]
    np.testing.assert_array_equal(made["y"], truth, strict=True)
    shape = re.search(r"# X: \((.*)\)", "\n".join(lines))[1]
    assert shape == ", ".join(map(str, made["X"].shape))
    return made


@given(CHOICES)
@settings(max_examples=200)
def test_the_numpy_lines_make_x_and_y_of_any_choice(choice):
    check_numpy(dataset_of(choice))


@given(CHOICES)
@settings(max_examples=100)
def test_three_spellings_of_the_same(choice):
    columns = with_size("columns", choice.layout)
    dataset = dataset_of(dataclasses.replace(choice, layout=columns))
    made = check_numpy(dataset)
    assert len(same_lines(dataset)) == 3
    for line in same_lines(dataset):
        x = run([line], np=np, table=dataset.table.values)["X"]
        if dataset.counts.lost_missing or dataset.counts.lost_group:
            x = x[made["kept"]]
        np.testing.assert_array_equal(x, made["X"], strict=True)


def sensors(layout, horizon=1, features=()):
    return make_dataset(load_example("sensors"), layout, Task("power", features, horizon))


@pytest.mark.parametrize(
    ("layout", "x", "y"),
    [
        ("row", "X = table[:-1, None, :]  # X: (53393, 1, 3)", "y = table[1:, 2]"),
        ("columns", "X = table[:-1, :, None]  # X: (53393, 3, 1)", "y = table[1:, 2]"),
        (
            "window",
            "X = sliding_window_view(table, 24, axis=0)[:-1].transpose(0, 2, 1)"
            "  # X: (53370, 24, 3)",
            "y = table[24:, 2]",
        ),
        (
            "lags",
            "X = sliding_window_view(table, 24, axis=0)[:-1].transpose(0, 2, 1)"
            ".reshape(-1, 1, 72)  # X: (53370, 1, 72)",
            "y = table[24:, 2]",
        ),
        (
            "serial",
            "X = sliding_window_view(table, 24, axis=0)[:-1].transpose(0, 2, 1)"
            ".reshape(-1, 72, 1)  # X: (53370, 72, 1)",
            "y = table[24:, 2]",
        ),
        (
            "inside",
            "X = sliding_window_view(table, 24, axis=0)[:-1]  # X: (53370, 3, 24)",
            "y = table[24:, 2]",
        ),
    ],
)
def test_the_six_layouts_in_numpy(layout, x, y):
    dataset = sensors(LAYOUTS[layout])
    assert numpy_lines(dataset)[-2:] == (x, y)
    assert numpy_lines(dataset)[0] == "# table: array (53394, 3)"
    check_numpy(dataset)


def test_only_columns_as_steps_have_three_spellings():
    assert same_lines(sensors(LAYOUTS["columns"])) == (
        "X = np.expand_dims(table[:-1], axis=-1)",
        "X = table[:-1][..., None]",
        "X = table[:-1].reshape(-1, 3, 1)",
    )
    assert same_lines(sensors(LAYOUTS["columns"], 0)) == (
        "X = np.expand_dims(table[:, :2], axis=-1)",
        "X = table[:, :2][..., None]",
        "X = table[:, :2].reshape(-1, 2, 1)",
    )
    for name in set(LAYOUTS) - {"columns"}:
        assert same_lines(sensors(LAYOUTS[name])) == ()


def test_gaps_and_groups_are_left_out_by_the_code():
    values = np.arange(360.0).reshape(180, 2)
    values[7, 0] = np.nan
    table = table_of(values, np.repeat([3, -1, 3], 60))
    dataset = make_dataset(table, Layout(4, 2, dilation=3), Task("b", horizon=2, group="place"))
    assert numpy_lines(dataset) == (
        "# table: array (180, 2)",
        "# group: the group of each row, array (180,)",
        "import numpy as np",
        "from numpy.lib.stride_tricks import sliding_window_view",
        "",
        "X = sliding_window_view(table, 10, axis=0)[:-2:2, :, ::3].transpose(0, 2, 1)",
        "y = table[11::2, 1]",
        "run = np.append(0, np.cumsum(group[1:] != group[:-1]))",
        "kept = (run[:-11:2] == run[11::2]) & ~np.isnan(X).any(axis=(1, 2)) & ~np.isnan(y)",
        f"X, y = X[kept], y[kept]  # X: ({len(dataset.starts)}, 4, 2)",
    )
    check_numpy(dataset)


SPECS = [
    TrainingSpec(),
    TrainingSpec("gru", units=5, layers=2),
    TrainingSpec("gru", reset_after=False, units=5),
    TrainingSpec("simple_rnn", units=7, layers=2, batch_size=1024),
]
LABELS = ["LSTM", "two GRU", "GRU reset before", "two SimpleRNN"]


def small(layout):
    values = np.random.default_rng(0).normal(size=(160, 3)).astype(np.float32)
    return make_dataset(Table(values, ("a", "b", "c"), "small"), layout, Task("b"))


def shapes_said(lines):
    """Read the shapes that the comments promise, None where a number is not fixed."""
    return [
        tuple(None if n == "None" else int(n) for n in found.split(", "))
        for line in lines
        for found in re.findall(r"#.*?\(([^)]+)\)", line)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("spec", SPECS, ids=LABELS)
def test_the_keras_lines_build_a_model_that_reads_x(layout, spec):
    dataset = small(LAYOUTS[layout])
    lines = keras_lines(dataset, spec)
    made = run(numpy_lines(dataset) + lines, **given_names(dataset))
    model = made["model"]
    assert model(made["X"][:5]).shape == (5, 1)
    assert [tuple(layer.output.shape) for layer in model.layers] == shapes_said(lines)
    assert model.input_shape == (None, *dataset.shape[1:])
    *layers, _ = model.layers[1:]
    said = re.findall(r"([\d,]+) weights", "\n".join(lines))
    assert said == [f"{layer.count_params():,}" for layer in layers]
    for layer in layers:
        assert isinstance(layer, getattr(keras.layers, type(layer).__name__))
        assert layer.units == spec.units
        assert getattr(layer, "reset_after", spec.reset_after) == spec.reset_after


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("spec", SPECS, ids=LABELS)
def test_the_torch_lines_read_x(layout, spec):
    dataset = small(LAYOUTS[layout])
    lines = torch_lines(dataset, spec)
    made = run(numpy_lines(dataset) + lines, **given_names(dataset))
    shapes = [tuple(made[name].shape) for name in ("x", "output", "prediction")]
    assert shapes_said(lines) == shapes
    assert shapes[0] == (min(spec.batch_size, len(dataset.starts)), *dataset.shape[1:])
    weights = sum(weight.numel() for weight in made["layer"].parameters())
    assert f"# {weights:,} weights" in lines[2]
    # Samples are independent: one sample alone gives what it gives among others.
    alone, _ = made["layer"](made["x"][3:4])
    torch.testing.assert_close(alone[0], made["output"][3], atol=1e-5, rtol=0)


def test_the_lines_of_the_question():
    dataset = sensors(LAYOUTS["window"])
    assert keras_lines(dataset, TrainingSpec()) == (
        "import keras",
        "",
        "inputs = keras.Input(shape=(24, 3))  # (None, 24, 3)",
        "h = keras.layers.LSTM(32)(inputs)  # (None, 32); 4,608 weights",
        "outputs = keras.layers.Dense(1)(h)  # (None, 1)",
        "model = keras.Model(inputs, outputs)",
    )
    assert torch_lines(dataset, TrainingSpec())[2:] == (
        "layer = torch.nn.LSTM(input_size=3, hidden_size=32, batch_first=True)  # 4,736 weights",
        "head = torch.nn.Linear(32, 1)",
        "x = torch.tensor(X[:32], dtype=torch.float32)  # (32, 24, 3)",
        "output, (h, c) = layer(x)  # output: (32, 24, 32)",
        "prediction = head(output[:, -1])  # (32, 1)",
    )
