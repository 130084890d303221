"""Functions and classes that are handed on, to be called by who takes them."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import NOTHING
from lstmviz.doctor.reading.data.datasets import batch_of, one_turn, yielded
from lstmviz.doctor.reading.meanings import UNKNOWN, Data, Kind, Listed, Parts, parts_of
from lstmviz.doctor.reading.network.layers import is_class
from lstmviz.doctor.reading.notes import MARK, Call
from lstmviz.doctor.reading.texts.words import Words


class Handing(Words):
    """What names and data sets make of functions and classes; who reads calls follows."""

    def handed(self, call: Call) -> object:
        """Give what a call makes of a function or a class that it is given; None for any other."""
        args = call.node.args
        if call.name == "map" and isinstance(call.of, Data) and args:
            return self.mapped_data(call.of, args[0])
        if call.name == "partial" and args and isinstance(call.given[0], Kind):
            whole = ast.Call(args[0], args[1:], call.node.keywords)
            return Kind(ast.unparse(self.spelt_out(whole)))
        return None

    def mapped_data(self, data: Data, function: ast.expr) -> object:
        """Give the data set that `data.map(lambda w: (w[:-1], w[-1]))` makes."""
        item = one_turn(data)
        item = (data.X, data.y) if isinstance(item, Data) and item.y else item
        item = item.X if isinstance(item, Data) else item
        made = yielded(self.on(function, *parts_of(item)))
        if not isinstance(made, Data) or data.batched or not made.batched:
            return made or UNKNOWN
        return replace(made, X=batch_of(made.X) or NOTHING, y=batch_of(made.y), batched=False)

    def produced(self, node: ast.expr) -> object:
        """Give what a function gives that is handed on, to be called without arguments."""
        match node:
            case ast.Lambda(body=body):
                return self.value(body)
            case ast.Name(id=name):
                return self.definitions.given.get(name, UNKNOWN)
        return UNKNOWN

    def collated(self, function: ast.expr, batch: object) -> object:
        """Give the batches that a function of the text's own puts together, from its samples."""
        samples = replace(batch, batched=False) if isinstance(batch, Data) else batch
        samples = Listed(samples) if isinstance(samples, Parts) else samples
        return yielded(self.on(function, samples)) or UNKNOWN

    def on(self, function: ast.expr, *values: object) -> object:
        """Call a function of the text's own on values that have no name in it."""
        before = dict(self.notes.names)
        names = {f"{MARK}{at}": value for at, value in enumerate(values)}
        self.notes.names |= names
        given = self.value(ast.Call(function, [ast.Name(name) for name in names], []))
        self.notes.names = before
        return given

    def spelt_out(self, node: ast.Call) -> ast.Call:
        """Read a call of what holds a class of layers as one of the class itself."""
        named = isinstance(node.func, ast.Name) and node.func.id in self.notes.names
        held = self.value(node.func) if named or chooses(node.func) else UNKNOWN
        if not isinstance(held, Kind):
            return node
        made = ast.parse(held.written, mode="eval").body
        assert isinstance(made, ast.Call)
        return ast.Call(made.func, [*made.args, *node.args], [*made.keywords, *node.keywords])


def chooses(node: ast.expr) -> bool:
    """Whether what is called is a name, or chosen by one, and no class that is written out."""
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word, value=ast.Name()):
            return not is_class(word)
        case ast.Subscript() | ast.IfExp() | ast.Call(func=ast.Name(id="getattr")):
            return True
        case ast.Call(func=ast.Attribute(attr="get")):
            return True
    return False
