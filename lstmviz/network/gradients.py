"""Back-propagation through time of LSTM, GRU and SimpleRNN, in NumPy: the equations only.

∂a is short for ∂loss/∂a. Only what depends on the timestep after it is done step by step; each
weight's gradient is the sum over all samples and timesteps, one matrix product.

Sources:
    Werbos (1990), Backpropagation Through Time: What It Does and How to Do It, Proc. IEEE 78(10).
    Greff et al. (2017), LSTM: A Search Space Odyssey, appendix A, IEEE TNNLS 28(10).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from jaxtyping import Float32

from lstmviz.network.cells import (
    Array,
    CellWeights,
    GRUTrace,
    GRUWeights,
    LSTMTrace,
    LSTMWeights,
    ModelTrace,
    ModelWeights,
    SimpleRNNTrace,
    SimpleRNNWeights,
    block_names,
)

ArrayName = Literal["kernel", "recurrent_kernel", "bias"]
ARRAYS: tuple[ArrayName, ...] = ("kernel", "recurrent_kernel", "bias")
# A gradient that has faded below this on its way back counts as 0: processors calculate with
# numbers near the smallest there are (1e-38 … 1e-45) many times as slowly.
FADED = np.float32(1e-28)


@dataclass(frozen=True, eq=False)
class LayerGradients:
    """How the loss changes with everything in one layer.

    Args:
        x: ∂loss/∂xₜ.
        h: ∂loss/∂hₜ, on every way: to the layer above, and through all later timesteps.
        c: ∂loss/∂cₜ, on every way; LSTM only.
        pre: ∂loss/∂ of the sums before σ and tanh, blocks in the order of the trace's `pre`.
        weights: ∂loss/∂ of each weight, in the shapes of the weights.
    """

    x: Float32[Array, "batch timesteps features"]
    h: Float32[Array, "batch timesteps units"]
    c: Float32[Array, "batch timesteps units"] | None
    pre: Float32[Array, "batch timesteps blocks units"]
    weights: CellWeights


@dataclass(frozen=True, eq=False)
class ModelGradients:
    """How the loss changes with everything in a model.

    Args:
        loss: mean squared error over the batch, in scaled units, as Keras gives it.
        y: ∂loss/∂ of each sample's prediction.
        layers: from the input upwards.
        weights: ∂loss/∂ of each weight, in the shapes of the weights.
    """

    loss: float
    y: Float32[Array, " batch"]
    layers: tuple[LayerGradients, ...]
    weights: ModelWeights


def gradients_lstm(
    weights: LSTMWeights, trace: LSTMTrace, d_h: Float32[Array, "batch timesteps units"]
) -> LayerGradients:
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
    return LayerGradients(sums @ weights.kernel.T, d_h, d_c, d_pre, d_weights)


def gradients_gru(
    weights: GRUWeights, trace: GRUTrace, d_h: Float32[Array, "batch timesteps units"]
) -> LayerGradients:
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
    return LayerGradients(sums @ weights.kernel.T, d_h, None, d_pre, d_weights)


def gradients_simple_rnn(
    weights: SimpleRNNWeights, trace: SimpleRNNTrace, d_h: Float32[Array, "batch timesteps units"]
) -> LayerGradients:
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
    return LayerGradients(sums @ weights.kernel.T, d_h, None, d_pre, d_weights)


def drop_faded(gradient: Float32[Array, "batch units"]) -> None:
    """Set to 0, in place, what has faded away."""
    gradient *= np.abs(gradient) > FADED


def before(
    first: Float32[Array, "batch units"], states: Float32[Array, "batch timesteps units"]
) -> Float32[Array, "batch timesteps units"]:
    """Give the state that each timestep starts from: the initial one, then the step before's."""
    return np.concatenate([first[:, None], states[:, :-1]], axis=1)


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


GRADIENTS: Mapping[type[CellWeights], Callable[..., LayerGradients]] = MappingProxyType(
    {LSTMWeights: gradients_lstm, GRUWeights: gradients_gru, SimpleRNNWeights: gradients_simple_rnn}
)


def gradients_model(
    model: ModelWeights, trace: ModelTrace, target: Float32[Array, " batch"]
) -> ModelGradients:
    """Go back from the mean squared error of a batch through the head and all layers.

    loss = mean((ŷ − y)²) of the predictions at the last timestep;  ∂ŷ = 2 (ŷ − y) / batch;
    ∂h of the last layer's last timestep = ∂ŷ · head kernel.

    Args:
        model: the weights that the trace was made with.
        trace: of the batch; its initial states are taken as given numbers.
        target: what each sample's prediction should have been, in scaled units.
    """
    error = trace.y[:, -1] - target
    d_y = error * np.float32(2 / len(error))
    last = trace.layers[-1].h
    d_h = np.zeros_like(last)
    d_h[:, -1] = d_y[:, None] * model.head_kernel[:, 0]
    layers = []
    for weights, layer in zip(reversed(model.layers), reversed(trace.layers), strict=True):
        layers.insert(0, GRADIENTS[type(weights)](weights, layer, d_h))
        d_h = layers[0].x
    d_weights = ModelWeights(
        tuple(layer.weights for layer in layers),
        head_kernel=last[:, -1].T @ d_y[:, None],
        head_bias=d_y.sum(keepdims=True),
    )
    return ModelGradients(float(np.mean(error**2)), d_y, tuple(layers), d_weights)


# ---- which weights the loss can move ----------------------------------------------------------


@dataclass(frozen=True)
class BlockGradient:
    """The gradient of one block of one array of a layer.

    Args:
        array: kernel, recurrent_kernel or bias.
        block: name of the gate or candidate, as in `specs.BLOCK_NAMES`.
        size: number of weights.
        zeros: how many of them have a gradient of exactly 0.
        norm: √ of the sum of squares.
    """

    array: ArrayName
    block: str
    size: int
    zeros: int
    norm: float


def block_gradients(weights: CellWeights) -> tuple[BlockGradient, ...]:
    """Sum up a layer's gradients block by block: first the kernel's, then the others'.

    Args:
        weights: the gradients, `LayerGradients.weights`.
    """
    names = block_names(weights)
    return tuple(
        BlockGradient(
            array,
            name,
            block.size,
            block.size - int(np.count_nonzero(block)),
            float(np.linalg.norm(block)),
        )
        for array in ARRAYS
        for name, block in zip(
            names, np.split(getattr(weights, array), len(names), axis=-1), strict=True
        )
    )


def dead(weights: CellWeights) -> int:
    """Count the weights of a layer whose gradient is exactly 0.

    With one timestep and zero initial state no update ever reaches the recurrent kernel, because
    h₋₁ = 0, nor an LSTM's forget gate, because c₋₁ = 0, nor a GRU's reset gate. But for one case:
    with `reset_after`, r multiplies U·h₋₁ + b′, and is reached as soon as b′ is no longer 0, which
    is after the first update. With more timesteps none is exactly 0, unless a feature is always 0,
    or sums are so large (unscaled columns) that σ and tanh no longer change.

    Args:
        weights: the gradients, `LayerGradients.weights`.
    """
    return sum(block.zeros for block in block_gradients(weights))
