"""What the repository promises about itself: who imports what, and what stays out of the server."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import jaxtyping
import numpy as np
import pytest

from lstmviz.probing.probes import nearly_all, trace_bytes
from lstmviz.samples.layouts import Layout
from lstmviz.training.state import Snapshot
from tests import says_shape

Vector = jaxtyping.Float64[np.ndarray, " steps"]
ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]

LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)

SERVE = """
from pathlib import Path
from streamlit.testing.v1 import AppTest

app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120).run()
assert not app.exception, app.exception
for page in sorted(Path("pages").glob("*.py")):
    app = app.switch_page(str(page)).run()
    assert not app.exception, (page, app.exception)
"""
TELL = """
import json, sys
heavy = {name.partition(".")[0] for name in sys.modules} & {"tensorflow", "keras", "jax", "torch"}
print("heavy:", json.dumps(sorted(heavy)))
"""


def lint(folder: Path) -> subprocess.CompletedProcess:
    """Check the import contracts of the package in a folder."""
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env=os.environ | {"COLUMNS": "200"},  # no line is broken, so a verdict stands with its rule
        capture_output=True,
        text=True,
        timeout=120,
    )


def heavy_modules(program: str, path: Path = ROOT) -> list[str]:
    """Run a program in a process of its own and list the heavy modules it has then loaded."""
    run = subprocess.run(
        [sys.executable, "-c", program + TELL],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    found = re.search(r"^heavy: (.*)$", run.stdout, re.MULTILINE)
    assert found, run.stdout + run.stderr
    return json.loads(found[1])


def test_arrows_point_down_only():
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout


def test_each_import_contract_can_be_broken(tmp_path):
    shutil.copytree(
        ROOT / "lstmviz",
        tmp_path / "lstmviz",
        ignore=shutil.ignore_patterns("data", "node_modules"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module, line in (
        ("table/tables.py", "import streamlit"),
        ("samples/tasks.py", "import plotly.graph_objects"),
        ("network/cells/lstm.py", "from keras import layers"),
        ("samples/layouts.py", "from lstmviz import figures"),
        ("newcomer.py", "x = 1"),
    ):
        with (tmp_path / "lstmviz" / module).open("a") as file:
            file.write(f"\n{line}\n")
    run = lint(tmp_path)
    assert run.returncode == 1
    assert len(re.findall(r" BROKEN(?= \(|$)", run.stdout, re.MULTILINE)) == 4
    for breach in (
        "lstmviz.table.tables -> streamlit",
        "lstmviz.samples.tasks -> plotly",
        "lstmviz.network.cells.lstm -> keras",
        "lstmviz.samples.layouts -> lstmviz.figures",
        "lstmviz.newcomer",
    ):
        assert breach in run.stdout


def test_every_annotated_shape_is_checked(pytestconfig):
    checked = pytestconfig.getoption("jaxtyping_packages").split(",")[:-1]
    annotated = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in (ROOT / "lstmviz").rglob("*.py")
        if "from jaxtyping import" in file.read_text("utf-8")
    }
    within = {
        name: [each for each in checked if f"{name}.".startswith(f"{each}.")] for name in annotated
    }
    assert all(within.values()), within
    assert {each for found in within.values() for each in found} == {*checked}


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        (Vector, True),
        (dict[str, tuple[Vector, ...] | None], True),
        (Callable[[Vector], int], True),
        ("Vector", True),
        (np.ndarray, False),
        (Literal["steps"], False),
        (dict[str, tuple[int, ...] | None], False),
    ],
)
def test_a_shape_is_found_wherever_an_annotation_says_it(annotation, found):
    assert says_shape(annotation) == found


def test_whatever_has_a_shape_is_checked():
    """A function, a method and a dataclass; what has none is left alone."""
    for wrong in (
        lambda: nearly_all(np.zeros((2, 2))),
        lambda: Layout(2).arrange(np.zeros(4)),
        lambda: Snapshot(0, 0.0, None, stretch=np.zeros((2, 2))),
    ):
        with pytest.raises(jaxtyping.TypeCheckError):
            wrong()
    assert not hasattr(trace_bytes, "__wrapped__")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_reads_widgets_calls_and_draws(page):
    source = page.read_text("utf-8")
    assert len(source.splitlines()) <= 80
    tree = ast.parse(source)
    last = tree.body[-1]
    while isinstance(last, ast.If):  # app.py is imported by the server, and is the way in too
        last = last.orelse[-1]
    assert source.count("frame.page(") == 1
    assert isinstance(last, ast.With), "drawn in its turn, and delivered at its end"
    assert "frame.page(" in ast.get_source_segment(source, last)
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names]
    }
    assert not imported & {"plotly", "keras", "tensorflow", "numpy", "pandas"}


def test_serving_every_page_leaves_tensorflow_out():
    assert heavy_modules(SERVE) == []


def test_that_test_would_notice(tmp_path):
    (tmp_path / "keras.py").write_text("")
    assert heavy_modules("import keras", tmp_path) == ["keras"]


def test_one_file_holds_the_visit_and_one_looks_at_widgets():
    users = {
        file.relative_to(ROOT).as_posix()
        for file in [*PAGES, *(ROOT / "lstmviz").rglob("*.py")]
        if "st.session_state" in file.read_text("utf-8")
    }
    assert users == {"lstmviz/ui/visit.py", "lstmviz/ui/bound.py"}
