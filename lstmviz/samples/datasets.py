"""The samples that follow from a table, a layout and a task: split in time, scaled, counted.

The table is split in time before windows are cut, so no cell stands in both a training and a
validation sample; scaling is fitted on the training rows alone.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float, Float32, Float64, Int

from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import (
    Scaling,
    Task,
    TaskError,
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

# Validation samples whose predictions are drawn while training runs.
STRETCH = 144
SHUFFLE_SEED = 0
# Rows scaled at a time: they fit a processor's cache, and in float64 take little memory.
AT_ONCE = 2**15


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
class Dataset:
    """A table × layout × task, ready to be read batch by batch; made by `make_dataset`.

    Samples are numbered over the whole table: sample s is the window that begins at row
    `starts[s]`. `train` and `validation` hold sample numbers; where one of them is empty the
    samples can be looked at but not trained on, and `lacks` says in a sentence why (else "").
    """

    table: Table
    layout: Layout
    task: Task
    features: Int[Array, " features"]
    target: int
    starts: Samples
    train: Int[Array, " train"]
    validation: Int[Array, " validation"]
    held_out: Bool[Array, " rows"]
    counts: Counts
    offset: Float64[Array, " columns"]
    scale: Float64[Array, " columns"]
    scaled: Float32[Array, "rows columns"]
    notes: tuple[str, ...]
    lacks: str

    @cached_property
    def key(self) -> str:
        """Name the dataset by its content: the same key means the same batches."""
        digest = hashlib.sha256(repr((self.table.fingerprint, self.layout, self.task)).encode())
        digest.update(self.starts.tobytes())
        digest.update(self.held_out.tobytes())
        return digest.hexdigest()[:16]

    @property
    def shape(self) -> tuple[int, int, int]:
        """(samples, timesteps, features) of X over the whole table."""
        _, timesteps, features = self.layout.shape(self.layout.span, len(self.features))
        return len(self.starts), timesteps, features

    @cached_property
    def feature_cells(self) -> Float32[Array, "rows features"]:
        """The scaled feature columns, C-contiguous: what the layout arranges."""
        if np.array_equal(self.features, np.arange(self.scaled.shape[1])):
            return self.scaled  # a large table is not held twice
        return np.ascontiguousarray(self.scaled[:, self.features])

    @property
    def stretch(self) -> Int[Array, " stretch"]:
        """The first validation samples, in order: where predictions are drawn."""
        return self.validation[:STRETCH]

    def batch(
        self, samples: Int[Array, " batch"]
    ) -> tuple[Float32[Array, "batch timesteps inputs"], Float32[Array, "batch 1"]]:
        """Copy out samples, scaled: x (batch, timesteps, features) and y (batch, 1)."""
        windows = self.layout.windows(self.feature_cells)[self.starts[samples]]
        x = self.layout.place(windows)
        y = self.scaled[self.target_rows(samples), self.target]
        return x, y[:, None]

    def source(self, samples: Int[Array, " batch"]) -> Int[Array, "batch timesteps inputs"]:
        """Tell for each value of `batch` its cell of the table, row · columns + column.

        The numbers of one window's cells are placed by the very code that makes X; the other
        windows' differ by their first row.
        """
        rows = np.arange(self.layout.window) * self.layout.dilation
        columns = len(self.table.columns)
        one = self.layout.place((rows[:, None] * columns + self.features)[None])
        return one + self.starts[samples][:, None, None] * columns

    def places(self, row: int, column: int) -> Int[Array, "places 3"]:
        """Find every [sample, timestep, feature] of X that reads a cell of the table, ascending.

        No row is returned where no sample reads it. The cost grows with the window, not with the
        table.
        """
        columns = len(self.table.columns)
        one = self.source(np.array([0]))[0]  # there is a sample, else no dataset
        timesteps, features = np.nonzero(one % columns == column)
        before = one[timesteps, features] // columns - self.starts[0]
        samples = np.searchsorted(self.starts, row - before)
        found = np.take(self.starts, samples, mode="clip") == row - before
        places = np.stack([samples, timesteps, features], axis=1)[found]
        return places[np.lexsort(places.T[::-1])]

    def target_rows(self, samples: Int[Array, " batch"]) -> Int[Array, " batch"]:
        """Give the row of each sample's target."""
        return self.starts[samples] + self.layout.span - 1 + self.task.horizon

    @cached_property
    def shuffled_samples(self) -> Samples:
        """The samples in another order, always the same; drawn once, a million take 20 ms."""
        return np.random.default_rng(SHUFFLE_SEED).permutation(len(self.starts))

    @cached_property
    def shuffled_rows(self) -> Int[Array, " rows"]:
        """The rows of the table in another order, always the same; drawn once."""
        return np.random.default_rng(SHUFFLE_SEED).permutation(len(self.table.values))

    def in_units(self, y: Float32[Array, "*shape"]) -> Float64[Array, "*shape"]:
        """Turn scaled targets or predictions into the table's unit."""
        return y * self.scale[self.target] + self.offset[self.target]

    def error_in_units(self, loss: float) -> float:
        """Turn a mean squared error on scaled values into a root-mean-square error in units."""
        return float(np.sqrt(loss) * self.scale[self.target])


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
    rows = len(table.values)
    whole = layout.samples(rows, task.horizon)
    starts = np.arange(whole) * layout.stride
    ends = starts + layout.span - 1 + task.horizon

    runs = group_runs(table, task)
    held_out = split_rows(runs, task.validation_fraction)

    gaps = count_before(lacking(table.values, features), layout.dilation)
    after = starts + layout.window * layout.dilation
    complete = (gaps[after] == gaps[starts]) & ~np.isnan(table.values[ends, target])
    in_group = runs[starts] == runs[ends]
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


