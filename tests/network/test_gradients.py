from dataclasses import replace
from itertools import pairwise, permutations

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import example, given, settings

from lstmviz.network.cells import LSTMWeights, kind_of
from lstmviz.network.gradients import BlockGradient, block_gradients, dead, gradients_model
from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec, count_parameters
from tests.network.test_cells import (
    BLOCK_ORDER,
    CASES,
    KERAS_CELLS,
    KERAS_LAYERS,
    SHAPES,
    TRACE,
    arrays,
    keras_model,
    keras_options,
    random_case,
    random_model,
)

RELATIVE = 1e-5
# The trace is in single precision: where terms cancel, what is left carries their rounding.
ROUNDING = 1e-7
CANCELLED = 1e-6  # of the largest term


def assert_close(received, expected, label, *terms):
    """Compare with the largest number of the array, and of the terms that it is made of."""
    limit = RELATIVE * np.abs(expected).max() + ROUNDING
    limit += CANCELLED * max((np.abs(each).max() for each in terms), default=0.0)
    np.testing.assert_allclose(received, expected, rtol=0, atol=limit, err_msg=label)


def assert_close_at_each_step(received, expected, label, h, sums):
    """Compare each timestep with its own largest numbers: gradients fade on their way back.

    A value's gradient is made of those of h, and of the sums in which it is a term, at this step or
    the next.
    """
    assert received.shape == expected.shape, label
    for t in range(expected.shape[1]):
        near = slice(t, t + 2)
        terms = h[:, near], sums[:, near]
        assert_close(received[:, t], expected[:, t], f"{label}, timestep {t}", *terms)


# ---- one layer, step by step ------------------------------------------------------------------


def tape_gradients(name, weights, x, states, d_h):
    """Step Keras's own cell in double precision under a tape that sees every sum and state."""
    sums = []

    def spy(kind):
        def activation(z):
            sums.append(z)
            return getattr(keras.ops, kind)(z)

        return activation

    cell_name = CASES[name][0]
    gated = {} if cell_name == "simple_rnn" else {"recurrent_activation": spy("sigmoid")}
    cell = KERAS_CELLS[cell_name](
        len(weights.recurrent_kernel),
        activation=spy("tanh"),
        dtype="float64",
        **gated,
        **keras_options(name),
    )
    cell.build((None, x.shape[2]))
    cell.set_weights(arrays(weights))
    columns = [tf.constant(x[:, t], tf.float64) for t in range(x.shape[1])]
    states = [tf.constant(state, tf.float64) for state in states]
    steps = {"x": columns, "h": [], "c": [], "pre": []}
    with tf.GradientTape() as tape:
        tape.watch(columns)
        loss = 0
        for t, column in enumerate(columns):
            sums.clear()
            _, states = cell(column, states)
            if cell_name == "lstm":
                # Keras asks for i, f, c̃, o and then for tanh(c).
                *pre, c = sums
                assert c is states[1]
                steps["c"].append(c)
            else:
                pre = list(sums)
            steps["pre"].append(pre)
            steps["h"].append(states[0])
            loss += tf.reduce_sum(states[0] * d_h[:, t])
    variables = [variable.value for variable in cell.trainable_variables]
    found, of_weights = tape.gradient(
        loss, (steps, variables), unconnected_gradients=tf.UnconnectedGradients.ZERO
    )
    pre = np.stack([np.stack(step, axis=1) for step in found.pop("pre")], axis=1)
    states = {key: np.stack(values, axis=1) for key, values in found.items() if values}
    return {**states, "pre": pre}, [np.array(gradient) for gradient in of_weights]


def assert_equals_tape(name, gradients, expected):
    states, of_weights = expected
    for key, values in states.items():
        assert_close_at_each_step(getattr(gradients, key), values, key, states["h"], states["pre"])
    assert ("c" in states) == (gradients.c is not None)
    blocks = len(BLOCK_ORDER[CASES[name][0]])
    received_weights = vars(gradients.weights).items()
    for (array, received), values in zip(received_weights, of_weights, strict=True):
        assert received.shape == values.shape
        for block in zip(
            BLOCK_ORDER[CASES[name][0]],
            np.split(received, blocks, axis=-1),
            np.split(values, blocks, axis=-1),
            strict=True,
        ):
            assert_close(*block[1:], f"{array} of {block[0]}", states["h"], states["pre"])


def layer_case(seed, name, features, units, batch, timesteps):
    """Draw a layer, what it starts from, and what comes down from the layer above."""
    case = random_case(seed, name, features, units, batch, timesteps)
    d_h = np.random.default_rng([seed, 1]).normal(size=(batch, timesteps, units))
    return *case, d_h.astype(np.float32)


