"""Maps on the page: mounted once, and then fed with numbers."""

from collections.abc import Callable, Sequence

import streamlit as st

from lstmviz.diagram.component import feed, maps
from lstmviz.diagram.maps import Frame, map_scene, map_values
from lstmviz.diagram.panels import Panel
from lstmviz.ui import runs
from lstmviz.ui.inside.stage import keep_up

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
    """Mount the component of some maps."""
    with st.container(key=f"maps {name}"):
        scene = map_scene(panels, title, across, frames=frames, tall=tall)
        maps(scene, map_values(panels), name)
