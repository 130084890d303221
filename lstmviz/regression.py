"""Linear regression on the flattened window: the baseline that is solved, not trained."""

import numpy as np
from jaxtyping import Float64, Int

from lstmviz.datasets import Dataset

Array = np.ndarray

MOST_SAMPLES = 20_000
MOST_INPUTS = 1_000
CHUNK = 2_048


def linear_error(dataset: Dataset) -> float | None:
    """Score the least-squares solution on the validation samples.

    ŷ = b + Σ w·x over all numbers of a sample's window, where b and w minimise Σ (ŷ − y)² over the
    training samples; at most 20,000 of them, evenly chosen. Where inputs depend on each other, the
    shortest of the solutions is taken, each input measured by its own size.

    Returns:
        Root-mean-square error in the table's unit; None with more than 1,000 inputs.
    """
    _, timesteps, features = dataset.shape
    if timesteps * features > MOST_INPUTS:
        return None
    train = dataset.train
    if len(train) > MOST_SAMPLES:
        train = train[np.linspace(0, len(train) - 1, MOST_SAMPLES).astype(int)]
    # Samples pass in chunks; the triangle R of all so far (A = Q·R) has the same least squares as
    # the samples themselves, and never more rows than columns.
    triangle = np.empty((0, timesteps * features + 2))
    for first in range(0, len(train), CHUNK):
        chunk = design(dataset, train[first : first + CHUNK])
        triangle = np.linalg.qr(np.concatenate([triangle, chunk]), mode="r")
    sizes = np.linalg.norm(triangle[:, :-1], axis=0)
    sizes[sizes == 0] = 1
    weights = np.linalg.lstsq(triangle[:, :-1] / sizes, triangle[:, -1])[0] / sizes
    squares = 0.0
    for first in range(0, len(dataset.validation), CHUNK):
        chunk = design(dataset, dataset.validation[first : first + CHUNK])
        squares += float(np.sum((chunk[:, :-1] @ weights - chunk[:, -1]) ** 2))
    return dataset.error_in_units(squares / len(dataset.validation))


def design(
    dataset: Dataset, samples: Int[Array, " samples"]
) -> Float64[Array, "samples inputs_and_2"]:
    """Write each sample as one line: 1 for the intercept, all its inputs, and its target."""
    x, y = dataset.batch(samples)
    return np.column_stack([np.ones(len(x)), x.reshape(len(x), -1), y]).astype(np.float64)
