from itertools import permutations

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.network.cells import GRUWeights, LSTMWeights, SimpleRNNWeights, kind_of
from lstmviz.network.cells.arrays import sigmoid
from lstmviz.network.cells.gru import trace_gru
from lstmviz.network.cells.lstm import trace_lstm
from lstmviz.network.cells.simple_rnn import trace_simple_rnn
from lstmviz.network.models import ModelWeights, final_states, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec

TOLERANCE = 1e-5
# Name → (cell, reset_after): all cells that there are.
CASES = {
    "lstm": ("lstm", True),
    "gru": ("gru", True),
    "gru_reset_before": ("gru", False),
    "simple_rnn": ("simple_rnn", True),
}
TRACE = {"lstm": trace_lstm, "gru": trace_gru, "simple_rnn": trace_simple_rnn}
KERAS_LAYERS = {
    "lstm": keras.layers.LSTM,
    "gru": keras.layers.GRU,
    "simple_rnn": keras.layers.SimpleRNN,
}
KERAS_CELLS = {
    "lstm": keras.layers.LSTMCell,
    "gru": keras.layers.GRUCell,
    "simple_rnn": keras.layers.SimpleRNNCell,
}


def random_weights(rng, name, features, units):
    """Draw all weights of one layer, biases too, so that no gate can pass for another."""
    cell, reset_after = CASES[name]
    shape = initial_weights(TrainingSpec(cell, reset_after, units), features).layers[0]
    draws = [
        rng.normal(0, 0.5 if a.ndim == 1 else len(a) ** -0.5, a.shape).astype(np.float32)
        for a in (shape.kernel, shape.recurrent_kernel, shape.bias)
    ]
    return type(shape)(*draws)


def random_case(seed, name, features, units, batch, timesteps):
    """Draw weights, inputs and initial states (h, and c for an LSTM)."""
    rng = np.random.default_rng(seed)
    weights = random_weights(rng, name, features, units)
    x = rng.normal(size=(batch, timesteps, features)).astype(np.float32)
    states = rng.normal(size=(2, batch, units)).astype(np.float32)
    return weights, x, states[: 2 if name == "lstm" else 1]


def keras_options(name):
    cell, reset_after = CASES[name]
    return {"reset_after": reset_after} if cell == "gru" else {}


def arrays(weights):
    return [weights.kernel, weights.recurrent_kernel, weights.bias]


def keras_outputs(name, weights, x, states):
    """Give what Keras's layer returns: h of every step, and the last states."""
    layer = KERAS_LAYERS[CASES[name][0]](
        len(weights.recurrent_kernel),
        return_sequences=True,
        return_state=True,
        **keras_options(name),
    )
    layer.build((None, *x.shape[1:]))
    layer.set_weights(arrays(weights))
    h, *last = layer(x, initial_state=None if states is None else list(states))
    return {"h": np.array(h), "last": [np.array(state) for state in last]}


def keras_gates(name, weights, x, states):
    """Step Keras's own cell by hand and write down what goes in and out of its σ and tanh."""
    log = {"sigmoid": [], "tanh": []}

    def spy(kind):
        def activation(z):
            value = getattr(keras.ops, kind)(z)
            log[kind].append((np.array(z), np.array(value)))
            return value

        return activation

    cell_name = CASES[name][0]
    gated = {} if cell_name == "simple_rnn" else {"recurrent_activation": spy("sigmoid")}
    cell = KERAS_CELLS[cell_name](
        len(weights.recurrent_kernel), activation=spy("tanh"), **gated, **keras_options(name)
    )
    cell.build((None, x.shape[2]))
    cell.set_weights(arrays(weights))
    states, steps = list(states), []
    for t in range(x.shape[1]):
        log["sigmoid"].clear()
        log["tanh"].clear()
        _, states = cell(x[:, t], states)
        names = {
            "lstm": {"sigmoid": ("i", "f", "o"), "tanh": ("c_tilde", "tanh_c")},
            "gru": {"sigmoid": ("z", "r"), "tanh": ("h_tilde",)},
            "simple_rnn": {"sigmoid": (), "tanh": ("h",)},
        }[cell_name]
        step = {}
        for kind, gates in names.items():
            assert len(log[kind]) == len(gates)
            for gate, (before, after) in zip(gates, log[kind], strict=True):
                step[gate], step[f"pre {gate}"] = after, before
        step["h"] = np.array(states[0])
        if cell_name == "lstm":
            step["c"] = np.array(states[1])
            np.testing.assert_array_equal(step.pop("pre tanh_c"), step["c"])
            del step["tanh_c"]
        steps.append(step)
    return {key: np.stack([step[key] for step in steps], axis=1) for key in steps[0]}


