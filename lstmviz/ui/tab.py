"""A reload keeps the run: the tab knows the name of its visit, and asks for it.

A reload is a new session to Streamlit. The tab's own storage outlives it; no link holds what is in
there, and no other tab or visitor can read it.
"""

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.ui import opening, runs, visit
from lstmviz.ui.bound import reported
from lstmviz.ui.shelf import shelf

# A tab that was duplicated has a copy of the name: it asks once, and keeps its own if refused.
JS = """
export default function ({ data, setTriggerValue }) {
  const kept = sessionStorage.getItem("lstmviz");
  sessionStorage.setItem("lstmviz", data.name);
  if (kept && kept !== data.name && !window.lstmvizAsked) setTriggerValue("asked", kept);
  window.lstmvizAsked = true;
}
"""
NAME = component("lstmviz_name", js=JS)


def know_visit() -> None:
    """Have the tab keep the name of the visit, or ask for the one that it knows."""
    with st.container(key="tab"):
        NAME(key="name", data={"name": runs.visitor()}, height=1, on_asked_change=take_up)


def take_up() -> None:
    """Go on with the visit that the tab asks for, at what its address asks for."""
    before = shelf().take(str(reported("name", "asked")))
    if before is None:
        return
    runs.abandon()
    # The tab asks while its page can be used already: a lesson's question may be answered by then.
    before.learning.go_on_with(visit.current().learning)
    visit.take_up(before)
    opening.read_address()
