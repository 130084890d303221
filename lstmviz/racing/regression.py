"""Linear regression on the flattened window: the baseline that is solved, not trained."""

from collections.abc import Iterator

import numpy as np
from jaxtyping import Float64, Int

from lstmviz.samples.counting import evenly
from lstmviz.samples.datasets import Dataset

Array = np.ndarray

MOST_SAMPLES = 20_000
# Training targets for each input. With normal inputs and T targets for each, the solution's mean
# squared error is T / (T − 1) times what it would be without end of them: twice as much for 2.
LEAST_TARGETS = 2
MOST_INPUTS = 1_000
CHUNK = 2_048


def linear_error(dataset: Dataset) -> float | None:
    """Score the least-squares solution on the validation samples.

    ŷ = b + Σ w·x over all numbers of a sample's window, where b and w minimise Σ (ŷ − y)² over the
    training samples; at most 20,000 of them, evenly chosen. Where inputs depend on each other, the
    shortest of the solutions is taken, each input measured by its own spread.

    Returns:
        Root-mean-square error in the table's unit; 0 where nothing is left of the target but the
        rounding of float32. None with more than 1,000 inputs, or with fewer
        than two training targets for each: it would be no rival, only a straw man.
    """
    _, timesteps, features = dataset.shape
    inputs = timesteps * features
    if inputs > min(MOST_INPUTS, len(dataset.train) / LEAST_TARGETS):
        return None
    train = evenly(dataset.train, MOST_SAMPLES)
    # As distances from the first sample, so that the mean of a constant is exactly that constant.
    first = next(lines(dataset, train[:1]))[0]
    mean = first + sum((chunk - first).sum(axis=0) for chunk in lines(dataset, train)) / len(train)
    # The normal equations rather than a QR decomposition, which beside a busy worker takes a
    # hundred times as long; in float64 they resolve all that float32 inputs can tell apart.
    products = sum((chunk - mean).T @ (chunk - mean) for chunk in lines(dataset, train))
    spread = np.sqrt(np.diag(products))
    rounding = np.finfo(np.float32).eps * spread[-1] / np.sqrt(len(train))
    spread[spread == 0] = 1
    products /= np.outer(spread, spread)
    values, vectors = np.linalg.eigh(products[:-1, :-1])
    told = values > np.finfo(np.float64).eps * len(values) * values[-1]
    weights = vectors[:, told] @ (vectors[:, told].T @ products[:-1, -1] / values[told])
    weights *= spread[-1] / spread[:-1]
    squares = 0.0
    for chunk in lines(dataset, dataset.validation):
        squares += float(np.sum(((chunk - mean) @ np.append(weights, -1)) ** 2))
    square = squares / len(dataset.validation)
    return dataset.error_in_units(square) if square > rounding**2 else 0.0


def lines(
    dataset: Dataset, samples: Int[Array, " samples"]
) -> Iterator[Float64[Array, "chunk inputs_and_target"]]:
    """Write each sample as one line, all its inputs and then its target; some lines at a time."""
    for first in range(0, len(samples), CHUNK):
        x, y = dataset.batch(samples[first : first + CHUNK])
        yield np.column_stack([x.reshape(len(x), -1), y]).astype(np.float64)
