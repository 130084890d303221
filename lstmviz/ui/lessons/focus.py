"""Where the keyboard and the screen reader stand after an answer, and at what comes next.

Streamlit takes the answers away with the one that was pressed, and the focus with them. It goes to
what came of the answer, and in another step to the card.
"""

import streamlit as st
from streamlit.components.v2 import component

JS = """
export default function ({ data }) {
  const before = window.lstmvizCard;
  window.lstmvizCard = data.place;
  if (before === undefined || before === data.place) return;
  const lead = (frames) => {
    if (window.lstmvizCard !== data.place || !frames) return;
    const app = document.querySelector("[data-testid=stApp]");
    const card = document.querySelector(".st-key-card");
    if (!card || app.dataset.testScriptState !== "notRunning") {
      requestAnimationFrame(() => lead(frames - 1));
      return;
    }
    const held = document.activeElement;
    if (held !== document.body && !card.contains(held)) return;
    const place = card.querySelector(".st-key-said") ?? card;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => lead(600));
}
"""
LEAD = component("lstmviz_lead", js=JS)


def lead_on(place: str) -> None:
    """Lead the keyboard to what is new in the card, whenever it stands at another place."""
    with st.container(key="lead"):
        LEAD(key="leads", data={"place": place}, height=1)
