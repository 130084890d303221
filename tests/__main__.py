"""The one check command: format, lint, import contracts and shapes, tests.

`python -m tests` runs every check and fails if one does. Arguments go to pytest:
`python -m tests tests/test_layouts.py -x`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Import contracts and annotated shapes are checked within the tests.
# Two processes, each test file in one of them, in order: the long ones in a browser come first.
PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
CHECKS = (("ruff", "format", "--check", "."), ("ruff", "check", "."), ("pytest", *PARALLEL))


def main(arguments: list[str]) -> int:
    """Run every check, tell which failed, and return the exit status."""
    failed = []
    for name, *options in CHECKS:
        extra = arguments if name == "pytest" else []
        print(f"$ {' '.join((name, *options, *extra))}", flush=True)
        if subprocess.run([sys.executable, "-m", name, *options, *extra], cwd=ROOT).returncode:
            failed.append(" ".join((name, *options)))
    print("failed: " + ", ".join(failed) if failed else "every check passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
