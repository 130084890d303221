"""How well moments follow one another, row by row: what tells a time from other digits."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.time.dates import NEVER

Moments = Int64[np.ndarray, " rows"]

BLOCK, BLOCKS = 2_000, 3
"""Rows that are looked at side by side, and how many times."""
NEAR = 8
"""Steps are the usual one where they differ by an eighth of it at most, as months do."""


@dataclass(frozen=True)
class Sequence:
    """What moments do, row by row.

    Args:
        valid: part of the rows that have one.
        one_way: part of the steps that go the way of most.
        even: part of the steps that are near the usual one.
        steps: how many steps are not 0.
        repeated: part of the steps that are 0.
        uneven: by how many milliseconds steps differ from the usual one, all together.
    """

    valid: float
    one_way: float
    even: float
    steps: int
    repeated: float
    uneven: float = 0.0

    @property
    def score(self) -> float:
        """How much of a time the sequence is, 0 to 3."""
        return self.valid + self.one_way + self.even


def blocks_of(rows: int) -> list[slice]:
    """Take rows that stand side by side: all, or some at the beginning, the middle and the end."""
    if rows <= BLOCK * BLOCKS:
        return [slice(0, rows)]
    begins = np.linspace(0, rows - BLOCK, BLOCKS).astype(int)
    return [slice(int(begin), int(begin) + BLOCK) for begin in begins]


def sequence_of(moments: Moments, blocks: list[slice] | None = None) -> Sequence:
    """Look at moments in the rows' order, in some blocks of rows or in all."""
    pieces = [moments[block] for block in blocks or [slice(0, len(moments))]]
    known = [piece[piece != NEVER] for piece in pieces]
    steps = np.concatenate([np.diff(piece) for piece in known])
    rows = sum(map(len, pieces))
    moved = steps[steps != 0]
    valid = sum(map(len, known)) / max(rows, 1)
    if not len(moved):
        return Sequence(valid, 0.0, 0.0, 0, 1.0)
    ups = float((moved > 0).mean())
    usual = np.abs(np.median(np.abs(moved)))
    even = float((np.abs(np.abs(moved) - usual) <= usual / NEAR).mean())
    uneven = float(np.abs(steps - np.median(steps)).sum())
    repeated = 1 - len(moved) / len(steps)
    return Sequence(valid, max(ups, 1 - ups), even, len(moved), repeated, uneven)


def side_by_side(blocks: list[slice]) -> list[slice]:
    """Tell where each of some blocks of rows lies once these stand one after another."""
    ends = np.cumsum([block.stop - block.start for block in blocks])
    sizes = [block.stop - block.start for block in blocks]
    return [slice(int(end) - size, int(end)) for end, size in zip(ends, sizes, strict=True)]
