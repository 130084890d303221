import dataclasses
import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lstmviz.diagram.scenes.grid import GAP, LETTER, SHEETS, lay_out
from lstmviz.diagram.scenes.maps import (
    Frame,
    map_scene,
    map_values,
    rectangles,
    weight_panels,
)
from lstmviz.diagram.scenes.packing import pack_halves
from lstmviz.diagram.scenes.panels import (
    Axis,
    Panel,
    features_axis,
    gates_axis,
    timesteps_axis,
    units_axis,
)
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout, with_size
from tests.diagram.cases import CASE, random_dataset, random_model


def sensors(name="window", window=6):
    return make_dataset(
        load_example("sensors"), with_size(name, Layout(window)), EXAMPLES["sensors"].task
    )


def states(units, timesteps, **options):
    values = np.random.default_rng(0).normal(size=(units, timesteps)).astype(np.float32)
    return Panel("h", values, units_axis(units), timesteps_axis(timesteps), **options)


def test_numbers_that_are_none_do_not_hide_the_others(javascript):
    values = np.array([[np.nan, np.inf, 0.25]], np.float32)
    read = javascript("arithmetic", "m.unpackHalves(given)", pack_halves(values))
    assert not np.isfinite(read[:2]).any()
    assert read[2] == 0.25
    panel = Panel("h", values, units_axis(1), timesteps_axis(3))
    assert map_values([panel])["panels"][0]["limit"] == (0.25, "0.25")


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=9)))
def test_rectangles_cover_what_is_marked_once(mask):
    covered = np.zeros(mask.shape, int)
    for row, column, rows, columns in rectangles(mask):
        covered[row : row + rows, column : column + columns] += 1
    np.testing.assert_array_equal(covered, mask)


def test_a_matrix_that_is_all_dead_is_one_rectangle():
    assert rectangles(np.ones((32, 128), bool)) == [(0, 0, 32, 128)]
    assert rectangles(None) == []


SIZE = st.integers(1, 128)


@given(st.lists(st.tuples(SIZE, SIZE, st.integers(1, 3)), min_size=1, max_size=7),
       st.integers(1, 4), st.text(max_size=90))  # fmt: skip
def test_maps_stand_apart_and_within_the_drawing(shapes, across, note):
    panels = [states(u, t, span=span, note=note) for u, t, span in shapes]
    for sheet in SHEETS.values():
        frame = lay_out(sheet, panels, across, 150)
        boxes = frame["panels"]
        for n, box in enumerate(boxes):
            assert box["x"] >= sheet.pad
            assert box["x"] + box["w"] <= sheet.width - sheet.pad + 0.2
            assert 0 <= box["title"][1] < box["y"]
            assert box["y"] + box["h"] <= frame["height"]
            for other in boxes[:n]:
                beside = other["x"] + other["w"] < box["x"] or box["x"] + box["w"] < other["x"]
                assert beside or other["y"] + other["h"] < box["title"][1]


@pytest.mark.parametrize("units", [1, 4, 32, 128])
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_kernel_recurrent_kernel_and_bias_stand_in_line(cell, units):
    dataset, spec = sensors(), TrainingSpec(cell=cell, units=units)
    panels = weight_panels(random_model(dataset, spec).layers[0], dataset)
    for sheet in SHEETS.values():
        boxes = lay_out(sheet, panels, 1, 150)["panels"]
        assert len({(box["x"], box["w"]) for box in boxes}) == 1


def test_names_along_a_side_do_not_touch():
    panels = [states(128, 200), states(128, 200)]
    for sheet in SHEETS.values():
        marks = lay_out(sheet, panels, 1, 150)["marks"]
        steps = [(x, text) for _, [[x, *_]], text, look in marks if "plain" in look]
        assert len(steps) > 3  # named below the lower map alone
        for (x, text), (after, more) in pairwise(steps):
            assert after - x >= LETTER * sheet.least * (len(text) + len(more)) / 2
        assert steps[0][1] == "1"


