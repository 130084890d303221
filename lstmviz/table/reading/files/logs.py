"""Logs whose lines hold names and numbers, as in “2021-03-01 00:00:05 INFO t=20.5 h=50”."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.time.months import ENGLISH

PAIR = re.compile(
    r"(?<![\w.])([^\W\d][\w.%/-]{0,40})\s?[=:]\s?([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w:/])"
)
"""A name and its number."""
TAG = re.compile(r"(?<![\w.])([^\W\d][\w.-]{0,40})=([^\W\d][\w.-]{0,60})(?![\w(])")
"""A name and its word."""
ANDROID = re.compile(r"^\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}")
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?|\d{10,19}$"
    rf"|^[A-Z][a-z]{{2}} [ \d]\d \d\d:\d\d:\d\d|{ANDROID.pattern}"
)
"""When a line was written: a date and a time of day, or at its end seconds or parts since 1970, or
at its begin as syslog and Android write it, without a year."""
ACCESS = re.compile(
    r"\S+ \S+ \S+ \[(\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d)[^\]\n]{0,8}\] "
    r'"(\w{0,12})[^\n]*?" (\d{3}) (\d+|-)(?= |$)',
    re.MULTILINE,
)
"""A line of the Common Log Format: when, the request, its status, and the bytes of the answer."""
SAMPLE = 100_000
LOOKED_AT = 60
NOTHING: tuple[tuple[str, ...], tuple[str, ...], bool] = ((), (), False)
FEWEST, MOST_KINDS = 3, 8
"""Lines of one kind that can be read by themselves, and how many kinds are offered."""
MOST = 0.9
"""Part of the lines that hold the same names where a text is such a log."""


@dataclass(frozen=True)
class Log:
    """Lines of a log that hold the same names.

    Args:
        rows: as delimited text.
        names: of its columns.
        others: how many lines hold others.
        ways: the kinds of lines that can be read instead; none where there is one.
        way: this kind.
    """

    rows: str
    names: tuple[str, ...]
    others: int
    ways: tuple[str, ...]
    way: str


def read_log(text: str, known: int, wanted: str = "") -> Log | None:
    """Take the lines of a log apart; None where it is none.

    Args:
        text: with at least one line.
        known: how many names stand in its cells as they are told apart otherwise.
        wanted: the kind of lines to read; "" for the usual one.
    """
    some = [line for line in text[:SAMPLE].splitlines() if line.strip()][:LOOKED_AT]
    kinds = [_names(line.strip()) for line in some]
    usual = max(set(kinds), key=kinds.count, default=NOTHING)
    known -= bool(ANDROID.match(some[0].strip())) if some else 0  # cells would part its time
    if len(usual[0]) <= known or len(kinds) < 2 or kinds.count(usual) < MOST * len(kinds):
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    of_line = [_names(line) for line in lines]
    often = Counter(kind for kind in of_line if kind[0]).most_common(MOST_KINDS)
    ways = {
        f"Lines with {', '.join(numbers)}"[:60]: (numbers, tags, timed)
        for (numbers, tags, timed), count in often
        if count >= FEWEST
    }
    way = next((way for way, kind in ways.items() if kind == usual), "")
    way = wanted if wanted in ways else way
    numbers, tags, timed = kind = ways.get(way, usual)
    rows = [_row(line) for line, names in zip(lines, of_line, strict=True) if names == kind]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return Log(
        written.getvalue(),
        ("time",) * timed + tags + numbers,
        len(lines) - len(rows),
        tuple(ways) if len(ways) > 1 else (),
        way if len(ways) > 1 else "",
    )


def read_access(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Take a web server's log apart, a row for each request; None if it is none.

    Returns:
        The rows as delimited text, the names of their columns, and that no class stands last.
    """
    if not ACCESS.match(text):
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    found = [match for line in lines if (match := ACCESS.match(line))]
    if len(found) < MOST * len(lines):
        return None
    written = io.StringIO()
    rows = ([_iso(match[1]), match[2], match[3], match[4].replace("-", "")] for match in found)
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue(), ("time", "method", "status", "bytes"), False


def _iso(moment: str) -> str:
    """Write 10/Oct/2000:13:55:36 -0700 with the year in front, by the server's own clock."""
    day, month, year = moment[:11].split("/")
    number = ENGLISH.index(month.lower()) + 1 if month.lower() in ENGLISH else 0
    return f"{year}-{number:02}-{day} {moment[12:20]}"


def _names(line: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Name the numbers and the words of a line, and tell whether it says when it was written."""
    numbers = tuple(name for name, _ in PAIR.findall(line))
    return numbers, tuple(name for name, _ in TAG.findall(line)), bool(MOMENT.search(line))


def _row(line: str) -> Sequence[str]:
    moment = MOMENT.search(line)
    words = [word for _, word in TAG.findall(line)]
    return [*([moment[0]] if moment else []), *words, *(number for _, number in PAIR.findall(line))]
