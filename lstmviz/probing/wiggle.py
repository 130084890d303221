"""A changed value of the table, and which units of which samples change with it."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float32, Int

from lstmviz.network.models import ModelWeights, trace_model
from lstmviz.samples.datasets import Dataset

READERS = 8  # samples that are shown of those that read the value, beside the one in view
NEIGHBOURS = 2  # samples that are shown before the first and after the last of them


@dataclass(frozen=True, eq=False)
class Wiggled:
    """What a changed value did to the last hidden state of some samples.

    Args:
        row, column: the changed cell of the table.
        readers: how many samples read the cell, over the whole table.
        samples: the samples looked at, ascending, some of which read the cell.
        reads: which of them do.
        change: of each unit's h after the last timestep, of the last layer.
        prediction: change of each prediction, in scaled units.
    """

    row: int
    column: int
    readers: int
    samples: Int[np.ndarray, " samples"]
    reads: Bool[np.ndarray, " samples"]
    change: Float32[np.ndarray, "samples units"]
    prediction: Float32[np.ndarray, " samples"]

    @property
    def changed(self) -> Int[np.ndarray, " samples"]:
        """How many units of each sample changed at all."""
        return np.count_nonzero(self.change, axis=1)


def wiggle(
    dataset: Dataset,
    model: ModelWeights,
    place: tuple[int, int, int],
    change: float,
    beside: int | None = None,
) -> Wiggled:
    """Add `change` to one scaled value of the table, and trace before and after.

    Args:
        dataset: where the samples come from.
        model: the weights.
        place: sample, timestep and feature of the value; its cell is changed in all its copies.
        change: in scaled units, so standard deviations where values are standardised.
        beside: one more sample to look at, whether it reads the cell or not.

    Returns:
        The difference for `sample`, up to 8 others that read the cell, and 2 neighbours on either
        side that do not.
    """
    sample, timestep, feature = place
    cell = int(dataset.source(np.array([sample]))[0, timestep, feature])
    row, column = divmod(cell, len(dataset.table.columns))
    readers = np.unique(dataset.places(row, column)[:, 0])
    shown = readers[np.linspace(0, len(readers) - 1, READERS).astype(int)]
    aside = np.arange(1, NEIGHBOURS + 1)
    asked = [sample] if beside is None else [sample, beside]
    samples = np.unique(np.concatenate([readers[0] - aside, shown, asked, readers[-1] + aside]))
    samples = samples[(samples >= 0) & (samples < len(dataset.starts))]
    x, _ = dataset.batch(samples)
    here = dataset.source(samples) == cell
    before = trace_model(model, x)
    after = trace_model(model, np.where(here, x + np.float32(change), x))
    return Wiggled(
        row=row,
        column=column,
        readers=len(readers),
        samples=samples,
        reads=here.any(axis=(1, 2)),
        change=after.layers[-1].h[:, -1] - before.layers[-1].h[:, -1],
        prediction=after.y[:, -1] - before.y[:, -1],
    )
