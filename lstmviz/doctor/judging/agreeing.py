"""Whether the code of a text is the code that its message came from, as far as numbers tell."""

import re
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.failing import FED
from lstmviz.doctor.reading.messages.matching import kind_of
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.losses import classes
from lstmviz.doctor.walking.setup import Setup, Stop
from lstmviz.doctor.walking.walk import walk

OTHER_CODE = (
    "The code in the text makes other sizes than this message tells, so it is another version "
    "than the one that failed: this is said of the message alone."
)

OTHER_MODEL = (
    "The message is of another model than the code: it begins with {}, and the code with {}."
)
NO_CODE = "Likely, by the message alone: the code behind it is not in the text."
OTHER_WAY = "Likely, by the message alone: the code that I could read does not lead to it."
# What is seen in the code itself, though the walk does not come to it.
SEEN = frozenset({"comma", "feature_as_step", "joined_in_chain", "pair_of_one", "states_count"})
# What a message tells whole: its numbers say what is wrong, whatever the code is.
WHOLE = frozenset({"label", "recut", "scaler", "scaler_axes", "undefined", "weights"})
ANSWERED = "Likely, by the message and your answer."


def contradicts(case: Case, why: Stop) -> bool:
    """Whether a message tells other sizes than the code makes.

    A loss tells what the model gives, an input what the model was built for.
    """
    setup = case.setup
    if not case.coded or setup.several or setup.torch:
        return False
    if why.kind == "loss":
        told: Shape | None = why["output"]
        # An old Keras tells what a sparse loss wants: one class number, not the classes.
        number = classes(setup.loss) == "numbers" and bool(told) and told[-1] == 1
        return not number and not fits(case.walk.of(setup.output), told)
    if why.kind == "ndim":
        return bool(why["layer"]) and reads_other(case, why)
    if why.kind == "input" and setup.sample is not None and len(setup.inputs) == 1:
        return not fits((None, *setup.sample), why["expected"])
    return False


def reads_other(case: Case, why: Stop) -> bool:
    """Whether each layer of the kind that a message names reads what has another number of axes."""
    read = [
        case.walk.of(node.reads[0])
        for node in case.setup.nodes
        if node.reads and why["layer"] in (node.layer.kind, getattr(node.layer.inner, "kind", ""))
    ]
    behind = [shape for shape in read if shape is None or len(shape) == why["found"]]
    first = case.setup.layers[0].kind
    return bool(read) and not behind and first not in ("", why["layer"])


def with_samples(case: Case, why: Stop) -> Stop:
    """Read a loss's sizes as those of one sample, where the code says that they are.

    Keras 2.0 writes the samples before them and later ones leave them out; sizes alone do not
    always tell which it is.
    """
    target, output = why["bare"] or (None, None)
    if not target or not output or not contradicts(case, why):
        return why
    facts = {**why.facts, "target": (None, *target), "output": (None, *output)}
    other = replace(why, facts=MappingProxyType(facts))
    return why if contradicts(case, other) else other


def fits(one: Shape | None, other: Shape | None) -> bool:
    """Whether two shapes may be the same beside their samples; what is not told fits."""
    if one is None or other is None:
        return True
    return len(one) == len(other) and all(
        a is None or b is None or a == b for a, b in zip(one[1:], other[1:], strict=True)
    )


def comes_again(case: Case, why: Stop) -> bool:
    """Whether the walk stops with this very message: of one kind, and with the same numbers.

    A loss may refuse in an older Keras what it spreads today: there the shapes alone count.
    """
    found, y = case.walk.stop, case.setup.y
    output = case.walk.of(case.setup.output)
    if why.kind == "loss" and case.coded and output is not None:
        # What is not told of the targets, the message itself tells.
        told = y.shape if y is not None else None
        target = why["target"]
        if told and target and len(told) == len(target) + 1 and told[-1] == 1:
            told = told[:-1]  # Keras takes a last axis of size 1 away, before it says so.
        if told and target and len(told) == 1 and target[1:] == (1,):
            told = (told[0], 1)  # An older Keras gives targets of one axis a second one.
        return fits(output, why["output"]) and fits(told, target)
    if found is not None and (found.kind, why.kind) == ("loss", "accuracy"):
        return True  # it reads the very targets and predictions
    if found is not None and (found.kind, why.kind) == ("loss", "loss_rows"):
        return same_rows(found, why)
    if why.kind in ("input", "ndim") and other_rank_fed(case, why):
        return True
    if why.kind == "torch_sizes":
        # PyTorch only warns, so the walk goes on: what its loss reads counts.
        output, target = read_by_loss(case) or (None, None)
        return output == why["output"] and target in (why["target"], None)
    if why.kind == "class_steps" and not why.facts:
        return [len(each or ()) for each in read_by_loss(case)] == [2, 2]
    if found is not None and (found.kind, why.kind) == ("matmul", "input"):
        # Where one Keras compares what is fed with Input, another comes as far as the weights.
        last = [shape[-1] for shape in (why["expected"], why["received"]) if shape]
        return last == [found["built"], found["got"]] and fits(found["received"], why["received"])
    return found is not None and (joined_again(case, why) or alike(found, why))


