"""The drawing of one step of one unit, and what all parts of the page on the cell look at."""

from collections.abc import Callable

import streamlit as st

from lstmviz.diagram.component import cell_diagram, feed
from lstmviz.diagram.scenes.cell import cell_scene, cell_values
from lstmviz.diagram.scenes.sent.cell import CellValues
from lstmviz.network.cells import CellWeights
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import hand_over
from lstmviz.ui.inside import check
from lstmviz.ui.live import TICK, repeat
from lstmviz.ui.readings import place
from lstmviz.ui.veil import is_covered, uncovered

KEY = "cell"
# The kernels of more units make a tick of over 100 KB, which comes a third as often.
MANY_UNITS = 64


def unit_in_view() -> int:
    """The unit looked at; the first, if none was chosen."""
    return visit.experiment().unit or 0


def layer_weights(view: runs.View) -> CellWeights:
    """The weights of the layer looked at."""
    return view.weights.layers[visit.experiment().layer]


def show_stage() -> None:
    """Draw the cell for the experiment in view; it goes on moving by itself."""
    with st.container(key="stage"):
        uncovered("stage", mount)


def mount() -> None:
    """Mount the drawing, and take what it reports."""
    choices, dataset = visit.experiment(), visit.dataset()

    def take(name: str, where: str) -> None:
        hand_over(KEY, name, place, lambda value: visit.adopt_choice(where, value))

    asked = choices.spec, visit.sample(), choices.layer, choices.words
    scene = visit.kept(KEY, (dataset.key, asked), lambda: cell_scene(dataset, *asked))
    cell_diagram(
        scene,
        values(runs.view()),
        KEY,
        timestep=choices.timestep,
        unit=unit_in_view(),
        on_timestep_change=lambda: take("timestep", "timestep"),
        on_unit_change=lambda: take("unit", "unit"),
        on_sample_change=lambda: take("sample", "sample"),
        on_layer_change=lambda: take("layer", "layer"),
        on_moment_change=lambda: hand_over(KEY, "moment", place, runs.look_back),
    )


def values(view: runs.View) -> CellValues:
    """Trace the sample in view through the weights in view."""
    return cell_values(
        visit.dataset(),
        view.weights,
        visit.sample(),
        visit.experiment().layer,
        view.label,
        view.moments,
        -1 if view.moment is None else view.moment,
    )


def keep_up(
    draw: Callable[[runs.View], None] = lambda view: None,
    busy: Callable[[], bool] = lambda: False,
) -> None:
    """Feed the drawing and draw a section's numbers, again and again while they change.

    Args:
        draw: draws the numbers.
        busy: whether they change though the run does not.
    """

    def all_three(view: runs.View) -> None:
        draw(view)
        check.draw_check()
        if not is_covered("stage"):
            feed(values(view), KEY)

    check.ask_anew(runs.view())
    many = visit.experiment().spec.units > MANY_UNITS
    seconds = 3 * TICK if many else TICK
    repeat(all_three, seconds, lambda: busy() or check.under_way())
