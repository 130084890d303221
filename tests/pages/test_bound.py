"""A widget shows what the page has set: it is sent until the browser has said so itself."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates

from lstmviz.ui import bound
from tests.pages.visit import opened

KINDS = ("slider", "radio", "selectbox", "number_input", "toggle", "multiselect")


def sets(page) -> set[bool]:
    """Tell whether the page's widgets are told what to show, those that it binds to a choice."""
    drawn = [widget.proto for kind in KINDS for widget in page.get(kind)]
    assert len(drawn) > 2
    return {proto.set_value for proto in drawn}


@pytest.fixture
def long_ago(monkeypatch):
    """Have whatever was set be set long ago."""
    monkeypatch.setattr(bound, "SENT_FOR", -1)


def test_a_value_is_sent_to_a_browser_that_has_not_shown_the_widget_yet(long_ago, monkeypatch):
    page = opened()
    with monkeypatch.context() as silent:
        silent.setattr(type(page._tree), "get_widget_states", lambda _: WidgetStates())
        page.run()
    assert sets(page) == {True}


def test_a_value_that_the_browser_has_said_is_sent_no_more(long_ago):
    page = opened()
    assert sets(page.run()) == {False}


def test_a_value_that_the_page_sets_anew_is_sent_until_the_browser_says_it(long_ago):
    page = opened().run()
    page.radio(key="playground layout").set_value("row").run()
    page.radio(key="playground layout").set_value("window").run()
    assert page.slider[0].proto.set_value
