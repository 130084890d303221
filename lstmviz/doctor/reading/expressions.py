"""Expressions, worked out as far as shapes and numbers go: names, arrays, comprehensions."""

import ast

from lstmviz.doctor.reading.arrays import ANY
from lstmviz.doctor.reading.calls import Calls
from lstmviz.doctor.reading.definitions import Definitions, Frame
from lstmviz.doctor.reading.layers import is_class
from lstmviz.doctor.reading.making import numbers
from lstmviz.doctor.reading.meanings import UNKNOWN, Kind
from lstmviz.doctor.reading.notes import Notes
from lstmviz.doctor.reading.words import MAX_DEPTH
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
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                held = self.notes.names.get(name, UNKNOWN)
                own = held is not UNKNOWN or name in self.definitions.names
                return held if own else class_written(node, name)
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return tuple(self.value(part) for part in parts[:200])
            case ast.UnaryOp(op=ast.USub() | ast.Invert(), operand=operand):
                held = self.value(operand)
                if isinstance(held, int | float) and isinstance(node.op, ast.USub):
                    return -held
                return held if isinstance(held, Array) else UNKNOWN
            case ast.BinOp(left=left, op=op, right=right):
                return self.arithmetic(self.value(left), op, self.value(right))
            case ast.Attribute(attr=name):
                held = self.attribute(node)
                return class_written(node, name) if held is UNKNOWN else held
            case ast.Subscript(value=of, slice=part):
                return self.subscript(self.notes.symbol(self.value(of)), part)
            case ast.Call(func=ast.Name(id="getattr"), args=[of, name, *_]):
                word = self.value(name)
                return self.value(ast.Attribute(of, word)) if isinstance(word, str) else UNKNOWN
            case ast.Call(func=ast.Name(id="slice"), args=[_, *_] as ends) if len(ends) < 4:
                return slice(*map(self.value, ends))
            case ast.Call():
                return self.call(node)
            case ast.ListComp() | ast.GeneratorExp():
                return self.comprehended(node)
            case ast.DictComp():
                return self.mapped(node)
            case ast.Lambda():
                return UNKNOWN
            case ast.IfExp(test=test, body=body, orelse=other):
                held = self.truth(test)
                if held is not None:
                    return self.value(body if held else other)
                return self.either(self.value(body), self.value(other))
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                held = self.truth(node)
                return self.masked(node) if held is None else held
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys[:60], values[:60], strict=True)
                return {self.value(key): self.value(each) for key, each in pairs
                        if isinstance(key, ast.Constant)}  # fmt: skip
            case _:
                for part in ast.iter_child_nodes(node):
                    if isinstance(part, ast.expr):
                        self.value(part)
        return UNKNOWN

    def masked(self, node: ast.expr) -> object:
        """Give what comparing an array gives: yes or no for each of its numbers."""
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        arrays = (each for each in map(self.value, sides) if isinstance(each, Array))
        return next((each.marked("mask") for each in arrays), UNKNOWN)

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
