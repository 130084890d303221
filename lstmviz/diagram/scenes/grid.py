"""Where maps stand: every position of a grid of matrices, for four widths, in px."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.diagram.scenes.names import short_names
from lstmviz.diagram.scenes.numbers import rounded
from lstmviz.diagram.scenes.panels import Axis, Panel
from lstmviz.diagram.scenes.sent.maps import MapBox, MapMark, MapsFrame
from lstmviz.diagram.scenes.sent.shared import Corner

LETTER = 0.53  # mean width of a letter, in its font size
GAP = 5  # between groups of an axis
CHIP = 11  # a colour before a name
STRIDES = (1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 50, 64, 100, 128, 200, 250, 500)


@dataclass(frozen=True)
class Sheet:
    """The measures of one drawing, in px at scale 1.

    Args:
        width: of the whole drawing.
        text, least: font sizes.
        pad: at its borders.
        between: between neighbouring maps.
        gutter: greatest width of the names beside a map.
        share: of the maps that stand side by side on a wide screen, how many do here.
        tall: how high maps are, as a factor.
        cell: greatest width and height of a cell.
    """

    width: float
    text: float
    least: float
    pad: float
    between: float
    gutter: float
    share: float
    tall: float
    cell: tuple[float, float]


SHEETS = {
    "big": Sheet(1200, 13, 11.5, 18, 30, 130, 1, 1.2, (52, 20)),
    "small": Sheet(966, 12, 11.4, 14, 22, 110, 1, 1, (46, 17)),
    "half": Sheet(476, 11.5, 11.2, 10, 16, 92, 0.5, 1, (40, 16)),
    "phone": Sheet(390, 12, 11.8, 8, 14, 78, 0.5, 1, (40, 18)),
}


def lay_out(
    sheet: Sheet,
    panels: Sequence[Panel],
    across: int,
    tall: float,
    top: float = 0,
    head: bool = True,
) -> MapsFrame:
    """Lay out a drawing.

    Args:
        sheet: its measures.
        panels: in reading order.
        across: how many stand side by side on a wide screen.
        tall: greatest height of a map.
        top: where the first line begins.
        head: whether groups of columns are named above their maps.

    Returns:
        `width`, `height`, `style`; for each panel x, y, w, h of its map, and places of `title`,
        `legend` and `note` [x, y, letters that fit]; `marks`: what stands still, (kind, points,
        text, class): "t" text, "l" line, "c" a chip of colour.
    """
    columns = max(1, int(across * sheet.share))
    lines = grid(panels, columns)
    gutters = [
        max((gutter(sheet, panel, tall) for line in lines for at, _, panel in line
             if at == number and leads(panel, at, line)), default=0.0)
        for number in range(columns)
    ]  # fmt: skip
    apart = sheet.between * (columns - 1)
    width = (sheet.width - 2 * sheet.pad - apart - sum(gutters)) / columns
    boxes: dict[int, MapBox] = {}
    marks: list[MapMark] = []
    y = top
    for number, line in enumerate(lines):
        above, below = (lines[n] if 0 <= n < len(lines) else [] for n in (number - 1, number + 1))
        placed = []
        for at, index, panel in line:
            end = at + span(panel, columns)
            room = (end - at) * width + (end - at - 1) * sheet.between + sum(gutters[at + 1 : end])
            x = sheet.pad + at * (width + sheet.between) + sum(gutters[: at + 1])
            heads = head and not in_line(panel, at, above)
            feet = not in_line(panel, at, below)
            placed.append((index, panel, x, room, heads, feet, leads(panel, at, line)))
        above_maps = max(
            header(sheet, panel, room, heads) for _, panel, _, room, heads, *_ in placed
        )
        depth = 0.0
        for index, panel, x, room, heads, feet, named in placed:
            box, cell = place(sheet, panel, x, y + above_maps, room, tall)
            boxes[index] = titled(sheet, panel, box, room, heads)
            if named:
                marks += row_marks(sheet, panel, box, cell[1])
            marks += column_marks(sheet, panel, box, cell[0], heads, feet, named)
            foot = 1.6 * sheet.least if feet and panel.columns.word else 0.0
            depth = max(depth, box["h"] + foot)
        y += above_maps + depth + (0.5 * sheet.text if below else 4)
    return rounded({
        "width": sheet.width, "height": y, "text": sheet.text, "gap": GAP,
        "style": f"--size:{sheet.text}px;--least:{sheet.least}px",
        "panels": [boxes[n] for n in range(len(panels))], "marks": marks,
    })  # fmt: skip


def span(panel: Panel, columns: int) -> int:
    """Columns of the grid that a panel takes here."""
    return min(panel.span, columns)


def grid(panels: Sequence[Panel], columns: int) -> list[list[tuple[int, int, Panel]]]:
    """Break panels into lines: for each its column of the grid, its number, itself."""
    lines, at = [[]], 0
    for number, panel in enumerate(panels):
        if at + span(panel, columns) > columns:
            lines.append([])
            at = 0
        lines[-1].append((at, number, panel))
        at += span(panel, columns)
    return lines


def in_line(panel: Panel, at: int, line: Sequence[tuple[int, int, Panel]]) -> bool:
    """Tell whether the neighbouring line continues a panel's columns, so that it names them."""
    return any(place == at and (p.columns, p.span) == (panel.columns, panel.span)
               for place, _, p in line)  # fmt: skip


