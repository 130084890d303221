"""What the person calls a row, a column and the table: the picture stays the same."""

from dataclasses import astuple

import streamlit as st

from lstmviz.choices.experiments import MAX_WORD, Words
from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.ui.strangers import escape
from lstmviz.wording import many

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
    values = many(features, "value")
    described = f"{features:,} {column if features == 1 else escape(words.columns)}"
    step = {
        ("timesteps", "features"): f"one {row}, described by {described}",
        ("features", "timesteps"): f"one {column}, with its {values}",
    }.get((dataset.layout.rows, dataset.layout.columns), values)
    if dataset.layout.window == 1:
        step = (
            f"one {column}"
            if dataset.layout.columns == "timesteps"
            else f"the whole {row}, {described} at once"
        )
    st.markdown(
        f"A sample is {many(timesteps, 'timestep')}; each is **{step}**. "
        f"Every value of a timestep goes to all units of the layer: no unit has a {row} or a "
        f"{column} of its own. The words change nothing about how a {table} is cut. A text is "
        "another matter: each sentence is a sample with a length of its own, and an `Embedding` "
        "layer turns its words into numbers first."
    )
