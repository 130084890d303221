"""The gate: no finding without evidence, no cure that was not tried or does not mend."""

import pytest

from lstmviz.doctor import Answer, Diagnosis, diagnose
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.gate import Ruling, admitted
from lstmviz.doctor.judging.trying import mended, mends
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.walking.walk import walk
from tests.doctor.first_answer import first_answer

STACKED = (
    "X = np.zeros((70, 9, 2))\ny = np.zeros((70, 1))\n"
    "model = Sequential([Input((9, 2)), LSTM(8), LSTM(4), Dense(1)])\n"
    "model.compile(loss='mse')\nmodel.fit(X, y)\n"
)


def first(text, **answers):
    return diagnose(text, answers).diagnoses[0]


def stacked():
    setup = read_setup(STACKED)
    return Case(setup, walk(setup))


def ruling(case, *lines):
    found = Diagnosis("any", "Anything.", fix=lines)
    return admitted(case, Ruling(((found,), None), "walk", case.setup, case.walk.stop))[0]


def test_an_answer_holds_no_finding_without_evidence():
    with pytest.raises(ValueError, match="evidence"):
        Answer((), (Diagnosis("any", "Anything."),))
    assert first(STACKED).evidence == "walk"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("keras.layers.LSTM(8, return_sequences=True)", True),
        ("keras.layers.LSTM(16)", False),
        ("X = X[:, 0]", False),
        ("X = X[:, None]", False),
    ],
)
def test_a_line_is_shown_only_if_it_gets_past_what_stops(line, shown):
    found = ruling(stacked(), line)
    assert bool(found.fix) is shown
    assert found.evidence == "walk"


def test_a_line_that_cannot_be_tried_is_told_as_such():
    found = ruling(stacked(), "X = clean(X)")
    assert not found.fix
    assert "could not try it: X = clean(X)" in found.details[0]


def test_a_cure_keeps_the_samples():
    setup = read_setup("X = np.zeros((70, 9, 2))\n" + STACKED.split("\n", 2)[2])
    kept = mended(setup, ("X = X[:, :4]",), "X", "y")
    lost = mended(setup, ("X = X[:5]",), "X", "y")
    model = "keras.layers.LSTM(8, return_sequences=True)"
    assert any(mends(setup, way) for one in kept for way in mended(one, (model,), "X", "y"))
    assert not any(mends(setup, way) for one in lost for way in mended(one, (model,), "X", "y"))


def test_steps_that_a_model_has_no_room_for_are_no_cure():
    text = (
        "model = Sequential([Conv1D(8, 9, input_dim=2), MaxPooling1D(8), Conv1D(8, 9), "
        "Flatten(), Dense(1)])\nException: Shapes used to initialize variables must be "
        "fully-defined (no `None` dimensions)"
    )
    assert "Input((24, 2))" not in "\n".join(first(text).fix)
    assert "GlobalAveragePooling1D" in first(text).fix[0]


def test_windows_with_their_axis_last_are_turned_with_their_input():
    text = (
        "v = np.lib.stride_tricks.sliding_window_view(np.zeros((900, 3)), 24, axis=0)[:-1]\n"
        "model = Sequential([Input((3, 24)), LSTM(8), Dense(1)])\nmodel.compile(loss='mse')\n"
        "model.fit(v, np.zeros((876, 1)))\n"
    )
    assert first(text).fix == ("v = v.transpose(0, 2, 1)", "inputs = keras.Input((24, 3))")


def test_targets_on_their_side_are_mended_whole():
    text = (
        "X = np.zeros((54, 5, 1)); y = np.zeros((1, 54))\n"
        "model = Sequential([Input((5, 1)), LSTM(4, return_sequences=True), Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(X, y)\nValueError: Error when checking model target: "
        "expected dense_9 to have 3 dimensions, but got array with shape (1, 54)"
    )
    assert len(first(text).fix) == 2


