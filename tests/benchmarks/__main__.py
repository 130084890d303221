"""Print what is promised beside what is measured: `python -m tests.benchmarks [pages|training]`."""

import sys

from tests.benchmarks import pages, training

PARTS = {"pages": pages.lines, "training": training.lines}


def main(chosen: list[str]) -> None:
    """Measure the chosen parts, or all."""
    print(f"{'what':<70} {'aim':<12} measured")
    for part in chosen or PARTS:
        for what, aim, measured in PARTS[part]():
            print(f"{what:<70} {aim:<12} {measured}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
