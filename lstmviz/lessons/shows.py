"""Choices that the steps of lessons make out of the person's own, so that they fit the table."""

from dataclasses import replace
from typing import Any

from lstmviz.choices.experiments import CellView, Experiment
from lstmviz.choices.fitting import fit_to_table, largest_window
from lstmviz.questions.question import Show, look_into, see
from lstmviz.racing.entrants import Entrant
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import LAYOUTS, Axis, Layout
from lstmviz.samples.tasks import readable
from lstmviz.table.tables import Table

FEW_UNITS = 4  # with fewer, wrong ideas about units come to the same number as the right one
IN_TURN = 4  # rows of a sample where one column is read: as many as one likes to play through

Field = tuple[Layout, ...]


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


def numbers_on(axis: Axis, **choices: Any) -> Show:
    """Make a `show` that puts the numbers of a sample on one axis, and sets other choices.

    The first sample is looked at. Its numbers are those of a row. Where one column is read a row
    has a single number, so they are those of some rows in turn, cut one after the other.
    """

    def show(experiment: Experiment, table: Table) -> Experiment:
        start = plain(experiment)
        layout = LAYOUTS["columns" if axis == "timesteps" else "row"]
        if reads_one_column(start, table):
            largest = largest_window(replace(start, layout=Layout()), start.task, table)
            rows = min(max(largest // 2, 2), IN_TURN)  # so that there are several samples
            layout = Layout(rows, rows, rows=axis)
        return fit_to_table(replace(start, layout=layout, sample=0, **choices), table)[0]

    return show


def reads_one_column(experiment: Experiment, table: Table) -> bool:
    """Tell whether there is a single column to read."""
    return len(readable(table, fit_to_table(experiment, table)[0].task)) == 1


def looking(name: str, section: str, **choices: Any) -> Show:
    """Arrange the table, and open a part of the page on layouts."""
    return then(arranged(name), see(section, **choices))


def inside(name: str, view: CellView, **choices: Any) -> Show:
    """Arrange the table, and open a part of the page on the cell."""
    return then(arranged(name), look_into(view, **choices))


def racing(several: Field, one: Field, **choices: Any) -> Show:
    """Line up the person's model with several layouts, their windows fitted to the table.

    Args:
        several: layouts that race where several columns are read.
        one: layouts that race where one is: a row of it is the same both ways.
        choices: others that are set.
    """

    def show(experiment: Experiment, table: Table) -> Experiment:
        start = arranged("window")(experiment, table)
        layouts = one if reads_one_column(start, table) else several
        entrants = tuple(Entrant(fitting(each, start, table), start.spec) for each in layouts)
        return replace(start, entrants=entrants, **choices)

    return show


def shape_of(layout: Layout, columns: int) -> str:
    """Write the shape that a layout gives to any number of samples."""
    _, timesteps, features = layout.shape(layout.span, columns)
    return f"`(N, {timesteps:,}, {features:,})`"


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


def one_number(dataset: Dataset) -> str:
    """Say why a table of which a sample has one number cannot tell steps from features."""
    _, timesteps, features = dataset.shape
    if timesteps * features > 1:
        return ""
    return "This table has one column and too few rows: no two of its numbers make a sample."


def one_number_or_sample(dataset: Dataset) -> str:
    """Say why a table of one number a sample, or of one sample, cannot show where a state ends."""
    return one_number(dataset) or one_sample(dataset)


def one_sample(dataset: Dataset) -> str:
    """Say why a table of one sample has nothing to compare it with."""
    if len(dataset.starts) > 1:
        return ""
    return "This table makes one sample, and there is no other to compare it with."


def too_short(dataset: Dataset) -> str:
    """Say why a table is too short for windows."""
    if dataset.layout.window > 1:
        return ""
    return "This table is too short for windows: no two rows fit into one beside their target."
