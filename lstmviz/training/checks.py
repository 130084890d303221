"""Checks against Keras's own layers: asked for by pages, done between the slices of runs."""

import contextlib
from collections import deque
from concurrent.futures import Executor, Future, InvalidStateError
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from lstmviz.cells import ModelWeights
from lstmviz.specs import TrainingSpec
from lstmviz.training.bounds import CHECK_SAMPLES, CHECK_STEPS, CHECKS_WAITING
from lstmviz.training.state import Check
from lstmviz.training.worker import SliceFailure, check

TOO_MANY = "Too many visitors asked for this comparison at once. Ask again."
LOST = "The worker process ended before it had compared. Ask again."


@dataclass(frozen=True, eq=False)
class Asked:
    """A check: what it is done with, and where its result is awaited."""

    spec: TrainingSpec
    weights: ModelWeights
    x: Float32[np.ndarray, "batch timesteps features"]
    future: Future

    def answer(self, result: Check | SliceFailure) -> None:
        """Give the result, unless nobody waits for it any more."""
        with contextlib.suppress(InvalidStateError):
            self.future.set_result(result)


class Checks:
    """The checks that wait, and the one that the worker has been given.

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
        asked = Asked(spec, weights, first, Future())
        self._waiting.append(asked)
        return asked.future

    def give(self, executor: Executor) -> Future | None:
        """Give the worker the next check, if it has none; return what tells that it is done."""
        while self._waiting and self._waiting[0].future.cancelled():
            self._waiting.popleft()
        if self._given is not None or not self._waiting:
            return None
        asked = self._waiting[0]
        done = executor.submit(check, asked.spec, asked.weights, asked.x)
        self._given = self._waiting.popleft(), done
        return done

    def collect(self) -> bool:
        """Answer the check that is done, if it is, and those that are too many.

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
        """Give up the check that was under way in a worker that is no more."""
        if self._given is not None:
            (asked, _), self._given = self._given, None
            asked.answer(SliceFailure(LOST))

    def close(self) -> None:
        """Give up all."""
        self.lose()
        while self._waiting:
            self._waiting.popleft().answer(SliceFailure(LOST))
