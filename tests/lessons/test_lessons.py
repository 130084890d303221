"""Lessons as data: short, without a number, each step with one thing to do."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstmviz.lessons
from lstmviz.choices.experiments import VEILABLE, start_experiment
from lstmviz.choices.links import from_query, to_query
from lstmviz.lessons import LESSONS, at, one_step, reach
from lstmviz.lessons.answers import ANSWERED, REFUTED, answer_to, lesson_of
from lstmviz.lessons.ideas import IDEAS
from lstmviz.lessons.lesson import Bet, Question, Raced, Ranking, Seen, never
from lstmviz.lessons.shows import readers
from lstmviz.lessons.units import has_left, row_asked
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions import QUESTIONS
from lstmviz.samples.examples import EXAMPLES
from tests.lessons.cases import CELLS, TABLES, case_of

MOST_WORDS = 60
LONGEST_CODE = 40  # letters: on a phone a line holds no more, and code is not broken
STEPS = [(lesson, step) for lesson in LESSONS.values() for step in lesson.steps]
NAMES = [f"{lesson.id}.{step.id}" for lesson, step in STEPS]
FOLDER = Path(lstmviz.lessons.__file__).parent

# What the question on the title page says, and the steps where it is learned.
SEED = {
    "(53394, 3, 1)": ("row.1", "row.2", "one_step.3"),
    "(53394, 1, 3)": ("row.3", "row.4", "one_step.1"),
    "LSTM(32)": ("units.1", "one_step.1"),
    "(nb_sequence, nb_timestep, nb_feature)": ("row.1", "row.3", "row.6"),
    "nb_sequence is the total, or the batch size": ("code.1",),
    "p_i from the features of t_i and the state of t_0 … t_{i−1}": ("state.1", "state.2"),
    "begins the process anew": ("state.3", "state.4", "state.5"),
    "three words, one feature each": ("state.1",),
    "one word is no sequence, the LSTM will not be useful": (
        "one_step.1",
        "one_step.2",
        "one_step.3",
        "one_step.5",
    ),
    "you need a window, not a reshape": ("window.1", "window.3", "window.4", "reach.1"),
    "each word to one neuron": ("units.1", "units.2", "units.5"),
    "LSTM, GRU, basic RNN share (observations, length, variables)": ("code.5",),
    "the number of observations is not declared": ("code.1",),
    "expand_dims or reshape": ("code.3", "code.5"),
    "what rows and columns mean": ("row.5",),
    "does it pay": ("race.1", "race.2", "race.5"),
}


def start(lesson, key="sensors"):
    key = lesson.table or key
    return start_experiment(key), TABLES[key]


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize(("lesson", "step"), STEPS, ids=NAMES)
def test_a_step_says_one_thing_to_do_in_few_words(lesson, step, key):
    case = case_of(step, *start(lesson, key))
    words = step.text(case).split()
    if isinstance(step.question, Question):
        asked = step.question.put(case)
        words += asked.title.split()
        words += [word for option in asked.options for word in option.text.split()]
        shown = [asked.title, *(text for each in asked.options for text in (each.text, each.seen))]
        assert max(map(len, re.findall("`(.+?)`", " ".join(shown))), default=0) <= LONGEST_CODE
        for option in asked.options:
            told = option.seen if option.idea == "" else f"{option.seen} {option.behind.law}"
            assert len(told.split()) <= MOST_WORDS
    elif isinstance(step.question, Bet):
        words += step.question.title(case).split()
        words += " ".join(step.question.options(case).values()).split()
    assert words
    assert len(words) <= MOST_WORDS
    assert len(step.sum_up(case).split()) <= MOST_WORDS / 2


def test_nine_lessons_of_three_to_eight_steps_and_an_open_goal():
    assert len(LESSONS) == 9
    for lesson in LESSONS.values():
        assert lesson.steps[-1].id == "goal"
        assert (lesson.steps[0].id == "recall") == (lesson.id != "row")
        assert 3 <= len(lesson.steps) - 2 + (lesson.id == "row") <= 6
        assert len(lesson.recap) == 5
        assert sum(step.kind in ("do", "see", "sketch") for step in lesson.steps) >= 2


def test_an_earlier_question_opens_each_later_lesson():
    told = set()
    for lesson in LESSONS.values():
        first = lesson.steps[0]
        assert first.id != "recall" or first.question.id in told
        told |= {s.question.id for s in lesson.steps if s.question and s.id != "recall"}


def test_only_readouts_are_veiled_and_only_questions_veil():
    for _, step in STEPS:
        assert set(step.veil) <= set(VEILABLE)
        assert step.question or not step.veil or step.done is not never


def test_what_is_done_completes_and_a_start_alone_does_not():
    for lesson, step in STEPS:
        experiment, table = start(lesson)
        opened = step.show(experiment, table)
        assert not step.done(Seen((opened,)))
        assert not step.done(Seen((opened, opened, opened))) or step.kind == "see"
        assert step.question or step.done is not never


@pytest.mark.parametrize("statement", SEED)
def test_every_statement_of_the_seed_is_learned_somewhere(statement):
    assert set(SEED[statement]) <= set(NAMES)


def test_no_number_stands_in_a_lesson():
    """Digits in the lessons' own words would not be those of the person's table."""
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if has_doc(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value
                assert (
                    words in docs
                    or not any(letter in "3456789" for letter in words)
                    or words in [str(n) for n in range(10)]
                ), (path.name, words)


def has_doc(node):
    kinds = ast.Module | ast.FunctionDef | ast.ClassDef
    return isinstance(node, kinds) and ast.get_docstring(node)


def test_each_idea_has_a_name_and_a_law():
    for idea in IDEAS.values():
        assert idea.law.endswith(".")
        assert not idea.name.endswith(".")
        assert len(idea.law.split()) <= 25


def test_a_link_opens_any_step():
    for lesson, step in STEPS:
        there = replace(at(start_experiment("sensors"), lesson.id, step.id), done=("row.1",))
        assert from_query({k: [v] if isinstance(v, str) else v for k, v in to_query(there).items()})
        read, notices = from_query(
            {k: [v] if isinstance(v, str) else v for k, v in to_query(there).items()}
        )
        assert (read.lesson, read.step, read.done) == (lesson.id, step.id, ("row.1",))
        assert not notices


ERRORS = st.lists(st.floats(0.1, 100), min_size=3, max_size=3).map(tuple)


@given(ERRORS, ERRORS, st.floats(0.1, 100))
def test_a_race_is_judged_as_one_of_what_was_offered(columns, row, last_value):
    told = one_step.judge(Raced((columns, row), last_value))
    assert told in one_step.bet_options(case_of(one_step.LESSON.steps[2], *start(one_step.LESSON)))
    if told in ("columns", "row"):
        winner, loser = (columns, row) if told == "columns" else (row, columns)
        assert all(a < b for a in winner for b in loser)
        assert min(winner) < last_value
    if told == "neither":
        assert all(error > 0.98 * last_value for error in columns + row)


def test_a_longer_window_is_judged_by_its_middle_seed():
    assert reach.judge(Raced(((0.1, 0.14, 9), (0.8, 0.9, 0.0)), 1)) == "worse"
    assert reach.judge(Raced(((0.8, 0.9, 0.9), (0.1, 0.1, 0.2)), 1)) == "better"
    assert reach.judge(Raced(((0.5, 0.5, 0.5), (0.5, 0.52, 0.49)), 1)) == "same"


def test_what_is_ranked_has_a_name_for_everyone_who_races():
    for lesson, step in STEPS:
        if isinstance(step.question, Ranking):
            case = case_of(step, *start(lesson))
            assert len(step.question.items(case)) == len(case.choices.entrants) + 1


def test_each_idea_is_refuted_by_one_answer():
    refuted = " ".join(REFUTED.values()).split()
    assert sorted(refuted) == sorted(IDEAS)
    assert set(REFUTED) <= set(QUESTIONS)
    assert all(idea in REFUTED[answer_to(idea)].split() for idea in IDEAS)


def test_lessons_answer_questions_that_are_asked():
    named = " ".join(ANSWERED.values()).split()
    assert sorted(named) == sorted(QUESTIONS)
    assert set(ANSWERED) == set(LESSONS)
    assert {lesson_of(name) for name in named} == set(LESSONS)
    assert lesson_of("nothing") is None


@pytest.mark.parametrize("cell", CELLS)
def test_wires_and_biases_are_all_weights(cell):
    experiment, table = start(LESSONS["units"])
    step = LESSONS["units"].step("5")
    case = case_of(step, replace(experiment, spec=TrainingSpec(cell=cell)), table)
    layer = initial_weights(case.spec, case.columns).layers[0]
    wires = layer.kernel.size + layer.recurrent_kernel.size
    assert (
        f"{wires:,} wires and {layer.bias.size:,} biases are the layer's "
        f"{wires + layer.bias.size:,} weights." in step.text(case)
    )


def test_why_there_are_fewer_samples_than_rows_is_said_before_the_first_such_number():
    step = LESSONS["row"].step("3")
    case = case_of(step, *start(LESSONS["row"]))
    assert "53,394 rows make 53,393 samples: the last one has no next row" in step.text(case)


def test_a_sample_that_does_not_read_the_row_is_found_or_all_do():
    step = LESSONS["units"].step("4")
    case = case_of(step, *start(LESSONS["units"]))
    row, reading = row_asked(case), readers(case.dataset, row_asked(case))
    assert [has_left(case, n) for n in (reading[0] - 1, *reading, reading[-1] + 1)] == [
        True,
        *[False] * len(reading),
        True,
    ]
    assert f"Row {row:,} stays changed" in step.text(case)


@pytest.mark.parametrize("cell", CELLS)
def test_sentences_speak_of_the_cell_that_was_chosen(cell):
    """A SimpleRNN has neither gates nor c; an LSTM is named where there is one."""
    spec = TrainingSpec(cell=cell)
    for lesson, step in STEPS:
        experiment, table = start(lesson)
        case = case_of(step, replace(experiment, spec=spec), table)
        said = [step.text(case), step.sum_up(case)]
        if isinstance(step.question, Question):
            asked = step.question.put(case)
            said += [asked.title, *(text for o in asked.options for text in (o.text, o.seen))]
            said += [option.behind.law for option in asked.options if option.idea]
        others = [name for name in ("LSTM", "GRU", "SimpleRNN") if name != spec.kind.name]
        for sentence in said:
            named = [name for name in others if re.search(rf"\b{name}\b", sentence)]
            assert named in ([], others) or "LSTM, GRU and SimpleRNN" in sentence, sentence
            if cell != "lstm":
                assert not re.search(r"forget gate|\bc\b(?! \*)", sentence), sentence
            if cell == "simple_rnn":
                assert "gate" not in sentence or "that the cell has" in sentence, sentence
