"""What is noted while code is read, and the set-up that it adds up to."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import whole
from lstmviz.doctor.reading.meanings import UNKNOWN, Data, Model, Open, parts_of
from lstmviz.doctor.reading.texts.written import Told
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.overrun import Overrun
from lstmviz.doctor.walking.setup import Array, Framework, Layer, Node
from lstmviz.doctor.walking.sizes import Symbol, Word

# Marks of an array that what reads it has to know: its type, and whether zeros fill it up.
KNOWN = ("double", "fractions", "padded", "whole_numbers")
# Behind a name: what size it stands for, where no number is known.
MARK = "?"
MAX_NODES = 200


@dataclass(eq=False)
class Block:
    """A block of code whose lines may run, or not, or several times.

    Args:
        indent: how far its head is indented.
        kind: "branch" or "loop".
        models: how many models were begun before it.
        before: names that it gives another value, each with the value before.
        made: names that are given a value in it.
        carries: whether a state that a layer gives in it goes on to its next turn.
    """

    indent: int
    kind: str
    models: int
    before: dict[str, object] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    carries: bool = False


@dataclass
class Notes:
    """Names, layers and whatever else was seen, in the order of the code.

    Args:
        told: the shapes that sentences tell: role → name and shape.
        names: what each name stands for; attributes of self as "self.name".
        nodes: layers and operations that were called.
        loose: layers that were made and not yet used.
        entered: inputs of functional models, each with what it gives.
        models: as they were begun.
        active: the model that was compiled or trained last.
        fed: what is fed to a model: "X" or "y" → the arrays.
        given: the arrays that calls of a model are given, in their order.
        marks: what else was seen.
        commented: the shapes that comments tell of names that are nobody's role.
        slices: expressions that names stand for: rows that a loop appends, and where they end.
        assigned: names that the text gives a value, whether it was understood or not.
        gaps: what the set-up rests on and was not read: "X", "y", "model" → what to call it.
        blocks: those that are open, the innermost last.
        packed: nodes that give packed sequences, each with whether the samples stand first.
        loaded: the data set that a trainer is given.
        shown: layers as print(model) shows them, by their names in it.
        aliases: modules by the names that the text gives them: "mnist" → "tf.keras.datasets.mnist".
        options: what a command's options are if they are not given.
        unfolded: Lambda layers, each with the operations that it stands for.
        parts: what stands in a chain of layers for an instance of a class → that instance.
        gave: what calls of the text's own models gave, in their order.
        words: how many sizes have got a name.
        predicted, compares: the shape that sentences tell of the predictions, and the loss.
        inputs: what is called for by its name alone, each with what it gives.
        batch, loss, framework, overrun, window: as in Setup.
    """

    told: Told
    names: dict[str, object] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    loose: list[Layer] = field(default_factory=list)
    entered: list[tuple[Layer, Symbol]] = field(default_factory=list)
    models: list[Model] = field(default_factory=list)
    fed: dict[str, tuple[Array, ...]] = field(default_factory=dict)
    given: list[Array] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    commented: Mapping[str, Shape] = field(default_factory=lambda: MappingProxyType({}))
    slices: dict[str, ast.expr] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    gaps: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    packed: dict[int, bool] = field(default_factory=dict)
    loaded: "Data | None" = None
    shown: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    options: dict[str, object] = field(default_factory=dict)
    unfolded: dict[int, list[Layer]] = field(default_factory=dict)
    parts: dict[int, object] = field(default_factory=dict)
    gave: list[object] = field(default_factory=list)
    words: int = 0
    overrun: Overrun | None = None
    inputs: dict[Open, Symbol] = field(default_factory=dict)
    predicted: Shape | None = None
    compares: Layer | None = None
    batch: int | None = None
    loss: str = ""
    loss_arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    framework: Framework = ""
    window: int | None = None
    active: Model | None = None
    fitted: int = 0

    def spell(self, name: str, node: ast.expr) -> None:
        """Note what a name stands for, where it is rows of a table or the place of one."""
        if isinstance(node, ast.Subscript | ast.BinOp) and sum(1 for _ in ast.walk(node)) < 40:
            self.slices[name] = node
        else:
            self.slices.pop(name, None)

    def word(self, name: str) -> Word:
        """Give a name of its own to a size that the text calls so."""
        self.words += 1
        return Word(name.removeprefix("self."), self.words)

    def keras(self) -> None:
        """Take the layers for Keras's, unless PyTorch was seen."""
        self.framework = self.framework or "keras"

    def use(self, *layers: object) -> None:
        """Note that layers have found their place."""
        self.loose = [each for each in self.loose if not any(each is one for one in layers)]

    def place(self, layer: Layer, reads: tuple[Symbol, ...] = ()) -> Symbol:
        """Put a layer into the graph, on what it reads."""
        self.use(layer)
        if len(self.nodes) >= MAX_NODES:
            return Symbol(0)
        self.nodes.append(Node(layer, reads))
        return Symbol(len(self.nodes) - 1)

    def symbol(self, value: object) -> object:
        """Give what an input gives, where a value is one; any other value as it is."""
        if not isinstance(value, Layer) or value.kind != "Input":
            return value
        for layer, symbol in self.entered:
            if layer is value:
                return symbol
        self.entered.append((value, self.place(value)))
        return self.entered[-1][1]

    def enter(
        self, array: object, *, name: str = "", own: bool = True, state: bool = False
    ) -> Symbol:
        """Put an array that a layer is called on into the graph, as an input.

        Args:
            array: as far as it is known.
            name: what the text calls it.
            own: whether it may be what is fed to the model, where the code does not make it.
            state: whether it is a state that a layer starts from.
        """
        given: dict[str, object] = {"state": True} if state else {}
        if isinstance(array, Array) and array.shape is not None:
            kept = len(array.dims) == len(array.shape)
            dims = array.dims if kept else (None,) * len(array.shape)
            given["whole"] = tuple(
                dim if size is None else size for size, dim in zip(array.shape, dims, strict=True)
            )
            if array.cut_from is not None:
                given |= {"cut_from": array.cut_from, "laid": array.laid}
        elif not own:
            given["whole"] = None
        if isinstance(array, Array):
            given |= {mark: True for mark in KNOWN if mark in array.marks}
            given |= {} if array.most is None else {"most": array.most}
        words: dict[str, object] = {}
        if isinstance(array, Array) and array.shape is None and array.dims:
            given["whole"], words["whole"] = None, array.dims
        made = Layer("Input", MappingProxyType(given), name, words=MappingProxyType(words))
        return self.place(made)

    def alter(self, model: Model, written: str) -> None:
        """Note that something that was not read takes a model, and may add layers to it."""
        strange = Layer("", written=written[:60])
        if model.output is not None:
            model.output = self.place(strange, (model.output,))
        else:
            model.layers.append(strange)

    def opened(self, value: object) -> object:
        """Put what is called for by its name alone into the graph, as an input; else it stays."""
        if isinstance(value, tuple):
            return type(value)(map(self.opened, value))
        if not isinstance(value, Open):
            return value
        if value not in self.inputs:
            self.inputs[value] = self.enter(UNKNOWN, name=value.name, own=False)
        return self.inputs[value]

    def looped(self) -> bool:
        """Whether a loop is open whose turns are not told."""
        return any(block.kind == "loop" for block in self.blocks)

    def go_back(self) -> None:
        """Note gradients that go back through a state of the turn, or the call, before."""
        if any(block.carries for block in self.blocks) or ("kept" in self.marks and self.looped()):
            self.marks.add("carried")

    def leave_out(self) -> None:
        """Note that lines were left out: what they may have changed is not known any more."""
        for name, value in self.names.items():
            if isinstance(value, Array) and not self.is_told(name):
                self.names[name] = replace(value, shape=None, roles=())
        self.goes_on("lines that were left out")

    def goes_on(self, written: str) -> None:
        """Note that models go on in lines that are not in the text."""
        strange = Layer("", written=written)
        self.marks.add("left_out")
        for name, value in self.names.items():
            if isinstance(value, Symbol):
                self.names[name] = self.place(strange, (value,))
        for model in self.models:
            self.alter(model, strange.written)
        if self.loose and not self.models:
            self.loose.append(strange)

    def is_told(self, name: str) -> bool:
        """Whether a sentence tells the shape of an array of this name."""
        return any(name == each for each, _ in self.told.values())

    def cut(self, window: object) -> None:
        """Note the rows of a window."""
        if whole(window) and window > 0:
            self.window = window


