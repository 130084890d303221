"""The smallest network, worked by hand: one unit, each of its numbers to be changed."""

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
import streamlit as st

from lstmviz.choices.experiments import HAND, MAX_HAND
from lstmviz.network.cells import CELLS, LSTMTrace, LSTMWeights
from lstmviz.network.cells.lstm import trace_lstm
from lstmviz.network.terms import by_hand_lstm, unit_terms
from lstmviz.ui import visit
from lstmviz.ui.bound import bound, linked

GATES = CELLS["lstm"].letters
# As they stand in Experiment.hand, after one another.
PARTS = ("W", "U", "b")
FIELD = 104  # px; three stand side by side on a phone
ROW = 3  # numbers of the row
# What the row is fed as, by whether its columns are timesteps.
STEPS = MappingProxyType({True: "(1, 3, 1): 3 timesteps", False: "(1, 1, 3): 1 timestep"})


def show_hand() -> None:
    """Draw the network's numbers and what each timestep makes of them."""
    choices = visit.experiment()
    numbers, steps = st.columns([2, 3], gap="large")
    with numbers:
        st.markdown("**1 unit** :gray[— W for each feature, U for its own h, b]")
        for first, gate in enumerate(GATES):
            with st.container(horizontal=True, gap="small"):
                for part, letter in enumerate(PARTS):
                    ask(f"{letter} of {gate}", part * len(GATES) + first)
        with st.container(horizontal=True, gap="small"):
            for number in range(ROW):
                ask(f"column {number + 1}", len(HAND) - ROW + number)
        st.segmented_control(
            "The row is fed as",
            [True, False],
            format_func=lambda steps: STEPS[steps],
            required=True,
            **bound("hand_steps", choices.hand_steps),
        )
        st.button(
            "Back to 0.5, 0.1 and 0, 1, 0, 0",
            on_click=lambda: visit.adopt_choice("hand", HAND),
            disabled=choices.hand == HAND,
        )
    with steps:
        weights, x = network(choices.hand, choices.hand_steps)
        trace = trace_lstm(weights, x)
        for timestep in range(x.shape[1]):
            st.markdown(step_words(weights, trace, timestep))


def ask(label: str, place: int) -> None:
    """Ask for one number of the network."""
    hand = visit.experiment().hand

    def take(value: float) -> None:
        visit.adopt_choice("hand", (*hand[:place], value, *hand[place + 1 :]))

    st.number_input(
        label,
        -MAX_HAND,
        MAX_HAND,
        step=0.1,
        width=FIELD,
        **linked(f"hand {place}", hand[place], take),
    )


def network(hand: Sequence[float], steps: bool) -> tuple[LSTMWeights, np.ndarray]:
    """Make the network and its x, (1, 3, 1) or (1, 1, 3)."""
    kernel, recurrent_kernel, bias, row = hand[:4], hand[4:8], hand[8:12], hand[12:]
    x = np.array(row, np.float32).reshape((1, ROW, 1) if steps else (1, 1, ROW))
    return by_hand_lstm(x.shape[2], kernel, recurrent_kernel, bias), x


def step_words(weights: LSTMWeights, trace: LSTMTrace, timestep: int) -> str:
    """Write one timestep out, with every number."""
    x = trace.x[0, timestep].tolist()
    h, c = (float(s[0, timestep - 1, 0]) if timestep else 0.0 for s in (trace.h, trace.c))
    lines = [f"**Timestep {timestep + 1}**: x = {write_vector(x)}, h = {short(h)}, c = {short(c)}"]
    gates = (trace.i, trace.f, trace.c_tilde, trace.o)
    values = [float(gate[0, timestep, 0]) for gate in gates]
    (recurrent,) = weights.recurrent_kernel.tolist()
    for number, (gate, value, terms) in enumerate(
        zip(GATES, values, unit_terms(weights, trace, 0, timestep, 0), strict=True)
    ):
        kernel = weights.kernel[:, number].tolist()
        summed = " + ".join(f"{short(w)}·{short(v)}" for w, v in zip(kernel, x, strict=True))
        summed += f" + {short(recurrent[number])}·{short(h)} + {short(terms.bias)}"
        curve = "tanh" if terms.block == "c_tilde" else "σ"
        lines.append(
            f"{gate} = {curve}({summed}) = {curve}({short(terms.total)}) = **{value:.5f}**"
        )
    i, f, c_tilde, o = values
    memory, output = float(trace.c[0, timestep, 0]), float(trace.h[0, timestep, 0])
    lines.append(f"c = f·c + i·c̃ = {f:.5f}·{short(c)} + {i:.5f}·{c_tilde:.5f} = **{memory:.5f}**")
    lines.append(f"h = o·tanh(c) = {o:.5f}·{np.tanh(memory):.5f} = **{output:.5f}**")
    return "  \n".join(line.replace("-", "−") for line in lines)


def short(value: float) -> str:
    """Write a number with at most five decimals: 0.5, 1, 0.17427.

    >>> short(0.1 + 0.2), short(1.0), short(-0.0)
    ('0.3', '1', '0')
    """
    return f"{value:.5f}".rstrip("0").rstrip(".") if abs(value) >= 5e-6 else "0"


def write_vector(values: Sequence[float]) -> str:
    """Write the numbers of x: 1, or (1, 2, 3)."""
    words = ", ".join(map(short, values))
    return f"({words})" if len(values) > 1 else words
