"""The little array of a question, before and after two of its axes change places."""

from html import escape

import numpy as np
import streamlit as st

from lstmviz.lessons.window import LAST_TWO, small_array
from lstmviz.ui.lessons import progress


def show_small() -> None:
    """Draw both side by side; marked is what the first step of the first sample is afterwards."""
    cells = small_array(progress.work().case)
    turned = cells.transpose(LAST_TWO)
    made = f"arange({cells.size}).reshape{cells.shape}"
    marked = set(turned[0, 0].tolist())
    st.html(
        '<div class="small-arrays">'
        + drawn(cells, made, marked)
        + drawn(turned, f"….transpose{LAST_TWO}", marked)
        + "</div>"
    )
    st.markdown("Down: steps. Across: features. Marked: the first step **after** the transpose.")


def drawn(cells: np.ndarray, made: str, marked: set[int]) -> str:
    """Write an array as HTML: a little table for each sample."""
    samples = "".join(
        f"<table><caption>sample {number:,}</caption>{lines(sample, marked)}</table>"
        for number, sample in enumerate(cells)
    )
    return f"<figure><figcaption><code>{escape(made)}</code></figcaption>{samples}</figure>"


def lines(sample: np.ndarray, marked: set[int]) -> str:
    """Write the steps of a sample, one below the other."""
    return "".join(
        f"<tr><th scope=row>step {step:,}</th>"
        + "".join(f"<td{' class=marked' * (cell in marked)}>{cell}</td>" for cell in row)
        + "</tr>"
        for step, row in enumerate(sample.tolist())
    )
