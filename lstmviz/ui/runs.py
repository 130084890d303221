"""The visitor's training run: that of the experiment in view, through the shared engine.

A run whose experiment was left is paused and kept, so that one can go back to it. What the screen
shows of a run, now or at a moment looked back to, is a `View`.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st
from jaxtyping import Float64

from lstmviz.network.models import ModelWeights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training.engine import Engine
from lstmviz.training.prepared import PreparedRun, load
from lstmviz.training.reader import Reader
from lstmviz.training.run import Run
from lstmviz.training.state import Progress, Snapshot
from lstmviz.training.watching import Schedule
from lstmviz.ui import visit
from lstmviz.ui.belongings import Held, Pace, Training
from lstmviz.ui.server import engine, reader, trouble
from lstmviz.ui.shelf import Shelf, shelf

# A command waits at most so long for the first point that it brings, and looks so often, in
# seconds: compiled ahead it comes within a tenth of a second.
FIRST_LOOK_SECONDS = 0.15
LOOK_SECONDS = 0.005
# Runs that were left and stay to be compared with, beside the one in view.
MOST_LEFT = 3
# Step by step, so that each batch can be followed.
STEPS_PER_SECOND = 1.0


@dataclass(frozen=True, eq=False)
class View:
    """What the screen shows of a run.

    Args:
        progress: of the run.
        snapshot: the moment in view.
        moments: epochs that one can look back to.
        moment: place in `moments` of the moment looked back to; None for the latest.
        label: which weights these are, for the person.
        warm: whether the worker is ready to train.
        waits: what a run waits for that has had no news for long, or "".
        replays: whether the moments are shown once more, one after the other.
    """

    progress: Progress
    snapshot: Snapshot
    moments: tuple[float, ...]
    moment: int | None
    label: str
    warm: bool
    waits: str
    replays: bool

    @property
    def moving(self) -> bool:
        """Whether the screen changes by itself: a run goes on, or nobody can train yet."""
        return self.progress.active or self.replays or not self.warm or bool(trouble())

    @property
    def weights(self) -> ModelWeights:
        """The weights in view."""
        return self.snapshot.weights

    @property
    def validation_loss(self) -> float | None:
        """The validation loss of the moment in view, where it is known."""
        losses = self.progress.validation.losses
        if self.snapshot.validation_loss is None and self.moment is None and len(losses):
            return float(losses[-1])
        return self.snapshot.validation_loss


@dataclass(frozen=True, eq=False)
class Presence:
    """A visitor who is here, and who keep their runs, their visit and files when they leave."""

    engine: Engine
    shelf: Shelf
    reader: Reader
    visitor: str

    def leave(self) -> None:
        """The tab was closed or reloaded, or the connection dropped."""
        self.engine.leave(self.visitor)
        self.shelf.leave(self.visitor)
        self.reader.leave(self.visitor)


@st.cache_resource(scope="session", show_spinner=False, on_release=Presence.leave)
def presence(visitor: str, _kept: visit.Visit) -> Presence:
    """Note that a visitor is here with a visit, until their session's resources are released."""
    engine().keep(visitor)
    shelf().keep(visitor, _kept)
    return Presence(engine(), shelf(), reader(), visitor)


def training() -> Training:
    """What this visit holds of its runs."""
    return visit.current().training


def visitor() -> str:
    """Name this session for the engine."""
    return presence(training().visitor, visit.current()).visitor


def abandon() -> None:
    """Let go of the run in view: another visit takes the place of this one."""
    left = training().held
    if left is not None:
        engine().remove(left.run)


def run() -> Run:
    """The run of the experiment in view; another one when a choice changed that decides a run."""
    return held().run


def held() -> Held:
    """The run of the experiment in view, with what belongs to it."""
    now, mine = visit.experiment(), training()
    kept = mine.held
    if kept is not None and kept.experiment.decides == now.decides:
        return kept
    known = next((each for each in mine.left if each.experiment.decides == now.decides), None)
    others = tuple(each for each in mine.left if each is not known)
    if kept is not None and kept.run.progress.update:
        kept.run.pause()
        others += (kept,)
    for old in others[:-MOST_LEFT]:
        engine().remove(old.run)
    mine.left = others[-MOST_LEFT:]
    if known is not None:
        found = mine.held = known
    else:
        new = Run(now.spec, visit.dataset())
        ready = prepared(new.part.key, now.spec, visit.dataset())
        found = mine.held = Held(now, new, ready, visit.own_table())
        engine().foresee(new, visitor())
        if now.moment and ready is None:
            # A link brought a moment of a run that this visitor has not trained.
            mine.commanded = new
            engine().submit(new, visitor())
            new.start()
    set_pace(mine.pace)
    mine.replayed = None
    return found


