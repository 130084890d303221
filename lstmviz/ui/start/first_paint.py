"""The first paint: what stands in a page before Streamlit's own code has come.

Streamlit sends an empty page that draws nothing until its code is there: on a slow line seconds of
white. `st.App` lets an app answer for its addresses itself: the bare one, that of the way in, gets
Streamlit's page with the six beats in it. Every page gets the app's style, which else comes with
what a page draws and goes with it: all would be laid out without it first, at each change of page
too. And where a menu will stand, its place is kept. Should Streamlit's page be another one some
day, it is sent as it is.

Source: `streamlit.App`, and `static/index.html` of Streamlit 1.67.
"""

import json
from collections.abc import Sequence
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from lstmviz.colours import light_dark
from lstmviz.diagram.code import script, style
from lstmviz.ui.chapters import CHAPTERS, Chapter
from lstmviz.ui.doctor.look import LOOK as DOCTOR
from lstmviz.ui.home.look import LOOK as HOME
from lstmviz.ui.lessons.look import LOOK as LESSONS
from lstmviz.ui.start.packed import STATIC
from lstmviz.ui.start.scene import scene
from lstmviz.ui.style import STYLE
from lstmviz.ui.tab import SAY
from lstmviz.ui.to_come import MENU_TO_COME

PAGE = STATIC / "index.html"
ROOT, TITLE = '<div id="root"></div>', "<title>Streamlit</title>"
# As Streamlit sends it: asked for anew each time, since it names the files of one version.
HEADERS = {"Cache-Control": "no-cache"}
# A link that asks for one of these opens a page without the menu.
ALONE = frozenset({"present", "lesson", "beats"})
# What a page has beside the style of all.
OWN = MappingProxyType({"lessons": LESSONS, "doctor": DOCTOR, "home": HOME})
COVER = (
    "position:fixed;inset:0;z-index:999999;overflow:auto;box-sizing:border-box;"
    "padding:12px 18px 24px;color-scheme:light dark;"
    f"background:{light_dark('page')};color:{light_dark('text')}"
)


def routes() -> Sequence[Route]:
    """Answer for every page's address; the pages are put together once, when the server starts."""
    plain = PAGE.read_text(encoding="utf-8")
    start = with_start(with_style(plain, STYLE))

    def route(name: str, chapter: Chapter) -> Route:
        sheet = STYLE + OWN.get(name, "")
        alone, beside = with_style(plain, sheet), with_style(plain, sheet + MENU_TO_COME)

        async def index(request: Request) -> HTMLResponse:
            asked = request.query_params.keys()
            page = alone if ALONE & asked else beside
            is_bare = request.url.path == "/" and not asked
            return HTMLResponse(start if is_bare else page, headers=HEADERS)

        return Route(f"/{chapter.path}", index)

    return [route(name, chapter) for name, chapter in CHAPTERS.items()]


def with_style(page: str, sheet: str) -> str:
    """Put a style sheet behind those of Streamlit, which it outdoes; the tab says its name."""
    return page.replace(ROOT, f"<script>{SAY}</script><style>{sheet}</style>{ROOT}")


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
