"""The picture of a layer's weights in the flow, a block for each gate."""

import numpy as np
from jaxtyping import Bool, Float32, Int

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.packing import pack
from lstmviz.diagram.scenes.sent.shared import Packed
from lstmviz.network.cells import CELLS, Cell, CellWeights
from lstmviz.network.gradients import one_step_gradient

Array = np.ndarray

PLAQUE_MAX = 48


def blocks(weights: CellWeights, cell: Cell) -> Float32[Array, "blocks units inputs"]:
    """Stand kernel, recurrent kernel and bias of each gate side by side, one row per unit.

    Returns:
        (blocks as drawn, units, features + units + biases).
    """
    rows = [weights.kernel, weights.recurrent_kernel, np.atleast_2d(weights.bias)]
    every = np.concatenate(rows)  # inputs × (blocks · units)
    units = len(weights.recurrent_kernel)
    places = [CELLS[cell].blocks.index(name) for name in DRAWN[cell].plaque]
    parts = every.reshape(len(every), -1, units)[:, places]
    return np.ascontiguousarray(parts.transpose(1, 2, 0))


def thin(count: int) -> Int[Array, " kept"]:
    """Choose at most `PLAQUE_MAX` of `count` rows, evenly."""
    return np.linspace(0, count - 1, min(count, PLAQUE_MAX)).round().astype(int)


def plaque(weights: CellWeights, cell: Cell) -> Packed:
    """Pack the picture of the weights: blocks × units × inputs, one byte a weight, thinned."""
    picture = blocks(weights, cell)
    picture = picture[:, thin(picture.shape[1])][:, :, thin(picture.shape[2])]
    return pack(picture, bits=8)


def learning_weights(
    cell: Cell, reset_after: bool, features: int, units: int
) -> Bool[Array, "blocks units inputs"]:
    """Mark the weights that can learn when every sample has one timestep, as `blocks` lays them."""
    return blocks(one_step_gradient(cell, reset_after, features, units), cell) != 0
