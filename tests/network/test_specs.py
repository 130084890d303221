import dataclasses
from typing import get_args

import jaxtyping
import keras
import numpy as np
import pytest

from lstmviz.network.cells import CELLS, Cell
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import (
    BOUNDS,
    OPTIMIZER_NAMES,
    RATES,
    SpecError,
    TrainingSpec,
    count_parameters,
)


@pytest.mark.parametrize(
    ("spec", "features", "parameters"),
    [
        # Checked by running Keras 3.15.1.
        (TrainingSpec(units=1), 1, (12,)),
        (TrainingSpec(units=4), 1, (96,)),
        (TrainingSpec(units=4), 3, (128,)),
        (TrainingSpec(units=9), 1, (396,)),
        (TrainingSpec(units=32), 1, (4_352,)),
        (TrainingSpec(units=32), 3, (4_608,)),
        (TrainingSpec(units=64), 3, (17_408,)),
        (TrainingSpec(units=128), 1, (66_560,)),
        (TrainingSpec("gru", units=32), 3, (3_552,)),
        (TrainingSpec("gru", reset_after=False, units=32), 3, (3_456,)),
        (TrainingSpec("simple_rnn", units=32), 3, (1_152,)),
        (TrainingSpec(units=32, layers=2), 3, (4_608, 8_320)),
    ],
)
def test_parameters(spec, features, parameters):
    assert count_parameters(spec, features) == parameters


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize(("features", "units"), [(1, 1), (3, 32), (7, 5)])
def test_parameters_equal_those_that_keras_and_our_weights_have(cell, reset_after, features, units):
    layer_of = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU}
    options = {"reset_after": reset_after} if cell == "gru" else {}
    counts = []
    for inputs in (features, units):
        layer = layer_of.get(cell, keras.layers.SimpleRNN)(units, **options)
        layer.build((None, None, inputs))
        counts.append(layer.count_params())
    spec = TrainingSpec(cell, reset_after, units, layers=2)
    assert count_parameters(spec, features) == tuple(counts)
    for layer, count in zip(initial_weights(spec, features).layers, counts, strict=True):
        assert sum(np.size(a) for a in vars(layer).values()) == count


def test_timesteps_do_not_change_the_parameters():
    for timesteps in (1, 3, 100):
        layer = keras.layers.LSTM(32)
        layer.build((None, timesteps, 3))
        assert layer.count_params() == sum(count_parameters(TrainingSpec(units=32), 3)) == 4_608


def test_every_name_that_is_shown_is_the_name_in_keras():
    for cell in CELLS.values():
        assert issubclass(getattr(keras.layers, cell.name), keras.layers.Layer)
    for key, name in OPTIMIZER_NAMES.items():
        assert type(keras.optimizers.get(key)).__name__ == name
    assert tuple(CELLS) == get_args(Cell)


def test_every_block_has_a_name_and_a_letter():
    letters = {key: "".join(cell.letters) for key, cell in CELLS.items()}
    assert letters == {
        "lstm": "ifc\N{COMBINING TILDE}o",
        "gru": "zrh\N{COMBINING TILDE}",
        "simple_rnn": "h",
    }


@pytest.mark.parametrize(("name", "bounds"), [*BOUNDS.items(), ("learning_rate", RATES)])
def test_both_bounds_are_allowed_and_nothing_beyond_them(name, bounds):
    low, high = bounds
    for value in (low, high):
        assert getattr(TrainingSpec(**{name: value}), name) == value
    step = 1e-7 if name == "learning_rate" else 1
    for value in (low - step, high + step):
        with pytest.raises(SpecError):
            TrainingSpec(**{name: value})


def test_the_bounds_that_visitors_are_promised():
    promised = {"units": (1, 128), "layers": (1, 2), "batch_size": (1, 1024)}
    assert {name: BOUNDS[name] for name in promised} == promised


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"units": 129}, "Units must lie between 1 and 128; received 129."),
        ({"batch_size": 5000}, "Batch size must lie between 1 and 1,024; received 5,000."),
        ({"seed": -1}, "Seed must lie between 0 and 2,147,483,647; received −1."),
        ({"seed": 2**31}, "Seed must lie between 0 and 2,147,483,647; received 2,147,483,648."),
        ({"learning_rate": 2.5}, "Learning rate must lie between 0.000001 and 1; received 2.5."),
        (
            {"learning_rate": float("nan")},
            "Learning rate must lie between 0.000001 and 1; received nan.",
        ),
        ({"cell": "rnn"}, "The cell must be one of lstm, gru, simple_rnn; received “rnn”."),
        (
            {"optimizer": "Adam"},
            "The optimizer must be one of adam, rmsprop, sgd; received “Adam”.",
        ),
    ],
)
def test_a_setting_out_of_bounds_is_said_with_its_numbers(choices, sentence, monkeypatch):
    # As in the app, where no type checker stands before the sentence.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(SpecError) as error:
        TrainingSpec(**choices)
    assert str(error.value) == sentence


def test_specs_are_values():
    assert TrainingSpec() == TrainingSpec()
    assert len({TrainingSpec(seed=1), TrainingSpec(seed=1), TrainingSpec(seed=2)}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        TrainingSpec().units = 3
