"""A what-if in the flow: what it says is what tracing the changed table says."""

import numpy as np
import pytest

from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.diagram.scenes.numbers import decimals
from lstmviz.diagram.scenes.pulled import MOST, Pulled, film_taken, notch, with_pull
from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.wording import narrow, two
from tests.diagram.cases import unpack

BOARD = load_example("chalkboard")
SAMPLES = np.arange(3)


@pytest.mark.parametrize("layout", [Layout(3), LAYOUTS["row"], LAYOUTS["columns"]], ids=str)
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_it_lights_exactly_what_reads_the_value_and_what_follows(cell, layout):
    dataset = make_dataset(BOARD, layout, EXAMPLES["chalkboard"].task)
    model = initial_weights(TrainingSpec(cell=cell, units=4, layers=2), dataset.shape[2])
    pulled = Pulled(row=1, column=1, notches=3)
    sent = flow_values(dataset, model, SAMPLES, 1, "", pulled=pulled)["pulled"]
    lit = unpack(sent["changed"]).astype(bool)
    reads = (dataset.source(SAMPLES) == 4).any(axis=2)
    expected = np.logical_or.accumulate(reads, axis=1)
    np.testing.assert_array_equal(lit.all(axis=2), expected)
    np.testing.assert_array_equal(lit.any(axis=2), expected)
    for sentence, sample in zip(sent["told"], expected, strict=True):
        assert ("does not read it" in sentence) == (not sample.any())
        assert sentence.startswith("Row 1, b: 1 → 4.")


def test_the_numbers_are_those_of_the_changed_table():
    task = EXAMPLES["chalkboard"].task
    dataset = make_dataset(BOARD, Layout(3), task)
    x, _ = dataset.batch(SAMPLES)
    changed = with_pull(dataset, x, SAMPLES, Pulled(1, 1, -2))
    by_hand = dataset.scaled.copy()
    by_hand[1, 1] += np.float32(-2 / dataset.scale[1])
    expected = np.stack([by_hand[s : s + 3] for s in SAMPLES])
    np.testing.assert_array_equal(changed, expected)
    model = initial_weights(TrainingSpec(units=2), 3)
    said = flow_values(dataset, model, SAMPLES, 0, "", pulled=Pulled(1, 1, -2))
    y = dataset.in_units(trace_model(model, expected).y)
    assert said["guess"]["text"][0][-1] == f"{y[0, -1]:.0f}"


def test_a_notch_is_a_round_number_that_can_be_seen():
    assert notch(make_dataset(BOARD, Layout(3), EXAMPLES["chalkboard"].task), 1) == 1
    sensors = EXAMPLES["sensors"]
    dataset = make_dataset(load_example("sensors"), sensors.layout, sensors.task)
    for column in range(3):
        size = notch(dataset, column)
        assert 0.2 * dataset.scale[column] < size < 0.7 * dataset.scale[column]
        assert f"{size:.0e}"[0] in "125"


def test_without_a_what_if_nothing_is_said_of_one():
    dataset = make_dataset(BOARD, Layout(3), EXAMPLES["chalkboard"].task)
    model = initial_weights(TrainingSpec(units=2), 3)
    assert flow_values(dataset, model, SAMPLES, 0, "")["pulled"] is None


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_value_taken_in_the_film_is_written_for_every_notch(column):
    dataset = make_dataset(load_example("sensors"), Layout(4), EXAMPLES["sensors"].task)
    taken = film_taken(dataset, 7, column)
    table, size = dataset.table.values[:, column], notch(dataset, column)
    digits = decimals(table)
    assert taken["cell"] == (7, column)
    assert len(taken["text"]) == len(taken["scaled"]) == 2 * MOST + 1
    assert taken["text"][MOST] == narrow(float(table[7]), digits)
    assert taken["text"][MOST + 3] == narrow(float(table[7]) + 3 * size, digits)
    x, _ = dataset.batch(np.array([5]))
    changed = with_pull(dataset, x, np.array([5]), Pulled(7, column, 3))
    row = 7 - int(dataset.starts[5])
    assert taken["scaled"][MOST] == two(float(x[0, row, column]))
    assert taken["scaled"][MOST + 3] == two(float(changed[0, row, column]))
    assert len(set(taken["text"])) == 2 * MOST + 1


def test_what_no_sample_reads_cannot_be_taken_and_a_wrong_turn_claims_no_places_of_x():
    table = Table(np.array([[1, 2], [np.nan, 3], [4, 5], [6, 7]] * 9, np.float32), ("a", "b"), "t")
    dataset = make_dataset(table, Layout(2), Task("b", features=("a",)))
    assert film_taken(dataset, 1, 0) is None
    assert film_taken(dataset, 0, 1) is None
    assert film_taken(dataset, 0, 0)["told"].startswith("No sample reads it")
    assert "It changes X[0, 0, 0]." in film_taken(dataset, 2, 0)["told"]
    assert "X[" not in film_taken(dataset, 2, 0, turned=True)["told"]
