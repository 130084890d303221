"""Trained networks probed: the order of their timesteps, and how far their gradient reaches."""

import dataclasses
import tracemalloc

import numpy as np
import pytest
import torch

from lstmviz.network.cells import SimpleRNNWeights
from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.probing import probes
from lstmviz.probing.batches import in_slots
from lstmviz.probing.probes import Carried, nearly_all, order_test, reach
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from tests.racing.test_entrants import noise_table
from tests.samples.test_datasets import table_of


def last_step_model(weight):
    """A model whose prediction is tanh(weight · the last step's first feature)."""
    layer = SimpleRNNWeights(
        np.array([[weight], [0]], np.float32), np.zeros((1, 1), np.float32), np.zeros(1, np.float32)
    )
    return ModelWeights((layer,), np.ones((1, 1), np.float32), np.zeros(1, np.float32))


def wide_dataset():
    """Two columns, the second the target 5 times the first: known at the last step alone."""
    values = np.random.default_rng(0).normal(size=(30_000, 2))
    values[:, 1] = 5 * np.tanh(values[:, 0])
    task = Task("b", ("a", "b"), scaling="none")
    values[1:, 1] = values[:-1, 1]
    return make_dataset(table_of(values), Layout(4), task)


def test_errors_in_order_and_shuffled_have_their_closed_forms():
    # Own orders: the last step is each of the four equally often, so the squares are the mean of
    # theirs. One order for all samples would give the square of a single step.
    dataset = wide_dataset()
    samples = dataset.validation
    x, y = dataset.batch(samples)
    squares = (np.tanh(x[..., 0].astype(np.float64)) - y) ** 2
    usual, shuffled = order_test(last_step_model(1), dataset, samples, seed=0)
    assert usual == pytest.approx(np.sqrt(squares[:, -1].mean()), rel=1e-5)
    assert shuffled == pytest.approx(np.sqrt(squares.mean()), rel=0.03)
    assert np.sqrt(squares[:, :-1].mean()) > 1.05 * np.sqrt(squares.mean())
    assert usual < 0.9 * shuffled


def test_errors_are_in_the_tables_unit():
    table = noise_table()
    layout, model = Layout(6), initial_weights(TrainingSpec(units=4), 3)
    plain = make_dataset(table, layout, Task("a"))
    wider = make_dataset(
        dataclasses.replace(table, values=table.values * np.float32(1024)), layout, Task("a")
    )
    samples = plain.validation
    small, large = (order_test(model, each, samples, 1) for each in (plain, wider))
    assert np.array(large) == pytest.approx(1024 * np.array(small), rel=1e-6)


@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_chunks_change_nothing(monkeypatch, cell):
    dataset = make_dataset(noise_table(), Layout(6), Task("a"))
    model = initial_weights(TrainingSpec(cell=cell, units=4, layers=2), 3)
    whole = order_test(model, dataset, dataset.validation, seed=5)
    monkeypatch.setattr(probes, "TRACE_BYTES", 7 * probes.trace_bytes(model, 6, 3))
    assert order_test(model, dataset, dataset.validation, seed=5) == pytest.approx(whole, rel=1e-6)
    assert order_test(model, dataset, dataset.validation, seed=6)[1] != pytest.approx(whole[1])


def test_without_steps_there_is_no_order():
    dataset = make_dataset(noise_table(), Layout(6, rows="features"), Task("a"))
    assert order_test(initial_weights(TrainingSpec(), 18), dataset, dataset.validation, 0) is None


def test_the_order_test_is_bounded_in_memory():
    dataset = make_dataset(load_example("sensors"), Layout(), Task("power"))
    model = initial_weights(TrainingSpec(), 3)
    samples = dataset.train[:4_000]  # whose trace would take 130 MB
    order_test(model, dataset, samples[:10], 0)
    tracemalloc.start()
    order_test(model, dataset, samples, 0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * probes.TRACE_BYTES


def test_a_stateful_network_is_scored_with_its_state_carried_on():
    dataset = make_dataset(noise_table(), Layout(6), Task("a"))
    model = initial_weights(TrainingSpec(units=4, layers=2), 3)
    # Each slot is one chain, so its samples are one long sequence.
    samples, fresh = in_slots(dataset, dataset.validation, 6)
    carried = Carried(6, fresh)
    usual, _ = order_test(model, dataset, samples, 0, carried)
    batches = len(samples) // 6
    x, y = dataset.batch(samples[: 6 * batches])
    long = x.reshape(batches, 6, 6, 3).transpose(1, 0, 2, 3).reshape(6, -1, 3)
    predicted = trace_model(model, long).y[:, 5::6].T.ravel()
    expected = dataset.error_in_units(float(np.mean((predicted - y[:, 0]) ** 2)))
    assert order_test(model, dataset, samples[: 6 * batches], 0, carried)[0] == pytest.approx(
        expected, rel=1e-5
    )
    assert usual != pytest.approx(order_test(model, dataset, samples, 0)[0], rel=1e-3)


# ---- how far back -------------------------------------------------------------------------------


def test_the_shares_are_those_of_torchs_gradient():
    rng = np.random.default_rng(2)
    model = initial_weights(TrainingSpec(units=5, layers=2), 3)
    x = rng.normal(size=(7, 6, 3)).astype(np.float32)
    y = rng.normal(size=7).astype(np.float32)
    network = torch.nn.LSTM(3, 5, num_layers=2, batch_first=True)
    with torch.no_grad():
        for number, layer in enumerate(model.layers):
            # Both have the order i, f, c̃, o; torch's kernels are transposed.
            for name, values in (
                ("weight_ih", layer.kernel.T), ("weight_hh", layer.recurrent_kernel.T),
                ("bias_ih", layer.bias), ("bias_hh", 0 * layer.bias),
            ):  # fmt: skip
                getattr(network, f"{name}_l{number}").copy_(torch.tensor(values.copy()))
    inputs = torch.tensor(x, requires_grad=True)
    h = network(inputs)[0][:, -1]
    head = torch.tensor(model.head_kernel[:, 0]), torch.tensor(model.head_bias)
    torch.sum((h @ head[0] + head[1] - torch.tensor(y)) ** 2).backward()
    sizes = inputs.grad.norm(dim=2).mean(dim=0).flip(0).numpy()
    shares = reach(model, x, y)
    np.testing.assert_allclose(shares, sizes / sizes.sum(), rtol=1e-4)
    assert shares.sum() == pytest.approx(1)


def test_a_prediction_that_is_exact_has_no_gradient():
    model, x = last_step_model(0), np.ones((2, 3, 2), np.float32)
    shares = reach(model, x, np.zeros(2, np.float32))
    np.testing.assert_array_equal(shares, np.zeros(3))
    assert nearly_all(shares) == 3


def test_a_network_that_reads_the_last_step_alone_looks_at_nothing_else():
    x = np.random.default_rng(0).normal(size=(9, 4, 2)).astype(np.float32)
    shares = reach(last_step_model(1), x, np.ones(9, np.float32))
    np.testing.assert_allclose(shares, [1, 0, 0, 0])
    assert nearly_all(shares) == 1
