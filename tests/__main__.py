"""The one check command: format, lint, types, import contracts and shapes, tests.

`python -m tests` runs every check and fails if one does; `python -m tests --quick` leaves out what
needs a browser or a worker. Other arguments go to pytest:
`python -m tests tests/samples/test_layouts.py -x`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BROWSER = ROOT / "lstmviz" / "diagram" / "browser"
NO_NODE = (
    "Types, and the drawings' code, are checked with Node (on Debian: apt install nodejs npm); "
    "without it, the package's types and the drawings' format, types and freshness are not checked."
)
# Node's packages, as the lock file has them; then format, lint and types of the drawings' code, and
# the package's types, with the libraries that this Python has.
NODE = (
    ("ci", "--no-audit", "--no-fund", "--silent"),
    ("run", "--silent", "check"),
    ("run", "--silent", "types", "--", "--pythonpath", sys.executable),
)

# Import contracts and annotated shapes are checked within the tests.
CHECKS = (("ruff", "format", "--check", "."), ("ruff", "check", "."))
# Two files at a time on two cores; a browser, its server and its worker need both alone.
PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
TESTS = (("pytest", *PARALLEL, "--ignore=tests/browser"), ("pytest", "tests/browser"))
QUICK = ("pytest", *PARALLEL, "--quick")


def main(arguments: list[str]) -> int:
    """Run every check, tell which failed, and return the exit status."""
    quick = arguments == ["--quick"]
    failed = [] if quick else check_with_node()
    tests = (QUICK,) if quick else (("pytest", *arguments),) if arguments else TESTS
    for check in (*CHECKS, *tests):
        print(f"$ {' '.join(check)}", flush=True)
        if subprocess.run([sys.executable, "-m", *check], cwd=ROOT).returncode:
            failed.append(" ".join(check))
    print("failed: " + ", ".join(failed) if failed else "every check passed")
    return bool(failed)


def check_with_node() -> list[str]:
    """Check the drawings' code and all types; give what failed.

    With CI set, a missing Node is a failure.
    """
    npm = shutil.which("npm")
    if npm is None:
        print(NO_NODE)
        return ["npm"] if os.environ.get("CI") else []
    for arguments in NODE:
        print(f"$ npm {' '.join(arguments)}", flush=True)
        if subprocess.run([npm, *arguments], cwd=BROWSER).returncode:
            return [f"npm {' '.join(arguments)}"]
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
