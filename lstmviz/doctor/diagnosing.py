"""From a text to an answer: read it, walk through it, say what stops or is silently wrong."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Answer
from lstmviz.doctor.judging.agreeing import comes_again
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.judge import by_walk, is_report, judge
from lstmviz.doctor.judging.presuming import presumed
from lstmviz.doctor.judging.silent import find_silent
from lstmviz.doctor.judging.unread import (
    axes_certain,
    certain,
    open_input,
    with_answers,
)
from lstmviz.doctor.leading import leading
from lstmviz.doctor.reading.reports import read_reports
from lstmviz.doctor.reading.text import MAX_TEXT, read_text
from lstmviz.doctor.recognised import nothing_to_judge
from lstmviz.doctor.remaining import (
    NO_WALK,
    WHATEVER,
    WITH_THAT,
    code_runs,
    lost,
    none_of_these,
    shapes_go_in,
    states_lie,
    walked,
)
from lstmviz.doctor.saying.asking import NONE_OF_THESE, QUESTIONS
from lstmviz.doctor.saying.languages import in_language, spoken
from lstmviz.doctor.saying.wording import as_code, tell
from lstmviz.doctor.stations import stations
from lstmviz.doctor.taken import set_up
from lstmviz.doctor.tries import messages, of_one, which
from lstmviz.doctor.unfound import (
    not_known,
    nothing_seen,
    unread_parts,
    unread_words,
)
from lstmviz.doctor.walking.by_name import by_name, fits, shown, words_of
from lstmviz.doctor.walking.setup import Setup, Walk
from lstmviz.doctor.walking.walk import known, runs, walk

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
# How a data set gives its samples is read, and not built.
UNBUILT = frozenset({"unbatched", "batched_twice"})


# Builds set-ups of real Keras layers: a walk for each, None for one that is not buildable; None as
# a whole where no worker is free.
Build = Callable[[Sequence[Setup]], Sequence[Walk | None] | None]


def diagnose(
    text: str, answers: Mapping[str, str] = NO_ANSWERS, build: Build = lambda setups: None
) -> Answer:
    """Say what is wrong, and what mends it.

    Args:
        text: an error message, code, or shapes in words; of a long one the ends are read.
        answers: the answers to questions asked so far: key of the question → key of the choice.
            Others are ignored.
        build: builds set-ups for real; without it the walk is by the table alone.
    """
    read = read_text(text)
    told = messages(read)
    kept = {
        key: choice
        for key, choice in answers.items()
        if key in QUESTIONS and choice in QUESTIONS[key].choices
    }
    given = {key: choice for key, choice in kept.items() if choice != NONE_OF_THESE}
    read = of_one(read, told, given)
    reports = read_reports(read.tight)
    setup = with_answers(set_up(read, reports), given)
    case = Case(setup, walk(setup), reports, MappingProxyType(given), read)
    if named := by_name(setup, reports):
        case = replace(case, setup=named[0], walk=named[1])
    case = presumed(case)
    judged = judge(case)
    built = build([setup, *tried(judged)]) if buildable(setup) else None
    if built and built[0] is not None and believed(built[0], case):
        case = replace(case, walk=with_end(by_keras(built[0]), case))
        if (case.walk.stop is None) != (walk(setup).stop is None):
            judged = judge(case)
        else:
            judged = confirmed(judged, built[1:])
    refused = frozenset(kept.keys() - given.keys())
    return which(answer(case, judged, refused), told, given, refused)


def believed(built: Walk, case: Case) -> bool:
    """Whether Keras stops by what the text tells: what it leaves open it takes for the usual."""
    if built.stop is None or case.walk.stop is not None:
        return True
    return certain(case.setup, built) and not open_input(case.setup)


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


def buildable(setup: Setup) -> bool:
    """Whether a set-up is one of Keras with a model in it."""
    return (
        not setup.torch and not setup.several and bool(setup.layers) and (setup.output is not None)
    )


def tried(judged: Judged) -> list[Setup]:
    """Give the set-ups of the cures that are offered, in order."""
    return [each.tried for each in judged[0] if each.tried is not None]


def confirmed(judged: Judged, built: Sequence[Walk | None]) -> Judged:
    """Take back the cures that Keras itself refuses."""
    walks = iter(built)
    kept = []
    for each in judged[0]:
        found = next(walks, None) if each.tried is not None else None
        fails = found is not None and found.stop is not None and each.evidence != "walk"
        kept.append(replace(each, fix=(), opens=None) if fails else each)
    return tuple(kept), judged[1]


def by_keras(built: Walk) -> Walk:
    """Read Keras's own sentence, where it stops, as a pasted one is read."""
    if built.stop is None:
        return built
    reports = read_reports(read_text(built.stop.sentence).tight)
    stop = replace(reports[0] if reports else built.stop, node=built.stop.node)
    return replace(built, stop=replace(stop, sentence=built.stop.sentence))


