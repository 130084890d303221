"""What a visitor's page costs the server, and how smoothly it moves in the browser.

Source of the aims: the project's issues on these pages; each line prints aim and measurement.
"""

import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from lstmviz.samples.layouts import Layout
from tests.benchmarks.visitor import Visitor
from tests.serving import FLAGS, NO_BROWSER, Server, complete, find_browser, serve

if TYPE_CHECKING:
    # Imported where it is used: a person without a browser may lack its driver as well.
    from playwright.sync_api import Browser

# Frames in each of ten seconds, counted by the page itself.
FRAMES = """() => new Promise(resolve => {
  const counts = [], start = performance.now();
  let frames = 0, second = 1;
  const count = () => {
    const now = performance.now() - start;
    frames += 1;
    if (now >= 1000 * second) { counts.push(frames); frames = 0; second += 1; }
    if (second > 10) resolve(counts); else requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
})"""

WARM = """() => !(document.querySelector(".st-key-live")?.innerText ?? "warming")
  .includes("warming")"""

# New to the worker, each of them.
UNITS = (33, 34, 35, 36, 37)
# How long a person looks at a new choice before clicking Train, in seconds.
LOOKED = 8

Line = tuple[str, str, str]


def arranging() -> Iterator[Line]:
    """Arrange a long table into windows: a view, so neither time nor memory."""
    cells = np.zeros((1_000_000, 10), np.float32)
    before = psutil.Process().memory_info().rss
    start = time.perf_counter()
    windows = Layout(window=24).arrange(cells)
    seconds = time.perf_counter() - start
    grown = psutil.Process().memory_info().rss - before
    copied = "no copy" if np.shares_memory(windows, cells) else "copied"
    yield (
        f"1,000,000 × 10 into windows of 24, {windows.shape}",
        "no copy",
        f"{copied}, {1e6 * seconds:.0f} µs, {grown / 2**20:.1f} MB",
    )


async def start_at_once(address: str) -> list[float]:
    """Click Train as soon as the page stands, for one model after the other; give the seconds."""
    seconds = []
    for units in UNITS:
        tab = Visitor(address, f"table=sensors&units={units}")
        await tab.open()
        await tab.warm()
        clicked = time.monotonic()
        await tab.press("Train")
        while not tab.updates:
            await asyncio.sleep(0.005)
        seconds.append(tab.updates[0][0] - clicked)
        await tab.close()
    return seconds


def starting() -> Iterator[Line]:
    """Measure what the server takes to the first point, with the browser elsewhere."""
    with serve() as server:
        seconds = complete(start_at_once(server.address))
    yield (
        "from Train to the first point sent, clicked at once, a new model, median",
        "≤ 1.5 s",
        f"{statistics.median(seconds):.2f} s (of {len(UNITS)}, worst {max(seconds):.2f} s)",
    )


