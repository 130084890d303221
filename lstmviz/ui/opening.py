"""How a page begins: its look, the visitor's experiment, and the address that holds it."""

import streamlit as st

from lstmviz.choices.experiments import OWN, OwnTable
from lstmviz.choices.links import from_query, to_query
from lstmviz.ui import visit
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.internals import is_back_or_forward
from lstmviz.ui.style import STYLE


def open_start() -> None:
    """Begin the way in: choices made before are kept, and the address stays without any."""
    set_look("start")
    if visit.is_new():
        read_address()


def open_page(page: str) -> None:
    """Begin a page: its look, the visitor's experiment, and the address that holds it."""
    set_look(page)
    go_on()
    if visit.is_new() or is_back_or_forward():
        read_address()
    write_address()


def go_on() -> None:
    """Turn to the page that an act has led to, unless it is open.

    The act notes the page and the next run turns to it: a run that is asked for at once, as by a
    drawing that reports, ends the one that would have.
    """
    to, visit.current().goes_to = visit.current().goes_to, ""
    if to == "start":
        st.switch_page("app.py")
    elif to not in ("", visit.current().page):
        st.switch_page(CHAPTERS[to].file, query_params=to_query(visit.experiment()))


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


def read_address() -> None:
    """Take the experiment from the address; say what in it was ignored."""
    query = address()
    asked, ignored = from_query(query)
    if {"hide", "veil"} & query.keys():
        # What a class cannot mend is said to its author alone, who shares the link.
        ignored = ()
    if asked.table == OWN and not is_at_hand(asked.own):
        visit.current().wanted = asked
        asked = visit.START
    visit.adopt(asked)
    visit.notify(*ignored, *visit.notices())


def is_at_hand(own: OwnTable | None) -> bool:
    """Whether the table that a link asks for is the one that the visitor brought."""
    brought = visit.own_table()
    return brought is not None and (own is None or own.fingerprint == brought.fingerprint)


def write_address() -> None:
    """Write the experiment into the address, unless the address means it already."""
    there, _ = from_query(address())
    if there != visit.experiment() and visit.current().wanted is None:
        st.query_params.from_dict(to_query(visit.experiment()))


def address() -> dict[str, list[str]]:
    """The address's query: each word with all its values."""
    return {word: st.query_params.get_all(word) for word in st.query_params}
