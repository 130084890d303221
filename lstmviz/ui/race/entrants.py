"""Who races: each entrant a layout and a model."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from lstmviz.choices.experiments import MAX_ENTRANTS, MAX_WINDOW
from lstmviz.network.cells import CELLS
from lstmviz.network.specs import BOUNDS
from lstmviz.racing.entrants import Entrant
from lstmviz.samples.layout_words import LAYOUT_WORDS
from lstmviz.samples.layouts import LAYOUTS, layout_name, with_size
from lstmviz.ui import visit
from lstmviz.ui.bound import linked
from lstmviz.ui.focus import lead_on

T = TypeVar("T")
FEWEST = 2


def show_entrants() -> None:
    """Draw a line of controls for each entrant."""
    entrants = visit.entrants()
    # Within one place, however many they are: what is below stays what it was, with the focus.
    with st.container(key="entrants"):
        for number, entrant in enumerate(entrants):
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                show_entrant(number, entrant)
                st.button(
                    "Leave out",
                    key=f"leave {number}",
                    icon=":material/close:",
                    disabled=len(entrants) <= FEWEST,
                    on_click=lambda n=number: put((*entrants[:n], *entrants[n + 1 :])),
                )
    lead_on(f"{len(entrants)}", "entrants")
    with st.container(horizontal=True):
        st.button(
            "One more: what the Playground shows",
            icon=":material/add:",
            disabled=len(entrants) >= MAX_ENTRANTS,
            on_click=lambda: put((*entrants, in_view())),
        )
        st.button(
            "The layouts of the question",
            disabled=not visit.experiment().entrants,
            on_click=lambda: put(()),
        )


def in_view() -> Entrant:
    """The layout and the model that the Playground shows."""
    choices = visit.experiment()
    return Entrant(choices.layout, choices.spec)


def put(entrants: tuple[Entrant, ...]) -> None:
    """Take over who races, () for the usual ones."""
    visit.adopt_choice("entrants", entrants)


def show_entrant(number: int, entrant: Entrant) -> None:
    """Draw the controls of one entrant."""
    layout, spec = entrant.layout, entrant.spec

    def take(change: Callable[[T], Entrant]) -> Callable[[T], None]:
        def changed(value: T) -> None:
            entrants = visit.entrants()
            if number < len(entrants):
                put((*entrants[:number], change(value), *entrants[number + 1 :]))

        return changed

    def stateful(on: bool) -> Entrant:
        return replace(entrant, spec=replace(spec, stateful=on, shuffle=not on))

    def model(name: str) -> Callable[[object], Entrant]:
        return lambda value: replace(entrant, spec=replace(spec, **{name: value}))

    st.selectbox(
        f"Entrant {number + 1}",
        list(LAYOUTS),
        format_func=lambda name: LAYOUT_WORDS[name].title,
        width=200,
        **linked(
            f"entrant {number} layout",
            layout_name(layout),
            take(lambda name: replace(entrant, layout=with_size(name, layout))),
        ),
    )
    st.number_input(
        "Window",
        1,
        MAX_WINDOW,
        width=110,
        disabled=layout.window == 1,
        **linked(
            f"entrant {number} window",
            layout.window,
            take(lambda rows: replace(entrant, layout=replace(layout, window=rows))),
        ),
    )
    st.selectbox(
        "Cell",
        list(CELLS),
        format_func=lambda cell: CELLS[cell].name,
        width=130,
        **linked(f"entrant {number} cell", spec.cell, take(model("cell"))),
    )
    for name, words in (("units", "Units"), ("layers", "Layers")):
        st.number_input(
            words,
            *BOUNDS[name],
            width=110,
            **linked(f"entrant {number} {name}", getattr(spec, name), take(model(name))),
        )
    st.checkbox(
        "Stateful",
        help="Sample i of a batch goes on with the state that sample i of the batch before ended "
        "with; the samples are read in order, from zero in each epoch.",
        **linked(f"entrant {number} stateful", spec.stateful, take(stateful)),
    )
