import json

import numpy as np
import pytest
from hypothesis import given

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.flow import chunk
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.diagram.scenes.numbers import decimals
from lstmviz.diagram.scenes.packing import nearest_scale
from lstmviz.diagram.scenes.plaque import PLAQUE_MAX, blocks, learning_weights, plaque
from lstmviz.network.models import trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.samples.tasks import Task
from lstmviz.wording import narrow
from tests.diagram.cases import CASE, SPEC, random_dataset, random_model, table, unpack


@given(CASE, SPEC)
def test_predictions_are_written_in_the_tables_unit_and_placed_by_size(case, spec):
    dataset = random_dataset(case)
    samples, model = chunk(dataset, 3), random_model(dataset, spec)
    guess = flow_values(dataset, model, samples, spec.layers - 1, "")["guess"]
    x, _ = dataset.batch(samples)
    y = dataset.in_units(trace_model(model, x).y)
    digits = decimals(dataset.table.values[:, dataset.target])
    for s in range(len(samples)):
        for t in range(y.shape[1]):
            assert guess["text"][s][t].startswith(narrow(float(y[s, t]), digits))
        truth = float(dataset.table.values[dataset.target_rows(samples)[s], dataset.target])
        error = narrow(float(y[s, -1]) - truth, digits)
        assert guess["error"][s].startswith(error)
        heights = [*guess["at"][s], guess["goal"][s]]
        assert all(0 <= h <= 1 for h in heights)
        order = np.argsort([*y[s], truth], kind="stable")
        assert (np.diff(np.array(heights)[order]) >= -0.0011).all()


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_the_weights_called_dead_change_nothing_and_all_others_something(cell, reset_after):
    """Central differences of h₁ for every single weight, from zero states."""
    spec = TrainingSpec(cell=cell, reset_after=reset_after, units=3)
    dataset = make_dataset(table(90, 2, 1), LAYOUTS["row"], Task("c0"))
    model = random_model(dataset, spec, seed=3)
    alive = learning_weights(cell, reset_after, 2, 3)
    x, _ = dataset.batch(np.array([5]))
    layer = model.layers[0]
    moved = np.zeros_like(alive)
    for array in (layer.kernel, layer.recurrent_kernel, layer.bias):
        for place in np.ndindex(array.shape):
            kept, found = array[place], []
            for step in (-0.25, 0.25):
                array[place] = kept + step
                found.append(trace_model(model, x).layers[0].h.copy())
            # Mark the one weight, and look where `blocks` puts it.
            array[place] = np.inf
            here = np.isinf(blocks(layer, cell))
            array[place] = kept
            assert here.sum() == 1
            moved[here] = np.abs(found[0] - found[1]).max() > 0
    np.testing.assert_array_equal(moved, alive)


@pytest.mark.parametrize(
    ("cell", "reset_after", "learn"),
    [("lstm", True, 384), ("gru", True, 480), ("gru", False, 256), ("simple_rnn", True, 128)],
)
def test_how_many_weights_learn_from_single_rows_of_three(cell, reset_after, learn):
    assert learning_weights(cell, reset_after, 3, 32).sum() == learn


def test_the_picture_of_the_weights_shows_each_gate_of_each_unit():
    dataset = make_dataset(table(90, 3, 1), LAYOUTS["row"], Task("c0"))
    model = random_model(dataset, TrainingSpec(units=4))
    layer = model.layers[0]
    picture = unpack(plaque(layer, "lstm"))
    assert picture.shape == (4, 4, 3 + 4 + 1)
    # Drawn f i / c̃ o; Keras keeps i f c̃ o.
    scale = np.abs(picture).max() / 127
    assert np.abs(picture[0, :, :3] - layer.kernel[:, 4:8].T).max() <= scale
    assert np.abs(picture[1, :, 3:7] - layer.recurrent_kernel[:, :4].T).max() <= scale
    assert np.abs(picture[3, :, 7] - layer.bias[12:]).max() <= scale


def test_a_large_picture_is_thinned():
    dataset = make_dataset(table(90, 3, 1), LAYOUTS["row"], Task("c0"))
    model = random_model(dataset, TrainingSpec(units=128))
    assert plaque(model.layers[0], "lstm")["shape"] == [4, PLAQUE_MAX, PLAQUE_MAX]


def test_the_scales_end_at_round_numbers():
    assert nearest_scale(np.array([0.0, 0.02])) == 0.5
    assert nearest_scale(np.linspace(-2, 2, 100)) == 2
    assert nearest_scale(np.array([40.0])) == 5


def test_an_update_of_the_default_run_is_small():
    dataset = make_dataset(table(300, 3, 1), LAYOUTS["window"], Task("c0"))
    model = random_model(dataset, TrainingSpec())
    values = flow_values(dataset, model, chunk(dataset, 3), 0, "epoch 7.3", range(40), 39)
    assert len(json.dumps(values)) < 20_000
    assert values["moment"] == 39
    assert set(values["sums"]) == set(DRAWN["lstm"].sums)
