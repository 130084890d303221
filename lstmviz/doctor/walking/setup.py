"""A learner's set-up as plain data: arrays, layers in order, the loss, and what was called.

It is what the reader makes of a text, what is walked, and what a cure changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.overrun import Overrun
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Symbol, Word

Framework = Literal["keras", "torch", ""]
RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN", "nn.LSTM", "nn.GRU", "nn.RNN"})
WRAPPERS = frozenset({"Bidirectional", "TimeDistributed"})
NOTHING: Mapping[str, object] = MappingProxyType({})
NOTHING_MISSING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Taken:
    """The rows of a table that a loop takes at each of its turns.

    Args:
        table: what the text calls it.
        begin: where the loop begins, as it is written.
        start, stop: the rows, counted from the loop's variable; `stop` is the row after them.
        end: that row, as it is written.
        columns: the columns that are taken: None for all, "?" where the text does not tell.
        line: what takes them, as it is written, with "{}" in place of the rows.
    """

    table: str
    begin: str
    start: int
    stop: int
    end: str
    columns: tuple[int, ...] | str | None
    line: str


@dataclass(frozen=True)
class Array:
    """An array as far as the text tells.

    Args:
        shape: its sizes; None where open, or None as a whole where even the axes are unknown.
        roles: what stands on each axis, as it was made: "samples", "rows", "columns", "?".
        marks: what was done to it: "shuffled" rows before windows were cut, "scaled", "overlap"
            for windows that start one row apart, "unmoved" for windows with their axis last,
            "turned" for three axes whose first was moved, "frame" for a DataFrame, "untold"
            where the code makes it of a size that the text does not tell, "ragged" for lists of
            different lengths, which make none, "one_sample" for one of three axes, "numpy" for
            NumPy's float64, "double" for a tensor of it, "whole_numbers" and "fractions" for a
            tensor of either, "words" for rows of word numbers, as an Embedding reads them,
            "first_part" and "second_part" of a split, "queue" for the last rows of a loop.
        name: what the text calls it.
        cut_from: the shape that a reshape made this one of, with the same sizes in another order.
        laid: where its first axis is two in one, as of repeated rows: the sizes of both, and the
            others.
        dims: where a size was taken from what a node gives, as x.size(0), or is a name: which;
            else ().
        taken: the rows that each of its samples was taken from; None where no loop took them, or
            the samples were moved since.
        most: the largest of its numbers, where the text lists them; None where it was reckoned
            with since.
    """

    shape: Shape | None = None
    roles: tuple[Role, ...] = ()
    marks: frozenset[str] = frozenset()
    name: str = ""
    cut_from: Shape | None = None
    laid: Shape | None = None
    dims: tuple[Dim | Reckoned | Word | int | None, ...] = ()
    taken: Taken | None = None
    most: int | None = None

    def marked(self, *marks: str) -> "Array":
        """Add marks."""
        return replace(self, marks=self.marks | set(marks))


@dataclass(frozen=True)
class Layer:
    """One layer, or one operation on what a layer gives.

    Args:
        kind: Keras's class, e.g. "LSTM"; PyTorch's with "nn." before it; an operation's name in
            lower case; "Printed" for a row of a summary of which the shape alone is known; ""
            for something that the doctor does not know.
        arguments: those whose values stand in the text, each by its name.
        written: how the text writes it.
        inner: the layer inside a wrapper.
        unread: names of arguments whose values the text does not tell.
        words: of these the sizes that the text calls by names: argument → name, or reckoned.
    """

    kind: str
    arguments: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    written: str = ""
    inner: "Layer | None" = None
    unread: frozenset[str] = frozenset()
    words: Mapping[str, object] = field(default_factory=lambda: NOTHING)

    @property
    def recurrent(self) -> bool:
        """Whether it reads steps one after another and keeps a state."""
        if self.kind == "Bidirectional":
            return self.inner is None or self.inner.recurrent
        return self.kind in RECURRENT

    @property
    def parted(self) -> bool:
        """Whether it gives a tuple in PyTorch: an output, and states or weights beside it."""
        return self.kind == "nn.MultiheadAttention" or (
            self.recurrent and self.kind.startswith("nn.")
        )

    def says(self, name: str, default: object = None) -> Any:
        """Give the value of an argument, of the layer inside a wrapper too."""
        if name not in self.arguments and self.inner:
            return self.inner.says(name, default)
        return self.arguments.get(name, default)

    def size(self, *names: str) -> int | None:
        """Give the first of these arguments that is a size; None where none is told."""
        for name in names:
            value = self.says(name)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
        return None

    def with_argument(self, name: str, value: object) -> "Layer":
        """Change an argument; of a wrapper, in the layer within."""
        if self.kind in WRAPPERS and self.inner:
            return replace(self, inner=self.inner.with_argument(name, value), written="")
        arguments = MappingProxyType({**self.arguments, name: value})
        return replace(self, arguments=arguments, written="", unread=self.unread - {name})


@dataclass(frozen=True)
class Node:
    """A layer in its place: what it reads, as symbols."""

    layer: Layer
    reads: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class Setup:
    """Everything that a text tells of a set-up.

    Args:
        framework: whose layers they are.
        nodes: layers in the order in which they are called; inputs have the kind "Input".
        output: what the model gives; None where there is no model.
        sequential: whether it is a chain, as in keras.Sequential.
        fed: the arrays that are fed, one for each input; fewer where the text tells fewer.
        given: the arrays that calls are given, in their order: fit, predict, evaluate.
        y, table, test: the targets, the table, and a test array.
        loss: name of the loss in lower case, "" if unsaid; its arguments beside it.
        batch: the batch size that fit or predict was given; None if unsaid.
        marks: what else was seen, e.g. "fit", "targets_are_data", "dataloader", "unbatched".
        window: rows of a window, where the text cuts windows.
        several: whether there is more than one model or loose input, so that nothing follows.
        overrun: items of a data set that reach beyond its rows; None where none do.
        gaps: what it rests on and could not be read: "X", "y", "model" (what is trained, or what
            follows its last layer), each with what to call it.
    """

    framework: Framework = ""
    nodes: tuple[Node, ...] = ()
    output: Symbol | None = None
    sequential: bool = True
    fed: tuple[Array, ...] = ()
    given: tuple[Array, ...] = ()
    y: Array | None = None
    table: Array | None = None
    test: Array | None = None
    loss: str = ""
    loss_arguments: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    batch: int | None = None
    marks: frozenset[str] = frozenset()
    window: int | None = None
    several: bool = False
    overrun: Overrun | None = None
    gaps: Mapping[str, str] = field(default_factory=lambda: NOTHING_MISSING)

    @property
    def torch(self) -> bool:
        """Whether the layers are PyTorch's."""
        return self.framework == "torch"

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All layers but the inputs, in order."""
        return tuple(node.layer for node in self.nodes if node.layer.kind != "Input")

    @property
    def inputs(self) -> tuple[int, ...]:
        """Places of the inputs among the nodes."""
        return tuple(at for at, node in enumerate(self.nodes) if node.layer.kind == "Input")

    @property
    def X(self) -> Array | None:  # noqa: N802
        """The array that is fed, if it is told."""
        return self.fed[0] if self.fed else None

    @property
    def sample(self) -> Shape | None:
        """The shape of one sample that the first input asks for; None where it is not told."""
        at = next(iter(self.inputs), None)
        shape = None if at is None else self.nodes[at].layer.says("shape")
        return shape if isinstance(shape, tuple) else None

    @property
    def recurrent(self) -> Layer | None:
        """The first layer that reads steps; None if there is none."""
        return next((layer for layer in self.layers if layer.recurrent), None)

    def changed(self, at: int, layer: Layer) -> "Setup":
        """Put another layer in a node's place."""
        nodes = list(self.nodes)
        nodes[at] = replace(nodes[at], layer=layer)
        return replace(self, nodes=tuple(nodes))

    def put_in(self, at: int, *layers: Layer) -> "Setup":
        """Put layers before a node, on what it reads first."""
        setup = self
        for layer in reversed(layers):
            setup = setup._put_one(at, layer)
        return setup

    def left_out(self, at: int) -> "Setup":
        """Leave a node out: whoever read it reads what it read."""
        before = self.nodes[at].reads[0]

        def moved(symbol: Symbol) -> Symbol:
            if symbol.node == at:
                return before
            return replace(symbol, node=symbol.node - (symbol.node > at))

        nodes = [
            replace(node, reads=tuple(map(moved, node.reads)))
            for place, node in enumerate(self.nodes)
            if place != at
        ]
        return replace(self, nodes=tuple(nodes), output=self.output and moved(self.output))

    def _put_one(self, at: int, layer: Layer) -> "Setup":
        def moved(symbol: Symbol) -> Symbol:
            return replace(symbol, node=symbol.node + (symbol.node >= at))

        nodes = [replace(node, reads=tuple(map(moved, node.reads))) for node in self.nodes]
        reads = nodes[at].reads
        nodes[at] = replace(nodes[at], reads=(Symbol(at), *reads[1:]))
        nodes.insert(at, Node(layer, reads[:1]))
        return replace(self, nodes=tuple(nodes), output=self.output and moved(self.output))


