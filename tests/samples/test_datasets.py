import dataclasses
import time

import einops
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lstmviz.samples.datasets import STRETCH, lost_to_gaps, make_dataset
from lstmviz.samples.layouts import LAYOUTS, Layout, LayoutError
from lstmviz.samples.tasks import Task, TaskError
from lstmviz.table.tables import Table

AXES = st.sampled_from(["timesteps", "features"])
LAYOUT = st.builds(Layout, st.integers(1, 5), st.integers(1, 3), AXES, AXES, st.integers(1, 3))


def table_of(values, groups=None, columns=None):
    values = np.ascontiguousarray(values, dtype=np.float32)
    columns = columns or tuple("abcdefgh"[: values.shape[1]])
    codes = {} if groups is None else {"place": np.array(groups, np.int32)}
    return Table(values, columns, "a table", groups=codes)


@dataclasses.dataclass(frozen=True)
class Choice:
    """Plain numbers that decide a table, with groups or gaps or neither, a layout and a task."""

    seed: int
    rows: int
    columns: int
    gaps: float
    grouped: bool
    layout: Layout
    horizon: int
    target: int
    features: list[int]
    validation_fraction: float
    scaling: str

    def parts(self):
        rng = np.random.default_rng(self.seed)
        values = rng.normal(size=(self.rows, self.columns))
        values = values * rng.uniform(0.1, 50, self.columns) + rng.uniform(-100, 100, self.columns)
        values[rng.random(values.shape) < self.gaps] = np.nan
        groups = None
        if self.grouped:
            # Runs of random length; codes come back, and −1 stands for a missing name.
            codes, lengths = rng.integers(-1, 3, self.rows), rng.integers(1, 20, self.rows)
            groups = np.repeat(codes, lengths)[: self.rows]
        table = table_of(values, groups)
        target = table.columns[self.target % self.columns]
        features = [table.columns[number % self.columns] for number in self.features]
        task = Task(
            target,
            tuple(name for name in dict.fromkeys(features) if self.horizon or name != target),
            self.horizon,
            "place" if self.grouped else None,
            self.validation_fraction,
            self.scaling,
        )
        return table, self.layout, task


CHOICES = st.builds(
    Choice,
    seed=st.integers(0, 2**32 - 1),
    rows=st.integers(6, 60),
    columns=st.integers(1, 4),
    gaps=st.sampled_from([0, 0, 0.02, 0.2]),
    grouped=st.booleans(),
    layout=LAYOUT,
    horizon=st.integers(0, 3),
    target=st.integers(0, 3),
    features=st.lists(st.integers(0, 3), max_size=4),
    validation_fraction=st.sampled_from([0.05, 0.2, 0.33, 0.5]),
    scaling=st.sampled_from(["standardise", "min-max", "none"]),
)


def runs_of(table, task):
    """Number the runs of rows by walking over them."""
    codes = table.groups[task.group] if task.group else np.zeros(len(table.values))
    numbers = [0]
    for row in range(1, len(codes)):
        numbers.append(numbers[-1] + (codes[row] != codes[row - 1]))
    return numbers


def held_out_of(table, task):
    runs, held_out = runs_of(table, task), []
    for number in range(runs[-1] + 1):
        length = runs.count(number)
        kept = round(length * (1 - task.validation_fraction))
        held_out += [False] * kept + [True] * (length - kept)
    return held_out


def features_of(table, task):
    names = task.features or [name for name in table.columns if task.horizon or name != task.target]
    return [table.columns.index(name) for name in names]


def rows_read(layout, start):
    return [start + number * layout.dilation for number in range(layout.window)]


def sort_samples(table, layout, task):
    """Decide over every sample of the whole table, looking at every row and cell it touches."""
    runs, held_out = runs_of(table, task), held_out_of(table, task)
    target, features = table.columns.index(task.target), features_of(table, task)
    found = {"train": [], "validation": [], "border": [], "missing": [], "group": []}
    for start in range(0, len(table.values), layout.stride):
        window = rows_read(layout, start)
        end = window[-1] + task.horizon
        if end >= len(table.values):
            break
        cells = [table.values[row, column] for row in window for column in features]
        if len({runs[row] for row in range(start, end + 1)}) > 1:
            found["group"].append(start)
        elif np.isnan([*cells, table.values[end, target]]).any():
            found["missing"].append(start)
        else:
            sides = {held_out[row] for row in (*window, end)}
            part = "border" if len(sides) > 1 else "validation" if sides.pop() else "train"
            found[part].append(start)
    return found


