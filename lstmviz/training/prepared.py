"""Runs worked out beforehand: something to look at before the worker is warm.

They are the question's table in the three layouts that the question compares, with the default
model, trained through the very engine, and written by `python -m lstmviz.training.prepare`.
"""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from lstmviz.choices.meaning import Fed
from lstmviz.network.models import ModelWeights, initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import layout_name
from lstmviz.training.plan import updates_per_epoch
from lstmviz.training.run import Run
from lstmviz.training.state import Curve, Progress, Snapshot

FOLDER = Path(str(files("lstmviz") / "data" / "prepared"))
LAYOUTS_PREPARED: tuple[Fed, ...] = ("columns", "row", "window")
"""Keys of LAYOUTS, in the order of the question: (N, 3, 1), (N, 1, 3), a window."""
# Some 40 sets of LSTM(32)'s weights are 0.7 MB; more would weigh on every clone.
SNAPSHOTS_KEPT = 30


@dataclass(frozen=True, eq=False)
class PreparedRun:
    """A finished run: read like a `Run`, but without commands."""

    progress: Progress
    snapshots: tuple[Snapshot, ...]


def run_key(spec: TrainingSpec, dataset: Dataset) -> str:
    """Name a run by all that decides it: the dataset's content, and the model and its training."""
    return hashlib.sha256(repr((dataset.key, spec)).encode()).hexdigest()[:16]


def file_name(dataset: Dataset) -> str:
    """Name the file that holds a run, one for each layout, e.g. "window.npz"."""
    return f"{layout_name(dataset.layout)}.npz"


def save(run: Run, folder: Path = FOLDER) -> None:
    """Write a finished run: curves, its early moments, and some of the others, evenly chosen."""
    progress, snapshots = run.progress, run.snapshots
    if progress.status != "finished":
        raise ValueError(f"Only a finished run can be kept; this one is {progress.status}.")
    early = len(run.plan.moments_before_marks)
    others = np.linspace(early + 1, len(snapshots) - 1, min(SNAPSHOTS_KEPT, len(snapshots)))
    chosen = [*range(early + 1), *np.unique(others.round().astype(int))]
    kept = [snapshots[number] for number in chosen]
    none = np.full(len(run.dataset.stretch), np.nan, np.float32)
    weights = [packed(s.weights) for s in kept]
    np.savez_compressed(
        folder / file_name(run.dataset),
        key=np.array(run_key(run.spec, run.dataset)),
        updates=np.array([s.update for s in kept]),
        weights=np.stack(weights),
        stretch=np.stack([none if s.stretch is None else s.stretch for s in kept]),
        train=np.stack([progress.train.epochs, progress.train.losses]),
        validation=np.stack([progress.validation.epochs, progress.validation.losses]),
    )


def packed(weights: ModelWeights) -> np.ndarray:
    """Write all weights into one row."""
    return np.concatenate([array.ravel() for array in weights.arrays()])


def unpacked(row: np.ndarray, spec: TrainingSpec, like: ModelWeights) -> ModelWeights:
    """Read weights from a row; they have the shapes of others like them."""
    arrays = like.arrays()
    parts = np.split(row, np.cumsum([array.size for array in arrays])[:-1])
    shaped = [part.reshape(array.shape) for part, array in zip(parts, arrays, strict=True)]
    return ModelWeights.from_arrays(spec, shaped)


def load(spec: TrainingSpec, dataset: Dataset, folder: Path = FOLDER) -> PreparedRun | None:
    """Read the run worked out beforehand; None if there is none of this experiment."""
    path = folder / file_name(dataset)
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["key"]) != run_key(spec, dataset):
            return None
        held = {name: kept[name] for name in kept.files}
    per_epoch = updates_per_epoch(spec, dataset.train)
    like = initial_weights(spec, dataset.shape[2])
    snapshots = []
    for update, flat, stretch in zip(
        held["updates"].tolist(), held["weights"], held["stretch"], strict=True
    ):
        snapshots.append(
            Snapshot(
                update,
                update / per_epoch,
                unpacked(flat, spec, like),
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
