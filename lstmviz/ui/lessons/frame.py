"""What stands around a lesson: no controls but the step's own; around the list, the menu."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lstmviz.ui import address, menu, opening, pickers, runs, visit
from lstmviz.ui.crowd import page_turn
from lstmviz.ui.data import pick_table
from lstmviz.ui.lessons import progress
from lstmviz.ui.lessons.look import LOOK
from lstmviz.ui.visit import escape


@contextmanager
def page() -> Iterator[None]:
    """Draw the page, in its turn, around what is drawn within."""
    with page_turn():
        opening.open_page("lessons")
        progress.settle()
        st.html(f"<style>{LOOK}</style>")
        visit.current().training.drawn_active = runs.run().progress.active
        if not progress.experiment().lesson:
            with st.sidebar:
                menu.show_menu()
                pick_table()
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top"):
            show_title()
            address.show_link()
        pickers.show_notices()
        if runs.trouble():
            st.warning(escape(runs.trouble()), icon=":material/cloud_off:")
        yield


def show_title() -> None:
    """Name what is open, and lead back to the list."""
    name = progress.experiment().lesson
    if not name:
        st.markdown("### Lessons &ensp;:gray[predict, then see, on your own table]")
        return
    st.button("Lessons", icon=":material/arrow_back:", key="lessons back", on_click=progress.leave)
    if name == "quiz":
        st.markdown("### What do you know?")
        return
    number = list(progress.LESSONS).index(name) + 1
    st.markdown(f"### {number} · {progress.lesson().title} &ensp;:gray[{table_words()}]")


def table_words() -> str:
    """Name the table that the lesson is taken on."""
    rows, columns = visit.dataset().table.values.shape
    return f"{escape(visit.title_of(progress.experiment()))}, {rows:,} × {columns:,}"
