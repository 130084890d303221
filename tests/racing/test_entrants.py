import csv
import dataclasses
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.network.specs import TrainingSpec
from lstmviz.racing import entrants as race
from lstmviz.racing.baselines import LEARN_NOTHING, baseline_errors
from lstmviz.racing.entrants import (
    ENTRANTS,
    LAYOUT_SETTINGS,
    SPEC_SETTINGS,
    Entrant,
    Outcome,
    RaceError,
    fair_datasets,
    names,
    results_csv,
)
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError
from lstmviz.samples.tasks import Task, TaskError
from lstmviz.table.tables import Table
from tests.samples.test_datasets import CHOICES, LAYOUT, sort_samples, table_of

SPEC = st.builds(
    TrainingSpec,
    cell=st.sampled_from(["lstm", "gru"]),
    reset_after=st.booleans(),
    units=st.sampled_from([8, 32]),
    layers=st.integers(1, 2),
    optimizer=st.sampled_from(["adam", "sgd"]),
    learning_rate=st.sampled_from([1e-3, 1e-2]),
    batch_size=st.sampled_from([1, 32]),
    epochs=st.sampled_from([1, 3]),
    seed=st.integers(0, 1),
    shuffle=st.booleans(),
)


def noise_table(rows=300, columns=3, name="noise"):
    values = np.random.default_rng(3).normal(size=(rows, columns)).astype(np.float32)
    return Table(values, tuple("abcdef"[:columns]), name)


# ---- fair datasets ------------------------------------------------------------------------------


