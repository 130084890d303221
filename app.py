"""The way in, and the Playground: from a table to a live LSTM, on one page.

`streamlit run app.py` imports this file for its `app`, and runs it for each visitor.
"""

import streamlit as st
from starlette.middleware import Middleware

from lstmviz.ui import frame, live, side, table, visit
from lstmviz.ui.start import first_paint
from lstmviz.ui.start.packed import Packed
from lstmviz.ui.start.show import is_asked_for, show_start
from lstmviz.ui.uploads import Uploads
from lstmviz.ui.veil import uncovered

if __name__ != "__main__":
    app = st.App(
        __file__, routes=first_paint.routes(), middleware=[Middleware(Packed), Middleware(Uploads)]
    )
elif is_asked_for():
    show_start()
else:
    with frame.page("playground", curves=True):
        with st.container(key="stage"):
            side.show_stage()
        live.show_live()
        if not visit.experiment().present:
            uncovered("table", table.show_table)
