"""LSTM, GRU and SimpleRNN, forward through time, in NumPy: the equations and nothing else.

Weights are held as Keras holds them: the blocks of a kernel stand side by side, i f c̃ o for LSTM,
z r h̃ for GRU. A trace keeps every gate and state of every timestep.

Sources:
    Hochreiter & Schmidhuber (1997), Long Short-Term Memory, Neural Computation 9(8).
    Gers, Schmidhuber & Cummins (2000), Learning to Forget, Neural Computation 12(10).
    Cho et al. (2014), Learning Phrase Representations using RNN Encoder–Decoder.
    Glorot & Bengio (2010), Understanding the Difficulty of Training Deep Feedforward Networks.
    Keras documentation of LSTM, GRU (`reset_after`), SimpleRNN, GlorotUniform and Orthogonal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Float32

from lstmviz.network.specs import BLOCK_NAMES, BLOCKS, Cell, TrainingSpec

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class LSTMWeights:
    """One LSTM layer; `gates` = 4 · units, in the order i, f, c̃, o."""

    kernel: Float32[Array, "features gates"]
    recurrent_kernel: Float32[Array, "units gates"]
    bias: Float32[Array, " gates"]


@dataclass(frozen=True, eq=False)
class GRUWeights:
    """One GRU layer; `gates` = 3 · units, in the order z, r, h̃.

    A bias of two rows (input, recurrent) means `reset_after=True`; of one, `reset_after=False`.
    """

    kernel: Float32[Array, "features gates"]
    recurrent_kernel: Float32[Array, "units gates"]
    bias: Float32[Array, "2 gates"] | Float32[Array, " gates"]


@dataclass(frozen=True, eq=False)
class SimpleRNNWeights:
    """One SimpleRNN layer."""

    kernel: Float32[Array, "features units"]
    recurrent_kernel: Float32[Array, "units units"]
    bias: Float32[Array, " units"]


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


@dataclass(frozen=True, eq=False)
class SimpleRNNTrace:
    """What one SimpleRNN layer computes; `pre` holds the sums before tanh."""

    x: Float32[Array, "batch timesteps features"]
    h0: Float32[Array, "batch units"]
    pre: Float32[Array, "batch timesteps 1 units"]
    h: Float32[Array, "batch timesteps units"]


CellWeights = LSTMWeights | GRUWeights | SimpleRNNWeights
Trace = LSTMTrace | GRUTrace | SimpleRNNTrace
# What a layer hands on: (h,), or (h, c) of an LSTM.
State = tuple[Float32[Array, "batch units"], ...]
WEIGHTS: Mapping[Cell, type[CellWeights]] = MappingProxyType(
    {"lstm": LSTMWeights, "gru": GRUWeights, "simple_rnn": SimpleRNNWeights}
)


@dataclass(frozen=True, eq=False)
class ModelWeights:
    """The recurrent layers and the Dense(1) head that reads the last layer's h."""

    layers: tuple[CellWeights, ...]
    head_kernel: Float32[Array, "units 1"]
    head_bias: Float32[Array, "1"]

    def arrays(self) -> list[np.ndarray]:
        """List all arrays in the order of Keras's `model.get_weights()`."""
        layers = [a for w in self.layers for a in (w.kernel, w.recurrent_kernel, w.bias)]
        return [*layers, self.head_kernel, self.head_bias]

    @classmethod
    def from_arrays(cls, spec: TrainingSpec, arrays: Sequence[np.ndarray]) -> "ModelWeights":
        """Take the arrays in the order of Keras's `model.get_weights()`."""
        *layers, head_kernel, head_bias = arrays
        kind = WEIGHTS[spec.cell]
        return cls(
            tuple(kind(*layers[n : n + 3]) for n in range(0, len(layers), 3)),
            head_kernel,
            head_bias,
        )


@dataclass(frozen=True, eq=False)
class ModelTrace:
    """The traces of the layers, and the head applied to the last layer's h at every step.

    `y[:, -1]` is the model's prediction; `y[:, t]` what it would be if the sequence ended there.
    """

    layers: tuple[Trace, ...]
    y: Float32[Array, "batch timesteps"]


