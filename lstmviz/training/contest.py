"""A race: several networks, each from several seeds, side by side in the turns of one run.

Which layout learns better is a question with chance in it, so every entrant is trained from the
same seeds, on the same targets, in the same order. All networks grow together: the next slice goes
to the one that is least far. Entrants that differ in nothing but the seed are compiled once.
"""

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import BOUNDS, TrainingSpec, count_parameters
from lstmviz.samples.datasets import Dataset
from lstmviz.training.bounds import (
    CONTEST_BYTES,
    ENTRANTS,
    PART_BYTES,
    SEEDS,
    SLICE_SECONDS,
)
from lstmviz.training.parts import own_part
from lstmviz.training.plan import Plan, updates_per_epoch
from lstmviz.training.run import Run
from lstmviz.training.settling import Settling
from lstmviz.training.state import Curve, Origin, Piece, SliceRequest, Status, TrainingState

# Float32 numbers that a run keeps for each weight: the first, the latest, the optimizer's moments.
KEPT_BYTES = 4 * 4
# Short epochs are so many that scoring after each would take as long as training.
VALIDATIONS = 25
# Of large tables an entrant goes so much of its plan ahead of the others before they have a turn.
AHEAD = 0.05
# Settled is a network whose error on the validation samples has not fallen by more than this part
# over so many validations.
SETTLED_BY, SETTLED_OVER = 0.01, 2


class ContestError(ValueError):
    """A race that the server does not hold; its text is a sentence for the person."""


@dataclass(frozen=True, eq=False)
class Standing:
    """How far one network of a race has come.

    Args:
        seed: of its initial weights and of the shuffling.
        status: of its training.
        epoch: done, fractional.
        validation: its losses on the validation samples so far.
        loss: the latest training loss, mean squared error on scaled values; None before the first.
        error: the latest on the validation samples, as a root mean square on scaled values; None
            before the first.
        weights: the latest.
        message: a sentence for the person, or "".
        training_error: as `error`, on the training samples (of many, VALIDATION_SAMPLES evenly
            chosen), after the last update; None before that.
        update: done.
    """

    seed: int
    status: Status
    epoch: float
    validation: Curve
    loss: float | None
    error: float | None
    weights: ModelWeights
    message: str
    training_error: float | None = None
    update: int = 0


class Contest:
    """Entrants × seeds, trained side by side; for an engine it is one run.

    A page calls `start` and `stop` and reads `results`; it never waits. An entrant that cannot be
    trained drops out with a sentence, and the others go on.

    Args:
        parts: one dataset for each entrant, with the same training and validation targets.
        specs: what is trained and how, for each entrant; their seeds are not used.
        seeds: how many, 1–SEEDS: each entrant is trained from the seeds 0, 1, 2 …
        updates: the same number for all networks; None for each spec's epochs.
        settles: whether a network ends as soon as it has settled, before all its epochs are done.

    Raises:
        ContestError: too many entrants, seeds, updates or weights.
        ValueError: the datasets differ in their targets.
    """

    def __init__(
        self,
        parts: Sequence[Dataset],
        specs: Sequence[TrainingSpec],
        seeds: int,
        updates: int | None = None,
        settles: bool = False,
    ) -> None:
        refuse(parts, specs, seeds)
        self.specs = tuple(specs)
        entrants = zip(parts, specs, strict=True)
        self._entrants = tuple(
            entrant_runs(*entrant, seeds, updates, settles) for entrant in entrants
        )
        # Of runs that are equally far, the first seed's come first.
        self._runs = tuple(run for runs in zip(*self._entrants, strict=True) for run in runs)
        self._turn = self._runs[0]
        self._place = 0
        self._heard = 0.0
        self._lock = threading.RLock()

    # ---- what a page reads and commands -----------------------------------------------------

    @property
    def results(self) -> tuple[tuple[Standing, ...], ...]:
        """What each network has reached: for each entrant its seeds, in order."""
        return tuple(tuple(standing(run) for run in runs) for runs in self._entrants)

    @property
    def active(self) -> bool:
        """Whether it changes by itself, so that a page should keep looking."""
        return any(run.progress.active for run in self._runs)

    @property
    def message(self) -> str:
        """The first sentence that a network has for the person, or ""."""
        return next((run.progress.message for run in self._runs if run.progress.message), "")

    @property
    def place(self) -> int:
        """Runs before this one in the waiting line; 0 when it takes its turns."""
        return self._place if self.active else 0

    def start(self) -> None:
        """Train what is not finished, from where it was; all anew if nothing is left to train."""
        with self._lock:
            self._heard = time.monotonic()
            if all(run.progress.status in ("finished", "failed") for run in self._runs):
                for run in self._runs:
                    run.reset()
            for run in self._runs:
                if run.progress.status == "ready to start":
                    run.start()
                else:
                    run.resume()

    def stop(self) -> None:
        """Halt it; what it has reached stays to be looked at, and `start` goes on from there."""
        with self._lock:
            for run in self._runs:
                run.pause()

    # ---- what an engine calls ---------------------------------------------------------------

    def attach(self, wake: Callable[[], None]) -> None:
        """Call `wake` whenever there is something to do."""
        for run in self._runs:
            run.attach(wake)

    def silent(self, now: float) -> float:
        """Tell for how many seconds there has been no news of any network; else 0."""
        with self._lock:
            return max(0.0, now - self._heard) if self.active else 0.0

    def due(self) -> float | None:
        """Tell when the next slice may begin; None if none is wanted."""
        with self._lock:
            run = self._least_far()
            return run.due() if run else None

    def origin(self) -> Origin | None:
        """Tell where the next slice begins; None if none is wanted."""
        with self._lock:
            run = self._least_far()
            return run.origin() if run else None

    def request(self, seconds: float = SLICE_SECONDS) -> SliceRequest | None:
        """Ask for the next slice of the network that is least far, of so many seconds at most."""
        with self._lock:
            run = self._least_far()
            if run is None:
                return None
            self._turn = run
            return run.request(seconds)

    def receive(self, request: SliceRequest, state: TrainingState, piece: Piece) -> None:
        """Take over the result of the slice that was asked for last."""
        with self._lock:
            self._heard = time.monotonic()
            self._turn.receive(request, state, piece)

    def wait_in_line(self, place: int) -> None:
        """Show the place in the waiting line."""
        self._place = place

    def fail(self, sentence: str) -> None:
        """Let the entrant whose turn it is drop out with a sentence for the person.

        Its other seeds would fail the same way, at the cost of more workers.
        """
        with self._lock:
            for runs in self._entrants:
                for run in runs if self._turn in runs else ():
                    if run.progress.status != "finished":
                        run.fail(sentence)

    # ---- inside, under the lock -------------------------------------------------------------

    def _least_far(self) -> Run | None:
        """Find the network that has done the smallest part of its plan, among those that wait."""
        wanting = [run for run in self._runs if run.due() is not None]
        least = min(wanting, key=share_done, default=None)
        part = self._turn.part
        if least is not None and least.part is not part and part.nbytes > PART_BYTES // ENTRANTS:
            # The worker does not hold so large tables of all entrants: each change sends one anew.
            alike = min((run for run in wanting if run.part is part), key=share_done, default=least)
            if share_done(alike) < share_done(least) + AHEAD:
                return alike
        return least


