"""Several faults in one set-up: each is named in the order in which one meets it, and mended."""

import random

import keras
import numpy as np
import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.judging.case import Case, cured
from lstmviz.doctor.judging.onward import STILL, THEN, mended_by
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.saying.wording import model_lines
from lstmviz.doctor.taken import set_up
from lstmviz.doctor.walking.walk import walk
from tests.doctor.made import COUNT

# In the order in which a walk comes to them.
FAULTS = ("samples_in_input", "kernel_too_long", "return_sequences", "softmax_of_one")

# Set-ups of which the mended model is really trained.
TRAINED = 6


def with_faults(faults, rng):
    """Write a model with faults: the key of each is that of its finding."""
    steps, width = rng.randint(4, 20), rng.randint(2, 6)
    rows = rng.randint(200, 400)
    sample = (rows, steps, width) if "samples_in_input" in faults else (steps, width)
    cell = rng.choice(["LSTM", "GRU"])
    kernel = steps + rng.randint(1, 9) if "kernel_too_long" in faults else 3
    every = "" if "return_sequences" in faults else ", return_sequences=True"
    head = ", activation='softmax'" if "softmax_of_one" in faults else ""
    return (
        f"X = np.zeros(({rows}, {steps}, {width}))\ny = np.zeros(({rows}, 1))\n"
        f"model = Sequential()\nmodel.add(Conv1D(8, {kernel}, input_shape={sample}))\n"
        f"model.add({cell}(12{every}))\nmodel.add({cell}(5))\nmodel.add(Dense(1{head}))\n"
        "model.compile(loss='mse', optimizer='adam')\nmodel.fit(X, y)\n"
    )


@pytest.mark.parametrize("seed", range(COUNT))
def test_each_fault_is_named_in_order_and_with_all_cures_the_model_runs(seed):
    rng = random.Random(seed)
    faults = sorted(rng.sample(FAULTS, rng.randint(1, 3)), key=FAULTS.index)
    code = with_faults(faults, rng)
    found = diagnose(code).diagnoses
    assert [each.key for each in found] == faults, code
    setup = set_up(read_text(code), ())
    for each in found:
        setup = mended_by(Case(setup, walk(setup)), each) or setup
    assert cured(setup)
    if seed < TRAINED:
        trains(setup)


def trains(setup):
    """Build the mended model with Keras, and train it on two samples."""
    names = {"keras": keras, "np": np}
    exec("\n".join(model_lines(setup)), names)
    X, y = (np.zeros((2, *array.shape[1:]), np.float32) for array in (setup.X, setup.y))
    names["model"].compile("adam", setup.loss, run_eagerly=True)
    assert np.isfinite(names["model"].train_on_batch(X, y))


def test_what_comes_after_is_said_to_come_after():
    code = with_faults(FAULTS, random.Random(0))
    first, *rest = diagnose(code).diagnoses
    assert first.basis == ""
    assert [each.basis for each in rest] == [THEN, THEN, STILL]


def test_a_later_line_does_not_bring_the_first_fault_back():
    """The layer is written anew, without the shape that the mended input tells."""
    found = diagnose(with_faults(("samples_in_input", "kernel_too_long"), random.Random(1)))
    assert "input_shape" not in " ".join(found.diagnoses[1].fix)


def test_nothing_follows_a_message_that_the_code_does_not_give():
    code = with_faults(("return_sequences", "softmax_of_one"), random.Random(0))
    other = "ValueError: Input 0 of layer gru_9 is incompatible with the layer: "
    found = diagnose(code + other + "expected ndim=3, found ndim=5").diagnoses
    assert not {THEN, STILL} & {each.basis for each in found}


def test_a_message_of_the_older_check_of_timesteps_is_the_code_s_own():
    """Keras today takes 1 step where 128 were built; the message is of the check that there was."""
    found = diagnose(
        "X_train has shape (128, 1, 11), y_train (128, 1)\nmodel = Sequential()\n"
        "model.add(LSTM(8, input_shape=(X_train.shape[0], X_train.shape[2])))\n"
        "model.add(Dense(1))\nmodel.compile(loss='mse')\nmodel.fit(X_train, y_train)\n"
        "ValueError: Error when checking input: expected lstm_4_input to have shape (128, 11) but "
        "got array with shape (1, 11)"
    ).diagnoses[0]
    assert (found.key, found.basis, found.evidence) == ("samples_in_input", "", "walk")
    assert found.fix[0] == "inputs = keras.Input(X_train.shape[1:])"


def test_what_hangs_on_an_answer_comes_after_what_is_certain():
    code = (
        "X = np.zeros((1200, 60))\ny = np.zeros((1200,))\n"
        "model = Sequential([LSTM(64, return_sequences=True, input_shape=(60, 1)), Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(X, y)\n"
    )
    certain, hanging = diagnose(code).diagnoses
    assert (certain.key, hanging.key) == ("target_every_sample", "last_axis_added")
    assert hanging.meant is None
    told = diagnose(code, {"columns": "different"}).diagnoses
    assert told[0].meant.shape == (None, 24, 60)
