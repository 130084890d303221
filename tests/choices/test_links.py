import dataclasses
import time
from typing import get_args
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lstmviz.choices.experiments import (
    HAND,
    HIDEABLE,
    LAGS,
    MAX_CHANGE,
    MAX_DILATION,
    MAX_ENTRANTS,
    MAX_HAND,
    MAX_LAPS,
    MAX_MOMENT,
    MAX_RACE_UPDATES,
    MAX_SEEDS,
    MAX_STRIDE,
    MAX_TIMESTEPS,
    MAX_WINDOW,
    MAX_WORD,
    OWN,
    VEILABLE,
    CellView,
    ColumnsAre,
    Equal,
    Experiment,
    LessonName,
    OwnTable,
    RaceView,
    RowsAre,
    Section,
    StepName,
    Words,
    choose,
    chosen,
    start_experiment,
)
from lstmviz.choices.fitting import fit_to_table
from lstmviz.choices.links import DONE, WORDS, from_query, to_query
from lstmviz.network.cells import Cell
from lstmviz.network.specs import BOUNDS, RATES, Optimizer, TrainingSpec
from lstmviz.racing.entrants import Entrant
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import LAYOUTS, Axis, Layout
from lstmviz.samples.mistakes import MistakeKey
from lstmviz.samples.tasks import MAX_HORIZON, VALIDATION_FRACTIONS, Scaling, Task
from lstmviz.table.tables import MAX_COLUMNS, read_table


def through_a_link(experiment):
    """Send an experiment through an address, as a browser and a server treat it."""
    query = parse_qs(urlencode(to_query(experiment), doseq=True), keep_blank_values=True)
    return from_query(query)


def whole(bounds):
    return st.integers(*map(int, bounds))


def tenths(most):
    return st.integers(-10 * int(most), 10 * int(most)).map(lambda tenth: tenth / 10)


