"""NumPy, pandas and scikit-learn: set-ups that raise one message for several reasons."""

import random

from tests.doctor.raised import Family, Raised, different


def recut(rng: random.Random) -> tuple[Raised, ...]:
    """cannot reshape array of size … into shape (n, t, f): as many rows as samples."""
    n, t, f = sorted(different(rng, 3), reverse=True)
    call = "X = X.reshape(shape)"
    made = f"X = np.zeros(({n}, {f}))\nshape = ({n}, {t}, {f})"
    return (
        Raised("windows are meant", made, call,
               f"X = np.lib.stride_tricks.sliding_window_view(X, {t}, axis=0).transpose(0, 2, 1)\n"
               "shape = X.shape", "sliding_window_view"),
        Raised("each row is one step", made, call, f"shape = ({n}, 1, {f})",
               r"one step|\[:, None"),
        Raised("the wrong array", made, call, f"X = np.zeros(({n}, {t * f}))",
               "another array"),
    )  # fmt: skip


def recut_rest(rng: random.Random) -> tuple[Raised, ...]:
    """cannot reshape array of size … into shape (n, t, f): of another number of samples."""
    n, m, t, f = different(rng, 4)
    made = f"X = np.zeros(({m}, {t * f}))\nshape = ({n}, {t}, {f})"
    call = "X = X.reshape(shape)"
    return (
        Raised("train for test", made, call, f"shape = ({m}, {t}, {f})", "another array|train"),
        Raised("as many as there are", made, call, f"shape = (-1, {t}, {f})", "-1"),
    )  # fmt: skip


def ragged(rng: random.Random) -> tuple[Raised, ...]:
    """setting an array element with a sequence … inhomogeneous shape."""
    a, b = different(rng, 2)
    call = "out = np.array(X, dtype='float32') if isinstance(X, list) else X"
    made = f"X = [[1.0] * {a}, [1.0] * {b}]"
    return (
        Raised("sequences of different lengths", made, call,
               "X = keras.utils.pad_sequences(X, dtype='float32')", "pad_sequences"),
        Raised("the last windows are short", made, call, "X = X[:1]", "window"),
        Raised("two inputs in one list", made, call, "X = np.array(X[0])", "inputs"),
    )  # fmt: skip


def objects(rng: random.Random) -> tuple[Raised, ...]:
    """Failed to convert a NumPy array to a Tensor (Unsupported object type float)."""
    (n,) = different(rng, 1)
    call = "out = tf.convert_to_tensor(X)"
    return (
        Raised("numbers as objects", f"X = np.array([1.0] * {n}, dtype=object)", call,
               "X = X.astype('float32')", "astype"),
        Raised("text among them", f"X = np.array([1.0, 'a'] * {n}, dtype=object)", call,
               "X = np.zeros(2)", "text"),
        Raised("nothing among them", f"X = np.array([1.0, None] * {n}, dtype=object)", call,
               "X = np.zeros(2)", "None"),
    )  # fmt: skip


def broadcast(rng: random.Random) -> tuple[Raised, ...]:
    """operands could not be broadcast together."""
    n, m = different(rng, 2)
    made = f"X = np.zeros(({n}, 1))\ny = np.zeros(({m}, 1))"
    return (
        Raised("windows leave rows out", made, "out = X - y", f"y = np.zeros(({n}, 1))",
               "leave out"),
        Raised("other parts", made, "out = X - y", f"X = np.zeros(({m}, 1))", "differs?"),
    )  # fmt: skip


def told(message: str) -> tuple[str, str]:
    """Write lines that say a message of a library that is not at hand."""
    return f"message = {message!r}", "refuse(message)"


def scaler(rng: random.Random) -> tuple[Raised, ...]:
    """non-broadcastable output operand: a scaler of scikit-learn."""
    n, k = different(rng, 2)
    made = (f"X = np.zeros(({n}, 1))\nscale = np.ones({k})")  # fmt: skip
    return (
        Raised("a StandardScaler scales predictions back", made, "X *= scale", "scale = scale[:1]",
               "StandardScaler"),
        Raised("a MinMaxScaler does", made, "X *= scale", "scale = scale[:1]", "MinMaxScaler"),
        Raised("a table of other columns", made, "X *= scale", f"X = np.zeros(({n}, {k}))",
               "all columns|same columns"),
    )  # fmt: skip


