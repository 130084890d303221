"""Right set-ups raise no alarm, shapes are followed as NumPy makes them, no text is too strange."""

import ast
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from lstmviz.doctor import EXAMPLES, diagnose
from lstmviz.doctor.asking import QUESTIONS
from lstmviz.doctor.reader import read_setup
from lstmviz.doctor.text import read_text
from lstmviz.samples.layouts import LAYOUTS
from tests.doctor.test_messages import WORDINGS

SIZE = st.integers(2, 60)
CELL = st.sampled_from(["LSTM", "GRU", "SimpleRNN", "layers.LSTM", "keras.layers.GRU"])


@st.composite
def right_keras(draw):
    """Draw a set-up in which nothing is wrong, as code or as a sentence."""
    window, columns, units = draw(SIZE), draw(SIZE), draw(SIZE)
    rows = draw(st.integers(200, 5_000))
    cell, deep, horizon = draw(CELL), draw(st.booleans()), draw(st.integers(1, 4))
    stack = [*[f"{cell}({units}, return_sequences=True)"] * deep, f"{cell}({units})"]
    stack += [*draw(st.sampled_from([[], ["Dropout(0.2)"]])), f"Dense({horizon})"]
    count = rows - window - horizon + 1
    target = draw(st.sampled_from([f"({count}, {horizon})", f"({count},)"][: 1 + (horizon == 1)]))
    match draw(st.sampled_from(["words", "sequential", "functional", "windows", "loop"])):
        case "words":
            return (
                f"My X is ({count}, {window}, {columns}), y is {target}, model "
                f"Input(({window}, {columns})), {', '.join(stack)}"
            )
        case "sequential":
            head = f"X = np.zeros(({count}, {window}, {columns}))\ny = np.zeros({target})\n"
            adds = "".join(f"model.add({layer})\n" for layer in stack)
            first = f"model = Sequential()\nmodel.add(Input(shape=({window}, {columns})))\n"
            return head + first + adds + "model.compile('adam', loss='mse')\nmodel.fit(X, y)"
        case "functional":
            head = f"X = np.zeros(({count}, {window}, {columns}))\ny = np.zeros({target})\n"
            calls = "".join(f"x = {layer}(x)\n" for layer in stack)
            first = f"x = inputs = keras.Input(({window}, {columns}))\n"
            return f"{head}{first}{calls}keras.Model(inputs, x)"
        case "windows":
            return (
                f"table = np.random.rand({rows}, {columns})\n"
                f"X = sliding_window_view(table, {window}, axis=0).transpose(0, 2, 1)\n"
                f"X = X[:-{horizon}]\n"
                f"model = Sequential([Input(X.shape[1:]), {', '.join(stack)}])"
            )
    return (
        f"data = np.random.rand({rows}, {columns})\nW = {window}\nX, y = [], []\n"
        "for i in range(len(data) - W):\n    X.append(data[i:i + W])\n    y.append(data[i + W, "
        "0])\n"
        "X, y = np.array(X), np.array(y)\n"
        f"model = Sequential([Input((W, {columns})), {', '.join([*stack[:-1], 'Dense(1)'])}])\n"
        "model.compile(optimizer='adam', loss='mse')\nmodel.fit(X, y, epochs=3)"
    )


RIGHT = {"made": "moved", "order": "windows", "target": "after"}


def see_nothing(text, answers=()):
    """Answer every question as a learner does who did it right; nothing may be said to be wrong."""
    given_ = dict(answers)
    for _ in range(9):
        answer = diagnose(text, given_)
        assert [each.key for each in answer.diagnoses] == ["nothing_seen"], text
        if answer.question is None:
            break
        given_[answer.question.key] = RIGHT[answer.question.key]
    else:
        pytest.fail("it goes on asking")
    assert answer.unknown == ""
    assert answer.diagnoses[0].details
    assert answer.understood


@settings(max_examples=50)
@given(right_keras())
def test_right_models_in_keras_raise_no_alarm(text):
    see_nothing(text)


