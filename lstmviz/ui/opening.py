"""How a page begins: its look, the visitor's experiment, and the address that holds it."""

import streamlit as st

from lstmviz.choices.links import to_query
from lstmviz.ui import address, tab, visit
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.internals import is_back_or_forward
from lstmviz.ui.style import STYLE


def open_start() -> None:
    """Begin the way in: choices made before are kept, and the address stays without any."""
    set_look("start")
    go_on()
    if visit.is_new():
        address.read_query()


def open_page(page: str) -> None:
    """Begin a page: its look, the visitor's experiment, and the address that holds it."""
    tab.know_again()
    set_look(page)
    go_on()
    if visit.is_new() or is_back_or_forward():
        address.read_query()
    address.write_query()


def go_on() -> None:
    """Turn to the page that an act has led to, until it is open.

    The act notes the page and the next run turns to it: a run that is asked for at once, as by a
    drawing that reports, may end the one that would have, at any moment until the page has begun.
    """
    now = visit.current()
    if now.goes_to == now.page:
        now.goes_to = ""
    elif now.goes_to == "start":
        st.switch_page("app.py")
    elif now.goes_to:
        st.switch_page(CHAPTERS[now.goes_to].file, query_params=to_query(visit.experiment()))


def set_look(page: str) -> None:
    """Begin a page with the look that all share."""
    st.set_page_config(
        page_title="How does my table get into an LSTM?",
        page_icon="🔁",
        layout="wide",
        initial_sidebar_state=276,
    )
    st.html(f"<style>{STYLE}</style>")
    visit.current().page = page
