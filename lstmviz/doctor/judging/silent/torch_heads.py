"""PyTorch: what ends a model, beside what its loss takes by itself."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.silent.ranges import SCALES
from lstmviz.doctor.saying.wording import rewritten
from lstmviz.doctor.walking.losses import compares_numbers
from lstmviz.doctor.walking.setup import Node

# What a loss of classes reads, by what made it.
GIVES: Mapping[str, str] = MappingProxyType(
    {
        "nn.Linear": "linear",
        "nn.LogSoftmax": "log_softmax",
        "nn.Sigmoid": "sigmoid",
        "nn.Softmax": "softmax",
        "softmax": "softmax",
        "nn.Tanh": "tanh",
        **dict.fromkeys(("nn.GRU", "nn.LSTM", "nn.RNN"), "states"),
    }
)
# What leaves the numbers as they are.
PASSES = frozenset({"flatten", "index", "nn.Flatten", "permute", "reshape", "squeeze", "transpose",
                    "unsqueeze"})  # fmt: skip
ITS_OWN: Mapping[tuple[str, str], Diagnosis] = MappingProxyType(
    {
        ("nn.CrossEntropyLoss", "softmax"): Diagnosis(
            "softmax_twice",
            "CrossEntropyLoss takes the softmax itself; here it is taken twice.",
            expected="logits: what the Linear gives",
            received="what a Softmax gives",
            happens="The shares of shares are all nearly the same: it learns slowly, if at all.",
            details=("Leave the Softmax out of the model; take it only to read the predictions.",),
            silent=True,
        ),
        ("nn.CrossEntropyLoss", "sigmoid"): Diagnosis(
            "softmax_twice",
            "CrossEntropyLoss takes the softmax itself, of any numbers; here a Sigmoid stands "
            "before it.",
            expected="logits: what the Linear gives",
            received="what a Sigmoid gives, from 0 to 1",
            happens="No two scores differ by more than 1: no class gets a share near 1, and it "
            "learns slowly.",
            details=(
                "Leave the Sigmoid out of the model. Where several classes may be true at once, "
                "the loss is BCEWithLogitsLoss.",
            ),
            silent=True,
        ),
        ("nn.BCEWithLogitsLoss", "sigmoid"): Diagnosis(
            "sigmoid_twice",
            "BCEWithLogitsLoss takes the sigmoid itself; here it is taken twice.",
            expected="logits: what the Linear gives",
            received="what a Sigmoid gives",
            happens="What it takes for shares lies between 0.5 and 0.73, whatever the model says: "
            "it learns slowly, if at all.",
            details=("Leave the Sigmoid out of the model; take it only to read the predictions. "
                     "With the Sigmoid the loss is BCELoss.",),
            silent=True,
        ),
        **{
            ("nn.BCELoss", given): Diagnosis(
                "no_sigmoid",
                f"BCELoss reads shares from 0 to 1, and {gives}.",
                expected="what a Sigmoid gives",
                received="what the Linear gives" if given == "linear" else "from −1 to 1",
                happens="It stops at the first number below 0 or above 1: all elements of input "
                "should be between 0 and 1.",
                details=(
                    "BCEWithLogitsLoss reads any number. Or torch.sigmoid(out) before BCELoss.",
                ),
            )
            for given, gives in (
                ("linear", "the Linear gives any number"),
                ("states", "a recurrent layer gives −1 to 1"),
                ("tanh", "the Tanh gives −1 to 1"),
            )
        },
        **{
            ("nn.NLLLoss", given): Diagnosis(
                "no_log_softmax",
                "NLLLoss reads the logarithms of shares, and takes none itself.",
                expected="what a LogSoftmax gives",
                received=f"what a {name} gives",
                happens="It runs, and the loss goes below 0: it is not what it says.",
                details=("CrossEntropyLoss reads what the Linear gives, and takes both itself. Or "
                         "torch.log_softmax(out, dim=-1) of that before NLLLoss.",),
                silent=True,
            )
            for given, name in (("linear", "Linear"), ("softmax", "Softmax"))
        },
    }
)  # fmt: skip


def torch_head(case: Case) -> Judged:
    """Judge what a loss reads, by what it takes by itself: a softmax, a sigmoid, a logarithm."""
    losses = [node for node in case.setup.nodes if node.layer.kind.endswith("Loss") and node.reads]
    read = [case.walk.of(node.reads[0]) for node in losses
            if node.layer.kind == "nn.CrossEntropyLoss"]  # fmt: skip
    if any(shape is not None and len(shape) > 1 and shape[1] == 1 for shape in read):
        return one(one_class(case.y))
    for node in losses:
        found = ITS_OWN.get((node.layer.kind, made_by(case, node)))
        if found is not None:
            return one(found)
    return softmax_of_samples(case)


def bounded(case: Case) -> Judged:
    """Quantities are compared with what a recurrent layer itself gives: -1 to 1."""
    arrays = (case.setup.X, case.setup.y)
    marked = any(array is not None and "scaled" in array.marks for array in arrays)
    ends = (node for node in case.setup.nodes if compares_numbers(node.layer.kind) and node.reads)
    last = any(made_by(case, node) == "states" for node in ends)
    if not last or marked or SCALES.search(case.text.plain):
        return NONE
    return one(
        Diagnosis(
            "bounded_states",
            "The recurrent layer itself is the model's end: it gives numbers between -1 and 1 "
            "alone.",
            expected="a Linear behind it, for any number",
            received="what a recurrent layer gives",
            happens="Targets beyond -1 and 1 are never reached, and hidden_size is fixed to their "
            "number.",
            details=(
                "self.fc = nn.Linear(hidden_size, targets), and fc(out) in forward: hidden_size is "
                "then free, 32 or 64.",
                "Right only if all targets lie between -1 and 1.",
            ),
            silent=True,
        )
    )


def made_by(case: Case, loss: Node) -> str:
    """Say what gives the numbers that a loss reads; "" for anything else."""
    nodes = case.setup.nodes
    layer = nodes[maker(nodes, loss.reads[0].node)].layer
    free = layer.says("nonlinearity") == "relu" or layer.size("proj_size")
    return "" if free else GIVES.get(layer.kind, "")


def maker(nodes: Sequence[Node], at: int) -> int:
    """Find the node whose very numbers another gives: behind all that leaves them as they are."""
    while nodes[at].layer.kind in PASSES and nodes[at].reads:
        at = nodes[at].reads[0].node
    return at


# Words that tell of targets that were filled up with zeros.
PADDED = re.compile(
    r"\b(?:tag|label|target|class(?:es)?|y)s?\b[^.;:\n#]{0,40}\bpadded with (?:0|zeros?)\b",
    re.IGNORECASE,
)
LEFT_OUT = frozenset({"ignore_index", "weight"})


def padding_counted(case: Case) -> Judged:
    """Judge targets that were padded with 0, the number of a class, and a loss that counts it."""
    nodes, told = case.setup.nodes, PADDED.search(case.text.plain)
    for node in nodes:
        layer = node.layer
        if layer.kind not in ("nn.CrossEntropyLoss", "nn.NLLLoss") or len(node.reads) < 2:
            continue
        given = LEFT_OUT & (layer.arguments.keys() | layer.unread)
        padded = told or nodes[node.reads[1].node].layer.says("padded")
        if padded and not given and layer.says("reduction", "mean") == "mean":
            return one(padding_as_class(layer.kind.removeprefix("nn.")))
    return NONE


def padding_as_class(loss: str) -> Diagnosis:
    """The loss takes the zeros behind short sequences for a class."""
    return Diagnosis(
        "padding_counted",
        "The targets are padded with 0, and the loss counts the padding as class 0.",
        expected="a loss of the real steps alone",
        received="a loss of the padded steps too",
        axis="On the axis of the timesteps, the padding behind each short sequence has a target.",
        happens="Most targets may be padding: it learns to say 0, and an accuracy that counts "
        "them is high for nothing.",
        details=(
            f"Where 0 means padding alone: nn.{loss}(ignore_index=0).",
            "Where 0 is a class too: pad the targets with padding_value=-100, which this loss "
            "leaves out without being told.",
            "Leave the padded steps out of the accuracy as well.",
        ),
        silent=True,
    )


def one_class(y: str) -> Diagnosis:
    """CrossEntropyLoss reads the score of a single class."""
    return Diagnosis(
        "one_class",
        "CrossEntropyLoss gets the score of a single class: 0 is then the only label there is.",
        expected="one score for each class: 2 outputs for two classes",
        received="one output",
        axis="Axis 1 of the predictions counts the classes, and has size 1.",
        happens="With labels of 0 alone the loss is 0; any other label stops it: Target 1 is out "
        "of bounds.",
        details=(
            "For two classes: Linear(…, 2). Or one output with BCEWithLogitsLoss, and "
            f"{y}.float().unsqueeze(-1) for the targets.",
        ),
        silent=True,
    )


def softmax_of_samples(case: Case) -> Judged:
    """A softmax at the end of a model of PyTorch goes along the samples."""
    end, nodes = case.setup.output, case.setup.nodes
    layer = nodes[end.node].layer if case.torch and end is not None else None
    if layer is None or layer.kind not in ("nn.Softmax", "softmax") or layer.says("dim") != 0:
        return NONE
    before = nodes[nodes[end.node].reads[0].node].layer if end and nodes[end.node].reads else None
    if before is None or before.kind != "nn.Linear":
        return NONE
    return one(
        Diagnosis(
            "softmax_axis",
            "The softmax goes along the samples: the classes of one sample do not add up to 1.",
            expected="dim=-1, the classes",
            received="dim=0, the samples of the batch",
            axis="Axis 0 counts the samples, the last axis the classes.",
            happens="It runs, and what a sample is given depends on the others in its batch.",
            details=(
                f"dim=-1 in {rewritten(layer)}. CrossEntropyLoss wants no softmax before it.",
            ),
            silent=True,
        )
    )
