"""The answers about axes, shapes, series and results against NumPy, Keras and counts."""

import warnings
from dataclasses import replace

import keras
import numpy as np
import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions import QUESTIONS
from lstmviz.racing.baselines import LAST_VALUE, MEAN
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.wording import significant
from tests.questions.test_cell_questions import LAYERS, said, sequences
from tests.questions.test_questions import SPEC, ask, numbers

TABLE = numbers(200, 3)


def weights(layer, *shape):
    """Count the weights that Keras gives a layer."""
    layer.build((None, *shape))
    return layer.count_params()


def test_what_may_be_meant_by_two_axes_is_numpys_own():
    values = TABLE.values
    answer = ask("ndim", TABLE, Layout(10))
    for shape in (values.shape, values[:, None, :].shape, values[:, :, None].shape):
        said(answer, f"`{shape}`")
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2"):
        keras.layers.LSTM(4)(values)
    added = (np.expand_dims(values, -1), values[..., None], values.reshape(200, 3, 1))
    assert all(np.array_equal(each, added[0]) for each in added)
    assert np.array_equal(np.expand_dims(values, 1), values[:, None])
    said(ask("expand", TABLE), f"`{added[0].shape}`", f"`{values[:, None].shape}`")


def test_two_lengths_are_ambiguous_in_keras():
    dataset = make_dataset(TABLE, Layout(10), Task("c", horizon=2))
    model = keras.Sequential([keras.Input((10, 3)), keras.layers.LSTM(1)])
    model.compile("adam", "mse")
    with pytest.raises(ValueError, match="Data cardinality is ambiguous"):
        model.fit(sequences(8, 10, 3), np.zeros(7), verbose=0)
    answer = ask("cardinality", TABLE, Layout(10), Task("c", horizon=2))
    first = int(dataset.target_rows(np.array([0]))[0])
    said(answer, f"{dataset.shape[0]} samples", "200 rows", f"begins in row {first}.")


def test_each_picture_becomes_a_vector():
    inputs = keras.Input((10, 8, 5))
    flat = keras.layers.TimeDistributed(keras.layers.Flatten())(inputs)
    said(ask("images", TABLE, Layout(10)), f"`{inputs.shape[1:]}`", f"`{flat.shape[1:]}`")


def test_a_column_of_five_words_becomes_five():
    more, fewer = (weights(keras.layers.LSTM(32), 10, each) for each in (7, 3))
    said(ask("categories", TABLE, Layout(10)), f"{more:,} weights, not {fewer:,}", "7 features")
    said(ask("words", TABLE, Layout(10)), f"{fewer:,} weights")


def test_the_border_costs_what_holds_rows_of_both_sides():
    for window, horizon in ((10, 1), (5, 3), (1, 0)):
        task = Task("c", ("a", "b"), horizon)
        dataset = make_dataset(TABLE, Layout(window), task)
        held = dataset.held_out
        whole = range(dataset.counts.whole)
        mixed = sum(len(set(held[s : s + window + horizon])) > 1 for s in whole)
        answer = ask("border", TABLE, Layout(window), task)
        said(answer, f"Here {mixed} samples would" if mixed else "none is left out")


@pytest.mark.parametrize("cell", LAYERS)
def test_weights_of_gates_heads_and_layers_are_keras_own(cell):
    spec = TrainingSpec(cell, units=6)
    one = weights(LAYERS[cell](6), 10, 3)
    two = one + weights(LAYERS[cell](6), 10, 6)
    blocks = len(spec.kind.blocks)
    said(ask("gates", TABLE, Layout(10), spec=spec), f"{one // blocks} weights")
    said(ask("layers", TABLE, Layout(10), spec=spec), f"{one} weights, two have {two}")
    head, five, three = (weights(keras.layers.Dense(each), 6) for each in (1, 5, 3))
    said(ask("guess", TABLE, Layout(10), spec=spec), f"{head - 1} weights and a bias")
    said(ask("classes", TABLE, Layout(10), spec=spec), f"{head} weights", f"{five} weights")
    said(ask("columns_out", TABLE, Layout(10), spec=spec), f"`Dense(3)`, {three} weights")
    with_two = weights(keras.layers.Dense(1), 8)
    said(ask("static", TABLE, Layout(10), spec=spec), f"{with_two} weights in place of {head}")
    repeated = weights(LAYERS[cell](6), 10, 5) - one
    said(ask("static", TABLE, Layout(10), spec=spec), f"{repeated} weights")


