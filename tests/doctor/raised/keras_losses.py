"""Keras: targets and predictions that raise one message for several reasons."""

import random

from tests.doctor.raised import Family, Raised, different


def label(rng: random.Random) -> tuple[Raised, ...]:
    """Received a label value outside the valid range."""
    n, c = different(rng, 2)
    made = f"y = np.full(({n},), {c})\npred = np.zeros(({n}, {c}))"
    call = "loss = keras.losses.sparse_categorical_crossentropy(y, pred)"
    return (
        Raised("counted from 1", made, call, "y = y - 1", "from 1"),
        Raised("a unit too few", made, call, f"pred = np.zeros(({n}, {c + 1}))", "units"),
        Raised("a quantity", made, "loss = (keras.losses.sparse_categorical_crossentropy if "
               "pred.shape[1] > 1 else keras.losses.mean_squared_error)(y, pred)",
               f"y = y[:, None]\npred = np.zeros(({n}, 1))", "quantity|mse"),
    )  # fmt: skip


def compared(loss: str, target: tuple[int, ...], output: tuple[int, ...]) -> tuple[str, str]:
    """Write targets and predictions, and the line that a loss is traced by."""
    return f"y = np.zeros({target})\npred = np.zeros({output})", f"traced({loss!r}, y, pred)"


def sub(rng: random.Random) -> tuple[Raised, ...]:
    """Dimensions must be equal … Sub: (n, a), (n, b)."""
    n, a, b = different(rng, 3, least=4)
    made, call = compared("mse", (n, a), (n, b))
    return (
        Raised("the head", made, call, f"pred = np.zeros(({n}, {a}))", "units|last layer"),
        Raised("another y", made, call, f"y = np.zeros(({n}, {b}))", "another array|y is"),
    )  # fmt: skip


def sub_steps(rng: random.Random) -> tuple[Raised, ...]:
    """Dimensions must be equal … Sub: (n, a, k), (n, a × k)."""
    n, a = different(rng, 2, least=4)
    k = 2
    made, call = compared("mse", (n, a, k), (n, a * k))
    return (
        Raised("no Reshape behind the head", made, call, f"pred = pred.reshape({n}, {a}, {k})",
               "Reshape|reshape"),
        Raised("y was cut for a decoder", made, call, f"y = y.reshape({n}, -1)",
               "Reshape|reshape"),
    )  # fmt: skip


def sub_count(rng: random.Random) -> tuple[Raised, ...]:
    """Dimensions must be equal … Sub: (n, s, k), (n, t, k)."""
    n, s, t = different(rng, 3, least=4)
    made, call = compared("mse", (n, s, 3), (n, t, 3))
    return (
        Raised("another horizon: RepeatVector", made, call, f"pred = np.zeros(({n}, {s}, 3))",
               "RepeatVector"),
        Raised("a convolution takes steps", made, call, f"pred = np.zeros(({n}, {s}, 3))",
               "Conv1D|convolution"),
        Raised("y has others", made, call, f"y = np.zeros(({n}, {t}, 3))", r"\by\b|targets"),
    )  # fmt: skip


def sparse_steps(rng: random.Random) -> tuple[Raised, ...]:
    """The same shape up until the last dimension: one step fewer."""
    n, t, c = different(rng, 3, least=6)
    made, call = compared("sparse_categorical_crossentropy", (n, t - 1), (n, t, c))
    return (
        Raised("x is not shifted", made, call, f"pred = np.zeros(({n}, {t - 1}, {c}))",
               r"x\[:, :-1\]|X\[:, :-1\]"),
        Raised("y lost a step", made, call, f"y = np.zeros(({n}, {t}))", "pad|as many"),
    )  # fmt: skip


def sparse_rows(rng: random.Random) -> tuple[Raised, ...]:
    """rank(ndim) target.ndim - 1: targets (n, k), predictions (n, k)."""
    n, c = different(rng, 2)
    made, call = compared("sparse_categorical_crossentropy", (n, c), (n, c))
    return (
        Raised("one-hot rows", made, call, f"y = np.zeros(({n},))", "one-hot|row of classes"),
        Raised("a class at every step", made, call, f"pred = np.zeros(({n}, {c}, {c}))",
               "every step|return_sequences"),
    )  # fmt: skip


def categorical_steps(rng: random.Random) -> tuple[Raised, ...]:
    """The same rank: targets (n, t), predictions (n, t, c)."""
    n, t, c = different(rng, 3)
    made, call = compared("categorical_crossentropy", (n, t), (n, t, c))
    return (
        Raised("class numbers", made, call, f"y = np.zeros(({n}, {t}, {c}))",
               "sparse|to_categorical"),
        Raised("several answers for each sample", made, call, f"pred = np.zeros(({n}, {t}))",
               "return_sequences=False"),
    )  # fmt: skip


def categorical_one(rng: random.Random) -> tuple[Raised, ...]:
    """The same shape: targets (n, 1), predictions (n, c)."""
    n, c = different(rng, 2)
    made, call = compared("categorical_crossentropy", (n, 1), (n, c))
    return (
        Raised("class numbers", made, call, f"y = np.zeros(({n}, {c}))", "sparse|to_categorical"),
        Raised("a quantity", made, "traced('mse' if pred.shape[1] == 1 else "
               "'categorical_crossentropy', y, pred)", f"pred = np.zeros(({n}, 1))",
               r"Dense\(1\)"),
    )  # fmt: skip


