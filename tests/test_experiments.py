import dataclasses
import time
from typing import get_args
from urllib.parse import parse_qs, urlencode

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lstmviz.examples import EXAMPLES, load_example
from lstmviz.experiments import (
    HIDEABLE,
    LAGS,
    MAX_STRIDE,
    MAX_TIMESTEPS,
    MAX_WINDOW,
    OWN,
    WORDS,
    ColumnsAre,
    Experiment,
    OwnTable,
    RowsAre,
    choose,
    chosen,
    fit_to_table,
    from_query,
    largest_window,
    recommend,
    start_experiment,
    to_query,
)
from lstmviz.layouts import LAYOUTS, Axis, Layout, LayoutError
from lstmviz.specs import BOUNDS, Cell, Optimizer, TrainingSpec
from lstmviz.tables import Table, read_table
from lstmviz.tasks import MAX_HORIZON, VALIDATION_FRACTIONS, Scaling, Task, TaskError, make_dataset


def through_a_link(experiment):
    """Send an experiment through an address, as a browser and a server treat it."""
    query = parse_qs(urlencode(to_query(experiment), doseq=True), keep_blank_values=True)
    return from_query(query)


def whole(bounds):
    return st.integers(*map(int, bounds))


PRINTABLE = st.text(max_size=60).filter(lambda text: text and text.isprintable())
# Every word of a link with the values that a control can set.
VALUES = {
    "table": st.sampled_from([*EXAMPLES, OWN]),
    "lag": whole(LAGS),
    "own": st.tuples(
        PRINTABLE, whole((1, 10**6)), whole((1, 64)), st.from_regex("[0-9a-f]{12}", fullmatch=True)
    ),
    "rows": st.sampled_from(get_args(RowsAre)),
    "columns": st.sampled_from(get_args(ColumnsAre)),
    "window": whole((1, MAX_WINDOW)),
    "stride": whole((1, MAX_STRIDE)),
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
    "learning_rate": st.floats(*BOUNDS["learning_rate"]),
    "batch": whole(BOUNDS["batch_size"]),
    "epochs": whole(BOUNDS["epochs"]),
    "seed": whole(BOUNDS["seed"]),
    "shuffle": st.booleans(),
    "sample": whole((0, 10**6)),
    "unit": whole((0, BOUNDS["units"][1] - 1)),
    "layer": whole((0, BOUNDS["layers"][1] - 1)),
    "hide": st.lists(st.sampled_from(HIDEABLE), min_size=1, unique=True),
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
@settings(max_examples=60, deadline=None)
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

    assert sorted(leaves(Experiment())) == sorted(where for where, _ in WORDS.values())
    assert set(VALUES) == set(WORDS)


@pytest.mark.parametrize("table", [*EXAMPLES, OWN])
def test_a_start_needs_no_words_but_the_table_s(table):
    expected = {} if table == Experiment().table else {"table": table}
    assert to_query(start_experiment(table)) == expected
    assert through_a_link(start_experiment(table)) == (start_experiment(table), ())


@given(CHOICES)
@settings(max_examples=60, deadline=None)
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
@settings(max_examples=30, deadline=None)
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
@settings(max_examples=100, deadline=None)
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
            {"feature": [f"column {n}" for n in range(65)]},
            "The link's feature was ignored: expected at most 64 names, "
            "received “column 0 column 1 column 2 column 3 col…”.",
        ),
        (
            {"own": ["passwords"]},
            "The link's own was ignored: expected rows, columns, fingerprint and name of a table, "
            "received “passwords”.",
        ),
        (
            {"table": ["titanic"]},
            "The link's table was ignored: expected one of sensors, echo, elnino, weather, own, "
            "received “titanic”.",
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


def table_of(rows, columns, gaps, grouped, seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(rows, columns)).astype(np.float32)
    values[rng.random(values.shape) < gaps] = np.nan
    codes = np.repeat(rng.integers(-1, 3, rows), rng.integers(1, 40, rows))[:rows].astype(np.int32)
    groups = {"a": codes, "place": codes} if grouped else {}
    return Table(values, tuple("abcd"[:columns]), "a table", groups=groups)


TABLE = st.fixed_dictionaries(
    {
        "rows": st.integers(1, 120),
        "columns": st.integers(1, 4),
        "grouped": st.booleans(),
        "seed": st.integers(0, 2**32 - 1),
    }
)
NAMES = st.sampled_from(["a", "b", "c", "d", "place", "elsewhere"])
FITTED = st.fixed_dictionaries(
    {},
    optional={
        **VALUES,
        "window": st.integers(1, 130) | VALUES["window"],
        "stride": st.integers(1, 9) | VALUES["stride"],
        "ahead": st.integers(0, 9) | VALUES["ahead"],
        "target": NAMES,
        "feature": st.lists(NAMES, min_size=1, unique=True),
        "group": NAMES,
    },
)


def made(table, experiment):
    """Make the dataset, or give the refusal."""
    try:
        return make_dataset(table, experiment.layout, experiment.task)
    except (TaskError, LayoutError) as refusal:
        return refusal


@given(FITTED, st.sampled_from([0, 0.05]), TABLE)
@settings(max_examples=100, deadline=None)
def test_fitted_choices_work_or_are_refused_with_a_sentence(choices, gaps, table):
    table = table_of(gaps=gaps, **table)
    experiment, notices = fit_to_table(experiment_of(choices), table)
    assert all(notice.endswith(".") for notice in notices)
    # What fits is not fitted again.
    assert fit_to_table(experiment, table) == (experiment, ())
    assert experiment.unit < experiment.spec.units
    assert experiment.layer < experiment.spec.layers
    dataset = made(table, experiment)
    if isinstance(dataset, Exception):
        assert str(dataset).endswith(".")
    else:
        _, timesteps, _ = dataset.shape
        assert timesteps <= MAX_TIMESTEPS


@given(FITTED, TABLE)
@settings(max_examples=100, deadline=None)
def test_only_too_small_a_table_refuses_fitted_choices(choices, table):
    """Without gaps and strides, a refusal means that not even a window of one row fits."""
    table = table_of(gaps=0, **table)
    choices = {**choices, "stride": 1}
    experiment, _ = fit_to_table(experiment_of(choices), table)
    if isinstance(made(table, experiment), Exception):
        assert largest_window(experiment, experiment.task, table) == 1
        one_row = dataclasses.replace(experiment, layout=Layout(1))
        assert isinstance(made(table, one_row), (TaskError, LayoutError))


def test_the_largest_window_is_the_largest():
    table = table_of(100, 3, 0, grouped=False, seed=0)
    task = Task("a", horizon=4, validation_fraction=0.2)
    assert largest_window(Experiment(), task, table) == 16  # 20 rows validate
    make_dataset(table, Layout(16), task)
    with pytest.raises(TaskError):
        make_dataset(table, Layout(17), task)
    # Of five rows two train and three validate.
    half = Task("a", ("b",), horizon=0, validation_fraction=0.5)
    assert largest_window(Experiment(), half, table_of(5, 3, 0, grouped=False, seed=0)) == 2
    long = table_of(5_000, 3, 0, grouped=False, seed=0)
    assert largest_window(Experiment(), task, long) == MAX_WINDOW
    in_turn = Experiment(layout=Layout(columns="timesteps"))
    assert largest_window(in_turn, task, long) == MAX_TIMESTEPS // 3
    assert largest_window(in_turn, Task("a", ("a", "b")), long) == MAX_WINDOW


@pytest.mark.parametrize(
    ("task", "columns", "fitted", "notices"),
    [
        (Task("a"), 3, Task("a"), ()),
        (Task(""), 3, Task("c"), ()),
        (
            Task("wind"),
            3,
            Task("c"),
            ("This table has no column “wind” to predict; “c” is the target instead.",),
        ),
        (
            Task("a", ("a", "x", "y")),
            3,
            Task("a", ("a",)),
            ("This table has no column “x”, “y” to read; the other features remain.",),
        ),
        (
            Task("a", ("x",)),
            3,
            Task("a"),
            ("This table has no column “x” to read; all columns are read instead.",),
        ),
        (
            Task("a", group="city"),
            3,
            Task("a"),
            ("“city” cannot group the rows of this table; rows are not grouped.",),
        ),
        (
            Task("a", ("a", "b"), horizon=0),
            3,
            Task("a", ("b",), horizon=0),
            ("“a” is the target of the same row, so it is left out of the features.",),
        ),
        (
            Task("a", horizon=0),
            1,
            Task("a", horizon=1),
            (
                "Beside the target there is no column to read, so the target is 1 row ahead "
                "instead.",
            ),
        ),
    ],
)
def test_what_a_table_cannot_have_is_let_go_and_said(task, columns, fitted, notices):
    table = table_of(200, columns, 0, grouped=False, seed=0)
    assert fit_to_table(Experiment(task=task), table) == (Experiment(task=fitted), notices)


def test_a_window_too_long_is_shortened_and_said():
    table = table_of(60, 3, 0, grouped=False, seed=0)
    experiment, notices = fit_to_table(Experiment(task=Task("a")), table)
    assert experiment.layout == Layout(11)
    assert notices == ("A window of 24 rows does not fit; it is 11 instead.",)


def test_unit_and_layer_looked_at_exist():
    table = table_of(200, 3, 0, grouped=False, seed=0)
    experiment = Experiment(task=Task("a"), spec=TrainingSpec(units=4, layers=1), unit=31, layer=1)
    fitted, _ = fit_to_table(experiment, table)
    assert (fitted.unit, fitted.layer) == (3, 0)


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_starts_with_its_recommended_layout_and_fits(key):
    start, table = start_experiment(key), load_example(key)
    assert fit_to_table(start, table) == (start, ())
    recommended, why = recommend(start.rows_are, start.columns_are)
    layout = LAYOUTS[recommended]
    assert (start.layout.rows, start.layout.columns) == (layout.rows, layout.columns)
    assert why.endswith(".")
    assert make_dataset(table, start.layout, start.task).counts.validation > 0


@pytest.mark.parametrize(
    ("rows_are", "columns_are", "key"),
    [
        ("ordered", "different", "window"),
        ("unordered", "different", "row"),
        ("ordered", "sequence", "columns"),
        ("unordered", "sequence", "columns"),
    ],
)
def test_the_meaning_of_rows_and_columns_recommends_a_layout(rows_are, columns_are, key):
    recommended, why = recommend(rows_are, columns_are)
    assert recommended == key
    assert recommended in LAYOUTS
    assert why[0].isupper()


def test_what_decides_a_run_is_not_what_is_looked_at():
    start = start_experiment("weather")
    for where, value in (("sample", 3), ("unit", 2), ("layer", 1), ("hide", ("data",))):
        assert choose(start, where, value).decides == start.decides
    for where, value in (
        ("table", "elnino"),
        ("lag", 9),
        ("own", OwnTable("t", 1, 1, "0" * 12)),
        ("layout.window", 3),
        ("task.target", "wind"),
        ("spec.seed", 1),
    ):
        assert choose(start, where, value).decides != start.decides


def test_an_unknown_table_starts_as_the_visitor_s_own():
    assert start_experiment("elsewhere") == start_experiment(OWN) == Experiment(table=OWN)
