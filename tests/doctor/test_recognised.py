"""What is said where there is nothing to judge, and questions that are asked of tables alone."""

import pytest

from lstmviz.doctor import diagnose

FIT = "model.compile('adam', 'mse')\nmodel.fit(X, y)\n"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "gen <- function(data, lookback) {\n  rows <- sample(1:lookback)\n}\nhow to go on?",
            "in R",
        ),
        ("rows = values[3:9]\nparts = cut(rows)\nHow do I have to go on from here then?", "code"),
        ("I get: Error in py_call_impl(callable, dots$args)\nand nothing else helps", "message"),
    ],
)
def test_code_and_messages_are_not_called_words(text, held):
    found = diagnose(text)
    assert "these are words" not in found.unknown
    assert held in found.unknown


def test_words_are_called_words():
    assert "these are words" in diagnose("How does one feed several cities to a network?").unknown


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("X has the shape (90, 1, 4), y (90, 1)\nmodel = Sequential([Input((1, 4)), LSTM(8), "
         "Dense(1)])\n" + FIT, True),
        ("model = Sequential([Input((1, 64, 64, 3)), TimeDistributed(Conv2D(4, 3)), "
         "TimeDistributed(Flatten()), LSTM(8), Dense(1)])\n" + FIT, False),
        ("x = torch.tensor([[[1., 2.], [3., 4.], [5., 6.]]])\nlstm = nn.LSTM(2, 8, "
         "batch_first=True)\nout, h = lstm(x)\n", False),
    ],
)  # fmt: skip
def test_rows_and_columns_are_asked_of_tables_alone(text, asks):
    assert (diagnose(text).question is not None) is asks


def test_what_was_not_read_is_said_beside_a_silent_fault():
    text = "model = Sequential([Input((1, 4)), LSTM(8), Strange(9), Dense(1)])\n"
    first = diagnose(text).diagnoses[0]
    assert first.key == "one_step"
    assert "Strange(9)" in first.basis


def test_an_input_keeps_the_names_of_its_sizes():
    text = (
        "i = Input(shape=(steps, words))\ne = Embedding(words, 20)(i)\n"
        "l = LSTM(8, return_sequences=True)(e)\nmodel = Model(i, Dense(4)(Flatten()(l)))\n"
    )
    assert diagnose(text).diagnoses[0].fix == ("inputs = keras.Input((steps,))",)
