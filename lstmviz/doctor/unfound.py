"""What is said where nothing was found: what was not read, or that nothing wrong is seen."""

import ast
import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.silent.pairing import checks
from lstmviz.doctor.judging.silent.torch import turned
from lstmviz.doctor.reading.texts.leftover import complaints, leftover, sentences, shortened
from lstmviz.doctor.reading.texts.text import Text
from lstmviz.doctor.saying.wording import axes_count, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import compares_numbers
from lstmviz.doctor.walking.refusals import undecided
from lstmviz.doctor.walking.setup import Layer, Setup, Walk, part_of
from lstmviz.doctor.walking.walk import known
from lstmviz.doctor.walking.words import strange

# What an error says behind its own name: what else a text holds, as its code, is no message.
SPOKEN = re.compile(
    r"^[^\n]{0,200}?(?:Error|Exception|Warning|[Ii]nvalid argument) ?:[ \t]{0,9}\n?"
    r"([^\n]{1,2000})$",
    re.MULTILINE,
)
# Where a sentence ends within a line.
END = re.compile(r"(?<=[.!?;]) ")
RAISED = re.compile(r"(?:Error|Exception)\b|\bTraceback\b")
# What is left of a message whose end was cut off.
EXPECTS = re.compile(r"expected (?:min_|max_)?ndim=(\d)\b", re.ASCII)
CUT_OFF = (
    "The last line of the message, which says what is wrong, is not in the text: add it, with "
    "X.shape and y.shape."
)
LAST_LINES = "Look at the last line of your own code in the traceback"
NO_MESSAGE = (
    "It is no message that I recognise, and holds no layers or shapes: add X.shape, y.shape "
    "and the lines that build the model."
)
# Arguments of PyTorch's layers that another layer's have to agree with.
WIDTHS = frozenset({"hidden_size", "in_channels", "in_features", "input_size", "num_features"})

# Arguments whose values change no shape.
NO_SIZES = frozenset({"activation", "bias", "dropout", "name", "nonlinearity", "p", "rate",
                      "recurrent_dropout", "weights"})  # fmt: skip


def unread_parts(setup: Setup, found: Walk) -> str:
    """Name what could not be read or walked; "" if all was."""
    others = [layer.written or "a layer" for layer in setup.layers if not known(setup, layer.kind)]
    printed = [layer.says("called") for layer in setup.layers if layer.kind == "Printed"]
    others += [f"more of {name} than the shape it gives" for name in printed]
    if others:
        return ", ".join(others[:3])
    if "outputs" in setup.marks:
        return "the model's other outputs"
    if setup.several:
        if setup.torch and not any(node.reads for node in setup.nodes):
            return "how the layers are called"
        return "which of several models or inputs is meant"
    for layer in setup.layers:
        if names := strange(layer):
            return f"what {names[0]} is in {layer.written or layer.kind}"
    for node, shape in zip(setup.nodes, found.shapes, strict=False):
        entered = [setup.nodes[each.node].layer.kind == "Input" for each in node.reads]
        if shape is None and entered and all(entered) and not node.layer.unread:
            return "the shape that goes in"
        if shape is None and node.layer.kind != "Input":
            return untold(setup) or f"{node.layer.written or 'a layer'} whole"
    told = [node.layer.says("state") or shape is not None
            for node, shape in zip(setup.nodes, found.shapes, strict=False)]  # fmt: skip
    if not all(told) or not told:
        return "the shape that goes in"
    if positive(setup):
        return "whether the targets go below 0, where the relu of the last layer gives nothing"
    return " and ".join(dict.fromkeys(setup.gaps.values())) or open_part(setup, found)


def positive(setup: Setup) -> bool:
    """Whether a relu ends a model whose loss compares numbers: what y holds decides of it."""
    last = setup.layers[-1] if setup.layers and not setup.torch else None
    relu = last is not None and last.kind == "Dense" and last.says("activation") == "relu"
    return relu and compares_numbers(setup.loss)


def open_part(setup: Setup, found: Walk) -> str:
    """Name the first layer that leaves a size open which went in told; "" if there is none."""
    for at, node in enumerate(setup.nodes):
        axes = (part_of(found.shapes[at], None) or ())[1:]
        # Keras makes the weights of a layer for whatever units the one before has.
        counted = axes if setup.torch or at == len(setup.nodes) - 1 else axes[:-1]
        wide = setup.torch and bool(node.layer.unread & WIDTHS)
        if node.layer.kind == "Input" and "shape" in node.layer.unread:
            return untold(setup) or "the shape that goes in"
        if node.layer.unread and (None in counted or wide):
            return untold(setup) or f"{node.layer.written or 'a layer'} whole"
    return ""


def untold(setup: Setup) -> str:
    """Name the sizes that layers are made of by names alone; "" where something else is unread."""
    names: list[str] = []
    layers = [node.layer for node in setup.nodes if "Dropout" not in node.layer.kind]
    for layer in (each for each in layers if each.unread or each.words):
        if layer.kind == "Input" and "(" not in layer.written:
            continue  # its first layer's own argument
        found = named_sizes(layer)
        if not found or undecided(layer):
            return ""
        names += found
    told = list(dict.fromkeys(names))[:4]
    if not told:
        return ""
    return f"the numbers of {', '.join(told)}, which are not in the text"


