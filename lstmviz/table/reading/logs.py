"""Logs whose lines hold names and numbers, as in “2021-03-01 00:00:05 INFO t=20.5 h=50”."""

import csv
import io
import re
from collections.abc import Sequence

PAIR = re.compile(
    r"(?<![\w.])([^\W\d][\w.%/-]{0,40})\s?[=:]\s?([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w:/])"
)
"""A name and its number."""
TAG = re.compile(r"(?<![\w.])([^\W\d][\w.-]{0,40})=([^\W\d][\w.-]{0,60})(?![\w(])")
"""A name and its word."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?|\d{10,19}$")
"""When a line was written: a date and a time of day, or at its end seconds or parts since 1970."""
SAMPLE = 100_000
LOOKED_AT = 60
NOTHING: tuple[tuple[str, ...], tuple[str, ...], bool] = ((), (), False)
MOST = 0.9
"""Part of the lines that hold the same names where a text is such a log."""


def read_log(text: str, known: int) -> tuple[str, tuple[str, ...], int] | None:
    """Take the lines of a log apart; None where it is none.

    Args:
        text: with at least one line.
        known: how many names stand in its cells as they are told apart otherwise.

    Returns:
        The rows as delimited text, the names of their columns, and how many lines hold others.
    """
    some = [line for line in text[:SAMPLE].splitlines() if line.strip()][:LOOKED_AT]
    kinds = [_names(line.strip()) for line in some]
    usual = max(set(kinds), key=kinds.count, default=NOTHING)
    numbers, tags, timed = usual
    if len(numbers) <= known or len(kinds) < 2 or kinds.count(usual) < MOST * len(kinds):
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    names = ("time",) * timed + tags + numbers
    rows = [_row(line) for line in lines if _names(line) == usual]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue(), names, len(lines) - len(rows)


def _names(line: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Name the numbers and the words of a line, and tell whether it says when it was written."""
    numbers = tuple(name for name, _ in PAIR.findall(line))
    return numbers, tuple(name for name, _ in TAG.findall(line)), bool(MOMENT.search(line))


def _row(line: str) -> Sequence[str]:
    moment = MOMENT.search(line)
    words = [word for _, word in TAG.findall(line)]
    return [*([moment[0]] if moment else []), *words, *(number for _, number in PAIR.findall(line))]
