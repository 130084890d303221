"""The memory of the server, worker and reader goes back to the system, where malloc is glibc’s.

A dozen threads of the server draw pages that each take some megabytes for a moment. What they give
back stays with malloc, in pieces between what is still held: 120 MB after a soak of eight minutes.
With this the server has 400 MB from the second minute on while five visitors come and go, and 330
to 350 when all have left: 215 as at its start, 48 of recorded slices (RECORD_BYTES), 23 of Python's
own arenas, the rest in pieces. `python -m tests.benchmarks soak` measures it. What compiling needs
for a moment is 35 MB for three models in the worker and 64 MB for the next one.
Source: mallopt(3), malloc_trim(3).
"""

import ctypes
import sys
from collections.abc import Callable
from types import MappingProxyType

# Larger pieces than so many bytes are mapped each on its own, and go back at once;
M_MMAP_THRESHOLD, LARGE = -3, 2**18
# for all others two arenas are enough: Python computes in one thread at a time.
M_ARENA_MAX, ARENAS = -8, 2
SETTINGS = MappingProxyType({M_MMAP_THRESHOLD: LARGE, M_ARENA_MAX: ARENAS})


def settle_memory() -> None:
    """Have malloc keep little, from now on."""
    mallopt = glibc("mallopt")
    if mallopt:
        for setting, value in SETTINGS.items():
            mallopt(setting, value)


def give_back_memory() -> None:
    """Give back what malloc keeps and nobody holds: some milliseconds, in which others go on."""
    trim = glibc("malloc_trim")
    if trim:
        trim(0)


def glibc(name: str) -> Callable[..., int] | None:
    """Find a function of glibc's; None where there is none."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
