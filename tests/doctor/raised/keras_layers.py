"""Keras: inputs, layers and states that raise one message for several reasons."""

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


def dense_axis(rng: random.Random) -> tuple[Raised, ...]:
    """expected axis -1 of input shape to have value."""
    n, a, b = different(rng, 3)
    made = f"layer = L.Dense(2)\nlayer.build((None, {a}))\nX = np.zeros(({n}, {b}))"
    call = "out = layer(X)"
    return (
        Raised("other columns", made, call, f"X = np.zeros(({n}, {a}))", "columns"),
        Raised("a Flatten of other steps", f"layer = L.Dense(2)\nlayer.build((None, {a}))\n"
               f"X = L.Flatten()(np.zeros(({n}, {b}, 1)))", call, f"X = X[:, :1] + np.zeros(({n}, "
               f"{a}))", "steps"),
        Raised("built for others", made, call, "layer = L.Dense(2)", "[Bb]uild"),
    )  # fmt: skip


def lstm_matmul(rng: random.Random) -> tuple[Raised, ...]:
    """Matrix size-incompatible, within an LSTMCell."""
    n, a, b = different(rng, 3)
    made = f"layer = L.LSTM({a})\nlayer.build((None, None, {a}))\nX = np.zeros(({n}, 9, {b}))"
    call = "out = layer(X)"
    return (
        Raised("other columns", made, call, f"X = np.zeros(({n}, 9, {a}))", "columns"),
        Raised("built for others", made, call, f"layer = L.LSTM({a})", "[Bb]uild"),
        Raised("states of other units", f"layer = L.LSTM({a})\nX = np.zeros(({n}, 9, 2))\n"
               f"s = np.zeros(({n}, {b}))",
               "out = layer(X, initial_state=[s, s])", f"s = np.zeros(({n}, {a}))",
               "state"),
    )  # fmt: skip


def repeated(rng: random.Random) -> tuple[Raised, ...]:
    """RepeatVector: expected ndim=2, found ndim=3."""
    n, t, f = different(rng, 3)
    call = "out = L.RepeatVector(3)(X)"
    return (
        Raised("every step is handed on",
               f"X = L.LSTM({f}, return_sequences=True)(np.zeros(({n}, {t}, 2)))", call,
               f"X = L.LSTM({f})(np.zeros(({n}, {t}, 2)))", "return_sequences"),
        Raised("nothing reads the steps before", f"X = np.zeros(({n}, {t}, {f}))", call,
               "X = L.LSTM(4)(X)", "Flatten|reads the sequence|no recurrent|Input"),
        Raised("a convolution before", f"X = L.Conv1D({f}, 1)(np.zeros(({n}, {t}, 2)))", call,
               "X = L.Flatten()(X)", "Conv1D|convolution|pooling|Flatten"),
    )  # fmt: skip


def distributed(rng: random.Random) -> tuple[Raised, ...]:
    """TimeDistributed with two axes."""
    n, u, t = different(rng, 3)
    call = "out = L.TimeDistributed(L.Dense(2))(X)"
    return (
        Raised("the last state alone", f"X = L.LSTM({u})(np.zeros(({n}, {t}, 2)))", call,
               f"X = L.LSTM({u}, return_sequences=True)(np.zeros(({n}, {t}, 2)))",
               "return_sequences"),
        Raised("a table", f"X = np.zeros(({n}, {u}))", call, "X = X[:, None]",
               "table|window|no timesteps"),
        Raised("one answer is meant", f"X = L.LSTM({u})(np.zeros(({n}, {t}, 2)))", call,
               "X = X[:, None]", "leave (?:it|TimeDistributed) out|Dense alone"),
    )  # fmt: skip


def open_size(rng: random.Random) -> tuple[Raised, ...]:
    """Shapes used to initialize variables must be fully-defined."""
    u, f = different(rng, 2)
    return (
        Raised("a Flatten of open steps", f"X = L.Flatten()(keras.Input((None, {f})))",
               f"out = L.Dense({u})(X)", f"X = L.Flatten()(keras.Input((4, {f})))", "Flatten"),
        Raised("open features", "X = keras.Input((4, None))", f"out = L.Dense({u})(X)",
               f"X = keras.Input((4, {f}))", "features"),
        Raised("an open pooling", "X = L.GlobalAveragePooling1D()(keras.Input((4, None)))",
               f"out = L.Dense({u})(X)", f"X = keras.Input(({f},))", "features"),
    )  # fmt: skip


def one_first_state(rng: random.Random) -> tuple[Raised, ...]:
    """LSTM.call(): list index out of range."""
    n, u = different(rng, 2)
    x = f"X = np.zeros(({n}, 9, 2))\nh = np.zeros(({n}, {u}))\n"
    return (
        Raised("one state", f"{x}states = h", f"out = L.LSTM({u})(X, initial_state=states)",
               "states = [h, h]", r"\[h, c\]"),
        Raised("the state of a GRU", f"{x}states = [h]",
               f"out = L.LSTM({u})(X, initial_state=states)", "states = [h, h]", "GRU"),
    )  # fmt: skip


