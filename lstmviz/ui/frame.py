"""What stands around every page: menu, controls, the shape line and what is to be said."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lstmviz.ui import address, menu, opening, pickers, runs, sentence, train, visit
from lstmviz.ui.crowd import page_turn
from lstmviz.ui.visit import escape


@contextmanager
def page(name: str, curves: bool) -> Iterator[None]:
    """Draw a page, in its turn, around what is drawn within.

    Args:
        name: part of the names of its widgets.
        curves: whether the page shows how a run stands by itself.
    """
    with page_turn():
        opening.open_page(name)
        hide = visit.experiment().hide
        # What is drawn below as going on may end before the live part looks: it must know.
        visit.current().training.drawn_active = runs.run().progress.active
        with st.sidebar:
            menu.show_menu()
            pickers.pick_all(hide)
            if "training" not in hide:
                train.show_buttons(curves)
                if not curves:
                    train.show_state()
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top"):
            sentence.show_shapes(visit.dataset())
            address.show_link()
        pickers.show_notices()
        if runs.trouble():
            st.warning(escape(runs.trouble()), icon=":material/cloud_off:")
        yield