def leads(panel: Panel, at: int, line: Sequence[tuple[int, int, Panel]]) -> bool:
    """Tell whether a panel names its rows; else the one to its left does, which has the same."""
    before = [p for place, _, p in line if place < at]
    return not before or before[-1].rows != panel.rows


def height_of(sheet: Sheet, axis: Axis, tall: float) -> float:
    """Choose the height of a row."""
    return min(sheet.cell[1], tall * sheet.tall / len(axis.names))


def gutter(sheet: Sheet, panel: Panel, tall: float) -> float:
    """Choose the width of the names to the left of a map."""
    row = height_of(sheet, panel.rows, tall)
    names = [name for _, name in row_names(sheet, panel.rows, row)]
    chip = CHIP if panel.rows.colours else 0
    words = [panel.rows.word, panel.columns.word]
    widths = [LETTER * sheet.least * len(name) + chip for name in names]
    widths += [LETTER * sheet.least * len(word) for word in words]
    return min(max(widths, default=0.0), sheet.gutter) + 8


def row_names(sheet: Sheet, axis: Axis, row: float) -> list[tuple[int, str]]:
    """Choose which rows are named, so that names do not touch, and shorten them to the gutter."""
    ticks = axis.ticks or axis.names
    most = int((sheet.gutter - (CHIP if axis.colours else 0)) / (LETTER * sheet.least))
    stride = next((s for s in STRIDES if s * row >= 1.12 * sheet.least), STRIDES[-1])
    return [(n, fitted(ticks[n], most)) for n in range(0, len(ticks), stride)]


def fitted(name: str, most: int) -> str:
    """Shorten a name to some letters.

    >>> fitted("temperature", 6)
    'temp.'
    """
    shorter = (short for short in short_names([name])[0] if len(short) <= most)
    return next(shorter, name[: most - 1] + "…")


def place(
    sheet: Sheet, panel: Panel, x: float, y: float, room: float, tall: float
) -> tuple[Corner, tuple[float, float]]:
    """Place a map into the room for it; give the size of a cell too."""
    rows, columns = len(panel.rows.names), len(panel.columns.names)
    gaps = [GAP * max(len(axis.groups) - 1, 0) for axis in (panel.rows, panel.columns)]
    w = min(sheet.cell[0], (room - gaps[1]) / columns)
    h = height_of(sheet, panel.rows, tall)
    return {"x": x, "y": y, "w": w * columns + gaps[1], "h": h * rows + gaps[0]}, (w, h)


def legend_width(sheet: Sheet, room: float) -> float:
    """Room for the legend at the right of a title."""
    return (15 * LETTER * sheet.least + 44) if room > 230 else 8 * LETTER * sheet.least + 28