def share_done(run: Run) -> float:
    """Tell what part of its plan a network has done."""
    return run.progress.update / run.plan.updates


def refuse(parts: Sequence[Dataset], specs: Sequence[TrainingSpec], seeds: int) -> None:
    """Refuse a race that is too large, or not fair."""
    for what, number, most in (("entrants", len(specs), ENTRANTS), ("seeds", seeds, SEEDS)):
        if not 1 <= number <= most:
            received = f"{number:,}".replace("-", "−")
            raise ContestError(f"A race has 1 to {most} {what}; received {received}.")
    for samples in ("train", "validation"):
        rows = [part.target_rows(getattr(part, samples)) for part in parts]
        if not all(np.array_equal(rows[0], others) for others in rows[1:]):
            raise ValueError(f"The entrants differ in their {samples} targets.")
    weights = sum(
        sum(count_parameters(spec, part.shape[2])) + spec.units + 1
        for part, spec in zip(parts, specs, strict=True)
    )
    size = seeds * weights * KEPT_BYTES
    if size > CONTEST_BYTES:
        raise ContestError(
            f"The weights of these networks would take {size / 1e6:,.0f} MB, and a race has "
            f"{CONTEST_BYTES / 1e6:,.0f} MB. Choose fewer seeds, fewer units or a shorter window."
        )


def settling(epochs: int) -> Settling:
    """Choose the rule by which the networks of a race settle, that has so many epochs at most."""
    return Settling(SETTLED_OVER * validated_every(epochs), SETTLED_BY)


def validated_every(epochs: int) -> int:
    """Choose the epochs from one validation to the next."""
    return max(epochs // VALIDATIONS, 1)


def entrant_runs(
    dataset: Dataset, spec: TrainingSpec, seeds: int, updates: int | None, settles: bool
) -> tuple[Run, ...]:
    """Make one run for each seed, which keep the first and the latest weights alone.

    Raises:
        ContestError: more updates than the most epochs have.
    """
    per_epoch = updates_per_epoch(spec, dataset.train)
    if updates is not None:
        most = BOUNDS["epochs"][1] * per_epoch
        if not 1 <= updates <= most:
            raise ContestError(
                f"With a batch size of {spec.batch_size:,} there are 1 to {most:,} updates here; "
                f"received {updates:,}."
            )
        spec = replace(spec, epochs=-(-updates // per_epoch))
    planned = updates or spec.epochs * per_epoch
    plan = Plan(
        planned,
        interval=planned,
        both=True,
        every=validated_every(spec.epochs),
        settling=settling(spec.epochs) if settles else None,
    )
    part = own_part(dataset, spec.batch_size if spec.stateful else None)
    return tuple(Run(replace(spec, seed=seed), dataset, part, plan) for seed in range(seeds))


def standing(run: Run) -> Standing:
    """Read off how far a run has come."""
    progress = run.progress
    train, validation = progress.train.losses, progress.validation.losses
    fitted = progress.latest.train_loss
    return Standing(
        seed=run.spec.seed,
        # Halted for good or for a while: what a race's page says is the same.
        status="stopped" if progress.status == "paused" else progress.status,
        epoch=progress.epoch,
        validation=progress.validation,
        loss=float(train[-1]) if len(train) else None,
        error=float(np.sqrt(validation[-1])) if len(validation) else None,
        weights=progress.latest.weights,
        message=progress.message,
        training_error=None if fitted is None else math.sqrt(fitted),
        update=progress.update,
    )
