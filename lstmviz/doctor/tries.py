"""Several messages in one text, of tries made one after another: which of them is explained."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lstmviz.doctor.answer import Answer
from lstmviz.doctor.judging.noticing import noticed_in
from lstmviz.doctor.reading.texts.leftover import shortened
from lstmviz.doctor.reading.texts.reports import read_reports
from lstmviz.doctor.reading.texts.text import Text, read_text
from lstmviz.doctor.saying.asking import NONE_OF_THESE, QUESTIONS
from lstmviz.doctor.unfound import SPOKEN

KEY = "message"
# The kind of a message, and what it tells.
Meaning = tuple[str, Mapping[object, object]]
# One error that led to the next: both belong to one run, and the last one tells.
CHAINED = re.compile(r"During handling of the above|direct cause of the following")
# Messages that are looked at, the last ones of a text.
MOST = 12
# What differs between two runs of one and the same mistake.
NAMES = frozenset({"layer", "name", "place"})


@dataclass(frozen=True)
class Told:
    """A message that is known, as it stands in a text.

    Args:
        words: its sentence.
        tight: the same as `read_text` makes it tight.
    """

    words: str
    tight: str


def messages(read: Text) -> tuple[Told, ...]:
    """Give the known messages of a text that say different things; of one run alone its last.

    A warning is none where an error came too.
    """
    if CHAINED.search(read.plain):
        return ()
    spoken = list(SPOKEN.finditer(read.plain))
    errors = [each for each in spoken if "Warning" not in each[0][: each.start(1) - each.start()]]
    found: list[tuple[Told, Meaning]] = []
    for each in (errors or spoken)[-MOST:]:
        tight = read_text(each[1]).tight
        meaning = means(tight)
        if meaning is None or tight not in read.tight:
            continue
        found = [pair for pair in found if not alike(pair[1], meaning)]
        found.append((Told(each[1].strip(), tight), meaning))
    return tuple(told for told, _ in found)


def means(tight: str) -> Meaning | None:
    """Say what a message tells beside the names of layers; None for one that is not known."""
    reports = read_reports(tight)
    if reports:
        facts = reports[0].facts
        return reports[0].kind, {key: facts[key] for key in facts.keys() - NAMES}
    key, *told = noticed_in(tight) or ("",)
    return (str(key), dict(enumerate(told))) if key else None


def alike(one: Meaning, other: Meaning) -> bool:
    """Whether two messages may tell the same, one of them perhaps cut short, as in a title."""
    (kind, first), (again, second) = one, other
    shared = first.keys() & second.keys()
    return kind == again and all(
        first[key] == second[key] or None in (first[key], second[key]) for key in shared
    )


def offered(told: Sequence[Told]) -> Mapping[str, Told]:
    """Give the messages that are asked about: the last ones, as many as there are choices."""
    keys = [key for key in QUESTIONS[KEY].choices if key != NONE_OF_THESE]
    return dict(zip(keys, told[-len(keys) :], strict=False))


def of_one(read: Text, told: Sequence[Told], answers: Mapping[str, str]) -> Text:
    """Leave the other messages out of a text, where it was said which one is asked about."""
    meant = offered(told).get(answers.get(KEY, ""))
    if meant is None:
        return read
    tight = read.tight
    for each in told:
        if each is not meant:
            tight = tight.replace(each.tight, "")
    return replace(read, tight=tight)


def which(
    found: Answer, told: Sequence[Told], answers: Mapping[str, str], refused: Collection[str]
) -> Answer:
    """Ask which of several messages is meant, where the code gives none of them; name the last."""
    first = found.diagnoses[0] if found.diagnoses else None
    if len(told) < 2 or KEY in answers or first is None:
        return found
    if first.evidence not in ("supposed", "stated"):
        return found
    said = f"Said of the last of {len(told)} messages in the text: “{shortened(told[-1].words)}”."
    first = replace(first, basis=" ".join(filter(None, (first.basis, said))))
    if KEY in refused:
        return replace(found, diagnoses=(first, *found.diagnoses[1:]))
    asked = QUESTIONS[KEY]
    choices = {key: f"“{shortened(each.words)}”" for key, each in offered(told).items()}
    choices[NONE_OF_THESE] = asked.choices[NONE_OF_THESE]
    question = replace(asked, choices=MappingProxyType(choices))
    first = replace(first, fix=(), opens=None, tried=None)
    return replace(found, question=question, diagnoses=(first, *found.diagnoses[1:]))
