"""Another number of axes than a layer reads: where the walk stops, or what would say the same."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, cured, one
from lstmviz.doctor.judging.fed.inputs import SEQUENCES, at_input, fed_axes
from lstmviz.doctor.judging.fed.ranks import batched_twice, missing_single, other_axes
from lstmviz.doctor.judging.fed.short_arrays import one_axis
from lstmviz.doctor.judging.fed.tables import no_time_axis
from lstmviz.doctor.judging.fed.typed import handed_on, too_many_at_input
from lstmviz.doctor.judging.mending import source
from lstmviz.doctor.judging.within.between import (
    added,
    lost,
    lost_in_branches,
    lost_steps,
    taken_away,
)
from lstmviz.doctor.judging.within.distributed import refused_within, within
from lstmviz.doctor.judging.within.placing import VECTORS, named_so, place, suppose, unread_before
from lstmviz.doctor.judging.within.unplaced import (
    already_flat,
    flattened,
    handed_unread,
    old_dense,
    sequence_repeated,
    step_alone,
    two_axes,
)
from lstmviz.doctor.judging.within.word_numbers import reads_words, vectors_as_words
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import as_code, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Node, Stop
from lstmviz.doctor.walking.sizes import Symbol

# A recurrent layer that is called on one step: lstm(x[:, t, :])
STEP = re.compile(
    r"\b\w{0,20}(?:lstm|gru|rnn)\w{0,20}\((?P<of>\w{1,20})\[:, ?(?P<step>-?\w{1,10})(?:, ?:)?\]",
    re.IGNORECASE,
)
# Layers that read frames one by one: before them more than three axes are meant.
FRAMES = frozenset({"AveragePooling2D", "Conv2D", "ConvLSTM2D", "MaxPooling2D", "TimeDistributed"})


def count_axes(case: Case, why: Stop) -> Judged:
    """Judge "expected ndim=3, found ndim=2": by the walk, else by what would say the same."""
    if "batched_twice" in case.setup.marks and why["found"] == why["expected"] + 1:
        return one(batched_twice(why["received"] or (None,) * why["found"]))
    words = why["received"] if why["expected"] == 2 and reads_words(case) else None
    if words is not None and len(words) == 3:
        return one(vectors_as_words(case, words, (None, words[1])))
    node, found = place(case, why), case.walk.stop
    if node is not None and found is not None:
        return refused_at(case, node, found)
    if why["layer"] == "model" or re.search(r"_input(?:_\d+)?$|^input_", str(why["name"])):
        return fed_axes(case, why)
    if why["layer"] in VECTORS and why["found"] == 2:
        return one(already_flat(case, why))
    return not_walked(case, why)


def refused_at(case: Case, node: int, found: Stop) -> Judged:
    """The walk stops there: judge who handed on so few or so many axes, on the way to it."""
    nodes = case.setup.nodes
    read, received = nodes[node].reads[0], found["received"]
    if refused_within(case, node):
        return one(within(case, node, case.walk.of(read)))
    at = source(case, node, found["found"])
    too_many = found["found"] > found["expected"]
    if too_many and found["expected"] == 2:
        at = keeps_steps(case, node, at)
    layer = nodes[at].layer
    frames = nodes[read.node].layer.kind in FRAMES
    if layer.kind == "Input" and frames and too_many and found["expected"] == 3:
        return one(added(case, node, read.node, found))
    if layer.kind == "Input":
        # Layers between, such as a Dense, made other features of what went in.
        return of_the_input(case, node, at_input(case, found, case.walk.of(Symbol(at)) or received))
    if too_many:
        return one(added(case, node, at, found))
    if read.part:
        return one(state_given(layer, received))
    if not layer.recurrent:
        return one(taken_away(case, node, at, found))
    joined = joined_before(case, node, at)
    if joined is not None:
        return one(lost_in_branches(case, node, joined, received))
    return one(lost_steps(case, node, at, received))


def not_walked(case: Case, why: Stop) -> Judged:
    """The walk does not come to it: a set-up like it does, a layer is not read, or ask."""
    before = unread_before(case, why)
    supposed = suppose(case, why) if before is None or not named_so(case, why) else None
    if supposed is not None:
        return count_axes(supposed, supposed.walk.stop or why)
    if before is None:
        return guess(case, why)
    if why["expected"] == 3 and why["found"] > 3:
        return one(handed_on(case, why["found"], before))
    received = why["received"] or (None,) * why["found"]
    return one(handed_unread(before, str(why["layer"]), why["expected"], received))


def joined_before(case: Case, node: int, at: int) -> int | None:
    """Find what joins branches on the way from a layer to a node; None where nothing does."""
    nodes = case.setup.nodes
    back = way_back(nodes, node, at)
    return next((each for each in back if len({read.node for read in nodes[each].reads}) > 1), None)


def keeps_steps(case: Case, node: int, at: int) -> int:
    """Find the last layer before a node that could have handed on one vector; else `at`."""
    nodes = case.setup.nodes
    return next((each for each in way_back(nodes, node, at) if nodes[each].layer.recurrent), at)


def way_back(nodes: tuple[Node, ...], node: int, at: int) -> Iterator[int]:
    """Give the places between a node and an earlier one, the last one first."""
    place_ = nodes[node].reads[0].node
    while place_ > at:
        yield place_
        place_ = nodes[place_].reads[0].node


def of_the_input(case: Case, node: int, judged: Judged) -> Judged:
    """Say it of the model's input, where nothing tells the data: they may have timesteps."""
    setup, sample = case.setup, case.setup.sample
    untold = setup.X is None or setup.X.shape is None
    first = judged[0][0] if judged[0] else None
    if first is None or first.key != "no_time_axis" or not untold or sample is None:
        return judged
    if len(sample) != 1 or case.table is not None:
        return judged
    refused, repeated = setup.nodes[node].layer, Layer("RepeatVector", {"n": 8})
    more = [
        "Where X has timesteps, Input takes both sizes: "
        f"Input((timesteps, {sample[0] or 'features'}))."
    ]
    if cured(setup.put_in(node, repeated)):
        more.append(
            "To make a sequence of n steps of one row for each sample: RepeatVector(n) just before "
            f"{refused.kind}."
        )
    title = "The model's input has no time axis: it is built for one row for each sample."
    axis = f"Input({as_code(sample)}) is one row: the axis of the timesteps is missing."
    fed = named((None, sample[0]), "samples", "features")
    first = replace(first, title=title, axis=axis, fed=fed, details=(*more, *first.details))
    return (first, *judged[0][1:]), judged[1]


