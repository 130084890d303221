"""What is said where nothing wrong is found, and not all was read: it runs as far as it goes."""

import re

from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.saying.wording import tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.unfound import ending, predicted, unread_words
from lstmviz.doctor.walking.sizes import Symbol

NO_WALK = (
    "I could not read {}, so there is no walk yet, and nothing to judge: add the line that calls "
    "the model, and what it is called on."
)
WHATEVER = (
    "I could not read {}. Whatever numbers these are, the shapes fit from layer to layer, as the "
    "row shows; of data, loss and targets I can say no more than the text tells."
)
WITH_THAT = (
    "With what you say of the shape that I could not read, the walk goes through to its end: no "
    "shape is in the way."
)


def walked(case: Case) -> bool:
    """Whether a walk gives any layer's shape: without one nothing is said to run."""
    nodes = zip(case.setup.nodes, case.walk.shapes, strict=False)
    return any(shape is not None and node.layer.kind != "Input" for node, shape in nodes)


def lost(case: Case, unread: str) -> str:
    """Say how far the walk goes, and what it misses."""
    if not walked(case):
        return (
            f"I could not read {unread or 'a layer'}, so there is no walk yet: with the shape that "
            "is missing there may be one."
        )
    return (
        f"I could not read {unread or 'a layer'}, so I cannot judge the whole. What I could read "
        "runs as far as the row goes; with the shape that is missing it may go further."
    )


def none_of_these(case: Case) -> str:
    """Say that nothing is known, where none of the choices is true."""
    shown = " The row shows how far the shapes go." if case.walk.shapes else ""
    return (
        f"I do not know this one, then.{shown} Add the lines that make {case.x}, and those between "
        "it and the layer that stops, with the shapes that they print."
    )


# A state whose shape is looked at: h_n.shape, hidden[0].size(), "h_n is (1, 32, 64)".
STATE = re.compile(
    r"\bshapes? of (?:the )?(?:\w{1,12},? (?:and )?){0,3}(?:h_?n|c_?n|hidden|states?)\b|"
    r"\b(?:h_?[cn]|c_?n|(?:hidden|cell) states?)\b[^\n.;()\[]{0,24}[(\[]\d+, ?\d+, ?\d+[)\]]|"
    r"\b(?:h_?[cnt]|\w{0,20}(?:hidden|state)\w{0,20})(?:\[\d\])?\.(?:shape|size)\b",
    re.IGNORECASE,
)


def states_lie(case: Case) -> str:
    """Say how PyTorch's states lie, where batch_first is set and one is looked at; else ""."""
    at = case.recurrent_at
    if not case.torch or at is None:
        return ""
    layer = case.setup.nodes[at].layer
    if layer.says("batch_first") is not True or not STATE.search(case.text.plain):
        return ""
    out, h = case.walk.of(Symbol(at)), case.walk.of(Symbol(at, 1))
    here = f" Here the output is {tell(out)}, and h_n {tell(h)}." if out and h else ""
    said = (
        " The states h_n and c_n are (layers × directions, batch, hidden) always: batch_first "
        "moves the axes of the input and the output alone. h_n[-1] is the last layer's, (batch, "
        "hidden)."
    )
    return said + here


# Samples that a sentence counts.
SAMPLES = re.compile(r"\b(\d{2,9}) samples\b")


def shapes_go_in(case: Case, words: str) -> str:
    """Say of shapes without code how they are read, and where a question in words is answered."""
    shape, axes = case.shape, three(case.shape)
    read = ""
    counted = SAMPLES.search(case.text.plain)
    other = counted is not None and shape is not None and str(shape[0]) != counted[1]
    if axes is not None and not case.torch and not other:
        read = f": {case.x} {tell(axes.shape)} goes into a recurrent layer as (samples, timesteps, "
        end = ending(axes.shape, case.setup.y_shape)
        read += "features)" + (f"; {end}" if end else "")
    elif shape is not None:
        read = f": {case.x} {tell(shape)}"
    return (
        f"What I could read runs{read}. I could not read {words}, so I cannot judge the whole. To "
        "judge a model I need the lines that build it; a question in words is for the field Ask."
    )


# Who asks whether shapes are right is answered by their walk.
OF_SHAPES = re.compile(
    r"\b(?:shapes?|dimensions?|sizes)\b[^?]{0,40}\b(?:right|correct|ok|okay|fine|wrong|good)\b",
    re.IGNORECASE,
)


def every_step(case: Case, output: Shape) -> str:
    """Name the axes of what a model gives, where PyTorch's recurrent layer is its end; else ""."""
    end, layer = case.setup.output, case.setup.recurrent
    ends = end is not None and not end.part and case.setup.nodes[end.node].layer is layer
    if not case.torch or not ends or layer is None or len(output) != 3:
        return ""
    first = layer.says("batch_first") is True
    return f" = ({'samples, timesteps' if first else 'timesteps, samples'}, units), every step"


def code_runs(case: Case, words: str) -> str:
    """Say that the code that was read runs, and which words were not read.

    Not that it is all of the code, nor that nothing in it is wrong: the words may tell of a fault.
    """
    output, y = predicted(case), case.setup.y
    fits = "" if output is None else f": it gives {tell(output)}{every_step(case, output)}"
    if output is not None and y is not None and y.shape:
        gives = f"predictions {tell(output)}{every_step(case, output)}"
        fits = f", and its shapes fit: {gives}, {y.name or 'y'} {tell(y.shape)}"
    lie = states_lie(case).strip()
    asked = (
        "By its shapes nothing is wrong."
        if fits and OF_SHAPES.search(words)
        else f"That does not answer {words}: a question in words is for the field Ask."
    )
    return f"What I could read runs{fits}. {lie or asked}"


def as_far_as_read(case: Case, unread: str) -> str:
    """Say how far what was read runs; "" where all was read, and all of it runs.

    Args:
        case: in hand, with nothing found.
        unread: the layers or arrays that could not be read.
    """
    words = unread_words(case.text)
    if not unread and words:
        return code_runs(case, words) if case.coded else shapes_go_in(case, words)
    if unread and not walked(case):
        return NO_WALK.format(unread) + states_lie(case)
    if unread:
        said = f"What I could read runs; I could not read {unread}, so I cannot judge the whole."
        return said + states_lie(case)
    return WITH_THAT if any(layer.kind == "given" for layer in case.setup.layers) else ""
