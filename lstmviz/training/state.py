"""Training as plain data: what goes to the worker, what comes back, what a page reads.

It does not import `lstmviz.samples.tasks`: pandas would cost the worker 100 MB.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int

from lstmviz.network.models import ModelWeights, State
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.layouts import Layout
from lstmviz.training.plan import Plan

Array = np.ndarray
# What is compiled ahead, one after the other.
Step = Literal["updates", "predictions"]
Status = Literal["ready to start", "waiting", "training", "paused", "finished", "stopped", "failed"]


@dataclass(frozen=True, eq=False)
class TrainingState:
    """Enough to go on from exactly here.

    Args:
        weights: of the model after `update` updates.
        optimizer: the Keras optimizer's variables but for the learning rate, each moment as one
            vector over all parameters; empty before the first update.
        update: updates done since the initial weights.
        carried: of a stateful run, what the layers hand on to the next batch: h of each, of an
            LSTM c too; empty before the first update, and for others.
    """

    weights: ModelWeights
    optimizer: tuple[np.ndarray, ...]
    update: int
    carried: State = ()

    @property
    def finite(self) -> bool:
        """Whether all weights are numbers: a loss may still be one when they are not."""
        return all(np.isfinite(array).all() for array in self.weights.arrays())


@dataclass(frozen=True, eq=False)
class Fresh:
    """For a stateful run: which samples of either part begin with a state of zero."""

    train: Bool[Array, " train"]
    validation: Bool[Array, " validation"]


@dataclass(frozen=True, eq=False)
class DataPart:
    """What the worker needs of a dataset: scaled values and sample numbers, sent once per worker.

    `cells` holds the scaled feature columns, `targets` the scaled target of each sample; sample s
    is the window that begins at row `starts[s]`. `stretch` holds the samples whose predictions are
    drawn while training runs; a race draws none.

    With `skipped`, a network that reads a shorter window stands in for one that reads the whole:
    the first `skipped` timesteps are zeros, and Keras's `Masking` lets the layers skip them, so
    the states are still zero where the shorter window begins. Networks that differ in it alone
    are compiled once.

    With `fresh`, `train` and `validation` stand batch after batch as a stateful run reads them.
    """

    key: str
    layout: Layout
    cells: Float32[Array, "rows features"]
    targets: Float32[Array, " samples"]
    starts: Int[Array, " samples"]
    train: Int[Array, " train"]
    validation: Int[Array, " validation"]
    stretch: Int[Array, " stretch"]
    skipped: int | None = None
    fresh: Fresh | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """(timesteps, features) of one sample."""
        return self.layout.shape(self.layout.span, self.cells.shape[1])[1:]

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        arrays = (self.cells, self.targets, self.starts, self.train, self.validation)
        return sum(array.nbytes for array in arrays)

    def batch(
        self, samples: Int[Array, " batch"]
    ) -> tuple[Float32[Array, "batch timesteps inputs"], Float32[Array, "batch 1"]]:
        """Copy out samples: x (batch, timesteps, features) and y (batch, 1), scaled."""
        windows = self.layout.windows(self.cells)[self.starts[samples]]
        x = self.layout.place(windows)
        if self.skipped:
            x[:, : self.skipped] = 0
        return x, self.targets[samples][:, None]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The model as it was after `update` updates.

    Args:
        update, epoch: when; epochs count from 0 and are fractional within an epoch.
        weights: of the model.
        stretch: scaled predictions for the first validation samples, in order; None where they
            have not been computed.
        validation_loss: mean squared error on scaled values; None between validations.
        train_loss: the same of the training samples, evenly chosen ones of many; None where they
            have not been scored.
    """

    update: int
    epoch: float
    weights: ModelWeights
    stretch: Float32[Array, " stretch"] | None = None
    validation_loss: float | None = None
    train_loss: float | None = None


