"""A dataset and a few of its samples → a scene: each cell of the table, and its places in X."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Int

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.blocks import MOST_SAMPLES, Cells, Shown, tensor_frame
from lstmviz.diagram.scenes.flow import tints
from lstmviz.diagram.scenes.names import short_names
from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.diagram.scenes.packing import pack
from lstmviz.diagram.scenes.palette import palette
from lstmviz.diagram.scenes.pulled import listed
from lstmviz.diagram.scenes.sent.film import FilmFrame, FilmMark, FilmScene, FilmTable
from lstmviz.diagram.scenes.sheets import SHEETS, Sheet
from lstmviz.diagram.scenes.strangers import isolated
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.mistakes import Mistake
from lstmviz.wording import capital, many, narrow, two


def tensor_scene(
    dataset: Dataset,
    sample: int,
    words: Words,
    turn: Mistake | None = None,
    offset: int | None = None,
) -> FilmScene:
    """Lay out the film of some samples for the browser.

    Args:
        dataset: table, layout and task.
        sample: number of the sample that the film begins with.
        words: what the person calls a row, a column and the table.
        turn: a wrong turn or a shuffle, of which the film shows what X would hold.
        offset: rows from the window's last row to the target; None for the task's.

    Returns:
        A dictionary for JSON. `frames`: positions of the three drawings (blocks.py), their rows as
        places in `table`; `columns` and `table`: what is shown, as text and as tint; `goes`: for
        each cell its places in X; `targets`: for each sample the place of its target's row.
    """
    samples = film_samples(dataset, sample)
    table, across = dataset.table, len(dataset.table.columns)
    # Windows that were shuffled stand under other numbers; of rows that were, the table is drawn
    # in their new order, so that a window is again what stands together.
    key = turn.key if turn else ""
    taken = dataset.shuffled_samples[samples] if key == "shuffle_windows" else samples
    order = dataset.shuffled_rows if key == "shuffle_rows" else None
    source = turn.cells(dataset, samples) if turn and order is None else dataset.source(samples)
    rows, columns = np.divmod(source, across)
    drawn = [*map(int, dataset.features)]
    drawn += [] if dataset.target in drawn else [dataset.target]
    place = np.zeros(across, int)
    place[drawn] = range(len(drawn))
    ahead = dataset.task.horizon if offset is None else offset
    targets = dataset.starts[taken] + dataset.layout.span - 1 + ahead
    leaks = ahead <= 0 and any(
        int(target) * across + dataset.target in one
        for target, one in zip(targets, source.reshape(len(samples), -1), strict=True)
    )
    last = len(table.values) - 1
    what = Shown(
        rows=rows,
        columns=place[columns],
        targets=tuple(int(row) if 0 <= row < len(table.values) else -1 for row in targets),
        count=len(drawn),
        target=drawn.index(dataset.target),
        table_rows=last + 1,
        largest=last if order is not None else min(int(max(rows.max(), targets.max())) + 1, last),
    )
    drawings = {name: tensor_frame(sheet, what) for name, sheet in SHEETS.items()}
    seen = sorted({row for frame in drawings.values() for row, *_ in frame["rows"]})
    at = {row: n for n, row in enumerate(seen)}
    numbers = [int(row if order is None else order[row]) for row in seen]
    goes = [
        [places_among(samples, source, row * across + c) if turn else places(dataset, row, c)
         for c in drawn]
        for row in seen
    ]  # fmt: skip
    _, timesteps, features = source.shape
    frames = {}
    for name, sheet in SHEETS.items():
        told = marks(sheet, drawings[name], dataset.shape[0], timesteps, features, words)
        frames[name] = with_places(drawings[name], at) | {"marks": told}
    shorter = short_names(table.columns)
    scene: FilmScene = {
        "id": "", "first": min(sample, dataset.shape[0] - 1),
        "border": int(dataset.train.max(initial=-1)),
        "choice": f"{dataset.key} {key}", "samples": samples.tolist(), "total": dataset.shape[0],
        "frames": frames,
        "columns": [
            {"name": table.columns[c], "names": shorter[c], "column": c,
             "colour": c % 6, "feature": c in dataset.features, "target": c == dataset.target}
            for c in drawn
        ],
        "table": cell_words(dataset, words, seen, numbers, drawn),
        "goes": goes,
        "targets": [at.get(row, -1) for row in what.targets], "leak": leaks,
        "side": side_words(dataset, words),
        "captions": [
            caption(dataset, int(s), row, words, turn)
            for s, row in zip(samples, what.targets, strict=True)
        ],
        "palette": palette(dataset.target),
    }  # fmt: skip
    scene["id"] = hashlib.sha256(repr((dataset.key, words, scene)).encode()).hexdigest()[:12]
    return isolated(scene)


def with_places(frame: FilmFrame, at: Mapping[int, int]) -> FilmFrame:
    """Name the rows of a drawing by their places in the scene's `table`."""
    return {
        **frame,
        "rows": [(at[row], y, height) for row, y, height in frame["rows"]],
        "blocks": [
            {**block, "cells": [(*cell[:6], at[cell[6]], cell[7]) for cell in block["cells"]]}
            for block in frame["blocks"]
        ],
    }


