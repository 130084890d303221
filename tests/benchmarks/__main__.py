"""Print what is promised beside what is measured: `python -m tests.benchmarks [part …]`."""

import sys
from importlib import import_module

# Each in its own module, whose `lines` measure; TensorFlow is imported where it is needed.
PARTS = ("pages", "lessons", "paint", "training", "cells", "airline", "reading", "load", "worn")


def main(chosen: list[str]) -> None:
    """Measure the chosen parts, or all."""
    print(f"{'what':<70} {'aim':<12} measured")
    for part in chosen or PARTS:
        for what, aim, measured in import_module(f"tests.benchmarks.{part}").lines():
            print(f"{what:<70} {aim:<12} {measured}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
