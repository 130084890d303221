"""All results of the race, as a table and to be taken home."""

import math
from statistics import median

import streamlit as st

from lstmviz.figures.axes import quantity
from lstmviz.racing.entrants import Outcome, results_csv
from lstmviz.samples.datasets import Dataset
from lstmviz.training.contest import Standing
from lstmviz.ui import visit
from lstmviz.ui.download import download
from lstmviz.ui.live import TICK, repeat, unit_of
from lstmviz.ui.race import field
from lstmviz.ui.race.track import Part, baselines, in_units, settling_words
from lstmviz.ui.strangers import escape
from lstmviz.wording import unbroken

WHERE: tuple[Part, ...] = "validation", "training"


def show_results() -> None:
    """List all results, and offer them as a file."""
    if field.contest() is None:
        st.markdown("Start the race: here its results can be taken home.")
        return
    repeat(lambda view: st.markdown(unbroken(result_table())), 2 * TICK, field.goes_on)
    label = "Results as CSV, with every setting and seed"
    download(label, written(), "race.csv", "text/csv", "race results")


def written() -> str:
    """Write all results as CSV."""
    lined_up, race = field.field(), field.contest()
    assert race is not None  # results are shown once it has started
    dataset = lined_up.datasets[0]
    outcomes = [[outcome(each, dataset) for each in line] for line in race.results]
    entrants, datasets = lined_up.entrants, lined_up.datasets
    return results_csv(entrants, datasets, outcomes, baselines(), field.updates(), settling_words())


def outcome(standing: Standing, dataset: Dataset) -> Outcome:
    """Give what a seed came to."""
    error, training_error = (finite(in_units(standing, dataset, part)) for part in WHERE)
    return Outcome(standing.seed, standing.epoch, error, training_error, standing.update)


def finite(error: float | None) -> float | None:
    """Leave out the error of a run that came to no number."""
    return error if error is not None and math.isfinite(error) else None


def result_table() -> str:
    """Write the error of every entrant and seed as a table."""
    lined_up, race = field.field(), field.contest()
    assert race is not None  # results are shown once it has started
    unit = escape(unit_of(lined_up.datasets[0]))
    seeds = range(visit.experiment().seeds)
    lines = [
        f"| error{', ' + unit if unit else ''} | on | "
        + " | ".join(["median", *(f"seed {n}" for n in seeds)])
        + " |",
        "|---|---|" + "---:|" * (len(seeds) + 1),
    ]
    for name, line in zip(lined_up.names, race.results, strict=True):
        for number, part in enumerate(WHERE):
            said = f"| {'' if number else escape(name)} | {part} rows | "
            lines.append(said + " | ".join(error_cells(line, part)) + " |")
    return "\n".join(lines)


def error_cells(line: tuple[Standing, ...], part: Part) -> list[str]:
    """Write the median of an entrant's errors, where all have one, and each of them."""
    dataset = field.field().datasets[0]
    errors = [in_units(each, dataset, part) for each in line]
    known = [error for error in errors if error is not None]
    middle = f"**{quantity(median(known))}**" if len(known) == len(errors) else "–"
    return [middle, *("–" if error is None else quantity(error) for error in errors)]
