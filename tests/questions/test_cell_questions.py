"""The answers about the cell against Keras and PyTorch themselves."""

import inspect
import math
import re
from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.choices.experiments import HAND, Experiment, start_experiment
from lstmviz.choices.fitting import fit_to_table
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions import QUESTIONS
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout, with_size
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from tests.samples.test_datasets import table_of

SHOWN = tuple(name for name, question in QUESTIONS.items() if question.place == "inside")
SPEC = TrainingSpec(units=32, batch_size=32)
LAYERS = {
    "lstm": keras.layers.LSTM,
    "gru": keras.layers.GRU,
    "simple_rnn": keras.layers.SimpleRNN,
}
TORCH = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "simple_rnn": torch.nn.RNN}
KEYS = tuple(EXAMPLES)


@pytest.fixture(scope="module")
def tables():
    return {key: load_example(key) for key in KEYS}


def ask(name, table=None, layout=None, spec=SPEC):
    """Answer one question, with by default in the usual windows of three columns."""
    table = numbers(100, 3) if table is None else table
    task = Task(table.columns[-1], validation_fraction=0.5)
    dataset = make_dataset(table, layout or Layout(10), task)
    return QUESTIONS[name].answer(dataset, spec, str).text


def numbers(rows, columns):
    return table_of(np.random.default_rng(0).normal(size=(rows, columns)))


def sequences(batch, timesteps, features):
    return np.random.default_rng(1).normal(size=(batch, timesteps, features)).astype(np.float32)


def said(answer, *parts):
    for part in parts:
        assert part in answer, answer


# ---- The figures that learners were told, for 53,394 rows and 3 columns -----------------------

