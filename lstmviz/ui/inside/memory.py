"""How long a pulse is remembered, and from which window on a network can know."""

import streamlit as st

from lstmviz.ui import runs
from lstmviz.ui.inside import edge
from lstmviz.ui.inside.fade import draw_fade
from lstmviz.ui.inside.stage import keep_up


def show_memory() -> None:
    """Draw both charts."""
    edge.ask_lag()
    keep_up(draw, edge.goes_on)


def draw(view: runs.View) -> None:
    """Draw both charts side by side."""
    left, right = st.columns(2, gap="large")
    with left:
        draw_fade(view)
    with right:
        edge.draw_edge(edge.begun() or edge.beforehand(edge.lag_in_view()))
