"""What a link opens: which page, with the run as it stands or not, for anyone or for a class."""

from dataclasses import replace

import streamlit as st

from lstmviz.choices.experiments import Experiment, LessonName
from lstmviz.choices.links import from_query, to_query
from lstmviz.export.link import app_address, page_address
from lstmviz.lessons import LESSONS, at
from lstmviz.ui import runs, visit
from lstmviz.ui.address import query
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.share.for_class import pick_hidden, pick_veiled
from lstmviz.ui.share.handed import show_handed
from lstmviz.ui.strangers import escape

START = "start"


def show_panel(where: str, page: str, for_class: bool = False) -> None:
    """Ask what the link is to open, and draw it.

    Args:
        where: part of the names of its widgets.
        page: that it opens at first.
        for_class: whether it is for a class at first.
    """
    for sentence in ignored():
        st.warning(escape(sentence), icon=":material/link_off:")
    here = st.context.url
    if here is None:
        st.markdown("Copy the address of this page from the browser's address bar.")
        return
    left, right = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    options = [*CHAPTERS, START, *(f"lesson {name}" for name in LESSONS)]
    opens = left.selectbox(
        "It opens",
        options,
        options.index(page),
        format_func=words_of,
        key=f"{where} opens",
    )
    is_class = right.toggle("For my class", for_class, key=f"{where} class")
    chapter, choices = opened(opens, visit.experiment())
    moment = pick_moment(where)
    large = st.checkbox("Filling the screen, for a projector", key=f"{where} present")
    hide = veil = ()
    if is_class:
        hide, veil = pick_hidden(where, chapter), pick_veiled(where)
    choices = replace(choices, hide=hide, veil=veil, moment=moment, present=large)
    address = page_address(app_address(here), CHAPTERS[chapter].path, to_query(choices))
    show_handed(address, choices, where)


def ignored() -> tuple[str, ...]:
    """Say what in this page's own link is not known: its author is who shares."""
    return from_query(query())[1]


def words_of(option: str) -> str:
    """Name what a link can open."""
    if option == START:
        return "Start here: the question, in six beats"
    lesson = lesson_in(option)
    if lesson is None:
        return CHAPTERS[option].task
    return f"Lesson {list(LESSONS).index(lesson) + 1}: {LESSONS[lesson].title}"


def opened(option: str, choices: Experiment) -> tuple[str, Experiment]:
    """Give the page and the choices with which a link opens."""
    if option == START:
        return "playground", replace(choices, beats=True)
    lesson = lesson_in(option)
    if lesson is not None:
        return "lessons", at(choices, lesson, "")
    return option, choices if option == "lessons" else replace(choices, lesson="", step="1")


def lesson_in(option: str) -> LessonName | None:
    """Name the lesson that an option opens, if it is one."""
    return next((name for name in LESSONS if option == f"lesson {name}"), None)


def pick_moment(where: str) -> int | None:
    """Ask whether the link carries the run, as it stands at the moment in view."""
    view = runs.view()
    if not view.snapshot.update:
        return None
    asked = st.checkbox(
        f"With the run as it is in view: update {view.snapshot.update:,}",
        view.moment is not None,
        key=f"{where} moment",
        help="Whoever opens it sees this moment: the run is trained on arrival, from results that "
        "are shared.",
    )
    return view.snapshot.update if asked else None
