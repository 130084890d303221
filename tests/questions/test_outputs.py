"""The answers about outputs, options and padding against Keras itself."""

import importlib
import math
import re
from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch

from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions import QUESTIONS
from lstmviz.questions.padding import PADDED, changes_by_zeros
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.wording import significant
from tests.questions.test_cell_questions import LAYERS, SPEC, ask, numbers, said, sequences

# Padded on the right, on the left, and nothing but padding.
MASKS = ([[True, True, False]], [[False, True, True]], [[False, False, False]])


@pytest.mark.parametrize("cell", LAYERS)
def test_what_comes_out_of_a_layer(cell):
    x, spec = sequences(7, 10, 3), TrainingSpec(cell, units=4, batch_size=7)
    last = LAYERS[cell](4)
    every = LAYERS[cell](4, return_sequences=True, return_state=True)
    state = LAYERS[cell](4, return_state=True)
    for layer in (last, every, state):
        layer.build(x.shape)
        layer.set_weights(last.get_weights())
    outputs, h, *_ = every(x)
    results = state(x)
    np.testing.assert_array_equal(outputs[:, -1], h)
    np.testing.assert_array_equal(results[0], results[1])
    answer = ask("sequences", spec=spec)
    said(answer, f"{tuple(last(x).shape)}` for a batch", f"`{tuple(outputs.shape)}`")
    said(answer, f"the {['two', 'three'][len(results) - 2]} results")


def test_dense_works_at_each_step_and_flatten_does_not():
    h = sequences(5, 10, 32)
    plain = keras.layers.Dense(1)
    expected = plain(h)
    wrapped = keras.layers.TimeDistributed(keras.layers.Dense(1))
    wrapped.build(h.shape)
    wrapped.set_weights(plain.get_weights())
    np.testing.assert_allclose(wrapped(h), expected, atol=1e-6)
    assert expected.shape == (5, 10, 1)
    flat = keras.Sequential([keras.Input((10, 32)), keras.layers.Flatten(), keras.layers.Dense(1)])
    said(
        ask("dense"), f"{plain.count_params()} weights make", f"{flat.count_params()} weights, and"
    )


def test_the_models_of_many_to_many_have_their_shapes():
    lstm = keras.layers.LSTM
    x = sequences(2, 10, 3)
    one = keras.Sequential([lstm(4), keras.layers.Dense(1)])
    same = keras.Sequential([lstm(4, return_sequences=True), keras.layers.Dense(1)])

    def other():
        repeat = keras.layers.RepeatVector(6)
        return [repeat, lstm(4, return_sequences=True), keras.layers.Dense(1)]

    assert one(x).shape == (2, 1)
    assert same(x).shape == (2, 10, 1)
    assert keras.Sequential(other())(x[:, 0]).shape == (2, 6, 1)
    assert keras.Sequential([lstm(4), *other()])(x).shape == (2, 6, 1)


@pytest.mark.parametrize("cell", LAYERS)
def test_the_backward_half_has_read_the_last_step_alone(cell):
    layer = keras.layers.Bidirectional(LAYERS[cell](4, return_sequences=True))
    ends = keras.layers.Bidirectional(LAYERS[cell](4))
    x = sequences(3, 10, 2)
    for each in (layer, ends):
        each.build(x.shape)
    ends.set_weights(layer.get_weights())
    before = np.array(layer(x))
    np.testing.assert_allclose(
        np.array(ends(x)), np.concatenate([before[:, -1, :4], before[:, 0, 4:]], axis=1), atol=1e-6
    )
    changed = x.copy()
    changed[:, :-1] += 1
    after = np.array(layer(changed))
    np.testing.assert_allclose(after[:, -1, 4:], before[:, -1, 4:], atol=1e-6)
    assert np.abs(after[:, -1, :4] - before[:, -1, :4]).max() > 1e-3
    said(ask("bidirectional", spec=TrainingSpec(cell, units=4)), "8 numbers", "all 10 steps")


