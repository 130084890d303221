"""Where a walk comes to the message of a number of axes: as it was read, or as supposed near it."""

from dataclasses import replace

from lstmviz.doctor.judging.case import Case, with_input
from lstmviz.doctor.judging.fed.typed import UNNAMED
from lstmviz.doctor.reading.network.calling import maker
from lstmviz.doctor.walking.kinds import named_by_keras
from lstmviz.doctor.walking.setup import Layer, Node, Setup, Stop
from lstmviz.doctor.walking.sizes import Symbol

# Layers that make one vector of many axes: with too few there is nothing to make one of.
VECTORS = frozenset({"Flatten", "GlobalAveragePooling1D", "GlobalMaxPooling1D"})


def place(case: Case, why: Stop) -> int | None:
    """Find where the walk stops with these very numbers; None where it does not."""
    found = case.walk.stop
    if found is None or found.kind != why.kind or found.node is None:
        return None
    if (found["expected"], found["found"]) != (why["expected"], why["found"]):
        return None
    if found.node < len(case.setup.nodes) and not of_kind(case.setup.nodes[found.node], why):
        return None
    received, told = found["received"], why["received"]
    if told is not None and not all(
        a is None or b is None or a == b for a, b in zip(received[1:], told[1:], strict=True)
    ):
        return None
    return found.node if found.node < len(case.setup.nodes) else None


def of_kind(node: Node, why: Stop) -> bool:
    """Whether a node may be the layer that a message names, by its kind."""
    kind = why["layer"]
    if kind not in VECTORS:
        return node.layer.kind not in VECTORS or not kind
    return kind in (node.layer.kind, node.layer.inner.kind if node.layer.inner else "")


def suppose(case: Case, why: Stop) -> Case | None:
    """Find a set-up near the one in the text that would say this very message.

    Either the input's sizes are not told, or another layer comes after the last one.
    """
    setup = case.setup
    if not setup.layers or setup.torch or why["layer"] == "model":
        return None
    options = [setup]
    if setup.inputs and setup.sample is None:
        options = [with_input(setup, (None, None))]
    for option in options:
        again = case.on(option)
        if place(again, why) is not None:
            return again
        for at in () if named_so(case, why) else reversed(range(len(option.nodes))):
            last = option.output is not None and option.output.node == at
            if last and option.nodes[at].layer.recurrent and again.walk.stop is None:
                tried = case.on(followed(option, at))
                if place(tried, why) is not None:
                    return tried
    return None


def named_so(case: Case, why: Stop) -> bool:
    """Whether a layer of the code has the very name that a message tells: no other one refuses.

    Without a number it is the name of the first layer of its kind.
    """
    name = str(why["name"] or "")
    layers = case.setup.layers
    given = any(layer.says("name") == name for layer in layers)
    return bool(name) and (given or any(named_by_keras(layer.kind) == name for layer in layers))


def unread_before(case: Case, why: Stop) -> str | None:
    """Give the layer before the one that refuses, where what it hands on cannot be told."""
    for node in case.setup.nodes:
        kinds = (node.layer.kind, node.layer.inner.kind if node.layer.inner else "")
        by_name = bool(why["name"]) and node.layer.says("name") == why["name"]
        by_kind = bool(why["layer"]) and why["layer"] in kinds
        if not node.reads or not (by_name or by_kind):
            continue
        before = case.setup.nodes[node.reads[0].node].layer
        # An array that the text makes, and whose making was not read, is no input of the model.
        enters = before.kind == "Input" and before.written[:3].lower() == "inp"
        made = ("whole" in before.arguments or before.kind != "Input") and not enters
        unknown = case.walk.of(node.reads[0]) is None and made
        by = None if before.written else maker(case.text.plain, node.layer)
        return (before.written or (by.told if by else UNNAMED)) if unknown else None
    return None


def followed(setup: Setup, at: int) -> Setup:
    """Put another recurrent layer after a node, in place of what follows."""
    nodes = (*setup.nodes[: at + 1], Node(Layer("LSTM", {"units": 32}), (Symbol(at),)))
    return replace(setup, nodes=nodes, output=Symbol(at + 1))
