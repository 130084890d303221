"""A layer under the magnifying glass: the terms of its sums, a pulse, a network done by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from lstmviz.network.cells import (
    TRACES,
    Array,
    CellWeights,
    GRUTrace,
    LSTMWeights,
    Trace,
    block_names,
)


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms whose sum goes into σ or tanh, for one gate of one unit at one timestep.

    Args:
        block: name of the gate or candidate, as in `specs.BLOCK_NAMES`.
        x: each feature's term, W·xₜ.
        h: each unit's term, U·hₜ₋₁; for h̃ of a GRU with the reset gate in it: r·(U·hₜ₋₁), or
            U·(r·hₜ₋₁) without `reset_after`.
        bias: b; of a GRU with `reset_after` b + b′, for h̃ b + r·b′.
        total: the sum, as the trace has it.
    """

    block: str
    x: Float32[Array, " features"]
    h: Float32[Array, " units"]
    bias: float
    total: float


def unit_terms(
    weights: CellWeights, trace: Trace, sample: int, timestep: int, unit: int
) -> tuple[Terms, ...]:
    """Take a unit's sums at one timestep apart, block by block in Keras's order.

    Args:
        weights: those that the trace was made with.
        trace: what the layer computed.
        sample: number in the trace's batch.
        timestep: from 0.
        unit: whose gates.
    """
    x = trace.x[sample, timestep]
    h = trace.h[sample, timestep - 1] if timestep else trace.h0[sample]
    names, units = block_names(weights), len(h)
    terms = []
    for number, name in enumerate(names):
        column = number * units + unit
        from_h = h * weights.recurrent_kernel[:, column]
        first, *second = np.atleast_2d(weights.bias)[:, column]
        if isinstance(trace, GRUTrace) and name == "h_tilde":
            r = trace.r[sample, timestep]
            # After U it is this unit's own r that opens; before U each unit's h has its own.
            from_h *= r[unit] if second else r
            second = [r[unit] * bias for bias in second]
        bias = float(first + sum(second))
        total = float(trace.pre[sample, timestep, number, unit])
        terms.append(Terms(name, x * weights.kernel[:, column], from_h, bias, total))
    return tuple(terms)


def pulse(weights: CellWeights, timesteps: int, size: float = 1.0) -> Trace:
    """Run a layer over one sample that is `size` in all features at first, then 0.

    Args:
        weights: as Keras holds them.
        timesteps: at least 1.
        size: of the pulse.

    Returns:
        The trace of one sample; an LSTM's c is then multiplied by f at each step, and what i and
        c̃ add is what the layer says to itself.
    """
    x = np.zeros((1, timesteps, len(weights.kernel)), np.float32)
    x[:, 0] = size
    return TRACES[type(weights)](weights, x)


def by_hand_lstm(
    features: int,
    kernel: Sequence[float] = (0.5, 0.5, 0.5, 0.5),
    recurrent_kernel: Sequence[float] = (0.1, 0.1, 0.1, 0.1),
    bias: Sequence[float] = (0, 1, 0, 0),
) -> LSTMWeights:
    """Make the smallest LSTM: one unit, a number for each of i, f, c̃, o.

    Args:
        features: of the input; each has the same kernel.
        kernel: what a feature counts for in each gate.
        recurrent_kernel: what h₋₁ counts for.
        bias: of each gate.

    >>> from lstmviz.network.cells import trace_lstm
    >>> trace = trace_lstm(by_hand_lstm(1), np.array([[[1], [2], [3]]], np.float32))
    >>> [f"{h:.5f}" for h in trace.h.ravel()]
    ['0.17427', '0.49524', '0.74851']
    """
    return LSTMWeights(
        np.tile(np.float32(kernel), (features, 1)),
        np.array([recurrent_kernel], np.float32),
        np.array(bias, np.float32),
    )
