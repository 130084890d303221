"""Keras: layers and states that raise one message for several reasons."""

import random

from tests.doctor.raised import Family, Raised, different


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


LAYERS: tuple[Family, ...] = (
    dense_axis, lstm_matmul, repeated, distributed, open_size, one_first_state, state_axes,
    state_samples, stateful, embedding, joined, kernel, reshaped, tensors,
)  # fmt: skip
