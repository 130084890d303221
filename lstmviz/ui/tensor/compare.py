"""Two layouts of the same rows, side by side: their films, their numbers, and what differs."""

import numpy as np
import streamlit as st

from lstmviz.comparison import LayoutFacts, describe_layout, differences
from lstmviz.datasets import Dataset, make_dataset
from lstmviz.diagram.component import tensor_film
from lstmviz.layouts import LAYOUTS, layout_name
from lstmviz.ui import pickers, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.tensor.cards import TITLES
from lstmviz.ui.tensor.film import scene


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
        right.warning(visit.escape(str(refusal)))
    sample = min(choices.sample or 0, dataset.shape[0] - 1)
    with left:
        st.selectbox(
            "Layout",
            list(LAYOUTS),
            format_func=TITLES.get,
            **bound("layout", mine, pickers.layout_named, of="compare"),
        )
        tensor_film(scene("left", dataset, sample), "film left")
    with right:
        st.selectbox(
            "compared with",
            others,
            format_func=TITLES.get,
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
    kept = st.session_state.get("other")
    if kept is None or kept.table is not dataset.table or kept.task != dataset.task:
        kept = None
    if kept is None or kept.layout != layout:
        kept = st.session_state.other = make_dataset(dataset.table, layout, dataset.task)
    return kept


def table_of(mine: LayoutFacts, other: LayoutFacts) -> str:
    """Set the numbers of both side by side, as a table in markdown."""
    lines = [
        ("samples", *(f"{facts.shape[0]:,}" for facts in (mine, other))),
        ("timesteps", *(f"{facts.shape[1]:,}" for facts in (mine, other))),
        ("features", *(f"{facts.shape[2]:,}" for facts in (mine, other))),
        ("values in X", *(f"{facts.values:,}" for facts in (mine, other))),
        ("each cell stands in X", *(f"{facts.copies:.3g} ×" for facts in (mine, other))),
        ("weights of the layer", *(f"{facts.parameters:,}" for facts in (mine, other))),
        ("cell evaluations an epoch", *(f"{facts.evaluations:,}" for facts in (mine, other))),
        ("memory of X as float32", *(f"{facts.megabytes:,.3g} MB" for facts in (mine, other))),
        ("one sample sees", mine.sees, other.sees),
        ("and cannot see", mine.cannot, other.cannot),
    ]
    head = f"| | **{TITLES[mine.name]}** | **{TITLES[other.name]}** |"
    return "\n".join([head, "|---|---|---|", *(f"| {' | '.join(line)} |" for line in lines)])