@settings(max_examples=12)
@given(SIZE, SIZE, SIZE, st.integers(61, 5_000), st.sampled_from(["LSTM", "GRU", "RNN"]))
def test_right_models_in_torch_raise_no_alarm(window, columns, units, samples, cell):
    module = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.rnn = nn.{cell}({columns}, {units}, batch_first=True)\n"
        f"        self.head = nn.Linear({units}, 1)\n"
        "    def forward(self, x):\n        out, _ = self.rnn(x)\n"
        "        return self.head(out[:, -1])\n"
    )
    see_nothing(
        f"{module}X = torch.randn({samples}, {window}, {columns})\ny = torch.randn({samples}, 1)"
    )


@pytest.mark.parametrize(
    "text",
    [
        # Shapes that look odd and are right.
        "X is (90, 24, 1), y is (90,), Input((24, 1)), LSTM(8), Dense(1)",
        "X is (90, 24, 3), y is (90, 24, 1), Input((24, 3)), GRU(8, return_sequences=True), "
        "Dense(1)",
        "X is (90, 24, 3), y is (90, 24), Input((24, 3)), GRU(8, return_sequences=True), Dense(1)",
        "X is (90, 24, 3), y is (90,), Input((24, 3)), LSTM(8), Dense(5, activation='softmax'), "
        "loss='sparse_categorical_crossentropy'; "
        "model.compile('adam', 'sparse_categorical_crossentropy')",
        "X is (90, 30, 3), Input((None, 3)), GRU(8), Dense(1)",
        "X is (61, 12, 1), Input((12, 1)), Bidirectional(LSTM(8)), Dense(1)",
        "X is (90, 24, 3), y is (90, 7, 1), Input((24, 3)), LSTM(8), RepeatVector(7), "
        "LSTM(8, return_sequences=True), TimeDistributed(Dense(1))",
        "X is (90, 28, 28) and y is (90,). Input((28, 28)), GRU(8), Dense(9, activation='softmax')",
        # Whole windows may be shuffled.
        "X = sliding_window_view(table, 5, axis=0).transpose(0, 2, 1)\n"
        "X, _, y, _ = train_test_split(X, y)\nSequential([Input((5, 3)), LSTM(2)])",
        # The steps are taken out by hand, or the layers are no chain.
        "X = np.zeros((9, 5, 3))\ny = np.zeros((9, 1))\ni = Input((5, 3))\n"
        "x = LSTM(8, return_sequences=True)(i)\nx = x[:, -1]\no = Dense(1)(x)",
        "X = np.zeros((9, 5, 3))\ny = np.zeros((9, 1))\ni = Input((5, 3))\n"
        "x = LSTM(1, return_sequences=True)(i)\nm = Model(i, x[:, -1])",
        "X = np.zeros((9, 5, 3))\ny = np.zeros((9, 1))\ni = Input((5, 3))\na = LSTM(8)(i)\n"
        "b = GRU(4)(i)\no = Dense(1)(Concatenate()([a, b]))",
        "X = np.zeros((9, 5, 3))\ni = Input((5, 3))\nout, h, c = LSTM(8, return_state=True)(i)\n"
        "o = Dense(1)(out)",
        "loader = DataLoader(data, batch_size=8)\nlstm = nn.LSTM(3, 8, batch_first=True)",
    ],
)
def test_what_looks_odd_and_is_right(text):
    see_nothing(text)


# ---- Shapes, as NumPy makes them ---------------------------------------------------------------

