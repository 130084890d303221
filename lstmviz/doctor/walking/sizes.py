"""What a node gives, and sizes that are taken from it, have names, or are reckoned from others."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """What a node gives: the whole of it, or one of several outputs by its place."""

    node: int
    part: int | None = None


@dataclass(frozen=True)
class Dim:
    """One size of what a node gives, as `x.size(0)`: known when the set-up is walked."""

    of: Symbol
    axis: int


@dataclass(frozen=True)
class Word:
    """A size that the text calls by a name, and whose number it does not tell.

    Args:
        name: as the text writes it.
        serial: tells two apart that have one name, as the arguments of two functions.
    """

    name: str
    serial: int = 0


@dataclass(frozen=True)
class Reckoned:
    """A size that is reckoned from others, as `x.size(0) * 2`, when the set-up is walked.

    Args:
        sign: "+", "-", "*" or "//".
        left, right: whole numbers, sizes, names, or reckoned ones.
        parts: how many numbers, sizes and names are in it.
    """

    sign: str
    left: object
    right: object
    parts: int = 2


# Of a size that is reckoned from more nothing is known.
MAX_PARTS = 40


def reckoned(sign: str, left: object, right: object) -> Reckoned | None:
    """Reckon with two sizes that have names; None where there are too many in it."""
    parts = sum(each.parts if isinstance(each, Reckoned) else 1 for each in (left, right))
    return Reckoned(sign, left, right, parts) if parts <= MAX_PARTS else None
