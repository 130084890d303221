"""A learner's own functions and classes: what they are called with, and what they give."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lstmviz.doctor.reading.code import Statement
from lstmviz.doctor.reading.meanings import UNKNOWN, Kind
from lstmviz.doctor.reading.notes import Call
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


def hoisted(statements: list[Statement]) -> list[Statement]:
    """Put functions and classes that stand below their first use before it."""
    blocks: list[list[Statement]] = []
    for each in taken_out(statements):
        if blocks and each.indent > blocks[-1][0].indent and is_definition(blocks[-1][0].node):
            blocks[-1].append(each)
        else:
            blocks.append([each])
    if not any(isinstance(block[0].node, ast.ClassDef) for block in blocks):
        blocks.sort(key=lambda block: not made_of_self(block[0].node))
    placed: list[list[Statement]] = []
    for block in blocks:
        head = block[0].node
        used = len(placed)
        if isinstance(head, ast.FunctionDef | ast.ClassDef) and block[0].indent == 0:
            uses = (at for at, each in enumerate(placed) if calls(each, head.name))
            used = next(uses, used)
        placed.insert(used, block)
    return [each for block in placed for each in block]


def taken_out(statements: Sequence[Statement]) -> list[Statement]:
    """Take lines out of a class that call it: a paste has indented what follows it too far."""
    found: list[Statement] = []
    head, method, shift = None, 0, 0
    for each in statements:
        if head is not None and each.indent <= head.indent:
            head, shift = None, 0
        if isinstance(each.node, ast.ClassDef):
            head, method = each, 0
        elif head is not None and isinstance(each.node, ast.FunctionDef) and not shift:
            method = method or each.indent
        elif isinstance(head and head.node, ast.ClassDef) and each.indent == method:
            shift = shift or method * calls([each], head.node.name)
        found.append(replace(each, indent=max(each.indent - shift, 0)) if shift else each)
    return found


def made_of_self(node: ast.stmt) -> bool:
    """Whether a line gives self a layer, as what is left of an __init__ does."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    made = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    return made and target is not None and ast.unparse(target).startswith("self.")


def is_definition(node: ast.stmt) -> bool:
    """Whether a statement begins a function or a class."""
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def calls(block: list[Statement], name: str) -> bool:
    """Whether lines call a function or a class."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for each in block
        for node in ast.walk(each.node)
    )


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
    return word in ("GRU", "LSTM", "SimpleRNN")


def end_of(statements: Sequence[Statement], at: int) -> int:
    """Give where the block ends that a statement begins."""
    end = at + 1
    while end < len(statements) and statements[end].indent > statements[at].indent:
        end += 1
    return end


def class_of(statements: list[Statement], at: int) -> tuple[Class, int]:
    """Read a class, and where it ends; a text may have lost the indentation of all its lines."""
    head = statements[at].node
    assert isinstance(head, ast.ClassDef)
    end = end_of(statements, at)
    flat = end == at + 1
    methods: dict[str, Function] = {}
    body: list[Statement] = []
    place = at + 1
    while place < (len(statements) if flat else end):
        node = statements[place].node
        if isinstance(node, ast.FunctionDef):
            stop = end_of(statements, place)
            if stop == place + 1:
                stop = flat_end(statements, place)
            methods[node.name] = Function(node, statements[place + 1 : stop])
            place = stop
            end = stop if flat else end
        elif flat:
            break
        else:
            body.append(statements[place])
            place += 1
    bases = [ast.unparse(base) for base in head.bases]
    return Class(head.name, bases, methods, body), end


def flat_end(statements: list[Statement], at: int) -> int:
    """Give where a method ends whose lines are not indented: at its return, or at the next head."""
    for place in range(at + 1, len(statements)):
        node = statements[place].node
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return place
        if isinstance(node, ast.Return):
            return place + 1
    return len(statements)
