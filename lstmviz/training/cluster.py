"""The same slices on a Dask cluster of one's own, for classes beyond one machine; optional.

Dask's workers are daemons of nobody here: no server ends them, and the scheduler does a slice again
whose worker was lost. A slice is a pure function of its state, so where it is done changes no bit.
"""

import asyncio
import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import lru_cache
from typing import TYPE_CHECKING

from lstmviz.training.worker import ENVIRONMENT

if TYPE_CHECKING:
    from distributed import Client

# The variable that holds the scheduler's address, e.g. tcp://10.0.0.5:8786.
SCHEDULER = "LSTMVIZ_SCHEDULER"
# How long a scheduler may take to answer, and how often its workers are counted, in seconds.
ANSWER_SECONDS = 5
COUNT_SECONDS = 2.0


class ClusterError(RuntimeError):
    """A cluster that cannot be used; its text is a sentence for the person."""


class Cluster:
    """A cluster by its scheduler's address; called, it makes an executor on it.

    `trouble` is a sentence for the person while the cluster does not train, else "".
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._failure = ""
        self._executor: ClusterExecutor | None = None

    @property
    def trouble(self) -> str:
        """Say why nothing is trained, or "". It asks nobody, so a page may read it at any time."""
        if self._failure:
            return self._failure
        if self._executor is not None and not self._executor.counted:
            return (
                f"The training cluster at {self._address} has no workers. Start one: "
                f"dask worker {self._address} --nthreads 1"
            )
        return ""

    def __call__(self) -> Executor:
        """Connect.

        Raises:
            ClusterError: Dask is not installed, or no scheduler answers.
        """
        try:
            self._executor = ClusterExecutor(connect(self._address))
        except ClusterError as failure:
            self._failure = str(failure)
            raise
        self._failure = ""
        return self._executor


class ClusterExecutor(Executor):
    """Dask's executor, with one slice at a time in each of its processes.

    The dispatcher asks it for `workers` and `gone` all the time, and neither waits for an answer:
    a scheduler that is gone would hold up everybody's training for half a minute.

    Attributes:
        counted: how many workers there were when they were last counted.
    """

    def __init__(self, client: "Client") -> None:
        self._client = client
        # Two slices alike are two slices: Dask would look for the result of the first.
        self._executor = client.get_executor(pure=False)
        self.counted = len(client.nthreads())  # pyright: ignore[reportArgumentType]  # no coroutine here
        self._asked = time.monotonic()
        self._answer: Future | None = None

    @property
    def workers(self) -> int:
        """The workers that slices are meant for, at least one; for the dispatcher alone."""
        self._count()
        return max(self.counted, 1)

    @property
    def gone(self) -> bool:
        """Whether the scheduler is gone, or has not answered for ANSWER_SECONDS."""
        late = self._answer is not None and time.monotonic() - self._asked > ANSWER_SECONDS
        return late or self._client.status != "running"

    def submit(self, function: Callable, /, *arguments: object) -> Future:
        """Have a function of `lstmviz.training.worker` called by any of the workers."""
        return self._executor.submit(on_cluster, function, *arguments)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; its workers stay for others."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        # One that is gone does not answer to this either: it is let go of meanwhile.
        with contextlib.suppress(TimeoutError):
            self._client.close(timeout=0 if self.gone else ANSWER_SECONDS)

    def _count(self) -> None:
        """Ask for the workers every COUNT_SECONDS, and note the answer when it is there."""
        if self._answer is None and time.monotonic() - self._asked > COUNT_SECONDS:
            self._asked = time.monotonic()
            # Connected, so it has a loop and a scheduler.
            loop = self._client.loop.asyncio_loop  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue]
            asked = self._client.scheduler.ncores()  # pyright: ignore[reportOptionalMemberAccess]
            self._answer = asyncio.run_coroutine_threadsafe(asked, loop)
        elif self._answer is not None and self._answer.done():
            if not self._answer.cancelled() and self._answer.exception() is None:
                self.counted = len(self._answer.result())
            self._answer = None


def connect(address: str) -> "Client":
    """Connect to a scheduler.

    Raises:
        ClusterError: Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise ClusterError(
            f"{SCHEDULER} names a training cluster, but Dask is not installed here: "
            "pip install -r requirements-cluster.txt"
        ) from None
    try:
        # A client that finds nobody leaves a thread behind, and the engine tries again and again.
        with socket.create_connection(get_address_host_port(address, strict=True), ANSWER_SECONDS):
            pass
        for handler in logging.getLogger("distributed").handlers:
            handler.addFilter(in_one_line)
        return Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as failure:
        raise ClusterError(
            f"No scheduler answers at {address} ({type(failure).__name__}), which {SCHEDULER} "
            "names. Start one with: dask scheduler"
        ) from failure


def in_one_line(record: logging.LogRecord) -> bool:
    """Have Dask's log tell a failure in one line: it tries again, and each time is a page of it."""
    if record.exc_info:
        failure = record.exc_info[1]
        record.msg, record.args = f"{record.getMessage() or failure} ({type(failure).__name__})", ()
        record.exc_info = record.exc_text = None
    return True


def on_cluster(function: Callable, *arguments: object) -> object:
    """Call a function in a worker of the cluster: as in a worker of one's own, and alone.

    The compiled models of a process hold one state, so two threads must not train with them.
    """
    with alone():
        os.environ.update(ENVIRONMENT)
        return function(*arguments)


@lru_cache(maxsize=1)
def alone() -> threading.Lock:
    """Give this process's lock."""
    return threading.Lock()
