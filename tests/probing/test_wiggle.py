"""A changed value reaches every unit of the samples that read it, and no other sample."""

from dataclasses import replace

import numpy as np
import pytest

from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.probing.wiggle import NEIGHBOURS, READERS, wiggle
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import LAYOUTS, with_size
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table

VALUES = np.random.default_rng(3).normal(size=(200, 3)).astype(np.float32)
TABLE = Table(VALUES, ("a", "b", "c"), "random")


def dataset_of(name, window=4):
    layout = with_size(name, replace(LAYOUTS["window"], window=window))
    return make_dataset(TABLE, layout, Task("c", scaling="none"))


def test_one_more_sample_is_looked_at_beside_the_changed_value():
    dataset = dataset_of("window")
    model = initial_weights(TrainingSpec(units=5), dataset.shape[2])
    place = 20, 3, 1
    seen = wiggle(dataset, model, place, 1.0, beside=100)
    assert (seen.row, seen.samples[-1], seen.changed[-1]) == (23, 100, 0)
    assert seen.samples[:-1].tolist() == wiggle(dataset, model, place, 1.0).samples.tolist()


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_every_unit_of_every_reader_changes_and_nothing_else(name, cell):
    dataset = dataset_of(name)
    spec = TrainingSpec(cell, units=7, seed=4)
    model = initial_weights(spec, dataset.shape[2])
    _, timesteps, features = dataset.shape
    seen = wiggle(dataset, model, (20, timesteps - 1, features - 1), 0.5)
    windows = {s: range(s, s + dataset.layout.window) for s in range(len(dataset.starts))}
    readers = [s for s, rows in windows.items() if seen.row in rows]
    assert seen.readers == len(readers)
    np.testing.assert_array_equal(seen.samples[seen.reads], readers)
    assert set(seen.changed[seen.reads]) == {7}
    assert set(seen.changed[~seen.reads]) == {0}
    assert not seen.prediction[~seen.reads].any()


def test_the_change_is_that_of_a_table_with_another_value():
    dataset = dataset_of("window")
    model = initial_weights(TrainingSpec(units=5, layers=2), 3)
    seen = wiggle(dataset, model, (10, 2, 1), -1.5)
    assert (seen.row, seen.column) == (12, 1)
    values = VALUES.copy()
    values[12, 1] -= 1.5
    other = make_dataset(replace(TABLE, values=values), dataset.layout, dataset.task)
    before, after = (trace_model(model, d.batch(seen.samples)[0]) for d in (dataset, other))
    np.testing.assert_allclose(
        seen.change, after.layers[-1].h[:, -1] - before.layers[-1].h[:, -1], atol=1e-7
    )


def test_of_many_readers_some_are_shown_and_the_one_in_view():
    dataset = dataset_of("window", window=20)
    model = initial_weights(TrainingSpec(units=2), 3)
    seen = wiggle(dataset, model, (11, 18, 0), 1.0)
    assert seen.readers == 20
    assert 11 in seen.samples
    assert READERS <= seen.reads.sum() <= READERS + 1
    assert (~seen.reads).sum() == 2 * NEIGHBOURS
