"""What a model lets through on its way: one number for each sample, one unit in place of a step."""

import ast
import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged
from lstmviz.doctor.judging.mending import leave_out
from lstmviz.doctor.judging.torch.axes import lengths
from lstmviz.doctor.reading.naming import ONE_STATE
from lstmviz.doctor.saying.wording import named, rewritten, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Array, Layer, Node, Symbol, stop

# Layers that leave each number where it is.
PASSES = frozenset({"Activation", "BatchNormalization", "Dropout", "LeakyReLU", "ReLU"})
RECURRENT_NAME = re.compile(r"(?:^|[._])(?:bi)?(?:lstm|gru|rnn)\d{0,2}$", re.IGNORECASE)


def one_number_left(case: Case) -> Judged:
    """A Dense(1) within a chain: all that follows is made of that one number."""
    setup = case.setup
    if case.torch or not setup.sequential:
        return NONE
    for at, node in enumerate(setup.nodes):
        layer = node.layer
        if layer.kind != "Dense" or layer.size("units") != 1 or at == len(setup.nodes) - 1:
            continue
        after = next((n for n in setup.nodes[at + 1 :] if n.layer.kind not in PASSES), None)
        if after is None or after.layer.kind != "Dense" or after.layer.size("units") == 1:
            continue
        shape = case.walk.of(Symbol(at))
        count = after.layer.size("units")
        cure = leave_out(setup, at)
        return (
            Diagnosis(
                "one_number_left",
                f"{rewritten(layer)} within the model leaves one number for each sample.",
                expected="a head alone: as many units as are predicted",
                received=tell(shape) if shape else "one number",
                fix=cure.lines if not cure.lines[0].startswith("#") else (),
                tried=cure.setup if not cure.lines[0].startswith("#") else None,
                happens=f"The {count or ''} units after it are all made of that one number: "
                "whatever the layer before has found out, no more gets through.".replace("  ", " "),
                details=("Leave it out, with the activation that belongs to it.",),
                silent=True,
            ),
        ), None
    return NONE


def unit_for_step(case: Case) -> Judged:
    """out[:, :, -1] of a recurrent layer takes its last unit, not the last step."""
    setup = case.setup
    for at, node in enumerate(setup.nodes):
        parts = node.layer.says("parts")
        if node.layer.kind != "index" or not isinstance(parts, tuple) or not node.reads:
            continue
        read = setup.nodes[node.reads[0].node]
        whole = parts[:2] == (slice(None), slice(None)) and parts[2:] == (-1,)
        if not whole or node.reads[0].part or not gives_steps(read):
            continue
        return (of_unit(case, at, read),), None
    return NONE


def sample_for_step(case: Case) -> Judged:
    """out[-1] of a layer with batch_first takes the last sample; out.mean(0) averages them."""
    setup = case.setup
    for at, node in enumerate(setup.nodes):
        parts = node.layer.says("parts") if node.layer.kind == "index" else None
        picks = isinstance(parts, tuple) and parts[:1] == (-1,) and whole_axes(parts[1:])
        joins = node.layer.kind == "reduce" and node.layer.says("dim") == 0
        if not (picks or joins) or not node.reads:
            continue
        layer, shape = setup.nodes[node.reads[0].node].layer, case.walk.of(node.reads[0])
        first = layer.kind in RECURRENT and layer.says("batch_first") is True
        used = any(each.node == at for other in setup.nodes for each in other.reads)
        if not first or node.reads[0].part or not used or shape is None or len(shape) != 3:
            continue
        if shape[0] == 1:
            continue
        if joins:
            return (samples_joined(case, at, shape),), None
        mended = replace(node.layer, arguments={"parts": (slice(None), -1)}, written="[:, -1]")
        return (
            Diagnosis(
                "sample_for_step",
                f"With batch_first=True {node.layer.written or '[-1]'} takes the last sample, at "
                "all of its steps, not the last step.",
                expected=f"the last step: {tell((shape[0], shape[2]))}",
                received=f"the last sample: {tell(shape[1:])}",
                axis="The first axis counts the samples, the second the timesteps.",
                fix=("last = out[:, -1]",),
                tried=setup.changed(at, mended),
                fed=named(shape, "samples", "timesteps", "units"),
                happens="It runs, and all samples of the batch but one are thrown away.",
                details=("`out` stands for what the layer gives, `last` for what is made of it.",),
                silent=True,
            ),
        ), None
    return NONE


def whole_axes(parts: tuple[object, ...]) -> bool:
    """Whether an index takes all of the axes that it names."""
    return all(part == slice(None) for part in parts)


def samples_joined(case: Case, at: int, shape: Shape) -> Diagnosis:
    """Say that a mean, or the like, goes along the samples of the batch."""
    layer = case.setup.nodes[at].layer
    words = {**layer.arguments, "dim": 1}
    return Diagnosis(
        "samples_joined",
        f"{layer.written} goes along the samples: one result for the whole batch at each timestep.",
        expected=f"along the timesteps, dim=1: {tell((shape[0], shape[2]))}",
        received=tell(shape[1:]),
        axis="With batch_first=True axis 0 counts the samples, axis 1 the timesteps.",
        tried=case.setup.changed(at, replace(layer, arguments=words)),
        fed=named(shape, "samples", "timesteps", "units"),
        happens="It runs, and the samples of the batch are mixed into one.",
        details=("dim=1 in that line goes along the timesteps of each sample.",),
        silent=True,
    )


