"""What is predicted after each step of a row, before and after one column is changed."""

import numpy as np
import streamlit as st

from lstmviz.choices.experiments import MAX_CHANGE
from lstmviz.diagram.scenes.panels import Axis, Panel, timesteps_axis
from lstmviz.network.cells import trace_model
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.inside.maps import show_maps


def show_outlook() -> None:
    """Choose a column and its change, and draw what becomes of each step's prediction."""
    choices, dataset = visit.experiment(), visit.dataset()
    names = [dataset.table.columns[int(column)] for column in dataset.features]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Column that is changed",
            range(len(names)),
            format_func=lambda number: names[number],
            width=200,
            **bound("timestep", step_in_view(), of=dataset.table.fingerprint),
        )
        st.slider(
            "Add to the scaled value",
            -MAX_CHANGE,
            MAX_CHANGE,
            step=0.1,
            width=260,
            **bound("change", choices.change, of="outlook"),
        )
    show_maps("outlook", panels, "Change of ŷ after each step", say=say, tall=220)


def step_in_view() -> int:
    """The step whose value is changed; the second, if none was chosen."""
    steps = visit.dataset().shape[1]
    asked = visit.experiment().timestep
    return min(1 if asked is None else asked, steps - 1)


def moved(view: runs.View) -> np.ndarray:
    """Change the value in the sample in view and its neighbours' rows stay: ŷ at every step."""
    dataset, sample = visit.dataset(), visit.sample()
    beside = np.arange(max(sample - 1, 0), min(sample + 2, len(dataset.starts)))
    x, _ = dataset.batch(beside)
    changed = x.copy()
    changed[np.flatnonzero(beside == sample)[0], step_in_view()] += np.float32(
        visit.experiment().change
    )
    before, after = (trace_model(view.weights, each).y for each in (x, changed))
    return after - before


def panels(view: runs.View) -> list[Panel]:
    """Lay the changes of ŷ out as a map: the sample and its neighbours, by step."""
    seen, sample = moved(view), visit.sample()
    first = max(sample - 1, 0)
    names = tuple(f"sample {number:,}" for number in range(first, first + len(seen)))
    ticks = tuple(f"{number:,}" for number in range(first, first + len(seen)))
    return [
        Panel(
            "Change of ŷ after each step",
            seen,
            Axis("samples", names, "samples", ticks),
            timesteps_axis(seen.shape[1]),
            tip="{row}, {column}: ŷ changes by {value}",
        )
    ]


def say(view: runs.View) -> None:
    """Say which predictions moved."""
    seen, dataset = moved(view), visit.dataset()
    own = seen[min(visit.sample(), 1)]
    shown = "&ensp;·&ensp;".join(
        f"ŷ after {visit.escape(dataset.table.columns[int(column)])}: **{value:+.3f}**"
        for column, value in zip(dataset.features, own, strict=True)
    )
    st.markdown(f"{shown}  \n:gray[in scaled units; the other rows' predictions stay.]")
