import base64
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.diagram.code import BROWSER
from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.flow import axes, chunk, flow_scene, row_text, shown_rows
from lstmviz.diagram.scenes.names import short_names
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from tests.diagram.cases import CASE, SPEC, random_dataset, table, unpack

SAMPLE = st.integers(0, 10_000)


def numbers(text, kind, shape):
    return np.frombuffer(base64.b64decode(text), kind).reshape(shape)


def where(layout, window_row, column, columns):
    """(timestep, feature) of a window's cell, by the table of the design, not by `arrange`."""
    t = f = 0
    for axis, n, total in (
        (layout.rows, window_row, layout.window),
        (layout.columns, column, columns),
    ):
        if axis == "timesteps":
            t = t * total + n
        else:
            f = f * total + n
    return t, f


@given(CASE, SPEC, SAMPLE)
def test_every_value_of_x_comes_from_the_cell_it_names(case, spec, sample):
    dataset = random_dataset(case)
    samples = chunk(dataset, sample)
    scene = flow_scene(dataset, spec, samples)
    shape = (len(samples), scene["T"], scene["features"])
    x, cells = numbers(scene["x"], "<f4", shape), numbers(scene["cells"], "<i4", shape)
    columns = len(dataset.table.columns)
    for s, number in enumerate(samples):
        for row in range(dataset.layout.window):
            for n, column in enumerate(dataset.features):
                t, f = where(dataset.layout, row, n, len(dataset.features))
                table_row = dataset.starts[number] + row
                assert cells[s, t, f] == table_row * columns + column
                assert x[s, t, f] == dataset.scaled[table_row, column]


@given(CASE, SPEC, SAMPLE)
def test_a_scene_is_plain_data_and_shows_every_row_it_speaks_of(case, spec, sample):
    dataset = random_dataset(case)
    samples = chunk(dataset, sample)
    scene = json.loads(json.dumps(flow_scene(dataset, spec, samples, spec.layers - 1)))
    rows, columns = scene["table"]["rows"], scene["columns"]
    assert scene["F"] == (spec.units if spec.layers == 2 else dataset.shape[2])
    assert scene["samples"] == samples.tolist()
    assert scene["first"] in scene["samples"]
    assert [c["column"] for c in columns if c["feature"]] == dataset.features.tolist()
    assert [c["column"] for c in columns if c["target"]] == [dataset.target]
    assert len(scene["table"]["text"]) == len(rows) == len(scene["table"]["names"])
    assert unpack(scene["table"]["tint"]).shape == (len(rows), len(columns))
    for number, shown, target, steps in zip(
        samples, scene["shown"], scene["targets"], scene["steps"], strict=True
    ):
        inside = [rows[shown["rows"][n]] for n in shown["inside"]]
        start = int(dataset.starts[number])
        assert inside == [start, start + dataset.layout.window - 1]
        assert rows[shown["rows"][shown["target"]]] == target["row"]
        assert target["value"] == pytest.approx(
            float(dataset.table.values[target["row"], dataset.target])
        )
        assert len(steps) == scene["T"]
        assert all(words.endswith(".") for words, _ in steps)


@given(CASE, SPEC, SAMPLE)
def test_marks_stand_inside_the_drawing_and_name_only_what_there_is(case, spec, sample):
    dataset = random_dataset(case)
    scene = flow_scene(dataset, spec, chunk(dataset, sample), spec.layers - 1)
    for drawing in scene["frames"].values():
        assert drawing["marks"]
        for kind, moves, points, _, _, _ in drawing["marks"]:
            assert kind in "tulabnr"
            for x, y in points:
                check(x, "CS", drawing["width"], drawing, scene)
                check(y, "LABR", drawing["height"], drawing, scene)
                if moves and not isinstance(x, str):
                    assert -1 <= x <= drawing["carriage"]["w"] + 15


SAID = (BROWSER / "flow" / "words.js").read_text("utf-8").partition("const TERMS = {")[2]
TERMS = set(re.findall(r"^  (\w+): \(", SAID.partition("\n};")[0], re.MULTILINE))


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_every_template_names_what_the_browser_knows(cell, reset_after, layer):
    spec = TrainingSpec(cell=cell, reset_after=reset_after, layers=2, units=3)
    dataset = make_dataset(table(90, 3, 0), LAYOUTS["row"], Task("c0"))
    scene = flow_scene(dataset, spec, chunk(dataset, 5), layer)
    names = {"lstm": "i f c_tilde o c tanh_c h", "gru": "z r h_tilde h keep", "simple_rnn": "a h"}
    values = set(names[cell].split())
    sums = {f"z.{name}" for name in DRAWN[cell].sums}
    known = TERMS | values | sums | {f"m.{v}" for v in values} | {f"{v}-" for v in values}
    texts = [text for lines in scene["tips"].values() for text in lines]
    texts += scene["sentences"].values()
    for drawing in scene["frames"].values():
        for _, _, _, text, _, _ in drawing["marks"]:
            texts += [w for w, _ in text] if isinstance(text, list) else [str(text)]
    for text in texts:
        assert set(re.findall(r"\{([^}]+)\}", text)) <= known, text
    assert {f"strip {s['name']}" for s in scene["strips"]} <= set(scene["tips"])


