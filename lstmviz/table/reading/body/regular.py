"""The regular part of a text: where lines alike begin and end, under each way to split them.

A table is a stretch of lines that have the same number of fields, and numbers or dates where the
others have them. What stands around it (a preamble, another table, remarks) is what is left over.
"""

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.body.dialect import DELIMITERS
from lstmviz.table.reading.cells.cell import is_blank, is_typed
from lstmviz.wording import listed, many

SPLITS = (*DELIMITERS, " ")
"""What may tell fields apart."""
MISFIT = 5
"""A line that does not fit outweighs so many that do: a stretch ends where misfits stand close."""
FEWEST = 3
"""Lines of a table, at least."""
FEWEST_BESIDE = 6
"""Lines of a further table, at least: fewer are lines about the first one."""
MOST_LINES = 50_000
"""Lines of a text up to which its parts are told apart: that takes half a second."""
MOST_PARTS = 6
"""Tables of one text that are told apart."""
WIDTHS = 3
"""Numbers of fields that are tried, the most frequent ones."""
LOOKED_AT = 1_000
"""Lines whose cells are looked at, at each end of a text; of others only the fields are counted."""
SOME = 200
"""Lines that say which columns hold numbers."""
OFTEN = 0.5
"""Part of a sheet's rows in which a column holds something where it is one of the table's."""
MOSTLY = 0.7
"""Part of a column's cells that are numbers or dates where the column is one of those."""
ABOVE = 12
"""Lines directly above a table that may name its columns."""
INSIDE = 0.1
"""Part of the lines within a table that may be none of it."""
LONG, BELOW = 10, 0.1
"""Lines of a part that is the table of its file, and the part of them that may stand below it."""
SHOWN = 60


@dataclass(frozen=True)
class Part:
    """A stretch of lines alike.

    Args:
        top: number of the first line above it that may name its columns.
        begin, end: numbers of its first line, and of the line after its last.
        misfits: numbers of the lines between that are none of it.
        split: what tells the fields apart.
        cells: how many numbers and dates it holds, about.
        rows: how many lines it has.
        below: how many lines that hold something stand below it.
        name: its first words.
    """

    top: int
    begin: int
    end: int
    misfits: tuple[int, ...]
    split: str
    cells: int
    rows: int
    below: int
    name: str

    @property
    def prevails(self) -> bool:
        """Whether it is long, and little that holds something stands below it."""
        return self.rows >= LONG and self.below <= BELOW * self.rows

    def text(self, lines: Sequence[str]) -> str:
        """Write the part, with the lines that may name its columns."""
        out = set(self.misfits)
        kept = (line for n, line in enumerate(lines[self.top : self.end], self.top) if n not in out)
        return "\n".join(kept) + "\n"


def left_over(part: Part, parts: Sequence[Part], text: str) -> list[str]:
    """Say which lines of a text are not read: below a part, and among its rows."""
    lines, says = text.splitlines(), []
    if part.below:
        says.append(f"Left out: {many(part.below, 'line')} below the table.")
    if part.misfits:
        first = " ".join(lines[part.misfits[0]].split())[:SHOWN]
        says.append(
            f"Left out: {many(len(part.misfits), 'line')} among the others that are not like them, "
            f"such as line {part.misfits[0] + 1:,}, “{first}”."
        )
    if len(parts) > 1:
        others = [f"“{each.name}”, {many(each.rows, 'row')}" for each in parts if each != part]
        says.append(
            f"{many(len(parts), 'table')} stand in this file; left out: {listed(others, 3)}."
        )
    return says


