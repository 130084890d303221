"""The menu: one link for each page, each carrying the experiment in view."""

from types import MappingProxyType

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.choices.links import to_query
from lstmviz.ui import visit

PAGES = MappingProxyType(
    {
        "app.py": "Playground",
        "pages/0_Lessons.py": "Lessons",
        "pages/1_Input_layouts.py": "Input layouts",
        "pages/2_Inside_the_cell.py": "Inside the cell",
        "pages/3_Race.py": "Race",
        "pages/4_Shape_doctor.py": "Shape doctor",
        "pages/5_Take_home.py": "Take home",
    }
)
# Streamlit neither says which link is the page's own, nor shuts the sidebar that covers a phone.
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
    if (innerWidth < 768 && event.target.closest("a")) {
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

    The way in is the app's bare address: the choices are kept, and come back after it.
    """
    query = to_query(visit.experiment())
    with st.container(horizontal=True, gap="small", key="menu"):
        if st.button(
            "Start", key="menu start", type="tertiary", help="The question, in ninety seconds"
        ):
            st.switch_page("app.py")
        for page, title in PAGES.items():
            st.page_link(page, label=title, query_params=query, width="stretch")
    with st.container(key="menu_marks"):
        MARKS(key="marks", data={"page": visit.current().page}, height=1)
