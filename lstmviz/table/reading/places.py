"""Columns of fixed width: which cell of a line is empty is told by where the others stand."""

import re
from collections import Counter
from collections.abc import Sequence

from lstmviz.table.reading.outline import is_typed

Span = tuple[int, int]


def tabs_for_spaces(lines: Sequence[str]) -> tuple[list[str], int]:
    """Tell fields apart by tabs instead of white space; place the words of short lines.

    A word of a short line goes to the column that it stands in. That is done only where all full
    lines stand in the same columns, and each word of the short one stands in one of them alone.

    Returns:
        The lines, and in how many of them some cells are empty.
    """
    counts = [len(line.split()) for line in lines]
    columns = _columns(lines, counts)
    placed, result = 0, []
    width = len(columns)
    full = [n for n, count in enumerate(counts) if count == width]
    for n, line in enumerate(lines):
        words = line.split()
        # Below the last full line a remark may stand, such as what a missing value is written as.
        if full and full[0] < n and 0 < len(words) < width:
            inside = n < full[-1] or 2 * len(words) >= width
            found = _placed(line, columns) if inside and any(map(is_typed, words)) else None
            placed += found is not None
            words = found or words
        result.append("\t".join(words))
    return result, placed


def _columns(lines: Sequence[str], counts: Sequence[int]) -> list[Span]:
    """Give the places of columns of fixed width; none where lines are full, or stand otherwise."""
    times = Counter(counts)
    width = max(times, key=lambda count: (count > 1, times[count]), default=0)
    if times[width] < 2 or not any(0 < count < width for count in times):
        return []
    used = 0  # a bit for each place where any full line has a letter
    for line, count in zip(lines, counts, strict=True):
        if count != width:
            continue
        if "\t" in line:
            return []
        bits = "".join("0" if letter == " " else "1" for letter in reversed(line))
        used |= int(bits, 2)
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
