"""When a run that is watched shows which update: most of the time goes to the first epoch.

The weights change most in the first few updates, so the first epoch is shown on a scale of ratios,
1, 2, 5, 10 … updates at equal distances; all others follow evenly.
"""

import math
from dataclasses import dataclass

FIRST_SECONDS = 12.0
"""What the first epoch takes, of about 20 seconds in all."""
REST_SECONDS = 8.0


@dataclass(frozen=True)
class Schedule:
    """The picture of a run over time.

    Args:
        first: updates of the first epoch.
        updates: planned in all.
    """

    first: int
    updates: int

    @property
    def seconds(self) -> float:
        """How long all of it is watched."""
        return self.second(self.updates)

    def second(self, update: int) -> float:
        """Tell when an update is shown, in seconds from the start.

        >>> Schedule(100, 2000).second(100), Schedule(100, 2000).second(2000)
        (12.0, 20.0)
        """
        if update <= self.first:
            return FIRST_SECONDS * math.log1p(update) / math.log1p(self.first)
        return FIRST_SECONDS + REST_SECONDS * (update - self.first) / (self.updates - self.first)

    def update(self, second: float) -> int:
        """Tell which update is shown then, the last one before it."""
        if second >= self.seconds:
            return self.updates
        if second <= FIRST_SECONDS:
            return int(math.expm1(second / FIRST_SECONDS * math.log1p(self.first)) + 1e-9)
        part = (second - FIRST_SECONDS) / REST_SECONDS
        return self.first + int(part * (self.updates - self.first))
