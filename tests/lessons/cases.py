"""Cases that lessons are asked about: a table, the person's choices, and a step of a lesson."""

from dataclasses import replace
from functools import cache

from hypothesis import assume
from hypothesis import strategies as st

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.choices.fitting import fit_to_table
from lstmviz.lessons import LESSONS
from lstmviz.lessons.lesson import Case, Question
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, LayoutError, with_size
from lstmviz.samples.tasks import TaskError
from tests.samples.test_datasets import CHOICES

CELLS = ("lstm", "gru", "simple_rnn")
ASKED = [
    (lesson, step)
    for lesson in LESSONS.values()
    for step in lesson.steps
    if isinstance(step.question, Question) and step.id != "recall"
]
IDS = [step.question.id for _, step in ASKED]
TABLES = {key: load_example(key) for key in EXAMPLES}


@cache
def samples_of(key, layout, task):
    """Cut a built-in table once for all questions."""
    return make_dataset(TABLES[key], layout, task)


def case_of(step, experiment, table, draw=0):
    """Put a step's choices to a table, as the page does."""
    shown = step.show(fit_to_table(experiment, table)[0], table)
    cut = shown.layout, shown.task
    dataset = samples_of(shown.table, *cut) if shown.table in TABLES else make_dataset(table, *cut)
    return Case(shown, dataset, lambda name: name, draw)


def built_in(lesson):
    """Give the built-in tables that a lesson can be taken on, in every layout, with every cell."""
    for key in [lesson.table] if lesson.table else EXAMPLES:
        start = start_experiment(key)
        for number, name in enumerate(LAYOUTS):
            layout, spec = with_size(name, start.layout), TrainingSpec(cell=CELLS[number % 3])
            yield replace(start, layout=layout, spec=spec), TABLES[key]


@st.composite
def cases(draw, lesson, step):
    """Make tables with groups or gaps, layouts and models at random."""
    try:
        table, layout, task = draw(CHOICES).parts()
        spec = TrainingSpec(
            cell=draw(st.sampled_from(CELLS)),
            units=draw(st.integers(1, 12)),
            layers=draw(st.integers(1, 2)),
            reset_after=draw(st.booleans()),
        )
        case = case_of(
            step, Experiment("own", layout=layout, task=task, spec=spec), table,
            draw(st.integers(0, 3)),
        )  # fmt: skip
    except (TaskError, LayoutError):
        assume(False)
    assume(not lesson.pointless(case.dataset))
    return case
