"""What is predicted after each step of a row, before and after one column is changed."""

from html import escape

import numpy as np
import streamlit as st

from lstmviz.choices.experiments import MAX_CHANGE
from lstmviz.network.models import trace_model
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import bound
from lstmviz.wording import fixed

DIGITS = 3  # of predictions in scaled units
NEIGHBOURS = 1  # samples shown on either side


def show_outlook() -> None:
    """Choose a column and its change, and draw what becomes of each step's prediction."""
    choices, dataset, columns = visit.experiment(), visit.dataset(), names()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Number that is changed",
            range(len(columns)),
            format_func=lambda number: columns[number],
            width=200,
            **bound("timestep", step_in_view(), of=dataset.table.fingerprint),
        )
        st.slider(
            "Add to the scaled value",
            -MAX_CHANGE,
            MAX_CHANGE,
            step=0.1,
            width=300,
            **bound("change", choices.change, of="outlook"),
        )
    st.html(outlook())
    st.caption(
        f"ŷ in scaled units, of sample {visit.sample():,} and its neighbours; what moved is "
        "marked, with what it was before."
    )


def names() -> list[str]:
    """Name what the sample in view reads at each step: a column, or a row of a single one."""
    dataset = visit.dataset()
    if len(dataset.features) > 1:
        return [dataset.table.columns[int(column)] for column in dataset.features]
    first = int(dataset.starts[visit.sample()])
    return [f"row {first + step:,}" for step in range(dataset.shape[1])]


def heads() -> list[str]:
    """Head the predictions of each step, whatever sample they are of."""
    if len(visit.dataset().features) > 1:
        return [f"after {name}" for name in names()]
    return [f"after step {step + 1:,}" for step in range(visit.dataset().shape[1])]


def step_in_view() -> int:
    """The step whose value is changed; the second, if none was chosen."""
    steps = visit.dataset().shape[1]
    asked = visit.experiment().timestep
    return min(1 if asked is None else asked, steps - 1)


def outlook() -> str:
    """Write ŷ after each step, of the sample in view and its neighbours, as HTML."""
    dataset, sample = visit.dataset(), visit.sample()
    first = max(sample - NEIGHBOURS, 0)
    samples = np.arange(first, min(sample + NEIGHBOURS + 1, len(dataset.starts)))
    x, _ = dataset.batch(samples)
    changed = x.copy()
    changed[sample - first, step_in_view()] += np.float32(visit.experiment().change)
    weights = runs.view().weights
    before, after = (trace_model(weights, each).y for each in (x, changed))
    head = "".join(f"<th>{escape(name)}</th>" for name in heads())
    lines = []
    for place, number in enumerate(samples.tolist()):
        cells = "".join(map(cell, before[place].tolist(), after[place].tolist()))
        asked = " class=asked" if number == sample else ""
        lines.append(f"<tr{asked}><th scope=row>sample {number:,}</th>{cells}</tr>")
    return (
        f"<div class=excerpt tabindex=0><table><thead><tr><th>ŷ</th>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def cell(before: float, after: float) -> str:
    """Write a prediction; where it moved, with what it was."""
    if before == after:
        return f"<td>{fixed(before, DIGITS)}</td>"
    return f"<td class=moved>{fixed(before, DIGITS)} → {fixed(after, DIGITS)}</td>"
