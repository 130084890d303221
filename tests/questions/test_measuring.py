"""The answers on how good a forecast is, and on what stands inside a model, against the libraries.

Keras and PyTorch do what the sentences say, and the numbers are those of the table.
"""

import inspect
import math

import keras
import numpy as np
import pytest
import torch

from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.baselines import LAST_VALUE, MEAN
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.wording import significant
from tests.questions.test_cell_questions import LAYERS, TORCH, said
from tests.questions.test_cell_questions import ask as ask_cell
from tests.questions.test_questions import ask, numbers
from tests.samples.test_datasets import table_of

SPEC = TrainingSpec(units=4, batch_size=32)
RISING = table_of(np.arange(200.0)[:, None])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def small(*layers):
    model = keras.Sequential([keras.Input((10, 3)), *layers, keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.0), "mse")
    return model


@pytest.fixture
def samples():
    drawn = np.random.default_rng(0)
    return drawn.normal(size=(64, 10, 3)).astype(np.float32), drawn.normal(size=(64, 1))


# ---- How good it is ---------------------------------------------------------------------------


def test_an_error_is_judged_beside_the_baselines():
    dataset = make_dataset(RISING, Layout(10), Task("a"))
    answer = ask("good", RISING, Layout(10))
    said(answer, significant(LAST_VALUE.error(dataset)), significant(MEAN.error(dataset)))
    metric = keras.metrics.R2Score()
    truth = np.array([[1.0], [2.0], [6.0]])
    metric.update_state(truth, np.full_like(truth, truth.mean()))
    assert float(metric.result()) == pytest.approx(0)
    metric.update_state(truth, np.full_like(truth, 9))
    assert float(metric.result()) < 0


def test_training_is_measured_with_dropout_and_before_each_update(samples):
    x, y = samples
    for layers, alike in (
        ([keras.layers.LSTM(4)], True),
        ([keras.layers.LSTM(4, dropout=0.5)], False),
    ):
        model = small(*layers)
        reported = model.fit(x, y, batch_size=64, verbose=0).history["loss"][0]
        assert (abs(reported - model.evaluate(x, y, verbose=0)) < 1e-5) == alike
    dataset = make_dataset(numbers(200, 3), Layout(10), Task("c"))
    updates = math.ceil(len(dataset.train) / 32)
    said(ask("below", numbers(200, 3), Layout(10), spec=SPEC), f"has {updates} updates")
    answer = ask("epochs", numbers(200, 3), Layout(10), spec=SPEC)
    said(answer, f"{SPEC.epochs} epochs of {updates} updates", f"{SPEC.epochs * updates} updates")


def test_early_stopping_watches_the_validation_loss():
    options = inspect.signature(keras.callbacks.EarlyStopping).parameters
    assert options["monitor"].default == "val_loss"
    assert {"patience", "restore_best_weights"} <= set(options)
    assert "sample_weight" in inspect.signature(keras.Model.fit).parameters


def test_the_mean_of_peak_and_no_peak_scores_best():
    values = np.r_[np.zeros(90), np.full(10, 5.0)]
    guesses = np.linspace(0, 5, 501)
    best = guesses[np.argmin([np.mean((values - guess) ** 2) for guess in guesses])]
    assert best == pytest.approx(values.mean())
    answer = ask("peaks", RISING, Layout(10))
    dataset = make_dataset(RISING, Layout(10), Task("a"))
    train = RISING.values[~dataset.held_out, 0]
    said(answer, significant(float(train.mean())), significant(float(train.max())))


def test_no_prediction_passes_the_weights_of_the_head():
    model = keras.Sequential([keras.Input((10, 1)), keras.layers.LSTM(4), keras.layers.Dense(1)])
    weights, bias = model.layers[-1].get_weights()
    far = model.predict(np.array([-1e6, 1e6])[:, None, None].repeat(10, 1), verbose=0)
    assert (np.abs(far) <= np.abs(weights).sum() + np.abs(bias).sum()).all()


def test_a_trend_leaves_the_range_that_was_trained_on():
    dataset = make_dataset(RISING, Layout(10), Task("a"))
    last = int(np.argmax(dataset.held_out)) - 1
    said(ask("stationary", RISING, Layout(10)), "“a” 40 lie outside", f"0 to {last}")
    level = table_of(np.tile([0.0, 1.0], 100)[:, None])
    said(ask("stationary", level, Layout(10)), "“a” none lie outside")


def test_fit_goes_on_from_the_weights_that_are_there(samples):
    x, y = samples
    model = small(keras.layers.LSTM(4))
    model.compile(keras.optimizers.SGD(0.1), "mse")
    losses = [model.fit(x, y, batch_size=64, verbose=0).history["loss"][0] for _ in range(3)]
    assert losses[0] > losses[1] > losses[2]
    said(ask("more", numbers(200, 3), Layout(10)), "the last 10 rows")
    said(ask("matter", numbers(200, 3), Layout(10)), "each of 3 columns")


# ---- What may be read -------------------------------------------------------------------------


@pytest.mark.parametrize("horizon", [1, 3])
def test_no_sample_reads_what_it_is_to_predict(horizon):
    table, task = numbers(100, 2), Task("b", horizon=horizon)
    dataset = make_dataset(table, Layout(10), task)
    every = np.arange(dataset.counts.whole)
    rows = dataset.source(every) // len(table.columns)
    assert (dataset.target_rows(every) - rows.max(axis=(1, 2)) == horizon).all()
    many = "1 row" if horizon == 1 else f"{horizon} rows"
    said(ask("own", table, Layout(10), task), f"predicted {many} later: no sample reads")
    said(ask("own", table, Layout(10), Task("b", ("a",))), "and not read")
    said(ask("own", table, Layout(10), Task("b", ("a",), 0)), "the window's own last row")


