"""Widgets: bound to a choice of the experiment or to another value, named, and what they show.

Streamlit keeps what a widget shows under its key, a string; no other file looks there.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from lstmviz.ui import visit
from lstmviz.ui.internals import is_drawn_alone, is_echo, is_known

# A second run may sweep away what a first one has not sent yet, and a browser that is slow to show
# a widget shows it as the last run had it. So a change is sent for so long, in seconds, and until
# the browser has said it itself.
SENT_FOR = 10
NO_DRAWING = "This page was told something that none of its drawings can say. It stays as it was."

T = TypeVar("T")


def key_of(name: str) -> str:
    """Give the key of a widget of this page: with one key on two pages it would lose its value."""
    return f"{visit.current().page} {name}"


def shown(key: str) -> Any:
    """Tell what a widget shows, or holds; None before it was drawn."""
    return st.session_state.get(key)


def show(key: str, value: object) -> None:
    """Have a widget show something before it is drawn."""
    st.session_state[key] = value


def reported(drawing: str, name: str, read: Callable[[Any], T]) -> T | None:
    """Tell what a drawing has reported under a name, e.g. "unit"; None if nothing.

    Args:
        drawing: its key.
        name: of what it reports.
        read: makes of it what it is, as those of `lstmviz.ui.readings` do.
    """
    # Once a run was left before it drew it, its state is gone, and what it reports is not.
    if drawing not in st.session_state:
        show(drawing, {})
    return believed(st.session_state[drawing].get(name), read)


def hand_over(
    drawing: str, name: str, read: Callable[[Any], T], take: Callable[[T], object]
) -> None:
    """Hand over what a drawing has reported under a name, if anything."""
    value = reported(drawing, name, read)
    if value is not None:
        take(value)


def believed(said: object, read: Callable[[Any], T]) -> T | None:
    """Read what a drawing says; what none can say was written by hand, and is not believed."""
    try:
        return None if said is None else read(said)
    except (TypeError, ValueError, LookupError, OverflowError):
        visit.notify(NO_DRAWING)
        return None


def linked(name: str, value: object, take: Callable) -> dict:
    """Link a widget to a value: it shows the value, and hands over what the person chooses.

    Args:
        name: of the widget on this page.
        value: what it is to show.
        take: is called with what the person chose.
    """
    key, changed = key_of(name), visit.current().changed
    now = time.monotonic()
    if shown(key) != value:
        changed[key] = now
    elif key in changed and now - changed[key] > SENT_FOR and is_known(key, visit.current().said):
        del changed[key]
    # Assigning on every run would lose input that is on its way.
    if key in changed:
        show(key, value)

    def on_change() -> None:
        # A request brings what all widgets show, perhaps what they showed before the browser heard
        # of the latest change. What a person chooses asks for the page: it comes with that request
        # too, and must be news there.
        if is_drawn_alone() or (key in changed and is_echo(key, visit.current().said)):
            show(key, value)
        else:
            take(shown(key))

    return {"key": key, "on_change": on_change}


def bound(
    where: str, value: object, convert: Callable = lambda value: value, of: object = ""
) -> dict:
    """Bind a widget to one choice of the experiment.

    Args:
        where: the choice, e.g. "layout.window".
        value: what the widget is to show.
        convert: from what the widget shows to the choice's value.
        of: what the widget's range or options depend on; with another one it is another widget,
            since a widget whose range changes falls back to its lowest value.
    """
    return linked(
        f"{where} {of}".rstrip(),
        value,
        lambda chosen: visit.adopt_choice(where, convert(chosen)),
    )
