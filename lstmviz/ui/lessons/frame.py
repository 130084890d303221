"""What stands around a lesson: no controls but the step's own; around the list, the menu."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lstmviz.ui import bar, menu, opening, runs, visit
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.crowd import page_turn
from lstmviz.ui.data import pick_table
from lstmviz.ui.frame import show_said, show_top
from lstmviz.ui.heading import show_heading
from lstmviz.ui.lessons import progress
from lstmviz.ui.lessons.look import LOOK
from lstmviz.ui.review import show_review


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
        with show_top():
            show_title()
        show_said()
        if not progress.experiment().lesson:
            show_review()
        yield
        if not progress.experiment().lesson:
            bar.show_bar(layout=False, train=False)


def show_title() -> None:
    """Name what is open, and lead back to the list."""
    chapter, name = CHAPTERS["lessons"], progress.experiment().lesson
    if not name:
        show_heading(chapter)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        st.button(
            "Lessons", icon=":material/arrow_back:", key="lessons back", on_click=progress.leave
        )
        if name == "quiz":
            show_heading(chapter, "What do you know?", "Before and after the lessons.")
            return
        number = list(progress.LESSONS).index(name) + 1
        show_heading(chapter, f"{number} · {progress.lesson().title}", table_words())


def table_words() -> str:
    """Name the table that the lesson is taken on."""
    rows, columns = visit.dataset().table.values.shape
    return f"{visit.title_of(progress.experiment())}, {rows:,} × {columns:,}"
