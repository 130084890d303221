"""Many visitors, one process: whose page draws now, and how often the live parts of all do.

Python computes in one thread at a time. Ten that draw at once fight for it with the one that sends
what they draw: each of its messages waits for all of them, and nobody sees anything for seconds.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from lstmviz.ui.delivery import deliver, let_go
from lstmviz.ui.internals import is_drawn_alone

# With more pages than this ticking they tick less often, so that other pages answer meanwhile:
PAGES_AT_FULL_TICK = 10
# by one tick for each so many pages more. That is 14 to 22 ticks a second in any crowd.
PAGES_A_STEP = 7
# A page ticks no more when it has not ticked for so long, in seconds.
SILENT = 5.0
# Nobody waits for one that has been drawing for longer than this, in seconds: it reads a large
# file, perhaps.
LONGEST_TURN = 0.5
# From one page that is drawn anew because its run began or ended to the next one, in seconds.
BETWEEN_RUNS = 0.2


@dataclass(eq=False)
class Crowd:
    """What the pages of all visitors share while they draw.

    Args:
        lock: held by the one whose turn it is.
        since: when that turn began, on the monotonic clock.
        next_run: when the next page may be drawn anew by itself, on the monotonic clock.
        ticked: when the pages of visitors ticked last.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    since: float = 0.0
    next_run: float = 0.0
    ticked: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def turn(self, patience: float = math.inf) -> Iterator[None]:
        """Draw while nobody else draws.

        Args:
            patience: draw after so long in any case, in seconds.
        """
        held, end = False, time.monotonic() + patience
        while not held:
            now = time.monotonic()
            held = self.lock.acquire(timeout=max(0.0, min(LONGEST_TURN, end - now)))
            if not held and time.monotonic() >= min(end, self.since + LONGEST_TURN):
                break
        if held:
            self.since = time.monotonic()
        try:
            yield
        finally:
            if held:
                self.lock.release()

    def rarer(self, visitor: str | None = None) -> int:
        """How much rarer ticks are than usual: four times with 30 pages.

        Args:
            visitor: whose page ticks now.
        """
        now = time.monotonic()
        if visitor is not None:
            self.ticked[visitor] = now
        for silent in [v for v, when in list(self.ticked.items()) if now - when > SILENT]:
            self.ticked.pop(silent, None)
        return 1 + max(0, math.ceil((len(self.ticked) - PAGES_AT_FULL_TICK) / PAGES_A_STEP))

    def may_run(self) -> bool:
        """Whether a page may be drawn anew; if not, its next tick asks again.

        Runs that share their results end in the same moment, and so would ten pages be drawn.
        """
        now = time.monotonic()
        if now < self.next_run:
            return False
        self.next_run = now + BETWEEN_RUNS
        return True


@st.cache_resource(show_spinner=False)
def crowd() -> Crowd:
    """The crowd of this server."""
    return Crowd()


@contextmanager
def page_turn() -> Iterator[None]:
    """Draw a whole page in its turn, all of which gets to the browser."""
    with crowd().turn():
        yield
        deliver()
    let_go()


@contextmanager
def part_turn(patience: float = math.inf) -> Iterator[None]:
    """Draw a part of a page: in a turn of its own, or in that of the page that it is drawn with.

    Args:
        patience: draw after so long in any case, in seconds.
    """
    if not is_drawn_alone():
        yield
        return
    with crowd().turn(patience):
        yield
        deliver()
    let_go()
