"""An hour of visitors who come, choose, train, bring a table and go: does the memory level off?

`python -m tests.benchmarks soak`; LSTMVIZ_SOAK names another number of minutes, LSTMVIZ_VISITORS
another number of visitors at a time.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np

from tests.benchmarks.load import held
from tests.benchmarks.visitor import Visitor
from tests.serving import Server, serve

MINUTES = float(os.environ.get("LSTMVIZ_SOAK", "60"))
# Visitors at the same time.
TOGETHER = int(os.environ.get("LSTMVIZ_VISITORS", "5"))
# Beyond the time for which a visitor who left may come back, in seconds.
EMPTY = 40.0
# How often the memory is told, in minutes.
TOLD = 2.0
# How long a visitor trains, in seconds.
TRAINS = 3.0
PAGES = ("", "Input_layouts", "Inside_the_cell", "Race", "Shape_doctor", "Take_home")

Line = tuple[str, str, str]


async def visits(server: Server, chance: random.Random, end: float, counted: list[int]) -> None:
    """Visit after visit, until the end."""
    while time.monotonic() < end:
        await visit(server, chance)
        counted[0] += 1


async def visit(server: Server, chance: random.Random) -> None:
    """Come, choose a layout, train, look at another page, bring a table of one's own, and go."""
    visitor = Visitor(server.address, f"seed={chance.randrange(10**6)}")
    await visitor.open()
    await visitor.choose("Layout", chance.choice(visitor.options["Layout"]))
    await answered(visitor)
    await visitor.press("Train")
    await asyncio.sleep(TRAINS)
    label = next(label for label in visitor.widgets if label.startswith("CSV"))
    await visitor.upload(label, "own.csv", table(chance))
    await answered(visitor)
    await visitor.press("Train")
    await asyncio.sleep(TRAINS)
    await visitor.close()
    other = Visitor(server.address, page=chance.choice(PAGES))
    await other.open()
    await other.close()


async def answered(visitor: Visitor) -> None:
    """Wait until the page has answered all that it was asked."""
    while visitor.asked:
        await asyncio.sleep(0.02)


def table(chance: random.Random) -> bytes:
    """Write a table that nobody has brought before: up to 20,000 rows of four columns."""
    rows = chance.randrange(500, 20_000)
    values = np.random.default_rng(chance.randrange(2**32)).normal(size=(rows, 4)).cumsum(axis=0)
    lines = [",".join(f"{value:.3f}" for value in row) for row in values]
    return "\n".join(["time,a,b,c", *lines]).encode()


async def hour(server: Server, notes: Path) -> AsyncIterator[Line]:
    """Let visitors come and go, and tell the memory meanwhile."""
    guest = Visitor(server.address, "table=sensors")
    await guest.open()
    await guest.warm()
    await guest.close()
    yield "before anybody came", "", await held(server, notes)
    counted, began = [0], time.monotonic()
    end = began + 60 * MINUTES
    tasks = [
        asyncio.create_task(visits(server, random.Random(number), end, counted))
        for number in range(TOGETHER)
    ]
    while time.monotonic() < end:
        await asyncio.sleep(min(60 * TOLD, max(0.0, end - time.monotonic())))
        minute = (time.monotonic() - began) / 60
        yield f"minute {minute:.0f}, {counted[0]:,} visits", "levels off", await held(server, notes)
    await asyncio.gather(*tasks)
    for _ in range(2):
        # Streamlit lets go of sessions when somebody else leaves, and then the engine of runs.
        await asyncio.sleep(EMPTY)
        await guest.open()
        await guest.close()
    yield "when everybody has left", "levels off", await held(server, notes)
    yield "errors of the server", "none", server.errors() or "none"


def lines() -> Iterator[Line]:
    """Measure everything here: what, aim, measurement."""
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        command = ("-m", "tests.benchmarks.watched", str(notes), "run", "app.py")
        with serve(command) as server, asyncio.Runner() as runner:
            told = hour(server, notes)
            while (line := runner.run(anext(told, None))) is not None:
                yield line
