"""The parts of a page that are looked at one at a time, so that only one is worked out."""

from collections.abc import Callable, Mapping

import streamlit as st

from lstmviz.choices.experiments import chosen
from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.ui.veil import is_left_out, uncovered


def show_section(where: str, sections: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
    """Choose a section, and draw it; a class's link may leave some out, or all.

    Args:
        where: the choice of the experiment that holds it.
        sections: key → its words, and what draws it.
    """
    shown = [key for key in sections if not is_left_out(key)]
    if not shown:
        return
    asked = str(chosen(visit.experiment(), where))
    section = asked if asked in shown else shown[0]
    st.segmented_control(
        "Look closer",
        shown,
        format_func=lambda key: sections[key][0],
        required=True,
        label_visibility="collapsed",
        **bound(where, section),
    )
    with st.container(key="section"):
        uncovered(section, sections[section][1])
