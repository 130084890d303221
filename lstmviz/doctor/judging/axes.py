"""An axis is missing, or one is too many: who took it away, or added it."""

import math
import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, Opening, Question
from lstmviz.doctor.judging.case import (
    Case,
    Cure,
    Judged,
    cured,
    one,
    refed,
    with_input,
)
from lstmviz.doctor.judging.mending import (
    VIEW,
    change,
    edited,
    input_line,
    leave_out,
    line,
    put_in,
    source,
    windows_of,
)
from lstmviz.doctor.judging.samples import other_batch
from lstmviz.doctor.judging.sizes import feature_count, other_steps, swapped
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import axes_count, named, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Node, Setup, Stop, Symbol, stop
from lstmviz.doctor.walking.walk import walk

EXPECTED = "three axes: (samples, timesteps, features)"
SEQUENCES = frozenset(
    {
        "LSTM",
        "GRU",
        "SimpleRNN",
        "RNN",
        "Bidirectional",
        "Conv1D",
        "MaxPooling1D",
        "AveragePooling1D",
        "GlobalAveragePooling1D",
        "GlobalMaxPooling1D",
        "",
    }
)
# More timesteps than anybody means: the samples were taken for them.
MANY_STEPS = 5_000
POOLS = frozenset({"GlobalAveragePooling1D", "GlobalMaxPooling1D"})


def count_axes(case: Case, why: Stop) -> Judged:
    """Judge "expected ndim=3, found ndim=2": by the walk, else by what would say the same."""
    node = place(case, why)
    name = str(why["name"])
    if node is None and (why["layer"] == "model" or re.search(r"_input$|^input_", name)):
        return fed_axes(case, why)
    if node is None:
        supposed = suppose(case, why)
        if supposed is not None:
            return count_axes(supposed, supposed.walk.stop or why)
        return guess(case, why)
    found = case.walk.stop
    at = source(case, node, found["found"])
    layer = case.setup.nodes[at].layer
    received = found["received"]
    if layer.kind == "Input":
        return at_input(case, found, received)
    if found["found"] > found["expected"]:
        return one(added(case, node, at, found))
    if layer.recurrent:
        return one(lost_steps(case, node, at, received))
    return one(taken_away(case, node, at, found))


def place(case: Case, why: Stop) -> int | None:
    """Find where the walk stops with these very numbers; None where it does not."""
    found = case.walk.stop
    if found is None or found.kind != why.kind or found.node is None:
        return None
    if (found["expected"], found["found"]) != (why["expected"], why["found"]):
        return None
    received, told = found["received"], why["received"]
    if told is not None and not all(
        a is None or b is None or a == b for a, b in zip(received[1:], told[1:], strict=True)
    ):
        return None
    return found.node if found.node < len(case.setup.nodes) else None


def suppose(case: Case, why: Stop) -> Case | None:
    """Find a set-up near the one in the text that would say this very message.

    Either the input's sizes are not told, or another layer comes after the last one.
    """
    setup = case.setup
    if not setup.layers or setup.torch or why["layer"] == "model":
        return None
    options = [setup]
    if setup.inputs and setup.sample is None:
        options = [with_input(setup, (None, None))]
    for option in options:
        again = Case(option, walk(option), case.reports, case.answers, case.text)
        if place(again, why) is not None:
            return again
        for at in reversed(range(len(option.nodes))):
            if option.nodes[at].layer.recurrent and again.walk.stop is None:
                longer = followed(option, at)
                tried = Case(longer, walk(longer), case.reports, case.answers, case.text)
                if place(tried, why) is not None:
                    return tried
    return None


def followed(setup: Setup, at: int) -> Setup:
    """Put another recurrent layer after a node, in place of what follows."""
    nodes = (*setup.nodes[: at + 1], Node(Layer("LSTM", {"units": 32}), (Symbol(at),)))
    return replace(setup, nodes=nodes, output=Symbol(at + 1))


