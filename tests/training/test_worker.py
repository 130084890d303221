"""The worker process ends with its server, however that ends; real processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import psutil
import pytest

from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.bounds import PART_BYTES
from lstmviz.training.parts import data_part
from lstmviz.training.plan import Plan
from lstmviz.training.state import DataPart, TrainingState
from lstmviz.training.worker import PartMissing, Parts, run_slice, weight, worker_executor
from lstmviz.training.workers import Workers, end
from tests.training.conftest import small_dataset, wait_for

# A server as uvicorn makes one: SIGTERM ends the interpreter in order. Its worker is busy for good.
SERVER = """
import signal, sys, time
import lstmviz.training.workers
from lstmviz.training.engine import Engine

def spin():
    print("busy", flush=True)
    while True:
        pass

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
# Where tests run in the background of a shell, or under nohup, these are ignored, and so they would
# be here.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
lstmviz.training.workers.warm_up = spin
engine = Engine()
while engine._workers.executor is None or not engine._workers.executor._processes:
    time.sleep(0.05)
print(*engine._workers.executor._processes, flush=True)
time.sleep(600)
"""


# Put before it: a system that lacks the names of POSIX, as Windows does.
BARE = """
import os, signal, sys
import psutil
from lstmviz.training import worker

def bare(server):
    for name in ("nice", "getppid", "fork", "kill", "setsid"):
        vars(os).pop(name, None)
    for name in ("SIGKILL", "SIGHUP", "SIGSTOP"):
        vars(signal).pop(name, None)
    sys.platform = "win32"
    psutil.BELOW_NORMAL_PRIORITY_CLASS = 5
    settle(server)

settle, worker.settle = worker.settle, bare
"""
# Put before it: a system so busy that the dispatcher has its turn while the interpreter ends.
SLOW_TO_END = """
import time
from lstmviz.training import workers

def close(self):
    end(self)
    time.sleep(0.5)

end, workers.Workers.close = workers.Workers.close, close
"""
BLOWS = [name for name in ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP") if hasattr(signal, name)]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="what is stopped stays stopped there")


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def busy_server(script: str = SERVER) -> Iterator[tuple[subprocess.Popen, psutil.Process]]:
    """A server whose worker computes; at the end none of its processes may be left."""
    server = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        told = {server.stdout.readline().strip() for _ in range(2)}
        (worker,) = told - {"busy"}
        children = [child.pid for child in psutil.Process(server.pid).children(recursive=True)]
        assert int(worker) in children
        assert "busy" in told
        yield server, psutil.Process(int(worker))
        server.wait(60)
        wait_for(lambda: not any(alive(pid) for pid in children))
    finally:
        server.kill()
        server.wait(60)
        server.stdout.close()


@pytest.mark.parametrize("blow", BLOWS)
def test_no_worker_outlives_its_server(blow: str):
    with busy_server() as (server, _):
        server.send_signal(getattr(signal, blow))


def test_a_server_that_ends_makes_no_worker_in_the_place_of_the_one_it_ended():
    with busy_server(SLOW_TO_END + SERVER) as (server, _):
        server.send_signal(signal.SIGTERM)


@on_linux
def test_a_worker_that_is_stopped_does_not_outlive_its_server():
    with busy_server() as (server, worker):
        worker.suspend()
        server.kill()


def test_without_the_names_of_posix_a_worker_steps_back_and_follows_its_server():
    with busy_server(BARE + SERVER) as (server, worker):
        assert worker.nice() == 5
        server.kill()


def test_a_worker_that_hangs_is_ended():
    executor = worker_executor()
    ready = executor.submit(os.getpid).result(60)
    executor.submit(time.sleep, 60)
    # What is stopped weighs the same each time that it is weighed.
    psutil.Process(ready).suspend()
    assert weight(executor) == pytest.approx(psutil.Process(ready).memory_info().rss, rel=0.1)
    end(executor)
    wait_for(lambda: not alive(ready))


def large_part() -> DataPart:
    """A dataset of 8 MB, a few of which fill a worker."""
    return replace(data_part(small_dataset()), cells=np.zeros((1_000_000, 2), np.float32))


def test_a_worker_asks_for_a_dataset_that_it_does_not_hold():
    spec = TrainingSpec(units=2)
    state = TrainingState(initial_weights(spec, 2), (), 0)
    missing = run_slice(spec, "unheard of", None, state, 1, Plan(updates=1, interval=1))
    assert missing == PartMissing("unheard of")


def test_a_worker_holds_datasets_within_its_bound_and_always_the_last():
    part = large_part()
    parts = Parts()
    count = PART_BYTES // part.nbytes + 2
    for number in range(count):
        parts.keep(replace(part, key=str(number)))
    assert sum(held.nbytes for held in parts.held.values()) <= PART_BYTES
    assert parts.find("0") is None
    assert parts.find(str(count - 1)) is not None


def test_the_dataset_used_last_is_dropped_last():
    part = large_part()
    parts = Parts()
    count = PART_BYTES // part.nbytes
    for number in range(count):
        parts.keep(replace(part, key=str(number)))
    parts.find("0")
    parts.keep(replace(part, key="more"))
    assert parts.find("0") is not None
    assert parts.find("1") is None


def test_a_worker_made_while_the_server_ends_is_ended_too(monkeypatch: pytest.MonkeyPatch):
    class Made(Executor):
        ended = False

        def submit(self, function, *arguments):
            return Future()

        def shutdown(self, wait=True, *, kill_workers=False):
            self.ended = kill_workers and not wait

    def too_late(function):
        raise RuntimeError("can't register atexit after shutdown")

    made = Made()
    workers = Workers(lambda: made, lambda: None)
    monkeypatch.setattr(threading, "_register_atexit", too_late)
    workers.start()
    assert made.ended
    assert workers.executor is None
