"""The worker process: how it is started, what it is called with, how it ends.

Importable without TensorFlow: the process that serves pages hands these functions to an executor,
and only inside the worker do they import `slices`, `layers` and `building`, by name.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType

import loky
import numpy as np
import psutil
from jaxtyping import Float32

from lstmviz.doctor import Setup, Walk
from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.bounds import PART_BYTES
from lstmviz.training.plan import Plan
from lstmviz.training.state import Check, DataPart, Piece, Step, TrainingState

SLICES = "lstmviz.training.slices"
LAYERS = "lstmviz.training.layers"
BUILDING = "lstmviz.training.building"
ENVIRONMENT = MappingProxyType(
    {
        # One thread computes: at these sizes a second one gains nothing and disturbs the pages.
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        # loky would replace a worker that has grown since its first call, at any moment. The
        # engine does so by the number of compiled models instead, between two slices.
        "LOKY_MAX_MEMORY_LEAK_SIZE": "1e12",
    }
)
# The serving process answers at once while the worker computes; on Windows, where there are
# classes instead of numbers, it is the one below the usual.
NICENESS = 2
LOWEST_PRIORITY = 19
PR_SET_PDEATHSIG = 1
# How soon the worker notices that the server is gone, in seconds.
WATCH_SECONDS = 0.5


@dataclass(frozen=True)
class PartMissing:
    """The worker does not hold this dataset (yet, or any more): send it along."""

    key: str


@dataclass(frozen=True)
class SliceFailure:
    """The slice could not be computed; a sentence for the person.

    An exception of TensorFlow would import TensorFlow where it is unpickled.
    """

    sentence: str


@dataclass(frozen=True, eq=False)
class Parts:
    """The datasets that the worker holds, the least recently used dropped first."""

    held: OrderedDict[str, DataPart] = field(default_factory=OrderedDict)

    def keep(self, part: DataPart) -> None:
        """Hold a dataset, and drop others beyond the bound in bytes; never this one."""
        self.held[part.key] = part
        self.held.move_to_end(part.key)
        while len(self.held) > 1 and sum(p.nbytes for p in self.held.values()) > PART_BYTES:
            self.held.popitem(last=False)

    def find(self, key: str) -> DataPart | None:
        """Find a dataset by its key."""
        if key in self.held:
            self.held.move_to_end(key)
        return self.held.get(key)


@lru_cache(maxsize=1)
def parts() -> Parts:
    """Give this process's datasets."""
    return Parts()


def worker_executor() -> Executor:
    """Make an executor of one worker process, which ends with its server in every case.

    loky's worker does not run the program's main file again, as the standard library's would.
    """
    return loky.ProcessPoolExecutor(
        max_workers=1,
        timeout=None,
        initializer=settle,
        initargs=(os.getpid(),),
        env=dict(ENVIRONMENT),
    )


def weight(executor: Executor | None) -> float:
    """Weigh an executor's worker processes, in bytes; 0 if it has none on this machine."""
    weighs = 0.0
    for pid in list(getattr(executor, "_processes", None) or ()):
        with contextlib.suppress(psutil.Error):
            weighs += psutil.Process(pid).memory_info().rss
    return weighs


def settle(server: int) -> None:
    """Settle in the worker: let Ctrl-C end the server alone, and follow it when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Keras imports pandas where it finds it, only to take its frames as input: 100 MB, 1 second.
    sys.modules["pandas"] = None  # pyright: ignore[reportArgumentType]  # None: not to be found
    step_back()
    end_with_the_server()
    threading.Thread(target=follow, args=(server,), name="follow", daemon=True).start()


def step_back() -> None:
    """Let the serving process go first when both want the same core."""
    process = psutil.Process()
    if sys.platform == "win32":
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        process.nice(min(process.nice() + NICENESS, LOWEST_PRIORITY))


def end_with_the_server() -> None:
    """Have the system end this process with the server, where it can: one that is stopped, too.

    It ends with the thread that made it, the engine's, which stays as long as the engine.
    Source: prctl(2), PR_SET_PDEATHSIG; Linux's, elsewhere `follow` alone does it.
    """
    if sys.platform == "linux":
        prctl = getattr(ctypes.CDLL(None), "prctl", None)
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def follow(server: int) -> None:
    """End this process when the server is not its parent any more, even after SIGKILL.

    On Windows a process keeps its parent's number for good; psutil tells by the time at which each
    began whether it is still the same one.
    """
    process = psutil.Process()
    while (parent := process.parent()) is not None and parent.pid == server:
        time.sleep(WATCH_SECONDS)
    os._exit(0)


def warm_up() -> None:
    """Import TensorFlow and compile the models that most visitors begin with."""
    import_module(SLICES).warm_up()


def wake_up() -> None:
    """Import TensorFlow alone: a replaced worker's runs are waiting."""
    import_module(SLICES)


def prepare(spec: TrainingSpec, shape: tuple[int, int], step: Step) -> int:
    """Compile a part of what a run needs before it is started; give the number of compiled models.

    What fails here fails again when the run is started, and is told then.
    """
    try:
        return import_module(SLICES).prepare(spec, shape, step)
    except Exception:
        return 0


def check(
    spec: TrainingSpec, weights: ModelWeights, x: Float32[np.ndarray, "batch timesteps features"]
) -> Check | SliceFailure:
    """Run Keras's own layers on a few samples, in the worker."""
    try:
        return import_module(LAYERS).check(spec, weights, x)
    except Exception as error:
        return SliceFailure(f"Keras could not run these weights ({type(error).__name__}).")


def save(spec: TrainingSpec, weights: ModelWeights, shape: tuple[int, int]) -> bytes | SliceFailure:
    """Write a model as a .keras file, in the worker."""
    try:
        return import_module(LAYERS).save(spec, weights, shape)
    except Exception as error:
        return SliceFailure(f"Keras could not save this model ({type(error).__name__}). Try again.")


def build(setups: Sequence[Setup]) -> tuple[Walk | None, ...] | SliceFailure:
    """Build set-ups of Keras's layers, in the worker."""
    try:
        return import_module(BUILDING).build(setups)
    except Exception as error:
        return SliceFailure(f"Keras could not build these layers ({type(error).__name__}).")


def run_slice(
    spec: TrainingSpec,
    key: str,
    part: DataPart | None,
    state: TrainingState,
    updates: int,
    plan: Plan,
) -> tuple[TrainingState, Piece] | PartMissing | SliceFailure:
    """Advance a run in the worker; `part` comes along only when the worker asked for it."""
    if part is not None:
        parts().keep(part)
    part = part or parts().find(key)
    if part is None:
        return PartMissing(key)
    try:
        return import_module(SLICES).advance(spec, part, state, updates, plan)
    except Exception as error:
        return SliceFailure(f"The update could not be computed ({type(error).__name__}).")
