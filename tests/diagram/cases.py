"""Datasets and models of every layout and cell, small and random."""

import base64
from typing import Any

import numpy as np
from hypothesis import strategies as st

from lstmviz.network.models import ModelWeights, initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table

AXES = st.sampled_from(["timesteps", "features"])
SPEC = st.builds(
    TrainingSpec,
    cell=st.sampled_from(["lstm", "gru", "simple_rnn"]),
    reset_after=st.booleans(),
    units=st.integers(1, 9),
    layers=st.integers(1, 2),
)


def table(rows: int, columns: int, seed: int) -> Table:
    """Columns of very different size, some whole, some with odd names."""
    random = np.random.default_rng(seed)
    sizes = 10.0 ** random.integers(-3, 9, columns)
    values = random.normal(size=(rows, columns)) * sizes + sizes
    names = tuple(f"<b>column</b> {n}" if n % 2 else f"c{n}" for n in range(columns))
    units = tuple("°C" if n % 2 else "" for n in range(columns))
    return Table(values=values.astype(np.float32), columns=names, name="random", units=units)


LAYOUT = st.builds(Layout, st.integers(1, 9), st.integers(1, 3), AXES, AXES)
# Columns, seed, horizon: what `random_dataset` builds in the test, for the checker of shapes draws
# at random, which a strategy must not.
CASE = st.tuples(st.integers(2, 7), st.integers(0, 2**32 - 1), LAYOUT, st.integers(0, 2))


def random_dataset(case: tuple[int, int, Layout, int]) -> Dataset:
    """A random table in a random layout with a target 0 to 2 rows ahead."""
    columns, seed, layout, horizon = case
    data = table(80, columns, seed)
    return make_dataset(data, layout, Task(data.columns[seed % columns], horizon=horizon))


def random_model(dataset: Dataset, spec: TrainingSpec, seed: int = 0) -> ModelWeights:
    """Weights far from their initial zeros and ones."""
    random = np.random.default_rng(seed)
    arrays = initial_weights(spec, dataset.shape[2]).arrays()
    noise = [random.normal(0, 0.7, a.shape).astype(np.float32) for a in arrays]
    return ModelWeights.from_arrays(spec, [a + n for a, n in zip(arrays, noise, strict=True)])


def unpack(packed: dict[str, Any]) -> np.ndarray:
    """Read packed integers; that the browser reads them so is test_arithmetic's matter."""
    raw = base64.b64decode(packed["data"])
    whole = np.frombuffer(raw, f"<i{packed['bits'] // 8}")
    return (whole * packed["scale"]).reshape(packed["shape"])
