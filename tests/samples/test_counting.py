import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.samples.counting import Counting, count_samples, cut_blocks, divisors, write_factors
from lstmviz.samples.layouts import Layout, LayoutError


def rows_of(start, layout):
    return tuple(start + number * layout.dilation for number in range(layout.window))


def walk(rows, layout, horizon):
    """Lay window after window on the table and mark every row that one reads."""
    windows, read = [], set()
    start = 0
    while rows_of(start, layout)[-1] + horizon < rows:
        windows.append(rows_of(start, layout))
        read |= {*windows[-1]}
        start += layout.stride
    return windows, [row for row in range(rows) if row not in read]


LAYOUT = st.builds(
    Layout, window=st.integers(1, 6), stride=st.integers(1, 9), dilation=st.integers(1, 5)
)


@given(LAYOUT, st.integers(0, 3), st.integers(0, 150))
def test_every_number_is_that_of_laying_the_windows(layout, horizon, more):
    rows = rows_of(0, layout)[-1] + 1 + horizon + more
    counting = count_samples(rows, layout, horizon)
    windows, unread = walk(rows, layout, horizon)
    assert counting.samples == len(windows)
    assert counting.last == windows[-1]
    assert counting.last_target == windows[-1][-1] + horizon
    assert f"{len(walk(rows, layout, 0)[0]):,} window" in counting.targets
    # What is in the filled formula is arithmetic that gives the count.
    said, _, result = counting.filled.partition(" = ")
    python = said.replace("⌊", "(").replace("⌋", ")").replace("÷", "//").replace("·", "*")
    assert eval(python.replace("−", "-").replace(",", "")) == int(result) == len(windows)

    ranges = []
    for row in unread:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    shown = ranges if len(ranges) <= 3 else [*ranges[:3], ranges[-1]]
    assert counting.unread == tuple(shown)
    assert counting.unread_rows == len(unread)
    assert ("Every row is read" in counting.why) == (not unread)


@pytest.mark.parametrize(
    ("layout", "horizon", "samples", "filled"),
    [
        (Layout(24), 1, 53_370, "⌊(53,394 − 24 − 1) ÷ 1⌋ + 1 = 53,370"),
        (Layout(24), 0, 53_371, "⌊(53,394 − 24 − 0) ÷ 1⌋ + 1 = 53,371"),
        (Layout(10, 2), 1, 26_692, "⌊(53,394 − 10 − 1) ÷ 2⌋ + 1 = 26,692"),
        (
            Layout(10, dilation=3),
            0,
            53_367,
            "⌊(53,394 − ((10 − 1) · 3 + 1) − 0) ÷ 1⌋ + 1 = 53,367",
        ),
    ],
)
def test_the_table_that_the_question_is_about(layout, horizon, samples, filled):
    counting = count_samples(53_394, layout, horizon)
    assert (counting.samples, counting.filled) == (samples, filled)
    assert ("dilation" in counting.formula) == (layout.dilation > 1)


def test_the_seventy_three_windows_of_ten_rows_three_apart():
    counting = count_samples(100, Layout(10, dilation=3), 0)
    assert counting.samples == 73


@pytest.mark.parametrize(
    ("rows", "layout", "horizon", "said"),
    [
        (
            53_394,
            Layout(24),
            1,
            "N − W + 1 = 53,371 windows fit into 53,394 rows; with a target 1 row ahead "
            "N − W − h + 1 = 53,370 are left.",
        ),
        (
            53_394,
            Layout(24),
            0,
            "N − W + 1 = 53,371 windows fit into 53,394 rows. The target stands in the window's "
            "last row, so it costs none.",
        ),
        (25, Layout(24, 2), 1, "1 window fits into 25 rows; with a target 1 row ahead 1 is left."),
    ],
)
def test_what_a_target_costs_is_said(rows, layout, horizon, said):
    assert count_samples(rows, layout, horizon).targets == said


