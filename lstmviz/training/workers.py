"""The care for the workers: they are started, given jobs, watched, and replaced when they are lost.

A worker that died or hangs loses its jobs; whoever asked for them asks again.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from lstmviz.training.bounds import ATTEMPTS, RESTART_SECONDS, WARM_UP_SECONDS_LIMIT
from lstmviz.training.worker import wake_up, warm_up


@dataclass(eq=False)
class Job:
    """What the workers have been given.

    Args:
        about: what it is for, as the engine knows it.
        future: of its result.
        limit: gives the seconds after which it is taken for hung.
        began: when a worker came free for it, on the monotonic clock; None while it waits.
        took: seconds from then to its result.
    """

    about: object
    future: Future
    limit: Callable[[], float]
    began: float | None = None
    took: float = 0.0


class Workers:
    """An executor and its jobs, in the order in which they were given.

    The engine's dispatcher alone calls it, but for `close`.

    Args:
        make_executor: makes the executor; called again for a replacement.
        wake: called when something is done.

    Attributes:
        ready: set when the first worker has warmed up.
        broken: whether the executor takes no more jobs.
        jobs: given and not yet done, in order.
    """

    def __init__(
        self,
        make_executor: Callable[[], Executor],
        wake: Callable[[], None],
    ) -> None:
        self._make = make_executor
        self._wake = wake
        self._lock = threading.Lock()
        self._closed = False
        self._lost_warming = 0
        self._start_at = 0.0
        self.ready = threading.Event()
        self.broken = False
        self.executor: Executor | None = None
        self.jobs: list[Job] = []

    @property
    def count(self) -> int:
        """How many workers compute at the same time."""
        return 0 if self.executor is None else getattr(self.executor, "workers", 1)

    @property
    def trouble(self) -> str:
        """Say that no worker gets as far as to train, and what it lacks, or ""."""
        if self.ready.is_set() or self._lost_warming < ATTEMPTS:
            return ""
        return (
            f"Nobody can train here just now: the training process has ended {self._lost_warming} "
            "times while it imported TensorFlow, which takes 820 MB of memory. Most likely this "
            f"machine has less left. It is tried again every {RESTART_SECONDS:.0f} seconds; all "
            "else works."
        )

    @property
    def gone(self) -> bool:
        """Whether the executor says of itself that it can compute nothing any more."""
        return getattr(self.executor, "gone", False)

    def start(self) -> None:
        """Make an executor if there is none, and let its worker begin to import what it needs.

        Once closed, it makes none: the interpreter would wait for it to the end of its job.
        """
        if self.executor is not None or self._closed or time.monotonic() < self._start_at:
            return
        executor = None
        try:
            executor = self._make()
            warming = executor.submit(wake_up if self.ready.is_set() else warm_up)
            # Registered after the executor's own, this runs before it: loky would wait for the
            # slice under way, and a server that is told to end would stay for the whole warm-up.
            # The name is private; no other comes first.
            threading._register_atexit(self.close)  # pyright: ignore[reportAttributeAccessIssue]
        except (OSError, RuntimeError):
            # No memory for a process just now: tried again soon. Or the interpreter began to end
            # meanwhile; the worker may have been started all the same.
            end(executor)
            return
        with self._lock:
            if self._closed:
                end(executor)
                return
            self.executor = executor
        if not self.ready.is_set():
            self._note(Job(self, warming, lambda: WARM_UP_SECONDS_LIMIT))

    def give(self, about: object, limit: Callable[[], float], do: Callable, *arguments) -> bool:
        """Give a job; False if the executor is broken or closed: it has to be replaced."""
        executor = self.executor
        self.broken = self.broken or executor is None
        if executor is None or self.broken:
            return False
        try:
            future = executor.submit(do, *arguments)
        except Exception:
            # Every executor says so in its own words.
            self.broken = True
            return False
        self._note(Job(about, future, limit))
        return True

    def take_done(self) -> list[Job]:
        """Take the jobs that are done off the list, in order."""
        done = [job for job in self.jobs if job.future.done() and not failed(job)]
        now = time.monotonic()
        for job in done:
            job.took = now - (job.began or now)
            self.jobs.remove(job)
        self._begin(now)
        if any(job.about is self for job in done):
            self.ready.set()
        return [job for job in done if job.about is not self]

    def lost(self) -> Job | None:
        """Tell which job has ended or hangs its worker, if any."""
        now, computing = time.monotonic(), self.jobs[: self.count]
        for job in computing:
            if failed(job) or now - (job.began or now) > job.limit():
                return job
        # What waited fails together with what was computed.
        return (computing or self.jobs)[0] if any(map(failed, self.jobs)) else None

    def replace(self) -> list[Job]:
        """End the executor; give the jobs that it had."""
        jobs, self.jobs = self.jobs, []
        was_gone = self.gone
        self.broken = False
        with self._lock:
            executor, self.executor = self.executor, None
        end(executor)
        if any(job.about is self for job in jobs) and not was_gone:
            self._lost_warming += 1
            if self.trouble:
                self._start_at = time.monotonic() + RESTART_SECONDS
        return [job for job in jobs if job.about is not self]

    def close(self) -> None:
        """End the executor for good."""
        with self._lock:
            self._closed = True
            executor, self.executor = self.executor, None
        end(executor)

    def _note(self, job: Job) -> None:
        self.jobs.append(job)
        self._begin(time.monotonic())
        job.future.add_done_callback(lambda _: self._wake())

    def _begin(self, now: float) -> None:
        for job in self.jobs[: self.count]:
            job.began = now if job.began is None else job.began


def failed(job: Job) -> bool:
    """Tell whether a job's worker was lost; a worker's own errors are results."""
    future = job.future
    return future.done() and (future.cancelled() or future.exception() is not None)


def end(executor: Executor | None) -> None:
    """End an executor at once, with its workers where it can."""
    if executor is None:
        return
    try:
        executor.shutdown(wait=False, kill_workers=True)  # pyright: ignore[reportCallIssue]  # loky's
    except TypeError:
        executor.shutdown(wait=False, cancel_futures=True)
