"""The film on the page of layouts: how the person's own table becomes X."""

import streamlit as st

from lstmviz.diagram.component import tensor_film
from lstmviz.diagram.tensor import tensor_scene
from lstmviz.ui import pickers, visit
from lstmviz.ui.tensor.cards import cards
from lstmviz.ui.tensor.find import cell
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

    tensor_film(
        tensor_scene(
            dataset,
            sample,
            choices.words,
            offset=offset() if choices.section == "targets" else None,
            pick=cell() if choices.section == "find" else None,
            cards=cards(),
            bare=choices.section == "compare",
        ),
        KEY,
        on_sample_change=lambda: take("sample", "sample"),
        on_layout_change=lambda: take("layout", "layout"),
    )
