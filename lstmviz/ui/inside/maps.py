"""Maps on the page: mounted once, and then fed with numbers."""

from collections.abc import Callable, Sequence

import streamlit as st

from lstmviz.diagram.component import feed, maps
from lstmviz.diagram.scenes.maps import Frame, map_scene, map_values
from lstmviz.diagram.scenes.panels import Axis, Panel
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import reported
from lstmviz.ui.inside.stage import keep_up
from lstmviz.ui.readings import place, several

Panels = Callable[[runs.View], Sequence[Panel]]


def show_maps(
    name: str,
    panels: Panels,
    title: str,
    across: int = 1,
    say: Callable[[runs.View], None] = lambda view: None,
    tall: float = 150,
) -> None:
    """Draw maps whose numbers follow the weights in view, below what is to be said of them.

    Args:
        name: of the component.
        panels: the maps with the weights in view.
        title: what they show, for screen readers.
        across: how many stand side by side on a wide screen.
        say: writes what else follows the weights.
        tall: greatest height of a map, px.
    """

    def draw(view: runs.View) -> None:
        say(view)
        feed(map_values(panels(view)), name)

    keep_up(draw)
    mount(name, panels(runs.view()), title, across, tall=tall)


def mount(
    name: str,
    panels: Sequence[Panel],
    title: str,
    across: int = 1,
    frames: Sequence[Frame] = (),
    tall: float = 150,
) -> None:
    """Mount the component of some maps; what is chosen in one is then in view everywhere."""

    def read(said: object) -> tuple[Panel, int, int]:
        panel, row, column = several(place, place, place)(said)
        return panels[panel], row, column

    def take() -> None:
        pick = reported(name, "pick", read)
        if pick is not None:
            panel, row, column = pick
            look_at(panel.rows, row)
            look_at(panel.columns, column)

    with st.container(key=f"maps {name}"):
        scene = map_scene(panels, title, across, frames, tall)
        maps(scene, map_values(panels), name, on_pick_change=take)


def look_at(axis: Axis, place: int) -> None:
    """Look at the unit, the timestep or the feature that stands at a place of an axis."""
    if axis.kind == "features":
        visit.adopt_choice("feature", place)
    elif axis.kind != "samples" and axis.ticks[place].isdigit():
        number = int(axis.ticks[place])
        if axis.kind == "units":
            visit.adopt_choice("unit", number)
        else:
            visit.adopt_choice("timestep", max(number - 1, 0))