def categorical_more(rng: random.Random) -> tuple[Raised, ...]:
    """The same shape: targets (n, a), predictions (n, b)."""
    n, a, b = different(rng, 3, least=4)
    made, call = compared("categorical_crossentropy", (n, a), (n, b))
    return (
        Raised("the head", made, call, f"pred = np.zeros(({n}, {a}))", "last layer|units"),
        Raised("a part of the classes is missing", made, call, f"y = np.zeros(({n}, {b}))",
               "num_classes|another array"),
    )  # fmt: skip


def binary_steps(rng: random.Random) -> tuple[Raised, ...]:
    """The same rank: targets (n, 1), predictions (n, t, 1)."""
    n, t = different(rng, 2)
    made, call = compared("binary_crossentropy", (n, 3), (n, t, 3))
    return (
        Raised("every step is answered", made, call, f"pred = np.zeros(({n}, 3))",
               "return_sequences"),
        Raised("a target at every step", made, call, f"y = np.zeros(({n}, {t}, 3))",
               "every step"),
    )  # fmt: skip


def old_target(built: tuple[int | None, ...], shape: tuple[int, ...]) -> tuple[str, str]:
    """Write targets as Keras 2 checked them."""
    return f"y = np.zeros({shape})\nbuilt = {built}", "checked('target', 'dense_1', built, y)"


def old_axes(rng: random.Random) -> tuple[Raised, ...]:
    """Keras 2: dense_1 to have 2 dimensions, targets of three axes."""
    n, t, k = different(rng, 3)
    made, call = old_target((None, 1), (n, t, k))
    return (
        Raised("a target at every step", made, call, f"built = (None, {t}, {k})",
               "return_sequences=True"),
        Raised("one answer", made, call, "y = y[:, -1, :1]", r"\[:, -1\]"),
        Raised("one-hot twice", made, call, "y = y[:, 0, :1]", "twice"),
    )  # fmt: skip


def old_three(rng: random.Random) -> tuple[Raised, ...]:
    """Keras 2: dense_1 to have 3 dimensions, targets of two axes."""
    n, k = different(rng, 2)
    made, call = old_target((None, None, None), (n, k))
    return (
        Raised("every step is answered", made, call, f"built = (None, {k})",
               "return_sequences=False"),
        Raised("the last axis is missing", made, call, "y = y[..., None]", r"\[\.\.\., None\]"),
    )  # fmt: skip


def old_count(rng: random.Random) -> tuple[Raised, ...]:
    """Keras 2: dense_1 to have shape (1,), targets of several numbers."""
    n, k = different(rng, 2)
    made, call = old_target((None, 1), (n, k))
    return (
        Raised("one-hot rows", made, call, "y = y[:, :1]", "categorical_crossentropy"),
        Raised("several quantities", made, call, f"built = (None, {k})", r"Dense\(\d"),
    )  # fmt: skip


def counted(rng: random.Random) -> tuple[Raised, ...]:
    """Data cardinality is ambiguous."""
    n, w = sorted(different(rng, 2, least=30, most=60), reverse=True)
    made = (
        f"X = np.zeros(({w}, 9, 2))\ny = np.zeros(({n}, 1))\nmodel = keras.Sequential("
        "[keras.Input((9, 2)), L.Flatten(), L.Dense(1)])\nmodel.compile(loss='mse')"
    )
    call = "model.evaluate(X, y, verbose=0)"
    return (
        Raised("y was not cut with the windows", made, call, f"y = y[{n - w}:]", "window"),
        Raised("parts of a split", made, call, f"y = np.zeros(({w}, 1))", "split"),
    )  # fmt: skip


def class_rows(rng: random.Random) -> tuple[Raised, ...]:
    """logits and labels must have the same first dimension: more logits."""
    n, t, c = different(rng, 3)
    made = f"pred = np.zeros(({n * t}, {c}))\ny = np.zeros(({n},), 'int32')"
    call = "tf.nn.sparse_softmax_cross_entropy_with_logits(y, pred)"
    return (
        Raised("every step is answered", made, call, f"pred = pred[:{n}]",
               "return_sequences|every timestep"),
        Raised("a class at every step", made, call, f"y = y.repeat({t})", "one target for each"),
    )  # fmt: skip


def whole_labels(rng: random.Random) -> tuple[Raised, ...]:
    """You are passing a target array of shape (n, 1) while using categorical_crossentropy."""
    (n,) = different(rng, 1)
    message = (f"You are passing a target array of shape ({n}, 1) while using as loss "
               "`categorical_crossentropy`. `categorical_crossentropy` expects targets to be "
               "binary matrices (1s and 0s) of shape (samples, classes).")  # fmt: skip
    made = f"message = {message!r}"
    return (
        Raised("class numbers", made, "refuse(message)", "message = ''", "sparse_categorical"),
        Raised("a quantity", made, "refuse(message)", "message = ''", r"Dense\(1\)"),
    )  # fmt: skip


LOSSES: tuple[Family, ...] = (
    label, sub, sub_steps, sub_count, sparse_steps, sparse_rows, categorical_steps,
    categorical_one, categorical_more, binary_steps, old_axes, old_three, old_count, counted,
    class_rows, whole_labels,
)  # fmt: skip
