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
