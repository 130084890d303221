"""PyTorch takes a table for one sequence, and the batch for time; and what its losses spread."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.ends.labels import labels
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.torch.losses import loss_sizes
from lstmviz.doctor.judging.torch.order import batch_is_time, time_is_batch
from lstmviz.doctor.judging.torch.series import turned_series
from lstmviz.doctor.judging.worded import roles_by_words
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import named, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import agree
from lstmviz.doctor.walking.setup import Layer, stop


def torch_axes(case: Case) -> Judged:
    """Judge what reads X first, if it is a recurrent layer."""
    setup, layer, at = case.setup, case.setup.recurrent, case.recurrent_at
    if not case.torch or layer is None or at is None or layer.kind.endswith("Cell"):
        return NONE
    if (told := turned_series(case, layer, setup.x_shape)) is not None:
        return one(told)
    if "batch_first" in layer.unread:
        return NONE
    shape = case.read
    if shape is None and setup.X and not setup.nodes[at].reads and len(setup.layers) == 1:
        shape = setup.X.shape
    if shape is None or not agree(shape[-1], layer.size("input_size")):
        return NONE
    if len(shape) == 2:
        return two_axes(case, layer, at, shape)
    return NONE if len(shape) != 3 or turned(case, at) else three_axes(case, layer, at, shape)


def two_axes(case: Case, layer: Layer, at: int, shape: Shape) -> Judged:
    """A table is taken for one sequence, unless it is one, or something before made it two axes."""
    x, worded = case.setup.X, roles_by_words(case.text.plain, shape)
    single = x is not None and x.shape == shape and bool(SINGLE & x.marks)
    if worded == ("timesteps", "features") or single or shapes_changed(case, at):
        return NONE  # one sequence, and it is meant so
    if worded[1] == "timesteps" and None not in shape:
        return one(each_row_a_sequence(case, layer, shape))
    return one_long_sequence(case, shape)


def one_long_sequence(case: Case, shape: Shape) -> Judged:
    """A table goes in: its rows become windows, its columns steps, or each row one step."""
    x, (rows, width) = case.x, shape
    fix: tuple[str, ...] = ()
    meant, opens = three((rows, 1, width)), Opening("row", 1)
    if case.says("rows", "ordered"):
        window = case.window(rows)
        fix = (
            f"{x} = {x}.unfold(0, {window}, 1).permute(0, 2, 1)[:-1]",
            f"{case.y} = {case.y}[{window}:]",
        )
        meant, opens = three((None, window, width)), Opening("window", window)
    elif case.says("columns", "sequence"):
        fix = (f"{x} = {x}[:, :, None]",)
        meant, opens = three((rows, width, 1)), Opening("columns", 1)
    elif case.says("rows", "unordered") and case.says("columns", "different"):
        fix = (f"{x} = {x}[:, None, :]",)
    diagnosis = Diagnosis(
        "one_long_sequence",
        "PyTorch takes a table of two axes for one sequence.",
        expected="three axes: (samples, timesteps, features), with batch_first=True",
        received=f"two axes: {tell(shape)}",
        axis="The axis of the samples is missing, so the rows stand on that of the timesteps.",
        fix=fix,
        fed=named(shape, "timesteps", "features"),
        meant=meant,
        happens=f"It runs as one sample of {steps(rows)}: the state goes on from the first row to "
        "the last, and a row's output depends on all rows before it.",
        details=(
            "Right only if the whole table is one sequence, and is meant so.",
            "The fix is for batch_first=True.",
        ),
        silent=True,
        opens=opens,
    )
    asked = QUESTIONS["columns" if "rows" in case.answers else "rows"]
    return one(diagnosis, None if fix else asked)


def three_axes(case: Case, layer: Layer, at: int, shape: Shape) -> Judged:
    """The samples and the timesteps of a batch have changed places, or nothing tells it: ask."""
    worded = roles_by_words(case.text.plain, shape)
    if layer.says("batch_first") is True:
        if worded[:2] != ("timesteps", "samples"):
            return NONE
        found = time_is_batch(case, layer, shape)
        told_ = f"{found.received}, by your words"
        return one(replace(found, received=told_, opens=Opening("window", shape[0] or 24)))
    steps_first = worded[0] == "timesteps" or case.says("axes", "timesteps")
    if steps_first or samples_on(case, shape, 1):
        return NONE
    by_code = takes_last(case, at) or state_told(case, layer, shape)
    batches = "dataloader" in case.setup.marks or case.says("axes", "samples")
    if not (batches or by_code or worded[1] == "timesteps" or samples_on(case, shape, 0)):
        return (), QUESTIONS["axes"]
    more = STATES_TOO if beside(case, at) and COUNTED.search(case.text.plain) else ()
    diagnosis = replace(
        batch_is_time(layer, shape),
        fix=(f"lstm = {line(edited(layer, 'batch_first', True))}",),
        details=("No error is raised, and the output has the shape that one expects.", *more),
        silent=True,
    )
    return one(diagnosis)


def samples_on(case: Case, shape: Shape, axis: int) -> bool:
    """Whether the code, the words or the targets count the samples on one of the first two axes."""
    x, y = case.setup.X, case.setup.y_shape
    roles = x.roles if x and x.shape == shape else ()
    worded = roles_by_words(case.text.plain, shape)
    # A target for each step of one sequence, (timesteps, 1, features), tells as little.
    single = axis == 0 and shape[1] == 1
    by_target = bool(y and y[0] is not None and y[0] == shape[axis] != shape[1 - axis])
    by_target = by_target and not single
    return "samples" in (*roles[axis : axis + 1], worded[axis]) or by_target


# Marks of an array that is one sample of several, or one window.
SINGLE = frozenset({"one_sample", "windows"})


def each_row_a_sequence(case: Case, layer: Layer, shape: Shape) -> Diagnosis:
    """A table whose columns are timesteps, by the text's own words, goes in as features."""
    given, plain = (*shape, 1), replace(layer, written="")
    return Diagnosis(
        "no_feature_axis",
        f"The {shape[1]} timesteps of a row stand where the layer reads its features.",
        expected=f"(samples, timesteps, features) = {tell(given)}, with batch_first=True",
        received=f"two axes: {tell(shape)}",
        axis="The last axis, the features, is missing: one quantity makes it 1.",
        fix=(
            f"{case.x} = {case.x}.unsqueeze(-1)",
            f"lstm = {line(edited(edited(plain, 'input_size', 1), 'batch_first', True))}",
        ),
        fed=named(shape, "samples", "timesteps"),
        meant=three(given),
        happens=f"It runs as one sample: {shape[0]} timesteps of {shape[1]} features.",
        details=("input_size counts the features of one step; the timesteps are told nowhere.",),
        silent=True,
    )


