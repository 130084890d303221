"""The choices that a visitor's own table starts with: those that fit what was found in it."""

import math
from dataclasses import replace

from lstmviz.choices.experiments import OWN, Experiment, OwnTable
from lstmviz.network.specs import TrainingSpec
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
    layout, task = fit_window(table, layout, task)
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


def fit_window(table: Table, layout: Layout, task: Task) -> tuple[Layout, Task]:
    """Choose the longest usual window that leaves enough samples on both sides of the split.

    Gaps and the borders of series are taken into account. Where nothing fits, as the last part of
    each series is a single row, a larger part validates; if that does not help, it is one row.
    """
    for part in dict.fromkeys((task.validation_fraction, *PARTS)):
        asked = replace(task, validation_fraction=part)
        found = _longest_window(table, layout, asked)
        if found is not None:
            return found, asked
    return replace(layout, window=1), task


def _longest_window(table: Table, layout: Layout, task: Task) -> Layout | None:
    """Choose the longest usual window that fits, if one does."""
    windows = WINDOWS if layout.window > 1 else (1,)
    for window in windows:
        asked = replace(layout, window=window)
        try:
            cut = cut_samples(table, asked, task)
        except (LayoutError, TaskError):
            continue
        enough = min(ENOUGH, math.ceil(int(cut.held_out.sum()) / PART))
        if min(cut.counts.validation, cut.counts.train) >= max(enough, 1):
            return asked
    return None
