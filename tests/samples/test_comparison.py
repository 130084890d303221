import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.comparison import describe_layout, differences
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError, with_size
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from tests.samples.test_layouts import LAYOUT

SPEC = TrainingSpec()


def sensors():
    return make_dataset(load_example("sensors"), Layout(24), Task("power"))


def small(columns, layout=LAYOUTS["row"]):
    values = np.random.default_rng(0).normal(size=(400, columns)).astype(np.float32)
    return make_dataset(Table(values, tuple("abcdef"[:columns]), "small"), layout, Task("a"))


def test_the_two_readings_of_the_question():
    dataset = sensors()
    a = describe_layout(dataset, LAYOUTS["columns"], SPEC)
    b = describe_layout(dataset, LAYOUTS["row"], SPEC)
    # One row less than the table has: the last one has no target.
    assert (a.shape, b.shape) == ((53_393, 3, 1), (53_393, 1, 3))
    assert (a.parameters, b.parameters) == (4_352, 4_608)
    assert (a.evaluations, b.evaluations) == (160_179, 53_393)
    assert differences(a, b) == (
        "Both have 53,393 samples.",
        "Both hold 160,179 values, 0.641 MB.",
        "(N, 3, 1) needs 4,352 weights, (N, 1, 3) 4,608: each number that enters at a step has "
        "128 weights of its own.",
        "Over all samples (N, 3, 1) evaluates the cell 160,179 times, 3 times as often as "
        "(N, 1, 3) with 53,393.",
    )


def test_a_window_against_a_row():
    dataset = sensors()
    a = describe_layout(dataset, LAYOUTS["window"], SPEC)
    b = describe_layout(dataset, LAYOUTS["row"], SPEC)
    assert differences(a, b) == (
        "(N, 24, 3) has 53,370 samples, 23 fewer than (N, 1, 3) with 53,393.",
        "(N, 24, 3) holds 3,842,640 values, 15.4 MB: about 24 times as many as (N, 1, 3) with "
        "160,179, 0.641 MB.",
        "Both need 4,608 weights, whatever the number of steps.",
        "Over all samples (N, 24, 3) evaluates the cell 1,280,880 times, about 24 times as often "
        "as (N, 1, 3) with 53,393.",
    )
    assert a.copies == pytest.approx(3_842_640 / 160_182)
    assert (a.sees, a.cannot) == (
        "24 rows, one after another, each with its 3 values at once.",
        "Nothing before the window's first row. The memory starts from zeros with every window.",
    )


def test_a_window_and_its_swap_may_have_one_shape():
    dataset = small(3)
    a = describe_layout(dataset, Layout(3), SPEC)
    b = describe_layout(dataset, with_size("inside", Layout(3)), SPEC)
    assert a.shape == b.shape
    assert differences(a, b) == (
        "Both give the shape (397, 3, 3), so every count is the same; what differs is which cell "
        "stands where.",
    )
    assert differences(a, a) == ("Both are the same.",)


@given(LAYOUT, st.integers(1, 5), st.sampled_from(["lstm", "gru", "simple_rnn"]))
def test_every_number_is_the_datasets_own(layout, columns, cell):
    dataset = small(columns, layout)
    spec = TrainingSpec(cell, units=5, layers=2)
    facts = describe_layout(dataset, layout, spec)
    assert facts.shape == dataset.shape
    x, _ = dataset.batch(np.arange(len(dataset.starts)))
    assert facts.values == x.size
    assert facts.megabytes == pytest.approx(x.nbytes / 1e6)
    assert facts.copies == pytest.approx(x.size / dataset.table.values.size)
    assert facts.evaluations == x.shape[0] * x.shape[1]


@given(LAYOUT, st.sampled_from(list(LAYOUTS)), st.integers(1, 5))
def test_every_difference_is_a_sentence_with_the_right_numbers(layout, name, columns):
    dataset = small(columns, layout)
    a = describe_layout(dataset, layout, SPEC)
    b = describe_layout(dataset, with_size(name, layout), SPEC)
    for said in (*differences(a, b), a.sees, a.cannot, b.sees, b.cannot):
        assert said.endswith(".")
        assert said[0].isupper() or said[0].isdigit() or said[0] == "("
    if a.shape != b.shape:
        weights = differences(a, b)[2]
        assert f"{a.parameters:,}" in weights
        assert f"{b.parameters:,}" in weights
        evaluations = differences(a, b)[3]
        assert f"{a.evaluations:,}" in evaluations
        assert f"{b.evaluations:,}" in evaluations


@pytest.mark.parametrize(
    ("layout", "columns", "sees", "cannot"),
    [
        (
            LAYOUTS["row"],
            3,
            "One row, with its 3 values all at once.",
            "No other row. There is a single step, so no memory is ever used.",
        ),
        (
            LAYOUTS["columns"],
            3,
            "One row, with its 3 values one after another.",
            "No other row: the memory starts from zeros with every row. "
            "At no step do two of its values enter together.",
        ),
        (
            LAYOUTS["columns"],
            1,
            "One row, with its value.",
            "No other row. There is a single step, so no memory is ever used.",
        ),
        (
            LAYOUTS["lags"],
            3,
            "24 rows, all at once: 72 numbers in a single step.",
            "Nothing before the window's first row. There is a single step, so no memory is ever "
            "used.",
        ),
        (
            LAYOUTS["serial"],
            3,
            "24 rows, number after number: 72 steps, row by row.",
            "Nothing before the window's first row. One number enters at a step, and nothing "
            "but its place says from which column.",
        ),
        (
            Layout(4, rows="features", columns="timesteps", dilation=3),
            2,
            "4 rows, 3 apart, column by column: 2 steps, each a column with its 4 values.",
            "Nothing before the window's first row, and none of the rows between those it reads. "
            "The memory runs over the columns, not over the rows.",
        ),
        (
            Layout(4, rows="features", columns="timesteps"),
            1,
            "4 rows, column by column: a single step, the column with its 4 values.",
            "Nothing before the window's first row. There is a single step, so no memory is ever "
            "used.",
        ),
    ],
)
def test_what_a_sample_shows(layout, columns, sees, cannot):
    facts = describe_layout(small(columns), layout, SPEC)
    assert (facts.sees, facts.cannot) == (sees, cannot)


def test_a_window_that_does_not_fit_is_said():
    with pytest.raises(LayoutError, match="Choose a window of 399 or fewer"):
        describe_layout(small(2), Layout(500), SPEC)


def test_a_million_rows_cost_nothing():
    values = np.zeros((1_000_000, 10), np.float32)
    dataset = make_dataset(Table(values, tuple("abcdefghij"), "long"), Layout(24), Task("a"))
    start = time.process_time()
    for name in LAYOUTS:
        describe_layout(dataset, LAYOUTS[name], SPEC)
    assert time.process_time() - start < 0.05