def test_a_message_of_a_sparse_loss_tells_what_it_wants():
    text = "sparse loss\nValueError: expected activation_1 to have shape (None, 16, 1) but got "
    text = "Error when checking model target: " + text + "array with shape (32, 16, 7881)"
    code = "model.add(TimeDistributed(Dense(n)))\nmodel.compile(loss='sparse_categorical_{}')\n"
    assert first(code.format("crossentropy") + text).fix == (
        'model.compile("adam", "categorical_crossentropy")',
    )


# ---- Other languages ----------------------------------------------------------------------------


def test_a_message_of_tensorflow_js_is_answered_in_its_words():
    message = "Error: Error when checking input: expected lstm_LSTM1_input to have 3 dimension(s). "
    said = first_answer(diagnose(message + "but got array with shape 1606,73"))
    assert "X.expandDims(1) with inputShape: [1, 73]" in said
    assert "X[:, None" not in said


def test_layers_are_written_as_r_and_javascript_make_them():
    from lstmviz.doctor.saying.languages import rewritten

    line = "keras.layers.Bidirectional(keras.layers.LSTM(8, return_sequences=True))"
    assert rewritten(line, "r") == (
        "bidirectional(layer = layer_lstm(units = 8, return_sequences = TRUE))"
    )
    assert rewritten(line, "javascript") == (
        "tf.layers.bidirectional({layer: tf.layers.lstm({units: 8, returnSequences: true})})"
    )
    assert rewritten("it needs return_sequences=True", "r") == "it needs return_sequences = TRUE"
    assert rewritten("Reshape((3, 4))", "javascript") == "tf.layers.reshape({targetShape: [3, 4]})"


# ---- Questions, and what was not read -----------------------------------------------------------


def test_that_no_choice_is_true_leads_to_not_knowing_with_the_walk():
    text = (
        "X has the shape (6, 30)\nmodel = Sequential([LSTM(8, input_shape=(6, 30))])\nmodel.fit(X)"
    )
    asked = diagnose(text)
    assert "none" in asked.question.choices
    found = diagnose(text, {asked.question.key: "none"})
    assert not found.diagnoses
    assert found.question is None
    assert found.unknown.startswith("I do not know this one, then.")
    assert found.walk


def test_a_silent_finding_stays_where_its_question_has_no_answer():
    text = (
        "X = np.zeros((900, 1, 9)); y = np.zeros((900, 1))\nmodel = Sequential([Input((1, 9)), "
        "LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\nmodel.fit(X, y)\n"
    )
    found = diagnose(text, {"columns": "none"})
    assert [each.key for each in found.diagnoses] == ["one_step"]
    assert found.question is None
    assert not found.diagnoses[0].fix


UNREAD = (
    "i = Input((9, 2))\nx = Own(8)(i)\nx = LSTM(4)(x)\nmodel = Model(i, Dense(1)(x))\n"
    "model.compile(loss='mse')\n"
)


def test_the_row_ends_at_a_layer_that_was_not_read_and_its_shape_is_asked_for():
    found = diagnose(UNREAD)
    assert [each.label for each in found.walk] == ["input", "Own(8)"]
    assert found.walk[-1].shape is None
    assert found.question.key == "gives"
    assert found.question.words == "What shape does Own(8) give?"
    assert "(N, 9, 2)" in found.question.choices["same"]


@pytest.mark.parametrize(("answer", "stops"), [("same", False), ("steps", False), ("vector", True)])
def test_with_the_shape_that_was_missing_the_walk_goes_on(answer, stops):
    found = diagnose(UNREAD, {"gives": answer})
    assert any(each.stops for each in found.walk) is stops
    if stops:
        assert "your answer" in found.diagnoses[0].basis
    else:
        assert found.walk[-1].label == "Dense"
        assert "goes through to its end" in found.unknown