PRINTABLE = st.text(max_size=60).filter(lambda text: text and text.isprintable())
WORD = st.text(max_size=MAX_WORD).filter(lambda text: text.strip() == text and text.isprintable())
ENTRANT = st.builds(
    lambda window, stride, dilation, axes, cell, units, layers, stateful: Entrant(
        Layout(window, stride, *axes, dilation),
        TrainingSpec(**cell, units=units, layers=layers, shuffle=not stateful, stateful=stateful),
    ),
    whole((1, MAX_WINDOW)),
    whole((1, MAX_STRIDE)),
    whole((1, MAX_DILATION)),
    st.tuples(st.sampled_from(get_args(Axis)), st.sampled_from(get_args(Axis))),
    st.sampled_from([{"cell": "lstm"}, {"cell": "gru"}, {"cell": "gru", "reset_after": False}]),
    whole(BOUNDS["units"]),
    whole(BOUNDS["layers"]),
    st.booleans(),
)
# Every word of a link with the values that a control can set.
VALUES = {
    "table": st.sampled_from([*EXAMPLES, OWN]),
    "lag": whole(LAGS),
    "own": st.tuples(
        PRINTABLE, whole((1, 10**6)), whole((1, 64)), st.from_regex("[0-9a-f]{12}", fullmatch=True)
    ),
    "sheet": PRINTABLE,
    "rows": st.sampled_from(get_args(RowsAre)),
    "columns": st.sampled_from(get_args(ColumnsAre)),
    "window": whole((1, MAX_WINDOW)),
    "stride": whole((1, MAX_STRIDE)),
    "dilation": whole((1, MAX_DILATION)),
    "rows_to": st.sampled_from(get_args(Axis)),
    "columns_to": st.sampled_from(get_args(Axis)),
    "target": PRINTABLE,
    "feature": st.lists(PRINTABLE, min_size=1, max_size=64, unique=True),
    "ahead": whole((0, MAX_HORIZON)),
    "group": PRINTABLE,
    "validation": st.floats(*VALIDATION_FRACTIONS),
    "scaling": st.sampled_from(get_args(Scaling)),
    "cell": st.sampled_from(get_args(Cell)),
    "reset_after": st.booleans(),
    "units": whole(BOUNDS["units"]),
    "layers": whole(BOUNDS["layers"]),
    "optimizer": st.sampled_from(get_args(Optimizer)),
    "learning_rate": st.floats(*RATES),
    "batch": whole(BOUNDS["batch_size"]),
    "epochs": whole(BOUNDS["epochs"]),
    "seed": whole(BOUNDS["seed"]),
    "shuffle": st.booleans(),
    "sample": whole((0, 10**6)),
    "timestep": whole((0, MAX_TIMESTEPS - 1)),
    "input": whole((0, MAX_WINDOW * MAX_COLUMNS - 1)),
    "unit": whole((0, BOUNDS["units"][1] - 1)),
    "layer": whole((0, BOUNDS["layers"][1] - 1)),
    "section": st.sampled_from(get_args(Section)),
    "view": st.sampled_from(get_args(CellView)),
    "change": tenths(MAX_CHANGE),
    "stateful": st.booleans(),
    "hand": st.lists(tenths(MAX_HAND), min_size=len(HAND), max_size=len(HAND)),
    "hand_steps": st.booleans(),
    "entrant": st.lists(ENTRANT, min_size=2, max_size=MAX_ENTRANTS),
    "seeds": whole((1, MAX_SEEDS)),
    "laps": whole((1, MAX_LAPS)),
    "equal": st.sampled_from(get_args(Equal)),
    "race_updates": whole((1, MAX_RACE_UPDATES)),
    "most_laps": whole((1, MAX_LAPS)),
    "lap": st.sampled_from(get_args(RaceView)),
    "turn": st.sampled_from(get_args(MistakeKey)),
    "against": st.sampled_from(list(LAYOUTS)),
    "row_word": WORD.filter(bool),
    "column_word": WORD.filter(bool),
    "table_word": WORD.filter(bool),
    "hide": st.lists(st.sampled_from(HIDEABLE), min_size=1, unique=True),
    "answer": st.lists(
        st.sampled_from(["turned", "sentinels", "angle:wind dir", "carried"]),
        min_size=1,
        unique=True,
    ),
    "veil": st.lists(st.sampled_from(VEILABLE), min_size=1, unique=True),
    "lesson": st.sampled_from(get_args(LessonName)),
    "step": st.sampled_from(get_args(StepName)),
    "done": st.lists(st.sampled_from(DONE), min_size=1, unique=True),
    "moment": whole((0, MAX_MOMENT)),
    "present": st.booleans(),
    "beats": st.booleans(),
    "side": st.booleans(),
    "ask": st.sampled_from(["late", "one_step"]),
}


def experiment_of(choices):
    """Make an experiment of some choices, the others as the table starts with."""
    experiment = start_experiment(choices.get("table", "sensors"))
    for word, value in choices.items():
        if word == "own":
            value = OwnTable(*value)
        experiment = choose(
            experiment, WORDS[word][0], tuple(value) if isinstance(value, list) else value
        )
    return experiment


CHOICES = st.fixed_dictionaries({}, optional=VALUES)


# ---- links ------------------------------------------------------------------------------------


@given(CHOICES)
def test_an_experiment_comes_back_from_its_link(choices):
    experiment = experiment_of(choices)
    assert through_a_link(experiment) == (experiment, ())


def test_every_choice_has_a_word_and_every_word_a_choice():
    def leaves(thing, path=""):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if dataclasses.is_dataclass(value):
                yield from leaves(value, f"{path}{field.name}.")
            else:
                yield path + field.name

    # Only who races can be stateful; the link's entrants say so.
    choices = set(leaves(Experiment())) - {"spec.stateful"}
    assert sorted(choices) == sorted(where for where, _ in WORDS.values())
    assert set(VALUES) == set(WORDS)


