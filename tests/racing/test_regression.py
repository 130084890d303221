import tracemalloc

import numpy as np
import pytest

from lstmviz.racing import regression
from lstmviz.racing.baselines import LAST_VALUE, MEAN
from lstmviz.racing.regression import linear_error
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from tests.samples.test_datasets import table_of


def by_numpy(dataset, train=None):
    """Solve all samples at once on the raw values, each input and target read cell by cell."""
    raw = dataset.table.values.astype(np.float64)

    def design(samples):
        x = raw.ravel()[dataset.source(samples).reshape(len(samples), -1)]
        return np.column_stack([np.ones(len(x)), x]), raw[
            dataset.target_rows(samples), dataset.target
        ]

    x, y = design(dataset.train if train is None else train)
    weights = np.linalg.lstsq(x, y)[0]
    x, y = design(dataset.validation)
    return float(np.sqrt(np.mean((x @ weights - y) ** 2)))


@pytest.mark.parametrize("scaling", ["standardise", "min-max", "none"])
@pytest.mark.parametrize("name", list(LAYOUTS))
def test_error_equals_that_of_numpy_on_the_raw_values(name, scaling, monkeypatch):
    monkeypatch.setattr(regression, "CHUNK", 100)  # several chunks, the last one shorter
    task = Task("temp_max", scaling=scaling)
    dataset = make_dataset(load_example("weather"), LAYOUTS[name], task)
    assert linear_error(dataset) == pytest.approx(by_numpy(dataset), rel=1e-6)


def test_one_input_has_the_slope_covariance_by_variance():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(500, 2)) * [3, 40] + [100, -7]
    values[:, 1] += 5 * values[:, 0]
    dataset = make_dataset(table_of(values), LAYOUTS["row"], Task("b", ("a",), horizon=0))
    a, b = dataset.table.values.astype(np.float64).T
    slope = np.cov(a[:400], b[:400])[0, 1] / np.var(a[:400], ddof=1)
    guess = b[:400].mean() + slope * (a[400:] - a[:400].mean())
    expected = np.sqrt(np.mean((guess - b[400:]) ** 2))
    assert linear_error(dataset) == pytest.approx(expected, rel=1e-6)


def test_what_is_linear_is_solved_and_what_is_not_in_the_window_is_not():
    table, task = load_example("echo", 8), EXAMPLES["echo"].task
    sees, short = (make_dataset(table, Layout(window), task) for window in (9, 8))
    assert linear_error(sees) == 0  # what rounding leaves is no error
    assert linear_error(short) == pytest.approx(MEAN.error(short), rel=0.02)


def test_inputs_that_say_the_same_or_nothing_change_nothing():
    rng = np.random.default_rng(2)
    values = rng.normal(size=(300, 2))
    values[1:, 1] += values[:-1, 0]
    more = np.column_stack([values, 2 * values[:, 0], np.full(300, 5), np.zeros(300)])
    for scaling in ("standardise", "none"):
        plain, full = (
            make_dataset(table_of(cells), Layout(3), Task("b", scaling=scaling))
            for cells in (values, more)
        )
        assert linear_error(full) == pytest.approx(linear_error(plain), rel=1e-5)


def test_small_numbers_count_as_much_as_large_ones():
    # Unscaled, beside a column of 1e12: numpy.linalg.lstsq would take the small one for nothing.
    rng = np.random.default_rng(3)
    values = rng.normal(size=(400, 3)) * [1e12, 1e-6, 1]
    values[1:, 2] = 1e6 * values[:-1, 1]
    dataset = make_dataset(table_of(values), LAYOUTS["row"], Task("c", scaling="none"))
    assert linear_error(dataset) < 1e-3


def test_fewer_than_two_targets_for_each_input_are_not_tried():
    table, task = load_example("elnino"), EXAMPLES["elnino"].task
    enough, few = (make_dataset(table, Layout(window), task) for window in (1, 2))
    assert len(enough.train) > 2 * 12
    assert len(few.train) < 2 * 24
    assert isinstance(linear_error(enough), float)
    assert linear_error(few) is None


def test_of_many_samples_so_many_are_taken_evenly(monkeypatch):
    monkeypatch.setattr(regression, "MOST_SAMPLES", 200)
    dataset = make_dataset(load_example("weather"), Layout(3), EXAMPLES["weather"].task)
    every = len(dataset.train) / 200
    assert every > 5
    expected = by_numpy(
        dataset, dataset.train[np.linspace(0, len(dataset.train) - 1, 200).astype(int)]
    )
    assert linear_error(dataset) == pytest.approx(expected, rel=1e-6)
    assert linear_error(dataset) != pytest.approx(by_numpy(dataset), rel=1e-6)


def test_too_many_inputs_are_not_tried(monkeypatch):
    monkeypatch.setattr(regression, "MOST_INPUTS", 30)
    values = np.random.default_rng(0).normal(size=(300, 1))
    most, more = (make_dataset(table_of(values), Layout(window), Task("a")) for window in (30, 31))
    assert isinstance(linear_error(most), float)
    assert linear_error(more) is None


def test_memory_is_that_of_a_chunk_not_of_all_samples():
    dataset = make_dataset(load_example("sensors"), Layout(48), EXAMPLES["sensors"].task)
    whole = 8 * regression.MOST_SAMPLES * 48 * 3
    tracemalloc.start()
    error = linear_error(dataset)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < whole / 2
    assert EXAMPLES["sensors"].lowest_error < error < LAST_VALUE.error(dataset)


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_only_what_rounding_leaves_is_no_error(size):
    rng = np.random.default_rng(2)
    a = rng.normal(size=400)
    exact, noisy = a * size, (a + 1e-5 * rng.normal(size=400)) * size
    task = Task("b", ("a",), horizon=0)
    for b, error in ((exact, 0), (noisy, 1e-5 * size)):
        dataset = make_dataset(table_of(np.column_stack([a, b])), LAYOUTS["row"], task)
        assert linear_error(dataset) == pytest.approx(error, rel=0.2)