@pytest.mark.parametrize("units", [8, 32, 100])
def test_numbers_of_neighbouring_gates_do_not_read_as_one(units):
    panels = weight_panels(initial_weights(TrainingSpec(units=units), 3).layers[0], sensors())
    for sheet in SHEETS.values():
        marks = lay_out(sheet, panels, 1, 150)["marks"]
        numbers = [(at[0][0], text) for _, at, text, look in marks if "plain" in look]
        for (x, text), (after, more) in pairwise(numbers):
            assert after - x >= LETTER * sheet.least * (len(text) + len(more)) / 2


@pytest.mark.parametrize("across", [1, 2, 4])
def test_names_of_rows_stand_beside_their_map_and_within_the_drawing(across):
    kernel = weight_panels(initial_weights(TrainingSpec(units=8), 3).layers[0], sensors())[0]
    panels = [states(8, 6), states(8, 6), kernel, states(4, 6)]
    for sheet in SHEETS.values():
        frame = lay_out(sheet, panels, across, 150)
        for kind, points, text, look in frame["marks"]:
            if kind == "t" and look.startswith("r "):
                x = points[0][0]
                left = x - LETTER * sheet.least * len(text)
                assert left > 0
                for box in frame["panels"]:
                    assert box["x"] > x or box["x"] + box["w"] < left


def test_the_axes_colours_stand_in_the_names():
    panel = weight_panels(initial_weights(TrainingSpec(units=4), 3).layers[0], sensors())[0]
    marks = lay_out(SHEETS["small"], [panel], 1, 150)["marks"]
    named = {text: look for kind, _, text, look in marks if kind == "t" and isinstance(text, str)}
    assert named["temperature"] == "r least name0"
    assert named["power"] == "r least name2"
    assert "features" in named["features"]
    assert [text for kind, _, text, _ in marks if kind == "c"] == [0, 1, 2]


@pytest.mark.parametrize(("cell", "letters"), [("lstm", "i f c̃ o"), ("gru", "z r h̃"),
                                               ("simple_rnn", "h")])  # fmt: skip
def test_blocks_stand_in_keras_order(cell, letters):
    axis = gates_axis(cell, 3)
    assert [group.name for group in axis.groups] == letters.split()
    assert [(group.first, group.last) for group in axis.groups][:2] == [(0, 2), (3, 5)][
        : len(axis.groups)
    ]
    assert axis.names[-1] == f"{letters.split()[-1]} of unit 2"


@pytest.mark.parametrize(
    ("layout", "names", "colours"),
    [
        ("row", ["temperature", "humidity", "power"], (0, 1, 2)),
        ("columns", ["x"], ()),
        ("window", ["temperature", "humidity", "power"], (0, 1, 2)),
        ("lags", ["temperature, row 0", "humidity, row 0", "power, row 0", "temperature, row 1",
                  "humidity, row 1", "power, row 1"], (0, 1, 2, 0, 1, 2)),
        ("serial", ["x"], ()),
        ("inside", ["row 0", "row 1"], ()),
    ],
)  # fmt: skip
def test_features_are_called_by_what_they_hold(layout, names, colours):
    axis = features_axis(sensors(layout, 2))
    assert list(axis.names) == names
    assert axis.colours == colours


@given(CASE)
def test_every_feature_has_a_name_of_its_own(case):
    dataset = random_dataset(case)
    axis = features_axis(dataset)
    assert len(set(axis.names)) == dataset.shape[2]
    assert len(axis.colours) in (0, dataset.shape[2])


