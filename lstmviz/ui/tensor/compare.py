"""Two layouts of the same rows, side by side: their films, their numbers, and what differs."""

import numpy as np
import streamlit as st

from lstmviz.diagram.component import tensor_film
from lstmviz.samples.comparison import LayoutFacts, describe_layout, differences, write_size
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layout_words import LAYOUT_WORDS
from lstmviz.samples.layouts import LAYOUTS, layout_name
from lstmviz.ui import pickers, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.strangers import escape
from lstmviz.ui.tensor.film import scene

LINES = (
    "samples",
    "timesteps",
    "features",
    "values in X",
    "each value stands in X",
    "weights of the layer",
    "cell evaluations, each sample once",
    "memory of X as float32",
    "one sample sees",
    "and cannot see",
)


def show_compare() -> None:
    """Draw the layout in view beside another one, on the same rows."""
    choices, dataset = visit.experiment(), visit.dataset()
    mine = layout_name(choices.layout)
    others = [name for name in LAYOUTS if name != mine]
    against = choices.against if choices.against in others else others[0]
    left, right = st.columns(2, gap="medium")
    try:
        other = arranged(against)
    except visit.REFUSALS as refusal:
        other = None
        right.warning(escape(str(refusal)))
    sample = min(choices.sample or 0, dataset.shape[0] - 1)
    with left:
        st.selectbox(
            "Layout",
            list(LAYOUTS),
            format_func=lambda name: LAYOUT_WORDS[name].title,
            **bound("layout", mine, pickers.layout_named, of="compare"),
        )
        tensor_film(scene("left", dataset, sample), "film left")
    with right:
        st.selectbox(
            "compared with",
            others,
            format_func=lambda name: LAYOUT_WORDS[name].title,
            **bound("against", against, of=mine),
        )
        if other is None:
            return
        # The sample that begins with the same row, or the next one that there is.
        same = int(np.searchsorted(other.starts, dataset.starts[sample]))
        tensor_film(scene("right", other, min(same, other.shape[0] - 1)), "film right")
    facts = [describe_layout(dataset, ds.layout, choices.spec) for ds in (dataset, other)]
    st.markdown("  \n".join(differences(*facts)))
    st.markdown(table_of(*facts))


def arranged(name: str) -> Dataset:
    """Cut the same table and task in another layout; kept while nothing changes."""
    dataset, layout = visit.dataset(), pickers.layout_named(name)
    return visit.kept(
        "other",
        (dataset.key, layout),
        lambda: make_dataset(dataset.table, layout, dataset.task),
    )


def table_of(mine: LayoutFacts, other: LayoutFacts) -> str:
    """Set the numbers of both side by side, as a table in markdown."""
    columns = [
        (
            *(f"{size:,}" for size in facts.shape),
            f"{facts.values:,}",
            f"{facts.copies:.3g} ×",
            f"{facts.parameters:,}",
            f"{facts.evaluations:,}",
            write_size(facts),
            facts.sees,
            facts.cannot,
        )
        for facts in (mine, other)
    ]
    lines = (f"| {' | '.join(line)} |" for line in zip(LINES, *columns, strict=True))
    head = f"| | **{LAYOUT_WORDS[mine.name].title}** | **{LAYOUT_WORDS[other.name].title}** |"
    return "\n".join([head, "|---|---|---|", *lines])
