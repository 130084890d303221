"""What the person calls a row, a column and the table: the picture stays the same."""

from dataclasses import astuple

import streamlit as st

from lstmviz.choices.experiments import MAX_WORD, Words
from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.ui.visit import escape

NAMED = (
    Words(),
    Words("reading", "sensor", "log"),
    Words("word", "property", "sentence"),
    Words("day", "measurement", "record"),
    Words("customer", "attribute", "list"),
)
CALLED = {"row": "A row is a", "column": "A column is a", "table": "The table is a"}


def show_words() -> None:
    """Choose words, and read the layout in them."""
    words, dataset = visit.experiment().words, visit.dataset()
    st.pills(
        "Call them",
        NAMED,
        format_func=lambda named: f"{named.rows} · {named.columns}",
        **bound("words", words if words in NAMED else None, lambda chosen: chosen or words),
    )
    for column, (part, label) in zip(st.columns(3), CALLED.items(), strict=True):
        column.text_input(label, max_chars=MAX_WORD, **bound(f"words.{part}", getattr(words, part)))
    row, column, table = map(escape, astuple(words))
    _, timesteps, features = dataset.shape
    step = {
        ("timesteps", "features"): f"one {row}, described by {features:,} {escape(words.columns)}",
        ("features", "timesteps"): f"one {column}, with its {features:,} values",
    }.get((dataset.layout.rows, dataset.layout.columns), f"{features:,} values")
    if dataset.layout.window == 1:
        step = (
            f"one {column}"
            if dataset.layout.columns == "timesteps"
            else f"the whole {row}, {features:,} {escape(words.columns)} at once"
        )
    st.markdown(
        f"A sample is {timesteps:,} timestep{'' if timesteps == 1 else 's'}; each is **{step}**. "
        f"Every value of a timestep goes to all units of the layer, none of them has a {row} or a "
        f"{column} of its own. A {table} of words and a log of sensors are the same picture: only "
        "the names differ."
    )
