"""Batches after one another, and what a stateful layer hands on from one to the next."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Int

from lstmviz.network.models import ModelTrace, ModelWeights, final_states, trace_model
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.tasks import group_runs


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


def in_slots(
    dataset: Dataset, samples: Int[np.ndarray, " samples"], batch_size: int
) -> tuple[Int[np.ndarray, " samples"], Bool[np.ndarray, " samples"]]:
    """Put samples in the order of a stateful run: down each slot they go on after one another.

    Windows that overlap would be read into the state again. So the samples fall into chains, in
    each of which a sample begins with the row after the one before it; with a window of W rows
    there are W of them. The chains, one after the other, are dealt out to the slots in equal parts.

    Args:
        dataset: where the samples come from.
        samples: to be read, ascending.
        batch_size: slots of a batch.

    Returns:
        The same samples, batch after batch; the last batch may be shorter. And which of them begin
        with a state of zero, since they do not go on where the slot's sample before them ended:
        the first batch, and the first of each chain.
    """
    starts, runs = dataset.starts[samples], group_runs(dataset.table, dataset.task)
    before = starts - dataset.layout.window * dataset.layout.dilation
    found = np.minimum(np.searchsorted(starts, before), len(starts) - 1)
    goes_on = (starts[found] == before) & (runs[starts[found]] == runs[starts])
    head = np.where(goes_on, found, np.arange(len(starts)))
    while not np.array_equal(head, head[head]):
        head = head[head]
    chained = np.lexsort((starts, head))

    batches = -(-len(samples) // batch_size)
    full = len(samples) - (batches - 1) * batch_size
    lengths = np.where(np.arange(batch_size) < full, batches, batches - 1)
    place = np.arange(batches)[:, None] + np.append(0, np.cumsum(lengths)[:-1])
    order = chained[place.ravel()[: len(samples)]]
    fresh = ~goes_on[order]
    fresh[:batch_size] = True
    return samples[order], fresh
