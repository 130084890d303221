"""What is said of a case: what was read, what was found, or why nothing was."""

from collections.abc import Collection
from dataclasses import replace

from lstmviz.doctor.answer import Answer, Diagnosis, Question
from lstmviz.doctor.judging.agreeing import comes_again
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.judge import by_walk, is_report
from lstmviz.doctor.judging.silent import find_silent
from lstmviz.doctor.judging.unread import axes_certain, certain, open_input
from lstmviz.doctor.leading import leading
from lstmviz.doctor.reading.texts.text import MAX_TEXT
from lstmviz.doctor.recognised import nothing_to_judge
from lstmviz.doctor.remaining import WHATEVER, as_far_as_read, lost, none_of_these, states_lie
from lstmviz.doctor.saying.languages import in_language, spoken
from lstmviz.doctor.saying.wording import as_code, tell
from lstmviz.doctor.stations import stations
from lstmviz.doctor.unfound import not_known, nothing_seen, unread_parts, unread_words
from lstmviz.doctor.walking.by_name import fits, shown, words_of
from lstmviz.doctor.walking.setup import Setup
from lstmviz.doctor.walking.walk import known, runs


def answer(case: Case, judged: Judged, refused: Collection[str] = ()) -> Answer:
    """Put together what is said.

    Args:
        case: in hand.
        judged: what passed the gate, and what is asked.
        refused: the questions to which no choice is true.
    """
    setup, (diagnoses, question) = case.setup, judged
    other = spoken(case.text.plain)
    diagnoses = tuple(in_language(each, other) for each in diagnoses)
    whole = runs(case.walk, setup) and not words_of(setup)
    named = None if case.walk.stop or whole else shown(setup)
    base = Answer(
        understood_of(case, diagnoses),
        diagnoses,
        question,
        walk=stations(*(named or (setup, case.walk)), truly=stops_truly(case)),
        real=case.walk.real and named is None,
        sentence=sentence_of(case),
    )
    if question is not None and question.key in refused:
        base = replace(base, question=None)
        if any(each.evidence != "silent" for each in diagnoses):
            return replace(base, diagnoses=(), unknown=none_of_these(case))
    if diagnoses:
        return beside_unread(base, case)
    asked = leading(case, {**case.answers, **dict.fromkeys(refused, "")})
    return nothing_found(base, case, asked, by_names=named is not None)


def nothing_found(base: Answer, case: Case, asked: Question | None, *, by_names: bool) -> Answer:
    """Say why nothing is found: there is nothing to judge, it is not known, or it runs so far.

    Args:
        base: the answer as far as it is put together.
        case: in hand.
        asked: what would lead on.
        by_names: whether sizes that have names alone were walked with.
    """
    setup, read = case.setup, case.text
    if not is_report(case) and not knows(setup) and unread_words(read):
        return replace(base, question=None, unknown=nothing_to_judge(read))
    if is_report(case) or not knows(setup) or case.walk.stop is not None:
        words = not_known(read, coded=case.coded) + by_code_alone(case)
        return replace(base, question=asked, unknown=words)
    unread = unread_parts(setup, case.walk)
    if unread and by_names and fits(setup):
        gap = setup.gaps.get("model", "")
        unread = f"{gap} and {unread}" if gap and gap not in unread else unread
        return replace(base, question=asked, unknown=WHATEVER.format(unread) + states_lie(case))
    if asked is not None:
        return replace(base, question=asked, unknown=lost(case, unread) + states_lie(case))
    said = as_far_as_read(case, unread)
    return replace(base, unknown=said) if said else replace(base, diagnoses=(nothing_seen(case),))


def beside_unread(found: Answer, case: Case) -> Answer:
    """Say which lines were not read, where all that was found raises no error."""
    setup, first = case.setup, found.diagnoses[0]
    unread = [layer.written for layer in setup.layers if not known(setup, layer.kind)]
    if not unread or first.basis or first.evidence != "silent":
        return found
    said = f"I could not read {unread[0] or 'a layer'}: this is said of the rest, which runs."
    return replace(found, diagnoses=(replace(first, basis=said), *found.diagnoses[1:]))


def knows(setup: Setup) -> bool:
    """Whether the text tells enough of shapes or layers to judge them."""
    return bool(setup.layers) and (setup.torch or bool(setup.inputs))


def sentence_of(case: Case) -> str:
    """Give Keras's own sentence, where it stops by what the text tells; else ""."""
    stop = case.walk.stop
    if not case.walk.real or stop is None or "NoneType" in stop.sentence:
        return ""  # Keras stumbles over what the text leaves open: it is none of its own
    return stop.sentence if certain(case.setup, case.walk) else ""


def stops_truly(case: Case) -> bool:
    """Whether the pasted code itself stops there: by all that it tells, or by its own message."""
    setup, found = case.setup, case.walk
    kind = found.stop.kind if found.stop else ""
    if kind == "open_batch" and any("batch_size" in layer.arguments for layer in setup.layers):
        return False  # an older Keras takes the batch from there
    if certain(setup, found) or axes_certain(setup, found):
        return not (found.real and open_input(setup))
    return any(comes_again(case, each) for each in case.reports)


def by_code_alone(case: Case) -> str:
    """Say what stops the walk, where the message is not known and may speak of something else."""
    silent = () if case.walk.stop else find_silent(case)[0]
    diagnoses = by_walk(case)[0] or tuple(each for each in silent if not each.silent)
    if not diagnoses or not certain(case.setup, case.walk):
        return ""
    first = diagnoses[0]
    return f" By the code alone, which may not be what the message speaks of: {first.title}" + (
        f" {first.axis}" if first.axis else ""
    )


def understood_of(case: Case, diagnoses: Collection[Diagnosis]) -> tuple[str, ...]:
    """Say briefly what was read; of a message alone what it says was received."""
    understood = parts_of(case.setup)
    if case.text.cut:
        understood = (f"the first and the last of {MAX_TEXT:,} characters", *understood)
    if not understood and diagnoses:
        fed = next(iter(diagnoses)).fed
        understood = (f"an error, received {tell(fed.shape)}" if fed else "an error",)
    return understood


def parts_of(setup: Setup) -> tuple[str, ...]:
    """Say briefly what was read of arrays and layers."""
    parts = []
    table = setup.table if setup.table not in setup.fed else None
    arrays = [*((each, "X") for each in setup.fed), (setup.y, "y"), (table, "table")]
    for array, usual in arrays:
        if array and array.shape:
            parts.append(f"{array.name or usual} {tell(array.shape)}")
    if setup.sample is not None:
        parts.append(f"Input({as_code(setup.sample)})")
    parts += [layer.written for layer in setup.layers[:20] if layer.written not in ("", "LSTM")]
    if setup.loss:
        parts.append(f"loss {setup.loss[:40]}")
    return tuple(dict.fromkeys(parts))
