"""Parts of a table, or series, that go on at a pace of their own: the usual step of each."""

import numpy as np
from jaxtyping import Bool, Int, Int32, Int64

from lstmviz.table.reading.time.dates import DAY

Steps = Int64[np.ndarray, " steps"]

CALENDAR = (
    *((365 * n + n // 4, 365 * n + (n + 3) // 4, 12 * n) for n in range(10, 0, -1)),
    *((181, 184, 6), (120, 123, 4), (89, 92, 3), (59, 62, 2), (28, 31, 1), (7, 7, 0)),
)
"""Steps that a calendar calls one length: days of the shortest and the longest, and how many months
it has; 0 for a week."""
BLOCK, SHORTEST = 16, 32
"""Steps of which the usual one is compared with that of those before; and of a part, at least."""
FEW = 3
"""Steps that a whole series has, at least, where it is a part."""
EVEN, NEAR = 0.9, 8
"""Part of a part's steps that are its usual one, but for an eighth."""
MOSTLY = 0.7
"""Part of all steps that go on as their part does; else they are uneven."""
MOST = 60
"""Parts that are told, at most; else the pace changes all the time."""


def own_paces(steps: Steps, codes: Int32[np.ndarray, " steps"]) -> Steps:
    """Give the usual step of each step's own part; the same for all where they go on alike.

    Args:
        steps: from time to time, in order.
        codes: the series of each step, in one piece each.
    """
    usual = int(np.median(steps)) if len(steps) else 0
    same = np.full(len(steps), usual)
    if not len(steps):
        return same
    near = is_near(steps, same)
    if near.all():
        return same
    block = _blocks(codes)
    sizes = np.bincount(block)
    if (2 * np.bincount(block, near) > sizes).all():
        return same
    middles = _middles(steps, block, sizes)
    part = np.cumsum(_differs(middles, codes[np.cumsum(sizes) - 1]))
    if part[-1] >= MOST:
        return same
    part = _moved(steps, part[block], codes)
    sizes = np.bincount(part)
    paces = _middles(steps, part, sizes)
    first = np.r_[0, np.cumsum(sizes)[:-1]]
    wholes = np.bincount(codes[first], minlength=codes[-1] + 1)[codes[first]] == 1
    clear = np.bincount(part, is_near(steps, paces[part])) >= EVEN * sizes
    clear &= np.where(wholes, sizes >= FEW, sizes >= SHORTEST)
    own = np.where(clear[part], paces[part], same)
    return own if is_near(steps, own).mean() >= MOSTLY else same


def is_near(steps: Steps, usual: Steps) -> Bool[np.ndarray, " steps"]:
    """Tell which steps are their usual one, by a calendar or but for an eighth."""
    near = np.abs(steps - usual) * NEAR <= usual
    for low, high, _ in CALENDAR if usual.max(initial=0) >= CALENDAR[-1][0] * DAY else ():
        near |= _within(steps, low, high) & _within(usual, low, high)
    return near


def _within(steps: Steps, low: int, high: int) -> Bool[np.ndarray, " steps"]:
    return (steps >= low * DAY) & (steps <= high * DAY)


def _blocks(codes: Int32[np.ndarray, " steps"]) -> Int[np.ndarray, " steps"]:
    """Number blocks of steps that follow one another in a series, none shorter than others."""
    sizes = np.bincount(codes)
    begins = np.cumsum(sizes) - sizes
    blocks = np.maximum(sizes // BLOCK, 1)
    place = (np.arange(len(codes)) - begins[codes]) // BLOCK
    numbers = np.cumsum(blocks) - blocks
    number = numbers[codes] + np.minimum(place, blocks[codes] - 1)
    return np.cumsum(np.diff(number, prepend=number[0]) != 0)


def _middles(
    steps: Steps, block: Int[np.ndarray, " steps"], sizes: Int[np.ndarray, " blocks"]
) -> Int64[np.ndarray, " blocks"]:
    """Give the middle one of each block's steps."""
    return steps[np.lexsort((steps, block))][np.cumsum(sizes) - (sizes + 1) // 2]


def _differs(
    middles: Int64[np.ndarray, " blocks"], codes: Int32[np.ndarray, " blocks"]
) -> Bool[np.ndarray, " blocks"]:
    """Tell which blocks begin a part: another series, or another pace than before."""
    new = np.diff(codes, prepend=codes[0]) != 0
    before = np.r_[middles[0], middles[:-1]]
    return new | ~is_near(middles, before)


def _moved(
    steps: Steps, part: Int[np.ndarray, " steps"], codes: Int32[np.ndarray, " steps"]
) -> Int[np.ndarray, " steps"]:
    """Let each part begin where its pace does, not where a block does."""
    part = np.array(part)
    paces = _middles(steps, part, np.bincount(part))
    for begin in np.flatnonzero(np.diff(part) != 0) + 1:
        one, other = part[begin - 1], part[begin]
        if codes[begin - 1] != codes[begin]:
            continue
        low, high = max(begin - BLOCK, 0), min(begin + BLOCK, len(steps))
        here = slice(low, high)
        free = (part[here] == one) | (part[here] == other)
        old = is_near(steps[here], np.full(high - low, paces[one])) & free
        new = is_near(steps[here], np.full(high - low, paces[other])) & free
        gain = np.r_[0, np.cumsum(old)] + np.r_[np.cumsum(new[::-1])[::-1], 0]
        cut = int(gain.argmax())
        part[here] = np.where(free, np.where(np.arange(high - low) < cut, one, other), part[here])
    return np.unique(part, return_inverse=True)[1]