FIGURES = {
    "neuron": (
        "all 3 numbers of that step|each of the 32 units|i, f, c̃, o|384|4,096|all 32 units change"
    ),
    "units": "LSTM(32) keeps 32 numbers in h and 32 in c|`(24, 3)`|`(32,)`|`(32, 128)`|wrong",
    "chain": "One cell|h has 5 numbers and c 5 more|24 times|4,608|wrong",
    "shared": "3 features and 32 units|4,608|1 timestep, 3 or 100 (here 24)",
    "cell": "LSTM(32) 4,608|GRU(32) 3,552|SimpleRNN(32) 1,152|the same shape|wrong",
    "parameters": (
        "4 · ((F + U) · U + U)|4 · ((3 + 32) · 32 + 32) = 4,608|`(3, 128)` 384|"
        "`(32, 128)` 4,096|`(128,)` 128|9,216|128 more, 4,736|adds 33"
    ),
    "forget_bias": "σ(1) = 0.731|5.96 % over 9|σ(1)²³ = 0.07 % over 23|0.20 %|32 of a layer's 128",
    "store": "±24|between −1 and 1|h = o·tanh(c)",
    "one_step": "σ(o)·tanh(σ(i)·tanh(c̃))|4,224 of the LSTM's 4,608|not 24 as in view|wrong",
    "start": "`LSTM(32)(x, initial_state=[h0, c0])`|`IndexError`|`list index out of range`",
    "hand": "0.17427, 0.49524, 0.74851|1.51291|0.70378|0.94786",
    "size": "lag + 1|spans 24 rows|LSTM(32) has 4,608|LSTM(64) has 17,408",
    "between": "h and c start at zero|its own 24 rows",
    "stateful": "sample 32 goes on from sample 0|33 from sample 1|one of 48|`shuffle=False`|wrong",
    "overlap": "begins in row 32|ended in row 23|never meets 8 rows|32 stretches",
    "reset": "'Sequential' object has no attribute 'reset_states'|`reset_state()`|3.15.1",
    "batch": "`(32, 32)`|=(32, 24, 3)|=(1, 24, 3)|42,691 training|3 are left over|wrong",
    "across": "first of the 24 timesteps|truncated",
    "truncation": "Here that is 24|`LSTM(32, unroll=True)`",
    "sequences": "`(32, 32)` for a batch|`(32, 24, 32)`|the three results",
    "dense": "`(None, 24, 32)`|33 weights|769 weights",
    "many": "`LSTM(32)`|each of 24 timesteps|`RepeatVector(n)`",
    "bidirectional": "all 24 steps|64 numbers",
    "zeros": "10 of them **after**|seed 0|change h by 0,",
    "masking": "[0, 1, 0]|`Masking(mask_value=-10)`|the lowest here is",
    "cudnn": "right-padded|recurrent_dropout=0|meets all",
    "relu": "9.85 over 24 timesteps|clipnorm",
    "dropout": "3 inputs|32 numbers of h|1.25 times",
    "state_axes": "`(1, 32, 32)`|`(32, 24, 32)`|h_n[-1]",
    "twice": "detach() for s in state|24 timesteps",
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_for_the_table_of_the_question(tables, name):
    table = tables["sensors"]
    dataset = make_dataset(table, Layout(), Task("power"))
    said(QUESTIONS[name].answer(dataset, SPEC, str).text, *FIGURES[name].split("|"))


# ---- Parameters, as the libraries count them ---------------------------------------------------


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("cell", LAYERS)
@pytest.mark.parametrize("layers", [1, 2])
def test_parameters_are_those_of_keras_and_torch(cell, reset_after, layers):
    spec = TrainingSpec(cell, reset_after, units=6, layers=layers)
    options = {} if cell != "gru" else {"reset_after": reset_after}
    inputs = keras.Input((10, 3))
    h, counts = inputs, []
    for number in range(layers):
        layer = LAYERS[cell](6, return_sequences=number < layers - 1, **options)
        h = layer(h)
        counts.append(layer.count_params())
        if not number:
            shapes = [f"`{tuple(w.shape)}` {int(np.prod(w.shape))}" for w in layer.weights]
    head = keras.layers.Dense(1)
    head(h)
    both = keras.layers.Bidirectional(LAYERS[cell](6, **options))
    both(inputs)
    answer = ask("parameters", spec=spec)
    said(answer, f"= {counts[0]}: kernel", *shapes, f"to {both.count_params()}.")
    said(answer, f"`Dense(1)` adds {head.count_params()}.")
    assert (f"The second layer reads 6 numbers: {counts[-1]}." in answer) == (layers == 2)
    in_torch = TORCH[cell](3, 6, num_layers=layers)
    total = sum(weight.numel() for weight in in_torch.parameters())
    if total == sum(counts):
        said(answer, "the same number of parameters")
    else:
        said(answer, f"{total - sum(counts)} more, {total}")
    said(ask("shared", spec=spec), f"has {counts[0]:,}")
    said(ask("chain", spec=spec), f"the same {counts[0]:,} weights")


@pytest.mark.parametrize("name", ["lags", "inside"])
def test_a_window_in_the_features_does_count(name):
    layout = with_size(name, Layout(10))
    answer = ask("shared", layout=layout)
    features = layout.shape(10, 3)[2]
    longer = replace(layout, window=11).shape(11, 3)[2]
    for width in (features, longer):
        layer = keras.layers.LSTM(32)
        layer.build((None, 1, width))
        said(answer, f"{width} features", f"{layer.count_params():,}")
    assert "though" not in ask("shared", layout=LAYOUTS["columns"])


# ---- What a value reaches, and what a state is --------------------------------------------------


@pytest.mark.parametrize("cell", LAYERS)
def test_one_value_reaches_every_unit_of_its_sample_from_its_step_on(cell):
    layer = LAYERS[cell](32, return_sequences=True)
    x = sequences(4, 5, 3)
    before = np.array(layer(x))
    x[2, 1, 0] += 1
    changed = np.array(layer(x)) != before
    assert changed[2, 1:].all()
    assert not changed[2, 0].any()
    assert not np.delete(changed, 2, axis=0).any()
    kernel, recurrent, _ = layer.get_weights()
    answer = ask("neuron", spec=TrainingSpec(cell, units=32))
    said(answer, f"{kernel.size:,} weights for the features", f"kernel {recurrent.size:,} for h")
    assert tuple(layer.compute_output_shape(x.shape)) == (4, 5, 32)


def test_h_and_c_stay_within_their_bounds():
    layer = keras.layers.LSTM(8, return_sequences=True, return_state=True)
    x = 100 * sequences(20, 10, 3)
    h, _, c = layer(x)
    assert np.abs(h).max() <= 1
    assert 1 < np.abs(c).max() <= 10
    said(ask("store"), "±10")
    for cell in ("gru", "simple_rnn"):
        assert np.abs(LAYERS[cell](8, return_sequences=True)(x)).max() <= 1
        said(ask("store", spec=TrainingSpec(cell)), "has no c")


def test_biases_of_keras_and_torch_before_training():
    layers = {cell: layer(16) for cell, layer in LAYERS.items()}
    for layer in layers.values():
        layer.build((None, 10, 3))
    assert layers["lstm"].get_weights()[2].reshape(4, 16).tolist() == [
        [number] * 16 for number in (0, 1, 0, 0)
    ]
    assert not layers["gru"].get_weights()[2].any()
    assert not layers["simple_rnn"].get_weights()[2].any()
    in_torch = torch.nn.LSTM(3, 16)
    biases = torch.cat([in_torch.bias_ih_l0, in_torch.bias_hh_l0]).abs()
    assert 0.9 / 4 < biases.max() <= 1 / 4
    said(ask("forget_bias", spec=TrainingSpec(units=16)), "±0.250", "16 of a layer's 64")


@pytest.mark.parametrize("timesteps", [2, 3, 24, 200])
def test_what_an_open_forget_gate_keeps(timesteps):
    answer = ask("forget_bias", numbers(500, 2), Layout(timesteps))
    kept = 1 / (1 + math.exp(-1))
    said(answer, f"{100 * kept**9:.2f} % over 9 steps")
    if timesteps == 24:
        said(answer, f"σ(1)²³ = {100 * kept**23:.2f} % over 23 steps")
    assert ("< 0.01 % over 199 steps" in answer) == (timesteps == 200)
    assert ("over 1 step" in answer) is False


# ---- One timestep, and a first state -----------------------------------------------------------


def gradients(layer, x, **options):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(x, **options) ** 2)
    return [gradient.numpy() for gradient in tape.gradient(loss, layer.trainable_variables)]


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("cell", LAYERS)
def test_one_timestep_leaves_weights_idle_until_a_first_state_is_given(cell, reset_after):
    options = {"reset_after": reset_after} if cell == "gru" else {}
    options |= {"unit_forget_bias": False} if cell == "lstm" else {}
    layer = LAYERS[cell](5, bias_initializer="random_normal", **options)
    x = sequences(40, 1, 3)
    idle = sum(np.count_nonzero(each == 0) for each in gradients(layer, x))
    spec = TrainingSpec(cell, reset_after, units=5)
    for layout in (LAYOUTS["row"], Layout(10)):
        said(ask("one_step", layout=layout, spec=spec), f"moves {idle} of the")
    state = tf.constant(sequences(40, 2, 5))
    states = [state[:, 0], state[:, 1]] if cell == "lstm" else state[:, 0]
    assert all(each.all() for each in gradients(layer, x, initial_state=states))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_one_timestep_is_the_equation():
    x = sequences(6, 1, 3)
    for cell, built in LAYERS.items():
        layer = built(4, bias_initializer="random_normal")
        h = np.array(layer(x))
        kernel, _, bias = layer.get_weights()
        if cell == "simple_rnn":
            expected = np.tanh(x[:, 0] @ kernel + bias)
        elif cell == "lstm":
            i, _, c_tilde, o = np.split(x[:, 0] @ kernel + bias, 4, axis=1)
            expected = sigmoid(o) * np.tanh(sigmoid(i) * np.tanh(c_tilde))
        else:
            z, r, h_tilde = np.split(x[:, 0] @ kernel + bias[0], 3, axis=1)
            h_tilde = np.tanh(h_tilde + sigmoid(r + bias[1, 4:8]) * bias[1, 8:])
            expected = (1 - sigmoid(z + bias[1, :4])) * h_tilde
        np.testing.assert_allclose(h, expected, atol=1e-6)