def state_told(case: Case, layer: Layer, shape: Shape) -> bool:
    """Whether the text tells a state of as many samples as the first axis of X counts."""
    units = layer.size("hidden_size")
    wanted = rf"[(\[]\d, ?{shape[0]}, ?{units}[)\]]"
    return None not in (shape[0], units) and re.search(wanted, case.text.plain) is not None


# States that are made for as many samples as the second axis of x counts.
COUNTED = re.compile(r"\.size\(1\)|\.(?:shape|size\(\))\[1\]")
STATES_TOO = (
    "The states have to go with it: x.size(1) counts the timesteps then, and x.size(0) the samples "
    "that they are made for.",
)


def beside(case: Case, at: int) -> bool:
    """Whether states are given to a layer."""
    return len(case.setup.nodes[at].reads) > 1


def labels_beyond(case: Case) -> Judged:
    """A target that the text lists is a class beyond those that the predictions tell apart."""
    nodes = case.setup.nodes
    for node in nodes:
        if node.layer.kind not in ("nn.CrossEntropyLoss", "nn.NLLLoss") or len(node.reads) < 2:
            continue
        output, target = case.walk.of(node.reads[0]) or (), nodes[node.reads[1].node].layer
        count = output[1] if len(output) > 1 else None
        most, plain = target.says("most"), case.text.plain
        if most is None or count is None or "ignore_index" in plain:
            continue
        if most >= count and untouched(plain, target.written):
            return labels(case, stop("label", label=most, classes=count))
    return NONE


def untouched(text: str, name: str) -> bool:
    """Whether a name is given its numbers once, and nothing is reckoned with it or cut of it."""
    if not name.isidentifier():
        return False
    uses = re.findall(rf"\b{name}\b(?!\.(?:long|to|shape|size)\b) *([\[.=+*/%&|<>!-]*)", text)
    return [each for each in uses if each] == ["="]


def spread_loss(case: Case) -> Judged:
    """A loss spreads targets over predictions: PyTorch only warns."""
    for node in case.setup.nodes:
        if node.layer.kind not in NUMBERS or len(node.reads) < 2:
            continue
        output, target = (case.walk.of(each) for each in node.reads[:2])
        if output is None or target is None or not are_spread(output, target):
            continue
        return loss_sizes(case, stop("torch_sizes", output=output, target=target, warns=True))
    output, y = case.walk.of(case.setup.output), case.setup.y_shape
    if case.torch and output and y and output[1:] == y and output[0] != y[0]:
        return loss_sizes(case, stop("torch_sizes", output=output, target=y, warns=True))
    return NONE


def are_spread(output: Shape, target: Shape) -> bool:
    """Whether one of two shapes is spread: it has fewer axes, or one column for several.

    Of a single number each, nothing changes.
    """
    if {*output, *target} <= {1}:
        return False
    if len(output) != len(target):
        return True
    columns = {output[-1:], target[-1:]}
    return len(output) == 2 and output[0] == target[0] and len(columns) == 2 and (1,) in columns


NUMBERS = frozenset({"nn.MSELoss", "nn.L1Loss", "nn.SmoothL1Loss", "nn.HuberLoss"})


def takes_last(case: Case, at: int) -> bool:
    """Whether the text takes out[:, -1] for the last step: it counts the samples first."""
    for node in case.setup.nodes:
        parts = node.layer.says("parts") if node.layer.kind == "index" else None
        if isinstance(parts, tuple) and len(parts) > 1 and node.reads[0].node == at:
            return parts[0] == slice(None) and parts[1] == -1
    return False


def turned(case: Case, at: int) -> bool:
    """Whether axes were moved before a layer, in forward or before it."""
    setup = case.setup
    if setup.X and "turned" in setup.X.marks:
        return True
    return any(node.layer.kind in ("permute", "transpose") for node in setup.nodes[:at])


def shapes_changed(case: Case, at: int) -> bool:
    """Whether something before a layer took an axis away: then it is no table."""
    kinds = ("index", "squeeze", "reshape", "reduce", "flatten")
    return any(node.layer.kind in kinds for node in case.setup.nodes[:at])