def guess(case: Case, why: Stop) -> Judged:
    """Judge a message alone: several set-ups say the same, so ask which it is."""
    expected, found = why["expected"], why["found"]
    received: Shape = why["received"] or (None,) * found
    kind = why["layer"] or ""
    if (expected, found) == (3, 2) and kind in SEQUENCES:
        width = received[-1]
        if case.says("before", "recurrent"):
            layer = Layer("LSTM", {"units": width or 32})
            return one(lost(case, layer, received, mends=width is not None))
        if case.says("before", "flat"):
            return one(flattened(received))
        first = case.says("before", "first") or case.table is not None
        if first or not_numbered(str(why["name"])):
            if case.table is not None and case.table[1] == (width or case.table[1]):
                received = case.table
            return no_time_axis(case, received)
        return one(two_axes(received), QUESTIONS["before"])
    if expected == 3 and found == 1:
        return one(one_axis(case, received))
    if expected == 3 and found > 3 and kind in SEQUENCES:
        return too_many_at_input(case, received)
    if expected == 2 and kind == "RepeatVector":
        layer = Layer("LSTM", {"units": received[-1] or 32})
        return one(one_vector(layer, received, mends=received[-1] is not None))
    return one(other_axes(str(why["name"]) or kind, expected, found, received))


def not_numbered(name: str) -> bool:
    """Whether a layer's name says that it is the first of its kind, as "lstm" does."""
    return name in {"lstm", "gru", "simple_rnn", "bidirectional", "conv1d"}


# ---- At the input -------------------------------------------------------------------------------


def at_input(case: Case, why: Stop, received: Shape) -> Judged:
    """The input itself has another number of axes."""
    setup, sample = case.setup, case.setup.sample
    x = setup.X.shape if setup.X else None
    if why["found"] > why["expected"]:
        if x is not None and sample is not None and tuple(sample) == tuple(x):
            return one(samples_in_input(case, x, why["expected"]))
        if x is not None and sample is not None and len(x) == len(sample) + 1:
            return one(pictures(case, x))
        return too_many_at_input(case, received)
    if why["expected"] != 3 or why["layer"] not in SEQUENCES | {"RepeatVector"}:
        return one(other_axes(str(why["layer"]), why["expected"], why["found"], received))
    if why["found"] == 1:
        return one(one_axis(case, received))
    if x is not None and sample is not None and tuple(sample) == tuple(x):
        return one(samples_in_input(case, x, 3))
    table = case.table
    given = table if table is not None and table[1] == received[1] else received
    return no_time_axis(case, given)


def no_time_axis(case: Case, received: Shape, built: Shape | None = None) -> Judged:
    """A table (rows, columns) goes where sequences are expected.

    Args:
        case: the set-up; the answers on rows and columns decide which axis to put in.
        received: the two sizes.
        built: (samples, timesteps, features) that the model was built for, if it says so.
    """
    rows, width = received
    T, F = (built[1], built[2]) if built else (None, None)
    x, y = case.x, case.y
    if T and T > 1 and width == F and rows == T:
        return one(no_batch_axis(case, received))
    window = T if T and T > 1 else case.window(rows)
    # One step, the columns as steps, and windows: shape, code, arrangement.
    ways = {
        "row": ((rows, 1, width), (f"{x} = {x}[:, None, :]",), Opening("row", 1)),
        "columns": ((rows, width, 1), (f"{x} = {x}[:, :, None]",), Opening("columns", 1)),
        "window": (
            (None if rows is None else max(rows - window, 1), window, width),
            windows_of(x, y, window),
            Opening("window", window),
        ),
    }
    fits = [
        key
        for key, (shape, _, _) in ways.items()
        if built and F in (None, shape[2]) and T in (None, shape[1])
    ]
    chosen, question = choose(case, fits)
    missing = "The axis of the timesteps is missing: rows and columns are there, steps are not."
    details = [
        f"Each row alone, as one step: {x}[:, None, :] with Input((1, {width})); the layer then "
        "never sees another row.",
        f"The columns one after another: {x}[:, :, None] with Input(({width}, 1)); right if they "
        "are one quantity at successive times.",
        f"Windows of {window} rows, each row a timestep: Input(({window}, {width})); no reshape "
        "can do that.",
    ]
    shape, fix, opens = ways[chosen] if chosen else ((rows, None, None), (), None)
    if chosen and not case.torch and (built is None or chosen not in fits):
        fix = (*fix, input_line(shape[1:]))
    if chosen == "window":
        details.insert(0, f"{y}[i] is the row after the window; choose another target if you "
                       "mean another.")  # fmt: skip
    if case.says("rows", "unordered") and case.says("columns", "different"):
        details.insert(0, "Rows in no order have no memory to keep: a Dense layer is the honest "
                       "model.")  # fmt: skip
    return one(
        Diagnosis(
            "no_time_axis",
            "The data have no time axis.",
            expected=f"{EXPECTED}{', here ' + tell(built) if built else ''}",
            received=f"{axes_count(2)}: {tell(received)}",
            axis=missing,
            fix=fix,
            fed=named(received, "rows", "columns"),
            meant=three(shape),
            details=tuple(details),
            opens=opens,
        ),
        question,
    )


