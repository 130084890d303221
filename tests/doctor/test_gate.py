"""The gate: no finding without evidence, no cure that was not tried or does not mend."""

from dataclasses import replace

import pytest

from lstmviz.doctor import Answer, Diagnosis, diagnose
from lstmviz.doctor.answer import If
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
    found = first(text)
    assert "by the code" in found.basis
    assert "number of samples in a batch" in found.title


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


# ---- What the row, the questions and "it runs" may say -------------------------------------------


def test_the_row_stops_only_where_the_text_itself_does():
    """What predicts is told by no line: of an open size Keras's sentence is none of the text's."""
    from lstmviz.training.building import build

    text = (
        "a = np.reshape(a, (a.shape[0], 1, a.shape[1]))\nmodel = Sequential()\n"
        "model.add(LSTM(8, input_shape=(a.shape[1], {}), return_sequences=True))\n"
        "model.add(Dense(1))\nmodel.compile(loss='mse')\nmodel.fit(a, b)\n"
    )
    found = diagnose(text.format("a.shape[2]"), build=build)
    assert not any(each.stops for each in found.walk)
    assert not found.sentence
    assert found.walk[-1].label == "Dense"
    left_open = diagnose(text.format("None"), build=build)
    assert any(each.stops for each in left_open.walk)


def test_the_row_stops_where_sizes_are_open_and_axes_are_not():
    text = "i = Input((9, 2))\nx = LSTM(units)(i)\nmodel = Model(i, LSTM(units)(x))\n"
    assert [each.stops for each in diagnose(text).walk] == [False, False, True]
    asked = text.replace("LSTM(units)(i)", "LSTM(units, return_sequences=every)(i)")
    assert not any(each.stops for each in diagnose(asked).walk)


def test_a_layer_that_no_line_makes_is_drawn_as_any():
    labels = [each.label for each in diagnose("X has the shape (70, 9, 2), y (70, 1)").walk]
    assert labels[1] == "any LSTM"


def test_a_shape_is_asked_for_only_where_an_answer_leads_on():
    text = (
        "import torch.nn as nn\nself.cell = nn.LSTMCell(width * 2, units)\n"
        "for t in range(x.size(1)):\n    h, c = self.cell(x[:, t], (h, c))\n"
        "Why do I get a segmentation fault in this line?\n"
    )
    found = diagnose(text)
    assert found.question is None
    assert "there is no walk yet" in found.unknown
    assert diagnose(UNREAD).question.key == "gives"


def test_lines_that_were_left_out_are_not_asked_for_their_shape():
    text = (
        "LSTM inconsistent tensor size\nclass Net(nn.Module):\n    def forward(self, seq):\n"
        "        out, self.h = self.lstm(seq.view(1, self.n, self.d), self.h)\n        ...\n"
    )
    assert diagnose(text).question is None


def test_that_code_runs_is_not_the_answer_to_a_question():
    text = (
        "I rebuild sequences. Why are there no arrays in the prediction?\n"
        "model = Sequential([LSTM(8, input_shape=(9, 2)), RepeatVector(9), "
        "LSTM(2, return_sequences=True)])\nmodel.compile(loss='mse')\n"
    )
    said = diagnose(text).unknown
    assert "does not answer your words “Why are there no arrays in the prediction?”" in said
    assert "for the field Ask" in said


TRIES = (
    "rnn = nn.RNN(1, 1, 1)\ny, h = rnn(data, state)\n"
    "AssertionError: RNN: Expected input to be 2-D or 3-D but received 1-D tensor\n"
    "I tried torch.zeros(1, 9): RuntimeError: Expected hidden size (1, 1, 1), got [1, 1, 9]\n"
    "and zeros(1, 1, 9): RuntimeError: For unbatched 2-D input, hx should also be 2-D but got 3-D "
    "tensor\n"
)


def test_of_several_messages_the_one_that_is_asked_about_is_explained():
    found = diagnose(TRIES)
    assert found.question.key == "message"
    assert list(found.question.choices) == ["first", "second", "third", "none"]
    assert "last of 3 messages" in found.diagnoses[0].basis
    assert not found.diagnoses[0].fix
    assert first(TRIES, message="second").key == "torch_state_size"
    assert first(TRIES, message="first").key == "torch_axes"
    refused = diagnose(TRIES, {"message": "none"})
    assert refused.question is None
    assert "last of 3 messages" in refused.diagnoses[0].basis


