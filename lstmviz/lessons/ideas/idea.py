"""What an idea is that a person brings along."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Idea:
    """A misconception.

    Args:
        name: what is believed, in a few words.
        law: what holds instead, in one sentence.
    """

    name: str
    law: str
