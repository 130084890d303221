"""Checks against Keras's own layers, and Keras's own files: small tasks that pages ask for.

The worker does them between the slices of runs.
"""

import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from lstmviz.doctor import Setup, Walk
from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.bounds import CHECK_SAMPLES, CHECK_STEPS, CHECKS_WAITING
from lstmviz.training.state import Check
from lstmviz.training.worker import SliceFailure, build, check, save

TOO_MANY = "Too many visitors asked the worker process for something at once. Ask again."
LOST = "The worker process ended before it had answered. Ask again."

# What a task gives.
Result = Check | bytes | tuple[Walk | None, ...] | SliceFailure
Task = Callable[..., Result]


@dataclass(frozen=True, eq=False)
class Asked:
    """A task: the worker's function, what it is called with, and where its result is awaited."""

    do: Task
    arguments: tuple
    future: Future

    def answer(self, result: Result) -> None:
        """Give the result, unless nobody waits for it any more."""
        with contextlib.suppress(InvalidStateError):
            self.future.set_result(result)


class Checks:
    """The tasks that wait. One at a time goes to the worker, so that slices pass in between."""

    def __init__(self) -> None:
        self._waiting: deque[Asked] = deque()

    def ask(
        self,
        spec: TrainingSpec,
        weights: ModelWeights,
        x: Float32[np.ndarray, "batch timesteps features"],
    ) -> Future:
        """Put a check at the end of the line, of the first samples and timesteps alone."""
        first = x[:CHECK_SAMPLES, : CHECK_STEPS // spec.layers].copy()
        return self._line_up(check, spec, weights, first)

    def ask_file(self, spec: TrainingSpec, weights: ModelWeights, shape: tuple[int, int]) -> Future:
        """Put the saving of a model at the end of the line."""
        return self._line_up(save, spec, weights, shape)

    def ask_build(self, setups: Sequence[Setup]) -> Future:
        """Put the building of set-ups at the end of the line."""
        return self._line_up(build, setups)

    def trim(self) -> None:
        """Give up those that are too many, the oldest first."""
        while len(self._waiting) > CHECKS_WAITING:
            self._waiting.popleft().answer(SliceFailure(TOO_MANY))

    def next(self) -> Asked | None:
        """Take the next task out of the line."""
        while self._waiting:
            asked = self._waiting.popleft()
            if not asked.future.cancelled():
                return asked
        return None

    def close(self) -> None:
        """Give up all."""
        while self._waiting:
            self._waiting.popleft().answer(SliceFailure(LOST))

    def _line_up(self, do: Task, *arguments: object) -> Future:
        asked = Asked(do, arguments, Future())
        self._waiting.append(asked)
        return asked.future
