"""PyTorch: an attention reads the samples of a batch as if they were its timesteps."""

import re

from lstmviz.doctor.answer import Axes, Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.wording import rewritten, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer
from lstmviz.doctor.walking.torch import SAME

ATTENDING = frozenset({
    "nn.MultiheadAttention", "nn.TransformerEncoder", "nn.TransformerEncoderLayer",
})  # fmt: skip
# What leaves the first axis where it is.
KEEPS = frozenset({"combine", "nn.Linear", *(f"nn.{kind}" for kind in SAME)})
FIRST = re.compile(r"\bbatch_first ?= ?True\b")
MOVED = re.compile(r"permute|transpose|swapaxes|movedim|\.mT\b")
SHAPED = re.compile(r"[(\[](\d{1,9}), ?(\d{1,9}), ?(\d{1,9})[)\]]")
BY_WORDS = "Likely: how the layers are called is not in the text."


def attends_samples(case: Case) -> Judged:
    """An attention without batch_first reads what a layer with it gives: samples as timesteps."""
    for at, node in enumerate(case.setup.nodes):
        layer = node.layer
        if layer.kind not in ATTENDING or says_first(layer) is not False:
            continue
        if node.reads and samples_first(case, at):
            shape = case.walk.of(node.reads[0])
            return (across(case, at, shape if shape and len(shape) == 3 else None),), None
        if not node.reads and (shape := by_words(case, layer)) is not None:
            return (across(case, at, shape),), None
    return NONE


def says_first(layer: Layer) -> bool | None:
    """Whether a layer has batch_first; None where the text does not tell."""
    return None if "batch_first" in layer.unread else layer.says("batch_first") is True


def samples_first(case: Case, at: int) -> bool:
    """Whether what a node reads comes from a recurrent layer that counts the samples first."""
    nodes = case.setup.nodes
    read = nodes[at].reads[0]
    while nodes[read.node].layer.kind in KEEPS and nodes[read.node].reads:
        read = nodes[read.node].reads[0]
    return nodes[read.node].layer.recurrent and not read.part and (
        nodes[read.node].layer.says("batch_first") is True
    )  # fmt: skip


def by_words(case: Case, layer: Layer) -> Shape | None:
    """Give what an attention reads that is not called: of its width, where others say the order."""
    text = case.text.plain.replace(layer.written, "")
    if not FIRST.search(text) or MOVED.search(text):
        return None
    width = layer.size("embed_dim", "d_model")
    told = [tuple(map(int, each)) for each in SHAPED.findall(text)]
    return next((shape for shape in told if shape[-1] == width), None)


def across(case: Case, at: int, shape: Shape | None) -> Diagnosis:
    """Say which axes are swapped, and how the layer is built for the others."""
    node = case.setup.nodes[at]
    layer = edited(node.layer, "batch_first", True)
    rows, count = shape[:2] if shape is not None else (None, None)
    inner = node.layer.kind == "nn.TransformerEncoder"
    weights = node.layer.kind == "nn.MultiheadAttention" and None not in (rows, count)
    return Diagnosis(
        "attends_samples",
        "Without batch_first=True the attention goes across the samples, not across the timesteps.",
        basis="" if node.reads else BY_WORDS,
        expected="(timesteps, samples, features)",
        received="(samples, timesteps, features)" + (f" = {tell(shape)}" if shape else ""),
        axis="The axes of the samples and of the timesteps are swapped for this layer: "
        "batch_first of the LSTM does not hold for it.",
        fix=() if inner else (f"attn = {line(layer)}",),
        tried=case.setup.changed(at, layer) if node.reads and not inner else None,
        fed=Axes(shape, ("timesteps", "samples", "features")) if shape else None,
        meant=three(shape) if shape else None,
        happens="It runs: each sample is mixed with the others of its batch"
        + (f", as {count} sequences of {steps(rows)}." if shape else "."),
        details=(
            *(
                (
                    f"Its weights are then {tell((rows, count, count))}: (samples, timesteps, "
                    f"timesteps); now they are {tell((count, rows, rows))}.",
                )
                if weights
                else ()
            ),
            "nn.MultiheadAttention and the layers of nn.Transformer have a batch_first of their "
            "own, False unless it is told.",
        ),
        silent=True,
    )


def weights_of_samples(case: Case) -> Judged:
    """An attention's softmax goes along the samples, not along the timesteps."""
    for at, node in enumerate(case.setup.nodes):
        if node.layer.kind not in ("nn.Softmax", "softmax") or node.layer.says("dim") != 0:
            continue
        read = case.walk.of(node.reads[0]) if node.reads else None
        if read is not None and len(read) == 3 and samples_first(case, at):
            return one(
                Diagnosis(
                    "weights_of_samples",
                    "The softmax goes along the samples: the weights of one sample do not add up "
                    "to 1.",
                    expected="dim=1, the timesteps",
                    received=f"dim=0, the samples: {tell(read)}",
                    axis="Axis 0 counts the samples, axis 1 the timesteps.",
                    fed=three(read),
                    happens="It runs, and how much a timestep counts depends on the other samples "
                    "in the batch.",
                    details=(f"dim=1 in {rewritten(node.layer)}.",),
                    silent=True,
                )
            )
    return NONE
