"""PyTorch: a cell, which reads one step, was built for other features than it gets."""

import ast
import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.states.attending import BY_LINE
from lstmviz.doctor.reading.texts.raising import calls_in
from lstmviz.doctor.saying.wording import features, named, tell
from lstmviz.doctor.walking.setup import Layer

# A loop over the sizes of an axis, or as many times as is told.
LOOP = r"\bfor +{} +in +t?range\( *(?:\w+\.(?:size\( *(-?\d) *\)|shape\[ *(-?\d) *\])|(\d+)) *\)"


def features_as_steps(case: Case, got: int, built: int) -> Diagnosis | None:
    """A loop over the timesteps takes x[:, :, t], one feature at all of them; None if unsure."""
    setup, X = case.setup, case.setup.X
    cells = [node for node in setup.nodes if node.layer.kind.endswith("Cell") and node.reads]
    if len(cells) != 1:
        return None
    read = setup.nodes[cells[0].reads[0].node]
    if read.reads:
        x, shape = setup.nodes[read.reads[0].node].layer.written, case.walk.of(read.reads[0])
        cut = read.layer.written
    else:
        # Of an array that is told whole the slice is taken as it is read.
        x, shape = read.layer.written, X.shape if X and X.name == read.layer.written else None
        found = re.search(rf"\b{re.escape(x)}(\[[^\[\]\n]{{1,40}}\])", case.text.plain)
        cut = found[1] if found and shape else ""
    taken = LAST_AXIS.fullmatch(cut)
    if taken is None or not x.isidentifier() or (shape is not None and len(shape) != 3):
        return None
    turn = taken["turn"]
    loop = re.search(LOOP.format(turn), case.text.plain)
    if loop is None:
        return None
    axis = int(loop[1] or loop[2]) % 3 if loop[1] or loop[2] else None
    if axis is None and shape is not None and shape[:2].count(int(loop[3])) == 1:
        axis = shape.index(int(loop[3]))
    if axis not in (0, 1) or (shape is not None and shape[1:] != (got, built)):
        return None
    step = f"{x}[:, {turn}]" if axis else f"{x}[{turn}]"
    return Diagnosis(
        "feature_as_step",
        f"{x}{taken[0]} takes one feature at every timestep; the cell reads one timestep, "
        f"{step}.",
        expected=f"two axes: (samples, {built})",
        received=f"two axes: {tell(tuple(shape[:2]) if shape else (None, got))}",
        axis=f"The loop counts axis {axis}, the timesteps; {turn} stands on axis 2, the features.",
        basis="" if shape is not None else BY_LOOP,
        fed=named((shape[0] if shape else None, got), "?", "?"),
        meant=named((shape[1 - axis] if shape else None, built), "samples", "features"),
        details=(f"In the loop: the cell gets {step} in place of {x}{taken[0]}. The sizes of the "
                 "cell stay as they are.",),
    )  # fmt: skip


# The variable of a loop on the last of three axes.
LAST_AXIS = re.compile(r"\[(?::, ?:|\.\.\.), ?(?P<turn>[a-z_]\w{0,20})\]")
BY_LOOP = "Likely, by the loop in the text: the shape of what it goes over is not told."


def cell_features(case: Case, got: int, built: int, node: int | None) -> Diagnosis:
    """A cell was built for another number of features than the step that it reads has."""
    at, setup = node, case.setup
    if at is None:
        kinds = [place for place, each in enumerate(setup.nodes) if "Cell" in each.layer.kind]
        at = kinds[0] if len(kinds) == 1 else None
    usual = Layer("nn.LSTMCell", {"input_size": got, "hidden_size": 32})
    layer = setup.nodes[at].layer if at is not None else None
    sized = edited(replace(layer, written=""), "input_size", got) if layer else usual
    calls = [call for call in calls_in(case.text.raising) if call.args]
    cells = [call for call in calls if ast.unparse(call.func).lower().endswith("cell")]
    given = ast.unparse(cells[0].args[0]) if cells else ""
    joined = If(
        "If what goes in is joined of parts, as an embedding and a context, input_size is the sum "
        f"of their widths, here {got}.",
        (line(sized),),
    )
    return Diagnosis(
        "feature_count",
        f"The cell was built for {features(built)}, and what it reads has {got}.",
        basis=BY_LINE if given else "",
        expected=f"two axes: (samples, {built})",
        received=f"two axes: (samples, {got})" + (f", in {given}" if given else ""),
        axis="The last axis, the features, has another size than the weights.",
        fix=(line(sized),) if layer else (),
        fed=named((None, got), "samples", "features"),
        meant=named((None, built), "samples", "features"),
        details=(joined, "A cell that is trained already wants the widths that it was trained "
                 "with: which part has grown or shrunk?"),
    )  # fmt: skip
