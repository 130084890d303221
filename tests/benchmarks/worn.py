"""500 runs one after another, of 20 architectures: does the worker's memory level off?

TensorFlow gives back nothing of what it compiled, so the engine replaces a worker in time.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.worker import weight

SPECS = tuple(
    TrainingSpec(cell=cell, units=units, batch_size=batch, epochs=1)
    for cell, units, batch in product(("lstm", "simple_rnn"), range(2, 7), (16, 32))
)
RUNS = 500
# So many runs of an architecture follow one another, then comes the next; all come again.
TOGETHER = 5
# The memory is told after so many runs.
TOLD = 50


def small_dataset() -> Dataset:
    """200 rows, one timestep: compiled soon."""
    values = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    return make_dataset(Table(values, ("a", "b"), "small"), Layout(window=1), Task("b"))


def lines() -> Iterator[tuple[str, str, str]]:
    """Measure; give what, the aim and what was measured."""
    began, dataset, seen = time.perf_counter(), small_dataset(), []
    engine = Engine()
    engine.wait_until_ready()
    workers = [engine._workers.executor]
    try:
        for number in range(RUNS):
            spec = replace(SPECS[number // TOGETHER % len(SPECS)], seed=number)
            run = Run(spec, dataset)
            engine.submit(run, "one after another")
            run.start()
            while run.progress.active:
                time.sleep(0.005)
            assert run.progress.status == "finished", run.progress.message
            if engine._workers.executor not in (workers[-1], None):
                workers.append(engine._workers.executor)
            # While it is replaced there is none.
            seen.append(weight(engine._workers.executor) / 1e6 or seen[-1])
            if (number + 1) % TOLD == 0:
                lately = seen[-TOLD:]
                yield (
                    f"run {number + 1 - TOLD + 1}–{number + 1}: memory of the worker",
                    "levels off",
                    f"{min(lately):,.0f} to {max(lately):,.0f} MB, worker {len(workers)}",
                )
        spent = time.perf_counter() - began
        half = len(seen) // 2
        yield (
            f"{RUNS} runs of {len(SPECS)} architectures, most memory, first half and second",
            "no more",
            f"{max(seen[:half]):,.0f} MB, {max(seen[half:]):,.0f} MB in {spent:.0f} s",
        )
    finally:
        engine.close()
