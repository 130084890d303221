"""PyTorch: recurrent layers on one another, and how many of them."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.wording import named, steps, tell

# More layers than that nobody stacks: such a number counts something else.
MANY_LAYERS = 8


def layers_for_steps(case: Case) -> Judged:
    """Judge a layer of as many layers as X has timesteps."""
    layer = case.setup.recurrent
    count = layer.size("num_layers") if layer is not None and case.torch else None
    shape = case.read
    if layer is None or count is None or count <= MANY_LAYERS or count not in (shape or ())[:2]:
        return NONE
    return one(
        Diagnosis(
            "layers_for_steps",
            f"num_layers is {count}: as many layers stand on one another as X has timesteps.",
            expected="num_layers of 1 or 2",
            received=f"num_layers={count}, X {tell(shape or ())}",
            axis="The timesteps are told nowhere: the layer reads as many as X has.",
            happens="It runs, slowly, and so deep a stack hardly learns.",
            details=("The third number of nn.LSTM(input_size, hidden_size, num_layers) counts "
                     f"layers: {line(edited(replace(layer, written=''), 'num_layers', 1))}.",),
            silent=True,
        )
    )  # fmt: skip


def steps_taken(case: Case) -> Judged:
    """Judge a recurrent layer that reads the last step of another as a sequence of samples."""
    nodes = case.setup.nodes
    for node in nodes if case.torch else ():
        index = nodes[node.reads[0].node] if node.layer.recurrent and node.reads else None
        if index is None or index.layer.kind != "index" or not index.reads:
            continue
        before = nodes[index.reads[0].node].layer
        shape = case.walk.of(node.reads[0])
        if not before.recurrent or index.reads[0].part or shape is None or len(shape) != 2:
            continue
        at = node.reads[0].node
        return one(
            Diagnosis(
                "steps_taken",
                "The second recurrent layer gets the last step of the first alone, and reads its "
                "samples as timesteps.",
                expected="every step: three axes",
                received=f"two axes: {tell(shape)}",
                axis=f"{index.layer.written} takes the axis of the timesteps away between the two.",
                tried=case.setup.left_out(at),
                fed=named(shape, "samples", "units"),
                happens=f"It runs as one sequence of {steps(shape[0])}: one sample into the next.",
                details=(f"Leave {index.layer.written} out between the two layers; behind the last "
                         "one it takes the last step.",),
                silent=True,
            )
        )  # fmt: skip
    return NONE


# A view that keeps the samples, and puts all else into one row.
ROWS = re.compile(
    r"\.(?:view|reshape)\((?:\w+\.size\(0\)|\w+\.shape\[0\]|len\(\w+\)|batch\w*|bs|\d+), ?-1\)|"
    r"\bflatten\((?:\w+, ?)?(?:start_dim ?= ?)?1\)|\bFlatten\(\)"
)
SIZES = re.compile(r"\b(\d{1,5})(?:, ?| ?[x×*] ?)(\d{1,5})\b")


def read_as_one(case: Case) -> Diagnosis | None:
    """Two axes go into a recurrent layer, and what it gives is indexed as if they were three."""
    stop, nodes = case.walk.stop, case.setup.nodes
    if not case.torch or stop is None or stop.kind != "indices" or stop.node is None:
        return None
    read = nodes[stop.node].reads[0]
    layer = nodes[read.node].layer
    shape = case.walk.of(nodes[read.node].reads[0]) if layer.recurrent else None
    given = case.walk.of(read)
    if shape is None or len(shape) != 2 or read.part or given is None or len(given) != 2:
        return None
    first, parts = layer.says("batch_first") is True, nodes[stop.node].layer.says("parts")
    steps_at = parts[int(first) :][:1] if isinstance(parts, tuple) else ()
    if "batch_first" in layer.unread or steps_at != (-1,):
        return None  # The index takes no last step: it may count the samples first all the same.
    entered = nodes[nodes[read.node].reads[0].node].layer
    x = entered.written if entered.written.isidentifier() else case.x
    one_sample, one_step = (f"{x}[None]", f"{x}[:, None]")[:: 1 if first else -1]
    made = re.search(rf"(?m)^[ \t]*{re.escape(x)} = (.{{1,200}})", case.text.plain)
    rows = ROWS.search(made[1]) if made else None
    pairs = {(int(a), int(b)) for a, b in SIZES.findall(case.text.plain)}
    cut = {pair for pair in pairs if 1 not in pair and pair[0] * pair[1] == shape[1]}
    steps_, width = next(iter(cut)) if len(cut) == 1 else ("timesteps", "features")
    order = f"{x}.view(-1, {steps_}, {width})" if first else "(timesteps, samples, features)"
    return Diagnosis(
        "read_as_one",
        f"{layer.written} reads the two axes {tell(shape)} as one sequence of {steps(shape[0])}, "
        "without samples.",
        expected="three axes: (samples, timesteps, units)"
        if first
        else "three axes: (timesteps, samples, units)",
        received=f"two axes: {tell(given)}",
        axis=f"{rows[0].lstrip('.')} leaves no axis of timesteps."
        if rows
        else "The axis of the samples, or that of the timesteps, is missing.",
        fix=(f"{x} = {one_step}",) if rows else (),
        fed=named(shape, "?", "features"),
        details=(
            f"The line makes each sample a sequence of one step, of {shape[1]} features.",
            f"To read the samples as sequences, leave them three axes: {order}, with "
            f"input_size={width}.",
        )
        if rows
        else (
            If("If its rows are the timesteps of one sample: {}.", (f"{x} = {one_sample}",)),
            If("If each row is one step of a sample of its own: {}.", (f"{x} = {one_step}",)),
        ),
    )  # fmt: skip