# The blocks of `pre`, in the order that Keras documents.
BLOCK_ORDER = {
    "lstm": ("i", "f", "c_tilde", "o"),
    "gru": ("z", "r", "h_tilde"),
    "simple_rnn": ("h",),
}


def assert_gates(name, trace, gates):
    for key, expected in gates.items():
        _, _, gate = key.rpartition("pre ")
        if key.startswith("pre "):
            received = trace.pre[:, :, BLOCK_ORDER[CASES[name][0]].index(gate)]
        else:
            received = getattr(trace, gate)
        np.testing.assert_allclose(received, expected, rtol=0, atol=TOLERANCE, err_msg=key)


def assert_outputs(name, trace, outputs):
    np.testing.assert_allclose(trace.h, outputs["h"], rtol=0, atol=TOLERANCE)
    last = [trace.h[:, -1], trace.c[:, -1]] if name == "lstm" else [trace.h[:, -1]]
    for received, expected in zip(last, outputs["last"], strict=True):
        np.testing.assert_allclose(received, expected, rtol=0, atol=TOLERANCE)


SHAPES = {
    "seed": st.integers(0, 2**32 - 1),
    "features": st.integers(1, 5),
    "units": st.integers(1, 16),
    "batch": st.integers(1, 6),
    "timesteps": st.integers(1, 12),
}


@pytest.mark.parametrize("name", CASES)
@given(**SHAPES, started=st.booleans())
@settings(max_examples=6, deadline=None)
def test_trace_equals_keras_layer(name, seed, features, units, batch, timesteps, started):
    weights, x, states = random_case(seed, name, features, units, batch, timesteps)
    states = states if started else None
    trace = TRACE[CASES[name][0]](weights, x, *(states if started else ()))
    assert_outputs(name, trace, keras_outputs(name, weights, x, states))


@pytest.mark.parametrize("name", CASES)
@given(**SHAPES)
@settings(max_examples=6, deadline=None)
def test_every_gate_and_every_sum_equals_that_of_keras_cell(
    name, seed, features, units, batch, timesteps
):
    weights, x, states = random_case(seed, name, features, units, batch, timesteps)
    trace = TRACE[CASES[name][0]](weights, x, *states)
    assert_gates(name, trace, keras_gates(name, weights, x, states))


@pytest.mark.parametrize("name", CASES)
def test_a_large_layer_over_a_whole_window_equals_keras(name):
    weights, x, states = random_case(1, name, 3, 64, 32, 24)
    trace = TRACE[CASES[name][0]](weights, x, *states)
    assert_outputs(name, trace, keras_outputs(name, weights, x, states))


