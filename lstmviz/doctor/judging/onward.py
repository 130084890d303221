"""What is still wrong once the first fault is mended: the mended set-up is judged in its turn."""

from collections.abc import Callable
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.trying import mended, mends
from lstmviz.doctor.judging.unread import certain
from lstmviz.doctor.saying.wording import without
from lstmviz.doctor.walking.setup import Setup
from lstmviz.doctor.walking.walk import walk

THEN = "Once the first is mended, the walk stops here."
NOT_ALL = "This is not all: with it the walk goes on, and may stop at {}."
STILL = "Once the first is mended, it runs, but:"
# More faults than that in one text: it is another model that is wanted.
MOST = 3
SHAPES = ("input_shape", "batch_input_shape", "batch_shape")


def onward(case: Case, first: Diagnosis, judge: Callable[[Case], Judged]) -> list[Diagnosis]:
    """Say what is wrong behind the first fault, and behind that.

    Args:
        case: in hand.
        first: the fault that the walk comes to.
        judge: judges a set-up by its walk alone, through the gate.

    Returns:
        The first fault, and those behind it. Where the walk stops again and it is not known why,
        the last of them says where.
    """
    found = [first]
    said = {first.key}
    setup = mended_by(case, first)
    while setup is not None and len(found) <= MOST:
        case = Case(setup, walk(setup), answers=case.answers, text=case.text)
        diagnoses = judge(case)[0] if certain(setup, case.walk) else ()
        following = next((each for each in diagnoses if each.key not in said), None)
        if following is None:
            found[-1] = with_next_stop(case, found[-1])
            break
        basis = STILL if case.walk.stop is None else THEN
        found.append(replace(following, basis=following.basis or basis))
        said.add(following.key)
        setup = mended_by(case, following)
    return found


def with_next_stop(case: Case, mended: Diagnosis) -> Diagnosis:
    """Say where the walk stops once a fault is mended, if it does."""
    stop, nodes = case.walk.stop, case.setup.nodes
    if stop is None:
        return mended
    at = len(nodes) if stop.node is None else stop.node
    where = (nodes[at].layer.kind if at < len(nodes) else "") or "the end of the model"
    return replace(mended, details=(NOT_ALL.format(where), *mended.details))


def mended_by(case: Case, fault: Diagnosis) -> Setup | None:
    """Give the set-up without a fault; None where no cure is shown, or it may be meant in ways."""
    if not fault.fix:
        return None
    setup = case.setup
    ways = (fault.tried,) if fault.tried else mended(setup, fault.fix, case.x, case.y)
    ways = tuple(way for way in ways if mends(setup, way))
    if len(ways) != 1:
        return None
    return ways[0] if ways[0].sample == setup.sample else asked_once(ways[0])


def asked_once(setup: Setup) -> Setup:
    """Take the shape of a sample out of the layers: the input that was mended tells it."""
    for at, node in enumerate(setup.nodes):
        if node.layer.kind != "Input" and any(name in node.layer.written for name in SHAPES):
            written = without(node.layer.written, *SHAPES)
            setup = setup.changed(at, replace(node.layer, written=written))
    return setup
