"""Trained entrants probed: does order matter to them, how far back they look, their states."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import streamlit as st

from lstmviz.diagram.component import feed
from lstmviz.diagram.scenes.maps import map_values
from lstmviz.diagram.scenes.panels import Panel, timesteps_axis, units_axis
from lstmviz.figures.axes import quantity
from lstmviz.figures.reach import describe_reach, reach_figure, reach_height
from lstmviz.network.models import ModelWeights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.probing.batches import in_slots
from lstmviz.probing.probes import NEARLY_ALL, Carried, nearly_all, order_test, order_words, reach
from lstmviz.racing.baselines import mean_error
from lstmviz.racing.entrants import RaceError
from lstmviz.samples.counting import evenly
from lstmviz.samples.datasets import Dataset
from lstmviz.ui import runs, visit
from lstmviz.ui.inside.maps import mount
from lstmviz.ui.live import TICK, repeat, theme, unit_of
from lstmviz.ui.race import field
from lstmviz.ui.strangers import escape
from lstmviz.wording import many, unbroken

T = TypeVar("T")
TESTED = 512  # validation samples that the order test scores, at most
LOOKED_BACK = 64  # and those that a gradient is taken of
SEED = 0
MAPS = "race states"


def latest(number: int) -> ModelWeights:
    """The weights of an entrant's first seed, as far as they are trained."""
    race = field.contest()
    assert race is not None  # nothing is probed before the race has started
    return race.results[number][0].weights


def started(why: str) -> bool:
    """Tell whether there are entrants with weights; else say what they are needed for."""
    if field.contest() is None:
        st.markdown(f"Start the race: {why}.")
        return False
    return True


def show_order() -> None:
    """Shuffle the timesteps within each sample, and score again."""
    st.markdown(
        "**Does order matter?** :gray[— the same samples, with the timesteps of each in random "
        "order, through the weights of seed 0]"
    )
    if started("the test needs trained weights"):
        repeat(
            lambda view: st.markdown(unbroken(probed("order", order_table))),
            4 * TICK,
            field.goes_on,
        )


def probed(what: str, probe: Callable[[], T]) -> T:
    """Probe the entrants, once for the same weights."""
    lined_up = field.field()
    weights = tuple(map(latest, range(len(lined_up.entrants))))
    of = lined_up.entrants, lined_up.datasets, weights
    return visit.kept(f"race {what}", of, probe)


def order_table() -> str:
    """Write the scores in and out of order as a table."""
    lined_up = field.field()
    lines = ["| entrant | in order | shuffled | |", "|---|---:|---:|---|"]
    for number, (name, dataset) in enumerate(zip(lined_up.names, lined_up.datasets, strict=True)):
        scores = order_scores(latest(number), dataset, lined_up.entrants[number].spec)
        if scores is None:
            lines.append(f"| {escape(name)} | – | – | one timestep: there is no order |")
            continue
        usual, shuffled = scores
        unit = escape(unit_of(dataset))
        lines.append(
            f"| {escape(name)} | {quantity(usual)} {unit} | {quantity(shuffled)} {unit} | "
            f"{order_words(usual, shuffled, mean_error(dataset))} |"
        )
    return "\n".join(lines)


def order_scores(
    weights: ModelWeights, dataset: Dataset, spec: TrainingSpec
) -> tuple[float, float] | None:
    """Score an entrant as it reads: each sample from zero, or in order with its state carried."""
    if not spec.stateful:
        return order_test(weights, dataset, evenly(dataset.validation, TESTED), SEED)
    samples, fresh = in_slots(dataset, dataset.validation, spec.batch_size)
    carried = Carried(spec.batch_size, fresh[:TESTED])
    return order_test(weights, dataset, samples[:TESTED], SEED, carried)


def show_reach() -> None:
    """Draw how much of each entrant's gradient there is at each step back."""
    st.markdown(
        "**How far back does each look?** :gray[— |∂loss/∂xₜ| by timestep, as a share of all of "
        f"it{over_samples()}; with the weights of seed 0]"
    )
    if started("the gradient needs trained weights"):
        repeat(draw_reach, 4 * TICK, field.goes_on)


def over_samples() -> str:
    """Say over how many samples the mean is taken; all entrants have as many."""
    try:
        lined_up = field.field()
    except RaceError:
        return ""
    samples = min(LOOKED_BACK, len(lined_up.datasets[0].validation))
    return f"; the mean over {many(samples, 'validation sample')}" if samples > 1 else ""


def draw_reach(view: runs.View) -> None:
    """Draw the shares, and say what they mean."""
    shares = probed("reach", shares_of_all)
    st.echarts_chart(
        reach_figure(shares, theme=theme()),
        key="reach_figure",
        height=reach_height(shares),
        alt=describe_reach(shares),
    )
    said = map(reach_words, range(len(shares)), shares.values())
    st.markdown(unbroken("\n".join(f"- {words}" for words in said)))


def shares_of_all() -> dict[str, np.ndarray]:
    """Take each entrant's gradient, and give its shares by steps back."""
    lined_up, shares = field.field(), {}
    for number, (name, dataset) in enumerate(zip(lined_up.names, lined_up.datasets, strict=True)):
        x, y = dataset.batch(evenly(dataset.validation, LOOKED_BACK))
        shares[name] = reach(latest(number), x, y[:, 0])
    return shares


def reach_words(number: int, shares: np.ndarray) -> str:
    """Say how far back an entrant looks."""
    lined_up = field.field()
    layout, spec = lined_up.entrants[number].layout, lined_up.entrants[number].spec
    steps, rows = len(shares), layout.rows == "timesteps"
    of_rows = layout.columns == "features" and rows
    where = "row" if of_rows else "column" if layout.window == 1 else "value"
    name = f"“{escape(lined_up.names[number])}”"
    if steps == 1:
        said = f"{name} has one timestep: its gradient has no way back"
    else:
        last = nearly_all(shares)
        said = (
            f"{name}: {100 * NEARLY_ALL:.0f} % of its gradient lies within the last {last:,} of "
            f"{steps:,} timesteps; {100 * shares[-1]:.3g} % at the first, "
            f"{many(steps - 1, where)} back"
        )
    if spec.stateful:
        return f"{said}. Its state goes on from sample to sample, but no gradient goes back there."
    return f"{said}."


def show_states() -> None:
    """Draw h of all entrants for the sample that predicts the same row."""
    st.markdown(
        "**Hidden states on the same rows** :gray[— h of the last layer, seed 0, for the first "
        "validation target]"
    )
    if started("the maps show trained weights"):
        repeat(lambda view: feed(map_values(state_panels()), MAPS), 2 * TICK, field.goes_on)
        mount(MAPS, state_panels(), "Hidden states of all entrants", across=3)


def state_panels() -> list[Panel]:
    """Lay h of each entrant out as a map."""
    lined_up = field.field()
    panels = []
    for number, (name, dataset) in enumerate(zip(lined_up.names, lined_up.datasets, strict=True)):
        x, _ = dataset.batch(dataset.validation[:1])
        h = trace_model(latest(number), x).layers[-1].h[0]
        panels.append(Panel(name, h.T, units_axis(h.shape[1]), timesteps_axis(len(h)), limit=1.0))
    return panels
