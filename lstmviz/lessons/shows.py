"""Choices that the steps of lessons make out of the person's own, so that they fit the table."""

from dataclasses import replace
from typing import Any

from lstmviz.choices.experiments import CellView, Experiment, fit_to_table, largest_window
from lstmviz.questions.question import Show, look_into, see
from lstmviz.racing.entrants import Entrant
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.table.tables import Table

FEW_UNITS = 4  # with fewer, wrong ideas about units come to the same number as the right one


def plain(choices: Experiment) -> Experiment:
    """Take away what a lesson does not speak of: strides, dilations, further layers, raw values."""
    task, spec = choices.task, choices.spec
    usual = spec.units if spec.units >= FEW_UNITS else type(spec)().units
    return replace(
        choices,
        layout=replace(choices.layout, stride=1, dilation=1),
        task=replace(task, scaling="standardise" if task.scaling == "none" else task.scaling),
        spec=replace(spec, layers=1, units=usual, shuffle=True, stateful=False),
        layer=0,
        sample=None,
        timestep=None,
        feature=None,
        unit=None,
        stateful=False,
        turn="",
        change=0.0,
    )


def arranged(name: str, **choices: Any) -> Show:
    """Make a `show` that arranges the table by a key of LAYOUTS, and sets other choices.

    A window that does not fit becomes half of what does.
    """

    def show(experiment: Experiment, table: Table) -> Experiment:
        start = plain(experiment)
        layout = LAYOUTS[name]
        if layout.window > 1:
            own = start.layout.window if start.layout.window > 1 else layout.window
            layout = fitting(replace(layout, window=own), start, table)
        return fit_to_table(replace(start, layout=layout, **choices), table)[0]

    return show


def fitting(layout: Layout, experiment: Experiment, table: Table) -> Layout:
    """Let a window that does not fit become half of what does."""
    largest = largest_window(replace(experiment, layout=layout), experiment.task, table)
    return layout if layout.window <= largest else replace(layout, window=max(largest // 2, 2))


def then(first: Show, second: Show) -> Show:
    """Make one `show` after the other."""
    return lambda experiment, table: second(first(experiment, table), table)


def looking(name: str, section: str, **choices: Any) -> Show:
    """Arrange the table, and open a part of the page on layouts."""
    return then(arranged(name), see(section, **choices))


def inside(name: str, view: CellView, **choices: Any) -> Show:
    """Arrange the table, and open a part of the page on the cell."""
    return then(arranged(name), look_into(view, **choices))


def racing(*layouts: Layout, **choices: Any) -> Show:
    """Line up the person's model with several layouts, their windows fitted to the table."""

    def show(experiment: Experiment, table: Table) -> Experiment:
        start = arranged("window")(experiment, table)
        entrants = tuple(Entrant(fitting(each, start, table), start.spec) for each in layouts)
        return replace(start, entrants=entrants, **choices)

    return show


def busy_row(dataset: Dataset) -> int:
    """Choose a row that as many samples read as any does: the hundredth, if it is such a one."""
    rows = len(dataset.table.values)
    tried = [min(100, rows - 1), *(rows * part // 8 for part in range(1, 8))]
    tried += [int(dataset.starts[len(dataset.starts) // 2]) + dataset.layout.span // 2]
    return max(tried, key=lambda row: len(readers(dataset, row)))


def readers(dataset: Dataset, row: int) -> list[int]:
    """List the samples that read a row."""
    places = dataset.places(row, int(dataset.features[0]))
    return sorted(set(places[:, 0].tolist()))


def one_column(dataset: Dataset) -> str:
    """Say why a table of which one column is read cannot tell the two layouts apart."""
    if len(dataset.features) > 1:
        return ""
    return (
        "One column is read here, so a row has one number: as steps or as features, it is the same."
    )


def one_column_or_sample(dataset: Dataset) -> str:
    """Say why a table of one column, or of one sample, cannot show where the state ends."""
    if len(dataset.starts) > 1:
        return one_column(dataset)
    return "This table makes one sample: there is no other one for the state to be wiped for."


def too_short(dataset: Dataset) -> str:
    """Say why a table is too short for windows."""
    if dataset.layout.window > 1:
        return ""
    return "This table is too short for windows: no two rows fit into one beside their target."
