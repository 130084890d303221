"""A dataset, a model's shape and a few samples → a scene: all that stays while weights change."""

import hashlib
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float, Int

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.geometry import SIZES, frame, with_row_numbers
from lstmviz.diagram.scenes.marks import marks
from lstmviz.diagram.scenes.names import short_names
from lstmviz.diagram.scenes.numbers import decimals, thinned, unit, with_unit
from lstmviz.diagram.scenes.packing import encode, pack
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.plaque import learning_weights, thin
from lstmviz.diagram.scenes.sent.flow import (
    FlowAxes,
    FlowColumn,
    FlowFrame,
    FlowScene,
    FlowShown,
    FlowTarget,
    FlowWeights,
)
from lstmviz.diagram.scenes.strangers import isolated
from lstmviz.diagram.scenes.words import sentences, step_words, tips
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.datasets import Dataset
from lstmviz.table.tables import Table
from lstmviz.wording import narrow

CHUNK_STEPS = 24
CHUNK_ROWS = 400
MAX_LABEL = 10
SHORT = 5
AROUND = 7  # rows shown on each side of a sample of one row


def chunk(dataset: Dataset, sample: int) -> Int[np.ndarray, " samples"]:
    """Choose the consecutive samples that are sent together, beginning with `sample`.

    About 24 timesteps: 24 samples of one step, 8 of three, one of 24 or more; fewer where their
    rows lie far apart.
    """
    total, timesteps, _ = dataset.shape
    sample = min(max(sample, 0), total - 1)
    count = max(1, min(CHUNK_STEPS // timesteps, CHUNK_ROWS // dataset.layout.stride))
    # Short sequences show the sample before: it is sent too.
    first = max(sample - 1, 0) if timesteps <= SHORT else sample
    return np.arange(first, min(sample + count, total))


def flow_scene(
    dataset: Dataset,
    spec: TrainingSpec,
    samples: Int[np.ndarray, " samples"],
    layer: int = 0,
    first: int | None = None,
) -> FlowScene:
    """Lay out a chunk of samples for the browser.

    Args:
        dataset: table, layout and task.
        spec: cell, units and layers of the model.
        samples: consecutive sample numbers, from `chunk`.
        layer: number of the recurrent layer looked at, from 0.
        first: the one of them that is begun with; by default the first.

    Returns:
        A dictionary for JSON. `frames`: positions of the three drawings (geometry.py). `columns`
        and `table`: the columns and rows shown, as text and as tint; `shown`: for each sample its
        rows of the table. `reach`: the first and last sample that may be asked for. `x`, `cells`:
        scaled input and the cell each value came from, row · columns + column (samples, timesteps,
        features), float32 and int32 in base64. `targets`, `steps`: texts for each sample and step.
        `strips`, `signs`, `lanes`, `sentences`: the cell. `weights`: their number, and for one
        timestep which of them can learn.
    """
    total, timesteps, features = dataset.shape
    first = int(samples[0]) if first is None else first
    x, _ = dataset.batch(samples)
    source = dataset.source(samples)
    table = dataset.table
    order = [*map(int, dataset.features)]
    order += [] if dataset.target in order else [dataset.target]
    inputs = spec.units if layer else features
    shown = [shown_rows(dataset, int(sample)) for sample in samples]
    rows = sorted({row for each in shown for row in each["rows"]})
    place = {row: n for n, row in enumerate(rows)}
    digits = {c: decimals(table.values[:, c]) for c in order}
    names = [row_text(table, row) for row in rows]
    text = [[narrow(float(table.values[r, c]), digits[c]) for c in order] for r in rows]
    shorter = short_names(table.columns)
    columns_shown: list[FlowColumn] = [
        {"name": table.columns[c], "names": shorter[c], "unit": unit(table, c),
         "column": c, "colour": c % 6, "feature": c in dataset.features,
         "target": c == dataset.target}
        for c in order
    ]  # fmt: skip
    steps = []
    for s in range(len(samples)):
        line = []
        for t in range(timesteps):
            cells = source[s, t]
            row, column = divmod(int(cells[0]), len(table.columns))
            value = narrow(float(table.values[row, column]), digits[column])
            words = with_unit(value, unit(table, column))
            line.append(step_words(dataset, cells, names[place[row]], words, layer))
        steps.append(line)
    target_rows = dataset.target_rows(samples)
    choice = repr((dataset.key, spec.cell, spec.reset_after, spec.layers, layer, spec.units))
    name = hashlib.sha256(choice.encode()).hexdigest()[:12]
    scene: FlowScene = {
        "choice": name, "id": f"{name}-{first}-{len(samples)}", "first": first,
        "of": [layer, int(samples[0]), len(samples), spec.units, spec.cell],
        "cell": spec.cell, "layer": layer, "layers": spec.layers,
        "T": timesteps, "F": inputs, "features": features, "U": spec.units,
        "samples": [int(s) for s in samples], "total": total, "reach": (0, total - 1),
        "frames": frames(dataset, spec, layer, len(order)),
        "columns": columns_shown, "table_columns": len(table.columns),
        "axes": axes(dataset),
        "table": {"rows": rows, "names": names, "text": text,
                  "tint": pack(tints(table, rows, order), bits=8)},
        "shown": [{"rows": [place[r] for r in each["rows"]], "inside": each["inside"],
                   "target": each["target"]} for each in shown],
        "x": encode(x.astype("<f4")), "cells": encode(source.astype("<i4")),
        "targets": [target_text(dataset, int(r), digits[dataset.target]) for r in target_rows],
        "steps": steps,
        "strips": list(DRAWN[spec.cell].strips(spec.reset_after)),
        "lanes": [*DRAWN[spec.cell].lanes],
        "sentences": sentences(dataset, spec), "tips": tips(dataset, spec, layer),
        "weights": weights_text(spec, features, layer, timesteps),
        "palette": palette(dataset.target),
    }  # fmt: skip
    return isolated(scene)


def frames(dataset: Dataset, spec: TrainingSpec, layer: int, columns: int) -> dict[str, FlowFrame]:
    """Lay out the three drawings, with their marks, for a table of which `columns` are shown."""
    _, timesteps, features = dataset.shape
    inputs, read = spec.units if layer else features, len(dataset.features)
    weights = weights_text(spec, features, layer, timesteps)
    strips = DRAWN[spec.cell].strips(spec.reset_after)
    drawings = {}
    longest = len(f"{len(dataset.table.values) - 1:,}")
    for name, plain in SIZES.items():
        size = with_row_numbers(plain, longest)
        drawing = frame(size, timesteps, inputs, columns, spec.units)
        told = marks(size, spec, strips, drawing, layer, weights, axes(dataset), read)
        drawings[name] = drawing | {"marks": told}
    return drawings


def shown_rows(dataset: Dataset, sample: int) -> FlowShown:
    """List the rows of the table shown for a sample.

    Returns:
        `rows`: numbers of rows; `inside`: places of the sample's first and last row among them;
        `target`: place of the target's row.
    """
    layout, count = dataset.layout, len(dataset.table.values)
    first = int(dataset.starts[sample])
    target = int(dataset.target_rows(np.array([sample]))[0])
    if layout.window == 1:
        low = max(0, min(first - AROUND, count - 2 * AROUND - 1))
        rows = set(range(low, min(low + 2 * AROUND + 1, count))) | {target}
    else:
        read = range(first, first + layout.span, layout.dilation)
        parts = range(first - 2, first), read, range(target, target + 2)
        rows = {row for part in parts for row in part if 0 <= row < count}
    ordered = sorted(rows)
    inside = [ordered.index(first), ordered.index(first + layout.span - 1)]
    return {"rows": ordered, "inside": inside, "target": ordered.index(target)}


def axes(dataset: Dataset) -> FlowAxes:
    """Say to which axes rows and columns go: words for the two brackets, and the axes' names."""
    layout, columns = dataset.layout, len(dataset.features)
    window = layout.window
    across = f"{columns} {'column' if columns == 1 else 'columns'}"
    if layout.rows == layout.columns and window > 1:
        across = f"{window:,} × {across} = {window * columns:,} {layout.columns}"
        return {"rows": (layout.rows, f"{window:,} rows"), "columns": (layout.columns, across)}
    across += f" = {columns} {layout.columns if columns > 1 else layout.columns[:-1]}"
    if window == 1:
        one = " of 1 timestep" if layout.rows == "timesteps" else ""
        return {
            "rows": ("samples", f"each row = one sample{one}"),
            "columns": (layout.columns, across),
        }
    return {
        "rows": (layout.rows, f"{window:,} rows = {window:,} {layout.rows}"),
        "columns": (layout.columns, across),
    }


def weights_text(spec: TrainingSpec, features: int, layer: int, timesteps: int) -> FlowWeights:
    """Count a layer's weights; with one timestep also those that can learn, marked in a mask."""
    count = count_parameters(spec, features)[layer]
    if timesteps > 1:
        return {"count": f"{count:,}", "learn": None, "alive": None}
    alive = learning_weights(spec.cell, spec.reset_after, features if not layer else spec.units,
                             spec.units)  # fmt: skip
    seen = alive[:, thin(alive.shape[1])][:, :, thin(alive.shape[2])]
    return {"count": f"{count:,}", "learn": f"{int(alive.sum()):,}",
            "alive": encode(seen.astype(np.uint8))}  # fmt: skip


def tints(table: Table, rows: Sequence[int], columns: Sequence[int]) -> Float[np.ndarray, "r c"]:
    """Standardise the cells shown by their whole column, for the strength of their colour."""
    some = thinned(table.values)[:, list(columns)].astype(np.float64)
    cells = table.values[np.ix_(rows, columns)].astype(np.float64)
    counted = np.maximum(np.isfinite(some).sum(axis=0), 1)
    mean = np.nansum(some, axis=0) / counted
    scale = np.sqrt(np.nansum((some - mean) ** 2, axis=0) / counted)
    return np.clip(np.nan_to_num((cells - mean) / np.where(scale > 0, scale, 1)), -3, 3)


def row_text(table: Table, row: int) -> str:
    """Call a row by its number, and by its label where it has a short one."""
    name = table.row_name(row)
    # The sentence of a step stands on one line.
    plain = name in (str(row), f"{row:,}") or len(name) > MAX_LABEL
    return f"Row {row:,}" if plain else f"Row {row:,} ({name})"


def target_text(dataset: Dataset, row: int, digits: int) -> FlowTarget:
    """Describe a sample's target: its row, its value in the table's unit as number and text."""
    value = float(dataset.table.values[row, dataset.target])
    words = with_unit(narrow(value, digits), unit(dataset.table, dataset.target))
    return {"row": row, "value": value, "text": words}
