"""A run: one model in training, as a page commands and reads it."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training.bounds import RUN_SECONDS, SAMPLES_READ, SLICE_SECONDS
from lstmviz.training.curves import Past
from lstmviz.training.pace import Pace
from lstmviz.training.parts import data_part
from lstmviz.training.plan import (
    Plan,
    batch_samples,
    next_validation,
    plan_epochs,
    updates_per_epoch,
)
from lstmviz.training.refusals import runs_away, too_many_samples
from lstmviz.training.state import (
    DataPart,
    Origin,
    Piece,
    Progress,
    SliceRequest,
    Snapshot,
    Status,
    TrainingState,
    UpdateSeen,
)
from lstmviz.training.watching import Schedule


class Run:
    """A model in training: a fold of `advance` over its states.

    A page calls the commands and reads `progress`; it never waits. An engine asks for the next
    slice and gives its result back. Pause, stop and reset show at once: the slice under way is
    discarded, and done again on resume, with the same result.

    Args:
        spec: what is trained and how.
        dataset: what it is trained on.
        part: what the worker needs of the dataset, if it is known already.
        plan: when it ends and what it keeps; by default whole epochs.
    """

    def __init__(
        self,
        spec: TrainingSpec,
        dataset: Dataset,
        part: DataPart | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.spec = spec
        self.dataset = dataset
        self.part = part or data_part(dataset)
        self.per_epoch = updates_per_epoch(spec, dataset.train)
        self.plan = plan or plan_epochs(spec, dataset.train)
        self._lock = threading.RLock()
        self._wake: Callable[[], None] = lambda: None
        self.schedule = Schedule(min(self.per_epoch, self.plan.updates), self.plan.updates)
        self._pace = Pace(self.schedule)
        self._order = 0
        self._begin()

    # ---- what a page reads ------------------------------------------------------------------

    @property
    def progress(self) -> Progress:
        """The run as it stands; a new object whenever anything has changed."""
        return self._progress

    @property
    def place(self) -> int:
        """Runs before this one in the waiting line; 0 when it takes its turns."""
        return self._progress.place

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """Weights along the run, for scrubbing back: always the first and the latest."""
        with self._lock:
            return self._past.snapshots()

    @property
    def last_update(self) -> UpdateSeen | None:
        """The last update that was done by itself, as a single batch or at a slow pace."""
        return self._last_update

    @property
    def rate(self) -> float | None:
        """Updates per second, or None for as fast as it goes."""
        return self._pace.rate

    @rate.setter
    def rate(self, rate: float | None) -> None:
        with self._lock:
            self._pace.rate = rate
            self._pace.due = time.monotonic()
        self._wake()

    @property
    def watched(self) -> bool:
        """Whether it is given as a person can watch it, most of the time for the first epoch."""
        return self._pace.watched

    @watched.setter
    def watched(self, watched: bool) -> None:
        with self._lock:
            self._pace.watched = watched
            self._pace.due = time.monotonic()
        self._wake()

    # ---- what a page commands ---------------------------------------------------------------

    def start(self) -> None:
        """Train to the planned end; a run that has ended begins anew from the same seed."""
        with self._lock:
            if self._progress.status in ("finished", "stopped", "failed"):
                self._begin()
            self._go(self.plan.updates)

    def pause(self) -> None:
        """Halt; `resume` goes on from here."""
        with self._lock:
            if self._progress.active:
                self._halt("paused")

    def resume(self) -> None:
        """Go on to the planned end after a pause or single steps."""
        with self._lock:
            if self._progress.status == "paused":
                self._go(self.plan.updates)

    def step_batch(self) -> None:
        """Do one update more, then pause; pressed n times quickly, n updates."""
        with self._lock:
            if self._can_step():
                self._go(self._step_from() + 1)

    def step_epoch(self) -> None:
        """Go on to the epoch's end, then pause."""
        with self._lock:
            if self._can_step():
                self._go((self._step_from() // self.per_epoch + 1) * self.per_epoch)

    def stop(self) -> None:
        """End the run; what it has reached stays to be looked at."""
        with self._lock:
            if self._progress.active or self._progress.status == "paused":
                self._halt("stopped")

    def reset(self) -> None:
        """Go back to the initial weights of the same seed."""
        with self._lock:
            self._begin()

    # ---- what an engine calls ---------------------------------------------------------------

    def attach(self, wake: Callable[[], None]) -> None:
        """Call `wake` whenever there is something to do."""
        self._wake = wake

    def silent(self, now: float) -> float:
        """Tell for how many seconds there has been no news of a slice that is due; else 0."""
        with self._lock:
            return 0.0 if self._until is None else max(0.0, now - max(self._heard, self._pace.due))

    def due(self) -> float | None:
        """Tell when the next slice may begin, on the monotonic clock; None if none is wanted."""
        with self._lock:
            return self._pace.due if self._until is not None else None

    def origin(self) -> Origin | None:
        """Tell where the next slice begins; None if none is wanted, or if it is not to be shared.

        At a chosen pace and in single steps a run goes its own way.
        """
        with self._lock:
            if not self._goes_on() or self._pace.rate is not None:
                return None
            return Origin(self.spec, self.part.key, self.plan, self._state.update)

    def request(self, seconds: float = SLICE_SECONDS) -> SliceRequest | None:
        """Ask for the next slice, of so many seconds at most or sized to the chosen speed."""
        with self._lock:
            if self._until is None:
                return None
            now = self._state.update
            updates = self._pace.updates(now, seconds, self._goes_on(), time.monotonic())
            updates = min(updates, self._until - now)
            if self.plan.settling is not None:
                # It may end at any validation, and must not be trained beyond.
                updates = min(updates, next_validation(now, self.per_epoch, self.plan) - now)
            return SliceRequest(
                self._order, self.origin(), self.spec, self.part, self.plan, self._state, updates
            )

    def receive(self, request: SliceRequest, state: TrainingState, piece: Piece) -> None:
        """Take over a slice's result, unless it was taken back meanwhile."""
        with self._lock:
            if request.order != self._order or self._until is None:
                return
            self._heard = now = time.monotonic()
            finite = np.isfinite(piece.losses)
            if not finite.all() or not state.finite:
                self._diverge(piece, int(np.argmin(finite)) if not finite.all() else len(finite))
                return
            if len(piece.losses) == 1:
                self._last_update = self._seen(state, float(piece.losses[0]))
            if self._pace.watched and self._goes_on():
                self._pace.show(self._state.update, state.update, now)
            self._state = state
            # Slowly or in steps, each moment may be gone back to.
            self._past.add(piece, self._pace.rate is not None or not self._goes_on())
            self._pace.measure(len(piece.losses), piece.seconds, state.update, now)
            status: Status = "training"
            ended = state.update == self.plan.updates or self._past.has_settled()
            if ended or state.update >= self._until:
                self._until = None
                status = "finished" if ended else "paused"
            if status == "training" and now - self._went > RUN_SECONDS:
                self._halt(
                    "paused",
                    f"Paused after {RUN_SECONDS / 60:.0f} minutes, in case nobody looks any more. "
                    "Nothing is lost: go on when you like.",
                )
                return
            self._show(status)

    def wait_in_line(self, place: int) -> None:
        """Show the place in the waiting line; 0 when the run takes its turns."""
        with self._lock:
            if self._progress.place != place:
                self._progress = replace(self._progress, place=place)

    def fail(self, sentence: str) -> None:
        """End the run with a sentence for the person."""
        with self._lock:
            self._halt("failed", sentence)

    # ---- inside, under the lock -------------------------------------------------------------

    def _begin(self) -> None:
        weights = initial_weights(self.spec, self.part.shape[1])
        self._order += 1
        self._state = TrainingState(weights, (), 0)
        self._past = Past(weights, self.plan)
        self._last_update: UpdateSeen | None = None
        self._until: int | None = None
        self._heard = 0.0
        self._pace.forget()
        self._show("ready to start")

    def _go(self, until: int) -> None:
        if self.dataset.lacks:
            self._halt("failed", self.dataset.lacks)
            return
        samples = len(self.part.train) * self.plan.updates // self.per_epoch
        if samples > SAMPLES_READ:
            self._halt("failed", too_many_samples(samples, len(self.part.train), SAMPLES_READ))
            return
        if self._progress.status not in ("training", "waiting"):
            self._went = time.monotonic()
            self._pace.go(self._went)
            self._until = min(until, self.plan.updates)
            self._show("waiting")
        self._until = min(until, self.plan.updates)
        self._wake()

    def _goes_on(self) -> bool:
        """Tell whether it trains to its end, and not a step."""
        return self._until == self.plan.updates

    def _halt(self, status: Status, message: str = "") -> None:
        self._order += 1
        self._until = None
        self._show(status, message)
        self._wake()

    def _can_step(self) -> bool:
        return self._progress.status not in ("finished", "stopped", "failed")

    def _step_from(self) -> int:
        if self._until is not None and self._until < self.plan.updates:
            return self._until
        return self._state.update

    def _seen(self, after: TrainingState, loss: float) -> UpdateSeen:
        update, before = self._state.update, self._state.weights
        samples = batch_samples(self.spec, self.part.train, update)
        return UpdateSeen(update, samples, loss, before, after.weights)

    def _diverge(self, piece: Piece, good: int) -> None:
        self._past.losses.add(piece.losses[:good])
        update = self._state.update + good + 1
        self._halt("failed", runs_away(update, self.spec.learning_rate))

    def _show(self, status: Status, message: str = "") -> None:
        self._progress = Progress(
            status=status,
            epochs=self.spec.epochs,
            update=self._state.update,
            updates_per_epoch=self.per_epoch,
            updates_per_second=self._pace.speed() if status == "training" else None,
            place=0,
            train=self._past.losses.curve(self.per_epoch),
            validation=self._past.validation,
            latest=self._past.latest,
            message=message,
            slowed=self._pace.slows(self._state.update),
        )
