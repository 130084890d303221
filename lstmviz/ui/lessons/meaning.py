"""What rows and columns mean, asked without a default; the recommendation follows the answer."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from lstmviz.choices.experiments import ColumnsAre, RowsAre
from lstmviz.choices.meaning import COLUMNS, ROWS, Meaning, recommend
from lstmviz.samples.layout_words import LAYOUT_WORDS
from lstmviz.ui import visit
from lstmviz.ui.bound import shown
from lstmviz.ui.lessons import progress
from lstmviz.ui.strangers import escape

Answer = TypeVar("Answer", bound=str)
# Tables that everybody knows, with what their rows and columns are.
KNOWN: tuple[tuple[str, RowsAre, ColumnsAre], ...] = (
    ("Sea temperature: a year a row, a month a column", "unordered", "sequence"),
    ("Weather: a day a row; rain, wind, warmth as columns", "ordered", "different"),
    ("Customers: a person a row; age, income as columns", "unordered", "different"),
)


def show_meaning() -> None:
    """Ask for the person's own table, and show three others once that is answered."""
    with st.container(border=True):
        st.markdown(f"**{escape(visit.title_of(progress.experiment()))}**, your table")
        rows = ask("Rows are", "rows", ROWS)
        columns = "different"  # where there is one, it follows no other
        if asks_columns():
            columns = ask("Columns are", "columns", COLUMNS)
        if rows and columns:
            name, why = recommend(rows, columns)
            st.markdown(f":green[**{shape_of(name)}**: {LAYOUT_WORDS[name].title}.] {why}")
    if not (rows and columns):
        st.html('<div class="veil" style="min-height:120px"><span>your answer first</span></div>')
        return
    places = st.columns(len(KNOWN), gap="small")
    for place, (words, rows_are, columns_are) in zip(places, KNOWN, strict=True):
        name, _ = recommend(rows_are, columns_are)
        with place.container(border=True, height="stretch"):
            st.markdown(f"{words}  \n**{shape_of(name)}** :gray[{LAYOUT_WORDS[name].title}]")


def asks_columns() -> bool:
    """Whether several columns are read: one alone has no order."""
    return len(visit.dataset().features) > 1


def ask(label: str, name: str, meanings: Mapping[Answer, Meaning]) -> Answer | None:
    """Ask what rows or columns are."""

    def take() -> None:
        asked = ("rows", "columns") if asks_columns() else ("rows",)
        if all(shown(f"lessons meaning {each}") for each in asked):
            progress.report("meaning")

    return st.segmented_control(
        label,
        list(meanings),
        format_func=lambda answer: meanings[answer].words,
        key=f"lessons meaning {name}",
        on_change=take,
    )


def shape_of(name: str) -> str:
    """Write the shape of a layout in letters."""
    letters = {"row": "(N, 1, C)", "columns": "(N, C, 1)", "window": "(N, W, C)"}
    return letters[name]
