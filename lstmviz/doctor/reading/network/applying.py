"""A layer or a model is called on what it reads: its place in the graph."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.definitions import Definitions, Instance
from lstmviz.doctor.reading.meanings import UNKNOWN, Model, parts_of
from lstmviz.doctor.reading.network.graphs import again, chain_of
from lstmviz.doctor.reading.network.layers import SHAPES, called, lambda_of, literal, read_layer
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.reading.texts.roles import role_of
from lstmviz.doctor.walking.setup import Array, Layer, Setup
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Symbol
from lstmviz.doctor.walking.walk import entry, follow, reckoned

# Methods of a class that are followed when an instance is called.
FORWARD = frozenset({"forward", "call"})


STATEFUL = frozenset({"nn.LSTM", "nn.GRU", "nn.RNN"})


class Applying:
    """Put layers that are called into the graph; who works out expressions follows."""

    notes: Notes
    definitions: Definitions

    def value(self, node: ast.expr | None) -> object:
        """Work out an expression."""
        raise NotImplementedError

    def call_instance(self, instance: Instance, call: Call) -> object:
        """Call an instance of a class in the text."""
        raise NotImplementedError

    def symbols(self, given: tuple[object, ...]) -> tuple[object, ...]:
        """Take inputs for what they give, also within a list."""
        return tuple(
            type(each)(map(self.notes.symbol, each))
            if isinstance(each, tuple)
            else self.notes.symbol(each)
            for each in given
        )

    @staticmethod
    def has_symbols(given: tuple[object, ...]) -> bool:
        """Whether what layers give is among the arguments, or among the first one's parts."""
        inside = given[0] if given and isinstance(given[0], tuple) else ()
        return any(isinstance(each, Symbol) for each in (*given, *inside))

    def apply(self, held: object, call: Call) -> object:
        """Call a layer or a model on what it reads."""
        if isinstance(held, Instance):
            return self.call_instance(held, replace(call, given=self.symbols(call.given)))
        given = call.given or tuple(call.named[w] for w in ("inputs", "input") if w in call.named)
        call = replace(call, given=self.symbols(given))
        reads = self.reads(held, call)
        if held is UNKNOWN and self.has_symbols(call.given):
            # A layer that is not known stands in the graph all the same.
            held = Layer("", written=ast.unparse(call.node.func)[:60])
        if isinstance(held, Layer):
            return self.apply_layer(held, call, reads)
        if isinstance(held, Model) and held.layers:
            return self.apply_chain(held, call, reads)
        if isinstance(held, Model) and reads:
            strange = Layer("", written="a model within the model")
            return again(self.notes, held, reads) or self.notes.place(strange, tuple(reads))
        return UNKNOWN

    def reads(self, held: object, call: Call) -> list[Symbol]:
        """Give what a call reads; what no layer gives goes in as an input.

        A loss reads its two arguments in their places, whoever made them, an attention its three;
        and so does a layer with a state its first, as in decoder(x, h).
        """
        loss = isinstance(held, Layer) and held.kind.endswith("Loss")
        count = 2 if loss else 3 if attends(held) else 1
        first = call.given[0] if call.given else None
        stateful = isinstance(held, Layer) and keeps_state(held) and self.notes.framework == "torch"
        reads: list[Symbol] = []
        if not loss and not (stateful and isinstance(first, Array)):
            reads = tensors(call.given) or tensors(listed(call))
        return reads or [
            each if isinstance(each, Symbol)
            else self.notes.enter(each, name=getattr(each, "name", "") or entering(call, at),
                                  own=not loss and self.goes_in(call.written_node("", at)))
            for at, each in enumerate(call.given[:count])
        ]  # fmt: skip

    def apply_layer(self, layer: Layer, call: Call, reads: list[Symbol]) -> object:
        """Put a layer into the graph, on what it reads and the states that it starts from."""
        if layer.kind in STATEFUL and reads:
            reads[0] = self.unpacked(layer, reads[0])
        layer = called(self.notes, layer, call)
        found = self.within(layer, call.given[0] if call.given else UNKNOWN)
        if isinstance(found, Symbol):
            return found
        if keeps_state(layer):
            # LSTM(8)([x, h, c]): Keras takes what follows the first for the states.
            reads = reads if len(listed(call)) > 1 else reads[:1]
            reads = [*reads, *self.states(call)]
        if not reads:
            return UNKNOWN
        made = self.notes.place(layer, tuple(reads))
        if reads[0].node in self.notes.packed and layer.kind in STATEFUL:
            self.notes.packed[made.node] = layer.says("batch_first") is True
        return made

    def states(self, call: Call) -> list[Symbol]:
        """Give the states that a layer starts from, as far as the call says any."""
        states = call.named.get("initial_state", call.given[1] if len(call.given) > 1 else ())
        if isinstance(states, Symbol) and states.part is None:
            # state = cell(x, state): the pair goes on as it came.
            cell = self.notes.nodes[states.node].layer.kind == "nn.LSTMCell"
            states = (replace(states, part=0), replace(states, part=1)) if cell else states
        found: list[Symbol] = []
        for each in parts_of(states):
            state = self.notes.symbol(each)
            if isinstance(state, Symbol):
                found.append(state)
            elif state is not None:
                name = getattr(state, "name", "")
                found.append(self.notes.enter(state, name=name, own=False, state=True))
        return found

    def apply_chain(self, model: Model, call: Call, reads: list[Symbol]) -> object:
        """Call the layers of a chain one after another."""
        at: object = reads[0] if reads else UNKNOWN
        for layer in model.layers:
            one = replace(call, given=(at,), named={})
            part = self.notes.parts.get(id(layer), layer)
            at = self.apply(part, one) if isinstance(at, Symbol) else UNKNOWN
        return at

    def unpacked(self, layer: Layer, read: Symbol) -> Symbol:
        """Give packed sequences in the order of axes that a layer's own batch_first says."""
        held = self.notes.packed.get(read.node)
        first = layer.says("batch_first") is True
        if held is None or held == first or read.part not in (None, 0):
            return read
        turn = Layer("transpose", {"dims": (0, 1)}, "packed")
        made = self.notes.place(turn, (read,))
        self.notes.packed[made.node] = first
        return made

    def unfold(self, layer: Layer) -> None:
        """Note the operations, one after another, that a Lambda stands for in a chain."""
        count = len(self.notes.nodes)
        first = self.notes.place(Layer("Input"))
        if self.within(layer, first) is not UNKNOWN:
            made = self.notes.nodes[count + 1 :]
            if all(node.reads == (Symbol(count + at),) for at, node in enumerate(made)):
                self.notes.unfolded[id(layer)] = [node.layer for node in made]
        del self.notes.nodes[count:]

    def within(self, held: Layer, given: object) -> object:
        """Work out what a Lambda of one tensor makes of it, as if its line stood here."""
        function = lambda_of(held)
        if function is None or not isinstance(given, Symbol):
            return UNKNOWN
        name, count = function.args.args[0].arg, len(self.notes.nodes)
        before = self.notes.names.get(name, UNKNOWN)
        self.notes.names[name] = given
        found = self.value(function.body)
        self.notes.names[name] = before
        if not isinstance(found, Symbol):
            del self.notes.nodes[count:]
        return found

    def goes_in(self, node: ast.expr | None) -> bool:
        """Whether code may name what goes into the model: X by a name that the text never makes."""
        inside = self.definitions.inside.rpartition(".")[2] in FORWARD
        functional = self.notes.framework != "torch"
        if not isinstance(node, ast.Name) or node.id in self.notes.assigned or inside or functional:
            return False
        return role_of(node.id) == "X"

    def in_numbers(self, call: Call) -> Call:
        """Put in the sizes that layers before give, as in Dense(x.shape[-1]), if they are told."""
        values = (*call.given, *call.named.values())
        if not any(
            isinstance(each, Dim | Reckoned) for value in values for each in parts_of(value)
        ):
            return call
        setup = Setup(self.notes.framework, tuple(self.notes.nodes))
        shapes = follow(setup, [entry(setup, at) for at in setup.inputs]).shapes

        def number(value: object) -> object:
            if isinstance(value, tuple):
                return tuple(map(number, value))
            told = reckoned(value, shapes) if isinstance(value, Dim | Reckoned) else None
            return value if told is None else told

        named = {word: number(value) for word, value in call.named.items()}
        return replace(call, given=tuple(map(number, call.given)), named=named)

    def make(self, call: Call, kind: str) -> Layer | Model:
        """Make a layer, or several of a model within TimeDistributed; one within has its place."""
        if kind.startswith("nn."):
            self.notes.framework = "torch"
        elif kind not in ("Dropout", "Flatten", "Softmax", "ReLU", "Embedding"):
            self.notes.keras()
        inside = call.given[0] if kind == "TimeDistributed" and call.given else None
        if isinstance(inside, Model) and (layers := chain_of(self.notes, inside)):
            # At every step for itself is each of its layers at every step.
            inside.within = True
            first = {word: value for word, value in call.named.items() if literal(value)}
            given = [first, *[{}] * (len(layers) - 1)]
            return Model([
                Layer(kind, MappingProxyType(words), f"TimeDistributed({each.written})"[:200],
                      replace(each, arguments=without_input(each)))
                for each, words in zip(layers, given, strict=True)
            ])  # fmt: skip
        layer = read_layer(self.in_numbers(call), kind)
        self.notes.use(layer.inner, *(each for each in call.given if isinstance(each, Layer)))
        self.notes.loose.append(layer)
        if kind == "Lambda":
            self.unfold(layer)
        return layer


def without_input(layer: Layer) -> Mapping[str, object]:
    """Give a layer's arguments but the shape of one sample: within a wrapper it is none."""
    return MappingProxyType({k: v for k, v in layer.arguments.items() if k not in SHAPES})


def listed(call: Call) -> tuple[object, ...]:
    """Give what is in the list that stands first, as in add([a, b]); () where none does."""
    return call.given[0] if call.given and isinstance(call.given[0], tuple) else ()


def tensors(given: tuple[object, ...]) -> list[Symbol]:
    """Give what layers gave, of several values."""
    return [each for each in given if isinstance(each, Symbol)]


def attends(held: object) -> bool:
    """Whether a layer reads queries, keys and values."""
    return isinstance(held, Layer) and held.kind == "nn.MultiheadAttention"


def keeps_state(layer: Layer) -> bool:
    """Whether a layer starts from a state, and may be given one."""
    return layer.recurrent or layer.kind.endswith("Cell")


def entering(call: Call, at: int) -> str:
    """Give the name of what a layer is called on, where it is plainly the model's input."""
    name = call.spelt("", at)
    return name if name[:3].lower() == "inp" else ""
