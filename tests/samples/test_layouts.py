import re
from dataclasses import replace

import einops
import jaxtyping
import keras
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lstmviz.samples.layouts import LAYOUTS, PATTERNS, Layout, LayoutError, layout_name, with_size

AXES = st.sampled_from(["timesteps", "features"])
LAYOUT = st.builds(Layout, st.integers(1, 7), st.integers(1, 4), AXES, AXES, st.integers(1, 3))


@st.composite
def cases(draw):
    """Draw a layout, a horizon, and a table that it fits into, filled with random numbers."""
    layout, horizon = draw(LAYOUT), draw(st.integers(0, 3))
    rows = (layout.window - 1) * layout.dilation + 1 + horizon + draw(st.integers(0, 12))
    columns = draw(st.integers(1, 5))
    seed = draw(st.integers(0, 2**32 - 1))
    cells = np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)
    return layout, horizon, cells


def position(layout, row, column, columns):
    """Say where a window's cell belongs in (timesteps, features): the table of the design."""
    match layout.rows, layout.columns:
        case "timesteps", "features":
            return row, column
        case "features", "timesteps":
            return column, row
        case "features", "features":
            return 0, row * columns + column
        case "timesteps", "timesteps":
            return row * columns + column, 0


@given(cases())
def test_arrange_puts_every_cell_where_an_independent_loop_puts_it(case):
    layout, horizon, cells = case
    rows, columns = cells.shape
    x = layout.arrange(cells, horizon)
    reach = layout.dilation * (layout.window - 1)
    starts = [s for s in range(0, rows, layout.stride) if s + reach + horizon < rows]
    assert x.shape == layout.shape(rows, columns, horizon)
    assert len(x) == len(starts) == layout.samples(rows, horizon)
    assert x[0].size == layout.window * columns
    for sample, start in enumerate(starts):
        for row in range(layout.window):
            for column in range(columns):
                t, f = position(layout, row, column, columns)
                assert x[sample, t, f] == cells[start + row * layout.dilation, column]


@given(cases())
def test_the_pattern_read_by_einops_gives_the_same_tensor(case):
    layout, horizon, cells = case
    starts = np.arange(layout.samples(len(cells), horizon)) * layout.stride
    read = np.arange(layout.window) * layout.dilation
    windows = np.stack([cells[start + read] for start in starts])
    np.testing.assert_array_equal(
        layout.arrange(cells, horizon), einops.rearrange(windows, layout.pattern)
    )


@given(cases())
def test_cell_numbers_arranged_say_which_cell_each_value_came_from(case):
    layout, horizon, cells = case
    numbers = layout.arrange(np.arange(cells.size).reshape(cells.shape), horizon)
    np.testing.assert_array_equal(layout.arrange(cells, horizon), cells.ravel()[numbers])


@given(cases())
def test_arrange_copies_nothing_and_lets_nobody_write(case):
    layout, horizon, cells = case
    if layout.rows == layout.columns:
        # Rows some way apart and their columns on one axis: no view can hold them.
        layout = replace(layout, dilation=1)
    x = layout.arrange(cells, horizon)
    assert np.shares_memory(x, cells)
    assert not x.flags.writeable


@pytest.mark.parametrize(("rows", "columns"), PATTERNS)
def test_a_million_rows_into_windows_of_24_copies_nothing(rows, columns):
    cells = np.zeros((1_000_000, 10), np.float32)
    x = Layout(24, rows=rows, columns=columns).arrange(cells, horizon=1)
    assert len(x) == 999_976
    base = x
    while base.base is not None:
        base = base.base
    assert base is cells
    cells[999_998, 9] = 1
    assert np.ravel(x[-1])[-1] == 1


