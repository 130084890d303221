"""The words, brackets and arrows of one drawing, as a list that the browser only has to draw."""

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.geometry import SIZES, TAB, Size, every, used
from lstmviz.diagram.scenes.mark import mark
from lstmviz.diagram.scenes.sent.flow import (
    FilmPlace,
    FlowAxes,
    FlowFrame,
    FlowMark,
    FlowStrip,
    FlowWeights,
)
from lstmviz.diagram.scenes.sent.shared import Piece
from lstmviz.network.cells import Cell
from lstmviz.network.specs import TrainingSpec

LONG, LEAN = 7, 3  # letters; px


def marks(
    size: Size, spec: TrainingSpec, strips: tuple[FlowStrip, ...],
    drawing: FlowFrame, layer: int, weights: FlowWeights, axes: FlowAxes,
    columns: int,
) -> list[FlowMark]:  # fmt: skip
    """List all marks of a drawing; those of the table by the names of its rows and columns.

    Args:
        size: of the drawing.
        spec: cell, units, layers.
        strips: of the cell.
        drawing: its positions, from `frame`.
        layer: number of the layer looked at, from 0.
        weights: their number as text.
        axes: where rows and columns go, as axis and words.
        columns: columns of the table that are read.
    """
    cell, film, timesteps = spec.cell, drawing["film"], drawing["timesteps"]
    all_marks = carriage_words(size, cell, strips, weights) + DRAWN[cell].arrows(size)
    if size is SIZES["phone"]:
        return all_marks + phone_words(size, cell, layer, timesteps)
    all_marks += table_words(size, axes, columns) + rail(size, drawing, timesteps)
    all_marks += x_words(size, layer, drawing["inputs"])
    return all_marks + lane_words(size, cell, film, layer, spec.units)


def table_words(size: Size, axes: FlowAxes, columns: int) -> list[FlowMark]:
    """Draw the two brackets that say to which axes columns and rows go, and the key below."""
    x, y, width, height = size.table
    (across, words), (down, label) = axes["columns"], axes["rows"]
    over, side = y - 25, size.side
    left, right = "C0+1", f"C{columns}-1"
    start, end = ("Rs", "Re") if down == "samples" else ("Rf", "Rl")
    key, box = size.guess[0] + size.guess[1] - 8, size.least
    wedge = side + 12 + 11 * box
    return [
        mark("l", 0, [(left, over + 4), (left, over), (right, over), (right, over + 4)], None,
             f"axis {across}"),
        mark("t", 0, [(x + width / 2, over - 8)], words, f"m axis least {across}"),
        mark("l", 0, [(side + 4, start), (side, start), (side, end), (side + 4, end)], None,
             f"axis {down}"),
        mark("l", 0, [(side, "Rm"), (side + 5, "Rm")], None, f"axis {down}"),
        mark("u", 0, [(side - 9, y + height / 2)], label, f"axis least {down}"),
        mark("t", 0, [(x - 6, y - 15)], "row", "r muted least"),
        mark("t", 0, [(side, key)], "−", "least muted"),
        *(mark("b", 0, [(side + 9 + n * box, key - 4), (side + 8 + (n + 1) * box, key + 5)], 1,
               f"fill {look}") for n, look in enumerate(("low", "zero", "high"))),
        mark("t", 0, [(side + 12 + 3 * box, key)], "+   {ends}", "least muted"),
        mark("l", 0, [(wedge, key + 4), (wedge + 32, key + 4),
                      (wedge + 32, key - 4), (wedge, key + 4)], None, "fill f"),
        mark("t", 0, [(wedge + 37, key)], "gate 0 … 1", "least muted"),
    ]  # fmt: skip


