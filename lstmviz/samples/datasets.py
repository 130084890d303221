"""The samples that follow from a table, a layout and a task: split in time, scaled, counted.

The table is split in time before windows are cut, so no cell stands in both a training and a
validation sample; scaling is fitted on the training rows alone.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int

from lstmviz.samples.cutting import Counts, Samples, cut_samples, reading, too_few, windows
from lstmviz.samples.layouts import Layout
from lstmviz.samples.scaling import apply_scaler, fit_scaler
from lstmviz.samples.tasks import Task, TaskError, group_runs
from lstmviz.table.tables import Table

Array = np.ndarray

# Validation samples whose predictions are drawn while training runs.
STRETCH = 144
SHUFFLE_SEED = 0


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
        scaled=apply_scaler(table.values, offset, scale),
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
    starts, ends, in_group = windows(group_runs(table, task), layout, task.horizon)
    lost = {}
    for column in sorted({*dataset.features.tolist(), dataset.target}):
        missing = np.isnan(table.values[:, column])
        if not missing.any():
            continue
        hit = np.zeros(len(starts), bool)
        if column in dataset.features:
            hit |= reading(missing, layout, starts)
        if column == dataset.target:
            hit |= missing[ends]
        lost[table.columns[column]] = int(np.count_nonzero(hit & in_group))
    return dict(sorted(lost.items(), key=lambda each: -each[1]))