def scaler_row(rng: random.Random) -> tuple[Raised, ...]:
    """Expected 2D array, got 1D array instead."""
    made, call = told("ValueError: Expected 2D array, got 1D array instead: array=[1. 2. 3.].")
    return (
        Raised("one column", made, call, "message = ''", r"reshape\(-1, 1\)"),
        Raised("one row", made, call, "message = ''", r"reshape\(1, -1\)"),
    )  # fmt: skip


def frame(rng: random.Random) -> tuple[Raised, ...]:
    """'DataFrame' object has no attribute 'reshape'."""
    n, k = different(rng, 2)
    return (
        Raised("a table", f"X = pd.DataFrame(np.zeros(({n}, {k})))",
               f"out = X.reshape({n}, 1, {k})", "X = X.to_numpy()", "to_numpy"),
    )  # fmt: skip


def bounds(rng: random.Random) -> tuple[Raised, ...]:
    """index is out of bounds for axis 0."""
    (n,) = different(rng, 1)
    made = f"X = np.zeros(({n}, 3))\nat = {n}"
    return (
        Raised("a loop goes too far", made, "out = X[at]", f"at = {n - 1}", "loop"),
        Raised("a target ahead", made, "out = X[at]", f"at = {n - 1}", "ahead"),
    )  # fmt: skip


def unpacked(rng: random.Random) -> tuple[Raised, ...]:
    """not enough values to unpack (expected 3, got 2)."""
    n, k = different(rng, 2)
    return (
        Raised("a shape of two axes", f"X = np.zeros(({n}, {k}))\nshape = X.shape",
               "a, b, c = shape", "shape = (1, *X.shape)", "shape"),
        Raised("what PyTorch's LSTM gives", f"lstm = nn.LSTM({k}, 3)\nshape = lstm(torch.zeros(2, "
               f"{n}, {k}))", "a, b, c = shape", "shape = (shape[0], *shape[1])", "returns"),
    )  # fmt: skip


def windows(rng: random.Random) -> tuple[Raised, ...]:
    """window shape cannot be larger than input array shape."""
    n, w = sorted(different(rng, 2))
    made = f"X = np.zeros(({n}, 3))\nw = {w}\naxis = 0"
    call = "out = np.lib.stride_tricks.sliding_window_view(X, w, axis=axis)"
    return (
        Raised("too few rows", made, call, f"X = np.zeros(({w}, 3))", "rows"),
        Raised("too long a window", made, call, "w = 2", "window"),
    )  # fmt: skip


def concatenated(rng: random.Random) -> tuple[Raised, ...]:
    """the concatenation axis must match exactly: rows."""
    n, m = different(rng, 2)
    made = f"X = np.zeros(({n}, 2))\ny = np.zeros(({m}, 3))\naxis = 1"
    call = "out = np.concatenate([X, y], axis=axis)"
    return (
        Raised("rows are missing", made, call, f"y = np.zeros(({n}, 3))", "leave rows out"),
        Raised("one below the other", f"X = np.zeros(({n}, 2))\ny = np.zeros(({m}, 2))\naxis = 1",
               call, "axis = 0", "axis=0"),
    )  # fmt: skip


def products(rng: random.Random) -> tuple[Raised, ...]:
    """matmul: … size is different from."""
    f, u = different(rng, 2)
    return (
        Raised("weights of the other library", f"X = np.zeros((4, {f}))\nw = np.zeros(({u}, {f}))",
               "out = X @ w", "w = w.T", r"W\.T"),
        Raised("other features", f"X = np.zeros((4, {f}))\nw = np.zeros(({u}, 3))", "out = X @ w",
               f"X = np.zeros((4, {u}))", "same columns"),
    )  # fmt: skip


def framed(rng: random.Random) -> tuple[Raised, ...]:
    """Must pass 2-d input."""
    n, t = different(rng, 2)
    return (
        Raised("windows into a table", f"X = np.zeros(({n}, {t}, 2))", "out = pd.DataFrame(X)",
               "X = X[:, -1]", "two axes"),
        Raised("predictions at every step", f"X = np.zeros(({n}, {t}, 2))", "out = pd.DataFrame(X)",
               "X = X.reshape(-1, 2)", "two axes"),
    )  # fmt: skip


ARRAYS: tuple[Family, ...] = (
    recut, recut_rest, ragged, objects, broadcast, scaler, scaler_row, frame, bounds, unpacked,
    windows,
    concatenated, products, framed,
)  # fmt: skip
