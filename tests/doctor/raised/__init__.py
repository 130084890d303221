"""Set-ups that raise one and the same message in the real library, each for another reason.

A family is one message; its set-ups are short programs of NumPy, Keras or PyTorch, of sizes that
make the message the same to the last number. Each tells what mends it, and words that a true answer
has. The doctor gets the message alone.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Raised:
    """A set-up that raises a message.

    Args:
        name: why it does.
        made: the lines before.
        call: the line that raises it.
        cure: lines between the two that mend it.
        truth: a pattern of the words that name it.
    """

    name: str
    made: str
    call: str
    cure: str
    truth: str


Family = Callable[[random.Random], tuple[Raised, ...]]


def different(rng: random.Random, count: int, least: int = 3, most: int = 40) -> list[int]:
    """Choose sizes of which no two are the same."""
    return rng.sample(range(least, most), count)
