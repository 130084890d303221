"""The numbers of the flow with the current weights."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float32, Int

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.diagram.scenes.packing import nearest_scale, pack
from lstmviz.diagram.scenes.plaque import plaque
from lstmviz.diagram.scenes.pulled import Pulled, flow_pulled, with_pull
from lstmviz.diagram.scenes.sent.flow import FlowGuess, FlowValues
from lstmviz.diagram.scenes.sent.shared import Moments
from lstmviz.network.cells import CELLS, cell_of
from lstmviz.network.models import ModelWeights, trace_model
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import narrow

Array = np.ndarray


def moments_of(label: str, moments: Sequence[float], moment: int) -> Moments:
    """Write the epochs that one can look back to, and the place of the one shown; −1 = live."""
    return {
        "label": label,
        "moments": np.round(np.array(moments, np.float64), 2).tolist(),
        "moment": moment if moment >= 0 else max(len(moments) - 1, 0),
    }


def flow_values(
    dataset: Dataset, model: ModelWeights, samples: Int[Array, " samples"], layer: int, label: str,
    moments: Sequence[float] = (), moment: int = -1, pulled: Pulled | None = None,
) -> FlowValues:  # fmt: skip
    """Trace a chunk of samples with the current weights.

    Args:
        dataset: the samples' table, layout and task.
        model: the weights.
        samples: sample numbers, those of the scene.
        layer: number of the recurrent layer looked at, from 0.
        label: which weights these are, for the person: "epoch 7.3 · update 9,740 · live".
        moments: epochs of the snapshots that may be looked at, ascending.
        moment: number of the snapshot shown; −1 = live, the last.
        pulled: a what-if: the numbers are those with this value changed.

    Returns:
        `of`: what it belongs to (layer, first sample, count, units, cell); `sums`: the sums before
        σ and tanh by gate, and `state`, the memory (c of an LSTM, else h), each packed (samples,
        timesteps, units); `x`: for a second layer its input, packed likewise; `guess`: the
        prediction at every step; `max`: ends of the colour scales; `weights`: the picture;
        `pulled`: what the what-if changed; `label`, `moments`, `moment`.
    """
    x, _ = dataset.batch(samples)
    trace = before = trace_model(model, x)
    if pulled is not None:
        trace = trace_model(model, with_pull(dataset, x, samples, pulled))
    seen = trace.layers[layer]
    cell = cell_of(model.layers[layer])
    state = getattr(seen, CELLS[cell].memory[0])
    sums = {name: pack(seen.pre[:, :, n]) for n, name in enumerate(DRAWN[cell].sums)}
    return {
        "of": [layer, int(samples[0]), len(samples), seen.h.shape[2], cell],
        "sums": sums,
        "state": pack(state),
        "x": pack(seen.x) if layer or pulled else None,
        "guess": guesses(dataset, samples, trace.y),
        "max": {"c": nearest_scale(state), "h": nearest_scale(seen.h),
                "a": nearest_scale(seen.pre), "x": nearest_scale(seen.x)},
        "weights": plaque(model.layers[layer], cell),
        "pulled": pulled and flow_pulled(dataset, samples, pulled, before, trace, layer),
        **moments_of(label, moments, moment),
    }  # fmt: skip


def guesses(
    dataset: Dataset, samples: Int[Array, " samples"], y: Float32[Array, "samples timesteps"]
) -> FlowGuess:
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
        "text": [[with_unit(narrow(float(v), digits), name) for v in row] for row in said],
        "at": heights[:, :-1].tolist(), "goal": heights[:, -1].tolist(),
        "error": [with_unit(narrow(float(v), digits), name) for v in said[:, -1] - truth],
    }  # fmt: skip
