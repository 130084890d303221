"""Who gets what: every input of a layer, every gate of every unit, and the weight between any two.

Above, the features and the previous units; below them the gates, each in line with its column of
the two kernels, which stand under them as maps. A wire from an input to a gate is one number of a
kernel.
"""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from lstmviz.diagram.scenes.grid import LETTER, SHEETS, Sheet, fitted, lay_out
from lstmviz.diagram.scenes.maps import describe, map_values, weight_panels
from lstmviz.diagram.scenes.numbers import rounded
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.panels import Panel
from lstmviz.diagram.scenes.sent.maps import (
    MapMark,
    MapsValues,
    WiresPlace,
    WiringFrame,
    WiringScene,
    WiringSentences,
)
from lstmviz.diagram.scenes.strangers import isolated
from lstmviz.network.cells import CellWeights
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many


@dataclass(frozen=True)
class Room:
    """The measures of what stands above the maps, in px at scale 1.

    Args:
        inputs: height of the inputs.
        fan: height of the wires.
        gates: height of the gates.
        feature, unit: greatest width of an input.
        tall: greatest height of a map.
    """

    inputs: float
    fan: float
    gates: float
    feature: float
    unit: float
    tall: float


ROOMS = {
    "big": Room(28, 200, 18, 110, 30, 130),
    "small": Room(24, 160, 16, 88, 26, 100),
    "half": Room(22, 110, 14, 60, 20, 90),
    "phone": Room(26, 140, 18, 56, 20, 110),
}
APART = 2.2  # between features and previous units, in the font size


def wiring_panels(
    dataset: Dataset, weights: CellWeights, layer: int = 0
) -> tuple[Panel, Panel]:  # fmt: skip
    """Make the maps of kernel and recurrent kernel, in one scale of colours."""
    kernels = weight_panels(weights, dataset, layer)[:2]
    limit = max(float(np.nan_to_num(np.abs(panel.values)).max()) for panel in kernels)
    first, second = (replace(panel, limit=limit or None) for panel in kernels)
    return first, second


def wiring_scene(dataset: Dataset, weights: CellWeights, layer: int = 0) -> WiringScene:
    """Lay out the wiring of a layer for the browser: all but its weights.

    Args:
        dataset: names the features.
        weights: of the layer, for their shapes.
        layer: its number; the second reads the units of the first.

    Returns:
        A dictionary for JSON, as from `map_scene`; besides, in each of `frames`, `wires`: y and
        height of `inputs` and `gates`, first x and width of a `feature` and of a `unit`, and
        `names` that fit; `sentences` for a unit, a feature and a previous unit.
    """
    panels = wiring_panels(dataset, weights, layer)
    scene: WiringScene = {
        **describe(panels),
        "id": "",
        "sentences": sentences(panels),
        "frames": {
            name: with_wires(SHEETS[name], room, panels) for name, room in ROOMS.items()
        },
        "palette": palette(0),
    }  # fmt: skip
    scene["id"] = hashlib.sha256(repr(scene).encode()).hexdigest()[:12]
    return isolated(scene)


def wiring_values(dataset: Dataset, weights: CellWeights, layer: int = 0) -> MapsValues:
    """Pack the weights of a layer's wires, as `map_values`."""
    return map_values(wiring_panels(dataset, weights, layer))


def sentences(panels: tuple[Panel, Panel]) -> WiringSentences:
    """Say how far a unit hears, and how far a feature and a unit are heard.

    `{n}` stands for the number of a unit, `{name}` for a feature's name.
    """
    kernel, recurrent = panels
    features, units = len(kernel.rows.names), len(recurrent.rows.names)
    blocks = len(kernel.columns.groups)
    inputs = features + units
    of = "gates of " if blocks > 1 else ""
    some = f"all {blocks} {of}" if of else ""
    below = "unit" if kernel.rows.kind == "units" else "feature"
    first = f"All {features} {below}s" if features > 1 else f"The one {below}"
    first += " of layer 1" if below == "unit" else ""
    second = f"all {units} previous units" if units > 1 else "the one previous unit"
    all_units = f"all {units} units" if units > 1 else "the one unit"
    wires = many(blocks * units, "weight")
    return {
        "unit": f"{first} and {second} go to {some}unit {{n}}: "
        f"{many(blocks * inputs, 'weight')}. The same goes for every unit: "
        f"{blocks * inputs} × {units:,} = {blocks * inputs * units:,}.",
        "feature": f"Each value of {{name}} goes to {some}{all_units}: {wires}. "
        "No feature has a unit to itself.",
        "previous": f"What unit {{n}} gave out one step before goes to {some}{all_units}, "
        f"itself among them: {wires}.",
    }


def with_wires(sheet: Sheet, room: Room, panels: tuple[Panel, Panel]) -> WiringFrame:
    """Lay out a drawing: inputs, wires and gates above the maps."""
    kernel, recurrent = panels
    inputs = 2.1 * sheet.text
    gates = inputs + room.inputs + room.fan
    top = gates + room.gates + 1.5 * sheet.text
    frame = lay_out(sheet, panels, 1, room.tall, top, head=False)
    x, width = frame["panels"][0]["x"], frame["panels"][0]["w"]
    features, units = len(kernel.rows.names), len(recurrent.rows.names)
    apart = APART * sheet.text
    # Many features leave the previous units half of the room at least.
    share = max(0.5, 1 - units * room.unit / width) if features > 1 else 0.5
    feature = min(room.feature, (width - apart) * share / features)
    unit = min(room.unit, (width - apart - features * feature) / units)
    start = x + features * feature + apart
    most = int((feature - 6) / (LETTER * sheet.least))
    ticks = kernel.rows.ticks or kernel.rows.names
    marks: list[MapMark] = []
    below, units_word = kernel.rows.kind, many(units, "unit")
    many_features = many(features, below[:-1])
    first = [f"xₜ: {many_features}", many_features, "xₜ"]
    if below == "units":
        first = [f"{many_features} of layer 1", many_features, "layer 1"]
    second = [f"hₜ₋₁: {many(units, 'previous unit')}", f"hₜ₋₁: {units_word}", "hₜ₋₁"]
    for left, end, length, texts, kind in (
        (x, start, features * feature, first, below),
        (start, sheet.width, units * unit, second, "units"),
    ):
        fits = (text for text in texts if LETTER * sheet.text * len(text) < end - left)
        y = 1.55 * sheet.text
        marks.append(("t", [[left, 0.7 * sheet.text]], next(fits, texts[-1]), f"axis {kind}"))
        marks.append(("l", [[left, y + 4], [left, y], [left + length, y], [left + length, y + 4]],
                      None, f"axis {kind}"))  # fmt: skip
    groups = kernel.columns.groups
    block = (width - (len(groups) - 1) * frame["gap"]) / len(groups)
    for n, group in enumerate(groups):
        middle = x + (n + 0.5) * block + n * frame["gap"]
        words = [(group.name, f"letter {group.token}")]
        if LETTER * sheet.text * (len(group.word) + 3) < block:
            words.append((f" {group.word}", ""))
        place = [middle, gates + room.gates + 0.95 * sheet.text]
        marks.append(("t", [place], words, "m halo"))
    wires: WiresPlace = {
        "inputs": (inputs, room.inputs), "gates": (gates, room.gates),
        "feature": (x, feature), "unit": (start, unit),
        "names": [fitted(name, most) if most > 2 or len(name) <= most else "" for name in ticks],
    }  # fmt: skip
    # Widths of a tenth of a pixel would add up over a hundred units.
    return {**frame, "marks": frame["marks"] + rounded(marks), "wires": wires}
