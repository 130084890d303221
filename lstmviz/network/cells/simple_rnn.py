"""The simplest recurrent cell: no gate, h is made anew at every timestep.

Sources:
    Elman (1990), Finding Structure in Time, Cognitive Science 14(2).
    Werbos (1990), Backpropagation Through Time: What It Does and How to Do It, Proc. IEEE 78(10).
    Keras documentation of SimpleRNN.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from lstmviz.network.cells.arrays import (
    Array,
    before,
    drop_faded,
    flat,
    glorot_uniform,
    orthogonal,
    over_time,
    rows,
    total,
    zeros,
)
from lstmviz.network.cells.cell import Gradients, RecurrentCell, Torch, plain_terms


@dataclass(frozen=True, eq=False)
class SimpleRNNWeights:
    """One SimpleRNN layer."""

    kernel: Float32[Array, "features units"]
    recurrent_kernel: Float32[Array, "units units"]
    bias: Float32[Array, " units"]


@dataclass(frozen=True, eq=False)
class SimpleRNNTrace:
    """What one SimpleRNN layer computes; `pre` holds the sums before tanh."""

    x: Float32[Array, "batch timesteps features"]
    h0: Float32[Array, "batch units"]
    pre: Float32[Array, "batch timesteps 1 units"]
    h: Float32[Array, "batch timesteps units"]


def trace_simple_rnn(
    weights: SimpleRNNWeights,
    x: Float32[Array, "batch timesteps features"],
    h0: Float32[Array, "batch units"] | None = None,
) -> SimpleRNNTrace:
    """Run a SimpleRNN layer over a batch of sequences: h = tanh(W·xₜ + U·hₜ₋₁ + b).

    Args:
        weights: as Keras holds them.
        x: input, float32.
        h0: state before the first timestep; zeros if not given.

    Returns:
        Every sum and state, (batch, timesteps, units).
    """
    batch, timesteps, _ = x.shape
    units = len(weights.recurrent_kernel)
    h0 = zeros(x, units) if h0 is None else h0
    pre = (x.swapaxes(0, 1) @ weights.kernel + weights.bias).reshape(timesteps, batch, 1, units)
    h, steps = h0, []
    for sums in pre:
        sums[:, 0] += h @ weights.recurrent_kernel
        h = np.tanh(sums[:, 0])
        steps.append((h,))
    return SimpleRNNTrace(x, h0, pre.swapaxes(0, 1), *over_time(steps))


def gradients_simple_rnn(
    weights: SimpleRNNWeights, trace: SimpleRNNTrace, d_h: Float32[Array, "batch timesteps units"]
) -> Gradients:
    """Go back through a SimpleRNN layer, from the last timestep to the first.

    ∂pre = ∂h·(1 − h²);  ∂hₜ = ∂hₜ from above + U·∂preₜ₊₁.

    Args:
        weights: as Keras holds them.
        trace: what the layer computed.
        d_h: ∂loss/∂hₜ from above, without what reaches the loss through later timesteps.
    """
    of_h = 1 - trace.h**2
    d_h, d_pre = d_h.copy(), np.empty_like(trace.pre)
    for t in reversed(range(d_h.shape[1])):
        drop_faded(d_h[:, t])
        d_pre[:, t, 0] = d_h[:, t] * of_h[:, t]
        if t > 0:
            d_h[:, t - 1] += d_pre[:, t, 0] @ weights.recurrent_kernel.T
    sums = flat(d_pre)
    d_weights = SimpleRNNWeights(
        rows(trace.x).T @ rows(sums), rows(before(trace.h0, trace.h)).T @ rows(sums), total(sums)
    )
    return Gradients(sums @ weights.kernel.T, d_h, None, d_pre, d_weights)


def first_simple_rnn(
    seed: Sequence[int], features: int, units: int, reset_after: bool = True
) -> SimpleRNNWeights:
    """Draw the weights that training starts from, as Keras does; all biases are 0."""
    return SimpleRNNWeights(
        glorot_uniform([*seed, 0], features, units),
        orthogonal([*seed, 1], units, units),
        np.zeros(units, np.float32),
    )


def count_simple_rnn(features: int, units: int, reset_after: bool = True) -> int:
    """Count a layer's weights: (F + U) · U + U."""
    return (features + units) * units + units


SIMPLE_RNN = RecurrentCell(
    name="SimpleRNN",
    blocks=("h",),
    states=("h",),
    memory=("h", ""),
    weights=SimpleRNNWeights,
    traces=SimpleRNNTrace,
    trace=trace_simple_rnn,
    gradients=gradients_simple_rnn,
    terms=plain_terms,
    first_weights=first_simple_rnn,
    count=count_simple_rnn,
    torch=Torch("RNN", (0,), "h alone"),
    decides="there is no gate: h = tanh(W·x + U·h₋₁ + b) is written anew in every step",
    one_step="h = tanh(W·x + b)",
    cudnn=False,
)