def test_relu_grows_as_is_said():
    layer = keras.layers.SimpleRNN(1, activation="relu")
    layer.build((None, 24, 1))
    layer.set_weights([np.ones((1, 1)), np.full((1, 1), 1.1), np.zeros(1)])
    x = np.zeros((1, 25, 1), np.float32)
    x[0, 0] = 1
    assert float(layer(x)[0, 0]) == pytest.approx(1.1**24, rel=1e-4)
    said(ask("relu", numbers(100, 1), Layout(24)), f"{1.1**24:.2f} over 24 timesteps")
    steps = int(re.search(r"after (\d+) ", ask("relu"))[1])
    with np.errstate(over="ignore"):
        assert np.isinf(np.float32(1.1**steps))
        assert np.isfinite(np.float32(1.1 ** (steps - 1)))
    assert steps == math.ceil(math.log(float(np.finfo(np.float32).max), 1.1))


def test_a_mask_of_dropout_stays_for_all_steps_and_is_off_in_predict():
    layer = keras.layers.SimpleRNN(
        1, activation=None, dropout=0.2, return_sequences=True, kernel_initializer="ones",
        recurrent_initializer="zeros",
    )  # fmt: skip
    x = np.ones((20, 6, 10), np.float32)
    sums = np.array(layer(x, training=True))[..., 0]
    assert np.ptp(sums, axis=1).max() < 1e-5
    assert np.ptp(sums) > 0.5
    np.testing.assert_allclose(sums / 1.25, np.rint(sums / 1.25), atol=1e-4)
    assert np.array(layer(x, training=False)) == pytest.approx(10)


@pytest.mark.parametrize("reset_after", [True, False])
def test_cudnn_wants_what_is_said(monkeypatch, reset_after):
    rnn = importlib.import_module("keras.src.backend.tensorflow.rnn")
    monkeypatch.setattr(rnn, "_is_gpu_available", lambda: True)
    tanh, sigmoid, relu = (getattr(keras.activations, n) for n in ("tanh", "sigmoid", "relu"))
    usual = {"activation": tanh, "recurrent_activation": sigmoid, "unroll": False, "use_bias": True}
    assert rnn.cudnn_ok(**usual)
    others = {"activation": relu, "recurrent_activation": relu, "unroll": True, "use_bias": False}
    for name, other in others.items():
        assert not rnn.cudnn_ok(**usual | {name: other})
        assert name in ask("cudnn")
    assert rnn.cudnn_ok(**usual, reset_after=reset_after) == reset_after
    gru = ask("cudnn", spec=TrainingSpec("gru", reset_after))
    assert ("slower loop." in gru) != reset_after
    said(ask("cudnn", spec=TrainingSpec("simple_rnn")), "no such kernel")
    good, left, empty = (tf.constant(mask) for mask in MASKS)
    assert rnn._is_sequence_right_padded(good)
    assert not rnn._is_sequence_right_padded(left)
    assert rnn._has_fully_masked_sequence(empty)


# ---- padding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", LAYERS)
def test_zeros_change_h_as_much_as_in_keras(cell):
    spec = TrainingSpec(cell, units=6)
    dataset = make_dataset(numbers(100, 3), Layout(10), Task("c", validation_fraction=0.5))
    x, _ = dataset.batch(np.array([0]))
    weights = initial_weights(spec, 3).layers[0]
    layer = LAYERS[cell](6)
    layer.build(x.shape)
    layer.set_weights([weights.kernel, weights.recurrent_kernel, weights.bias])
    plain = np.array(layer(x))
    zeros = np.zeros((1, PADDED, 3), np.float32)
    after, before = np.concatenate([x, zeros], axis=1), np.concatenate([zeros, x], axis=1)
    expected = [float(np.abs(np.array(layer(each)) - plain).max()) for each in (after, before)]
    assert changes_by_zeros(dataset, spec) == pytest.approx(expected, abs=1e-5)
    assert expected[0] > 0.01
    assert expected[1] < 1e-6
    # A mask leaves h as it is, wherever the padding stands.
    for each in (after, before):
        mask = np.any(each != 0, axis=2)
        np.testing.assert_allclose(np.array(layer(each, mask=mask)), plain, atol=1e-6)
    # And what holds before it ends with the first change of the biases.
    layer.set_weights([*layer.get_weights()[:2], layer.get_weights()[2] + 0.1])
    assert np.abs(np.array(layer(before)) - np.array(layer(x))).max() > 1e-4
    said(ask("zeros", spec=replace(spec, seed=0)), f"by up to {significant(expected[0], 2)}")


