"""The notebook is a valid file of its format, and its code is the Keras program's."""

import ast
import dataclasses
import json
import re

import pytest

from lstmviz.export.keras_script import keras_script
from lstmviz.export.notebook import notebook
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.layouts import LAYOUTS
from tests.export.program import TABLES, example, own
from tests.export.test_keras_script import HOSTILE, hostile

# What nbformat's schema 4.5 requires of each kind of cell; it allows no other keys.
KEYS = {
    "markdown": {"id", "cell_type", "metadata", "source"},
    "code": {"id", "cell_type", "metadata", "source", "outputs", "execution_count"},
}


def check_format(text):
    """Hold a notebook against the schema of its format, version 4.5."""
    book = json.loads(text)
    assert set(book) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert {"name", "display_name"} <= set(book["metadata"]["kernelspec"])
    assert book["metadata"]["language_info"]["name"] == "python"
    for cell in book["cells"]:
        assert set(cell) == KEYS[cell["cell_type"]]
        assert re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", cell["id"])
        assert isinstance(cell["source"], str)
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    return book["cells"]


def check_code(cells, script):
    """Compare the statements of all code cells with those of the program, below its docstring."""
    code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
    _, *statements = ast.parse(script).body
    assert [ast.dump(s) for s in ast.parse(code).body] == [ast.dump(s) for s in statements]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("table", TABLES)
def test_the_notebook_holds_the_program(table, layout):
    experiment, dataset = example(table, layout)
    experiment = dataclasses.replace(experiment, spec=TrainingSpec("gru", layers=2))
    cells = check_format(notebook(experiment, dataset))
    check_code(cells, keras_script(experiment, dataset))
    # A text before each piece of code.
    kinds = [cell["cell_type"] for cell in cells]
    assert kinds == ["markdown"] + ["markdown", "code"] * (len(kinds) // 2)
    texts = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert [text.split(" ")[0] for text in texts] == ["#"] + ["##"] * (len(texts) - 1)
    # Every cell can be run by itself, one after the other.
    for cell in cells:
        if cell["cell_type"] == "code":
            compile(cell["source"], cell["id"], "exec")


def test_what_a_stranger_wrote_stays_out_of_the_markdown():
    dataset = hostile()
    experiment = own(dataset)
    cells = check_format(notebook(experiment, dataset))
    check_code(cells, keras_script(experiment, dataset))
    for cell in cells:
        if cell["cell_type"] == "markdown":
            assert not any(word in cell["source"] for word in (*HOSTILE, dataset.table.name))