def test_a_first_state_needs_both_parts_in_an_lstm():
    x, h0 = keras.Input((10, 3)), keras.Input((32,))
    message = re.search(r"an `IndexError`, `(.*?)`", ask("start"))[1]
    for alone in (h0, [h0]):
        model = keras.Model([x, h0], keras.layers.LSTM(32)(x, initial_state=alone))
        with pytest.raises(IndexError, match=message):
            model([sequences(2, 10, 3), np.zeros((2, 32), np.float32)])
    assert keras.layers.LSTM(32)(x, initial_state=[h0, h0]).shape == (None, 32)
    for cell in ("gru", "simple_rnn"):
        said(ask("start", spec=TrainingSpec(cell)), "initial_state=h0)`")
        assert LAYERS[cell](32)(x, initial_state=h0).shape == (None, 32)


def test_the_numbers_worked_by_hand_are_keras_own():
    row = np.array(HAND[12:], np.float32)
    answer = ask("hand")
    for shape in ((1, 3, 1), (1, 1, 3)):
        layer = keras.layers.LSTM(1, return_sequences=True, return_state=True)
        layer.build(shape)
        kernel, recurrent, bias = (np.array(HAND[n : n + 4], np.float32) for n in (0, 4, 8))
        layer.set_weights([np.tile(kernel, (shape[2], 1)), recurrent[None], bias])
        h, _, c = layer(row.reshape(shape))
        said(
            answer,
            ", ".join(f"{value:.5f}" for value in np.array(h).ravel()),
            f"{float(c[0, 0]):.5f}",
        )
    i = 1 / (1 + math.exp(-3))
    c = i * math.tanh(3)
    said(answer, f"i = o = σ(3) = {i:.5f}", f"tanh(3) = {math.tanh(3):.5f}", f"= {c:.5f} and")
    said(answer, "0.5 · (1 + 2 + 3) = 3; that of f is 4", "biases 0, 1, 0, 0", "row 1, 2, 3")
    assert tuple(row) == (1, 2, 3)


