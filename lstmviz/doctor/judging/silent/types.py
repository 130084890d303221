"""PyTorch: numbers of another type than the weights, and the last step of what was padded."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.silent.torch_heads import maker
from lstmviz.doctor.saying.wording import tell, with_argument

# What makes the weights float64 too, or all arrays float32.
OTHER_TYPES = re.compile(r"\.double\(\)|set_default_dtype|float64|autocast")


def other_type(case: Case) -> Judged:
    """Judge an array of NumPy's own float64, or of whole numbers, that meets weights of float32."""
    setup = case.setup
    if not case.torch or OTHER_TYPES.search(case.text.plain):
        return NONE
    for node in setup.nodes:
        at = maker(setup.nodes, node.reads[0].node) if node.reads else None
        entered = setup.nodes[at].layer if at is not None else None
        if node.layer.kind == "nn.Embedding" and entered and entered.says("fractions"):
            return one(measured_words(entered.written or case.x))
        weighed = node.layer.recurrent or node.layer.kind in WEIGHED
        mark = next((each for each in TYPES if entered and entered.says(each)), "")
        if not weighed or entered is None or at is None or not mark:
            continue
        name = entered.written or case.x
        return one(
            Diagnosis(
                "torch_dtype",
                f"{name} is {TYPES[mark]}, and the weights of {node.layer.kind} are float32.",
                expected=f"{name} in float32",
                received=TYPES[mark],
                axis="No axis is wrong: it is the type of the numbers.",
                fix=(f"{name} = {name}.float()",),
                tried=setup.changed(at, entered.with_argument(mark, False)),
                details=(
                    "NumPy makes float64. torch.tensor and from_numpy keep the type that the array "
                    "has; torch.tensor(a, dtype=torch.float32) makes another.",
                )
                if mark == "double"
                else (
                    "An Embedding reads whole numbers, such as those of words; a recurrent layer "
                    "reads measured values.",
                ),
            )
        )
    return NONE


def measured_words(name: str) -> Diagnosis:
    """An Embedding reads numbers with a decimal point."""
    return Diagnosis(
        "torch_index_dtype",
        f"{name} holds numbers with a decimal point, and an Embedding reads whole numbers.",
        expected="whole numbers (int64), such as those of words",
        received="float32",
        axis="No axis is wrong: it is the type of the numbers.",
        details=(
            "Measured values go into the recurrent layer without an Embedding: (samples, "
            "timesteps, features).",
            f"Numbers of words that stand there as floats: {name}.long().",
        ),
    )


# Losses that read class numbers, and those that compare numbers with a decimal point.
OF_CLASSES = frozenset({"nn.CrossEntropyLoss", "nn.NLLLoss"})
OF_SHARES = frozenset({"nn.BCELoss", "nn.BCEWithLogitsLoss"})


def target_type(case: Case) -> Judged:
    """Judge targets of another type than their loss reads."""
    setup, found = case.setup, case.walk
    for node in setup.nodes:
        kind = node.layer.kind
        if kind not in OF_CLASSES | OF_SHARES or len(node.reads) < 2:
            continue
        at = node.reads[1].node
        y = setup.nodes[at].layer
        output, target = found.of(node.reads[0]), found.of(node.reads[1])
        alike = output is None or target is None or len(output) == len(target)
        name, loss = y.written or case.y, kind.removeprefix("nn.")
        if kind == "nn.CrossEntropyLoss" and output == target and y.says("whole_numbers"):
            return one(numbers_for_shares(name))
        whole_ = kind in OF_CLASSES
        mark, to, method = (
            ("fractions", "whole numbers (int64)", "long")
            if whole_
            else ("whole_numbers", "numbers with a decimal point (float32)", "float")
        )
        if not y.says(mark) or (whole_ and alike):
            continue
        return one(
            Diagnosis(
                "torch_long" if whole_ else "float_targets",
                f"{loss} reads targets as {to}, and {name} holds others.",
                expected=f"{name} as {to}",
                received="float32" if whole_ else "int64",
                axis="No axis is wrong: it is the type of the numbers.",
                fix=(f"{name} = {name}.{method}()",),
                tried=setup.changed(at, y.with_argument(mark, False)),
                details=("For a quantity instead of a class the loss is nn.MSELoss().",)
                if whole_
                else ("Class numbers of several classes stay as they are, for CrossEntropyLoss.",),
            )
        )
    return NONE


