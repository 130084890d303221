"""A visitor brings a large file: how long until its review, and what does it cost the others?

The baseline is pandas.read_csv of the same bytes, in a process that does nothing else.
"""

import asyncio
import io
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import numpy as np
import pandas as pd

from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.findings import understand
from tests.benchmarks.load import Seen, look_around, spread, weigh, weight
from tests.benchmarks.visitor import Visitor
from tests.serving import Server, serve

# The Playground with a built-in table; the bare address shows the start.
QUERY = "table=sensors"
ROWS, COLUMNS = 420_000, 15
LONG_ROWS, LONG_COLUMNS = 1_000_000, 10
TOGETHER = 5
# Aims: from the upload to the review; understanding beyond reading; seconds and megabytes.
REVIEWED, UNDERSTOOD, ANSWER, MEGABYTES = 3.0, 2.0, 0.3, 1_500
# What stands below a review, and nowhere else.
REVIEWED_BY = "Looks right"
# The panel to upload in is opened so long before, in seconds: a person chooses a file meanwhile.
CHOOSES = 3.0
# Longest that is waited for a review, in seconds.
PATIENCE = 240.0

Line = tuple[str, str, str]


class Bringer(Visitor):
    """A visitor who waits for the review of a table.

    Args:
        address: of the server.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address, QUERY)
        self.reviewed = asyncio.Event()

    def look(self, message) -> None:
        """Note the review, besides all else."""
        super().look(message)
        if message.delta.new_element.button.label == REVIEWED_BY:
            self.reviewed.set()

    async def bring(self, content: bytes) -> float:
        """Upload a file and wait for its review and the whole page; give the seconds of both."""
        await self.unfold("Upload")
        await asyncio.sleep(CHOOSES)
        label = next(label for label in self.widgets if label.startswith("CSV"))
        begun = time.monotonic()
        await self.upload(label, "own.csv", content)
        async with asyncio.timeout(PATIENCE):
            await self.reviewed.wait()
            while self.asked:
                await asyncio.sleep(0.01)
        return time.monotonic() - begun


def table(rows: int, columns: int, seed: int = 0) -> bytes:
    """Write a table as a station would: a moment, then measurements; long ones without decimals."""
    chance = np.random.default_rng(seed)
    values = chance.normal(size=(rows, columns - 1)).cumsum(axis=0) / 20 + 50
    frame = pd.DataFrame(
        values.round(2) if rows < LONG_ROWS else np.abs(values).astype(int),
        columns=[f"sensor {number}" for number in range(1, columns)],
    )
    frame.insert(0, "time", pd.date_range("2020-01-01", periods=rows, freq="min").astype(str))
    return frame.to_csv(index=False).encode()


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Give the seconds that something takes, the better of two, and its result."""
    taken = []
    for _ in range(2):
        begun = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - begun)
    return min(taken), result


def alone(content: bytes, rows: int, columns: int, aim: str) -> Iterator[Line]:
    """Read and understand a file in this process, beside what pandas takes for it."""
    plain, _ = timed(lambda: pd.read_csv(io.BytesIO(content)))
    read, found = timed(lambda: read_table(content, "own.csv"))
    assert isinstance(found, Table)
    understood, _ = timed(lambda: understand(found))
    yield (
        f"{rows:,} × {columns} ({len(content) / 1e6:.0f} MB): pandas · read · understood",
        aim,
        f"{plain:.2f} · {read:.2f} · {understood:.2f} s",
    )


@asynccontextmanager
async def watched(server: Server) -> AsyncIterator[Seen]:
    """Weigh the server each second, and have another visitor turn pages meanwhile."""
    seen = Seen()
    idle = Visitor(server.address, QUERY)
    await idle.open()
    tasks = [asyncio.create_task(each) for each in (weigh(server, seen), look_around(idle, seen))]
    try:
        yield seen
    finally:
        for task in tasks:
            task.cancel()
        await idle.close()


async def brought(server: Server) -> AsyncIterator[Line]:
    """Bring one file, then one by each of five visitors at once."""
    files = [table(ROWS, COLUMNS, seed) for seed in range(TOGETHER)]
    await warm(server)
    yield "memory before anybody came", "", weight(server)[1]
    for number, aim in ((1, f"≤ {REVIEWED:g} s"), (TOGETHER, "")):
        visitors = [Bringer(server.address) for _ in range(number)]
        for visitor in visitors:
            await visitor.open()
        async with watched(server) as seen:
            taken = await asyncio.gather(
                *(visitor.bring(file) for visitor, file in zip(visitors, files, strict=False))
            )
        yield f"{number} at once, from the upload to the review", aim, spread(taken, "s")
        yield (
            "  another visitor's page meanwhile",
            f"≤ {1e3 * ANSWER:g} ms",
            spread([1e3 * answer for answer in seen.answers] or [float("nan")], "ms"),
        )
        yield (
            "  memory of the server and all that it started, most",
            f"< {MEGABYTES:,} MB",
            max(seen.memory)[1],
        )
        for visitor in visitors:
            await visitor.close()
    if server.errors():
        yield "errors of the server", "none", server.errors()


async def warm(server: Server) -> None:
    """Wait until the worker that trains has its imports: they would take a core from all else."""
    guest = Visitor(server.address, QUERY)
    await guest.open()
    await guest.warm()
    await guest.close()


def lines() -> Iterator[Line]:
    """Measure everything here: what, aim, measurement."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    yield "others' work on this machine, as its load", "0", f"{load:.1f}"
    yield from alone(table(ROWS, COLUMNS), ROWS, COLUMNS, "")
    long = table(LONG_ROWS, LONG_COLUMNS)
    yield from alone(long, LONG_ROWS, LONG_COLUMNS, f"understood ≤ {UNDERSTOOD:g} s")
    with serve() as server, asyncio.Runner() as runner:
        told = brought(server)
        while (line := runner.run(anext(told, None))) is not None:
            yield line
