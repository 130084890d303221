"""The baselines against loops, closed forms and NumPy's own least squares."""

import numpy as np
import pytest
from hypothesis import assume, given

from lstmviz.figures.axes import LONGEST_RULE
from lstmviz.figures.beside import wrapped
from lstmviz.racing.baselines import (
    BASELINES,
    LAST_VALUE,
    LEARN_NOTHING,
    LINEAR,
    MEAN,
    baseline_errors,
)
from lstmviz.racing.entrants import ENTRANTS, fair_datasets
from lstmviz.racing.regression import LEAST_TARGETS
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from tests.racing.test_regression import by_numpy
from tests.samples.test_datasets import CHOICES, dataset_of, runs_of, table_of


def learn_nothing(dataset):
    return baseline_errors(LEARN_NOTHING, [dataset])


@given(CHOICES)
def test_baselines_equal_an_independent_loop(choice):
    table, _, task = choice.parts()
    dataset = dataset_of(choice)
    assume(not dataset.lacks)
    column = table.values[:, dataset.target].astype(np.float64)
    runs = runs_of(table, task)
    mean = np.nanmean(column[~dataset.held_out])
    last, truth = [], []
    for row in dataset.target_rows(dataset.validation):
        known = row - max(task.horizon, 1)
        while known >= 0 and runs[known] == runs[row] and np.isnan(column[known]):
            known -= 1
        last.append(column[known] if known >= 0 and runs[known] == runs[row] else mean)
        truth.append(column[row])
    expected = {
        "repeat the last value": np.sqrt(np.mean(np.square(np.subtract(last, truth)))),
        "always say the mean": np.sqrt(np.mean(np.square(np.subtract(mean, truth)))),
    }
    assert learn_nothing(dataset) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("horizon", [1, 2, 3])
def test_on_a_steady_rise_the_last_value_is_behind_by_slope_times_horizon(horizon):
    table = table_of(np.stack([np.zeros(100), 7 - 0.5 * np.arange(100)], axis=1))
    dataset = make_dataset(table, Layout(5), Task("b", horizon=horizon))
    assert LAST_VALUE.error(dataset) == pytest.approx(0.5 * horizon)


def test_baselines_of_a_sine_over_whole_periods():
    rows = np.arange(400)
    table = table_of(np.sin(2 * np.pi * rows / 20)[:, None])
    dataset = make_dataset(table, Layout(1), Task("a", validation_fraction=0.5))
    # Over 199 targets, 20 of 20 phases but one: close to the closed forms.
    assert MEAN.error(dataset) == pytest.approx(np.sqrt(0.5), rel=0.01)
    step = 2 * np.sin(np.pi / 20)
    assert LAST_VALUE.error(dataset) == pytest.approx(step * np.sqrt(0.5), rel=0.01)


def test_the_last_value_never_looks_at_the_answer_or_into_another_group():
    # Every group is one row, and with one half held out row 0 is held out too.
    values = np.stack([np.ones(12), np.arange(12) ** 2], axis=1)
    groups = [0, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3]
    task = Task("b", ("a",), horizon=0, group="place", validation_fraction=0.5)
    dataset = make_dataset(table_of(values, groups), Layout(1), task)
    rows = dataset.target_rows(dataset.validation).tolist()
    assert rows == [0, 3, 4, 5, 6, 9, 10, 11]
    mean = np.mean([1, 4, 49, 64])
    guesses = [mean, 4, 9, 16, mean, 64, 81, 100]
    truth = np.square(rows)
    assert LAST_VALUE.error(dataset) == pytest.approx(np.sqrt(np.mean((guesses - truth) ** 2)))


def test_ten_rows_by_hand():
    values = np.stack([np.arange(10), 100 + np.arange(10)], axis=1)
    task = Task("b", ("a",), horizon=2, validation_fraction=0.5)
    # Rows 0–4 train, mean 102; the validation targets are rows 8 and 9, two before them 6 and 7.
    assert learn_nothing(make_dataset(table_of(values), Layout(2), task)) == {
        "repeat the last value": 2,
        "always say the mean": pytest.approx(np.sqrt(6.5**2 + 0.25)),
    }


# ---- one registry, for one dataset and for those of a race --------------------------------------