def note_lines(sheet: Sheet, panel: Panel, room: float) -> int:
    """How many lines a note takes of its own; none if it fits beside the title."""
    free = room - legend_width(sheet, room)
    if LETTER * sheet.text * (len(panel.title) + 2 + len(panel.note)) <= free:
        return 0
    return -int(-len(panel.note) // max(int(room / (LETTER * sheet.text)), 1))


def header(sheet: Sheet, panel: Panel, room: float, heads: bool) -> float:
    """Height of what stands above a map: title, note, and the letters of its groups."""
    letters = 1.7 * sheet.text if heads and panel.columns.groups else 0.0
    return 1.75 * sheet.text + 1.3 * sheet.text * note_lines(sheet, panel, room) + letters


def titled(sheet: Sheet, panel: Panel, box: Corner, room: float, heads: bool) -> MapBox:
    """Place title, note and legend above a map."""
    lines = note_lines(sheet, panel, room)
    top = box["y"] - header(sheet, panel, room, heads) + 0.9 * sheet.text
    letters = int(room / (LETTER * sheet.text))
    return {
        **box,
        "title": (box["x"], top),
        "note": (box["x"], top + 1.3 * sheet.text, letters) if lines else None,
        "legend": (box["x"] + room, top, room > 230),
    }


def row_marks(sheet: Sheet, panel: Panel, box: Corner, h: float) -> list[MapMark]:
    """Write the names of the rows to the left of a map."""
    x, y, rows = box["x"], box["y"], panel.rows
    down = starts(rows, y, h)
    marks: list[MapMark] = []
    if rows.word:
        above = [x - 6, y - 0.75 * sheet.text]
        marks.append(("t", [above], rows.word, f"r least axis {rows.kind}"))
    for n, name in row_names(sheet, rows, h):
        style = "r least " + (f"name{rows.colours[n] % 6}" if rows.colours else "muted")
        marks.append(("t", [[x - 6, down[n] + h / 2]], name, style))
    for n, column in enumerate(rows.colours):
        if h > 3:
            chip = [x - 3.5, down[n] + 0.5, 3, h - 1]
            marks.append(("c", [chip], column % 6, ""))
    return marks


def column_marks(
    sheet: Sheet, panel: Panel, box: Corner, w: float, heads: bool, feet: bool,
    named: bool,
) -> list[MapMark]:  # fmt: skip
    """Write the groups of columns above a map and their numbers below."""
    x, y, columns = box["x"], box["y"], panel.columns
    right = starts(columns, x, w)
    marks: list[MapMark] = []
    for group in columns.groups if heads else ():
        left, end, over = right[group.first], right[group.last] + w, y - 4
        words = [(group.name, f"letter {group.token}")]
        if group.word and LETTER * sheet.text * (len(group.word) + 3) < end - left:
            words.append((f" {group.word}", ""))
        marks.append(("t", [[(left + end) / 2, y - 1.0 * sheet.text]], words, "m"))
        marks.append(("l", [[left, over + 2], [left, over], [end, over], [end, over + 2]], None,
                      f"group {group.token}"))  # fmt: skip
    if not feet or not columns.word:
        return marks
    foot, look = y + box["h"] + 0.95 * sheet.least, f"least axis {columns.kind}"
    if named:
        marks.append(("t", [[x - 6, foot]], columns.word, f"r {look}"))
    for n, name in column_names(sheet, columns, w):
        marks.append(("t", [[right[n] + w / 2, foot]], name, f"m {look} plain"))
    return marks


def column_names(sheet: Sheet, axis: Axis, width: float) -> list[tuple[int, str]]:
    """Choose which columns are named, anew in each group, so that names do not touch."""
    ticks = axis.ticks or axis.names
    need = LETTER * sheet.least * max(map(len, ticks)) + 6
    stride = next((s for s in STRIDES if s * width >= need), len(ticks))
    firsts = [group.first for group in axis.groups] or [0]
    chosen = []
    for first, end in zip(firsts, [*firsts[1:], len(ticks)], strict=True):
        # The last may not touch the first of the next group.
        clear = end if end == len(ticks) else end + (GAP - need) / width
        places = [n for n in range(first, end, stride) if n == first or n <= clear]
        # Timesteps count from 1: after the first, name the round ones.
        if axis.kind == "timesteps" and stride > 1:
            places = [first, *range(first + stride - 1, end, stride)][stride < 3 :]
        chosen += [(n, ticks[n]) for n in places]
    return chosen


def starts(axis: Axis, at: float, size: float) -> list[float]:
    """Give the left or upper border of each place of an axis; groups stand a little apart."""
    firsts = {group.first for group in axis.groups if group.first}
    borders = []
    for n in range(len(axis.names)):
        at += GAP if n in firsts else 0
        borders.append(at)
        at += size
    return borders