@pytest.mark.parametrize("name", CASES)
def test_the_comparison_notices_every_wrong_order_of_the_blocks(name):
    cell = CASES[name][0]
    weights, x, states = random_case(2, name, 2, 3, 2, 4)
    gates = keras_gates(name, weights, x, states)
    outputs = keras_outputs(name, weights, x, states)
    blocks = len(BLOCK_ORDER[cell])
    _, *wrong = permutations(range(blocks))
    assert len(wrong) == {"lstm": 23, "gru": 5, "simple_rnn": 0}[cell]
    assert_gates(name, TRACE[cell](weights, x, *states), gates)
    for order in wrong:
        swapped = type(weights)(
            *(
                np.concatenate([np.split(a, blocks, axis=-1)[b] for b in order], axis=-1)
                for a in arrays(weights)
            )
        )
        trace = TRACE[cell](swapped, x, *states)
        with pytest.raises(AssertionError):
            assert_gates(name, trace, gates)
        with pytest.raises(AssertionError):
            assert_outputs(name, trace, outputs)


def random_model(rng, name, features, units, layers):
    """Draw all weights of a model, its head's too."""
    sizes = [features, *[units] * (layers - 1)]
    return ModelWeights(
        tuple(random_weights(rng, name, inputs, units) for inputs in sizes),
        rng.normal(size=(units, 1)).astype(np.float32),
        rng.normal(size=1).astype(np.float32),
    )


def keras_model(spec, features):
    cell, reset_after = spec.cell, spec.reset_after
    options = {"reset_after": reset_after} if cell == "gru" else {}
    model = keras.Sequential([keras.Input((None, features))])
    for layer in range(spec.layers):
        more = layer < spec.layers - 1
        model.add(KERAS_LAYERS[cell](spec.units, return_sequences=more, **options))
    model.add(keras.layers.Dense(1))
    return model


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("layers", [1, 2])
def test_model_equals_keras_model_whose_sequence_ends_at_each_step(name, layers):
    cell, reset_after = CASES[name]
    spec = TrainingSpec(cell, reset_after, units=7, layers=layers)
    rng = np.random.default_rng(3)
    weights = random_model(rng, name, 3, 7, layers)
    model = keras_model(spec, 3)
    model.set_weights(weights.arrays())
    x = rng.normal(size=(5, 6, 3)).astype(np.float32)
    trace = trace_model(weights, x)
    assert trace.y.shape == (5, 6)
    assert len(trace.layers) == layers
    for t in range(6):
        expected = np.array(model(x[:, : t + 1]))[:, 0]
        np.testing.assert_allclose(trace.y[:, t], expected, rtol=0, atol=TOLERANCE)
    for below, above in zip(trace.layers, trace.layers[1:], strict=False):
        assert above.x is below.h
    back = ModelWeights.from_arrays(spec, model.get_weights())
    assert [type(layer) for layer in back.layers] == [type(layer) for layer in weights.layers]
    for received, expected in zip(back.arrays(), weights.arrays(), strict=True):
        np.testing.assert_array_equal(received, expected)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("layers", [1, 2])
def test_states_handed_on_are_those_of_a_stateful_keras_model(name, layers):
    cell, _ = CASES[name]
    rng = np.random.default_rng(10)
    weights = random_model(rng, name, 3, 7, layers)
    model = keras.Sequential([keras.Input(batch_shape=(4, 5, 3))])
    for layer in range(layers):
        more = layer < layers - 1
        model.add(
            KERAS_LAYERS[cell](7, return_sequences=more, stateful=True, **keras_options(name))
        )
    model.add(keras.layers.Dense(1))
    model.set_weights(weights.arrays())
    states = None
    for batch in rng.normal(size=(3, 4, 5, 3)).astype(np.float32):
        alone = trace_model(weights, batch)
        trace = trace_model(weights, batch, states)
        expected = np.array(model(batch))[:, 0]
        np.testing.assert_allclose(trace.y[:, -1], expected, rtol=0, atol=TOLERANCE)
        if states is not None:
            # Sample i goes on from sample i, not from its neighbour, nor from zero.
            neighbours = [tuple(np.roll(each, 1, axis=0) for each in state) for state in states]
            wrong = trace_model(weights, batch, neighbours)
            for other in (alone, wrong):
                assert (np.abs(other.y[:, -1] - expected) > 10 * TOLERANCE).all()
        states = final_states(trace)
        for state, layer in zip(states, trace.layers, strict=True):
            assert [each.shape for each in state] == [(4, 7)] * (2 if name == "lstm" else 1)
            np.testing.assert_array_equal(state[0], layer.h[:, -1])


