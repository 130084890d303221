"""A what-if in the flow: one value of the table pulled, and what lights up with it."""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float32, Int

from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.diagram.scenes.packing import pack
from lstmviz.diagram.scenes.sent.flow import FlowPulled
from lstmviz.network.models import ModelTrace
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many, narrow

Array = np.ndarray
# A notch is about a quarter of the column's standard deviation, in a round number.
NOTCH = 0.25
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
