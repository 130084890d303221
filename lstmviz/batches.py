"""Two batches after one another, and what a stateful layer hands on from one to the next."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

from lstmviz.cells import ModelTrace, ModelWeights, final_states, trace_model
from lstmviz.datasets import Dataset


@dataclass(frozen=True, eq=False)
class Slots:
    """Two neighbouring places (slots) of a batch, in that batch and in the next one.

    Args:
        size: samples in a batch.
        samples: numbers of the samples shown; each line is a batch, each column a slot.
        skipped: rows of the table between the end of a slot's first sample and the start of its
            next; below 0 so many rows are read twice.
        traces: of the two batches, `batch` being the slots.
    """

    size: int
    samples: Int[np.ndarray, "2 slots"]
    skipped: int
    traces: tuple[ModelTrace, ModelTrace]


def trace_slots(
    dataset: Dataset, model: ModelWeights, batch_size: int, sample: int, stateful: bool
) -> Slots:
    """Trace a sample, its neighbour in the batch, and what stands in their places one batch later.

    The samples are taken in order, as `fit(shuffle=False)` takes them; the state is zero before the
    first of the two batches.

    Args:
        dataset: where the samples come from, at least two.
        model: the weights.
        batch_size: samples in a batch; fewer where there are not two full batches.
        sample: the first in view, if its batch has a full one after it.
        stateful: whether sample i of the second batch goes on from sample i of the first, as with
            `stateful=True`; else it starts at zero.
    """
    total = len(dataset.starts)
    size = min(batch_size, total // 2)
    batch, slot = divmod(sample, size)
    batch = min(batch, total // size - 2)
    slots = np.arange(max(min(slot, size - 2), 0), size)[:2]
    samples = batch * size + slots + np.array([[0], [size]])
    first = trace_model(model, dataset.batch(samples[0])[0])
    states = final_states(first) if stateful else None
    second = trace_model(model, dataset.batch(samples[1])[0], states)
    starts = dataset.starts[samples[:, 0]]
    skipped = int(starts[1] - starts[0]) - dataset.layout.span
    return Slots(size, samples, skipped, (first, second))
