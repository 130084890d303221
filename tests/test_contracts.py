"""What the repository promises about itself: who imports what, and what stays out of the server."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]

LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)

SERVE = """
import json, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest

app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120).run()
assert not app.exception, app.exception
for page in sorted(Path("pages").glob("*.py")):
    app = app.switch_page(str(page)).run()
    assert not app.exception, (page, app.exception)
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


def heavy_modules(before: str = "", path: Path | None = None) -> list[str]:
    """Serve every page in a process of its own and list the heavy modules it has then loaded."""
    places = [str(place) for place in (path, ROOT) if place is not None]
    run = subprocess.run(
        [sys.executable, "-c", before + SERVE],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(places)},
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


@pytest.mark.parametrize(
    ("rule", "module", "line"),
    [
        ("1. streamlit", "tables.py", "import streamlit"),
        ("2. plotly", "tasks.py", "import plotly.graph_objects"),
        ("3. keras", "cells.py", "from keras import layers"),
        ("4. Arrows", "layouts.py", "from lstmviz import figures"),
        ("4. Arrows", "newcomer.py", "x = 1"),
    ],
)
def test_each_import_contract_can_be_broken(tmp_path, rule, module, line):
    shutil.copytree(ROOT / "lstmviz", tmp_path / "lstmviz", ignore=shutil.ignore_patterns("data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "lstmviz" / module).open("a") as file:
        file.write(f"\n{line}\n")
    run = lint(tmp_path)
    assert run.returncode == 1
    broken = [text for text in run.stdout.splitlines() if re.search(r" BROKEN( \(|$)", text)]
    assert len(broken) == 1
    assert rule in broken[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_reads_widgets_calls_and_draws(page):
    source = page.read_text("utf-8")
    assert len(source.splitlines()) <= 80
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names]
    }
    assert not imported & {"plotly", "keras", "tensorflow", "numpy", "pandas"}


def test_serving_every_page_leaves_tensorflow_out():
    assert heavy_modules() == []


def test_that_test_would_notice(tmp_path):
    (tmp_path / "keras.py").write_text("")
    assert heavy_modules("import keras\n", tmp_path) == ["keras"]
