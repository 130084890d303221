"""One finding, and the list that all of them are written into."""

from collections.abc import Collection
from dataclasses import dataclass, field

NAMED = 4
"""Names that one sentence lists before it only counts."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Args:
        key: names it in a link.
        says: the evidence, a sentence.
        offers: what can be done, a few words; "" where it is only said.
        accepted: whether it is done unless somebody objects.
        done: whether it is done now.
    """

    key: str
    says: str
    offers: str = ""
    accepted: bool = False
    done: bool = False


@dataclass(frozen=True, eq=False)
class Findings:
    """What was found so far, in order.

    Args:
        answers: keys of the findings that somebody turned around.
        found: the findings.
    """

    answers: Collection[str] = ()
    found: list[Finding] = field(default_factory=list)

    def say(self, key: str, says: str) -> None:
        """Write down what is only said."""
        self.found.append(Finding(key, says))

    def ask(self, key: str, says: str, offers: str, accepted: bool) -> bool:
        """Write down what may be done, and tell whether it is."""
        done = accepted != (key in self.answers)
        self.found.append(Finding(key, says, offers, accepted, done))
        return done


def listed(names: Collection[str]) -> str:
    """Write the first names of some, and how many more there are.

    >>> listed(["a", "b"]), listed("abcdef")
    ('“a”, “b”', '“a”, “b”, “c”, “d” and 2 more')
    """
    shown = [f"“{name}”" for name in names][:NAMED]
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(shown) + more
