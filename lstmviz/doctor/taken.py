"""The set-up of a text: as it is read, and what is taken for granted beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.judging.failing import as_failed
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import Text
from lstmviz.doctor.saying.languages import spoken
from lstmviz.doctor.saying.wording import as_code
from lstmviz.doctor.walking.setup import Layer, Node, Setup, Stop
from lstmviz.doctor.walking.sizes import Symbol

NAMED = re.compile(r"\b[Xx]\b|\b[Xx]_", re.ASCII)


def set_up(read: Text, reports: Sequence[Stop]) -> Setup:
    """Read the set-up of the call that failed, or of the last one."""
    setup = named_layer(suppose(nameless(read_setup(read.plain), read)), read)
    return as_failed(strict(setup, read), reports)


def nameless(setup: Setup, read: Text) -> Setup:
    """Take no shape for X that words tell without a name, as of what a layer gives: (None, 64)."""
    X = setup.X
    if X is None or X.shape is None or X.shape[:1] != (None,) or not setup.layers:
        return setup
    in_words = as_code(X.shape) in read.plain and X.name == "X"
    return setup if not in_words or NAMED.search(read.plain) else replace(setup, fed=())


# A recurrent layer that a sentence names.
LAYER = re.compile(r"\b(LSTM|GRU|RNN)\b")


def named_layer(setup: Setup, read: Text) -> Setup:
    """Take the layer of PyTorch that words name for what reads X, where there is no code of it."""
    X, named = setup.X, LAYER.search(read.plain)
    if not setup.torch or setup.nodes or setup.gaps or X is None or not X.shape or not named:
        return setup
    first = re.search(r"\bbatch_first ?= ?True\b", read.plain) is not None
    layer = Layer(f"nn.{named[1]}", MappingProxyType({"batch_first": first}))
    entered = Layer("Input", MappingProxyType({"whole": X.shape}), X.name)
    nodes = (Node(entered), Node(layer, (Symbol(0),)))
    return replace(setup, nodes=nodes, output=Symbol(1), several=False)


def strict(setup: Setup, read: Text) -> Setup:
    """Hold what is fed against each size of Input, as TensorFlow.js does of any model."""
    exact = replace(setup, sequential=False, marks=setup.marks | {"exact"})
    return exact if spoken(read.plain) == "javascript" else setup


def suppose(setup: Setup) -> Setup:
    """Take a table for what is fed, and a recurrent layer for what reads it, where nothing is said.

    Of several inputs without a layer none counts: they are choices that the learner weighs.
    """
    unread = "model" in setup.gaps or "left_out" in setup.marks
    if setup.several or setup.torch or setup.layers or unread:
        return setup
    table = setup.table if "X" not in setup.gaps else None
    X = setup.X or table
    if setup.fed == () and table is not None and table.shape:
        setup = replace(setup, fed=(table,))
    told_ = X is not None and X.shape is not None and len(X.shape) > 1
    words = X is not None and "words" in X.marks  # an Embedding reads them, and makes three axes
    if words or (not told_ and setup.sample is None):
        return setup
    head = setup.nodes[0] if setup.nodes else Node(Layer("Input"))
    nodes = (head, Node(Layer("LSTM", written="LSTM"), (Symbol(0),)))
    return replace(setup, nodes=nodes, output=Symbol(1), sequential=True)