def test_a_second_layer_that_was_not_read_is_asked_for_too():
    text = UNREAD.replace("x = LSTM(4)(x)", "x = LSTM(4)(Other()(x))")
    found = diagnose(text, {"gives": "same"})
    assert found.question.key == "gives_2"
    assert "Other()" in found.question.words
    assert diagnose(text, {"gives": "none"}).question is None


def test_what_goes_into_a_module_is_asked_for():
    text = (
        "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        "
        "self.lstm = nn.LSTM(1, 4, batch_first=True)\n        self.fc = nn.Linear(5, 1)\n"
        "    def forward(self, x):\n        out, _ = self.lstm(x)\n"
        "        return self.fc(out[:, -1])\n"
    )
    # Whatever goes in, the Linear reads 5 numbers where the LSTM gives 4.
    assert diagnose(text).diagnoses[0].key == "linear_features"
    fits = text.replace("Linear(5", "Linear(4")
    assert diagnose(fits).question.words == "What is the shape of x?"
    assert diagnose(text, {"gives": "steps"}).diagnoses[0].key == "linear_features"


def test_keras_is_quoted_only_where_the_text_leaves_nothing_open():
    from lstmviz.training.building import build

    text = (
        "model = Sequential()\nmodel.add(LSTM(8, input_shape=(9, 2), batch_size=size, "
        "stateful=True))\nmodel.add(Dense(1))\n"
    )
    assert not diagnose(text, build=build).sentence
    assert not diagnose(text, build=build).diagnoses
    assert diagnose(text.replace("batch_size=size, ", ""), build=build).sentence


def test_a_layer_is_not_taken_to_read_the_input_where_it_reads_what_was_not_read():
    text = (
        "a = Input((5, 4, 85))\nb = Own()(a)\nenc = LSTM(units)\nout = enc(b)\n"
        "ValueError: Input 0 of layer lstm_1 is incompatible with the layer: expected ndim=3, "
        "found ndim=4. Full shape received: (None, 64, 4, 85)"
    )
    answer = first_answer(diagnose(text))
    assert "Own()" in answer
    assert "Keras adds the axis of the samples" not in answer


def test_code_that_gives_a_layer_its_axes_is_another_version():
    text = (
        "model = Sequential([Embedding(900, 8, input_length=9), LSTM(8), Dense(1)])\n"
        "ValueError: Input 0 of layer lstm_1 is incompatible with the layer: expected ndim=3, "
        "found ndim=2. Full shape received: (None, 8)"
    )
    found = diagnose(text)
    assert "have no time axis" not in first_answer(found)
    assert any("another version" in each for each in found.diagnoses[0].details)


def test_a_table_in_words_is_none_for_a_layer_that_was_built_for_other_columns():
    text = "import torch\nlstm = torch.nn.LSTM(2, 8, batch_first=True)\nX (70, {})\n"
    assert first(text.format(2)).key == "one_long_sequence"
    found = diagnose(text.format(5))
    assert not [each for each in found.diagnoses if each.key == "one_long_sequence"]


def test_a_batch_that_does_not_divide_is_told_though_the_message_is_cut_off():
    text = (
        "X = np.zeros((500, 9, 2)); y = np.zeros((500, 1))\nmodel = Sequential()\n"
        "model.add(LSTM(8, batch_input_shape=(16, 9, 2), stateful=True))\nmodel.add(Dense(1))\n"
        "model.compile(loss='mse')\nmodel.fit(X, y, batch_size=16, shuffle=False)\n"
        "Traceback (most recent call last):\n"
    )
    assert "By the code alone" in diagnose(text).unknown
    assert "number of samples in a batch" in diagnose(text).unknown