def state_axes(rng: random.Random) -> tuple[Raised, ...]:
    """Incompatible shapes within a GRUCell."""
    n, u, t = different(rng, 3)
    x = f"X = np.zeros(({n}, 9, 2))\n"
    return (
        Raised("the whole output for the state", f"{x}s = np.zeros(({n}, {t}, {u}))",
               f"out = L.GRU({u})(X, initial_state=[s])", "s = s[:, -1]", "state"),
        Raised("all that the encoder returns",
               f"{x}s = L.GRU({u}, return_sequences=True, return_state=True)(np.zeros(({n}, {t}, 2"
               ")))[0]", f"out = L.GRU({u})(X, initial_state=[s])", "s = s[:, -1]", "return_state"),
    )  # fmt: skip


def state_samples(rng: random.Random) -> tuple[Raised, ...]:
    """Incompatible shapes within an LSTMCell: the samples."""
    n, m, u = different(rng, 3)
    made = f"X = np.zeros(({n}, 9, 2))\ns = np.zeros(({m}, {u}))"
    call = f"out = L.LSTM({u})(X, initial_state=[s, s])"
    return (
        Raised("states of another batch", made, call, f"s = np.zeros(({n}, {u}))",
               "last batch|another batch"),
        Raised("encoder and decoder read other samples", made, call,
               f"X = np.zeros(({m}, 9, 2))", "same samples"),
    )  # fmt: skip


def stateful(rng: random.Random) -> tuple[Raised, ...]:
    """If an RNN is stateful, the batch size …"""
    n, b = different(rng, 2)
    made = (f"layer = L.LSTM(4, stateful=True)\nlayer(np.zeros(({b}, 9, 2)))\n"
            f"X = np.zeros(({n}, 9, 2))")  # fmt: skip
    return (
        Raised("another batch", made, "out = layer(X)", f"X = np.zeros(({b}, 9, 2))",
               "drop the remainder"),
        Raised("no state is meant", made, "out = layer(X)", "layer = L.LSTM(4)",
               "nothing is stateful"),
    )  # fmt: skip


def embedding(rng: random.Random) -> tuple[Raised, ...]:
    """indices … is not in [0, size)."""
    n, v = different(rng, 2)
    made = f"emb = L.Embedding({v}, 4)\nX = np.array([[{v}]])\n"
    call = "out = [emb(X), emb(rest)]"
    return (
        Raised("the largest number plus one", f"{made}rest = X", call,
               f"emb = L.Embedding({v + 1}, 4)", "plus one"),
        Raised("larger ones elsewhere", f"{made}rest = X + {n}", call,
               f"emb = L.Embedding({v + n + 1}, 4)", r"X\.max\(\)"),
        Raised("more words than were kept", f"{made}rest = X", call,
               "X = rest = np.minimum(X, 0)", "num_words|vocabulary"),
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


def joined(rng: random.Random) -> tuple[Raised, ...]:
    """Concatenate: with and without timesteps."""
    n, t, u, k = different(rng, 4)
    made = f"a = np.zeros(({n}, {t}, {u}))\nb = np.zeros(({n}, {k}))"
    call = "out = L.Concatenate()([a, b])"
    return (
        Raised("every step is handed on", made, call, "a = a[:, -1]", "return_sequences=False"),
        Raised("the row belongs to every step", made, call, f"b = b[:, None].repeat({t}, 1)",
               "RepeatVector"),
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


def kernel(rng: random.Random) -> tuple[Raised, ...]:
    """Negative dimension size: a kernel longer than the steps."""
    t, f = sorted(different(rng, 2, most=9))
    made = f"X = keras.Input(({t}, 2))\nk, padding = {f}, 'valid'"
    call = "out = L.Conv1D(4, k, padding=padding)(X)"
    return (
        Raised("too long a kernel", made, call, "k = 1", "smaller kernel|shorter|leave one out"),
        Raised("no padding", made, call, "padding = 'same'", 'padding="same"'),
        Raised("steps where channels stand", made, call, f"X = keras.Input(({f}, 2))",
               "axis|windows"),
    )  # fmt: skip


def reshaped(rng: random.Random) -> tuple[Raised, ...]:
    """The total size of the tensor must be unchanged."""
    u, t = different(rng, 2)
    call = "out = L.Reshape(shape)(X)"
    made = f"X = L.LSTM({u})(keras.Input(({t}, 2)))\nshape = ({t}, {u})"
    return (
        Raised("one vector for all steps", made, call, f"shape = (1, {u})", "RepeatVector"),
        Raised("the steps are gone", made, call,
               f"X = L.LSTM({u}, return_sequences=True)(keras.Input(({t}, 2)))",
               "return_sequences"),
    )  # fmt: skip


def tensors(rng: random.Random) -> tuple[Raised, ...]:
    """Layer expects 1 input(s), but it received 3 input tensors."""
    u, t = different(rng, 2)
    call = "out = L.Dense(2)(X)"
    return (
        Raised("states are returned", f"X = L.LSTM({u}, return_state=True)(keras.Input(({t}, 2)))",
               call, "X = X[0]", "return_state"),
        Raised("a list of inputs", f"X = [keras.Input(({u},)) for _ in range(3)]", call,
               "X = L.Concatenate()(X)", "list"),
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


LAYERS: tuple[Family, ...] = (
    two_axes, table_fed, other_features, turned, other_steps, dense_axis, lstm_matmul, repeated,
    distributed, open_size, one_first_state, state_axes, state_samples, stateful, embedding,
    old_input, old_input_one, joined, bare, argument, batch_argument, listed,
    four_axes, frames, kernel, reshaped, tensors, open_batch,
)  # fmt: skip
