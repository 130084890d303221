"""The worker process ends with its server, however that ends; real processes."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest

from lstmviz.cells import initial_weights
from lstmviz.specs import TrainingSpec
from lstmviz.training.bounds import PART_BYTES
from lstmviz.training.run import data_part
from lstmviz.training.state import DataPart, Plan, TrainingState
from lstmviz.training.worker import PartMissing, Parts, run_slice
from tests.training.conftest import small_dataset, wait_for

# A server as uvicorn makes one: SIGTERM ends the interpreter in order. Its worker is busy: it
# imports TensorFlow, or trains.
SERVER = """
import signal, sys, time
import lstmviz.training.care
from lstmviz.specs import TrainingSpec
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.worker import wake_up, warm_up
from tests.training.conftest import small_dataset

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
lstmviz.training.care.warm_up = wake_up if sys.argv[1] == "training" else warm_up
engine = Engine()
if sys.argv[1] == "training":
    # Quickly compiled, and long under way.
    run = Run(TrainingSpec(units=4, batch_size=1, epochs=200), small_dataset(rows=20_000))
    engine.submit(run)
    run.start()
    while run.progress.status != "training":
        time.sleep(0.05)
while engine._workers.executor is None or not engine._executor._processes:
    time.sleep(0.05)
print(*engine._workers.executor._processes, flush=True)
time.sleep(60)
"""


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    ("blow", "busy"),
    [
        (signal.SIGINT, "warming"),
        (signal.SIGTERM, "warming"),
        (signal.SIGKILL, "warming"),
        (signal.SIGTERM, "training"),
    ],
)
def test_no_worker_outlives_its_server(blow: signal.Signals, busy: str):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, busy],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        worker = int(server.stdout.readline())
        children = [child.pid for child in psutil.Process(server.pid).children(recursive=True)]
        assert worker in children
        # In the middle of importing TensorFlow, which takes seconds.
        time.sleep(1.5 if busy == "warming" else 0)
        assert alive(worker)
        server.send_signal(blow)
        server.wait(10)
        wait_for(lambda: not any(alive(pid) for pid in children), 10)
    finally:
        server.kill()
        server.stdout.close()


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
