"""States that go on from batch to batch are those of Keras's stateful layers."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.network.cells import CELLS
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.probing.batches import in_slots, trace_slots
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task, group_runs
from lstmviz.table.tables import Table
from tests.samples.test_datasets import CHOICES
from tests.samples.test_datasets import dataset_of as chosen_dataset

VALUES = np.random.default_rng(8).normal(size=(60, 2)).astype(np.float32)
TABLE = Table(VALUES, ("a", "b"), "random")


def dataset_of(**layout):
    return make_dataset(TABLE, Layout(**layout), Task("b", scaling="none"))


@pytest.mark.parametrize("stateful", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_the_second_batch_is_what_keras_makes_of_it(cell, stateful):
    dataset = dataset_of(window=5)
    spec = TrainingSpec(cell, units=3, layers=2, seed=5)
    model = initial_weights(spec, 2)
    seen = trace_slots(dataset, model, 4, 9, stateful)
    # Sample 9 stands in slot 1 of batch 2: samples 8 to 11; then come 12 to 15.
    assert seen.samples.tolist() == [[9, 10], [13, 14]]
    layers = [
        getattr(keras.layers, CELLS[cell].name)(3, return_sequences=True, stateful=stateful)
        for _ in range(2)
    ]
    network = keras.Sequential([keras.Input(batch_shape=(4, 5, 2)), *layers])
    network.set_weights(model.arrays()[:-2])
    for first, trace in zip((8, 12), seen.traces, strict=True):
        h = np.array(network(dataset.batch(np.arange(first, first + 4))[0]))
        np.testing.assert_allclose(trace.layers[-1].h, h[1:3], atol=1e-6)


@pytest.mark.parametrize(("stride", "skipped"), [(1, -1), (2, 3), (5, 15)])
def test_it_tells_how_many_rows_lie_between(stride, skipped):
    dataset = dataset_of(window=5, stride=stride)
    seen = trace_slots(dataset, initial_weights(TrainingSpec(units=2), 2), 4, 0, True)
    (first, _), (then, _) = dataset.starts[seen.samples]
    assert seen.skipped == then - (first + 4) - 1 == skipped


def test_slots_at_the_end_and_in_small_tables():
    dataset = dataset_of(window=5)
    model = initial_weights(TrainingSpec(units=2), 2)
    total = len(dataset.starts)
    last = trace_slots(dataset, model, 32, total - 1, True)
    assert last.size == total // 2
    assert last.samples.max() < total
    assert trace_slots(dataset, model, 1, 7, True).samples.tolist() == [[7], [8]]


@given(CHOICES, st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_down_each_slot_a_sample_goes_on_where_the_one_before_it_ended(choice, size):
    dataset = chosen_dataset(choice)
    layout, runs = dataset.layout, group_runs(dataset.table, dataset.task)
    for samples in (dataset.train, dataset.validation):
        order, fresh = in_slots(dataset, samples, size)
        assert sorted(order) == samples.tolist()
        assert fresh[:size].all()
        starts = dataset.starts[order]
        for later in np.flatnonzero(~fresh):
            # With a window's rows apart, its next begins between this one's rows.
            assert starts[later] == starts[later - size] + layout.window * layout.dilation
            assert runs[starts[later]] == runs[starts[later - size]]
        # Of a slot's own beginnings, only one for each chain that it takes up.
        heads = ~np.isin(starts - layout.window * layout.dilation, starts)
        if choice.gaps == 0 and not choice.grouped:
            assert fresh.sum() <= heads.sum() + size
