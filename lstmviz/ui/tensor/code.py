"""The code that makes and reads what the film shows."""

from html import escape

import streamlit as st

from lstmviz.samples.keras_code import keras_lines
from lstmviz.samples.numpy_code import numpy_lines, same_lines
from lstmviz.samples.torch_code import torch_lines
from lstmviz.ui import visit
from lstmviz.ui.tensor.mistakes import turn_in_view
from lstmviz.ui.veil import uncovered


def show_strip() -> None:
    """Draw the lines that matter below the film: X and y, and what the network is told of them."""
    uncovered("strip", draw_strip)


def draw_strip() -> None:
    """Draw the lines."""
    dataset, turn = visit.dataset(), turn_in_view()
    lines = turn.wrong(dataset) if turn else numpy_lines(dataset)
    made = "\n".join(
        line for line in lines if line and not line.startswith(("#", "from", "import"))
    )
    told = next(line for line in keras_lines(dataset, visit.experiment().spec) if "Input(" in line)
    told = told.partition("  #")[0].removeprefix("inputs = ")
    with st.container(key="strip"):
        st.html(
            f'<div class="strip"><pre>{escape(made)}</pre>'
            f"<pre>{escape(told) if not turn else ''}</pre></div>"
        )


def show_code() -> None:
    """Draw the code in full, for NumPy, Keras and PyTorch, ready to be copied."""
    dataset, spec = visit.dataset(), visit.experiment().spec
    samples, timesteps, features = dataset.shape
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**NumPy** :gray[— `table` holds all columns, unscaled]")
        st.code("\n".join(numpy_lines(dataset)), language="python", wrap_lines=True)
        same = same_lines(dataset)
        if same:
            st.markdown("Three ways to write the same X; each adds an axis of length 1:")
            st.code("\n".join(same), language="python", wrap_lines=True)
    with right:
        keras, torch = st.tabs(["Keras", "PyTorch"])
        with keras:
            st.code("\n".join(keras_lines(dataset, spec)), language="python", wrap_lines=True)
            st.markdown(
                f"`Input` is told ({timesteps:,}, {features:,}), the shape of **one** sample. The "
                f"number of samples, {samples:,}, is written nowhere: Keras calls it `None`, since "
                "the same weights serve any number of samples, each by itself."
            )
        with torch:
            st.code("\n".join(torch_lines(dataset, spec)), language="python", wrap_lines=True)
            st.markdown(
                "With `batch_first=True` the axes stand as in Keras. Without it PyTorch reads the "
                "first axis as time: no error, but one state then runs through all the samples."
            )