def numbers_for_shares(name: str) -> Diagnosis:
    """CrossEntropyLoss gets class numbers of the very shape of the predictions."""
    return Diagnosis(
        "class_shares",
        f"The predictions have the very shape of {name}, so CrossEntropyLoss takes {name} for "
        "shares of the classes.",
        expected="predictions (samples, classes) for class numbers (samples,)",
        received=f"predictions of the shape of {name}",
        axis=f"The predictions miss the axis of the classes, or {name} has one too many.",
        details=(
            f"Where {name} holds class numbers, the model has to keep one score for each class, "
            f"and {name} has one axis less.",
            "For a quantity instead of a class the loss is nn.MSELoss().",
        ),
    )


TYPES: Mapping[str, str] = MappingProxyType({"double": "float64", "whole_numbers": "int64"})
WEIGHED = frozenset({"nn.Conv1d", "nn.GRUCell", "nn.LSTMCell", "nn.Linear", "nn.RNNCell"})


def shorter_padded(case: Case) -> Judged:
    """Judge an output that was padded again to fewer steps than went in."""
    setup, end = case.setup, case.walk.of(case.setup.output)
    packs = [node for node in setup.nodes if node.layer.kind == "pack"]
    ends = [node.layer for node in setup.nodes if node.layer.kind == "padded"]
    before = case.walk.of(packs[0].reads[0]) if packs and ends and packs[0].reads else None
    if before is None or end is None or len(end) != 3 or ends[-1].says("sizes"):
        return NONE
    at = 1 if ends[-1].says("first") is True else 0
    steps, left = before[1 if packs[0].layer.says("first") is True else 0], end[at]
    if steps is None or left is None or left >= steps:
        return NONE
    return one(
        Diagnosis(
            "shorter_padded",
            f"pad_packed_sequence pads to the longest length, {left}: of {steps} timesteps {left} "
            "come out.",
            expected=tell((*end[:at], steps, *end[at + 1 :])),
            received=tell(end),
            axis="The axis of the timesteps is shorter than that of what went in.",
            happens="It runs. A mask or targets of all steps do not fit the output any more.",
            details=(
                f"pad_packed_sequence(…, total_length={steps}) gives all steps, with zeros behind.",
                "Else cut masks and targets to the same steps.",
            ),
            silent=True,
        )
    )


def padded_turned(case: Case) -> Judged:
    """Judge sequences that are packed with the samples first, and padded without."""
    nodes = case.setup.nodes
    first = any(n.layer.kind == "pack" and n.layer.says("first") is True for n in nodes)
    ends = [at for at, n in enumerate(nodes)
            if n.layer.kind == "padded" and n.layer.says("first") is not True]  # fmt: skip
    moves = {"index", "permute", "transpose", "reduce", "move"}
    read = [n.layer.kind for n in nodes for each in n.reads if each.node in ends]
    if not first or not ends or moves & set(read):
        return NONE
    end = nodes[ends[-1]].layer
    return one(
        Diagnosis(
            "padded_turned",
            "pad_packed_sequence without batch_first=True gives the timesteps first, though they "
            "were packed with the samples first.",
            expected="(samples, timesteps, units)",
            received="(timesteps, samples, units)",
            axis="The first two axes have changed places.",
            happens="It runs. What reads the output as (samples, timesteps, units) takes steps for "
            "samples.",
            details=(
                f"{with_argument(end.written, 'batch_first', True)} gives the samples first."
                if end.written
                else "pad_packed_sequence(packed, batch_first=True) gives the samples first.",
                "Right only if what follows counts the timesteps first.",
            ),
            silent=True,
        )
    )


UNPACKED = re.compile(
    r"^[^#\n]{0,200}\b(\w{1,40}) ?, ?\w{1,40} ?= ?[\w.]{0,40}pad_packed_sequence\(", re.MULTILINE
)


def last_of_padded(case: Case) -> Judged:
    """Judge the last step of what was packed and is padded again."""
    found = UNPACKED.search(case.text.plain)
    name = re.escape(found[1]) if found else ""
    index = found and re.search(rf"\b{name}\[(?::, ?)?-1\b[^\]\n]{{0,9}}\]", case.text.plain)
    if found is None or not index:
        return NONE
    first = index[0].startswith(f"{found[1]}[:")
    picked = "torch.arange(len(lengths)), lengths - 1"
    if not first:
        picked = "lengths - 1, torch.arange(len(lengths))"
    return one(
        Diagnosis(
            "last_of_padded",
            f"{index[0]} is padding, but for the longest samples of the batch.",
            expected="each sample's own last step",
            received="the last step of the longest",
            axis="The axis of the timesteps is as long as the longest sample; behind the others "
            "stand zeros.",
            happens="Shorter samples are all given what zeros give.",
            details=(
                "The state h_n that the layer gave of the packed samples is the one after each "
                "sample's own last step: h_n[-1].",
                f"Or {found[1]}[{picked}], with the lengths that pad_packed_sequence gives.",
            ),
            silent=True,
        )
    )
