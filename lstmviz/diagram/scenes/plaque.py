"""The picture of a layer's weights in the flow, a block for each gate."""

from typing import Any

import numpy as np
from jaxtyping import Bool, Float32, Int

from lstmviz.diagram.scenes.packing import pack
from lstmviz.network.cells import Cell, CellWeights, GRUWeights, LSTMWeights

Array = np.ndarray

# Blocks of the weights' picture, as drawn, and their places in Keras's order.
PLAQUE: dict[Cell, tuple[int, ...]] = {"lstm": (1, 0, 2, 3), "gru": (0, 1, 2), "simple_rnn": (0,)}
PLAQUE_MAX = 48


def cell_of(weights: CellWeights) -> Cell:
    """Name the cell that these weights belong to."""
    if isinstance(weights, LSTMWeights):
        return "lstm"
    return "gru" if isinstance(weights, GRUWeights) else "simple_rnn"


def blocks(weights: CellWeights, cell: Cell) -> Float32[Array, "blocks units inputs"]:
    """Stand kernel, recurrent kernel and bias of each gate side by side, one row per unit.

    Returns:
        (blocks as drawn, units, features + units + biases).
    """
    rows = [weights.kernel, weights.recurrent_kernel, np.atleast_2d(weights.bias)]
    every = np.concatenate(rows)  # inputs × (blocks · units)
    units = len(weights.recurrent_kernel)
    parts = every.reshape(len(every), -1, units)[:, list(PLAQUE[cell])]
    return np.ascontiguousarray(parts.transpose(1, 2, 0))


def thin(count: int) -> Int[Array, " kept"]:
    """Choose at most `PLAQUE_MAX` of `count` rows, evenly."""
    return np.linspace(0, count - 1, min(count, PLAQUE_MAX)).round().astype(int)


def plaque(weights: CellWeights, cell: Cell) -> dict[str, Any]:
    """Pack the picture of the weights: blocks × units × inputs, one byte a weight, thinned."""
    picture = blocks(weights, cell)
    picture = picture[:, thin(picture.shape[1])][:, :, thin(picture.shape[2])]
    return pack(picture, bits=8)


def learning_weights(
    cell: Cell, reset_after: bool, features: int, units: int
) -> Bool[Array, "blocks units inputs"]:
    """Mark the weights that can learn when every sample has one timestep, as `blocks` lays them.

    With h₀ = 0 (and c₀ = 0) the recurrent kernel is multiplied by 0, and so is the forget gate;
    the reset gate acts only where something recurrent is left to reset: the recurrent bias of a
    GRU with `reset_after`. All other derivatives of h₁ are exactly 0.
    """
    biases = 2 if cell == "gru" and reset_after else 1
    alive = np.ones((len(PLAQUE[cell]), units, features + units + biases), bool)
    alive[:, :, features : features + units] = False
    if cell == "lstm":
        alive[0] = False  # f × c₀ = f × 0
    if cell == "gru" and not reset_after:
        alive[1] = False  # U·(r × h₀) = 0
    return alive