def left() -> tuple[Held, ...]:
    """The runs that were paused because a choice changed, the latest last."""
    held()
    return training().left


def act(name: str) -> None:
    """Pause, resume, stop or reset the run in view, and show it as it is."""
    training().commanded = run()
    look_back(None)
    engine().submit(run(), visitor())
    getattr(run(), name)()


def set_pace(pace: Pace) -> None:
    """Give the run as it can be watched, batch by batch, or as fast as it goes."""
    training().pace = pace
    run().rate = STEPS_PER_SECOND if pace == "step" else None
    run().watched = pace == "watch"


def begins(progress: Progress) -> bool:
    """Whether the first point of a run may come at any moment."""
    return engine().ready and progress.status == "waiting" and not progress.place


def await_first_point() -> None:
    """Wait for a moment for what a run computes in it: the answer to a click may show it."""
    own, end = run(), time.monotonic() + FIRST_LOOK_SECONDS
    while begins(own.progress) and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)


def pace() -> Pace:
    """How the visitor has runs given."""
    return training().pace


def replay() -> None:
    """Show all moments of the run on screen once more, as they are watched."""
    look_back(None)
    training().replayed = time.monotonic()


def look_back(moment: int | None) -> None:
    """Show the run as it was at a moment, a place in its snapshots; None for as it is."""
    snapshots = shown().snapshots
    if moment is not None and moment >= len(snapshots) - 1:
        moment = None
    # Kept as an update: snapshots are thinned while training goes on, so places change.
    visit.adopt_choice("moment", None if moment is None else snapshots[moment].update)
    training().replayed = None


def replay_update(progress: Progress) -> int | None:
    """Give the update that the replay has come to; None where there is none or it has ended."""
    began = training().replayed
    if began is None or not progress.update:
        return None
    schedule = Schedule(min(progress.updates_per_epoch, progress.update), progress.update)
    update = schedule.update(time.monotonic() - began)
    if update < progress.update:
        return update
    training().replayed = None
    return None


def shown() -> Run | PreparedRun:
    """The run on screen: the visitor's own, or before its first command one worked out before."""
    own = held()
    begun = own.run is training().commanded or own.run.progress.update
    return own.run if begun else own.prepared or own.run


@st.cache_resource(max_entries=16, show_spinner=False)
def prepared(dataset_key: str, spec: TrainingSpec, _dataset: Dataset) -> PreparedRun | None:
    """The run worked out beforehand, if it is of these samples; read once for all visitors."""
    return load(spec, _dataset)


def view() -> View:
    """What the screen shows now."""
    on_screen = shown()
    progress, snapshots = on_screen.progress, on_screen.snapshots
    replayed, looked_back, moment = replay_update(progress), visit.experiment().moment, None
    if replayed is not None:
        moment = sum(kept.update <= replayed for kept in snapshots) - 1
    elif looked_back is not None:
        moment = nearest(snapshots, looked_back)
    snapshot = progress.latest if moment is None else snapshots[moment]
    moments = tuple(kept.epoch for kept in snapshots)
    words = label(progress, snapshot)
    waits = engine().waits_for(run()) if progress.active else ""
    replays = replayed is not None
    return View(progress, snapshot, moments, moment, words, engine().ready, waits, replays)


def nearest(snapshots: Sequence[Snapshot], update: int) -> int:
    """Find the moment that is nearest to an update."""
    return int(np.argmin([abs(kept.update - update) for kept in snapshots]))


def label(progress: Progress, snapshot: Snapshot) -> str:
    """Say which weights these are."""
    if not snapshot.update:
        return f"before training · seed {visit.experiment().spec.seed}"
    words = f"epoch {snapshot.epoch:.1f} · update {snapshot.update:,}"
    if progress.prepared:
        return f"{words} · prepared"
    return f"{words} · live" if progress.active and snapshot is progress.latest else words


def predictions(snapshot: Snapshot, dataset: Dataset) -> Float64[np.ndarray, " stretch"]:
    """What the model says for the stretch of validation rows, in the table's unit."""
    scaled = snapshot.stretch
    if scaled is None:
        x, _ = dataset.batch(dataset.stretch)
        scaled = trace_model(snapshot.weights, x).y[:, -1]
    return dataset.in_units(scaled)


start, pause, resume, stop, reset, step_batch, step_epoch = (
    partial(act, name)
    for name in ("start", "pause", "resume", "stop", "reset", "step_batch", "step_epoch")
)
