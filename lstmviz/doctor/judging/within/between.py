"""Between layers: who took the axis of the timesteps away, or added one."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import (
    Case,
    Cure,
    Judged,
    cured,
    first_that_runs,
    one,
    refed,
    with_input,
)
from lstmviz.doctor.judging.fed.short_arrays import EXPECTED
from lstmviz.doctor.judging.fed.tables import no_time_axis
from lstmviz.doctor.judging.mending import (
    change,
    edited,
    input_line,
    leave_out,
    line,
    put_in,
    source,
)
from lstmviz.doctor.judging.within.distributed import refused_within, within
from lstmviz.doctor.judging.within.unplaced import no_steps
from lstmviz.doctor.saying.wording import axes_count, in_axes, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Stop, stop
from lstmviz.doctor.walking.walk import walk

POOLS = frozenset({"GlobalAveragePooling1D", "GlobalMaxPooling1D"})


def lost_steps(case: Case, node: int, at: int, received: Shape) -> Diagnosis:
    """A recurrent layer hands on its last state alone, where the next one needs every step."""
    layer = edited(case.setup.nodes[at].layer, "return_sequences", True)
    cure = change(case.setup, at, layer)
    before = case.walk.of(case.setup.nodes[at].reads[0])
    y = case.setup.y.shape if case.setup.y else None
    X = case.setup.X
    itself = bool(X and case.setup.y and X.name and X.name == case.setup.y.name)
    wanted = itself or not cured(cure.setup or case.setup)
    if y is not None and len(y) == 3 and y[1] is not None and wanted:
        repeated = put_in(case.setup, node, Layer("RepeatVector", {"n": y[1]}))
        if first_that_runs(repeated):
            return one_vector_short(repeated, received, y[1], before)
    found = lost(case, layer, received, before[1] if before and len(before) > 1 else None,
                 mends=moves_on(cure, node), next_one=case.setup.nodes[node].layer)  # fmt: skip
    reads = case.setup.nodes[node].reads
    if any(each.node == at and each.part for each in reads):
        decoder = (
            "It starts from that layer's states, as a decoder does: initial_state is right. What "
            "it reads may also be one vector again and again, RepeatVector(steps), or an input of "
            "its own."
        )
        return replace(found, details=(*found.details, decoder))
    return found


def lost_in_branches(case: Case, node: int, joined: int, received: Shape) -> Diagnosis:
    """Branches whose recurrent layers hand on their last states alone are joined."""
    setup, lines = case.setup, []
    for read in case.setup.nodes[joined].reads:
        layer = setup.nodes[read.node].layer
        if layer.recurrent and layer.says("return_sequences") is not True:
            every = edited(layer, "return_sequences", True)
            setup = setup.changed(read.node, every)
            lines.append(line(every))
    cure = Cure(tuple(lines), setup)
    kind = case.setup.nodes[joined].layer.kind
    return Diagnosis(
        "return_sequences",
        f"The next layer needs every timestep, but what {kind} joins are last states.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="The axis of the timesteps got lost in the branches, before they were joined.",
        fix=cure.lines if lines and moves_on(cure, node) else (),
        fed=named(received, "samples", "units"),
        details=(
            "Each branch has to hand on every step, return_sequences=True, and as many of them; "
            f"{kind} then joins their units at each step.",
        ),
    )


def one_vector_short(cure: Cure, received: Shape, ahead: int, before: Shape | None) -> Diagnosis:
    """A decoder gets the encoder's last state alone, and has to answer at other steps than read."""
    read = before[1] if before and len(before) == 3 else None
    return Diagnosis(
        "no_repeat_vector",
        "The next layer needs timesteps, and the layer before hands on one vector: its last state.",
        expected=f"{EXPECTED}, here {ahead} timesteps, as many as y has",
        received=in_axes(received),
        axis="The axis of the timesteps is missing between encoder and decoder.",
        fix=cure.lines,
        tried=cure.setup,
        fed=named(received, "samples", "units"),
        meant=three((received[0], ahead, received[-1])),
        details=(
            f"RepeatVector({ahead}) gives the one vector to each of the {ahead} steps that are "
            "predicted.",
            *(
                (
                    f"return_sequences=True would hand on all {read} steps that are read, and y "
                    f"has {ahead}."
                    if read != ahead
                    else "return_sequences=True runs too, but hands on every step: nothing is "
                    "pressed into one vector then, as an autoencoder should.",
                )
                if read is not None
                else ()
            ),
        ),
    )


