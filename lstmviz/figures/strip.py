"""A table as a strip over its rows: what is held out, what is missing, where series end."""

import numpy as np
from jaxtyping import Bool, Int

from lstmviz.samples.datasets import Dataset
from lstmviz.samples.tasks import group_runs

PIECES = 240


def table_strip(dataset: Dataset) -> str:
    """Draw the strip as SVG; its colours are those of the page it stands in.

    Darker is the validation part, red what enters no sample because a value is missing, and
    upright lines are the borders of series.
    """
    rows = len(dataset.held_out)
    columns = [*dataset.features, dataset.target]
    missing = np.isnan(dataset.table.values[:, columns]).any(axis=1)
    borders = np.flatnonzero(np.diff(group_runs(dataset.table, dataset.task))) + 1
    held = "".join(_bars(_shares(dataset.held_out), "currentColor", 0.35, 26))
    gaps = "".join(_bars(_shares(missing), "#d1495b", 1.0, 12))
    lines = "".join(
        f'<line x1="{PIECES * row / rows:.2f}" x2="{PIECES * row / rows:.2f}" y1="0" y2="26" '
        'stroke="currentColor" stroke-width="0.6"/>'
        for row in borders[:200]
    )
    return (
        f'<svg viewBox="0 0 {PIECES} 26" width="100%" height="26" preserveAspectRatio="none" '
        f'role="img" aria-label="{describe_strip(missing, dataset, len(borders))}">'
        f'<rect width="{PIECES}" height="26" fill="currentColor" opacity="0.1"/>{held}{gaps}{lines}'
        "</svg>"
    )


def describe_strip(missing: Bool[np.ndarray, " rows"], dataset: Dataset, borders: int) -> str:
    """Say in words what the strip shows."""
    return (
        f"{len(missing):,} rows, {int(dataset.held_out.sum()):,} of them kept for validation, "
        f"{int(missing.sum()):,} with a missing value, {borders:,} borders between series."
    )


def _shares(marks: Bool[np.ndarray, " rows"]) -> Int[np.ndarray, " pieces"]:
    """Tell for each piece of the strip whether a row in it is marked."""
    edges = np.linspace(0, len(marks), min(PIECES, len(marks)) + 1).astype(np.int64)
    return np.add.reduceat(marks.astype(np.int64), edges[:-1])


def _bars(
    counts: Int[np.ndarray, " pieces"], colour: str, opacity: float, height: int
) -> list[str]:
    width = PIECES / len(counts)
    return [
        f'<rect x="{piece * width:.2f}" y="{26 - height}" width="{width:.2f}" height="{height}" '
        f'fill="{colour}" opacity="{opacity}"/>'
        for piece in np.flatnonzero(counts)
    ]