@pytest.mark.parametrize(
    ("rows", "layout", "horizon", "unread", "why"),
    [
        (100, Layout(24), 0, (), "Every row is read by at least one window."),
        (100, Layout(24), 1, ((99, 99),), "The row of the last target is read by no window."),
        (
            100,
            Layout(6, 10),
            3,
            ((6, 9), (16, 19), (26, 29), (96, 99)),
            "Between two windows the stride of 10 skips 4 rows. "
            "The 3 rows up to the last target are read by no window. "
            "At the end 1 row is left over, fewer than the stride of 10.",
        ),
        (
            11,
            Layout(3, 2, dilation=2),
            0,
            ((1, 1), (3, 3), (5, 5), (9, 9)),
            "The rows of a window lie 2 apart and windows begin 2 rows apart, so 5 rows between "
            "them are never read.",
        ),
        (
            4,
            Layout(2, dilation=3),
            0,
            ((1, 2),),
            "The rows of a window lie 3 apart and windows begin 1 row apart, so 2 rows between "
            "them are never read.",
        ),
    ],
)
def test_rows_that_no_window_reads_and_why(rows, layout, horizon, unread, why):
    counting = count_samples(rows, layout, horizon)
    assert (counting.unread, counting.why) == (unread, why)


def test_what_does_not_fit_is_the_layouts_sentence():
    with pytest.raises(LayoutError, match="Choose a window of 39 or fewer"):
        count_samples(40, Layout(50), 1)
    with pytest.raises(LayoutError, match="Choose a target at most 16 ahead"):
        count_samples(40, Layout(24), 50)


def test_a_million_rows_cost_no_more_than_forty():
    start = time.process_time()
    for layout in (Layout(24), Layout(500, dilation=100), Layout(500, 1000), Layout(7, 999)):
        assert isinstance(count_samples(1_000_000, layout, 1), Counting)
        cut_blocks(999_983, 10, 24)
    assert time.process_time() - start < 0.1


# ---- blocks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "blocks", "left_over", "below", "above"),
    [(6, 8_899, 0, 3, 11), (10, 5_339, 4, 6, 11), (12, 4_449, 6, 11, 22), (24, 2_224, 18, 22, 33)],
)
def test_blocks_of_the_table_that_the_question_is_about(window, blocks, left_over, below, above):
    cut = cut_blocks(53_394, 3, window)
    assert (cut.blocks, cut.left_over, cut.below, cut.above) == (blocks, left_over, below, above)
    assert cut.factors == "53,394 = 2·3·11·809"
    table = np.zeros((53_394, 3), np.float32)
    if left_over:
        with pytest.raises(ValueError, match="cannot reshape") as refusal:
            table.reshape(-1, window, 3)
        assert cut.error == str(refusal.value)
    else:
        assert cut.error is None
        assert table.reshape(-1, window, 3).shape == (blocks, window, 3)


def test_a_window_longer_than_the_table_has_numpys_error_too():
    cut = cut_blocks(5, 2, 8)
    assert cut.error == "cannot reshape array of size 10 into shape (8,2)"
    assert (cut.blocks, cut.left_over, cut.below, cut.above) == (0, 5, 5, None)
    assert cut_blocks(5, 2, 1).below is None


def test_to_ask_numpy_needs_no_memory():
    tracemalloc.start()
    for window in (24, 25):
        cut_blocks(1_000_000, 64, window)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000


@given(st.integers(1, 3_000))
def test_factors_and_divisors(number):
    assert divisors(number) == tuple(d for d in range(1, number + 1) if number % d == 0)
    said = write_factors(number)
    if "prime" in said:
        assert len(divisors(number)) == 2
    else:
        factors = [int(f.replace(",", "")) for f in said.partition(" = ")[2].split("·")]
        assert np.prod(factors) == number
        assert factors == sorted(factors)
        assert all(len(divisors(factor)) <= 2 for factor in factors)
