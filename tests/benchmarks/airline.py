"""The well-known tutorial on airline passengers: its five set-ups, ten seeds of each, as a race.

LSTM(4), batch size 1, 100 epochs, Adam, min–max scaling, 67 % training rows, one step ahead. The
tutorial's data are not shipped: a series like it, with trend and season, stands in.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.entrants import Entrant, fair_datasets, names
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.training.contest import Contest
from lstmviz.training.engine import Engine

SEEDS = 10
TASK = Task("passengers", validation_fraction=0.33, scaling="min-max")
SPEC = TrainingSpec(units=4, batch_size=1, epochs=100, learning_rate=1e-3)
STATEFUL = replace(SPEC, shuffle=False, stateful=True)
SET_UPS = (
    Entrant(Layout(1), SPEC),
    Entrant(Layout(3, 1, "features", "features"), SPEC),
    Entrant(Layout(3), SPEC),
    Entrant(Layout(3), STATEFUL),
    Entrant(Layout(3), replace(STATEFUL, layers=2)),
)


def passengers(seed: int = 0) -> Table:
    """144 months of a thing that grows, with a season that grows along, and a little chance."""
    month = np.arange(144)
    season = 1 + 0.2 * np.sin(2 * np.pi * (month - 3) / 12) + 0.05 * np.cos(4 * np.pi * month / 12)
    chance = 1 + 0.03 * np.random.default_rng(seed).normal(size=len(month))
    values = np.round(112 * np.exp(0.0098 * month) * season * chance)
    return Table(values[:, None].astype(np.float32), ("passengers",), "monthly passengers")


def lines() -> Iterator[tuple[str, str, str]]:
    """Measure; give what, the aim and what was measured."""
    engine = Engine()
    engine.wait_until_ready()
    datasets = fair_datasets(passengers(), TASK, [entrant.layout for entrant in SET_UPS])
    contest = Contest(datasets, [entrant.spec for entrant in SET_UPS], SEEDS)
    try:
        engine.submit(contest)
        began = time.perf_counter()
        contest.start()
        while contest.active:
            time.sleep(0.05)
        seconds = time.perf_counter() - began
    finally:
        engine.close()
    updates = sum(standing.update for line in contest.results for standing in line)
    yield (
        f"airline passengers: five set-ups × {SEEDS} seeds × 100 epochs, {updates:,} updates",
        "< 60 s",
        f"{seconds:.0f} s",
    )
    unit = datasets[0].scale[0]
    for name, line in zip(names(SET_UPS, 1), contest.results, strict=True):
        fitted, error = (
            unit * median(getattr(each, part) for each in line)
            for part in ("training_error", "error")
        )
        yield f"{name}: error, median", "", f"training {fitted:.1f}, validation {error:.1f}"