@pytest.mark.parametrize("table", [*EXAMPLES, OWN])
def test_a_start_needs_no_words_but_the_table_s(table):
    assert to_query(start_experiment(table)) == {"table": table}
    assert through_a_link(start_experiment(table)) == (start_experiment(table), ())


@given(CHOICES)
def test_only_what_differs_from_the_start_is_in_the_link(choices):
    experiment = experiment_of(choices)
    start = start_experiment(experiment.table)
    for word in to_query(experiment):
        where = WORDS[word][0]
        assert word == "table" or chosen(experiment, where) != chosen(start, where)


def test_a_link_can_be_read_by_a_person():
    experiment = Experiment(
        table="weather",
        layout=Layout(window=24, stride=2),
        task=Task("wind", ("temp_max", "wind"), horizon=3),
        spec=TrainingSpec("gru", reset_after=False, learning_rate=1e-5),
        timestep=3,
        feature=0,
        section="turns",
        turn="shuffle_rows",
        against="lags",
        words=Words(row="day"),
        hide=("data", "model"),
    )
    assert to_query(experiment) == {
        "table": "weather",
        "window": "24",
        "stride": "2",
        "target": "wind",
        "feature": ["temp_max", "wind"],
        "ahead": "3",
        "cell": "gru",
        "reset_after": "no",
        "learning_rate": "1e-05",
        "timestep": "3",
        "input": "0",
        "section": "turns",
        "turn": "shuffle_rows",
        "against": "lags",
        "row_word": "day",
        "hide": ["data", "model"],
    }


def test_a_link_holds_nothing_of_a_visitor_s_own_data():
    content = b"day,secret\n" + b"".join(b"%d,%d.5\n" % (n, 70_000 + n * n) for n in range(50))
    table = read_table(content, "patients.csv")
    experiment, _ = fit_to_table(Experiment(table=OWN, own=OwnTable.of(table)), table)
    link = urlencode(to_query(experiment), doseq=True)
    assert f"own=50x{len(table.columns)}-{table.fingerprint}-patients.csv" in link
    assert not any(f"{70_000 + n * n}" in link for n in range(50))
    back, notices = through_a_link(experiment)
    assert (back.own, notices) == (OwnTable.of(table), ())
    # The same table brought again is known again; one changed number makes it another.
    assert OwnTable.of(read_table(content, "patients.csv")) == back.own
    assert OwnTable.of(read_table(content.replace(b"70000", b"70002"), "patients.csv")) != back.own


HEADER = st.text(
    st.characters(exclude_characters='\n\r",;\t|\x00', exclude_categories=["Cs"]), max_size=70
)


@given(st.lists(HEADER, min_size=2, max_size=4), st.text(max_size=120))
def test_whatever_a_table_and_its_columns_are_called_the_link_works(header, name):
    columns = range(len(header))
    rows = "\n".join(",".join(f"{row}.{column}7" for column in columns) for row in range(12))
    try:
        table = read_table(f"{','.join(header)}\n{rows}\n".encode(), name)
    except ValueError:
        assume(False)
    for target in table.columns:
        experiment = Experiment(table=OWN, own=OwnTable.of(table), task=Task(target, (target,)))
        assert through_a_link(experiment) == (experiment, ())


MANGLED = st.dictionaries(
    st.one_of(st.sampled_from(sorted(WORDS)), st.text(max_size=50)),
    st.lists(
        st.one_of(
            st.text(max_size=300),
            st.integers().map(str),
            st.floats().map(str),
            st.sampled_from(["", "24", "0.2", "own", "yes", "-1", "1e9999", "٣", "1_0", "0x1f"]),
        ),
        max_size=3,
    ),
)


