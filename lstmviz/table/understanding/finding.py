"""One finding, how sure it is, and the list that all of them are written into."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

NAMED = 4
"""Names that one sentence lists before it only counts."""
SURE = 0.9
"""Below this a finding is a question: nothing is done about it unless somebody answers."""
NO_ONE = "-"
"""Stands for no column, where one is chosen."""
NOT = "-"
"""Stands before the key of a question that was answered by leaving all as it is."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Args:
        key: names it in a link.
        says: the evidence, a sentence; of a question, with the question behind it.
        offers: what can be done, a few words; "" where it is only said.
        accepted: whether it is done unless somebody objects.
        done: whether it is done now.
        keeps: the other answer of a question, a word or two; "" where nothing is asked.
        answered: whether somebody has answered the question.
        sure: from 0 to 1.
    """

    key: str
    says: str
    offers: str = ""
    accepted: bool = False
    done: bool = False
    keeps: str = ""
    answered: bool = False
    sure: float = 1.0


@dataclass(frozen=True, eq=False)
class Findings:
    """What was found so far, in order.

    Args:
        answers: keys of the findings that somebody turned around, and what they chose.
        found: the findings.
        unfed: why each column is not fed that was left out so far, a few words.
        rows_left: how many rows were left out each time.
    """

    answers: Collection[str] = ()
    found: list[Finding] = field(default_factory=list)
    unfed: dict[str, str] = field(default_factory=dict)
    rows_left: list[int] = field(default_factory=list)

    def say(self, key: str, says: str) -> None:
        """Write down what is only said."""
        self.found.append(Finding(key, says))

    def retell(self, key: str, says: str) -> None:
        """Say a finding in other words, once more of the table is known; "" says it no more."""
        told = (replace(f, says=says) if f.key == key else f for f in self.found)
        self.found[:] = [finding for finding in told if finding.says]

    def ask(self, key: str, says: str, offers: str, accepted: bool, sure: float = 1.0) -> bool:
        """Write down what may be done, and tell whether it is."""
        done = accepted != (key in self.answers)
        self.found.append(Finding(key, says, offers, accepted, done, sure=sure))
        return done

    def wonder(
        self, key: str, asks: str, offers: str, keeps: str, sure: float, accepted: bool = False
    ) -> bool:
        """Write down a question, and tell whether what it offers is done.

        Args:
            key: names it in a link.
            asks: the evidence, and the question.
            offers: the answer that changes something.
            keeps: the answer that changes nothing.
            sure: how sure the finding is, below SURE.
            accepted: what is taken until somebody answers: the answer that costs less when wrong.
        """
        turned = key in self.answers
        answered = turned or NOT + key in self.answers
        done = accepted != turned
        self.found.append(Finding(key, asks, offers, accepted, done, keeps, answered, sure))
        return done

    def leave(self, names: Iterable[str], why: str) -> None:
        """Write down why columns are not fed."""
        self.unfed.update(dict.fromkeys(names, why))

    def chosen(self, fact: str) -> list[str]:
        """Give what somebody chose for a fact, such as the column that is the time."""
        return [a.partition(":")[2] for a in self.answers if a.partition(":")[0] == fact]


def listed(names: Collection[str]) -> str:
    """Write the first names of some, and how many more there are.

    >>> listed(["a", "b"]), listed("abcdef")
    ('“a”, “b”', '“a”, “b”, “c”, “d” and 2 more')
    """
    shown = [f"“{name}”" for name in names][:NAMED]
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(shown) + more
