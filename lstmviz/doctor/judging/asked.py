"""Which question in words a paste asks, and what its own numbers say to it."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.worded import shape_by_words
from lstmviz.doctor.reading.leftover import sentences
from lstmviz.doctor.saying.answered import ANSWERED, OF_KERAS, OF_TARGETS, OF_TORCH

OTHER_LETTERS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def asked(case: Case) -> Diagnosis | None:
    """Answer a question in words, where one of the few is asked."""
    text = case.text.plain[:4_000]
    # A question, and what is no sentence in Latin letters, is taken line by line.
    lines = [each for each in text.split("\n") if OTHER_LETTERS.search(each) or "?" in each[-2:]]
    said = (*sentences(text), *lines)
    asks = any("?" in line for line in said)
    told = case.setup.y is not None and case.setup.y.shape is not None
    named = {each for each in ("keras", "torch") if each in case.text.tight}
    library = named or {case.setup.framework}
    torch, keras = library == {"torch"}, library == {"keras"}
    if (shape := shape_by_words(case)) is not None:
        return shape
    for each in ANSWERED:
        if told and each.key in OF_TARGETS:
            continue  # the walk holds them against the predictions
        if (torch and each.key in OF_KERAS) or (keras and each.key in OF_TORCH):
            continue  # the answer is of the other library
        if (asks or not each.asks) and any(
            re.search(each.words, line, re.IGNORECASE) for line in said
        ):
            more = of_columns(text) if each.key == "steps_ahead" else ()
            return Diagnosis(each.key, each.title, details=(*more, *each.details)[:3])
    return None


# "the next 7 days of 3 of the columns"
AHEAD = re.compile(
    r"\bnext (?P<steps>\d{1,3}) \w{1,20} (?:of|for) (?P<columns>\d{1,3}) (?:of |other |target )?"
    r"(?:the |my |these )?(?:columns|features|variables|series|sensors|quantities|values)",
    re.IGNORECASE,
)


def of_columns(text: str) -> tuple[str, ...]:
    """Say what several columns at several steps ahead make of y, where their numbers are told."""
    found = AHEAD.search(text)
    if found is None:
        return ()
    count, columns = int(found["steps"]), int(found["columns"])
    return (
        f"Of {columns} columns at {count} steps y is (samples, {count}, {columns}): "
        f"Dense({count * columns}) and Reshape(({count}, {columns})), or a decoder: "
        f"RepeatVector({count}), a recurrent layer with return_sequences=True, Dense({columns}).",
    )
