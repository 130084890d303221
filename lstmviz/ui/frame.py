"""What stands around every page: menu, controls, the shape line and what is to be said."""

import streamlit as st

from lstmviz.ui import address, menu, pickers, runs, sentence, train, visit
from lstmviz.ui.delivery import deliver


def open_page(page: str, curves: bool) -> None:
    """Set a page up.

    Args:
        page: its name, part of the names of its widgets.
        curves: whether the page shows how a run stands by itself.
    """
    visit.open_page(page)
    hide = visit.experiment().hide
    # What is drawn below as going on may end before the live part looks: it must know.
    st.session_state.drawn_active = runs.run().progress.active
    with st.sidebar:
        menu.show_menu()
        pickers.pick_all(hide)
        if "training" not in hide:
            train.show_buttons()
            if not curves:
                train.show_state()
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top"):
        sentence.show_shapes(visit.dataset())
        address.show_link()
    pickers.show_notices()
    train.show_earlier()


def close_page() -> None:
    """End a page; without this, parts of it may not reach the browser."""
    deliver()
