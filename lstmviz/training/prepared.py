"""The run worked out beforehand: something to look at before the worker is warm.

It is the default experiment, trained through the very engine, and written by
`python -m lstmviz.training.prepare`.
"""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from lstmviz.network.models import ModelWeights, initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training.run import Run
from lstmviz.training.state import Curve, Progress, Snapshot, updates_per_epoch

PATH = Path(str(files("lstmviz") / "data" / "prepared_run.npz"))
# 32 sets of LSTM(32)'s weights are 0.6 MB; more would weigh on every clone.
SNAPSHOTS_KEPT = 32


@dataclass(frozen=True, eq=False)
class PreparedRun:
    """A finished run: read like a `Run`, but without commands."""

    progress: Progress
    snapshots: tuple[Snapshot, ...]


def run_key(spec: TrainingSpec, dataset: Dataset) -> str:
    """Name a run by all that decides it: the dataset's content, and the model and its training."""
    return hashlib.sha256(repr((dataset.key, spec)).encode()).hexdigest()[:16]


def save(run: Run, path: Path = PATH) -> None:
    """Write a finished run: curves, and some of its snapshots, evenly chosen."""
    progress, snapshots = run.progress, run.snapshots
    if progress.status != "finished":
        raise ValueError(f"Only a finished run can be kept; this one is {progress.status}.")
    chosen = np.linspace(0, len(snapshots) - 1, min(SNAPSHOTS_KEPT, len(snapshots)))
    kept = [snapshots[number] for number in np.unique(chosen.round().astype(int))]
    none = np.full(len(run.dataset.stretch), np.nan, np.float32)
    weights = [np.concatenate([a.ravel() for a in s.weights.arrays()]) for s in kept]
    np.savez_compressed(
        path,
        key=np.array(run_key(run.spec, run.dataset)),
        updates=np.array([s.update for s in kept]),
        weights=np.stack(weights),
        stretch=np.stack([none if s.stretch is None else s.stretch for s in kept]),
        train=np.stack([progress.train.epochs, progress.train.losses]),
        validation=np.stack([progress.validation.epochs, progress.validation.losses]),
    )


def load(spec: TrainingSpec, dataset: Dataset, path: Path = PATH) -> PreparedRun | None:
    """Read the run worked out beforehand; None if it belongs to another experiment."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["key"]) != run_key(spec, dataset):
            return None
        held = {name: kept[name] for name in kept.files}
    per_epoch = updates_per_epoch(spec, dataset.train)
    like = initial_weights(spec, dataset.shape[2]).arrays()
    ends = np.cumsum([array.size for array in like])[:-1]
    snapshots = []
    for update, flat, stretch in zip(
        held["updates"].tolist(), held["weights"], held["stretch"], strict=True
    ):
        parts = np.split(flat, ends)
        arrays = [part.reshape(array.shape) for part, array in zip(parts, like, strict=True)]
        snapshots.append(
            Snapshot(
                update,
                update / per_epoch,
                ModelWeights.from_arrays(spec, arrays),
                None if np.isnan(stretch).any() else stretch,
            )
        )
    progress = Progress(
        status="finished",
        epochs=spec.epochs,
        update=snapshots[-1].update,
        updates_per_epoch=per_epoch,
        updates_per_second=None,
        place=0,
        train=Curve(*held["train"]),
        validation=Curve(*held["validation"]),
        latest=snapshots[-1],
        prepared=True,
    )
    return PreparedRun(progress, tuple(snapshots))
