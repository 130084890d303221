"""Attributes, slices and parts of arrays, lists and tensors."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data import frames
from lstmviz.doctor.reading.data.arrays import ANY, LOST, METHODS, whole
from lstmviz.doctor.reading.data.picking import index
from lstmviz.doctor.reading.data.slices import span
from lstmviz.doctor.reading.definitions import Instance, one_of_all
from lstmviz.doctor.reading.meanings import UNKNOWN, Many, Model
from lstmviz.doctor.reading.network.applying import Applying
from lstmviz.doctor.reading.network.symbols import Sizes
from lstmviz.doctor.walking.rules import states
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Dim, Symbol

# What PyTorch's recurrent layers are where they are not told otherwise.
USUAL: Mapping[str, object] = MappingProxyType(
    {"batch_first": False, "bidirectional": False, "num_layers": 1}
)


class Indexing(Applying):
    """What stands behind a dot or in brackets; who works out expressions follows."""

    def attribute(self, node: ast.Attribute) -> object:
        """Read `X.shape`, `X.T`, `df.values`, `np.newaxis`, `self.name`."""
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self.notes.names.get("self." + node.attr, UNKNOWN)
        held = self.value(node.value)
        if isinstance(held, dict):
            return held.get(node.attr, UNKNOWN)
        if isinstance(held, Instance):
            return held.attributes.get(node.attr, UNKNOWN)
        if isinstance(held, Layer) and held.kind.startswith("nn."):
            told = held.arguments.get(node.attr, USUAL.get(node.attr, UNKNOWN))
            return UNKNOWN if node.attr in held.unread else told
        of = self.notes.symbol(held)
        if isinstance(of, Array):
            return of_array(of, node.attr)
        if isinstance(of, Symbol):
            return self.of_tensor(of, node)
        if isinstance(of, tuple) and of and node.attr in ("values", "indices"):
            return of[0]  # of torch.max(x, 1)
        return None if node.attr == "newaxis" else UNKNOWN

    def of_tensor(self, of: Symbol, node: ast.Attribute) -> object:
        """Read an attribute of what a layer gives."""
        match node.attr:
            case "shape":
                return Sizes(of)
            case "data" | "values" | "grad":
                return of
            case "T" | "mT":
                dims = None if node.attr == "T" else (-1, -2)
                kind = "permute" if dims is None else "transpose"
                return self.notes.place(Layer(kind, {"dims": dims}, ast.unparse(node)[:60]), (of,))
        return UNKNOWN

    def subscript(self, of: object, part: ast.expr) -> object:
        """Read `X[:, None]`, `shape[1]`, `df["a"]`, `out[:, -1]`."""
        parts = part.elts if isinstance(part, ast.Tuple) else [part]
        given = [self.part(each) for each in parts[:12]]
        only = given[0] if len(given) == 1 else UNKNOWN
        if isinstance(of, Symbol):
            return self.pick(of, given, part)
        if isinstance(of, Instance) and self.definitions.gives_samples(of.of):
            return self.item_of(of)
        if isinstance(of, Sizes):
            return some_sizes(of, only)
        if isinstance(of, dict):
            if only is UNKNOWN and of:
                return one_of_all(list(of.values()))
            return of.get(only, UNKNOWN) if isinstance(only, str | int) else UNKNOWN
        if isinstance(of, Model) and of.layers and not of.output:
            of = tuple(of.layers)
        if isinstance(of, tuple):
            return one_of_all(of) if of and only in (UNKNOWN, ANY) else some_of(of, only)
        given = [span(self.notes, self.value, *pair) for pair in zip(given, parts, strict=False)]
        if isinstance(of, Array):
            columns = some_columns(of, given, part)
            return index(of, given) if columns is None else columns
        return table_of(given) if of is UNKNOWN else UNKNOWN

    def pick(self, of: Symbol, given: list[object], written: ast.expr) -> object:
        """Read a slice of what a layer gives: of several outputs, or of one tensor."""
        layer = self.notes.nodes[of.node].layer
        several = layer.parted or layer.kind == "unbind"
        several = several or (layer.recurrent and layer.says("return_state") is True)
        if several and of.part is None and len(given) == 1 and whole(given[0]):
            return Symbol(of.node, given[0]) if given[0] >= 0 else UNKNOWN
        if several and of.part is None and layer.kind[:3] != "nn." and isinstance(given[0], slice):
            at = given[0]
            outputs = tuple(Symbol(of.node, place) for place in range(1 + states(layer)))
            told = all(x is None or whole(x) for x in (at.start, at.stop, at.step))
            return outputs[at] if told and len(given) == 1 and at.step != 0 else UNKNOWN
        # Any one step takes the axis away.
        given = [0 if part is ANY else UNKNOWN if part is LOST else part for part in given]
        parts = tuple(None if part is UNKNOWN else part for part in given)
        if any(part is UNKNOWN for part in given):
            return self.notes.place(Layer("", written=ast.unparse(written)[:60]), (of,))
        return self.notes.place(
            Layer("index", {"parts": parts}, f"[{ast.unparse(written)[:60].strip('()')}]"), (of,)
        )

    def item_of(self, instance: Instance) -> object:
        """Give one item of a data set that is a class of the text's own."""
        raise NotImplementedError

    def part(self, node: ast.expr) -> object:
        """Read one part of an index."""
        if isinstance(node, ast.Slice):
            ends = (node.lower, node.upper, node.step)
            return slice(*(None if end is None else self.end(end) for end in ends))
        found = self.value(node)
        # Reckoned with, or of one letter: a place, or places, of which the text tells nothing.
        short = isinstance(node, ast.Name) and len(node.id) == 1
        return LOST if found is UNKNOWN and (short or isinstance(node, ast.BinOp)) else found

    def end(self, node: ast.expr) -> object:
        """Read one end of a slice: its number, else the size that it is called by."""
        found = self.value(node)
        return self.size_of(node) if found is UNKNOWN else found

    def size_of(self, node: ast.expr | None) -> object:
        """Give a size in numbers and names."""
        raise NotImplementedError


