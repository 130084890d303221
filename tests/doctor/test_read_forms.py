"""Forms that a set-up is written in: what is read of them is what the libraries make of them."""

import math
import random
import time

import numpy as np
import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.walking.by_name import fits, shown
from lstmviz.doctor.walking.named import Named
from lstmviz.doctor.walking.setup import Setup
from lstmviz.doctor.walking.walk import walk


def read(text: str) -> Setup:
    return read_setup(read_text(text).plain)


def built(text: str):
    from lstmviz.training.building import build

    found = build([read(text)])[0]
    assert found is not None
    return found


def last(setup: Setup):
    return walk(setup).of(setup.output)


# ---- Keras by names ------------------------------------------------------------------------------

NUMBERS = {"steps": 9, "wide": 5, "units": 7, "ahead": 4, "classes": 3, "words": 50}


def chain(draw: random.Random) -> list[str]:
    """Write a random model of Keras whose sizes are names."""
    layers = ["Input((steps, wide))"]
    if draw.random() < 0.3:
        layers = ["Input((steps,))", "Embedding(words, wide)"]
    for _ in range(draw.randrange(3)):
        layers.append(draw.choice([
            "LSTM(units, return_sequences=True)", "Dense(2 * units)",
            "Bidirectional(GRU(units, return_sequences=True))",
            "Dropout(0.2)", "TimeDistributed(Dense(wide))", "Conv1D(units, 3)",
            "Conv1D(units, 2, padding='same')",
        ]))  # fmt: skip
    layers.append(draw.choice(["GRU(units)", "Bidirectional(LSTM(units))", "Flatten()",
                               "GlobalAveragePooling1D()"]))  # fmt: skip
    if draw.random() < 0.5:
        layers += ["RepeatVector(ahead)", "LSTM(units, return_sequences=True)"]
    return [*layers, "Dense(classes)"]


