import numpy as np
import pytest
from hypothesis import given, settings

from lstmviz.network.cells import GRUWeights, LSTMWeights
from lstmviz.network.cells.gru import trace_gru
from lstmviz.network.cells.lstm import trace_lstm
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.network.terms import by_hand_lstm, pulse, unit_terms
from tests.network.test_cells import BLOCK_ORDER, CASES, SHAPES, TRACE, keras_gates, random_case

TOLERANCE = 1e-6


def every_terms(weights, trace):
    """List sample, timestep, unit and terms of all sums of a trace."""
    batch, timesteps, units = trace.h.shape
    for sample, timestep, unit in np.ndindex(batch, timesteps, units):
        yield sample, timestep, unit, unit_terms(weights, trace, sample, timestep, unit)


@pytest.mark.parametrize("name", CASES)
@given(**SHAPES)
@settings(max_examples=6, deadline=None)
def test_terms_add_up_to_the_sums_of_keras_and_of_the_trace(
    name, seed, features, units, batch, timesteps
):
    weights, x, states = random_case(seed, name, features, units, batch, timesteps)
    trace = TRACE[CASES[name][0]](weights, x, *states)
    gates = keras_gates(name, weights, x, states)
    blocks = BLOCK_ORDER[CASES[name][0]]
    for sample, timestep, unit, terms in every_terms(weights, trace):
        assert tuple(each.block for each in terms) == blocks
        for number, each in enumerate(terms):
            assert each.x.shape == (features,)
            assert each.h.shape == (units,)
            assert each.total == trace.pre[sample, timestep, number, unit]
            added = each.x.sum() + each.h.sum() + each.bias
            scale = float(max(1, np.abs(each.x).max(), np.abs(each.h).max()))
            assert added == pytest.approx(each.total, abs=TOLERANCE * scale)
            if name != "simple_rnn":
                of_keras = gates[f"pre {each.block}"][sample, timestep, unit]
                assert added == pytest.approx(of_keras, abs=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_a_term_is_what_is_missing_without_its_feature_or_its_unit(name):
    weights, x, states = random_case(1, name, 3, 4, 2, 2)
    trace = TRACE[CASES[name][0]]
    whole = trace(weights, x, *states)
    terms = unit_terms(weights, whole, sample=1, timestep=0, unit=2)
    # The reset gate moves with the feature too, and with it h̃.
    count = 2 if CASES[name][0] == "gru" else len(terms)
    for feature in range(3):
        without = x.copy()
        without[1, 0, feature] = 0
        missing = (whole.pre - trace(weights, without, *states).pre)[1, 0, :, 2]
        for each, difference in list(zip(terms, missing, strict=True))[:count]:
            assert each.x[feature] == pytest.approx(difference, abs=TOLERANCE)
    for unit in range(4):
        h0, *c0 = (state.copy() for state in states)
        h0[1, unit] = 0
        missing = (whole.pre - trace(weights, x, h0, *c0).pre)[1, 0, :, 2]
        for each, difference in list(zip(terms, missing, strict=True))[:count]:
            assert each.h[unit] == pytest.approx(difference, abs=TOLERANCE)


def test_the_reset_gate_stands_after_or_before_the_recurrent_kernel():
    # Two units, one of which forgets all: r = σ(±100) = 1 and 0; U of h̃ is 1 everywhere.
    kernel, recurrent = np.zeros((1, 6), np.float32), np.zeros((2, 6), np.float32)
    recurrent[:, 4:] = [[1, 2], [3, 4]]
    bias = np.array([0, 0, 100, -100, 10, 20], np.float32)
    h0 = np.array([[0.5, 0.25]], np.float32)
    x = np.zeros((1, 1, 1), np.float32)
    before = GRUWeights(kernel, recurrent, bias)
    after = GRUWeights(
        kernel, recurrent, np.stack([bias, np.array([0, 0, 0, 0, 1, 2], np.float32)])
    )

    def of_h_tilde(weights, unit):
        terms = unit_terms(weights, trace_gru(weights, x, h0), 0, 0, unit)[2]
        return terms.h.tolist(), terms.bias

    # U·(r·h): the second unit's h reaches nobody.
    assert of_h_tilde(before, 0) == ([0.5, 0.0], 10)
    assert of_h_tilde(before, 1) == ([1.0, 0.0], 20)
    # r·(U·h + b′): the second unit hears nobody, nor its own b′.
    assert of_h_tilde(after, 0) == ([0.5, 0.75], 11)
    assert of_h_tilde(after, 1) == ([0.0, 0.0], 20)


def test_both_biases_of_a_gru_s_gates_count():
    weights, x, states = random_case(2, "gru", 3, 4, 1, 1)
    z, r, _ = unit_terms(weights, trace_gru(weights, x, *states), 0, 0, 3)
    assert z.bias == pytest.approx(weights.bias[:, 3].sum(), abs=TOLERANCE)
    assert r.bias == pytest.approx(weights.bias[:, 7].sum(), abs=TOLERANCE)


# ---- a pulse ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_a_pulse_is_one_step_of_ones_and_then_silence(name):
    weights, *_ = random_case(3, name, 3, 4, 1, 1)
    trace = pulse(weights, 5, size=2.0)
    assert trace.x.tolist() == [[[2.0] * 3, *[[0.0] * 3] * 4]]
    expected = TRACE[CASES[name][0]](weights, trace.x)
    np.testing.assert_array_equal(trace.h, expected.h)
    assert pulse(weights, 5).x[0, 0].tolist() == [1.0] * 3


def test_without_a_recurrent_kernel_c_fades_by_0_731_a_step():
    drawn = initial_weights(TrainingSpec(units=8), 3).layers[0]
    silent = LSTMWeights(drawn.kernel, np.zeros_like(drawn.recurrent_kernel), drawn.bias)
    c = pulse(silent, 24).c[0]
    np.testing.assert_allclose(c[1:] / c[:-1], 0.731, atol=1e-4)
    # What is left after 9 and after 23 steps.
    np.testing.assert_allclose(c[9] / c[0], 0.0596, atol=5e-5)
    np.testing.assert_allclose(c[23] / c[0], 0.0007, atol=5e-5)


# ---- by hand ----------------------------------------------------------------------------------


def test_the_network_for_pencil_and_paper():
    row = np.array([1, 2, 3], np.float32)
    columns = trace_lstm(by_hand_lstm(1), row.reshape(1, 3, 1))
    np.testing.assert_allclose(columns.h.ravel(), [0.17427, 0.49524, 0.74851], atol=5e-6)
    np.testing.assert_allclose(columns.c[0, -1], 1.51291, atol=5e-6)
    at_once = trace_lstm(by_hand_lstm(3), row.reshape(1, 1, 3))
    np.testing.assert_allclose(at_once.h.ravel(), 0.70378, atol=5e-6)
    np.testing.assert_allclose(at_once.c.ravel(), 0.94786, atol=5e-6)


def test_each_number_of_the_network_can_be_changed():
    weights = by_hand_lstm(2, (1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12))
    assert weights.kernel.tolist() == [[1, 2, 3, 4]] * 2
    assert weights.recurrent_kernel.tolist() == [[5, 6, 7, 8]]
    assert weights.bias.tolist() == [9, 10, 11, 12]


def test_the_terms_of_the_network_for_pencil_and_paper():
    weights = by_hand_lstm(3)
    x = np.array([[[1, 2, 3], [1, 2, 3]]], np.float32)
    trace = trace_lstm(weights, x)
    for timestep, h_before in enumerate([0, trace.h[0, 0, 0]]):
        i, f, c_tilde, o = unit_terms(weights, trace, 0, timestep, 0)
        for each in (i, f, c_tilde, o):
            assert each.x.tolist() == [0.5, 1.0, 1.5]
            assert each.h == pytest.approx(0.1 * h_before)
        assert [each.bias for each in (i, f, c_tilde, o)] == [0, 1, 0, 0]