def check(place, kinds, end, drawing, scene):
    if not isinstance(place, str):
        assert 0 <= place <= end
        return
    kind, rest = place[0], place[1:]
    assert kind in kinds
    name = rest.rstrip("0123456789+-") or rest.partition("+")[0].partition("-")[0]
    if kind == "R":
        assert name in "sefl mg"
    elif kind == "S":
        assert 0 <= int(rest) < scene["T"]
    elif kind == "C":
        assert int(name) <= len(scene["columns"])
    else:
        assert name in "01"


@given(CASE, SAMPLE)
def test_a_chunk_begins_where_it_was_asked_to_and_stays_in_the_table(case, sample):
    dataset = random_dataset(case)
    samples = chunk(dataset, sample)
    asked = min(sample, dataset.shape[0] - 1)
    assert asked in samples
    assert samples[0] >= asked - 1
    assert samples[-1] < dataset.shape[0]
    assert (np.diff(samples) == 1).all()
    assert len(samples) * dataset.shape[1] <= 24 + dataset.shape[1] or len(samples) == 1


@pytest.mark.parametrize(
    ("layout", "rows", "columns"),
    [
        (LAYOUTS["window"], "24 rows = 24 timesteps", "3 columns = 3 features"),
        (LAYOUTS["columns"], "each row = one sample", "3 columns = 3 timesteps"),
        (LAYOUTS["row"], "each row = one sample of 1 timestep", "3 columns = 3 features"),
        (Layout(8, 1, "timesteps", "timesteps"), "8 rows", "8 × 3 columns = 24 timesteps"),
        (Layout(8, 1, "features", "features"), "8 rows", "8 × 3 columns = 24 features"),
        (Layout(8, 1, "features", "timesteps"), "8 rows = 8 features", "3 columns = 3 timesteps"),
    ],
)
def test_brackets_say_which_axis_rows_and_columns_go_to(layout, rows, columns):
    dataset = make_dataset(table(200, 3, 0), layout, Task("c0"))
    words = axes(dataset)
    assert words["rows"][1] == rows
    assert words["columns"][1] == columns


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (LAYOUTS["window"], "Row 6 enters."),
        (LAYOUTS["columns"], "The value in column c0 enters: "),
        (LAYOUTS["row"], "Row 6 enters."),
        (Layout(4, 1, "features", "features"), "Rows 6–9 enter at once, 12 values."),
        (Layout(4, 1, "features", "timesteps"), "Column c0 enters: 4 values, rows 6–9."),
        (Layout(4, 1, "timesteps", "timesteps"), "Row 6, column c0 enters: "),
        (Layout(4, 1, "features", "features", 5), "Rows 6, 11 … 21 enter at once, 12 values."),
        (Layout(2, 1, "features", "timesteps", 5), "Column c0 enters: 2 values, rows 6 and 11."),
    ],
)
def test_the_first_step_says_what_enters(layout, said):
    dataset = make_dataset(table(200, 3, 0), layout, Task("c0"))
    scene = flow_scene(dataset, TrainingSpec(), np.array([6]))
    assert scene["steps"][0][0][0].startswith(said)


def test_of_rows_apart_only_those_read_are_shown():
    dataset = make_dataset(table(200, 3, 0), Layout(4, dilation=5), Task("c0", horizon=3))
    shown = shown_rows(dataset, 6)
    assert shown["rows"] == [4, 5, 6, 11, 16, 21, 24, 25]
    assert (shown["inside"], shown["target"]) == ([2, 5], 6)


def test_a_long_sequence_of_long_rows_stays_small():
    dataset = make_dataset(table(1200, 3, 0), Layout(200), Task("c0"))
    scene = flow_scene(dataset, TrainingSpec(), chunk(dataset, 0))
    assert len(json.dumps(scene)) < 60_000


@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_the_number_of_weights_is_the_layers_own(cell):
    dataset = make_dataset(table(90, 3, 0), LAYOUTS["row"], Task("c0"))
    spec = TrainingSpec(cell=cell, layers=2)
    for layer, count in enumerate(count_parameters(spec, 3)):
        weights = flow_scene(dataset, spec, np.array([0]), layer)["weights"]
        assert weights["count"] == f"{count:,}"


def test_the_question_s_lstm_can_learn_with_384_of_4608_weights_on_single_rows():
    dataset = make_dataset(table(90, 3, 0), LAYOUTS["row"], Task("c0"))
    weights = flow_scene(dataset, TrainingSpec(), np.array([0]))["weights"]
    assert (weights["learn"], weights["count"]) == ("384", "4,608")


def test_rows_are_called_by_short_labels_only():
    labels = ["1960", "2014-05-03 12:00"]
    named = Table(np.zeros((2, 1), np.float32), ("a",), "t", labels=labels)
    assert [row_text(named, r) for r in (0, 1)] == ["Row 0 (1960)", "Row 1"]


def test_names_are_shortened_step_by_step():
    names = ["power", "humidity", "x"]
    assert short_names(names) == [["power", "pow."], ["humidity", "humid.", "hum."], ["x"]]
    many = [f"building_A_floor{n // 8}_room{n % 8}_temperature" for n in range(64)]
    assert short_names(many)[9][:2] == [many[9], "floor1_room1"]
    assert len({steps[1] for steps in short_names(many)}) == 64