def moves_on(cure: Cure, node: int) -> bool:
    """Whether a cured set-up gets past a node."""
    found = walk(cure.setup).stop if cure.setup else None
    return cure.setup is not None and (found is None or (found.node or 0) > node)


def lost(
    case: Case,
    layer: Layer,
    received: Shape,
    count: int | None = None,
    *,
    mends: bool = True,
    next_one: Layer | None = None,
) -> Diagnosis:
    """Say that the last state alone was handed on.

    Args:
        case: the set-up.
        layer: the layer before, mended or as it is.
        received: the two sizes that were handed on.
        count: the timesteps that it reads.
        mends: whether the mended layer gets past the one that refused.
        next_one: the one that refused.
    """
    units = received[-1]
    last = "return_sequences" in layer.arguments or layer.inner is not None
    layer = layer if last else edited(layer, "return_sequences", True)
    who = {"TimeDistributed": "TimeDistributed"}.get(next_one.kind if next_one else "")
    return Diagnosis(
        "time_distributed" if who else "return_sequences",
        f"{who or 'The next layer'} needs every timestep, but the layer before hands on only its "
        "last state.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="The axis of the timesteps got lost: only the last step was handed on.",
        fix=(line(layer),) if mends else (),
        fed=named(received, "samples", "units"),
        meant=three((received[0], count, units)),
        details=(
            *(("The line is the layer before, written again.",) if mends else ()),
            "With return_sequences=True it gives its state after every step: (samples, timesteps, "
            "units).",
        ),
    )


def taken_away(case: Case, node: int, at: int, why: Stop) -> Diagnosis:
    """A Flatten, a pooling, a slice or a Reshape took the axis of the timesteps."""
    setup, layer, received = case.setup, case.setup.nodes[at].layer, why["received"]
    before = case.walk.of(setup.nodes[at].reads[0])
    name = layer.kind if layer.kind[:1].isupper() else layer.written
    cures = [leave_out(setup, at)]
    if layer.kind in POOLS:
        pooled = Layer(layer.kind.removeprefix("Global"), {"pool_size": 2})
        cures.insert(0, change(setup, at, pooled))
    cures = [cure for cure in cures if moves_on(cure, node)]
    return Diagnosis(
        "steps_taken",
        f"{name} takes the axis of the timesteps away, and the next layer needs it.",
        expected=f"{axes_count(why['expected'])}: (samples, timesteps, features)",
        received=in_axes(received),
        axis=f"{tell(before) if before else 'Three axes'} became {tell(received)} in {name}: the "
        "axis of the timesteps is gone.",
        fix=cures[0].lines if cures else (),
        tried=cures[0].setup if cures else None,
        fed=named(received, "samples", "features"),
        meant=three(before) if before and len(before) == 3 else None,
        details=(
            "A picture has no timesteps. To read pictures one after another, feed (samples, "
            "timesteps, rows, columns, channels), with TimeDistributed around Conv2D, the pooling "
            "and Flatten.",
            f"To read one picture row by row: Reshape((rows, columns × channels)) in place of "
            f"{name}.",
        )
        if before and len(before) == 4
        else (
            f"Leave {name} out before a recurrent layer; it belongs after the last one."
            if layer.kind not in POOLS
            else f"{name} makes one step of all. MaxPooling1D(2) keeps half of them; or leave it "
            "out.",
        ),
    )


