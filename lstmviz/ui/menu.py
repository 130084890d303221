"""The menu: one link for each page, each carrying the experiment in view."""

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.choices.links import to_query
from lstmviz.ui import visit
from lstmviz.ui.chapters import CHAPTERS

# Streamlit neither says which link is the page's own, nor shuts the sidebar where there is little
# room beside it.
JS = """
export default function () {
  const menu = document.querySelector(".st-key-menu");
  const mark = () => {
    const here = location.pathname.split("/").pop();
    for (const link of menu.querySelectorAll("a")) {
      const own = link.getAttribute("href").split("?")[0] === here;
      own ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
  };
  menu.setAttribute("role", "navigation");
  menu.setAttribute("aria-label", "Pages");
  menu.onclick = (event) => {
    if (innerWidth <= 1100 && event.target.closest("a, button")) {
      document.querySelector("[data-testid=stSidebarCollapseButton] button").click();
    }
  };
  // The links are drawn anew at times, without a word to this component.
  const watch = new MutationObserver(mark);
  watch.observe(menu, { childList: true, subtree: true });
  mark();
  return () => watch.disconnect();
}
"""
MARKS = component("lstmviz_menu", js=JS)


def show_menu() -> None:
    """Draw the links; without the query a switch of pages would drop the choices.

    The way in is the app's bare address: the choices are kept, and come back after it. A class's
    link may leave pages out; with all of them it leaves out the menu.
    """
    query, hide = to_query(visit.experiment()), visit.experiment().hide
    chapters = [each for name, each in CHAPTERS.items() if name not in hide]
    if not chapters and "start" in hide:
        return
    with st.container(horizontal=True, gap="small", key="menu"):
        if "start" not in hide:
            st.button("Start here", key="menu start", type="tertiary", on_click=go_to_start)
        for each in chapters:
            st.page_link(each.file, label=each.task, query_params=query, width="stretch")
    with st.container(key="menu_marks"):
        MARKS(key="marks", data={"page": visit.current().page}, height=1)


def go_to_start() -> None:
    """Have the way in opened."""
    visit.current().goes_to = "start"
