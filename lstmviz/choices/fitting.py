"""The choices that a table can have: what it cannot is let go of, and said."""

from dataclasses import replace

import numpy as np

from lstmviz.choices.experiments import MAX_TIMESTEPS, MAX_WINDOW, Experiment
from lstmviz.samples.tasks import Task, group_runs, readable
from lstmviz.table.tables import Table


def fit_to_table(experiment: Experiment, table: Table) -> tuple[Experiment, tuple[str, ...]]:
    """Let go of choices that a table cannot have: unknown columns, a window longer than it is.

    Returns:
        The experiment, and a sentence for each choice that was changed (none for an empty target,
        which means the last column).
    """
    notices = []
    task, layout = experiment.task, experiment.layout
    if task.target not in table.columns:
        if task.target:
            notices.append(
                f"This table has no column “{task.target}” to predict; "
                f"“{table.columns[-1]}” is the target instead."
            )
        task = replace(task, target=table.columns[-1])
    unknown = [name for name in task.features if name not in table.columns]
    if unknown:
        task = replace(task, features=tuple(n for n in task.features if n in table.columns))
        notices.append(
            f"This table has no column {', '.join(f'“{name}”' for name in unknown)} to read; "
            + ("the other features remain." if task.features else "all columns are read instead.")
        )
    if task.group is not None and task.group not in table.groups:
        notices.append(f"“{task.group}” cannot group the rows of this table; rows are not grouped.")
        task = replace(task, group=None)
    if task.horizon == 0 and task.target in task.features:
        notices.append(
            f"“{task.target}” is the target of the same row, so it is left out of the features."
        )
        task = replace(task, features=tuple(n for n in task.features if n != task.target))
    if task.horizon == 0 and not readable(table, task):
        notices.append(
            "Beside the target there is no column to read, so the target is 1 row ahead instead."
        )
        task = replace(task, horizon=1)
    largest = largest_window(experiment, task, table)
    if layout.window > largest:
        notices.append(f"A {layout.reach()} does not fit; it is {largest:,} instead.")
        layout = replace(layout, window=largest)
    _, timesteps, features = layout.shape(layout.span, len(readable(table, task)))
    return replace(
        experiment,
        task=task,
        layout=layout,
        timestep=within(experiment.timestep, timesteps),
        feature=within(experiment.feature, features),
        unit=within(experiment.unit, experiment.spec.units),
        layer=min(experiment.layer, experiment.spec.layers - 1),
    ), tuple(notices)


def within(number: int | None, count: int) -> int | None:
    """Keep the number of what is looked at among those that there are."""
    return None if number is None else max(min(number, count - 1), 0)


def largest_window(experiment: Experiment, task: Task, table: Table) -> int:
    """Give the longest window that fits with its target into either side of the split (at least 1).

    A table too short to train on has no such window: there it is the longest that gives a sample
    to look at. Missing values are left out of account.
    """
    # The longest run has the longest piece on both sides, as `split_rows` cuts it.
    rows = len(table.values)
    run = rows if task.group is None else int(np.bincount(group_runs(table, task)).max())
    kept = round(run * (1 - task.validation_fraction))
    pieces = kept, run - kept
    layout = experiment.layout
    largest = min(layout.largest_window(piece, task.horizon) for piece in pieces)
    if largest < 1:
        largest = layout.largest_window(run, task.horizon)
    largest = min(largest, MAX_WINDOW)
    if layout.rows == layout.columns == "timesteps":
        largest = min(largest, MAX_TIMESTEPS // max(len(task.features) or len(table.columns), 1))
    return max(largest, 1)
