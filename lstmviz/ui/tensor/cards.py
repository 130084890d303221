"""The layouts as cards: what each makes of the table in view, and a small picture of it."""

from dataclasses import replace

import numpy as np

from lstmviz.diagram.scenes.sent.film import FilmCard
from lstmviz.samples.layout_words import LAYOUT_WORDS
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError, layout_name
from lstmviz.ui import pickers, visit

PICTURE = 6  # rows and columns that a card's picture draws at most


def cards() -> list[FilmCard]:
    """Describe the layouts for their cards: name, shape, and a small picture."""
    choices, dataset = visit.experiment(), visit.dataset()
    rows, columns = len(dataset.table.values), len(dataset.features)
    shown = layout_name(choices.layout)
    made: list[FilmCard] = []
    for name in LAYOUTS:
        layout = pickers.layout_named(name)
        try:
            shape = layout.shape(rows, columns, choices.task.horizon)
        except LayoutError:
            shape = (0, *layout.shape(layout.span, columns)[1:])
        samples, timesteps, features = shape
        made.append(
            {
                "key": name,
                "title": LAYOUT_WORDS[name].title,
                "samples": f"{samples:,}",
                "timesteps": f"{timesteps:,}",
                "features": f"{features:,}",
                "chosen": name == shown,
                "picture": picture(layout, dataset.features[:PICTURE]),
            }
        )
    return made


def picture(layout: Layout, columns: np.ndarray) -> list[list[tuple[int, float]]]:
    """Draw one small sample: colour and strength of each value, by timestep and feature."""
    small = replace(layout, window=min(layout.window, PICTURE), dilation=1)
    cells = np.arange(small.window * len(columns)).reshape(small.window, len(columns))
    (sample,) = small.arrange(cells)
    rows, places = np.divmod(sample, len(columns))
    fade = 1 - 0.1 * rows
    return [
        [(int(columns[place]) % 6, round(float(f), 2)) for place, f in zip(*line, strict=True)]
        for line in zip(places, fade, strict=True)
    ]