@dataclass(frozen=True)
class Stop:
    """Where and why it stops: read out of a message, or found on a walk.

    Args:
        kind: which check failed, e.g. "ndim".
        facts: the message's own numbers, shapes and names.
        node: the node that refused, on a walk.
        sentence: the message as it was written, of Keras itself where it was really built.
    """

    kind: str
    facts: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    node: int | None = None
    sentence: str = ""

    def __getitem__(self, name: str) -> Any:
        """Give a fact, of the type that its kind has; None where it is not told."""
        return self.facts.get(name)


def stop(kind: str, **facts: object) -> Stop:
    """Make a stop of its facts."""
    return Stop(kind, MappingProxyType(facts))


@dataclass(frozen=True)
class Walk:
    """The shape after each node.

    Args:
        shapes: of each node, samples first; of several outputs a tuple of them; None where it
            cannot be told.
        stop: why it ends early, if it does.
        real: whether Keras itself built it; else it is by the table of rules.
    """

    shapes: tuple[object, ...] = ()
    stop: Stop | None = None
    real: bool = False

    def of(self, symbol: Symbol | None) -> Shape | None:
        """Give the shape of a symbol; None where it cannot be told."""
        if symbol is None or symbol.node >= len(self.shapes):
            return None
        return part_of(self.shapes[symbol.node], symbol.part)


def part_of(shape: object, part: int | None) -> Shape | None:
    """Give one output's shape; the first of several where none is named."""
    if shape is None or not isinstance(shape, tuple):
        return None
    if shape and isinstance(shape[0], tuple):
        return shape[part or 0] if (part or 0) < len(shape) else None
    return shape
