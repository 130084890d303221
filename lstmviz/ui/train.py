"""The training controls. They stand outside the live fragment, so that Stop answers at once."""

from collections.abc import Callable
from types import MappingProxyType

import streamlit as st

from lstmviz.training.state import Progress
from lstmviz.ui import runs, server, visit
from lstmviz.ui.bound import linked
from lstmviz.ui.crowd import part_turn
from lstmviz.ui.live import CURVES, TICK, repeat, state_words

# By this a command has the buttons drawn at once.
BUTTONS = "buttons"
PACES = MappingProxyType(
    {"watch": "watch it learn", "step": "step by step", "finish": "just finish"}
)


def show_buttons(curves: bool) -> None:
    """Draw train or pause, what else can be done with the run, and the pace.

    Args:
        curves: whether the page shows the run's curves.
    """
    with st.container(key="train"):
        st.fragment(key=BUTTONS)(draw_buttons)(curves)
        st.selectbox(
            "How fast",
            list(PACES),
            format_func=PACES.__getitem__,
            label_visibility="collapsed",
            **linked("pace", runs.pace(), runs.set_pace),
        )


def draw_buttons(curves: bool) -> None:
    """Draw the buttons as the run stands: only what can be done with it."""
    progress, lacks = runs.run().progress, bool(visit.dataset().lacks)
    runs.training().drawn_active = progress.active
    begun = progress.status != "ready to start"
    done = progress.status in ("finished", "stopped", "failed")
    busy = progress.active or done or lacks
    with part_turn(), st.container(horizontal=True, gap="small", wrap=False):
        primary(progress, curves, lacks)
        if runs.pace() == "step":
            tool("skip_next", "One batch: one update", command(runs.step_batch, curves), busy)
            tool("fast_forward", "One epoch", command(runs.step_epoch, curves), busy)
        if begun:
            stop, reset = (command(do, curves) for do in (runs.stop, runs.reset))
            tool("stop", "Stop: end this run, keep its curves", stop, done)
            tool("restart_alt", "Reset to the same seed", reset, False)
        if curves and not runs.shown().progress.active and runs.shown().progress.update:
            replay = command(runs.replay, curves)
            tool("replay", "Replay: watch it learn once more", replay, False)


def command(do: Callable[[], None], curves: bool) -> Callable[[], None]:
    """Do something to the run, and draw what shows it.

    Where a run begins or goes on these are the buttons and the curves, and not the page: a whole
    class presses Train at once.
    """

    def on_click() -> None:
        do()
        runs.await_first_point()
        few = curves and runs.run().progress.active
        st.rerun((BUTTONS, CURVES) if few else "app")

    return on_click


def primary(progress: Progress, curves: bool, lacks: bool) -> None:
    """Draw the button that starts, pauses, goes on or starts again; `lacks`: it cannot."""
    match progress.status:
        case "waiting" | "training":
            words, icon, do = "Pause", "pause", runs.pause
        case "paused":
            words, icon, do = "Go on", "play_arrow", runs.resume
        case "finished" | "stopped" | "failed":
            words, icon, do = "Train again", "play_arrow", runs.start
        case _:
            words, icon, do = "Train", "play_arrow", runs.start
    st.button(
        words,
        key="primary",
        icon=f":material/{icon}:",
        type="primary",
        width="stretch",
        disabled=lacks or (not progress.active and bool(server.trouble())),
        on_click=command(do, curves),
    )


def tool(icon: str, words: str, do: Callable[[], None], disabled: bool) -> None:
    """Draw a small button; its words are its tooltip and, unseen, its name for a screen reader."""
    st.button(
        words,
        key=f"tool {icon}",
        icon=f":material/{icon}:",
        help=words,
        on_click=do,
        disabled=disabled,
    )


def show_state() -> None:
    """On a page without curves, say how the run stands, again and again while it goes on."""
    repeat(draw_state, TICK)


def draw_state(view: runs.View) -> None:
    """Say how a run stands that was begun."""
    if view.progress.active or view.progress.update:
        st.caption(state_words(view))