def dataset_of(choice):
    try:
        return make_dataset(*choice.parts())
    except (TaskError, LayoutError):
        assume(False)


@given(CHOICES)
def test_samples_and_counts_equal_those_of_an_independent_loop(choice):
    table, layout, task = choice.parts()
    if not features_of(table, task):
        with pytest.raises(TaskError, match="no column is left"):
            make_dataset(table, layout, task)
        return
    found = sort_samples(table, layout, task)
    if not any(found[part] for part in ("train", "validation", "border")):
        with pytest.raises((TaskError, LayoutError)):
            make_dataset(table, layout, task)
        return
    dataset = make_dataset(table, layout, task)
    assert bool(dataset.lacks) == (not found["train"] or not found["validation"])
    assert dataset.starts[dataset.train].tolist() == found["train"]
    assert dataset.starts[dataset.validation].tolist() == found["validation"]
    valid = found["train"] + found["validation"] + found["border"]
    assert dataset.starts.tolist() == sorted(valid)
    assert dataclasses.asdict(dataset.counts) == {
        "whole": sum(len(starts) for starts in found.values()),
        "train": len(found["train"]),
        "validation": len(found["validation"]),
        "lost_border": len(found["border"]),
        "lost_missing": len(found["missing"]),
        "lost_group": len(found["group"]),
    }
    assert dataset.shape[0] == len(valid)


def cells_read(dataset, samples):
    """Number all cells that samples read or must predict."""
    targets = dataset.target_rows(samples) * len(dataset.table.columns) + dataset.target
    return {*dataset.source(samples).ravel().tolist(), *targets.tolist()}


