"""What a text holds and the walk does not know is said, and never passed over: own short texts."""

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

CHAIN = "model = Sequential([Input((9, 2)), {}, Dense(1)])\nmodel.compile(loss='mse')\n"


def said(text):
    return first_answer(diagnose(text))


def key(text):
    found = diagnose(text)
    return found.diagnoses[0].key if found.diagnoses else ""


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("LSTM(8, return_sequence=True), LSTM(4)", "LSTM(8, return_sequences=True)"),
        ("Bidirectional(LSTM(8, return_sequencess=True))", "return_sequences=True"),
        ("Dense(4, activaton='relu')", "activation='relu'"),
    ],
)
def test_a_misspelt_argument_is_named_and_no_line_keeps_it(written, right):
    found = diagnose(CHAIN.format(written)).diagnoses[0]
    assert found.key == "unknown_argument"
    assert right in found.fix[0]


def test_a_misspelt_argument_of_pytorch_is_named():
    text = "import torch\nlstm = torch.nn.LSTM(3, 8, batch_firs=True)\n"
    text += "out, _ = lstm(torch.zeros(4, 9, 3))\n"
    found = diagnose(text).diagnoses[0]
    assert found.fix == ("torch.nn.LSTM(3, 8, batch_first=True)",)


def test_an_argument_that_no_layer_has_leaves_the_judgement_open():
    assert key(CHAIN.format("LSTM(8, use_bias=False)")) == "nothing_seen"
    assert "ponder_cost" in said(CHAIN.format("LSTM(8, ponder_cost=0.1)"))


def test_a_mask_is_held_against_the_steps():
    text = (
        "x = tf.random.normal([4, 6, 4])\nlstm = tf.keras.layers.LSTM(3)\n"
        "mask = tf.sequence_mask([1, 2, 3, 4], maxlen={})\nout = lstm(x, mask=mask)\n"
    )
    assert key(text.format(5)) == "mask_steps"
    assert key(text.format(6)) == "nothing_seen"
    assert "the mask of" in said(text.format(6).replace("tf.sequence_mask", "own_mask"))


@pytest.mark.parametrize(("count", "wrong"), [(2, True), (4, False)])
def test_the_states_of_both_directions_are_counted(count, wrong):
    text = (
        "x = tf.zeros((5, 9, 3))\nlayer = layers.Bidirectional(layers.LSTM(8))\n"
        f"layer(x, initial_state=[{', '.join(['tf.zeros((5, 8))'] * count)}])\n"
    )
    assert (key(text) == "initial_state") is wrong
    assert ("4 states" in said(text)) is wrong
