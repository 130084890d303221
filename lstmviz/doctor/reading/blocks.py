"""Blocks of code: what is known where they begin, and what is not known any more behind them."""

import ast
from collections.abc import Mapping

from lstmviz.doctor.reading.assigning import is_method
from lstmviz.doctor.reading.data.slices import begin, is_empty
from lstmviz.doctor.reading.definitions import same
from lstmviz.doctor.reading.meanings import UNKNOWN
from lstmviz.doctor.reading.network.applying import FORWARD
from lstmviz.doctor.reading.network.running import Running
from lstmviz.doctor.reading.notes import MARK, Block
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Symbol


class Blocks(Running):
    """Begin and end blocks, classes, functions and loops; who follows statements comes after."""

    def begin_block(self, indent: int, kind: str) -> None:
        """Begin a block."""
        self.notes.blocks.append(Block(indent, kind, len(self.notes.models)))

    def close(self, block: Block) -> None:
        """End a block: what it may have changed, or may not, is not known any more."""
        for name, before in block.before.items():
            now = self.notes.names.get(name, UNKNOWN)
            if same(before, now) or (block.kind != "branch" and not name.endswith(MARK)):
                continue
            if isinstance(before, Symbol) and isinstance(now, Symbol):
                kept = self.keeps_shape(now, before)
                strange = Layer("", written="what a branch changes")
                self.notes.names[name] = (
                    before if kept else self.notes.place(strange, (before, now))
                )
            else:
                self.notes.names[name] = UNKNOWN

    def leave(self, outside: Mapping[str, object]) -> None:
        """End a function: what it calls by a name from outside is its own, not that name's."""
        self.notes.names.update(
            {
                name: held
                for name, held in outside.items()
                if name.isidentifier() and held is not UNKNOWN
            }
        )

    def imported(self, module: str) -> None:
        """Note whose library is used."""
        if "torch" in module:
            self.notes.framework = "torch"
        elif "keras" in module or "tensorflow" in module:
            self.notes.keras()

    def loop(self, target: ast.expr, over: ast.expr) -> None:
        """Begin a loop: its variable is any number, or what an iterable gives."""
        if isinstance(over, ast.Call) and len(over.args) == 3:
            self.notes.names["range step"] = self.value(over.args[2])
        self.notes.names["range begin"] = begin(over)
        self.notes.names["range empty"] = is_empty(over, self.value)
        self.assign(target, self.one_of(over))

    def begin_class(self, name: str, bases: list[str]) -> None:
        """Begin a class: a model of Keras or PyTorch."""
        self.definitions.begin_class(name)
        for base in bases:
            if base.endswith(("nn.Module", "LightningModule")) or base == "Module":
                self.notes.framework = "torch"
            elif base.endswith(("keras.Model", "Model", "Layer")):
                self.notes.keras()
        self.notes.marks.add("class")

    def begin_function(self, node: ast.FunctionDef) -> None:
        """Begin a function: its arguments are what it is called with, as far as that is known."""
        method = is_method(node)
        given = self.definitions.begin_function(node, method, self.value)
        told = self.told(given)
        given |= told
        for name, value in given.items():
            if value is not UNKNOWN:
                self.notes.names[name] = value
            elif method or not isinstance(self.notes.names.get(name), Array):
                self.notes.names.pop(name, None)
            self.notes.names[name + MARK] = self.notes.word(name)
        if node.name in FORWARD and method and given:
            name = next(iter(given))
            self.notes.names[name] = self.notes.enter(given[name], name=name)
            self.notes.names |= self.beside(told, name)
            self.notes.marks.add("forward")
