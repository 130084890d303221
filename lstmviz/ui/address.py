"""The address bar holds the experiment.

Each change of the query would be an entry in the browser's history; an invisible component turns
those within one page into replacements, so that Back leads to the page before.
"""

import streamlit as st
from streamlit.components.v2 import component

JS = """
export default function () {
  const history = window.history;
  if (history.lstmviz) return;
  history.lstmviz = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const next = new URL(url ?? location.href, location.href);
    (next.pathname === location.pathname ? history.replaceState.bind(history) : push)(
      state, title, url);
  };
}
"""
HISTORY = component("lstmviz_history", js=JS)


def keep_history() -> None:
    """Let what is chosen on a page replace its address."""
    with st.container(key="history"):
        HISTORY(key="replaces", data={}, height=1)
