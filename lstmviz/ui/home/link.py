"""The link to exactly this, as text and as a QR code for the projector."""

import streamlit as st

from lstmviz.ui.share.panel import show_panel


def show_link() -> None:
    """Draw the choice of a page, its address with all choices, and the QR code."""
    st.markdown("**Link** :gray[— opens exactly this: every choice stands in it]")
    show_panel("home", "playground")
