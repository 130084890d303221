"""The Streamlit components around what is drawn in the browser, and the feeder of new numbers.

The flow diagram holds the code and the constant scene and stands outside the live fragment;
the feeder, a few lines, stands inside and passes new values on in the browser. So the code is not
sent again at every tick of training.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.diagram.code import markup, script, style
from lstmviz.diagram.scenes.sent.cell import CellScene, CellValues
from lstmviz.diagram.scenes.sent.film import FilmCard, FilmScene, FilmTaken
from lstmviz.diagram.scenes.sent.flow import FlowScene, FlowValues
from lstmviz.diagram.scenes.sent.maps import MapsScene, MapsValues, WiringScene
from lstmviz.diagram.scenes.sent.side import SideScene, SideValues
from lstmviz.diagram.scenes.sent.start import StartScene


def _component(name: str) -> Callable[..., Any]:
    return component(f"lstmviz_{name}", html=markup(name), css=style(name), js=script(name))


_flow = _component("flow")
_film = _component("film")
_maps = _component("maps")
_cell = _component("cell")
_wiring = _component("wiring")
_side = _component("side")
_start = component("lstmviz_start", css=style("start"), js=script("start"))
_paint = _component("paint")
_sketch = _component("sketch")
_feed = component("lstmviz_feed", js=script("feed"))

Callback = Callable[[], None]


def nothing() -> None:
    """Wait for the page's next run to read a reported value."""


def flow_diagram(
    scene: FlowScene,
    values: FlowValues,
    key: str,
    unit: int | None = None,
    awaits: Sequence[str] = (),
    on_sample_change: Callback = nothing,
    on_unit_change: Callback = nothing,
    on_layer_change: Callback = nothing,
    on_moment_change: Callback = nothing,
    on_pull_change: Callback = nothing,
    on_passed_change: Callback = nothing,
) -> Mapping[str, Any]:
    """Mount the diagram; it goes on moving by itself, whatever the page does.

    Args:
        scene: from `flow_scene`; the same scene does not disturb a diagram that plays.
        values: from `flow_values`, for the same samples and layer.
        key: of the component, and the address at which `feed` reaches it.
        unit: that a new diagram enlarges, from 0; None leaves the choice to it.
        awaits: what is to be reported once, as the person comes to it: "end" of a sample, or
            "wipe", the start of the next; the diagram then does not play by itself.
        on_sample_change: it asks for the chunk that begins at sample `["sample"]`: the person
            chose it, or the chunk ends in 3 s.
        on_unit_change: the person chose unit `["unit"]`, from 0.
        on_layer_change: the person chose layer `["layer"]`, from 0.
        on_moment_change: the person chose the snapshot `["moment"]`, a place in `moments`.
        on_pull_change: the person pulls a value of the table, `["pull"]`: its row and column, and
            by how many notches.
        on_passed_change: the person came to `["passed"]`, one of `awaits`.

    Returns:
        What was reported last: sample, unit, layer, moment, pull; None where nothing was.
    """
    return _flow(
        key=key,
        data={"key": key, "scene": scene, "values": values, "unit": unit, "awaits": list(awaits)},
        on_sample_change=on_sample_change,
        on_unit_change=on_unit_change,
        on_layer_change=on_layer_change,
        on_moment_change=on_moment_change,
        on_pull_change=on_pull_change,
        on_passed_change=on_passed_change,
    )


def feed(values: Mapping[str, object], key: str) -> None:
    """Hand new values to the diagram of this key, from inside the live fragment."""
    with st.container(key=f"feed_{key}"):
        _feed(key=f"{key}_feed", data={"key": key, "values": values}, height=1)


def side_by_side(
    scene: SideScene,
    values: SideValues,
    key: str,
    unit: int | None = None,
    on_sample_change: Callback = nothing,
    on_unit_change: Callback = nothing,
    on_moment_change: Callback = nothing,
) -> Mapping[str, Any]:
    """Mount two or three layouts as lanes on one clock.

    Args:
        scene: from `side_scene`; the same scene does not disturb lanes that play.
        values: from `side_numbers`, of each lane.
        key: of the component, and the address at which `feed` reaches it: with some lanes' numbers.
        unit: that is enlarged at first, from 0; None leaves the choice to the drawing.
        on_sample_change: the person chose sample `["sample"]`.
        on_unit_change: the person chose unit `["unit"]`, from 0.
        on_moment_change: the person chose the snapshot `["moment"]`, a place in `moments`.

    Returns:
        What was reported last: sample, unit, moment; None where nothing was.
    """
    return _side(
        key=key,
        data={"key": key, "scene": scene, "values": values, "unit": unit},
        on_sample_change=on_sample_change,
        on_unit_change=on_unit_change,
        on_moment_change=on_moment_change,
    )


