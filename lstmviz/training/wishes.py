"""What visitors look at and may start: compiled ahead, when the worker has nothing else to do."""

import threading
from dataclasses import dataclass, replace

from lstmviz.training.bounds import SETTLED_SECONDS
from lstmviz.training.run import Run
from lstmviz.training.state import Step


@dataclass(frozen=True, eq=False)
class Wish:
    """A run that a visitor looks at and may start: what is compiled for it next.

    Args:
        run: it.
        since: when it came into view, on the monotonic clock.
        step: of what a run needs, compiled one after the other: what another visitor starts
            meanwhile waits for one of them at most.
    """

    run: Run
    since: float
    step: Step = "updates"


class Wishes:
    """The wishes of all visitors; of each one's only the latest counts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wishes: dict[str, Wish] = {}

    def add(self, run: Run, visitor: str, now: float) -> None:
        """Take a wish in."""
        with self._lock:
            self._wishes[visitor] = Wish(run, now)

    def drop(self, visitor: str) -> None:
        """Forget a visitor's wish, if there is one."""
        with self._lock:
            self._wishes.pop(visitor, None)

    def next(self, now: float) -> Wish | None:
        """Take the next step of the run that has been looked at longest, if long enough."""
        with self._lock:
            settled = [v for v, wish in self._wishes.items() if now - wish.since > SETTLED_SECONDS]
            if not settled:
                return None
            wish = self._wishes.pop(settled[0])
            if wish.step == "updates":
                self._wishes[settled[0]] = replace(wish, step="predictions")
            return wish
