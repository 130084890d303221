"""The doctor's words for axes."""

import math
from collections.abc import Iterable
from typing import Literal

Role = Literal["samples", "timesteps", "features", "rows", "columns", "batch", "units", "?"]
Shape = tuple[int | None, ...]


def product(sizes: Iterable[int | None]) -> int | None:
    """Multiply sizes; None where one is open."""
    known = list(sizes)
    return None if None in known else math.prod(size or 0 for size in known)


def total(sizes: Iterable[int | None]) -> int | None:
    """Add sizes; None where one is open."""
    known = list(sizes)
    return None if None in known else sum(size or 0 for size in known)


def drop(shape: Shape, at: int) -> Shape:
    """Leave one axis out."""
    return (*shape[:at], *shape[at + 1 :])
