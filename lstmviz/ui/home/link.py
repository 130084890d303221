"""The link to exactly this, as text and as a QR code for the projector."""

import html
from pathlib import Path

import streamlit as st

from lstmviz.choices.experiments import OWN
from lstmviz.choices.links import to_query
from lstmviz.export.link import is_local, page_address, qr_image
from lstmviz.ui import visit
from lstmviz.ui.menu import PAGES
from lstmviz.ui.visit import escape
from lstmviz.wording import many


def show_link() -> None:
    """Draw the choice of a page, its address with all choices, and the QR code."""
    st.markdown("**Link** :gray[— opens exactly this: every choice stands in it]")
    here = st.context.url
    if here is None:
        st.markdown("Copy the address of this page with **Copy link**, above.")
        return
    with st.container(horizontal=True, gap="small"):
        code = st.container(width=190)
        with st.container(width="stretch"):
            page = st.selectbox(
                "It opens", list(PAGES), format_func=lambda path: PAGES[path], key="home opens"
            )
            asked = st.button("Show large", key="home large", icon=":material/fullscreen:")
    address = page_address(base_of(here), path_of(page), to_query(visit.experiment()))
    image = visit.kept("qr", address, lambda: qr_image(address))
    with code:
        if image is None:
            st.markdown("With so many choices the link is too long for a QR code.")
        else:
            st.html(drawn(image))
    st.code(address, language=None, wrap_lines=True)
    for sentence in cautions(address):
        st.caption(sentence)
    if asked and image is not None:
        show_large(image, address)


def base_of(here: str) -> str:
    """Give the app's address from that of this page."""
    return here.rpartition("/")[0]


def path_of(page: str) -> str:
    """Give the path by which Streamlit serves a page's file.

    >>> path_of("app.py"), path_of("pages/1_Input_layouts.py")
    ('', 'Input_layouts')
    """
    return Path(page).stem.partition("_")[2]


def drawn(image: str, kind: str = "qr") -> str:
    """Frame a QR code, with words for those who do not see it."""
    return f'<img class="{kind}" alt="QR code of the link" src="{html.escape(image)}">'


@st.dialog("Scan it to open exactly this", width="large")
def show_large(image: str, address: str) -> None:
    """Show the code as large as the screen allows, with the link below."""
    st.html(drawn(image, "qr large"))
    st.code(address, language=None, wrap_lines=True)


def cautions(address: str) -> tuple[str, ...]:
    """Say for whom the link will not do what it should, as markdown."""
    sentences = []
    if is_local(address):
        sentences.append(
            "This address leads to this computer alone. Others need the one by which they reach "
            "it: open the app there, and scan again."
        )
    choices = visit.experiment()
    own = choices.own
    if choices.table == OWN and own is not None:
        sentences.append(
            "Your table is not in the link: whoever opens it is asked to bring "
            f"“{escape(own.name)}”, {many(own.rows, 'row')} × {many(own.columns, 'column')}."
        )
    return tuple(sentences)
