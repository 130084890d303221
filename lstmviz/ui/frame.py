"""What stands around every page: menu, controls, the shape line and what is to be said."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lstmviz.choices.experiments import GROUPS
from lstmviz.ui import (
    address,
    bar,
    bring,
    chips,
    menu,
    opening,
    pickers,
    present,
    runs,
    sentence,
    server,
    tab,
    train,
    visit,
)
from lstmviz.ui.ask.card import show_card
from lstmviz.ui.ask.field import show_field
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.crowd import page_turn
from lstmviz.ui.heading import show_heading
from lstmviz.ui.internals import files_offered, hold_files, said_by_widgets
from lstmviz.ui.review import show_review
from lstmviz.ui.share.dialog import show_share
from lstmviz.ui.strangers import escape


@contextmanager
def page(name: str, curves: bool) -> Iterator[None]:
    """Draw a page, in its turn, around what is drawn within.

    Args:
        name: its key in CHAPTERS, and part of the names of its widgets.
        curves: whether the page shows how a run stands by itself.
    """
    with page_turn(), files_held():
        visit.current().said = said_by_widgets()
        opening.open_page(name)
        hide = visit.experiment().hide
        # What is drawn below as going on may end before the live part looks: it must know.
        visit.current().training.drawn_active = runs.run().progress.active
        presents = visit.experiment().present
        if not presents:
            show_controls(curves)
        has_chips = name in chips.PAGES and "layout" not in hide
        with show_top():
            show_heading(CHAPTERS[name])
            with st.container(key="shapes"):
                sentence.show_shapes(visit.dataset())
            if presents and has_chips:
                chips.show_chips()
            if presents and "training" not in hide:
                train.show_buttons(curves)
        if has_chips and not presents:
            chips.show_chips()
        show_said()
        show_review()
        yield
        bar.show_bar(layout=has_chips, train="training" not in hide)


@contextmanager
def files_held() -> Iterator[None]:
    """Hold what the page before offered for download, and note what this one does.

    At its end it looks at nothing of the session: Streamlit takes that for the moment to begin a
    newer run, and would forget the page that this one has turned to.
    """
    present = visit.current()
    hold_files(present.offered)
    try:
        yield
    finally:
        present.offered = files_offered()


def show_controls(curves: bool) -> None:
    """Draw menu and controls beside the page; shut where beside the menu there are none.

    Args:
        curves: whether the page shows how a run stands by itself.
    """
    hide = visit.experiment().hide
    with st.sidebar:
        menu.show_menu()
        pickers.pick_all(hide)
        if "training" not in hide:
            train.show_buttons(curves)
            if not curves:
                train.show_state()
    if set(GROUPS) <= set(hide):
        st.set_page_config(initial_sidebar_state="collapsed")


@contextmanager
def show_top() -> Iterator[None]:
    """Draw the row above a page: its head, which is drawn within, and what shares it."""
    address.keep_history()
    tab.know_visit()
    with st.container(horizontal=True, vertical_alignment="top", wrap=False, key="top"):
        with st.container(key="head", gap=None):
            yield
        show_field()
        if visit.experiment().present:
            present.magnify()
        else:
            present.show_way_in()
            show_share()
    show_card()


def show_said() -> None:
    """Say what the latest change or link could not do, how far a file is read, and other news."""
    pickers.show_notices()
    if server.trouble():
        st.warning(escape(server.trouble()), icon=":material/cloud_off:")
    bring.show_reading()
