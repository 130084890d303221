"""Training on a Dask cluster: a real scheduler, two workers, one of them killed in the middle."""

import asyncio
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.training import cluster as cluster_module
from lstmviz.training.cluster import (
    ANSWER_SECONDS,
    COUNT_SECONDS,
    Cluster,
    ClusterError,
    ClusterExecutor,
    in_one_line,
    on_cluster,
)
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.worker import wake_up
from tests.serving import ROOT, free_port
from tests.training.conftest import wait_for

# Of one timestep, which compiles soon.
SPEC = TrainingSpec("simple_rnn", units=4, optimizer="sgd", batch_size=8, epochs=30)
DASK = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"


@contextmanager
def dask(*arguments: str):
    """Run a command of Dask's until the block ends, with its children."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
    }
    command = [sys.executable, "-c", DASK, *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)
    try:
        yield process
    finally:
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
        process.kill()
        process.wait(10)


def test_a_killed_worker_of_a_cluster_changes_no_bit(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    pytest.importorskip("distributed")
    monkeypatch.setattr("lstmviz.training.workers.warm_up", wake_up)
    lags = make_dataset(dataset.table, Layout(5, 1, "features", "features"), dataset.task)
    runs = [Run(replace(SPEC, seed=seed), lags) for seed in range(2)]
    address = f"tcp://127.0.0.1:{free_port()}"
    worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with (
        dask("scheduler", "--host", address, "--no-dashboard") as scheduler,
        dask(*worker) as first,
        dask(*worker),
    ):
        cluster = Cluster(address)
        # Nothing is recorded, so that the second time all is computed again.
        engine = Engine(cluster, record_bytes=0)
        try:
            wait_for(lambda: cluster._executor and cluster._executor.counted == 2)
            for run in runs:
                engine.submit(run)
                # Slowly, so that both are still at it when the second worker has begun, too.
                run.rate = 10
                run.start()
            wait_for(lambda: all(run.progress.update for run in runs))
            first.kill()
            assert all(run.progress.active for run in runs), "the blow should fall in the middle"
            for run in runs:
                run.rate = None
            disturbed = [through(run) for run in runs]
            assert cluster.trouble == ""
            for run in runs:
                run.start()
            undisturbed = [through(run) for run in runs]
            # They are counted every now and then.
            wait_for(lambda: cluster._executor.counted == 1)
            scheduler.kill()
            wait_for(lambda: f"No scheduler answers at {address}" in cluster.trouble)
        finally:
            engine.close()
    for one, other in zip(disturbed, undisturbed, strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_array_equal(a, b)


def through(run: Run) -> list[np.ndarray]:
    """Wait for a run's end; give its losses and its weights."""
    wait_for(lambda: not run.progress.active)
    assert run.progress.status == "finished"
    return [run.progress.validation.losses, *run.progress.latest.weights.arrays()]


def test_without_dask_or_a_scheduler_it_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("lstmviz.training.cluster.ANSWER_SECONDS", 0.3)
    address = f"tcp://127.0.0.1:{free_port()}"
    cluster = Cluster(address)
    with pytest.raises(ClusterError, match=f"No scheduler answers at {re.escape(address)}"):
        cluster()
    assert "dask scheduler" in cluster.trouble
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install -r requirements-cluster\.txt"):
        cluster()
    assert "Dask is not installed" in cluster.trouble


@pytest.fixture
def client() -> Iterator[SimpleNamespace]:
    """A client whose scheduler answers when the test says so, in the loop that Dask has."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    answers = asyncio.Queue()

    def late(timeout: float) -> None:
        raise TimeoutError

    yield SimpleNamespace(
        status="running",
        nthreads=lambda: {"one": 1},
        get_executor=lambda pure: SimpleNamespace(shutdown=lambda wait: None),
        loop=SimpleNamespace(asyncio_loop=loop),
        scheduler=SimpleNamespace(ncores=answers.get),
        answer=lambda workers: loop.call_soon_threadsafe(answers.put_nowait, workers),
        close=late,
    )
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_nobody_waits_for_a_scheduler_that_does_not_answer(
    client: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    now = 100.0
    monkeypatch.setattr(cluster_module, "time", SimpleNamespace(monotonic=lambda: now))
    executor = ClusterExecutor(client)
    now += COUNT_SECONDS + 1
    assert executor.workers == 1, "asked, and not answered yet"
    client.answer({"one": 1, "two": 1})
    wait_for(lambda: executor.workers == 2)
    now += COUNT_SECONDS + 1
    assert executor.workers == 2
    assert not executor.gone
    now += ANSWER_SECONDS + 1
    assert executor.gone, "no answer for so long"
    client.answer({"two": 1})
    wait_for(lambda: executor.workers == 1)
    assert not executor.gone
    client.status = "connecting"
    assert executor.gone
    executor.shutdown(wait=False, cancel_futures=True)


def test_a_failure_is_one_line_in_the_log():
    try:
        raise ConnectionRefusedError("nobody there")
    except ConnectionRefusedError:
        record = logging.LogRecord("dask", logging.ERROR, "", 0, "", (), sys.exc_info())
    assert in_one_line(record)
    assert logging.Formatter().format(record) == "nobody there (ConnectionRefusedError)"


def test_one_slice_at_a_time_in_a_process():
    inside, most = [], []

    def slow() -> None:
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.01)
        inside.pop()

    threads = [threading.Thread(target=on_cluster, args=(slow,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]
