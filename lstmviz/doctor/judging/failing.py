"""Which of several calls a message is about: by the shape that it tells."""

from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import agree
from lstmviz.doctor.walking.setup import Setup, Stop
from lstmviz.doctor.walking.walk import walk

# Messages about what is fed.
FED = frozenset({"ndim", "input"})


def as_failed(setup: Setup, reports: Sequence[Stop]) -> Setup:
    """Feed what the failing call feeds, where that is not what `fit` was given.

    Of the arrays that calls are given, the last counts that has the shape of the message; else the
    last that may have it, where X has another.
    """
    why = next((each for each in reports if each.kind in FED), None)
    received = why["received"] if why is not None else None
    X, names = setup.X, {each.name for each in setup.given}
    if X is None or not isinstance(received, tuple) or len(setup.fed) > 1 or setup.torch:
        return setup
    if within(setup, received):
        return setup
    known = [each for each in setup.given if each.shape is not None and has(each.shape, received)]
    mine = X.shape is not None and has(X.shape, received) and (X.name in names or not known)
    if mine or (X.shape is None and not known):
        return setup
    chosen = [*(each for each in setup.given if each.shape is None), *known][-1:]
    if not chosen or chosen[0].name == X.name:
        return setup
    fed = chosen[0]
    if fed.shape is None:
        fed = replace(fed, shape=received).marked("received")
    roles = fed.roles if len(fed.roles) == len(fed.shape or ()) else ("?",) * len(received)
    marks = setup.marks - {"fit", "default_batch"} | {"later"}
    return replace(setup, fed=(replace(fed, roles=roles),), y=None, marks=marks, given=())


def within(setup: Setup, received: Shape) -> bool:
    """Whether a layer further on is handed this shape by another one: nothing else was fed."""
    found = walk(setup).stop
    at = None if found is None else found.node
    if found is None or at is None or at >= len(setup.nodes) or found["received"] is None:
        return False
    fed = {setup.nodes[each.node].layer.kind for each in setup.nodes[at].reads}
    return "Input" not in fed and has(found["received"], received)


def has(shape: Shape, received: Shape) -> bool:
    """Whether a shape may be the one that a message tells; a message may tell one batch of it."""
    return len(shape) == len(received) and all(map(agree, shape[1:], received[1:]))
