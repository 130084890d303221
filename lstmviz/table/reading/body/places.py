"""Columns of fixed width: which cell of a line is empty is told by where the others stand."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lstmviz.table.reading.body.regular import MISFIT, heaviest
from lstmviz.table.reading.cells.cell import is_typed
from lstmviz.wording import listed

Span = tuple[int, int]

FILLED = bytes(ord("0") + (letter != ord(" ")) for letter in range(256))
"""What becomes of each letter of a line: 0 of a space, 1 of all else."""

FEW_LENGTHS = 3
"""Lengths that nearly all lines of a file of fixed width have; blanks at ends may be cut off."""
LONGEST = 2_000
"""Characters of a line of fixed width, at most."""
FEW_LINES = 30
"""Lines from which places without a letter part columns for certain."""
NEARLY = 0.9
"""Part of the lines that have one of these."""
FEW_FULL = 3
"""Lines, at least, that tell where each column ends, as there none touch."""
LONG = 15
"""Characters of a line from which its columns may touch."""


def touching(lines: Sequence[str]) -> str:
    """Write the sentence for a file of fixed width whose columns touch; "" where it is none.

    Args:
        lines: of a text that white space tells apart into rows of different lengths.
    """
    times = Counter(len(line.rstrip()) for line in lines if line.strip())
    usual = [length for length, _ in times.most_common(FEW_LENGTHS)]
    alike = sum(times[length] for length in usual)
    if not usual or max(usual) < LONG or alike < NEARLY * sum(times.values()):
        return ""
    lengths = listed([str(length) for length in sorted(usual)])
    return (
        f"This looks like a file of fixed width: its lines are {lengths} characters long, and "
        "some columns touch, so that white space does not tell them apart. The file's "
        "description says how wide each column is. With these widths, in Python, "
        "pandas.read_fwf(name, widths=[11, 4, 2, …], header=None).to_csv('table.csv', "
        "index=False) makes a table of it."
    )


def columns_by_place(lines: Sequence[str]) -> str | None:
    """Tell columns apart by the places where no line has a letter; None where there are few.

    So cells may hold words apart, such as names of places.

    Returns:
        The lines below one another with tabs, the names of their columns first, if any.
    """
    begins = [bool(line[:1].strip()) and is_typed(line.split()[0]) for line in lines]
    weights = [
        (1 if fits else -MISFIT) if line.strip() else 0
        for line, fits in zip(lines, begins, strict=True)
    ]
    first, last = heaviest(weights)
    body = [lines[n] for n in range(first, last) if weights[n] > 0]
    if len(body) < FEW_LINES or any("\t" in line or len(line) > LONGEST for line in body):
        return None
    used = 0
    for line in body:
        used |= int(line.encode("latin-1", "replace").translate(FILLED)[::-1], 2)
    spans = [match.span() for match in re.finditer("1+", f"{used:b}"[::-1])]
    rows = [[line[a:b].strip() for a, b in spans] for line in body]
    typed = sum(
        sum(map(is_typed, column)) > NEARLY * len(body) for column in zip(*rows, strict=True)
    )
    if len(spans) < FEW_FULL or typed < 2:
        return None
    above = next((line for line in reversed(lines[:first]) if len(line.split()) > 1), "")
    names = [""] * len(spans)
    for word in re.finditer(r"\S+", above):
        middle = (word.start() + word.end()) / 2
        near = [max(a - word.end(), word.start() - b, 0) for a, b in spans]
        nearest = min(range(len(spans)), key=lambda n: (near[n], abs(sum(spans[n]) / 2 - middle)))
        names[nearest] = f"{names[nearest]} {word[0]}".strip()
    written = io.StringIO()
    head = [names] if sum(map(bool, names)) > len(names) / 2 else []
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows([*head, *rows])
    return written.getvalue()


def tabs_for_spaces(lines: Sequence[str]) -> tuple[list[str], int, int]:
    """Tell fields apart by tabs instead of white space; place the words of short lines.

    A word of a short line goes to the column that it stands in. That is done only where all full
    lines stand in the same columns, and each word of the short one stands in one of them alone.

    Returns:
        The lines, in how many of them some cells are empty, and in how many numbers touched.
    """
    lines, parted = _parted(lines)
    result = ["\t".join(line.split()) for line in lines]
    counts = [line.count("\t") + bool(line) for line in result]
    columns = _columns(lines, counts)
    if not columns:
        return result, 0, parted
    width, placed = len(columns), 0
    full = [n for n, count in enumerate(counts) if count == width]
    for n in range(full[0] + 1, len(lines)):
        # Below the last full line a remark may stand, such as what a missing value is written as.
        fewest = 1 if n < full[-1] else width / 2
        if fewest <= counts[n] < width and any(map(is_typed, lines[n].split())):
            cells = _placed(lines[n], columns)
            if cells is not None:
                result[n], placed = "\t".join(cells), placed + 1
    return result, placed, parted


def _parted(lines: Sequence[str]) -> tuple[Sequence[str], int]:
    """Part numbers that touch, 20.13-123.45, at the places where all full lines end theirs."""
    counts = [len(line.split()) for line in lines]
    times = Counter(counts)
    width = max((c for c, n in times.items() if n >= max(FEW_FULL, len(lines) / 50)), default=0)
    if not any(1 <= count < width for count in counts):
        return lines, 0
    ends: list[set[int]] = [set() for _ in range(width)]
    for line, count in zip(lines, counts, strict=True):
        if count == width and sum(map(is_typed, line.split())) > width / 2:
            for place, word in zip(ends, re.finditer(r"\S+", line), strict=True):
                place.add(word.end())
    if any(len(place) != 1 for place in ends):
        return lines, 0
    edges = [place.pop() for place in ends]
    short = (n for n, count in enumerate(counts) if 1 <= count < width and "\t" not in lines[n])
    parted, touched = list(lines), 0
    for n in short:
        line = lines[n]
        cuts = [e for e in edges if 0 < e < len(line) and " " not in line[e - 1 : e + 1]]
        pieces = [line[a:b] for a, b in pairwise([0, *cuts, len(line)])]
        if len(cuts) == width - counts[n] and all(map(is_typed, " ".join(pieces).split())):
            parted[n], touched = " ".join(pieces), touched + 1
    return parted, touched


def _columns(lines: Sequence[str], counts: Sequence[int]) -> list[Span]:
    """Give the places of columns of fixed width; none where lines are full, or stand otherwise."""
    times = Counter(counts)
    width = max(times, key=lambda count: (count > 1, times[count]), default=0)
    body = counts[counts.index(width) :] if times[width] > 1 else ()
    if not any(0 < count < width for count in body):
        return []
    used = 0  # a bit for each place where any full line has a letter
    for line, count in zip(lines, counts, strict=True):
        if count == width and "\t" in line:
            return []
        if count == width:
            used |= int(line.encode("latin-1", "replace").translate(FILLED)[::-1], 2)
    columns = [match.span() for match in re.finditer("1+", f"{used:b}"[::-1])]
    return columns if len(columns) == width else []


def _placed(line: str, columns: Sequence[Span]) -> list[str] | None:
    """Put each word of a line into the one column that it touches; None where one has none."""
    cells = [""] * len(columns)
    for word in re.finditer(r"\S+", line):
        touched = [
            n for n, (begin, end) in enumerate(columns) if begin < word.end() and word.start() < end
        ]
        if len(touched) != 1 or cells[touched[0]]:
            return None
        cells[touched[0]] = word[0]
    return cells
