"""The Playground: from a table to a live LSTM, on one page."""

import streamlit as st

from lstmviz.ui import flow, frame, live, review, table

with frame.page("playground", curves=True):
    review.show_review()
    with st.container(key="stage"):
        flow.show_flow()
    live.show_live()
    table.show_table()