# ---- States across samples and batches -----------------------------------------------------------


@pytest.mark.parametrize("cell", LAYERS)
def test_samples_know_nothing_of_one_another(cell):
    layer = LAYERS[cell](8)
    x = sequences(9, 6, 3)
    together = np.array(layer(x))
    order = np.random.default_rng(2).permutation(9)
    np.testing.assert_allclose(np.array(layer(x[order])), together[order], atol=1e-6)
    np.testing.assert_allclose(np.array(layer(x[4:5]))[0], together[4], atol=1e-6)
    np.testing.assert_array_equal(np.array(layer(x)), together)
    starts = "h and c start at zero" if cell == "lstm" else "h starts at zero"
    said(ask("between", spec=TrainingSpec(cell)), starts, "its own 10 rows and no others")


def stateful_model(cell, batch, timesteps, features, units=4):
    inputs = keras.Input(batch_shape=(batch, timesteps, features))
    h = LAYERS[cell](units, stateful=True)(inputs)
    return keras.Model(inputs, keras.layers.Dense(1)(h))


@pytest.mark.parametrize("cell", LAYERS)
def test_stateful_hands_the_state_to_the_same_place_of_the_next_batch(cell):
    model = stateful_model(cell, 4, 5, 3)
    long = sequences(4, 10, 3)
    plain = LAYERS[cell](4)
    plain.build((None, 10, 3))
    plain.set_weights(model.layers[1].get_weights())
    whole = model.layers[-1](plain(long))
    x = np.concatenate([long[:, :5], long[:, 5:]])
    first = model.predict(x, batch_size=4, verbose=0)
    np.testing.assert_allclose(first[4:], whole, atol=1e-6)
    # Nothing but reset_states makes zeros of it again.
    assert np.abs(model.predict(x, batch_size=4, verbose=0) - first).max() > 1e-4
    model.layers[1].reset_states()
    np.testing.assert_allclose(model.predict(x, batch_size=4, verbose=0), first, atol=1e-6)
    answer = ask("stateful", spec=TrainingSpec(cell, batch_size=4))
    said(
        answer, "sample 4 goes on from sample 0 and sample 5 from sample 1", "10 timesteps", "of 20"
    )
    said(ask("stateful", spec=replace(SPEC, batch_size=1)), "goes on from the one before it")


