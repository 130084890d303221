"""What goes into a model of PyTorch, by the message that comes of it, where the text is open."""

from collections.abc import Iterator
from itertools import product

from lstmviz.doctor.judging.agreeing import comes_again
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.fed.last_batch import last_of_loader
from lstmviz.doctor.judging.mending import gives
from lstmviz.doctor.judging.unread import first_unread
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop


def presumed(case: Case) -> Case:
    """Let go in what PyTorch's message comes of, where the text leaves sizes of it open.

    A text often does not tell what is fed, and the message is of a layer further on: its first
    layer gets what it asks for, and where that is not enough the numbers of the message.
    """
    setup, report = case.setup, case.reports[-1] if case.reports else None
    if not setup.torch or report is None or case.walk.stop is not None:
        return case
    if (rest := last_of_loader(case)) is not None:
        other = case.on(rest.setup)
        if other.walk.stop is not None and comes_again(other, report):
            return other
    at = first_unread(setup, case.walk)
    if at is None:
        told = ((each, setup.nodes[each].layer.says("whole")) for each in setup.inputs)
        at = next((each for each, whole in told if whole and None in whole), None)
    reader = next(
        (each.layer for each in setup.nodes if any(at == r.node for r in each.reads)), None
    )
    layer = setup.nodes[at].layer if at is not None else None
    if at is None or layer is None or layer.kind != "Input" or not reader or not reader.recurrent:
        return case
    asked: Shape = layer.says("whole") or (None, None, reader.size("input_size"))
    for shape in (asked, *filled(asked, report)):
        other = case.on(gives(setup, at, shape))
        if comes_again(other, report) and (other.walk.stop is not None or None not in shape):
            return other
    return case


# Numbers of a message that are put in for open sizes.
MOST_NUMBERS = 6


def filled(shape: Shape, report: Stop) -> Iterator[Shape]:
    """Put the numbers of a message, and the parts that make one up, in place of open sizes."""
    told = [part for each in report.facts.values()
            for part in (each if isinstance(each, tuple) else (each,))]  # fmt: skip
    numbers = sorted({each for each in told if type(each) is int and each > 0})[:MOST_NUMBERS]
    parts = {big // small for big in numbers for small in (*numbers, 2) if big % small == 0}
    sizes = sorted(parts | set(numbers))
    choices = product(*([each] if each is not None else sizes for each in shape))
    return iter(list(choices)[:200])
