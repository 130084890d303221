"""What trained networks are probed with: does order matter to them, and how far back they look."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int

from lstmviz.network.cells import CELLS
from lstmviz.network.gradients import gradients_model
from lstmviz.network.models import ModelWeights, State, final_states, trace_model
from lstmviz.samples.datasets import Dataset

# Bytes that the trace of one chunk of samples may take.
TRACE_BYTES = 32 * 2**20
# So much of the gradient is called nearly all of it.
NEARLY_ALL = 0.9
# Order is said to matter if the shuffled timesteps raise the error by more than this share.
ORDER_MATTERS = 0.05
# A network has learned something if its error is below the mean's by more than this share.
LEARNED = 0.05


@dataclass(frozen=True, eq=False)
class Carried:
    """How a stateful network reads samples: batch after batch, the state going on down each slot.

    Args:
        batch_size: slots of a batch.
        fresh: which of the samples begin with a state of zero; all of the first batch.
    """

    batch_size: int
    fresh: Bool[np.ndarray, " samples"]


def order_test(
    model: ModelWeights,
    dataset: Dataset,
    samples: Int[np.ndarray, " samples"],
    seed: int,
    carried: Carried | None = None,
) -> tuple[float, float] | None:
    """Score a model with the timesteps in order, and with those of each sample in random order.

    Args:
        model: trained on the dataset's layout.
        dataset: where the samples come from.
        samples: which to score, at least one.
        seed: of the orders; each sample has its own.
        carried: for a stateful model, how it reads these samples; else each begins at zero.

    Returns:
        Two root-mean-square errors in the table's unit: in order, and shuffled. None where there
        is a single timestep, so no order.
    """
    _, timesteps, features = dataset.shape
    if timesteps == 1:
        return None
    rng = np.random.default_rng(seed)
    squares = np.zeros(2)
    states: list[tuple[State, ...] | None] = [None, None]
    chunk = max(1, TRACE_BYTES // trace_bytes(model, timesteps, features))
    if carried is not None:
        chunk = carried.batch_size
    for first in range(0, len(samples), chunk):
        x, y = dataset.batch(samples[first : first + chunk])
        order = rng.random(x.shape[:2]).argsort(axis=1)
        shuffled = np.take_along_axis(x, order[..., None], axis=1)
        for number, inputs in enumerate((x, shuffled)):
            before = states[number]
            if carried is not None and before is not None:
                kept = ~carried.fresh[first : first + chunk, None]
                before = [tuple(state[: len(kept)] * kept for state in layer) for layer in before]
            trace = trace_model(model, inputs, before)
            if carried is not None:
                states[number] = final_states(trace)
            error = trace.y[:, -1] - y[:, 0]
            squares[number] += np.sum(error.astype(np.float64) ** 2)
    usual, mixed = (squares / len(samples)).tolist()
    return dataset.error_in_units(usual), dataset.error_in_units(mixed)


def order_words(usual: float, shuffled: float, mean: float) -> str:
    """Say what it cost a network to have the timesteps of its samples in random order.

    Args:
        usual: error with the timesteps in order, at least 0.
        shuffled: error with each sample's timesteps in random order, in the same unit.
        mean: what always saying the training rows' mean scores.

    >>> order_words(22.3, 161.5, 120.0), order_words(3.0, 2.97, 10.0), order_words(0.0, 1.0, 1.0)
    ('order matters: +624 %', 'order hardly matters: −1 %', 'order matters')
    >>> order_words(9.9, 9.9, 10.0)
    'nothing to see: it has hardly learned, its error is that of the mean'
    """
    if shuffled > usual * (1 + ORDER_MATTERS):
        return f"order matters{change(usual, shuffled)}"
    if usual > mean * (1 - LEARNED):
        return "nothing to see: it has hardly learned, its error is that of the mean"
    return f"order hardly matters{change(usual, shuffled)}"


def change(before: float, after: float) -> str:
    """Say by how much an error changed, ": +12 %"; nothing where it was 0 before."""
    if not before:
        return ""
    return f": {100 * (after / before - 1):+,.0f} %".replace("-", "−")


def trace_bytes(model: ModelWeights, timesteps: int, features: int) -> int:
    """Estimate the bytes of one sample's trace: sums, gates and states of each layer, float32."""
    most = 2 * max(len(cell.blocks) for cell in CELLS.values()) + 2
    units = sum(len(layer.recurrent_kernel) for layer in model.layers)
    return 4 * timesteps * (2 * features + most * units)


def reach(
    model: ModelWeights,
    x: Float32[np.ndarray, "batch timesteps features"],
    target: Float32[np.ndarray, " batch"],
) -> Float64[np.ndarray, " timesteps"]:
    """Tell how much of its gradient a network has at each timestep: how far back it looks.

    Of each sample's loss (ŷ − y)² the size of ∂loss/∂xₜ, √ of the sum over features of squares;
    the mean over the samples, as a share of the sum over the timesteps. A state that is carried
    from batch to batch counts as given: no gradient goes back beyond the sample's first timestep.

    Args:
        model: the weights.
        x: samples, scaled.
        target: what each prediction should have been, scaled.

    Returns:
        The shares by steps back, the last timestep first; they add up to 1, or are all 0 where
        every prediction is exact.
    """
    d_x = gradients_model(model, trace_model(model, x), target).layers[0].x
    sizes = np.sqrt(np.sum(d_x.astype(np.float64) ** 2, axis=2)).mean(axis=0)[::-1]
    return sizes / sizes.sum() if sizes.any() else sizes


def nearly_all(shares: Float64[np.ndarray, " timesteps"]) -> int:
    """Count the last timesteps that together hold nearly all of the gradient.

    >>> nearly_all(np.array([0.5, 0.3, 0.15, 0.05]))
    3
    """
    return min(int(np.searchsorted(np.cumsum(shares), NEARLY_ALL)) + 1, len(shares))
