import time
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.mistakes import MISTAKES, MistakeKey
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from tests.samples.test_code import run
from tests.samples.test_layouts import LAYOUT


def small(layout, columns, horizon, features=()):
    values = np.random.default_rng(0).normal(size=(200, columns)).astype(np.float32)
    names = tuple("abcdef"[:columns])
    return make_dataset(Table(values, names, "small"), layout, Task("a", features, horizon))


CASE = st.tuples(
    LAYOUT, st.integers(2, 5), st.integers(0, 3), st.sampled_from([(), ("b",), ("c", "b")])
)


def dataset_of(case):
    layout, columns, horizon, features = case
    return small(layout, columns, horizon, tuple(f for f in features if columns > 2 or f == "b"))


def made(lines, dataset):
    """Run a turn's lines where the imports that they need have been made."""
    imports = ("import numpy as np", "from numpy.lib.stride_tricks import sliding_window_view")
    return run((*imports, *lines), table=dataset.table.values)


@pytest.mark.parametrize("key", MISTAKES)
@given(case=CASE)
def test_the_wrong_lines_make_the_cells_shown(key, case):
    dataset = dataset_of(case)
    result = made(MISTAKES[key].wrong(dataset), dataset)
    cells = MISTAKES[key].cells(dataset, np.arange(len(dataset.starts)))
    np.testing.assert_array_equal(result["X"], dataset.table.values.ravel()[cells], strict=True)
    some = np.array([5, 2, 20])
    np.testing.assert_array_equal(MISTAKES[key].cells(dataset, some), cells[some])


@pytest.mark.parametrize("key", MISTAKES)
@given(case=CASE)
def test_the_right_lines_make_what_was_meant(key, case):
    dataset = dataset_of(case)
    result = made(MISTAKES[key].right(dataset), dataset)
    samples = np.arange(len(dataset.starts))
    right = dataset.table.values.ravel()[dataset.source(samples)]
    if key == "shuffle_rows":
        # Whole windows are what may be shuffled.
        right = right[dataset.shuffled_samples]
        truth = dataset.table.values[dataset.target_rows(samples), dataset.target]
        np.testing.assert_array_equal(result["y"], truth[dataset.shuffled_samples])
    elif key in ("reshape", "window_last"):
        layout = dataset.layout
        rows = dataset.starts[:, None] + np.arange(layout.window) * layout.dilation
        right = dataset.table.values[rows][:, :, dataset.features]
        right = right if key == "window_last" else right.transpose(0, 2, 1)
    np.testing.assert_array_equal(result["X"], right, strict=True)


def test_the_turns_are_those_that_a_link_may_name():
    assert tuple(MISTAKES) == get_args(MistakeKey)
    assert [key for key, turn in MISTAKES.items() if turn.harmless] == ["shuffle_windows"]


@given(CASE)
def test_a_turn_loses_no_cell_and_shuffled_windows_are_the_same_ones(case):
    dataset = dataset_of(case)
    samples = np.arange(len(dataset.starts))
    source = dataset.source(samples)
    for key in ("reshape", "window_last", "swapped"):
        cells = MISTAKES[key].cells(dataset, samples)
        one = np.sort(cells.reshape(len(samples), -1), axis=1)
        np.testing.assert_array_equal(one, np.sort(source.reshape(len(samples), -1), axis=1))
    windows = MISTAKES["shuffle_windows"].cells(dataset, samples)
    assert {w.tobytes() for w in windows} == {w.tobytes() for w in source}
    assert sorted(dataset.shuffled_rows) == list(range(200))


