"""From a text to an answer: read it, walk through it, say what stops or is silently wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Answer
from lstmviz.doctor.answering import answer
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.judge import judge
from lstmviz.doctor.judging.presuming import presumed
from lstmviz.doctor.judging.unread import certain, open_input, with_answers
from lstmviz.doctor.reading.texts.reports import read_reports
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.saying.asking import NONE_OF_THESE, QUESTIONS
from lstmviz.doctor.taken import set_up
from lstmviz.doctor.tries import messages, of_one, which
from lstmviz.doctor.walking.by_name import by_name
from lstmviz.doctor.walking.setup import Setup, Walk
from lstmviz.doctor.walking.walk import walk

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
