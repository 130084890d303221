"""What loops, comprehensions and generators give: each text is run, and read."""

from collections import deque

import numpy as np
import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.walking.walk import walk

BEGIN = "v = np.zeros((600, 4))\n"
FIT = "model = Sequential([LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\nmodel.fit(X, y)\n"
# Each makes X and y of v.
MADE = {
    "the last rows in a queue": """held = deque(maxlen=24)
X, y = [], []
for at, row in enumerate(v[:-1]):
    held.append(row)
    if len(held) == 24:
        X.append(np.array(held))
        y.append(v[at + 1, :1])
X, y = np.array(X), np.stack(y)
""",
    "pieces of a table": """X = np.stack(np.split(v, 20))
y = np.array([p[-1] for p in np.split(v, 20)])
""",
    "pieces, as many as there are rows for": """count = len(v) // 30
pieces = [p for p in np.array_split(v, count) if len(p) >= 30]
X = np.stack([p[:30] for p in pieces])
y = np.stack([p[-1] for p in pieces])
""",
    "parts by their names": """X = np.stack([v[i:i + 9] for i in range(len(v) - 9)])
parts = {name: {"X": a, "y": b} for name, a, b in zip(
    ["train", "test"], np.split(X, [400]), np.split(v[9:, :2], [400]))}
X, y = parts["train"]["X"], parts["train"]["y"]
""",
    "several at once": "X, y = [np.zeros((n, 12, 2)) for n in (300, 90)]\n",
    "rows of a table, one after another": """X = np.array([[row, row] for row in v])
y = np.array([row[:2] for row in v])
""",
    "parts by slices, and a comment of another array": """parts = {"a": slice(0, 400)}
def cut(a):
    X = np.stack([a[i:i + 9] for i in range(len(a) - 9)])  # v (600, 4)
    return X, a[9:, 0]
sets = {name: cut(v[part]) for name, part in parts.items()}
X, y = sets["a"]
""",
    "one number of each piece": """X = np.stack(np.split(v, 20))
y = np.array([1 if p[-1, 0] > 0 else 0 for p in X])
""",
    "a function of what a function gives": """def rows(a, n):
    return a[:n]
def cut(a, w):
    X = np.stack([a[i:i + w] for i in range(len(a) - w)])
    return X, a[w:, 0]
def both(a, w):
    return cut(a, w)
X, y = both(rows(v, 400), 12)
""",
}


@pytest.mark.parametrize("how", MADE)
def test_what_turns_of_a_loop_make_is_read_as_numpy_makes_it(how):
    names = {"np": np, "deque": deque}
    exec(BEGIN + MADE[how], names)
    setup = read_setup(read_text(BEGIN + MADE[how] + FIT).plain)
    for array, real in ((setup.X, names["X"]), (setup.y, names["y"])):
        assert array is not None
        assert array.shape is not None
        assert array.shape[1:] == real.shape[1:]
        assert array.shape[0] in (None, real.shape[0])


CLASSES = (
    'CELLS = {"lstm": layers.LSTM, "gru": layers.GRU}\nx = CELLS["gru"](8)(x)\n',
    'x = getattr(layers, "LSTM")(8)(x)\n',
    "cell = layers.SimpleRNN\nx = cell(8)(x)\n",
    "RNN = partial(layers.GRU, return_sequences=True)\nx = layers.LSTM(8)(RNN(5)(x))\n",
    "def net(x, cell, units):\n    return cell(units)(x)\nx = net(x, layers.LSTM, 8)\n",
    "for cell in (LSTM, GRU):\n    x = cell(8, return_sequences=True)(x)\nx = x[:, -1]\n",
)


@pytest.mark.parametrize("how", CLASSES)
def test_a_class_is_known_by_what_holds_it(how):
    text = f"x = inputs = keras.Input((9, 3))\n{how}model = keras.Model(inputs, x)\n"
    setup = read_setup(read_text(text).plain)
    assert all(layer.kind for layer in setup.layers)
    assert walk(setup).of(setup.output) == (None, 8)


MODELS = (
    'for name in ["LSTM", "GRU"]:\n    cell = getattr(layers, name)\n',
    "for name, cell in dict(a=LSTM, b=GRU).items():\n",
    'CELLS = {"lstm": LSTM, "gru": GRU}\nfor name in CELLS:\n    cell = CELLS[name]\n',
)


@pytest.mark.parametrize("how", MODELS)
def test_a_model_that_is_made_at_each_turn_has_the_shapes_of_any(how):
    text = (
        f"X = np.zeros((90, 9, 3)); y = np.zeros((90, 1))\n{how}"
        "    model = Sequential([Input((9, 3)), cell(8, return_sequences=True), Dense(1)])\n"
        "    model.compile('adam', 'mse')\n    model.fit(X, y)\n"
    )
    assert [each.key for each in diagnose(text).diagnoses] == ["target_every_step"]


