import base64
import json
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.cell import (
    SIZES,
    cell_scene,
    cell_values,
    frame,
    gates,
)
from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.numbers import decimals
from lstmviz.network.cells import CELLS
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.wording import narrow
from tests.diagram.cases import CASE, SPEC, random_dataset, random_model


def sensors(layout="window"):
    return make_dataset(load_example("sensors"), LAYOUTS[layout], EXAMPLES["sensors"].task)


@given(CASE, SPEC, st.integers(0, 60))
def test_a_scene_names_the_cell_that_each_value_came_from(case, spec, sample):
    dataset = random_dataset(case)
    sample = min(sample, dataset.shape[0] - 1)
    for layer in range(spec.layers):
        scene = json.loads(json.dumps(cell_scene(dataset, spec, sample, layer)))
        table, values = scene["table"], dataset.table.values
        places = np.frombuffer(base64.b64decode(scene["cells"]), "<i4")
        source = dataset.source(np.array([sample])).ravel()
        assert len(places) == len(source)
        for place, cell in zip(places, source, strict=True):
            row, column = divmod(int(cell), len(dataset.table.columns))
            r, m = divmod(int(place), len(scene["columns"]))
            assert table["numbers"][r] == row
            assert scene["columns"][m]["names"][0] == dataset.table.columns[column]
            text = narrow(float(values[row, column]), decimals(values[:, column]))
            assert table["text"][r][m] == text
        assert len(scene["steps"]) == dataset.shape[1]
        values = cell_values(dataset, random_model(dataset, spec), sample, layer, "")
        assert scene["of"] == values["of"]


@given(st.sampled_from([*CELLS]), st.integers(1, 128), st.integers(1, 200), st.integers(1, 1000))
def test_nothing_is_cut_off_and_nothing_overlaps(cell, units, inputs, timesteps):
    spec = TrainingSpec(cell=cell, units=units)
    for size in SIZES.values():
        drawn = frame(size, spec, inputs, timesteps)
        rows, curve, panel, strips, rail = (
            drawn[part] for part in ("rows", "curve", "panel", "strips", "rail")
        )
        assert len(drawn["columns"]) == len(CELLS[cell].blocks)
        assert rows["n"] == rows["x"] + rows["xs"] + rows["named"] + rows["hs"] + 2
        assert rows["x"] + rows["xs"] == min(inputs, 4)
        assert rows["named"] + rows["hs"] == min(units, 4)
        assert rows["h"] >= 15  # a line of text
        assert rows["y"] + rows["n"] * rows["h"] < curve["y"]
        assert curve["h"] >= 55
        lowest = curve["y"] + curve["h"]
        end = panel["y"] + panel["part"] * len(DRAWN[cell].panel)
        states = 2 if cell == "lstm" else 1
        edges = [sum(drawn["chip"]), *drawn["columns"]]
        assert all(a < b for a, b in pairwise(edges))
        right = drawn["columns"][-1] + drawn["column"]
        if drawn["phone"]:
            assert rail["y"] + rail["h"] + 18 < rows["y"] - 20
            assert lowest + 20 < panel["y"] - 20
            assert end < strips["y"] - 12
            assert strips["y"] + states * (strips["h"] + strips["gap"]) <= drawn["height"]
            assert max(right + 7, panel["x"] + panel["w"]) <= drawn["width"]
        else:
            assert max(lowest, end, strips["y"] + strips["h"]) + 16 < rail["y"]
            assert rail["y"] + rail["h"] + 18 <= drawn["height"]
            assert right < panel["x"] < panel["x"] + panel["w"] < strips["x"]
            assert panel["w"] > 150
            assert strips["x"] + states * (strips["w"] + 4) - 4 <= drawn["width"]


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_of_the_network_is_drawn_with_all_its_blocks(cell):
    kind, drawn = CELLS[cell], DRAWN[cell]
    assert sorted(drawn.plaque) == sorted(kind.blocks)
    assert len(drawn.sums) == len(kind.blocks)
    assert {letter for letter, _, state in drawn.lanes if state} == {*kind.states}
    for reset_after in (True, False):
        assert {strip["name"] for strip in drawn.strips(reset_after)} >= {*kind.blocks, *drawn.sums}


