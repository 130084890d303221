"""What drawings report, as the browser writes it, and what it is: a place, a word, a list.

Whoever writes to the server by hand can say anything: each of these raises a TypeError, a
ValueError, a LookupError or an OverflowError of what is not of its kind.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def place(said: Any) -> int:
    """Read a place, from 0.

    >>> place(3), place(2.0)
    (3, 2)
    """
    found = whole(said)
    if found < 0:
        raise ValueError(said)
    return found


def below(size: int) -> Callable[[Any], int]:
    """Make what reads a place among so many.

    >>> below(3)(2)
    2
    """

    def read(said: Any) -> int:
        found = place(said)
        if found >= size:
            raise ValueError(said)
        return found

    return read


def whole(said: Any) -> int:
    """Read a whole number."""
    if not isinstance(said, int | float):
        raise TypeError(said)
    return int(said)


def number(said: Any) -> float:
    """Read a number."""
    if not isinstance(said, int | float) or not math.isfinite(said):
        raise TypeError(said)
    return float(said)


def word(said: Any) -> str:
    """Read a word."""
    if not isinstance(said, str):
        raise TypeError(said)
    return said


def several(*read: Callable[[Any], Any]) -> Callable[[Any], tuple]:
    """Make what reads a list, each of its parts in its own way.

    >>> several(word, place)(["unit", 3])
    ('unit', 3)
    """
    return lambda said: tuple(one(each) for one, each in zip(read, listed(said), strict=True))


def every(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """Make what reads a list of any length, each of its parts in the same way."""
    return lambda said: tuple(map(read, listed(said)))


def listed(said: Any) -> list:
    """Read a list of anything."""
    if not isinstance(said, list):
        raise TypeError(said)
    return said
