"""The way in: what it asks, as the lessons ask. Its drawing works out in the browser what is so.

Its beats are no steps of a lesson: half of what they say follows from what the hand has just done
there, a tick or a pulled number, and has to be written where that is known, while of a step's
fields only the text and the question would hold anything. Steps for the other half of the sentences
would be more code than they replace, and the words of one beat would stand in two places.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from lstmviz.choices.experiments import Experiment
from lstmviz.choices.meaning import Fed
from lstmviz.diagram.scenes.start import SPEC, network, pulled_cell, samples_shown, shape_words
from lstmviz.lessons.lesson import RIGHT, Asked, Case, Option, Question
from lstmviz.network.models import trace_model
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS

BOARD = "chalkboard"
# Way to feed → the idea of who thinks that there, and there alone, the prediction changes.
BEHIND: Mapping[Fed, str] = MappingProxyType(
    {"columns": "steps_are_rows", "row": "whole_table", "window": "everywhere"}
)


def ways(like: Dataset) -> dict[Fed, Dataset]:
    """Feed a table in three ways: columns as steps, a row at once, and the windows that it has."""
    made = {}
    for key in BEHIND:
        layout = LAYOUTS[key]
        layout = replace(layout, window=like.layout.window) if layout.window > 1 else layout
        made[key] = make_dataset(like.table, layout, like.task)
    return made


def board() -> Case:
    """Give the table of the way in, and its small network."""
    example, table = EXAMPLES[BOARD], load_example(BOARD)
    choices = Experiment(BOARD, layout=example.layout, task=example.task, spec=SPEC)
    return Case(choices, make_dataset(table, example.layout, example.task), str)


def changes(dataset: Dataset, rows: int) -> bool:
    """Tell whether the last prediction of the first rows moves with the number that is pulled."""
    last = samples_shown(dataset, rows)[-1:]
    x, _ = dataset.batch(last)
    pulled = pulled_cell(rows, len(dataset.table.columns))
    reads = dataset.source(last) == pulled
    before, after = (trace_model(network(dataset), each).y for each in (x, x + np.float32(reads)))
    return bool(before[0, -1] != after[0, -1])


def where_it_changes(case: Case) -> Asked:
    """Ask in which of the ways a pulled number changes the last prediction."""
    rows, across = case.window, len(case.dataset.table.columns)
    lanes = ways(case.dataset)
    moved = {key for key, dataset in lanes.items() if changes(dataset, rows)}
    row, column = divmod(pulled_cell(rows, across), across)
    seen = (
        "All units of the sample that reads it light up. Behind a wall nothing changes, to the "
        "last digit."
    )

    def option(text: str, keys: set[Fed], idea: str) -> Option:
        return Option(text, RIGHT if keys == moved else idea, seen)

    return Asked(
        f"Guess first: if the {case.dataset.table.values[row, column]:g} in row {row:,} changes, "
        "where can the last prediction change?",
        (
            *(option(f"only {named(key, lanes[key])}", {key}, BEHIND[key]) for key in lanes),
            option("all three", set(lanes), "across_samples"),
        ),
    )


def named(key: Fed, dataset: Dataset) -> str:
    """Name a way to feed."""
    return "the window" if key == "window" else f"({', '.join(shape_words(dataset))})"


PULLED = Question("start.pull", where_it_changes)