STEPS = st.lists(
    st.sampled_from(
        [
            "X = X[:, None, :]", "X = X[..., None]", "X = X[None]", "X = X[0]", "X = X[:-2]",
            "X = X[::3]", "X = X[:, 1:]", "X = X[-1:]", "X = X.T", "X = X.reshape(-1, 2)",
            "X = X.reshape(X.shape[0], 1, -1)", "X = X.reshape((3, -1))",
            "X = np.expand_dims(X, 1)",
            "X = np.moveaxis(X, -1, 1)", "X = np.swapaxes(X, 0, 1)", "X = X.transpose(1, 0)",
            "X = X.transpose(0, 2, 1)", "X = np.transpose(X)",
            "X = sliding_window_view(X, 3, axis=0)",
            "X = X.astype('float32')", "X = np.asarray(X)", "X = X.squeeze(-1)", "X = X[:, :, 0]",
            "X = X.ravel()", "X = np.zeros(X.shape)", "X = X.copy()",
        ]
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=150)
@given(st.sampled_from([(12, 6), (24, 3), (6, 4, 2), (30,), (9, 1)]), STEPS)
def test_shapes_are_followed_as_numpy_makes_them(shape, lines):
    space = {"np": np, "X": np.zeros(shape), "sliding_window_view": sliding_window_view}
    for line in lines:
        try:
            exec(line, space)
        except (ValueError, IndexError):
            return
    code = "\n".join([f"X = np.zeros({shape})", *lines])
    told = read_setup(code).X.shape
    assert told is None or told == space["X"].shape
    # Where every line is plain, the shape is known.
    if not any(word in code for word in ("reshape", "squeeze", "ravel")):
        assert told == space["X"].shape


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("X.shape, y.shape\n((8, 5, 3), (8,))", (8, 5, 3), (8,)),
        ("print(X_train.shape)\n(8, 5, 3)\nprint(y_train.shape)  # (8,)", (8, 5, 3), (8,)),
        ("shape of X: torch.Size([8, 3])", (8, 3), None),
        ("my input X has shape (8, 3) and y has shape (8,)", (8, 3), (8,)),
        ("X is 53394x3", (53394, 3), None),
        ("X is (53394, 3), LSTM(32), Dense(1)", (53394, 3), None),
        ("x_train: [100, 24, 3]; y_train: [100]", (100, 24, 3), (100,)),
        (">>> X = np.random.rand(8, 5, 3)\n>>> y = X[:, -1, 0]", (8, 5, 3), (8,)),
        ("In [3]: X = torch.randn(8, 5, 3).permute(1, 0, 2)", (5, 8, 3), None),
        (
            "a = np.zeros((9, 2))\nfor i in range(5):\n    b = a[i:i + 3]\n    X.append(b)",
            (None, 3, 2),
            None,
        ),
        ("model.fit(np.zeros((8, 5, 3)), np.zeros(8))", (8, 5, 3), (8,)),
        ("X_tr = np.zeros((8, 5, 3)) # training\n", (8, 5, 3), None),
        ("(53394, 3)", (53394, 3), None),
        ("my windows are (500, 24, 3), and now?", (500, 24, 3), None),
        ("We have a nice day (8, 5, 3).", None, None),
        ("zeros((8, 5, 3)); foo(4, 5)", None, None),
    ],
)
def test_shapes_are_read_from_sentences_and_code(text, x, y):
    setup = read_setup(read_text(text).plain)
    assert (setup.X and setup.X.shape, setup.y and setup.y.shape) == (x, y)


def test_a_traceback_gives_its_own_code_but_not_the_library_s():
    text = (
        'Traceback (most recent call last):\n  File "/home/me/train.py", line 3, in <module>\n'
        "    model = Sequential([Input((5, 3)), LSTM(4), LSTM(2)])\n"
        '  File "/usr/lib/python3/site-packages/keras/layer.py", line 9, in __call__\n'
        "    self.cell = GRU(99, stateful=True)\n"
        "ValueError: Input 0 of layer 'lstm_1' is incompatible with the layer: expected ndim=3, "
        "found ndim=2. Full shape received: (None, 4)"
    )
    answer = diagnose(text)
    assert answer.understood == ("Input((5, 3))", "LSTM(4)", "LSTM(2)")
    assert answer.diagnoses[0].key == "return_sequences"
    notebook = "      1 model = Sequential()\n----> 2 model.add(LSTM(4, input_shape=(5, 3)))"
    assert diagnose(notebook).understood == ("Input((5, 3))", "LSTM(4, input_shape=(5, 3))")