@pytest.mark.parametrize(
    ("layout", "horizon", "shape"),
    [
        (LAYOUTS["columns"], 0, (53_394, 3, 1)),
        (LAYOUTS["row"], 0, (53_394, 1, 3)),
        (LAYOUTS["window"], 0, (53_371, 24, 3)),
        (LAYOUTS["window"], 1, (53_370, 24, 3)),
        (Layout(10), 0, (53_385, 10, 3)),
        (Layout(10), 1, (53_384, 10, 3)),
        (Layout(30), 0, (53_365, 30, 3)),
        (Layout(30), 1, (53_364, 30, 3)),
        (Layout(24, rows="features"), 0, (53_371, 1, 72)),
        (Layout(24, columns="timesteps"), 0, (53_371, 72, 1)),
        (Layout(24, rows="features", columns="timesteps"), 0, (53_371, 3, 24)),
        # Blocks that do not overlap: a reshape is possible where the window divides 53,394.
        (Layout(6, stride=6), 0, (8_899, 6, 3)),
        (Layout(10, stride=10), 0, (5_339, 10, 3)),
        # Ten rows, every third one: 27 rows from the first to the last.
        (Layout(10, dilation=3), 0, (53_367, 10, 3)),
        (Layout(10, dilation=3, stride=100), 1, (534, 10, 3)),
        (LAYOUTS["lags"], 1, (53_370, 1, 72)),
        (LAYOUTS["serial"], 1, (53_370, 72, 1)),
        (LAYOUTS["inside"], 1, (53_370, 3, 24)),
    ],
)
def test_shapes_of_the_table_that_the_question_is_about(layout, horizon, shape):
    assert layout.shape(53_394, 3, horizon) == shape


def test_twelve_months_as_timesteps():
    assert LAYOUTS["columns"].shape(61, 12) == (61, 12, 1)


def test_a_window_copied_out_is_24_times_the_table():
    cells = np.zeros((53_394, 3), np.float32)
    x = LAYOUTS["window"].arrange(cells)
    assert len(x) * 24 == 1_280_904
    assert x.nbytes == 15_370_848
    assert cells.nbytes == 640_728


def test_a_window_is_not_a_reshape_of_the_windows_numpy_gives():
    # sliding_window_view puts the window's axis last; a first sample by hand shows the order.
    cells = np.arange(30).reshape(10, 3)
    x = Layout(4).arrange(cells)
    assert x.shape == (7, 4, 3)
    assert x[0].tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    swapped = Layout(4, rows="features", columns="timesteps").arrange(cells)
    assert swapped[0].tolist() == [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]]


@given(
    st.integers(1, 8), st.integers(1, 4), st.integers(1, 4), st.integers(0, 3), st.integers(4, 30)
)
@example(24, 1, 1, 1, 53)
@example(10, 1, 3, 0, 72)  # 73 windows of the rows 0, 3 … 27, and so on
def test_windows_and_targets_equal_those_of_keras(window, stride, dilation, horizon, more):
    rows = (window - 1) * dilation + 1 + horizon + more
    cells = np.random.default_rng(rows).normal(size=(rows, 3)).astype(np.float32)
    target = np.arange(rows)
    # Keras: targets[i] belongs to the window that starts at row i.
    first = (window - 1) * dilation + horizon
    batches = list(
        keras.utils.timeseries_dataset_from_array(
            cells[: len(cells) - horizon],
            target[first:],
            sequence_length=window,
            sequence_stride=stride,
            sampling_rate=dilation,
            batch_size=64,
        )
    )
    x = np.concatenate([x for x, _ in batches])
    y = np.concatenate([y for _, y in batches])
    layout = Layout(window, stride, dilation=dilation)
    np.testing.assert_array_equal(layout.arrange(cells, horizon), x)
    np.testing.assert_array_equal(np.arange(layout.samples(rows, horizon)) * stride + first, y)


@pytest.mark.parametrize(
    ("layout", "rows", "horizon", "sentence"),
    [
        (
            Layout(50),
            40,
            1,
            "A window of 50 rows and a target 1 row ahead needs at least 51 rows; this table has "
            "40. Choose a window of 39 or fewer.",
        ),
        (
            Layout(1200),
            1000,
            0,
            "A window of 1,200 rows needs at least 1,200 rows; this table has 1,000. "
            "Choose a window of 1,000 or fewer.",
        ),
        (
            Layout(24, dilation=3),
            40,
            1,
            "A window of 24 rows, 3 apart, and a target 1 row ahead needs at least 71 rows; this "
            "table has 40. Choose a window of 13 or fewer.",
        ),
        (
            Layout(24),
            40,
            2000,
            "A window of 24 rows and a target 2,000 rows ahead needs at least 2,024 rows; "
            "this table has 40. Choose a target at most 16 ahead.",
        ),
        (
            Layout(24),
            24,
            1,
            "A window of 24 rows and a target 1 row ahead needs at least 25 rows; this table has "
            "24. Choose a window of 23 or fewer, or a target in its last row.",
        ),
        (
            Layout(24),
            20,
            30,
            "A window of 24 rows and a target 30 rows ahead needs at least 54 rows; this table "
            "has 20. Choose a window of 1 row and a target at most 19 ahead.",
        ),
        (
            Layout(1),
            0,
            0,
            "A window of 1 row needs at least 1 row; this table has 0. Choose a longer table.",
        ),
    ],
)
def test_too_few_rows_are_said_with_their_numbers(layout, rows, horizon, sentence):
    for call in (
        lambda: layout.samples(rows, horizon),
        lambda: layout.shape(rows, 3, horizon),
        lambda: layout.arrange(np.zeros((rows, 3)), horizon),
    ):
        with pytest.raises(LayoutError) as error:
            call()
        assert str(error.value) == sentence