def test_weights_are_shown_as_keras_holds_them():
    dataset, spec = sensors(), TrainingSpec(cell="gru", units=5, layers=2)
    model = random_model(dataset, spec)
    kernel, recurrent, bias = weight_panels(model.layers[0], dataset, unit=2)
    assert (kernel.values == model.layers[0].kernel).all()
    assert (recurrent.values == model.layers[0].recurrent_kernel).all()
    assert (bias.values == model.layers[0].bias).all()
    assert bias.rows.names == ("bias of W·x", "bias of U·h")
    assert kernel.marked_columns == (2, 7, 12)
    assert {kernel.columns.names[c] for c in kernel.marked_columns} == {
        "z of unit 2", "r of unit 2", "h̃ of unit 2"
    }  # fmt: skip
    assert kernel.note == "3 × 15 = 45"
    assert kernel.tip == "kernel[{row}, {column}] = {value}"
    above = weight_panels(model.layers[1], dataset, layer=1, of="change of {array}")
    assert above[0].rows.names[4] == "unit 4 of layer 1"
    assert above[2].title == "change of bias"


def test_dead_weights_are_the_zeros_of_the_gradient():
    dataset = sensors("row", 1)
    weights = initial_weights(TrainingSpec(units=2), 3).layers[0]
    gradient = dataclasses.replace(
        weights, recurrent_kernel=np.zeros_like(weights.recurrent_kernel),
        bias=np.repeat(np.float32([0.5, 0, 0.5, 0.5]), 2),
    )  # fmt: skip
    packed = map_values(weight_panels(weights, dataset, dead=gradient))["panels"]
    assert [panel["dead"] for panel in packed] == [[], [(0, 0, 2, 8)], [(0, 2, 1, 2)]]


def test_a_film_says_what_is_filled():
    panels = [states(4, 3), states(4, 3, limit=2.0)]
    frames = [Frame("Forward.", "Step 1.", (((0, 4), (0, 1)), None)),
              Frame("Loss.", "", ("all", None), seconds=2)]  # fmt: skip
    scene = json.loads(json.dumps(map_scene(panels, "t", frames=frames)))
    assert scene["film"][0]["shown"] == [[0, 4, 0, 1], None]
    assert scene["film"][1]["shown"] == [[0, 4, 0, 3], None]
    assert scene["film"][1]["ms"] == 2000
    assert map_values(panels)["panels"][1]["limit"] == (2.0, "2")
    with pytest.raises(ValueError, match="has 4 rows and 3 columns"):
        map_scene(panels, "t", frames=[Frame("", "", (((0, 4), (0, 4)), None))])


def test_new_numbers_leave_the_scene_as_it_is_and_equal_axes_are_one():
    first, other = states(4, 3), dataclasses.replace(states(4, 3), note="live", limit=9.0)
    other.values[:] = 0
    one, again = map_scene([first, first], "t"), map_scene([other, other], "t")
    assert map_values([other])["panels"][0]["note"] == "live"
    assert len(one["axes"]) == 2
    assert one["panels"][0]["rows"] == one["panels"][1]["rows"]
    assert map_scene([states(4, 4)], "t")["id"] != one["id"]
    same = dataclasses.replace(first, values=other.values)
    assert map_scene([same, same], "t")["id"] == one["id"]
    assert again["of"] == one["of"]


def test_an_update_of_the_default_weights_is_small():
    dataset = sensors()
    panels = weight_panels(initial_weights(TrainingSpec(), 3).layers[0], dataset)
    assert len(json.dumps(map_values(panels))) < 14_000
    assert len(json.dumps(map_scene(panels, "t"))) < 40_000


def test_groups_stand_apart():
    panel = Panel(
        "w", np.zeros((1, 8), np.float32), Axis("features", ("a",)), gates_axis("lstm", 2)
    )
    frame = lay_out(SHEETS["small"], [panel], 1, 150)
    brackets = [points for kind, points, *_ in frame["marks"] if kind == "l"]
    assert len(brackets) == 4
    for left, right in pairwise(brackets):
        assert right[0][0] - left[-1][0] == pytest.approx(GAP, abs=0.2)
    box = frame["panels"][0]
    assert brackets[0][0][0] == box["x"]
    assert brackets[-1][-1][0] == pytest.approx(box["x"] + box["w"], abs=0.2)
