"""The training controls. They stand outside the live fragment, so that Stop answers at once."""

import math
from collections.abc import Callable
from types import MappingProxyType

import streamlit as st

from lstmviz.training.state import Progress
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import linked
from lstmviz.ui.crowd import part_turn
from lstmviz.ui.live import CURVES, TICK, repeat, state_words
from lstmviz.wording import write_shape

# By this a command has the buttons drawn at once.
BUTTONS = "buttons"
# Updates a second.
PACES = MappingProxyType({1.0: "1", 10.0: "10", 100.0: "100", math.inf: "fastest"})


def show_buttons(curves: bool) -> None:
    """Draw train or pause, one batch, one epoch, stop, reset, and the pace.

    Args:
        curves: whether the page shows the run's curves.
    """
    with st.container(key="train"):
        st.fragment(key=BUTTONS)(draw_buttons)(curves)
        st.select_slider(
            "Batches a second",
            list(PACES),
            format_func=PACES.get,
            **linked("pace", runs.pace(), runs.set_pace),
        )


def draw_buttons(curves: bool) -> None:
    """Draw the buttons as the run stands."""
    progress, lacks = runs.run().progress, bool(visit.dataset().lacks)
    visit.current().training.drawn_active = progress.active
    begun = progress.status != "ready to start"
    done = progress.status in ("finished", "stopped", "failed")
    step, epoch, stop, reset = (
        command(do, curves) for do in (runs.step_batch, runs.step_epoch, runs.stop, runs.reset)
    )
    with part_turn(), st.container(horizontal=True, gap="small", wrap=False):
        primary(progress, curves, lacks)
        tool("skip_next", "One batch: one update", step, progress.active or done or lacks)
        tool("fast_forward", "One epoch", epoch, progress.active or done or lacks)
        tool("stop", "Stop: end this run, keep its curves", stop, not begun or done)
        tool("replay", "Reset to the same seed", reset, not begun)


def command(do: Callable[[], None], curves: bool) -> Callable[[], None]:
    """Do something to the run, and draw what shows it.

    Where a run begins or goes on these are the buttons and the curves, and not the page: a whole
    class presses Train at once.
    """

    def on_click() -> None:
        do()
        runs.await_first_point()
        few = curves and runs.earlier_run() is None and runs.run().progress.active
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
        disabled=lacks or (not progress.active and bool(runs.trouble())),
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


def show_earlier() -> None:
    """Say that a run of earlier choices is kept, and offer to go back to it."""
    runs.run()
    earlier = runs.earlier_run()
    if earlier is None:
        return
    spec, shape = earlier.experiment.spec, earlier.run.dataset.shape
    begun = runs.run().progress.status != "ready to start"
    why = (
        "An earlier run is kept"
        if begun
        else "Your choices changed, so the run of before is paused"
    )
    now = "" if begun else " What you see now is not trained yet."
    with st.container(horizontal=True, vertical_alignment="center", key="earlier"):
        st.markdown(
            f":material/pause_circle: {why}, at **epoch {earlier.run.progress.epoch:.1f}**: "
            f"{spec.kind.name}({spec.units}) on X "
            f"{write_shape(shape)}.{now}",
            width="stretch",
        )
        if not begun:
            st.button("Train this", on_click=runs.start)
        st.button("Go back to that run", on_click=runs.go_back)
        st.button(
            "Let it go",
            icon=":material/close:",
            help="Let that run go",
            on_click=runs.forget_earlier,
        )
