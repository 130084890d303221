"""Classes of layers and functions that call them: followed line by line for each call."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.reading.assigning import settled
from lstmviz.doctor.reading.code import Statement
from lstmviz.doctor.reading.data.arrays import ANY, fresh
from lstmviz.doctor.reading.data.datasets import samples_of, yielded
from lstmviz.doctor.reading.data.reaching import overrun
from lstmviz.doctor.reading.definitions import (
    EACH,
    ITEM,
    Class,
    Definitions,
    Frame,
    Function,
    Instance,
    same,
)
from lstmviz.doctor.reading.meanings import UNKNOWN, Data, Open, Parts, parts_of
from lstmviz.doctor.reading.network.applying import FORWARD
from lstmviz.doctor.reading.notes import MARK, Call, Notes
from lstmviz.doctor.reading.turning import Turning, flattened
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Reckoned, Symbol, Word

# Calls within calls, and statements that are followed in all: a text that asks for more is left.
MAX_CALLS = 12
MAX_STEPS = 6_000
# Keras's data sets whose items are batches.
OF_BATCHES = frozenset({"PyDataset", "Sequence"})
# Methods that a trainer calls.
STEPS = ("training_step",)
LOADER = "train_dataloader"


class Running(Turning):
    """What calls of a text's own classes and functions give."""

    def __init__(self, notes: Notes, definitions: Definitions) -> None:
        """Begin outside of all functions."""
        super().__init__(notes, definitions)
        self.steps = 0

    def follow(self, statements: Sequence[Statement]) -> None:
        """Follow statements in order."""
        raise NotImplementedError

    def run(self, function: Function, call: Call, frame: Frame, first: str = "") -> object:
        """Follow the lines of a function for one call of it, and give what it returns.

        Args:
            function: what is called.
            call: its arguments, without self.
            frame: whose it is.
            first: what the first argument is called, where it goes into the graph.
        """
        if len(self.frames) >= MAX_CALLS or self.steps > MAX_STEPS:
            return UNKNOWN
        bound = self.bound(function, call, method=frame.instance is not None)
        told = self.told(bound)
        bound |= told
        self.keep()
        before, blocks, nodes = self.notes.names, self.notes.blocks, len(self.notes.nodes)
        own = frame.instance.attributes if frame.instance is not None else None
        kept = {k: v for k, v in before.items() if own is None or not k.startswith("self.")}
        held = {f"self.{k}": v for k, v in (own or {}).items()}
        this = {} if frame.instance is None else {"self": frame.instance}
        self.notes.names, self.notes.blocks = {**kept, **held, **this, **bound}, []
        self.frames.append(frame)
        inside, self.definitions.inside = self.definitions.inside, f".{function.node.name}"
        try:
            if first in bound:
                self.notes.names[first] = self.entered(bound[first], first)
                rest = {k: Open(k) for k, v in bound.items() if v is UNKNOWN and k != first}
                self.notes.names |= rest | self.beside(told, first)
            self.follow(function.body)
        finally:
            self.keep()
            self.frames.pop()
            self.definitions.inside = inside
            self.notes.names, self.notes.blocks = before, blocks
            self.recall()
        return self.returned(frame, nodes)

    def told(self, bound: dict[str, object]) -> dict[str, object]:
        """Give the arguments that a call does not tell, and of which comments tell the shapes."""
        shapes = {word: shape for word, shape in self.notes.commented.items()
                  if bound.get(word) is UNKNOWN}  # fmt: skip
        return {word: replace(fresh(each), name=word) for word, each in shapes.items()}

    def beside(self, told: dict[str, object], first: str) -> dict[str, object]:
        """Put what a model is called on beside its first argument into the graph."""
        return {word: self.notes.enter(each, name=word, own=False) for word, each in told.items()
                if word != first}  # fmt: skip

    def keep(self) -> None:
        """Note what self's names stand for now."""
        instance = self.frames[-1].instance if self.frames else None
        if instance is not None:
            held = {k[5:]: v for k, v in self.notes.names.items() if k.startswith("self.")}
            instance.attributes.update(held)

    def recall(self) -> None:
        """Give self's names what they stand for after a call."""
        instance = self.frames[-1].instance if self.frames else None
        if instance is not None:
            self.notes.names |= {f"self.{k}": v for k, v in instance.attributes.items()}

    def bound(self, function: Function, call: Call, *, method: bool) -> dict[str, object]:
        """Give what each argument of a function is for a call of it."""
        node = function.node
        static = method and any(ast.unparse(each) == "staticmethod" for each in node.decorator_list)
        words = [each.arg for each in node.args.args]
        words = words[1:] if method and not static and words[:1] in (["self"], ["cls"]) else words
        defaults = node.args.defaults[-len(words) :] if words else []
        usual = dict(
            zip(words[len(words) - len(defaults) :], map(self.value, defaults), strict=True)
        )
        for each, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            usual[each.arg] = self.value(value)
        bound = {
            word: call.get(word, at, usual.get(word, UNKNOWN)) for at, word in enumerate(words)
        }
        for at, word in enumerate(words):
            size = call.sizes(call.written_node(word, at))
            called = isinstance(size, Word | Reckoned)
            bound[word + MARK] = size if called else self.notes.word(word)
        bound |= {word: call.named.get(word, usual[word]) for word in usual.keys() - bound.keys()}
        if node.args.vararg is not None:
            bound[node.args.vararg.arg] = call.given[len(words) :]
        return bound

    def entered(self, value: object, name: str) -> object:
        """Put what a model is called on into the graph, where it is no layer's output."""
        value = self.notes.symbol(value)
        if any(isinstance(each, Symbol) for each in parts_of(value)):
            return value
        if isinstance(value, tuple) and value and all(isinstance(each, Array) for each in value):
            return tuple(self.notes.enter(each, name=each.name, own=False) for each in value)
        return self.notes.enter(value, name=name, own=len(self.frames) < 2)

    def returned(self, frame: Frame, nodes: int) -> object:
        """Give what a call gave; where returns differ and either may be met, that is not known."""
        given = frame.given
        if len(given) < 2 or all(same(given[0], each) for each in given[1:]):
            return given[0] if given else UNKNOWN
        symbols = [each for value in given for each in flattened(value) if isinstance(each, Symbol)]
        symbols = [each for each in symbols if each.node >= nodes] or symbols
        if not symbols:
            return UNKNOWN
        return self.notes.place(Layer("", written="one of several returns"), tuple(symbols[-1:]))

    # ---- Classes ------------------------------------------------------------------------------

    def make_instance(self, name: str, call: Call) -> Instance:
        """Make an instance of a class: its __init__ is followed."""
        instance = Instance(name, inside=bool(self.frames))
        self.definitions.instances.append(instance)
        if len(self.definitions.instances) > 60:
            return instance
        for line in (line.node for each in self.lineage(name) for line in each.body):
            for word, value in settled(line):
                instance.attributes[word] = self.value(value)
        found = self.definitions.method(name, "__init__")
        if found is not None:
            self.run(found[1], call, Frame(instance, found[0]))
        for attribute, written in self.notes.shown.items():
            held = instance.attributes.get(attribute)
            if isinstance(held, Layer) and held.unread:
                shown = self.value(ast.parse(written, mode="eval").body)
                alike = isinstance(shown, Layer) and shown.kind == held.kind
                instance.attributes[attribute] = shown if alike else held
        return instance

    def lineage(self, name: str) -> list[Class]:
        """Give a class after those that it is made from."""
        held = self.definitions.classes.get(name)
        if held is None:
            return []
        before = [each for base in held.bases if base != name for each in self.lineage(base)[:8]]
        return [*before[:8], held]

    def call_instance(self, instance: Instance, call: Call) -> object:
        """Call an instance: what its forward gives."""
        arguments = (*call.given, *call.named.values())
        for known, given in instance.calls:
            if len(known) == len(arguments) and all(map(same, known, arguments)):
                return given
        found = next(filter(None, (self.definitions.method(instance.of, word) for word in FORWARD)),
                     None)  # fmt: skip
        if found is None:
            return UNKNOWN
        words = [each.arg for each in found[1].node.args.args[1:]]
        self.notes.marks.add("forward")
        frame = Frame(instance, found[0])
        given = self.run(found[1], call, frame, first=words[0] if words else "")
        symbols = [each for each in arguments if isinstance(each, Symbol)]
        if given is UNKNOWN and symbols:
            given = self.notes.place(Layer("", written=f"what {instance.of} gives"), tuple(symbols))
        if not self.frames:
            self.notes.gave.append(given)
            if not any(isinstance(each, Symbol) for each in flattened(given)):
                self.notes.gaps["model"] = f"what {instance.of} gives"
        instance.calls.append((arguments, given))
        return given

    def call_method(self, instance: Instance, name: str, call: Call) -> object:
        """Call a method of an instance by its name."""
        if name in FORWARD:
            return self.call_instance(instance, call)
        found = self.definitions.method(instance.of, name)
        return UNKNOWN if found is None else self.run(found[1], call, Frame(instance, found[0]))

    def served(self, value: object) -> object:
        """Give the data set that an instance of a text's own class is; else the value as it is."""
        if not isinstance(value, Instance) or not self.definitions.gives_samples(value.of):
            return value
        item = self.item_of(value)
        if isinstance(item, Data | Parts):
            return item
        in_batches = any(
            base.rpartition(".")[2] in OF_BATCHES
            for each in self.lineage(value.of)
            for base in each.bases
        )
        return (yielded(item) or UNKNOWN) if in_batches else samples_of(item)

    def reaches(self, name: str) -> None:
        """Note whether a data set counts items that go beyond its rows."""
        made = [each for each in self.definitions.instances if each.of == name]
        instance = made[0] if made else self.make_instance(name, NO_CALL)
        item, length = (self.definitions.method(name, word) for word in (ITEM, "__len__"))
        if item is not None and length is not None:
            found = overrun(item[1], length[1], instance.attributes)
            self.notes.overrun = self.notes.overrun or found

    def item_of(self, instance: Instance) -> object:
        """Give one item of a data set, at any place; or the data set that it gives one by one."""
        if not instance.calls:
            word = ITEM if self.definitions.method(instance.of, ITEM) else EACH
            at = replace(NO_CALL, given=(ANY,) if word == ITEM else ())
            instance.calls.append(((ANY,), self.call_method(instance, word, at)))
        return instance.calls[0][1]

    def call_base(self, call: Call) -> object:
        """Follow super().__init__(…), and other methods of what a class is made from."""
        frame = self.frames[-1] if self.frames else Frame()
        held = self.definitions.classes.get(frame.owner)
        if held is None or frame.instance is None:
            return UNKNOWN
        for base in held.bases:
            found = self.definitions.method(base, call.name)
            if found is not None:
                return self.run(found[1], call, Frame(frame.instance, found[0]))
        return UNKNOWN

    def loaded(self) -> Data | None:
        """Give the data set that a trainer asks a class of the text for."""
        makers = (each for each in self.definitions.instances
                  if self.definitions.method(each.of, LOADER))  # fmt: skip
        given = (self.call_method(each, LOADER, NO_CALL) for each in makers)
        return next((each for each in given if isinstance(each, Data)), None)

    def uncalled(self) -> None:
        """Follow the models that a text defines and does not call itself."""
        defined = self.definitions.classes
        within = {
            node.id
            for each in defined.values()
            for function in each.methods.values()
            for line in function.body
            for node in ast.walk(line.node)
            if isinstance(node, ast.Name) and node.id != each.name
        }
        bases = {base for each in defined.values() for base in each.bases}
        made = {each.of for each in self.definitions.instances}
        for name in list(defined):
            if name not in made | within | bases and not self.definitions.gives_samples(name):
                self.make_instance(name, NO_CALL)
        for name in filter(self.definitions.gives_samples, list(defined)):
            self.reaches(name)
        own, alone = list(self.notes.gave), set()
        outer = (one for one in self.definitions.instances if not one.inside)
        for each in [one for one in outer if self.definitions.is_model(one.of)]:
            if not each.calls:
                alone.add(each.of)
            step = next((w for w in STEPS if self.definitions.method(each.of, w)), "")
            if not each.calls and step:
                held = self.notes.loaded or self.loaded()
                batch = UNKNOWN if held is None else (held.X, held.y or UNKNOWN)
                self.call_method(each, step, replace(NO_CALL, given=(batch,)))
            if not each.calls:
                self.call_instance(each, NO_CALL)
        if not own and len(alone) > 1:
            self.notes.gaps.setdefault("model", "how the classes are put together")
        # What the text calls itself counts more.
        self.notes.gave = [*self.notes.gave[len(own) :], *own]


NO_CALL = Call(ast.Call(ast.Name("call"), [], []), "", UNKNOWN, (), {})
