"""A model: recurrent layers on top of one another, and the Dense(1) head, forward in NumPy.

Weights are held as Keras holds them: the blocks of a kernel stand side by side, i f c̃ o for LSTM,
z r h̃ for GRU. A trace keeps every gate and state of every timestep.

Sources:
    Glorot & Bengio (2010), Understanding the Difficulty of Training Deep Feedforward Networks.
    Keras documentation of GlorotUniform and Orthogonal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from lstmviz.network.cells import CELLS, CellWeights, Trace, kind_of
from lstmviz.network.cells.arrays import Array, glorot_uniform
from lstmviz.network.specs import TrainingSpec

# What a layer hands on: (h,), or (h, c) of an LSTM.
State = tuple[Float32[Array, "batch units"], ...]


@dataclass(frozen=True, eq=False)
class ModelWeights:
    """The recurrent layers and the Dense(1) head that reads the last layer's h."""

    layers: tuple[CellWeights, ...]
    head_kernel: Float32[Array, "units 1"]
    head_bias: Float32[Array, "1"]

    def arrays(self) -> list[np.ndarray]:
        """List all arrays in the order of Keras's `model.get_weights()`."""
        layers = [getattr(w, name) for w in self.layers for name in kind_of(w).arrays]
        return [*layers, self.head_kernel, self.head_bias]

    @classmethod
    def from_arrays(cls, spec: TrainingSpec, arrays: Sequence[np.ndarray]) -> "ModelWeights":
        """Take the arrays in the order of Keras's `model.get_weights()`."""
        *layers, head_kernel, head_bias = arrays
        cell = CELLS[spec.cell]
        each = len(cell.arrays)
        return cls(
            tuple(cell.weights(*layers[n : n + each]) for n in range(0, len(layers), each)),
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
        layers.append(kind_of(weights).trace(weights, x, *state))
        x = layers[-1].h
    return ModelTrace(tuple(layers), (x @ model.head_kernel + model.head_bias)[..., 0])


def final_states(trace: ModelTrace) -> tuple[State, ...]:
    """Take what each layer holds after the last timestep: (h,), or (h, c) of an LSTM."""
    return tuple(
        tuple(getattr(layer, state)[:, -1] for state in kind_of(layer).states)
        for layer in trace.layers
    )


def initial_weights(spec: TrainingSpec, features: int) -> ModelWeights:
    """Draw the weights that training starts from; the same seed gives the same weights.

    Distributions as in Keras: kernels glorot-uniform, U(±√(6 / (rows + columns))); recurrent
    kernels orthogonal; biases 0, but 1 for the LSTM's forget gate.
    """
    layers = []
    for layer in range(spec.layers):
        # One generator per array: a change of layers or features leaves the others alone.
        first = CELLS[spec.cell].first_weights
        layers.append(first([spec.seed, layer], features, spec.units, spec.reset_after))
        features = spec.units
    head = glorot_uniform([spec.seed, 0, 2], spec.units, 1)
    return ModelWeights(tuple(layers), head, np.zeros(1, np.float32))
