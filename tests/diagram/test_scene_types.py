"""Every scene and all its numbers are of the types that the drawings' code is checked against."""

import json
import types
import typing
from typing import Literal, NotRequired, Union, get_args, get_origin, is_typeddict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.cell import cell_scene, cell_values
from lstmviz.diagram.scenes.film import tensor_scene
from lstmviz.diagram.scenes.flow import chunk, flow_scene
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.diagram.scenes.maps import Frame, map_scene, map_values, weight_panels
from lstmviz.diagram.scenes.sent.cell import CellScene, CellValues
from lstmviz.diagram.scenes.sent.film import FilmScene
from lstmviz.diagram.scenes.sent.flow import FlowScene, FlowValues
from lstmviz.diagram.scenes.sent.maps import MapsScene, MapsValues, WiringScene
from lstmviz.diagram.scenes.sent.shared import Drawn, Place
from lstmviz.diagram.scenes.sent.side import SideNumbers, SideScene
from lstmviz.diagram.scenes.side import fed, side_numbers, side_scene
from lstmviz.diagram.scenes.wiring import wiring_scene, wiring_values
from tests.diagram.cases import CASE, SPEC, random_dataset, random_model


def faults(value, kind, place=""):
    """List where a value that came as JSON is not of its type."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return faults(value, parts[0], place)
    if is_typeddict(kind):
        keys = typing.get_type_hints(kind, include_extras=True)
        if not isinstance(value, dict):
            return [f"{place}: {value!r} is no {kind.__name__}"]
        odd = set(value) - set(keys) | kind.__required_keys__ - set(value)
        found = [f"{place}: {', '.join(sorted(odd))}"] if odd else []
        return found + [
            f for k in value.keys() & keys for f in faults(value[k], keys[k], f"{place}.{k}")
        ]
    if origin in (Union, types.UnionType):
        each = [faults(value, part, place) for part in parts]
        return [] if [] in each else each[-1]
    if origin is Literal:
        return [] if value in parts else [f"{place}: {value!r} is none of {parts}"]
    if origin is dict:
        return [f for k, v in value.items() for f in faults(v, parts[1], f"{place}[{k}]")]
    if origin is list or (origin is tuple and parts[-1] is Ellipsis):
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no list"]
        return [f for n, v in enumerate(value) for f in faults(v, parts[0], f"{place}[{n}]")]
    if origin is tuple:
        if not isinstance(value, list) or len(value) != len(parts):
            return [f"{place}: {value!r} is no {kind}"]
        pairs = zip(value, parts, strict=True)
        return [f for n, (v, part) in enumerate(pairs) for f in faults(v, part, f"{place}[{n}]")]
    fits = isinstance(value, (int, float) if kind is float else kind)
    fits &= kind in (bool, typing.Any) or not isinstance(value, bool)
    return [] if fits else [f"{place}: {value!r} is no {kind.__name__}"]


def sent(value):
    return json.loads(json.dumps(value))


@settings(max_examples=5)
@given(CASE, SPEC, st.integers(0, 60), st.booleans())
def test_what_is_sent_has_its_type(case, spec, sample, film):
    dataset = random_dataset(case)
    sample = min(sample, dataset.shape[0] - 1)
    model, layer, samples = random_model(dataset, spec), spec.layers - 1, chunk(dataset, sample)
    weights = model.layers[layer]
    panels = weight_panels(weights, dataset, layer)
    shown = (None, "all", ((0, 1), (0, 1)))
    frames = [Frame("One.", "two", shown)] if film else []
    values = flow_values(dataset, model, samples, layer, "now", [0.0, 1.5], 1)
    row = int(dataset.starts[sample]) + dataset.layout.span - 1
    lane = fed({"window": dataset}, row)["window"]
    for value, kind in (
        (flow_scene(dataset, spec, samples, layer), FlowScene),
        (values, FlowValues),
        (cell_scene(dataset, spec, sample, layer), CellScene),
        (cell_values(dataset, model, sample, layer, "now"), CellValues),
        (tensor_scene(dataset, sample, Words()), FilmScene),
        (map_scene(panels, "Weights", frames=frames), MapsScene),
        (map_values(panels), MapsValues),
        (side_scene({"window": dataset}, row, spec, sample, 60), SideScene),
        (side_numbers(dataset, lane, model, "now", 0.5, True), SideNumbers),
        (wiring_scene(dataset, weights, layer), WiringScene),
        (wiring_values(dataset, weights, layer), MapsValues),
    ):
        assert not faults(sent(value), kind, kind.__name__)


@pytest.mark.parametrize(
    ("value", "kind", "count"),
    [
        ({"width": 1, "height": 2.0, "style": ""}, Drawn, 0),
        ({"width": "1", "height": 2.0, "style": ""}, Drawn, 1),
        ({"width": 1, "height": 2.0}, Drawn, 1),
        ([1.0, True], Place, 1),
        ([1, 2, 3], Place, 1),
        (None, int | None, 0),
        ("σ", Literal["σ", "tanh"], 0),
        ("π", Literal["σ", "tanh"], 1),
    ],
)
def test_a_fault_is_found(value, kind, count):
    assert len(faults(value, kind)) == count


def test_numbers_of_numpy_do_not_pass():
    with pytest.raises(TypeError):
        sent({"x": np.float32(1)})