def test_one_message_twice_and_one_that_led_to_the_next_are_one():
    one = "ValueError: expected ndim=3, found ndim=2. Full shape received: (None, 8)\n"
    two = "ValueError: expected ndim=3, found ndim=4. Full shape received: (None, 8, 9, 2)\n"
    between = "During handling of the above exception, another exception occurred:\n"
    assert "messages" not in diagnose(one + one).diagnoses[0].basis
    assert "messages" not in diagnose(one + between + two).diagnoses[0].basis
    assert "last of 2 messages" in diagnose(one + two).diagnoses[0].basis
    title = "ValueError: expected ndim=3, found ndim=2\n"
    assert "messages" not in diagnose(title + one).diagnoses[0].basis
    warning = "UserWarning: Do not pass an `input_shape`/`input_dim` argument to a layer.\n"
    assert "messages" not in diagnose(warning + one).diagnoses[0].basis


def test_a_cure_that_is_not_all_names_what_stops_next():
    text = STACKED.replace("(70, 1)", "(70, 5)").replace("Dense(1)", "Dense(3)")
    found = first(text.replace("mse", "categorical_crossentropy"))
    assert found.fix == ("keras.layers.LSTM(8, return_sequences=True)",)
    assert "That is not all: the walk then stops at the targets." in found.happens
    following = diagnose(text.replace("mse", "categorical_crossentropy")).diagnoses[1]
    assert following.title in found.happens
    assert "Dense(5" in following.fix[0]
    assert not first(STACKED).happens


def test_units_that_are_several_sizes_are_named_beside_the_cure():
    found = first(STACKED.replace("LSTM(4)", "LSTM((4, 2))").replace(", Dense(1)", ""))
    assert "units is one whole number" in found.happens


def test_a_shape_of_x_without_its_samples_names_what_stops_next():
    text = (
        "X = np.zeros((60, 67, 1, 1, 6))\nmodel = Sequential()\nmodel.add(ConvLSTM2D(4, "
        "kernel_size=({}, 1), input_shape=X.shape))\nValueError: Input 0 is incompatible with "
        "layer conv_lst_m2d_4: expected ndim=5, found ndim=6\n"
    )
    assert "then stops at ConvLSTM2D" in first(text.format(5)).happens
    assert not first(text.format(1)).happens


# ---- Sentences that said more than the text bears -----------------------------------------------


def test_a_layer_by_its_own_name_reads_what_was_not_read():
    """Its input is none of the Input's, so nothing is said of the sizes given there."""
    text = (
        "a = Input((5, 4, 85)); b = Input((4, 85))\nx = Own()(a, b)\n"
        "enc = LSTM(cfg['units'], name='encoder1_')\ny = enc(x)\nValueError: Input 0 of layer "
        "encoder1_ is incompatible with the layer: expected ndim=3, found ndim=4. Full shape "
        "received: (None, 64, 4, 85)"
    )
    answer = first_answer(diagnose(text))
    assert "Own()" in answer
    assert "Keras adds the axis of the samples" not in answer


def test_a_product_of_another_layer_is_not_told_of_x():
    text = (
        "x.shape = (70, 5, {}) and y.shape = (70, 9, 1)\nmodel = Seq2seq(input_dim=1)\n"
        "Shape mismatch: x has 64 cols (and 16 rows) but y has 1 rows (and 64 cols)\n"
    )
    assert "64 at each step" not in first_answer(diagnose(text.format(1)))
    assert "64 at each step" in first_answer(diagnose(text.format(64)))


def test_more_predictions_than_targets_are_not_told_of_one_cause():
    said = first("ValueError: Expected input batch_size (60) to match target batch_size (10)").axis
    assert "joined along it" in said


def test_return_sequences_in_quotes_is_true():
    text = "model = Sequential([LSTM(8, input_shape=(9, 2), return_sequences={}), Dense(1)])"
    for written, axes in (("'true'", 3), ("1", 3), ("0", 2), ("False", 2)):
        assert len(diagnose(text.format(written)).walk[1].shape) == axes


def test_nothing_is_said_to_run_where_no_layer_was_walked():
    text = (
        "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        "
        "self.lstm = nn.LSTM(1, 4, batch_first=True)\n        self.fc = nn.Linear(5, 1)\n"
        "    def forward(self, x):\n        out, _ = self.lstm(self.own(x))\n"
        "        return self.fc(self.other(out))\n"
    )
    assert "runs" not in first_answer(diagnose(text))