def test_each_layer_needs_its_own_initial_state():
    weights = random_model(np.random.default_rng(11), "gru", 3, 4, 2)
    with pytest.raises(ValueError, match="shorter"):
        trace_model(weights, np.zeros((2, 5, 3), np.float32), [(np.zeros((2, 4), np.float32),)])


@pytest.mark.parametrize("name", CASES)
def test_the_blocks_of_a_layer_have_their_names(name):
    weights, *_ = random_case(12, name, 3, 4, 1, 1)
    assert kind_of(weights).blocks == BLOCK_ORDER[CASES[name][0]]


# ---- numbers that one can check by hand -------------------------------------------------------


def worked_example(features):
    kernel, recurrent_kernel = np.full((features, 4), 0.5), np.full((1, 4), 0.1)
    bias = np.array([0, 1, 0, 0])
    return LSTMWeights(*(a.astype(np.float32) for a in (kernel, recurrent_kernel, bias)))


def test_the_row_1_2_3_as_three_steps_of_one_number():
    x = np.array([1, 2, 3], np.float32).reshape(1, 3, 1)
    trace = trace_lstm(worked_example(1), x)
    np.testing.assert_allclose(trace.h[0, :, 0], [0.17427, 0.49524, 0.74851], atol=5e-6)
    np.testing.assert_allclose(trace.c[0, -1, 0], 1.51291, atol=5e-6)


def test_the_row_1_2_3_as_one_step_of_three_numbers():
    x = np.array([1, 2, 3], np.float32).reshape(1, 1, 3)
    trace = trace_lstm(worked_example(3), x)
    np.testing.assert_allclose(trace.h[0, :, 0], [0.70378], atol=5e-6)
    np.testing.assert_allclose(trace.c[0, :, 0], [0.94786], atol=5e-6)


def test_one_step_from_zero_states_has_no_use_for_the_forget_gate():
    weights, x, _ = random_case(4, "lstm", 3, 5, 2, 1)
    trace = trace_lstm(weights, x)
    i, _, c_tilde, o = np.moveaxis(trace.pre[:, 0], 1, 0).astype(np.float64)
    h = np.tanh(np.tanh(c_tilde) / (1 + np.exp(-i))) / (1 + np.exp(-o))
    np.testing.assert_allclose(trace.h[:, 0], h, atol=1e-6)
    other = weights.bias.copy()
    other[5:10] += 3
    forgetful = trace_lstm(LSTMWeights(weights.kernel, weights.recurrent_kernel, other), x)
    assert np.all(forgetful.f != trace.f)
    np.testing.assert_array_equal(forgetful.h, trace.h)


def test_gru_and_simple_rnn_by_hand():
    one = np.ones((1, 1), np.float32)
    x, h0 = one[None], one / 2
    zero = np.zeros(3, np.float32)
    gates = np.array([[0, 0, 1]], np.float32)  # z = r = σ(0) = 1/2
    before = trace_gru(GRUWeights(gates, gates, zero), x, h0)
    # h̃ = tanh(1 + ½ · ½),  h = ½ · ½ + ½ · h̃
    np.testing.assert_allclose(before.h, [[[0.25 + np.tanh(1.25) / 2]]], atol=1e-7)
    bias = np.stack([zero, np.array([0, 0, 2], np.float32)])
    after = trace_gru(GRUWeights(gates, gates, bias), x, h0)
    # h̃ = tanh(1 + ½ · (½ + 2)): the reset gate halves the recurrent bias too.
    np.testing.assert_allclose(after.h, [[[0.25 + np.tanh(2.25) / 2]]], atol=1e-7)
    simple = trace_simple_rnn(SimpleRNNWeights(one, 2 * one, 3 * one[0]), x, h0)
    np.testing.assert_allclose(simple.h, [[[np.tanh(5)]]], atol=1e-7)


