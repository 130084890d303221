"""State over time: samples side by side, each from zero or going on from batch to batch."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from lstmviz.diagram.scenes.panels import Axis, Panel, timesteps_axis, units_axis
from lstmviz.network.models import ModelTrace
from lstmviz.probing.batches import Slots, trace_slots
from lstmviz.samples.keras_code import initial_state_lines, stateful_lines
from lstmviz.samples.layouts import Layout
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.inside.maps import show_maps
from lstmviz.ui.pickers import fold
from lstmviz.wording import count_rows, many


def show_states() -> None:
    """Draw h and c of two samples of a batch, and of those that take their places in the next."""
    choices, dataset = visit.experiment(), visit.dataset()
    if len(dataset.starts) < 2:
        st.info("There is one sample only, so there is no other to compare it with.")
        return
    st.toggle(
        "`stateful=True`: the state goes on from batch to batch",
        help="A view of what a stateful layer would do with these weights; training here is "
        "stateless, as Keras is by default.",
        **bound("stateful", choices.stateful),
    )
    show_maps("states", panels, "States over time", across=4, say=say, tall=110)
    for title, lines in (
        ("The code of a stateful layer", stateful_lines),
        ("The code of a state of one's own", initial_state_lines),
    ):
        fold(title, lambda lines=lines: show_lines(lines(dataset, choices.spec)))


def show_lines(lines: Sequence[str]) -> None:
    """Draw code: the first of it makes a browser load every language that Streamlit colours."""
    st.code("\n".join(lines), language="python")


def slots(view: runs.View) -> Slots:
    """Trace the samples with the weights in view."""
    choices, dataset = visit.experiment(), visit.dataset()
    asked = choices.spec.batch_size, visit.sample(), choices.stateful
    what = (view.snapshot, dataset, asked)
    return visit.kept("slots", what, lambda: trace_slots(dataset, view.weights, *asked))


def panels(view: runs.View) -> list[Panel]:
    """Lay the states out as maps: a line for each batch, h and c of each sample."""
    seen = slots(view)
    made = []
    for batch, trace in enumerate(seen.traces):
        for slot, sample in enumerate(seen.samples[batch].tolist()):
            made += sample_panels(seen, trace, batch, slot, sample)
    return made


def sample_panels(
    seen: Slots, trace: ModelTrace, batch: int, slot: int, sample: int
) -> list[Panel]:
    """Make the map of a sample's h, and of its c if the cell has one."""
    layer = trace.layers[visit.experiment().layer]
    goes_on = batch and visit.experiment().stateful
    origin = f"starts with what sample {sample - seen.size:,} left" if goes_on else "starts at zero"
    made = []
    for letter in ("h", "c"):
        values = getattr(layer, letter, None)
        if values is None:
            continue
        # The state that the first timestep meets stands before it.
        states = np.concatenate([getattr(layer, f"{letter}0")[slot, None], values[slot]])
        made.append(
            Panel(
                f"{letter} of sample {sample:,}",
                states.T,
                units_axis(states.shape[1]),
                from_zero(len(states) - 1),
                tip=f"{letter} of {{row}}, {{column}}: {{value}}",
                note=origin,
                limit=1.0 if letter == "h" else None,
            )
        )
    return made


def from_zero(timesteps: int) -> Axis:
    """The timesteps, and the state that the first of them meets."""
    axis = timesteps_axis(timesteps)
    names, ticks = ("before the first timestep", *axis.names), ("0", *axis.ticks)
    return replace(axis, names=names, ticks=ticks)


def shared_rows(layout: Layout) -> str:
    """Say how many rows two neighbouring windows both read."""
    rows = range(0, layout.span, layout.dilation)
    shared = sum(row - layout.stride in rows for row in rows)
    return f", even though two of these share {count_rows(shared)}" if shared else ""


def say(view: runs.View) -> None:
    """Say what goes on where, and which rows that makes neighbours."""
    seen, layout = slots(view), visit.dataset().layout
    first, then = seen.samples[:, 0].tolist()
    if not visit.experiment().stateful:
        st.markdown(
            f"Each of these {many(seen.samples.size, 'sample')} **starts at zero**: no state "
            f"passes from sample {first:,} to sample {then:,}, nor between neighbours"
            f"{shared_rows(layout)}. What training learns lives on in the weights; the state does "
            "not."
        )
        return
    rows = visit.dataset().starts[[first, then]]
    last = int(rows[0]) + layout.span - 1
    neighbour = f", not its neighbour {then - 1:,}" if then - 1 != first else ""
    if seen.skipped:
        what = (
            f"**{many(seen.skipped, 'row')} between them are skipped**"
            if seen.skipped > 0
            else f"**{many(-seen.skipped, 'row')} are read a second time**"
        )
        advice = (
            f"Sample {first:,} ends at row {last:,} and sample {then:,} begins at row "
            f"{int(rows[1]):,}: {what}. A state that truly goes on needs sample i of each batch to "
            "begin where sample i of the batch before ended."
        )
    else:
        advice = (
            f"Sample {first:,} ends at row {last:,} and sample {then:,} begins at row "
            f"{int(rows[1]):,}, the next one: here the state truly goes on."
        )
    st.markdown(
        f"With {many(seen.size, 'sample')} in a batch, sample {then:,} goes on from **sample "
        f"{first:,}**, which stood in the same place in the batch before{neighbour}. {advice} "
        "Values go on; **gradients do not**: they stop at the batch's first timestep."
    )
