"""Whatever a name holds, a scene's text turns nothing around it."""

import json
import re

import numpy as np
import pytest

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.cell import cell_scene
from lstmviz.diagram.scenes.film import tensor_scene
from lstmviz.diagram.scenes.flow import chunk, flow_scene
from lstmviz.diagram.scenes.wiring import wiring_scene
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table

HEBREW, SPEC = "\u05e9\u05dc\u05d5\u05dd", TrainingSpec(units=3)
VALUES = np.random.default_rng(0).normal(size=(60, 2)).astype(np.float32)
NAMES = tuple(f"{HEBREW} {number} \u202e5" for number in range(2))
LABELS = [f"{row} {HEBREW}" for row in range(60)]
TABLE = Table(VALUES, NAMES, HEBREW, units=(HEBREW,) * 2, labels=LABELS)
DATA = make_dataset(TABLE, Layout(4), Task(NAMES[0]))
WORDS = Words(HEBREW, HEBREW, HEBREW)
SCENES = {
    "flow": lambda: flow_scene(DATA, SPEC, chunk(DATA, 5)),
    "film": lambda: tensor_scene(DATA, 5, WORDS),
    "cell": lambda: cell_scene(DATA, SPEC, 5, 0, WORDS),
    "wiring": lambda: wiring_scene(DATA, initial_weights(SPEC, 2).layers[0]),
}


@pytest.mark.parametrize("drawing", SCENES)
def test_every_scene_isolates_letters_that_run_to_the_left(drawing):
    said = json.dumps(SCENES[drawing](), ensure_ascii=False)
    assert "\u202e" not in said
    assert re.search("[\u05d0-\u05ea]", said)
    assert not re.search("[\u05d0-\u05ea]", re.sub("\u2068[\u05d0-\u05ea ]+\u2069", "", said))
