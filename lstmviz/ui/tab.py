"""A reload keeps the run: the tab knows the name of its visit, and says it.

A reload is a new session to Streamlit. The tab's own storage outlives it; no link holds what is in
there, and no other tab or visitor can read it.

The page says the name in a cookie, which is there before anything is drawn. A cookie is the whole
browser's: where two tabs load in one moment neither is named, and both ask when they are drawn.
"""

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.choices.links import from_query
from lstmviz.ui import address, runs, visit
from lstmviz.ui.bound import reported
from lstmviz.ui.readings import word
from lstmviz.ui.shelf import shelf

COOKIE = "lstmviz"
# What a page does before all else. A tab without a name takes back what another tab has said; so
# does one that finds another's name there: whoever has said it may not have been heard yet.
SAY = f"""{{
  const name = sessionStorage.getItem("{COOKIE}") ?? "";
  const said = document.cookie.match(/(?:^|; ){COOKIE}=(\\w+)/)?.[1] ?? name;
  document.cookie = "{COOKIE}=" + (said === name ? name : "") + "; SameSite=Strict";
}}"""
# A tab that was duplicated has a copy of the name: it asks once, and keeps its own if refused.
JS = f"""
export default function ({{ data, setTriggerValue }}) {{
  const kept = sessionStorage.getItem("{COOKIE}");
  sessionStorage.setItem("{COOKIE}", data.name);
  document.cookie = "{COOKIE}=; Max-Age=0; SameSite=Strict";
  if (kept && kept !== data.name && !window.lstmvizAsked) setTriggerValue("asked", kept);
  window.lstmvizAsked = true;
}}
"""
NAME = component("lstmviz_name", js=JS)


def know_again() -> None:
    """Go on with the visit whose name the page has said, if it is at what the address asks for.

    Where the address asks for what is not known, the tab asks later, and it is said.
    """
    if not visit.is_new():
        return
    name = st.context.cookies.get(COOKIE, "")
    before = shelf().take(name)
    if before is None:
        return
    asked, ignored = from_query(address.query())
    if before.experiment == asked and not ignored:
        visit.take_up(before)
    else:
        shelf().leave(name)


def know_visit() -> None:
    """Have the tab keep the name of the visit, or ask for the one that it knows."""
    with st.container(key="tab"):
        NAME(key="name", data={"name": runs.visitor()}, height=1, on_asked_change=take_up)


def take_up() -> None:
    """Go on with the visit that the tab asks for, at what its address asks for."""
    before = shelf().take(reported("name", "asked", word) or "")
    if before is None:
        return
    runs.abandon()
    # The tab asks while its page can be used already: a lesson's question may be answered by then.
    before.learning.go_on_with(visit.current().learning)
    visit.take_up(before)
    address.read_query()
