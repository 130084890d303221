"""The Parquet file of samples: X and y come back from it, and each value from its cell."""

import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from lstmviz.export import samples
from lstmviz.export.samples import Part, part_samples, samples_parquet
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from tests.diagram.cases import CASE, random_dataset

Array = np.ndarray


def read(dataset: Dataset, part: Part) -> dict[str, Array]:
    """Read the file as one does at home, column by column."""
    table = pq.read_table(io.BytesIO(samples_parquet(dataset, part)))
    return {name: table[name].to_numpy() for name in table.column_names}


@given(CASE)
@settings(max_examples=20)
def test_x_and_y_come_back_and_every_value_from_its_cell(case):
    dataset = random_dataset(case)
    for part, chosen in (("training", dataset.train), ("validation", dataset.validation)):
        held = read(dataset, part)
        _, timesteps, features = dataset.shape
        x, y = dataset.batch(chosen)
        shape = (-1, timesteps, features)
        np.testing.assert_array_equal(held["scaled"].reshape(shape), x)
        np.testing.assert_array_equal(held["y_scaled"][:: timesteps * features], y[:, 0])
        np.testing.assert_array_equal(np.unique(held["sample"]), chosen)
        assert set(held["split"]) == {part}
        # Each value is found again in the table, by the row and the column's name.
        table = dataset.table
        columns = np.array([table.columns.index(name) for name in held["column"]])
        np.testing.assert_array_equal(table.values[held["row"], columns], held["value"])
        scaled = (held["value"] - dataset.offset[columns]) / dataset.scale[columns]
        np.testing.assert_allclose(held["scaled"], scaled, rtol=1e-5, atol=1e-6)
        y = table.values[held["target_row"], dataset.target]
        np.testing.assert_array_equal(held["y"], y)
        # The place in X is the place in the file.
        place = held["timestep"] * features + held["feature"]
        np.testing.assert_array_equal(place, np.tile(np.arange(timesteps * features), len(chosen)))


def test_a_file_by_hand():
    values = np.arange(24, dtype=np.float32).reshape(12, 2)
    names = pa.array([f"day {n}" for n in range(12)])
    table = Table(values, ("a", "b"), "small", labels=names.to_pylist(), label_name="day")
    layout = Layout(2, rows="features", columns="timesteps")
    dataset = make_dataset(table, layout, Task("b", scaling="none", validation_fraction=0.4))
    held = read(dataset, "both")
    # Sample 1 reads rows 1 and 2: a at timestep 0, b at timestep 1.
    one = held["sample"] == 1
    assert held["value"][one].tolist() == [2, 4, 3, 5]
    assert held["row"][one].tolist() == [1, 2, 1, 2]
    assert held["column"][one].tolist() == ["a", "a", "b", "b"]
    assert held["label"][one].tolist() == ["day 1", "day 2"] * 2
    assert held["timestep"][one].tolist() == [0, 0, 1, 1]
    assert held["feature"][one].tolist() == [0, 1, 0, 1]
    assert set(held["y"][one]) == {7}
    assert set(held["target_row"][one]) == {3}
    # Seven rows train: the samples that reach over the border belong to neither side.
    split = dict(zip(held["sample"].tolist(), held["split"], strict=True))
    assert [split[n] for n in range(10)] == ["training"] * 5 + ["neither"] * 2 + ["validation"] * 3


def test_the_scaling_stands_in_the_file():
    dataset = make_dataset(load_example("elnino"), Layout(3), Task("Jan", features=("Feb", "Mar")))
    schema = pq.read_schema(io.BytesIO(samples_parquet(dataset, "validation")))
    about = json.loads(schema.metadata[b"about"])
    assert about["einops"] == "n w c -> n w c"
    assert [each["name"] for each in about["columns"]] == ["Feb", "Mar", "Jan"]
    assert about["columns"][2]["scale"] == pytest.approx(dataset.scale[dataset.target])


def test_a_file_is_bounded_and_written_in_slices(monkeypatch: pytest.MonkeyPatch):
    dataset = make_dataset(load_example("weather"), Layout(5), Task("wind"))
    whole = read(dataset, "validation")
    monkeypatch.setattr(samples, "AT_ONCE", 7 * 20)
    for name, column in read(dataset, "validation").items():
        np.testing.assert_array_equal(column, whole[name])
    monkeypatch.setattr(samples, "LARGEST", 9 * 20 + 5)
    np.testing.assert_array_equal(part_samples(dataset, "training"), dataset.train[:9])
    assert len(read(dataset, "training")["value"]) == 9 * 20
