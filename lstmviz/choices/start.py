"""The choices that a visitor's own table starts with: those that fit what was found in it."""

import math
from dataclasses import replace

from lstmviz.choices.experiments import OWN, Experiment, OwnTable
from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.entrants import ENTRANTS, Entrant
from lstmviz.samples.cutting import cut_samples
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError
from lstmviz.samples.tasks import Task, TaskError, readable
from lstmviz.table.tables import Table
from lstmviz.table.understanding.findings import Understanding

WINDOWS = (24, 20, 16, 14, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1)
"""The usual sizes, in rows, from the longest on."""
ENOUGH = 30
"""Validation samples that a window should leave; in a short table a third of its rows."""
PART = 3
PARTS = (0.3, 0.4, 0.5)
"""Larger parts of the rows that validate where no window fits into the usual one."""


def start_of(
    understood: Understanding, own: OwnTable, spec: TrainingSpec, answers: tuple[str, ...] = ()
) -> Experiment:
    """Give the choices that a table of the visitor's starts with."""
    table = understood.table
    task = Task(
        target=understood.target,
        features=understood.features,
        horizon=understood.horizon,
        group=understood.group,
    )
    if understood.horizon and set(readable(table, Task(task.target, group=task.group))) == set(
        understood.features
    ):
        task = Task(target=task.target, group=task.group)
    layout = LAYOUTS["columns" if understood.in_turn else "window" if task.horizon else "row"]
    task = fit_part(table, layout, task)
    layout = fit_window(table, layout, task)
    return Experiment(
        table=OWN,
        own=own,
        rows_are="ordered" if understood.horizon else "unordered",
        columns_are="sequence" if understood.in_turn else "different",
        layout=layout,
        task=task,
        spec=spec,
        answers=answers,
    )


def entrants_for(table: Table, task: Task) -> tuple[Entrant, ...]:
    """Give who races at first: the layouts of the question, with a window that a table can fill."""
    fitted = (replace(each, layout=fit_window(table, each.layout, task)) for each in ENTRANTS)
    return tuple(dict.fromkeys(fitted))


def fit_part(table: Table, layout: Layout, task: Task) -> Task:
    """Choose the part of the rows that validates: a larger one where the usual one has no sample.

    Of series of few rows it is a single row each. A table of few rows stays one to look at.
    """
    if task.group is None:
        return task
    for part in (task.validation_fraction, *PARTS):
        asked = replace(task, validation_fraction=part)
        if _longest_window(table, layout, asked) is not None:
            return asked
    return task


def fit_window(table: Table, layout: Layout, task: Task) -> Layout:
    """Choose the longest usual window that leaves enough samples on both sides of the split.

    Gaps and the borders of series are taken into account; where nothing fits, it is one row.
    """
    return _longest_window(table, layout, task) or replace(layout, window=1)


def _longest_window(table: Table, layout: Layout, task: Task) -> Layout | None:
    for window in WINDOWS if layout.window > 1 else (1,):
        asked = replace(layout, window=window)
        try:
            cut = cut_samples(table, asked, task)
        except (LayoutError, TaskError):
            continue
        enough = min(ENOUGH, math.ceil(int(cut.held_out.sum()) / PART))
        if min(cut.counts.validation, cut.counts.train) >= max(enough, 1):
            return asked
    return None
