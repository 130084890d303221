"""A class at work: thirty visitors press Train within five seconds; what does each of them get?

Real sessions over websockets to the real app. What they train is the same three experiments (ten
visitors on each), or thirty different ones, which differ in their seeds alone.
"""

import asyncio
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import psutil

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.choices.links import to_query
from lstmviz.samples.layouts import LAYOUTS
from tests.benchmarks.visitor import Visitor
from tests.serving import Server, serve

# The bare address shows the way in, which has neither layouts nor a worker's state.
QUERY = "table=sensors"
LAYOUTS_TRAINED = ("window", "columns", "row")
# In seconds: all clicks fall within so many,
CLICKS = 5.0
# and their results are watched for so many more.
WATCHED = 20.0
# Tabs are closed for so many; then nothing of theirs should be left.
CLOSED = 60.0
FIRST_POINT, ANSWER, MEGABYTES = 5.0, 0.3, 1_500

# Elsewhere the system does not tell which memory is a file's.
LINUX = sys.platform == "linux"

Line = tuple[str, str, str]


@dataclass(frozen=True)
class Scene:
    """Who trains what.

    Args:
        visitors: who train; one more trains nothing and looks at other layouts.
        differ: whether each has a seed of their own, so that there is nothing to share.
        gap: the longest time between two updates that a visitor should see, in seconds.
        seed: the first that is trained from; no scene finds another's results recorded.
    """

    visitors: int
    differ: bool
    gap: float
    seed: int

    @property
    def words(self) -> str:
        """Its name."""
        return (
            f"{self.visitors} visitors, {'all different' if self.differ else 'three experiments'}"
        )


SCENES = (Scene(10, True, 1.0, 100), Scene(30, False, 3.0, 200), Scene(30, True, 3.0, 300))


@dataclass
class Seen:
    """What a scene showed.

    Args:
        first: seconds from each click to the first point; infinite if it did not come.
        gaps: each visitor's longest time without an update, in seconds.
        places: those seen in the line.
        answers: seconds in which the page of the visitor who trains nothing answered.
        memory: of the server and all that it has started at each second, in MB, and in words.
        updates: of all runs together in a second.
        busy: of the serving process, in cores.
        stolen: share of the machine's time that its host gave to others, where it tells.
    """

    first: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    memory: list[tuple[float, str]] = field(default_factory=list)
    updates: float = 0.0
    busy: float = 0.0
    stolen: float = 0.0


def query(layout: str, seed: int) -> str:
    """Write the address of an experiment: the question's table, 20 epochs."""
    usual = start_experiment(Experiment().table)
    choices = replace(usual, layout=LAYOUTS[layout], spec=replace(usual.spec, seed=seed))
    return urlencode(to_query(choices), doseq=True)


async def played(scene: Scene, server: Server) -> tuple[Seen, list[Visitor]]:
    """Let a scene happen; the tabs are still open afterwards."""
    seen = Seen()
    visitors = [
        Visitor(
            server.address,
            query(LAYOUTS_TRAINED[n % 3], scene.seed + (n if scene.differ else 0)),
        )
        for n in range(scene.visitors)
    ]
    idle = Visitor(server.address, QUERY)
    for visitor in (*visitors, idle):
        await visitor.open()
    weighing = asyncio.create_task(weigh(server, seen))
    looking = asyncio.create_task(look_around(idle, seen))
    began, used, host = time.monotonic(), spent(server.process), psutil.cpu_times()
    clicked = []
    for number, visitor in enumerate(visitors):
        await asyncio.sleep(max(0.0, began + CLICKS * number / len(visitors) - time.monotonic()))
        clicked.append(time.monotonic())
        await visitor.press("Train")
    await asyncio.sleep(WATCHED)
    end = time.monotonic()
    seen.busy = (spent(server.process) - used) / (end - began)
    seen.stolen = stolen(host, psutil.cpu_times())
    for click, visitor in zip(clicked, visitors, strict=True):
        times = [when for when, _ in visitor.updates]
        if not times and visitor.finished:
            # What others have computed may be shown to its end between two looks.
            times = [visitor.finished]
        seen.first.append(times[0] - click if times else float("inf"))
        over = visitor.finished or end
        seen.gaps.append(max((b - a for a, b in pairwise([*times, over])), default=over - click))
        seen.places += visitor.places
    seen.updates = sum(v.updates[-1][1] for v in visitors if v.updates) / (end - began)
    weighing.cancel()
    looking.cancel()
    await asyncio.wait([weighing, looking])
    for task in (weighing, looking):
        # What broke it, unless it was ended here.
        if not task.cancelled():
            task.result()
    await idle.close()
    return seen, visitors


async def look_around(visitor: Visitor, seen: Seen) -> None:
    """Choose another layout every second, and note how long the page takes to answer.

    Nobody clicks again before the page has answered: Streamlit would begin it anew each time.
    """
    names = visitor.options["Layout"]
    seen.answers = visitor.answers
    visitor.answers.clear()
    while True:
        known = len(visitor.answers)
        await visitor.choose("Layout", names[(known + 1) % len(names)])
        await asyncio.sleep(1.0)
        while len(visitor.answers) == known:
            await asyncio.sleep(0.01)


async def weigh(server: Server, seen: Seen) -> None:
    """Note the memory of the server and all that it has started every second."""
    libraries = mapped(server)
    while True:
        seen.memory.append(weight(server, libraries))
        await asyncio.sleep(1.0)


def family(server: Server) -> list[psutil.Process]:
    """List the serving process, and all that it has started: worker, reader, their trackers."""
    return [server.process, *server.process.children(recursive=True)]


