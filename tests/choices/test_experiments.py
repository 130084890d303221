import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.choices.experiments import (
    MAX_TIMESTEPS,
    MAX_WINDOW,
    OWN,
    Experiment,
    OwnTable,
    WordError,
    Words,
    choose,
    start_experiment,
)
from lstmviz.choices.fitting import fit_to_table, largest_window
from lstmviz.choices.meaning import recommend
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError
from lstmviz.samples.tasks import Task, TaskError
from lstmviz.table.tables import Table
from tests.choices.test_links import VALUES, experiment_of


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
        "dilation": st.integers(1, 5) | VALUES["dilation"],
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
def test_fitted_choices_work_or_are_refused_with_a_sentence(choices, gaps, table):
    table = table_of(gaps=gaps, **table)
    experiment, notices = fit_to_table(experiment_of(choices), table)
    assert all(notice.endswith(".") for notice in notices)
    # What fits is not fitted again.
    assert fit_to_table(experiment, table) == (experiment, ())
    assert experiment.unit is None or experiment.unit < experiment.spec.units
    assert experiment.layer < experiment.spec.layers
    dataset = made(table, experiment)
    if isinstance(dataset, Exception):
        assert str(dataset).endswith(".")
    else:
        _, timesteps, features = dataset.shape
        assert timesteps <= MAX_TIMESTEPS
        assert (experiment.timestep or 0) < timesteps
        assert (experiment.feature or 0) < features


@given(FITTED, TABLE)
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
    assert not make_dataset(table, Layout(16), task).lacks
    assert make_dataset(table, Layout(17), task).lacks
    # Too short to train on: it may be looked at whole.
    assert largest_window(Experiment(), task, table_of(7, 3, 0, grouped=False, seed=0)) == 3
    # Of five rows two train and three validate.
    half = Task("a", ("b",), horizon=0, validation_fraction=0.5)
    assert largest_window(Experiment(), half, table_of(5, 3, 0, grouped=False, seed=0)) == 2
    long = table_of(5_000, 3, 0, grouped=False, seed=0)
    assert largest_window(Experiment(), task, long) == MAX_WINDOW
    # Rows 3 apart: 6 of them reach over 16 rows.
    assert largest_window(Experiment(layout=Layout(dilation=3)), task, table) == 6
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
    apart = Experiment(layout=Layout(dilation=2), task=Task("a"))
    experiment, notices = fit_to_table(apart, table)
    assert experiment.layout == Layout(6, dilation=2)
    assert notices == ("A window of 24 rows, 2 apart, does not fit; it is 6 instead.",)


def test_unit_and_layer_looked_at_exist():
    table = table_of(200, 3, 0, grouped=False, seed=0)
    experiment = Experiment(task=Task("a"), spec=TrainingSpec(units=4, layers=1), unit=31, layer=1)
    fitted, _ = fit_to_table(experiment, table)
    assert (fitted.unit, fitted.layer) == (3, 0)


def test_the_value_looked_at_exists():
    table = table_of(200, 3, 0, grouped=False, seed=0)
    looking = Experiment(layout=Layout(5), task=Task("a"), timestep=4, feature=2)
    assert fit_to_table(looking, table) == (looking, ())
    for layout, place in (
        (Layout(3), (2, 2)),
        (Layout(3, rows="features"), (0, 2)),
        (Layout(1, columns="timesteps"), (2, 0)),
    ):
        fitted, notices = fit_to_table(dataclasses.replace(looking, layout=layout), table)
        assert (fitted.timestep, fitted.feature, notices) == (*place, ())


@pytest.mark.parametrize(
    ("row", "rows"),
    [("row", "rows"), ("quantity", "quantities"), ("key", "keys"), ("bus", "buses"), ("y", "ys")],
)
def test_words_have_a_plural(row, rows):
    assert Words(row, "word").rows == Words("word", row).columns == rows


@pytest.mark.parametrize("word", ["", "x" * 21, " row", "a\nb", "\u202erow"])
def test_a_word_that_cannot_be_seen_is_refused(word):
    with pytest.raises(WordError, match="The word for a column must have 1 to 20 characters"):
        Words(column=word)


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_starts_with_its_recommended_layout_and_fits(key):
    start, table = start_experiment(key), load_example(key)
    assert fit_to_table(start, table) == (start, ())
    recommended, why = recommend(start.rows_are, start.columns_are)
    layout = LAYOUTS[recommended]
    assert (start.layout.rows, start.layout.columns) == (layout.rows, layout.columns)
    assert why.endswith(".")
    dataset = make_dataset(table, start.layout, start.task)
    assert bool(dataset.counts.validation) == (key != "chalkboard")


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
    for where, value in (
        ("sample", 3),
        ("timestep", 3),
        ("feature", 1),
        ("unit", 2),
        ("layer", 1),
        ("section", "count"),
        ("view", "gradient"),
        ("stateful", True),
        ("turn", "reshape"),
        ("against", "lags"),
        ("words.row", "day"),
        ("hide", ("data",)),
    ):
        assert choose(start, where, value).decides == start.decides
    for where, value in (
        ("table", "elnino"),
        ("layout.window", 3),
        ("layout.dilation", 2),
        ("task.target", "wind"),
        ("spec.seed", 1),
    ):
        assert choose(start, where, value).decides != start.decides


@pytest.mark.parametrize(
    ("table", "where", "value"), [("echo", "lag", 9), (OWN, "own", OwnTable("t", 1, 1, "0" * 12))]
)
def test_a_lag_or_an_own_table_decides_a_run_only_where_it_is_used(table, where, value):
    using, other = start_experiment(table), start_experiment("weather")
    assert choose(using, where, value).decides != using.decides
    assert choose(other, where, value).decides == other.decides


def test_an_unknown_table_starts_as_the_visitor_s_own():
    assert start_experiment("elsewhere") == start_experiment(OWN) == Experiment(table=OWN)
