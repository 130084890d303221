"""A step: its card beside what it is about."""

import streamlit as st

from lstmviz.ui.doctor.case import case
from lstmviz.ui.focus import lead_on
from lstmviz.ui.lessons import progress
from lstmviz.ui.lessons.card import show_card, show_steps, show_way
from lstmviz.ui.lessons.parts import PARTS
from lstmviz.ui.strangers import escape
from lstmviz.ui.veil import uncovered

WIDTHS = (4, 7)  # of the card and of the drawing


def show_step() -> None:
    """Draw the open step; on a phone the card stands above the drawing."""
    left, right = st.columns(WIDTHS, gap="medium")
    why = progress.why_not()
    shown = "rows" if why else in_view()
    with left.container(key="card"):
        show_steps()
        if progress.is_lent():
            show_way_back()
        if why:
            show_why(why)
        else:
            show_card()
            lead_on(place(shown))
    with right.container(key="scene"):
        uncovered(shown, PARTS[shown])


def place(shown: str) -> str:
    """Name where the person stands: in which step, and what is said in it or in what is shown."""
    work = progress.work()
    # Of a ranking, each one that is put in order takes its button away.
    answered = f"{work.answer} {len(work.ghost)}"
    if shown == "doctor":
        # So does each example of the doctor, with all the others.
        answered += f" {bool(case().text.strip())}"
    return f"{progress.lesson().id} {progress.step().id} {work.case.draw} {answered}"


def in_view() -> str:
    """Name the part of the page that is drawn: what reveals the answer only after it."""
    return progress.step().part if progress.is_answered() else progress.step().before


def show_way_back() -> None:
    """Lead back from another table to the person's own."""
    st.button(
        "Back to my own table",
        icon=":material/undo:",
        key="own table",
        type="tertiary",
        on_click=progress.leave,
    )


def show_why(why: str) -> None:
    """Say why the person's table cannot show this step, and offer what can be shown."""
    if progress.step().id == "recall":
        st.markdown(f"{escape(why)} So there is nothing to look back to on your table.")
        show_way()
        return
    st.markdown(f"{escape(why)} So this lesson has nothing to show on your table.")
    st.button(
        "Take it on Room sensors",
        type="primary",
        width="stretch",
        on_click=progress.go_on_with_sensors,
    )
