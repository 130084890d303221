"""The way in: its numbers are those of the real network, and what lights is what Keras says."""

import json

import keras
import numpy as np
import pytest

from lstmviz.choices.meaning import recommend
from lstmviz.diagram.scenes.start import SPEC, UNITS, network
from lstmviz.lessons.ideas import IDEAS
from lstmviz.lessons.lesson import RIGHT, UNKNOWN
from lstmviz.lessons.start import PULLED, board, ways
from lstmviz.network.models import trace_model
from lstmviz.samples.examples import load_example
from lstmviz.training.prepared import LAYOUTS_PREPARED
from lstmviz.ui.start.scene import scene

SCENE = scene()
WAYS = ways(board().dataset)


def dataset_of(key):
    return WAYS[key]


def test_it_is_data_for_the_browser():
    assert json.dumps(SCENE, allow_nan=False)
    assert SCENE["rows"] == load_example("chalkboard").values[:4].tolist()


@pytest.mark.parametrize("lane", SCENE["lanes"], ids=LAYOUTS_PREPARED)
def test_each_lane_reads_the_first_three_rows_whole(lane):
    read = [cell for sample in lane["samples"] for step in sample for cell in step]
    assert read == list(range(9))
    timesteps, features = {"columns": (3, 1), "row": (1, 3), "window": (3, 3)}[lane["key"]]
    for sample in lane["samples"]:
        assert np.shape(sample) == (timesteps, features)
    assert lane["shape"] == ["N", str(timesteps), str(features)]


def keras_states(lane, x):
    """h of every unit at every timestep, and the prediction, by Keras with the lane's weights."""
    inputs = keras.Input(x.shape[1:])
    layer, head = keras.layers.LSTM(UNITS, return_sequences=True), keras.layers.Dense(1)
    h = layer(inputs)
    model = keras.Model(inputs, [h, head(h[:, -1])])
    features = x.shape[2]
    layer.set_weights(
        [
            np.reshape(lane["kernel"], (features, 4 * UNITS)),
            np.reshape(lane["recurrent"], (UNITS, 4 * UNITS)),
            np.array(lane["bias"]),
        ]
    )
    head.set_weights([np.reshape(lane["head"], (UNITS, 1)), np.array([lane["head_bias"]])])
    # Sample by sample: in a batch a neighbour's value must not even be there.
    states = [model.predict(one[None], verbose=0) for one in x]
    return np.concatenate([h for h, _ in states]), np.array([float(y[0, 0]) for _, y in states])


@pytest.mark.parametrize("lane", SCENE["lanes"], ids=LAYOUTS_PREPARED)
def test_what_lights_is_what_keras_says(lane):
    """Every unit of the sample that reads the number, from then on; exactly none of another."""
    dataset = dataset_of(lane["key"])
    cells = np.array(lane["samples"])
    scaled = dataset.scaled.ravel()
    pulled = scaled.copy()
    pulled[SCENE["pulled"]] += np.float32(3) / np.float32(SCENE["scale"][1])
    h, y = keras_states(lane, scaled[cells])
    h_after, y_after = keras_states(lane, pulled[cells])
    lit = h != h_after
    reads = (cells == SCENE["pulled"]).any(axis=2)
    np.testing.assert_array_equal(lit.all(axis=2), np.logical_or.accumulate(reads, axis=1))
    np.testing.assert_array_equal(lit.any(axis=2), np.logical_or.accumulate(reads, axis=1))
    assert (y[-1] != y_after[-1]) == (lane["key"] == "window")

    trace = trace_model(network(dataset), pulled[cells])
    np.testing.assert_allclose(trace.layers[0].h, h_after, atol=1e-6)
    np.testing.assert_allclose(trace.y[:, -1], y_after, atol=1e-6)


def test_the_network_is_keras_untrained_of_one_seed():
    assert (SPEC.units, SPEC.cell, SPEC.layers) == (2, "lstm", 1)
    for lane in SCENE["lanes"]:
        kept = network(dataset_of(lane["key"])).layers[0]
        assert lane["kernel"] == kept.kernel.ravel().tolist()
        assert kept.bias.tolist() == [0, 0, 1, 1, 0, 0, 0, 0]


def test_the_trained_curves_end_where_the_question_says():
    proof = SCENE["proof"]
    ends = {curve["key"]: curve["errors"][-1] for curve in proof["curves"]}
    assert ends == pytest.approx({"columns": 40.7, "row": 40.5, "window": 17.2}, abs=0.1)
    assert (round(proof["last_value"], 1), proof["lowest"]) == (80.2, 15.0)
    assert all(curve["epochs"][-1] == proof["epochs"] for curve in proof["curves"])


def test_the_answers_are_the_recommendations():
    assert len(SCENE["answers"]) == 4
    for meaning, answer in SCENE["answers"].items():
        assert (answer["layout"], answer["why"]) == recommend(*meaning.split())


def test_what_is_guessed_is_asked_as_in_a_lesson_and_right_is_what_keras_says():
    """That only the window's last prediction moves, `test_what_lights_is_what_keras_says` holds."""
    asked, sent = PULLED.put(board()), SCENE["asked"]
    assert asked.right.text == "only the window"
    texts = [option.text for option in asked.options]
    assert [option["text"] for option in sent["options"]] == [*texts, UNKNOWN]
    assert sent["title"] == asked.title
    assert f"the {SCENE['rows'][1][1]} in row 1" in sent["title"]
    for option, said in zip(asked.options, sent["options"], strict=False):
        assert (said["expected"] == "Right.") == (option.idea == RIGHT)
        if option.idea != RIGHT:
            assert said["law"] == IDEAS[option.idea].law
            assert IDEAS[option.idea].name in said["expected"]


def test_its_words_hold_no_markdown():
    for option in SCENE["asked"]["options"]:
        assert not {"*", "`"} & set("".join(option.values()))
