"""What is predicted by hand: units that are painted, and a curve that is sketched."""

from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from lstmviz.figures.axes import quantity
from lstmviz.lessons.reach import lag_of
from lstmviz.lessons.units import place
from lstmviz.probing.wiggle import wiggle
from lstmviz.training.sweep import LONGEST_WINDOW
from lstmviz.ui import runs
from lstmviz.ui.inside.wiggle import show_wiggle
from lstmviz.ui.lessons import progress

HERE = Path(__file__).parent
MOST_ERROR = 1.2  # of the sketch: a little above what the mean scores
CSS = """
.board { display: grid; grid-template-columns: repeat(auto-fill, 44px); gap: 8px; padding: 4px;
  touch-action: none; }
.board button { width: 44px; height: 44px; border-radius: 8px; cursor: pointer; padding: 0;
  border: 2px dashed var(--st-border-color); background: transparent; color: var(--st-text-color);
  font: 600 13px var(--st-font); }
.board button[aria-pressed=true] { border-style: solid; border-color: var(--st-text-color);
  background: light-dark(#b5176b, #ff7ab8); color: light-dark(#fff, #12161e); }
.board button:focus-visible, .paper div:focus-visible { outline: 2px solid var(--st-text-color);
  outline-offset: 2px; }
.paper { display: flex; height: 260px; margin: 6px 4px 26px; touch-action: none;
  cursor: crosshair; border-left: 1px solid var(--st-border-color);
  border-bottom: 1px solid var(--st-border-color); background: linear-gradient(
    to bottom, transparent calc(16.7% - 1px), var(--st-border-color) 16.7%, transparent 17%); }
.paper div { flex: 1; position: relative; }
.paper i { position: absolute; left: 0; right: 0; bottom: var(--height); height: 4px;
  border-radius: 2px; background: light-dark(#b5176b, #ff7ab8); }
.paper.blank i { opacity: 0.25; }
.paper small { position: absolute; top: 100%; left: 0; right: 0; text-align: center;
  font: 12px/24px var(--st-font); opacity: 0.75; }
@media (max-width: 640px) { .paper div:nth-child(even) small { display: none; } }
"""


def component(name: str, inside: str) -> object:
    """Make a component of a file of its name."""
    return st.components.v2.component(
        f"lstmviz_{name}",
        html=f'<div class="{inside}" role="group"></div>',
        css=CSS,
        js=(HERE / f"{name}.js").read_text("utf-8"),
    )


PAINT, SKETCH = component("paint", "board"), component("sketch", "paper")


def show_paint() -> None:
    """Let the person paint the units that will change, and commit."""
    units = progress.experiment().spec.units
    st.markdown(
        f"**The {units:,} units** :gray[— tap or drag over those that will change; Space paints]"
    )
    painted = PAINT(
        key="paint",
        data={"units": units, "chosen": [], "words": "Units that will change"},
        on_units_change=lambda: None,
    ).get("units")
    st.button(
        f"These {len(painted):,} will change" if painted else "Paint some first",
        type="primary",
        disabled=not painted,
        on_click=lambda: progress.paint(tuple(painted)),
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
    show_wiggle()


def words(change: np.ndarray) -> str:
    """Say how many units changed."""
    return f"{int(np.count_nonzero(change)):,} of {len(change):,} units changed."


def squares(change: np.ndarray, largest: float) -> str:
    """Write a square for each unit."""
    ghost, made = set(progress.work().ghost), []
    for unit, value in enumerate(change.tolist()):
        share = 12 + 88 * abs(value) / largest if value else 0
        axis = "timesteps" if value > 0 else "samples"
        made.append(
            f'<i class="{"ghost" if unit in ghost else ""}" title="unit {unit}: '
            f'{escape(f"{value:+.3f}")}" style="background:color-mix(in srgb, var(--{axis}) '
            f'{share:.0f}%, transparent)">{unit}</i>'
        )
    return "".join(made)


def show_sketch() -> None:
    """Let the person sketch the error by window, and go on to train it."""
    work = progress.work()
    st.markdown(
        "**Error by rows of the window** :gray[— 1, the line, is what the mean scores; drag, or "
        f"use the arrow keys. Echo after {lag_of(work.case):,} rows.]"
    )
    heights = SKETCH(
        key="sketch",
        data={
            "bars": LONGEST_WINDOW,
            "heights": [],
            "most": MOST_ERROR,
            "words": "Error that you expect for each window",
        },
        on_heights_change=lambda: None,
    ).get("heights")
    st.button(
        "That is what I expect",
        type="primary",
        disabled=not heights,
        on_click=lambda: progress.note(ghost=tuple(heights), answer="sketched"),
    )
