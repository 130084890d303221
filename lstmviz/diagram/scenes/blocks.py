"""Where the cells of a table stand, and where each one goes in X: every x, y, width and height.

Of a long axis the first and the last places are shown; what is left out between them is counted. If
every timestep reads one row of the table, the steps of a sample stand at their rows' heights, so
that the copies of a row line up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Int

from lstmviz.diagram.scenes.numbers import rounded
from lstmviz.diagram.scenes.sent.film import FilmBlock, FilmCell, FilmFrame
from lstmviz.diagram.scenes.sent.shared import Box
from lstmviz.diagram.scenes.sheets import Sheet, with_numbers

Cells = Int[np.ndarray, "samples timesteps features"]
# Where each place begins, the whole length, and of each omission where it begins and its number.
Axis = tuple[dict[int, float], float, list[tuple[float, int]]]

SKIP = 0.8  # room for what is left out, in cells
UNDER = 21  # from a block to the middle of the words below it, px
BESIDE = 4.4  # room for "X[42,739]" beside a block, in its font size
MOST_SAMPLES = 6
# How many places of an axis are shown: all, or ever fewer; timesteps, features.
ROOMS = (
    (10**9, 10**9), (15, 20), (12, 15), (12, 12), (12, 9), (9, 7), (7, 5), (5, 4), (4, 3), (3, 2),
    (2, 2),
)  # fmt: skip


def shown(size: int, most: int) -> list[int]:
    """Choose the places of an axis that are shown: all, or the first and the last ones.

    >>> shown(24, 5)
    [0, 1, 2, 22, 23]
    """
    if size <= most:
        return list(range(size))
    head = (most + 1) // 2
    return [*range(head), *range(size - most + head, size)]


def axis(places: Sequence[int]) -> Axis:
    """Put places one after another, with some room where others are left out; lengths in cells.

    >>> axis([0, 1, 9])
    ({0: 0.0, 1: 1.0, 9: 2.8}, 3.8, [(2.0, 7)])
    """
    starts, end, omitted = {}, 0.0, []
    for before, place in zip([None, *places], places, strict=False):
        if before is not None and place != before + 1:
            omitted.append((end, place - before - 1))
            end += SKIP
        starts[place] = end
        end += 1
    return starts, end, omitted


@dataclass(frozen=True)
class Shown:
    """What is to be drawn.

    Args:
        rows: for each value of X the place of its row in the table as it is drawn.
        columns: for each value of X the place of its column among those drawn.
        targets: for each sample the row of its target, or −1.
        count: columns drawn at most; `target` the place of the target's among them.
        table_rows: rows of the whole table.
        largest: number of a row that may be written beside it, at most.
    """

    rows: Cells
    columns: Cells
    targets: tuple[int, ...]
    count: int
    target: int
    table_rows: int
    largest: int

    @cached_property
    def aligned(self) -> bool:
        """Whether every timestep reads a row of its own: then it stands at that row's height."""
        one_row = (self.rows == self.rows[:, :, :1]).all()
        return bool(one_row) and len(np.unique(self.rows[0, :, 0])) == self.rows.shape[1]

    @property
    def stacked(self) -> bool:
        """Whether samples of one timestep stand below one another."""
        return self.rows.shape[1] == 1 and not self.aligned


def tensor_frame(sheet: Sheet, what: Shown) -> FilmFrame:
    """Lay out a drawing: as many samples as are seen well, three if they can be.

    Returns:
        `rows`: [row, y, height] of the table's rows; `skips`: [y, height, number] of rows left
        out between them; `columns`: [place, x, width], `across`: [x, width, number] of columns left
        out; `blocks`: for each sample x, y, width, height, its `label`'s place, its `cells` [t, f,
        x, y, width, height, row, column place], and `skips` [x, y, width, height] where values are
        left out; `aligned` and `stacked`: how samples stand. Its `marks` are left to film.py.
    """
    sheet = with_numbers(sheet, what.largest)
    most = min(len(what.rows), MOST_SAMPLES)
    # Rather four samples with fewer values than three with more; fewer if nothing else fits.
    tries = [(n, *room) for room in ROOMS[:-4] for n in range(most, min(4, most) - 1, -1)]
    tries += [(n, *room) for n in range(min(3, most), 0, -1) for room in ROOMS]
    for count, most_steps, most_features in tries:
        frame = attempt(sheet, what, count, most_steps, most_features, strict=True)
        if frame:
            return frame
    least = attempt(sheet, what, 1, *ROOMS[-1], strict=False)
    assert least is not None  # nothing is too small for it
    return least


def attempt(
    sheet: Sheet, what: Shown, count: int, most_steps: int, most_features: int, strict: bool
) -> FilmFrame | None:
    """Lay out so many samples and values of each; None if `strict` and that is too small."""
    part = pick(sheet, what, count, most_steps, most_features)
    sizes = measure(sheet, what, part)
    small = sizes.width < sheet.cell or min(sizes.height, sizes.tall / 0.8) < sheet.row[1]
    if strict and small:
        return None
    _, breadth, across = part.table_columns
    frame: FilmFrame = {
        "rows": [(row, sizes.y[row], sizes.height) for row in part.rows],
        "skips": [(sheet.top + at * sizes.height, SKIP * sizes.height, number)
                  for at, number in part.table_rows[2]],
        "columns": [(c, sheet.table + at * sizes.column, sizes.column)
                    for c, at in part.table_columns[0].items()],
        "across": [(sheet.table + at * sizes.column, SKIP * sizes.column, number)
                   for at, number in across],
        "end": sheet.table + breadth * sizes.column,
        "blocks": [lay_block(sheet, what, part, sizes, n) for n in range(count)],
        "aligned": what.aligned, "stacked": what.stacked, "marks": [],
        "width": sheet.width, "height": sheet.height, "text": sheet.text, "table": sheet.table,
        "side": sheet.side, "style": f"--size:{sheet.text}px;--least:{sheet.least}px",
    }  # fmt: skip
    return rounded(frame)


