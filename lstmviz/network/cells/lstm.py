"""Long short-term memory: i, f, o open and close; c remembers; h is what is shown of it.

Sources:
    Hochreiter & Schmidhuber (1997), Long Short-Term Memory, Neural Computation 9(8).
    Gers, Schmidhuber & Cummins (2000), Learning to Forget, Neural Computation 12(10).
    Greff et al. (2017), LSTM: A Search Space Odyssey, appendix A, IEEE TNNLS 28(10).
    Keras documentation of LSTM.
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
    sigmoid,
    total,
    zeros,
)
from lstmviz.network.cells.cell import Gradients, RecurrentCell, Torch, plain_terms


@dataclass(frozen=True, eq=False)
class LSTMWeights:
    """One LSTM layer; `gates` = 4 · units, in the order i, f, c̃, o."""

    kernel: Float32[Array, "features gates"]
    recurrent_kernel: Float32[Array, "units gates"]
    bias: Float32[Array, " gates"]


@dataclass(frozen=True, eq=False)
class LSTMTrace:
    """What one LSTM layer computes.

    `pre` holds the sums before σ and tanh, W·x + U·h + b, in the order i, f, c̃, o.
    """

    x: Float32[Array, "batch timesteps features"]
    h0: Float32[Array, "batch units"]
    c0: Float32[Array, "batch units"]
    pre: Float32[Array, "batch timesteps 4 units"]
    i: Float32[Array, "batch timesteps units"]
    f: Float32[Array, "batch timesteps units"]
    c_tilde: Float32[Array, "batch timesteps units"]
    o: Float32[Array, "batch timesteps units"]
    c: Float32[Array, "batch timesteps units"]
    h: Float32[Array, "batch timesteps units"]


def trace_lstm(
    weights: LSTMWeights,
    x: Float32[Array, "batch timesteps features"],
    h0: Float32[Array, "batch units"] | None = None,
    c0: Float32[Array, "batch units"] | None = None,
) -> LSTMTrace:
    """Run an LSTM layer over a batch of sequences.

    i, f, o = σ(W·xₜ + U·hₜ₋₁ + b);  c̃ = tanh(W·xₜ + U·hₜ₋₁ + b);  c = f·c₋₁ + i·c̃;  h = o·tanh(c)

    Args:
        weights: as Keras holds them.
        x: input, float32.
        h0: hidden state before the first timestep; zeros if not given.
        c0: cell state before the first timestep; zeros if not given.

    Returns:
        Every sum, gate and state, (batch, timesteps, units).
    """
    batch, timesteps, _ = x.shape
    units = len(weights.recurrent_kernel)
    h0 = zeros(x, units) if h0 is None else h0
    c0 = zeros(x, units) if c0 is None else c0
    # Timesteps first: each one's numbers lie together. A page traces twice a second.
    pre = (x.swapaxes(0, 1) @ weights.kernel + weights.bias).reshape(timesteps, batch, 4, units)
    h_before, c_before, steps = h0, c0, []
    for sums in pre:
        sums += (h_before @ weights.recurrent_kernel).reshape(batch, 4, units)
        i, f, _, o = sigmoid(sums).swapaxes(0, 1)
        c_tilde = np.tanh(sums[:, 2])
        c = f * c_before + i * c_tilde
        h = o * np.tanh(c)
        steps.append((i, f, c_tilde, o, c, h))
        h_before, c_before = h, c
    return LSTMTrace(x, h0, c0, pre.swapaxes(0, 1), *over_time(steps))


def gradients_lstm(
    weights: LSTMWeights, trace: LSTMTrace, d_h: Float32[Array, "batch timesteps units"]
) -> Gradients:
    """Go back through an LSTM layer, from the last timestep to the first.

    ∂hₜ = ∂hₜ from above + U·∂preₜ₊₁;  ∂cₜ = fₜ₊₁·∂cₜ₊₁ + ∂hₜ·o·(1 − tanh²c);
    ∂pre of i = ∂c·c̃·i(1 − i), of f = ∂c·c₋₁·f(1 − f), of c̃ = ∂c·i·(1 − c̃²),
    of o = ∂h·tanh(c)·o(1 − o).

    Args:
        weights: as Keras holds them.
        trace: what the layer computed.
        d_h: ∂loss/∂hₜ from above, without what reaches the loss through later timesteps.
    """
    batch, timesteps, units = d_h.shape
    i, f, c_tilde, o = trace.i, trace.f, trace.c_tilde, trace.o
    c_before, tanh_c = before(trace.c0, trace.c), np.tanh(trace.c)
    # Each sum's share of ∂c (of ∂h for the gate o), at all timesteps at once.
    of_c = np.stack([c_tilde * i * (1 - i), c_before * f * (1 - f), i * (1 - c_tilde**2)], axis=2)
    of_h = tanh_c * o * (1 - o)
    from_h_to_c = o * (1 - tanh_c**2)
    d_h, d_c = d_h.copy(), np.zeros_like(d_h)
    d_pre = np.empty((batch, timesteps, 4, units), np.float32)
    for t in reversed(range(timesteps)):
        drop_faded(d_h[:, t])
        d_c[:, t] += d_h[:, t] * from_h_to_c[:, t]
        drop_faded(d_c[:, t])
        d_pre[:, t, :3] = d_c[:, t, None] * of_c[:, t]
        d_pre[:, t, 3] = d_h[:, t] * of_h[:, t]
        if t > 0:
            d_h[:, t - 1] += d_pre[:, t].reshape(batch, -1) @ weights.recurrent_kernel.T
            d_c[:, t - 1] += d_c[:, t] * f[:, t]
    sums = flat(d_pre)
    d_weights = LSTMWeights(
        rows(trace.x).T @ rows(sums), rows(before(trace.h0, trace.h)).T @ rows(sums), total(sums)
    )
    return Gradients(sums @ weights.kernel.T, d_h, d_c, d_pre, d_weights)


def first_lstm(
    seed: Sequence[int], features: int, units: int, reset_after: bool = True
) -> LSTMWeights:
    """Draw the weights that training starts from, as Keras does.

    The bias of the forget gate is 1, all others are 0, so that f ≈ σ(1) = 0.731.
    """
    bias = np.zeros(4 * units, np.float32)
    bias[units : 2 * units] = 1
    return LSTMWeights(
        glorot_uniform([*seed, 0], features, 4 * units),
        orthogonal([*seed, 1], units, 4 * units),
        bias,
    )


def count_lstm(features: int, units: int, reset_after: bool = True) -> int:
    """Count a layer's weights: 4 · ((F + U) · U + U)."""
    return 4 * ((features + units) * units + units)


LSTM = RecurrentCell(
    name="LSTM",
    blocks=("i", "f", "c_tilde", "o"),
    states=("h", "c"),
    memory=("c", "f"),
    weights=LSTMWeights,
    traces=LSTMTrace,
    trace=trace_lstm,
    gradients=gradients_lstm,
    terms=plain_terms,
    first_weights=first_lstm,
    count=count_lstm,
    torch=Torch("LSTM", (0, 1, 2, 3), "i f c̃ o, which PyTorch calls i f g o"),
    decides="f says how much of c stays, i how much of c̃ is written into it, o how much of it is "
    "shown as h; c̃ is what there is to write",
    one_step="h = σ(o)·tanh(σ(i)·tanh(c̃)), where i, c̃ and o stand for their sums W·x + b",
)