def test_half_a_line_is_read_as_far_as_it_goes():
    text = "model = Sequential([\n  Input((5, 3)),\n  LSTM(4, return_sequences=True),\n  Dense(1)"
    assert diagnose(text).understood == (
        "Input((5, 3))",
        "LSTM(4, return_sequences=True)",
        "Dense(1)",
    )


# ---- Any text ---------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "X", "y", " is ", "(8, 5, 3)", "(", ")", "[", "]", "LSTM(", "Input((", "nn.LSTM(3, 4)",
        "\n", "Sequential([", "Dense(1)", "= ", "None", ":",
        "\\", "'", '"', "#", "\t", "-1", "0", ", ",
        "expected ndim=3, found ndim=2", "Full shape received: (", "x sizes: 5,", "{", "}",
        "lambda",
        "X[", "::0", "reshape(", "-", "99999999999999999999", "sliding_window_view(",
        "Bidirectional(",
        ".transpose(", "for i in ", "import torch\n", "x", "=", "\x00", "\ud800", "\u202e", "é",
    ]
)  # fmt: skip


@settings(max_examples=120)
@given(
    st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)),
    st.dictionaries(st.sampled_from([*QUESTIONS, "other"]), st.text(max_size=9), max_size=3),
    st.randoms(use_true_random=False),
)
def test_no_text_and_no_answers_raise(text, answers, random):
    for key, question in QUESTIONS.items():
        if random.random() < 0.3:
            answers[key] = random.choice(list(question.choices))
    answer = diagnose(text, answers)
    assert answer.diagnoses or answer.unknown
    for diagnosis in answer.diagnoses:
        check(diagnosis)


def check(diagnosis):
    """What holds for each diagnosis: sentences end, code is Python, the layout exists."""
    assert diagnosis.title.endswith(".")
    for sentence in (diagnosis.axis, diagnosis.happens, *diagnosis.details):
        assert not sentence or sentence[-1] in ".?)", sentence
    for line in diagnosis.fix:
        ast.parse(line)
    assert diagnosis.opens is None or diagnosis.opens.layout in LAYOUTS
    assert diagnosis.silent == bool(diagnosis.happens) or diagnosis.key == "torch_loss_sizes"


@pytest.mark.parametrize(
    "piece",
    ["(", "[", "LSTM(", "Input((", "-", "a.", "not ", "1 if 1 else ", "expected", "X is ", "(8, ",
     "layer", "x sizes: 1,", "File \"", "'", "X[", "expectedndim=3,foundndim=", "8 x ", "y " * 9,
     "dimensionsmustbeequal,butare1and1for", "reshape(", "\x1b[", "&amp;", "lambda: ", "~",
     "in[0]:["],
)  # fmt: skip
def test_huge_and_hostile_texts_are_read_in_no_time(piece):
    text = (piece * 30_000)[:200_000]
    start = time.thread_time()
    diagnose(text)
    assert time.thread_time() - start < 1.5


def test_a_small_stack_is_enough():
    # A deep syntax tree must not end the process, on threads with half a megabyte either.
    answers = []

    def read():
        deep = ("-" * 2_900 + "1", "a" + ".a" * 1_400, "f(-" * 99 + "1" + ")" * 99, "~" * 19_000)
        answers.extend(diagnose(text) for text in deep)

    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert len(answers) == 4


def test_examples_and_wordings_give_whole_diagnoses():
    for _, text in EXAMPLES.values():
        answer = diagnose(text)
        assert answer.diagnoses or answer.question
        assert not answer.unknown
    for text in (*dict(WORDINGS), *dict(EXAMPLES.values()).values()):
        for diagnosis in diagnose(text).diagnoses:
            check(diagnosis)
            assert diagnosis.fix or diagnosis.key == "nothing_seen"
            for axes in (diagnosis.fed, diagnosis.meant):
                assert axes is None or len(axes.shape) == len(axes.names)
