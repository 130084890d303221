"""An address as it is handed on: as text, to be copied, and as a QR code."""

import html

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.choices.experiments import OWN, Experiment
from lstmviz.export.link import is_local, qr_image
from lstmviz.ui import visit
from lstmviz.ui.strangers import escape
from lstmviz.wording import many

JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const words = parentElement.querySelector("span");
  words.textContent = data.label;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.address);
      words.textContent = "Copied";
    } catch {
      words.textContent = "Copy it from below";
    }
    setTimeout(() => { words.textContent = data.label; }, 1600);
  };
}
"""
HTML = '<button type="button"><span aria-live="polite"></span></button>'
CSS = """
button { min-height: 40px; width: 100%; padding: 0 16px; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--st-text-color); background: var(--st-text-color);
  color: var(--st-background-color); font: 600 14px var(--st-font); white-space: nowrap; }
button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
@media (pointer: coarse) { button { min-height: 44px; } }
"""
# How wide a QR code is, in CSS.
USUAL, LARGE = "min(100%, 210px)", "min(100%, 72vh)"
COPY = component("lstmviz_copy", html=HTML, css=CSS, js=JS)


def show_handed(address: str, choices: Experiment, where: str) -> None:
    """Draw an address, the button that copies it, its QR code, and for whom it will not do.

    Args:
        address: that opens it.
        choices: what it opens.
        where: part of the names of its widgets.
    """
    image = visit.kept("qr", address, lambda: qr_image(address))
    code, beside = st.columns([2, 3], gap="medium", vertical_alignment="center")
    large = False
    with beside:
        COPY(key=f"{where} copy", data={"address": address, "label": "Copy the link"})
        if image is not None:
            large = st.toggle("Show it large", key=f"{where} large")
        for sentence in cautions(address, choices):
            st.caption(sentence)
    with st.container() if large else code:
        if image is None:
            st.markdown("With so many choices the link is too long for a QR code.")
        else:
            st.html(drawn(image, LARGE if large else USUAL))
    st.code(address, language=None, wrap_lines=True)


def drawn(image: str, width: str) -> str:
    """Frame a QR code of some width, with words for those who do not see it."""
    look = f"display:block;width:{width};border-radius:10px;margin:0 auto"
    return f'<img style="{look}" alt="QR code of the link" src="{html.escape(image)}">'


def cautions(address: str, choices: Experiment) -> tuple[str, ...]:
    """Say for whom the link will not do what it should, as markdown."""
    sentences = []
    if is_local(address):
        sentences.append(
            "This address leads to this computer alone. Others need the one by which they reach "
            "it: open the app there, and share again."
        )
    own = choices.own
    if choices.table == OWN and own is not None:
        sentences.append(
            "Your table is not in the link: whoever opens it is asked to bring "
            f"“{escape(own.name)}”, {many(own.rows, 'row')} × {many(own.columns, 'column')}."
        )
    return tuple(sentences)
