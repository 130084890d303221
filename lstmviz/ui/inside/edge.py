"""The edge of memory: the echo table, read through ever longer windows."""

from collections.abc import Sequence

import streamlit as st

from lstmviz.figures.axes import quantity
from lstmviz.figures.memory import describe_edge, edge_curve
from lstmviz.training.prepared_series import PreparedSeries, load_edge
from lstmviz.training.sweep import (
    LONGEST_WINDOW,
    SWEEP_LAGS,
    SWEEP_SPEC,
    Reached,
    Sweep,
    echo_sweep,
)
from lstmviz.ui import runs, server, visit
from lstmviz.ui.bound import bound, key_of
from lstmviz.ui.live import theme
from lstmviz.ui.strangers import escape
from lstmviz.wording import many

HEIGHT = 230  # of the chart, in px


def lag_in_view() -> int:
    """Rows between cause and echo, as far as a sweep can go."""
    return min(visit.experiment().lag, SWEEP_LAGS[1])


def begun() -> Sweep | None:
    """The sweep over the windows of this lag, if this visitor began it."""
    held = visit.current().sweep
    return held[1] if held is not None and held[0] == lag_in_view() else None


@st.cache_resource(max_entries=32, show_spinner=False)
def beforehand(lag: int) -> PreparedSeries[Reached] | None:
    """The sweep worked out beforehand, if there is one; read once for all visitors."""
    return load_edge(lag)


def goes_on() -> bool:
    """Whether windows are being trained."""
    sweep = begun()
    return sweep is not None and sweep.active


def ask_lag() -> None:
    """Choose the lag, and train a small network on each window."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.slider(
            "Echo table: rows from the cause to its echo (lag)",
            *SWEEP_LAGS,
            width=320,
            **bound("lag", lag_in_view(), of="edge"),
        )
        sweep = begun()
        words, icon, deed = "Find the edge: train on each window", "play_arrow", begin
        if sweep is not None and sweep.active:
            words, icon, deed = "Stop", "stop", sweep.stop
        # One button with two deeds keeps the keyboard's focus.
        st.button(words, key=key_of("sweep turn"), icon=f":material/{icon}:", on_click=deed)


def begin() -> None:
    """Train on the windows around this lag, one after the other."""
    sweep = begun() or echo_sweep(lag_in_view())
    visit.current().sweep = lag_in_view(), sweep
    server.engine().submit(sweep, runs.visitor())
    sweep.start()


def draw_edge(
    sweep: Sweep | PreparedSeries[Reached] | None, expected: Sequence[float] = ()
) -> None:
    """Draw the error reached with each window so far, over what was expected."""
    lag = lag_in_view()
    results = sweep.results if sweep else ()
    reached = {each.window: each.error for each in results if each.error is not None}
    st.markdown(
        "**The edge of memory** :gray[— echo table: error by window, 1 is what the mean scores]"
    )
    st.echarts_chart(
        edge_curve(reached, lag, LONGEST_WINDOW, expected=expected, theme=theme()),
        key="edge_curve",
        height=HEIGHT,
        alt=describe_edge(reached, lag),
    )
    st.markdown(edge_words(sweep, reached, lag))


def edge_words(
    sweep: Sweep | PreparedSeries[Reached] | None, reached: dict[int, float], lag: int
) -> str:
    """Say what is trained, and what it shows."""
    spec = SWEEP_SPEC
    what = (
        f"LSTM({spec.units}), {spec.epochs} epochs on each window, same rows, same first weights."
    )
    if sweep is None:
        return (
            f"The echo repeats the noise {many(lag, 'row')} later, so a window of **{lag + 1}** "
            f"rows holds cause and echo, and one of {lag} does not. {what}"
        )
    if sweep.message:
        return escape(sweep.message)
    if sweep.place:
        return f"In line: {sweep.place} before you."
    if isinstance(sweep, Sweep) and sweep.active:
        now = next(each for each in sweep.results if each.status != "finished")
        waits = server.engine().waits_for(sweep)
        at = f"Training on windows of {many(now.window, 'row')}, epoch {now.epoch:.1f}"
        return f"{at}: {waits}." if waits else f"{at}."
    short, long = reached.get(lag), reached.get(lag + 1)
    if short is None or long is None:
        return what
    return (
        f"With {many(lag, 'row')} the error is **{quantity(short)}**, with {lag + 1} it is "
        f"**{quantity(long)}**. More units would not see beyond the window either: choose a window "
        f"of at least the longest useful lag + 1 rows. {what}"
    )
