"""The field for what is on the visitor's screen, and examples to try."""

from html import escape

import streamlit as st

from lstmviz.doctor import EXAMPLES
from lstmviz.ui.bound import linked
from lstmviz.ui.doctor.case import answer, bring, case
from lstmviz.ui.doctor.look import LOOK

PLACEHOLDER = """ValueError: Input 0 of layer "lstm" is incompatible with the layer: …
or: my X is (53394, 3), y is (53394,), model Input((1, 3)), LSTM(32), Dense(1)"""


CHIPS = 12  # what was read, as far as it is shown


def show_field() -> None:
    """Draw the field, its button, and what was read in it; before that, examples."""
    st.html(f"<style>{LOOK}</style>")
    text = case().text
    with st.container(key="paste"):
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
            if text.strip():
                st.button("Clear", icon=":material/close:", on_click=bring, args=("",))
                show_read()
                return
            st.markdown(":gray[or try]", width="content")
            for key, (title, example) in EXAMPLES.items():
                st.button(title, key=f"try {key}", type="tertiary", on_click=bring, args=(example,))


def show_read() -> None:
    """Draw what was read out of the text, so that a misreading is seen."""
    understood = answer().understood
    if not understood:
        return
    chips = "".join(f'<span role="listitem">{escape(each)}</span>' for each in understood[:CHIPS])
    more = len(understood) - CHIPS
    rest = f'<span role="listitem">and {more:,} more</span>' if more > 0 else ""
    st.html(f'<div class="chips"><b>I read</b><div role="list">{chips}{rest}</div></div>')
