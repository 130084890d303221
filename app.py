"""The Playground: from a table to a live LSTM, on one page."""

import streamlit as st

from lstmviz.ui import address, flow, live, menu, pickers, sentence, table, train, visit

visit.open_page("playground")
hide = visit.experiment().hide

with st.sidebar:
    menu.show_menu()
    pickers.pick_all(hide)
    if "training" not in hide:
        train.show_buttons()

with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top"):
    sentence.show_shapes(visit.dataset())
    address.show_link()
pickers.show_notices()
train.show_earlier()

with st.container(key="stage"):
    flow.show_flow()
live.show_live()
table.show_table()
