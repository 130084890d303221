"""The button that shares what is in view, and what it opens."""

import streamlit as st

from lstmviz.ui import visit
from lstmviz.ui.share.panel import ignored, show_panel


def show_share() -> None:
    """Draw the button; a mark on it tells the author that a part of the link is not known."""
    unknown = bool(ignored())
    asked = st.button(
        "Share",
        key="share",
        icon=":material/link_off:" if unknown else ":material/share:",
        help="A part of this link is not known: see which." if unknown else None,
    )
    for_class, visit.current().hands_out = visit.current().hands_out, False
    if asked or for_class:
        choices = visit.experiment()
        open_panel(for_class or bool(choices.hide or choices.veil))


@st.dialog("Share: it opens exactly this", width="medium")
def open_panel(for_class: bool) -> None:
    """Ask in front of the page what is shared."""
    show_panel("share", visit.current().page, for_class)