@dataclass(frozen=True, eq=False)
class Piece:
    """What one slice tells besides its new state.

    Args:
        losses: of each update's batch, before that update; mean squared error on scaled values.
        marks: the model at the marks within the slice, in order.
        latest: the model at the slice's end.
        seconds: computing time of the updates alone, for sizing the next slice: one that also
            scores a thousand samples must not make the next one tiny.
        models: compiled by this worker so far, this one included.
    """

    losses: Float32[Array, " updates"]
    marks: tuple[Snapshot, ...]
    latest: Snapshot
    seconds: float
    models: int


@dataclass(frozen=True, eq=False)
class UpdateSeen:
    """One update that was done by itself, with all that it began from: it can be watched.

    Args:
        update: its number, from 0; the weights after it have done `update` + 1.
        samples: of its batch, numbered as in the dataset.
        loss: of the batch before the update, as the worker computed it; mean squared error on
            scaled values.
        before, after: the weights.
    """

    update: int
    samples: Int[Array, " batch"]
    loss: float
    before: ModelWeights
    after: ModelWeights


@dataclass(frozen=True, eq=False)
class Check:
    """What Keras's own layers compute, to be held against the trace in NumPy.

    Args:
        h: of each recurrent layer, at every timestep.
        y: the head on the last layer's h, at every timestep; scaled.
    """

    h: tuple[Float32[Array, "batch timesteps units"], ...]
    y: Float32[Array, "batch timesteps"]


@dataclass(frozen=True, eq=False)
class Curve:
    """Losses over training time: mean squared errors on scaled values, at fractional epochs."""

    epochs: Float64[Array, " points"]
    losses: Float64[Array, " points"]


@dataclass(frozen=True, eq=False)
class Progress:
    """A run as a page reads it in one tick: immutable, cheap, complete.

    Args:
        status: what the run is doing; "waiting" until its first slice of updates is back.
        epoch, epochs: done (fractional) and planned.
        update, updates: done and planned.
        updates_per_epoch: batches in an epoch, the last shorter one included.
        updates_per_second, seconds_left: measured lately; None when not training.
        place: runs before this one in the waiting line; 0 when it takes its turns.
        train, validation: the curves; a point of `train` is the mean over a bin of updates.
        latest: weights and the stretch's prediction.
        message: a sentence for the person, or "".
        prepared: whether the run was worked out beforehand.
        slowed: whether it goes more slowly than it could, so that it can be watched.
    """

    status: Status
    epochs: int
    update: int
    updates_per_epoch: int
    updates_per_second: float | None
    place: int
    train: Curve
    validation: Curve
    latest: Snapshot
    message: str = ""
    prepared: bool = False
    slowed: bool = False

    @property
    def epoch(self) -> float:
        """Epochs done, fractional within an epoch."""
        return self.update / self.updates_per_epoch

    @property
    def updates(self) -> int:
        """Updates planned."""
        return self.epochs * self.updates_per_epoch

    @property
    def seconds_left(self) -> float | None:
        """Seconds to the planned end at the present speed; None when not training or slowed."""
        if not self.updates_per_second or self.slowed:
            return None
        return (self.updates - self.update) / self.updates_per_second

    @property
    def active(self) -> bool:
        """Whether the run changes by itself, so that a page should keep looking."""
        return self.status in ("waiting", "training")


@dataclass(frozen=True)
class Origin:
    """Where a slice begins: all that decides its result but for its length.

    Args:
        spec: of the run.
        key: of its samples.
        plan: of the run.
        update: updates done before.
    """

    spec: TrainingSpec
    key: str
    plan: Plan
    update: int

    @property
    def experiment(self) -> tuple[TrainingSpec, str, Plan]:
        """What all slices of the same experiment have in common."""
        return self.spec, self.key, self.plan


@dataclass(frozen=True, eq=False)
class SliceRequest:
    """What a run asks the worker for.

    `order` tells whether it was taken back meanwhile; `origin` where it begins, if its result may
    be shared.
    """

    order: int
    origin: Origin | None
    spec: TrainingSpec
    part: DataPart
    plan: Plan
    state: TrainingState
    updates: int
