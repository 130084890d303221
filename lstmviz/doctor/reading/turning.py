"""Conditions, branches and loops, as far as a text tells how they go."""

import ast
from collections.abc import Sequence
from typing import Any

from lstmviz.doctor.reading.code import Statement
from lstmviz.doctor.reading.data.arrays import ANY, whole
from lstmviz.doctor.reading.data.datasets import one_turn
from lstmviz.doctor.reading.data.picking import index
from lstmviz.doctor.reading.data.slices import called, listed
from lstmviz.doctor.reading.definitions import Instance, one_of_all
from lstmviz.doctor.reading.expressions import Expressions
from lstmviz.doctor.reading.meanings import UNKNOWN, Batch, Data, Kind, Many, Model, Parts
from lstmviz.doctor.reading.network.layers import LAYERS
from lstmviz.doctor.reading.network.models import KEEPING
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Symbol
from lstmviz.doctor.walking.torch import SAME

# Turns of a loop that are followed one by one.
MAX_TURNS = 16
# A loop that calls these makes whole models, one at each turn.
WHOLE = frozenset({"Input", "InputLayer", "Model", "Sequential", "compile", "fit"})
# Layers that change no shape.
SAME_SHAPE = KEEPING | frozenset(SAME)


class Turning(Expressions):
    """Whether branches are met, and what a loop's variable is at each turn."""

    def truth(self, test: ast.expr) -> bool | None:
        """Say whether a condition holds; None where the text does not tell."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                held = self.truth(operand)
                return None if held is None else not held
            case ast.BoolOp(op=op, values=values):
                each = [self.truth(value) for value in values]
                decides = isinstance(op, ast.Or)
                if decides in each:
                    return decides
                return None if None in each else not decides
            case ast.Compare(left=ast.Name(id="__name__")):
                return True
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return compared(self.value(left), op, self.value(right))
        value = self.value(test)
        if isinstance(value, Layer | Model | Instance):
            return True
        return bool(value) if value is None or isinstance(value, bool | int | str) else None

    def turns(self, over: ast.expr, body: Sequence[Statement]) -> list[object] | None:
        """Give what a loop's variable is at each turn; None where that is not followed.

        Loops that call or make layers are followed, and those over names that make models; others
        may cut windows.
        """
        if self.frames or makes_layers(body):
            return self.listed_turns(over)
        turns = self.listed_turns(over) if self.makes_models(body) else None
        words = turns is not None and any(
            isinstance(w, str | Kind) for w in flattened(tuple(turns))
        )
        return turns if words else None

    def makes_models(self, body: Sequence[Statement]) -> bool:
        """Whether lines of a loop make instances of the text's own classes of layers."""
        called = (ast.unparse(each.func) for line in body for each in ast.walk(line.node)
                  if isinstance(each, ast.Call))  # fmt: skip
        defined = self.definitions.classes
        return any(name in defined and self.definitions.is_model(name) for name in called)

    def listed_turns(self, over: ast.expr) -> list[object] | None:
        """Give what is in a list or a range whose length the text tells."""
        if isinstance(over, ast.Call) and ast.unparse(over.func).endswith(".groupby"):
            return None
        name = (
            over.func.id if isinstance(over, ast.Call) and isinstance(over.func, ast.Name) else ""
        )
        given = over.args if isinstance(over, ast.Call) else []
        if name == "range" and given:
            ends: list[Any] = [self.value(each) for each in given]
            if all(whole(each) for each in ends) and (len(ends) < 3 or ends[2] != 0):
                found: list[object] = list(range(*ends)[: MAX_TURNS + 1])
                return found if len(found) <= MAX_TURNS else None
            return None
        if name in ("enumerate", "reversed", "zip") and given:
            inside = [self.listed_turns(each) for each in given[: 1 if name == "enumerate" else 9]]
            if any(each is None for each in inside):
                return None
            lists = [each for each in inside if each is not None]
            if name == "enumerate":
                return [(at, each) for at, each in enumerate(lists[0])]
            return lists[0][::-1] if name == "reversed" else list(zip(*lists, strict=False))
        if isinstance(over, ast.Call) and isinstance(over.func, ast.Attribute):
            held = self.value(over.func.value)
            if isinstance(held, dict) and over.func.attr in ("items", "values"):
                return list(held.items() if over.func.attr == "items" else held.values())
        value = self.value(over)
        if isinstance(value, Batch):
            return list(value.parts)
        if isinstance(value, Model) and not value.output:
            value = tuple(value.layers)
        if isinstance(value, tuple) and not isinstance(value, Many) and len(value) <= MAX_TURNS:
            return list(value)
        return None

    def comprehended(self, node: ast.ListComp | ast.GeneratorExp) -> object:
        """Give the list that a comprehension makes: turn for turn, or an array of all turns."""
        before = dict(self.notes.names)
        try:
            made = self.turn_for_turn(node)
            if made is not None or isinstance(node, ast.GeneratorExp):
                return UNKNOWN if made is None else made
            for each in node.generators:
                self.assign(each.target, self.one_of(each.iter))
            found = listed(self.notes, self.value, node)
        finally:
            self.notes.names = before
        columns = ast.unparse(node.generators[0].iter).endswith(".columns")
        return Many() if found is UNKNOWN and columns else found

    def turn_for_turn(self, node: ast.ListComp | ast.GeneratorExp) -> tuple[object, ...] | None:
        """Give each layer, array or what a layer gives that a comprehension makes; else None."""
        over, one = node.generators[0], len(node.generators) == 1
        numbered = called(over.iter) == "range"  # it may cut windows
        if (
            not one
            or over.ifs
            or (
                numbered
                and not self.frames
                and not makes_layers([Statement(ast.Expr(node.elt), 0)])
            )
        ):
            return None
        turns, made = self.listed_turns(over.iter), []
        for value in turns or ():
            self.assign(over.target, value)
            made.append(self.value(node.elt))
        kinds = (Layer, Model, Instance, Symbol, *(() if numbered else (Array,)))
        told = turns is not None and all(isinstance(each, kinds) for each in made)
        return tuple(made) if told else None

    def one_of(self, over: ast.expr) -> object:
        """Give what a loop's variable is at any of its turns, as far as all of them agree."""
        match over:
            case ast.Call(func=ast.Name(id="range")):
                return ANY
            case ast.Call(func=ast.Name(id="enumerate"), args=[of, *_]):
                return (ANY, self.one_of(of))
            case ast.Call(func=ast.Name(id="zip"), args=parts):
                return tuple(map(self.one_of, parts))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[of, *_]) if (
                name in ("iter", "list", "reversed", "sorted", "tqdm")
            ):
                return self.one_of(of)
            case ast.Call(func=ast.Attribute(attr="groupby")):
                return self.value(over)
        turns = self.listed_turns(over)
        given = self.served(self.value(over)) if turns is None else tuple(turns)
        layer = self.notes.nodes[given.node].layer if isinstance(given, Symbol) else None
        if isinstance(given, Symbol) and layer and layer.kind == "unbind":
            return Symbol(given.node, 0)
        if isinstance(given, Symbol) and layer and not layer.says("each"):
            one = Layer("index", {"parts": (0,)}, f"one of {ast.unparse(over)[:40]}")
            return self.notes.place(one, (given,))
        if isinstance(given, Array) and given.shape and "frame" not in given.marks:
            return index(given, [ANY])
        if isinstance(given, Data | Parts):
            return one_turn(given)
        if isinstance(given, tuple) and given:
            return one_of_all(given)
        return given if isinstance(given, Symbol) else UNKNOWN

    def mapped(self, node: ast.DictComp) -> object:
        """Give the dictionary that a comprehension makes; UNKNOWN where its turns are not told."""
        if len(node.generators) != 1 or node.generators[0].ifs:
            return UNKNOWN
        turns = self.listed_turns(node.generators[0].iter)
        if turns is None:
            return UNKNOWN
        before, made = dict(self.notes.names), {}
        for value in turns:
            self.assign(node.generators[0].target, value)
            key = self.value(node.key)
            if isinstance(key, str | int):
                made[key] = self.value(node.value)
        self.notes.names = before
        return made

    def keeps_shape(self, now: Symbol, before: Symbol) -> bool:
        """Whether nothing that changes a shape stands between what two layers give."""
        while now != before and now.part is None and now.node > before.node:
            node = self.notes.nodes[now.node]
            kind = node.layer.kind.removeprefix("nn.")
            if len(node.reads) != 1 or kind not in SAME_SHAPE:
                return False
            now = node.reads[0]
        return now == before