@given(st.integers(1, 40), st.integers(2, 20))
def test_rows_met_twice_or_never(batch, window):
    answer = ask("overlap", numbers(100, 1), Layout(window), replace(SPEC, batch_size=batch))
    ended, begins = window - 1, batch
    said(answer, f"begins in row {begins} ", f"ended in row {ended};")
    met, then = set(range(window)), set(range(batch, batch + window))
    twice, never = len(met & then), len(set(range(batch)) - met)
    rows = {1: "1 row"}
    assert (f"meets {rows.get(twice, f'{twice} rows')} twice" in answer) == bool(twice)
    assert (f"never meets {rows.get(never, f'{never} rows')} between" in answer) == bool(never)
    assert ("that fits" in answer) == (begins == ended + 1)


def test_windows_moved_by_one_row_fit_in_a_batch_of_as_many():
    rows = sequences(1, 8, 2)
    windows = np.stack([rows[0, start : start + 4] for start in range(5)])
    model = stateful_model("lstm", 4, 4, 2)
    model.predict(windows[:4], batch_size=4, verbose=0)
    then = model.predict(windows[[4, 1, 2, 3]], batch_size=4, verbose=0)
    plain = keras.layers.LSTM(4)
    plain.build((None, 8, 2))
    plain.set_weights(model.layers[1].get_weights())
    np.testing.assert_allclose(then[:1], model.layers[-1](plain(rows)), atol=1e-6)


def test_only_layers_reset():
    shown = re.search(r"`AttributeError: (.*?)`", ask("reset"))[1]
    layers = [keras.Input(batch_shape=(4, 5, 3)), keras.layers.LSTM(4, stateful=True)]
    with pytest.raises(AttributeError) as refused:
        keras.Sequential(layers).reset_states()
    assert shown == str(refused.value)
    with pytest.raises(AttributeError) as refused:
        stateful_model("lstm", 4, 5, 3).reset_states()
    assert shown.replace("Sequential", "Functional") == str(refused.value)
    assert not hasattr(keras.Model, "reset_state")
    words = " ".join(keras.layers.RNN.__doc__.split())
    quoted = re.search("“(.*?)”", ask("reset"))[1]
    assert quoted in words
    assert "`reset_state()` with the keyword argument `states`" in words
    for layer in LAYERS.values():
        for name in ("reset_state", "reset_states"):
            assert list(inspect.signature(getattr(layer(4), name)).parameters) == []
    said(ask("reset"), f"Keras {keras.__version__}'s own description")


@pytest.mark.parametrize("cell", LAYERS)
def test_a_state_has_a_row_for_each_sample_of_a_batch(cell):
    model, one = stateful_model(cell, 4, 10, 3), stateful_model(cell, 1, 10, 3)
    states = model.layers[1].states
    assert [tuple(state.shape) for state in states] == [(4, 4)] * (2 if cell == "lstm" else 1)
    answer = ask("batch", spec=TrainingSpec(cell, units=4, batch_size=4))
    said(answer, "`(4, 4)`", f"`keras.Input(batch_shape={model.input_shape})`")
    said(answer, f"`batch_shape={one.input_shape}`")
    one.set_weights(model.get_weights())
    x = sequences(4, 10, 3)
    together = model.predict(x, batch_size=4, verbose=0)
    np.testing.assert_allclose(one.predict(x[:1], batch_size=1, verbose=0), together[:1], atol=1e-6)


def test_a_rest_ends_in_an_error():
    model = stateful_model("lstm", 4, 5, 3)
    model.compile("sgd", "mse")
    x, y = sequences(10, 5, 3), np.zeros((10, 1))
    with pytest.raises((ValueError, tf.errors.InvalidArgumentError)):
        model.fit(x, y, batch_size=4, shuffle=False, verbose=0)
    model.fit(x[:8], y[:8], batch_size=4, shuffle=False, verbose=0)
    # 100 rows, half of them for training: 40 windows of 10.
    assert (
        len(make_dataset(numbers(100, 3), Layout(10), Task("c", validation_fraction=0.5)).train)
        == 40
    )
    for batch, words in (
        (1, "make whole batches"),
        (7, "5 are left over"),
        (13, "1 is left over"),
        (40, "make whole batches"),
        (41, "do not fill one batch"),
    ):
        said(ask("batch", spec=replace(SPEC, batch_size=batch)), words)


