"""Which samples a task has: a table is split in time and cut into windows; some are lost."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import (
    Task,
    column_number,
    feature_names,
    group_runs,
    longest_piece,
    split_rows,
)
from lstmviz.table.tables import Table
from lstmviz.wording import count_rows, many

Array = np.ndarray
Samples = Int[Array, " samples"]


@dataclass(frozen=True)
class Counts:
    """Where the samples went: whole = train + validation + the three losses."""

    whole: int
    train: int
    validation: int
    lost_border: int
    lost_missing: int
    lost_group: int


@dataclass(frozen=True, eq=False)
class Cut:
    """Which samples a task has, before anything is scaled; the fields are those of a Dataset."""

    target: int
    features: Int[Array, " features"]
    starts: Samples
    train: Int[Array, " train"]
    validation: Int[Array, " validation"]
    held_out: Bool[Array, " rows"]
    counts: Counts


def cut_samples(table: Table, layout: Layout, task: Task) -> Cut:
    """Find the samples of a task, perhaps none on one side of the split.

    Raises:
        TaskError: an unknown column, or the target among its own features.
        LayoutError: the window does not fit into the table.
    """
    target = column_number(table, task.target)
    features = np.array([column_number(table, name) for name in feature_names(table, task)])
    runs = group_runs(table, task)
    starts, ends, in_group = windows(runs, layout, task.horizon)
    held_out = split_rows(runs, task.validation_fraction)
    whole = len(starts)

    gaps = reading(lacking(table.values, features), layout, starts)
    complete = ~gaps & ~np.isnan(table.values[ends, target])
    lost_missing = int(np.count_nonzero(~complete & in_group))
    starts, ends = starts[complete & in_group], ends[complete & in_group]
    train = np.flatnonzero(~held_out[ends])
    validation = np.flatnonzero(held_out[starts])
    counts = Counts(
        whole=whole,
        train=len(train),
        validation=len(validation),
        lost_border=len(starts) - len(train) - len(validation),
        lost_missing=lost_missing,
        lost_group=int(np.count_nonzero(~in_group)),
    )
    return Cut(target, features, starts, train, validation, held_out, counts)


def windows(
    runs: Int[Array, " rows"], layout: Layout, horizon: int
) -> tuple[Samples, Samples, Bool[Array, " samples"]]:
    """Give all windows of a table, before any is lost.

    Args:
        runs: the number of each row's piece of its group.
        layout: the window, its stride and its dilation.
        horizon: rows to the target.

    Returns:
        The first row of each, the row of its target, and whether both lie in one piece.
    """
    starts = np.arange(layout.samples(len(runs), horizon)) * layout.stride
    ends = starts + layout.span - 1 + horizon
    return starts, ends, runs[starts] == runs[ends]


def reading(
    marks: Bool[Array, " rows"], layout: Layout, starts: Samples
) -> Bool[Array, " samples"]:
    """Tell which windows read a marked row."""
    before = count_before(marks, layout.dilation)
    return before[starts + layout.window * layout.dilation] != before[starts]


def lacking(
    values: Float[Array, "rows columns"], columns: Int[Array, " of_them"]
) -> Bool[Array, " rows"]:
    """Mark the rows in which one of these columns has no value."""
    marks = np.zeros(len(values), bool)
    for column in columns:  # one after another: NumPy is slow along so short an axis
        marks |= np.isnan(values[:, column])
    return marks


def count_before(marks: Bool[Array, " rows"], dilation: int) -> Int[Array, " more_rows"]:
    """Count for each row the marked rows that lie 1, 2, 3 … dilations before it.

    It goes on for at least one dilation after the last row.

    >>> count_before(np.array([True, False, True, True]), 2).tolist()
    [0, 0, 1, 0, 2, 1]
    """
    lanes = -(-len(marks) // dilation)
    padded = np.pad(marks, (dilation, lanes * dilation - len(marks)))
    return padded.reshape(lanes + 1, dilation).cumsum(axis=0).ravel()


def too_few(
    layout: Layout,
    task: Task,
    counts: Counts,
    runs: Int[Array, " rows"],
    held_out: Bool[Array, " rows"],
) -> str:
    """Say why no training or no validation sample is left, and what would fit."""
    # Of two parts without samples the one with the shorter piece, so that the advice helps both.
    longest, part, rows = min(
        (longest_piece(runs, rows), part, int(np.count_nonzero(rows)))
        for part, rows, samples in (
            ("training", ~held_out, counts.train),
            ("validation", held_out, counts.validation),
        )
        if not samples
    )
    need = layout.span + task.horizon
    has = f"has {count_rows(rows)}"
    if task.group is not None:
        has = f"has at most {count_rows(longest)} of one group in one piece"
    why = [
        f"No {part} sample is left: a {layout.reach(task.horizon)} needs {count_rows(need)} in one "
        f"piece without missing values; the {part} part of this table {has}."
    ]
    if counts.lost_missing:
        why.append(
            f"Missing values cost {counts.lost_missing:,} of {many(counts.whole, 'sample')}."
        )
    if longest < need:
        if task.group is not None:
            why.append(f"If the rows of a group lie apart, sort the table by “{task.group}” first.")
        if longest > task.horizon:
            fits = layout.largest_window(longest, task.horizon)
            why.append(f"Choose a window of {count_rows(fits)} or fewer.")
        else:
            why.append("Choose a target fewer rows ahead, or a table with more rows.")
    else:
        if layout.stride > 1:
            why.append(f"Choose a stride smaller than {layout.stride:,}.")
        if counts.lost_missing:
            why.append("Choose a shorter window, or columns with fewer gaps.")
    return " ".join(why)
