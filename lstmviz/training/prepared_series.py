"""A race and sweeps worked out beforehand: results to look at before anything was trained.

They are the race and the edges of memory that the app opens with, trained through the very engine
and written by `python -m lstmviz.training.prepare`.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from lstmviz.network.models import ModelWeights, initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training.contest import Contest, Standing
from lstmviz.training.prepared import FOLDER, packed, run_key, unpacked
from lstmviz.training.state import Curve
from lstmviz.training.sweep import SWEEP_SPEC, Reached, Sweep, echo_dataset

RACE, EDGES = "race.npz", "edges.json"
Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class PreparedSeries(Generic[Result]):
    """A finished race or sweep: read like one, but without commands."""

    results: tuple[Result, ...]
    active: bool = False
    message: str = ""
    place: int = 0


def race_key(
    parts: Sequence[Dataset], specs: Sequence[TrainingSpec], seeds: int, updates: int | None
) -> str:
    """Name a race by all that decides it."""
    what = [part.key for part in parts], tuple(specs), seeds, updates
    return hashlib.sha256(repr(what).encode()).hexdigest()[:16]


def save_race(key: str, race: Contest, folder: Path = FOLDER) -> None:
    """Write a finished race, its latest weights included."""
    lines = race.results
    held: dict[str, Any] = {"key": np.array(key)}
    for number, line in enumerate(lines):
        for each in line:
            if each.status != "finished":
                raise ValueError(f"Only a finished race can be kept; a run is {each.status}.")
            name = f"{number}.{each.seed}"
            numbers = [each.update, each.loss, each.error, each.training_error]
            held[f"{name}.numbers"] = np.array(numbers, np.float64)
            held[f"{name}.curve"] = np.stack([each.validation.epochs, each.validation.losses])
            held[f"{name}.weights"] = packed(each.weights)
    np.savez_compressed(folder / RACE, **held)


def load_race(
    parts: Sequence[Dataset],
    specs: Sequence[TrainingSpec],
    seeds: int,
    updates: int | None,
    folder: Path = FOLDER,
) -> PreparedSeries[tuple[Standing, ...]] | None:
    """Read the race worked out beforehand; None if there is none of exactly these entrants."""
    path = folder / RACE
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["key"]) != race_key(parts, specs, seeds, updates):
            return None
        held = {name: kept[name] for name in kept.files}
    lines = []
    for number, (part, spec) in enumerate(zip(parts, specs, strict=True)):
        like = initial_weights(spec, part.shape[2])
        names = [f"{number}.{seed}" for seed in range(seeds)]
        lines.append(
            tuple(finished(held, name, seed, spec, like) for seed, name in enumerate(names))
        )
    return PreparedSeries(tuple(lines))


def finished(
    held: dict[str, np.ndarray], name: str, seed: int, spec: TrainingSpec, like: ModelWeights
) -> Standing:
    """Read one network of the race; its weights have the shapes of others like them."""
    update, loss, error, training_error = held[f"{name}.numbers"].tolist()
    curve = Curve(*held[f"{name}.curve"])
    return Standing(
        seed=seed,
        status="finished",
        epoch=float(curve.epochs[-1]),
        validation=curve,
        loss=loss,
        error=error,
        weights=unpacked(held[f"{name}.weights"], spec, like),
        message="",
        training_error=training_error,
        update=int(update),
    )


def save_edges(sweeps: dict[int, Sweep], folder: Path = FOLDER) -> None:
    """Write finished sweeps by their lag: the error reached with each window."""
    edges = {}
    for lag, sweep in sweeps.items():
        for each in sweep.results:
            if each.status != "finished":
                raise ValueError(f"Only a finished sweep can be kept; a window is {each.status}.")
        reached = [[each.window, each.error, each.epoch] for each in sweep.results]
        edges[lag] = {"key": run_key(SWEEP_SPEC, echo_dataset(lag)), "reached": reached}
    (folder / EDGES).write_text(json.dumps(edges) + "\n", "utf-8")


def load_edge(lag: int, folder: Path = FOLDER) -> PreparedSeries[Reached] | None:
    """Read the sweep of a lag worked out beforehand; None if there is none."""
    path = folder / EDGES
    edges = json.loads(path.read_text("utf-8")) if path.exists() else {}
    edge = edges.get(str(lag))
    if edge is None or edge["key"] != run_key(SWEEP_SPEC, echo_dataset(lag)):
        return None
    return PreparedSeries(
        tuple(Reached(window, error, epoch, "finished") for window, error, epoch in edge["reached"])
    )
