"""Gated recurrent unit: z keeps h or lets the candidate h̃ in; r says how much of h it hears.

Sources:
    Cho et al. (2014), Learning Phrase Representations using RNN Encoder–Decoder.
    Keras documentation of GRU (`reset_after`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from lstmviz.network.cells.cell import Gradients, RecurrentCell, Terms, Torch, plain_terms


@dataclass(frozen=True, eq=False)
class GRUWeights:
    """One GRU layer; `gates` = 3 · units, in the order z, r, h̃.

    A bias of two rows (input, recurrent) means `reset_after=True`; of one, `reset_after=False`.
    """

    kernel: Float32[Array, "features gates"]
    recurrent_kernel: Float32[Array, "units gates"]
    bias: Float32[Array, "2 gates"] | Float32[Array, " gates"]


@dataclass(frozen=True, eq=False)
class GRUTrace:
    """What one GRU layer computes; `pre` holds the sums before σ and tanh, in the order z, r, h̃."""

    x: Float32[Array, "batch timesteps features"]
    h0: Float32[Array, "batch units"]
    pre: Float32[Array, "batch timesteps 3 units"]
    z: Float32[Array, "batch timesteps units"]
    r: Float32[Array, "batch timesteps units"]
    h_tilde: Float32[Array, "batch timesteps units"]
    h: Float32[Array, "batch timesteps units"]


def trace_gru(
    weights: GRUWeights,
    x: Float32[Array, "batch timesteps features"],
    h0: Float32[Array, "batch units"] | None = None,
) -> GRUTrace:
    """Run a GRU layer over a batch of sequences.

    z, r = σ(W·xₜ + U·hₜ₋₁ + b);  h = z·h₋₁ + (1 − z)·h̃, where
    h̃ = tanh(W·xₜ + b + r·(U·hₜ₋₁ + b′)) with `reset_after` (a bias of two rows), else
    h̃ = tanh(W·xₜ + b + U·(r·hₜ₋₁)).

    Args:
        weights: as Keras holds them.
        x: input, float32.
        h0: state before the first timestep; zeros if not given.

    Returns:
        Every sum, gate and state, (batch, timesteps, units).
    """
    batch, timesteps, _ = x.shape
    units = len(weights.recurrent_kernel)
    h0 = zeros(x, units) if h0 is None else h0
    reset_after = weights.bias.ndim == 2
    bias, recurrent_bias = weights.bias if reset_after else (weights.bias, np.float32(0))
    candidate = weights.recurrent_kernel[:, 2 * units :]
    pre = (x.swapaxes(0, 1) @ weights.kernel + bias).reshape(timesteps, batch, 3, units)
    h_before, steps = h0, []
    for sums in pre:
        from_h = (h_before @ weights.recurrent_kernel + recurrent_bias).reshape(batch, 3, units)
        sums[:, :2] += from_h[:, :2]
        z, r = sigmoid(sums[:, :2]).swapaxes(0, 1)
        sums[:, 2] += r * from_h[:, 2] if reset_after else (r * h_before) @ candidate
        h_tilde = np.tanh(sums[:, 2])
        h = z * h_before + (1 - z) * h_tilde
        steps.append((z, r, h_tilde, h))
        h_before = h
    return GRUTrace(x, h0, pre.swapaxes(0, 1), *over_time(steps))


def gradients_gru(
    weights: GRUWeights, trace: GRUTrace, d_h: Float32[Array, "batch timesteps units"]
) -> Gradients:
    """Go back through a GRU layer, from the last timestep to the first.

    ∂pre of z = ∂h·(h₋₁ − h̃)·z(1 − z), of h̃ = ∂h·(1 − z)·(1 − h̃²);
    with `reset_after`, of r = ∂pre of h̃·(U·h₋₁ + b′)·r(1 − r);
    else of r = (U·∂pre of h̃)·h₋₁·r(1 − r);
    ∂hₜ = ∂hₜ from above + zₜ₊₁·∂hₜ₊₁ + U·∂preₜ₊₁, where r stands before or after U for h̃.

    Args:
        weights: as Keras holds them.
        trace: what the layer computed.
        d_h: ∂loss/∂hₜ from above, without what reaches the loss through later timesteps.
    """
    batch, timesteps, units = d_h.shape
    z, r, h_tilde = trace.z, trace.r, trace.h_tilde
    h_before = before(trace.h0, trace.h)
    gates, candidate = np.split(weights.recurrent_kernel, [2 * units], axis=1)
    reset_after = weights.bias.ndim == 2
    # What r multiplies: U·h₋₁ + b′, or h₋₁ itself.
    reset = h_before @ candidate + weights.bias[1, 2 * units :] if reset_after else h_before
    of_z, of_h_tilde = (h_before - h_tilde) * z * (1 - z), (1 - z) * (1 - h_tilde**2)
    of_r = reset * r * (1 - r)
    d_h = d_h.copy()
    d_pre = np.empty((batch, timesteps, 3, units), np.float32)
    for t in reversed(range(timesteps)):
        drop_faded(d_h[:, t])
        d_pre[:, t, 0] = d_h[:, t] * of_z[:, t]
        d_pre[:, t, 2] = d_h[:, t] * of_h_tilde[:, t]
        if reset_after:
            d_pre[:, t, 1] = d_pre[:, t, 2] * of_r[:, t]
            through_reset = (d_pre[:, t, 2] * r[:, t]) @ candidate.T
        else:
            d_reset = d_pre[:, t, 2] @ candidate.T
            d_pre[:, t, 1] = d_reset * of_r[:, t]
            through_reset = d_reset * r[:, t]
        if t > 0:
            d_h[:, t - 1] += d_h[:, t] * z[:, t] + through_reset
            d_h[:, t - 1] += d_pre[:, t, :2].reshape(batch, -1) @ gates.T
    sums = flat(d_pre)
    d_bias = total(sums)
    if reset_after:
        # Within h̃, the recurrent kernel and bias lie behind r.
        inner = flat(np.stack([d_pre[:, :, 0], d_pre[:, :, 1], d_pre[:, :, 2] * r], axis=2))
        d_recurrent = rows(h_before).T @ rows(inner)
        d_bias = np.stack([d_bias, total(inner)])
    else:
        d_gates = rows(h_before).T @ rows(flat(d_pre[:, :, :2]))
        d_candidate = rows(r * h_before).T @ rows(d_pre[:, :, 2])
        d_recurrent = np.concatenate([d_gates, d_candidate], axis=1)
    d_weights = GRUWeights(rows(trace.x).T @ rows(sums), d_recurrent, d_bias)
    return Gradients(sums @ weights.kernel.T, d_h, None, d_pre, d_weights)


def terms_gru(
    blocks: Sequence[str],
    weights: GRUWeights,
    trace: GRUTrace,
    sample: int,
    timestep: int,
    unit: int,
) -> tuple[Terms, ...]:
    """Take a unit's sums apart; what h̃ hears of h has passed the reset gate."""
    *gates, candidate = plain_terms(blocks, weights, trace, sample, timestep, unit)
    r = trace.r[sample, timestep]
    if weights.bias.ndim == 1:
        # Before U each unit's h meets a reset gate of its own.
        return (*gates, replace(candidate, h=candidate.h * r))
    # After U it is this unit's own r that opens.
    first, second = weights.bias[:, 2 * len(r) + unit]
    bias = float(first + r[unit] * second)
    return (*gates, replace(candidate, h=candidate.h * r[unit], bias=bias))