@given(CHOICES, st.lists(LAYOUT, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_all_entrants_learn_from_and_are_scored_on_exactly_the_targets_that_all_reach(
    choice, layouts
):
    table, _, task = choice.parts()
    found = [sort_samples(table, layout, task) for layout in layouts]

    def targets(part):
        reached = [
            {start + layout.span - 1 + task.horizon for start in samples[part]}
            for layout, samples in zip(layouts, found, strict=True)
        ]
        return sorted(set.intersection(*reached))

    expected = {part: targets(part) for part in ("train", "validation")}
    try:
        datasets = fair_datasets(table, task, layouts)
    except (TaskError, LayoutError):
        # One of them alone has none, or the task cannot be asked.
        with pytest.raises((TaskError, LayoutError)):  # noqa: PT012
            for layout in layouts:
                make_dataset(table, layout, task)
        return
    except RaceError:
        assert not expected["train"] or not expected["validation"]
        return
    first = datasets[0]
    for layout, dataset in zip(layouts, datasets, strict=True):
        assert dataset.layout == layout
        for part, rows in expected.items():
            samples = getattr(dataset, part)
            assert dataset.target_rows(samples).tolist() == rows
            np.testing.assert_array_equal(
                dataset.batch(samples)[1], first.batch(getattr(first, part))[1]
            )
        np.testing.assert_array_equal(dataset.offset, first.offset)
        np.testing.assert_array_equal(dataset.scale, first.scale)
        assert baseline_errors(LEARN_NOTHING, [dataset]) == baseline_errors(LEARN_NOTHING, [first])
        # What each reads for its samples is what it reads alone.
        alone = make_dataset(table, layout, task)
        np.testing.assert_array_equal(dataset.scaled, alone.scaled)
        np.testing.assert_array_equal(dataset.starts, alone.starts)
        np.testing.assert_array_equal(dataset.scale, alone.scale)


def test_the_default_race_has_the_targets_of_the_widest_window():
    task = EXAMPLES["sensors"].task
    table = load_example("sensors")
    datasets = fair_datasets(table, task, [entrant.layout for entrant in ENTRANTS])
    assert [dataset.shape[1:] for dataset in datasets] == [(3, 1), (1, 3), (24, 3)]
    alone = make_dataset(table, LAYOUTS["window"], task)
    for dataset in datasets:
        assert len(dataset.train) == alone.counts.train
        assert len(dataset.validation) == alone.counts.validation
        assert dataset.scaled is datasets[0].scaled


def test_equal_layouts_share_one_dataset():
    one, other = fair_datasets(noise_table(), Task("a"), [Layout(5), Layout(5)])
    assert one is other


def test_a_window_that_does_not_fit_is_refused_as_anywhere():
    with pytest.raises(LayoutError, match="needs at least 301 rows"):
        fair_datasets(noise_table(), Task("a"), [Layout(1), Layout(300)])
    with pytest.raises(TaskError, match="no column “z”"):
        fair_datasets(noise_table(), Task("z"), [Layout(1), Layout(2)])


def test_strides_that_never_meet_are_explained():
    with pytest.raises(RaceError) as refusal:
        fair_datasets(noise_table(), Task("a"), [Layout(1, 2), Layout(2, 2)])
    assert str(refusal.value) == (
        "No training target is left that all entrants can reach: with their strides they predict "
        "different rows. Choose a stride of 1 for all."
    )


def test_gaps_that_leave_nothing_in_common_are_explained():
    values = np.arange(120, dtype=np.float32).reshape(-1, 1)
    # Of each four rows of the validation part the second is missing: neighbours or rows 2 apart.
    rows = np.arange(96, 120)
    values[rows[rows % 4 == 1]] = np.nan
    layouts = [Layout(2), Layout(2, dilation=2)]
    task = Task("a", horizon=1)
    ends = [
        {int(row) for row in dataset.target_rows(dataset.validation)}
        for dataset in (make_dataset(table_of(values), layout, task) for layout in layouts)
    ]
    assert ends[0]
    assert ends[1]
    assert not ends[0] & ends[1]
    with pytest.raises(RaceError) as refusal:
        fair_datasets(table_of(values), task, layouts)
    assert str(refusal.value) == (
        "No validation target is left that all entrants can reach: missing values leave each of "
        "them other rows. Choose shorter windows, or columns with fewer gaps."
    )


# ---- names --------------------------------------------------------------------------------------


def test_names_of_the_default_race():
    assert names(ENTRANTS, 3) == (
        "columns as steps, (N, 3, 1)",
        "one row, (N, 1, 3)",
        "24-row window, (N, 24, 3)",
    )


def test_every_arrangement_and_model_has_its_words():
    said = [Entrant(layout, TrainingSpec()).name(4) for layout in LAYOUTS.values()]
    assert said[:6] == [
        "one row, (N, 1, 4)",
        "columns as steps, (N, 4, 1)",
        "24-row window, (N, 24, 4)",
        "24 rows as lags, (N, 1, 96)",
        "24 rows number by number, (N, 96, 1)",
        "24 rows column by column, (N, 4, 24)",
    ]
    stacked = TrainingSpec(cell="simple_rnn", units=5, layers=2)
    assert Entrant(Layout(1200), stacked).name(1) == "1,200-row window, (N, 1,200, 1)"
    assert Entrant(Layout(1200), stacked).model == "2 × SimpleRNN(5)"


def test_names_say_in_what_entrants_differ_and_nothing_else():
    gru = TrainingSpec(cell="gru", learning_rate=0.01)
    entrants = [
        Entrant(Layout(8), gru),
        Entrant(Layout(8, dilation=3), dataclasses.replace(gru, reset_after=False)),
        Entrant(LAYOUTS["row"], dataclasses.replace(gru, learning_rate=0.001, seed=7)),
        Entrant(Layout(8), dataclasses.replace(gru, seed=8)),
    ]
    assert names(entrants, 2) == (
        "8-row window, (N, 8, 2), rows 1 apart, reset after, learning rate 0.01, no. 1",
        "8-row window, (N, 8, 2), rows 3 apart, reset before, learning rate 0.01",
        "one row, (N, 1, 2), reset after, learning rate 0.001",
        "8-row window, (N, 8, 2), rows 1 apart, reset after, learning rate 0.01, no. 2",
    )


def test_what_makes_no_difference_is_not_said():
    # A single row has nothing apart, an LSTM no reset gate.
    entrants = [
        Entrant(Layout(1, dilation=3), TrainingSpec(reset_after=False)),
        Entrant(Layout(8), TrainingSpec()),
    ]
    assert names(entrants, 2) == (
        "one row, (N, 1, 2)",
        "8-row window, (N, 8, 2)",
    )


@given(st.lists(st.builds(Entrant, LAYOUT, SPEC), min_size=1, max_size=6), st.integers(1, 3))
def test_names_are_unique(entrants, columns):
    said = names(entrants, columns)
    assert len(set(said)) == len(entrants)
    for entrant, name in zip(entrants, said, strict=True):
        assert name.startswith(entrant.name(columns))


def test_no_setting_is_forgotten_in_names():
    said = {"window", "rows", "columns", *LAYOUT_SETTINGS}
    assert said == {each.name for each in dataclasses.fields(Layout)}
    said = {"cell", "units", "layers", "stateful", "seed", *SPEC_SETTINGS}
    assert said == {each.name for each in dataclasses.fields(TrainingSpec)}


# ---- results as CSV -----------------------------------------------------------------------------


def written(table=None, task=None, updates=None):
    table = table or load_example("sensors")
    task = task or EXAMPLES["sensors"].task
    entrants = [
        Entrant(Layout(5, dilation=2), TrainingSpec(cell="gru", seed=99, learning_rate=0.003)),
        Entrant(LAYOUTS["row"], TrainingSpec(units=7, shuffle=False)),
    ]
    datasets = fair_datasets(table, task, [entrant.layout for entrant in entrants])
    outcomes = [
        [Outcome(0, 3.0, 46.25, 41.5, 300), Outcome(1, 1.5, 1 / 3)],
        [Outcome(0, 0.0, None), Outcome(1, 2.0, float("nan"))],
    ]
    text = results_csv(entrants, datasets, outcomes, {"repeat the last value": 50.0}, updates)
    return entrants, datasets, list(csv.DictReader(io.StringIO(text, newline="")))


def rebuilt(kind, line, what, **known):
    """Read all settings of one kind from a line."""
    types = {field.name: type(field.default) for field in dataclasses.fields(kind)}
    values = {name: line[f"{what} {name}".replace("_", " ")] for name in types if name not in known}
    return kind(
        **known,
        **{
            name: text == "True" if types[name] is bool else types[name](text)
            for name, text in values.items()
        },
    )


def test_a_line_for_each_run_with_every_setting_and_the_baselines_after_them():
    entrants, datasets, lines = written()
    called = names(entrants, 3)
    assert [(line["name"], line["seed"], line["epochs done"], line["error"]) for line in lines] == [
        (called[0], "0", "3.0", "46.25"),
        (called[0], "1", "1.5", repr(1 / 3)),
        (called[1], "0", "0.0", ""),
        (called[1], "1", "2.0", "nan"),
        ("repeat the last value", "", "", "50.0"),
    ]
    for number, line in enumerate(lines[:4]):
        entrant = entrants[number // 2]
        seed = int(line["seed"])
        assert rebuilt(Layout, line, "layout") == entrant.layout
        assert rebuilt(TrainingSpec, line, "model", seed=seed) == dataclasses.replace(
            entrant.spec, seed=seed
        )
    for line in lines:
        assert line["unit"] == "W"
        assert line["table"] == "Room sensors"
        assert line["task target"] == "power"
        assert line["task features"] == "temperature, humidity, power"
        assert line["training samples"] == str(len(datasets[0].train))
        assert line["validation samples"] == str(len(datasets[0].validation))
    assert [line["training error"] for line in lines] == ["41.5", "", "", "", ""]
    assert [line["updates done"] for line in lines[:2]] == ["300", "0"]
    assert "model seed" not in lines[0]  # it is not used; the run's own stands under "seed"
    task = {each.name for each in dataclasses.fields(Task)}
    assert {f"task {name}".replace("_", " ") for name in task} <= set(lines[0])


def test_a_number_of_updates_stands_for_the_epochs():
    _, _, (line, *_) = written(updates=500)
    assert (line["updates planned"], line["model epochs"]) == ("500", "")


def test_a_strangers_formulas_stay_text():
    values = np.random.default_rng(0).normal(size=(60, 2)).astype(np.float32)
    columns = ("=1+1", 'a, "b"\nc')
    table = Table(values, columns, "@home", units=("+W", ""))
    for target, feature in (columns, columns[::-1]):
        _, _, lines = written(table, Task(target, (feature,)))
        assert [line["task target"] for line in lines] == [
            "'=1+1" if target == "=1+1" else target
        ] * 5
        assert lines[0]["task features"] == ("'=1+1" if feature == "=1+1" else feature)
        assert lines[0]["table"] == "'@home"
        assert lines[0]["unit"] == ("'+W" if target == "=1+1" else "")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_what_a_spreadsheet_takes_for_a_formula(text):
    assert race.defused(text) == f"'{text}"
    assert race.defused(f"a{text}") == f"a{text}"