def number_of(size: object) -> object:
    """Put numbers in for the names of a size."""
    if not isinstance(size, Named):
        return size
    return sum(
        count * math.prod(NUMBERS[word.name] for word in product)
        for product, count in size.terms.items()
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_model_of_names_gives_the_shapes_that_keras_gives_of_numbers(seed):
    layers = ", ".join(chain(random.Random(seed)))
    text = f"model = Sequential([{layers}])\nmodel.compile(loss='mse')\n"
    found = shown(read(text))
    assert found is not None
    told = "".join(f"{name} = {number}\n" for name, number in NUMBERS.items())
    real = built(told + text)
    for named, shape in zip(found[1].shapes, real.shapes, strict=True):
        assert tuple(map(number_of, named)) == tuple(shape)
    assert fits(read(text))


def test_names_of_a_functional_model_are_walked_and_said():
    text = (
        "inputs = Input(shape=(timesteps, n_features))\nh = LSTM(latent)(inputs)\n"
        "h = RepeatVector(timesteps)(h)\nout = LSTM(n_features, return_sequences=True)(h)\n"
        "model = Model(inputs, out)\n"
    )
    found = diagnose(text)
    assert "the numbers of timesteps, n_features, latent" in found.unknown
    assert str(found.walk[-1].shape) == "(None, timesteps, n_features)"


def test_what_goes_in_without_a_word_is_not_said_to_fit():
    text = "h = LSTM(units)(x)\nout = Dense(1)(h)\n"
    assert shown(read(text)) is not None
    assert not fits(read(text))


def test_two_names_may_be_one_number_and_refuse_no_join():
    text = "a = Input((t, 3))\nb = Input((s, 3))\nmodel = Model([a, b], Concatenate()([a, b]))\n"
    assert walk(read(text)).stop is None
    assert not fits(read(text))  # with other numbers Keras refuses it


# ---- Functional calls ----------------------------------------------------------------------------


def test_a_layer_may_be_called_by_the_names_of_its_arguments():
    text = (
        "ins = k.layers.Input(shape=(4, 10))\npre = k.layers.Input(shape=(10,))\n"
        "out, state = k.layers.SimpleRNN(10, return_state=True)(inputs=ins, initial_state=pre)\n"
        "m = k.models.Model(inputs=[ins, pre], outputs=out)\nm.compile(loss='mse')\n"
    )
    setup = read(text)
    assert last(setup) == built(text).of(setup.output) == (None, 10)
    wrong = walk(read(text.replace("(10,))", "(1, 10))"))).stop
    assert wrong is not None
    assert wrong.kind == "initial_state"


def test_a_model_that_is_called_again_stands_there_again():
    text = (
        "a = Input((20, 4))\nb = Input((30, 4))\nx = Input((None, 4))\n"
        "shared = Model(x, LSTM(8)(LSTM(6, return_sequences=True)(x)))\n"
        "z = concatenate([shared(a), shared(b)])\nm = Model([a, b], Dense(1)(z))\n"
        "m.compile(loss='mse')\n"
    )
    setup = read(text)
    assert [node.layer.kind for node in setup.nodes].count("LSTM") == 4
    assert last(setup) == built(text).of(setup.output) == (None, 1)


@pytest.mark.parametrize("functional", [False, True])
def test_a_model_within_time_distributed_is_each_of_its_layers_at_every_step(functional):
    cnn = (
        "i = Input((8, 8, 3))\ncnn = Model(i, Flatten()(Conv2D(4, (3, 3))(i)))\n" if functional
        else "cnn = Sequential([Conv2D(4, (3, 3), input_shape=(8, 8, 3)), Flatten()])\n"
    )  # fmt: skip
    text = cnn + (
        "model = Sequential()\nmodel.add(TimeDistributed(cnn, input_shape=(10, 8, 8, 3)))\n"
        "model.add(LSTM(5))\nmodel.compile(loss='mse')\n"
    )
    shapes = walk(read(text)).shapes
    assert shapes[-2:] == ((None, 10, 6 * 6 * 4), (None, 5))


def test_all_that_a_layer_with_states_gives_is_no_single_tensor():
    text = (
        "x = Input((9, 4))\ny = GRU(6, return_sequences=True, return_state=True)(x)\n"
        "model = Model(x, Dense(3)(y))\nmodel.compile(loss='mse')\n"
    )
    found = walk(read(text)).stop
    assert found is not None
    assert (found.kind, found["count"]) == ("input_count", 2)
    stop = built(text).stop
    assert stop is None or "expects 1 input" in stop.sentence


# ---- Older Keras ---------------------------------------------------------------------------------


def test_pairs_of_sizes_of_an_old_keras_are_from_and_to():
    text = (
        "model = Sequential()\nmodel.add(Embedding(100, 16))\nmodel.add(LSTM(16, 32))\n"
        "model.add(Dense(32, 4))\n"
    )
    assert last(read(text)) == (None, 4)
    # (filters, channels, rows, columns)
    old = "model = Sequential([Input((20, 20, 1)), Convolution2D(8, 1, 2, 5)])\n"
    assert last(read(old)) == (None, 19, 16, 8)


# ---- Arrays --------------------------------------------------------------------------------------

JOINS = ("np.concatenate([a, b], axis=0)", "np.concatenate([a, b], axis=1)",
         "np.concatenate((a, b), axis=-1)", "np.hstack((a, b))", "np.vstack((a, b))",
         "np.stack([a, b])", "np.stack([a, b], axis=1)", "np.column_stack((a, b))",
         "np.append(a, b, axis=0)", "np.append(a, b)")  # fmt: skip


@pytest.mark.parametrize("join", JOINS)
@pytest.mark.parametrize("shapes", [((4, 3), (4, 3)), ((4, 3), (2, 3)), ((4, 3), (4, 1)),
                                    ((5,), (5,)), ((4, 2, 3), (4, 2, 3))])  # fmt: skip
def test_joined_arrays_have_numpys_shape_or_none(join, shapes):
    a, b = map(np.zeros, shapes)
    text = f"a = np.zeros({shapes[0]})\nb = np.zeros({shapes[1]})\nX = {join}\nmodel.fit(X, y)\n"
    found = read(text).X
    try:
        real = eval(join, {"np": np, "a": a, "b": b}).shape
    except ValueError:
        assert found.shape is None
        return
    assert found.shape is None or len(found.shape) == len(real)
    for told, size in zip(found.shape or (), real, strict=bool(found.shape)):
        assert told in (None, size)
    if "append(a, b)" not in join:
        assert found.shape == real


def test_windows_are_measured_by_the_places_that_names_stand_for():
    text = (
        "def cut(rows, back, ahead):\n    X, y = list(), list()\n    for i in range(len(rows)):\n"
        "        end = i + back\n        out = end + ahead\n"
        "        if out > len(rows):\n            break\n"
        "        one, two = rows[i:end, :-1], rows[end:out, -1]\n"
        "        X.append(one)\n        y.append(two)\n    return array(X), array(y)\n"
        "table = np.random.rand(200, 3)\nX, y = cut(table, 9, 2)\nmodel.fit(X, y)\n"
    )
    setup = read(text)
    assert (setup.X.shape, setup.y.shape) == ((None, 9, 2), (None, 2))
    flat = text.replace("np.random.rand(200, 3)", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]")
    setup = read(flat.replace("[i:end, :-1]", "[i:end]").replace("[end:out, -1]", "[end:out]"))
    assert (setup.X.shape, setup.y.shape) == ((None, 9), (None, 2))


def test_lists_of_different_lengths_make_no_array():
    text = (
        "x = [[[1, 1], [2, 2]], [[1, 1], [2, 2], [3, 3]]]\ny = np.array([[1], [2]])\n"
        "model = Sequential()\nmodel.add(LSTM(50, input_dim=2))\nmodel.add(Dense(1))\n"
        "model.compile(loss='mse')\nmodel.fit(np.array(x), y)\n"
    )
    with pytest.raises(ValueError, match="inhomogeneous"):
        np.array([[[1, 1], [2, 2]], [[1, 1], [2, 2], [3, 3]]])
    assert diagnose(text).diagnoses[0].key == "ragged"
    even = text.replace(", [3, 3]", "")
    assert read(even).X.shape == (2, 2, 2)


def test_data_sets_and_padded_texts_have_the_shapes_that_are_documented():
    text = (
        "mnist = tf.keras.datasets.mnist\n"
        "(x_train, y_train), (x_test, y_test) = mnist.load_data()\n"
        "model.fit(x_train, y_train)\n"
    )
    assert read(text).X.shape == (60_000, 28, 28)
    padded = (
        "(x_train, y_train), (x_test, y_test) = imdb.load_data(num_words=1000)\n"
        "x_train = pad_sequences(x_train, maxlen=80)\n"
        "model = Sequential([Embedding(1000, 8), LSTM(4), Dense(1, activation='sigmoid')])\n"
        "model.compile(loss='binary_crossentropy')\nmodel.fit(x_train, y_train)\n"
    )
    assert read(padded).X.shape == (25_000, 80)
    assert walk(read(padded)).stop is None
    bare = "".join(line for line in padded.splitlines(True) if "pad_" not in line)
    assert walk(read(bare)).stop.kind == "ragged"


def test_a_number_that_is_drawn_is_no_array():
    text = (
        "n = np.random.randint(10, 100)\nX = np.zeros((8, n, 5))\nX = np.random.normal(0, 1, 50)\n"
    )
    assert read(text + "model.fit(X, y)\n").X.shape == (50,)
    assert read(text.splitlines()[0] + "\nmodel.fit(n, y)\n").X.shape is None


def test_what_a_generator_yields_is_fed():
    text = (
        "def batches():\n    while True:\n        x = np.random.random((32, 10, 5))\n"
        "        y = np.random.random((32, 1))\n        yield x, y\n\n"
        "model = Sequential([Input((10, 5)), LSTM(8), Dense(1)])\nmodel.compile(loss='mse')\n"
        "model.fit_generator(batches(), steps_per_epoch=3)\n"
    )
    setup = read(text)
    assert (setup.X.shape, setup.y.shape) == ((32, 10, 5), (32, 1))
    signed = (
        "ds = tf.data.Dataset.from_generator(gen, output_signature=(tf.TensorSpec(shape=(10, 5)), "
        "tf.TensorSpec(shape=(1,)))).batch(4)\nmodel.fit(ds)\n"
    )
    assert read(signed).X.shape == (None, 10, 5)


# ---- Slices by names, in PyTorch -----------------------------------------------------------------


def test_the_directions_of_a_layer_are_taken_apart_by_name():
    text = (
        "import torch.nn as nn\nclass E(nn.Module):\n    def __init__(self, wide, hidden):\n"
        "        super().__init__()\n        self.hidden = hidden\n"
        "        self.gru = nn.GRU(wide, hidden, bidirectional=True)\n"
        "    def forward(self, x):\n        out, h = self.gru(x)\n"
        "        return out[:, :, :self.hidden] + out[:, :, self.hidden:]\n"
    )
    found = shown(read(text))
    assert found is not None
    assert str(found[1].of(found[0].output)).endswith(", hidden)")
    # Whether 8 are there is not known.
    other = shown(read(text.replace(":self.hidden]", ":8]").replace("self.hidden:]", "8:]")))
    assert other is None or other[1].of(other[0].output)[-1] is None


# ---- Summaries -----------------------------------------------------------------------------------


def summary_of(model) -> str:
    lines: list[str] = []
    model.summary(print_fn=lambda line, **_: lines.append(line), line_length=78)
    return "\n".join(lines)


def models():
    import keras
    from keras import layers

    yield keras.Sequential([keras.Input((30,)), layers.Embedding(50, 8), layers.Conv1D(6, 3),
                            layers.MaxPooling1D(2), layers.Bidirectional(layers.LSTM(5)),
                            layers.Dense(2)])  # fmt: skip
    yield keras.Sequential([keras.Input((9, 4)), layers.GRU(7, return_sequences=True),
                            layers.Bidirectional(layers.GRU(6), merge_mode="sum"),
                            layers.RepeatVector(3), layers.LSTM(5, return_sequences=True),
                            layers.TimeDistributed(layers.Dense(2))])  # fmt: skip
    a, b = keras.Input((12, 3)), keras.Input((5,))
    joined = layers.Concatenate()([layers.LSTM(8)(a), layers.Dense(4)(b)])
    yield keras.Model([a, b], layers.Dense(1)(joined))


@pytest.mark.parametrize("which", range(3))
def test_a_summary_that_keras_prints_is_the_model(which):
    model = list(models())[which]
    setup = read(summary_of(model))
    assert walk(setup).stop is None
    assert last(setup) == model.output_shape
    assert len(setup.inputs) == len(model.inputs)


def test_a_summary_with_a_row_too_few_is_none():
    model = list(models())[2]
    rows = summary_of(model).split("\n")
    text = "\n".join(row for row in rows if "concatenate " not in row and "(Concat" not in row)
    assert "Concatenate" not in [layer.kind for layer in read(text).layers]
    assert last(read(text)) is None


# ---- Words and cuts ------------------------------------------------------------------------------


def test_the_axis_of_the_samples_may_have_a_name_in_a_sentence():
    text = (
        "The input dimension is `(batch_size, 100, 23)`, "
        "the output dimension is (batch_size, 100, 2)."
    )
    setup = read(text)
    assert (setup.X.shape, setup.y.shape) == ((None, 100, 23), (None, 100, 2))


def test_a_printed_shape_of_another_name_is_no_x():
    code = "model = Sequential([Input((4, 3)), LSTM(8)])\nres = model.predict(a)\nres.shape\n"
    assert read(code + "> (3, 8)\n").X is None


def test_arrays_before_a_cut_stay_what_they_are():
    code = (
        "X = np.zeros((50, 8, 3))\ny = np.zeros((50, 1))\nmodel = Sequential()\n"
        "model.add(LSTM(4, input_shape=(8, 3)))\n"
    )
    for cut in ("model.add(Dense(1, acti", "z = np.zeros((3, 4)).t", "class Next(nn.Module):"):
        setup = read(code + cut)
        assert setup.X.shape == (50, 8, 3), cut
        assert "left_out" in setup.marks, cut


def test_a_comment_that_trails_off_leaves_no_line_out():
    code = "model = Sequential()\n# la primera capa.....\nmodel.add(LSTM(4, input_shape=(8, 3)))\n"
    assert "left_out" not in read(code).marks


def test_a_line_break_of_html_ends_a_line():
    code = "model = Sequential() <br />model.add(layer_of_mine)\nmodel.add(LSTM(8))\n"
    assert [layer.kind for layer in read(code).layers] == ["", "LSTM"]


def test_steps_as_many_as_the_samples_of_a_trial_are_no_match():
    code = (
        "model = Sequential([Input((9, 3)), LSTM(8), Dense(3)])\nmodel.compile(loss='mse')\n"
        "y = np.zeros((200, 2, 3))\nX = np.zeros((200, 9, 3))\nmodel.fit(X, y)\n"
    )
    assert walk(read(code)).stop.kind == "loss"


# ---- Texts that grow ----------------------------------------------------------------------------

GROWING = {
    "models": "m0 = Sequential([LSTM(3)])\n"
    + "".join(f"m{i + 1} = Sequential([m{i}, m{i}])\n" for i in range(40)),
    "steps": "m0 = Sequential([Dense(3)])\n"
    + "".join(f"m{i + 1} = Sequential([TimeDistributed(m{i})] * 2)\n" for i in range(40)),
    "names": "".join(f"n{i + 1} = n{i} * n{i} + k{i}\n" for i in range(300))
    + "model = Sequential([Input((n300, n1)), LSTM(n300), Dense(n300)])\n",
    "a sum": "x = " + " + ".join(f"n{i}" for i in range(400)) + "\nmodel = Sequential([LSTM(x)])\n",
}


@pytest.mark.parametrize("kind", GROWING)
def test_a_text_that_grows_line_by_line_is_read_in_bounded_time(kind):
    begun = time.process_time()
    diagnose(GROWING[kind])
    assert time.process_time() - begun < 5


# ---- Tracebacks and words of other languages -----------------------------------------------------


def test_lines_that_a_traceback_shows_again_are_not_run_again():
    code = "model = Sequential()\nmodel.add(Dense(5, input_shape=(4, 1)))\nmodel.add(LSTM(32))\n"
    trace = (
        "<ipython-input-20-1248a33f6518> in <module>()\n"
        "      2 model.add(Dense(5, input_shape=(4, 1)))\n"
        "----> 3 model.add(LSTM(32))\n"
    )
    assert [layer.kind for layer in read(code + trace).layers] == ["Dense", "LSTM"]
    alone = "      4 model.add(LSTM(units = 50))\n----> 5 model.add(LSTM(units = 50))\n"
    assert [layer.kind for layer in read(alone).layers] == ["LSTM", "LSTM"]


SAID = ("Meu trainX é um vetor [650, 20, 1].", "trainX tem o formato (650, 20, 1)",
        "mon trainX est un tableau (650, 20, 1)")  # fmt: skip


@pytest.mark.parametrize("words", SAID)
def test_a_shape_is_told_in_other_languages(words):
    assert read(words + "\nmodel.fit(trainX, y)\n").X.shape == (650, 20, 1)


def test_a_text_with_code_in_it_is_not_said_to_be_words():
    text = "I run this, and it fails somehow for the larger ones:\ntrain = make(rows, lookback=7)\n"
    assert "these are words" not in diagnose(text).unknown


def test_a_layer_of_self_that_is_called_is_not_made():
    text = "import torch\nout, (h, c) = self.LSTM(x, None)\n"
    assert "nn.LSTM" not in [layer.kind for layer in read(text).layers]


def test_two_forms_of_a_model_that_the_text_does_not_begin_are_no_chain():
    text = (
        "model.add(LSTM(64, input_shape=(10, 3)))\nmodel.add(Dense(1))\n"
        "I get an error. If I change it to\n"
        "model.add(LSTM(64, input_shape=(10, 3), return_sequences=True))\nmodel.add(Dense(1))\n"
    )
    setup = read(text)
    assert setup.several
    assert len(setup.layers) == 2
    begun = read("model = Sequential()\n" + text.split("I get")[0])
    assert not begun.several


def test_a_comment_within_brackets_is_no_cut():
    code = "model = Sequential([\n    Input((12, 64)),  # readings (of a day\n    LSTM(16),\n])"
    assert [layer.kind for layer in read(code).layers] == ["LSTM"]
    assert "left_out" not in read(code).marks
    assert "left_out" in read(code.removesuffix("\n])")).marks


@pytest.mark.parametrize("name", ["batch", "data", "x"])
def test_a_comment_tells_the_shape_of_what_has_one(name):
    text = (
        "import torch.nn as nn\nrnn = nn.GRU(5, 8, batch_first=True)\n"
        f"# {name}.shape: torch.Size([4, 9, 5])\nout, h = rnn({name})\n"
    )
    setup = read(text)
    assert walk(setup).of(setup.output) == (4, 9, 8)


def test_what_a_function_says_of_itself_is_not_the_learners_question():
    text = (
        "import torch, torch.nn as nn\nclass Net(nn.Module):\n"
        '    """Un réseau pour prévoir le trafic.\n\n    Args:\n        n (int): nombre d\'unités\n'
        '    """\n    def __init__(self, n):\n        super().__init__()\n'
        "        self.rnn, self.fc = nn.GRU(5, n, batch_first=True), nn.Linear(n, 8)\n"
        "    def forward(self, x):\n        return self.fc(self.rnn(x)[0])\n"
        "out = Net(8)(torch.randn(4, 9, 5))\n"
        "loss = nn.MSELoss()(out, torch.randn(4, 9, 8))\n"
    )
    assert [each.key for each in diagnose(text).diagnoses] == ["nothing_seen"]


@pytest.mark.parametrize("outer", ["Bidirectional(GRU(8{}))", "TimeDistributed(GRU(8{}))"])
def test_keras_does_not_read_what_a_layer_within_a_wrapper_asks_for(outer):
    shape = (40, 6, 9, 5) if outer.startswith("Time") else (40, 9, 5)
    text = (
        f"X = np.zeros({shape})\n"
        f"model = Sequential([{outer.format(', input_shape=(9, 2)')}])\nmodel.fit(X, y)\n"
    )
    assert walk(read(text)).stop is None
    assert built(text).stop is None
    asked = text.replace(", input_shape=(9, 2))", "), input_shape=(9, 2)")
    assert walk(read(asked)).stop is not None
