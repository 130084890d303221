"""The whole app for a projector: the page alone, in large type, led by a clicker.

It is laid out as if the screen were WIDE px wide and then magnified to the screen, which makes it
1.6 times as large on one of 1920 px: on a screen two metres wide the least letters are 17 mm high,
which is read from 8 m.
"""

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.ui import visit

WIDE = 1200
# What is left of the screen's height for a drawing, below the shapes and above the curve.
STYLE = """
.stMainBlockContainer { zoom: var(--magnified, 1); padding: 6px 18px !important; max-width: none; }
header.stAppHeader, .st-key-bar, .stApp .stSidebar { display: none; }
.st-key-ask_field, .st-key-train .stElementContainer:has(.stSlider) { display: none; }
.stApp .st-key-top.st-key-top { padding: 0; align-items: center; flex-wrap: nowrap; gap: 12px; }
.st-key-head { flex-direction: row; align-items: center; gap: 18px !important; }
.st-key-head > * { flex: none; width: auto !important; }
.st-key-top .head { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
.st-key-top .split, .st-key-top .gap, .st-key-top .gap ~ * { display: none !important; }
.st-key-top .shapes { flex-wrap: nowrap; font-size: 24px; }
.st-key-top .shapes .term small { font-size: 15px; }
.st-key-top .shapes .arrow { margin: 0 6px; }
.st-key-chips { display: flex; }
.st-key-chips button { padding: 4px 10px; }
.st-key-chips button p { font-size: 15px; }
.st-key-train .stSelectbox, .st-key-train [class*="st-key-tool"] { display: none !important; }
div:has(> .st-key-train) { position: static !important; padding: 0 !important; border: 0;
  background: none; }
.st-key-train .stHorizontalBlock { display: block; }
.st-key-train { width: 118px; margin-left: auto; gap: 0 !important; }
.st-key-leave [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%); }
.st-key-stage { --tallest: calc(100vh / var(--magnified, 1) - 124px); min-height: 0; }
.stApp:has(.st-key-live) .st-key-stage { --corner: 450px; }
.st-key-prediction, .st-key-past { display: none; }
.stColumn:has(.st-key-live) { position: fixed; right: 18px; bottom: 6px; width: 420px; z-index: 5;
  background: var(--carriage); }
.st-key-live.st-key-live { padding: 2px 8px; gap: 0 !important; }
.st-key-live [data-testid="stMarkdown"] { display: none; }
/* On a screen smaller than any projector's nothing fits beside or over the drawing. */
@media (max-width: 1100px) {
  .stApp .st-key-top.st-key-top { flex-wrap: wrap; }
  .st-key-head { flex-wrap: wrap; row-gap: 6px !important; }
  .st-key-top > :has(> .st-key-head) { flex: 1 0 100%; }
  .st-key-head > :has(> .st-key-chips) { width: 100% !important; }
  .st-key-chips [role="radiogroup"] { max-width: none; }
  .st-key-train { margin-left: 0; }
  .st-key-top { position: relative; }
  .st-key-leave { position: absolute; right: 0; bottom: 12px; }
  .st-key-stage { --tallest: none; --corner: 12px !important; }
  .stColumn:has(.st-key-live) { position: static; flex: 0 0 100%; }
}
@media (max-width: 640px) { .stMainBlockContainer { padding: 6px 12px !important; } }
"""
JS = """
export default function ({ parentElement, data }) {
  const root = document.documentElement.style;
  const fit = () => root.setProperty("--magnified", Math.max(innerWidth / data.wide, 1));
  const press = (selector, place = 0) => document.querySelectorAll(selector)[place]?.click();
  // A drawing stands in a shadow of its own.
  const step = (name) => {
    for (const node of document.querySelectorAll(".stMainBlockContainer *")) {
      const button = node.shadowRoot?.querySelector(`button[data-do=${name}]`);
      if (button) return button.click();
    }
  };
  const KEYS = {
    PageDown: () => step("forward"),
    PageUp: () => step("back"),
    Escape: () => press(".st-key-leave button"),
    t: () => press(".st-key-primary button"),
  };
  for (const place of [0, 1, 2]) KEYS[place + 1] = () => press(".st-key-chips button", place);
  const heard = (event) => {
    const { key, target } = event;
    const act = KEYS[key.length === 1 ? key.toLowerCase() : key];
    const typing = event.composedPath()[0].closest?.("input, textarea, [contenteditable]");
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing && key !== "Escape" && !key.startsWith("Page")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  fit();
  addEventListener("resize", fit);
  document.addEventListener("keydown", heard, true);
  return () => {
    removeEventListener("resize", fit);
    document.removeEventListener("keydown", heard, true);
    root.removeProperty("--magnified");
  };
}
"""
KEYS = component("lstmviz_present", js=JS)


def show_way_in() -> None:
    """Draw the button that fills the screen."""
    st.button(
        "Present",
        key="present",
        icon=":material/slideshow:",
        help="Fills the screen for a projector. Page Down: on, 1 2 3: layouts, T: train, "
        "Escape: back.",
        on_click=turn,
        args=(True,),
    )


def magnify() -> None:
    """Fill the screen, listen to the clicker, and offer the way back."""
    st.html(f"<style>{STYLE}</style>")
    with st.container(key="clicker"):
        KEYS(key="keys", data={"wide": WIDE}, height=1)
    st.button(
        "Leave",
        key="leave",
        icon=":material/close_fullscreen:",
        help="Back to the page with its menu: Escape",
        on_click=turn,
        args=(False,),
    )


def turn(on: bool) -> None:
    """Begin or end it."""
    visit.adopt_choice("present", on)
