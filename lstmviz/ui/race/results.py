"""What the race has shown beside its curves: does order matter, the states, all results."""

import math

import numpy as np
import streamlit as st

from lstmviz.cells import ModelWeights, trace_model
from lstmviz.diagram.panels import Panel, timesteps_axis, units_axis
from lstmviz.figures.axes import quantity
from lstmviz.race import Outcome, order_test, results_csv
from lstmviz.ui import visit
from lstmviz.ui.inside.maps import mount
from lstmviz.ui.live import TICK, repeat, unit_of
from lstmviz.ui.race import field
from lstmviz.ui.race.track import baselines, in_units
from lstmviz.ui.visit import escape
from lstmviz.verdict import order_words

TESTED = 512  # validation samples that the order test scores
SEED = 0


def latest(number: int) -> ModelWeights | None:
    """The weights of an entrant's first seed, as far as they are trained."""
    race = field.contest()
    return race.results[number][0].weights if race is not None else None


def show_order() -> None:
    """Shuffle the timesteps within each sample, and score again."""
    st.markdown(
        "**Does order matter?** :gray[— the same samples, with the timesteps of each in random "
        "order, through the weights of seed 0]"
    )
    lined_up = field.field()
    if isinstance(lined_up, str) or field.contest() is None:
        st.markdown("Start the race: the test needs trained weights.")
        return
    repeat(lambda view: st.markdown(order_table()), 4 * TICK, field.goes_on)


def order_table() -> str:
    """Write the scores in and out of order as a table."""
    lined_up = field.field()
    lines = ["| entrant | in order | shuffled | |", "|---|---:|---:|---|"]
    for number, (name, dataset) in enumerate(zip(lined_up.names, lined_up.datasets, strict=True)):
        chosen = np.linspace(0, len(dataset.validation) - 1, min(TESTED, len(dataset.validation)))
        samples = dataset.validation[chosen.astype(int)]
        scores = order_test(latest(number), dataset, samples, SEED)
        if scores is None:
            lines.append(f"| {escape(name)} | – | – | one timestep: there is no order |")
            continue
        usual, shuffled = scores
        unit = escape(unit_of(dataset))
        lines.append(
            f"| {escape(name)} | {quantity(usual)} {unit} | {quantity(shuffled)} {unit} | "
            f"{order_words(usual, shuffled)} |"
        )
    return "\n".join(lines)


def show_states() -> None:
    """Draw h of all entrants for the sample that predicts the same row."""
    st.markdown(
        "**Hidden states on the same rows** :gray[— h of the last layer, seed 0, for the first "
        "validation target]"
    )
    lined_up = field.field()
    if isinstance(lined_up, str) or field.contest() is None:
        st.markdown("Start the race: the maps show trained weights.")
        return
    panels = []
    for number, (name, dataset) in enumerate(zip(lined_up.names, lined_up.datasets, strict=True)):
        x, _ = dataset.batch(dataset.validation[:1])
        h = trace_model(latest(number), x).layers[-1].h[0]
        panels.append(Panel(name, h.T, units_axis(h.shape[1]), timesteps_axis(len(h)), limit=1.0))
    mount("race states", panels, "Hidden states of all entrants", across=3)


def show_results() -> None:
    """List all results, and offer them as a file."""
    lined_up, race = field.field(), field.contest()
    if isinstance(lined_up, str) or race is None:
        st.markdown("Start the race: here its results can be taken home.")
        return
    repeat(lambda view: st.markdown(result_table()), 2 * TICK, field.goes_on)
    st.download_button(
        "Results as CSV, with every setting and seed",
        written(),
        "race.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def written() -> str:
    """Write all results as CSV."""
    lined_up, race = field.field(), field.contest()
    dataset = lined_up.datasets[0]
    outcomes = [
        [Outcome(each.seed, each.epoch, finite(in_units(each, dataset))) for each in line]
        for line in race.results
    ]
    return results_csv(lined_up.entrants, lined_up.datasets, outcomes, baselines())


def finite(error: float | None) -> float | None:
    """Leave out the error of a run that came to no number."""
    return error if error is not None and math.isfinite(error) else None


def result_table() -> str:
    """Write the error of every entrant and seed as a table."""
    lined_up, race = field.field(), field.contest()
    unit = escape(unit_of(lined_up.datasets[0]))
    seeds = range(visit.experiment().seeds)
    lines = [
        f"| error{', ' + unit if unit else ''} | " + " | ".join(f"seed {n}" for n in seeds) + " |",
        "|---|" + "---:|" * len(seeds),
    ]
    for name, line in zip(lined_up.names, race.results, strict=True):
        errors = [in_units(each, lined_up.datasets[0]) for each in line]
        shown = ["–" if error is None else quantity(error) for error in errors]
        lines.append(f"| {escape(name)} | " + " | ".join(shown) + " |")
    return "\n".join(lines)
