"""A what-if in the flow: what it says is what tracing the changed table says."""

import numpy as np
import pytest

from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.diagram.scenes.pulled import Pulled, notch, with_pull
from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
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