def one_vector(layer: Layer, received: Shape, *, mends: bool = True) -> Diagnosis:
    """RepeatVector gets a sequence where it repeats one vector."""
    return Diagnosis(
        "one_vector",
        "RepeatVector repeats one vector, but the layer before hands on every timestep.",
        expected="two axes: (samples, units)",
        received=in_axes(received),
        axis="The axis of the timesteps is one too many.",
        fix=(line(edited(layer, "return_sequences", False)),) if mends else (),
        fed=named(received, "samples", "timesteps", "units"),
        meant=named((received[0], received[-1]), "samples", "units"),
        details=(
            "The line is the layer before, written again.",
            "An encoder hands on its last state; RepeatVector gives it to every step of the "
            "decoder.",
        ),
    )


def added(case: Case, node: int, at: int, why: Stop) -> Diagnosis:
    """A layer before gives more axes than the next one reads."""
    setup, layer, received = case.setup, case.setup.nodes[at].layer, why["received"]
    refused = setup.nodes[node].layer
    if refused.kind == "RepeatVector" and layer.recurrent:
        cure = change(setup, at, edited(layer, "return_sequences", False))
        return one_vector(layer, received, mends=moves_on(cure, node))
    x = setup.X.shape if setup.X else None
    cures = []
    if layer.kind == "Embedding" and x is not None and x[-1] == 1:
        asks = () if setup.sample is None else (asked_again(layer, x[1:-1]),)
        lines = (f"{case.x} = {case.x}[..., 0]", *asks)
        cures.append(Cure(lines, refed(setup, x[:-1], sample=x[1:-1])))
    words = layer.kind == "Embedding" and not cures
    head, sample = next(iter(setup.inputs), None), setup.sample
    if words and head == setup.nodes[at].reads[0].node and sample is not None and len(sample) == 2:
        single = with_input(setup, sample[:1])
        cures.append(Cure((input_line(sample[:1]),), single))
    if len(received) > 3 and why["expected"] == 3 and not words:
        flat = Layer("TimeDistributed", inner=Layer("Flatten", written="keras.layers.Flatten()"))
        cures.append(put_in(setup, node, flat))
    if why["expected"] == 2:
        cures.append(put_in(setup, node, Layer("Flatten", written="keras.layers.Flatten()")))
    cures = [cure for cure in cures if moves_on(cure, node)]
    name = layer.kind if layer.kind[:1].isupper() else layer.written
    return Diagnosis(
        "axis_added",
        f"{refused.kind} reads {axes_count(why['expected'])}, and {name} hands on "
        f"{axes_count(len(received))}.",
        expected=axes_count(why["expected"]),
        received=in_axes(received),
        axis="Embedding adds the axis of the features, so what it reads has none yet: whole "
        "numbers (samples, timesteps)."
        if layer.kind == "Embedding"
        else "All axes after the timesteps have to become one: features."
        if why["expected"] == 3
        else "There is an axis too many.",
        fix=cures[0].lines if cures else (),
        tried=cures[0].setup if cures else None,
        fed=named(received, "samples", "timesteps"),
        details=(
            "Rows of words (one-hot) need no Embedding: leave it out; or feed the number of "
            "each word.",
        )
        if layer.kind == "Embedding"
        else (),
    )


def asked_again(layer: Layer, sample: Shape) -> str:
    """Write what asks for one sample, of another shape: the first layer itself, or Input."""
    own = "input_shape" in layer.arguments
    return line(edited(layer, "input_shape", sample)) if own else input_line(sample)


def every_step(case: Case, why: Stop) -> Judged:
    """TimeDistributed got no timesteps."""
    received: Shape = why["received"] or (None, None)
    found = case.walk.stop
    if found and found.kind == "each_step" and found.node is not None:
        if refused_within(case, found.node):
            return one(
                within(case, found.node, case.walk.of(case.setup.nodes[found.node].reads[0]))
            )
        at = source(case, found.node, 2)
        layer = case.setup.nodes[at].layer
        if layer.recurrent:
            return one(lost_steps(case, found.node, at, found["received"]))
        if layer.kind != "Input":
            return one(taken_away(case, found.node, at, stop(
                "ndim", expected=3, found=2, received=found["received"])))  # fmt: skip
        return no_time_axis(case, found["received"])
    return one(no_steps(received))
