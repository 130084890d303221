"""A learner's own functions and classes: what they are called with, and what they give."""

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from lstmviz.doctor.reading.code import Statement
from lstmviz.doctor.reading.notes import UNKNOWN, Call
from lstmviz.doctor.walking.setup import Symbol


@dataclass(frozen=True)
class Instance:
    """An instance of a class in the text, by the class's name."""

    of: str


@dataclass
class Definitions:
    """What is defined in a text. It is read twice: calls that were seen first are known then.

    Args:
        known: name of a function, or "Class.method" → the calls of it that were seen before.
        called: the same, of this reading.
        names: functions and classes defined so far, each with whether it is a class.
        given: name of a function, or "Class.method" → what its return gives.
        inside: the function whose lines are being read, by the same name.
    """

    known: Mapping[str, list[Call]] = field(default_factory=dict)
    called: dict[str, list[Call]] = field(default_factory=dict)
    names: dict[str, bool] = field(default_factory=dict)
    given: dict[str, object] = field(default_factory=dict)
    inside: str = ""
    owner: str = ""

    def again(self) -> "Definitions":
        """Begin the second reading."""
        return Definitions(known=self.called)

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
            agree = all(same(values[0], each) for each in values)
            # What layers gave in the first reading is nothing in the second.
            arguments[word] = values[0] if agree and not isinstance(values[0], Symbol) else UNKNOWN
        return arguments

    def give(self, value: object) -> None:
        """Note what the function that is being read returns; the last return counts."""
        if value is not UNKNOWN:
            self.given[self.inside] = value

    def call(self, name: str, call: Call, methods: Collection[str] = ()) -> object:
        """Note a call, and say what it gives.

        Args:
            name: of a function or a class.
            call: with its arguments worked out.
            methods: where an instance is called: the methods that its call may run.
        """
        if methods:
            for method in methods:
                self.called.setdefault(f"{name}.{method}", []).append(call)
            found = (self.given.get(f"{name}.{method}", UNKNOWN) for method in methods)
            return next((each for each in found if each is not UNKNOWN), UNKNOWN)
        if self.names[name]:
            self.called.setdefault(f"{name}.__init__", []).append(call)
            return Instance(name)
        self.called.setdefault(name, []).append(call)
        return self.given.get(name, UNKNOWN)


def hoisted(statements: list[Statement]) -> list[Statement]:
    """Put functions and classes that stand below their first use before it."""
    blocks: list[list[Statement]] = []
    for each in statements:
        if blocks and each.indent > blocks[-1][0].indent and is_definition(blocks[-1][0].node):
            blocks[-1].append(each)
        else:
            blocks.append([each])
    placed: list[list[Statement]] = []
    for block in blocks:
        head = block[0].node
        used = len(placed)
        if isinstance(head, ast.FunctionDef | ast.ClassDef) and block[0].indent == 0:
            uses = (at for at, each in enumerate(placed) if calls(each, head.name))
            used = next(uses, used)
        placed.insert(used, block)
    return [each for block in placed for each in block]


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
