"""Every lesson on tables as people bring them: each question is sound, each goal can be reached.

The tables are read and understood as a file is that somebody brings.
"""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.fitting import fit_to_table, largest_window
from lstmviz.choices.start import start_of
from lstmviz.lessons import LESSONS, pointless
from lstmviz.lessons.count import asked_count
from lstmviz.lessons.lesson import Bet, Case, Question, Ranking
from lstmviz.lessons.units import swing
from lstmviz.lessons.window import copies, goal_copies
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.probing.wiggle import wiggle
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import Layout, LayoutError
from lstmviz.samples.tasks import TaskError
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import understand
from tests.lessons.odd import TABLES
from tests.lessons.test_truth import check

# Small ones: starting weights of many units take their time.
MODELS = [TrainingSpec(**s, units=8) for s in ({}, {"cell": "gru"}, {"cell": "simple_rnn"})]
BROUGHT = list(TABLES)
# What no sentence of ours says.
UNSOUND = re.compile(
    r"\b1 (samples|steps|rows|columns|times|blocks|numbers|units|features)\b|\bnan\b|\binf\b|"
    r"[0-9]e[+-][0-9]|  (?!$)|\.\."
)


@cache
def brought(name):
    """Read and understand a table, and choose as for whoever brings it."""
    understood = understand(read_table(TABLES[name].encode(), "mine.csv"))
    return understood.table, start_of(understood, OwnTable.of(understood.table), TrainingSpec())


def cases(lesson, name, draws=1):
    """Give each step of a lesson that a table can show, as the page opens it."""
    table, start = brought(name)
    start = replace(start, spec=MODELS[BROUGHT.index(name) % len(MODELS)])
    for step in lesson.steps:
        shown = step.show(fit_to_table(start, table)[0], table)
        try:
            fitted = fit_to_table(shown, table)[0]
            dataset = make_dataset(table, fitted.layout, fitted.task)
        except (LayoutError, TaskError):
            continue  # the page says why, and offers another table
        if not pointless(lesson.id, step.id, dataset):
            for draw in range(draws):
                yield step, Case(fitted, dataset, lambda text: text, draw)


OWN = [lesson for lesson in LESSONS.values() if not lesson.table]


@pytest.mark.parametrize("name", BROUGHT)
@pytest.mark.parametrize("lesson", OWN, ids=lambda lesson: lesson.id)
def test_every_question_is_sound(lesson, name):
    for step, case in cases(lesson, name, draws=2):
        said = [step.text(case), step.sum_up(case)]
        match step.question:
            case Question():
                asked = check(step, case)
                said += [asked.title, *(o.text for o in asked.options)]
                said += [option.seen for option in asked.options]
            case Bet():
                offered = step.question.options(case)
                assert len(set(offered.values())) == len(offered)
                said += [step.question.title(case), *offered.values()]
            case Ranking():
                items = step.question.items(case)
                assert len(set(items)) == len(items) == len(case.choices.entrants) + 1
                said += items
        for words in said:
            assert not UNSOUND.search(words), (step.id, words)


def opened(lesson, step, name):
    """Give the cases of one step."""
    return [case for each, case in cases(LESSONS[lesson], name) if each.id == step]


@pytest.mark.parametrize("name", BROUGHT)
def test_what_is_to_be_reached_can_be_and_was_not_at_first(name):
    for case in opened("count", "2", name):
        choices, rows, asked = case.choices, case.rows, asked_count(case)
        fits = range(1, max(largest_window(choices, choices.task, case.dataset.table), 2) + 1)
        left = [Layout(window).samples(rows, choices.task.horizon) for window in fits]
        assert asked in left
        assert asked != choices.layout.samples(rows, choices.task.horizon)
    for case in opened("window", "goal", name):
        own = range(1, case.window + 1)
        reached = [Layout(window, stride) for window in own for stride in own]
        assert any(copies(layout) == goal_copies(case) for layout in reached)
        assert copies(case.choices.layout) != goal_copies(case)
    for case in opened("units", "goal", name):
        model, place = initial_weights(case.spec, case.columns), LESSONS["units"].step("2").aim
        sample, timestep, _ = place(case)
        moved = [
            np.abs(
                wiggle(case.dataset, model, (sample, timestep, feature), change).prediction
            ).max()
            for feature in range(case.columns)
            for change in (-5, -2.5, 2.5, 5)
        ]
        assert max(moved) * case.dataset.scale[case.dataset.target] >= swing(case) > 0


@pytest.mark.parametrize("name", BROUGHT)
def test_a_lesson_that_has_nothing_to_show_says_so_of_every_step(name):
    """Else one would begin a lesson and be left in its middle."""
    for lesson in OWN:
        shown = {step.id for step, _ in cases(lesson, name)} - {"recall"}
        assert shown in (set(), {step.id for step in lesson.steps} - {"recall"}), lesson.id
