"""What is noted while code is read, and the set-up that it adds up to."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lstmviz.doctor.reading.arrays import NOTHING, fresh, whole
from lstmviz.doctor.reading.prose import Told, is_generic, role_of
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Array, Framework, Layer, Node, Setup, Symbol

UNKNOWN = object()
MAX_NODES = 200


@dataclass(eq=False)
class Model:
    """A model by its layers; of a functional one its inputs and its output.

    Args:
        layers: of a Sequential, in order.
        inputs, output: of a functional model or a class.
    """

    layers: list[Layer] = field(default_factory=list)
    inputs: tuple[Symbol, ...] = ()
    output: Symbol | None = None


@dataclass(frozen=True)
class Data:
    """A data set of X and y."""

    X: Array
    y: Array | None = None
    batched: bool = False


@dataclass(eq=False)
class Block:
    """A block of code whose lines may run, or not, or several times.

    Args:
        indent: how far its head is indented.
        kind: "branch" or "loop".
        models: how many models were begun before it.
        before: names that it gives another value, each with the value before.
    """

    indent: int
    kind: str
    models: int
    before: dict[str, object] = field(default_factory=dict)


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
        marks: what else was seen.
        slices: expressions that names stand for, for slices that a loop appends.
        assigned: names that the text gives a value, whether it was understood or not.
        gaps: what the set-up rests on and was not read: "X", "y", "model" → what to call it.
        blocks: those that are open, the innermost last.
        batch, loss, framework, window: as in Setup.
    """

    told: Told
    names: dict[str, object] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    loose: list[Layer] = field(default_factory=list)
    entered: list[tuple[Layer, Symbol]] = field(default_factory=list)
    models: list[Model] = field(default_factory=list)
    fed: dict[str, tuple[Array, ...]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    slices: dict[str, ast.Subscript] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    gaps: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    batch: int | None = None
    loss: str = ""
    loss_arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    framework: Framework = ""
    window: int | None = None
    active: Model | None = None

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
            dims = array.dims or (None,) * len(array.shape)
            given["whole"] = tuple(
                size if dim is None else dim for size, dim in zip(array.shape, dims, strict=True)
            )
            if array.cut_from is not None:
                given["cut_from"] = array.cut_from
        elif not own:
            given["whole"] = None
        return self.place(Layer("Input", MappingProxyType(given), name))

    def alter(self, model: Model, written: str) -> None:
        """Note that something that was not read takes a model, and may add layers to it."""
        strange = Layer("", written=written[:60])
        if model.output is not None:
            model.output = self.place(strange, (model.output,))
        else:
            model.layers.append(strange)

    def leave_out(self) -> None:
        """Note that lines were left out: what they may have changed is not known any more."""
        strange = Layer("", written="lines that were left out")
        for name, value in self.names.items():
            if isinstance(value, Array) and not self.is_told(name):
                self.names[name] = replace(value, shape=None, roles=())
            elif isinstance(value, Symbol):
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

    def arrays(self) -> dict[str, Array]:
        """Say which array is X, which y, which the table, which a test array."""
        found = {role: replace(fresh(shape), name=name)
                 for role, (name, shape) in self.told.items()}  # fmt: skip
        for name, value in self.names.items():
            role = "table" if is_generic(name) else role_of(name)
            if not role or not isinstance(value, Array):
                continue
            old = found.get(role, NOTHING)
            nearer = old.name == name or not old.name.lower().startswith(role.lower())
            if old.shape is None or (value.shape is not None and nearer):
                found[role] = replace(value, name=name)
        return found

    def setup(self) -> Setup:
        """Give everything that was read."""
        found = self.arrays()
        nodes, output, sequential, several = self.graph()
        self.match_inputs(nodes, output)
        X, y = self.fed.get("X", ()), self.fed.get("y", ())
        if (not X or (len(X) == 1 and X[0].shape is None)) and not self.entered_by_code(nodes):
            X = (found["X"],) if "X" in found and self.may_be(X, found["X"]) else X
        target = y[0] if y else found.get("y")
        if y and y[0].shape is None and "y" in found and self.may_be(y, found["y"]):
            target = found["y"]
        for part, array in (("X", next(iter(X), None)), ("y", target)):
            if array is not None and unread(array) and "fit" in self.marks:
                name = array.name or part
                made = name in self.assigned
                self.gaps[part] = (
                    f"what makes {name}" if made else f"the shape of {name}, which is not there"
                )
        if not any(node.layer.kind != "Input" for node in nodes):
            self.check_alone(X)
        return Setup(
            framework=self.framework,
            nodes=nodes,
            output=output,
            sequential=sequential,
            fed=X,
            y=target,
            table=found.get("table"),
            test=found.get("X test"),
            loss=self.loss,
            loss_arguments=self.loss_arguments,
            batch=self.batch,
            marks=frozenset(self.marks),
            window=self.window,
            several=several,
            gaps=MappingProxyType(dict(self.gaps)),
        )

    def match_inputs(self, nodes: tuple[Node, ...], output: Symbol | None) -> None:
        """Put what is fed in the order in which its inputs stand among the nodes."""
        models = [each for each in self.models if each.output and len(each.inputs) > 1]
        if not models or output is None or len(self.fed.get("X", ())) < 2:
            return
        model = self.active if self.active in models else models[-1]
        if model is None or model.output is None:
            return
        kept = trimmed(self.nodes, model.output)[2]
        places = [kept.get(each.node) for each in model.inputs]
        if None in places or len(places) != len(self.fed["X"]):
            self.gaps["model"] = "how the inputs are used"
            self.fed["X"] = ()
            return
        order = sorted(range(len(places)), key=lambda at: places[at] or 0)
        self.fed["X"] = tuple(self.fed["X"][at] for at in order)

    def may_be(self, fed: tuple[Array, ...], other: Array) -> bool:
        """Whether an array is the one that is fed, of which the code tells no shape.

        It is if nothing is fed by name, or by its name; a sentence may also call the array by
        another name, as long as the code makes none of the name that it feeds.
        """
        if not fed or fed[0].name in ("", other.name):
            return True
        return self.is_told(other.name) and fed[0].name not in self.assigned

    def check_alone(self, X: tuple[Array, ...]) -> None:  # noqa: N803
        """Note what a text without layers has that could not be read: a model, or X itself."""
        strange = (name for name, value in self.names.items() if value is UNKNOWN)
        if {"compiled", "fit"} & self.marks or any(map(MODEL.search, strange)):
            self.gaps.setdefault("model", "what makes the model")
        if not X and any(role_of(each) == "X" and not is_generic(each) for each in self.assigned):
            self.gaps["X"] = "what makes X"

    def entered_by_code(self, nodes: tuple[Node, ...]) -> bool:
        """Whether code tells what enters, so that a bare shape in the text is of something else."""
        whole_ = [node.layer.says("whole") for node in nodes if node.layer.kind == "Input"]
        told = any(isinstance(shape, tuple) and None not in shape for shape in whole_)
        name, shape = self.told.get("X", ("", None))
        held = self.names.get("X")
        return told and name == "X" and isinstance(held, Array) and held.shape == shape

    def main(self, functional: list[Model]) -> Symbol | None:
        """Give the output of the functional model that counts: the compiled one, else the largest.

        A text may name parts of a model as models too, as the encoder of an autoencoder.
        """
        if not functional:
            return None
        outputs = [model.output for model in functional if model.output]
        active = self.active.output if self.active in functional and self.active else None
        if active:
            read = {each.node for node in self.nodes for each in node.reads}
            self.marks |= {"ends_early"} if active.node in read else set()
            return active
        return max(reversed(outputs), key=lambda output: len(trimmed(self.nodes, output)[0]))

    def ends(self) -> int:
        """Count the nodes, beside inputs, that no other reads."""
        read = {each.node for node in self.nodes for each in node.reads}
        kinds = (node.layer.kind for at, node in enumerate(self.nodes) if at not in read)
        return sum(kind != "Input" for kind in kinds)

    def graph(self) -> tuple[tuple[Node, ...], Symbol | None, bool, bool]:
        """Put the layers together: called ones, else the last chain, else loose ones in order."""
        called = [node for node in self.nodes if node.layer.kind != "Input"]
        chains = [model for model in self.models if model.layers]
        functional = [model for model in self.models if model.output]
        if called:
            output = self.main(functional)
            if (output is None and "fit" not in self.marks) or not chains:
                if output is None and self.framework != "torch" and self.ends() > 1:
                    self.gaps["model"] = "which of its outputs the model gives"
                output = output or Symbol(len(self.nodes) - 1)
                return (*trimmed(self.nodes, output)[:2], False, False)
        if chains:
            active = self.active if self.active in chains else None
            ends = chains[-1].layers[-1].kind in ENDS
            if active is None and "added" in self.marks and not ends:
                self.gaps["model"] = "what follows the last layer"
            nodes, output = chain((active or chains[-1]).layers)
            several = len({tuple(e.written for e in m.layers) for m in chains}) > 1
            return nodes, output, True, several and active is None
        inputs = [each for each in self.loose if each.kind == "Input"]
        if self.framework == "torch" and not called:
            rest = [each for each in self.loose if each.kind != "Input"]
            return tuple(Node(each) for each in rest[:MAX_NODES]), None, False, True
        nodes, output = chain(self.loose)
        return nodes, output, True, len(inputs) > 1


# Layers that a model may end with; before any other layer was added, more may be to come.
ENDS = frozenset({"Activation", "Dense", "Softmax"})
# What a model is called.
MODEL = re.compile(r"model|net(?:work)?$", re.IGNORECASE)


def unread(array: Array) -> bool:
    """Whether the text does not tell an array, or one of its sizes beside the samples."""
    return array.shape is None or "untold" in array.marks


def chain(layers: list[Layer]) -> tuple[tuple[Node, ...], Symbol | None]:
    """Put layers one after another, the input first: as it is given, or as the first layer says."""
    layers = [each for each in layers if each.kind != "Input" or each.arguments or each.unread]
    if not layers:
        return (), None
    rest = list(layers)
    head = Layer("Input")
    if rest[0].kind == "Input":
        head = rest.pop(0)
    elif rest:
        head = asked(rest[0])
    nodes = [Node(head)]
    for layer in rest[:MAX_NODES]:
        if layer.kind != "Input":
            nodes.append(Node(layer, (Symbol(len(nodes) - 1),)))
    return tuple(nodes), Symbol(len(nodes) - 1) if len(nodes) > 1 else None


def asked(layer: Layer) -> Layer:
    """Give the input that a first layer asks for by its own arguments."""
    for word, batch in (("input_shape", 0), ("batch_input_shape", 1), ("batch_shape", 1)):
        shape = layer.says(word)
        if isinstance(shape, tuple):
            sizes: Shape = tuple(size if whole(size) and size > 0 else None for size in shape)
            given: dict[str, object] = {"shape": sizes[batch:]}
            if batch and sizes and sizes[0]:
                given["batch_size"] = sizes[0]
            unread = frozenset({"shape"} if word in layer.unread else ())
            if batch and unread and not given.get("batch_size"):
                unread |= {"batch_size"}
            return Layer("Input", MappingProxyType(given), f"{word}={shape}", None, unread)
    width = layer.size("input_dim")
    if width and layer.recurrent:
        length = layer.size("input_length")
        return Layer("Input", MappingProxyType({"shape": (length, width)}))
    if width and layer.kind == "Dense":
        return Layer("Input", MappingProxyType({"shape": (width,)}))
    if layer.kind == "Embedding":
        return Layer("Input", MappingProxyType({"shape": (layer.size("input_length"),)}))
    return Layer("Input")


def trimmed(
    nodes: list[Node], output: Symbol
) -> tuple[tuple[Node, ...], Symbol, dict[int, int]]:
    """Keep the nodes that an output needs, in their order; and say where each stands now."""
    needed, waiting = set(), [output.node]
    while waiting:
        at = waiting.pop()
        if at not in needed:
            needed.add(at)
            waiting += [each.node for each in nodes[at].reads]
    order = sorted(needed)
    place = {old: new for new, old in enumerate(order)}
    kept = tuple(
        Node(
            nodes[old].layer,
            tuple(replace(each, node=place[each.node]) for each in nodes[old].reads),
        )
        for old in order
    )
    return kept, replace(output, node=place[output.node]), place


@dataclass(frozen=True)
class Call:
    """A call, its arguments worked out.

    Args:
        node: as it is written.
        name: of the function or method.
        of: what the method belongs to; UNKNOWN for a function.
        given: arguments by position.
        named: arguments by name.
    """

    node: ast.Call
    name: str
    of: object
    given: tuple[object, ...]
    named: Mapping[str, object]

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

    def written_node(self, word: str, place: int) -> ast.expr | None:
        """Give the syntax of an argument; None if it is not given."""
        by_name = [each.value for each in self.node.keywords if each.arg == word]
        return next(iter([*by_name, *self.node.args[place : place + 1]]), None)