def rail(size: Size, drawing: FlowFrame, timesteps: int) -> list[FlowMark]:
    """Draw the rail of timesteps, its numbers, and the tab that rides on it with the carriage."""
    y, film, (_, top, width, _) = size.rail, drawing["film"], size.carriage
    middle, half = width / 2, size.number * TAB / 2
    thin = (film["right"] - film["left"] - width) / max(timesteps - 1, 1)
    step = every(timesteps, thin)
    return [
        mark("r", 0, [(film["left"], y), (film["right"], y)], None, "axis timesteps dim"),
        *(mark("n", 0, [(f"S{n - 1}", y)], str(n), "m halo")
          for n in range(1, timesteps + 1) if n % step == 0),
        mark("l", 1, [(middle, y), (middle, top)], None, "axis timesteps"),
        mark("b", 1, [(middle - half, y - 11), (middle + half, y + 11)], 11, "fill tab"),
        mark("t", 1, [(middle, y)], "t = {step}", "m number on"),
        mark("t", 1, [(middle + half + 8, y)], used(timesteps), "axis timesteps halo"),
    ]  # fmt: skip


def x_words(size: Size, layer: int, inputs: int) -> list[FlowMark]:
    """Say what else is in x_t, where not every value is named beside it."""
    x, y, width, height = size.x_box
    at = x + width + 7
    if layer:
        gutter = size.table[0] + size.table[2] + 75
        top, bottom = size.carriage[1] - 4, size.carriage[1] + 16
        words = f"h of layer {layer}: {inputs} values"
        return [mark("b", 0, [(gutter - 28, top), (gutter + 28, bottom)], 6, "plate"),
                mark("t", 0, [(gutter, (top + bottom) / 2)], f"layer {layer}", "m least b"),
                mark("t", 1, [(at, y + height / 2)], words, "muted")]  # fmt: skip
    if inputs < 5:
        return []
    return [mark("t", 1, [(at, y - 3 + 3.5 * size.text)], f"+ {inputs - 3} more", "muted")]


def carriage_words(
    size: Size, cell: Cell, strips: tuple[FlowStrip, ...], weights: FlowWeights
) -> list[FlowMark]:
    """Name the strips, put the signs between them and the number of weights below the plaque."""
    gap = size.columns[1] - size.columns[0] - size.cell
    above = 11 if size.width < 1000 else 14
    phone = size is SIZES["phone"]
    small = "muted least" if phone else "muted"
    found = []
    for s in strips:
        # A long word leans towards the letter that follows, away from the word before it.
        lean = LEAN if phone and len(s["word"]) > LONG else 0
        middle = size.columns[s["column"]] + size.cell / 2 + lean
        colour = "" if s["colour"] == "plain" else f"n {s['colour']}"
        words: list[Piece] = [(s["letter"], colour)]
        if s["word"]:
            words.append((f" {s['word']}", small))
        found.append(mark("t", 1, [(middle, size.lanes[s["lane"]] - above)], words, "m"))
    for sign, lane, column in DRAWN[cell].signs:
        x = size.columns[column] - gap / 2
        found.append(mark("t", 1, [(x, f"L{lane}")], sign, "m number"))
    x, y, _, height = size.plaque
    learn = weights["learn"]
    first: list[Piece] = [
        (f"{learn} of {weights['count']}" if learn else weights["count"], "b inked"),
        (" weights", "" if learn else "b inked"),
    ]
    second = "can learn: the rest meet 0" if learn else "same at every step"
    step = size.least + 1.5
    found.append(mark("t", 1, [(x, y + height + step * 0.75)], first, "least"))
    found.append(mark("t", 1, [(x, y + height + step * 1.75)], second, "least muted"))
    return found