def layer_gradients(name, weights, x, states, d_h):
    trace = TRACE[CASES[name][0]](weights, x, *states)
    return kind_of(weights).gradients(weights, trace, d_h)


@pytest.mark.parametrize("name", CASES)
@given(**SHAPES)
@example(seed=235, features=1, units=1, batch=1, timesteps=8)  # terms of a GRU that cancel
@settings(max_examples=6, deadline=None)
def test_every_gradient_of_a_layer_equals_the_tape_s(name, seed, features, units, batch, timesteps):
    case = layer_case(seed, name, features, units, batch, timesteps)
    assert_equals_tape(name, layer_gradients(name, *case), tape_gradients(name, *case))


@pytest.mark.parametrize("name", CASES)
def test_a_loss_at_the_last_step_alone_reaches_back_as_far_as_on_the_tape(name):
    weights, x, states, d_h = layer_case(1, name, 3, 16, 2, 60)
    d_h[:, :-1] = 0
    case = weights, x, states, d_h
    expected = tape_gradients(name, *case)
    assert_equals_tape(name, layer_gradients(name, *case), expected)
    norms = np.linalg.norm(expected[0]["h"], axis=(0, 2))
    assert norms[0] < norms[-1] / 100


@pytest.mark.parametrize(
    ("name", "block"),
    [("lstm", 0), ("lstm", 1), ("lstm", 3), ("gru", 0), ("gru", 1), ("gru_reset_before", 1)],
)
def test_a_gate_that_is_nearly_shut_learns_little_but_learns(name, block):
    weights, *given = layer_case(11, name, 3, 4, 2, 6)
    bias = weights.bias.copy()
    bias[..., 4 * block : 4 * block + 4] -= 20
    weights = replace(weights, bias=bias)
    gradients = layer_gradients(name, weights, *given)
    assert_equals_tape(name, gradients, tape_gradients(name, weights, *given))
    assert 0 < np.abs(gradients.pre[:, :, block]).max() < 1e-6
    assert dead(gradients.weights) == 0


@pytest.mark.parametrize("name", CASES)
def test_what_has_faded_away_counts_as_nothing_and_costs_nothing(name):
    weights, x, states, d_h = layer_case(12, name, 2, 4, 1, 300)
    faint = replace(weights, recurrent_kernel=weights.recurrent_kernel * np.float32(0.1))
    d_h[:, :-1] = 0
    gradients = layer_gradients(name, faint, x, states, d_h)
    for values in (gradients.h, gradients.c):
        if values is not None:
            assert not values[:, :10].any()
            assert np.abs(values[values != 0]).min() > 1e-38


@pytest.mark.parametrize("name", CASES)
def test_the_comparison_notices_every_wrong_order_of_the_blocks(name):
    weights, *given = layer_case(2, name, 2, 3, 2, 4)
    expected = tape_gradients(name, weights, *given)
    blocks = len(BLOCK_ORDER[CASES[name][0]])
    right, *wrong = (
        type(weights)(
            *(
                np.concatenate([np.split(a, blocks, axis=-1)[b] for b in order], axis=-1)
                for a in arrays(weights)
            )
        )
        for order in permutations(range(blocks))
    )
    assert_equals_tape(name, layer_gradients(name, right, *given), expected)
    for swapped in wrong:
        with pytest.raises(AssertionError):
            assert_equals_tape(name, layer_gradients(name, swapped, *given), expected)


@pytest.mark.parametrize("name", CASES)
def test_going_back_leaves_the_trace_alone(name):
    weights, x, states, d_h = layer_case(3, name, 3, 4, 2, 5)
    trace = TRACE[CASES[name][0]](weights, x, *states)
    given = [*arrays(weights), *vars(trace).values(), d_h]
    before = [a.copy() for a in given]
    kind_of(weights).gradients(weights, trace, d_h)
    for received, expected in zip(given, before, strict=True):
        np.testing.assert_array_equal(received, expected)


# ---- a whole model ----------------------------------------------------------------------------


def model_case(seed, name, features, units, layers, batch, timesteps):
    """Draw a model with its head, a batch with its target, and each layer's initial state."""
    rng = np.random.default_rng(seed)
    weights = random_model(rng, name, features, units, layers)
    x = rng.normal(size=(batch, timesteps, features)).astype(np.float32)
    target = rng.normal(size=batch).astype(np.float32)
    kinds = 2 if name == "lstm" else 1
    states = [
        tuple(rng.normal(size=(kinds, batch, units)).astype(np.float32)) for _ in weights.layers
    ]
    return weights, x, target, states


