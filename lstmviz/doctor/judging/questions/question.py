"""A question in words, and its answer."""

from collections.abc import Callable
from dataclasses import dataclass

from lstmviz.doctor.judging.case import Case


def nothing(case: Case) -> tuple[str, ...]:
    """Say nothing more."""
    return ()


@dataclass(frozen=True)
class Asked:
    """A question and its answer.

    Args:
        key, title, details: of the answer.
        words: what a sentence has to say.
        asks: whether a question mark has to stand in the text; else it complains.
        of_targets: whether targets that are told answer it by themselves.
        more: sentences with the numbers of the text, said first.
    """

    key: str
    words: str
    title: str
    details: tuple[str, ...]
    asks: bool = True
    of_targets: bool = False
    more: Callable[[Case], tuple[str, ...]] = nothing