def lane_words(size: Size, cell: Cell, film: FilmPlace, layer: int, units: int) -> list[FlowMark]:
    """Name the lanes, the walls, the zeros and the samples beside them."""
    left, right = size.lane_left - 9, size.lane_right + 6
    _, box_y, _, box_height = size.x_box
    middle = box_y + box_height / 2
    above = 11 if size.width < 1000 else 14
    found = [
        mark("t", 0, [(left, size.rail)], "timesteps", "r axis timesteps"),
        mark("t", 0, [(left - 22, size.guess[0] + 4)],
             [("target, row {row}: ", ""), ("{target}", "b")], "r goal"),
        mark("t", 0, [(left, middle)], "x = h¹" if layer else "x", "r letter"),
        mark("t", 0, [(left, size.guess[0] + size.guess[1] / 2)], "ŷ", "r letter"),
    ]  # fmt: skip
    for lane, (letter, word, state) in enumerate(DRAWN[cell].lanes):
        top = size.lanes[lane]
        found += [
            mark("t", 0, [(left, f"A{lane}")], letter, "r letter"),
            mark("t", 0, [(left, f"B{lane}")], word, "r least muted"),
            mark("t", 0, [(left, f"L{lane}")], "unit {unit}", "r axis units"),
            mark("l", 0, [(right - 4, top), (right, top), (right, top + size.strip),
                          (right - 4, top + size.strip)], None, "axis units"),
            mark("u", 0, [(right + 10, top + size.strip / 2)],
                 f"{units} {'units' if units > 1 else 'unit'}", "axis units least"),
        ]  # fmt: skip
        zeros = [film["zero"]] + [c["x"] for c in film["before"] + film["after"] if not c["t"]]
        for n, x in enumerate(zeros if state else []):
            at = x + size.zero / 2
            found.append(mark("t", 0, [(at, top - above)], f"{letter}₀", "m muted"))
            found.append(mark("t", 0, [(at, f"L{lane}")], "0", "m b" if n else "m b inked"))
        for side in ("before", "after"):
            for c in film[side]:
                if c["t"]:
                    name = letter + str(c["t"]).translate(str.maketrans("12345", "₁₂₃₄₅"))
                    at = c["x"] + film["narrow"] / 2
                    found.append(mark("t", 0, [(at, top - above)], name, "m faint"))
    # A number may have six digits. It ends with the zeros, or before the values of the first step;
    # that of the sample before stands clear of the lane's letter.
    sides = [(film["zero"] + size.zero, "sample")]
    sides += [(c["x"] + size.zero, "after") for c in film["after"][:1]]
    sides += [
        (c["x"] - 4 if len(film["before"]) > 1 else c["x"] + film["narrow"], "before")
        for c in film["before"][-1:]
    ]
    for at, side in sides:
        step = size.text * 0.6
        found.append(mark("t", 0, [(at, middle - step)], "sample", "r least samples axis"))
        found.append(mark("t", 0, [(at, middle + step)], f"{{{side}}}", "r axis samples"))
    y = (size.lanes[0] + size.lanes[1] + size.strip) / 2
    for x in film["walls"]:
        found.append(mark("u", 0, [(x + size.wall / 2, y)], "state wiped", "least"))
    return found


def phone_words(size: Size, cell: Cell, layer: int, timesteps: int) -> list[FlowMark]:
    """Name the lanes of the narrow drawing."""
    _, box_y, _, box_height = size.x_box
    found = [mark("t", 0, [(14, box_y + box_height / 2)], "h¹" if layer else "x", "m letter"),
             mark("t", 0, [(14, size.guess[0] + 16)], "ŷ", "m letter"),
             mark("t", 0, [(15, 26)], "0", "m b"),
             mark("t", 0, [(size.width / 2, size.rail)],
                  f"t = {{step}} of {timesteps}: {used(timesteps)}", "m axis timesteps"),
             mark("t", 0, [(size.lane_right, size.guess[0] + size.guess[1] + 11)],
                  "target, row {row}: {target}", "r goal")]  # fmt: skip
    for lane, (letter, _, state) in enumerate(DRAWN[cell].lanes):
        found.append(mark("t", 0, [(14, f"A{lane}")], letter, "m letter"))
        if state:
            at = (size.lane_left + size.carriage[0]) / 2
            found.append(mark("t", 0, [(at, size.lanes[lane] - 11)], f"{letter}{{p}}", "m b"))
    return found
