"""The edge of memory: one network trained on ever longer windows of the echo table.

Which window is long enough is a question to the data, so nothing else may differ: every window is
trained and scored on the same rows, from the same weights, in the same order. A shorter window is
the longest one with its first timesteps skipped, which is the same arithmetic; so one compiled
model serves all windows, all lags and all visitors. A sweep takes the worker 15 to 25 s.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout
from lstmviz.training.bounds import SLICE_SECONDS
from lstmviz.training.parts import data_part
from lstmviz.training.run import Run
from lstmviz.training.state import DataPart, Origin, Piece, SliceRequest, Status, TrainingState

# Small and quick, and enough to learn an echo of any of these lags: an error below 0.2.
SWEEP_SPEC = TrainingSpec(units=16, batch_size=64, learning_rate=0.01, epochs=15)
SWEEP_LAGS = (1, 16)
LONGEST_WINDOW = 24


@dataclass(frozen=True)
class Reached:
    """How far the network has come with one window.

    Args:
        window: rows that it reads.
        error: its latest error on the validation samples, as a root mean square and as a part of
            the target's own deviation: 1 is what saying the mean gives; None before the first.
        epoch: done, fractional.
        status: of its training.
    """

    window: int
    error: float | None
    epoch: float
    status: Status


class Sweep:
    """One network after the other, each with a longer window; for an engine it is one run.

    A page calls `start` and `stop` and reads `results`; it never waits.

    Args:
        spec: what is trained and how, with every window.
        dataset: cut with the longest window, its rows on the timesteps.
        windows: rows that the networks read, ascending.
    """

    def __init__(self, spec: TrainingSpec, dataset: Dataset, windows: Sequence[int]) -> None:
        self.spec = spec
        self.windows = tuple(windows)
        whole = data_part(dataset)
        parts = (shortened(whole, window) for window in windows)
        self._runs = tuple(Run(spec, dataset, part) for part in parts)
        self._number = 0
        self._lock = threading.RLock()

    # ---- what a page reads and commands -----------------------------------------------------

    @property
    def results(self) -> tuple[Reached, ...]:
        """What each window has reached, in order."""
        reached = []
        for window, run in zip(self.windows, self._runs, strict=True):
            progress = run.progress
            losses = progress.validation.losses
            error = float(np.sqrt(losses[-1])) if len(losses) else None
            reached.append(Reached(window, error, progress.epoch, progress.status))
        return tuple(reached)

    @property
    def active(self) -> bool:
        """Whether it changes by itself, so that a page should keep looking."""
        return self._run.progress.active

    @property
    def message(self) -> str:
        """A sentence for the person, or ""."""
        return self._run.progress.message

    @property
    def place(self) -> int:
        """Runs before this one in the waiting line; 0 when it takes its turns."""
        return self._run.place

    def start(self) -> None:
        """Train the windows that are not finished; all anew if all are."""
        with self._lock:
            if self._run.progress.status == "finished":
                self._number = 0
                for run in self._runs:
                    run.reset()
            self._run.start()

    def stop(self) -> None:
        """End it; what it has reached stays to be looked at."""
        with self._lock:
            self._run.stop()

    # ---- what an engine calls ---------------------------------------------------------------

    def attach(self, wake: Callable[[], None]) -> None:
        """Call `wake` whenever there is something to do."""
        for run in self._runs:
            run.attach(wake)

    def silent(self, now: float) -> float:
        """Tell for how many seconds there has been no news of a slice that is due; else 0."""
        return self._run.silent(now)

    def due(self) -> float | None:
        """Tell when the next slice may begin; None if none is wanted."""
        return self._run.due()

    def origin(self) -> Origin | None:
        """Tell where the next slice begins; None if none is wanted."""
        return self._run.origin()

    def request(self, seconds: float = SLICE_SECONDS) -> SliceRequest | None:
        """Ask for the next slice of the present window, of so many seconds at most."""
        return self._run.request(seconds)

    def receive(self, request: SliceRequest, state: TrainingState, piece: Piece) -> None:
        """Take over a slice's result, and go on to the next window after the last slice."""
        with self._lock:
            self._run.receive(request, state, piece)
            more = self._number + 1 < len(self._runs)
            if self._run.progress.status == "finished" and more:
                self._number += 1
                self._run.start()

    def wait_in_line(self, place: int) -> None:
        """Show the place in the waiting line."""
        self._run.wait_in_line(place)

    def fail(self, sentence: str) -> None:
        """End it with a sentence for the person."""
        self._run.fail(sentence)

    @property
    def _run(self) -> Run:
        return self._runs[self._number]


def shortened(part: DataPart, window: int) -> DataPart:
    """Let a network read only the last `window` rows of each of a dataset's windows."""
    skipped = part.layout.window - window
    return replace(part, key=f"{part.key} without {skipped}", skipped=skipped)


def windows_around(lag: int) -> tuple[int, ...]:
    """Choose windows on both sides of the edge: lag rows cannot see the cause, lag + 1 can.

    >>> windows_around(8)
    (2, 4, 8, 9, 13, 17)
    """
    # The longer the window, the later a network finds out when to remember.
    longest = min(2 * lag + 1, LONGEST_WINDOW)
    beyond = (lag + 1, (lag + 1 + longest) // 2, longest)
    return tuple(sorted({max(1, lag // 4), max(1, lag // 2), lag, *beyond}))


def echo_sweep(lag: int) -> Sweep:
    """Make the sweep on the echo table.

    Args:
        lag: rows between cause and echo, within SWEEP_LAGS; a longer one takes a network of this
            size many more epochs to find.

    Raises:
        ValueError: a lag out of its range.
    """
    low, high = SWEEP_LAGS
    if not low <= lag <= high:
        raise ValueError(f"The lag must be {low} to {high} rows here; received {lag:,}.")
    return Sweep(SWEEP_SPEC, echo_dataset(lag), windows_around(lag))


def echo_dataset(lag: int) -> Dataset:
    """Cut the echo table with the longest window."""
    layout = Layout(window=LONGEST_WINDOW)
    return make_dataset(load_example("echo", lag), layout, EXAMPLES["echo"].task)