def regular_parts(text: str) -> list[Part]:
    """Find the tables of a text, the one with most numbers first."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return []
    found = [part for split in SPLITS if (part := _largest(lines, split, 0, len(lines)))]
    if not found:
        return []
    first = max(found, key=lambda part: part.cells)
    parts, open_ = [first], [(0, first.top), (first.end, len(lines))]
    while open_ and len(parts) < MOST_PARTS:
        begin, end = open_.pop()
        part = _largest(lines, first.split, begin, end)
        if part is not None:
            if part.rows >= FEWEST_BESIDE and part.cells > part.rows:
                parts.append(part)
            open_ += [(begin, part.top), (part.end, end)]
    return [first, *sorted(parts[1:], key=lambda part: part.begin)]


def _largest(lines: Sequence[str], split: str, begin: int, end: int) -> Part | None:
    """Find the stretch of lines alike that holds most numbers, between two lines."""
    counts = _counts(lines[begin:end], split)
    usual = Counter(count for count in counts if count)
    found = [
        _stretch(lines, split, begin, counts, width)
        for width, _ in usual.most_common(WIDTHS)
        if width > 1 or len(usual) < len(counts)
    ]
    return max(filter(None, found), key=lambda part: part.cells, default=None)


def _stretch(
    lines: Sequence[str], split: str, begin: int, counts: Sequence[int], width: int
) -> Part | None:
    alike = [n for n, count in enumerate(counts) if count == width]
    if len(alike) < FEWEST:
        return None
    some = [_cells(lines[begin + n], split) for n in alike[:: -(-len(alike) // SOME)]]
    typed = [n for n in range(width) if _mostly(some, n)]
    if not typed:
        return None
    fits = _weights(lines, split, begin, counts, width, typed)
    first, last = heaviest(fits)
    rows = [n for n in range(first, last) if fits[n] > 0]
    misfits = tuple(begin + n for n in range(first, last) if fits[n] < 0)
    if len(rows) < FEWEST or len(misfits) > INSIDE * len(rows):
        return None
    top = first
    # The names may stand above an empty line; a second empty line ends what belongs to the table.
    while top and first - top < ABOVE and (counts[top - 1] or not any(counts[top:first])):
        top -= 1
    while top < first and not counts[top]:
        top += 1
    if width == 1 and re.search("[,;:\t]", lines[begin + first - 1]):
        top = first  # a line about the file
    words = re.sub(r"\W+", " ", lines[begin + top].replace(split, " ")).strip()[:SHOWN]
    return Part(
        top=begin + top,
        begin=begin + first,
        end=begin + last,
        misfits=misfits,
        split=split,
        cells=len(rows) * len(typed),
        rows=len(rows),
        below=sum(map(bool, counts[last:])),
        name=words,
    )


def _counts(lines: Sequence[str], split: str) -> list[int]:
    """Count the fields of lines; 0 where one holds nothing."""
    nothing = f' \t{split}"'
    if split == " ":
        return [len(line.split()) if line.strip(nothing) else 0 for line in lines]
    return [
        (len(_cells(line, split)) if '"' in line else line.count(split) + 1)
        if line.strip(nothing)
        else 0
        for line in lines
    ]


def _cells(line: str, split: str) -> list[str]:
    if split == " ":
        return line.split()
    if '"' in line:
        with contextlib.suppress(csv.Error):  # such as one field of more than 128 KB
            return next(csv.reader([line], delimiter=split), [])
    return line.split(split)


def _mostly(rows: Sequence[Sequence[str]], number: int) -> bool:
    filled = [row[number] for row in rows if not is_blank(row[number])]
    return bool(filled) and sum(map(is_typed, filled)) > MOSTLY * len(filled)


def _weights(
    lines: Sequence[str],
    split: str,
    begin: int,
    counts: Sequence[int],
    width: int,
    typed: Sequence[int],
) -> list[int]:
    """Weigh lines: 1 where one fits, 0 where it is empty, and below 0 where it does not fit."""
    weights = [(1 if count == width else -MISFIT) if count else 0 for count in counts]
    for n in (*range(len(counts))[:LOOKED_AT], *range(len(counts))[LOOKED_AT:][-LOOKED_AT:]):
        if counts[n] != width:
            continue
        row = _cells(lines[begin + n], split)
        cells = [row[k] for k in typed]
        there = [cell for cell in cells if not is_blank(cell)]
        breaks = sum(not is_typed(cell) for cell in there)
        if 2 * breaks > len(there) or breaks >= max(len(typed), 2):
            weights[n] = -MISFIT
    return weights


def first_alike(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the row of a sheet from which the rows are alike; None where none tell.

    Args:
        rows: some of the first rows, all of one length.
    """
    filled = [row for row in rows if any(map(str.strip, row))]
    often = [
        n for n in range(len(rows[0])) if OFTEN * len(filled) < sum(bool(r[n]) for r in filled)
    ]
    typed = [n for n in often if _mostly(filled, n)]
    if not typed:
        return None
    weights = []
    for row in rows:
        there = [row[n] for n in typed if not is_blank(row[n])]
        breaks = 2 * sum(not is_typed(cell) for cell in there) > len(there)
        weights.append((-MISFIT if breaks else 1) if any(map(str.strip, row)) else 0)
    return heaviest(weights)[0] if max(weights) > 0 else None


def heaviest(weights: Sequence[int]) -> tuple[int, int]:
    """Find the stretch whose weights add up to most."""
    best, total, begin, result = 0, 0, 0, (0, 0)
    for n, weight in enumerate(weights):
        if total <= 0:
            total, begin = 0, n
        total += weight
        if total > best:
            best, result = total, (begin, n + 1)
    return result