@given(CHOICES)
def test_no_cell_stands_on_both_sides_of_the_split(choice):
    dataset = dataset_of(choice)
    train = cells_read(dataset, dataset.train)
    validation = cells_read(dataset, dataset.validation)
    assert not train & validation
    columns = len(dataset.table.columns)
    assert not any(dataset.held_out[cell // columns] for cell in train)
    assert all(dataset.held_out[cell // columns] for cell in validation)


@given(CHOICES)
def test_batch_equals_an_independent_loop(choice):
    table, layout, task = choice.parts()
    dataset = dataset_of(choice)
    samples = np.random.default_rng(0).permutation(len(dataset.starts))
    x, y = dataset.batch(samples)
    assert x.shape == (len(samples), *dataset.shape[1:])
    assert y.shape == (len(samples), 1)
    # The scaler, written out: only rows that are not held out have a say.
    seen = table.values[~np.array(held_out_of(table, task))].astype(np.float64)
    for column in range(len(table.columns)):
        known = seen[:, column][~np.isnan(seen[:, column])]
        if len(known) < 2:
            continue
        offset, scale = {
            "standardise": (np.mean(known), np.sqrt(np.mean((known - np.mean(known)) ** 2))),
            "min-max": (np.min(known), np.max(known) - np.min(known)),
            "none": (0, 1),
        }[task.scaling]
        np.testing.assert_allclose(dataset.offset[column], offset, rtol=1e-12)
        np.testing.assert_allclose(dataset.scale[column], scale, rtol=1e-12)
    scaled = (table.values - dataset.offset) / dataset.scale
    for number, sample in enumerate(samples):
        start = dataset.starts[sample]
        window = scaled[rows_read(layout, start)][:, features_of(table, task)]
        expected = einops.rearrange(window[None], layout.pattern)[0]
        np.testing.assert_allclose(x[number], expected, rtol=1e-6, atol=1e-30)
        end = rows_read(layout, start)[-1] + task.horizon
        assert dataset.target_rows(samples)[number] == end
        np.testing.assert_allclose(y[number, 0], scaled[end, dataset.target], rtol=1e-6, atol=1e-30)


@given(CHOICES)
def test_source_addresses_exactly_the_values_of_batch(choice):
    dataset = dataset_of(choice)
    samples = np.random.default_rng(1).permutation(len(dataset.starts))[:7]
    x, _ = dataset.batch(samples)
    source = dataset.source(samples)
    np.testing.assert_array_equal(x, dataset.scaled.ravel()[source])
    # No two values of one sample come from one cell, and all of the window's cells are there.
    rows, columns = np.divmod(source, len(dataset.table.columns))
    for sample, start in enumerate(dataset.starts[samples]):
        cells = set(zip(rows[sample].ravel(), columns[sample].ravel(), strict=True))
        window = rows_read(dataset.layout, start)
        assert cells == {(row, column) for row in window for column in dataset.features}
        assert len(cells) == x[sample].size


@given(CHOICES, st.integers(0, 70), st.integers(0, 4))
def test_places_are_all_values_of_x_that_come_from_a_cell(choice, row, column):
    dataset = dataset_of(choice)
    source = dataset.source(np.arange(len(dataset.starts)))
    columns = len(dataset.table.columns)
    row, column = row % len(dataset.table.values), column % columns
    expected = np.argwhere(source == row * columns + column)
    assert dataset.places(row, column).tolist() == expected.tolist()


def test_places_by_hand():
    values = np.random.default_rng(0).normal(size=(1_000, 2))
    dataset = make_dataset(table_of(values), Layout(3, dilation=2), Task("b"))
    # Rows 0, 2 and 4 are read by sample 0; row 4 also by samples 2 and 4.
    assert dataset.places(4, 1).tolist() == [[0, 2, 1], [2, 1, 1], [4, 0, 1]]
    assert dataset.places(1, 0).tolist() == [[1, 0, 0]]
    assert dataset.places(999, 0).tolist() == []  # only ever a target
    other = make_dataset(table_of(values), Layout(3, 3, "features", "timesteps"), Task("b", ("b",)))
    assert other.places(4, 1).tolist() == [[1, 0, 1]]
    assert other.places(4, 0).tolist() == []


def test_to_find_places_does_not_read_the_table():
    table = table_of(np.zeros((1_000_000, 10)), columns=tuple("abcdefghij"))
    dataset = make_dataset(table, Layout(24), Task("a"))
    start = time.process_time()
    for row in range(500_000, 500_100):
        assert len(dataset.places(row, 3)) == 24
    assert time.process_time() - start < 0.5


@given(CHOICES)
def test_a_missing_value_is_in_no_sample(choice):
    dataset = dataset_of(choice)
    x, y = dataset.batch(np.arange(len(dataset.starts)))
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()


@given(CHOICES)
def test_held_out_rows_have_no_say_in_training(choice):
    table, layout, task = choice.parts()
    dataset = dataset_of(choice)
    other = np.where(dataset.held_out[:, None], table.values * 3 + 1, table.values)
    changed = make_dataset(dataclasses.replace(table, values=other), layout, task)
    np.testing.assert_array_equal(changed.offset, dataset.offset)
    np.testing.assert_array_equal(changed.scale, dataset.scale)
    for received, expected in zip(
        changed.batch(changed.train), dataset.batch(dataset.train), strict=True
    ):
        np.testing.assert_array_equal(received, expected)


@given(CHOICES)
def test_units_come_back(choice):
    dataset = dataset_of(choice)
    samples = np.arange(len(dataset.starts))
    _, y = dataset.batch(samples)
    truth = dataset.table.values[dataset.target_rows(samples), dataset.target]
    rounding = 1e-6 * (np.abs(y[:, 0]) * dataset.scale[dataset.target] + 1)
    assert (np.abs(dataset.in_units(y[:, 0]) - truth) <= rounding).all()
    guess = np.zeros_like(y)
    error = np.sqrt(np.mean((dataset.in_units(guess) - dataset.in_units(y)) ** 2))
    loss = float(np.mean((guess - y).astype(np.float64) ** 2))
    np.testing.assert_allclose(dataset.error_in_units(loss), error, rtol=1e-6)


# ---- cases worked out by hand -----------------------------------------------------------------


def test_counts_of_the_table_that_the_question_is_about():
    table = table_of(np.random.default_rng(0).normal(size=(53_394, 3)))
    dataset = make_dataset(table, LAYOUTS["window"], Task("c"))
    # 42,715 rows train, 10,679 validate; 24 rows and one target reach over 25.
    assert dataset.held_out.sum() == 10_679
    assert dataclasses.astuple(dataset.counts) == (53_370, 42_691, 10_655, 24, 0, 0)
    assert dataset.shape == (53_370, 24, 3)
    assert dataset.stretch.tolist() == dataset.validation[:STRETCH].tolist()
    assert len(dataset.stretch) == 144


@pytest.mark.parametrize(("key", "shape"), [("columns", (53_394, 3, 1)), ("row", (53_394, 1, 3))])
def test_without_a_target_ahead_every_row_is_a_sample(key, shape):
    table = table_of(np.random.default_rng(0).normal(size=(53_394, 4)))
    dataset = make_dataset(table, LAYOUTS[key], Task("d", horizon=0))
    assert dataset.shape == shape
    assert dataset.counts.whole == dataset.counts.train + dataset.counts.validation == 53_394


def test_ten_rows_by_hand():
    values = np.stack([np.arange(10), 100 + np.arange(10)], axis=1)
    dataset = make_dataset(
        table_of(values),
        Layout(2),
        Task("b", ("a",), horizon=2, validation_fraction=0.5, scaling="min-max"),
    )
    # Rows 0–4 train: windows 0–1 → 3 and 1–2 → 4; rows 5–9: 5–6 → 8 and 6–7 → 9.
    assert dataset.starts[dataset.train].tolist() == [0, 1]
    assert dataset.starts[dataset.validation].tolist() == [5, 6]
    assert dataset.target_rows(dataset.validation).tolist() == [8, 9]
    x, y = dataset.batch(dataset.validation)
    assert (x[:, :, 0] * 4).tolist() == [[5, 6], [6, 7]]
    assert (y * 4).tolist() == [[8], [9]]
    assert dataset.in_units(y).tolist() == [[108], [109]]
    assert dataset.source(dataset.validation).tolist() == [[[10], [12]], [[12], [14]]]
    assert dataset.error_in_units(0.25) == 2


def test_only_a_missing_value_that_is_read_costs_a_sample():
    values = np.arange(40.0)[:, None]
    values[5] = np.nan
    dataset = make_dataset(table_of(values), Layout(2, dilation=3), Task("a"))
    # Rows 5 and 8, rows 2 and 5, and rows 1 and 4, whose target is row 5.
    assert sorted(set(range(36)) - set(dataset.starts.tolist())) == [1, 2, 5]


def test_a_value_large_beside_its_spread_comes_back_whole():
    pressure = 1e6 + np.random.default_rng(0).integers(0, 3, 200) / 16 + 0.0625
    table = table_of(pressure[:, None])
    dataset = make_dataset(table, Layout(1), Task("a"))
    np.testing.assert_allclose(
        dataset.in_units(dataset.scaled[:, 0]), table.values[:, 0], rtol=0, atol=1e-6
    )
    assert abs(dataset.scaled[~dataset.held_out].mean()) < 1e-6


@pytest.mark.parametrize("scaling", ["standardise", "min-max", "none"])
def test_a_column_that_does_not_change_is_said_and_not_divided_by_zero(scaling):
    values = np.random.default_rng(0).normal(size=(40, 4))
    values[:, 1:3] = 7
    values[35, 1] = 9
    task = Task("a", ("a", "b"), scaling=scaling)
    dataset = make_dataset(table_of(values), Layout(3), task)
    start = 7 if scaling == "none" else 0
    assert dataset.scaled[:35, 1].tolist() == [start] * 35
    assert dataset.scaled[35, 1] == start + 2
    # Column c is constant too, but nobody reads it.
    assert dataset.notes == (
        "Column “b” does not change in the training rows, so the network can learn nothing from "
        "it.",
    )


def test_standardised_training_rows_have_mean_0_and_deviation_1():
    values = np.random.default_rng(0).normal(5, 3, size=(500, 2))
    dataset = make_dataset(table_of(values), Layout(3), Task("a"))
    train = dataset.scaled[~dataset.held_out]
    np.testing.assert_allclose(train.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(train.std(axis=0), 1, atol=1e-6)
    squeezed = make_dataset(table_of(values), Layout(3), Task("a", scaling="min-max"))
    train = squeezed.scaled[~squeezed.held_out]
    assert train.min(axis=0).tolist() == [0, 0]
    assert train.max(axis=0).tolist() == [1, 1]


def test_a_numeric_group_column_and_the_answer_itself_are_not_read_by_default():
    table = dataclasses.replace(
        table_of(np.random.default_rng(0).normal(size=(40, 3)), columns=("place", "x", "y")),
        groups={"place": np.repeat([0, 1], 20).astype(np.int32)},
    )
    ahead = make_dataset(table, Layout(3), Task("y", group="place"))
    assert ahead.features.tolist() == [1, 2]
    same_row = make_dataset(table, Layout(3), Task("y", horizon=0))
    assert same_row.features.tolist() == [0, 1]
    chosen = make_dataset(table, Layout(3), Task("y", ("y", "place"), group="place"))
    assert chosen.features.tolist() == [2, 0]


def test_the_key_names_the_batches():
    table = table_of(np.random.default_rng(0).normal(size=(60, 3)), np.repeat([0, 1], 30))
    one = make_dataset(table, Layout(3), Task("a"))
    again = make_dataset(table_of(table.values.copy(), np.repeat([0, 1], 30)), Layout(3), Task("a"))
    assert one.key == again.key
    regrouped = dataclasses.replace(
        table, groups={"place": np.repeat([0, 1], [20, 40]).astype(np.int32)}
    )
    others = [
        make_dataset(table_of(table.values + 1), Layout(3), Task("a")),
        make_dataset(table, Layout(4), Task("a")),
        make_dataset(table, Layout(3), Task("b")),
        make_dataset(table, Layout(3), Task("a", group="place")),
        make_dataset(regrouped, Layout(3), Task("a", group="place")),
    ]
    assert len({one.key, *(other.key for other in others)}) == 6


# ---- what cannot be, in sentences -------------------------------------------------------------


def numbers(rows, columns=3):
    return np.random.default_rng(0).normal(size=(rows, columns))


def gappy(rows):
    values = numbers(rows)
    values[::4, 1] = np.nan
    return values


@pytest.mark.parametrize(
    ("table", "layout", "task", "sentence"),
    [
        (
            table_of(numbers(40)),
            Layout(3),
            Task("z"),
            "This table has no column “z”; it has a, b, c. Choose one of these.",
        ),
        (
            table_of(numbers(40)),
            Layout(3),
            Task("a", ("b", "q")),
            "This table has no column “q”; it has a, b, c. Choose one of these.",
        ),
        (
            table_of(numbers(40)),
            Layout(3),
            Task("a", ("a", "b"), horizon=0),
            "The target “a” stands in the last row of its own window: the network would be shown "
            "the answer. Choose a target at least 1 row ahead, or leave “a” out of the features.",
        ),
        (
            table_of(numbers(40, 1)),
            Layout(3),
            Task("a", horizon=0),
            "With “a” as the target in the window's last row, no column is left to read. "
            "Choose a target at least 1 row ahead, or a table with more columns.",
        ),
        (
            Table(
                np.repeat([[0], [1]], 20, axis=0).astype(np.float32),
                ("place",),
                "a table",
                groups={"place": np.repeat([0, 1], 20).astype(np.int32)},
            ),
            Layout(3),
            Task("place", group="place"),
            "The only column “place” groups the rows, so none is left to read. "
            "Choose rows without groups, or a table with more columns.",
        ),
        (
            table_of(numbers(40)),
            Layout(3),
            Task("a", group="b"),
            "“b” cannot group the rows of this table; columns with repeated values can: none.",
        ),
        (
            table_of(numbers(40), [0] * 40),
            Layout(3),
            Task("a", group="b"),
            "“b” cannot group the rows of this table; columns with repeated values can: place.",
        ),
        (
            table_of(numbers(40)),
            Layout(24),
            Task("a"),
            "No validation sample is left: a window of 24 rows and a target 1 row ahead needs 25 "
            "rows in one piece without missing values; the validation part of this table has 8 "
            "rows. Choose a window of 7 rows or fewer.",
        ),
        (
            table_of(numbers(5)),
            Layout(3),
            Task("a", horizon=0, validation_fraction=0.5),
            "No training sample is left: a window of 3 rows needs 3 rows in one piece without "
            "missing values; the training part of this table has 2 rows. "
            "Choose a window of 2 rows or fewer.",
        ),
        (
            table_of(numbers(40)),
            Layout(4, dilation=3),
            Task("a"),
            "No validation sample is left: a window of 4 rows, 3 apart, and a target 1 row ahead "
            "needs 11 rows in one piece without missing values; the validation part of this table "
            "has 8 rows. Choose a window of 3 rows or fewer.",
        ),
        (
            table_of(numbers(40)),
            Layout(1),
            Task("a", horizon=9),
            "No validation sample is left: a window of 1 row and a target 9 rows ahead needs 10 "
            "rows in one piece without missing values; the validation part of this table has 8 "
            "rows. Choose a target fewer rows ahead, or a table with more rows.",
        ),
        (
            table_of(gappy(40)),
            Layout(5),
            Task("a"),
            "No validation sample is left: a window of 5 rows and a target 1 row ahead needs 6 "
            "rows in one piece without missing values; the validation part of this table has 8 "
            "rows. Missing values cost 35 of 35 samples. "
            "Choose a shorter window, or columns with fewer gaps.",
        ),
        (
            table_of(numbers(40)),
            Layout(5, stride=100),
            Task("a"),
            "No validation sample is left: a window of 5 rows and a target 1 row ahead needs 6 "
            "rows in one piece without missing values; the validation part of this table has 8 "
            "rows. Choose a stride smaller than 100.",
        ),
        (
            table_of(numbers(40), [0, 1] * 20),
            Layout(5),
            Task("a", group="place"),
            "No validation sample is left: a window of 5 rows and a target 1 row ahead needs 6 "
            "rows in one piece without missing values; the validation part of this table has at "
            "most 0 rows of one group in one piece. "
            "If the rows of a group lie apart, sort the table by “place” first. "
            "Choose a target fewer rows ahead, or a table with more rows.",
        ),
    ],
)
def test_what_cannot_be_is_said_with_its_numbers(table, layout, task, sentence):
    try:
        said = make_dataset(table, layout, task).lacks
    except TaskError as error:
        said = str(error)
    assert said == sentence


def test_a_window_longer_than_the_table_is_the_layout_s_sentence():
    with pytest.raises(LayoutError, match="needs at least 42 rows; this table has 40"):
        make_dataset(table_of(numbers(40)), Layout(40), Task("a", horizon=2))


@given(CHOICES)
def test_the_advice_about_the_window_helps(choice):
    table, layout, task = choice.parts()
    try:
        said = make_dataset(table, layout, task).lacks
    except TaskError as error:
        said = str(error)
    except LayoutError:
        return
    _, advised, rest = said.partition("Choose a window of ")
    if advised and layout.stride == 1 and task.group is None and "Missing" not in said:
        shorter = dataclasses.replace(layout, window=int(rest.split()[0]))
        assert shorter.window < layout.window
        assert not make_dataset(table, shorter, task).lacks


def test_what_gaps_cost_column_by_column():
    values = np.arange(60, dtype=np.float64).reshape(20, 3)
    values[10, 0] = values[3, 1] = np.nan
    table = Table(values, ("a", "b", "c"), "t")
    dataset = make_dataset(table, Layout(window=3), Task("c", ("a", "b")))
    # A gap is read by three windows; 3 + 3 samples are lost together.
    assert lost_to_gaps(dataset) == {"a": 3, "b": 3}
    assert dataset.counts.lost_missing == 6
    as_target = make_dataset(table, Layout(window=3), Task("a", ("c",)))
    assert lost_to_gaps(as_target) == {"a": 1}
