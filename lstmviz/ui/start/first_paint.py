"""The first paint: the way in stands in the page itself, before Streamlit's own code has come.

Streamlit sends an empty page that draws nothing until its code is there: on a slow line seconds of
white. `st.App` lets an app answer for its address itself: the bare one, that of the way
in, gets Streamlit's page with the six beats in it. Should that page be another one some day, it is
sent as it is.

Source: `streamlit.App`, and `static/index.html` of Streamlit 1.67.
"""

import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from lstmviz.colours import light_dark
from lstmviz.diagram.code import script, style
from lstmviz.ui.start.packed import STATIC
from lstmviz.ui.start.scene import scene

PAGE = STATIC / "index.html"
ROOT, TITLE = '<div id="root"></div>', "<title>Streamlit</title>"
# As Streamlit sends it: asked for anew each time, since it names the files of one version.
HEADERS = {"Cache-Control": "no-cache"}
COVER = (
    "position:fixed;inset:0;z-index:999999;overflow:auto;box-sizing:border-box;"
    "padding:12px 18px 24px;color-scheme:light dark;"
    f"background:{light_dark('page')};color:{light_dark('text')}"
)


def routes() -> Sequence[Route]:
    """Answer for the bare address; the page is put together once, when the server starts."""
    plain = PAGE.read_text(encoding="utf-8")
    page = with_start(plain)

    async def index(request: Request) -> HTMLResponse:
        return HTMLResponse(plain if request.url.query else page, headers=HEADERS)

    return [Route("/", index)]


def with_start(page: str) -> str:
    """Put the way in into Streamlit's page; the page as it is where it has another form."""
    if page.count(ROOT) != 1:
        return page
    shown = (
        f'<div id="early" style="{COVER}"></div>'
        f'<script type="text/plain" id="early-style">{style("start")}</script>'
        f'<script type="application/json" id="early-scene">{script_text(scene())}</script>'
        f"<script>{script('early')}</script>"
    )
    page = page.replace(TITLE, "<title>How does my table get into an LSTM?</title>")
    return page.replace(ROOT, shown + ROOT)


def script_text(data: object) -> str:
    """Write data so that nothing in it ends the script that holds it."""
    return json.dumps(data).replace("<", "\\u003c")
