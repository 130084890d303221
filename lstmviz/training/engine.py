"""The engine: many runs share the workers, in fair turns.

Each active run has at most one slice under way. Whose turn it is, `queue` knows; what each is
given, `dispatch`; and `workers` keeps them alive. One that died or hangs is replaced, and its
slices are submitted again from the same states: the runs go on to the same results.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future

import numpy as np
from jaxtyping import Float32

from lstmviz.doctor import Setup
from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.bounds import (
    COMPILED_MODELS,
    FIRST_SLICE_SECONDS,
    GRACE_SECONDS,
    GROWN_BYTES,
    HUNG_SECONDS,
    RECORD_BYTES,
    SILENCE_SECONDS,
    WEIGHED_SECONDS,
)
from lstmviz.training.checks import LOST, Asked, Checks
from lstmviz.training.dispatch import Slice, Turns
from lstmviz.training.memory import give_back_memory
from lstmviz.training.queue import Line, Trainee
from lstmviz.training.record import Record
from lstmviz.training.run import Run
from lstmviz.training.wishes import Wish, Wishes
from lstmviz.training.worker import SliceFailure, prepare, weight, worker_executor
from lstmviz.training.workers import Job, Workers

# The dispatcher looks at its clock at least so often, in seconds.
LOOK_SECONDS = 0.5


class Engine:
    """Trains runs in worker processes; one for the whole server.

    Args:
        make_executor: makes the executor that computes slices; called again for a replacement. One
            of several workers tells in `workers` how many they are at the moment.
        most_models: models that a worker compiles before it is replaced.
        record_bytes: memory for results of slices, given to runs of the same experiment; with 0
            they share only what is under way.
        hung: seconds after which a slice is taken for hung, beyond ten times the one before.
        grace: seconds that a visitor who left may take to come back.
    """

    def __init__(
        self,
        make_executor: Callable[[], Executor] = worker_executor,
        most_models: int = COMPILED_MODELS,
        record_bytes: int = RECORD_BYTES,
        hung: float = HUNG_SECONDS,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._most_models = most_models
        self._grace = grace
        self._lock = threading.Lock()
        self._event = threading.Event()
        self._workers = Workers(make_executor, self._event.set)
        self._line = Line()
        self._turns = Turns(self._workers, self._line, Record(record_bytes), hung)
        self._checks = Checks()
        self._left: dict[str, float] = {}
        self._wishes = Wishes()
        # What the present workers weighed at their first slice, and when they were weighed last.
        self._weighed: tuple[float, float] | None = None
        self._worn = False
        self._closed = False
        self._thread = threading.Thread(target=self._dispatch, name="training", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether the worker has warmed up."""
        return self._workers.ready.is_set()

    def wait_until_ready(self, timeout: float | None = None) -> bool:
        """Wait for the warm-up; for programs without a page."""
        return self._workers.ready.wait(timeout)

    @property
    def trouble(self) -> str:
        """Say why nobody can train at the moment, or ""."""
        return self._workers.trouble

    def waits_for(self, run: Trainee) -> str:
        """Say what it waits for, if it has had no news for SILENCE_SECONDS, or ""."""
        now = time.monotonic()
        if run.silent(now) < SILENCE_SECONDS or run.place:
            return ""
        return self._turns.waits_for(run, now)

    def submit(self, run: Trainee, visitor: str = "") -> None:
        """Take a run, a sweep or a race into care; it trains when it is started.

        A visitor's runs beyond RUNS_PER_VISITOR are stopped and dropped, the oldest first; so are
        their sweeps beyond SWEEPS_PER_VISITOR and their races beyond CONTESTS_PER_VISITOR.
        """
        for old in self._line.add(run, visitor):
            self.remove(old)
        run.attach(self._event.set)
        # What is started compiles for itself, and first what it needs first.
        self._wishes.drop(visitor)
        self._event.set()

    def foresee(self, run: Run, visitor: str) -> None:
        """A visitor looks at a run: compile for it when the worker has nothing else to do.

        Of one visitor's wishes only the latest counts.
        """
        self._wishes.add(run, visitor, time.monotonic())
        self._event.set()

    def check(
        self,
        spec: TrainingSpec,
        weights: ModelWeights,
        x: Float32[np.ndarray, "batch timesteps features"],
    ) -> Future:
        """Have Keras's own layers run on a few samples, to compare with NumPy's trace.

        It compiles nothing and waits for its turn between two slices. To bound its time only the
        first CHECK_SAMPLES samples are run, for CHECK_STEPS timesteps, of two layers half as many.

        Args:
            spec: of the weights.
            weights: to run with.
            x: scaled samples.

        Returns:
            A future of a `Check`, or of a `SliceFailure` with a sentence when the worker was lost
            or too many asked; it never holds an exception. It may be cancelled.
        """
        future = self._checks.ask(spec, weights, x)
        self._event.set()
        return future

    def save(self, spec: TrainingSpec, weights: ModelWeights, shape: tuple[int, int]) -> Future:
        """Have Keras write a model as a .keras file; it waits for its turn as a check does.

        Args:
            spec: of the weights.
            weights: of the layers and the head.
            shape: (timesteps, features) of one sample.

        Returns:
            A future of the file's bytes, or of a `SliceFailure` with a sentence.
        """
        future = self._checks.ask_file(spec, weights, shape)
        self._event.set()
        return future

    def build(self, setups: Sequence[Setup]) -> Future:
        """Have pasted set-ups built of Keras's layers; it waits for its turn as a check does.

        Returns:
            A future of a walk for each, None for one that is not buildable, or of a
            `SliceFailure`.
        """
        future = self._checks.ask_build(setups)
        self._event.set()
        return future

    def remove(self, run: Trainee) -> None:
        """Stop a run and let it go."""
        run.stop()
        self._line.drop(run)
        self._event.set()

    def keep(self, visitor: str) -> None:
        """A visitor is here (again): forget that they left."""
        with self._lock:
            self._left.pop(visitor, None)

    def leave(self, visitor: str) -> None:
        """A visitor's connection is gone: their runs end after the grace time. Never waits."""
        with self._lock:
            self._left.setdefault(visitor, time.monotonic())
        self._wishes.drop(visitor)

    def close(self) -> None:
        """End the workers and the engine; runs stay as they are."""
        self._closed = True
        self._event.set()
        self._workers.close()

    # ---- the dispatcher's thread ------------------------------------------------------------

    def _dispatch(self) -> None:
        while not self._closed:
            self._collect()
            self._expire()
            wait = self._serve()
            self._event.wait(wait)
            self._event.clear()
        for job in self._workers.replace():
            give_up(job)
        self._checks.close()

    def _collect(self) -> None:
        """Take over what the workers have done; replace them if one is lost."""
        for job in self._workers.take_done():
            self._finish(job)
        lost = self._workers.lost()
        if lost is not None or self._workers.gone:
            self._replace(lost)

    def _finish(self, job: Job) -> None:
        """Take over the result of a job."""
        result = job.future.result()
        match job.about:
            case Asked() as asked:
                asked.answer(result)
            case Wish():
                self._worn = self._worn or result > self._most_models
            case Slice() as done:
                models = self._turns.take(done, result, job.took)
                self._worn = self._worn or models > self._most_models or self._has_grown()

    def _has_grown(self) -> bool:
        """Weigh the workers now and then; tell whether they have grown too much."""
        now = time.monotonic()
        first, last = self._weighed or (None, 0.0)
        if first is not None and now - last < WEIGHED_SECONDS:
            return False
        weighs = weight(self._workers.executor)
        self._weighed = weighs if first is None else first, now
        return first is not None and weighs - first > GROWN_BYTES

    def _replace(self, culprit: Job | None = None) -> None:
        """End the workers; the runs will ask for their slices again."""
        for job in self._workers.replace():
            give_up(job)
        self._turns.lose(culprit.about if culprit else None)
        self._weighed = None
        self._worn = False

    def _expire(self) -> None:
        """End the runs of visitors who left and have not come back."""
        now = time.monotonic()
        with self._lock:
            gone = {v for v, when in self._left.items() if now - when > self._grace}
            for visitor in gone:
                del self._left[visitor]
        for run in self._line.held_by(gone):
            self.remove(run)
        if gone:
            give_back_memory()

    def _serve(self) -> float:
        """Give out what is due, and tell how long to wait for more, in seconds."""
        if self._worn and not self._workers.jobs:
            self._replace()
        self._workers.start()
        now = time.monotonic()
        active = self._line.call(now)
        if self._workers.trouble:
            self._checks.close()
        if self._worn or not self.ready or self._workers.executor is None:
            return LOOK_SECONDS
        wait = self._turns.give(active, now)
        self._check()
        if not active and not self._workers.jobs:
            self._prepare(now)
        if self._workers.broken:
            self._replace()
            return 0.0
        return min(LOOK_SECONDS, wait)

    def _check(self) -> None:
        """Give the worker a check, if one waits and none is under way."""
        self._checks.trim()
        if any(isinstance(job.about, Asked) for job in self._workers.jobs):
            return
        asked = self._checks.next()
        if asked is not None and not self._give(asked, asked.do, *asked.arguments):
            asked.answer(SliceFailure(LOST))

    def _prepare(self, now: float) -> None:
        """Have the worker compile for the run that has been looked at longest, if any."""
        wish = self._wishes.next(now)
        if wish is not None:
            self._give(wish, prepare, wish.run.spec, wish.run.part.shape, wish.step)

    def _give(self, about: Asked | Wish, do: Callable, *arguments: object) -> bool:
        return self._workers.give(about, lambda: FIRST_SLICE_SECONDS, do, *arguments)


def give_up(job: Job) -> None:
    """Answer whoever waits for a job that is lost; runs ask again by themselves."""
    if isinstance(job.about, Asked):
        job.about.answer(SliceFailure(LOST))