def named_sizes(layer: Layer) -> list[str]:
    """Give the names in a layer's call that stand where numbers would; [] for any other call."""
    try:
        call = ast.parse(layer.written, mode="eval").body
    except (SyntaxError, ValueError):
        return []
    if not isinstance(call, ast.Call):
        return []
    given = [*call.args, *(word.value for word in call.keywords if word.arg not in NO_SIZES)]
    return [each for value in given for each in names_in(value)]


def names_in(node: ast.expr) -> list[str]:
    """Give the sizes in an expression that are called by a name: "units", "X.shape[1]"."""
    if isinstance(node, ast.Name):
        return [node.id] if node.id != "self" else []
    shape = isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(".shape")
    length = isinstance(node, ast.Call) and ast.unparse(node.func) == "len"
    if shape or length:
        return [ast.unparse(node)]
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self":
        return [node.attr]
    parts = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
    return [name for part in parts for name in names_in(part)]


def unread_words(read: Text) -> str:
    """Quote the first question in words, else what is neither code nor shapes, or complains."""
    words = leftover(read.plain) or complaints(read.plain)
    asks = [each for each in sentences(read.plain) if each.rstrip().endswith("?")]
    asked = shortened(END.split(asks[0])[-1].strip()) if asks else ""
    return f"your words “{asked or words[0]}”" if words else ""


def nothing_seen(case: Case) -> Diagnosis:
    """Say honestly that nothing wrong can be seen, and what to check."""
    shape = case.shape
    axes = three(shape)
    at = case.recurrent_at
    if case.torch and axes and at is not None:
        first = case.setup.nodes[at].layer.says("batch_first") is True
        if not first and not turned(case, at):
            axes = named(axes.shape, "timesteps", "samples", "features")
    elif shape is not None and axes is None:
        axes = named(shape, *(("rows", "columns") if len(shape) == 2 else ("samples",)))
    to_check = [
        *checks(case),
        "Is the split in time, and the scaler fitted on the training rows alone?",
    ]
    y = case.setup.y.shape if case.setup.y else None
    if not case.coded and not case.torch and axes and (end := ending(axes.shape, y)):
        to_check.insert(0, f"{end}.")
    if case.setup.X is None and not entered(case):
        to_check.insert(0, "The shape of X is not in the text: compare it with the model's.")
    output = predicted(case)
    return Diagnosis(
        "nothing_seen",
        "Nothing wrong can be seen from this.",
        received="" if output is None else f"predictions {tell(output)}",
        fed=axes,
        details=tuple(to_check),
        evidence="silent",
    )


def entered(case: Case) -> bool:
    """Whether code itself makes what goes in, of a shape that is told."""
    first = next(iter(case.setup.inputs), None)
    return first is not None and isinstance(case.setup.nodes[first].layer.says("whole"), tuple)


def predicted(case: Case) -> Shape | None:
    """Give the shape of the predictions: what a loss reads first, where a loss is a node itself."""
    for node in case.setup.nodes:
        if node.layer.kind.endswith("Loss") and node.reads:
            return case.walk.of(node.reads[0])
    return case.walk.of(case.setup.output)


def not_known(read: Text, *, coded: bool) -> str:
    """Say that nothing is known: which message, and the one thing that would help."""
    if not read.tight:
        return "There is nothing to read yet: paste an error message, code, or shapes."
    spoken = [each.strip() for each in SPOKEN.findall(read.plain) if each.strip()]
    if spoken:
        quoted = shortened(spoken[-1])
        more = "and add X.shape just before it" if coded else "and add it, with X.shape"
        axes = EXPECTS.search(spoken[-1])
        said = f" A layer reads {axes_count(int(axes[1]))}, and got another number." if axes else ""
        return f"I do not know this one: “{quoted}”.{said} {LAST_LINES}, {more}."
    return f"I do not know this one. {CUT_OFF if RAISED.search(read.plain) else NO_MESSAGE}"


def ending(x: Shape, y: Shape | None) -> str:
    """Say which end of a model goes with targets, as far as their axes tell; else ""."""
    if y is None or len(x) != 3 or len(y) not in (1, 2, 3) or x[0] != y[0]:
        return ""
    units = y[-1] if len(y) > 1 else 1
    if len(y) == 3 and y[1] == x[1]:
        return (
            f"y {tell(y)} has {units} number{'' if units == 1 else 's'} at each of its steps, so "
            f"every recurrent layer keeps them, return_sequences=True, and a Dense({units}) ends "
            "the model"
        )
    if y[1:] == x[1:2]:
        return ""  # as many numbers as steps: either at each, or all at once
    return (
        f"y {tell(y)} has {units} number{'' if units == 1 else 's'} for each sample, so the last "
        f"recurrent layer answers once and a Dense({units}) ends the model"
    )
