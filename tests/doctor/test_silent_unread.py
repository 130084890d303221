"""Silent faults that are seen though the shape that goes in is not told; questions in words."""

import pytest

from lstmviz.doctor import diagnose


def keys(text):
    return [each.key for each in diagnose(text).diagnoses]


CLASSES = (
    "model = Sequential()\nmodel.add(first_layer)\nmodel.add(LSTM(16))\n{}"
    "model.add(Dense(len(names), activation='softmax'))\nmodel.compile(loss='{}', optimizer='sgd')"
)
NECK = "model.add(Dense(1))\nmodel.add(Activation('relu'))\n"
FORWARD = (
    "def forward(self, x):\n    seen, state = self.{}(self.embed(x))\n"
    "    return self.head(seen[{}])\n"
)
BOTH = "model = Sequential([Input((9, 2)), Bidirectional(LSTM(8), merge_mode='{}'), Dense(1)])"
PAIR = "rnn = nn.{}(5, 8{})\nout, (h, c) = rnn(x)\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (CLASSES.format("", "binary_crossentropy"), "yes_or_no_each"),
        (CLASSES.format(NECK, "categorical_crossentropy"), "one_number_left"),
        (FORWARD.format("rnn", ":, :, -1"), "unit_for_step"),
        (FORWARD.format("lstm", ":, :, -1"), "unit_for_step"),
        (PAIR.format("GRU", ", bidirectional=True"), "pair_of_one"),
        (BOTH.format("mean"), "merge_mode"),
    ],
)
def test_a_silent_fault_is_seen_behind_an_input_that_is_not_read(text, key):
    assert key in keys(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (CLASSES.format("", "categorical_crossentropy"), "yes_or_no_each"),
        (CLASSES.format("model.add(Dense(2))\n", "categorical_crossentropy"), "one_number_left"),
        (FORWARD.format("rnn", ":, -1, :"), "unit_for_step"),
        (FORWARD.format("conv", ":, :, -1"), "unit_for_step"),
        (PAIR.format("LSTM", ""), "pair_of_one"),
        ("if fast:\n    rnn = nn.LSTM(5, 8)\nelse:\n    " + PAIR.format("GRU", ""), "pair_of_one"),
        (BOTH.format("ave"), "merge_mode"),
    ],
)
def test_what_is_right_is_not_called_so(text, key):
    assert key not in keys(text)


def test_the_last_step_is_taken_as_the_layer_lies():
    torch = pytest.importorskip("torch")
    text = (
        "X = torch.zeros(4, 9, 3)\nlstm = nn.LSTM(3, 8, batch_first=True)\n"
        "out, h = lstm(X)\nlast = out[:, :, -1]\n"
    )
    found = next(each for each in diagnose(text).diagnoses if each.key == "unit_for_step")
    space = {"out": torch.nn.LSTM(3, 8, batch_first=True)(torch.zeros(4, 9, 3))[0]}
    exec(found.fix[0], space)
    assert space["last"].shape == (4, 8)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Should I take out[-1] for the last hidden state, or out[:, -1]?", "last_step"),
        ("model = Sequential([Input((4, 1)), LSTM(12), Dense(1)])\n"
         "I do not see why the output has the shape (None, 12) here?", "units_not_steps"),
        ("out[-1] is no last step for padded sequences, is it?", "last_of_padded"),
        ("Can RepeatVector be made dynamic by the length of the input?", "repeat_by_length"),
        ("Can it predict a label for each word of the sentence, and how?", "every_step"),
        ("With float64 arrays the forward pass fails, and with float32 it runs.", "torch_float64"),
        ("I would like it to forecast 12 hours ahead from these rows.", "steps_ahead"),
        ("W_{ih} is (2, 2) and x_t is (1, 2): how can they be multiplied?", "weights_product"),
    ],
)  # fmt: skip
def test_a_question_in_words_is_answered(text, key):
    assert keys(text) == [key]


def test_a_silent_fault_comes_before_a_question_in_words():
    text = CLASSES.format(NECK, "categorical_crossentropy")
    assert keys(text + "\nCan it predict a label for each word?")[0] == "one_number_left"


def test_a_question_in_words_is_no_answer_to_a_message():
    text = "Can it predict a label for each word?\nRuntimeError: something that nobody knows\n"
    assert keys(text) == []


