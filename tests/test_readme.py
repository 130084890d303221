"""The README is a test subject: its commands, names and numbers are those of the code."""

import re
import tomllib
from pathlib import Path

import pytest

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.examples import EXAMPLES, MIT, load_example
from lstmviz.samples.layouts import Layout
from lstmviz.table.tables import MAX_BYTES, MAX_COLUMNS, MAX_ROWS
from lstmviz.training.cluster import SCHEDULER

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FENCE = "`" * 3
COMMANDS = re.findall(rf"{FENCE}sh\n(.*?)\n{FENCE}", README, re.DOTALL)
WINDOWS = re.findall(rf"{FENCE}bat\n(.*?)\n{FENCE}", README, re.DOTALL)
MAP = re.search(rf"## The map.*?{FENCE}\n(.*?){FENCE}", README, re.DOTALL)[1]


def named_in_the_map() -> set[str]:
    """List the paths that the map names."""
    folders, paths = [], set()
    for line in MAP.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        names = re.split(r"\s{2,}", line.strip())[0].split(", ")
        for name in names:
            paths.add("/".join([*folders[:depth], name.rstrip("/")]))
        if names[0].endswith("/"):
            folders[depth:] = [names[0].rstrip("/")]
    return paths


def test_each_command_is_one_line_that_makes_its_own_environment():
    run, check, benchmarks, cluster = COMMANDS
    for command in (run, check):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install")
        assert "-r requirements.txt" in command
    assert run.endswith(".venv/bin/streamlit run app.py")
    assert check.endswith(".venv/bin/python -m tests")
    assert (ROOT / "tests/__main__.py").exists()
    assert benchmarks.endswith("-m tests.benchmarks")
    assert (ROOT / "tests/benchmarks/__main__.py").exists()
    scheduler, worker = cluster.splitlines()
    assert ".venv/bin/dask scheduler --port 8786" in scheduler
    assert ".venv/bin/dask worker tcp://127.0.0.1:8786" in worker
    assert f"{SCHEDULER}=tcp://127.0.0.1:8786 .venv/bin/streamlit run app.py" in README


def test_windows_has_the_same_commands():
    for here, there in zip(COMMANDS[:2], WINDOWS, strict=True):
        posix = there.replace("\\", "/").replace("/Scripts/", "/bin/")
        assert posix.replace("py -3.13 ", "python3 ") == here


def test_the_versions_of_python_are_those_that_are_allowed():
    allowed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert allowed["requires-python"] == ">=3.11,<3.14"
    assert "Python 3.11, 3.12 or 3.13" in README[: README.index(COMMANDS[0])]


def test_ci_runs_the_readmes_check_to_the_letter():
    assert COMMANDS[1] in (ROOT / ".ci/run").read_text("utf-8").splitlines()


def test_the_map_is_the_country():
    named = named_in_the_map()
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing
    modules = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "lstmviz").iterdir()
        if path.name not in {"__init__.py", "__pycache__"}
    }
    assert modules <= named


def test_every_link_into_the_repository_leads_somewhere():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_shapes_and_counts():
    table = load_example("sensors")
    rows, columns = table.values.shape
    assert f"{rows:,} rows and {columns} columns" in README
    for layout, text in (
        (Layout(window=1, rows="features", columns="timesteps"), "(53394, 3, 1)"),
        (Layout(window=1), "(53394, 1, 3)"),
    ):
        assert str(layout.shape(rows, columns)) == text
        assert text in README


def test_weights_that_a_single_timestep_leaves_idle():
    """Zero initial state: no gradient for the recurrent kernel, nor for anything of f."""
    spec, features = TrainingSpec(cell="lstm", units=32), 3
    (weights,) = count_parameters(spec, features)
    recurrent = 4 * spec.units**2
    forget = features * spec.units + spec.units
    idle = recurrent + forget
    assert f"{idle:,} of {weights:,} LSTM weights" in README


def test_bounds():
    text = " ".join(README.split())
    assert f"up to {MAX_BYTES // 10**6} MB, {MAX_ROWS:,} rows, {MAX_COLUMNS} columns" in text
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] == MAX_BYTES // 10**6


@pytest.mark.parametrize("key", [key for key, each in EXAMPLES.items() if each.licence != MIT])
def test_every_table_of_others_is_credited(key):
    assert f"| {EXAMPLES[key].title.split(',')[0].split(' (')[0]} |" in README


def test_pins_are_exact_and_each_has_its_reason():
    for path in ("requirements.txt", "tests/requirements.txt"):
        lines = (ROOT / path).read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            if line.strip() and not line.startswith("#"):
                assert re.match(r"[\w-]+==[\w.]+", line), line
                assert "#" in line or any(
                    "TensorFlow" in above for above in lines[max(0, number - 2) : number]
                )
