"""Calls in a learner's code: of layers and models, of its own functions, of the libraries' own."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.data.functions import read_function
from lstmviz.doctor.reading.data.slices import append
from lstmviz.doctor.reading.definitions import Frame, Function, Instance
from lstmviz.doctor.reading.handing import Handing
from lstmviz.doctor.reading.meanings import UNKNOWN, Data, Many, Model, parts_of
from lstmviz.doctor.reading.names import KERAS_FUNCTIONS
from lstmviz.doctor.reading.network.layers import LAYERS, layer_kind
from lstmviz.doctor.reading.network.operating import operate
from lstmviz.doctor.reading.network.symbols import takes_tensors
from lstmviz.doctor.reading.notes import Call
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Symbol

# Methods of a model that call it.
PREDICTS = frozenset({"predict", "predict_on_batch"})
CALLS_A_MODEL = PREDICTS | {"evaluate", "fit", "train_on_batch"}
# Methods that give the layer or the model itself.
ITSELF = frozenset(
    {"apply", "bfloat16", "cpu", "cuda", "double", "eval", "float", "half", "to", "train"}
)
# What takes a model and gives it again.
WRAPPING = frozenset({"DataParallel", "DistributedDataParallel", "compile", "deepcopy", "script"})
# Functions that take layers and inputs themselves, not what they give.
BUILDING = frozenset({"model", "functional", "sequential", "add", "print", "summary", "append"})
# Whose `add` adds tensors, and puts no layer on.
SUMMING = frozenset({"K", "ops", "tf", "tf.math", "torch"})


class Calls(Handing):
    """What calls give; who works out expressions follows."""

    frames: list[Frame]

    def call(self, node: ast.Call) -> object:
        """Read a call: who is called, with what, and what that gives."""
        node = self.spelt_out(node)
        if isinstance(node.func, ast.Call):
            # Dense(1)(x): what stands inside comes first.
            inside = tuple(self.value(argument) for argument in node.args[:8])
            held, call = self.value(node.func), Call(node, "", UNKNOWN, inside, self.named(node))
            return self.apply(held, call)
        name, owner = "", None
        if isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, node.func.value
        elif isinstance(node.func, ast.Name):
            name = node.func.id
        if name == "append" and owner is not None and self.appended(owner, node.args):
            return UNKNOWN
        if name == "append" and isinstance(owner, ast.Name) and len(node.args) == 1:
            return append(self.notes, self.value, owner.id, node.args[0])
        if owner is not None and ast.unparse(owner) in {"nn", "torch", "torch.nn", "F"}:
            self.notes.framework = "torch"
        given = tuple(each for argument in node.args[:60] for each in self.given(argument))
        if name == "from_generator" and given:
            given = (self.produced(node.args[0]), *given[1:])
        of = UNKNOWN if owner is None else self.value(owner)
        call = Call(node, name, of, given, self.named(node), self.size_of)
        handed = self.handed(call)
        return self.answered(call) if handed is None else handed

    def answered(self, call: Call) -> object:
        """Give what a call gives: the first answers that knows it by its name, or by its owner."""
        name, of, given, owner = call.name, call.of, call.given, call.owner
        self.note_call(call)
        joins = self.joins(call)
        own = not owner and name in self.definitions.names
        kind = layer_kind(name, owner, call, self.notes.framework)
        if kind and not joins and not own:
            return self.make(call, kind)
        if own and name in self.definitions.classes:
            return self.make_instance(name, call)
        held = self.called(call)
        if isinstance(held, Layer | Model | Instance):
            return self.apply(held, call)
        if isinstance(held, Function):
            return self.run(held, call, Frame())
        if isinstance(of, Layer | Model | Instance) and name in ITSELF:
            return of
        if isinstance(of, Instance) and self.definitions.method(of.of, name) is not None:
            return self.call_method(of, name, call)
        if isinstance(call.node.func, ast.Attribute) and is_super(call.node.func.value):
            return self.call_base(call)
        if name in WRAPPING and given and isinstance(given[0], Layer | Model | Instance):
            return given[0]
        if (value := of_values(held, call)) is not None:
            return value
        return self.call_function(call) if own else self.call_library(call, joins)

    def note_call(self, call: Call) -> None:
        """Note what a model is given, and where gradients go back."""
        if call.name in CALLS_A_MODEL:
            self.give(call)
        if call.name == "backward":
            self.notes.go_back()

    def joins(self, call: Call) -> bool:
        """Whether a function of Keras joins what layers give.

        keras.layers.add([p, w]) joins a list; model.add(layer) does not.
        """
        listed = bool(call.given) and (call.name != "add" or isinstance(call.given[0], tuple))
        joining = call.name in KERAS_FUNCTIONS and listed
        return joining and self.has_symbols(self.symbols(call.given))

    def called(self, call: Call) -> object:
        """Give what a call calls: of predict the model, which it feeds with an array."""
        of, given = call.of, call.given
        if call.name not in PREDICTS or not isinstance(of, Model | Instance):
            return self.held(call.node.func, of, call.name)
        if isinstance(of, Model) and given and not self.has_symbols(self.symbols(given)):
            self.notes.marks.add("predicted")
            if isinstance(given[0], Array) and "fit" not in self.notes.marks:
                self.notes.fed.setdefault("X", (given[0],))
        return of

    def call_function(self, call: Call) -> object:
        """Call a function of the text: on layers it is followed, else it gives what it returned."""
        function = self.definitions.functions.get(call.name)
        built = call.name in self.definitions.built
        if function is not None and (built or self.is_built(function, call)):
            self.definitions.built.add(call.name)
            return self.run(function, call, Frame())
        return self.definitions.call(call.name, call)

    def call_library(self, call: Call, joins: bool) -> object:
        """Call a library's function: on tensors it is an operation in the graph, else on arrays."""
        name, given = call.name, call.given
        if name == "pack_padded_sequence" and given and isinstance(given[0], Array):
            array = given[0]
            entered = self.notes.enter(array, name=array.name, own=array.shape is None)
            call = replace(call, given=(entered, *given[1:]))
        sums = name in ("add", "multiply") and call.owner in SUMMING
        if joins or sums or name.lower() not in BUILDING:
            call = replace(call, of=self.notes.symbol(call.of), given=self.symbols(call.given))
            if takes_tensors(call):
                given = tuple(map(self.notes.opened, call.given))
                call = replace(call, of=self.notes.opened(call.of), given=given)
            if isinstance(call.of, Symbol) or self.has_symbols(call.given):
                return operate(self.notes, call)
        given = tuple(map(self.served, call.given))
        named = {word: self.served(value) for word, value in call.named.items()}
        found = read_function(self.notes, replace(call, given=given, named=named))
        together = call.written_node("collate_fn", 99) if name == "DataLoader" else None
        return found if together is None else self.collated(together, found)

    def held(self, node: ast.expr, of: object, name: str) -> object:
        """Give the layer, model or instance that a call calls; UNKNOWN where it is none."""
        match node:
            case ast.Name(id="self"):
                return self.notes.names.get("self", UNKNOWN)
            case ast.Name():
                return self.notes.names.get(name, UNKNOWN)
            case ast.Attribute(value=ast.Name(id="self")):
                return self.notes.names.get("self." + name, UNKNOWN)
            case ast.Attribute() if isinstance(of, Instance):
                return of.attributes.get(name, UNKNOWN)
            case ast.Attribute(value=ast.Name()):
                return self.notes.names.get(ast.unparse(node), UNKNOWN)
            case ast.Subscript() | ast.Lambda():
                return self.value(node)
        return UNKNOWN

    def is_built(self, function: Function, call: Call) -> bool:
        """Whether a function is called with layers, models or what they give, or calls such."""
        values = [part for each in (*call.given, *call.named.values()) for part in parts_of(each)]
        values += [self.notes.names.get(each.func.id) for line in function.body
                 for each in ast.walk(line.node)
                 if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]  # fmt: skip
        return any(isinstance(each, Layer | Model | Instance | Symbol) for each in values)

    # Of a text's own classes and functions: who follows their lines comes after.

    def run(self, function: Function, call: Call, frame: Frame, first: str = "") -> object:
        """Follow the lines of a function for one call of it, and give what it returns."""
        raise NotImplementedError

    def served(self, value: object) -> object:
        """Give the data set that an instance of a class is; else the value as it is."""
        raise NotImplementedError

    def make_instance(self, name: str, call: Call) -> Instance:
        """Make an instance of a class."""
        raise NotImplementedError

    def call_method(self, instance: Instance, name: str, call: Call) -> object:
        """Call a method of an instance by its name."""
        raise NotImplementedError

    def call_base(self, call: Call) -> object:
        """Call a method of what a class is made from."""
        raise NotImplementedError

    def given(self, node: ast.expr) -> tuple[object, ...]:
        """Work out an argument; of a list with a star each that is in it."""
        held = self.value(node.value) if isinstance(node, ast.Starred) else UNKNOWN
        if isinstance(held, tuple) and not isinstance(held, Many):
            return held
        if isinstance(held, Data):
            return (held,)  # zip(*samples)
        return (self.value(node),)

    def appended(self, owner: ast.expr, arguments: list[ast.expr]) -> bool:
        """Put a layer onto a list of layers; False where it is none."""
        held = self.value(owner)
        each = arguments[0] if len(arguments) == 1 else None
        if each is None or not isinstance(held, tuple):
            return False
        called = ast.unparse(each.func).rpartition(".")[2] if isinstance(each, ast.Call) else ""
        kinds = (Layer, Instance, Symbol)
        known = isinstance(each, ast.Name) and isinstance(self.value(each), kinds)
        made = called.lower() in LAYERS or called in self.definitions.classes
        if not (known or made or self.frames):
            return False
        part = self.value(each)
        if not any(isinstance(one, kinds) for one in parts_of(part)):
            return False
        # In a branch or a loop a layer is put on or not, or several times.
        part = replace(part, kind="") if isinstance(part, Layer) and self.notes.blocks else part
        grown = (*held, part)
        self.assign(owner, Many(grown) if self.notes.looped() else grown)
        return True

    def assign(self, target: ast.expr, given: object) -> None:
        """Give a name a value."""
        raise NotImplementedError

    def give(self, call: Call) -> None:
        """Note which arrays a model is given, by their names."""
        nodes = [call.written_node("x", 0)]
        beside = call.written_node("validation_data", 99)
        nodes += beside.elts[:1] if isinstance(beside, ast.Tuple | ast.List) else []
        for node in nodes:
            if isinstance(node, ast.Name | ast.Subscript):
                held = self.value(node)
                if isinstance(held, Data):
                    continue
                array = held if isinstance(held, Array) else Array()
                self.notes.given.append(replace(array, name=ast.unparse(node)[:60]))

    def named(self, node: ast.Call) -> dict[str, object]:
        """Work out the arguments that are given by name; further ones by a mapping as "**"."""
        return {word.arg or "**": self.value(word.value) for word in node.keywords[:40]}


def is_super(node: ast.expr) -> bool:
    """Whether an expression is super()."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "super"


def of_values(held: object, call: Call) -> object:
    """Give what a mapping, or the length of a list, is; None for any other call."""
    given = call.given
    if isinstance(held, dict) and not call.owner:
        return {**held, **call.named}  # Config(), of a class of values
    if isinstance(call.of, dict) and call.name == "get" and isinstance(call.get("key", 0), str):
        return call.of.get(given[0], given[1] if len(given) > 1 else UNKNOWN)
    if call.name == "len" and given and isinstance(given[0], tuple | Model):
        return counted(given[0])
    return None


def counted(listed: tuple[object, ...] | Model) -> object:
    """Count a list, or the layers of a model; UNKNOWN where a loop makes it longer."""
    if isinstance(listed, Many):
        return UNKNOWN
    return len(listed.layers if isinstance(listed, Model) else listed)
