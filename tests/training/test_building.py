"""Pasted set-ups, really built: the table of rules is held against Keras, and cures are run."""

import json
from pathlib import Path

import pytest

from lstmviz.doctor import Layer, Setup, diagnose
from lstmviz.doctor.diagnosing import by_keras
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.walking.walk import walk
from lstmviz.training.building import NotBuildableError, build, make
from tests.doctor.made import COUNT, keras_pair

CASES = json.loads((Path(__file__).parents[1] / "doctor" / "cases.json").read_text("utf-8"))


def set_up(code):
    return read_setup(read_text(code).plain)


def compare(setup):
    """Hold the table's walk against Keras's; give both where they differ."""
    (real,) = build([setup])
    if real is None:
        return None
    table, real = walk(setup), by_keras(real)
    if (table.stop is None) != (real.stop is None):
        return table.stop, real.stop
    same = table.shapes[: len(real.shapes)] == real.shapes[: len(table.shapes)]
    return None if same or real.stop else (table.shapes, real.shapes)


def test_the_table_agrees_with_keras_on_set_ups_at_random():
    wrong = []
    for seed in range(COUNT):
        right, _, made = keras_pair(seed)
        for code in (right.code, made.code):
            differ = compare(set_up(code))
            if differ and differ[1]:
                wrong.append((differ, code))
    assert not wrong, wrong[:2]


def test_the_table_agrees_with_keras_on_pastes_from_the_world():
    assert not [case["id"] for case in CASES if compare(set_up(case["paste"])) is not None]


def test_every_cure_runs_in_keras_and_a_right_set_up_is_left_alone():
    for seed in range(COUNT):
        right, mistake, made = keras_pair(seed)
        assert [each.key for each in diagnose(right.code, {}, build).diagnoses] == ["nothing_seen"]
        found = diagnose(made.code, {}, build)
        assert found.real, (seed, mistake)
        assert found.diagnoses[0].key in made.keys, (seed, mistake, made.code)
        for each in found.diagnoses:
            if each.tried is not None and each.fix:
                (built,) = build([each.tried])
                assert built is None or built.stop is None, (seed, mistake, built.stop)


def test_what_is_not_on_the_list_is_not_built():
    for layer in (
        Layer("Lambda"),
        Layer("LSTM", {"units": 10**9}),
        Layer("LSTM", {"units": "8"}),
        Layer("Dense", {"units": 3, "activation": "__import__"}),
        Layer("os.system"),
    ):
        with pytest.raises(NotBuildableError):
            make(layer)
    assert build([Setup()]) == (None,)
    code = "model = Sequential([Input((24, 3)), LSTM(99999999), Dense(1)])"
    assert build([set_up(code)]) == (None,)


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_states_of_other_units_are_built_and_cannot_run(kind):
    states = "h, c" if kind == "LSTM" else "h"
    code = (
        f"a = keras.Input((None, 7))\n_, {states} = {kind}(16, return_state=True)(a)\n"
        f"b = keras.Input((None, 9))\nz = {kind}(8, return_sequences=True)(b, "
        f"initial_state=[{states}])\nmodel = keras.Model([a, b], Dense(9)(z))\n"
    )
    found = diagnose(code, {}, build)
    assert found.real
    assert found.diagnoses[0].key == "state_units"
    assert found.diagnoses[0].fix == (f"keras.layers.{kind}(16, return_sequences=True)",)
    assert "16" in found.sentence
    right = diagnose(code.replace("(8,", "(16,"), {}, build)
    assert [each.key for each in right.diagnoses] == ["nothing_seen"]