ITEMS = "def items():\n    for x, t in zip(X, y):\n        yield x, t\n"
BATCHES = "def items():\n    for i in range(0, len(X), 8):\n        yield X[i:i + 8], y[i:i + 8]\n"
OF = "data = tf.data.Dataset.from_generator({}, output_types=(tf.float32, tf.float32)){}\n"


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (ITEMS + OF.format("items", ""), "unbatched"),
        (ITEMS + OF.format("lambda: items()", ".batch(8)"), "nothing_seen"),
        (ITEMS + "data = items()\n", "unbatched"),
        (BATCHES + OF.format("items", ""), "nothing_seen"),
        (BATCHES + OF.format("items", ".batch(8)"), "batched_twice"),
        (BATCHES + "data = items()\n", "nothing_seen"),
    ],
)
@pytest.mark.parametrize("first", ["", "Input((9, 3)), "])
def test_what_a_data_set_of_a_generator_gives_is_a_sample_or_a_batch(made, key, first):
    text = (
        f"X = np.zeros((90, 9, 3)); y = np.zeros((90, 1))\n{made}"
        f"model = Sequential([{first}LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
        "model.fit(data)\n"
    )
    assert [each.key for each in diagnose(text).diagnoses] == [key]


PIPES = (
    "data.window(9, shift=1, drop_remainder=True).flat_map(lambda w: w.batch(9))"
    ".map(lambda w: (w[:-1], w[-1, 0])).batch(4)",
    "data.batch(6).map(lambda rows: (rows[:, None, :3], rows[:, 3:]))",
)


@pytest.mark.parametrize("pipe", PIPES)
def test_a_pipeline_of_tensorflow_gives_the_shapes_that_it_gives(pipe):
    tf = pytest.importorskip("tensorflow")
    begin = "data = tf.data.Dataset.from_tensor_slices(v)\n"
    names = {"np": np, "tf": tf}
    exec(BEGIN + begin, names)
    specs = eval(pipe, names).element_spec
    fit = FIT.replace("X, y", "data")
    setup = read_setup(read_text(f"{BEGIN}{begin}data = {pipe}\n{fit}").plain)
    for array, spec in ((setup.X, specs[0]), (setup.y, specs[1])):
        assert array is not None
        assert array.shape is not None
        pairs = zip(spec.shape, array.shape, strict=True)
        assert all(None in pair or pair[0] == pair[1] for pair in pairs)


def test_a_data_set_that_is_not_read_is_not_said_to_be_right():
    text = (
        "X = np.zeros((90, 9, 3)); y = np.zeros((90, 1))\ndata = prepared(X, y)\n"
        "model = Sequential([Input((9, 3)), LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
        "model.fit(data)\n"
    )
    found = diagnose(text)
    assert not found.diagnoses
    assert "what data gives" in found.unknown


CUT = """series = pd.read_csv("load.csv")["mw"].values
data = scaler.fit_transform(series.reshape(-1, 1))
X = np.array([data[i:i + 14] for i in range(len(data) - 14)])
y = data[14:, 0]
"""
MODEL = """model = Sequential([Input((14, 1)), LSTM(8), Dense(1)])
model.compile("adam", "mse")
model.fit(X, y)
"""
WINDOWED = """ds = tf.data.Dataset.from_tensor_slices(series).window(25, shift=1{})
ds = ds.flat_map(lambda w: w.batch(25)).batch(32)
InvalidArgumentError: Cannot add tensor to the batch: number of elements does not match. Shapes are:
[tensor]: [2,1], [batch]: [24,1]
"""
SPLIT = """X, y = np.zeros((500, 24, 5)), np.zeros(500)
X_train, y_train, X_test, y_test = train_test_split(X, y, test_size=0.2)
model = Sequential([Input((24, 5)), LSTM(8), Dense(1)])
model.compile("adam", "mse")
model.fit(X_train, y_train)
"""
AHEAD = """dataset = keras.utils.timeseries_dataset_from_array(
    values[:-{0}], targets=goal[{0}:], sequence_length=20, sampling_rate=3, batch_size=64)
model = Sequential([Input((20, 4)), LSTM(8), Dense(1)])
model.compile("adam", "mse")
model.fit(dataset)
"""
SAID = {
    "one window, again and again": (
        CUT + MODEL + "window = data[-14:]\nfor _ in range(9):\n    p = model.predict(window)\n"
        "    window = np.vstack([window[1:], p])\n",
        "no_samples_axis",
        "window = window[None]",
    ),
    "short windows at the end": (WINDOWED.format(""), "short_windows", ""),
    "samples of different lengths": (
        WINDOWED.format(", drop_remainder=True"),
        "unequal_elements",
        "",
    ),
    "parts of a split under other names": (
        SPLIT,
        "other_part",
        "X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)",
    ),
    "parts of a split, and the message": (
        SPLIT + "ValueError: Data cardinality is ambiguous. 'x' sizes: 400\n'y' sizes: 100\n",
        "other_part",
        "X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)",
    ),
    "targets within their windows": (
        AHEAD.format(24),
        "target_in_window",
        "targets = goal[81:]",
    ),
    "targets behind their windows": (AHEAD.format(58), "nothing_seen", ""),
    "a list of texts that was not read is not empty": (
        "texts = []\nfor i in range(n):\n    texts.append([place[c] for c in raw[i:i + 40]])\n"
        "X = np.reshape(texts, (len(texts), 40, 1))\ny = np.zeros((900, 3))\n"
        + MODEL.replace("14", "40").replace("Dense(1)", "Dense(3)"),
        "nothing_seen",
        "",
    ),
}


@pytest.mark.parametrize("how", SAID)
def test_what_comes_of_it_is_said_with_its_line(how):
    text, key, line = SAID[how]
    found = diagnose(text).diagnoses[0]
    assert found.key == key
    assert line in "\n".join(found.fix)