def choose(case: Case, fits: list[str]) -> tuple[str, Question | None]:
    """Choose how a table gets its axis: by the answers, else by what the model was built for."""
    if case.says("columns", "sequence"):
        return "columns", None
    if case.says("rows", "ordered") and case.says("columns", "different"):
        return "window", None
    if case.says("rows", "unordered") and case.says("columns", "different"):
        return "row", None
    question = QUESTIONS["columns" if "rows" in case.answers else "rows"]
    return (fits[0], question) if len(fits) == 1 else ("", question)


def no_batch_axis(case: Case, received: Shape) -> Diagnosis:
    """One sample goes in without its axis of samples."""
    return Diagnosis(
        "no_samples_axis",
        "One sample was fed without the axis of the samples.",
        expected=EXPECTED,
        received=f"{axes_count(2)}: {tell(received)}",
        axis="The first axis, samples, is missing: even a single sample is a batch of 1.",
        fix=(f"{case.x} = {case.x}[None]",),
        fed=named(received, "timesteps", "features"),
        meant=three((1, *received)),
        details=(
            f"The shape is then {tell((1, *received))}: one sample of {steps(received[0])}.",
            "To forecast, take the last rows, scaled as the training rows were.",
        ),
        opens=Opening("window", received[0] or 24),
    )


def one_axis(case: Case, received: Shape) -> Diagnosis:
    """A plain list of numbers goes in."""
    rows = received[0]
    window = case.window(rows)
    meant: Shape = (None if rows is None else max(rows - window, 1), window, 1)
    return Diagnosis(
        "one_axis",
        "The data are one long row of numbers.",
        expected=EXPECTED,
        received=f"one axis: {tell(received)}",
        axis="Two axes are missing: which numbers make up a sample, and how many stand at a step.",
        fix=(
            f"{case.x} = {VIEW}({case.x}, {window})[:-1, :, None]",
            f"{case.y} = {case.y}[{window}:]",
        ),
        fed=named(received, "rows"),
        meant=three(meant),
        details=("Cut windows of the series; the one feature gets an axis of size 1.",),
        opens=Opening("window", window),
    )


def samples_in_input(case: Case, x: Shape, expected: int) -> Diagnosis:
    """The whole shape of X, its samples too, was given to Input."""
    inner = x[1:]
    setup = with_input(case.setup, inner)
    runs = len(inner) == expected - 1 and cured(setup)
    more = ("Keras adds the axis of the samples by itself.",)
    if len(x) == 2:
        more = (
            *more,
            f"X has two axes, so a time axis is missing too: {case.x}[:, :, None] with "
            f"Input(({x[1]}, 1)) if the columns are one quantity at successive times, "
            f"{case.x}[:, None, :] with Input((1, {x[1]})) if each row is one step.",
        )
    return Diagnosis(
        "samples_in_input",
        "The shape given to Input holds the samples too: take X.shape[1:].",
        expected=f"the shape of one sample: {tell(inner)}",
        received=f"the shape of all of X: {tell(x)}",
        axis=f"The axis of the samples stands twice: {x[0]:,} is one too many."
        if x[0] is not None
        else "The axis of the samples stands twice.",
        fix=(f"inputs = keras.Input({case.x}.shape[1:])", f"# the same as Input({tell(inner)})")
        if runs
        else (),
        fed=named((None, *x), "samples", "samples", "timesteps"),
        meant=named((None, *inner), "samples", "timesteps", "features" if len(x) == 3 else "?"),
        details=more,
    )