# PyTorch's recurrent layers.
RECURRENT = frozenset({"nn.LSTM", "nn.GRU", "nn.RNN"})


def gives_steps(node: Node) -> bool:
    """Whether a node is a recurrent layer, by its class or by what the text calls it."""
    return node.layer.recurrent or bool(RECURRENT_NAME.search(node.layer.written))


def of_unit(case: Case, at: int, read: Node) -> Diagnosis:
    """Say that a unit of every step was taken, and how the last step is."""
    setup = case.setup
    known = read.layer.recurrent and "batch_first" not in read.layer.unread
    first = not case.torch or read.layer.says("batch_first") is True
    parts = (slice(None), -1) if first else (-1,)
    tried = setup.changed(at, replace(setup.nodes[at].layer, arguments={"parts": parts}))
    taken = "[:, -1]" if first else "[-1]"
    return Diagnosis(
        "unit_for_step",
        "[:, :, -1] takes the last unit at every step, not the last step.",
        expected="the last step: (samples, units)",
        received="one unit of all steps",
        axis="The third axis counts the units; the steps stand on the "
        + ("second." if known and first else "first." if known else "second or the first."),
        fix=(f"last = out{taken}",) if known else (),
        tried=tried if known else None,
        fed=named((None, None, None), "samples", "timesteps", "units") if first else None,
        happens="It gives a number for each step: a Linear after it runs only if it was built for "
        "as many as there are steps, and sees a single unit.",
        details=("The last step is out[:, -1] with batch_first=True, and out[-1] without it.",)
        if not known
        else (),
        silent=True,
    )


def few_lengths(case: Case) -> Judged:
    """A packing gets another number of lengths than it counts samples."""
    for node in case.setup.nodes:
        layer = node.layer
        shape = case.walk.of(node.reads[0]) if layer.kind == "pack" and node.reads else None
        count = layer.says("count")
        if shape is None or len(shape) < 2 or not isinstance(count, int):
            continue
        batch = shape[0 if layer.says("first") is True else 1]
        if batch is None or batch == count:
            continue
        packed = re.search(r"\((\w{1,40}),", layer.written)
        name = packed[1] if packed else case.setup.nodes[node.reads[0].node].layer.written
        array = Array(shape, ("?",) * len(shape), name=name)
        named_case = replace(case, setup=replace(case.setup, fed=(array,)))
        found = lengths(named_case, stop("lengths", got=count, batch=batch))[0][0]
        return (
            replace(
                found,
                happens="With enforce_sorted=False no error comes here: it packs "
                f"{count} samples alone.",
            ),
        ), None
    return NONE


MODES = ("concat", "sum", "mul", "ave")


def merge_modes(case: Case) -> Judged:
    """A Bidirectional joins its directions in a way that there is not: Keras refuses it."""
    for node in case.setup.nodes:
        mode = node.layer.arguments.get("merge_mode")
        if node.layer.kind != "Bidirectional" or not isinstance(mode, str) or mode in MODES:
            continue
        return (
            Diagnosis(
                "merge_mode",
                f"Bidirectional joins its two directions by {', '.join(MODES[:-1])} or "
                f"{MODES[-1]}; “{mode}” is none of them.",
                expected=", ".join(MODES),
                received=mode,
                details=(
                    "concat, the usual one, gives 2 × units; the others give as many as one: "
                    'merge_mode="sum" adds both.',
                ),
            ),
        ), None
    return NONE


PAIR = re.compile(r"(?<!\w)\w{1,40} ?, ?\((\w{1,40}) ?, ?(\w{1,40})\) ?= ?(?P<name>[\w.]{1,60})\(")


def called(line: str) -> str:
    """Give the call that a line begins with; "" where it is more, or not whole."""
    try:
        value = ast.parse(line.partition("#")[0].strip(), mode="eval").body
    except SyntaxError:
        return ""
    return ast.unparse(value) if isinstance(value, ast.Call) else ""


def pair_of_one(case: Case) -> Judged:
    """output, (h, c) = gru(x): a GRU gives h alone, and it is h that is taken apart."""
    kind = next((each for each in ONE_STATE if f"{each}'s h apart" in case.setup.marks), "")
    layers = (each for each in case.setup.layers if each.kind == kind)
    layer, text = next(layers, Layer(kind)), case.text.plain if kind else ""
    for found in PAIR.finditer(text):
        here = text[found.start("name") :].split("\n")[0]
        both = layer.says("bidirectional") is True or layer.size("num_layers") == 2
        return (
            Diagnosis(
                "pair_of_one",
                f"{kind} gives (output, h): there is no c, and the pair takes h itself apart.",
                expected="output, h = …",
                received=found[0].rstrip("("),
                axis="The first axis of h counts layers × directions: taken apart, each part is "
                "(samples, units).",
                fix=(f"output, {found[1]} = {called(here) or found['name'] + '(x)'}",),
                happens="h has two layers or directions here, so it runs, and each name holds one "
                "of them."
                if both
                else "It runs only where h has two layers or directions.",
                details=("Of an LSTM alone the second is a pair: output, (h, c) = lstm(x).",),
                silent=True,
            ),
        ), None
    return NONE
