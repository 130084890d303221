"""Back-propagation through time through a whole model, in NumPy, and what it never reaches.

∂a is short for ∂loss/∂a. Each cell's own way back stands beside its equations.

Source:
    Werbos (1990), Backpropagation Through Time: What It Does and How to Do It, Proc. IEEE 78(10).
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from jaxtyping import Float32

from lstmviz.network.cells import CELLS, Cell, CellWeights, kind_of
from lstmviz.network.cells.arrays import Array
from lstmviz.network.cells.cell import Gradients
from lstmviz.network.models import ModelTrace, ModelWeights


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
    layers: tuple[Gradients, ...]
    weights: ModelWeights


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
        layers.insert(0, kind_of(weights).gradients(weights, layer, d_h))
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
        block: name of the gate or candidate.
        size: number of weights.
        zeros: how many of them have a gradient of exactly 0.
        norm: √ of the sum of squares.
    """

    array: str
    block: str
    size: int
    zeros: int
    norm: float


def block_gradients(weights: CellWeights) -> tuple[BlockGradient, ...]:
    """Sum up a layer's gradients block by block: first the kernel's, then the others'.

    Args:
        weights: the gradients, `Gradients.weights`.
    """
    cell = kind_of(weights)
    return tuple(
        BlockGradient(
            array,
            name,
            block.size,
            block.size - int(np.count_nonzero(block)),
            float(np.linalg.norm(block)),
        )
        for array in cell.arrays
        for name, block in zip(
            cell.blocks,
            np.split(getattr(weights, array), len(cell.blocks), axis=-1),
            strict=True,
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
        weights: the gradients, `Gradients.weights`.
    """
    return sum(block.zeros for block in block_gradients(weights))


@lru_cache(maxsize=16)
def one_step_gradient(cell: Cell, reset_after: bool, features: int, units: int) -> CellWeights:
    """Give the gradient of a layer whose samples have one timestep, from a zero state.

    No bias is 0 and no σ or tanh is stuck, so what is exactly 0 here, training never moves.
    """
    kind = CELLS[cell]
    drawn = kind.first_weights([0], features, units, reset_after)
    weights = replace(drawn, bias=drawn.bias + np.float32(0.5))
    trace = kind.trace(weights, np.full((1, 1, features), 1 / features, np.float32))
    return kind.gradients(weights, trace, np.ones_like(trace.h)).weights