def pictures(case: Case, x: Shape) -> Diagnosis:
    """Each timestep holds a table or a picture."""
    size = math.prod(each or 1 for each in x[2:])
    cure = Cure(
        (f"{case.x} = {case.x}.reshape(*{case.x}.shape[:2], -1)", input_line((x[1], size))),
        refed(case.setup, (x[0], x[1], size), sample=(x[1], size)),
    )
    return Diagnosis(
        "too_many_axes",
        "Each timestep holds a table or a picture, not a row of features.",
        expected=EXPECTED,
        received=f"{axes_count(len(x))}: {tell(x)}",
        axis="All axes after the timesteps have to become one: features.",
        fix=cure.lines if cured(cure.setup) else (),
        fed=named(x, "samples", "timesteps"),
        meant=three((x[0], x[1], size)),
        details=(
            "For pictures, put TimeDistributed(Conv2D(…)) before and flatten its result, or use "
            "ConvLSTM2D.",
        ),
    )


def too_many_at_input(case: Case, received: Shape) -> Judged:
    """Input was given too many sizes: the samples among them, or a picture at each step."""
    sizes = received[1:]
    sample: Shape = tuple(sizes[-2:])
    batch = Diagnosis(
        "too_many_axes",
        "The shape given to Input holds one axis too many, probably the samples or the batch.",
        expected=EXPECTED,
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="Keras adds the axis of the samples by itself, so Input takes the shape of one "
        "sample: (timesteps, features).",
        fed=named(received, "samples", "batch", "timesteps", "features"),
        meant=three((None, *sample)),
        details=(
            f"If {sizes[0]} counts samples, leave it out: Input({tell(sample)}), X.shape[1:].",
            "If each timestep holds a table or a picture, flatten it: "
            f"{case.x}.reshape(*{case.x}.shape[:2], -1).",
        ),
    )
    if len(sizes) != 3 or case.says("input", "parts"):
        size = None if None in sizes[1:] else math.prod(sizes[1:])
        return one(pictures(case, (received[0], sizes[0], *sizes[1:]))) if size else one(batch)
    if case.says("input", "batch"):
        return one(replace(batch, fix=(input_line(sample),)))
    return one(batch, QUESTIONS["input"])


def fed_axes(case: Case, why: Stop) -> Judged:
    """The model got an array with another number of axes than it was built for."""
    expected, received = why["expected"], why["received"]
    sample, x = case.setup.sample, case.setup.X
    if received is None:
        return guess(case, why)
    built = (None, *sample) if sample is not None and len(sample) == 2 else None
    whole = x.shape if x and x.shape else None
    if "unbatched" in case.setup.marks and whole is not None:
        return one(unbatched(case, whole))
    if whole is not None and sample is not None and tuple(sample) == tuple(whole):
        return one(samples_in_input(case, whole, expected))
    if expected == 3 and len(received) == 2:
        return no_time_axis(case, received, built)
    if expected == 3 and len(received) == 1:
        return one(one_axis(case, received))
    if len(received) == expected + 1 and 1 in received[1:]:
        return one(single_axis(case, received, built))
    if expected == 3 and len(received) > 3:
        return one(pictures(case, received))
    return one(other_axes("model", expected, len(received), received))


def single_axis(case: Case, received: Shape, built: Shape | None) -> Diagnosis:
    """An axis of size 1 is one too many."""
    places = [at for at, size in enumerate(received) if size == 1 and at]
    fitting = [
        at
        for at in places
        if built is None
        or all(a in (None, b) for a, b in zip(built[1:], drop(received, at)[1:], strict=True))
    ]
    at = (fitting or places)[0]
    left = drop(received, at)
    index = ", ".join([*(":" for _ in range(at)), "0"])
    return Diagnosis(
        "single_axis",
        "The data have an axis of size 1 too many.",
        expected=f"{axes_count(len(left))}: {tell(left)}",
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis=f"Axis {at}, counted from 0, has size 1 and is one too many.",
        fix=(f"{case.x} = {case.x}[{index}]",),
        fed=named(received, "samples"),
        meant=three(left) if len(left) == 3 else named(left, "samples"),
        details=(f"The shape is then {tell(left)}; no value is lost.",),
    )


def drop(shape: Shape, at: int) -> Shape:
    """Leave one axis out."""
    return (*shape[:at], *shape[at + 1 :])


