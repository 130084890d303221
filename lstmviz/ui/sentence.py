"""The shape sentence: from the table's size to X and y, with their numbers."""

import streamlit as st

from lstmviz.samples.datasets import Dataset
from lstmviz.ui.glossary import explained
from lstmviz.ui.veil import veiled


def show_shapes(dataset: Dataset) -> None:
    """Write table → X and y, each axis under its name and in its colour, and the split's counts."""
    rows, columns = dataset.table.values.shape
    shape = ("?",) * 3 if veiled("shape") else tuple(f"{size:,}" for size in dataset.shape)
    samples, timesteps, features = shape
    counts = dataset.counts
    losses = [
        f'<button type="button" data-ask="{answer}">{number:,} lost {where}</button>'
        for number, where, answer in (
            (counts.lost_border, "at the border", "border"),
            (counts.lost_missing, "to missing values", "gaps"),
            (counts.lost_group, "at group borders", "series"),
        )
        if number
    ]
    said = (
        f"<b>{counts.train:,}</b> to train, <b>{counts.validation:,}</b> "
        + explained("to validate", "validate")
        + "<br><i> · </i>"
        + (" · ".join(losses) or "split in time")
    )
    if veiled("shape", "counts"):
        said = "your prediction first"
    st.html(
        '<div class="shapes" role="group" aria-label="From the table to X and y">'
        + term(f"{rows:,} × {columns:,}", "rows × columns", "")
        + '<span class="arrow" aria-hidden="true">→</span>'
        + '<span class="tensor">X&nbsp;(</span>'
        + explained(term(samples, "samples", "samples"), "samples")
        + '<span class="tensor">,</span>'
        + term(timesteps, "timesteps", "timesteps")
        + '<span class="tensor">,</span>'
        + term(features, "features", "features")
        + '<span class="tensor">)</span>'
        + '<span class="tensor gap">y&nbsp;(</span>'
        + term(samples, "samples", "samples")
        + '<span class="tensor">,)</span>'
        + f'<span class="split">{said}</span></div>'
    )


def term(number: str, word: str, axis: str) -> str:
    """Write a number over its word, in the axis's colour."""
    return f'<span class="term {axis}"><b>{number}</b><small>{word}</small></span>'
