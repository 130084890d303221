"""A row stays changed while one steps through the samples: which of them move with it."""

import numpy as np
import streamlit as st

from lstmviz.lessons.shows import readers
from lstmviz.lessons.units import place, row_asked
from lstmviz.probing.wiggle import NEIGHBOURS, wiggle
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.lessons import progress
from lstmviz.ui.lessons.predict import squares, words


def show_across() -> None:
    """Choose a sample around those that read the row, and draw what becomes of its units."""
    case, at = progress.work().case, visit.sample()
    dataset, row = case.dataset, row_asked(case)
    reading = readers(dataset, row)
    first = max(reading[0] - NEIGHBOURS, 0)
    last = min(reading[-1] + NEIGHBOURS, len(dataset.starts) - 1)
    st.slider("Sample", first, last, width=420, **bound("sample", min(max(at, first), last)))
    seen = wiggle(dataset, runs.view().weights, place(case), case.choices.change, beside=at)
    change = seen.change[seen.samples.tolist().index(at)]
    largest = float(np.abs(seen.change).max()) or 1.0
    st.html(
        f'<div class="units" role="img" aria-label="{words(change)}">{squares(change, largest)}'
        "</div>"
    )
    st.markdown(f"{holds(at, row)} **{words(change)}**")


def holds(sample: int, row: int) -> str:
    """Say which rows a sample holds, and whether the changed one is among them."""
    dataset = visit.dataset()
    start = int(dataset.starts[sample])
    last = start + dataset.layout.span - 1
    rows = f"row {start:,}" if last == start else f"rows {start:,} to {last:,}"
    among = "is" if start <= row <= last else "is not"
    return f"Sample {sample:,} holds {rows}; row {row:,} {among} among them."