def tensor_film(
    scene: FilmScene,
    key: str,
    cards: Sequence[FilmCard] = (),
    bare: bool = False,
    pick: tuple[int, int] | None = None,
    taken: FilmTaken | None = None,
    on_sample_change: Callback = nothing,
    on_layout_change: Callback = nothing,
    on_window_change: Callback = nothing,
    on_take_change: Callback = nothing,
) -> Mapping[str, Any]:
    """Mount the film of how a table becomes X.

    Args:
        scene: from `tensor_scene`; the same scene does not disturb a film that plays, and another
            layout of the same cells lets them fly to their new places.
        key: of the component.
        cards: layouts to choose from.
        bare: whether the cards are all that is shown.
        pick: row and column of the table's cell to be marked.
        taken: the value that the person has taken, to be pulled on the drawing alone.
        on_sample_change: the person chose sample `["sample"]`, which is not in the film.
        on_layout_change: the person chose the layout `["layout"]`, a key of a card.
        on_window_change: the person stretched the window to `["window"]` rows.
        on_take_change: the person took the value at `["take"]`, its row and column.

    Returns:
        What was reported in this run: sample, layout, window, take; None where nothing was.
    """
    return _film(
        key=key,
        data={"scene": scene, "cards": list(cards), "bare": bare, "pick": pick, "taken": taken},
        on_sample_change=on_sample_change,
        on_layout_change=on_layout_change,
        on_window_change=on_window_change,
        on_take_change=on_take_change,
    )


def maps(
    scene: MapsScene,
    values: MapsValues,
    key: str,
    on_pick_change: Callback = nothing,
) -> Mapping[str, Any]:
    """Mount maps of matrices; with a film, they fill step by step.

    Args:
        scene: from `map_scene`; the same scene does not disturb a film that plays.
        values: from `map_values`, of the same panels.
        key: of the component, and the address at which `feed` reaches it.
        on_pick_change: the person chose the place `["pick"]`: panel, row, column.

    Returns:
        What was reported in this run: pick; None where nothing was.
    """
    return _maps(
        key=key,
        data={"key": key, "scene": scene, "values": values},
        on_pick_change=on_pick_change,
    )


def cell_diagram(
    scene: CellScene,
    values: CellValues,
    key: str,
    timestep: int | None = None,
    unit: int | None = None,
    on_timestep_change: Callback = nothing,
    on_unit_change: Callback = nothing,
    on_sample_change: Callback = nothing,
    on_layer_change: Callback = nothing,
    on_moment_change: Callback = nothing,
) -> Mapping[str, Any]:
    """Mount the drawing of one step of one unit.

    Args:
        scene: from `cell_scene`.
        values: from `cell_values`, for the same sample and layer.
        key: of the component, and the address at which `feed` reaches it.
        timestep: to go to, from 0, where the page's choice is new; None leaves it to the drawing.
        unit: likewise.
        on_timestep_change: the person chose timestep `["timestep"]`, from 0.
        on_unit_change: the person chose unit `["unit"]`, from 0.
        on_sample_change: the person chose sample `["sample"]`.
        on_layer_change: the person chose layer `["layer"]`, from 0.
        on_moment_change: the person chose the snapshot `["moment"]`, a place in `moments`.

    Returns:
        What was reported last: timestep, unit, sample, layer, moment; None where nothing was.
    """
    return _cell(
        key=key,
        data={"key": key, "scene": scene, "values": values, "timestep": timestep, "unit": unit},
        on_timestep_change=on_timestep_change,
        on_unit_change=on_unit_change,
        on_sample_change=on_sample_change,
        on_layer_change=on_layer_change,
        on_moment_change=on_moment_change,
    )


def way_in(scene: StartScene, key: str) -> Mapping[str, Any]:
    """Mount the six beats of the way in; the browser plays them by itself.

    Args:
        scene: from `start_scene`.
        key: of the component.

    Returns:
        `["leave"]`: what the person goes on to in this run, "playground", "own" or "class"; None
        while they stay.
    """
    return _start(key=key, data={"scene": scene}, on_leave_change=nothing)


def wiring(
    scene: WiringScene,
    values: MapsValues,
    key: str,
    chosen: tuple[str, int] = ("unit", 0),
    on_pick_change: Callback = nothing,
) -> Mapping[str, Any]:
    """Mount the wiring of a layer: pointing at a unit or an input shows all its wires.

    Args:
        scene: from `wiring_scene`.
        values: from `wiring_values`, of the same layer.
        key: of the component, and the address at which `feed` reaches it.
        chosen: what is shown while nothing is pointed at: "unit", "feature" or "previous" (a unit
            one step before), and its number.
        on_pick_change: the person chose `["pick"]`, such as `chosen`.

    Returns:
        What was reported in this run: pick; None where nothing was.
    """
    return _wiring(
        key=key,
        data={"key": key, "scene": scene, "values": values, "chosen": list(chosen)},
        on_pick_change=on_pick_change,
    )


def paint_board(units: int, words: str, key: str, on_units_change: Callback = nothing) -> dict:
    """Mount a board of units to be painted.

    Args:
        units: how many.
        words: what is painted, for screen readers.
        key: of the component.
        on_units_change: the person painted `["units"]`, their numbers from 0.

    Returns:
        What was reported last: units; None where nothing was.
    """
    return _paint(key=key, data={"units": units, "words": words}, on_units_change=on_units_change)


def sketch_paper(
    bars: int, most: float, words: str, key: str, on_heights_change: Callback = nothing
) -> dict:
    """Mount a paper to sketch a curve on, with a line at 1.

    Args:
        bars: how many values it has.
        most: the largest value.
        words: what is sketched, for screen readers.
        key: of the component.
        on_heights_change: the person sketched `["heights"]`, all values.

    Returns:
        What was reported last: heights; None where nothing was.
    """
    return _sketch(
        key=key,
        data={"bars": bars, "most": most, "words": words},
        on_heights_change=on_heights_change,
    )