def table_of(given: list[object]) -> object:
    """Give the table that columns picked by their names make, as in df[["a", "b"]]."""
    names = given[0] if len(given) == 1 and isinstance(given[0], tuple) else ()
    if not names or not all(isinstance(each, str) for each in names):
        return UNKNOWN
    return Array((None, len(names)), ("rows", "columns"), frozenset({"frame"}))


def of_array(of: Array, name: str) -> object:
    """Read an attribute of an array or a table."""
    match name:
        case "shape":
            return UNKNOWN if of.shape is None else of.shape
        case "T" | "mT":
            return METHODS["transpose"](of, ())
        case "values":
            return replace(of, marks=of.marks - {"frame"})
        case "loc" | "iloc" | "data":
            return of
        case "columns":
            return frames.names_of(of)
    return UNKNOWN


def some_sizes(sizes: Sizes, part: object) -> object:
    """Give a size of what a layer gives, as `x.shape[1]`, or the first ones, as `x.shape[:2]`."""
    if whole(part):
        return Dim(sizes.of, part)
    if not isinstance(part, slice) or part.start not in (None, 0) or part.step is not None:
        return UNKNOWN
    first = range(part.stop) if whole(part.stop) and 0 < part.stop < 9 else ()
    return tuple(Dim(sizes.of, at) for at in first) or UNKNOWN


def some_of(listed: tuple[object, ...], part: object) -> object:
    """Give what stands at a place of a list, or several of it."""
    if isinstance(part, slice):
        told = all(end is None or whole(end) for end in (part.start, part.stop, part.step))
        return listed[part] if told and part.step != 0 else UNKNOWN
    return listed[part] if whole(part) and -len(listed) <= part < len(listed) else UNKNOWN


def some_columns(of: Array, given: list[object], written: ast.expr) -> object:
    """Give what columns picked by their names make of a table; None where none are."""
    table = len(of.shape or ()) == 2
    if any(isinstance(each, str) for each in given):
        return index(of, [slice(None), 0]) if table else UNKNOWN
    if len(given) != 1:
        return None
    names = given[0]
    if isinstance(names, tuple):
        strange = "frame" in of.marks and all(each is UNKNOWN for each in names)
        if strange or (names and all(isinstance(each, str) for each in names)):
            return frames.picked(of, names) if table else of
    if names is UNKNOWN and "frame" in of.marks and table:
        if frames.NAMES.search(ast.unparse(written)):
            return frames.picked(of, Many())
        return replace(of, shape=None, roles=())  # one column, or several
    return None
