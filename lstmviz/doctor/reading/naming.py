"""What names stand for: what lines give them, and what comments and prints tell of them."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.assigning import filled, unpacked
from lstmviz.doctor.reading.blocks import Blocks
from lstmviz.doctor.reading.data import frames
from lstmviz.doctor.reading.data.arrays import fresh, told
from lstmviz.doctor.reading.definitions import Definitions, Instance
from lstmviz.doctor.reading.meanings import UNKNOWN, Model
from lstmviz.doctor.reading.notes import Notes
from lstmviz.doctor.reading.texts.commented import tight
from lstmviz.doctor.reading.turning import flattened
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Array, Layer, Node
from lstmviz.doctor.walking.sizes import Symbol

# Layers of PyTorch that begin with h alone, and give it alone.
ONE_STATE = ("nn.GRU", "nn.RNN")


class Naming(Blocks):
    """Give names their values; who follows statements comes after."""

    def __init__(
        self,
        notes: Notes,
        definitions: Definitions,
        commented: Mapping[str, Mapping[str, Shape]],
    ) -> None:
        """Begin with the shapes that comments tell of the names in a line."""
        super().__init__(notes, definitions)
        self.commented = commented

    def told_by(self, node: ast.stmt) -> None:
        """Take the shapes that a line's comment or print tells, where the code tells none."""
        shapes = {**self.given_names(node), **self.commented.get(tight(ast.unparse(node)), {})}
        for name, shape in shapes.items():
            held = self.notes.names.get(name, UNKNOWN)
            if isinstance(held, Symbol) and not self.notes.nodes[held.node].layer.kind:
                # What a layer gives that is not known, by the text's own word.
                given = Layer("given", MappingProxyType({"shape": shape}), name)
                self.notes.names[name] = self.notes.place(given, (held,))
            elif held is UNKNOWN or (isinstance(held, Array) and held.shape is None):
                old = held if isinstance(held, Array) else Array()
                self.notes.names[name] = told(name, shape, old)
            elif isinstance(held, Array) and held.shape is not None and None in held.shape:
                self.notes.names[name] = filled(held, {"": (name, shape)}, name)

    def given_names(self, node: ast.stmt) -> dict[str, Shape]:
        """Give the shapes that comments tell of the names that a line gives a value."""
        targets = node.targets if isinstance(node, ast.Assign) else []
        names = {each.id for target in targets for each in ast.walk(target)
                 if isinstance(each, ast.Name)}  # fmt: skip
        return {name: shape for name, shape in self.notes.commented.items() if name in names}

    def assign(self, target: ast.expr, given: object) -> None:
        """Give a name a value; of a tuple each its own."""
        match target:
            case ast.Name(id=name):
                self.notes.assigned.add(name)
                old = self.notes.names.get(name)
                if isinstance(old, Model) and not old.begun and isinstance(given, Model):
                    old.within = True
                self.note_carried(name, given)
                self.become(name, self.with_told(name, given))
                self.rename(target)
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                self.rename(target)
                self.note_kept("self." + name, given)
                self.become("self." + name, given)
            case ast.Attribute(value=of, attr=name) if isinstance(self.value(of), Instance):
                instance = self.value(of)
                assert isinstance(instance, Instance)
                instance.attributes[name] = given
                self.notes.marks.add("renewed")
            case ast.Attribute(value=ast.Name(id=name), attr="shape"):
                self.assign(ast.Name(name), fresh(given) if isinstance(given, tuple) else UNKNOWN)
            case ast.Attribute(value=ast.Name()):
                self.notes.names[ast.unparse(target)] = given
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for at, (part, value) in enumerate(
                    zip(parts, unpacked(given, len(parts)), strict=True)
                ):
                    if at and isinstance(given, Symbol) and self.two_states(given, part):
                        value = (Symbol(given.node, at), Symbol(given.node, at + 1))
                    self.assign(part, value)

    def become(self, name: str, given: object) -> None:
        """Let a name stand for a value from now on; a block that is open keeps the one before."""
        if self.notes.blocks and name in self.notes.names:
            self.notes.blocks[-1].before.setdefault(name, self.notes.names[name])
        self.notes.names[name] = given

    def with_told(self, name: str, given: object) -> object:
        """Give a name's new value, with what sentences tell of its shape."""
        old = self.notes.names.get(name)
        shape = old.shape if isinstance(old, Array) and self.notes.is_told(name) else None
        if isinstance(given, Array):
            if given.shape is None and shape is not None:
                given = told(name, shape, given)
            return replace(filled(given, self.notes.told, name), name=name)
        return old if given is UNKNOWN and shape is not None else given

    def widen(self, target: ast.expr, value: ast.expr) -> None:
        """Follow `df["hour"] = …`: a table may have a column more."""
        match target:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(column))):
                held = self.notes.names.get(name)
                if isinstance(held, Array) and "frame" in held.marks:
                    self.notes.names[name] = frames.grown(held, column, value)

    def note_carried(self, name: str, given: object) -> None:
        """Note a state that goes on to the next turn of a loop: it has the name before the loop."""
        if self.notes.looped() and name in self.notes.names and name.strip("_0123456789"):
            block = self.notes.blocks[-1]
            block.carries |= self.goes_on(name, given, block.made)

    def note_kept(self, name: str, given: object) -> None:
        """Note a state that a module keeps for its next call, or that is begun anew."""
        if not self.frames:
            return
        if self.goes_on(name, given, self.frames[-1].made):
            self.notes.marks.add("kept")
        elif self.definitions.inside != ".__init__" and not self.states_of(given):
            self.notes.marks.add("renewed")

    def states_of(self, given: object) -> list[Node]:
        """Give the layers of which a value is a state."""
        states = [each for each in flattened(given) if isinstance(each, Symbol) and each.part]
        nodes = [self.notes.nodes[each.node] for each in states]
        return [node for node in nodes if node.layer.recurrent]

    def goes_on(self, name: str, given: object, made: set[str]) -> bool:
        """Whether a state goes on under the name that it began from.

        Args:
            name: what is given a value.
            given: the value.
            made: the names that were given one before, in this turn of a loop or this call.
        """
        anew = name in made
        made.add(name)
        begun = {read.node for node in self.states_of(given) for read in node.reads[1:]}
        told = [self.notes.nodes[each].layer.says("state") for each in begun]
        return bool(told) and all(told) and not anew

    def two_states(self, given: Symbol, part: ast.expr) -> bool:
        """Whether a name or a pair of names stands for h and c of PyTorch's LSTM."""
        kind = self.notes.nodes[given.node].layer.kind
        pair = isinstance(part, ast.Tuple) and len(part.elts) == 2
        self.notes.marks |= {f"{kind}'s h apart"} if pair and kind in ONE_STATE else set()
        return pair or kind == "nn.LSTM"
