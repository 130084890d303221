"""A widget bound to one choice of the experiment, or to another value of the visit."""

from collections.abc import Callable

import streamlit as st

from lstmviz.ui import visit


def linked(name: str, value: object, take: Callable) -> dict:
    """Link a widget to a value: it shows the value, and hands over what the person chooses.

    Args:
        name: of the widget on this page.
        value: what it is to show.
        take: is called with what the person chose.
    """
    key = f"{st.session_state.page} {name}"
    # Assigning on every run would lose input that is on its way.
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": lambda: take(st.session_state[key])}


def bound(
    where: str, value: object, convert: Callable = lambda shown: shown, of: object = ""
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
        lambda shown: visit.adopt_choice(where, convert(shown)),
    )