def make_dataset(table: Table, layout: Layout, task: Task) -> Dataset:
    """Cut a table into samples for a task.

    A sample is lost if a value it reads or its target is missing, if it would cross a group's
    border, or if it would stand on both sides of the border between training and validation.

    Raises:
        TaskError: an unknown column, the target among its own features, or not a single sample.
        LayoutError: the window does not fit into the table.
    """
    cut = cut_samples(table, layout, task)
    lacks = ""
    if not cut.counts.train or not cut.counts.validation:
        lacks = too_few(layout, task, cut.counts, group_runs(table, task), cut.held_out)
    if not len(cut.starts):
        raise TaskError(lacks)

    target, features, held_out = cut.target, cut.features, cut.held_out
    offset, scale, constant = fit_scaler(table.values, held_out, task.scaling)
    scaled = np.empty(table.values.shape, np.float32)
    for row in range(0, len(scaled), AT_ONCE):
        # In float64, so that `in_units` gives back a value that is large beside its spread.
        scaled[row : row + AT_ONCE] = (table.values[row : row + AT_ONCE] - offset) / scale
    return Dataset(
        table=table,
        layout=layout,
        task=task,
        features=features,
        target=target,
        starts=cut.starts,
        train=cut.train,
        validation=cut.validation,
        held_out=held_out,
        counts=cut.counts,
        offset=offset,
        scale=scale,
        scaled=scaled,
        notes=tuple(
            f"Column “{table.columns[column]}” does not change in the training rows, so the "
            "network can learn nothing from it."
            for column in np.flatnonzero(constant)
            if column == target or column in features
        ),
        lacks=lacks,
    )


def lost_to_gaps(dataset: Dataset) -> dict[str, int]:
    """Count for each column with gaps the samples that it alone would cost, the dearest first.

    A sample may be counted for several columns.
    """
    table, layout, task = dataset.table, dataset.layout, dataset.task
    starts = np.arange(layout.samples(len(table.values), task.horizon)) * layout.stride
    after = starts + layout.window * layout.dilation
    ends = starts + layout.span - 1 + task.horizon
    runs = group_runs(table, task)
    inside = runs[starts] == runs[ends]
    lost = {}
    for column in sorted({*dataset.features.tolist(), dataset.target}):
        missing = np.isnan(table.values[:, column])
        if not missing.any():
            continue
        hit = np.zeros(len(starts), bool)
        if column in dataset.features:
            gaps = count_before(missing, layout.dilation)
            hit |= gaps[after] != gaps[starts]
        if column == dataset.target:
            hit |= missing[ends]
        lost[table.columns[column]] = int(np.count_nonzero(hit & inside))
    return dict(sorted(lost.items(), key=lambda each: -each[1]))


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


def fit_scaler(
    values: Float[Array, "rows columns"], held_out: Bool[Array, " rows"], scaling: Scaling
) -> tuple[Float64[Array, " columns"], Float64[Array, " columns"], Bool[Array, " columns"]]:
    """Fit offset and scale of each column on the training rows: scaled = (x − offset) / scale.

    Returns:
        offset, scale, and whether the column is constant (or empty) in the training rows; the
        scale of such a column is 1.
    """
    columns = values.shape[1]
    offset, scale, constant = np.zeros(columns), np.ones(columns), np.zeros(columns, bool)
    train = np.flatnonzero(~held_out)
    for number in range(columns):
        column = values[train, number].astype(np.float64)
        missing = np.isnan(column)
        if missing.any():
            column = column[~missing]
        constant[number] = not len(column) or column.min() == column.max()
        if scaling == "none" or not len(column):
            continue
        offset[number] = column.mean() if scaling == "standardise" else column.min()
        if not constant[number]:
            scale[number] = column.std() if scaling == "standardise" else np.ptp(column)
    return offset, scale, constant


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
