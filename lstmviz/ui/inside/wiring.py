"""Who gets what: the wires from every input and every unit to the gates of every unit."""

import streamlit as st

from lstmviz.diagram.component import feed, wiring
from lstmviz.diagram.scenes.sent.maps import MapsValues
from lstmviz.diagram.scenes.wiring import wiring_scene, wiring_values
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import hand_over
from lstmviz.ui.inside.stage import keep_up, layer_weights, unit_in_view
from lstmviz.ui.readings import place, several, word

KEY = "wiring"


def show_wiring() -> None:
    """Mount the wiring of the layer in view."""
    view = runs.view()
    with st.container(key="maps wiring"):
        wiring(
            wiring_scene(visit.dataset(), layer_weights(view), visit.experiment().layer),
            values(view),
            KEY,
            chosen=chosen(),
            on_pick_change=take,
        )
    keep_up(lambda now: feed(values(now), KEY))


def values(view: runs.View) -> MapsValues:
    """The weights in view."""
    return wiring_values(visit.dataset(), layer_weights(view), visit.experiment().layer)


def chosen() -> tuple[str, int]:
    """What shows its wires: the unit in view, unless an input was chosen last."""
    unit = unit_in_view()
    kind, number = visit.current().wired or ("unit", unit)
    inputs = len(layer_weights(runs.view()).kernel)
    if kind == "feature" and number < inputs:
        return kind, number
    if kind == "previous" and number < visit.experiment().spec.units:
        return kind, number
    return "unit", unit


def take() -> None:
    """Take over what was chosen."""
    hand_over(KEY, "pick", several(word, place), look_at)


def look_at(pick: tuple[str, int]) -> None:
    """Look at a unit or an input; a unit is then the one in view everywhere."""
    visit.current().wired = pick
    kind, number = pick
    if kind == "unit":
        visit.adopt_choice("unit", number)
