"""A what-if: one value of the table pulled, and what lights up with it in the flow and in X."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float32, Int

from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.diagram.scenes.packing import pack
from lstmviz.diagram.scenes.sent.film import FilmTaken
from lstmviz.diagram.scenes.sent.flow import FlowPulled
from lstmviz.network.models import ModelTrace
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many, narrow, two

Array = np.ndarray
# A notch is about a quarter of the column's standard deviation, in a round number.
NOTCH = 0.25
PLACES = 6  # places in X that are listed
MOST = 12  # notches up or down that a slider has
ROUND = (1, 2, 5, 10)


@dataclass(frozen=True)
class Pulled:
    """A value of the table, and by how many notches it is pulled up (or down, below 0)."""

    row: int
    column: int
    notches: int


def notch(dataset: Dataset, column: int) -> float:
    """Give the size of a notch in the column's unit: a round number that its digits can show."""
    size = NOTCH * float(dataset.scale[column])
    power = 10.0 ** math.floor(math.log10(size))
    rounded = next(each for each in ROUND if each * power >= size) * power
    return max(rounded, 10.0 ** -decimals(dataset.table.values[:, column]))


def with_pull(
    dataset: Dataset,
    x: Float32[Array, "samples timesteps features"],
    samples: Int[Array, " samples"],
    pulled: Pulled,
) -> Float32[Array, "samples timesteps features"]:
    """Change a value of the table in all its copies among some samples."""
    here = dataset.source(samples) == pulled.row * len(dataset.table.columns) + pulled.column
    by = pulled.notches * notch(dataset, pulled.column) / dataset.scale[pulled.column]
    return np.where(here, x + np.float32(by), x)


def film_taken(dataset: Dataset, row: int, column: int, turned: bool = False) -> FilmTaken | None:
    """Write a value of the table as it is pulled, from the lowest notch to the highest.

    Args:
        dataset: its table and samples.
        row: of the value.
        column: likewise.
        turned: whether the film shows a wrong turn: then other places read it than in X.

    Returns:
        `cell`: row and column; `name`: what is pulled; `unit`: behind it; `text`, `scaled`: for
        each notch the value, and what the network would be given; `told`: what it changes. None
        for a value that is missing, or in a column that no sample reads.
    """
    table = dataset.table
    value = float(table.values[row, column])
    if column not in dataset.features or not math.isfinite(value):
        return None
    digits = decimals(table.values[:, column])
    size = notch(dataset, column)
    values = [value + notches * size for notches in range(-MOST, MOST + 1)]
    places = listed(dataset.places(row, column).tolist())
    told = f"It changes {places}. Every other value of X stays exactly as it is."
    if turned:
        told = "It changes what is marked. Every other value shown stays exactly as it is."
    elif not places:
        told = "No sample reads it: every value of X stays exactly as it is."
    return {
        "cell": (row, column),
        "name": f"{table.columns[column]}, row {row:,}",
        "unit": with_unit("", unit(table, column)),
        "text": [narrow(each, digits) for each in values],
        "scaled": [
            two((each - float(dataset.offset[column])) / float(dataset.scale[column]))
            for each in values
        ],
        "told": told,
    }


def flow_pulled(
    dataset: Dataset,
    samples: Int[Array, " samples"],
    pulled: Pulled,
    before: ModelTrace,
    after: ModelTrace,
    layer: int,
) -> FlowPulled:
    """Tell what a pulled value changed.

    Returns:
        `cell`: its row and column; `notches`; `text`: the value now; `changed`: 1 for each unit of
        each step and sample whose h changed at all, packed (samples, timesteps, units); `told`: a
        sentence for each sample.
    """
    table, column = dataset.table, pulled.column
    values, name = table.values[:, column], unit(table, column)
    digits = decimals(values)
    was = float(values[pulled.row])
    now = was + pulled.notches * notch(dataset, column)
    what = (
        f"Row {pulled.row:,}, {table.columns[column]}: {with_unit(narrow(was, digits), name)} → "
        f"{with_unit(narrow(now, digits), name)}."
    )
    changed = before.layers[layer].h != after.layers[layer].h
    said = zip(
        changed, *(dataset.in_units(trace.y[:, -1]) for trace in (before, after)), strict=True
    )
    return {
        "cell": [pulled.row, column],
        "notches": pulled.notches,
        "text": narrow(now, digits),
        "changed": pack(changed.astype(np.float32), bits=8),
        "told": [f"{what} {told(dataset, *each)}" for each in said],
    }


def told(
    dataset: Dataset, changed: Bool[Array, "timesteps units"], y_before: float, y_after: float
) -> str:
    """Say what became of one sample; the predictions are in the target's unit."""
    steps = np.flatnonzero(changed.any(axis=1))
    if not len(steps):
        return "This sample does not read it: every unit, every gate and ŷ are exactly as before."
    first, (_, units) = int(steps[0]), changed.shape
    earlier = f"; the {many(first, 'step')} before exactly 0" if first else ""
    name, digits = unit(dataset.table, dataset.target), y_digits(dataset)
    was, now = (with_unit(narrow(float(y), digits), name) for y in (y_before, y_after))
    return (
        f"From step {first + 1} on {changed[-1].sum():,} of {many(units, 'unit')} change{earlier}. "
        f"ŷ: {was} → {now}."
    )


def y_digits(dataset: Dataset) -> int:
    """Give the decimals of predictions: one more than the target's column, to see them move."""
    return decimals(dataset.table.values[:, dataset.target]) + 1


def listed(all_places: Sequence[Sequence[int]]) -> str:
    """Write places of X: "X[0, 5, 1], X[1, 4, 1]"; of many the first few and their number."""
    words = ", ".join(f"X[{', '.join(map(str, place))}]" for place in all_places[:PLACES])
    more = len(all_places) - PLACES
    return f"{words} and {more:,} more" if more > 0 else words
