"""How fast a run goes: as fast as it can, at a chosen speed, or as a person can watch it."""

import math
from collections import deque

from lstmviz.training.bounds import FIRST_UPDATES
from lstmviz.training.watching import Schedule

# Updates per second are measured over so many seconds.
SPEED_SECONDS = 3.0
# And it is not known before so many: the first slices are short and waited for each other.
KNOWN_SECONDS = 1.0
# At a chosen speed a page sees new numbers so often, in seconds.
PACE_SECONDS = 0.25
# A slice may be so many times as long as the one before: the first ones measure the speed.
GROWTH = 8


class Pace:
    """How many updates the next slice of a run has, and when it may begin.

    `due` is when, in seconds on the clock that every `now` is of; `rate` the chosen updates per
    second, None for as fast as it goes; `watched` whether it is given by the schedule.

    Args:
        schedule: of the run, when it is watched.
    """

    def __init__(self, schedule: Schedule) -> None:
        self.rate: float | None = None
        self.watched = False
        self._schedule = schedule
        self.forget()

    def forget(self) -> None:
        """Forget what was measured: the run begins anew."""
        self.due = 0.0
        # Updates a second of computing, and the most that the next slice may have.
        self._fast = math.inf
        self._most = FIRST_UPDATES
        self._times: deque[tuple[float, int]] = deque()

    def go(self, now: float) -> None:
        """Let the next slice begin at once, after a halt."""
        self._times.clear()
        self.due = now

    def slows(self, update: int) -> bool:
        """Tell whether it goes more slowly than it could."""
        return self.rate is not None or (self.watched and update < self._schedule.first)

    def updates(self, update: int, seconds: float, goes_on: bool, now: float) -> int:
        """Choose the number of updates of the next slice, at least 1.

        Args:
            update: done before.
            seconds: that the slice may take.
            goes_on: whether the run goes on to its end: steps are done at once, whatever the pace.
            now: the time.
        """
        updates = max(1, int(min(seconds * self._fast, self._most)))
        if goes_on and self.rate is not None:
            updates = min(updates, max(1, int(self.rate * PACE_SECONDS)))
            self._wait(updates / self.rate, now)
        elif goes_on and self.watched:
            seen = self._schedule.second(update) + PACE_SECONDS
            updates = min(updates, max(1, self._schedule.update(seen) - update))
        return updates

    def show(self, before: int, after: int, now: float) -> None:
        """Let the updates of a slice that is watched be shown as long as the schedule says.

        An update stands until the next one is due: the first, which came at once, no longer.
        """
        last = self._schedule.updates
        begun, ended = (self._schedule.second(min(each + 1, last)) for each in (before, after))
        self._wait(ended - begun, now)

    def measure(self, updates: int, seconds: float, update: int, now: float) -> None:
        """Learn from a slice that has come: its updates, what they took, and where it ended."""
        self._fast = updates / max(seconds, 1e-6)
        self._most = GROWTH * max(updates, FIRST_UPDATES)
        self._times.append((now, update))
        while self._times[-1][0] - self._times[0][0] > SPEED_SECONDS and len(self._times) > 2:
            self._times.popleft()

    def speed(self) -> float | None:
        """Give the updates per second, as measured lately; None while it is not known."""
        if not self._times:
            return None
        (began, first), (now, last) = self._times[0], self._times[-1]
        return (last - first) / (now - began) if now - began >= KNOWN_SECONDS else None

    def _wait(self, seconds: float, now: float) -> None:
        # Late once is late for good: a burst to catch up would hide what is to be seen.
        self.due = max(self.due, now - PACE_SECONDS) + seconds
