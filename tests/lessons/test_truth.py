"""Every question of the lessons: one right answer, no two alike, and true."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lstmviz.lessons.ideas import IDEAS
from lstmviz.lessons.lesson import RIGHT
from tests.lessons.cases import ASKED, IDS, built_in, case_of, cases
from tests.lessons.learners import LEARNERS
from tests.lessons.truth import TRUTH

FEWEST = 3  # options beside "I don't know yet"; on a tiny table more ideas come to the same


def check(step, case, fewest=2):
    """Ask, and hold the answers against what walking over the table tells."""
    asked = step.question.put(case)
    texts = [option.text for option in asked.options]
    assert [option.idea for option in asked.options].count(RIGHT) == 1
    assert len(set(texts)) == len(texts)
    assert fewest <= len(texts) <= 5, (texts, asked.title)
    assert asked.right.text == TRUTH[step.question.id](case, asked.title), asked.title
    for option in asked.options:
        assert option.seen
        assert option.idea == RIGHT or option.behind.law
        if option.idea != RIGHT:
            assert LEARNERS[step.question.id, option.idea](case, asked.title) == option.text
    return asked


def test_every_question_has_its_own_name_and_truth():
    assert len(set(IDS)) == len(IDS)
    assert set(TRUTH) == set(IDS)


@pytest.mark.parametrize(("lesson", "step"), ASKED, ids=IDS)
def test_true_on_built_in_tables(lesson, step):
    for experiment, table in built_in(lesson):
        case = case_of(step, experiment, table)
        if not lesson.pointless(case.dataset):
            check(step, case, FEWEST)


@pytest.mark.parametrize(
    ("lesson", "step"),
    [each for each in ASKED if not each[0].table],
    ids=[step.question.id for lesson, step in ASKED if not lesson.table],
)
@settings(suppress_health_check=list(HealthCheck), max_examples=15)
@given(data=st.data())
def test_true_on_any_table(lesson, step, data):
    check(step, data.draw(cases(lesson, step)))


def sample_tables(lesson):
    """Give a built-in table, and of it a single column alone."""
    experiment, table = next(built_in(lesson))
    yield experiment, table
    if not lesson.table:
        one = replace(experiment.task, features=table.columns[:1])
        yield replace(experiment, task=one), table


def test_wrong_answers_hold_every_idea_and_no_other():
    held = {
        option.idea
        for lesson, step in ASKED
        for experiment, table in sample_tables(lesson)
        for option in step.question.put(case_of(step, experiment, table)).options
    }
    assert held - {RIGHT} == set(IDEAS)


def test_every_learner_finds_an_answer():
    held = {
        (step.question.id, option.idea)
        for lesson, step in ASKED
        for experiment, table in sample_tables(lesson)
        for option in step.question.put(case_of(step, experiment, table)).options
        if option.idea != RIGHT
    }
    assert held == set(LEARNERS)


def test_right_answers_stand_in_many_places():
    places = [
        [o.idea for o in step.question.put(case_of(step, *next(built_in(lesson)))).options].index(
            RIGHT
        )
        for lesson, step in ASKED
    ]
    assert max(map(places.count, set(places))) <= len(places) / 2