# What a model is called.
MODEL = re.compile(r"model|net(?:work)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """A call, its arguments worked out.

    Args:
        node: as it is written.
        name: of the function or method.
        of: what the method belongs to; UNKNOWN for a function.
        given: arguments by position.
        named: arguments by name.
        sizes: works out a size in numbers and names, from its syntax.
    """

    node: ast.Call
    name: str
    of: object
    given: tuple[object, ...]
    named: Mapping[str, object]
    sizes: Callable[[ast.expr | None], object] = field(
        default=lambda node: UNKNOWN, compare=False, repr=False
    )

    @property
    def owner(self) -> str:
        """What the function or the method belongs to, as it is written; "" for a name alone."""
        func = self.node.func
        return ast.unparse(func.value) if isinstance(func, ast.Attribute) else ""

    def get(self, word: str, place: int, default: object = None) -> object:
        """Give an argument by name or by position."""
        return self.named.get(word, self.given[place] if len(self.given) > place else default)

    def spelt(self, word: str, place: int) -> str:
        """Give the name of a variable that was given as an argument; "" for anything else."""
        node = self.written_node(word, place)
        return node.id if isinstance(node, ast.Name) else ""

    def written(self, word: str, place: int) -> str:
        """Give an argument as it is written; "" if it is not given."""
        node = self.written_node(word, place)
        return ast.unparse(node) if node is not None else ""

    def sized(self, value: object, node: ast.expr | None) -> object:
        """Give a value with names in place of sizes in it that are not known."""
        open_ = any(each is UNKNOWN or isinstance(each, Open) for each in parts_of(value))
        return self.sizes(node) if open_ else value

    def in_names(self, values: Sequence[object]) -> tuple[object, ...]:
        """Give sizes that stand at the end of a call, or in a tuple there, with their names."""
        last = next((word.value for word in self.node.keywords
                     if word.arg in ("newshape", "shape", "size")), None)  # fmt: skip
        last = last or (self.node.args[-1] if self.node.args else None)
        nodes = last.elts if isinstance(last, ast.Tuple | ast.List) else self.node.args
        nodes = nodes[len(nodes) - len(values) :] if len(nodes) >= len(values) else []
        if len(nodes) != len(values):
            return tuple(values)
        return tuple(map(self.sized, values, nodes))

    def written_node(self, word: str, place: int) -> ast.expr | None:
        """Give the syntax of an argument; None if it is not given."""
        by_name = [each.value for each in self.node.keywords if each.arg == word]
        return next(iter([*by_name, *self.node.args[place : place + 1]]), None)
