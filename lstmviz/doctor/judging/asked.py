"""Questions in words that come with a paste: few, and each answered in three sentences.

A word anywhere in a text asks nothing: it has to stand in a sentence, with what it is said of.
"""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.questions import QUESTIONS
from lstmviz.doctor.judging.worded import shape_by_words
from lstmviz.doctor.reading.texts.leftover import sentences

OTHER_LETTERS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def asked(case: Case) -> Diagnosis | None:
    """Answer a question in words, where one of the few is asked."""
    text = case.text.plain[:4_000]
    # A question, and what is no sentence in Latin letters, is taken line by line.
    lines = [each for each in text.split("\n") if OTHER_LETTERS.search(each) or "?" in each[-2:]]
    said = (*"\n".join(sentences(case.text.plain))[:4_000].split("\n"), *lines)
    asks = any("?" in line for line in said)
    told = case.setup.y is not None and case.setup.y.shape is not None
    named = {each for each in ("keras", "torch") if each in case.text.tight}
    library = named or {case.setup.framework}
    if (shape := shape_by_words(case)) is not None:
        return shape
    for of, questions in QUESTIONS.items():
        if len(library) == 1 and of and library <= {"keras", "torch"} - {of}:
            continue  # the answer is of the other library
        for each in questions:
            if told and each.of_targets:
                continue  # the walk holds them against the predictions
            if (asks or not each.asks) and any(
                re.search(each.words, line, re.IGNORECASE) for line in said
            ):
                details = (*each.more(case), *each.details)[:3]
                return Diagnosis(each.key, each.title, details=details)
    return None
