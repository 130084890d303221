"""The same rows in two or three layouts, as lanes on one clock: x, the cell's states, ŷ."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

from lstmviz.diagram.scenes.flow import target_text, tints
from lstmviz.diagram.scenes.geometry import lens
from lstmviz.diagram.scenes.names import short_names
from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.diagram.scenes.packing import encode, nearest_scale, pack
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.sent.shared import Box, Place
from lstmviz.diagram.scenes.sent.side import (
    SideColumn,
    SideFrame,
    SideLane,
    SideNumbers,
    SideScene,
)
from lstmviz.diagram.scenes.strangers import isolated
from lstmviz.network.cells import kind_of
from lstmviz.network.models import ModelWeights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import layout_name
from lstmviz.wording import many, narrow, significant

Samples = Int[np.ndarray, " samples"]
# A lane of short samples reads the last rows only where all would take more ticks than this.
MOST_TICKS = 120
# Rows of units so high, in px, hold a number each; of lower ones the chosen one is enlarged.
LEAST = 10.5
FEEDS = {"columns": "one value at a time", "row": "one row at a time", "window": "a window of rows"}


@dataclass(frozen=True)
class Size:
    """The measures of one drawing, px; of a lane from its top.

    Args:
        width, height: of the whole drawing, with three lanes.
        table: x, y, width, height of the table's rows; None where there is no room.
        film: left and right border of the ticks.
        lanes: top of the first lane, and from one lane to the next.
        name, said: where a lane's name begins, and where what came out of it ends.
        x, states, guess: y and height of what enters, of the states and of the predictions.
        lens, widest: width of the tick in view, and of another one at most.
        fonts: sizes of shapes, ŷ, words and the least letters.
    """

    width: float
    height: float
    table: Box | None
    film: Place
    lanes: Place
    name: Place
    said: Place
    x: Place
    states: Place
    guess: Place
    lens: float
    widest: float
    fonts: tuple[float, float, float, float]


SIZES = {
    "big": Size(
        width=1200, height=494, table=(14, 50, 126, 428), film=(352, 1076), lanes=(34, 152),
        name=(162, 22), said=(1186, 22), x=(5, 48), states=(59, 62), guess=(126, 16),
        lens=104, widest=66, fonts=(23, 15, 13.5, 12),
    ),
    "small": Size(
        width=966, height=356, table=(12, 38, 96, 300), film=(284, 860), lanes=(24, 110),
        name=(122, 15), said=(954, 15), x=(3, 36), states=(42, 46), guess=(92, 10),
        lens=84, widest=56, fonts=(18, 13, 12, 11.4),
    ),
    "half": Size(
        width=720, height=356, table=(12, 38, 108, 300), film=(292, 622), lanes=(24, 110),
        name=(132, 15), said=(708, 15), x=(3, 36), states=(42, 46), guess=(92, 10),
        lens=80, widest=50, fonts=(18, 14, 13, 12.5),
    ),
    "phone": Size(
        width=390, height=442, table=None, film=(28, 378), lanes=(22, 140),
        name=(10, 12), said=(380, 12), x=(42, 36), states=(81, 40), guess=(124, 8),
        lens=70, widest=38, fonts=(16, 13, 13, 12),
    ),
}  # fmt: skip
GAP = 2  # px between the strips of two states


def rows_read(dataset: Dataset, sample: int) -> Int[np.ndarray, " rows"]:
    """List the rows of the table that a sample reads, ascending."""
    return np.unique(dataset.source(np.array([sample])) // len(dataset.table.columns))


def sample_ending(dataset: Dataset, row: int) -> int:
    """Find the last sample whose last row is not after a row; the first where there is none."""
    ends = dataset.starts + dataset.layout.span - 1
    return max(int(np.searchsorted(ends, row, "right")) - 1, 0)


def samples_of(dataset: Dataset, rows: Int[np.ndarray, " rows"], most: int) -> Samples:
    """List the samples that read nothing but some rows; the last of them, of at most `most` ticks.

    Args:
        dataset: the samples.
        rows: numbers of rows, ascending.
        most: ticks; at least one sample stays.
    """
    places = np.searchsorted(dataset.starts, rows)
    samples = places[np.take(dataset.starts, places, mode="clip") == rows]
    layout = dataset.layout
    read = dataset.starts[samples, None] + np.arange(layout.window) * layout.dilation
    inside = samples[np.isin(read, rows).all(axis=1)]
    return inside[-max(most // dataset.shape[1], 1) :]


def fed(datasets: Mapping[str, Dataset], row: int) -> dict[str, Samples]:
    """Choose the samples of each lane: the last layout's that ends at a row, and all of its rows.

    A lane without any is left out.

    Args:
        datasets: the same table and task in each layout, by the lane's key; the last one reads
            the most rows.
        row: the last row that is read.
    """
    *_, last = datasets.values()
    rows = rows_read(last, sample_ending(last, row))
    most = max(MOST_TICKS, last.shape[1])
    found = {key: samples_of(dataset, rows, most) for key, dataset in datasets.items()}
    return {key: samples for key, samples in found.items() if len(samples)}


def side_scene(
    datasets: Mapping[str, Dataset], row: int, spec: TrainingSpec, sample: int, last: int
) -> SideScene:
    """Lay out the lanes.

    Args:
        datasets: as for `fed`.
        row: likewise.
        spec: the model that reads them all.
        sample: the one in view.
        last: the last sample that may be asked for.

    Returns:
        A dictionary for JSON.
    """
    samples = fed(datasets, row)
    *_, (key, widest) = datasets.items()
    table, target = widest.table, widest.target
    goal = int(widest.target_rows(samples[key])[-1])
    read = rows_read(widest, int(samples[key][-1]))
    rows = sorted({*read.tolist(), goal})
    order = [*widest.features.tolist()]
    order += [] if target in order else [target]
    digits = [decimals(table.values[:, c]) for c in order]
    shorter = short_names(table.columns)
    states = [*spec.kind.states][::-1]
    scene = SideScene(
        of="",
        rows=rows,
        columns=[
            SideColumn(
                name=table.columns[c],
                names=shorter[c],
                unit=unit(table, c),
                colour=c % 6,
            )
            for c in order
        ],
        text=[
            [narrow(float(table.values[r, c]), n) for c, n in zip(order, digits, strict=True)]
            for r in rows
        ],
        tint=pack(tints(table, rows, order), bits=8),
        goal=(rows.index(goal), order.index(target)),
        states=states,
        units=spec.units,
        lanes=[
            lane(key, datasets[key], each, rows, order, cut_words(datasets[key], each, read))
            for key, each in samples.items()
        ],
        frames=frames(len(samples), states, spec.units),
        sample=sample,
        last=last,
        palette=palette(target),
    )
    scene = isolated(scene)
    scene["of"] = hashlib.sha256(repr(scene).encode()).hexdigest()[:12]
    return scene


def lane(
    key: str, dataset: Dataset, samples: Samples, rows: list[int], columns: list[int], cut: str
) -> SideLane:
    """Feed samples in one layout; rows and columns of the table are named by their places."""
    _, timesteps, features = dataset.shape
    row, column = np.divmod(dataset.source(samples), len(dataset.table.columns))
    places = (
        np.searchsorted(rows, row) * len(columns)
        + np.argsort(columns)[np.searchsorted(np.sort(columns), column)]
    )
    goals = dataset.target_rows(samples)
    digits = decimals(dataset.table.values[:, dataset.target])
    return SideLane(
        key=key,
        words=FEEDS.get(key, "a window, arranged anew"),
        shape=["N", f"{timesteps:,}", f"{features:,}"],
        timesteps=timesteps,
        features=features,
        samples=samples.tolist(),
        cells=encode(places.astype("<i4")),
        targets=[target_text(dataset, int(goal), digits)["text"] for goal in goals],
        goals=dataset.table.values[goals, dataset.target].astype(float).tolist(),
        note=note(layout_name(dataset.layout), dataset, len(samples)),
        cut=cut,
    )


def cut_words(dataset: Dataset, samples: Samples, rows: Int[np.ndarray, " rows"]) -> str:
    """Say of a lane of one row a sample that it reads the last rows alone; "" of others."""
    every = samples_of(dataset, rows, len(rows) * dataset.shape[1])
    if len(samples) == len(every):
        return ""
    return f"last {len(samples):,} of {many(len(every), 'row')}"


def note(name: str, dataset: Dataset, samples: int) -> str:
    """Say of a lane that has ended who met whom in it."""
    rows = dataset.layout.window
    if name == "row":
        return f"{many(samples, 'row')}, a wall after each: no row meets another."
    if name == "columns":
        return "A wall after each row: only the values of one row meet."
    if name == "window":
        return f"{many(rows, 'row')}, no wall between them: they meet."
    return f"{many(rows, 'row')} in one sample: they meet."


def frames(lanes: int, states: list[str], units: int) -> dict[str, SideFrame]:
    """Lay out the four drawings."""
    return {name: frame(size, lanes, states, units) for name, size in SIZES.items()}


def frame(size: Size, lanes: int, states: list[str], units: int) -> SideFrame:
    """Compute one drawing for so many lanes, and for a cell that hands on some states."""
    (left, right), (top, pitch) = size.film, size.lanes
    letter, number, text, least = size.fonts
    first, tall = size.states
    each = (tall - GAP * (len(states) - 1)) / len(states)
    without = (3 - lanes) * pitch
    table = size.table
    return SideFrame(
        width=size.width,
        height=size.height - without,
        style=f"--letter:{letter}px;--number:{number}px;--size:{text}px;--least:{least}px",
        table=table and (*table[:3], table[3] - without),
        rail=top / 2,
        left=left,
        right=right,
        tops=[top + n * pitch for n in range(lanes)],
        lane=pitch - 6,
        head=(size.name, size.said),
        x=size.x,
        strips=[(first + n * (each + GAP), each) for n in range(len(states))],
        guess=size.guess,
        steps=lens(right - left, size.lens, cap=size.widest),
        units=lens(each, each / units if each / units >= LEAST else number),
    )


def side_numbers(
    dataset: Dataset,
    samples: Samples,
    model: ModelWeights,
    label: str,
    loss: float | None = None,
    live: bool = False,
) -> SideNumbers:
    """Trace the samples of a lane through a network.

    Args:
        dataset: of the lane.
        samples: as `fed` chose them.
        model: the weights; the states are those of its last layer, which ŷ is read from.
        label: which weights these are, for the person.
        loss: their validation loss, if it is known.
        live: whether they are being trained.
    """
    x, _ = dataset.batch(samples)
    trace = trace_model(model, x)
    seen = trace.layers[-1]
    said = dataset.in_units(trace.y[:, -1])
    digits = decimals(dataset.table.values[:, dataset.target], whole=False)
    name = unit(dataset.table, dataset.target)
    ticks = len(samples) * dataset.shape[1]
    states = [getattr(seen, state).reshape(ticks, -1) for state in kind_of(seen).states[::-1]]
    return SideNumbers(
        label=label,
        live=live,
        error="" if loss is None else error_text(dataset, loss),
        states=[pack(state) for state in states],
        max=[nearest_scale(state) for state in states],
        guesses=[with_unit(narrow(float(y), digits), name) for y in said],
        y=said.tolist(),
    )


def error_text(dataset: Dataset, loss: float) -> str:
    """Write the root-mean-square error on validation rows, in the table's unit."""
    error = significant(dataset.error_in_units(loss))
    return with_unit(error, unit(dataset.table, dataset.target))
