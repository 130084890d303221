"""Turns: every active run gets its next slice, computed for it or recorded before.

A slice that several runs ask for is computed once, and all of them get its result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lstmviz.network.specs import TrainingSpec
from lstmviz.training.bounds import (
    ATTEMPTS,
    CATCH_UP,
    FIRST_SLICE_SECONDS,
    ROUND_SECONDS,
    SHORTEST_SLICE_SECONDS,
    SILENCE_SECONDS,
    SLICE_SECONDS,
)
from lstmviz.training.queue import Line, Member, Trainee
from lstmviz.training.record import Record
from lstmviz.training.state import Piece, SliceRequest, TrainingState
from lstmviz.training.worker import PartMissing, SliceFailure, run_slice
from lstmviz.training.workers import Job, Workers

# For each worker one slice computes and one waits, so that it never idles between two.
SLICES_PER_WORKER = 2
# A member whose next slice waits for somebody else's is not looked at for so long, in seconds.
LATER = 60.0


# What a worker makes of a slice.
Result = tuple[TrainingState, Piece] | PartMissing | SliceFailure


@dataclass(frozen=True, eq=False)
class Slice:
    """A slice that a worker has been given, and all who wait for its result."""

    request: SliceRequest
    takers: list[tuple[Member, SliceRequest]]


class Turns:
    """Slices out, results in; the engine's dispatcher alone calls it.

    Args:
        workers: who compute.
        line: who wants slices.
        record: results of slices, for runs of the same experiment.
        hung: seconds after which a slice is taken for hung, beyond ten times the one before.
    """

    def __init__(self, workers: Workers, line: Line, record: Record, hung: float) -> None:
        self._workers = workers
        self._line = line
        self._hung = hung
        self._record = record
        # Of the present workers: datasets that they asked for, and what a slice of a model took.
        self._missing: set[str] = set()
        self._took: dict[tuple, float] = {}

    def give(self, active: Sequence[Member], now: float) -> float:
        """Give each its next slice, if its turn has come; tell how long to wait, in seconds."""
        slices = [job.about for job in self._workers.jobs if isinstance(job.about, Slice)]
        busy = {member for each in slices for member, _ in each.takers}
        seconds = slice_seconds(active)
        idle = self._line.by_turn(member for member in active if member not in busy)
        return min([LATER, *(self._turn(member, slices, seconds, now) for member in idle)])

    def take(self, done: Slice, result: Result, took: float) -> int:
        """Give a slice's result to all who wait for it.

        Returns:
            Models that its worker has compiled, as far as it told.
        """
        if isinstance(result, PartMissing):
            self._missing.add(result.key)
            return 0
        self._took[model_of(done.request)] = took
        takers = [taker for taker in done.takers if taker[0] in self._line]
        for member, _ in takers:
            member.attempts = 0
        if isinstance(result, SliceFailure):
            for member, _ in takers:
                member.run.fail(result.sentence)
            return 0
        state, piece = result
        if done.request.origin is not None:
            self._record.keep(done.request.origin, state, piece)
        for member, request in takers:
            member.run.receive(request, state, piece)
        return piece.models

    def waits_for(self, run: Trainee, now: float) -> str:
        """Say what a run waits for that wants a slice and has had no news for long."""
        jobs = tuple(self._workers.jobs)
        if self._workers.executor is None or not self._workers.ready.is_set():
            return "a new worker starts; nothing is lost"
        own = next((job for job in jobs if is_for(job, run) and job.began is not None), None)
        job = own or next(iter(jobs), None)
        if job is None or job.began is None or now - job.began < SILENCE_SECONDS:
            return "waiting for its turn" if own is None else "its turn has come"
        seconds = f"**{now - job.began:.0f} s**"
        if not isinstance(job.about, Slice) or model_of(job.about.request) not in self._took:
            return f"compiling {'this' if own else 'another'} model, {seconds}"
        return f"worker silent for {seconds}; replaced at {job.limit():.0f} s"

    def lose(self, culprit: object) -> None:
        """Forget workers that are no more; a slice that ends too many of them is given up."""
        self._missing.clear()
        self._took.clear()
        for member, _ in culprit.takers if isinstance(culprit, Slice) else ():
            member.attempts += 1
            if member.attempts >= ATTEMPTS:
                member.attempts = 0
                member.run.fail(
                    f"Training ended the worker process {ATTEMPTS} times at the same update: it "
                    "took too much memory or time. Choose fewer units, a smaller batch size or a "
                    "shorter window."
                )

    def _turn(self, member: Member, slices: list[Slice], seconds: float, now: float) -> float:
        """Give a member its next slice, if it is there or can be had; tell how long it waits."""
        run = member.run
        due, origin = run.due(), run.origin()
        if due is None:
            return LATER
        if due > now:
            return due - now
        known = self._record.find(origin) if origin else None
        if known is not None and member.shown > now:
            return member.shown - now
        sharing = [each for each in slices if origin and each.request.origin == origin]
        most = SLICES_PER_WORKER * self._workers.count
        if known is None and not sharing and len(slices) >= most:
            return LATER
        request = run.request(seconds)
        if request is None or request.origin != origin:
            # Commanded meanwhile.
            return 0.0
        elif known is not None:
            run.receive(request, *known)
            # So a late-comer sees a film, and not a jump.
            member.shown = now + known[1].seconds / CATCH_UP
            return member.shown - now
        elif sharing:
            sharing[0].takers.append((member, request))
            self._line.serve(member)
        else:
            asked = Slice(request, [(member, request)])
            if self._submit(asked):
                slices.append(asked)
                self._line.serve(member)
        return LATER

    def _submit(self, asked: Slice) -> bool:
        """Have a slice computed; its dataset comes along only when a worker asked for it."""
        request = asked.request
        key = request.part.key
        part = request.part if key in self._missing else None
        self._missing.discard(key)
        arguments = request.spec, key, part, request.state, request.updates, request.plan
        return self._workers.give(asked, lambda: self._limit(request), run_slice, *arguments)

    def _limit(self, request: SliceRequest) -> float:
        """Give the seconds after which a slice is taken for hung: a new model may compile."""
        took = self._took.get(model_of(request))
        return FIRST_SLICE_SECONDS if took is None else self._hung + 10 * took


def is_for(job: Job, run: Trainee) -> bool:
    """Tell whether a job is a slice that a run waits for."""
    slices = job.about.takers if isinstance(job.about, Slice) else ()
    return any(member.run is run for member, _ in slices)


def slice_seconds(active: Sequence[Member]) -> float:
    """Tell how long a slice may be, so that each experiment has its turn in ROUND_SECONDS."""
    origins = [member.run.origin() for member in active]
    alone = origins.count(None)
    rivals = alone + len({origin.experiment for origin in origins if origin})
    return max(SHORTEST_SLICE_SECONDS, min(SLICE_SECONDS, ROUND_SECONDS / max(1, rivals)))


def model_of(request: SliceRequest) -> tuple[TrainingSpec, tuple[int, int]]:
    """Name what the worker compiles for a slice; a race has a model for each entrant."""
    return replace(request.spec, seed=0), request.part.shape
