"""Keras: what is fed, and inputs, that raise one message for several reasons."""

import random

from tests.doctor.raised import Family, Raised, different


def two_axes(rng: random.Random) -> tuple[Raised, ...]:
    """expected ndim=3, found ndim=2, of a recurrent layer."""
    n, u, t = different(rng, 3)
    call = "out = L.LSTM(4)(X)"
    return (
        Raised("a table", f"X = np.zeros(({n}, {u}))", call, "X = X[:, None, :]",
               r"\[:, None, :\]|window"),
        Raised("one sample alone", f"X = np.zeros(({n}, {u}))", call, "X = X[None]", r"X\[None\]"),
        Raised("the last state alone", f"before = L.GRU({u})\nX = before(np.zeros(({n}, {t}, 2)))",
               call, f"X = L.GRU({u}, return_sequences=True)(np.zeros(({n}, {t}, 2)))",
               "return_sequences=True"),
        Raised("a Flatten before", f"X = L.Flatten()(np.zeros(({n}, {u}, 1)))", call,
               f"X = np.zeros(({n}, {u}, 1))", "Flatten"),
    )  # fmt: skip


def table_fed(rng: random.Random) -> tuple[Raised, ...]:
    """expected shape=(None, t, f), found shape=(n, f)."""
    n, t, f = different(rng, 3)
    model = f"i = keras.Input(({t}, {f}))\nmodel = keras.Model(i, L.LSTM(4)(i))\n"
    call = "out = model(X)"
    return (
        Raised("a table", f"{model}X = np.zeros(({n + t}, {f}))[:{n}]", call,
               f"X = np.stack([np.zeros(({t}, {f}))] * {n})", "window"),
        Raised("one step each",
               f"{model}X = np.zeros(({n}, {f}))", call,
               "X = X[:, None]\ni = keras.Input((1, "f"{f}))\nmodel = keras.Model(i, L.LSTM(4)(i))",
               r"\[:, None, :\]|one step"),
        Raised("one sample of others steps", f"{model}X = np.zeros(({n}, {f}))", call,
               f"X = np.zeros((1, {t}, {f}))", r"\[None\]|axis of the samples"),
    )  # fmt: skip


def other_features(rng: random.Random) -> tuple[Raised, ...]:
    """expected shape=(None, t, f), found shape=(n, t, g)."""
    n, t, f, g = different(rng, 4)
    model = f"i = keras.Input(({t}, {f}))\nmodel = keras.Model(i, L.LSTM(4)(i))\n"
    made, call = f"{model}X = np.zeros(({n}, {t}, {g}))", "out = model(X)"
    return (
        Raised("built for others", made, call,
               f"i = keras.Input(({t}, {g}))\nmodel = keras.Model(i, L.LSTM(4)(i))",
               rf"Input\(\({t}, {g}\)\)"),
        Raised("other columns than in training", made, call,
               f"X = np.zeros(({n}, {t}, {f}))", "same columns"),
        Raised("the target among them", made, call, f"X = np.zeros(({n}, {t}, {f}))", "target"),
    )  # fmt: skip


def turned(rng: random.Random) -> tuple[Raised, ...]:
    """expected shape=(None, t, f), found shape=(n, f, t)."""
    n, t, f = different(rng, 3)
    model = f"i = keras.Input(({t}, {f}))\nmodel = keras.Model(i, L.LSTM(4)(i))\n"
    made, call = f"{model}X = np.zeros(({n}, {f}, {t}))", "out = model(X)"
    return (
        Raised("the data are turned", made, call, "X = X.transpose(0, 2, 1)", "transpose"),
        Raised("Input was typed so", made, call,
               f"i = keras.Input(({f}, {t}))\nmodel = keras.Model(i, L.LSTM(4)(i))",
               rf"Input\(\({f}, {t}\)\)"),
        Raised("a reshape cut them so", made, call, f"X = X.reshape({n}, {t}, {f})", "reshape"),
    )  # fmt: skip


def other_steps(rng: random.Random) -> tuple[Raised, ...]:
    """expected shape=(None, t, f), found shape=(n, s, f)."""
    n, t, f, s = different(rng, 4)
    made = (f"i = keras.Input(({t}, {f}))\nmodel = keras.Model(i, L.LSTM(4)(i))\n"
            f"X = np.zeros(({n}, {s}, {f}))")  # fmt: skip
    fixed = (
        f"i = keras.Input(({t}, {f}))\nmodel = keras.Model(i, L.Dense(1)(L.Flatten()(i)))\n"
        f"X = np.zeros(({n}, {s}, {f}))"
    )
    call = "out = model(X)"
    return (
        Raised("any number may go in", made, call,
               f"i = keras.Input((None, {f}))\nmodel = keras.Model(i, L.LSTM(4)(i))", "None"),
        Raised("windows of another length", made, call, f"X = np.zeros(({n}, {t}, {f}))",
               rf"windows of {t}"),
        Raised("a Flatten fixes them", fixed, call, f"X = np.zeros(({n}, {t}, {f}))", "Flatten"),
    )  # fmt: skip


def old_input(rng: random.Random) -> tuple[Raised, ...]:
    """Keras 2: lstm_1_input to have 3 dimensions."""
    n, k = different(rng, 2)
    made = f"X = np.zeros(({n}, {k}))\nbuilt = (None, None, None)"
    call = "checked('input', 'lstm_1_input', built, X)"
    return (
        Raised("a table", made, call, "X = X[:, None]", r"\[:, None, :\]"),
        Raised("one series each", made, call, "X = X[..., None]", r"\[:, :, None\]"),
        Raised("one sequence", made, call, "X = X[None]", r"\[None\]"),
    )  # fmt: skip