def with_end(real: Walk, case: Case) -> Walk:
    """Keep what the table says of samples, batches and a loss without a name: none is built.

    Where both stop at one layer and Keras's sentence is not known, the table says why.
    """
    stop, setup = case.walk.stop, case.setup
    y, output = setup.y.shape if setup.y else None, real.of(setup.output)
    if real.stop is not None and real.stop.kind == "loss" and y and output:
        # The worker puts numbers in for open sizes: they are none of the text's.
        told_ = {**real.stop.facts, "target": (None, *y[1:]), "output": (None, *output[1:])}
        real = replace(real, stop=replace(real.stop, facts=MappingProxyType(told_)))
    if stop is not None and stop.kind in ("argument", "bare_number", "input_count", "ragged"):
        return case.walk  # what the worker does not know of a layer or an array it leaves out
    if stop is not None and real.stop is not None and real.stop.kind == "keras":
        same = stop.node == real.stop.node
        return replace(real, stop=replace(stop, sentence=real.stop.sentence)) if same else real
    unbuilt = stop is not None and (stop.node == len(setup.nodes) or setup.marks & UNBUILT)
    return replace(real, stop=stop) if unbuilt and real.stop is None else real


def answer(case: Case, judged: Judged, refused: Collection[str] = ()) -> Answer:
    """Put together what is said.

    Args:
        case: in hand.
        judged: what passed the gate, and what is asked.
        refused: the questions to which no choice is true.
    """
    setup, read = case.setup, case.text
    diagnoses, question = judged
    other = spoken(read.plain)
    diagnoses = tuple(in_language(each, other) for each in diagnoses)
    understood = understood_of(setup)
    if read.cut:
        understood = (f"the first and the last of {MAX_TEXT:,} characters", *understood)
    if not understood and diagnoses:
        first = diagnoses[0].fed
        understood = (f"an error, received {tell(first.shape)}" if first else "an error",)
    sentence = case.walk.stop.sentence if case.walk.real and case.walk.stop else ""
    if "NoneType" in sentence or not certain(setup, case.walk):
        sentence = ""  # Keras stumbles over what the text leaves open: it is none of its own
    whole = runs(case.walk, setup) and not words_of(setup)
    named = None if case.walk.stop or whole else shown(setup)
    base = Answer(
        understood,
        diagnoses,
        question,
        walk=stations(*(named or (setup, case.walk)), truly=stops_truly(case)),
        real=case.walk.real and named is None,
        sentence=sentence,
    )
    if question is not None and question.key in refused:
        base = replace(base, question=None)
        if any(each.evidence != "silent" for each in diagnoses):
            return replace(base, diagnoses=(), unknown=none_of_these(case))
    if diagnoses:
        return beside_unread(base, case)
    asked = leading(case, {**case.answers, **dict.fromkeys(refused, "")})
    if not is_report(case) and not knows(setup) and unread_words(read):
        return replace(base, question=None, unknown=nothing_to_judge(read))
    if is_report(case) or not knows(setup) or case.walk.stop is not None:
        words = not_known(read, coded=case.coded) + by_code_alone(case)
        return replace(base, question=asked, unknown=words)
    unread = unread_parts(setup, case.walk)
    if unread and named and fits(setup):
        gap = setup.gaps.get("model", "")
        unread = f"{gap} and {unread}" if gap and gap not in unread else unread
        return replace(base, question=asked, unknown=WHATEVER.format(unread) + states_lie(case))
    if asked is not None:
        return replace(base, question=asked, unknown=lost(case, unread) + states_lie(case))
    words = unread_words(read)
    if not unread and words and case.coded:
        return replace(base, unknown=code_runs(case, words))
    if not unread and words:
        return replace(base, unknown=shapes_go_in(case, words))
    if unread and not walked(case):
        return replace(base, unknown=NO_WALK.format(unread) + states_lie(case))
    if unread:
        said = f"What I could read runs; I could not read {unread}, so I cannot judge the whole."
        return replace(base, unknown=said + states_lie(case))
    if any(layer.kind == "given" for layer in setup.layers):
        return replace(base, unknown=WITH_THAT)
    return replace(base, diagnoses=(nothing_seen(case),))


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


def understood_of(setup: Setup) -> tuple[str, ...]:
    """Say briefly what was read."""
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