@pytest.mark.parametrize("cell", LAYERS)
def test_with_a_mask_padding_on_either_side_gives_the_same(cell):
    x = 1 + np.abs(sequences(4, 6, 2))
    zeros = np.zeros((4, PADDED, 2), np.float32)
    model = keras.Sequential([keras.layers.Masking(0.0), LAYERS[cell](5)])
    plain, after, before = (
        np.array(model(np.concatenate(parts, axis=1))) for parts in ([x], [x, zeros], [zeros, x])
    )
    np.testing.assert_allclose(after, plain, atol=1e-6)
    np.testing.assert_allclose(before, plain, atol=1e-6)
    pad, rows = keras.utils.pad_sequences, [[1, 2], [3, 4, 5, 6]]
    assert pad(rows, 3).tolist() == [[0, 1, 2], [4, 5, 6]]
    assert pad(rows, 3, padding="post", truncating="post").tolist() == [[1, 2, 0], [3, 4, 5]]
    tensors = [torch.tensor(row) for row in rows]
    after = torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True)
    assert after.tolist() == [[1, 2, 0, 0], [3, 4, 5, 6]]
    dataset = make_dataset(numbers(100, 3), Layout(10), Task("c", validation_fraction=0.5))
    changes = changes_by_zeros(dataset, TrainingSpec(cell))
    answer = ask("pad_side", numbers(100, 3), Layout(10), spec=TrainingSpec(cell))
    assert changes[0] > changes[1]
    assert "before it by" in answer


def test_the_loss_leaves_masked_steps_out_in_keras_and_takes_them_in_torch():
    x, y = 1 + np.abs(sequences(4, 10, 2)), sequences(4, 10, 1)
    x[:, 6:] = 0
    layers = [keras.layers.Masking(0.0), keras.layers.LSTM(3, return_sequences=True)]
    model = keras.Sequential([keras.Input((10, 2)), *layers, keras.layers.Dense(1)])
    model.compile(loss="mse")
    loss = model.evaluate(x, y, verbose=0)
    errors = (np.array(model(x)) - y) ** 2
    assert loss == pytest.approx(errors[:, :6].mean(), rel=1e-4)
    assert loss != pytest.approx(errors.mean(), rel=1e-3)
    said_of_torch = torch.nn.MSELoss()(torch.tensor(np.array(model(x))), torch.tensor(y))
    assert float(said_of_torch) == pytest.approx(errors.mean(), rel=1e-4)
    each = torch.nn.MSELoss(reduction="none")(torch.tensor(np.array(model(x))), torch.tensor(y))
    mask = torch.tensor(x[..., :1] != 0)
    assert float((each * mask).sum() / mask.sum()) == pytest.approx(loss, rel=1e-4)
    said(ask("pad_loss", numbers(100, 3), Layout(10)), "10 steps, 50 % of")


def test_masking_skips_steps_of_which_all_features_equal_its_value():
    x = np.array([[[0, 0, 0], [0, 1, 0]]], np.float32)
    assert keras.layers.Masking(0.0).compute_mask(x).numpy().tolist() == [[False, True]]
    table = numbers(100, 3)
    cells = table.values.copy()
    task = Task("c", scaling="none", validation_fraction=0.5)
    said_of = {
        0: "no row of the table has",
        1: "1 row of the table has",
        3: "3 rows of the table have",
    }
    for rows, words in said_of.items():
        cells[:rows] = 0
        dataset = make_dataset(replace(table, values=cells), Layout(10), task)
        answer = QUESTIONS["masking"].answer(dataset, SPEC, str).text
        said(answer, words)
        fill = float(re.search(r"mask_value=(-\d+)", answer)[1])
        assert fill < cells.min()
    wide = make_dataset(replace(table, values=cells - 500), Layout(10), task)
    assert "mask_value=-1000)" in QUESTIONS["masking"].answer(wide, SPEC, str).text


def test_lengths_may_differ_from_batch_to_batch_but_not_for_flatten():
    model = keras.Sequential([keras.Input((None, 3)), keras.layers.LSTM(4), keras.layers.Dense(1)])
    assert [model(sequences(2, steps, 3)).shape for steps in (5, 9)] == [(2, 1), (2, 1)]
    layers = [keras.Input((None, 3)), keras.layers.LSTM(4, return_sequences=True)]
    with pytest.raises(ValueError, match="fully-defined"):
        keras.Sequential([*layers, keras.layers.Flatten(), keras.layers.Dense(1)])
