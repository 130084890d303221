"""The way in on a page: when it is shown, and where it leads.

It is what the app's bare address shows, or a link that asks for it with its choices. The
Playground's address always holds a choice, so Back, a reload and a link each open what they should,
and nothing has to be remembered.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from lstmviz.choices.links import to_query
from lstmviz.diagram.component import way_in
from lstmviz.lessons import at
from lstmviz.ui import opening, server, visit
from lstmviz.ui.bound import believed, show
from lstmviz.ui.bring import folded
from lstmviz.ui.crowd import page_turn
from lstmviz.ui.lessons.link import PAGE
from lstmviz.ui.start.scene import scene

KEY = "start"


def is_asked_for() -> bool:
    """Whether the address asks for the way in: it holds no choice at all, or says so."""
    return not st.query_params or st.query_params.get("beats") == "yes"


def show_start() -> None:
    """Show the six beats, while the worker warms up."""
    with page_turn():
        opening.open_start()
        server.engine()
        leave = believed(way_in(scene(), KEY)["leave"], lambda to: WAYS[to])
    if leave is not None:
        leave()


def to_playground() -> None:
    """Write the choices into the address: that is the Playground."""
    visit.adopt_choice("beats", False)
    st.query_params.from_dict(to_query(visit.experiment()))
    st.rerun()


def to_own_table() -> None:
    """Go to the Playground, where the upload is open."""
    show(f"playground {folded()}", True)
    to_playground()


def to_lessons() -> None:
    """Go to the first lesson, on the table of the Playground."""
    visit.adopt(replace(at(visit.experiment(), "row"), beats=False))
    st.switch_page(PAGE, query_params=to_query(visit.experiment()))


def to_class() -> None:
    """Go to the Playground, and share it with a class."""
    visit.current().hands_out = True
    to_playground()


WAYS: Mapping[str, Callable[[], None]] = MappingProxyType(
    {
        "playground": to_playground,
        "lessons": to_lessons,
        "own": to_own_table,
        "class": to_class,
    }
)
