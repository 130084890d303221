"""What is to be predicted from which columns, and which rows are held out for validation."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from jaxtyping import Bool, Int

from lstmviz.table.tables import Table
from lstmviz.wording import percent

Scaling = Literal["standardise", "min-max", "none"]
Array = np.ndarray

MAX_HORIZON = 10_000
VALIDATION_FRACTIONS = (0.05, 0.5)


class TaskError(ValueError):
    """A task that the table cannot have; its text is a sentence for the person."""


@dataclass(frozen=True)
class Task:
    """What the network is asked.

    Args:
        target: name of the column to predict.
        features: names of the columns to read; empty means all (but the group column, and with
            horizon 0 the target).
        horizon: rows from the window's last row to the target; 0 puts it into that last row.
        group: name of the column whose borders no window crosses, if any.
        validation_fraction: the last part of the rows (of each group's rows), 0.05–0.5.
        scaling: standardise to mean 0 and deviation 1, min–max to 0…1, or none.
    """

    target: str
    features: tuple[str, ...] = ()
    horizon: int = 1
    group: str | None = None
    validation_fraction: float = 0.2
    scaling: Scaling = "standardise"

    def __post_init__(self) -> None:
        if not 0 <= self.horizon <= MAX_HORIZON:
            received = f"{self.horizon:,}".replace("-", "−")
            raise TaskError(
                f"The target must lie 0 to {MAX_HORIZON:,} rows ahead; received {received}."
            )
        low, high = VALIDATION_FRACTIONS
        if not low <= self.validation_fraction <= high:
            raise TaskError(
                f"The validation part must be {percent(low)} to {percent(high)} of the rows; "
                f"received {100 * self.validation_fraction:g} %."
            )
        if self.scaling not in get_args(Scaling):
            raise TaskError(
                f"Scaling must be one of {', '.join(get_args(Scaling))}; received “{self.scaling}”."
            )


def column_number(table: Table, name: str) -> int:
    """Find a column by name; TaskError if the table has no such column."""
    if name not in table.columns:
        raise TaskError(
            f"This table has no column “{name}”; it has {', '.join(table.columns)}. "
            "Choose one of these."
        )
    return table.columns.index(name)


def readable(table: Table, task: Task) -> tuple[str, ...]:
    """Name the columns that a task reads: those chosen, else all that may be read."""
    return task.features or tuple(
        name
        for name in table.columns
        if name != task.group and not (task.horizon == 0 and name == task.target)
    )


def feature_names(table: Table, task: Task) -> tuple[str, ...]:
    """Name the columns that the network reads: those chosen, else all that may be read.

    Raises:
        TaskError: none is left, or the target would stand in its own window.
    """
    names = readable(table, task)
    if not names and task.horizon == 0:
        raise TaskError(
            f"With “{task.target}” as the target in the window's last row, no column is left to "
            "read. Choose a target at least 1 row ahead, or a table with more columns."
        )
    if not names:
        raise TaskError(
            f"The only column “{task.group}” groups the rows, so none is left to read. "
            "Choose rows without groups, or a table with more columns."
        )
    if task.horizon == 0 and task.target in names:
        raise TaskError(
            f"The target “{task.target}” stands in the last row of its own window: the network "
            "would be shown the answer. Choose a target at least 1 row ahead, or leave "
            f"“{task.target}” out of the features."
        )
    return names


def group_runs(table: Table, task: Task) -> Int[Array, " rows"]:
    """Give each row the number of its run of successive rows of one group; all 0 without one.

    Raises:
        TaskError: the column cannot group rows; says which can.
    """
    if task.group is None:
        return np.zeros(len(table.values), np.int64)
    if task.group not in table.groups:
        known = ", ".join(table.groups) or "none"
        raise TaskError(
            f"“{task.group}” cannot group the rows of this table; columns with repeated values "
            f"can: {known}."
        )
    codes = table.groups[task.group]
    return np.concatenate([[0], np.cumsum(codes[1:] != codes[:-1])])


def split_rows(runs: Int[Array, " rows"], validation_fraction: float) -> Bool[Array, " rows"]:
    """Hold out the last part of the rows of each run for validation."""
    first = np.flatnonzero(np.diff(runs, prepend=-1))
    length = np.diff(first, append=len(runs))
    kept = np.round(length * (1 - validation_fraction)).astype(np.int64)
    return np.arange(len(runs)) >= (first + kept)[runs]


def longest_piece(runs: Int[Array, " rows"], part: Bool[Array, " rows"]) -> int:
    """Count the rows of the longest run within a part of the rows: what a window must fit into."""
    return int(np.bincount(runs[part], minlength=1).max())
