"""The one check command: format, lint, types, import contracts and shapes, tests.

`python -m tests` runs every check and fails if one does; `python -m tests --quick` leaves out what
needs a browser or a worker. Other arguments go to pytest:
`python -m tests tests/samples/test_layouts.py -x`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

import psutil

# A module of Python or npm, with its arguments.
Check = tuple[str, ...]

ROOT = Path(__file__).parent.parent
BROWSER = ROOT / "lstmviz" / "diagram" / "browser"
NO_NODE = (
    "Types, and the drawings' code, are checked with Node (on Debian: apt install nodejs npm); "
    "without it, the package's types and the drawings' format, types and freshness are not checked."
)
# Node's packages, as the lock file has them; then format, lint and types of the drawings' code, and
# the package's types, with the libraries that this Python has.
NODE = (
    ("npm", "ci", "--no-audit", "--no-fund", "--silent"),
    ("npm", "run", "--silent", "check"),
    ("npm", "run", "--silent", "types", "--", "--pythonpath", sys.executable),
)
# Import contracts and annotated shapes are checked within the tests.
FORMAT = (("ruff", "format", "--check", "."), ("ruff", "check", "."))
# Each test belongs to one part (tests/conftest.py says to which); only those in tests/ need a
# browser or a worker.
BROWSERS, WORKERS = (("pytest", "tests", f"--part={part}") for part in ("browser", "training"))
LIGHT = ("pytest", "--part=light")
# Beside the browser: what waits for nobody.
BESIDE = (*LIGHT, "--part=pages")
# Two files at a time on two cores.
PARALLEL = ("-n", "2", "--dist", "loadfile")


def main(arguments: list[str]) -> int:
    """Run every check, tell which failed, and return the exit status."""
    # Else each of some hundred processes would compile TensorFlow and Keras anew: what `pip
    # --no-compile` leaves to the first import is to be kept.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments == ["--quick"]:
        failed = run(*FORMAT, (*LIGHT, *PARALLEL))
    elif arguments:
        failed = run(*node(), *FORMAT, ("pytest", *arguments))
    else:
        failed = run(*FORMAT) + run_beside(BROWSERS, *node(), (*BESIDE, *PARALLEL))
        failed += run((*WORKERS, *PARALLEL))
    print("failed: " + ", ".join(failed) if failed else "every check passed")
    return bool(failed)


def run_beside(first: Check, *others: Check) -> list[str]:
    """Run the first check, and in its pauses the others; give those that failed.

    A browser, its server and its worker wait half of their time. What the others print comes when
    all have ended.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed, ThreadPoolExecutor(1) as second:
        in_pauses = second.submit(run, *others, to=printed)
        failed = run(first) + in_pauses.result()
        printed.seek(0)
        shutil.copyfileobj(printed, sys.stdout)
    return failed


def run(*checks: Check, to: TextIO | None = None) -> list[str]:
    """Run checks one after another; give those that failed.

    With a file to print `to`, they give way to whatever else wants a core.
    """
    failed = []
    for check in checks:
        print(f"$ {' '.join(check)}", file=to, flush=True)
        tool, *words = check
        npm = tool == "npm"
        command = [shutil.which("npm"), *words] if npm else [sys.executable, "-m", *check]
        process = subprocess.Popen(command, cwd=BROWSER if npm else ROOT, stdout=to, stderr=to)
        if to:
            give_way(process)
        if process.wait():
            failed.append(" ".join(check))
    return failed


def give_way(process: subprocess.Popen) -> None:
    """Let every other process go first, with all that this one will start."""
    lowest = psutil.IDLE_PRIORITY_CLASS if sys.platform == "win32" else 19
    psutil.Process(process.pid).nice(lowest)


def node() -> tuple[Check, ...]:
    """Give what is checked with Node; without Node nothing, with a word about it.

    With CI set, a missing Node ends the check as failed.
    """
    if shutil.which("npm"):
        return NODE
    if os.environ.get("CI"):
        sys.exit(NO_NODE)
    print(NO_NODE)
    return ()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
