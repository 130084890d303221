"""Every line that the page prints is executed, and gives exactly what the page shows."""

import dataclasses
import re

import keras
import numpy as np
import pytest
import torch
from hypothesis import given

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.keras_code import initial_state_lines, keras_lines, stateful_lines
from lstmviz.samples.layouts import LAYOUTS, Layout, with_size
from lstmviz.samples.numpy_code import numpy_lines, same_lines
from lstmviz.samples.tasks import Task
from lstmviz.samples.torch_code import torch_lines, torch_weights_lines
from lstmviz.table.tables import Table
from tests.samples.test_datasets import CHOICES, dataset_of, table_of


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
def test_the_numpy_lines_make_x_and_y_of_any_choice(choice):
    check_numpy(dataset_of(choice))


@given(CHOICES)
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


# ---- States and weights ------------------------------------------------------------------------


def trace(spec, layer, x, *states):
    """Trace one of Keras's layers in NumPy."""
    weights = spec.kind.weights(*layer.get_weights())
    return spec.kind.trace(weights, x.astype(np.float32), *states)


@given(CHOICES)
def test_stateful_samples_go_on_where_the_one_a_batch_before_ended(choice):
    dataset = dataset_of(choice)
    layout, horizon, values = dataset.layout, dataset.task.horizon, dataset.table.values
    lines = stateful_lines(dataset, TrainingSpec(batch_size=7))
    made = run(lines[: lines.index("def build(batch):")], table=values)
    batches, batch = made["first"].shape
    rows = made["rows"].reshape(batches, batch, layout.window)
    np.testing.assert_array_equal(rows[1:, :, 0], rows[:-1, :, -1] + layout.dilation)
    np.testing.assert_array_equal(np.diff(rows, axis=2), layout.dilation)
    assert len(np.unique(rows)) == rows.size
    expected = layout.place(values[made["rows"]][..., dataset.features])
    np.testing.assert_array_equal(made["X"], expected, strict=True)
    target = values[made["rows"][:, -1] + horizon, dataset.target]
    np.testing.assert_array_equal(made["y"], target, strict=True)
    said = next(line for line in lines if line.startswith("X = "))
    assert shapes_said([said]) == [made["X"].shape]
    # As many samples in a batch as asked for, if that leaves two batches, and no batch too few.
    room, reach = len(values) - horizon, layout.window * layout.dilation
    assert batch == 7 or room // ((batch + 1) * 2 * reach) == 0
    assert batches * batch * reach <= room < (batches + 1) * batch * reach or batches == 1


STATEFUL = [
    TrainingSpec("lstm", units=4, layers=2, batch_size=3, epochs=2),
    TrainingSpec("gru", False, units=4, batch_size=5, epochs=1, optimizer="sgd"),
    TrainingSpec("simple_rnn", units=4, batch_size=1, epochs=1, optimizer="rmsprop"),
]


@pytest.mark.parametrize("spec", STATEFUL, ids=lambda spec: spec.cell)
def test_the_stateful_lines_train_and_carry_the_state(spec):
    dataset = small(Layout(8))
    made = run(stateful_lines(dataset, spec), table=dataset.table.values)
    model, one, x = made["model"], made["one"], made["X"]
    *layers, _ = model.layers[1:]
    assert [layer.units for layer in layers] == [spec.units] * spec.layers
    assert model.input_shape == (spec.batch_size, 8, 3)
    assert type(model.optimizer).__name__.lower() == spec.optimizer
    assert model.optimizer.iterations == len(x) // spec.batch_size * spec.epochs
    assert float(model.optimizer.learning_rate) == pytest.approx(spec.learning_rate)
    for layer in layers:
        assert getattr(layer, "reset_after", spec.reset_after) == spec.reset_after
        assert not any(state.numpy().any() for state in layer.states)
    # The first stretch, window after window, gives what it gives in one piece.
    stretch = x[:: spec.batch_size]
    piece = stretch.reshape(1, -1, 3)
    for layer in layers:
        piece = trace(spec, layer, piece).h
    kernel, bias = model.layers[-1].get_weights()
    expected = piece[0, 7::8] @ kernel + bias
    predicted = one.predict(stretch, batch_size=1, verbose=0)
    np.testing.assert_allclose(predicted, expected, atol=1e-5)


@pytest.mark.parametrize("spec", SPECS, ids=LABELS)
def test_the_initial_state_lines_start_from_what_is_static(spec):
    dataset = small(LAYOUTS["window"])
    lines = initial_state_lines(dataset, spec)
    made = run(lines)
    model, x = made["model"], dataset.batch(np.arange(5))[0]
    static = np.random.default_rng(3).normal(size=(5, 2)).astype(np.float32)
    names = ["h0", "c0"] if spec.cell == "lstm" else ["h0"]
    states = [np.array(keras.Model(made["static"], made[name])(static)) for name in names]
    assert [shape for line in lines if "(static)" in line for shape in shapes_said([line])] == [
        (None, spec.units)
    ] * len(states)
    first, *others = [layer for layer in model.layers if isinstance(layer, keras.layers.RNN)]
    h = trace(spec, first, x, *states).h
    for layer in others:
        h = trace(spec, layer, h).h
    kernel, bias = model.layers[-1].get_weights()
    np.testing.assert_allclose(model([x, static]), h[:, -1] @ kernel + bias, atol=1e-5)
    assert len(others) == spec.layers - 1
    assert model.inputs[0].shape == (None, *dataset.shape[1:])


@pytest.mark.parametrize("spec", SPECS, ids=LABELS)
def test_keras_weights_in_torch_predict_the_same(spec):
    dataset = small(Layout(8))
    lines = torch_weights_lines(dataset, spec)
    if spec.cell == "gru" and not spec.reset_after:
        assert lines == ()
        return
    named = run(keras_lines(dataset, spec))
    rng = np.random.default_rng(4)
    model = named["model"]
    model.set_weights([rng.normal(0, 0.5, w.shape).astype(np.float32) for w in model.get_weights()])
    names = {"X": dataset.batch(np.arange(40))[0], "model": model}
    before = run(torch_lines(dataset, spec), **names)
    after = run(lines, **before)
    prediction = after["head"](after["layer"](after["x"])[0][:, -1]).detach().numpy()
    expected = model.predict(after["x"].numpy(), verbose=0)
    np.testing.assert_allclose(prediction, expected, atol=1e-5)
    assert np.abs(before["prediction"].detach().numpy() - expected).max() > 1e-3
    for line in lines:
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            if name in line:
                layers = range(spec.layers) if name == "weight_ih" else [0]
                shapes = [tuple(after["weights"][f"{name}_l{n}"].shape) for n in layers]
                numbers = re.findall(r"\((\d+), ?(\d*)\)", line.split("#")[1])
                assert [tuple(int(n) for n in shape if n) for shape in numbers] == shapes


def test_the_lines_of_the_question_about_states():
    dataset = sensors(LAYOUTS["window"])
    lines = stateful_lines(dataset, TrainingSpec())
    assert lines[6:11] == (
        "first = np.arange(69)[:, None] * 24 + np.arange(32) * 1656",
        "rows = first.reshape(-1, 1) + np.arange(24)",
        "X = table[rows]  # (2208, 24, 3)",
        "y = table[rows[:, -1] + 1, 2]",
        "",
    )
    assert "    h = keras.layers.LSTM(32, stateful=True)(inputs)" in lines
    assert "h = keras.layers.LSTM(32)(inputs, initial_state=[h0, c0])" in initial_state_lines(
        dataset, TrainingSpec()
    )