def old_input_one(rng: random.Random) -> tuple[Raised, ...]:
    """Keras 2: lstm_1_input to have shape (t, f), another (s, f)."""
    n, t, f, s = different(rng, 4)
    made = f"X = np.zeros(({n}, {s}, {f}))\nbuilt = (None, {t}, {f})"
    call = "checked('input', 'lstm_1_input', built, X)"
    return (
        Raised("any number of steps", made, call, f"built = (None, {s}, {f})", "None|Input"),
        Raised("windows of another length", made, call, f"X = X[:, :1].repeat({t}, 1)",
               f"windows of {t}"),
    )  # fmt: skip


def four_axes(rng: random.Random) -> tuple[Raised, ...]:
    """expected ndim=3, found ndim=4, of a recurrent layer."""
    n, t, f = different(rng, 3)
    call = "out = L.LSTM(4)(X)"
    return (
        Raised("the samples were given to Input", f"X = keras.Input(({n}, {t}, {f}))", call,
               f"X = keras.Input(({t}, {f}))", r"X\.shape\[1:\]"),
        Raised("a table at each step", f"X = keras.Input(({n}, {t}, {f}))", call,
               f"X = keras.Input(({n}, {t * f}))", "flatten"),
        Raised("pictures from a convolution",
               f"X = L.Conv2D({f}, 1)(keras.Input(({n}, {t}, 3)))", call,
               f"X = L.Reshape(({n}, {t * f}))(X)", "Conv2D"),
    )  # fmt: skip


def frames(rng: random.Random) -> tuple[Raised, ...]:
    """expected ndim=5, found ndim=4, of ConvLSTM2D."""
    a, b, c = different(rng, 3, least=6)
    call = "out = L.ConvLSTM2D(2, 2)(X)"
    return (
        Raised("pictures without steps", f"X = keras.Input(({a}, {b}, {c}))", call,
               f"X = keras.Input((1, {a}, {b}, {c}))", "timesteps"),
        Raised("one film alone", f"X = keras.Input(({a}, {b}, {c}))", call,
               "X = L.Reshape((1, *X.shape[1:]))(X)", r"X\[None\]"),
    )  # fmt: skip


def bare(rng: random.Random) -> tuple[Raised, ...]:
    """Cannot convert '24' to a shape."""
    (k,) = different(rng, 1)
    return (
        Raised("timesteps of one feature", f"X = np.zeros((5, {k}, 1))\nsample = {k}",
               "out = L.LSTM(4)(keras.Input(sample))", f"sample = ({k}, 1)", rf"\({k}, 1\)"),
        Raised("features of any steps", f"X = np.zeros((5, 9, {k}))\nsample = {k}",
               "out = L.LSTM(4)(keras.Input(sample))", f"sample = (None, {k})", rf"\(None, {k}\)"),
        Raised("a row for a Dense", f"X = np.zeros((5, {k}))\nsample = {k}",
               "out = L.Dense(4)(keras.Input(sample))", f"sample = ({k},)", rf"\({k},\)"),
    )  # fmt: skip


def argument(rng: random.Random) -> tuple[Raised, ...]:
    """Unrecognized keyword arguments passed to LSTM: time_major."""
    return (
        Raised("a file of Keras 2", "given = {'time_major': False}", "out = L.LSTM(4, **given)",
               "given = {}", "tf_keras|Keras 2"),
        Raised("typed", "given = {'time_major': False}", "out = L.LSTM(4, **given)", "given = {}",
               "[Ll]eave"),
    )  # fmt: skip


def batch_argument(rng: random.Random) -> tuple[Raised, ...]:
    """Unrecognized keyword arguments passed to LSTM: batch_input_shape."""
    b, t = different(rng, 2)
    made = f"given = {{'batch_input_shape': ({b}, {t}, 3)}}"
    return (
        Raised("typed", made, "out = L.LSTM(4, **given)", "given = {}",
               rf"batch_shape=\({b}, {t}, 3\)"),
        Raised("a file of Keras 2", made, "out = L.LSTM(4, **given)", "given = {}",
               "tf_keras|Keras 2"),
    )  # fmt: skip


def listed(rng: random.Random) -> tuple[Raised, ...]:
    """'list' object has no attribute 'shape'."""
    n, a, b = different(rng, 3)
    return (
        Raised("a list of arrays", f"X = [np.zeros(({a}, 2))] * {n}", "out = X.shape",
               "X = np.asarray(X)", "asarray"),
        Raised("arrays of different lengths", f"X = [np.zeros(({a}, 2)), np.zeros(({b}, 2))]",
               "out = X.shape", "X = X[0]", "length"),
        Raised("all that a layer gave",
               f"X = L.LSTM(4, return_state=True)(np.zeros(({n}, {a}, 2)))\nX = list(X)",
               "out = X.shape", "X = X[0]", "layer"),
    )  # fmt: skip


def open_batch(rng: random.Random) -> tuple[Raised, ...]:
    """When using stateful=True in a RNN, the batch size must be static."""
    b, t = different(rng, 2)
    made = f"X = keras.Input(({t}, 2))\nkept = True"
    call = "out = L.LSTM(4, stateful=kept)(X)"
    return (
        Raised("a batch is to be fixed", made, call, f"X = keras.Input(batch_shape=({b}, {t}, 2))",
               "batch_shape"),
        Raised("no state is meant", made, call, "kept = False", "leave stateful out"),
    )  # fmt: skip


INPUTS: tuple[Family, ...] = (
    two_axes, table_fed, other_features, turned, other_steps, old_input, old_input_one, four_axes,
    frames, bare, argument, batch_argument, listed, open_batch,
)  # fmt: skip
