"""Where the cells of a table stand, and where each one goes in X: every x, y, width and height.

Four drawings: `big`, `small` and `phone` as for the flow, and `half` for two side by side. Of a
long axis the first and the last places are shown; what is left out between them is counted. If
every timestep reads one row of the table, the steps of a sample stand at their rows' heights, so
that the copies of a row line up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from jaxtyping import Int

from lstmviz.diagram.scenes.sent.film import FilmBlock, FilmCell, FilmFrame
from lstmviz.diagram.scenes.sent.shared import Box

Thing = TypeVar("Thing")
Cells = Int[np.ndarray, "samples timesteps features"]

SKIP = 0.8  # room for what is left out, in cells
UNDER = 21  # from a block to the middle of the words below it, px
BESIDE = 4.4  # room for "X[42,739]" beside a block, in its font size
# How many places of an axis are shown: all, or ever fewer; timesteps, features.
ROOMS = (
    (10**9, 10**9), (15, 20), (12, 15), (12, 12), (12, 9), (9, 7), (7, 5), (5, 4), (4, 3), (3, 2),
    (2, 2),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The measures of one drawing, in px at scale 1.

    Args:
        width, height: of the whole drawing.
        text, least: font sizes.
        side: x of the bracket beside the rows' numbers.
        table: x of the table; `column` the greatest width of one of its columns.
        top, bottom: y of the first row, and how far the last may reach.
        row: greatest and smallest height of a row.
        gutter: between the table and X.
        gap: between two samples.
        cell: smallest width of a cell in X.
        columns: columns shown at most.
    """

    width: float
    height: float
    text: float
    least: float
    side: float
    table: float
    column: float
    top: float
    bottom: float
    row: tuple[float, float]
    gutter: float
    gap: float
    cell: float
    columns: int


SHEETS = {
    "big": Sheet(
        width=1200, height=420, text=13, least=11.5, side=22, table=98, column=58, top=62,
        bottom=410, row=(30, 19), gutter=78, gap=16, cell=30, columns=6,
    ),
    "small": Sheet(
        width=966, height=312, text=11.5, least=11.4, side=16, table=80, column=46, top=50,
        bottom=304, row=(24, 15.5), gutter=64, gap=13, cell=26, columns=6,
    ),
    "half": Sheet(
        width=476, height=270, text=11.5, least=11.2, side=12, table=64, column=40, top=46,
        bottom=262, row=(22, 15), gutter=58, gap=10, cell=23, columns=4,
    ),
    "phone": Sheet(
        width=390, height=330, text=11.8, least=11.8, side=8, table=48, column=38, top=46,
        bottom=322, row=(26, 16), gutter=54, gap=8, cell=22, columns=4,
    ),
}  # fmt: skip
MOST_SAMPLES = 6
DIGIT = 0.53  # width of a digit, in its font size


def with_numbers(sheet: Sheet, largest: int) -> Sheet:
    """Leave room for the numbers of the rows, between their bracket and the table."""
    room = 20 + DIGIT * sheet.text * len(f"{largest:,}")
    return replace(sheet, table=max(sheet.table, sheet.side + room))


def shown(size: int, most: int) -> list[int]:
    """Choose the places of an axis that are shown: all, or the first and the last ones.

    >>> shown(24, 5)
    [0, 1, 2, 22, 23]
    """
    if size <= most:
        return list(range(size))
    head = (most + 1) // 2
    return [*range(head), *range(size - most + head, size)]


