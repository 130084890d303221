"""What stands below the film: one section at a time, so that only one is worked out."""

from types import MappingProxyType

import streamlit as st

from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.ui.tensor.code import show_code
from lstmviz.ui.tensor.compare import show_compare
from lstmviz.ui.tensor.count import show_count
from lstmviz.ui.tensor.find import show_find
from lstmviz.ui.tensor.questions import show_questions
from lstmviz.ui.tensor.targets import show_targets
from lstmviz.ui.tensor.turns import show_turns
from lstmviz.ui.tensor.words import show_words

SECTIONS = MappingProxyType(
    {
        "find": ("Find a cell", show_find),
        "count": ("Count samples", show_count),
        "targets": ("Targets and leaks", show_targets),
        "compare": ("Compare", show_compare),
        "turns": ("Wrong turns", show_turns),
        "code": ("Code", show_code),
        "words": ("Words", show_words),
        "questions": ("Questions", show_questions),
    }
)


def show_sections() -> None:
    """Choose a section, and draw it."""
    section = visit.experiment().section
    st.segmented_control(
        "Look closer",
        list(SECTIONS),
        format_func=lambda name: SECTIONS[name][0],
        required=True,
        label_visibility="collapsed",
        **bound("section", section),
    )
    with st.container(key="section"):
        SECTIONS[section][1]()
