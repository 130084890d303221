"""What the cells' equations are written with: σ, sums over time, and numbers to start from."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float32

Array = np.ndarray
# A gradient that has faded below this on its way back counts as 0: processors calculate with
# numbers near the smallest there are (1e-38 … 1e-45) many times as slowly.
FADED = np.float32(1e-28)


def sigmoid(z: Float32[Array, "..."]) -> Float32[Array, "..."]:
    """σ(z) = 1 / (1 + e⁻ᶻ), exact to the last digits even of a gate that is nearly shut."""
    # Where e⁻ᶻ is too large for a number, σ is 0.
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def zeros(
    x: Float32[Array, "batch timesteps features"], units: int
) -> Float32[Array, "batch {units}"]:
    """Give the state that a sample starts from."""
    return np.zeros((len(x), units), np.float32)


def over_time(
    steps: Sequence[Sequence[Float32[Array, "batch units"]]],
) -> Float32[Array, "values batch timesteps units"]:
    """Put the values of all timesteps together: one array for each gate and state."""
    return np.array(steps).transpose(1, 2, 0, 3)


def before(
    first: Float32[Array, "batch units"], states: Float32[Array, "batch timesteps units"]
) -> Float32[Array, "batch timesteps units"]:
    """Give the state that each timestep starts from: the initial one, then the step before's."""
    return np.concatenate([first[:, None], states[:, :-1]], axis=1)


def drop_faded(gradient: Float32[Array, "batch units"]) -> None:
    """Set to 0, in place, what has faded away."""
    gradient *= np.abs(gradient) > FADED


def flat(
    blocks: Float32[Array, "batch timesteps blocks units"],
) -> Float32[Array, "batch timesteps blocks*units"]:
    """Lay the blocks side by side, as they stand in a kernel."""
    return blocks.reshape(*blocks.shape[:2], -1)


def rows(values: Float32[Array, "batch timesteps n"]) -> Float32[Array, "rows n"]:
    """Put the timesteps of all samples under one another."""
    return values.reshape(-1, values.shape[2])


def total(values: Float32[Array, "batch timesteps n"]) -> Float32[Array, " n"]:
    """Add up all samples and timesteps."""
    return values.sum(axis=(0, 1))


def glorot_uniform(
    seed: Sequence[int], rows: int, columns: int
) -> Float32[Array, "{rows} {columns}"]:
    """Draw from U(±√(6 / (rows + columns)))."""
    limit = np.sqrt(6 / (rows + columns))
    draw = np.random.default_rng(seed).uniform(-limit, limit, (rows, columns))
    return draw.astype(np.float32)


def orthogonal(seed: Sequence[int], rows: int, columns: int) -> Float32[Array, "{rows} {columns}"]:
    """Draw a matrix with orthonormal rows (rows ≤ columns), uniformly over all such matrices."""
    q, r = np.linalg.qr(np.random.default_rng(seed).normal(size=(columns, rows)))
    return np.ascontiguousarray((q * np.sign(np.diag(r))).T, dtype=np.float32)
