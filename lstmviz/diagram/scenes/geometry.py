"""Where everything in the diagram stands: every x, y, width and height, from the shape alone.

Three drawings: `big` (1,200 wide), `small` (966 wide) and `phone` (390 wide). The browser takes
the one that suits the component's width and scales it, so all lengths are CSS pixels at scale 1.
"""

from dataclasses import dataclass, replace

from lstmviz.diagram.scenes.sent.flow import FilmPlace, FlowFrame
from lstmviz.diagram.scenes.sent.shared import Box, Corner, Lens


@dataclass(frozen=True)
class Size:
    """The measures of one drawing; `unit`, `near` and `lens` are heights of rows.

    Args:
        width, height: of the whole drawing.
        letter, number, text, least: font sizes of lane letters, ŷ and gate values, words, least.
        side: x of the bracket beside the table's rows.
        table: x, y, width, height of the table's cells; `column` the width of an enlarged column.
        row, near: height of the current row and of its two neighbours on each side.
        lane_left, lane_right: borders of the lanes; steps stand between `left` and `right`.
        rail: y of the rail of timesteps.
        carriage: x (phone only, else 0), y, width, height.
        x_box: x (in the carriage), y, width, height of x_t; `x_row` the height of one value.
        lanes: y of the strips of the upper and of the lower lane; `strip` their height.
        columns: x (in the carriage) of the five columns of strips; `cell` the width of a strip.
        plaque: x (in the carriage), y, width, height of the picture of the weights.
        lens: height of the chosen unit's row.
        guess: y and height of the lane of ŷ.
        zero, wall: width of the strip of zeros and of the wall.
    """

    width: float
    height: float
    letter: float
    number: float
    text: float
    least: float
    side: float
    table: tuple[float, float, float, float]
    column: float
    row: float
    near: float
    lane_left: float
    lane_right: float
    left: float
    right: float
    rail: float
    carriage: tuple[float, float, float, float]
    x_box: tuple[float, float, float, float]
    x_row: float
    lanes: tuple[float, float]
    strip: float
    columns: tuple[float, float, float, float, float]
    cell: float
    plaque: tuple[float, float, float, float]
    lens: float
    guess: tuple[float, float]
    zero: float
    wall: float


SIZES = {
    "big": Size(
        width=1200, height=494, letter=24, number=17, text=13, least=11.5,
        side=34, table=(70, 50, 156, 352), column=52, row=28, near=20,
        lane_left=322, lane_right=1170, left=382, right=1109, rail=17,
        carriage=(0, 31, 354, 400), x_box=(30, 52, 60, 52), x_row=15,
        lanes=(132, 297), strip=128, columns=(67, 124, 181, 238, 295), cell=36,
        plaque=(13, 303, 103, 84), lens=20, guess=(440, 46), zero=24, wall=17,
    ),
    "small": Size(
        width=966, height=354, letter=18, number=14, text=11.8, least=11.4,
        side=21, table=(53, 38, 126, 256), column=42, row=23, near=16,
        lane_left=281, lane_right=938, left=331, right=896, rail=11,
        carriage=(0, 21, 303, 290), x_box=(22, 36, 54, 44), x_row=12.5,
        lanes=(101, 218), strip=88, columns=(55, 105, 155, 205, 255), cell=33,
        plaque=(9, 221, 80, 56), lens=17, guess=(318, 32), zero=18, wall=13,
    ),
    "phone": Size(
        width=390, height=519, letter=18, number=15, text=12, least=11.8,
        side=0, table=(68, 104, 280, 56), column=94, row=30, near=20,
        lane_left=30, lane_right=382, left=30, right=364, rail=62,
        carriage=(62, 172, 291, 292), x_box=(6, 182, 279, 28), x_row=28,
        lanes=(240, 366), strip=94, columns=(53, 101, 149, 197, 245), cell=34,
        plaque=(10, 369, 78, 62), lens=18, guess=(473, 26), zero=30, wall=0,
    ),
}  # fmt: skip

TAB = 4.4  # width of the tab that says t, in its font size

# Film of the phone: one overview strip on top, both lanes in it.
PHONE_FILM = {"y": 4, "height": 44}


def with_row_numbers(size: Size, letters: int) -> Size:
    """Move the table to the right to make room for row numbers of so many letters."""
    if size is SIZES["phone"]:
        return size
    x, y, width, height = size.table
    more = letters * size.text * 0.56 - (x - size.side - 12)
    return replace(size, table=(x + min(max(more, 0), 32), y, width, height))


def lens(length: float, size: float, near: float = 0, before: int = 0, after: int = 0,
         cap: float = 1e9) -> Lens:  # fmt: skip
    """Say how `spread`, in the browser, divides a length among things, one of them enlarged.

    Args:
        length: what there is to divide, px.
        size: of the chosen one.
        near: size of its nearest neighbours.
        before: how many of them stand before it.
        after: how many after it.
        cap: largest size of all others.
    """
    return {
        "length": length, "lens": size, "near": near, "before": before, "after": after, "cap": cap,
    }  # fmt: skip


