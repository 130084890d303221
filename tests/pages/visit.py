"""A page as Streamlit's own test runner opens it, and what is read off it."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from lstmviz.ui.visit import SLOT, Visit

APP = Path(__file__).parents[2] / "app.py"


def opened(at: str | None = None, **query) -> AppTest:
    """Open the app by a link, at the Playground or at another page."""
    query = query or {"table": "sensors"}
    page = AppTest.from_file(APP, default_timeout=60)
    if at is not None:
        page.switch_page(at)
    for word, value in query.items():
        page.query_params[word] = value
    return page.run()


def held(page: AppTest) -> Visit:
    """Give what the visitor's session holds."""
    return page.session_state[SLOT]


def experiment(page: AppTest):
    return held(page).experiment


def unfold(page: AppTest, name: str) -> AppTest:
    """Open a part of the controls that is folded away."""
    page.session_state[f"{page.session_state[SLOT].page} {name}"] = True
    return page.run()


def said(page: AppTest) -> str:
    """Collect every sentence of warning or advice."""
    return " ".join(each.value for each in [*page.warning, *page.info]).replace("\\", "")


def shapes(page: AppTest) -> str:
    """Give the shape sentence as text."""
    htmls = [each.proto.body for each in page.get("html") if "shapes" in each.proto.body]
    # What a word says of itself at a tap is not part of it.
    text = re.sub(r"<p>.*?</p>", "", htmls[0].replace("&nbsp;", " "))
    return "".join(part.split(">")[-1] for part in text.split("<"))


def upload(page: AppTest, name: str, content: bytes) -> AppTest:
    """Bring a file."""
    kind = "application/octet-stream"
    field = page.file_uploader(key=f"{held(page).page} upload")
    return read(field.upload(name, content, kind).run())


def read(page: AppTest) -> AppTest:
    """Wait until what was brought has been read."""
    while (reading := held(page).reading) is not None:
        reading.wait(60)
        page.run()
    return page


def words(page):
    """All markdown of the page's main part, as it is read."""
    text = " ".join(each.value for each in page.main.markdown)
    return text.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def widget(kind, label):
    """Find a widget by the beginning of its label."""
    return next(each for each in kind if each.label.startswith(label))
