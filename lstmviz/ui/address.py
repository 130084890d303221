"""The address bar holds the experiment.

Each change of the query would be an entry in the browser's history; an invisible component turns
those within one page into replacements, so that Back leads to the page before.
"""

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.choices.experiments import OWN, Experiment, OwnTable
from lstmviz.choices.links import from_query, to_query
from lstmviz.ui import visit

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


def read_query() -> None:
    """Take the experiment from the address; say what in it was ignored."""
    asked, ignored = from_query(query())
    if {"hide", "veil"} & query().keys():
        # What a class cannot mend is said to its author alone, who shares the link.
        ignored = ()
    if asked.table == OWN and not is_at_hand(asked.own):
        visit.current().wanted = asked
        asked = visit.START
    visit.adopt(asked)
    visit.notify(*ignored, *visit.notices())


def is_at_hand(own: OwnTable | None) -> bool:
    """Whether the table that a link asks for is the one that the visitor brought."""
    brought = visit.own_table()
    return brought is not None and (own is None or own.fingerprint == brought.fingerprint)


def write_query() -> None:
    """Write the experiment into the address, unless the address means it already."""
    if asked_for() != visit.experiment() and visit.current().wanted is None:
        st.query_params.from_dict(to_query(visit.experiment()))


def asked_for() -> Experiment:
    """Read what the address asks for."""
    asked, _ = from_query(query())
    return asked


def query() -> dict[str, list[str]]:
    """The address's query: each word with all its values."""
    return {word: st.query_params.get_all(word) for word in st.query_params}
