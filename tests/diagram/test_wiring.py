import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lstmviz.diagram.scenes.grid import LETTER, SHEETS
from lstmviz.diagram.scenes.packing import pack_halves
from lstmviz.diagram.scenes.wiring import wiring_panels, wiring_scene, wiring_values
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout, with_size
from tests.diagram.cases import random_model


def sensors(name="window", window=6):
    return make_dataset(
        load_example("sensors"), with_size(name, Layout(window)), EXAMPLES["sensors"].task
    )


def scene(layout="window", window=6, layer=0, **spec):
    dataset = sensors(layout, window)
    model = initial_weights(TrainingSpec(**spec), dataset.shape[2])
    return wiring_scene(dataset, model.layers[layer], layer)


def test_every_input_goes_to_every_gate_of_a_unit():
    said = scene(units=32)["sentences"]
    assert said["unit"] == (
        "All 3 features and all 32 previous units go to all 4 gates of unit {n}: 140 weights. "
        "The same goes for every unit: 140 × 32 = 4,480."
    )
    assert said["feature"].startswith(
        "Each value of {name} goes to all 4 gates of all 32 units: 128 weights."
    )
    assert "goes to all 4 gates of all 32 units, itself among them: 128" in said["previous"]


@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
@pytest.mark.parametrize(("units", "layers"), [(1, 1), (7, 2), (32, 1)])
def test_the_wires_and_the_biases_are_all_parameters(cell, units, layers):
    spec = TrainingSpec(cell=cell, units=units, layers=layers)
    for layer, parameters in enumerate(count_parameters(spec, 3)):
        said = scene(layer=layer, cell=cell, units=units, layers=layers)
        wires = int(said["sentences"]["unit"].split(" = ")[1].rstrip(".").replace(",", ""))
        assert wires == sum(rows * columns for rows, columns in said["of"])
        weights = initial_weights(spec, 3).layers[layer]
        assert wires + weights.bias.size == parameters


def test_one_of_a_kind_is_said_in_the_singular_and_one_block_is_no_gate():
    said = scene("columns", cell="simple_rnn", units=1)["sentences"]
    assert said["unit"].startswith(
        "The one feature and the one previous unit go to unit {n}: 2 weights."
    )
    assert said["feature"].startswith("Each value of {name} goes to the one unit: 1 weight.")
    above = scene(units=2, layers=2, layer=1)["sentences"]
    assert above["unit"].startswith("All 2 units of layer 1 and all 2 previous units go to all 4")


@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
@pytest.mark.parametrize(("layout", "window", "units", "layer"), [
    ("window", 6, 32, 0), ("columns", 1, 4, 0), ("lags", 21, 128, 0), ("lags", 21, 1, 0),
    ("row", 1, 1, 0), ("window", 6, 128, 1), ("window", 6, 3, 1),
])  # fmt: skip
def test_inputs_stand_apart_above_the_gates_and_these_above_their_columns(
    cell, layout, window, units, layer
):
    laid = scene(layout, window, layer, cell=cell, units=units, layers=2)
    json.dumps(laid)
    features = laid["of"][0][0]
    for name, frame in laid["frames"].items():
        sheet, wires = SHEETS[name], frame["wires"]
        x, width = wires["feature"]
        start, unit = wires["unit"]
        assert width > 0
        assert unit > 0
        assert x + features * width < start
        assert start + units * unit <= sheet.width - sheet.pad + 0.2
        (top, high), (below, low) = wires["inputs"], wires["gates"]
        assert top + high + 80 < below
        kernel, recurrent = frame["panels"]
        assert below + low < kernel["title"][1] < kernel["y"]
        assert (kernel["x"], kernel["w"]) == (recurrent["x"], recurrent["w"])
        assert recurrent["y"] + recurrent["h"] < frame["height"]
        for word in wires["names"]:
            assert len(word) * LETTER * sheet.least <= width
        brackets = [points for kind, points, *_ in frame["marks"] if kind == "l"]
        assert len(brackets) == 2


def test_what_is_written_above_the_inputs_does_not_touch():
    for laid in (scene(units=4), scene("columns", 1, units=1), scene(units=128, cell="gru"),
                 scene(layer=1, layers=2, units=3)):  # fmt: skip
        for name, frame in laid["frames"].items():
            first, second = (
                (points[0][0], text)
                for kind, points, text, look in frame["marks"]
                if kind == "t" and look in ("axis features", "axis units")
            )
            text = SHEETS[name].text
            assert first[0] + LETTER * text * len(first[1]) < second[0] or len(first[1]) < 8
            assert second[0] + LETTER * text * len(second[1]) < frame["width"]


def test_both_kernels_are_coloured_alike_and_sent_as_they_are():
    dataset, spec = sensors(), TrainingSpec(units=5)
    weights = random_model(dataset, spec).layers[0]
    values = wiring_values(dataset, weights)
    largest = max(np.abs(weights.kernel).max(), np.abs(weights.recurrent_kernel).max())
    for packed, array in zip(
        values["panels"], (weights.kernel, weights.recurrent_kernel), strict=True
    ):
        assert packed["limit"][0] == pytest.approx(largest)
        assert packed["data"] == pack_halves(array)["data"]
    assert values["of"] == wiring_scene(dataset, weights)["of"]


def test_weights_of_zero_have_no_scale():
    dataset = sensors()
    weights = initial_weights(TrainingSpec(units=2), 3).layers[0]
    weights.kernel[:] = 0
    weights.recurrent_kernel[:] = 0
    assert [panel.limit for panel in wiring_panels(dataset, weights)] == [None, None]
    assert wiring_values(dataset, weights)["panels"][0]["limit"] == (0.0, "0")


def page():
    from lstmviz.diagram.component import maps, wiring
    from lstmviz.diagram.scenes.maps import map_scene, map_values, weight_panels
    from lstmviz.diagram.scenes.wiring import wiring_scene, wiring_values
    from lstmviz.network.models import initial_weights
    from lstmviz.network.specs import TrainingSpec
    from lstmviz.samples.datasets import make_dataset
    from lstmviz.samples.examples import EXAMPLES, load_example
    from lstmviz.samples.layouts import LAYOUTS

    dataset = make_dataset(load_example("sensors"), LAYOUTS["window"], EXAMPLES["sensors"].task)
    weights = initial_weights(TrainingSpec(units=4), 3).layers[0]
    panels = weight_panels(weights, dataset)
    maps(map_scene(panels, "Weights"), map_values(panels), "maps")
    wiring(wiring_scene(dataset, weights), wiring_values(dataset, weights), "wires", ("unit", 2))


def test_both_mount_with_all_their_code():
    at = AppTest.from_function(page, default_timeout=30).run()
    assert not at.exception
    first, second = (element.proto for element in at.get("bidi_component"))
    data = json.loads(second.json)
    assert data["key"] == "wires"
    assert data["chosen"] == ["unit", 2]
    assert json.loads(first.json)["values"]["of"] == [[3, 16], [4, 16], [1, 16]]
    for mounted in (first, second):
        assert "as default" in mounted.js_content
        assert "drawImage" in mounted.js_content
