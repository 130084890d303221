"""The menu: one link for each page, each carrying the experiment in view."""

from types import MappingProxyType

import streamlit as st

from lstmviz.choices.links import to_query
from lstmviz.ui import visit

PAGES = MappingProxyType(
    {
        "app.py": "Playground",
        "pages/1_Input_layouts.py": "Input layouts",
        "pages/2_Inside_the_cell.py": "Inside the cell",
        "pages/3_Race.py": "Race",
        "pages/4_Shape_doctor.py": "Shape doctor",
        "pages/5_Take_home.py": "Take home",
    }
)


def show_menu() -> None:
    """Draw the links; without the query a switch of pages would drop the choices."""
    query = to_query(visit.experiment())
    with st.container(horizontal=True, gap="small", key="menu"):
        for page, title in PAGES.items():
            st.page_link(page, label=title, query_params=query, width="stretch")
