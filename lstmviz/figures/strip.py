"""A table as a strip over its rows: what is held out, what is missing, where series end."""

import numpy as np
from jaxtyping import Bool

from lstmviz.samples.cutting import lacking
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.tasks import group_runs

PIECES = 240
MOST_BORDERS = 200
ALL = "height:100%;background:currentColor;opacity:.1"
HELD = "height:100%;background:currentColor;opacity:.3"
GAP = "height:50%;background:#d1495b"
LINE = "height:100%;border-left:1px solid currentColor"


def table_strip(dataset: Dataset) -> str:
    """Draw the strip as HTML; its colours are those of the page it stands in.

    Darker is the validation part, red what enters no sample because a value is missing, and
    upright lines are the borders of series.
    """
    rows = len(dataset.held_out)
    missing = lacking(dataset.table.values, np.append(dataset.features, dataset.target))
    borders = np.flatnonzero(np.diff(group_runs(dataset.table, dataset.task))) + 1
    bars = [*_bars(dataset.held_out, HELD), *_bars(missing, GAP)]
    bars += [_bar(row / rows, 0, LINE) for row in borders[:MOST_BORDERS]]
    return (
        f'<div role="img" aria-label="{describe_strip(missing, dataset, len(borders))}" '
        f'style="position:relative;height:24px;overflow:hidden">{_bar(0, 1, ALL)}{"".join(bars)}'
        "</div>"
    )


def describe_strip(missing: Bool[np.ndarray, " rows"], dataset: Dataset, borders: int) -> str:
    """Say in words what the strip shows."""
    return (
        f"{len(missing):,} rows, {int(dataset.held_out.sum()):,} of them kept for validation, "
        f"{int(missing.sum()):,} with a missing value, {borders:,} borders between series."
    )


def _bars(marks: Bool[np.ndarray, " rows"], look: str) -> list[str]:
    """Draw each run of pieces in which a row is marked."""
    edges = np.linspace(0, len(marks), min(PIECES, len(marks)) + 1).astype(np.int64)
    marked = np.add.reduceat(marks.astype(np.int64), edges[:-1]) > 0
    ends = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    width = 1 / len(marked)
    return [_bar(a * width, (b - a) * width, look) for a, b in ends.reshape(-1, 2).tolist()]


def _bar(left: float, width: float, look: str) -> str:
    return (
        f'<div style="position:absolute;left:{left:.2%};width:{width:.2%};bottom:0;{look}"></div>'
    )