# ---- What stands inside -----------------------------------------------------------------------


@pytest.mark.parametrize("cell", LAYERS)
def test_states_come_out_and_gates_are_worked_out(cell):
    x = np.random.default_rng(0).normal(size=(2, 10, 3)).astype(np.float32)
    layer = LAYERS[cell](4, bias_initializer="random_normal")
    last = layer(x)
    new = LAYERS[cell](4, return_sequences=True, return_state=True)
    new(x)
    new.set_weights(layer.get_weights())
    every, *states = (each.numpy() for each in new(x))
    assert every.shape == (2, 10, 4)
    assert np.allclose(every[:, -1], last, atol=1e-6)
    answer = ask_cell("inside", spec=TrainingSpec(cell, units=4))
    said(answer, "`(None, 10, 4)`", f"{LAYERS[cell].__name__}(4, return_sequences=True")
    kernel, recurrent_kernel, bias = layer.get_weights()
    if cell == "simple_rnn":
        said(answer, "has no gate")
        return
    bias = bias.sum(axis=0) if cell == "gru" else bias
    said(answer, "bias.sum(axis=0)`" if cell == "gru" else "+ bias`")
    h, before = every[:, -1], every[:, -2]
    blocks = np.split(x[:, -1] @ kernel + before @ recurrent_kernel + bias, 4 - (cell == "gru"), 1)
    if cell == "lstm":
        said(answer, "`(None, 4)`", "are i, f, c̃, o")
        c = new(x[:, :-1])[2].numpy()
        i, f, o = (sigmoid(blocks[n]) for n in (0, 1, 3))
        assert np.allclose(f * c + i * np.tanh(blocks[2]), states[1], atol=1e-5)
        assert np.allclose(o * np.tanh(states[1]), h, atol=1e-5)
    else:
        said(answer, "are z, r, h")
        kernels = [np.split(each, 3, -1)[2] for each in (kernel, recurrent_kernel)]
        inner, outer = (np.split(each, 3)[2] for each in layer.get_weights()[2])
        z, r = map(sigmoid, blocks[:2])
        new_h = np.tanh(x[:, -1] @ kernels[0] + inner + r * (before @ kernels[1] + outer))
        assert np.allclose(z * before + (1 - z) * new_h, h, atol=1e-5)


@pytest.mark.parametrize("cell", TORCH)
def test_blocks_stand_side_by_side_in_keras_and_below_one_another_in_pytorch(cell):
    layer, other = LAYERS[cell](4), TORCH[cell](3, 4)
    layer.build((None, 10, 3))
    kernel, recurrent_kernel, _ = layer.get_weights()
    answer = ask_cell("gate_order", spec=TrainingSpec(cell, units=4))
    said(answer, f"`{kernel.shape}`", f"`{recurrent_kernel.shape}`")
    said(answer, f"`{tuple(other.weight_ih_l0.shape)}`")
    if cell == "lstm":
        forget = np.flatnonzero(layer.get_weights()[2])
        said(answer, f"f columns {forget[0]} to {forget[-1]}", "i f g o")


def test_through_c_the_gradient_is_multiplied_by_f_alone():
    cell, steps = torch.nn.LSTMCell(1, 1), 9
    for name, weight in cell.named_parameters():
        torch.nn.init.zeros_(weight)
        if name == "bias_ih":
            weight.data[1] = 1.0
    c0 = torch.zeros(1, 1, requires_grad=True)
    h, c = torch.zeros(1, 1), c0
    for _ in range(steps):
        h, c = cell(torch.ones(1, 1), (h, c))
    (gradient,) = torch.autograd.grad(c.sum(), c0)
    assert gradient.item() == pytest.approx(sigmoid(1) ** steps, rel=1e-4)
    answer = ask_cell("vanish", layout=Layout(steps + 1))
    said(answer, f"= {gradient.item() * 100:.2f} % over {steps} steps")
    said(ask_cell("vanish", layout=Layout(1)), "nothing for it to go back through")


@pytest.mark.parametrize("cell", TORCH)
def test_a_cell_of_pytorch_is_one_step_of_its_layer(cell):
    layer = TORCH[cell](3, 4, batch_first=True)
    step = getattr(torch.nn, f"{TORCH[cell].__name__}Cell")(3, 4)
    step.load_state_dict({key.removesuffix("_l0"): w for key, w in layer.state_dict().items()})
    x, state = torch.randn(2, 10, 3), None
    for t in range(10):
        state = step(x[:, t], state)
    h = state[0] if cell == "lstm" else state
    assert torch.allclose(h, layer(x)[0][:, -1], atol=1e-6)
    answer = ask_cell("lstm_cell", spec=TrainingSpec(cell, units=4, batch_size=2))
    said(answer, "`(2, 10, 3)`", f"{TORCH[cell].__name__}Cell` `(2, 3)`, 10 times")


def test_dropout_in_one_layer_of_pytorch_does_nothing():
    with pytest.warns(UserWarning, match="dropout option adds dropout after all but last"):
        layer = torch.nn.LSTM(3, 4, dropout=0.9)
    x = torch.randn(5, 2, 3)
    assert torch.equal(layer(x)[0], layer(x)[0])
    said(ask("dropout", numbers(100, 3), Layout(10)), "with `num_layers=1` it does nothing")
