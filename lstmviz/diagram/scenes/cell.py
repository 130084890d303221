"""One step of one unit with all its numbers: what is drawn, where, and from what.

Down each gate's column its terms add up, one below the other, to the sum; straight below, on the
same axis, σ or tanh turns the sum into the gate's value. Beside the columns the gates open: of
each quantity the part that they let through is filled, and what is filled adds up to c and h.

The browser has the weights, x, h and c of one sample; so it works out the terms of any unit at
any timestep by itself, as lstmviz/network/terms.py does.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.film import cell_words
from lstmviz.diagram.scenes.flow_values import moments_of
from lstmviz.diagram.scenes.geometry import every
from lstmviz.diagram.scenes.names import short_names
from lstmviz.diagram.scenes.numbers import with_unit
from lstmviz.diagram.scenes.packing import encode, nearest_scale, pack
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.sent.cell import (
    CellBlock,
    CellFrame,
    CellScene,
    CellTable,
    CellValues,
    UnitsPlace,
)
from lstmviz.diagram.scenes.strangers import isolated
from lstmviz.diagram.scenes.words import step_words, tips
from lstmviz.network.cells import cell_of, kind_of
from lstmviz.network.models import ModelWeights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset

NAMED = 3  # of many inputs, and of many units, so many have a row of their own
SHOWN = 4  # up to so many all have one
WIDEST = 420  # a column
LOWEST = 56  # height of a curve


@dataclass(frozen=True)
class Size:
    """The measures of one drawing, in px at scale 1.

    Args:
        width: of the drawing; its height follows from the rows where it is a phone's.
        letter, number, text, least: font sizes.
        left: x of the strip of earlier units; names end at `names`; `chip` x and width of values.
        columns: left and right border of all columns; `gap` between two.
        digits: width beside the bars for numbers and the gauge.
        top: y of the first row; `row` greatest height of one; `bottom` of all rows and the curve.
        curve: height of σ and tanh, where it does not follow from `bottom`.
        panel: x and width of the quantities.
        units: x and width of the strips of units, which lie across if `phone`.
        rail: x, y, width, height of the curves over time.
    """

    width: float
    letter: float
    number: float
    text: float
    least: float
    left: float
    names: float
    chip: tuple[float, float]
    columns: tuple[float, float]
    gap: float
    digits: float
    top: float
    row: float
    bottom: float
    curve: float
    panel: tuple[float, float]
    units: tuple[float, float]
    rail: tuple[float, float, float, float]
    phone: bool = False


SIZES = {
    "big": Size(
        width=1200, letter=22, number=16, text=13, least=11.5, left=14, names=130,
        chip=(136, 50), columns=(202, 902), gap=14, digits=60, top=38, row=24, bottom=318,
        curve=0, panel=(918, 206), units=(1132, 58), rail=(78, 346, 1026, 58),
    ),
    "small": Size(
        width=966, letter=18, number=14, text=11.5, least=11.4, left=12, names=108,
        chip=(112, 42), columns=(166, 722), gap=10, digits=52, top=32, row=21, bottom=268,
        curve=0, panel=(738, 166), units=(912, 48), rail=(62, 292, 826, 54),
    ),
    "phone": Size(
        width=390, letter=18, number=14, text=11.8, least=11.8, left=0, names=50,
        chip=(54, 36), columns=(98, 380), gap=8, digits=0, top=112, row=27, bottom=0,
        curve=56, panel=(10, 370), units=(10, 370), rail=(34, 10, 346, 50), phone=True,
    ),
}  # fmt: skip


LEGEND = ("value × weight = bar", "the bars add up", "σ or tanh bends the sum")


def cell_scene(
    dataset: Dataset, spec: TrainingSpec, sample: int, layer: int = 0, words: Words = Words()
) -> CellScene:
    """Lay out a sample for the browser: all that stays while weights change.

    Args:
        dataset: table, layout and task.
        spec: cell, units and layers of the model.
        sample: its number.
        layer: number of the recurrent layer looked at, from 0.
        words: what the person calls a row.

    Returns:
        A dictionary for JSON. `frames`: positions of the two drawings; `blocks`: the gates;
        `panel`: the quantities beside them; `cells`: for each value of x its place in `table`,
        row · columns + column (timesteps, features), int32 in base64; `steps`: what enters at each
        timestep, as a sentence and in short.
    """
    _, timesteps, features = dataset.shape
    inputs = spec.units if layer else features
    source = dataset.source(np.array([sample]))[0]
    rows, columns = np.divmod(source, len(dataset.table.columns))
    numbers, row_places = np.unique(rows, return_inverse=True)
    shorter = short_names(dataset.table.columns)
    kept, column_places = np.unique(columns, return_inverse=True)
    read = cell_words(dataset, words, numbers.tolist(), numbers.tolist(), kept.tolist())
    table: CellTable = {"names": read["names"], "text": read["text"], "units": read["units"],
                        "tint": read["tint"], "numbers": numbers.tolist()}  # fmt: skip
    places = row_places.reshape(source.shape) * len(kept) + column_places.reshape(source.shape)
    drawn, after = DRAWN[spec.cell], spec.kind.resets and spec.reset_after
    scene: CellScene = {
        "id": "", "of": [layer, sample, timesteps, inputs, spec.units, spec.cell, after],
        "cell": spec.cell, "after": after, "layer": layer, "layers": spec.layers,
        "total": dataset.shape[0], "T": timesteps, "F": inputs, "U": spec.units,
        "frames": {name: frame(size, spec, inputs, timesteps) for name, size in SIZES.items()},
        "blocks": gates(spec),
        "panel": [*drawn.panel], "equation": drawn.equation, "legend": LEGEND,
        "lines": [*reversed(spec.kind.states)],
        "columns": [{"names": shorter[c], "colour": c % 6}
                    for c in kept.tolist()],
        "table": table,
        "cells": encode(places.astype("<i4")),
        "steps": [step_text(dataset, cells, table, place, layer, words)
                  for cells, place in zip(source, places, strict=True)],
        "sentences": drawn.sentences,
        "tips": cell_tips(dataset, spec, layer),
        "palette": palette(dataset.target),
    }  # fmt: skip
    scene["id"] = hashlib.sha256(repr((dataset.key, words, scene)).encode()).hexdigest()[:12]
    return isolated(scene)


def cell_values(
    dataset: Dataset, model: ModelWeights, sample: int, layer: int, label: str,
    moments: Sequence[float] = (), moment: int = -1,
) -> CellValues:  # fmt: skip
    """Trace a sample with the current weights.

    Args:
        dataset: the sample's table, layout and task.
        model: the weights.
        sample: its number, that of the scene.
        layer: number of the recurrent layer looked at, from 0.
        label: which weights these are, for the person: "epoch 7.3 · update 9,740 · live".
        moments: epochs of the snapshots that may be looked at, ascending.
        moment: number of the snapshot shown; −1 = live, the last.

    Returns:
        `of`: what it belongs to; `x` (timesteps, inputs), `h` and, of a cell that has one, `c`
        (timesteps, units), `kernel`, `recurrent` and `bias` as Keras holds them, each packed;
        `most`: end of the colour scale of c; `label`, `moments`, `moment`.
    """
    x, _ = dataset.batch(np.array([sample]))
    weights, seen = model.layers[layer], trace_model(model, x).layers[layer]
    _, timesteps, inputs = seen.x.shape
    kind, units = kind_of(weights), len(weights.recurrent_kernel)
    after = kind.resets and weights.bias.ndim == 2
    state = getattr(seen, kind.memory[0])
    return {
        "of": [layer, sample, timesteps, inputs, units, cell_of(weights), after],
        "x": pack(seen.x[0]), "h": pack(seen.h[0]),
        "c": pack(state[0]) if kind.has_c else None,
        "kernel": pack(weights.kernel), "recurrent": pack(weights.recurrent_kernel),
        "bias": pack(weights.bias),
        "most": nearest_scale(state),
        **moments_of(label, moments, moment),
    }  # fmt: skip


def gates(spec: TrainingSpec) -> list[CellBlock]:
    """List the blocks of a cell in Keras's order: letter, word, colour, and σ or tanh."""
    drawn = DRAWN[spec.cell]
    strips = {strip["name"]: strip for strip in drawn.strips(spec.reset_after)}
    return [
        {"name": strip["name"], "letter": strip["letter"], "word": strip["word"],
         "colour": strip["colour"], "curve": "σ" if strip["kind"] == "gate" else "tanh",
         "sum": total}
        for strip, total in zip(map(strips.__getitem__, spec.kind.blocks), drawn.sums, strict=True)
    ]  # fmt: skip