def test_a_cure_that_the_walk_loses_sight_of_was_not_tried():
    text = (
        "i = Input((9, 2))\nx = LSTM(8, return_sequences=True)(i)\nx = Own()(x)\n"
        "model = Model(i, Dense(1)(x))\nmodel.compile(loss='binary_crossentropy')\n"
        "ValueError: logits and labels must have the same shape ((None, 9, 1) vs (None, 1))"
    )
    assert not first(text).fix
    assert "Own(), which I could not read" in first(text).axis
    known = first(text.replace("Own()", "Dropout(0.1)"))
    assert "return_sequences=False" in known.fix[0]


SCRIPT = (
    "const xs = tf.zeros([4, {}, 1]);\nconst ys = tf.zeros([4, {}]);\n"
    "const model = tf.sequential();\nmodel.add(tf.layers.lstm({{units: 3, inputShape: [3, 1]}}));\n"
    "model.add(tf.layers.dense({{units: 2}}));\n"
    "model.compile({{loss: 'meanSquaredError', optimizer: 'sgd'}});\nmodel.fit(xs, ys);\n"
)


def test_tensorflow_js_takes_each_size_as_it_is_told():
    assert first(SCRIPT.format(3, 2)).key == "nothing_seen"
    assert first(SCRIPT.format(2, 2)).key == "step_count"
    other = first(SCRIPT.format(3, 5))
    assert other.key == "target_shape"
    assert "TensorFlow.js stops at fit" in other.happens or not other.silent


def test_of_several_inputs_none_is_changed_where_a_message_may_mean_another():
    text = (
        "e = Embedding(900, 8)\na = Input((None,))\nb = Input((None,), name='later_input')\n"
        "x, h, c = LSTM(8, return_state=True)(e(a))\n{}model = Model({}, Dense(1)(x))\n"
        "ValueError: Error when checking input: expected {} to have 2 dimensions, but got array "
        "with shape (4, 5, 5)"
    )
    two = "x = LSTM(8)(e(b), initial_state=[h, c])\n"
    found = first(text.format(two, "[a, b]", "later_input"))
    assert found.key == "vectors_as_words"
    assert not found.fix
    assert first(text.format("", "a", "input_1")).fix


def test_labels_in_rows_are_those_that_the_walk_comes_to():
    text = (
        "X = np.zeros((90, 20, 6)); y = np.zeros((90, 5))\nmodel = Sequential([Input((20, 6)), "
        "GRU(8), Dense(5, activation='softmax')])\nmodel.compile("
        "loss='sparse_categorical_crossentropy')\nmodel.fit(X, y)\nlogits and labels must have "
        "the same first dimension, got logits shape [32,5] and labels shape [160]"
    )
    found = first(text)
    assert found.key == "one_hot_labels"
    assert not found.basis


def test_what_a_data_set_gives_is_no_series_for_sure():
    text = (
        "model = Sequential([LSTM(8, input_shape=(None, 1)), Dense(1)])\nmodel.fit(dataset)\n"
        "ValueError: Input 0 of layer sequential is incompatible with the layer: expected ndim=3, "
        "found ndim=1. Full shape received: (19,)"
    )
    assert not first(text).fix
    assert "one sample without its batch" in first_answer(diagnose(text))


def test_a_shape_in_words_that_a_layer_gives_is_not_what_is_fed():
    text = "Why do I get (None, 64)?\nmodel = Sequential([LSTM(64, input_shape=(9, 2)), Dense(1)])"
    assert not diagnose(text).diagnoses
    assert not any("64)" in each and each.startswith("X") for each in diagnose(text).understood)


def test_windows_are_cut_of_a_series_whatever_its_axes():
    import numpy as np

    text = (
        "model = Sequential([LSTM(8, input_shape=(7, 1)), Dense(1)])\n"
        "ValueError: cannot reshape array of size 730 into shape (730,7,1)"
    )
    for shape in ((730,), (730, 1)):
        names = {"np": np, "X": np.zeros(shape)}
        exec("\n".join(first(text).fix), names)
        assert names["X"].shape == (724, 7, 1)


