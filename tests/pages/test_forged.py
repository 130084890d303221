"""Whatever is written to the server by hand, a page goes on, and what it cannot be is not believed.

A request of a browser that nobody has changed says of each widget what it may show, and of each
drawing what it reports.
"""

import json
import random

import jaxtyping
import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX

from lstmviz.ui.bound import NO_DRAWING
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.forged import NAMED
from tests.pages.visit import opened, said

NUMBERS = (-1, 0, 3, 2**40)
SAID = {
    "int_value": NUMBERS,
    "double_value": (*NUMBERS, 0.5, 1e300),
    "string_value": ("", "forged", "x" * 5_000, "1e999"),
    "bool_value": (True, False),
    "string_array_value": ([], ["forged"], ["", "a"]),
    "double_array_value": ([-1e9], [1e9], [1, 2], [2, 1], []),
}
REPORTED = (
    *("forged", "", -1, 10**9, 0.5, 1e999, [], [1, 2, 3], {}, ["x", "y"], True, [["a"]]),
    *([0, 10**9], [-1, -1], {"a": 1}, "9" * 400, ["symptom", "x"], ["message", "-"], ["unit", -1]),
)


def widgets(page):
    """Give what the session knows of each widget, by its id."""
    state = page.session_state
    while not isinstance(state, SessionState):
        state = object.__getattribute__(state, "_state")
    return dict(state._new_widget_state.widget_metadata)


def forged(name, widget, chance):
    """Say something of the kind that a widget, or a drawing, says; None of a button."""
    kind, state = widget.value_type, WidgetState(id=name)
    if kind == "json_value":
        asked = {
            event: chance.choice(REPORTED) for event in widget.callbacks or ("units", "heights")
        }
        state.json_value = json.dumps(asked)
    elif kind not in SAID:
        return None
    elif kind.endswith("array_value"):
        getattr(state, kind).SetInParent()
        getattr(state, kind).data.extend(chance.choice(SAID[kind]))
    else:
        setattr(state, kind, chance.choice(SAID[kind]))
    return state


def tell(page, states):
    """Send what a browser would say of widgets and drawings."""
    request = WidgetStates()
    request.widgets.extend(states)
    page._run(request)
    assert not page.exception, [each.message for each in page.exception]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_page_goes_on_whatever_it_is_told(name, monkeypatch):
    # As in the app, where no type checker stands before a sentence.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    chance, file = random.Random(0), CHAPTERS[name].file
    start = {"table": "sensors"} | ({"lesson": "row"} if name == "lessons" else {})
    page = opened(None if name == "playground" else file, **start)
    for turn in range(6):
        states = [forged(each, widget, chance) for each, widget in widgets(page).items()]
        some = [state for state in states if state is not None]
        # All of it at once, and one thing at a time: what is refused must not hide another.
        tell(page, some if turn % 3 == 0 else chance.sample(some, min(2, len(some))))


@pytest.mark.parametrize(
    ("drawing", "report"),
    [
        ("flow", {"unit": "forged"}),
        ("flow", {"moment": -1}),
        ("flow", {"pull": [0, 10**9, 1]}),
        ("flow", {"pull": 3}),
        ("asking", {"answer": ["a"]}),
        ("asking", {"doctor": 7}),
        ("asking", {"entry": ["symptom", "forged"]}),
    ],
)
def test_what_no_drawing_can_say_is_said_to_be_so(drawing, report):
    page = opened()
    (name,) = (each for each in widgets(page) if each.endswith(f"-{drawing}"))
    tell(page, [WidgetState(id=name, json_value=json.dumps(report))])
    assert NO_DRAWING in said(page)


def test_a_name_that_no_widget_has_is_left_out():
    tell(opened(), [WidgetState(id="any", json_trigger_value="{}")])


def test_every_name_that_streamlit_gives_begins_so():
    drawing = _make_trigger_id("any", "events")
    assert all(n.startswith(NAMED) for n in (GENERATED_ELEMENT_ID_PREFIX, drawing))
