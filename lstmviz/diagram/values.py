"""The numbers of the current weights, packed small: they are sent twice a second in training."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Float32, Int

from lstmviz.diagram.numbers import decimals, number_text, unit, with_unit
from lstmviz.network.cells import (
    CellWeights,
    GRUWeights,
    LSTMTrace,
    LSTMWeights,
    ModelWeights,
    trace_model,
)
from lstmviz.network.specs import Cell
from lstmviz.samples.datasets import Dataset

Array = np.ndarray

# Names of the sums before σ and tanh, in the order of a trace's `pre`.
SUMS: dict[Cell, tuple[str, ...]] = {
    "lstm": ("i", "f", "c_tilde", "o"), "gru": ("z", "r", "h_tilde"), "simple_rnn": ("a",),
}  # fmt: skip
# Blocks of the weights' picture, as drawn, and their places in Keras's order.
PLAQUE: dict[Cell, tuple[int, ...]] = {"lstm": (1, 0, 2, 3), "gru": (0, 1, 2), "simple_rnn": (0,)}
PLAQUE_MAX = 48
SCALES = (0.5, 1.0, 2.0, 5.0)


def moments_of(moments: Sequence[float], moment: int) -> dict[str, Any]:
    """Write the epochs that one can look back to, and the place of the one shown; −1 = live."""
    return {
        "moments": np.round(np.array(moments, np.float64), 2).tolist(),
        "moment": moment if moment >= 0 else max(len(moments) - 1, 0),
    }


def pack(values: Float[Array, "..."], bits: int = 16) -> dict[str, Any]:
    """Pack numbers as integers with one scale; the error is at most scale / 2.

    Returns:
        shape, scale, and `data`: little-endian integers in base64; value = integer · scale.
    """
    largest = float(np.abs(values).max(initial=0))
    # Numbers too small to be divided any further are 0.
    scale = (largest if largest >= np.finfo(float).tiny else 1.0) / (2 ** (bits - 1) - 1)
    whole = np.rint(np.asarray(values, np.float64) / scale).astype(f"<i{bits // 8}")
    return {"shape": list(values.shape), "scale": scale, "bits": bits, "data": encode(whole)}


def unpack(packed: dict[str, Any]) -> Float[Array, "..."]:
    """Read back what `pack` packed, as the browser does."""
    raw = base64.b64decode(str(packed["data"]))
    whole = np.frombuffer(raw, f"<i{int(packed['bits']) // 8}")
    return (whole * packed["scale"]).reshape(packed["shape"])


def encode(values: np.ndarray) -> str:
    """Write an array's bytes in base64."""
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()


def nearest_scale(values: Float[Array, "..."]) -> float:
    """Choose the end of a colour scale: the 95th percentile of |v|, to 0.5, 1, 2 or 5."""
    sizes = np.abs(values).ravel()
    place = round(0.95 * (sizes.size - 1))
    top = float(np.partition(sizes, place)[place])  # a tenth of np.percentile's time
    return min(SCALES, key=lambda scale: abs(np.log(max(top, 1e-9) / scale)))


def flow_values(
    dataset: Dataset, model: ModelWeights, samples: Int[Array, " samples"], layer: int, label: str,
    moments: Sequence[float] = (), moment: int = -1,
) -> dict[str, Any]:  # fmt: skip
    """Trace a chunk of samples with the current weights.

    Args:
        dataset: the samples' table, layout and task.
        model: the weights.
        samples: sample numbers, those of the scene.
        layer: number of the recurrent layer looked at, from 0.
        label: which weights these are, for the person: "epoch 7.3 · update 9,740 · live".
        moments: epochs of the snapshots that may be looked at, ascending.
        moment: number of the snapshot shown; −1 = live, the last.

    Returns:
        `of`: what it belongs to (layer, first sample, count, units, cell); `sums`: the sums before
        σ and tanh by gate, and `state` (c of an LSTM, else h), each packed (samples, timesteps,
        units); `x`: for a second layer its input, packed likewise; `guess`: the prediction at
        every step; `max`: ends of the colour scales; `weights`: the picture; `label`, `moments`,
        `moment`.
    """
    x, _ = dataset.batch(samples)
    trace = trace_model(model, x)
    seen = trace.layers[layer]
    cell = cell_of(model.layers[layer])
    state = seen.c if isinstance(seen, LSTMTrace) else seen.h
    sums = {name: pack(seen.pre[:, :, n]) for n, name in enumerate(SUMS[cell])}
    return {
        "of": [layer, int(samples[0]), len(samples), seen.h.shape[2], cell],
        "sums": sums,
        "state": pack(state),
        "x": pack(seen.x) if layer else None,
        "guess": guesses(dataset, samples, trace.y),
        "max": {"c": nearest_scale(state), "h": nearest_scale(seen.h),
                "a": nearest_scale(seen.pre), "x": nearest_scale(seen.x)},
        "weights": plaque(model.layers[layer], cell),
        "label": label,
        **moments_of(moments, moment),
    }  # fmt: skip


def guesses(
    dataset: Dataset, samples: Int[Array, " samples"], y: Float32[Array, "samples timesteps"]
) -> dict[str, Any]:
    """Write the predictions of each step, and place them between the lowest and the highest.

    Returns:
        `text` and `at` of each sample and step, in the table's unit and as height 0…1; of each
        sample `goal`, the height of its target, and `error`, prediction − target as text.
    """
    column = dataset.table.values[:, dataset.target]
    name, digits = unit(dataset.table, dataset.target), decimals(column)
    said = dataset.in_units(y)
    truth = column[dataset.target_rows(samples)].astype(np.float64)
    every = np.column_stack([said, truth])
    low, high = every.min(axis=1, keepdims=True), every.max(axis=1, keepdims=True)
    # A tiny difference is not blown up: the lane is at least half a standard deviation high.
    half = np.maximum((high - low) / 2, dataset.scale[dataset.target] / 4)
    heights = np.round(0.5 + (every - (low + high) / 2) / half * 0.42, 3)
    return {
        "text": [[with_unit(number_text(float(v), digits), name) for v in row] for row in said],
        "at": heights[:, :-1].tolist(), "goal": heights[:, -1].tolist(),
        "error": [with_unit(number_text(float(v), digits), name) for v in said[:, -1] - truth],
    }  # fmt: skip


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