def slots(size: Size, timesteps: int) -> FilmPlace:
    """Place walls, zeros and the neighbouring samples' steps around the steps of one sample.

    With one timestep the sample before and the one after are seen whole, with two to five in
    part; longer sequences fill the width.

    Returns:
        `before`, `after`: x of the neighbours' columns, with t (0 = the zeros); `walls`: x of the
        walls; `zero`: x of this sample's zeros; `left`, `right`: where its steps stand; `narrow`:
        the width of a neighbour's column; `y`, `height`: the overview of a phone.
    """
    if size is SIZES["phone"]:
        x = size.left - size.zero
        return {"before": [], "after": [], "walls": [], "zero": x, "left": size.left,
                "right": size.right, "narrow": size.zero,
                "y": PHONE_FILM["y"], "height": PHONE_FILM["height"]}  # fmt: skip
    cell = size.cell + 6
    gap, edge = size.wall + 10, size.lane_left
    if timesteps > 5:
        before, after, shift, tail = [], [(0, size.right + gap)], 0.0, 0.0
    elif timesteps > 1:
        shift = tail = cell + 18
        before = [(timesteps, edge + 8)]
        after = [(0, size.right - tail + gap), (1, size.right - tail + gap + size.zero + 22)]
    else:
        shift = size.zero + cell + 36
        tail = shift - 8
        before = [(0, edge + 8), (1, edge + 8 + size.zero + 24)]
        after = [(0, size.right - tail + gap), (1, size.right - tail + gap + size.zero + 24)]
    wall = edge + shift
    return {
        "before": [{"t": t, "x": x} for t, x in before],
        "after": [{"t": t, "x": x} for t, x in after],
        "walls": [wall, size.right - tail + 2],
        "zero": wall + gap,
        "left": size.left + shift,
        "right": size.right - tail - (0 if timesteps > 1 else 14),
        "narrow": cell - 6,
        "y": 0,
        "height": 0,
    }


def corner(box: Box) -> Corner:
    """Name the measures of a rectangle."""
    x, y, width, height = box
    return {"x": x, "y": y, "w": width, "h": height}


def used(timesteps: int) -> str:
    """Say that one cell serves all timesteps."""
    return f"one cell, used {timesteps} times" if timesteps > 1 else "one cell, once per sample"


def every(timesteps: int, thin: float) -> int:
    """Choose every how many steps of `thin` px the rail carries a number."""
    room = 25 if timesteps > 99 else 18
    nice = (1, 2, 3, 4, 6, 9, 12, 18, 20, 25, 36, 50, 100, 200)
    return next((n for n in nice if n * thin >= room), timesteps)


def frame(size: Size, timesteps: int, inputs: int, columns: int, units: int) -> FlowFrame:
    """Compute one drawing for a shape.

    Args:
        size: one of `SIZES`.
        timesteps: T.
        inputs: values in one x_t, features, or units of the layer below.
        columns: columns of the table shown.
        units: U.

    Returns:
        Positions and sizes in px and the arguments of `spread` for the four axes: `rows`,
        `columns`, `steps`, `units`. Its `marks` are left to marks.py.
    """
    phone = size is SIZES["phone"]
    x, y, width, height = size.table
    film = slots(size, timesteps)
    room = film["right"] - film["left"]
    box_x, box_y, box_width, box_height = size.x_box
    x_row = min(size.x_row, box_height / inputs)
    x_height = box_height if phone else x_row * inputs
    x_top = box_y + (box_height - x_height) / 2
    # Up to four columns are equally wide; of more, one is enlarged.
    column = width / columns if phone or columns == 4 else size.column
    beside = size.cell + 4
    if 1 < timesteps < 6:  # few steps: columns with names, numbers and arrows between
        beside = min(94, (room - size.carriage[2]) / (timesteps - 1))
    middle, tab, words = size.carriage[2] / 2, size.number * TAB, len(used(timesteps))
    numbered = height / max(round((height - size.row) / size.near) + 1, 1)
    return {
        "timesteps": timesteps, "inputs": inputs,
        "width": size.width, "height": size.height, "phone": phone,
        "number": size.number, "text": size.text,
        "style": f"--letter:{size.letter}px;--number:{size.number}px;--size:{size.text}px;"
                 f"--least:{size.least}px",
        "table": {"x": x, "y": y, "width": width, "height": height, "enough": size.near - 3},
        "rows": lens(height, size.row, size.near, 1 if phone else 2, 0 if phone else 2,
                     min(size.near, numbered)),
        "columns": lens(width, column, cap=column),
        "steps": lens(room, room / timesteps) if phone
        else lens(room, size.carriage[2], beside, 1, 0, 94),
        "units": lens(size.strip, min(size.strip, max(size.lens, size.strip / units))),
        "lane": {"left": size.lane_left, "right": size.lane_right, "tops": list(size.lanes),
                 "height": size.strip},
        "ribbon": {"gutter": x + width + 8, "top": size.carriage[1] + 4},
        "film": film,
        "rail": (middle - tab / 2 - 9, middle + tab / 2 + 14 + words * size.text * 0.54),
        "carriage": corner(size.carriage),
        "x": {"x": box_x, "y": x_top, "width": box_width, "height": x_height, "row": x_row,
              "lane": (box_y - 3, box_height + 6)},
        "strips": {"x": list(size.columns), "width": size.cell},
        "plaque": corner(size.plaque),
        "guess": {"y": size.guess[0], "height": size.guess[1],
                  "left": size.lane_left if phone else film["zero"],
                  "right": size.lane_right if phone else film["right"]},
        "zero": size.zero, "wall": size.wall, "marks": [],
    }  # fmt: skip