def sigmoid(z: Float32[Array, "..."]) -> Float32[Array, "..."]:
    """σ(z) = 1 / (1 + e⁻ᶻ), exact to the last digits even of a gate that is nearly shut."""
    # Where e⁻ᶻ is too large for a number, σ is 0.
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


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
    h0 = np.zeros((batch, units), np.float32) if h0 is None else h0
    c0 = np.zeros((batch, units), np.float32) if c0 is None else c0
    # Timesteps first, so that each step's numbers lie together; a page traces twice a second.
    sums = (x.swapaxes(0, 1) @ weights.kernel + weights.bias).reshape(timesteps, batch, 4, units)
    gates = np.empty_like(sums)
    c, h = np.empty((2, timesteps, batch, units), np.float32)
    h_before, c_before = h0, c0
    for pre_now, gates_now, c_now, h_now in zip(sums, gates, c, h, strict=True):
        pre_now += (h_before @ weights.recurrent_kernel).reshape(batch, 4, units)
        gates_now[:] = sigmoid(pre_now)
        np.tanh(pre_now[:, 2], out=gates_now[:, 2])
        np.multiply(gates_now[:, 1], c_before, out=c_now)
        c_now += gates_now[:, 0] * gates_now[:, 2]
        np.multiply(gates_now[:, 3], np.tanh(c_now), out=h_now)
        h_before, c_before = h_now, c_now
    i, f, c_tilde, o = gates.transpose(2, 1, 0, 3)
    return LSTMTrace(
        x, h0, c0, sums.swapaxes(0, 1), i, f, c_tilde, o, c.swapaxes(0, 1), h.swapaxes(0, 1)
    )


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
    h0 = np.zeros((batch, units), np.float32) if h0 is None else h0
    reset_after = weights.bias.ndim == 2
    bias, recurrent_bias = weights.bias if reset_after else (weights.bias, np.float32(0))
    pre = (x @ weights.kernel + bias).reshape(batch, timesteps, 3, units)
    z, r, h_tilde, h = np.empty((4, batch, timesteps, units), np.float32)
    h_before = h0
    for t in range(timesteps):
        inner = (h_before @ weights.recurrent_kernel + recurrent_bias).reshape(batch, 3, units)
        pre[:, t, :2] += inner[:, :2]
        z[:, t] = sigmoid(pre[:, t, 0])
        r[:, t] = sigmoid(pre[:, t, 1])
        if reset_after:
            pre[:, t, 2] += r[:, t] * inner[:, 2]
        else:
            pre[:, t, 2] += (r[:, t] * h_before) @ weights.recurrent_kernel[:, 2 * units :]
        h_tilde[:, t] = np.tanh(pre[:, t, 2])
        h[:, t] = z[:, t] * h_before + (1 - z[:, t]) * h_tilde[:, t]
        h_before = h[:, t]
    return GRUTrace(x, h0, pre, z, r, h_tilde, h)


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
    h0 = np.zeros((batch, units), np.float32) if h0 is None else h0
    pre = (x @ weights.kernel + weights.bias).reshape(batch, timesteps, 1, units)
    h = np.empty((batch, timesteps, units), np.float32)
    h_before = h0
    for t in range(timesteps):
        pre[:, t, 0] += h_before @ weights.recurrent_kernel
        h[:, t] = np.tanh(pre[:, t, 0])
        h_before = h[:, t]
    return SimpleRNNTrace(x, h0, pre, h)


TRACES: Mapping[type[CellWeights], Callable[..., Trace]] = MappingProxyType(
    {LSTMWeights: trace_lstm, GRUWeights: trace_gru, SimpleRNNWeights: trace_simple_rnn}
)


def trace_model(
    model: ModelWeights,
    x: Float32[Array, "batch timesteps features"],
    states: Sequence[State] | None = None,
) -> ModelTrace:
    """Run all layers, each reading the h of the one below, and the head at every step.

    Args:
        model: as Keras holds it.
        x: input, float32.
        states: what each layer starts from, (h0,) or (h0, c0); zeros if not given. With
            `stateful=True` these are the `final_states` of the batch before: sample i goes on
            from sample i.
    """
    layers = []
    for weights, state in zip(model.layers, states or [()] * len(model.layers), strict=True):
        layers.append(TRACES[type(weights)](weights, x, *state))
        x = layers[-1].h
    return ModelTrace(tuple(layers), (x @ model.head_kernel + model.head_bias)[..., 0])


def final_states(trace: ModelTrace) -> tuple[State, ...]:
    """Take what each layer holds after the last timestep: (h,), or (h, c) of an LSTM."""
    return tuple(
        (layer.h[:, -1], layer.c[:, -1]) if isinstance(layer, LSTMTrace) else (layer.h[:, -1],)
        for layer in trace.layers
    )


def block_names(weights: CellWeights) -> tuple[str, ...]:
    """Name the blocks that stand side by side in a layer's arrays."""
    return next(BLOCK_NAMES[cell] for cell, kind in WEIGHTS.items() if isinstance(weights, kind))


def initial_weights(spec: TrainingSpec, features: int) -> ModelWeights:
    """Draw the weights that training starts from; the same seed gives the same weights.

    Distributions as in Keras: kernels glorot-uniform, U(±√(6 / (rows + columns))); recurrent
    kernels orthogonal; biases 0, but 1 for the LSTM's forget gate, so that f ≈ σ(1) = 0.731.
    """
    blocks = BLOCKS[spec.cell]
    bias = np.zeros(blocks * spec.units, np.float32)
    if spec.cell == "lstm":
        bias[spec.units : 2 * spec.units] = 1
    if spec.cell == "gru" and spec.reset_after:
        bias = np.stack([bias, bias])
    layers = []
    for layer in range(spec.layers):
        # One generator per array: a change of layers or features leaves the others alone.
        kernel = glorot_uniform([spec.seed, layer, 0], features, blocks * spec.units)
        recurrent_kernel = orthogonal([spec.seed, layer, 1], spec.units, blocks * spec.units)
        layers.append(WEIGHTS[spec.cell](kernel, recurrent_kernel, bias.copy()))
        features = spec.units
    head = glorot_uniform([spec.seed, 0, 2], spec.units, 1)
    return ModelWeights(tuple(layers), head, np.zeros(1, np.float32))


def glorot_uniform(seed: list[int], rows: int, columns: int) -> Float32[Array, "{rows} {columns}"]:
    """Draw from U(±√(6 / (rows + columns)))."""
    limit = np.sqrt(6 / (rows + columns))
    draw = np.random.default_rng(seed).uniform(-limit, limit, (rows, columns))
    return draw.astype(np.float32)


def orthogonal(seed: list[int], rows: int, columns: int) -> Float32[Array, "{rows} {columns}"]:
    """Draw a matrix with orthonormal rows (rows ≤ columns), uniformly over all such matrices."""
    q, r = np.linalg.qr(np.random.default_rng(seed).normal(size=(columns, rows)))
    return np.ascontiguousarray((q * np.sign(np.diag(r))).T, dtype=np.float32)
