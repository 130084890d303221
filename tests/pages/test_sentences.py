"""Sentences of the pages against what they speak of, computed another way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.network.gradients import block_gradients, gradients_model
from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.probing.probes import LEARNED, ORDER_MATTERS, order_words
from lstmviz.samples.layouts import Layout
from lstmviz.ui.inside.gradient import why_dead
from lstmviz.ui.inside.states import shared_rows

CELLS = [("lstm", True), ("gru", True), ("gru", False), ("simple_rnn", True)]


def dead_blocks(spec, model, timesteps=1):
    """Name the arrays and blocks none of whose weights gets a gradient."""
    x = np.random.default_rng(0).normal(size=(20, timesteps, 3)).astype(np.float32)
    y = np.ones(20, np.float32)
    found = gradients_model(model, trace_model(model, x), y).layers[0].weights
    blocks = block_gradients(found)
    return {(each.array, each.block) for each in blocks if each.zeros == each.size}


def with_biases(model):
    """Give every bias a number, as training does."""
    rng = np.random.default_rng(1)
    layers = tuple(
        type(layer)(
            layer.kernel,
            layer.recurrent_kernel,
            rng.normal(size=layer.bias.shape).astype(np.float32),
        )
        for layer in model.layers
    )
    return ModelWeights(layers, model.head_kernel, model.head_bias)


@pytest.mark.parametrize(("cell", "reset_after"), CELLS)
def test_why_weights_are_dead_is_true_of_each_cell(cell, reset_after):
    spec = TrainingSpec(cell, reset_after, units=4)
    model = initial_weights(spec, 3)
    at_first, later = dead_blocks(spec, model), dead_blocks(spec, with_biases(model))
    gates = {block for array, block in at_first if array == "kernel"}
    for_good = {block for array, block in later if array == "kernel"}
    said = why_dead(spec, 1)
    # The recurrent kernel is dead in every cell, before and after.
    assert {array for array, _ in later} >= {"recurrent_kernel"}
    assert ("forget gate" in said) == (gates == for_good == {"f"})
    assert ("reset gate to reset" in said) == (gates == for_good == {"r"})
    assert ("the gate learns" in said) == (gates == {"r"} and not for_good)
    assert ("gate" in said) == bool(gates)
    assert not dead_blocks(spec, with_biases(model), timesteps=3)
    assert "gate" not in why_dead(spec, 3)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4))
def test_rows_that_neighbours_share(window, stride, dilation):
    layout = Layout(window, stride, dilation=dilation)
    read = {number * dilation for number in range(window)}
    shared = len(read & {row + stride for row in read})
    rows = {0: "", 1: "1 row"}.get(shared, f"{shared} rows")
    assert shared_rows(layout).endswith(rows)
    assert bool(shared_rows(layout)) == bool(shared)


@given(st.floats(1e-6, 1e3), st.floats(0, 2), st.floats(0, 2))
def test_order_hardly_matters_only_to_a_network_that_has_learned(mean, usual, shuffled):
    usual, shuffled = usual * mean, shuffled * mean
    said = order_words(usual, shuffled, mean)
    assert ("hardly matters" in said) <= (usual <= (1 - LEARNED) * mean)
    assert ("order matters" in said) == (shuffled > usual * (1 + ORDER_MATTERS))
    assert ("hardly learned" in said) <= (usual > (1 - LEARNED) * mean)
