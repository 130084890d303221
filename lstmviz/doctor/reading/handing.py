"""Functions that are handed on, to be called by who takes them: what they give there."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.arrays import NOTHING
from lstmviz.doctor.reading.datasets import batch_of, one_turn, yielded
from lstmviz.doctor.reading.meanings import UNKNOWN, Data
from lstmviz.doctor.reading.words import Words


class Handing(Words):
    """What data sets make of functions; who reads calls follows."""

    def mapped_data(self, data: Data, node: ast.expr) -> object:
        """Give the data set that `data.map(lambda w: (w[:-1], w[-1]))` makes."""
        item = one_turn(data)
        item = (data.X, data.y) if isinstance(item, Data) and item.y else item
        item = item.X if isinstance(item, Data) else item
        parts = item if isinstance(item, tuple) else (item,)
        if not isinstance(node, ast.Lambda) or len(node.args.args) != len(parts):
            return UNKNOWN
        before = dict(self.notes.names)
        names = (each.arg for each in node.args.args)
        self.notes.names |= dict(zip(names, parts, strict=True))
        made = yielded(self.value(node.body))
        self.notes.names = before
        if made is None or data.batched or not made.batched:
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
