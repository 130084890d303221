"""A pulse, then silence: how much of it the unit in view still holds, step after step."""

import numpy as np
import streamlit as st

from lstmviz.figures.memory import describe_fade, fade_curve
from lstmviz.network.cells import Trace, kind_of
from lstmviz.network.cells.arrays import sigmoid
from lstmviz.network.terms import pulse
from lstmviz.ui import runs
from lstmviz.ui.inside.stage import layer_weights, unit_in_view
from lstmviz.ui.live import theme
from lstmviz.wording import percent

STEPS = 30  # timesteps that a pulse is followed
AFTER = 9  # steps after which is said how much is left
HEIGHT = 230  # of the chart, in px


def draw_fade(view: runs.View) -> None:
    """Send 1 into every feature at the first timestep and 0 from then on, and draw what stays."""
    unit, weights = unit_in_view(), layer_weights(view)
    heard, silent = pulse(weights, STEPS), pulse(weights, STEPS, size=0.0)
    lines = fade_lines(heard, silent, unit)
    st.markdown("**A pulse, then silence** :gray[— 1 in every feature at timestep 1, then 0]")
    st.echarts_chart(
        fade_curve(lines, theme=theme()), key="fade_curve", height=HEIGHT, alt=describe_fade(lines)
    )
    st.markdown(fade_words(heard, lines, unit))


def fade_lines(heard: Trace, silent: Trace, unit: int) -> dict[str, np.ndarray]:
    """Give what the pulse has changed in a unit at each timestep, and what its gate alone leaves.

    Args:
        heard: the trace with the pulse.
        silent: the trace of zeros: biases alone move a trained cell.
        unit: whose memory.
    """
    letter, states, gate = held(heard)
    line = (states - held(silent)[1])[0, :, unit]
    lines = {f"left in {letter} of unit {unit}": line}
    if gate is not None:
        kept = np.cumprod(np.append(1, gate[0, 1:, unit]))
        lines[f"by {kind_of(heard).memory[1]} alone"] = line[0] * kept
    if kind_of(heard).memory[1] == "f":
        lines[f"f = σ(1) = {start():.3f}"] = line[0] * start() ** np.arange(STEPS)
    return lines


def held(trace: Trace) -> tuple[str, np.ndarray, np.ndarray | None]:
    """Name what the cell remembers with: letter, values, and the gate that keeps it."""
    state, gate = kind_of(trace).memory
    return state, getattr(trace, state), getattr(trace, gate) if gate else None


def start() -> float:
    """The forget gate before training, where its sum is its bias: σ(1)."""
    return float(sigmoid(np.ones(1, np.float32))[0])


def fade_words(heard: Trace, lines: dict[str, np.ndarray], unit: int) -> str:
    """Say how much of the pulse is left after some steps, and why."""
    line = next(iter(lines.values()))
    share = float(line[AFTER] / line[0]) if line[0] else 0.0
    _, _, gate = held(heard)
    if gate is None:
        return (
            f"A {kind_of(heard).name} has no gate that keeps: h is made anew at each step. After "
            f"{AFTER} steps **{percent(share, 1)}** of the pulse is left."
        )
    letter = kind_of(heard).memory[1]
    kept = float(np.prod(gate[0, 1 : AFTER + 1, unit]))
    words = (
        f"{letter} multiplies the memory at each step: {AFTER} steps of it leave "
        f"**{percent(kept, 1)}** of the pulse. In the cell **{percent(share, 1)}** is left, since "
        "each unit also reads the h of all units."
    )
    if letter == "f":
        words += (
            f" Keras begins with a bias of 1 for f and 0 for the others, so f ≈ σ(1) = "
            f"{start():.3f} and {start():.3f}⁹ = {percent(start() ** 9, 2)}. With a bias of 0 it "
            f"would be 0.5⁹ = {percent(0.5**9, 2)}."
        )
    return words
