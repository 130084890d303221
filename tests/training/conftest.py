"""A small table, one engine with a real worker for all tests that need one, and one by hand."""

import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace

import numpy as np
import psutil
import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.state import Piece, Snapshot, TrainingState
from lstmviz.training.worker import PartMissing, check, prepare, run_slice, save, wake_up, warm_up

# 155 training samples in batches of 8: 20 updates an epoch.
SPEC = TrainingSpec(units=4, batch_size=8, epochs=30)
LONG = replace(SPEC, epochs=200)
# Two busy cores are slow at times, not wrong. In seconds.
PATIENCE = 300.0


def small_dataset(rows: int = 200, window: int = 5) -> Dataset:
    """Two columns that say something about the next row."""
    random = np.random.default_rng(7)
    values = np.cumsum(random.normal(size=(rows, 2)), axis=0) * 0.3 + random.normal(size=(rows, 2))
    table = Table(values.astype(np.float32), ("a", "b"), "small")
    return make_dataset(table, Layout(window=window), Task("b"))


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until a condition holds; fail if it does not in PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def finish(run: Run) -> Run:
    """Wait until a run does not change by itself any more."""
    wait_for(lambda: not run.progress.active)
    return run


def look_round(engine: Engine) -> None:
    """Let the engine's dispatcher look at all that there is, from the beginning to the end.

    So a test tells that something is not done, without waiting for a while in which it might be.
    """
    for _ in range(2):
        engine._event.set()
        wait_for(lambda: not engine._event.is_set())


def workers(engine: Engine) -> list[psutil.Process]:
    """The live worker processes of this engine; other tests' pages may have theirs."""
    found = []
    for pid in list(getattr(engine._workers.executor, "_processes", None) or {}):
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


class ByHand(Executor):
    """An executor whose slices the test answers itself."""

    def __init__(self) -> None:
        self.asked: list[tuple[Future, tuple]] = []
        self.prepared: list[tuple] = []
        self.preparing: Future | None = None
        self.checks: list[tuple[Future, tuple]] = []
        self.parts: set[str] = set()

    def submit(self, function, *arguments):
        future: Future = Future()
        if function in (warm_up, wake_up):
            future.set_result(None)
        elif function is prepare:
            self.prepared.append(arguments)
            if self.preparing is not None:
                return self.preparing
            future.set_result(1)
        elif function in (check, save):
            self.checks.append((future, arguments))
        else:
            assert function is run_slice
            self.asked.append((future, arguments))
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def answer(self) -> int:
        """Answer the oldest slice as a worker would; give the run's seed."""
        wait_for(lambda: self.asked)
        future, (spec, key, part, state, updates, _) = self.asked.pop(0)
        if part is not None:
            self.parts.add(key)
        if key not in self.parts:
            future.set_result(PartMissing(key))
            return self.answer()
        update = state.update + updates
        latest = Snapshot(update, float(update), state.weights)
        piece = Piece(np.full(updates, 0.5, np.float32), (), latest, seconds=0.15, models=1)
        future.set_result((TrainingState(state.weights, (), update), piece))
        return spec.seed


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return small_dataset()


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        # These tests compile what they need, and not the models of most visitors.
        patch.setattr("lstmviz.training.workers.warm_up", wake_up)
        engine = Engine()
        assert engine.wait_until_ready(400)
    yield engine
    engine.close()


@pytest.fixture
def by_hand() -> Iterator[tuple[Engine, ByHand]]:
    executor = ByHand()
    engine = Engine(lambda: executor, record_bytes=0)
    yield engine, executor
    engine.close()
