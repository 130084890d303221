"""The bar at the foot of a phone or a tablet: page, layout, train and ask, under the thumb.

Its buttons press those of the page, so that there is one of each: a component of its own would need
a run of the page to know that training has begun.
"""

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.ui import visit

HTML = """
<nav aria-label="Quick ways" hidden>
  <button type="button" data-to="page"><svg viewBox="0 0 16 16"><path
    d="M2 4h12M2 8h12M2 12h12"/></svg><span>Page</span></button>
  <button type="button" data-to="layout"><svg viewBox="0 0 16 16"><path
    d="M2 3h3v10H2zM6.5 3h3v10h-3zM11 3h3v10h-3z"/></svg><span>Layout</span></button>
  <button type="button" data-to="train"><svg viewBox="0 0 16 16"><path
    d="M4 2v12l9-6z"/></svg><span>Train</span></button>
  <button type="button" data-to="ask"><svg viewBox="0 0 16 16"><path
    d="M2 3h12v8H8l-3 3v-3H2z"/></svg><span>Ask</span></button>
</nav>
"""
CSS = """
nav { display: none; }
@media (max-width: 1100px) {
  nav { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; position: fixed; z-index: 90;
    inset: auto 0 0; padding-bottom: env(safe-area-inset-bottom);
    border-top: 1px solid var(--st-border-color); background: var(--st-background-color); }
}
button { display: grid; justify-items: center; gap: 1px; padding: 7px 0 6px; min-height: 52px;
  border: 0; background: none; color: var(--st-text-color); font: 600 12px var(--st-font);
  cursor: pointer; }
[hidden] { display: none !important; }
button:disabled { color: color-mix(in srgb, currentColor 50%, transparent); cursor: default; }
button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: -3px; }
svg { width: 20px; height: 20px; }
path { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round;
  stroke-linecap: round; }
[data-to=train] path { fill: currentColor; }
"""
JS = """
export default function ({ parentElement, data }) {
  const find = (selector) => document.querySelector(selector);
  const field = () => [...document.querySelectorAll("[class*=st-key-ask] *")]
    .map((node) => (node.shadowRoot ?? node).querySelector("input, textarea")).find(Boolean);
  const places = {
    page: () => find("[data-testid=stExpandSidebarButton]"),
    layout: () => find(".st-key-film") ?? find(".st-key-chips"),
    train: () => find(".st-key-primary button"),
    ask: field,
  };
  const acts = {
    page: (place) => place.click(),
    layout: (place) => {
      place.scrollIntoView();
      place.querySelector("[aria-checked=true], button")?.focus({ preventScroll: true });
    },
    train: (place) => place.click(),
    ask: (place) => {
      place.scrollIntoView({ block: "center" });
      place.focus({ preventScroll: true });
    },
  };
  const buttons = [...parentElement.querySelectorAll("button")];
  for (const button of buttons) {
    const { to } = button.dataset;
    button.hidden = data[to] === false;
    button.onclick = () => {
      const place = places[to]();
      if (place) acts[to](place);
    };
  }
  const mirror = () => {
    for (const button of buttons) {
      const { to } = button.dataset;
      const place = places[to]();
      // The field to ask in comes into a shadow of its own, where nobody is told of it.
      button.disabled = to !== "ask" && (!place || Boolean(place.disabled));
      if (to !== "train" || !place) continue;
      const words = place.querySelector("p")?.textContent ?? "Train";
      if (button.querySelector("span").textContent !== words)
        button.querySelector("span").textContent = words;
    }
  };
  // Beside a page as narrow as this the menu would take a third of it, and on a phone, where it
  // opens as it was left, all. When a file is read, and when it was, too, the page has news.
  const open = "[data-testid=stSidebar][data-collapsed=false]";
  const menu = find(`${open} [data-testid=stSidebarCollapseButton] button`);
  if (innerWidth <= 1100 && window.lstmvizShut !== data.brought) menu?.click();
  window.lstmvizShut = data.brought;
  // It may be seen as soon as it has slid out, and has begun to within two frames.
  const slid = async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    const moves = find(".stSidebar")?.getAnimations() ?? [];
    await Promise.allSettled(moves.map((move) => move.finished));
    document.documentElement.dataset.shut = "";
  };
  slid();
  const watch = new MutationObserver(mirror);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  mirror();
  parentElement.querySelector("nav").hidden = false;
  return () => watch.disconnect();
}
"""
BAR = component("lstmviz_bar", html=HTML, css=CSS, js=JS)


def show_bar(layout: bool, train: bool) -> None:
    """Draw the bar; a wide screen has all of it elsewhere.

    Args:
        layout: whether the page has chips of layouts.
        train: whether it has a button to train.
    """
    own = visit.own_table()
    reads = " reads" if visit.current().reading else ""
    brought = f"{own.fingerprint if own else 'none'}{reads}"
    data = {"brought": brought, "layout": layout, "train": train}
    with st.container(key="bar"):
        BAR(key="quick", data=data, height=1)
