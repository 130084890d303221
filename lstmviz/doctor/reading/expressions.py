"""Expressions, worked out as far as shapes and numbers go: names, arrays, layers, calls."""

import ast

from lstmviz.doctor.reading.assigning import stepped
from lstmviz.doctor.reading.calls import Calls
from lstmviz.doctor.reading.definitions import of_lambda
from lstmviz.doctor.reading.layers import LAYERS
from lstmviz.doctor.reading.meanings import UNKNOWN, Class, Many
from lstmviz.doctor.reading.slices import listed
from lstmviz.doctor.reading.symbols import combine
from lstmviz.doctor.reading.words import MAX_DEPTH
from lstmviz.doctor.walking.arrays import Array
from lstmviz.doctor.walking.setup import Layer
from lstmviz.doctor.walking.sizes import Symbol


class Expressions(Calls):
    """What names stand for, and what expressions of them give."""

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
                return self.notes.names.get(name, self.class_of(node, name))
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
                found = self.attribute(node)
                return self.class_of(node, name) if found is UNKNOWN else found
            case ast.Subscript(value=of, slice=part):
                return self.subscript(self.notes.symbol(self.value(of)), part)
            case ast.Call():
                return self.call(node)
            case ast.ListComp() | ast.GeneratorExp():
                made = self.comprehended(node)
                if made is not None:
                    return made
                found = self.turned_into(node)
                columns = ast.unparse(node.generators[0].iter).endswith(".columns")
                return Many() if found is UNKNOWN and columns else found
            case ast.DictComp():
                return self.mapped(node)
            case ast.Lambda():
                return of_lambda(node)
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

    def turned_into(self, node: ast.ListComp | ast.GeneratorExp) -> object:
        """Give the list that a comprehension makes of what a loop gives at any of its turns."""
        first, before = node.generators[0], dict(self.notes.names)
        self.assign(first.target, stepped(self.served(self.value(first.iter)), first.iter))
        found = listed(self.notes, self.value, node)
        self.notes.names = before
        return found

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
        symbols = tuple(each for each in (one, other) if isinstance(each, Symbol))
        if symbols:
            return self.notes.place(Layer("", written="one of two"), symbols)
        return UNKNOWN

    def truth(self, test: ast.expr) -> bool | None:
        """Say whether a condition holds; None where the text does not tell."""
        raise NotImplementedError

    def comprehended(self, node: ast.ListComp | ast.GeneratorExp) -> tuple[object, ...] | None:
        """Give the layers that a comprehension makes, or what they give; else None."""
        raise NotImplementedError

    def mapped(self, node: ast.DictComp) -> object:
        """Give the dictionary that a comprehension makes; UNKNOWN where its turns are not told."""
        raise NotImplementedError

    def class_of(self, node: ast.Name | ast.Attribute, name: str) -> object:
        """Give the class that a name stands for by itself: of layers, or of the text's own."""
        made = name[:1].isupper() and name.lower() in LAYERS
        return Class(node) if made or self.definitions.names.get(name) else UNKNOWN
