"""The app in a process of its own, as a visitor meets it, and the browser that visits it."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_BROWSER = (
    "These tests drive the app in a real browser and found none: install Chromium "
    "(on Debian: apt install chromium) and run them again."
)
# A browser that stays at home, without the graphics card that a test machine lacks.
FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


def complete(work: Coroutine) -> object:
    """Run what the server runs, in a thread of its own: a browser's driver holds a test's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def find_browser() -> str | None:
    """Find a Chromium that is installed on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


# Tracebacks without frames of ornaments.
PLAIN_LOG = {"STREAMLIT_LOGGER_ENABLE_RICH": "false"}


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process and what it prints."""

    address: str
    process: psutil.Process
    output: Path

    def errors(self) -> str:
        """Give what the server has printed from its first traceback on; "" without one."""
        _, found, after = self.output.read_text("utf-8", "replace").partition("Traceback")
        return found + after[:5_000]

    def worker(self) -> psutil.Process | None:
        """Find the process that trains: the largest child."""
        children = self.process.children(recursive=True)
        return max(children, key=lambda child: child.memory_info().rss, default=None)


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(true, seconds: float = 30.0, what: str = "") -> None:
    """Wait for something to become true; AssertionError after that many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain: {what or true}"
        time.sleep(0.05)


def answers(address: str) -> bool:
    """Tell whether the server answers."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


@contextmanager
def serve(command: Sequence[str] = ("-m", "streamlit", "run", "app.py")) -> Iterator[Server]:
    """Run the app on a free port until the block ends."""
    port = free_port()
    options = ("--server.port", str(port), "--server.headless", "true")
    with tempfile.NamedTemporaryFile(prefix="lstmviz-", suffix=".log", delete=False) as output:
        run = subprocess.Popen(
            [sys.executable, *command, *options],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | PLAIN_LOG,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", psutil.Process(run.pid), Path(output.name))
    family = []
    try:
        wait_until(lambda: answers(server.address), 60, "the server did not come up")
        yield server
    finally:
        if run.poll() is None:
            family = server.process.children(recursive=True)
            run.terminate()
            try:
                run.wait(10)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait(10)
        for child in family:
            if child.is_running():
                child.kill()
        server.output.unlink()
