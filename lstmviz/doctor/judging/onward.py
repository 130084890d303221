"""What is still wrong once the first fault is mended: the mended set-up is judged in its turn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.trying import mended, mends
from lstmviz.doctor.judging.unread import certain
from lstmviz.doctor.saying.wording import without
from lstmviz.doctor.walking.setup import Layer, Setup
from lstmviz.doctor.walking.walk import walk

THEN = "Once the first is mended, the walk stops here."
NOT_ALL = "That is not all: the walk then stops at {}. {}"
MEANS = "That is not all: it then runs, and something is still wrong. {}"
UNFIT: Mapping[str, str] = MappingProxyType(
    {"kernel": "A kernel or a pool is longer than an axis that it slides along."}
)
# What a layer takes one whole number for.
COUNTED = ("units", "hidden_size", "out_features")
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
        found[-1] = with_next(case, found[-1], following)
        if following is None:
            break
        basis = STILL if case.walk.stop is None else THEN
        found.append(replace(following, basis=following.basis or basis))
        said.add(following.key)
        setup = mended_by(case, following)
    return found


def with_next(case: Case, mended: Diagnosis, following: Diagnosis | None) -> Diagnosis:
    """Say what comes once a fault is mended: where the walk stops then, and why if it is known."""
    odd = next((layer for layer in case.setup.layers if counts_oddly(layer)), None)
    stop, nodes = case.walk.stop, case.setup.nodes
    at = len(nodes) if stop is None or stop.node is None else stop.node
    where = nodes[at].layer.kind if at < len(nodes) else "the targets"
    if odd is not None:
        said = NOT_ALL.format(odd.kind, f"{odd.written}: {counts_oddly(odd)} is one whole number.")
    elif stop is not None:
        why = (
            following.title
            if following
            else UNFIT.get(stop.kind, "Its shapes do not go together yet.")
        )
        said = NOT_ALL.format(where, why)
    elif following is not None:
        said = MEANS.format(following.title)
    else:
        return mended
    return replace(mended, happens=" ".join(filter(None, (mended.happens, said))))


def counts_oddly(layer: Layer) -> str:
    """Name the count of units that is written as several sizes, as in LSTM((10, 5)); else ""."""
    return next((name for name in COUNTED if isinstance(layer.says(name), tuple)), "")


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
