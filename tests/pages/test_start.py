"""The bare address is the way in; any choice in it leads straight to the Playground."""

import gzip
import json
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.choices.links import from_query, to_query
from lstmviz.ui import opening
from lstmviz.ui.lessons.look import LOOK as LESSONS
from lstmviz.ui.start import first_paint, packed, show
from lstmviz.ui.style import STYLE
from lstmviz.ui.tab import SAY
from lstmviz.ui.to_come import MENU_TO_COME
from tests.pages.visit import APP, experiment, held, opened, upload
from tests.serving import complete


def opened_bare() -> AppTest:
    return AppTest.from_file(APP, default_timeout=60).run()


def drawn(page):
    return [json.loads(each.proto.json) for each in page.get("bidi_component")]


def test_whoever_comes_without_choices_is_shown_the_way_in_and_nothing_else():
    page = opened_bare()
    assert not page.exception
    (start,) = drawn(page)
    assert start["scene"]["columns"] == ["a", "b", "c"]
    assert not page.sidebar.button
    assert dict(page.query_params) == {}


@pytest.mark.parametrize("query", [{"table": "sensors"}, {"window": "6"}, {"hide": "data"}])
def test_a_choice_in_the_link_leads_straight_to_the_playground(query):
    page = opened(**query)
    assert page.sidebar.button(key="primary")


def test_it_comes_back_from_the_menu_and_the_choices_stay():
    page = opened(window="6")
    assert experiment(page).layout.window == 6
    page.sidebar.button(key="menu start").click().run()
    assert not page.exception
    assert len(drawn(page)) == 1
    assert dict(page.query_params) == {}
    assert experiment(page).layout.window == 6


def test_it_comes_though_the_run_that_would_turn_to_it_is_ended(monkeypatch):
    page, turn = opened(), opening.st.switch_page

    def end(*_, **__):
        raise StopException

    monkeypatch.setattr(opening.st, "switch_page", end)
    page.sidebar.button(key="menu start").click().run()
    assert held(page).page == "playground"
    monkeypatch.setattr(opening.st, "switch_page", turn)
    page.run()
    assert held(page).page == "start"
    assert not held(page).goes_to


def test_the_playground_has_an_address_of_its_own_and_the_way_in_enters_none():
    query = to_query(start_experiment(Experiment().table))
    assert query == {"table": "sensors"}
    assert from_query({"table": ["sensors"]}) == (start_experiment("sensors"), ())
    assert set(show.WAYS) == {"playground", "lessons", "own", "class"}


def answered(query: bytes, path: str = "/") -> str:
    (route,) = [each for each in first_paint.routes() if each.path == path]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
    return complete(route.endpoint(Request(scope))).body.decode()


def test_the_first_paint_is_streamlits_page_with_the_way_in():
    plain, page = first_paint.PAGE.read_text("utf-8"), answered(b"")
    before, _, after = page.partition('<div id="early"')
    own = f"<script>{SAY}</script><style>{STYLE}</style>"
    assert before.endswith(own)
    before = before.removesuffix(own)
    assert before == plain.partition(first_paint.ROOT)[0].replace(
        first_paint.TITLE, "<title>How does my table get into an LSTM?</title>"
    )
    assert after.endswith(plain[plain.index(first_paint.ROOT) :])
    _, _, rest = page.partition('id="early-scene">')
    assert json.loads(rest.partition("</script>")[0]) == json.loads(json.dumps(show.scene()))


@pytest.mark.parametrize(
    ("path", "query", "sheet"),
    [
        ("/", b"window=6", STYLE + MENU_TO_COME),
        ("/", b"window=6&present=yes", STYLE),
        ("/Race", b"", STYLE + MENU_TO_COME),
        ("/Lessons", b"lesson=row", STYLE + LESSONS),
    ],
)
def test_every_page_has_its_style_and_says_its_name_from_the_first_byte(path, query, sheet):
    plain = first_paint.PAGE.read_text("utf-8")
    own = f"<script>{SAY}</script><style>{sheet}</style>"
    assert answered(query, path).replace(own, "") == plain


def test_a_page_of_another_form_is_sent_as_it_is():
    assert first_paint.with_start("<p>new</p>") == "<p>new</p>"
    assert first_paint.with_style("<p>new</p>", STYLE) == "<p>new</p>"


def test_nothing_in_the_data_ends_its_script():
    assert "<" not in first_paint.script_text({"name": "</script><script>"})


def test_streamlit_finds_the_app_that_answers_for_the_bare_address():
    found = discover_asgi_app(Path(APP))
    assert (found.is_asgi_app, found.import_string) == (True, "app:app")


def sent(path: str, accepted: bytes = b"gzip, br") -> tuple[dict, bytes]:
    """Ask for a file; what the app itself would answer is b"left to the app"."""
    messages = []

    async def app(scope, receive, send):
        await PlainTextResponse("left to the app")(scope, receive, send)

    async def send(message):
        messages.append(message)

    headers = [(b"accept-encoding", accepted)]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    complete(packed.Packed(app)(scope, None, send))
    return dict(messages[0]["headers"]), messages[1]["body"]


def test_streamlits_code_is_sent_packed_and_is_the_same():
    path, file = next(iter(packed.known().items()))
    headers, body = sent(path)
    assert headers[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body) == file.read_bytes()


@pytest.mark.parametrize("path", ["/", "/static/../secrets.js", "/static/js/none.js"])
def test_all_else_is_left_to_the_app(path):
    assert sent(path)[1] == b"left to the app"
    assert sent(next(iter(packed.known())), b"identity")[1] == b"left to the app"


def test_a_table_of_five_rows_can_be_looked_at_and_train_says_what_it_lacks():
    page = upload(opened(), "five.csv", b"a,b\n1,2\n3,5\n4,1\n2,8\n6,3\n")
    assert not page.exception
    assert experiment(page).table == "own"
    assert page.sidebar.button(key="primary").disabled
    (lacks,) = [each.value for each in page.markdown if "not to train on" in each.value]
    assert "No validation sample is left" in lacks
    page.switch_page("pages/1_Input_layouts.py").run()
    assert not page.exception


def test_the_chalkboard_starts_with_two_units_and_leaves_the_next_table_its_own():
    page = opened()
    page.sidebar.selectbox(key="playground table").select("chalkboard").run()
    assert experiment(page).spec.units == 2
    page.sidebar.selectbox(key="playground table").select("weather").run()
    assert experiment(page).spec.units == 32
