"""The film on the page of layouts: how the person's own table becomes X."""

import streamlit as st

from lstmviz.diagram.component import tensor_film
from lstmviz.diagram.scenes.film import tensor_scene
from lstmviz.diagram.scenes.pulled import film_taken
from lstmviz.diagram.scenes.sent.film import FilmScene, FilmTaken
from lstmviz.samples.datasets import Dataset
from lstmviz.ui import pickers, visit
from lstmviz.ui.bound import hand_over, reported
from lstmviz.ui.readings import below, place, several, word
from lstmviz.ui.tensor.cards import cards
from lstmviz.ui.tensor.find import cell
from lstmviz.ui.tensor.mistakes import turn_in_view
from lstmviz.ui.tensor.targets import offset
from lstmviz.ui.veil import uncovered

KEY = "film"


def show_film(choose: bool = True) -> None:
    """Draw the film for the experiment in view.

    Args:
        choose: whether the layouts stand above it, to choose from.
    """
    comparing = visit.experiment().section == "compare"
    with st.container(key="cards" if comparing else "stage"):
        uncovered(KEY, lambda: mount(choose))


def mount(choose: bool) -> None:
    """Mount the film, and take what it reports."""
    choices, dataset = visit.experiment(), visit.dataset()
    sample = min(choices.sample or 0, len(dataset.starts) - 1)

    def take(name: str, where: str) -> None:
        hand_over(KEY, name, place, lambda value: visit.adopt_choice(where, value))

    def take_layout(name: str) -> None:
        visit.adopt_choice("layout", pickers.layout_named(name))

    tensor_film(
        scene(KEY, dataset, sample),
        KEY,
        cards=cards() if choose else (),
        bare=choices.section == "compare",
        pick=cell() if choices.section == "find" else None,
        on_sample_change=lambda: take("sample", "sample"),
        on_layout_change=lambda: hand_over(KEY, "layout", word, take_layout),
        on_window_change=lambda: take("window", "layout.window"),
        taken=taken(dataset),
        on_take_change=take_value,
    )


def take_value() -> None:
    """Take over which value of the table is to be pulled: its row and column."""
    table = visit.dataset().table
    asked = reported(KEY, "take", several(*map(below, table.values.shape)))
    if asked is not None:
        visit.current().taken = (table.fingerprint, asked)


def taken(dataset: Dataset) -> FilmTaken | None:
    """Describe the value that is taken, if it is of the table in view."""
    of, cell = visit.current().taken or ("", (0, 0))
    if of != dataset.table.fingerprint:
        return None
    return film_taken(dataset, *cell, turned=turn_in_view() is not None)


def scene(slot: str, dataset: Dataset, sample: int) -> FilmScene:
    """Lay out the film of a slot; kept while nothing of it changes."""
    choices, turn = visit.experiment(), turn_in_view()
    place = offset() if choices.section == "targets" else None
    what = (dataset.key, sample, choices.words, turn, place)
    return visit.kept(slot, what, lambda: tensor_scene(dataset, sample, choices.words, turn, place))
