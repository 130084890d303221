"""A model within another: its layers in order, or all of them once more."""

from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.reading.meanings import Model
from lstmviz.doctor.reading.notes import MAX_NODES, Notes
from lstmviz.doctor.walking.setup import Layer
from lstmviz.doctor.walking.sizes import Symbol


def chain_of(notes: Notes, model: Model) -> list[Layer]:
    """Give the layers of a model without branches, in order; [] for any other."""
    if model.output is None:
        return [each for each in model.layers[:MAX_NODES] if each.kind != "Input"]
    layers: list[Layer] = []
    at = model.output
    while at not in model.inputs:
        node = notes.nodes[at.node]
        if len(node.reads) != 1 or at.part is not None:
            return []
        layers.append(node.layer)
        at = node.reads[0]
    return layers[::-1]


def again(notes: Notes, model: Model, reads: Sequence[Symbol]) -> Symbol | None:
    """Put the layers of a functional model into the graph once more, on what it is called on.

    Returns:
        What it gives; None where it has other inputs, or the graph is full.
    """
    if model.output is None or len(model.inputs) != len(reads):
        return None
    needed, waiting = set(), [model.output.node]
    while waiting:
        at = waiting.pop()
        if at not in needed:
            needed.add(at)
            waiting += [each.node for each in notes.nodes[at].reads]
    moved: dict[Symbol, Symbol] = dict(zip(model.inputs, reads, strict=True))
    if len(notes.nodes) + len(needed) > MAX_NODES:
        return None
    for at in sorted(needed):
        node = notes.nodes[at]
        if Symbol(at) in moved:
            continue
        if node.layer.kind == "Input":
            moved[Symbol(at)] = Symbol(at)
            continue
        given = (replace(moved[Symbol(each.node)], part=each.part)
                 if Symbol(each.node) not in model.inputs else moved[Symbol(each.node)]
                 for each in node.reads)  # fmt: skip
        moved[Symbol(at)] = notes.place(node.layer, tuple(given))
    last = moved[Symbol(model.output.node)]
    return last if model.output in model.inputs else replace(last, part=model.output.part)