def test_a_head_is_asserted_only_where_it_was_tried():
    text = (
        "model = Sequential([LSTM(8, input_shape=(9, 2)), Dense(3)])\nmodel.compile(loss=own)\n"
        "InvalidArgumentError: Incompatible shapes: [32,3] vs. [32]"
    )
    assert "The last layer, a Dense(1), gives" not in first_answer(diagnose(text))


def test_a_layer_of_keras_is_not_taken_for_pytorchs():
    text = (
        "cell = tf.keras.layers.LSTMCell(32)\nrnn = tf.keras.layers.RNN(cell)\n"
        "x = tf.zeros((8, 9, 4))\nz = tf.keras.layers.Dense(1)(rnn(x))\n"
    )
    assert not [each for each in diagnose(text).diagnoses if "torch" in each.key]


@pytest.mark.parametrize(("labels", "shown"), [("0 2 3 1", True), ("1 2 3 1", False)])
def test_labels_that_may_count_from_1_get_no_unit_more(labels, shown):
    text = (
        "model = Sequential([LSTM(8, input_shape=(9, 2)), Dense(3, activation='softmax')])\n"
        "model.compile(loss='sparse_categorical_crossentropy')\nReceived a label value of 3 which "
        f"is outside the valid range of [0, 3).  Label values: {labels}"
    )
    assert bool(first(text).fix) is shown


def test_a_channel_that_is_missing_is_named_by_the_sizes():
    text = (
        "expected shape=(None, 10, 64, 64, 1), found shape=({}, 10, 64, 64)\n"
        "ValueError: Input 0 of layer is incompatible with the layer"
    )
    assert first(text.format("None")).fix == ("X = X[..., None]",)
    assert first(text.format("None").replace("64, 1)", "64, 3)")).fix == ()


def test_as_many_targets_as_timesteps_are_not_taken_for_units():
    text = (
        "model = Sequential([LSTM(8, input_shape=({}, 2)), Dense(1, activation='sigmoid')])\n"
        "model.compile(loss='binary_crossentropy')\nValueError: expected dense_1 to have shape "
        "(1,) but got array with shape (3,)"
    )
    assert first(text.format(9)).fix == ("keras.layers.Dense(3, activation='sigmoid')",)
    found = first(text.format(3))
    assert not found.fix
    assert "one target at each timestep" in first_answer(diagnose(text.format(3)))


def test_an_input_that_is_made_from_the_data_is_not_blamed():
    text = (
        "model = Sequential([LSTM(8, input_shape=(1, {})), Dense(1)])\nmodel.compile(loss='mse')\n"
        "model.fit(trainX, trainY, validation_data=(devX, devY))\nValueError: Input 0 of layer "
        '"sequential" is incompatible with the layer: expected shape=(None, 1, 4), '
        "found shape=(None, 1, 34)"
    )
    assert first(text.format(4)).fix == ("inputs = keras.Input((1, 34))",)
    found = first(text.format("trainX.shape[2]"))
    assert not found.fix
    assert found.details[0].startswith("The model takes this size from trainX itself")


def test_an_output_that_lacks_its_targets_is_no_input():
    found = first(
        "ValueError: Error when checking model target: the list of Numpy arrays that you are "
        "passing to your model is not the size the model expected. Expected to see 2 array(s), "
        "but instead got the following list of 1 arrays: [array([[0.5]])]"
    )
    assert "2 outputs, and got targets for 1" in found.title


def test_code_that_runs_is_not_called_all_of_the_code():
    """A cell that gives one state is unpacked as two, and the text says what fails."""
    answer = diagnose(
        "GRU does not return reverse hidden states when bidirectional=True\n"
        "gru = torch.nn.GRU(10, 40, bidirectional=True)\nx = torch.randn(30, 5, 10)\n"
        "output, (h_n, c_n) = gru(x)\nassert list(h_n.shape) == [2, 5, 40]\n"
    )
    assert "all of the code" not in answer.unknown
    assert "Nothing" not in answer.unknown