def compared(left: object, op: ast.cmpop, right: object) -> bool | None:
    """Compare two values; None where that is not known."""
    plain = (bool, int, float, str, tuple, type(None))
    made = (Array, Layer, Model, Instance, Symbol)
    if isinstance(op, ast.Is | ast.IsNot) and right is None and isinstance(left, (*plain, *made)):
        return (left is None) == isinstance(op, ast.Is)
    if not (isinstance(left, plain) and isinstance(right, plain)):
        return None
    if UNKNOWN in (*flattened(left), *flattened(right)) or ANY in (left, right):
        return None
    match op:
        case ast.Eq():
            return left == right
        case ast.NotEq():
            return left != right
        case ast.In() if isinstance(right, tuple):
            return left in right
        case ast.Gt() if whole(left) and whole(right):
            return left > right
        case ast.GtE() if whole(left) and whole(right):
            return left >= right
        case ast.Lt() if whole(left) and whole(right):
            return left < right
        case ast.LtE() if whole(left) and whole(right):
            return left <= right
    return None


def makes_layers(body: Sequence[Statement]) -> bool:
    """Whether lines of a loop make layers of a model that is begun and used outside of it."""
    names = {
        each.func.attr if isinstance(each.func, ast.Attribute) else ast.unparse(each.func)
        for line in body
        for each in ast.walk(line.node)
        if isinstance(each, ast.Call)
    }
    makes = any(name.lower() in LAYERS and name[:1].isupper() for name in names)
    return (makes or "add" in names) and not names & WHOLE


def flattened(value: object) -> list[object]:
    """Give the parts of a tuple, also within it."""
    if not isinstance(value, tuple):
        return [value]
    return [part for each in value for part in flattened(each)]
