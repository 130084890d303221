"""Streamlit as it is, but that it tells how many runs it holds.

`python -m tests.benchmarks.watched FILE run app.py …` writes into the file, at SIGUSR1, how many
runs its engine cares for and how many there are in its memory at all.
"""

import gc
import signal
import sys
import threading
from pathlib import Path

from streamlit.web import cli

from lstmviz.training.engine import Engine
from lstmviz.training.run import Run


def count(notes: Path) -> None:
    """Count the runs and write it down."""
    gc.collect()
    things = gc.get_objects()
    cared = sum(len(thing._line._members) for thing in things if isinstance(thing, Engine))
    runs = sum(isinstance(thing, Run) for thing in things)
    notes.write_text(f"{cared} runs in the engine, {runs} in memory")


if __name__ == "__main__":
    notes = Path(sys.argv.pop(1))
    # In a thread of its own: the main one is in the midst of anything.
    signal.signal(signal.SIGUSR1, lambda *_: threading.Thread(target=count, args=(notes,)).start())
    sys.exit(cli.main())