def weight(server: Server, libraries: float | None = None) -> tuple[float, str]:
    """Weigh the server and all that it has started, in MB and in words, as if nothing else ran.

    What each has for itself counts whole, a file that several have mapped (libraries, above all)
    once. The system's own proportional weight shares TensorFlow's files with whatever other program
    has mapped them: up to 250 MB less for the same server.

    Args:
        server: it.
        libraries: what the mapped files weigh, if it is known: that takes a tenth of a second.
    """
    alone = own(server)
    libraries = mapped(server) if libraries is None else libraries
    total = sum(alone) + libraries
    parts = " + ".join(f"{weight:.0f}" for weight in alone)
    return total, f"{total:,.0f} MB: own {parts}, libraries {libraries:.0f}"


def own(server: Server) -> list[float]:
    """Weigh what each process has for itself, in MB, the largest first."""
    weights = []
    for process in family(server):
        with suppress(psutil.NoSuchProcess):
            told = process.memory_info() if LINUX else process.memory_full_info()
            weights.append((told.rss - told.shared if LINUX else told.uss) / 1e6)
    return sorted(weights, reverse=True)


def mapped(server: Server) -> float:
    """Weigh the files that the processes have mapped, each once, in MB; only Linux tells it."""
    files = Counter()
    for process in family(server) if LINUX else ():
        with suppress(psutil.NoSuchProcess):
            for each in process.memory_maps():
                files[each.path] = max(files[each.path], each.rss - each.anonymous)
    return files.total() / 1e6


def spent(process: psutil.Process) -> float:
    """Seconds of CPU that a process has used."""
    times = process.cpu_times()
    return times.user + times.system


def stolen(before: NamedTuple, after: NamedTuple) -> float:
    """Tell what share of the time the machine's host gave to others."""
    passed = [late - early for early, late in zip(before, after, strict=True)]
    return getattr(type(after)(*passed), "steal", 0.0) / sum(passed)


def told(scene: Scene, seen: Seen) -> Iterator[Line]:
    """Put what a scene showed beside the aims."""
    yield (
        f"{scene.words}: from the click to the first point",
        f"≤ {FIRST_POINT:g} s",
        spread(seen.first, "s"),
    )
    yield "  longest time without an update, of each", f"≤ {scene.gap:g} s", spread(seen.gaps, "s")
    places = f"up to {max(seen.places)}" if seen.places else "nobody waited"
    yield "  place in the line", "", places
    answers = [1e3 * answer for answer in seen.answers]
    yield (
        "  another visitor's page, 95th percentile",
        f"≤ {1e3 * ANSWER:g} ms",
        spread(answers, "ms"),
    )
    yield (
        "  memory of the server and all that it started, most",
        f"< {MEGABYTES:,} MB",
        max(seen.memory)[1],
    )
    yield (
        "  updates a second that visitors saw in all; CPU of the serving process; taken by others",
        "",
        (f"{seen.updates:,.0f}; {seen.busy:.0%} of one core; {seen.stolen:.0%} of the machine"),
    )


def spread(values: list[float], unit: str) -> str:
    """Write the median, the 95th percentile and the worst."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    figures = (statistics.median(ordered), high, ordered[-1])
    digits = ".2f" if unit == "s" else ".0f"
    median, high, worst = (f"{value:{digits}}" for value in figures)
    return f"{median} · {high} · {worst} {unit} (median, 95 %, worst of {len(ordered)})"


async def held(server: Server, notes: Path) -> str:
    """Ask the serving process how many runs it holds, and weigh it."""
    notes.write_text("")
    server.process.send_signal(signal.SIGUSR1)
    while not notes.read_text():
        await asyncio.sleep(0.1)
    return f"{notes.read_text().strip()}; with all that it started {weight(server)[1]}"


async def evening(server: Server, notes: Path) -> AsyncIterator[Line]:
    """Play all scenes, one after the other, and close the tabs after each."""
    guest = Visitor(server.address, QUERY)
    await guest.open()
    await guest.warm()
    await guest.close()
    yield "before anybody came", "", await held(server, notes)
    for scene in SCENES:
        seen, visitors = await played(scene, server)
        for line in told(scene, seen):
            yield line
        async for line in come_back(visitors[0]):
            yield line
        yield "  with all tabs open", "", await held(server, notes)
        for visitor in visitors:
            await visitor.close()
        await asyncio.sleep(CLOSED)
        # Streamlit lets go of sessions when somebody else leaves.
        await guest.open()
        await guest.close()
        yield f"  {CLOSED:g} s after they were closed", "0 runs", await held(server, notes)
    if server.errors():
        yield "errors of the server", "none", server.errors()


async def come_back(visitor: Visitor) -> AsyncIterator[Line]:
    """Drop a connection, come back to the same session, and see whether the run went on."""
    if not visitor.updates or "finished" in visitor.state:
        return
    before = visitor.updates[-1][1]
    await visitor.close()
    await asyncio.sleep(2.0)
    dropped, known = time.monotonic(), len(visitor.updates)
    await visitor.open()
    while len(visitor.updates) == known and time.monotonic() < dropped + 10:
        await asyncio.sleep(0.1)
    update, words = visitor.updates[-1][1], visitor.state.replace("&ensp;", " ")
    yield (
        "  a connection dropped for 2 s finds its run",
        "going on",
        (f"update {before:,} → {update:,} after {time.monotonic() - dropped:.1f} s: {words}"),
    )


def lines() -> Iterator[Line]:
    """Measure everything here: what, aim, measurement."""
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        command = ("-m", "tests.benchmarks.watched", str(notes), "run", "app.py")
        with serve(command) as server, asyncio.Runner() as runner:
            told = evening(server, notes)
            while (line := runner.run(anext(told, None))) is not None:
                yield line