def test_an_input_of_one_row_is_told_where_nothing_tells_the_data():
    text = "model = Sequential()\nmodel.add(Dense(5, input_shape=(1,)))\nmodel.add(LSTM(8))\n"
    found = diagnose(text).diagnoses[0]
    assert found.title.startswith("The model's input has no time axis")
    assert "RepeatVector(n)" in found.said[1]


def test_theano_is_told_apart_from_the_shapes():
    text = (
        "an input and an output are associated with the same recurrent state and should have the "
        "same type but have type 'TensorType(float32, col)' and 'TensorType(float32, matrix)'"
    )
    assert keys(text) == ["theano_one_unit"]


def test_classes_that_are_compared_as_numbers_want_another_loss():
    text = (
        "I sort texts into 3 classes.\nmodel = Sequential([Input((9, 2)), LSTM(8), "
        "Dense(3, activation='softmax')])\nmodel.compile('adam', 'mse')\n"
        "model.fit(X, y)  # X (70, 9, 2), y (70, 3)\n"
    )
    found = diagnose(text).diagnoses[0]
    assert found.fix == ('model.compile("adam", "categorical_crossentropy")',)
    plain = diagnose(text.replace("classes", "heaps")).diagnoses[0]
    assert plain.fix != found.fix


def test_targets_that_are_as_many_as_the_steps_may_stand_at_each():
    text = (
        "model = Sequential([LSTM(8, input_shape=(20, 4)), Dense(1)])\nValueError: Error when "
        "checking target: expected dense_1 to have shape (1,) but got array with shape ({},)"
    )
    assert "20 is also the number of timesteps" in " ".join(
        diagnose(text.format(20)).diagnoses[0].said
    )
    assert "also the number" not in " ".join(diagnose(text.format(5)).diagnoses[0].said)


def test_rows_are_no_features():
    text = (
        "X = pd.read_csv('a.csv')[names]\nmodel = Sequential()\n"
        "model.add(LSTM(8, input_dim={}))\nmodel.fit(X, y)\n"
    )
    assert "not how many rows" in diagnose(text.format("len(X)")).diagnoses[0].said[0]
    assert "not how many rows" not in " ".join(diagnose(text.format("4")).diagnoses[0].said)


def test_targets_that_are_told_answer_how_many_steps_are_predicted():
    text = (
        "I predict the next 6 hours at once.\nmodel = Sequential([Input((24, 3)), LSTM(8), "
        "Dense(6)])\nmodel.compile('adam', 'mse')\nmodel.fit(X, y)  # X (90, 24, 3), y (90, 6)\n"
    )
    assert keys(text) != ["steps_ahead"]
    assert keys(text.replace("  # X (90, 24, 3), y (90, 6)", "")) == ["steps_ahead"]


def test_fewer_lengths_than_samples_are_told_with_the_axis():
    torch = pytest.importorskip("torch")
    text = (
        "x = torch.randn(3, 5, 2)\nlengths = [4, 2, 3]\nfrom torch.nn.utils.rnn import *\n"
        "packed = pack_padded_sequence(x, lengths{}, enforce_sorted=False)\n"
    )
    found = diagnose(text.format("")).diagnoses[0]
    assert found.key == "torch_lengths"
    assert "second axis, 5" in found.axis
    assert "torch_lengths" not in keys(text.format(", batch_first=True"))
    pack = torch.nn.utils.rnn.pack_padded_sequence
    kept = pack(torch.randn(3, 5, 2), [3, 2, 3], enforce_sorted=False)
    assert len(kept.data) == 8


@pytest.mark.parametrize(
    "text",
    [
        "In PyTorch: can it predict a label for each word of the sentence, and how?",
        "In Keras: should I take out[-1] for the last hidden state, or out[:, -1]?",
    ],
)
def test_an_answer_in_the_words_of_the_other_library_is_not_given(text):
    assert keys(text) == []


@pytest.mark.parametrize("library", ["keras", "torch"])
def test_further_arguments_that_are_not_told_are_named_as_they_stand(library):
    """No argument of another library is named, nor one at random."""
    text = {
        "keras": "X = np.zeros((64, 10, 8)); y = np.zeros((64, 3))\nmodel = keras.Sequential(["
        "Input((10, 8)), GRU(32, **options), Dense(3)])\nmodel.fit(X, y)",
        "torch": "x = torch.zeros(36, 6, 8)\nlstm = nn.LSTM(8, 13, **options)\nout, _ = lstm(x)",
    }[library]
    layer = {"keras": "GRU(32, **options)", "torch": "nn.LSTM(8, 13, **options)"}[library]
    assert f"I could not read {layer} whole" in diagnose(text).unknown
