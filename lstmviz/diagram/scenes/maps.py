"""Matrices → a scene of maps: each in colours, with names along its sides, and perhaps a film.

All maps of a scene stand in a grid. A map is a `Panel`; its numbers go to the browser apart from
the scene, so that they may change while the picture stays.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Bool

from lstmviz.diagram.scenes.grid import SHEETS, lay_out
from lstmviz.diagram.scenes.packing import pack_halves
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.panels import Axis, Panel, features_axis, gates_axis, units_axis
from lstmviz.diagram.scenes.sent.maps import (
    Described,
    MapAxis,
    MapDead,
    MapNumbers,
    MapRegion,
    MapsScene,
    MapsValues,
)
from lstmviz.diagram.scenes.strangers import isolated
from lstmviz.network.cells import CellWeights, cell_of
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import brief

# Rows and columns that are filled, each from … up to but without; or all of them, or none.
Region = tuple[tuple[int, int], tuple[int, int]] | Literal["all"] | None


@dataclass(frozen=True)
class Frame:
    """One picture of a film.

    Args:
        title: what happens, in a word or two: "Forward, step 3 of 24."
        caption: a sentence that follows.
        shown: for each panel what of it is filled.
        seconds: how long it stays.
    """

    title: str
    caption: str
    shown: tuple[Region, ...]
    seconds: float = 0.7


def map_scene(
    panels: Sequence[Panel],
    title: str,
    across: int = 1,
    frames: Sequence[Frame] = (),
    tall: float = 150,
) -> MapsScene:
    """Lay out maps for the browser: all of them but their numbers.

    Args:
        panels: in reading order. Below one another, equal axes stand in line.
        title: what all of them show, for screen readers.
        across: how many stand side by side on a wide screen.
        frames: of a film, if it is one.
        tall: greatest height of a map, px.

    Returns:
        A dictionary for JSON. `frames`: positions of the drawings (grid.py); `axes`: each once;
        `panels`: titles, tips, and the numbers of their axes; `film`: titles, captions, ms, and
        what is filled, [first row, end, first column, end] or None.
    """
    scene: MapsScene = {
        **describe(panels),
        "id": "",
        "title": title,
        "film": [
            {"title": frame.title, "caption": frame.caption, "ms": round(1000 * frame.seconds),
             "shown": [region(p, r) for p, r in zip(panels, frame.shown, strict=True)]}
            for frame in frames
        ],
        "frames": {name: lay_out(sheet, panels, across, tall) for name, sheet in SHEETS.items()},
        "palette": palette(0),
    }  # fmt: skip
    scene["id"] = hashlib.sha256(repr(scene).encode()).hexdigest()[:12]
    return isolated(scene)


def describe(panels: Sequence[Panel]) -> Described:
    """Write down what maps are but their numbers: `axes`, `panels`, and `of`, their shapes."""
    axes = list(dict.fromkeys(axis for p in panels for axis in (p.rows, p.columns)))
    return {
        "axes": [described(axis) for axis in axes],
        "panels": [
            {"title": p.title, "tip": p.tip, "why": p.why, "rows": axes.index(p.rows),
             "columns": axes.index(p.columns), "marked": ([*p.marked_rows], [*p.marked_columns])}
            for p in panels
        ],
        "of": [p.values.shape for p in panels],
    }  # fmt: skip


def described(axis: Axis) -> MapAxis:
    """Write down an axis; its ticks stand among the marks."""
    return {
        "kind": axis.kind, "names": [*axis.names], "word": axis.word, "ticks": [],
        "groups": [{"name": g.name, "first": g.first, "last": g.last, "token": g.token,
                    "word": g.word} for g in axis.groups],
        "colours": [*axis.colours],
    }  # fmt: skip


def region(panel: Panel, shown: Region) -> MapRegion | None:
    """Write what is filled as first row, end, first column, end."""
    if shown is None:
        return None
    rows, columns = panel.values.shape
    (top, bottom), (left, right) = ((0, rows), (0, columns)) if shown == "all" else shown
    if not (0 <= top <= bottom <= rows and 0 <= left <= right <= columns):
        raise ValueError(
            f"“{panel.title}” has {rows} rows and {columns} columns; received {shown} to be filled."
        )
    return top, bottom, left, right


def map_values(panels: Sequence[Panel]) -> MapsValues:
    """Pack the numbers of maps.

    Returns:
        `of`: their shapes; for each panel `data` and `scale`: halves in base64, value = half ·
        scale; `limit`: size of full colour, as number and as text; `note`; `dead`: rectangles
        [row, column, rows, columns].
    """
    packed = []
    for panel in panels:
        sizes = np.abs(panel.values)
        limit = float(panel.limit or sizes.max(initial=0, where=np.isfinite(sizes)))
        packed.append(MapNumbers(
            **pack_halves(panel.values), limit=(limit, brief(limit)), note=panel.note,
            dead=rectangles(panel.dead),
        ))  # fmt: skip
    return {"of": [p.values.shape for p in panels], "panels": packed}


def rectangles(mask: Bool[np.ndarray, "rows columns"] | None) -> list[MapDead]:
    """Cover what is marked with rectangles that do not overlap: row, column, rows, columns.

    >>> rectangles(np.array([[True, False, True], [True, False, True]]))
    [(0, 0, 2, 1), (0, 2, 2, 1)]
    """
    if mask is None or not mask.any():
        return []
    found, open_runs = [], {}
    edges = np.diff(np.pad(mask, ((0, 1), (1, 1))).astype(np.int8), axis=1)
    for row, line in enumerate(edges):
        runs = set(zip(np.flatnonzero(line == 1), np.flatnonzero(line == -1), strict=True))
        for run in set(open_runs) - runs:
            top = open_runs.pop(run)
            found.append((top, int(run[0]), row - top, int(run[1] - run[0])))
        for run in runs:
            open_runs.setdefault(run, row)
    return sorted(found)


def weight_panels(
    weights: CellWeights,
    dataset: Dataset,
    layer: int = 0,
    of: str = "{array}",
    dead: CellWeights | None = None,
    unit: int | None = None,
) -> tuple[Panel, Panel, Panel]:
    """Make the three panels of a layer's kernel, recurrent kernel and bias, or of their gradients.

    Args:
        weights: what is shown: weights, gradients of them, or their change.
        dataset: names the features.
        layer: number of the layer; the second reads the units of the first.
        of: title and tip's name of an array: "{array}", "∂loss/∂{array}", "change of {array}".
        dead: gradients: where they are exactly 0, the panels are hatched.
        unit: whose columns are outlined, in every block.
    """
    cell, units = cell_of(weights), len(weights.recurrent_kernel)
    inputs = units_axis(len(weights.kernel), " of layer 1") if layer else features_axis(dataset)
    columns = gates_axis(cell, units)
    bias = np.atleast_2d(weights.bias)
    names = ("bias",) if len(bias) == 1 else ("bias of W·x", "bias of U·h")
    sides = (
        inputs,
        units_axis(units, " before"),
        Axis("units", names, ticks=names if len(bias) > 1 else ("",)),
    )
    marked = () if unit is None else tuple(range(unit, bias.shape[1], units))
    panels = []
    for name, side in zip(("kernel", "recurrent_kernel", "bias"), sides, strict=True):
        values = np.atleast_2d(getattr(weights, name))
        zero = None if dead is None else np.atleast_2d(getattr(dead, name)) == 0
        title = of.format(array=name.replace("_", " "))
        # The names come later; a bias of one row needs none.
        tip = title + ("[{column}]" if side.names == ("bias",) else "[{row}, {column}]")
        size = f"{len(values)} × {values.shape[1]} = {values.size:,}"
        panels.append(
            Panel(
                title,
                values,
                side,
                columns,
                tip + " = {value}",
                note=size,
                dead=zero,
                marked_columns=marked,
            )
        )
    kernel, recurrent, bias_panel = panels
    return kernel, recurrent, bias_panel
