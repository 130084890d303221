"""Several messages in one text, of tries made one after another: which of them is explained."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lstmviz.doctor.answer import Answer
from lstmviz.doctor.judging.noticing import noticed_in
from lstmviz.doctor.reading.leftover import shortened
from lstmviz.doctor.reading.reports import read_reports
from lstmviz.doctor.reading.text import Text, read_text
from lstmviz.doctor.saying.asking import NONE_OF_THESE, QUESTIONS
from lstmviz.doctor.unfound import SPOKEN

KEY = "message"
# One error that led to the next: both belong to one run, and the last one tells.
CHAINED = re.compile(r"During handling of the above|direct cause of the following")
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
    """Give the known messages of a text that say different things; of one run alone its last."""
    if CHAINED.search(read.plain):
        return ()
    found: dict[object, Told] = {}
    for sentence in SPOKEN.findall(read.plain):
        tight = read_text(sentence).tight
        meaning = means(tight)
        if meaning and tight in read.tight:
            found[meaning] = Told(sentence.strip(), tight)
    return tuple(found.values())


def means(tight: str) -> tuple[object, ...]:
    """Say what a message tells beside the names of layers; () for one that is not known."""
    reports = read_reports(tight)
    if reports:
        facts = {key: said for key, said in reports[0].facts.items() if key not in NAMES}
        return reports[0].kind, *sorted((key, str(said)) for key, said in facts.items())
    return noticed_in(tight)


def of_one(read: Text, told: Sequence[Told], answers: Mapping[str, str]) -> Text:
    """Leave the other messages out of a text, where it was said which one is asked about."""
    choices = dict(zip(QUESTIONS[KEY].choices, told, strict=False))
    meant = choices.get(answers.get(KEY, ""))
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
    keys = [key for key in asked.choices if key != NONE_OF_THESE]
    choices = {key: f"“{shortened(each.words)}”" for key, each in zip(keys, told, strict=False)}
    choices[NONE_OF_THESE] = asked.choices[NONE_OF_THESE]
    question = replace(asked, choices=MappingProxyType(choices))
    first = replace(first, fix=(), opens=None, tried=None)
    return replace(found, question=question, diagnoses=(first, *found.diagnoses[1:]))