def tape_model_gradients(name, weights, x, target, states):
    """Run Keras's own layers, head and loss, in double precision, under a tape."""
    layers = []
    for number, layer_weights in enumerate(weights.layers):
        layer = KERAS_LAYERS[CASES[name][0]](
            len(layer_weights.recurrent_kernel),
            return_sequences=number < len(weights.layers) - 1,
            dtype="float64",
            **keras_options(name),
        )
        layer.build((None, None, len(layer_weights.kernel)))
        layer.set_weights(arrays(layer_weights))
        layers.append(layer)
    head = keras.layers.Dense(1, dtype="float64")
    head.build((None, len(weights.head_kernel)))
    head.set_weights([weights.head_kernel, weights.head_bias])
    x = tf.constant(x, tf.float64)
    states = [None] * len(layers) if states is None else states
    with tf.GradientTape() as tape:
        tape.watch(x)
        values = [x]
        for layer, state in zip(layers, states, strict=True):
            start = state and [tf.constant(each, tf.float64) for each in state]
            values.append(layer(values[-1], initial_state=start))
        y = head(values[-1])
        loss = keras.losses.MeanSquaredError(dtype="float64")(target[:, None], y)
    variables = [v.value for layer in [*layers, head] for v in layer.trainable_variables]
    found = tape.gradient(
        loss, [x, y, *values[1:], *variables], unconnected_gradients=tf.UnconnectedGradients.ZERO
    )
    d_x, d_y, *rest = [np.array(gradient) for gradient in found]
    return float(loss), d_y[:, 0], d_x, rest[: len(layers)], rest[len(layers) :]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("started", [False, True])
def test_every_gradient_of_a_model_equals_the_tape_s(name, layers, started):
    weights, x, target, states = model_case(4, name, 3, 7, layers, 5, 12)
    states = states if started else None
    loss, d_y, d_x, d_h, of_weights = tape_model_gradients(name, weights, x, target, states)
    gradients = gradients_model(weights, trace_model(weights, x, states), target)
    assert gradients.loss == pytest.approx(loss, rel=RELATIVE)
    assert_close(gradients.y, d_y, "y")
    first = gradients.layers[0]
    assert_close_at_each_step(first.x, d_x, "x", first.h, first.pre)
    # Of the last layer Keras gives the last h alone.
    assert_close(gradients.layers[-1].h[:, -1], d_h[-1], "h of the last layer")
    received = gradients.weights.arrays()
    assert len(received) == len(of_weights)
    for number, (ours, theirs) in enumerate(zip(received, of_weights, strict=True)):
        assert ours.shape == theirs.shape
        assert_close(ours, theirs, f"array {number}")
    for layer, of_layer in zip(gradients.layers, gradients.weights.layers, strict=True):
        assert layer.weights is of_layer
    for below, above in pairwise(gradients.layers):
        # Nothing but the layer above reads the last h of the layer below.
        np.testing.assert_array_equal(below.h[:, -1], above.x[:, -1])


def test_a_long_window_through_a_large_model_equals_the_tape():
    weights, x, target, _ = model_case(5, "lstm", 3, 128, 1, 1, 100)
    loss, _, d_x, _, of_weights = tape_model_gradients("lstm", weights, x, target, None)
    gradients = gradients_model(weights, trace_model(weights, x), target)
    assert gradients.loss == pytest.approx(loss, rel=RELATIVE)
    first = gradients.layers[0]
    assert_close_at_each_step(first.x, d_x, "x", first.h, first.pre)
    for ours, theirs in zip(gradients.weights.arrays(), of_weights, strict=True):
        assert_close(ours, theirs, "weights")


# ---- weights without effect -------------------------------------------------------------------


