"""A small table, and one engine with a real worker for all tests that need one."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from lstmviz.datasets import Dataset, make_dataset
from lstmviz.layouts import Layout
from lstmviz.tables import Table
from lstmviz.tasks import Task
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run


def small_dataset(rows: int = 200, window: int = 5) -> Dataset:
    """Two columns that say something about the next row."""
    random = np.random.default_rng(7)
    values = np.cumsum(random.normal(size=(rows, 2)), axis=0) * 0.3 + random.normal(size=(rows, 2))
    table = Table(values.astype(np.float32), ("a", "b"), "small")
    return make_dataset(table, Layout(window=window), Task("b"))


def wait_for(condition: Callable[[], object], seconds: float = 300) -> None:
    """Wait until a condition holds; fail if it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def finish(run: Run, seconds: float = 300) -> Run:
    """Wait until a run does not change by itself any more."""
    wait_for(lambda: not run.progress.active, seconds)
    return run


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return small_dataset()


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    engine = Engine()
    assert engine.wait_until_ready(400)
    yield engine
    engine.close()
