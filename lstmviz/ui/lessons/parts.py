"""What a step draws: parts of the other pages, and a few of its own, by the names that lessons use.

Each part shows the controls that its step needs, and no other.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from lstmviz.choices.experiments import LAGS, MAX_WINDOW
from lstmviz.export.commands import program_file
from lstmviz.export.notebook import notebook
from lstmviz.network.cells import CELLS
from lstmviz.network.specs import BOUNDS
from lstmviz.ui import flow, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.data import pick_table
from lstmviz.ui.doctor.answer import show_answer
from lstmviz.ui.doctor.ask import show_field
from lstmviz.ui.download import download
from lstmviz.ui.home.code import NOTEBOOK
from lstmviz.ui.inside import edge
from lstmviz.ui.inside.gradient import show_gradient
from lstmviz.ui.inside.parameters import show_parameters
from lstmviz.ui.inside.stage import keep_up
from lstmviz.ui.inside.states import show_states
from lstmviz.ui.inside.update import show_update
from lstmviz.ui.inside.wiggle import show_changed, show_wiggle
from lstmviz.ui.inside.wiring import show_wiring
from lstmviz.ui.lessons import progress
from lstmviz.ui.lessons.across import show_across
from lstmviz.ui.lessons.bars import show_ranked
from lstmviz.ui.lessons.excerpt import show_cause, show_late, show_rows
from lstmviz.ui.lessons.meaning import show_meaning
from lstmviz.ui.lessons.outlook import show_outlook
from lstmviz.ui.lessons.predict import show_paint, show_painted, show_sketch
from lstmviz.ui.lessons.small import show_small
from lstmviz.ui.race.entrants import show_entrants
from lstmviz.ui.race.probes import show_order, show_reach
from lstmviz.ui.race.track import show_track
from lstmviz.ui.strangers import escape
from lstmviz.ui.tensor.code import show_code, show_strip
from lstmviz.ui.tensor.compare import show_compare
from lstmviz.ui.tensor.count import show_blocks, show_sizes
from lstmviz.ui.tensor.film import show_film
from lstmviz.ui.tensor.find import show_find
from lstmviz.ui.tensor.mistakes import show_turns
from lstmviz.ui.tensor.targets import show_targets


def with_film(show: Callable[[], None]) -> Callable[[], None]:
    """Draw a part below the film of the layouts."""

    def both() -> None:
        show_film(choose=False)
        show()

    return both


def above_film(show: Callable[[], None]) -> Callable[[], None]:
    """Draw a part above the film: its controls are what the step is done with."""

    def both() -> None:
        show()
        show_film(choose=False)

    return both


def played_to(place: str) -> Callable[[], None]:
    """Draw the flow, and report when the person has played it to a place."""
    return lambda: flow.show_flow((place,), progress.report)


def show_edge() -> None:
    """Train on one window after the other, under the curve that was sketched."""
    edge.ask_lag()
    keep_up(lambda view: edge.draw_edge(edge.begun(), progress.work().ghost), edge.goes_on)


def show_cells() -> None:
    """Choose the cell and its units, and count its weights."""
    spec = visit.experiment().spec
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Cell", list(CELLS), format_func=lambda cell: CELLS[cell].name, width=160,
            **bound("spec.cell", spec.cell),
        )  # fmt: skip
        st.number_input("Units", *BOUNDS["units"], width=120, **bound("spec.units", spec.units))
    show_parameters()


PROBES = MappingProxyType({"order": "Does order matter?", "reach": "How far back?"})


def show_order_and_reach() -> None:
    """Probe those who raced."""
    looked = st.segmented_control(
        "Probe",
        list(PROBES),
        format_func=lambda probe: PROBES[probe],
        default="order",
        required=True,
        label_visibility="collapsed",
        key="lessons probe",
        on_change=lambda: progress.report("looked"),
    )
    # What the probe finds stands below its name, and not under the race, out of sight.
    (show_order if looked == "order" else show_reach)()
    show_track(bets=False)


def show_other_race() -> None:
    """Race on another table."""
    pick_table()
    show_track()


def show_own_race() -> None:
    """Choose who races, and race."""
    show_entrants()
    show_track()


def show_lag_and_window() -> None:
    """Choose another lag, and the window."""
    choices = visit.experiment()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.slider("Echo: rows back (lag)", *LAGS, width=300, **bound("lag", choices.lag))
        st.number_input(
            "Window W", 1, MAX_WINDOW, width=120,
            **bound("layout.window", choices.layout.window, of="lessons"),
        )  # fmt: skip
    show_cause()


def show_notebook() -> None:
    """Offer the notebook of the person's own experiment."""
    choices = visit.experiment()
    st.markdown(f"**{escape(visit.title_of(choices))}**, with the model in view, as cells.")
    download(
        "Download the notebook",
        notebook(choices, visit.dataset()),
        program_file(choices, "notebook"),
        NOTEBOOK,
        key="lesson notebook",
        on_click=lambda: progress.report("download"),
    )
    show_strip()


def show_doctor() -> None:
    """Let the person ask the shape doctor."""
    show_field()
    show_answer()


def show_told() -> None:
    """Draw the code, and what the network is told."""
    show_strip()
    show_code()


PARTS: Mapping[str, Callable[[], None]] = MappingProxyType(
    {
        "rows": show_rows,
        "flow": flow.show_flow,
        "to_end": played_to("end"),
        "over_end": played_to("wipe"),
        "compare": show_compare,
        "meaning": show_meaning,
        "look_up": above_film(show_find),
        "film": lambda: show_film(choose=False),
        "small": show_small,
        "layouts": show_film,
        "paint": show_paint,
        "painted": show_painted,
        "wiggle": show_wiggle,
        "changed": show_changed,
        "across": show_across,
        "wiring": show_wiring,
        "parameters": show_parameters,
        "outlook": show_outlook,
        "states": show_states,
        "gradient": show_gradient,
        "update": show_update,
        "race": lambda: show_track(bets=False),
        "rank": show_rows,
        "ranked": show_ranked,
        "order": show_order_and_reach,
        "other_race": show_other_race,
        "own_race": show_own_race,
        "late": show_late,
        "blocks": above_film(show_blocks),
        "sizes": above_film(show_sizes),
        "turns": with_film(show_turns),
        "targets": with_film(show_targets),
        "reach_rows": show_cause,
        "sketch": show_sketch,
        "edge": show_edge,
        "lag_window": show_lag_and_window,
        "code": show_told,
        "cells": show_cells,
        "doctor": show_doctor,
        "notebook": show_notebook,
    }
)
