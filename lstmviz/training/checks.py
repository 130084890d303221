"""Checks against Keras's own layers, and Keras's own files: small tasks that pages ask for.

The worker does them between the slices of runs.
"""

import contextlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, InvalidStateError
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from lstmviz.cells import ModelWeights
from lstmviz.specs import TrainingSpec
from lstmviz.training.bounds import CHECK_SAMPLES, CHECK_STEPS, CHECKS_WAITING
from lstmviz.training.state import Check
from lstmviz.training.worker import SliceFailure, check, save

TOO_MANY = "Too many visitors asked the worker process for something at once. Ask again."
LOST = "The worker process ended before it had answered. Ask again."

Task = Callable[..., Check | bytes | SliceFailure]


@dataclass(frozen=True, eq=False)
class Asked:
    """A task: the worker's function, what it is called with, and where its result is awaited."""

    do: Task
    arguments: tuple
    future: Future

    def answer(self, result: Check | bytes | SliceFailure) -> None:
        """Give the result, unless nobody waits for it any more."""
        with contextlib.suppress(InvalidStateError):
            self.future.set_result(result)


class Checks:
    """The tasks that wait, and the one that the worker has been given.

    One at most is in the worker's queue, so that slices which wait pass in between. Pages ask; the
    engine's dispatcher alone does the rest.
    """

    def __init__(self) -> None:
        self._waiting: deque[Asked] = deque()
        self._given: tuple[Asked, Future] | None = None

    @property
    def under_way(self) -> bool:
        """Whether the worker has been given one."""
        return self._given is not None

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

    def _line_up(self, do: Task, *arguments: object) -> Future:
        asked = Asked(do, arguments, Future())
        self._waiting.append(asked)
        return asked.future

    def give(self, executor: Executor) -> Future | None:
        """Give the worker the next task, if it has none; return what tells that it is done."""
        while self._waiting and self._waiting[0].future.cancelled():
            self._waiting.popleft()
        if self._given is not None or not self._waiting:
            return None
        asked = self._waiting[0]
        done = executor.submit(asked.do, *asked.arguments)
        self._given = self._waiting.popleft(), done
        return done

    def collect(self) -> bool:
        """Answer the task that is done, if it is, and those that are too many.

        Returns:
            Whether the worker is lost.
        """
        while len(self._waiting) > CHECKS_WAITING:
            self._waiting.popleft().answer(SliceFailure(TOO_MANY))
        if self._given is None or not self._given[1].done():
            return False
        asked, done = self._given
        if done.cancelled() or done.exception() is not None:
            return True
        self._given = None
        asked.answer(done.result())
        return False

    def lose(self) -> None:
        """Give up the task that was under way in a worker that is no more."""
        if self._given is not None:
            (asked, _), self._given = self._given, None
            asked.answer(SliceFailure(LOST))

    def close(self) -> None:
        """Give up all."""
        self.lose()
        while self._waiting:
            self._waiting.popleft().answer(SliceFailure(LOST))
