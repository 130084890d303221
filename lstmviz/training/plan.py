"""When a run ends, which samples each of its updates reads, and when it is looked at."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Int

from lstmviz.network.specs import TrainingSpec
from lstmviz.training.settling import Settling

Array = np.ndarray

# Marks along a run, evenly spaced in updates: weights and the stretch's prediction are kept there.
MARKS = 60
# The validation loss is computed at each epoch's end; at quarters of the first epoch, where most
# is learnt; and in long epochs after so many updates.
QUARTERS = 4
VALIDATION_UPDATES = 4_096
# Within an epoch it reads at most so many samples, evenly chosen; at an epoch's end all.
VALIDATION_SAMPLES = 16_384


@dataclass(frozen=True)
class Plan:
    """When a run ends, and how often its weights are kept along it.

    Args:
        updates: planned in all; after the last one every validation sample is scored.
        interval: updates from one mark to the next.
        both: whether training samples are scored after the last update too.
        every: epochs from one validation to the next, where an epoch has one only.
        early: whether the weights of the first updates are kept as well: after 1, 2, 5, 10 … of
            them, up to the first mark.
        settling: when the run has settled and ends before all are done; None if it does not. With
            `both`, training samples are then scored at each validation: it may be the last.
    """

    updates: int
    interval: int
    both: bool = False
    every: int = 1
    early: bool = False
    settling: Settling | None = None

    def moment_after(self, update: int) -> int:
        """Give the next moment at which the weights are kept.

        >>> plan = Plan(updates=90, interval=30, early=True)
        >>> [plan.moment_after(update) for update in (0, 1, 2, 5, 10, 20, 30)]
        [1, 2, 5, 10, 20, 30, 60]
        """
        mark = (update // self.interval + 1) * self.interval
        if not self.early or update >= self.interval:
            return mark
        power = 10 ** (len(str(update)) - 1)
        return min(mark, next(n * power for n in (1, 2, 5, 10) if n * power > update))

    @property
    def moments_before_marks(self) -> tuple[int, ...]:
        """The early moments, in order."""
        moments, update = [], self.moment_after(0)
        while update < self.interval:
            moments.append(update)
            update = self.moment_after(update)
        return tuple(moments)


def updates_per_epoch(spec: TrainingSpec, train: Int[Array, " train"]) -> int:
    """Count the batches of an epoch, the last shorter one included; 1 where there is no sample."""
    return max(-(-len(train) // spec.batch_size), 1)


@lru_cache(maxsize=4)
def epoch_order(samples: int, seed: int | None, epoch: int) -> Int[Array, " samples"]:
    """Order the training samples of an epoch: shuffled by (seed, epoch) alone, or as they are."""
    if seed is None:
        return np.arange(samples)
    return np.random.default_rng([seed, epoch]).permutation(samples)


def batch_samples(
    spec: TrainingSpec, train: Int[Array, " train"], update: int, updates: int = 1
) -> Int[Array, " batch"]:
    """Give the samples that an update of a run reads, in their order within the batch.

    Args:
        spec: of the run.
        train: the dataset's training samples.
        update: its number, from 0.
        updates: how many batches, one after the other; not beyond the epoch's end.
    """
    epoch, first = divmod(update, updates_per_epoch(spec, train))
    order = epoch_order(len(train), spec.seed if spec.shuffle else None, epoch)
    return train[order[first * spec.batch_size : (first + updates) * spec.batch_size]]


def plan_epochs(spec: TrainingSpec, train: Int[Array, " train"]) -> Plan:
    """Plan a run over whole epochs, with its marks."""
    updates = spec.epochs * updates_per_epoch(spec, train)
    return Plan(updates, -(-updates // MARKS), early=True)


def next_validation(update: int, per_epoch: int, plan: Plan) -> int:
    """Give the update after which the validation samples are scored next."""
    interval, within = validation_interval(update, per_epoch), update % per_epoch
    if update >= per_epoch == interval:
        span = per_epoch * plan.every
        return min((update // span + 1) * span, plan.updates)
    then = min((within // interval + 1) * interval, per_epoch)
    return min(update - within + then, plan.updates)


def validation_interval(update: int, per_epoch: int) -> int:
    """Give the updates from one validation to the next, within the epoch that `update` is in."""
    quarter = -(-per_epoch // QUARTERS)
    return min(VALIDATION_UPDATES, quarter if update < per_epoch else per_epoch)