def test_backwards_stays_backwards():
    layer = keras.layers.LSTM(4, return_sequences=True, go_backwards=True)
    x = sequences(2, 10, 3)
    out = layer(x).numpy()
    assert np.allclose(out[:, :1], layer(x[:, -1:]).numpy(), atol=1e-6)
    said(ask("backwards", TABLE, Layout(10)), "output 0 belongs to timestep 9")


def test_errors_to_beat_are_the_baselines():
    dataset = make_dataset(TABLE, Layout(10), Task("c"))
    last, mean = (significant(each.error(dataset)) for each in (LAST_VALUE, MEAN))
    said(ask("flat", TABLE, Layout(10)), mean)
    said(ask("accuracy", TABLE, Layout(10)), last, mean)
    metric = keras.metrics.Accuracy()
    metric.update_state([20.32, 1.0], [20.31, 1.0])
    assert metric.result() == 0.5


def test_samples_updates_and_steps_are_counted():
    dataset = make_dataset(TABLE, Layout(10), Task("c"))
    train = len(dataset.train)
    batches = len(range(0, train, SPEC.batch_size))
    said(ask("epoch", TABLE, Layout(10)), f"{train} training samples", f"{batches} updates")
    said(ask("slow", TABLE, Layout(10)), f"{batches * 10} steps")
    said(ask("enough", TABLE, Layout(10)), f"about {train // 10} of them")


def test_a_missing_value_is_counted_and_spoils_all_after_it():
    values = TABLE.values.copy()
    values[50, 0] = np.nan
    table = replace(TABLE, values=values)
    lost = make_dataset(table, Layout(10), Task("c")).counts.lost_missing
    said(ask("gaps", table, Layout(10)), "1 row has a missing value", f"{lost} samples that")
    said(ask("nan", table, Layout(10)), "1 row has a missing value")
    said(ask("nan", TABLE, Layout(10)), "no value that is read or predicted is missing")
    x = sequences(1, 10, 3)
    x[0, 4, 1] = np.nan
    h = keras.layers.LSTM(4, return_sequences=True)(x).numpy()[0]
    assert not np.isnan(h[:4]).any()
    assert np.isnan(h[4:]).all()
    with np.errstate(invalid="ignore"):
        assert np.isnan((np.ones(3) - 1) / np.ones(3).std()).all()


def test_predictions_come_back_by_the_targets_own_scale():
    dataset = make_dataset(TABLE, Layout(10), Task("c"))
    offset, scale = dataset.offset[2], dataset.scale[2]
    _, y = dataset.batch(dataset.train)
    truth = TABLE.values[dataset.target_rows(dataset.train), 2]
    assert np.allclose(y[:, 0] * scale + offset, truth, atol=1e-5)
    said(ask("inverse", TABLE, Layout(10)), significant(scale), significant(offset))
    # What scikit-learn does with one column of nine.
    with pytest.raises(ValueError, match="non-broadcastable output operand") as refused:
        np.multiply(np.ones((33093, 1)), np.ones(9), out=np.ones((33093, 1)))
    assert str(refused.value).split(" with ")[0] in ask("inverse", TABLE, Layout(10))


def test_series_do_not_run_into_one_another():
    table = replace(TABLE, groups={"g": np.repeat(np.int32([0, 1]), 100)})
    task = Task("c", group="g")
    lost = make_dataset(table, Layout(10), task).counts.lost_group
    assert lost == 10
    said(ask("series", table, Layout(10), task), f"{lost} samples across a border are left out")
    said(ask("irregular", TABLE, Layout(10)), "`(10, 4)`")


def test_the_same_seed_gives_the_same_weights():
    drawn = []
    for _ in range(2):
        keras.utils.set_random_seed(0)
        layer = keras.layers.LSTM(4)
        layer.build((None, 10, 3))
        drawn.append(layer.get_weights()[0])
    assert np.array_equal(*drawn)
    said(ask("seeds", TABLE, spec=replace(SPEC, seed=7)), "seed is 7")


def test_parts_are_in_the_order_in_which_they_are_read():
    dataset = make_dataset(TABLE, Layout(10), Task("c"))
    answer = QUESTIONS["which"].answer(dataset, SPEC, str)
    parts = (answer.short, answer.here, answer.why, answer.wrong)
    assert [answer.text.index(part) for part in parts] == sorted(map(answer.text.index, parts))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert replace(answer, wrong="").text.endswith(answer.why)
