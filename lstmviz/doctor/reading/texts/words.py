"""Sizes that a text calls by names alone: which names stand for one size, and which for others."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import ANY, spread_over, whole
from lstmviz.doctor.reading.data.indexing import Indexing
from lstmviz.doctor.reading.definitions import Instance
from lstmviz.doctor.reading.meanings import UNKNOWN, Model, Open
from lstmviz.doctor.reading.network.symbols import combine
from lstmviz.doctor.reading.notes import MARK
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Symbol, Word, reckoned

SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}


def key_of(node: ast.expr) -> str:
    """Give the name under which an expression's value is held; "" where it has none."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return f"self.{name}"
    return ""


# How a size may be called: what is written of it is shown.
NAME = re.compile(r"[A-Za-z_][\w.()\[\]']{0,40}", re.ASCII)


# Expressions within expressions that are followed.
MAX_DEPTH = 40


class Words(Indexing):
    """What a size is called, where its number is not told; who works out expressions follows."""

    def arithmetic(self, left: object, op: ast.operator, right: object) -> object:
        """Add, subtract, multiply and divide whole numbers; an array stays itself."""
        left, right = self.notes.symbol(left), self.notes.symbol(right)
        if isinstance(left, Symbol) or isinstance(right, Symbol):
            return combine(self.notes, left, right, "@" if isinstance(op, ast.MatMult) else "+")
        if isinstance(op, ast.MatMult):
            return UNKNOWN
        if isinstance(left, Array) and isinstance(right, Array):
            return spread_over(left, right)
        if isinstance(left, Array) or isinstance(right, Array):
            array = left if isinstance(left, Array) else right
            return replace(array, most=None) if isinstance(array, Array) else array
        if isinstance(left, tuple):
            return lengthened(left, op, right)
        if ANY in (left, right) and (whole(left) or whole(right) or left is right):
            return ANY
        if whole(left) and whole(right):
            return number(left, op, right)
        sizes = all(isinstance(each, Dim | Reckoned) or whole(each) for each in (left, right))
        return self.reckon(left, op, right) if sizes else UNKNOWN

    def size_of(self, node: ast.expr | None) -> object:
        """Give a size in numbers and names; UNKNOWN for anything else."""
        self.depth += 1
        try:
            return UNKNOWN if self.depth > MAX_DEPTH else self.kind_of_size(node)
        finally:
            self.depth -= 1

    def kind_of_size(self, node: ast.expr | None) -> object:
        """Work out one kind of size."""
        match node:
            case ast.Constant(value=int(value)) if not isinstance(value, bool):
                return value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
                return -value
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                return tuple(self.size_of(part) for part in parts[:12])
            case ast.BinOp(left=left, op=op, right=right):
                return self.reckon(self.size_of(left), op, self.size_of(right))
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self.held_size(node)
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name() | ast.Attribute()]):
                return self.held_size(node)
            case ast.Call(func=ast.Attribute(attr="size")):
                return self.kept(self.value(node))
        return UNKNOWN

    def held_size(self, node: ast.expr) -> object:
        """Give the size that a name stands for: its number, or the name that is its own."""
        if isinstance(node, ast.Attribute | ast.Subscript) and not key_of(node):
            of = self.value(node.value)
            if isinstance(of, Instance) and isinstance(node, ast.Attribute):
                held = of.attributes.get(node.attr, UNKNOWN)
                return of.attributes.get(node.attr + MARK, UNKNOWN) if held is UNKNOWN else held
            shape = isinstance(node, ast.Attribute) and node.attr == "shape"
            if isinstance(of, Symbol | Array | Layer | Model) and not shape:
                return UNKNOWN
        found = self.value(node)
        if found is not UNKNOWN and not isinstance(found, Open):
            return self.kept(found)
        key = key_of(node) or ast.unparse(node)
        if not NAME.fullmatch(key) or not plain(node):
            return UNKNOWN
        return self.notes.names.setdefault(key + MARK, self.notes.word(key))

    @staticmethod
    def kept(value: object) -> object:
        """Keep a value if it is a size."""
        sizes = isinstance(value, tuple | Dim | Reckoned | Word) or whole(value)
        return value if sizes and value is not ANY else UNKNOWN

    @staticmethod
    def reckon(left: object, op: ast.operator, right: object) -> object:
        """Reckon with sizes, as far as both are known or have names."""
        sign = SIGNS.get(type(op), "")
        if not sign or not all(
            whole(each) or isinstance(each, Dim | Reckoned | Word) for each in (left, right)
        ):
            return UNKNOWN
        if whole(left) and whole(right):
            return number(left, op, right)
        return reckoned(sign, left, right) or UNKNOWN

    def rename(self, target: ast.expr, size: object = UNKNOWN) -> None:
        """Note which size a name stands for from now on, where no number is known.

        Args:
            target: what is given a value.
            size: in names; a new one of its own where nothing is known of it.
        """
        if not (key := key_of(target)):
            return
        held = key + MARK
        if self.notes.blocks:
            # In a branch or a loop it may stand for this, or for what it was.
            before = self.notes.names.get(held, self.notes.word(key))
            self.notes.blocks[-1].before.setdefault(held, before)
        self.notes.names[held] = self.notes.word(key) if size is UNKNOWN else size


# What two whole numbers give, where it is one that can be worked with.
NUMBERS: Mapping[type[ast.operator], Callable[[int, int], object]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.FloorDiv: lambda left, right: left // right if right else UNKNOWN,
        ast.Mod: lambda left, right: left % right if right else UNKNOWN,
        ast.Pow: lambda left, right: (
            left**right if 0 <= right < 20 and abs(left) < 1000 else UNKNOWN
        ),
    }
)


def number(left: int, op: ast.operator, right: int) -> object:
    """Give what two whole numbers give; UNKNOWN where it is none, or too large a one."""
    return NUMBERS[type(op)](left, right) if type(op) in NUMBERS else UNKNOWN


def lengthened(left: tuple[object, ...], op: ast.operator, right: object) -> object:
    """Give a list with another behind it, or several times."""
    if isinstance(op, ast.Add) and isinstance(right, tuple):
        return (*left, *right)
    if isinstance(op, ast.Mult) and whole(right):
        return left * min(max(right, 0), 50)
    return UNKNOWN


def plain(node: ast.expr) -> bool:
    """Whether an expression is made of names, their attributes and constant places alone."""
    kinds = ast.Name | ast.Attribute | ast.Subscript | ast.Constant | ast.expr_context | ast.Call
    return all(isinstance(each, kinds) for each in ast.walk(node))
