"""What is predicted by hand: units that are painted, and a curve that is sketched."""

from html import escape

import numpy as np
import streamlit as st

from lstmviz.diagram.component import paint_board, sketch_paper
from lstmviz.figures.axes import quantity
from lstmviz.lessons.lesson import UNKNOWN
from lstmviz.lessons.reach import lag_of
from lstmviz.lessons.units import place
from lstmviz.probing.wiggle import wiggle
from lstmviz.training.sweep import LONGEST_WINDOW
from lstmviz.ui import runs
from lstmviz.ui.bound import believed
from lstmviz.ui.lessons import progress
from lstmviz.ui.readings import below, every, number, several

MOST_ERROR = 1.2  # of the sketch: a little above what the mean scores


def show_paint() -> None:
    """Let the person paint the units that will change, and commit."""
    units = progress.experiment().spec.units
    st.markdown(
        f"**The {units:,} units** :gray[— tap or drag over those that will change; Space paints]"
    )
    board = paint_board(units, "Units that will change", "paint")
    painted = believed(board.get("units"), every(below(units)))
    st.button(
        f"These {len(painted):,} will change" if painted else "Paint some first",
        type="primary",
        disabled=not painted,
        on_click=lambda: progress.paint(painted or ()),
    )


def show_painted() -> None:
    """Draw every unit with its change; those that were painted keep their dashes."""
    now, view = progress.work(), runs.view()
    dataset = now.case.dataset
    seen = wiggle(dataset, view.weights, place(now.case), 1.0)
    change = seen.change[list(seen.samples).index(place(now.case)[0])]
    largest = float(np.abs(change).max()) or 1.0
    made = squares(change, largest)
    st.html(f'<div class="units" role="img" aria-label="{words(change)}">{made}</div>')
    st.markdown(
        f"{words(change)} The deeper the colour, the more; "
        + ("dashed is what you painted." if now.ghost else "the largest moves by "
           f"{quantity(largest)}.")
    )  # fmt: skip


def words(change: np.ndarray) -> str:
    """Say how many units changed."""
    return f"{int(np.count_nonzero(change)):,} of {len(change):,} units changed."


def squares(change: np.ndarray, largest: float) -> str:
    """Write a square for each unit."""
    ghost, made = set(progress.work().ghost), []
    for unit, value in enumerate(change.tolist()):
        share = 8 + 42 * abs(value) / largest if value else 0
        pole = "high" if value > 0 else "low"
        made.append(
            f'<i class="{"ghost" if unit in ghost else ""}" title="unit {unit}: '
            f'{escape(f"{value:+.3f}")}" style="background:color-mix(in oklab, var(--{pole}) '
            f'{share:.0f}%, var(--zero))">{unit}</i>'
        )
    return "".join(made)


def show_sketch() -> None:
    """Let the person sketch the error by window, and go on to train it."""
    work = progress.work()
    st.markdown(
        "**Error by rows of the window** :gray[— 1, the line, is what the mean scores; drag, or "
        f"use the arrow keys. Echo after {lag_of(work.case):,} rows.]"
    )
    sketched = sketch_paper(
        LONGEST_WINDOW, MOST_ERROR, "Error that you expect for each window", "sketch"
    )
    heights = believed(sketched.get("heights"), several(*[number] * LONGEST_WINDOW))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "That is what I expect",
            type="primary",
            disabled=not heights,
            on_click=lambda: progress.note(ghost=heights or (), answer="sketched"),
        )
        st.button(
            UNKNOWN,
            key="sketch unknown",
            type="tertiary",
            on_click=lambda: progress.note(answer=UNKNOWN),
        )
