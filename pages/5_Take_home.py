"""Take home: this experiment as programs, files and a link."""

import streamlit as st

from lstmviz.ui import frame
from lstmviz.ui.home.code import show_code
from lstmviz.ui.home.link import show_link
from lstmviz.ui.home.look import LOOK
from lstmviz.ui.home.pictures import show_pictures
from lstmviz.ui.home.samples import show_samples
from lstmviz.ui.home.weights import show_weights

ROWS = (
    ((3, show_code), (2, show_link)),
    ((1, show_weights), (1, show_samples)),
    ((1, show_pictures),),
)

with frame.page("home", curves=False), st.container(key="home"):
    st.html(f"<style>{LOOK}</style>")
    for row in ROWS:
        columns = st.columns([wide for wide, _ in row], gap="small")
        for column, (_, show) in zip(columns, row, strict=True):
            with column.container(border=True, height="stretch"):
                show()
