"""A layer under the magnifying glass: the terms of its sums, a pulse, a network done by hand."""

from collections.abc import Sequence

import numpy as np

from lstmviz.network.cells import CellWeights, LSTMWeights, Trace, kind_of
from lstmviz.network.cells.cell import Terms


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
    cell = kind_of(weights)
    return cell.terms(cell.blocks, weights, trace, sample, timestep, unit)


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
    return kind_of(weights).trace(weights, x)


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

    >>> from lstmviz.network.cells.lstm import trace_lstm
    >>> trace = trace_lstm(by_hand_lstm(1), np.array([[[1], [2], [3]]], np.float32))
    >>> [f"{h:.5f}" for h in trace.h.ravel()]
    ['0.17427', '0.49524', '0.74851']
    """
    return LSTMWeights(
        np.tile(np.array(kernel, np.float32), (features, 1)),
        np.array([recurrent_kernel], np.float32),
        np.array(bias, np.float32),
    )