@pytest.mark.parametrize("timesteps", [1, 5])
@pytest.mark.parametrize("cell", LAYERS)
def test_no_gradient_goes_from_batch_to_batch(cell, timesteps):
    layer = LAYERS[cell](4, stateful=True)
    layer.build((2, timesteps, 3))
    before, now = (tf.Variable(sequences(2, timesteps, 3)) for _ in range(2))
    with tf.GradientTape() as tape:
        layer(before)
        loss = tf.reduce_sum(layer(now) ** 2)
    gradient, own = tape.gradient(loss, [before, now])
    assert gradient is None
    assert own.numpy().all()
    answer = ask("across", layout=Layout(timesteps) if timesteps > 1 else LAYOUTS["row"])
    said(answer, f"first of the {timesteps} timesteps" if timesteps > 1 else "its one timestep")


@pytest.mark.parametrize("cell", LAYERS)
def test_unrolling_changes_nothing_but_the_way(cell):
    looped, unrolled = LAYERS[cell](4), LAYERS[cell](4, unroll=True)
    x = sequences(3, 6, 2)
    for layer in (looped, unrolled):
        layer.build(x.shape)
    unrolled.set_weights(looped.get_weights())
    np.testing.assert_allclose(np.array(looped(x)), np.array(unrolled(x)), atol=1e-6)
    for one, other in zip(gradients(looped, x), gradients(unrolled, x), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


# ---- What the buttons show ---------------------------------------------------------------------


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("key", KEYS)
def test_what_is_shown_fits_the_table(tables, key, name):
    question = QUESTIONS[name]
    table, start = tables[key], start_experiment(key)
    for layout in LAYOUTS:
        before, _ = fit_to_table(replace(start, layout=with_size(layout, start.layout)), table)
        shown = question.show(before, table)
        assert fit_to_table(shown, table) == (shown, ())
        dataset = make_dataset(table, shown.layout, shown.task)
        assert question.answer(dataset, shown.spec, str)
        assert (shown.table, shown.task, shown.section) == (key, before.task, before.section)
        if name in {"overlap", "across", "truncation"}:
            assert shown.layout.rows == "timesteps"
            assert dataset.shape[1] >= shown.layout.window > 1


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("neuron", {"view": "wiggle"}),
        ("parameters", {"view": "parameters"}),
        ("one_step", {"view": "gradient", "layout": LAYOUTS["row"]}),
        ("forget_bias", {"view": "memory", "spec": SPEC}),
        ("hand", {"view": "hand", "hand": HAND, "hand_steps": True}),
        ("between", {"view": "states", "stateful": False}),
        ("stateful", {"view": "states", "stateful": True}),
        ("truncation", {"view": "gradient", "layout": Layout(24)}),
    ],
)
def test_what_is_shown_is_what_was_asked(tables, name, choices):
    before = Experiment(
        layout=LAYOUTS["columns"],
        spec=replace(SPEC, cell="gru"),
        stateful=True,
        hand=(1.0,) * len(HAND),
        hand_steps=False,
    )
    before, _ = fit_to_table(before, tables["sensors"])
    shown = QUESTIONS[name].show(before, tables["sensors"])
    assert {field: getattr(shown, field) for field in choices} == choices


@given(st.integers(2, 40), st.integers(1, 3), st.sampled_from(list(LAYOUTS)))
def test_what_is_shown_fits_any_table(rows, columns, name):
    table = Table(numbers(rows, columns).values, tuple("abc"[:columns]), "a table")
    start, _ = fit_to_table(Experiment(layout=LAYOUTS[name]), table)
    for name in SHOWN:
        shown = QUESTIONS[name].show(start, table)
        assert fit_to_table(shown, table) == (shown, ())
