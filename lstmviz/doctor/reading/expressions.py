"""Expressions, worked out as far as shapes and numbers go: names, arrays, comprehensions."""

import ast
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lstmviz.doctor.reading.calls import Calls
from lstmviz.doctor.reading.data.arrays import ANY
from lstmviz.doctor.reading.data.making import numbers
from lstmviz.doctor.reading.definitions import Definitions, Frame, of_lambda
from lstmviz.doctor.reading.meanings import UNKNOWN, Kind
from lstmviz.doctor.reading.network.layers import is_class
from lstmviz.doctor.reading.network.symbols import combine
from lstmviz.doctor.reading.notes import Notes
from lstmviz.doctor.reading.texts.words import MAX_DEPTH
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Symbol


class Expressions(Calls):
    """What names stand for, and what expressions of them give."""

    def __init__(self, notes: Notes, definitions: Definitions) -> None:
        """Begin outside of all functions, with what sentences tell and what calls are known."""
        self.notes = notes
        self.definitions = definitions
        self.depth = 0
        self.frames: list[Frame] = []

    def value(self, node: ast.expr | None) -> object:
        """Work out an expression as far as shapes and numbers go; else UNKNOWN."""
        self.depth += 1
        try:
            return UNKNOWN if self.depth > MAX_DEPTH or node is None else self.expression(node)
        finally:
            self.depth -= 1

    def expression(self, node: ast.expr) -> object:
        """Work out one kind of expression."""
        return WORKED_OUT.get(type(node), Expressions.worked_through)(self, node)

    def worked_through(self, node: ast.expr) -> object:
        """Work out what stands in an expression of no kind that gives a shape or a number."""
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                self.value(part)
        return UNKNOWN

    def signed(self, node: ast.UnaryOp) -> object:
        """Work out a sign: of an array it changes no shape."""
        if isinstance(node.op, ast.Not):
            return self.tested(node)
        if isinstance(node.op, ast.UAdd):
            return self.worked_through(node)
        held = self.value(node.operand)
        if isinstance(held, int | float) and isinstance(node.op, ast.USub):
            return -held
        return held if isinstance(held, Array) else UNKNOWN

    def by_name(self, node: ast.Name) -> object:
        """Work out a name: what it was given, else the class that it is."""
        held = self.notes.names.get(node.id, UNKNOWN)
        if held is not UNKNOWN:
            return held
        own = node.id in self.definitions.classes
        return Kind(f"{node.id}()") if own else class_written(node, node.id)

    def by_owner(self, node: ast.Attribute) -> object:
        """Work out what stands behind a dot, also a class of a library's layers."""
        held = self.attribute(node)
        return class_written(node, node.attr) if held is UNKNOWN else held

    def by_call(self, node: ast.Call) -> object:
        """Work out a call; `getattr` and `slice` write out what they stand for."""
        match node:
            case ast.Call(func=ast.Name(id="getattr"), args=[of, name, *_]):
                word = self.value(name)
                return self.value(ast.Attribute(of, word)) if isinstance(word, str) else UNKNOWN
            case ast.Call(func=ast.Name(id="slice"), args=[_, *_] as ends) if len(ends) < 4:
                return slice(*map(self.value, ends))
        return self.call(node)

    def decided(self, node: ast.IfExp) -> object:
        """Work out `a if test else b`, by its test where that is known."""
        held = self.truth(node.test)
        if held is not None:
            return self.value(node.body if held else node.orelse)
        return self.either(self.value(node.body), self.value(node.orelse))

    def tested(self, node: ast.expr) -> object:
        """Work out a test; of an array it gives a mask."""
        held = self.truth(node)
        return self.masked(node) if held is None else held

    def by_keys(self, node: ast.Dict) -> object:
        """Work out a dictionary, as far as its keys are written out."""
        pairs = zip(node.keys[:60], node.values[:60], strict=True)
        return {self.value(key): self.value(each) for key, each in pairs
                if isinstance(key, ast.Constant)}  # fmt: skip

    def masked(self, node: ast.expr) -> object:
        """Give what comparing an array gives: yes or no for each of its numbers."""
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        held = list(map(self.value, sides))
        if any(isinstance(each, Symbol) for each in held) and len(held) == 2:
            return combine(self.notes, held[0], held[1])
        return next((each.marked("mask") for each in held if isinstance(each, Array)), UNKNOWN)

    def either(self, one: object, other: object) -> object:
        """Give what one of two values is, where the text does not tell which."""
        if one is other or (type(one) is type(other) and one == other):
            return one
        if numbers(one) and numbers(other):
            return ANY
        symbols = tuple(each for each in (one, other) if isinstance(each, Symbol))
        if symbols:
            return self.notes.place(Layer("", written="one of two"), symbols)
        return UNKNOWN

    def truth(self, test: ast.expr) -> bool | None:
        """Say whether a condition holds; None where the text does not tell."""
        raise NotImplementedError

    def comprehended(self, node: ast.ListComp | ast.GeneratorExp) -> object:
        """Give the list that a comprehension makes."""
        raise NotImplementedError

    def mapped(self, node: ast.DictComp) -> object:
        """Give the dictionary that a comprehension makes; UNKNOWN where its turns are not told."""
        raise NotImplementedError


def class_written(node: ast.Name | ast.Attribute, word: str) -> object:
    """Give the class of layers that an expression names; UNKNOWN where it names none."""
    return Kind(f"{ast.unparse(node)}()") if is_class(word) else UNKNOWN


# How an expression is worked out, by its kind.
WORKED_OUT: Mapping[type[ast.expr], Callable[[Expressions, Any], object]] = MappingProxyType(
    {
        ast.Attribute: Expressions.by_owner,
        ast.BinOp: lambda own, node: own.arithmetic(
            own.value(node.left), node.op, own.value(node.right)
        ),
        ast.Call: Expressions.by_call,
        ast.Constant: lambda own, node: node.value,
        ast.Dict: Expressions.by_keys,
        ast.DictComp: lambda own, node: own.mapped(node),
        ast.GeneratorExp: lambda own, node: own.comprehended(node),
        ast.IfExp: Expressions.decided,
        ast.Lambda: lambda own, node: of_lambda(node),
        ast.ListComp: lambda own, node: own.comprehended(node),
        ast.Name: Expressions.by_name,
        ast.Subscript: lambda own, node: own.subscript(
            own.notes.symbol(own.value(node.value)), node.slice
        ),
        ast.UnaryOp: Expressions.signed,
        **dict.fromkeys((ast.BoolOp, ast.Compare), Expressions.tested),
        **dict.fromkeys(
            (ast.List, ast.Set, ast.Tuple),
            lambda own, node: tuple(own.value(part) for part in node.elts[:200]),
        ),
    }
)
