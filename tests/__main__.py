"""The one check command: format, lint, import contracts and shapes, tests.

`python -m tests` runs every check and fails if one does. Arguments go to pytest:
`python -m tests tests/samples/test_layouts.py -x`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Import contracts and annotated shapes are checked within the tests.
CHECKS = (("ruff", "format", "--check", "."), ("ruff", "check", "."))
# Two files at a time on two cores; a browser, its server and its worker need both alone.
PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
TESTS = (("pytest", *PARALLEL, "--ignore=tests/browser"), ("pytest", "tests/browser"))


def main(arguments: list[str]) -> int:
    """Run every check, tell which failed, and return the exit status."""
    failed = []
    for check in (*CHECKS, *((("pytest", *arguments),) if arguments else TESTS)):
        print(f"$ {' '.join(check)}", flush=True)
        if subprocess.run([sys.executable, "-m", *check], cwd=ROOT).returncode:
            failed.append(" ".join(check))
    print("failed: " + ", ".join(failed) if failed else "every check passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
