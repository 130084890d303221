"""No error, but …: mistakes that nothing warns of, as what a person notices of them."""

import streamlit as st

from lstmviz.doctor import EXAMPLES
from lstmviz.ui.doctor.case import bring
from lstmviz.ui.visit import escape


def show_symptoms() -> None:
    """Draw the lead, and the list."""
    st.markdown(
        "The answer says **which axis is missing or mixed up**, and gives one line that mends it. "
        "Your text is read, never run; it stays in this session and never goes into a link."
    )
    st.markdown("**No error, but …** :gray[— mistakes that nothing warns of; open one]")
    with st.container(key="symptoms"):
        for key, (title, text) in EXAMPLES.items():
            st.button(
                escape(title), key=f"symptom {key}", type="tertiary", on_click=bring, args=(text,)
            )
