"""Streamlit as it is, but that it tells what it holds.

`python -m tests.benchmarks.watched FILE run app.py …` writes into the file, at SIGUSR1, how many
runs its engine cares for and how many there are in its memory at all, and what the memory consists
of.
"""

import ctypes
import gc
import signal
import sys
import threading
from pathlib import Path
from weakref import WeakSet

import psutil
from streamlit.web import cli

from lstmviz.training.engine import Engine
from lstmviz.training.run import Run

FIELDS = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"


class Malloc(ctypes.Structure):
    """What malloc tells of itself, in bytes. Source: mallinfo2(3)."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in FIELDS.split())


def alive(kind: type) -> WeakSet:
    """Give those of a kind that are alive, from now on.

    To look through all objects instead would hold each for a moment: a tuple that another thread
    is just making cannot be made then.
    """
    found, make = WeakSet(), kind.__init__

    def noted(self, *args, **kwargs) -> None:
        make(self, *args, **kwargs)
        found.add(self)

    kind.__init__ = noted
    return found


def count(notes: Path, engines: WeakSet, runs: WeakSet) -> None:
    """Count the runs and write it down."""
    gc.collect()
    cared = sum(len(engine._line._members) for engine in engines)
    own = psutil.Process().memory_info().rss / 1e6
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = Malloc
    told = libc.mallinfo2()
    notes.write_text(
        f"{cared} runs in the engine, {len(runs)} in memory, "
        f"{threading.active_count()} threads; server {own:.0f} MB, of malloc "
        f"{(told.uordblks + told.hblkhd) / 1e6:.0f} in use + {told.fordblks / 1e6:.0f} free, "
        f"of Python {sys.getallocatedblocks():,} blocks"
    )


if __name__ == "__main__":
    notes = Path(sys.argv.pop(1))
    # In a thread of its own: the main one is in the midst of anything.
    told = notes, alive(Engine), alive(Run)
    signal.signal(signal.SIGUSR1, lambda *_: threading.Thread(target=count, args=told).start())
    sys.exit(cli.main())
