"""The film on the page of layouts: how the person's own table becomes X."""

from typing import Any

import streamlit as st

from lstmviz.diagram.component import tensor_film
from lstmviz.diagram.scenes.film import tensor_scene
from lstmviz.samples.datasets import Dataset
from lstmviz.ui import pickers, visit
from lstmviz.ui.tensor.cards import cards
from lstmviz.ui.tensor.find import cell
from lstmviz.ui.tensor.mistakes import turn_in_view
from lstmviz.ui.tensor.targets import offset

KEY = "film"


def show_film() -> None:
    """Mount the film for the experiment in view, with the six layouts above it."""
    choices, dataset = visit.experiment(), visit.dataset()
    sample = min(choices.sample or 0, len(dataset.starts) - 1)

    def take(name: str, where: str) -> None:
        value = st.session_state[KEY].get(name)
        if value is not None:
            visit.adopt_choice(where, pickers.layout_named(value) if name == "layout" else value)

    comparing = choices.section == "compare"
    with st.container(key="cards" if comparing else "stage"):
        tensor_film(
            scene(KEY, dataset, sample),
            KEY,
            cards=cards(),
            bare=comparing,
            pick=cell() if choices.section == "find" else None,
            on_sample_change=lambda: take("sample", "sample"),
            on_layout_change=lambda: take("layout", "layout"),
        )


def scene(slot: str, dataset: Dataset, sample: int) -> dict[str, Any]:
    """Lay out the film of a slot; kept while nothing of it changes."""
    choices, turn = visit.experiment(), turn_in_view()
    place = offset() if choices.section == "targets" else None
    what = (dataset.key, sample, choices.words, turn, place)
    return visit.kept(slot, what, lambda: tensor_scene(dataset, sample, choices.words, turn, place))