def test_where_a_state_is_looked_at_its_axes_are_the_answer():
    text = (
        "I would expect h_n of shape (batch, layers, units). But it is not the case.\n"
        "x = torch.rand(60, 8, 25)\nlstm = torch.nn.LSTM(25, 12, batch_first=True)\n"
        "_, (h_n, _) = lstm(x)\nprint(h_n.shape)\n"
    )
    said = diagnose(text).unknown
    assert "always: batch_first moves the axes of the input" in said
    assert "does not answer" not in said


# ---- Sentences on a condition -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("keras.layers.LSTM(8, return_sequences=True)", True),
        ("X = X[:, None]", False),
        ("X = clean(X)", False),
    ],
)
def test_a_sentence_on_a_condition_is_said_only_if_its_line_was_tried(line, said):
    case = stacked()
    found = Diagnosis("any", "Anything.", details=(If("If so, {} does it.", (line,)), "Look at X."))
    kept = admitted(case, Ruling(((found,), None), "walk", case.setup, case.walk.stop))[0].details
    assert kept == ((f"If so, {line} does it.",) if said else ()) + ("Look at X.",)


def test_a_condition_is_tried_on_the_axes_that_were_fed():
    text = (
        "RuntimeError: input.size(-1) must be equal to input_size. Expected 1, got 30\n"
        "self.lstm = nn.LSTM(input_size=1, hidden_size=50, batch_first=True)\n"
        "x is a tensor of torch.Size([800, 30])\nout = model(x.unsqueeze(0))\n"
    )
    assert "x.unsqueeze(-1)" in first_answer(diagnose(text))


def test_an_answer_holds_no_untried_sentence():
    found = Diagnosis("any", "Anything.", details=(If("If so: {}.", ("X = X[0]",)),))
    with pytest.raises(ValueError, match="untried"):
        Answer((), (replace(found, evidence="walk"),))


def test_a_state_keeps_its_axes_where_their_turning_does_not_help():
    text = (
        "lstm = nn.LSTM(3, 8, num_layers=2, batch_first=True)\nx = torch.zeros(4, 9, 3)\n"
        "h = torch.zeros(4, {}, 8)\nout, s = lstm(x, (h, h))\n"
    )
    assert "h.transpose(0, 1)" in first_answer(diagnose(text.format(2)))
    assert "h.transpose(0, 1)" not in first_answer(diagnose(text.format(5)))


def test_a_reshape_that_runs_is_not_told_of_a_message_that_says_it_does_not():
    text = "RuntimeError: shape '[-1, 28, 28]' is invalid for input of size {}\n"
    assert "is no multiple" in first(text.format(150529)).axis
    assert "is no multiple" not in first_answer(diagnose(text.format(150528)))


def test_a_state_without_layers_is_named_only_where_it_fits_the_samples():
    text = (
        "lstm = nn.LSTM(10, 20, batch_first=True)\nx = torch.randn(16, 5, 10)\n"
        "h = torch.zeros({}, 20)\nout, s = lstm(x, (h, h))\nRuntimeError: For batched 3-D input, "
        "hx and cx should also be 3-D but got (2-D, 2-D) tensors\n"
    )
    assert "h = torch.zeros(1, 16, 20)" in first_answer(diagnose(text.format(16)))
    assert "h, c = h[None], c[None]" not in first_answer(diagnose(text.format(1)))


def test_as_many_columns_as_steps_of_one_feature_lack_the_features():
    text = (
        'ValueError: Input 0 of layer "sequential_3" is incompatible with the layer: expected '
        "shape=(None, {}, {}), found shape=(None, 60)\n"
    )
    assert first(text.format(60, 1)).fix == ("X = X[..., None]",)
    assert first(text.format(1, 60)).key == "no_time_axis"


def test_a_batch_that_an_older_keras_takes_from_the_layer_stops_no_row():
    text = "model = Sequential()\nmodel.add(LSTM(8, input_shape=(9, 2), {}stateful=True))\n"
    assert not any(each.stops for each in diagnose(text.format("batch_size=64, ")).walk)
    assert any(each.stops for each in diagnose(text.format("")).walk)


def test_a_tuple_is_told_of_the_place_where_the_walk_meets_it():
    text = (
        "AttributeError: 'tuple' object has no attribute 'dim'\n"
        "net = nn.Sequential(nn.LSTM(12, 64, batch_first=True), nn.Linear(64, 1))\n"
        "y = net(torch.randn(8, 20, 12))\n"
    )
    found = first(text)
    assert found.evidence == "walk"
    assert ".dim(" not in first_answer(diagnose(text))
