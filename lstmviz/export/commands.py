"""What to type, at home, to run a take-home program in a fresh environment."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from lstmviz.choices.experiments import OWN, Experiment
from lstmviz.export.table_file import table_file
from lstmviz.samples.layouts import layout_name

Program = Literal["keras", "notebook", "torch"]

# As this project is tested with; a test holds them against its own requirements.
VERSIONS: Mapping[str, str] = MappingProxyType(
    {
        "numpy": "2.4.6",
        "pandas": "3.1.1",
        "keras": "3.15.1",
        "tensorflow": "2.21.0",
        "torch": "2.13.0",
    }
)
LIBRARIES: Mapping[Program, tuple[str, ...]] = MappingProxyType(
    {
        "keras": ("keras", "tensorflow"),
        "notebook": ("keras", "tensorflow"),
        "torch": ("torch",),
    }
)
ENDINGS: Mapping[Program, str] = MappingProxyType(
    {"keras": ".py", "notebook": ".ipynb", "torch": "_torch.py"}
)


def arrangement(experiment: Experiment) -> str:
    """Begin a file's name by table and layout.

    >>> arrangement(Experiment())
    'sensors_window24'
    """
    table = "table" if experiment.table == OWN else experiment.table
    window = experiment.layout.window
    return f"{table}_{layout_name(experiment.layout)}{window if window > 1 else ''}"


def stem(experiment: Experiment) -> str:
    """Begin a file's name by table, layout and cell.

    >>> stem(Experiment())
    'sensors_window24_lstm'
    """
    return f"{arrangement(experiment)}_{experiment.spec.cell}"


def program_file(experiment: Experiment, program: Program) -> str:
    """Name a program's file, e.g. "sensors_window24_lstm_torch.py"."""
    return stem(experiment) + ENDINGS[program]


def requirements(experiment: Experiment, program: Program) -> tuple[str, ...]:
    """List what a program needs, each as a line of a requirements file."""
    table = ("pandas",) if table_file(experiment) else ()
    names = ("numpy", *table, *LIBRARIES[program])
    return tuple(f"{name}=={VERSIONS[name]}" for name in names)


def command_lines(experiment: Experiment, program: Program) -> tuple[str, ...]:
    r"""Write the commands that make an environment and run a program in it.

    >>> print(*command_lines(Experiment(), "keras"), sep="\n")
    python3 -m venv .venv
    .venv/bin/pip install numpy==2.4.6 keras==3.15.1 tensorflow==2.21.0
    .venv/bin/python sensors_window24_lstm.py
    """
    needs, file = requirements(experiment, program), program_file(experiment, program)
    if program == "notebook":
        needs, run = (*needs, "jupyterlab"), f"jupyter lab {file}"
    else:
        run = f"python {file}"
    return "python3 -m venv .venv", f".venv/bin/pip install {' '.join(needs)}", f".venv/bin/{run}"