def test_reshape_and_transpose_as_in_the_question():
    """arange(12) as 4 rows of 3 columns: reshape cuts its reading order, transpose its axes."""
    dataset = small(Layout(4), 3, 1)
    first = np.array([0])
    assert MISTAKES["reshape"].cells(dataset, first).tolist() == [
        [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    ]
    meant = [[[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]]]
    assert MISTAKES["window_last"].cells(dataset, first).tolist() == meant
    assert MISTAKES["swapped"].cells(dataset, first).tolist() == meant


def sensors(layout, horizon=1):
    return make_dataset(load_example("sensors"), layout, Task("power", horizon=horizon))


SAID = [
    (
        "reshape",
        sensors(LAYOUTS["window"]),
        "Both give (N, 3, 24). Transpose moves the axes: a step is one column with its 24 values. "
        "Reshape keeps the reading order and only cuts it anew: the first step of the first sample "
        "holds temperature, humidity, power, temperature, … of rows 0 to 7. The mix is the same in "
        "every sample, so training may still get somewhere, but no step has a meaning of its own.",
    ),
    (
        "reshape",
        sensors(LAYOUTS["row"]),
        "With a single row both give the same (N, 3, 1): there is nothing to mix.",
    ),
    (
        "window_last",
        sensors(LAYOUTS["window"]),
        "NumPy's sliding_window_view, like PyTorch's unfold, puts the window's axis last: X is "
        "(N, 3, 24) instead of (N, 24, 3). Now a sample is 24 rows, column by column: 3 steps, "
        "each a column with its 24 values.",
    ),
    (
        "window_last",
        sensors(Layout(3)),
        "NumPy's sliding_window_view, like PyTorch's unfold, puts the window's axis last: X is "
        "(N, 3, 3) as it should be, so nothing warns of it. Now a sample is 3 rows, column by "
        "column: 3 steps, each a column with its 3 values.",
    ),
    (
        "swapped",
        sensors(LAYOUTS["columns"]),
        "Steps and features change places: X is (N, 1, 3) instead of (N, 3, 1). Now a sample is "
        "one row, with its 3 values all at once.",
    ),
    (
        "swapped",
        sensors(LAYOUTS["lags"]),
        "Steps and features change places: X is (N, 72, 1) instead of (N, 1, 72). Now a sample is "
        "24 rows, number after number: 72 steps, row by row.",
    ),
    (
        "swapped",
        small(LAYOUTS["row"], 1, 1),
        "X is (N, 1, 1) either way: there is nothing to swap.",
    ),
    (
        "shuffle_rows",
        sensors(LAYOUTS["row"], 0),
        "A sample is one row with a target of its own, so only the order of the samples changes: "
        "nothing is lost.",
    ),
    (
        "shuffle_rows",
        sensors(LAYOUTS["row"]),
        "A sample is still one row, but its target is from a row anywhere in the table, not from "
        "the row that came next.",
    ),
]


@pytest.mark.parametrize(("key", "dataset", "sentence"), SAID)
def test_what_a_turn_means_is_said(key, dataset, sentence):
    assert MISTAKES[key].sentence(dataset) == sentence


def test_shuffles_are_said_with_the_rows_and_the_sample_that_come_first():
    dataset = sensors(Layout(24, dilation=2))
    said = MISTAKES["shuffle_rows"].sentence(dataset)
    rows = MISTAKES["shuffle_rows"].cells(dataset, np.array([0]))[0, :4, 0] // 3
    assert f"the first one {', '.join(f'{row:,}' for row in rows)}, …, and its target" in said
    said = MISTAKES["shuffle_windows"].sentence(dataset)
    first = MISTAKES["shuffle_windows"].cells(dataset, np.array([0]))[0, 0, 0] // 3
    assert f"the first is now sample {first:,}." in said
    assert "Split in time first" in said
    blocks = sensors(Layout(24, 24), 0)
    assert "Split in time first" not in MISTAKES["shuffle_windows"].sentence(blocks)


@given(CASE)
def test_no_sentence_claims_that_training_fails(case):
    dataset = dataset_of(case)
    for turn in MISTAKES.values():
        said = turn.sentence(dataset)
        assert said.endswith(".")
        assert "fail" not in said
        assert "cannot" not in said


def test_a_million_rows_cost_one_shuffle_each():
    values = np.zeros((1_000_000, 10), np.float32)
    dataset = make_dataset(Table(values, tuple("abcdefghij"), "long"), Layout(24), Task("a"))
    samples = np.arange(40)
    for turn in MISTAKES.values():
        turn.cells(dataset, samples)
    start = time.process_time()
    for turn in MISTAKES.values():
        turn.cells(dataset, samples)
        turn.sentence(dataset)
    assert time.process_time() - start < 0.02
