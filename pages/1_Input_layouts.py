"""Input layouts: how each cell of the table travels into the tensor."""

import streamlit as st

from lstmviz.ui import address, menu, pickers, sentence, train, visit
from lstmviz.ui.tensor import code, film, sections

visit.open_page("layouts")
hide = visit.experiment().hide

with st.sidebar:
    menu.show_menu()
    pickers.pick_all(hide)
    if "training" not in hide:
        train.show_buttons()
        train.show_state()

with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top"):
    sentence.show_shapes(visit.dataset())
    address.show_link()
pickers.show_notices()
train.show_earlier()

with st.container(key="cards" if visit.experiment().section == "compare" else "stage"):
    film.show_film()
code.show_strip()
sections.show_sections()
