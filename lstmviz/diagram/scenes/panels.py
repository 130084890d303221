"""A map: a matrix, and what each of its rows and columns is called, and in which colour."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float32

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.names import short_names, told_apart
from lstmviz.network.cells import CELLS, Cell
from lstmviz.network.cells.cell import letter
from lstmviz.samples.datasets import Dataset

Kind = Literal["samples", "timesteps", "features", "units"]


@dataclass(frozen=True)
class Group:
    """Neighbouring places of an axis that belong together, such as the columns of one gate.

    Args:
        name: short, a letter.
        first, last: its places, both included.
        token: colour of the name.
        word: follows the name where there is room.
    """

    name: str
    first: int
    last: int
    token: str = "ink"
    word: str = ""


@dataclass(frozen=True)
class Axis:
    """One side of a map; maps with equal axes are pointed at together.

    Args:
        kind: the axis of the tensor whose colour it wears.
        names: what each place is called in a sentence: "unit 3", "f of unit 3".
        word: written in a corner, "timesteps".
        ticks: short names beside the map; the names themselves if not given.
        groups: none, or groups that hold every place, in order.
        colours: numbers of the table's columns whose colours the places wear, if they do.
    """

    kind: Kind
    names: tuple[str, ...]
    word: str = ""
    ticks: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    colours: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Panel:
    """One matrix.

    Args:
        title: its name.
        values: its numbers.
        rows, columns: its sides.
        tip: what is said of a place: `{row}` and `{column}` stand for names, `{value}` for the
            number; one line each.
        note: follows the title, muted.
        limit: size of the numbers in full colour; None for the largest.
        dead: where numbers are exactly 0 whatever is trained: hatched.
        why: says why they are.
        marked_rows, marked_columns: outlined.
        span: columns of the grid that it takes.
    """

    title: str
    values: Float32[np.ndarray, "rows columns"]
    rows: Axis
    columns: Axis
    tip: str = "{row}, {column}: {value}"
    note: str = ""
    limit: float | None = None
    dead: Bool[np.ndarray, "rows columns"] | None = None
    why: str = "this batch does not change these"
    marked_rows: tuple[int, ...] = ()
    marked_columns: tuple[int, ...] = ()
    span: int = 1


def units_axis(units: int, of: str = "") -> Axis:
    """Units from 0 on; `of` follows the name: " of layer 1"."""
    names = tuple(f"unit {unit}{of}" for unit in range(units))
    return Axis("units", names, "unit" if units == 1 else "units", tuple(map(str, range(units))))


def timesteps_axis(timesteps: int) -> Axis:
    """Timesteps from 1 on, as in the equations."""
    steps = range(1, timesteps + 1)
    word = "timestep" if timesteps == 1 else "timesteps"
    return Axis("timesteps", tuple(f"t = {t}" for t in steps), word, tuple(map(str, steps)))


def gates_axis(cell: Cell, units: int) -> Axis:
    """All units of each block side by side, in Keras's order."""
    blocks, drawn = CELLS[cell].blocks, DRAWN[cell]
    strips = {strip["name"]: strip for strip in drawn.strips(True)}
    words = {name: word for name, word, _ in drawn.lanes}
    return Axis(
        kind="units",
        names=tuple(f"{letter(b)} of unit {unit}" for b in blocks for unit in range(units)),
        word="unit" if units == 1 else "units",
        ticks=tuple(map(str, range(units))) * len(blocks),
        groups=tuple(
            Group(
                name=letter(b),
                first=n * units,
                last=(n + 1) * units - 1,
                token=strips[b]["colour"],
                word=strips[b]["word"] or words[b],
            )
            for n, b in enumerate(blocks)
        ),
    )


def features_axis(dataset: Dataset) -> Axis:
    """The features of X by the names and colours of their columns.

    A feature that holds a column's value of several rows, one beside the other, tells them by
    the row of the window, from 0; one that holds another column at each timestep is just x.
    """
    cells = dataset.source(np.array([0]))[0] - int(dataset.starts[0]) * len(dataset.table.columns)
    rows, columns = np.divmod(cells, len(dataset.table.columns))
    names, ticks, colours = [], [], []
    shorter, apart = short_names(dataset.table.columns), told_apart(dataset.table.columns)
    several = not (rows == rows[:, :1]).all()
    for f in range(cells.shape[1]):
        column = int(columns[0, f])
        if (columns[:, f] == column).all():
            name = dataset.table.columns[column]
            names.append(f"{name}, row {int(rows[0, f])}" if several else name)
            short = shorter[column]
            ticks.append(f"{short[-1]} {int(rows[0, f])}" if several else apart[column])
            colours.append(column)
        else:
            names.append(f"row {int(rows[0, f])}" if several else "x")
            ticks.append(names[-1])
    word = "feature" if len(names) == 1 else "features"
    return Axis("features", tuple(names), word, tuple(ticks), colours=tuple(colours))