def unbatched(case: Case, x: Shape) -> Diagnosis:
    """A data set of single samples was never put into batches."""
    sample = case.setup.sample
    extra = ()
    if len(x) == 2:
        extra = (
            f"X {tell(x)} has no time axis either: {case.x}[:, :, None] with Input(({x[1]}, 1)) "
            "if the columns are one quantity at successive times; "
            f"{case.x}[:, None, :] with Input((1, {x[1]})) if each row is one step.",
        )
    if sample is not None and len(x) == 2 and tuple(sample) == tuple(x):
        extra = (*extra, "Input takes the shape of one sample, without the samples.")
    return Diagnosis(
        "unbatched",
        "The data set gives single samples: it was never put into batches.",
        expected="batches: (samples, timesteps, features)",
        received=f"one sample at a time: {tell(x[1:])}",
        axis="The axis of the samples is missing, so the timesteps are taken for it.",
        fix=("train_data = train_data.batch(32)",) if len(x) == 3 else (),
        fed=named(x[1:], "timesteps", "features"),
        meant=named((None, *x[1:]), "samples", "timesteps", "features"),
        details=("from_tensor_slices gives one sample after another; .batch(32) puts them "
                 "together.", *extra),
    )  # fmt: skip


# ---- Between layers -----------------------------------------------------------------------------


def lost_steps(case: Case, node: int, at: int, received: Shape) -> Diagnosis:
    """A recurrent layer hands on its last state alone, where the next one needs every step."""
    layer = edited(case.setup.nodes[at].layer, "return_sequences", True)
    cure = change(case.setup, at, layer)
    before = case.walk.of(case.setup.nodes[at].reads[0])
    return lost(case, layer, received, before[1] if before and len(before) > 1 else None,
                mends=moves_on(cure, node), next_one=case.setup.nodes[node].layer)  # fmt: skip


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
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="The axis of the timesteps got lost: only the last step was handed on.",
        fix=(line(layer),) if mends else (),
        fed=named(received, "samples", "units"),
        meant=three((received[0], count, units)),
        details=(
            "The line is the layer before, written again.",
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
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis=f"{tell(before) if before else 'Three axes'} became {tell(received)} in {name}: the "
        "axis of the timesteps is gone.",
        fix=cures[0].lines if cures else (),
        tried=cures[0].setup if cures else None,
        fed=named(received, "samples", "features"),
        meant=three(before) if before and len(before) == 3 else None,
        details=(
            f"Leave {name} out before a recurrent layer; it belongs after the last one."
            if layer.kind not in POOLS
            else f"{name} makes one step of all. MaxPooling1D(2) keeps half of them; or leave it "
            "out.",
        ),
    )


def flattened(received: Shape) -> Diagnosis:
    """A Flatten or a pooling stands before, by the learner's own word."""
    return Diagnosis(
        "steps_taken",
        "Flatten and pooling over all steps take the axis of the timesteps away.",
        expected=EXPECTED,
        received=f"{axes_count(2)}: {tell(received)}",
        axis="The axis of the timesteps is gone.",
        fed=named(received, "samples", "features"),
        details=(
            "Leave it out before a recurrent layer; it belongs after the last one.",
            "After a pooling, RepeatVector(n) gives the one vector to n steps, where that is "
            "meant.",
        ),
    )


def two_axes(received: Shape) -> Diagnosis:
    """Two axes where three are read, and nothing tells why."""
    n = received[-1] if received[-1] is not None else "n"
    return Diagnosis(
        "two_axes",
        "The layer reads three axes and got two: the axis of the timesteps is missing.",
        expected=EXPECTED,
        received=f"{axes_count(2)}: {tell(received)}",
        axis="Either the data never had timesteps, or the layer before handed on only the last "
        "one.",
        fed=named(received, "samples", "features"),
        details=(
            f"If the input is a table of {n} columns: X[:, None, :] makes each row one step, "
            "windows make several rows one sample.",
            f"If a recurrent layer of {n} units stands before, it needs return_sequences=True.",
            "If Flatten or a pooling stands before, it took the timesteps away.",
        ),
    )


