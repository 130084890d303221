"""What was not read, asked about: with its shape the walk goes on."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Question
from lstmviz.doctor.judging.mending import gives
from lstmviz.doctor.saying.asking import GIVES, QUESTIONS
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import undecided
from lstmviz.doctor.walking.setup import Setup, Walk
from lstmviz.doctor.walking.walk import known, walk


def first_unread(setup: Setup, found: Walk) -> int | None:
    """Find the first place where a walk loses the shape; None where it does not, or has stopped."""
    if setup.several or found.stop is not None:
        return None
    for at, node in enumerate(setup.nodes[: len(found.shapes)]):
        if found.shapes[at] is not None or node.layer.says("state"):
            continue
        made = node.layer.kind == "Input" and (setup.torch or "whole" in node.layer.arguments)
        told = bool(node.reads) and all(found.of(each) is not None for each in node.reads)
        unread = not known(setup, node.layer.kind) or bool(node.layer.unread)
        if made or (told and node.layer.kind != "Input") or (unread and node.reads):
            return at
    return None


def with_answers(setup: Setup, answers: Mapping[str, str]) -> Setup:
    """Put in what was answered of the shapes that were not read, in order."""
    for key in GIVES:
        at = first_unread(setup, walk(setup)) if key in answers else None
        if at is None:
            break
        setup = gives(setup, at, shape_of(setup, at, answers[key]))
    return setup


def shape_of(setup: Setup, at: int, choice: str) -> Shape:
    """Give the shape that an answer means: sizes stay open, but for those that go in."""
    reads = setup.nodes[at].reads
    before = walk(setup).of(reads[0]) if reads else None
    if choice == "same" and before is not None:
        return before
    steps = before[1] if before is not None and len(before) == 3 else None
    return (None, steps, None) if choice == "steps" else (None, None)


def ask(setup: Setup, found: Walk, answers: Mapping[str, str]) -> Question | None:
    """Ask for the shape that a walk misses; None where it misses none, or too many.

    Args:
        setup: the set-up.
        found: the walk through it.
        answers: to questions so far; "" to one of which no choice is true.
    """
    key = next((key for key in GIVES if key not in answers), None)
    at = first_unread(setup, found)
    if at is None or key is None or any(answers.get(each) == "" for each in GIVES):
        return None
    node, asked = setup.nodes[at], QUESTIONS[key]
    name = node.layer.written
    before = found.of(node.reads[0]) if node.reads else None
    choices = {word: said for word, said in asked.choices.items() if word != "same" or before}
    if before:
        choices["same"] = f"The shape that goes in: {tell(before)}"
    if node.layer.kind == "Input":
        words = f"What is the shape of {name or 'what goes in'}?"
    else:
        words = f"What shape does {name or 'the layer that I could not read'} give?"
    return replace(asked, words=words, choices=MappingProxyType(choices))


def certain(setup: Setup, found: Walk) -> bool:
    """Whether a walk's stop rests on nothing that the text leaves open or was not read."""
    if found.stop is None:
        return True
    end = len(setup.nodes) if found.stop.node is None else found.stop.node + 1
    nodes = setup.nodes[:end]
    rest = {"y", "model", "X"} & setup.gaps.keys() if end > len(setup.nodes) else set()
    unread = any(
        node.layer.unread or not (node.layer.kind == "Input" or known(setup, node.layer.kind))
        for node in nodes
    )
    return not rest and not unread


def axes_certain(setup: Setup, found: Walk) -> bool:
    """Whether a walk stops at a number of axes that no size left open could change."""
    stop = found.stop
    if stop is None or stop.kind != "ndim" or stop.node is None or stop.node >= len(setup.nodes):
        return False
    ways = [stop.node, *behind(setup, stop.node)]
    return all(
        node.layer.kind == "Input" or (known(setup, node.layer.kind) and not undecided(node.layer))
        for node in (setup.nodes[at] for at in ways)
    )


def behind(setup: Setup, at: int) -> list[int]:
    """Give the nodes that a node reads, and those that these read."""
    read = [each.node for each in setup.nodes[at].reads]
    return read + [further for each in read for further in behind(setup, each)]


def open_input(setup: Setup) -> bool:
    """Whether a size of an input is open though the text does not write it so, as X.shape[2]."""
    for at in setup.inputs:
        shape = setup.nodes[at].layer.says("shape")
        if not isinstance(shape, tuple) or None not in shape:
            continue
        lines = [setup.nodes[at].layer.written] + [
            node.layer.written
            for node in setup.nodes
            if any(at == each.node for each in node.reads) and "input_shape" in node.layer.arguments
        ]
        if any("(" in line and "None" not in line for line in lines):
            return True
    return False