def film_samples(dataset: Dataset, sample: int) -> Int[np.ndarray, " samples"]:
    """Choose the consecutive samples that a film shows; at the end, two stand before the last."""
    total = dataset.shape[0]
    first = max(0, min(sample, total - 3))
    return np.arange(first, min(first + MOST_SAMPLES, total))


def places(dataset: Dataset, row: int, column: int) -> str:
    """List the places of X that a cell of the table goes to: the first few, and how many."""
    return listed(dataset.places(row, column).tolist())


def places_among(samples: Int[np.ndarray, " samples"], source: Cells, cell: int) -> str:
    """List the places of a cell in some samples alone."""
    return listed([[int(samples[n]), int(t), int(f)] for n, t, f in np.argwhere(source == cell)])


def cell_words(
    dataset: Dataset, words: Words, rows: Sequence[int], numbers: Sequence[int],
    columns: Sequence[int],
) -> FilmTable:  # fmt: skip
    """Describe the cells that are drawn.

    Args:
        dataset: their table.
        words: what a row is called.
        rows: places of the rows.
        numbers: the rows that stand there.
        columns: their columns.

    Returns:
        `rows`: their numbers; `names`: how a note calls them; `text`, `units`, `scaled`: values in
        the table's unit and as the network sees them; `tint`: strength of their colour; `held`:
        whether they are kept for validation.
    """
    table = dataset.table
    digits = {c: decimals(table.values[:, c]) for c in columns}
    names = [table.row_name(row) for row in numbers]
    return {
        "rows": list(numbers),
        "names": [
            f"{words.row} {row:,}" + ("" if name in (str(row), f"{row:,}") else f" ({name})")
            for row, name in zip(numbers, names, strict=True)
        ],
        "text": [[narrow(float(table.values[r, c]), digits[c]) for c in columns]
                 for r in numbers],
        "units": [unit(table, c) for c in columns],
        "scaled": [[two(float(dataset.scaled[r, c])) for c in columns]
                   for r in numbers],
        "tint": pack(tints(table, numbers, columns), bits=8),
        "held": [bool(dataset.held_out[place]) for place in rows],
    }  # fmt: skip


def side_words(dataset: Dataset, words: Words) -> tuple[str, str]:
    """Say what the bracket beside the table spans, and to which axis it goes."""
    window = dataset.layout.window
    if window == 1:
        return "samples", f"1 {words.row} = 1 sample"
    apart = f", every {ordinal(dataset.layout.dilation)}" if dataset.layout.dilation > 1 else ""
    return dataset.layout.rows, f"window: {window:,} {words.rows}{apart}"