def one_vector(layer: Layer, received: Shape, *, mends: bool = True) -> Diagnosis:
    """RepeatVector gets a sequence where it repeats one vector."""
    return Diagnosis(
        "one_vector",
        "RepeatVector repeats one vector, but the layer before hands on every timestep.",
        expected="two axes: (samples, units)",
        received=f"{axes_count(len(received))}: {tell(received)}",
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
        cures.append(Cure((f"{case.x} = {case.x}[..., 0]",),
                          refed(setup, x[:-1], sample=x[1:-1])))  # fmt: skip
    if len(received) == 4 and why["expected"] == 3:
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
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="All axes after the timesteps have to become one: features."
        if why["expected"] == 3
        else "There is an axis too many.",
        fix=cures[0].lines if cures else (),
        tried=cures[0].setup if cures else None,
        fed=named(received, "samples", "timesteps"),
        details=("Embedding wants whole numbers (samples, timesteps), and adds the features.",)
        if layer.kind == "Embedding"
        else (),
    )


def every_step(case: Case, why: Stop) -> Judged:
    """TimeDistributed got no timesteps."""
    received: Shape = why["received"] or (None, None)
    found = case.walk.stop
    if found and found.kind == "each_step" and found.node is not None:
        at = source(case, found.node, 2)
        layer = case.setup.nodes[at].layer
        if layer.recurrent:
            return one(lost_steps(case, found.node, at, found["received"]))
        if layer.kind != "Input":
            return one(taken_away(case, found.node, at, stop(
                "ndim", expected=3, found=2, received=found["received"])))  # fmt: skip
        return no_time_axis(case, found["received"])
    units = received[-1] or 32
    return one(
        lost(case, Layer("LSTM", {"units": units}), received, next_one=Layer("TimeDistributed"))
    )


def other_axes(layer: str, expected: int, found: int, received: Shape | None) -> Diagnosis:
    """Any other layer got another number of axes."""
    needs = {
        ("ConvLSTM2D", 5): "(samples, timesteps, rows, columns, channels)",
        ("Conv2D", 4): "(samples, rows, columns, channels)",
    }.get((layer, expected), "")
    return Diagnosis(
        "number_of_axes",
        f"The layer {layer} got another number of axes than it reads.".replace("  ", " "),
        expected=axes_count(expected) + (f": {needs}" if needs else ""),
        received=axes_count(found) + (f": {tell(received)}" if received else ""),
        axis="One axis is missing." if found < expected else "There are too many axes.",
        fed=named(received, "samples") if received else None,
        details=(
            "Look at the shape that the layer before gives, model.summary(); the first axis is "
            "the samples.",
            "Input takes the shape of one sample, without the samples or the batch: X.shape[1:].",
        ),
    )


def fed_shape(case: Case, why: Stop) -> Judged:
    """Judge "expected shape …, found shape …", both with the samples."""
    expected, received = why["expected"], why["received"]
    if not expected or not received:
        return (), None
    x = case.setup.X.shape if case.setup.X else None
    if "unbatched" in case.setup.marks and x is not None and len(x) <= len(expected):
        return one(unbatched(case, x))
    if x is not None and tuple(expected[1:]) == tuple(x):
        return one(samples_in_input(case, x, len(x)))
    if len(expected) == 3 and len(received) == 2 and (expected[1] or 0) > MANY_STEPS:
        return one(samples_in_input(case, expected[1:], 3))
    if len(expected) != len(received):
        if len(received) == len(expected) + 1 and 1 in received[1:]:
            return one(single_axis(case, received, expected))
        if len(expected) == 3:
            if len(received) == 2:
                return no_time_axis(case, received, expected)
            if len(received) == 1:
                return one(one_axis(case, received))
            return one(pictures(case, received))
        return one(other_axes("model", len(expected), len(received), received))
    if expected[0] not in (None, received[0]) and not differ(expected, received):
        return one(other_batch(case, expected[0], received[0]))
    if len(expected) == 3:
        turned = (expected[0], expected[2], expected[1])
        if differ(expected, received) and not differ(turned, received):
            return one(swapped(case, expected, received))
        if differ(expected[1:], received[1:]) and expected[2] not in (None, received[2]):
            return one(feature_count(case, received[2], expected[2], expected, received))
        return one(other_steps(case, expected, received))
    return one(feature_count(case, received[-1], expected[-1], expected, received))


def differ(expected: Shape, received: Shape) -> bool:
    """Whether sizes differ where both are known, beside the first one."""
    return any(
        a is not None and b is not None and a != b
        for a, b in zip(expected[1:], received[1:], strict=True)
    )
