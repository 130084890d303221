"""The film on the page of layouts: how the person's own table becomes X."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from lstmviz.diagram.component import tensor_film
from lstmviz.diagram.tensor import tensor_scene
from lstmviz.layouts import LAYOUTS, Layout, LayoutError, layout_name
from lstmviz.ui import pickers, visit
from lstmviz.ui.tensor.find import cell
from lstmviz.ui.tensor.targets import offset

KEY = "film"
TITLES = MappingProxyType(
    {
        "row": "one row, one step",
        "columns": "columns as steps",
        "window": "sliding window",
        "lags": "lags as features",
        "serial": "everything in turn",
        "inside": "columns, lags inside",
    }
)
PICTURE = 6  # rows and columns that a card's picture draws at most


def show_film() -> None:
    """Mount the film for the experiment in view, with the six layouts above it."""
    choices, dataset = visit.experiment(), visit.dataset()
    sample = min(choices.sample or 0, len(dataset.starts) - 1)

    def take(name: str, where: str) -> None:
        value = st.session_state[KEY].get(name)
        if value is not None:
            visit.adopt_choice(where, pickers.layout_named(value) if name == "layout" else value)

    tensor_film(
        tensor_scene(
            dataset,
            sample,
            choices.words,
            offset=offset() if choices.section == "targets" else None,
            pick=cell() if choices.section == "find" else None,
            cards=cards(),
        ),
        KEY,
        on_sample_change=lambda: take("sample", "sample"),
        on_layout_change=lambda: take("layout", "layout"),
    )


def cards() -> list[dict[str, Any]]:
    """Describe the six layouts for their cards: name, shape, pattern, and a small picture."""
    choices, dataset = visit.experiment(), visit.dataset()
    rows, columns = len(dataset.table.values), len(dataset.features)
    shown = layout_name(choices.layout)
    made = []
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
                "title": TITLES[name],
                "samples": f"{samples:,}",
                "timesteps": f"{timesteps:,}",
                "features": f"{features:,}",
                "pattern": layout.pattern.replace("->", "→"),
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
