"""What a run of a page has sent is on its way to the browser before the next run begins.

A run hands its messages to the server's event loop one by one, which puts them into the session's
queue, and empties the queues of all sessions in turn. Streamlit drops what it finds on this way
when another run begins: messages not yet taken over, if the run has ended before, and what stands
in the queue of the parts that are drawn again. On a busy machine a page would stay in pieces, and
live parts that are asked for again and again would never come.
"""

import signal
import threading
import time

from lstmviz.ui.internals import event_loop, is_waiting

LONGEST = 2.0  # seconds
LOOK = 0.005  # seconds from one look into the queue to the next


def deliver() -> None:
    """Wait until the event loop has taken over what this run has sent so far: first in, first out.

    It takes well below a millisecond where the loop is idle.
    """
    loop = event_loop()
    if loop is not None:
        taken_over = threading.Event()
        loop.call_soon_threadsafe(taken_over.set)
        taken_over.wait(LONGEST)


def let_go() -> None:
    """Wait until what was taken over has left the session's queue."""
    end = time.monotonic() + LONGEST
    while is_waiting() and time.monotonic() < end:
        time.sleep(LOOK)


def end_on_hangup() -> None:
    """Have a terminal that is closed end the server in order, as SIGTERM does; nohup still holds.

    Signals belong to the main thread, which the event loop runs in.
    """
    loop = event_loop()
    if loop is not None and hasattr(signal, "SIGHUP"):
        loop.call_soon_threadsafe(take_hangup)


def take_hangup() -> None:
    """Take SIGHUP for SIGTERM, where it would end the server at once."""
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