@given(MANGLED)
@example({"window": [], "target": [""], "feature": ["", "\x00"], "hide": [""]})
@example({"own": ["1x1-000000000000-\n"], "sample": ["9" * 30], "seed": ["-0"]})
def test_a_mangled_link_opens_and_says_what_was_ignored(query):
    experiment, notices = from_query(query)
    assert isinstance(experiment, Experiment)
    assert len(notices) <= len(WORDS) + 1
    for notice in notices:
        assert notice.isprintable()
        assert notice.endswith(".")
        assert len(notice) < 400
    # What was taken is in bounds, so it comes back from a link of its own, and nothing else did.
    assert through_a_link(experiment) == (experiment, ())
    start = start_experiment(experiment.table)
    for word, (where, _) in WORDS.items():
        if not query.get(word):
            assert chosen(experiment, where) == chosen(start, where)


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        (
            {"window": ["501"]},
            "The link's window was ignored: expected a whole number from 1 to 500, received “501”.",
        ),
        (
            {"window": ["24.0"]},
            "The link's window was ignored: expected a whole number from 1 to 500, "
            "received “24.0”.",
        ),
        (
            {"ahead": ["-1"]},
            "The link's ahead was ignored: expected a whole number from 0 to 10,000, "
            "received “-1”.",
        ),
        (
            {"learning_rate": ["nan"]},
            "The link's learning_rate was ignored: expected a number from 0.000001 to 1, "
            "received “nan”.",
        ),
        (
            {"validation": ["0.9"]},
            "The link's validation was ignored: expected a number from 0.05 to 0.5, "
            "received “0.9”.",
        ),
        (
            {"cell": ["<b>lstm"]},
            "The link's cell was ignored: expected one of lstm, gru, simple_rnn, "
            "received “<b>lstm”.",
        ),
        (
            {"shuffle": ["true"]},
            "The link's shuffle was ignored: expected one of yes, no, received “true”.",
        ),
        (
            {"target": ["x" * 61]},
            "The link's target was ignored: expected a name of 1 to 60 characters, "
            f"received “{'x' * 39}…”.",
        ),
        (
            {"row_word": ["x" * 21]},
            "The link's row_word was ignored: expected a word of 1 to 20 characters, "
            f"received “{'x' * 21}”.",
        ),
        (
            {"against": [""]},
            f"The link's against was ignored: expected one of {', '.join(LAYOUTS)}, received “”.",
        ),
        (
            {"feature": [f"column {n}" for n in range(513)]},
            "The link's feature was ignored: expected at most 512 names, "
            "received “column 0 column 1 column 2 column 3 col…”.",
        ),
        (
            {"own": ["passwords"]},
            "The link's own was ignored: expected rows, columns, fingerprint and name of a table, "
            "received “passwords”.",
        ),
        (
            {"table": ["titanic"]},
            "The link's table was ignored: expected one of sensors, chalkboard, echo, elnino, "
            "weather, own, received “titanic”.",
        ),
        ({"utm_source": ["x"]}, "The link's “utm_source” is not known here and was ignored."),
        (
            {"a": ["x"], "b": ["y"], "c": ["z"]},
            "The link's “a” and 2 more are not known here and were ignored.",
        ),
        (
            {"\u202eevil\x00": ["x"]},
            "The link's “evil” is not known here and was ignored.",
        ),
    ],
)
def test_what_was_ignored_is_said(query, notice):
    assert from_query(query) == (Experiment(**vars(start_experiment("sensors"))), (notice,))


def test_the_last_of_several_values_counts_and_lists_drop_repetitions():
    experiment, notices = from_query(
        {"window": ["7", "9"], "feature": ["a", "b", "a"], "hide": ["data", "data"]}
    )
    assert notices == ()
    assert experiment.layout.window == 9
    assert experiment.task.features == ("a", "b")
    assert experiment.hide == ("data",)


@pytest.mark.parametrize("word", WORDS)
def test_a_long_value_costs_no_time(word):
    start = time.process_time()
    for text in ("1" * 20_000 + "x", "1e" * 10_000, " " * 20_000, "9x" * 10_000):
        from_query({word: [text]})
    assert time.process_time() - start < 0.3


# ---- fitting to a table -----------------------------------------------------------------------