def step_text(
    dataset: Dataset, cells: Int[np.ndarray, " inputs"], table: CellTable,
    places: Int[np.ndarray, " inputs"], layer: int, words: Words,
) -> tuple[str, str]:  # fmt: skip
    """Say what enters at a step, as a sentence and in short."""
    row, column = divmod(int(places[0]), len(table["units"]))
    value = with_unit(table["text"][row][column], table["units"][column])
    name = f"{words.row[0].upper()}{words.row[1:]} {table['numbers'][row]:,}"
    return step_words(dataset, cells, name, value, layer)


def cell_tips(dataset: Dataset, spec: TrainingSpec, layer: int) -> dict[str, list[str]]:
    """Give the lines shown at a gate's curve and at a quantity: those of the flow's strips."""
    every_tip = tips(dataset, spec, layer)
    return {
        name.removeprefix("strip "): lines
        for name, lines in every_tip.items()
        if name.startswith("strip ")
    }


def frame(size: Size, spec: TrainingSpec, inputs: int, timesteps: int) -> CellFrame:
    """Compute one drawing.

    Returns:
        Positions and sizes in px. `rows`: `x` inputs, `h` units with a row of their own, whether
        there are others (`xs`, `hs`), and all rows with bias and sum, `n`.
    """
    count, parts = len(spec.kind.blocks), len(DRAWN[spec.cell].panel)
    x, xs = (inputs, False) if inputs <= SHOWN else (NAMED, True)
    h, hs = (spec.units, False) if spec.units <= SHOWN else (NAMED, True)
    n = x + xs + h + hs + 2
    states = len(spec.kind.states)
    left, right = size.columns
    width = min((right - left - (count - 1) * size.gap) / count, WIDEST)
    if size.phone:
        width, row, high = (right - left - (count - 1) * size.gap) / count, size.row, size.curve
        curve = size.top + n * row + 6
        panel_x, panel_width = size.panel
        panel_y, part = curve + high + 50, 40.0
        units_y = panel_y + part * parts + 26
        strips: UnitsPlace = {
            "x": size.units[0],
            "y": units_y,
            "w": size.units[1],
            "h": 17.0,
            "gap": 5.0,
        }
        height = units_y + states * 22 + 8
    else:
        row = min(size.row, (size.bottom - size.top - 10 - LOWEST) / n)
        curve = size.top + n * row + 8
        high = size.bottom - curve
        strip = (size.units[1] - 4) / 2
        end = left + count * (width + size.gap)
        strips_x = size.units[0] + (2 - states) * (strip + 4)
        panel_x, panel_y = end + 6, size.top
        part = (size.bottom - size.top) / max(parts, 3.6)
        panel_width = strips_x - 12 - panel_x
        strips = {"x": strips_x, "y": size.top, "w": strip, "h": size.bottom - size.top, "gap": 4.0}
        height = size.rail[1] + size.rail[3] + 20
    rail_x, rail_y, rail_width, rail_height = size.rail
    return {
        "width": size.width, "height": height, "phone": size.phone,
        "text": size.text, "least": size.least, "number": size.number,
        "style": f"--letter:{size.letter}px;--number:{size.number}px;--size:{size.text}px;"
                 f"--least:{size.least}px",
        "rows": {"y": size.top, "h": row, "n": n, "x": x, "xs": xs, "hs": hs, "named": h},
        "left": size.left, "names": size.names, "chip": size.chip,
        "columns": [left + k * (width + size.gap) for k in range(count)],
        "bars": width - size.digits, "column": width,
        "curve": {"y": curve, "h": high},
        "panel": {"x": panel_x, "y": panel_y, "w": panel_width, "part": part, "line": size.phone},
        "strips": strips,
        "rail": {"x": rail_x, "y": rail_y, "w": rail_width, "h": rail_height,
                 "every": every(timesteps, rail_width / timesteps)},
    }  # fmt: skip
