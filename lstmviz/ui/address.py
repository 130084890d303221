"""The address bar holds the experiment; a button copies it.

Each change of the query would be an entry in the browser's history; an invisible component turns
those within one page into replacements, so that Back leads to the page before.
"""

from streamlit.components.v2 import component

JS = """
export default function ({ parentElement, data }) {
  const history = window.history;
  if (!history.lstmviz) {
    history.lstmviz = true;
    const push = history.pushState.bind(history);
    history.pushState = (state, title, url) => {
      const next = new URL(url ?? location.href, location.href);
      (next.pathname === location.pathname ? history.replaceState.bind(history) : push)(
        state, title, url);
    };
  }
  const button = parentElement.querySelector("button");
  const words = parentElement.querySelector("span");
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      words.textContent = "Copied";
    } catch {
      words.textContent = "Copy it from the address bar";
    }
    setTimeout(() => { words.textContent = data.label; }, 1600);
  };
}
"""
HTML = """
<button type="button" title="Copies the address: it opens exactly this screen">
  <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path fill="none"
    stroke="currentColor" stroke-width="2" stroke-linecap="round"
    d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>
  </svg>
  <span aria-live="polite">Copy link</span>
</button>
"""
CSS = """
button { display: flex; gap: 8px; align-items: center; height: 34px; padding: 0 12px;
  border: 1px solid var(--st-border-color); border-radius: 8px; cursor: pointer;
  background: var(--st-background-color); color: var(--st-text-color);
  font: 500 14px var(--st-font); white-space: nowrap; }
button:hover { border-color: var(--st-text-color); }
button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
"""


LINK = component("lstmviz_link", html=HTML, css=CSS, js=JS)


def show_link() -> None:
    """Draw the button that copies the link to exactly this."""
    LINK(key="link", data={"label": "Copy link"}, width="content")