@dataclass(frozen=True)
class Part:
    """The places that are shown: samples, timesteps and features of X, rows of the table.

    `table_columns` are the columns as `axis` puts them; `read` the rows that X takes.
    """

    count: int
    steps: list[int]
    values: list[int]
    rows: list[int]
    read: set[int]
    table_columns: Axis

    @cached_property
    def table_rows(self) -> Axis:
        """The rows, one below the other."""
        return axis(self.rows)

    @cached_property
    def sample(self) -> tuple[Axis, Axis]:
        """The timesteps and the features of a sample, which are the same in each."""
        return axis(self.steps), axis(self.values)


def pick(sheet: Sheet, what: Shown, count: int, most_steps: int, most_features: int) -> Part:
    """Choose the places that are shown of so many samples, and the rows around them."""
    _, timesteps, features = what.rows.shape
    steps, values = shown(timesteps, most_steps), shown(features, most_features)
    columns = sorted({*shown(what.count, sheet.columns), what.target})
    if what.aligned:
        values = [f for f in range(features) if what.columns[0, 0, f] in columns]
    read = {int(r) for r in what.rows[:count][:, steps][:, :, values].ravel()}
    read |= {row for row in what.targets[:count] if row >= 0}
    context = {min(read) - 1, max(read) + 1}
    rows = sorted(r for r in read | context if 0 <= r < what.table_rows)
    return Part(count, steps, values, rows, read, axis(columns))


@dataclass(frozen=True)
class Sizes:
    """What the places of a drawing leave for each thing, in px.

    Args:
        height, column: of a row and of a column of the table.
        tall, width: of a cell in X.
        left: x of the first sample.
        foot: y of the lowest end of a sample.
        y: of each row of the table.
    """

    height: float
    column: float
    tall: float
    width: float
    left: float
    foot: float
    y: dict[int, float]


def measure(sheet: Sheet, what: Shown, part: Part) -> Sizes:
    """Share out the room of a drawing."""
    down, length, _ = part.table_rows
    foot = sheet.height - UNDER - sheet.text / 2
    height = min(sheet.row[0], (sheet.bottom - sheet.top) / length)
    if what.aligned:
        of_samples = what.rows[: part.count].ravel()
        read_down = max(down[int(row)] for row in of_samples if int(row) in down) + 1
        height = min(height, (foot - sheet.top) / read_down)
    breadth = part.table_columns[1]
    column = min(sheet.column, 0.36 * sheet.width / breadth)
    left = sheet.table + breadth * column + sheet.gutter
    room, ((_, long, _), (_, broad, _)) = sheet.width - left - sheet.gap, part.sample
    if what.stacked:
        beside = BESIDE * sheet.text
        left, width = left + beside, min(column, (room - beside) / broad)
    else:
        width = min(column, ((room + sheet.gap) / part.count - sheet.gap) / broad)
    tall = height
    if not (what.aligned or what.stacked):
        tall = min(height, (foot - sheet.top) / long)
    y = {row: sheet.top + start * height for row, start in down.items()}
    return Sizes(height, column, tall, width, left, foot, y)


def lay_block(sheet: Sheet, what: Shown, part: Part, sizes: Sizes, n: int) -> FilmBlock:
    """Lay out one sample of X."""
    (t_at, t_length, t_skips), (f_at, f_length, f_skips) = part.sample
    width, tall, breadth = sizes.width, sizes.tall, f_length * sizes.width
    first = sizes.y[int(what.rows[n][np.ix_(part.steps, part.values)].min())]
    x0 = sizes.left if what.stacked else sizes.left + n * (breadth + sheet.gap)
    y0 = first if what.stacked else min(first, sizes.foot - t_length * tall)
    cells: list[FilmCell] = []
    for t in range(what.rows.shape[1]) if what.aligned else part.steps:
        # What is seen of the table is seen in every sample that holds it.
        if what.aligned and int(what.rows[n, t, 0]) not in part.read:
            continue
        for f in part.values:
            row, place = int(what.rows[n, t, f]), int(what.columns[n, t, f])
            top = sizes.y[row] if what.aligned else y0 + t_at[t] * tall
            cells.append((t, f, x0 + f_at[f] * width, top, width, tall, row, place))
    top, bottom = min(c[3] for c in cells), max(c[3] for c in cells) + tall
    if what.aligned:
        breaks = [sheet.top + at * sizes.height for at, _ in part.table_rows[2]]
        breaks = [at for at in breaks if top < at < bottom]
    else:
        breaks = [y0 + at * tall for at, _ in t_skips]
    omitted: list[Box] = [(x0 + at * width, top, SKIP * width, bottom - top) for at, _ in f_skips]
    omitted += [(x0, at, breadth, SKIP * tall) for at in breaks]
    return {
        "x": x0, "y": top, "w": breadth, "h": bottom - top, "skips": omitted,
        "label": (x0 - 8, top + tall / 2) if what.stacked else (x0 + breadth / 2, top - 12),
        "cells": cells,
    }  # fmt: skip