@contextmanager
def browsing(path: str) -> Iterator[tuple["Browser", Server, Path]]:
    """Serve the app and start a browser: give it, the server, and the notes of what runs cost."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        times = Path(folder) / "times"
        times.touch()
        os.environ["LSTMVIZ_TIMES"] = str(times)
        with serve(("-m", "tests.benchmarks.measured", "run", "app.py")) as server:
            chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
            yield chromium, server, times
            chromium.close()


def visiting() -> Iterator[Line]:
    """Open the page, train, and measure the server and the browser meanwhile."""
    path = find_browser()
    if path is None:
        yield ("pages", "", NO_BROWSER)
        return
    with browsing(path) as (chromium, server, times):
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(30_000)
        page.goto(f"{server.address}/?table=sensors")
        yield from measure(page, server, times)
        page.close()
        for walk in (film, inside):
            page = chromium.new_page(viewport={"width": 1280, "height": 720})
            page.set_default_timeout(60_000)
            yield from walk(page, server, times)
            page.close()


def measure(page, server: Server, times: Path) -> Iterator[Line]:
    """Measure one visit: at rest, at full runs, training."""
    page.locator(".st-key-primary button").wait_for()
    page.wait_for_function(WARM, timeout=90_000)
    page.locator("[data-testid=stSidebar] summary", has_text="about the model").click()
    for _ in range(8):
        page.get_by_role("spinbutton", name="Units").press("ArrowUp")
        page.wait_for_timeout(700)
    yield ("CPU of a full page run, median", "≤ 150 ms", milliseconds(times, "run"))

    yield "the same on the screen, the browser on the same cores", "≤ 1.5 s", first(page)
    page.get_by_role("spinbutton", name="Units").press("ArrowUp")
    page.wait_for_timeout(1e3 * LOOKED)
    yield (
        f"the same, {LOOKED} s after the last choice (compiled ahead, if the worker was idle)",
        "≤ 0.3 s",
        first(page),
    )
    times.write_text("")
    used, began = cpu(server.process), time.monotonic()
    # The film stops for the person at first: whoever steps goes on by themselves.
    page.locator(".st-key-stage .stage").press("ArrowRight")
    page.locator(".st-key-stage .play").click()
    seconds = page.evaluate(FRAMES)
    yield (
        "frames per second of the page, training, median of 10 s",
        "≥ 58",
        f"{statistics.median(seconds):.0f} (least {min(seconds)})",
    )
    yield ("CPU of a live tick, median", "≤ 8 ms", milliseconds(times, "tick"))
    share = (cpu(server.process) - used) / (time.monotonic() - began)
    yield ("CPU of the whole serving process while training", "", f"{share:.0%} of one core")
    yield from memory(server)


def film(page, server: Server, times: Path) -> Iterator[Line]:
    """Measure the page on input layouts: the film alone, then full runs on a long table."""
    page.goto(f"{server.address}/Input_layouts?window=6")
    page.locator(".st-key-stage .ink text").first.wait_for()
    page.wait_for_timeout(2_000)
    seconds = page.evaluate(FRAMES)
    yield (
        "frames per second of the film of a layout, median of 10 s",
        "≥ 58",
        f"{statistics.median(seconds):.0f} (least {min(seconds)})",
    )
    # 1,000,000 × 10, with values that repeat, so that the file is small.
    column = np.tile(np.arange(1_000, dtype=np.float32), 1_000)
    table = pa.table({f"c{n}": column + n for n in range(10)})
    file = pa.BufferOutputStream()
    pq.write_table(table, file, use_dictionary=True)
    page.locator("[data-testid=stPopover] button").first.click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "long.parquet",
            "mimeType": "application/octet-stream",
            "buffer": file.getvalue().to_pybytes(),
        }
    )
    page.locator(".shapes", has_text="1,000,000").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(2_000)
    times.write_text("")
    for section in ("Count samples", "Targets and leaks", "Wrong turns", "Code", "Words") * 2:
        page.get_by_text(section, exact=True).first.click()
        page.wait_for_timeout(700)
    yield (
        "CPU of a full run of the page on layouts, 1,000,000 × 10, median",
        "≤ 150 ms",
        milliseconds(times, "run"),
    )


def inside(page, server: Server, times: Path) -> Iterator[Line]:
    """Measure the page on the cell: a step that plays, full runs, and ticks while it trains."""
    page.goto(f"{server.address}/Inside_the_cell")
    page.locator(".st-key-stage .ink text").first.wait_for(state="attached")
    page.wait_for_timeout(2_000)
    page.locator(".st-key-stage .play").click()
    seconds = page.evaluate(FRAMES)
    yield (
        "frames per second of a step inside the cell, median of 10 s",
        "≥ 58",
        f"{statistics.median(seconds):.0f} (least {min(seconds)})",
    )
    times.write_text("")
    for section in ("Change one value", "State over time", "Gradient", "Memory", "By hand") * 2:
        page.get_by_text(section, exact=True).first.click()
        page.wait_for_timeout(900)
    yield (
        "CPU of a full run of the page on the cell, median",
        "≤ 150 ms",
        milliseconds(times, "run"),
    )
    page.get_by_text("Gradient", exact=True).first.click()
    page.locator(".st-key-primary button").click()
    page.wait_for_timeout(4_000)
    times.write_text("")
    page.wait_for_timeout(6_000)
    yield ("CPU of a live tick there, with the gradients, median", "", milliseconds(times, "tick"))


def first(page) -> str:
    """Click Train and wait for the first point of the visitor's own run.

    It is on the screen when the diagram says that its weights are live: both come in one tick.
    """
    clicked = time.perf_counter()
    page.locator(".st-key-primary button").click()
    page.locator(".st-key-stage section", has_text="· live").wait_for(timeout=120_000)
    return f"{time.perf_counter() - clicked:.2f} s"


def milliseconds(times: Path, kind: str) -> str:
    """Summarise the CPU times of one kind of script run."""
    notes = [json.loads(line) for line in times.read_text().splitlines()]
    found = sorted(spent for what, spent in notes if what == kind)
    if not found:
        return "none happened"
    return f"{statistics.median(found):.1f} ms (of {len(found)}, worst {found[-1]:.1f} ms)"


def cpu(process: psutil.Process) -> float:
    """Seconds of CPU that a process has used."""
    spent = process.cpu_times()
    return spent.user + spent.system


def memory(server: Server) -> Iterator[Line]:
    """Weigh the serving process and its worker."""
    own = server.process.memory_info().rss / 2**20
    worker = server.worker()
    both = own + (worker.memory_info().rss / 2**20 if worker else 0)
    loaded = any("tensorflow" in place.path for place in server.process.memory_maps())
    yield ("memory of the serving process", "< 300 MB", f"{own:.0f} MB")
    yield ("with its worker", "< 1,200 MB", f"{both:,.0f} MB")
    yield ("TensorFlow in the serving process", "no", "yes" if loaded else "no")


def lines() -> Iterator[Line]:
    """Measure everything here: what, aim, measurement."""
    yield from arranging()
    yield from starting()
    yield from visiting()