# ---- what holds for every cell ----------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_states_start_at_zero_for_every_sample(name):
    weights, x, states = random_case(5, name, 3, 4, 6, 5)
    trace = TRACE[CASES[name][0]]
    whole = trace(weights, x)
    zeros = trace(weights, x, *(np.zeros_like(state) for state in states))
    np.testing.assert_array_equal(whole.h, zeros.h)
    assert not whole.h0.any()
    for sample in range(6):
        alone = trace(weights, x[sample : sample + 1])
        np.testing.assert_allclose(alone.h[0], whole.h[sample], rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_two_halves_with_the_state_handed_on_are_one_sequence(name):
    weights, x, states = random_case(6, name, 3, 4, 2, 10)
    trace = TRACE[CASES[name][0]]
    whole = trace(weights, x, *states)
    first = trace(weights, x[:, :5], *states)
    last = (first.h[:, -1], first.c[:, -1]) if name == "lstm" else (first.h[:, -1],)
    second = trace(weights, x[:, 5:], *last)
    np.testing.assert_allclose(
        np.concatenate([first.h, second.h], 1), whole.h, rtol=0, atol=TOLERANCE
    )


@pytest.mark.parametrize("name", CASES)
def test_one_changed_input_reaches_every_unit_of_its_sample_and_no_other(name):
    weights, x, _ = random_case(7, name, 3, 32, 4, 3)
    other = x.copy()
    other[1, 0, 2] += 1
    trace = TRACE[CASES[name][0]]
    changed = trace(weights, x).h != trace(weights, other).h
    assert changed[1].all()
    assert not changed[[0, 2, 3]].any()


@pytest.mark.parametrize("name", CASES)
def test_a_trace_leaves_its_inputs_alone_and_shares_no_state(name):
    weights, x, states = random_case(8, name, 3, 4, 2, 5)
    before = [a.copy() for a in (*arrays(weights), x, *states)]
    for a in (*arrays(weights), x, *states):
        a.flags.writeable = False
    TRACE[CASES[name][0]](weights, x, *states)
    for received, expected in zip((*arrays(weights), x, *states), before, strict=True):
        np.testing.assert_array_equal(received, expected)


@pytest.mark.parametrize("name", CASES)
def test_unscaled_inputs_saturate_without_overflow(name):
    weights, x, _ = random_case(9, name, 3, 4, 2, 5)
    with np.errstate(over="raise"):
        trace = TRACE[CASES[name][0]](weights, x * np.float32(1e6))
    assert np.isfinite(trace.h).all()
    assert np.abs(trace.h).max() <= 1


def test_sigmoid_is_exact_and_never_overflows():
    z = np.linspace(-100, 100, 100_001).astype(np.float32)
    exact = 1 / (1 + np.exp(-z.astype(np.float64)))
    with np.errstate(over="raise"):
        np.testing.assert_allclose(sigmoid(z), exact, rtol=0, atol=1.2e-7)
        # Its share of a gradient is small too, but it is there.
        shut = (z > -80) & (z < 0)
        np.testing.assert_allclose(sigmoid(z)[shut], exact[shut], rtol=1e-6)
        assert sigmoid(np.float32([-3.4e38, 3.4e38])).tolist() == [0, 1]


# ---- initial weights --------------------------------------------------------------------------

SPECS = [
    TrainingSpec(cell, reset_after, units=units, layers=layers, seed=11)
    for cell, reset_after in CASES.values()
    for units in (1, 32)
    for layers in (1, 2)
]


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_initial_weights_have_the_shapes_order_and_biases_of_keras(spec):
    expected = keras_model(spec, features=3).get_weights()
    received = initial_weights(spec, features=3).arrays()
    assert [a.shape for a in received] == [a.shape for a in expected]
    for ours, theirs in zip(received, expected, strict=True):
        assert ours.dtype == np.float32
        assert ours.flags.c_contiguous
        if not theirs.any() or set(np.unique(theirs)) == {0, 1}:
            np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_recurrent_kernels_are_orthogonal_and_kernels_within_glorot_s_limit(spec):
    weights = initial_weights(spec, features=3)
    for layer, features in zip(weights.layers, (3, spec.units), strict=False):
        product = layer.recurrent_kernel @ layer.recurrent_kernel.T
        np.testing.assert_allclose(product, np.eye(spec.units), atol=1e-6)
        limit = np.sqrt(6 / (features + layer.kernel.shape[1]))
        assert np.abs(layer.kernel).max() <= np.float32(limit)
    assert np.abs(weights.head_kernel).max() <= np.float32(np.sqrt(6 / (spec.units + 1)))


def quantiles(draws):
    return np.quantile(draws, np.linspace(0.01, 0.99, 33))


def test_kernels_are_spread_as_those_of_keras():
    spec = TrainingSpec(units=64)
    ours = initial_weights(spec, features=64).layers[0]
    glorot = np.array(keras.initializers.GlorotUniform(seed=1)((64, 256)))
    np.testing.assert_allclose(quantiles(ours.kernel), quantiles(glorot), atol=0.006)
    limit = np.sqrt(6 / (64 + 256))
    assert 0.999 * limit < ours.kernel.max() <= limit
    assert -limit <= ours.kernel.min() < -0.999 * limit
    orthogonal = np.array(keras.initializers.Orthogonal(seed=1)((64, 256)))
    np.testing.assert_allclose(quantiles(ours.recurrent_kernel), quantiles(orthogonal), atol=0.006)


def test_orthogonal_kernels_prefer_no_sign():
    # Without the correction by the signs of R, the QR of LAPACK makes one diagonal negative.
    corners = [
        initial_weights(TrainingSpec("simple_rnn", units=4, seed=seed), 1)
        .layers[0]
        .recurrent_kernel.diagonal()
        for seed in range(200)
    ]
    assert np.abs(np.mean(corners, axis=0)).max() < 0.15


def test_the_same_seed_gives_the_same_weights_and_another_seed_others():
    for spec in SPECS:
        first, again = (initial_weights(spec, 3).arrays() for _ in range(2))
        for a, b in zip(first, again, strict=True):
            np.testing.assert_array_equal(a, b)
    one, two = (initial_weights(TrainingSpec(seed=seed), 3).arrays() for seed in (1, 2))
    assert all((a != b).any() for a, b in zip(one, two, strict=True) if a.ndim == 2)


@pytest.mark.parametrize("name", CASES)
def test_every_array_has_its_own_draw_whatever_the_others_are(name):
    cell, reset_after = CASES[name]
    one = initial_weights(TrainingSpec(cell, reset_after, units=8, layers=1), 8)
    two = initial_weights(TrainingSpec(cell, reset_after, units=8, layers=2), 8)
    for a, b in zip(arrays(one.layers[0]), arrays(two.layers[0]), strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(one.head_kernel, two.head_kernel)
    assert (two.layers[0].kernel != two.layers[1].kernel).all()
    assert not np.shares_memory(two.layers[0].bias, two.layers[1].bias)
    narrow = initial_weights(TrainingSpec(cell, reset_after, units=8), 3)
    np.testing.assert_array_equal(narrow.layers[0].recurrent_kernel, one.layers[0].recurrent_kernel)


def test_the_forget_gate_starts_at_0_731():
    weights = initial_weights(TrainingSpec(units=16), 3).layers[0]
    trace = trace_lstm(weights, np.zeros((1, 1, 3), np.float32))
    np.testing.assert_allclose(trace.f, 0.731, atol=5e-4)
    np.testing.assert_allclose(trace.i, 0.5, atol=1e-7)