def ordinal(number: int) -> str:
    """Write an ordinal number: 2nd, 3rd, 4th, 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0)
    return f"{number:,}{ending or 'th'}"


def caption(
    dataset: Dataset, sample: int, target: int, words: Words, turn: Mistake | None = None
) -> str:
    """Say in a sentence or two what one sample is made of, and where its target stands.

    Args:
        dataset: whose sample it is.
        sample: its number.
        target: row of its target as it is drawn; −1 where that is none of the table.
        words: what a row and a column are called.
        turn: the wrong turn or shuffle that is shown.
    """
    if turn:
        step = turn.cells(dataset, np.array([sample]))[0, 0]
        rows, columns = np.divmod(step[:4], len(dataset.table.columns))
        held = ", ".join(
            f"{dataset.table.columns[column]} of {words.row} {row:,}"
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        )
        more = f" and {len(step) - 4:,} more" if len(step) > 4 else ""
        return f"{capital(turn.title)}: the first timestep of X[{sample:,}] holds {held}{more}."
    layout, (_, timesteps, features) = dataset.layout, dataset.shape
    first = int(dataset.starts[sample])
    last = first + layout.span - 1
    shape = f"{many(timesteps, 'timestep')} of {many(features, 'feature')}"
    if layout.window == 1:
        how = {
            "features": f"its {words.columns} enter together",
            "timesteps": f"its {words.columns} enter one after another",
        }[layout.columns]
        words_of = f"is {words.row} {first:,} alone: {how}, {shape}."
    else:
        how = {
            ("timesteps", "features"): f"one {words.row} a timestep",
            ("features", "features"): f"all {words.rows} side by side in one step",
            ("timesteps", "timesteps"): "one value after another",
            ("features", "timesteps"): f"one {words.column} a timestep",
        }[layout.rows, layout.columns]
        every = f" (every {ordinal(layout.dilation)})" if layout.dilation > 1 else ""
        words_of = f"is a copy of {words.rows} {first:,} to {last:,}{every}: {how}, {shape}."
    if target < 0:
        return f"X[{sample:,}] {words_of}"
    value = narrow(
        float(dataset.table.values[target, dataset.target]),
        decimals(dataset.table.values[:, dataset.target]),
    )
    goal = with_unit(value, unit(dataset.table, dataset.target))
    name = dataset.table.columns[dataset.target]
    leaks = target <= last and dataset.target in dataset.features
    inside = ", in its own window" if leaks else ""
    return (
        f"X[{sample:,}] {words_of} Its target is {name} of {words.row} {target:,}{inside}: {goal}."
    )


def marks(
    sheet: Sheet, frame: FilmFrame, samples: int, timesteps: int, features: int, words: Words
) -> list[FilmMark]:  # fmt: skip
    """List what stands still: the brackets of the three axes, each in its colour.

    A mark is kind, points, text, class: kind "t" text, "u" upright text, "l" line, "a" arrow.
    """
    # The uppermost sample, which is the first but where windows were shuffled.
    first, last = min(frame["blocks"], key=lambda block: block["y"]), frame["blocks"][-1]
    x, y, w, h = first["x"], first["y"], first["w"], first["h"]
    steps, values = many(timesteps, "timestep"), many(features, "feature")
    end = sheet.width - 12
    under = (last["y"] + last["h"] if frame["stacked"] else y + h) + 6
    all_marks: list[FilmMark] = [
        ("t", [(frame["table"] - 6, sheet.top - 15)], words.row, "r muted least"),
        ("l", [(x, under), (x, under + 5), (x + w, under + 5), (x + w, under)], None,
         "axis features"),
        ("t", [(x, under + 15)], values, "axis features halo"),
    ]  # fmt: skip
    if frame["stacked"]:
        side = frame["end"] + 26
        foot = last["y"] + last["h"]
        all_marks += [
            ("a", [(side, y), (side, min(foot + 14, sheet.bottom))], None, "axis samples"),
            ("u", [(side - 11, (y + foot) / 2)], many(samples, "sample"),
             "m axis samples halo"),
            ("t", [(x, y - 9)], f"{steps} each", "axis timesteps halo"),
        ]  # fmt: skip
        return all_marks
    top = sheet.top - 31
    side = x - 12
    return [
        *all_marks,
        ("a", [(x, top), (end, top)], None, "axis samples"),
        ("t", [((x + end) / 2, top - 9)], many(samples, "sample"), "m axis samples"),
        ("l", [(side + 5, y), (side, y), (side, y + h), (side + 5, y + h)], None,
         "axis timesteps"),
        # Upright beside a low bracket it would stand in the targets' way.
        ("u", [(side - 9, y + h / 2)], steps, "m axis timesteps halo")
        if h > len(steps) * sheet.text * 0.5
        else ("t", [(x, under + 15 + 1.2 * sheet.text)], steps, "axis timesteps halo"),
    ]  # fmt: skip
