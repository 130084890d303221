"""From statements to a set-up: follow names, arrays and layers through a learner's code."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from lstmviz.doctor.reading.assigning import (
    class_of,
    end_of,
    fed_back,
    gives_all,
    hoisted,
    is_callback,
    is_left_out,
    is_method,
    load,
    makes,
    once,
    paired,
    settled,
)
from lstmviz.doctor.reading.code import Statement, read_statements
from lstmviz.doctor.reading.data import frames
from lstmviz.doctor.reading.data.arrays import METHODS, fresh
from lstmviz.doctor.reading.data.datasets import yielded
from lstmviz.doctor.reading.data.functions import CALLS
from lstmviz.doctor.reading.definitions import Definitions, Function
from lstmviz.doctor.reading.gathering import setup
from lstmviz.doctor.reading.meanings import UNKNOWN, Many
from lstmviz.doctor.reading.names import OF_TORCH
from lstmviz.doctor.reading.naming import Naming
from lstmviz.doctor.reading.network.choosing import without_others
from lstmviz.doctor.reading.network.layers import LAYERS
from lstmviz.doctor.reading.network.running import MAX_STEPS
from lstmviz.doctor.reading.notes import Notes
from lstmviz.doctor.reading.texts import printed
from lstmviz.doctor.reading.texts.commented import (
    read_arguments,
    read_comments,
    read_named,
    with_layers,
)
from lstmviz.doctor.reading.texts.prose import (
    ACCURACY,
    read_loss,
    read_owned,
    read_predicted,
    read_shapes,
    read_window,
    without_names,
)
from lstmviz.doctor.reading.texts.translating import translate
from lstmviz.doctor.walking.setup import Layer, Setup
from lstmviz.doctor.walking.sizes import Reckoned, Symbol, Word


def read_setup(text: str) -> Setup:
    """Read what a text tells of arrays and layers, in code and in sentences.

    Args:
        text: as `read_text` makes it plain.
    """
    text = without_names(with_layers(printed.told(translate(without_others(text)))))
    statements = hoisted(read_statements(text, CALLS | LAYERS | METHODS.keys()))
    reader = Reader(text, Definitions())
    reader.read(statements)
    told, before = reader.definitions.told(), ()
    while told != before and reader.definitions.readings < MAX_READINGS:
        # Once more, now that it is known what functions are called with.
        reader, before = Reader(text, reader.definitions.again()), told
        reader.read(statements)
        told = reader.definitions.told()
    return setup(reader.notes)


# A function may be called with what another one gives, which is known in the second reading.
MAX_READINGS = 4
# An error's name before its message.
FAILED = re.compile(r"\b[A-Z]\w{2,40}(?:Error|Exception) ?:")
TORCH_LOSS = re.compile(
    r"\b(?:MSE|L1|SmoothL1|Huber|BCE|BCEWithLogits|CrossEntropy|NLL)Loss\b", re.ASCII
)


class Reader(Naming):
    """Follow a learner's code, statement after statement."""

    def __init__(self, text: str, definitions: Definitions) -> None:
        """Begin with the shapes that sentences tell, and with what calls are known."""
        shapes = read_shapes(text)
        names: dict[str, object] = {
            name: replace(fresh(shape), name=name) for name, shape in shapes.values()
        }
        named = read_named(text)
        for name, shape in {**named, **read_owned(text)}.items():
            names.setdefault(name, replace(fresh(shape), name=name))
        if frames.unmade(text):
            names.setdefault("df", frames.UNTOLD)
        notes = Notes(shapes, names, loss=read_loss(text), window=read_window(text))
        super().__init__(notes, definitions, read_comments(text))
        self.notes.commented = {**read_arguments(text), **named}
        if ACCURACY.search(text):
            self.notes.marks.add("accuracy")
        if FAILED.search(text):
            self.notes.marks.add("reported")
        self.notes.predicted = read_predicted(text)
        if self.notes.predicted and (named := TORCH_LOSS.search(text)):
            self.notes.compares = Layer(f"nn.{named[0]}", written=f"nn.{named[0]}()")
            self.notes.framework = "torch"
        self.notes.shown = printed.shown(text)
        if OF_TORCH.search(text):
            self.notes.framework = "torch" if "keras" not in text.lower() else ""

    def read(self, statements: Sequence[Statement]) -> None:
        """Follow a whole text, and the models in it that it does not call itself."""
        self.follow(statements)
        self.uncalled()

    def follow(self, statements: Sequence[Statement]) -> None:
        """Follow statements in order, as they stand in their blocks."""
        outside, at = len(self.notes.blocks), 0
        frame = self.frames[-1] if self.frames else None
        met: dict[int, bool | None] = {}
        scopes: list[tuple[int, dict[str, object]]] = []
        while at < len(statements) and self.steps < MAX_STEPS and not (frame and frame.done):
            each, end = statements[at], end_of(statements, at)
            self.steps += 1
            while len(self.notes.blocks) > outside and each.indent <= self.notes.blocks[-1].indent:
                self.close(self.notes.blocks.pop())
            while scopes and each.indent <= scopes[-1][0]:
                self.leave(scopes.pop()[1])
            left_out = is_left_out(each.node) and self.fitted() and not makes(statements[at + 1 :])
            if left_out or is_callback(each.node):
                at = end
            elif each.cut:
                self.notes.goes_on("what follows where the text is cut off")
                at = end
            elif isinstance(each.node, ast.If):
                at = at + 1 if self.branch(each, met) else end
            elif isinstance(each.node, ast.For):
                at = end if self.turned(each, statements[at + 1 : end]) else at + 1
            else:
                if isinstance(each.node, ast.FunctionDef):
                    scopes.append((each.indent, dict(self.notes.names)))
                at = self.defined(statements, at, end) or at + 1
        while scopes:
            self.leave(scopes.pop()[1])
        while len(self.notes.blocks) > outside:
            self.close(self.notes.blocks.pop())

    def branch(self, each: Statement, met: dict[int, bool | None]) -> bool:
        """Begin a branch, and say whether it is followed: not if it is plainly not met.

        Args:
            each: its head.
            met: of each indentation, whether a branch of the last if was met.
        """
        assert isinstance(each.node, ast.If)
        before = met.get(each.indent) if each.otherwise else False
        self.statement(each.node)
        known = self.truth(each.node.test)
        if isinstance(each.node.test, ast.Name) and each.node.test.id == "otherwise":
            known = True if before is False and each.otherwise else None
        elif before is None and known is True:
            known = None
        if before is True or known is False:
            met[each.indent] = True if before else met.get(each.indent) if each.otherwise else False
            return False
        met[each.indent] = known
        if known is None:
            self.begin_block(each.indent, "branch")
        return True

    def turned(self, each: Statement, body: Sequence[Statement]) -> bool:
        """Follow a loop turn for turn, where the text tells its turns; else begin its block."""
        assert isinstance(each.node, ast.For)
        turns = self.turns(each.node.iter, body)
        if turns is None:
            self.statement(each.node)
            if once(each.node.iter):
                return False
            self.begin_block(each.indent, "loop")
            fed = {each for line in body for each in fed_back(line.node)}
            if not fed:
                return False
            self.follow(body)
            if any(gives_all(self.notes, name, paired=inside) for name, inside in fed):
                self.follow(body)  # what a layer gave goes into it at the next turn
            return True
        for value in turns:
            self.assign(each.node.target, value)
            self.follow(body)
        return True

    def defined(self, statements: Sequence[Statement], at: int, end: int) -> int:
        """Follow a statement; of what is defined to be followed where it is called, its end."""
        each = statements[at]
        if isinstance(each.node, ast.ClassDef):
            held, stop = class_of(list(statements), at)
            if self.definitions.is_followed(held):
                self.begin_class(held.name, held.bases)
                self.definitions.classes[held.name] = held
                return stop
            values = {
                name: self.value(value) for line in held.body for name, value in settled(line.node)
            }
            if values and not held.methods:
                self.notes.names[held.name] = values
        if isinstance(each.node, ast.FunctionDef) and not is_method(each.node):
            name = each.node.name
            self.definitions.functions[name] = Function(each.node, list(statements[at + 1 : end]))
            if name in self.definitions.built:
                self.definitions.names[name] = False
                return end
        self.statement(each.node)
        if isinstance(each.node, ast.Return) and self.frames and not self.notes.blocks:
            self.frames[-1].done = True
        return 0

    def fitted(self) -> bool:
        """Whether X and y were fed to the model."""
        return "fit" in self.notes.marks and bool(self.notes.fed.get("y"))

    def statement(self, node: ast.stmt) -> None:
        """Follow one statement; a block's head stands for itself."""
        if type(node) in FOLLOWED:
            FOLLOWED[type(node)](self, node)

    def read_assignment(self, node: ast.Assign) -> None:
        """Give each target what is assigned, and note how that is written."""
        given = self.value(node.value)
        size = self.size_of(node.value) if given is UNKNOWN else UNKNOWN
        if isinstance(node.value, ast.Tuple) and isinstance(given, tuple):
            alone = len(given) == 1 and isinstance(given[0], Symbol)
            self.notes.marks |= {"comma"} if alone else set()
        for target in node.targets:
            self.widen(target, node.value)
            self.assign(target, given)
            if isinstance(size, Word | Reckoned):
                self.rename(target, size)
            if given is UNKNOWN and ast.unparse(target).endswith("loss"):
                self.notes.gaps["loss"] = f"what makes {ast.unparse(target)[:40]}"
            self.told_by(node)
            for name, each in paired(target, node.value):
                self.notes.spell(name, each)
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Attribute):
                self.notes.aliases[target.id] = ast.unparse(node.value)

    def read_annotated(self, node: ast.AnnAssign) -> None:
        """Give a name with its type what is assigned to it, if anything is."""
        if node.value is not None:
            self.assign(node.target, self.value(node.value))

    def read_added(self, node: ast.AugAssign) -> None:
        """Add to what a name stands for; a list grows in a loop by how much is not told."""
        given = self.arithmetic(self.value(load(node.target)), node.op, self.value(node.value))
        many = isinstance(given, tuple) and self.notes.looped()
        self.assign(node.target, Many(given) if many and isinstance(given, tuple) else given)

    def read_expression(self, node: ast.Expr) -> None:
        """Work out a line that is an expression alone: lines left out, a batch, or a call."""
        if is_left_out(node):
            self.notes.leave_out()
        elif isinstance(node.value, ast.Yield) and node.value.value is not None:
            if (batches := yielded(self.value(node.value.value))) is not None:
                self.gives(batches)
        else:
            self.value(node.value)
            self.told_by(node)

    def read_return(self, node: ast.Return) -> None:
        """Note what a function gives."""
        if node.value is not None:
            self.gives(self.value(node.value))

    def gives(self, given: object) -> None:
        """Note what the function that is followed returns, or yields."""
        if self.frames:
            self.frames[-1].given.append(given)
        else:
            self.definitions.give(given)

    def read_with(self, node: ast.With) -> None:
        """Work out what a block is entered with."""
        for item in node.items:
            self.value(item.context_expr)


# How a statement is followed, by its kind; of any other nothing follows.
FOLLOWED: Mapping[type[ast.stmt], Callable[[Reader, Any], None]] = MappingProxyType(
    {
        ast.AnnAssign: Reader.read_annotated,
        ast.Assign: Reader.read_assignment,
        ast.AugAssign: Reader.read_added,
        ast.ClassDef: lambda reader, node: reader.begin_class(
            node.name, [ast.unparse(base) for base in node.bases]
        ),
        ast.Expr: Reader.read_expression,
        ast.For: lambda reader, node: reader.loop(node.target, node.iter),
        ast.FunctionDef: Reader.begin_function,
        ast.Import: lambda reader, node: reader.imported(
            " ".join(each.name for each in node.names)
        ),
        ast.ImportFrom: lambda reader, node: reader.imported(node.module or ""),
        ast.Return: Reader.read_return,
        ast.With: Reader.read_with,
    }
)