def linear_of(errors):
    return {name: error for name, error in errors.items() if name.startswith("linear")}


def test_linear_regression_is_fitted_for_each_layout_on_its_own_inputs():
    task = EXAMPLES["weather"].task
    layouts = [LAYOUTS["columns"], LAYOUTS["row"], Layout(3), Layout(3, dilation=2)]
    layouts += [Layout(3, rows="features"), Layout(14)]
    datasets = fair_datasets(load_example("weather"), task, layouts)
    errors = baseline_errors(BASELINES, datasets)
    # A row and its columns as steps hold the same numbers, and so do steps and lags.
    assert linear_of(errors) == pytest.approx(
        {
            "linear regression on 4 inputs": by_numpy(datasets[0]),
            "linear regression on 12 inputs": by_numpy(datasets[2]),
            "linear regression on 12 inputs, rows 2 apart": by_numpy(datasets[3]),
            "linear regression on 56 inputs": by_numpy(datasets[5]),
        },
        rel=1e-6,
    )
    assert list(errors)[:2] == ["repeat the last value", "always say the mean"]


def test_no_straw_man_stands_beside_a_short_table():
    table, task = load_example("elnino"), EXAMPLES["elnino"].task
    datasets = fair_datasets(table, task, [LAYOUTS["columns"], Layout(5)])
    own, wide = datasets
    assert wide.shape[1] * wide.shape[2] == 60 > len(wide.train) == 44
    errors = linear_of(baseline_errors(BASELINES, datasets))
    assert errors == {"linear regression on 12 inputs": pytest.approx(0.640, abs=5e-4)}
    assert by_numpy(own) == pytest.approx(0.640, abs=5e-4)
    assert by_numpy(wide) > 1.2 * errors["linear regression on 12 inputs"]


@pytest.mark.parametrize("inputs", [10, 20, 21])
def test_linear_regression_wants_two_targets_for_each_input(inputs):
    values = np.random.default_rng(0).normal(size=(41 + inputs, 1))
    fraction = (20 + inputs // 2) / len(values)
    dataset = make_dataset(
        table_of(values), Layout(inputs), Task("a", validation_fraction=min(fraction, 0.5))
    )
    silent = inputs * LEAST_TARGETS > len(dataset.train)
    assert (LINEAR.error(dataset) is None) == silent


def test_a_solution_with_two_targets_for_each_input_is_off_twice_as_much():
    rng, inputs = np.random.default_rng(0), 40
    losses = []
    for _ in range(200):
        x, y = rng.normal(size=(LEAST_TARGETS * inputs, inputs)), rng.normal(size=80)
        weights = np.linalg.lstsq(x, y)[0]
        losses.append(1 + np.sum(weights**2))  # of new targets, whose noise has size 1
    assert np.mean(losses) == pytest.approx(LEAST_TARGETS / (LEAST_TARGETS - 1), rel=0.1)


def test_where_the_columns_are_in_turn_the_last_value_is_named_for_what_it_is():
    table, task = load_example("elnino"), EXAMPLES["elnino"].task
    dataset = make_dataset(table, ENTRANTS[0].layout, task)
    errors = baseline_errors(LEARN_NOTHING, [dataset], in_turn=True)
    rows = dataset.target_rows(dataset.validation)
    january = table.values[:, table.columns.index("Jan")].astype(float)
    year_before = np.sqrt(np.mean((january[rows] - january[rows - 1]) ** 2))
    assert errors["the same column of the row before"] == pytest.approx(year_before)
    two = make_dataset(table, ENTRANTS[0].layout, Task("Jan", horizon=2))
    assert "the same column 2 rows before" in baseline_errors(LEARN_NOTHING, [two], in_turn=True)
    assert "repeat the last value" in baseline_errors(LEARN_NOTHING, [dataset])


def test_names_are_all_different_and_not_too_long():
    datasets = fair_datasets(
        load_example("weather"), EXAMPLES["weather"].task, [Layout(20), Layout(20, dilation=3)]
    )
    for in_turn in (True, False):
        names = list(baseline_errors(BASELINES, datasets, in_turn))
        assert len(set(names)) == len(names) == len(BASELINES) + 1
        assert all(len(name) <= LONGEST_RULE for name in names)
        assert all("…" not in "".join(wrapped(name)) for name in names)
