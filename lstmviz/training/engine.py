"""The engine: many runs share one worker process, in fair turns.

Each active run has at most one slice in flight; the run served longest ago comes next. A worker
that died or hangs is replaced, and its slices are submitted again from the same states: the runs
go on to the same results.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from jaxtyping import Float32

from lstmviz.cells import ModelWeights
from lstmviz.specs import TrainingSpec
from lstmviz.training.bounds import (
    ACTIVE_RUNS,
    ATTEMPTS,
    COMPILED_MODELS,
    CONTESTS_PER_VISITOR,
    FIRST_SLICE_SECONDS,
    GRACE_SECONDS,
    HUNG_SECONDS,
    RUNS_PER_VISITOR,
    SETTLED_SECONDS,
    SWEEPS_PER_VISITOR,
    WARM_UP_SECONDS_LIMIT,
)
from lstmviz.training.checks import Checks
from lstmviz.training.contest import Contest
from lstmviz.training.run import Run, SliceRequest
from lstmviz.training.sweep import Sweep
from lstmviz.training.worker import (
    PartMissing,
    SliceFailure,
    prepare,
    run_slice,
    wake_up,
    warm_up,
    worker_executor,
)

Trainee = Run | Sweep | Contest
# Trainees that one visitor may hold, by their kind.
HELD: Mapping[type[Trainee], int] = MappingProxyType(
    {Run: RUNS_PER_VISITOR, Sweep: SWEEPS_PER_VISITOR, Contest: CONTESTS_PER_VISITOR}
)
# One slice computes and one waits in the worker's own queue, so that it never idles between two.
SLICES_IN_FLIGHT = 2
# The dispatcher looks at its clock at least so often, in seconds.
LOOK_SECONDS = 0.5


@dataclass(frozen=True, eq=False)
class InFlight:
    """A slice that the worker has been given."""

    run: Trainee
    request: SliceRequest
    future: Future


@dataclass(frozen=True, eq=False)
class Wish:
    """A run that a visitor looks at and may start, and since when, on the monotonic clock."""

    run: Run
    since: float


@dataclass(eq=False)
class Member:
    """A run in the engine's care.

    Args:
        run: it.
        visitor: whose it is.
        served: when it was last given a turn, on the monotonic clock.
        attempts: workers that its present slice has ended.
        send_part: whether the worker asked for its dataset.
        settled: the executor that answered it last,
        answered: and for which models, as `model_of` names them.
        took: seconds from its last slice's turn to the answer.
    """

    run: Trainee
    visitor: str
    served: float = 0.0
    attempts: int = 0
    send_part: bool = False
    settled: Executor | None = None
    answered: frozenset[tuple] = frozenset()
    took: float = 0.0


class Engine:
    """Trains runs in a worker process; one for the whole server.

    Args:
        make_executor: makes the executor that computes slices; called again for a replacement.
        hung: seconds after which a slice is taken for hung, beyond ten times the one before.
        grace: seconds that a visitor who left may take to come back.
    """

    def __init__(
        self,
        make_executor: Callable[[], Executor] = worker_executor,
        hung: float = HUNG_SECONDS,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._make_executor = make_executor
        self._hung = hung
        self._grace = grace
        self._lock = threading.RLock()
        self._event = threading.Event()
        self._members: dict[Trainee, Member] = {}
        self._left: dict[str, float] = {}
        self._wishes: dict[str, Wish] = {}
        self._preparing: Future | None = None
        self._checks = Checks()
        self._in_flight: list[InFlight] = []
        self._head_began = 0.0
        self._executor: Executor | None = None
        self._warming: Future | None = None
        self._warm_ups = 0
        self._worn = False
        self._ready = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._dispatch, name="training", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether the worker has warmed up."""
        return self._ready.is_set()

    def wait_until_ready(self, timeout: float | None = None) -> bool:
        """Wait for the warm-up; for programs without a page."""
        return self._ready.wait(timeout)

    def submit(self, run: Trainee, visitor: str = "") -> None:
        """Take a run, a sweep or a race into care; it trains when it is started.

        A visitor's runs beyond RUNS_PER_VISITOR are stopped and dropped, the oldest first; so are
        their sweeps beyond SWEEPS_PER_VISITOR and their races beyond CONTESTS_PER_VISITOR.
        """
        with self._lock:
            self._members.setdefault(run, Member(run, visitor))
            own = [member.run for member in self._members.values() if member.visitor == visitor]
        alike = [other for other in own if type(other) is type(run)]
        for old in alike[: -HELD[type(run)]] if visitor else ():
            self.remove(old)
        run.attach(self._event.set)
        self._event.set()

    def foresee(self, run: Run, visitor: str) -> None:
        """A visitor looks at a run: compile for it when the worker has nothing else to do.

        Of one visitor's wishes only the latest counts.
        """
        with self._lock:
            self._wishes[visitor] = Wish(run, time.monotonic())
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

    def remove(self, run: Trainee) -> None:
        """Stop a run and let it go."""
        run.stop()
        with self._lock:
            self._members.pop(run, None)
        self._event.set()

    def keep(self, visitor: str) -> None:
        """A visitor is here (again): forget that they left."""
        with self._lock:
            self._left.pop(visitor, None)

    def leave(self, visitor: str) -> None:
        """A visitor's connection is gone: their runs end after the grace time. Never waits."""
        with self._lock:
            self._left.setdefault(visitor, time.monotonic())
            self._wishes.pop(visitor, None)

    def close(self) -> None:
        """End the worker and the engine; runs stay as they are."""
        self._closed = True
        self._event.set()
        with self._lock:
            executor, self._executor = self._executor, None
        end(executor)

    # ---- the dispatcher's thread ------------------------------------------------------------

    def _dispatch(self) -> None:
        while not self._closed:
            self._collect()
            self._watch()
            self._expire()
            wait = self._serve()
            self._event.wait(wait)
            self._event.clear()
        self._checks.close()

    def _collect(self) -> None:
        """Take over the results that have come in."""
        if self._warming is not None and self._warming.done():
            lost = self._warming.exception() is not None
            self._warming = None
            if lost and self._warm_ups < ATTEMPTS:
                self._replace()
            else:
                self._ready.set()
        if self._preparing is not None and self._preparing.done():
            prepared, self._preparing = self._preparing, None
            # A slice that waited behind it begins only now.
            self._head_began = time.monotonic()
            if prepared.cancelled() or prepared.exception() is not None:
                self._replace()
                return
            self._worn = self._worn or prepared.result() > COMPILED_MODELS
        checking = self._checks.under_way
        if self._checks.collect():
            self._replace(blame=self._in_flight[0].run if self._in_flight else None)
            return
        if checking and not self._checks.under_way:
            self._head_began = time.monotonic()
        for slice_ in [s for s in self._in_flight if s.future.done()]:
            if slice_ not in self._in_flight:
                continue
            if slice_.future.cancelled() or slice_.future.exception() is not None:
                self._replace(blame=self._in_flight[0].run)
                return
            self._in_flight.remove(slice_)
            now = time.monotonic()
            took, self._head_began = now - self._head_began, now
            self._take(slice_, took)

    def _take(self, slice_: InFlight, took: float) -> None:
        result = slice_.future.result()
        with self._lock:
            member = self._members.get(slice_.run)
        if member is None:
            return
        if isinstance(result, PartMissing):
            member.send_part = True
            return
        if member.settled is not self._executor:
            member.answered = frozenset()
        member.answered |= {model_of(slice_.request)}
        member.attempts, member.settled, member.took = 0, self._executor, took
        if isinstance(result, SliceFailure):
            slice_.run.fail(result.sentence)
        else:
            state, piece = result
            slice_.run.receive(slice_.request, state, piece)
            self._worn = self._worn or piece.models > COMPILED_MODELS

    def _watch(self) -> None:
        """Replace a worker that hangs."""
        waited = time.monotonic() - self._head_began
        if self._warming is not None:
            if waited > WARM_UP_SECONDS_LIMIT:
                self._warming = None
                self._replace()
        elif self._preparing is not None:
            if waited > FIRST_SLICE_SECONDS:
                self._replace()
        elif self._in_flight and waited > self._limit(self._in_flight[0]):
            self._replace(blame=self._in_flight[0].run)
        elif self._checks.under_way and not self._in_flight and waited > FIRST_SLICE_SECONDS:
            self._replace()

    def _limit(self, slice_: InFlight) -> float:
        """Give the seconds after which a slice is taken for hung."""
        with self._lock:
            member = self._members.get(slice_.run)
        if member is None or member.settled is not self._executor:
            return FIRST_SLICE_SECONDS
        if model_of(slice_.request) not in member.answered:
            return FIRST_SLICE_SECONDS
        return self._hung + 10 * member.took

    def _replace(self, blame: Trainee | None = None) -> None:
        """End the worker and forget its slices; the runs will ask for them again."""
        self._in_flight.clear()
        self._preparing = None
        self._checks.lose()
        self._worn = False
        with self._lock:
            executor, self._executor = self._executor, None
            member = self._members.get(blame) if blame else None
        end(executor)
        if member is not None:
            member.attempts += 1
            if member.attempts >= ATTEMPTS:
                member.attempts = 0
                member.run.fail(
                    f"Training ended the worker process {ATTEMPTS} times at the same update: it "
                    "took too much memory or time. Choose fewer units, a smaller batch size or a "
                    "shorter window."
                )

    def _expire(self) -> None:
        """End the runs of visitors who left and have not come back."""
        now = time.monotonic()
        with self._lock:
            gone = {v for v, when in self._left.items() if now - when > self._grace}
            for visitor in gone:
                del self._left[visitor]
            runs = [m.run for m in self._members.values() if m.visitor in gone]
        for run in runs:
            self.remove(run)

    def _serve(self) -> float:
        """Submit what is due, and tell how long to wait for more, in seconds."""
        if self._worn and self._idle:
            self._replace()
        if self._executor is None:
            self._start()
        with self._lock:
            wanting = [(m, m.run.due()) for m in self._members.values()]
        wanting = [(m, due) for m, due in wanting if due is not None]
        for place, (member, _) in enumerate(wanting, start=1 - ACTIVE_RUNS):
            member.run.wait_in_line(max(0, place))
        if self._worn or not self.ready or self._executor is None:
            return LOOK_SECONDS
        busy = {slice_.run for slice_ in self._in_flight}
        idle = [(m, due) for m, due in wanting[:ACTIVE_RUNS] if m.run not in busy]
        now = time.monotonic()
        # A cluster has several workers.
        most = getattr(self._executor, "in_flight", SLICES_IN_FLIGHT)
        for member, due in sorted(idle, key=lambda pair: pair[0].served):
            if len(self._in_flight) < most and due <= now:
                self._submit(member)
        self._check(now)
        if not wanting and self._idle:
            self._prepare(now)
        later = [due - now for _, due in idle if due > now]
        return min([LOOK_SECONDS, *later])

    @property
    def _idle(self) -> bool:
        """Whether the worker has been given nothing."""
        return not self._in_flight and self._preparing is None and not self._checks.under_way

    def _check(self, now: float) -> None:
        """Give the worker a check, if one waits and none is under way."""
        idle = self._idle
        try:
            done = self._checks.give(self._executor)
        except Exception:
            # Broken or closed meanwhile, as in `_submit`.
            self._event.set()
            self._replace()
            return
        if done is not None:
            self._head_began = now if idle else self._head_began
            done.add_done_callback(lambda _: self._event.set())

    def _prepare(self, now: float) -> None:
        """Have the worker compile for the run that has been looked at longest, if any."""
        with self._lock:
            settled = [v for v, wish in self._wishes.items() if now - wish.since > SETTLED_SECONDS]
            if not settled:
                return
            run = self._wishes.pop(settled[0]).run
        try:
            self._preparing = self._executor.submit(prepare, run.spec, run.part.shape)
        except Exception:
            # Broken or closed meanwhile, as in `_submit`.
            self._replace()
            return
        self._head_began = now
        self._preparing.add_done_callback(lambda _: self._event.set())

    def _submit(self, member: Member) -> None:
        request = member.run.request()
        if request is None:
            return
        part = request.part if member.send_part else None
        which = request.spec, request.part.key, part
        arguments = (*which, request.state, request.updates, request.plan)
        try:
            future = self._executor.submit(run_slice, *arguments)
        except Exception:
            # Broken or closed meanwhile: every executor says so in its own words.
            self._event.set()
            self._replace()
            return
        member.send_part = False
        member.served = time.monotonic()
        if self._idle:
            self._head_began = member.served
        self._in_flight.append(InFlight(member.run, request, future))
        future.add_done_callback(lambda _: self._event.set())

    def _start(self) -> None:
        """Make an executor, and let its worker begin to import what it needs."""
        try:
            executor = self._make_executor()
            warming = executor.submit(wake_up if self.ready else warm_up)
        except (OSError, RuntimeError):
            # No memory for a process just now, or the interpreter is ending: tried again soon.
            return
        with self._lock:
            if self._closed:
                end(executor)
                return
            self._executor = executor
        if not self.ready:
            self._warm_ups += 1
            self._head_began = time.monotonic()
            self._warming = warming
            warming.add_done_callback(lambda _: self._event.set())
        # Registered after the executor's own, this runs before it: loky would wait for the slice
        # under way, and a server that is told to end would stay for the whole warm-up.
        with contextlib.suppress(RuntimeError):
            threading._register_atexit(self.close)


def model_of(request: SliceRequest) -> tuple[TrainingSpec, tuple[int, int]]:
    """Name what the worker compiles for a slice; a race has a model for each entrant."""
    return replace(request.spec, seed=0), request.part.shape


def end(executor: Executor | None) -> None:
    """End an executor at once, with its workers where it can."""
    if executor is None:
        return
    try:
        executor.shutdown(wait=False, kill_workers=True)
    except TypeError:
        executor.shutdown(wait=False, cancel_futures=True)