def alike(found: Stop, why: Stop) -> bool:
    """Whether a walk stops as a message says: for the same reason, with the same numbers."""
    if (found.kind, why.kind) == ("join", "tensors"):
        return meet_at(found, why)
    if found.kind != why.kind:
        return False
    if why.kind == "class_batch" and why["rows"] is not None:
        told = (found["output"][0], found["target"][0])
        return all(map(same, told, (why["rows"], why["targets"])))
    shared = found.facts.keys() & why.facts.keys()
    return all(same(found[name], why[name]) for name in shared)


def joined_again(case: Case, why: Stop) -> bool:
    """Whether the walk stops where tensors are joined that have the two sizes of the message."""
    found = case.walk.stop
    if found is None or (found.kind, found["layer"], why.kind) != ("join", "cat", "cat"):
        return False
    shapes, wanted = found["received"], {why["first"], why["second"]}
    alike = len({len(each) for each in shapes}) == 1
    return alike and any(
        set(pair) == wanted
        for at, pair in enumerate(zip(*shapes, strict=True))
        if at != why["axis"]
    )


def meet_at(found: Stop, why: Stop) -> bool:
    """Whether two tensors that arithmetic joins differ on the axis that a message names."""
    if found["layer"] != "+" or len(found["received"]) != 2 or why["axis"] is None:
        return False
    most = max(map(len, found["received"]))
    at = why["axis"] - most
    if at >= 0:
        return False
    sizes = [each[at] if -at <= len(each) else 1 for each in found["received"]]
    return {why["first"], why["second"]} == set(sizes)


def read_by_loss(case: Case) -> list[Shape | None]:
    """Give what a loss of PyTorch reads, or would read: predictions and targets; [] if untold."""
    setup, walked = case.setup, case.walk
    if not setup.torch or setup.output is None:
        return []
    reads = setup.nodes[setup.output.node].reads
    if walked.of(setup.output) in ((), None) and len(reads) == 2:
        return [walked.of(each) for each in reads]
    return [walked.of(setup.output), setup.y.shape if setup.y else None]


def other_rank_fed(case: Case, why: Stop) -> bool:
    """Whether X has other axes than its input asks for, as a message tells.

    An older Keras refuses them; today's may add an axis of size 1, or take one away.
    """
    X, sample, setup = case.setup.X, case.setup.sample, case.setup
    if X is None or X.shape is None or None in X.shape[1:] or sample is None or setup.torch:
        return False
    if "received" in X.marks or len(setup.inputs) != 1:
        return False
    told = why["expected"]
    asked = len(told) if isinstance(told, tuple) else told
    return asked == len(sample) + 1 != len(X.shape) and fits(X.shape, why["received"])


def same_rows(found: Stop, why: Stop) -> bool:
    """Whether the walk's own shapes, put into rows, are as many for each other as a message's."""
    labels, gives = product(found["target"][1:]), product(found["output"][1:-1])
    rows, count = (why["output"] or (None,))[0], (why["target"] or (None,))[0]
    if rows is None or count is None or labels is None or gives is None:
        return False
    return rows * labels == count * gives


def same(one: object, other: object) -> bool:
    """Whether two facts may be the same: sizes and shapes beside their samples."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one[1:], other[1:]))
    return not (isinstance(one, int) and isinstance(other, int)) or one == other


def alone(case: Case) -> Case:
    """Leave the code out of a case, but for what its arrays and its loss are called."""
    setup = case.setup
    kept = Setup(
        framework=setup.framework,
        fed=tuple(replace(each, shape=None, roles=()) for each in setup.fed[:1]),
        y=replace(setup.y, shape=None, roles=()) if setup.y else None,
        loss=setup.loss,
    )
    return Case(kept, reports=case.reports, answers=case.answers, text=case.text)


def set_apart(case: Case, why: Stop, judged: Judged) -> Judged:
    """Say that the message alone was judged; of another model no line of the code is mended."""
    first, *rest = judged[0]
    begins, named = case.setup.layers[0].kind, str(why["name"] or "")
    kind = kind_of(named) if re.search(r"_input(?:_\d+)?$", named) else ""
    if kind not in ("", "model", begins):
        said = OTHER_MODEL.format(kind, begins or "another layer")
        return (replace(first, fix=(), tried=None, basis=said), *rest), judged[1]
    return (replace(first, details=(*first.details, OTHER_CODE)), *rest), judged[1]


def based(case: Case, why: Stop, judged: Judged) -> Judged:
    """Say on what a judgement rests, where the walk does not come to its message."""
    if why.kind in WHOLE or comes_again(case, why):
        return judged
    if any(each.key in SEEN for each in judged[0]):
        return judged
    basis = ANSWERED if case.answers else OTHER_WAY if case.coded else NO_CODE
    return tuple(replace(each, basis=each.basis or basis) for each in judged[0]), judged[1]


def as_then(case: Case, report: Stop) -> Case:
    """Check each size of what is fed, as older Keras did, where the message is one of that check.

    Today a Sequential model takes another number of timesteps than it was built for.
    """
    if report.kind not in FED or case.walk.stop is not None or case.torch:
        return case
    strict = replace(case.setup, sequential=False)
    checked = replace(case, setup=strict, walk=walk(strict))
    return checked if comes_again(checked, report) else case
