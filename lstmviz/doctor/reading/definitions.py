"""A learner's own functions and classes: what they are called with, and what they give."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lstmviz.doctor.reading.code import Statement
from lstmviz.doctor.reading.meanings import UNKNOWN, Kind
from lstmviz.doctor.reading.notes import Call
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.setup import Array
from lstmviz.doctor.walking.sizes import Symbol

# What gives one sample of a data set, or all of them.
ITEM, EACH = "__getitem__", "__iter__"
# What classes of layers are made from.
LAYERED = frozenset({"Layer", "LightningModule", "Model", "Module"})


@dataclass(frozen=True)
class Function:
    """A function or a method: its head, and the lines within it."""

    node: ast.FunctionDef
    body: list[Statement]


@dataclass(frozen=True)
class Class:
    """A class of layers: its bases and methods, and the lines beside them."""

    name: str
    bases: list[str]
    methods: Mapping[str, Function]
    body: list[Statement]


@dataclass(eq=False)
class Instance:
    """An instance of a class in the text.

    Args:
        of: the class's name.
        attributes: what its methods give names to: "lstm" for self.lstm.
        inside: whether another instance made it.
        calls: those that were followed, each by its arguments with what it gave.
    """

    of: str
    attributes: dict[str, object] = field(default_factory=dict)
    inside: bool = False
    calls: list[tuple[tuple[object, ...], object]] = field(default_factory=list)


@dataclass
class Frame:
    """A function whose lines are being followed for one call of it.

    Args:
        instance: whose method it is; None for a function.
        owner: the class that the method stands in.
        given: what its returns gave.
        done: whether a return was reached for sure.
        made: attributes that were given a value in it.
    """

    instance: Instance | None = None
    owner: str = ""
    given: list[object] = field(default_factory=list)
    done: bool = False
    made: set[str] = field(default_factory=set)


@dataclass
class Definitions:
    """What is defined in a text. It is read again: calls that were seen before are known then.

    Args:
        known: name of a function, or "Class.method" → the calls of it that were seen before.
        called: the same, of this reading.
        names: functions and classes defined so far, each with whether it is a class.
        given: name of a function, or "Class.method" → what its return gives.
        inside: the function whose lines are being read, by the same name.
        classes: classes of layers and of data sets, whose methods are followed where they are
            called.
        functions: functions, with the lines within them.
        built: names of functions that are called with what layers give: they are followed there.
        instances: those that were made, in order.
        readings: how often the text was read, this time too.
    """

    known: Mapping[str, list[Call]] = field(default_factory=dict)
    called: dict[str, list[Call]] = field(default_factory=dict)
    names: dict[str, bool] = field(default_factory=dict)
    given: dict[str, object] = field(default_factory=dict)
    inside: str = ""
    owner: str = ""
    classes: dict[str, Class] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    built: set[str] = field(default_factory=set)
    instances: list[Instance] = field(default_factory=list)
    readings: int = 1

    def again(self) -> "Definitions":
        """Begin the next reading."""
        return Definitions(known=self.called, built=self.built, readings=self.readings + 1)

    def told(self) -> tuple[object, ...]:
        """Give what is known of the arguments of all calls, and which functions call layers."""
        calls = (call for each in self.called.values() for call in each)
        given = (arg for call in calls for arg in (*call.given, *call.named.values()))
        told = (arg if isinstance(arg, int | str | Array) else type(arg) for arg in given)
        return (*told, *sorted(self.built))

    def is_of_layers(self, held: Class) -> bool:
        """Whether a class is one of layers, by its methods or by what it is made from."""
        if any(base in self.classes for base in held.bases):
            return True
        named = any(base.rpartition(".")[2] in LAYERED for base in held.bases)
        return bool({"forward", "call"} & held.methods.keys()) or (named and bool(held.methods))

    def is_followed(self, held: Class) -> bool:
        """Whether a class's methods are followed: of layers, of a data set, or called before."""
        called = f"{held.name}.__init__" in self.known and len(held.methods) > 1
        return called or bool({ITEM, EACH} & held.methods.keys()) or self.is_of_layers(held)

    def is_model(self, name: str) -> bool:
        """Whether a class that is followed is one of layers."""
        return self.is_of_layers(self.classes[name]) and not self.gives_samples(name)

    def gives_samples(self, name: str) -> bool:
        """Whether a class is one of a data set."""
        return (self.method(name, ITEM) or self.method(name, EACH)) is not None

    def method(self, name: str, word: str) -> tuple[str, Function] | None:
        """Find a method of a class or of what it is made from, with the class that it stands in."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            owner = waiting.pop(0)
            held = self.classes.get(owner)
            if held is None or owner in seen:
                continue
            if word in held.methods:
                return owner, held.methods[word]
            seen.add(owner)
            waiting += held.bases
        return None

    def begin_class(self, name: str) -> None:
        """Note a class; the methods that follow are its own."""
        self.names[name] = True
        self.owner = name

    def begin_function(
        self, node: ast.FunctionDef, method: bool, value: Callable[[ast.expr], object]
    ) -> dict[str, object]:
        """Note a function, and say what its arguments are; UNKNOWN where calls differ.

        Args:
            node: its definition.
            method: whether it belongs to the class before it.
            value: works out a default.
        """
        self.inside = f"{self.owner}.{node.name}" if method else node.name
        if not method:
            self.names[node.name] = False
        words = [each.arg for each in node.args.args][int(method) :]
        defaults = node.args.defaults[-len(words) :] if words else []
        usual = dict(zip(words[len(words) - len(defaults) :], map(value, defaults), strict=True))
        calls = self.known.get(self.inside, [])
        arguments = {}
        for place, word in enumerate(words):
            values = [call.get(word, place, usual.get(word, UNKNOWN)) for call in calls]
            if not calls:
                values = [usual.get(word, UNKNOWN)]
            arguments[word] = agreed(values)
        return arguments

    def give(self, value: object) -> None:
        """Note what the function that is being read returns; the last return counts."""
        if value is not UNKNOWN:
            self.given[self.inside] = value

    def call(self, name: str, call: Call) -> object:
        """Note a call of a function or a class, and say what it gives."""
        if self.names[name]:
            self.called.setdefault(f"{name}.__init__", []).append(call)
            return UNKNOWN
        self.called.setdefault(name, []).append(call)
        return self.given.get(name, UNKNOWN)


def of_lambda(node: ast.Lambda) -> Function:
    """Give the function that a lambda is."""
    head = ast.FunctionDef("lambda", node.args, [], [])
    return Function(head, [Statement(ast.Return(node.body), 1)])


def same(one: object, other: object) -> bool:
    """Whether two arguments are the same as far as they are known."""
    return one is other or (type(one) is type(other) and one == other)


def agreed(values: Sequence[object]) -> object:
    """Give what an argument is by all calls: of arrays with as many axes the sizes that agree."""
    first = values[0]
    if isinstance(first, Symbol):
        return UNKNOWN  # what layers gave in the first reading is nothing in the second
    if all(same(first, each) for each in values):
        return first
    arrays = [each for each in values if isinstance(each, Array)]
    shapes = [each.shape for each in arrays if each.shape is not None]
    if len(shapes) < len(values) or len({len(shape) for shape in shapes}) > 1:
        return UNKNOWN
    sizes = tuple(each[0] if len(set(each)) == 1 else None for each in zip(*shapes, strict=True))
    marks = frozenset.intersection(*(each.marks for each in arrays))
    return replace(arrays[0], shape=sizes, marks=marks, dims=(), taken=None)


def one_of_all(values: Sequence[object]) -> object:
    """Give what any of several values is: of recurrent classes of Keras, too, shapes agree."""
    first = values[0]
    if all(map(is_recurrent, values)):
        return first
    tuples = [each for each in values if isinstance(each, tuple)]
    if isinstance(first, tuple) and [len(each) for each in tuples] == [len(first)] * len(values):
        return tuple(map(one_of_all, zip(*tuples, strict=True)))
    return agreed(values)


def is_recurrent(value: object) -> bool:
    """Whether a value names a recurrent class of Keras: either gives the same shapes."""
    word = value.written.rpartition(".")[2][:-2] if isinstance(value, Kind) else value
    return word in GATES
