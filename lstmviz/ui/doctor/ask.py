"""The field for what is on the visitor's screen, and examples to try."""

import streamlit as st

from lstmviz.doctor import EXAMPLES
from lstmviz.ui.bound import linked
from lstmviz.ui.doctor.case import bring, case
from lstmviz.ui.doctor.look import LOOK

PLACEHOLDER = """ValueError: Input 0 of layer "lstm" is incompatible with the layer: …
or: my X is (53394, 3), y is (53394,), model Input((1, 3)), LSTM(32), Dense(1)"""


def show_field() -> None:
    """Draw the field, its button, and the examples."""
    st.html(f"<style>{LOOK}</style>")
    text = case().text
    with st.container(key="ask"):
        st.text_area(
            "**Shape doctor** — paste an error message, a whole traceback, a few lines of code, "
            "or just shapes",
            height=98,
            placeholder=PLACEHOLDER,
            **linked("text", text, bring),
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="try"):
            # Leaving the field hands the text over; the button is where one leaves it to.
            st.button("Find the mistake", type="primary", icon=":material/stethoscope:")
            if text:
                st.button("Clear", icon=":material/close:", on_click=bring, args=("",))
            st.markdown(":gray[or try]")
            for key, (title, example) in EXAMPLES.items():
                st.button(title, key=f"try {key}", type="tertiary", on_click=bring, args=(example,))
