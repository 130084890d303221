"""The table as the programs read it: every number comes back."""

import dataclasses
import io

import numpy as np
import pandas as pd

from lstmviz.choices.experiments import Experiment
from lstmviz.export import data_code
from lstmviz.export.table_file import table_csv
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table


def test_every_number_comes_back():
    rng = np.random.default_rng(1)
    bits = rng.integers(0, 2**32, 300_000, dtype=np.uint32).view(np.float32)
    cells = np.where(np.isfinite(bits), bits, np.nan).reshape(-1, 3)
    cells[:, 2] = rng.integers(-9, 9, len(cells))
    cells[7] = np.nan
    dataset = make_dataset(Table(cells, ("a", "b", "c"), "numbers"), Layout(1), Task("c", ("c",)))
    frame = pd.read_csv(io.BytesIO(table_csv(dataset)))
    assert list(frame.columns) == ["a", "b", "c"]
    np.testing.assert_array_equal(frame.to_numpy("float32"), cells)


def test_labels_and_groups_stand_beside_the_numbers():
    codes = np.repeat([1, -1, 0, 1], 10).astype(np.int32)
    table = Table(
        np.arange(120, dtype=np.float32).reshape(40, 3),
        ("group", "b", "c"),
        "a table",
        labels=["", 'a "quoted", word'] * 20,
        label_name="group_",
        groups={"group": codes},
    )
    dataset = make_dataset(table, Layout(1), Task("b", horizon=0, group="group"))
    frame = pd.read_csv(io.BytesIO(table_csv(dataset)))
    assert list(frame.columns) == ["group__", "group", "b", "c", "group_"]
    assert frame["group__"][1] == 'a "quoted", word'
    np.testing.assert_array_equal(frame["group"], np.arange(0, 120, 3))
    np.testing.assert_array_equal(frame["group_"], codes)


def test_a_generated_table_without_code_is_read_from_a_file_not_taken_for_the_echo(monkeypatch):
    title = "A third generated table"
    third = dataclasses.replace(EXAMPLES["echo"], key="third", title=title)
    monkeypatch.setattr(data_code, "EXAMPLES", EXAMPLES | {"third": third})
    numbers = np.arange(60, dtype=np.float32).reshape(20, 3)
    dataset = make_dataset(Table(numbers, ("a", "b", "c"), title), Layout(1), Task("c"))
    part = data_code.table_part(Experiment(table="third"), dataset)
    assert title in part.text
    assert 'frame = pd.read_csv("third.csv")' in part.code
    assert "rng" not in "".join(part.code)