@pytest.mark.parametrize("cell", CELLS)
def test_every_number_in_a_text_is_one_that_the_browser_has(cell):
    known = {block["name"] for block in gates(TrainingSpec(cell=cell))}
    known |= {f"z.{name}" for name in known} | {"h", "h-", "t", "p", "unit", "step"}
    known |= {"lstm": {"c", "c-", "tanh_c", "kept", "fresh"}, "gru": {"keep", "kept", "fresh"},
              "simple_rnn": {"a"}}[cell]  # fmt: skip
    scene = cell_scene(sensors(), TrainingSpec(cell=cell), 3)
    texts = [
        *DRAWN[cell].sentences,
        scene["equation"],
        *(line for t in scene["tips"].values() for line in t),
    ]
    texts += [part[key] for part in DRAWN[cell].panel for key in ("letter", "word") if key in part]
    asked = {name.removeprefix("%") for text in texts for name in re.findall(r"\{(.+?)\}", text)}
    assert asked <= known, asked - known
    # A part in percent is a gate's.
    parts = set(re.findall(r"\{%(.+?)\}", " ".join(texts)))
    assert parts <= {block["name"] for block in gates(TrainingSpec(cell=cell))} | {"keep"}
    named = [part[key] for part in DRAWN[cell].panel for key in ("of", "by") if key in part]
    assert set(named) <= known
    # Each gate and each quantity can say what it is.
    pointed = [block["name"] for block in scene["blocks"]]
    assert set(pointed) <= set(scene["tips"])


def test_gates_stand_in_the_order_of_keras():
    found = gates(TrainingSpec())
    assert [gate["letter"] for gate in found] == ["i", "f", "c̃", "o"]
    assert [gate["curve"] for gate in found] == ["σ", "σ", "tanh", "σ"]
    found = gates(TrainingSpec(cell="gru"))
    assert [gate["letter"] for gate in found] == ["z", "r", "h̃"]
    assert [gate["curve"] for gate in gates(TrainingSpec(cell="simple_rnn"))] == ["tanh"]


def test_a_step_says_what_enters_in_the_persons_words():
    scene = cell_scene(sensors(), TrainingSpec(), 17)
    assert scene["steps"][0] == ("Row 17 enters.", "Row 17")
    scene = cell_scene(sensors(), TrainingSpec(), 17, words=Words(row="reading"))
    assert scene["steps"][3] == ("Reading 20 enters.", "Reading 20")
    scene = cell_scene(sensors("columns"), TrainingSpec(), 17)
    assert scene["steps"][1][0].startswith("The value in column humidity enters")


def test_the_same_choices_give_the_same_scene_and_others_another():
    dataset, spec = sensors(), TrainingSpec(layers=2)
    again = [cell_scene(dataset, spec, 3)["id"] for _ in range(2)]
    others = [
        cell_scene(dataset, spec, 4),
        cell_scene(dataset, spec, 3, 1),
        cell_scene(dataset, TrainingSpec(cell="gru"), 3),
        cell_scene(dataset, TrainingSpec(cell="gru", reset_after=False), 3),
        cell_scene(dataset, spec, 3, words=Words(row="day")),
        cell_scene(sensors("columns"), spec, 3),
    ]
    assert len({*again, *(scene["id"] for scene in others)}) == 7


def test_an_update_of_the_default_run_is_small():
    dataset = sensors()
    values = cell_values(dataset, random_model(dataset, TrainingSpec()), 3, 0, "epoch 7.3")
    assert len(json.dumps(values)) < 20_000


def page():
    from lstmviz.diagram.component import cell_diagram, feed
    from lstmviz.diagram.scenes.cell import cell_scene, cell_values
    from lstmviz.network.models import initial_weights
    from lstmviz.network.specs import TrainingSpec
    from lstmviz.samples.datasets import make_dataset
    from lstmviz.samples.examples import EXAMPLES, load_example
    from lstmviz.samples.layouts import LAYOUTS

    table, task = load_example("sensors"), EXAMPLES["sensors"].task
    dataset, spec = make_dataset(table, LAYOUTS["window"], task), TrainingSpec(units=4)
    values = cell_values(dataset, initial_weights(spec, 3), 7, 0, "before training")
    cell_diagram(cell_scene(dataset, spec, 7), values, key="cell", timestep=2, unit=3)
    feed(values, key="cell")


def test_the_drawing_and_its_feeder_have_one_address():
    at = AppTest.from_function(page, default_timeout=30).run()
    assert not at.exception
    drawing, feeder = (element.proto for element in at.get("bidi_component"))
    data = json.loads(drawing.json)
    assert data["key"] == json.loads(feeder.json)["key"] == "cell"
    assert (data["timestep"], data["unit"]) == (2, 3)
    assert data["values"]["label"] == "before training"
    assert "as default" in drawing.js_content
    assert "<canvas>" in drawing.html_content
