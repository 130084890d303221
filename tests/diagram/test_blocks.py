import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.diagram.scenes.blocks import MOST_SAMPLES, Shown, axis, shown, tensor_frame
from lstmviz.diagram.scenes.sheets import SHEETS
from tests.diagram.cases import CASE, random_dataset


def shown_of(dataset, first=0):
    samples = np.arange(first, min(first + MOST_SAMPLES, dataset.shape[0]))
    rows, columns = np.divmod(dataset.source(samples), len(dataset.table.columns))
    order = [*map(int, dataset.features)]
    order += [] if dataset.target in order else [dataset.target]
    place = np.zeros(len(dataset.table.columns), int)
    place[order] = range(len(order))
    return Shown(
        rows=rows,
        columns=place[columns],
        targets=tuple(map(int, dataset.target_rows(samples))),
        count=len(order),
        target=order.index(dataset.target),
        table_rows=len(dataset.table.values),
        largest=len(dataset.table.values) - 1,
    )


@given(st.integers(1, 200), st.integers(2, 20))
def test_the_first_and_the_last_places_of_an_axis_are_shown(size, most):
    places = shown(size, most)
    assert len(places) == min(size, most)
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (0, size - 1)


@given(st.sets(st.integers(0, 60), min_size=1))
def test_what_is_left_out_of_an_axis_is_counted(places):
    places = sorted(places)
    starts, length, omitted = axis(places)
    assert [*starts] == places
    assert sum(number for _, number in omitted) + len(places) == places[-1] - places[0] + 1
    assert length >= len(places)


@pytest.mark.parametrize("name", SHEETS)
@given(case=CASE)
def test_every_cell_stands_inside_the_drawing_and_none_on_another(name, case):
    sheet, what = SHEETS[name], shown_of(random_dataset(case))
    frame = tensor_frame(sheet, what)
    boxes = [(x, y, w, h) for b in frame["blocks"] for _, _, x, y, w, h, _, _ in b["cells"]]
    boxes += [(x, y, w, h) for _, y, h in frame["rows"] for _, x, w in frame["columns"]]
    x, y, w, h = np.array(boxes).T
    assert (w > 0).all()
    assert (h > 0).all()
    assert (x >= 0).all()
    assert (y >= 0).all()
    assert (x + w <= sheet.width + 0.2).all()
    assert (y + h <= sheet.height + 0.2).all()
    apart = (
        (x[:, None] + w[:, None] <= x + 0.2)
        | (x[:, None] >= x + w - 0.2)
        | (y[:, None] + h[:, None] <= y + 0.2)
        | (y[:, None] >= y + h - 0.2)
    )
    assert (apart | np.eye(len(x), dtype=bool)).all()


@given(case=CASE)
def test_every_drawn_place_of_x_names_the_row_and_column_it_came_from(case):
    what = shown_of(random_dataset(case))
    frame = tensor_frame(SHEETS["small"], what)
    rows = {row: y for row, y, _ in frame["rows"]}
    for n, block in enumerate(frame["blocks"]):
        for t, f, _, y, _, _, row, column in block["cells"]:
            assert (row, column) == (what.rows[n, t, f], what.columns[n, t, f])
            if frame["aligned"]:
                assert y == rows[row]


@pytest.mark.parametrize("name", SHEETS)
def test_the_numbers_of_the_rows_keep_off_their_bracket(sensors_dataset, name):
    last = len(sensors_dataset.starts) - 1
    frame = tensor_frame(SHEETS[name], shown_of(sensors_dataset, last))
    bracket, numbers = frame["side"] + 8, 0.53 * frame["text"] * len("53,393")
    assert bracket + 4 < frame["table"] - 6 - numbers


def test_three_columns_are_always_seen_whole(sensors_dataset):
    for frame in (tensor_frame(sheet, shown_of(sensors_dataset)) for sheet in SHEETS.values()):
        assert [place for place, *_ in frame["columns"]] == [0, 1, 2]
        assert not frame["across"]


@pytest.fixture
def sensors_dataset():
    from lstmviz.samples.datasets import make_dataset
    from lstmviz.samples.examples import EXAMPLES, load_example
    from lstmviz.samples.layouts import Layout

    return make_dataset(load_example("sensors"), Layout(24, stride=24), EXAMPLES["sensors"].task)