def state_given(layer: Layer, received: Shape) -> Diagnosis:
    """A state of a recurrent layer goes where its output at every step is read."""
    return Diagnosis(
        "state_given",
        "A state goes into the next layer, which reads an output at every timestep.",
        expected="three axes: (samples, timesteps, features)",
        received=f"a state: {tell(received)}",
        axis="A state has no axis of timesteps: it is what is left after the last one.",
        fed=named(received, "samples", "units"),
        details=(
            f"With return_state=True {layer.kind} gives its output first, then its states: take "
            "the first, with return_sequences=True.",
            "A state goes into another recurrent layer as initial_state=[h, c].",
        ),
    )


def guess(case: Case, why: Stop) -> Judged:
    """Judge a message alone: several set-ups say the same, so ask which it is."""
    expected, found = why["expected"], why["found"]
    received: Shape = why["received"] or (None,) * found
    kind = why["layer"] or ""
    if (expected, found) == (3, 2) and kind in SEQUENCES:
        return guess_steps(case, received)
    if expected == 3 and found == 1:
        return one(one_axis(case, received))
    if expected == 3 and found > 3 and kind in SEQUENCES:
        return too_many_at_input(case, received)
    if expected == 2 and found > 2 and kind == "RepeatVector":
        return one(sequence_repeated(received))
    if expected == 2 and found == 3 and kind == "Dense":
        return one(old_dense(received))
    sample, x = case.setup.sample, case.setup.X.shape if case.setup.X else None
    if sample is not None and x is not None and sample == (*x[1:], 1) and expected == len(x) + 1:
        return one(missing_single(case, x, sample, len(sample)))
    within_ = (each.inner for each in case.setup.layers if each.kind == kind)
    inner = next((each.kind for each in within_ if each is not None and each.kind), "")
    return one(other_axes(inner or str(why["name"]) or kind, expected, found, received))


def guess_steps(case: Case, received: Shape) -> Judged:
    """Judge two axes where three are read, by the message alone: ask what stands before."""
    width = received[-1]
    if step := STEP.search(case.text.plain):
        return one(step_alone(step["of"], step["step"], received))
    if case.says("before", "recurrent"):
        layer = Layer("LSTM", {"units": width or 32})
        return one(lost(case, layer, received, mends=width is not None))
    if case.says("before", "flat"):
        return one(flattened(received))
    if case.says("before", "first") or case.table is not None:
        if case.table is not None and case.table[1] == (width or case.table[1]):
            received = case.table
        return no_time_axis(case, received)
    return one(two_axes(received), QUESTIONS["before"])
