"""Training through the engine beside plain `model.fit`: the same samples, model and machine.

Both are measured in turns, twice each, and the better one counts, and at the same priority, so
that a busy moment harms neither alone.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import psutil

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.samples.tasks import Task
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run

# Layout → how many times as fast as fit.
AIMS = {"columns": 20, "row": 30, "window": 5}
SPEC = TrainingSpec()
SECONDS = 4.0
TURNS = 2

FIT = """
import json, sys, time
import keras
from lstmviz.training.worker import step_back
from tests.benchmarks.training import dataset_of

step_back()
dataset = dataset_of(sys.argv[1])
updates = 300
x, y = dataset.batch(dataset.train[: 32 * updates])
model = keras.Sequential([keras.layers.LSTM(32), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x[: 32 * 20], y[: 32 * 20], batch_size=32, verbose=0)
began = time.perf_counter()
model.fit(x, y, batch_size=32, verbose=0)
print(json.dumps(updates / (time.perf_counter() - began)))
"""


def dataset_of(layout: str) -> Dataset:
    """The question's table, 53,394 × 3, in a layout."""
    return make_dataset(load_example("sensors"), LAYOUTS[layout], Task("power"))


def fit_speed(layout: str) -> float:
    """Updates per second of plain `model.fit`, in a process of its own."""
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-c", FIT, layout]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def start(engine: Engine, run: Run) -> float:
    """Start a run; give the seconds until its first point is on the curve."""
    engine.submit(run)
    began = time.perf_counter()
    run.start()
    while not len(run.progress.train.losses):
        time.sleep(0.002)
    return time.perf_counter() - began


def engine_speed(engine: Engine, layout: str, seed: int) -> float:
    """Updates per second through the engine, snapshots and validation included.

    From a seed of its own each time: what is recorded would be shown, and not computed.
    """
    run = Run(replace(SPEC, seed=seed), dataset_of(layout))
    start(engine, run)
    time.sleep(0.5)
    began, first = time.perf_counter(), run.progress.update
    while run.progress.active and time.perf_counter() - began < SECONDS:
        time.sleep(0.01)
    speed = (run.progress.update - first) / (time.perf_counter() - began)
    engine.remove(run)
    return speed


def megabytes(process: psutil.Process) -> float:
    """Resident memory of a process."""
    return process.memory_info().rss / 1e6


def lines() -> Iterator[tuple[str, str, str]]:
    """Measure; give what, the aim and what was measured."""
    began = time.perf_counter()
    engine = Engine()
    engine.wait_until_ready()
    yield "worker warm after", "", f"{time.perf_counter() - began:.1f} s"
    try:
        yield from first_points(engine)
        for layout, aim in AIMS.items():
            fit = ours = 0.0
            for turn in range(TURNS):
                fit = max(fit, fit_speed(layout))
                ours = max(ours, engine_speed(engine, layout, turn))
            _, timesteps, features = dataset_of(layout).shape
            yield (
                f"(N, {timesteps}, {features}), updates per second, fit → through the engine",
                f"≥ {aim} ×",
                f"{fit:,.0f} → {ours:,.0f} = {ours / fit:.1f} ×",
            )
        server = psutil.Process()
        workers = sum(megabytes(child) for child in server.children(recursive=True))
        yield (
            "memory of this process and its worker, eight models compiled",
            "< 1,200 MB",
            f"{megabytes(server):,.0f} + {workers:,.0f} MB",
        )
    finally:
        engine.close()


def first_points(engine: Engine) -> Iterator[tuple[str, str, str]]:
    """Measure the time from start to the first point, with compilation and without."""
    for layout in AIMS:
        dataset = dataset_of(layout)
        _, timesteps, features = dataset.shape
        new = replace(SPEC, units=31)
        # Another seed, or the second run's slices would be found in the record.
        for words, aim, seed in (("to be compiled", 1.5, 1), ("compiled already", 0.3, 2)):
            run = Run(replace(new, seed=seed), dataset)
            seconds = start(engine, run)
            engine.remove(run)
            # The slice under way when it was removed is not this model's cost.
            time.sleep(0.5)
            what = f"(N, {timesteps}, {features}), start to the first point, {words}"
            yield what, f"≤ {aim} s", f"{seconds:.2f} s"