def counted(spec, weights, shape, seed=0):
    """Go back through a random batch, from zero states, and give each layer's gradients."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=shape).astype(np.float32)
    target = rng.normal(size=shape[0]).astype(np.float32)
    gradients = gradients_model(weights, trace_model(weights, x), target)
    return [layer.weights for layer in gradients.layers]


# Recurrent kernel, and what of the gates is without effect when h₋₁ = c₋₁ = 0.
DEAD = {
    "lstm": lambda features, units: 4 * units**2 + features * units + units,
    "gru": lambda features, units: 3 * units**2,
    "gru_reset_before": lambda features, units: 3 * units**2 + features * units + units,
    "simple_rnn": lambda features, units: units**2,
}
SIZES = [(1, 1), (3, 32), (5, 7), (24, 4), (3, 128)]


def test_4224_of_4608():
    spec = TrainingSpec()
    (gradients,) = counted(spec, initial_weights(spec, 3), (32, 1, 3))
    assert count_parameters(spec, 3) == (4608,)
    assert dead(gradients) == 4224
    zeros = {(b.array, b.block): b.zeros for b in block_gradients(gradients) if b.zeros}
    assert zeros == {
        **{("recurrent_kernel", block): 1024 for block in ("i", "f", "c_tilde", "o")},
        ("kernel", "f"): 96,
        ("bias", "f"): 32,
    }


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("features", "units"), SIZES)
@pytest.mark.parametrize("layers", [1, 2])
def test_dead_weights_of_one_timestep(name, features, units, layers):
    spec = TrainingSpec(*CASES[name], units=units, layers=layers)
    weights, *_ = model_case(6, name, features, units, layers, 1, 1)
    sizes = [features, units][:layers]
    gradients = counted(spec, weights, (8, 1, features))
    assert [dead(each) for each in gradients] == [DEAD[name](size, units) for size in sizes]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("units", [1, 7, 32])
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("shape", [(8, 3, 1), (8, 2, 3), (8, 24, 3)])
def test_no_weight_is_dead_with_two_timesteps_or_more(name, units, layers, shape):
    spec = TrainingSpec(*CASES[name], units=units, layers=layers)
    drawn, *_ = model_case(7, name, shape[2], units, layers, 1, 1)
    for weights in (drawn, initial_weights(spec, shape[2])):
        assert [dead(each) for each in counted(spec, weights, shape)] == [0] * layers


@pytest.mark.parametrize("name", CASES)
def test_no_weight_is_dead_when_the_state_goes_on(name):
    weights, x, target, states = model_case(8, name, 3, 7, 1, 4, 1)
    gradients = gradients_model(weights, trace_model(weights, x, states), target)
    assert dead(gradients.weights.layers[0]) == 0


@pytest.mark.parametrize("name", CASES)
def test_keras_never_trains_dead_weights_and_trains_all_others(name):
    spec = TrainingSpec(*CASES[name], units=6)
    model = keras_model(spec, 3)
    model.compile(keras.optimizers.Adam(0.01), "mse", run_eagerly=True)
    before = initial_weights(spec, 3)
    model.set_weights(before.arrays())
    rng = np.random.default_rng(9)
    x, y = rng.normal(size=(64, 1, 3)), rng.normal(size=64)
    model.fit(x, y, batch_size=16, epochs=2, verbose=0)
    after = ModelWeights.from_arrays(spec, model.get_weights())
    (gradients,) = counted(spec, after, (32, 1, 3))
    assert dead(gradients) == DEAD[name](3, 6)
    for array in spec.kind.arrays:
        same = getattr(after.layers[0], array) == getattr(before.layers[0], array)
        np.testing.assert_array_equal(same, getattr(gradients, array) == 0, err_msg=array)


def test_the_reset_gate_wakes_after_the_first_update():
    spec = TrainingSpec("gru", units=5)
    weights = initial_weights(spec, 3)
    (first,) = counted(spec, weights, (32, 1, 3))
    # Recurrent kernel; kernel and both biases of r.
    assert dead(first) == 3 * 25 + 3 * 5 + 2 * 5
    (layer,) = weights.layers
    moved = [a - np.float32(0.01) * g for a, g in zip(arrays(layer), arrays(first), strict=True)]
    updated = ModelWeights((type(layer)(*moved),), weights.head_kernel, weights.head_bias)
    (second,) = counted(spec, updated, (32, 1, 3))
    assert dead(second) == 3 * 25


@pytest.mark.parametrize("name", CASES)
def test_blocks_add_up_to_the_layer(name):
    spec = TrainingSpec(*CASES[name], units=5)
    weights, *_ = model_case(10, name, 3, 5, 1, 1, 1)
    (gradients,) = counted(spec, weights, (4, 6, 3))
    blocks = block_gradients(gradients)
    names = BLOCK_ORDER[spec.cell]
    assert [(b.array, b.block) for b in blocks] == [(a, n) for a in spec.kind.arrays for n in names]
    assert sum(b.size for b in blocks) == sum(count_parameters(spec, 3))
    everything = np.concatenate([a.ravel() for a in arrays(gradients)])
    whole = np.sqrt(sum(b.norm**2 for b in blocks))
    assert whole == pytest.approx(np.linalg.norm(everything), rel=1e-6)


def test_one_block_by_hand():
    gradients = LSTMWeights(
        np.array([[3, 0, 1, 1], [4, 0, 1, 1]], np.float32),
        np.zeros((1, 4), np.float32),
        np.array([0, 0, 2, 0], np.float32),
    )
    blocks = block_gradients(gradients)
    assert blocks[0] == BlockGradient("kernel", "i", size=2, zeros=0, norm=5.0)
    assert blocks[1] == BlockGradient("kernel", "f", size=2, zeros=2, norm=0.0)
    assert blocks[10] == BlockGradient("bias", "c_tilde", size=1, zeros=0, norm=2.0)
    assert dead(gradients) == 2 + 4 + 3
