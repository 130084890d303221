"""The layouts as chips above a drawing: where the controls are out of sight."""

import streamlit as st

from lstmviz.choices.meaning import recommend
from lstmviz.samples.layout_words import LAYOUT_WORDS
from lstmviz.samples.layouts import layout_name
from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.ui.pickers import USUAL, layout_named
from lstmviz.ui.veil import veiled

PAGES = ("playground", "layouts", "inside")


def show_chips() -> None:
    """Draw a chip for each of the usual layouts, and for the one in view."""
    choices, features = visit.experiment(), len(visit.dataset().features)
    shown = layout_name(choices.layout)
    names = [*USUAL] + ([shown] if shown not in USUAL else [])
    fits, _ = recommend(choices.rows_are, choices.columns_are)
    words = {}
    for name in names:
        layout = layout_named(name)
        _, timesteps, inputs = layout.shape(layout.span, features)
        shape = "" if veiled("shape") else f"**(N, {timesteps:,}, {inputs:,})** "
        mark = " :green[**✓**]" if name == fits and not veiled("fits") else ""
        words[name] = f"{shape}{LAYOUT_WORDS[name].title}{mark}"
    with st.container(key="chips"):
        st.segmented_control(
            "Layout",
            names,
            format_func=lambda name: words[name],
            required=True,
            label_visibility="collapsed",
            **bound("layout", shown, layout_named, of="chips"),
        )
