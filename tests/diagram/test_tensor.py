import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.film import caption, film_samples, ordinal, tensor_scene
from lstmviz.diagram.scenes.numbers import decimals
from lstmviz.diagram.scenes.pulled import listed
from lstmviz.diagram.scenes.sheets import SHEETS
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout, with_size
from lstmviz.samples.mistakes import MISTAKES
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.wording import narrow
from tests.diagram.cases import CASE, random_dataset, unpack


def sensors(name="window", window=6, **sizes):
    layout = with_size(name, Layout(window, **sizes))
    return make_dataset(load_example("sensors"), layout, EXAMPLES["sensors"].task)


@given(case=CASE, sample=st.integers(0, 10**6))
def test_a_scene_shows_the_values_of_x_and_where_they_came_from(case, sample):
    dataset = random_dataset(case)
    sample = min(sample, dataset.shape[0] - 1)
    scene = tensor_scene(dataset, sample, Words())
    json.dumps(scene)
    assert sample in scene["samples"]
    assert np.array_equal(scene["samples"], film_samples(dataset, sample))
    values = dataset.table.values
    for name in SHEETS:
        for n, block in enumerate(scene["frames"][name]["blocks"]):
            source = dataset.source(np.array([scene["samples"][n]]))[0]
            for t, f, *_, row, column in block["cells"]:
                number = scene["table"]["rows"][row]
                place = dataset.table.columns.index(scene["columns"][column]["name"])
                assert number * len(dataset.table.columns) + place == source[t, f]
                text = narrow(float(values[number, place]), decimals(values[:, place]))
                assert scene["table"]["text"][row][column] == text
                assert f"X[{scene['samples'][n]}, {t}, {f}]" in scene["goes"][row][column] or (
                    "more" in scene["goes"][row][column]
                )
    assert unpack(scene["table"]["tint"]).shape == (
        len(scene["table"]["rows"]),
        len(scene["columns"]),
    )


def test_the_same_choices_give_the_same_scene_and_others_another():
    dataset = sensors()
    first, again = (tensor_scene(dataset, 3, Words()) for _ in range(2))
    assert first["id"] == again["id"]
    others = [
        tensor_scene(dataset, 4, Words()),
        tensor_scene(dataset, 3, Words(row="reading")),
        tensor_scene(dataset, 3, Words(), offset=-1),
        tensor_scene(sensors("inside"), 3, Words()),
    ]
    assert len({scene["id"] for scene in [first, *others]}) == 5


def test_a_target_inside_its_own_window_is_a_leak():
    dataset = sensors()
    for offset, leak in ((1, False), (0, True), (-5, True), (-6, False)):
        assert tensor_scene(dataset, 10, Words(), offset=offset)["leak"] == leak
    blind = make_dataset(
        load_example("sensors"), Layout(6), Task("power", features=("temperature",))
    )
    assert not tensor_scene(blind, 10, Words(), offset=-2)["leak"]


def test_the_last_samples_are_shown_with_two_before_them():
    dataset = sensors()
    last = dataset.shape[0] - 1
    scene = tensor_scene(dataset, last, Words())
    assert scene["samples"] == [last - 2, last - 1, last]
    assert scene["first"] == last
    assert max(scene["table"]["rows"]) == len(dataset.table.values) - 1


@pytest.mark.parametrize("key", MISTAKES)
@pytest.mark.parametrize("name", ["window", "row", "inside"])
def test_a_turn_shows_the_cells_that_the_network_would_be_fed(key, name):
    dataset = sensors(name)
    scene = tensor_scene(dataset, 5, Words(), turn=MISTAKES[key])
    fed = MISTAKES[key].cells(dataset, np.array(scene["samples"]))
    for n, block in enumerate(scene["frames"]["big"]["blocks"]):
        for t, f, *_, row, column in block["cells"]:
            assert scene["table"]["rows"][row] * 3 + column == fed[n, t, f]
    assert scene["choice"] != tensor_scene(dataset, 5, Words())["choice"]


def test_shuffled_rows_stand_in_their_new_order_and_windows_keep_their_targets():
    dataset = sensors()
    rows = tensor_scene(dataset, 0, Words(), turn=MISTAKES["shuffle_rows"])
    assert rows["table"]["rows"][:6] == dataset.shuffled_rows[:6].tolist()
    # Among the samples shown, the row at place 0 is in the first one only.
    assert rows["goes"][0][0] == "X[0, 0, 0]"
    windows = tensor_scene(dataset, 0, Words(), turn=MISTAKES["shuffle_windows"])
    block = windows["frames"]["big"]["blocks"][0]
    last = max(windows["table"]["rows"][cell[6]] for cell in block["cells"])
    assert windows["table"]["rows"][windows["targets"][0]] == last + 1


def test_each_layout_has_its_sentence():
    words = Words("reading", "sensor", "log")
    rows = {name: 3 + sensors(name).layout.span for name in LAYOUTS}
    said = {name: caption(sensors(name), 3, rows[name], words) for name in LAYOUTS}
    assert said["row"].startswith("X[3] is reading 3 alone: its sensors enter together, 1 timestep")
    assert "one after another, 3 timesteps of 1 feature" in said["columns"]
    assert "copy of readings 3 to 8: one reading a timestep, 6 timesteps of 3" in said["window"]
    assert "all readings side by side in one step, 1 timestep of 18 features" in said["lags"]
    assert "one value after another, 18 timesteps of 1 feature" in said["serial"]
    assert "one sensor a timestep, 3 timesteps of 6 features" in said["inside"]
    table = load_example("sensors")
    assert sensors("window").layout.span == 6
    for name, sentence in said.items():
        row = rows[name]
        assert f"Its target is power of reading {row}: {table.values[row, 2]:.0f} W." in sentence
    assert "3 to 18 (every 3rd)" in caption(sensors(dilation=3), 3, 19, Words())


def test_the_sentence_tells_where_the_target_is_drawn():
    dataset = sensors("window")
    inside = tensor_scene(dataset, 3, Words(), offset=0)["captions"][0]
    assert "Its target is power of row 8, in its own window:" in inside
    assert "Its target" not in caption(dataset, 3, -1, Words())


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("offset", [0, 1])
def test_the_words_below_a_sample_have_room(name, offset):
    for frame in tensor_scene(sensors(name), 3, Words(), offset=offset)["frames"].values():
        words = next(mark for mark in frame["marks"] if "feature" in (mark[2] or ""))
        assert words[1][0][1] + frame["text"] / 2 <= frame["height"]


@pytest.mark.parametrize(("number", "text"), [(2, "2nd"), (11, "11th"), (21, "21st"), (3, "3rd")])
def test_ordinals(number, text):
    assert ordinal(number) == text


def test_long_lists_of_places_are_cut():
    assert listed([[0, 5, 1]]) == "X[0, 5, 1]"
    assert listed([[n, 0, 0] for n in range(9)]).endswith("X[5, 0, 0] and 3 more")


def test_drawing_a_million_rows_costs_no_more_than_forty():
    """As data: what is sent has the same size."""
    random = np.random.default_rng(0)

    def size(rows):
        values = random.normal(size=(rows, 10)).astype(np.float32)
        table = Table(values, tuple(f"c{n}" for n in range(10)), "t")
        dataset = make_dataset(table, Layout(6), Task("c9"))
        return len(json.dumps(tensor_scene(dataset, 0, Words())))

    assert size(100_000) < 1.1 * size(60)
