"""What is said to be installed is what the programs import, in this project's versions."""

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.export.commands import (
    LIBRARIES,
    VERSIONS,
    command_lines,
    program_file,
    requirements,
)
from lstmviz.export.keras_script import keras_script
from lstmviz.export.notebook import notebook
from lstmviz.export.torch_script import torch_script
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS

ROOT = Path(__file__).parents[2]
WRITERS = {"keras": keras_script, "torch": torch_script, "notebook": notebook}


def test_the_versions_are_those_of_the_project():
    pinned = {}
    for name in ("requirements.txt", "tests/requirements.txt"):
        text = (ROOT / name).read_text("utf-8")
        pinned |= dict(re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE))
    assert dict(VERSIONS) == {name: pinned[name] for name in VERSIONS}


@pytest.mark.parametrize("table", EXAMPLES)
@pytest.mark.parametrize("program", LIBRARIES)
def test_all_that_is_imported_is_installed(table, program):
    choices = start_experiment(table)
    dataset = make_dataset(load_example(table), choices.layout, choices.task)
    text = WRITERS[program](choices, dataset)
    if program == "notebook":
        cells = [each for each in json.loads(text)["cells"] if each["cell_type"] == "code"]
        text = "\n".join(each["source"] for each in cells)
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    installed = {each.partition("==")[0] for each in requirements(choices, program)}
    # Keras finds TensorFlow by itself.
    assert installed - {"tensorflow"} == imported
    assert ("tensorflow" in installed) == ("keras" in installed)
    assert program_file(choices, program) in command_lines(choices, program)[-1]


def test_names_say_what_a_file_is():
    names = {
        program_file(replace(Experiment(), layout=layout), program)
        for layout in LAYOUTS.values()
        for program in LIBRARIES
    }
    assert len(names) == len(LAYOUTS) * len(LIBRARIES)
    assert "sensors_lags24_lstm_torch.py" in names
    assert program_file(Experiment(table="own"), "notebook") == "table_window24_lstm.ipynb"
