"""What a question is, and how its answer writes the numbers of the table in view."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal

from lstmviz.choices.experiments import CellView, Experiment
from lstmviz.choices.fitting import fit_to_table
from lstmviz.network.cells import Cell
from lstmviz.network.gradients import block_gradients, dead, one_step_gradient
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.comparison import BYTES
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import LAYOUTS, Layout, with_size
from lstmviz.table.tables import Table
from lstmviz.wording import many

Escape = Callable[[str], str]
Show = Callable[[Experiment, Table], Experiment]
Place = Literal["playground", "layouts", "inside", "race"]


@dataclass(frozen=True)
class Answer:
    """What is answered, in the order in which it is read; each part is markdown.

    Args:
        short: the answer, in one sentence of at most 15 words.
        here: the numbers of the table in view.
        why: what is behind it; "" where nothing more is to be said.
        wrong: what is often said or done, and why it is wrong; "" where nothing is.
    """

    short: str
    here: str
    why: str = ""
    wrong: str = ""

    @property
    def text(self) -> str:
        """All of it, one part after the other."""
        return " ".join(filter(None, (self.short, self.here, self.why, self.wrong)))


Write = Callable[[Dataset, TrainingSpec, Escape], Answer]


@dataclass(frozen=True)
class Question:
    """A learner's question, its exact answer, and the choices that make the answer visible.

    Args:
        id: its name in links and tests.
        title: the question, as plain text.
        answer: dataset, spec, escape → the answer. Names from the table go through `escape`, so
            that they cannot become markdown.
        words: other words that it is asked with, for the search alone.
        show: experiment, table → the same experiment with choices changed so that a page shows
            the answer; it fits the table. None where there is nothing to see.
        show_label: what the button says that makes these choices.
        place: the page that shows it.
    """

    id: str
    title: str
    answer: Write
    words: str
    show: Show | None = None
    show_label: str = ""
    place: Place = "layouts"


def stay(experiment: Experiment, table: Table) -> Experiment:
    """Show the page as it is: a `show` for what it shows in any case."""
    return experiment


def results(experiment: Experiment, table: Table) -> Experiment:
    """Show what the race came to."""
    return replace(experiment, lap="results")


def see(
    section: str,
    name: str = "",
    *,
    windowed: bool = False,
    dilation: int = 1,
    horizon: int | None = None,
    against: str = "",
    turn: str = "",
) -> Show:
    """Make a `show` for the page on layouts out of the choices it sets.

    Args:
        section: the part of the page to look at.
        name: key of LAYOUTS to arrange by; "" leaves the arrangement.
        windowed: whether a layout of single rows is left for windows.
        dilation: at least so many rows from one row of a window to its next.
        horizon: rows to the target; None leaves it. At 0 the target leaves the features.
        against: key of LAYOUTS to compare with.
        turn: key of MISTAKES to play.
    """

    def show(experiment: Experiment, table: Table) -> Experiment:
        layout, task = experiment.layout, experiment.task
        if name or (windowed and layout.window == 1):
            layout = with_size(name or "window", layout)
        layout = replace(layout, dilation=max(dilation, layout.dilation))
        if horizon is not None:
            target = task.target or table.columns[-1]
            features = tuple(f for f in task.features if horizon or f != target)
            task = replace(task, target=target, horizon=horizon, features=features)
        chosen = replace(
            experiment, section=section, layout=layout, task=task, against=against, turn=turn
        )
        return fit_to_table(chosen, table)[0]

    return show


def look_into(
    view: CellView,
    name: str = "",
    *,
    windowed: bool = False,
    cell: Cell | None = None,
    **choices: Any,
) -> Show:
    """Make a `show` for the page on the cell out of the choices it sets.

    Args:
        view: the part of the page to look at.
        name: key of LAYOUTS to arrange by; "" leaves the arrangement.
        windowed: whether a layout in which rows do not follow one another is left for windows.
        cell: the recurrent layer; None leaves it.
        choices: other fields of Experiment and their values.
    """

    def show(experiment: Experiment, table: Table) -> Experiment:
        layout, spec = experiment.layout, experiment.spec
        if name or (windowed and (layout.window == 1 or layout.rows != "timesteps")):
            layout = with_size(name or "window", layout)
        if cell:
            spec = replace(spec, cell=cell)
        chosen = replace(experiment, view=view, layout=layout, spec=spec, **choices)
        return fit_to_table(chosen, table)[0]

    return show


def table_size(dataset: Dataset) -> tuple[int, int]:
    """Give the table's rows and the columns that the network reads of it."""
    return len(dataset.table.values), len(dataset.features)


def sliding(dataset: Dataset) -> Layout:
    """Give the window in view, moved by one row; the usual one where single rows are in view."""
    window = dataset.layout.window
    return Layout(window if window > 1 else min(LAYOUTS["window"].window, table_size(dataset)[0]))


def layer_name(spec: TrainingSpec) -> str:
    """Name the recurrent layer that reads X."""
    return ("first " if spec.layers > 1 else "") + spec.kind.name


GATE_WORDS = MappingProxyType({"f": "the forget gate", "r": "the reset gate"})


def idle_weights(spec: TrainingSpec, features: int) -> tuple[int, str]:
    """Count the weights of the first layer that one timestep from a zero state leaves idle.

    Returns:
        How many get exactly zero gradient, and what they belong to.
    """
    gradient = one_step_gradient(spec.cell, spec.reset_after, features, spec.units)
    # A gate that only weighs the zero state.
    gates = [
        GATE_WORDS[each.block]
        for each in block_gradients(gradient)
        if each.array == "kernel" and each.zeros == each.size
    ]
    return dead(gradient), " and ".join(["the recurrent kernel", *gates])


def sigmoid(x: float) -> float:
    """σ(x) = 1 / (1 + e⁻ˣ)."""
    return 1 / (1 + math.exp(-x))


def code(shape: tuple[int | None, ...]) -> str:
    """Write a shape as code, e.g. `(53394, 3, 1)`; None where a number is not fixed."""
    return f"`{shape}`"


def memory(values: int) -> str:
    """Say how much memory float32 values take.

    >>> memory(53_394 * 3)
    '0.64 MB'
    """
    size = values * BYTES
    if size < 1e3:
        return many(size, "byte")
    return f"{size / 1e3:,.2f} kB" if size < 1e5 else f"{size / 1e6:,.2f} MB"


def write_rows(numbers: range) -> str:
    """Write the numbers of rows out, with an ellipsis where there are many.

    >>> write_rows(range(0, 28, 3)), write_rows(range(1))
    ('rows 0, 3, …, 27', 'row 0')
    """
    shown = [f"{number:,}" for number in numbers[:4]]
    shown = shown if len(numbers) < 4 else [*shown[:2], "…", f"{numbers[-1]:,}"]
    return ("row " if len(numbers) == 1 else "rows ") + ", ".join(shown)