def axis(places: Sequence[int]) -> tuple[dict[int, float], float, list[tuple[float, int]]]:
    """Put places one after another, with some room where others are left out; lengths in cells.

    Returns:
        Where each begins; the whole length; and for each omission where it begins and its number.

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
    _, timesteps, features = what.rows.shape
    steps, values = shown(timesteps, most_steps), shown(features, most_features)
    columns = sorted({*shown(what.count, sheet.columns), what.target})
    if what.aligned:
        values = [f for f in range(features) if what.columns[0, 0, f] in columns]
    read = {int(r) for r in what.rows[:count][:, steps][:, :, values].ravel()}
    read |= {row for row in what.targets[:count] if row >= 0}
    context = {min(read) - 1, max(read) + 1}
    rows = sorted(r for r in read | context if 0 <= r < what.table_rows)

    down, length, skips = axis(rows)
    foot = sheet.height - UNDER - sheet.text / 2
    height = min(sheet.row[0], (sheet.bottom - sheet.top) / length)
    if what.aligned:
        read_down = max(down[int(row)] for row in what.rows[:count].ravel() if int(row) in down) + 1
        height = min(height, (foot - sheet.top) / read_down)
    across, breadth, _ = axis(columns)
    column = min(sheet.column, 0.36 * sheet.width / breadth)
    y = {row: sheet.top + start * height for row, start in down.items()}
    left = sheet.table + breadth * column + sheet.gutter
    stacked = timesteps == 1 and not what.aligned

    t_at, t_length, t_skips = axis(steps)
    f_at, f_length, f_skips = axis(values)
    room = sheet.width - left - sheet.gap
    if stacked:
        left += BESIDE * sheet.text
        width = min(column, (room - BESIDE * sheet.text) / f_length)
    else:
        width = min(column, ((room + sheet.gap) / count - sheet.gap) / f_length)
    tall = height if what.aligned or stacked else (foot - sheet.top) / t_length
    tall = min(tall, height)
    small = width < sheet.cell or height < sheet.row[1] or tall < 0.8 * sheet.row[1]
    if strict and small:
        return None

    blocks: list[FilmBlock] = []
    for n in range(count):
        first = y[int(what.rows[n][np.ix_(steps, values)].min())]
        x0 = left if stacked else left + n * (f_length * width + sheet.gap)
        y0 = first if stacked else min(first, foot - t_length * tall)
        cells: list[FilmCell] = []
        for t in range(timesteps) if what.aligned else steps:
            # What is seen of the table is seen in every sample that holds it.
            if what.aligned and int(what.rows[n, t, 0]) not in read:
                continue
            for f in values:
                row, place = int(what.rows[n, t, f]), int(what.columns[n, t, f])
                top = y[row] if what.aligned else y0 + t_at[t] * tall
                cells.append((t, f, x0 + f_at[f] * width, top, width, tall, row, place))
        top, bottom = min(c[3] for c in cells), max(c[3] for c in cells) + tall
        omitted: list[Box] = [
            (x0 + at * width, top, SKIP * width, bottom - top) for at, _ in f_skips
        ]
        if what.aligned:
            breaks = [sheet.top + at * height for at, _ in skips]
            omitted += [
                (x0, at, f_length * width, SKIP * height) for at in breaks if top < at < bottom
            ]
        else:
            omitted += [(x0, y0 + at * tall, f_length * width, SKIP * tall) for at, _ in t_skips]
        blocks.append({
            "x": x0, "y": top, "w": f_length * width, "h": bottom - top, "skips": omitted,
            "label": (x0 - 8, top + tall / 2) if stacked else (x0 + f_length * width / 2, top - 12),
            "cells": cells,
        })  # fmt: skip
    frame: FilmFrame = {
        "rows": [(row, y[row], height) for row in rows],
        "skips": [(sheet.top + at * height, SKIP * height, number) for at, number in skips],
        "columns": [(c, sheet.table + across[c] * column, column) for c in columns],
        "across": [(sheet.table + at * column, SKIP * column, number)
                   for at, number in axis(columns)[2]],
        "end": sheet.table + breadth * column,
        "blocks": blocks, "aligned": what.aligned, "stacked": stacked, "marks": [],
        "width": sheet.width, "height": sheet.height, "text": sheet.text, "table": sheet.table,
        "side": sheet.side, "style": f"--size:{sheet.text}px;--least:{sheet.least}px",
    }  # fmt: skip
    return rounded(frame)


def rounded(value: Thing) -> Thing:
    """Write lengths with one decimal; the rest stays."""
    match value:
        case float():
            short: Any = round(value, 1)
            return short
        case list() | tuple():
            return type(value)(map(rounded, value))
        case dict():
            parts: Any = {name: rounded(part) for name, part in value.items()}
            return parts
    return value
