"""When the doctor may speak: what was not read, or says otherwise, is not answered for sure."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

RIGHT = (
    "X = np.zeros((500, 24, 3))\ny = np.zeros((500, 1))\nmodel = keras.Sequential([\n"
    "    keras.Input((24, 3)), keras.layers.LSTM(32), keras.layers.Dense(1)])\n"
    'model.compile("adam", "mse")\nmodel.fit(X, y)\n'
)


def keys(text, **answers):
    return [each.key for each in diagnose(text, answers).diagnoses]


def test_nothing_wrong_is_said_only_of_a_text_that_was_read_whole():
    assert keys(RIGHT) == ["nothing_seen"]
    assert keys("I get no error.\n" + RIGHT) == ["nothing_seen"]
    for words in (
        "It does not work.",
        "Es läuft bis 496/500 und bricht dann ab",
        "why is it so bad?",
    ):
        found = diagnose(RIGHT + words)
        assert not found.diagnoses
        assert found.unknown.startswith("What I could read runs")
        assert words in found.unknown


@pytest.mark.parametrize(
    "words",
    ["fails at the LSTM, something about 16 and 32", "always crashes here", "r2 = 0.9998 ??",
     "does not run", "stays at 0.31 from the first epoch"],
)  # fmt: skip
def test_nothing_wrong_is_not_said_where_a_comment_says_that_it_fails(words):
    found = diagnose(f"{RIGHT}# {words}\n")
    assert not found.diagnoses
    assert words in found.unknown
    assert keys(f"{RIGHT}# no error here\n") == ["nothing_seen"]


def test_an_argument_that_is_not_told_decides_nothing():
    stacked = RIGHT.replace("LSTM(32)", "LSTM(32, return_sequences={}), keras.layers.LSTM(8)")
    assert keys(stacked.format("False")) == ["return_sequences"]
    assert keys(stacked.format("flag")) == []
    assert "return_sequences=flag" in diagnose(stacked.format("flag")).unknown


def test_a_message_that_is_not_known_is_not_answered_with_another_fault():
    wrong = RIGHT.replace("LSTM(32)", "LSTM(32), keras.layers.LSTM(8)")
    found = diagnose(wrong + "ValueError: the moon is full")
    assert not found.diagnoses
    assert found.unknown.startswith("I do not know this one")
    assert "By the code alone" in found.unknown
    assert "every timestep" in found.unknown


def test_code_that_makes_other_sizes_than_the_message_tells_is_left_out():
    message = (
        "ValueError: Error when checking target: expected dense_1 to have shape (24, 7) "
        "but got array with shape ({})\n"
    )
    found = diagnose(RIGHT + message.format("1, 7")).diagnoses[0]
    assert any("another version" in each for each in found.details)
    assert found.tried is None
    other = message.replace("(24, 7)", "(1,)").format("5,")
    found = diagnose(RIGHT + other).diagnoses[0]
    assert not any("another version" in each for each in found.details)


@pytest.mark.parametrize(
    ("message", "question", "choices"),
    [
        ("RuntimeError: Expected hidden[0] size (1, 70, 20), got [1, 10, 20]", "counted",
         {"samples", "timesteps"}),
        ("ValueError: Input 0 is incompatible with layer lstm_2: expected ndim=3, found ndim=2",
         "before", {"first", "recurrent", "flat"}),
        ("ValueError: Input 0 is incompatible with layer lstm_1: expected ndim=3, found ndim=4",
         "input", {"batch", "parts", "other"}),
        ("InvalidArgumentError: Incompatible shapes: [32,12] vs. [32,998,12]", "which",
         {"first", "second"}),
    ],
)  # fmt: skip
def test_a_message_that_several_set_ups_say_is_asked_about(message, question, choices):
    found = diagnose(message)
    assert found.question is not None
    assert found.question.key == question
    choices = choices | {"none"}
    assert set(found.question.choices) == choices
    assert not found.diagnoses[0].fix
    said = {first_answer(diagnose(message, {question: choice})) for choice in choices}
    assert len(said) == len(choices)


def test_a_layer_that_was_not_read_is_not_taken_for_the_input():
    text = (
        "video = Input((None, 64, 64, 3))\nframes = TimeDistributed(Lambda(f))(video)\n"
        "out = Dense(1)(LSTM(8)(frames))\nmodel = Model(video, out)\n"
        "ValueError: Input 0 is incompatible with layer lstm_1: expected ndim=3, found ndim=5"
    )
    found = diagnose(text)
    assert "TimeDistributed(Lambda" in found.diagnoses[0].title
    assert found.question is None


def test_one_table_in_place_of_one_sample_is_asked_about():
    text = (
        "X has the shape (6, 30)\nmodel = Sequential([LSTM(8, input_shape=(6, 30))])\nmodel.fit(X)"
    )
    assert diagnose(text).question.key == "sample"
    assert diagnose(text, {"sample": "one"}).diagnoses[0].fix == ("X = X[None]",)
    assert keys(text, sample="rows") == ["samples_in_input", "no_time_axis"]


def test_of_two_messages_the_one_that_the_code_says_again_counts():
    tried = (
        RIGHT.replace("np.zeros((500, 1))", "np.zeros((500, 24, 1))")
        + "Error when checking target: expected dense_1 to have 2 dimensions, but got array with "
        "shape (500, 24, 1)\nI tried a Flatten layer, but that results in\n"
        "Input 0 is incompatible with layer flatten_3: expected min_ndim=3, found ndim=2"
    )
    assert keys(tried)[0] == "target_steps"


def test_no_cure_leaves_half_of_the_samples_or_none():
    message = "Data cardinality is ambiguous: x sizes: {} y sizes: {} Make sure"
    assert diagnose("window = 24\n" + message.format(976, 1000)).diagnoses[0].fix == ()
    for x, y in ((2, 3), (60_000, 10_000), (9_000, 18_000)):
        assert diagnose(message.format(x, y)).diagnoses[0].fix == ()
    batch = (
        "X.shape = (55, 2000, 4)\nmodel.add(LSTM(8, batch_input_shape=(2000, 2000, 4), "
        "stateful=True))\nmodel.fit(X, y, batch_size=5)\n"
        "ValueError: dimension mismatch in args to gemm (2000,64)x(64,64)->(5,64)"
    )
    assert diagnose(batch).diagnoses[0].fix == ()


@pytest.mark.parametrize(
    ("target", "output", "question"),
    [("(32, 23)", "(None, None, None)", "wanted"), ("(32, 10, 1)", "(None, None, 5)", "kind")],
)
def test_targets_that_may_be_of_two_kinds_are_asked_about(target, output, question):
    found = diagnose(
        f"ValueError: Shapes {target} and {output} are incompatible"
        if question == "wanted"
        else f"Error when checking target: expected crf_2 to have shape {output} but got array "
        f"with shape {target}"
    )
    assert found.question.key == question
    assert not found.diagnoses[0].fix


def test_no_cure_is_a_softmax_over_one_unit():
    text = (
        "model = Sequential([keras.Input((24, 3)), LSTM(8), Dense(3, activation='softmax')])\n"
        "Error when checking target: expected dense_1 to have shape (3,) but got array with "
        "shape (1,)"
    )
    assert diagnose(text).diagnoses[0].key == "whole_labels"


def test_an_empty_array_is_named_before_anything_else():
    for message in (
        "expected lstm_1_input to have 3 dimensions, but got array with shape (0, 30)",
        "expected shape=(None, 24, 3), found shape=(0, 24, 3)",
    ):
        assert keys("ValueError: Error when checking input: " + message) == ["empty_array"]


def test_steps_are_named_only_where_the_walk_shows_as_many():
    message = "ValueError: Expected input batch_size (256) to match target batch_size (128)."
    lstm = "lstm = nn.LSTM(3, 8, batch_first=True)\nout, _ = lstm(torch.zeros(128, {}, 3))\n"
    assert "steps" in diagnose("import torch\n" + lstm.format(2) + message).diagnoses[0].title
    found = diagnose("import torch\n" + lstm.format(30) + message).diagnoses[0]
    assert "steps" not in found.title
    assert not found.fix


def test_a_message_alone_does_not_say_that_the_last_layer_is_the_wrong_one():
    found = diagnose(
        "ValueError: Error when checking target: expected dense_2 to have shape (3,) but got "
        "array with shape (5,)"
    ).diagnoses[0]
    assert found.key == "target_shape"
    assert not found.fix
    assert any("another array" in each for each in found.details)


def test_an_array_of_one_axis_is_numbers_or_arrays_of_their_own():
    found = diagnose(
        "X = np.zeros((120,))\nmodel.fit(X, y)\nValueError: Error when checking input: expected "
        "lstm_1_input to have 3 dimensions, but got array with shape (120, 1)"
    ).diagnoses[0]
    assert found.key == "one_axis"
    assert not found.fix
    assert any("dtype is object" in each for each in found.details)


def test_an_interval_is_no_shape():
    found = diagnose("X has numbers in [0, 23624).\nX is an array of shape (162896, 5)")
    assert found.understood[0] == "X (162896, 5)"


def test_a_row_that_a_loss_looks_up_is_no_embedding():
    message = "InvalidArgumentError: indices[3,1] = 509 is not in [0, 500) [[{{node %s}}]]"
    assert keys(message % "embedding_1/embedding_lookup") == ["embedding_range"]
    assert keys(message % "loss_6/dense_14_loss/embedding_lookup") == ["loss_range"]


def test_a_single_prediction_is_a_squeeze_only_where_one_is_written():
    warning = (
        "UserWarning: Using a target size (torch.Size([1])) that is different to the input size "
        "(torch.Size([]))."
    )
    assert "lost" not in diagnose(warning).diagnoses[0].title
    assert "lost" in diagnose("out = fc(h).squeeze()\n" + warning).diagnoses[0].title


def test_axes_are_made_one_only_where_they_are_then_the_features():
    message = "RuntimeError: input must have 3 dimensions, got 4"
    assert not diagnose(message).diagnoses[0].fix
    code = "import torch\nlstm = torch.nn.LSTM({}, 8, batch_first=True)\n"
    call = "X = torch.zeros(5, 24, 2, 3)\nlstm(X)\n"
    assert diagnose(code.format(6) + call).diagnoses[0].fix == ("X = X.flatten(2)",)
    assert not diagnose(code.format(3) + call).diagnoses[0].fix


def test_what_an_embedding_reads_are_words_not_features():
    found = diagnose(
        "ValueError: Error when checking input: expected embedding_6_input to have shape (18,) "
        "but got array with shape (2000,)"
    ).diagnoses[0]
    assert found.key == "step_count"
    assert found.fix == ("X = keras.utils.pad_sequences(X, maxlen=18)",)


def test_what_rests_on_a_message_alone_says_so():
    message = (
        "ValueError: Error when checking target: expected dense_1 to have shape (3,) but got "
        "array with shape (5,)"
    )
    assert diagnose(message).diagnoses[0].basis.endswith("not in the text.")
    assert diagnose(RIGHT + message).diagnoses[0].basis.endswith("does not lead to it.")
    question = "RuntimeError: Expected hidden[0] size (1, 70, 20), got [1, 10, 20]"
    assert "your answer" in diagnose(question, {"counted": "samples"}).diagnoses[0].basis


def test_what_the_walk_comes_to_needs_no_such_word():
    stacked = RIGHT.replace("LSTM(32)", "LSTM(32), keras.layers.LSTM(8)")
    message = "ValueError: Input 0 is incompatible with layer lstm_1: expected ndim=3, found ndim=2"
    for text in (stacked, stacked + message):
        found = diagnose(text).diagnoses[0]
        assert found.key == "return_sequences"
        assert found.basis == ""


def test_a_reshape_is_a_window_only_where_its_numbers_are():
    message = "ValueError: cannot reshape array of size {} into shape ({})"
    for size, shape, window in (
        (3_000, "100,5,30", True),
        (20_480, "21,30,32", True),
        (51_529, "227,227,10", False),
        (3_000, "7,5,30", False),
    ):
        found = diagnose(message.format(size, shape)).diagnoses[0]
        assert ("imesteps were meant" in found.axis) is window


def test_a_last_axis_that_is_alike_is_not_said_to_differ():
    found = diagnose(
        "ValueError: Error when checking target: expected activation_1 to have 4 dimensions, but "
        "got array with shape (1, 5, 256, 256, 3)"
    ).diagnoses[0]
    assert "last axis" not in found.axis
    assert "four axes" in found.axis
    assert "five" in found.axis


def test_a_pool_is_along_the_timesteps_only_where_it_has_one_axis():
    message = (
        "ValueError: Negative dimension size caused by subtracting 2 from 1 for '{}/MaxPool' (op: "
        "'MaxPool') with input shapes: [?,20,1,24]."
    )
    assert "timesteps" in diagnose(message.format("max_pooling1d_2")).diagnoses[0].axis
    found = diagnose(message.format("time_distributed_2")).diagnoses[0]
    assert "timesteps" not in found.axis
    assert not found.fix


def test_a_sparse_loss_reads_one_number_at_every_step():
    found = diagnose(
        "model = Sequential([Bidirectional(LSTM(8, return_sequences=True)), Dense(9)])\n"
        "model.compile('adam', 'sparse_categorical_crossentropy')\nValueError: Error when checking "
        "target: expected dense_7 to have 3 dimensions, but got array with shape (32, 108)"
    ).diagnoses[0]
    assert found.key == "target_last_axis"
    assert found.fix == ("y = y[..., None]",)


def test_a_row_of_words_or_of_features_is_not_told_apart_by_its_length():
    found = diagnose(
        "ValueError: Error when checking input: expected input_4 to have shape (None, 185) but got "
        "array with shape (1665, 35)"
    ).diagnoses[0]
    assert found.key == "row_size"
    assert not found.fix


def test_what_theano_counts_as_the_second_array_is_the_targets():
    message = (
        'TypeError: (\'Bad input argument to theano function with name "models.py:402" at index '
        "{}(0-based)', 'Wrong number of dimensions: expected 3, got 2 with shape (9, 30).')"
    )
    assert keys(message.format(0)) == ["no_time_axis"]
    assert keys(message.format(1)) == ["target_shape"]


def test_branches_of_other_ranks_do_not_differ_in_the_last_axis_alone():
    found = diagnose(
        "ValueError: A `Concatenate` layer requires inputs with matching shapes except for the "
        "concat axis. Got inputs shapes: [(1024,), (1024, 2)]"
    ).diagnoses[0]
    assert "one axis and two axes" in found.title
    assert not found.fix


# Messages of two shapes that differ: what was built or predicted, and what was given.
SHAPES = (
    "Input 0 of layer is incompatible with the layer: expected shape=(None, {}), found "
    "shape=(None, {})",
    "logits and labels must have the same shape, received ((None, {}) vs (None, {}))",
)
SIZES = st.lists(st.sampled_from([1, 2, 3, 7, 10, 24]), min_size=1, max_size=4)


@given(st.sampled_from(SHAPES), SIZES, SIZES)
def test_a_difference_is_said_only_where_the_shapes_have_it(message, built, given_):
    assume(built != given_)
    text = message.format(*(", ".join(map(str, shape)) for shape in (built, given_)))
    for each in diagnose(f"ValueError: {text}").diagnoses:
        said = f"{each.title} {each.axis}"
        alike = len(built) == len(given_)
        if "last axis differs" in said or "the features, has another size" in said:
            assert built[-1] != given_[-1]
            assert alike or len(given_) < len(built) < 2
        if "The axis of the timesteps has another size" in said:
            assert alike
            assert built[0] != given_[0]
        for one, other in re.findall(r"(\d+) (?:\w+, but the data have|targets for each prediction "
                                     r"of) (\d+)", said):  # fmt: skip
            assert one != other


def test_a_place_of_another_rank_is_no_ragged_list_where_a_line_writes_into_it():
    message = "ValueError: could not broadcast input array from shape (1760,52) into shape (1760)"
    assert keys(message) == ["ragged"]
    assert keys("data[i] = raw[n * i:n * (i + 1)]\n" + message) == ["place_axes"]


def test_targets_with_an_axis_more_may_be_one_hot_twice():
    message = (
        "ValueError: Error when checking target: expected dense_1 to have 2 dimensions, but got "
        "array with shape (40261, 2, 2)"
    )
    found = diagnose(message).diagnoses[0]
    assert not found.fix
    assert any("one-hot twice" in each for each in found.details)


def test_a_batch_of_a_placeholder_is_no_table_to_cut_windows_of():
    found = diagnose(
        "ValueError: Cannot feed value of shape (100, 12) for Tensor 'inputs:0', which has shape "
        "'(?, 20, 12)'"
    )
    assert [each.key for each in found.diagnoses] == ["batch_axes"]
    assert not found.diagnoses[0].fix
    assert found.question is None


def test_no_cure_is_shown_before_an_answer_or_against_one():
    message = (
        'Input 0 of layer "sequential" is incompatible with the layer: expected shape=(None, 10, '
        "12), found shape=(32, 12)"
    )

    def lines(**answers):
        return "\n".join(diagnose("ValueError: " + message, answers).diagnoses[0].fix)

    assert not lines()
    assert not lines(rows="unordered")
    assert not lines(rows="unordered", columns="different")
    assert "sliding_window_view" in lines(rows="ordered")
    assert "[:, :, None]" in lines(rows="ordered", columns="sequence")


def test_while_a_question_is_open_its_diagnosis_has_no_cure():
    text = "X = np.zeros((900, 1, 9)); y = np.zeros((900, 1))\nmodel = Sequential([Input((1, 9)), "
    text += "LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\nmodel.fit(X, y)\n"
    first, second = diagnose(text), diagnose(text, {"columns": "different"})
    assert [each.question.key for each in (first, second)] == ["columns", "rows"]
    assert diagnose(text, {"rows": "ordered"}).question.key == "columns"
    assert not first.diagnoses[0].fix
    assert not second.diagnoses[0].fix
    assert (
        "Dense("
        in diagnose(text, {"rows": "unordered", "columns": "different"}).diagnoses[0].fix[0]
    )


def test_lags_that_the_code_makes_features_are_not_asked_about():
    text = (
        "series = np.zeros(300)\nX, y = [], []\nfor i in range(6, len(series)):\n"
        "    X.append(series[i - 6 : i]); y.append(series[i])\n"
        "X, y = np.array(X), np.array(y)\nX = X.reshape(X.shape[0], 1, 6)\n"
        "model = Sequential([Input((1, 6)), GRU(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
        "model.fit(X, y)\n"
    )
    found = diagnose(text)
    assert found.question is None
    assert found.diagnoses[0].fix == ("X = X.transpose(0, 2, 1)", "inputs = keras.Input((6, 1))")


def test_the_width_of_a_layer_between_is_not_that_of_the_data():
    """A Dense before the LSTM makes 32 features of one: the steps are missing in what goes in."""
    text = (
        "model = Sequential()\nmodel.add(Input(shape=(5,)))\nmodel.add(Dense(32))\n"
        "model.add(LSTM(64))\n"
    )
    found = diagnose(text).diagnoses[0]
    assert (found.key, found.received) == ("no_time_axis", "two axes: (N, 5)")
    assert "32" not in " ".join(found.said)


@pytest.mark.parametrize(
    "rows", ["[0, 0, 0, 1]\n[0, 1, 0, 0]\n", "[[1, 1, 1, 9]\n [2, 2, 2, 9]]\n", "[3, 0, 2]\n"]
)
def test_rows_of_data_in_brackets_are_no_shape(rows):
    found = diagnose(f"My data for the LSTM:\n{rows}What is the input shape?")
    assert not found.understood
    assert not found.diagnoses
    assert diagnose("X for the LSTM is [650, 20, 1]").understood == ("X (650, 20, 1)",)
