"""Where the keyboard and the screen reader stand when what they stood on has gone.

Streamlit takes the answers away with the one that was pressed, and the focus with them. It goes to
what came of the answer, and in another step to the card; or to those who are left in a race.
"""

import streamlit as st
from streamlit.components.v2 import component

JS = """
export default function ({ data }) {
  const places = (window.lstmvizPlaces ??= {});
  const before = places[data.key];
  places[data.key] = data.place;
  if (before === undefined || before === data.place) return;
  const lead = (frames) => {
    if (places[data.key] !== data.place || !frames) return;
    const app = document.querySelector("[data-testid=stApp]");
    const card = document.querySelector(`.st-key-${data.key}`);
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


def lead_on(place: str, key: str = "card") -> None:
    """Lead the keyboard to what is new in a container, whenever it stands at another place.

    Args:
        place: where it stands.
        key: of the container.
    """
    with st.container(key=f"lead_{key}"):
        LEAD(key=f"leads_{key}", data={"place": place, "key": key}, height=1)