def first_gru(seed: Sequence[int], features: int, units: int, reset_after: bool) -> GRUWeights:
    """Draw the weights that training starts from, as Keras does; all biases are 0."""
    return GRUWeights(
        glorot_uniform([*seed, 0], features, 3 * units),
        orthogonal([*seed, 1], units, 3 * units),
        np.zeros((2, 3 * units) if reset_after else 3 * units, np.float32),
    )


def count_gru(features: int, units: int, reset_after: bool) -> int:
    """Count a layer's weights: 3 · ((F + U) · U + U), or + 2U with `reset_after`."""
    return 3 * ((features + units) * units + (2 if reset_after else 1) * units)


GRU = RecurrentCell(
    name="GRU",
    blocks=("z", "r", "h_tilde"),
    states=("h",),
    memory=("h", "z"),
    weights=GRUWeights,
    traces=GRUTrace,
    trace=trace_gru,
    gradients=gradients_gru,
    terms=terms_gru,
    first_weights=first_gru,
    count=count_gru,
    torch=Torch("GRU", (1, 0, 2), "z r h̃, which PyTorch calls z r n and puts in the order r z n"),
    decides="z says how much of h stays, r how much of the old h is used to make h̃, the new one",
    one_step="h = (1 − z)·h̃",
    resets=True,
)
