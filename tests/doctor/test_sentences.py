"""No further sentence is said that is not classified: what shows it, or that it claims nothing.

`sentences.json` gives for each sentence of the sources, as it is written there:

- "tried": on a condition; the gate tries its lines on the set-up, and drops it if they fail;
- "case": read off the message or the walk, or it says what the lines that are shown are;
- "asks": a question, or where to look; it claims nothing;
- "documented": of a version, a machine or a library that the tests do not have;
- else the test in test_facts.py that shows of Keras, PyTorch, NumPy or pandas what it says.
"""

import json
import re
from pathlib import Path

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.saying.languages import spoken
from tests.doctor import test_facts
from tests.doctor.first_answer import pasted
from tests.doctor.sentences import sentences

HERE = Path(__file__).parent
KINDS = json.loads((HERE / "sentences.json").read_text("utf-8"))
CLAIMS_NOTHING = frozenset({"tried", "case", "asks", "documented"})
# Sentences that open with a condition and are not tried on the set-up: they may only become fewer.
UNTRIED = 198
CASES = [
    case
    for name in ("cases.json", "trackers.json")
    if (HERE / name).exists()
    for case in json.loads((HERE / name).read_text("utf-8"))
]


def test_every_sentence_of_the_sources_is_classified():
    written = {words for words, _ in sentences()}
    assert not written - KINDS.keys(), "say in sentences.json what shows it"
    assert not KINDS.keys() - written, "no longer said: take it out of sentences.json"


def test_what_is_said_to_be_tried_is_given_to_the_gate():
    tried = {words for words, is_tried in sentences() if is_tried}
    assert tried == {words for words, kind in KINDS.items() if kind == "tried"}


def test_each_fact_names_a_test_that_shows_it():
    assert [
        kind for kind in set(KINDS.values()) - CLAIMS_NOTHING if not hasattr(test_facts, kind)
    ] == []


def test_conditions_that_are_not_tried_become_fewer():
    untried = [
        words for words, kind in KINDS.items() if words.startswith("If ") and kind != "tried"
    ]
    assert len(untried) <= UNTRIED


# The constant parts of a sentence, between what a case puts in.
PARTS = [
    [part for part in re.split(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", words) if part.strip()]
    for words in KINDS
]


def known(said):
    """Whether a sentence is one that is classified, with its own numbers put in, or several."""
    for parts in PARTS:
        at = 0
        for part in parts:
            at = said.find(part, at)
            if at < 0:
                break
            at += len(part)
        else:
            if parts:
                return True
    return False


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_what_is_said_of_a_paste_is_classified(case):
    if spoken(read_text(pasted(case)).plain) != "python":
        return  # they are translated, code and all
    details = [said for each in diagnose(pasted(case)).diagnoses for said in each.details]
    ours = [
        said for said in details if not said.startswith(("This line may do it", "In Python it"))
    ]
    assert [said for said in ours if not known(said)] == []