@given(LAYOUT, st.integers(1, 40), st.integers(0, 40))
def test_the_advice_of_the_error_helps(layout, rows, horizon):
    if rows >= layout.span + horizon:
        assert layout.samples(rows, horizon) >= 1
    else:
        with pytest.raises(LayoutError) as error:
            layout.samples(rows, horizon)
        advice = str(error.value).partition("Choose ")[2]
        numbers = [int(number) for number in re.findall(r"\d+", advice)]
        if "a window of 1 row and" in advice:
            assert Layout(1).samples(rows, numbers[1]) == 1
        elif "in its last row" in advice:
            assert layout.samples(rows, 0) == 1
        elif "a target" in advice:
            assert numbers[-1] < horizon
            assert layout.samples(rows, numbers[-1]) == 1
        if "or fewer" in advice:
            advised = numbers[0]
            assert 1 <= advised < layout.window
            assert replace(layout, window=advised).samples(rows, horizon) >= 1
            with pytest.raises(LayoutError):
                replace(layout, window=advised + 1).samples(rows, horizon)
        assert numbers or rows < 2 or "in its last row" in advice


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"window": 0}, "The window must be at least 1 row; received 0."),
        ({"stride": -3}, "The stride must be at least 1 row; received −3."),
        ({"dilation": 0}, "The dilation must be at least 1 row; received 0."),
        (
            {"rows": "samples"},
            "Rows and columns each go to “timesteps” or “features”; "
            "received “samples” and “features”.",
        ),
    ],
)
def test_a_layout_that_cannot_be_is_refused(choices, sentence, monkeypatch):
    # As in the app, where no type checker stands before the sentence.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(LayoutError) as error:
        Layout(**choices)
    assert str(error.value) == sentence


def test_a_table_whose_cells_do_not_lie_in_order_is_refused_rather_than_copied():
    cells = np.asfortranarray(np.zeros((50, 3)))
    with pytest.raises(ValueError, match="copy"):
        Layout(4, columns="timesteps").arrange(cells)


def test_with_a_dilation_rows_and_columns_on_one_axis_are_copied():
    cells = np.arange(18).reshape(9, 2)
    x = Layout(3, columns="timesteps", dilation=2).arrange(cells, horizon=3)
    assert x[:, :, 0].tolist() == [[0, 1, 4, 5, 8, 9], [2, 3, 6, 7, 10, 11]]


def test_the_six_layouts_people_argue_about_in_their_order():
    shapes = {name: layout.shape(53_394, 3)[1:] for name, layout in LAYOUTS.items()}
    assert list(shapes.items())[:6] == [
        ("row", (1, 3)),
        ("columns", (3, 1)),
        ("window", (24, 3)),
        ("lags", (1, 72)),
        ("serial", (72, 1)),
        ("inside", (3, 24)),
    ]
    assert {layout.pattern for layout in LAYOUTS.values()} == set(PATTERNS.values())


@given(LAYOUT)
def test_a_layout_is_named_by_the_tensor_it_gives(layout):
    cells = np.arange(60 * 3).reshape(60, 3)
    named = with_size(layout_name(layout), layout)
    assert layout_name(named) == layout_name(layout)
    # A single row has no next one, so its dilation means nothing.
    assert named.span == layout.span
    np.testing.assert_array_equal(named.arrange(cells), layout.arrange(cells))


@given(st.sampled_from(list(LAYOUTS)), LAYOUT)
def test_a_named_layout_takes_a_size_and_keeps_its_name(name, layout):
    named = with_size(name, layout)
    assert layout_name(named) == name
    assert named.stride == layout.stride
    if LAYOUTS[name].window == 1:
        assert (named.window, named.dilation) == (1, 1)
    else:
        assert named.window == (layout.window if layout.window > 1 else 24)
        assert named.dilation == layout.dilation


def test_layouts_are_values():
    assert Layout(24) == LAYOUTS["window"]
    assert len({Layout(24), Layout(24), Layout(25)}) == 2
    assert issubclass(LayoutError, ValueError)
