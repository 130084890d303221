"""From statements to a set-up: follow names, arrays and layers through a learner's code."""

import ast
from collections.abc import Mapping

from lstmviz.doctor.answer import Shape
from lstmviz.doctor.arrays import METHODS, NOTHING, fresh, index, stack_windows, whole
from lstmviz.doctor.code import read_statements
from lstmviz.doctor.functions import CALLS, read_function
from lstmviz.doctor.layers import LAYERS, layer_kind, read_layer
from lstmviz.doctor.notes import UNKNOWN, Call, Notes, Symbol
from lstmviz.doctor.prose import prose_of, read_shapes
from lstmviz.doctor.setup import Array, Layer, Setup

MAX_DEPTH = 40


def read_setup(text: str) -> Setup:
    """Read what a text tells of arrays and layers, in code and in sentences.

    Args:
        text: as `read_text` makes it plain.
    """
    reader = Reader(read_shapes(prose_of(text)))
    for statement in read_statements(text, CALLS | LAYERS):
        reader.statement(statement)
    return reader.notes.setup()


class Reader:
    """Names and what they stand for, statement after statement."""

    def __init__(self, told: Mapping[str, tuple[str, Shape]]) -> None:
        """Begin with the shapes that sentences tell."""
        names = {name: fresh(shape) for name, shape in told.values()}
        self.notes = Notes(told, names)
        self.depth = 0

    # ---- Statements ---------------------------------------------------------------------------

    def statement(self, node: ast.stmt) -> None:
        """Follow one statement; a block's head stands for itself."""
        match node:
            case ast.Assign(targets=targets, value=value):
                given = self.value(value)
                for target in targets:
                    self.assign(target, given)
                    if isinstance(target, ast.Name) and isinstance(value, ast.Subscript):
                        self.notes.slices[target.id] = value
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, self.value(value))
            case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
                self.value(value)
            case ast.Import(names=names):
                self.imported(" ".join(name.name for name in names))
            case ast.ImportFrom(module=str(module)):
                self.imported(module)
            case ast.For(target=ast.Name(id=name), iter=over):
                self.notes.names[name] = UNKNOWN
                if isinstance(over, ast.Call) and len(over.args) == 3:
                    self.notes.names["range step"] = self.value(over.args[2])
            case ast.FunctionDef(args=ast.arguments(args=arguments)):
                for argument in arguments:
                    self.notes.names.pop(argument.arg, None)

    def imported(self, module: str) -> None:
        """Note whose library is used."""
        if "torch" in module:
            self.notes.framework = "torch"
        elif "keras" in module or "tensorflow" in module:
            self.notes.keras()

    def assign(self, target: ast.expr, given: object) -> None:
        """Give a name a value; of a tuple each its own."""
        match target:
            case ast.Name(id=name):
                if isinstance(given, Array) and given.shape is None and name in self.notes.names:
                    old = self.notes.names[name]
                    told = any(name == each for each, _ in self.notes.told.values())
                    given = old if told and isinstance(old, Array) else given
                self.notes.names[name] = given
            case ast.Attribute(attr=name):
                self.notes.names["self." + name] = given
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                each = given if isinstance(given, tuple) and len(given) == len(parts) else ()
                for part, value in zip(parts, each or [UNKNOWN] * len(parts), strict=True):
                    self.assign(part, value)

    # ---- Expressions --------------------------------------------------------------------------

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
                return self.notes.names.get(name, UNKNOWN)
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return tuple(self.value(part) for part in parts[:200])
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                number = self.value(operand)
                return -number if whole(number) else UNKNOWN
            case ast.BinOp(left=left, op=op, right=right):
                return self.arithmetic(self.value(left), op, self.value(right))
            case ast.Attribute():
                return self.attribute(node)
            case ast.Subscript(value=of, slice=part):
                return self.subscript(self.value(of), part)
            case ast.Call():
                return self.call(node)
            case ast.ListComp():
                return self.listed(node)
            case ast.Compare(left=left, comparators=[right]):
                # "X is (53394, 3)" is Python as well.
                self.value(left)
                self.value(right)
            case _:
                for part in ast.iter_child_nodes(node):
                    if isinstance(part, ast.expr):
                        self.value(part)
        return UNKNOWN

    @staticmethod
    def arithmetic(left: object, op: ast.operator, right: object) -> object:
        """Add, subtract, multiply and divide whole numbers; an array stays itself."""
        if isinstance(left, Array) or isinstance(right, Array):
            return left if isinstance(left, Array) else right
        if not (whole(left) and whole(right)):
            return UNKNOWN
        match op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.FloorDiv() if right:
                return left // right
        return UNKNOWN

    def attribute(self, node: ast.Attribute) -> object:
        """Read `X.shape`, `X.T`, `df.values`, `np.newaxis`, `self.name`."""
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self.notes.names.get("self." + node.attr, UNKNOWN)
        of = self.value(node.value)
        if isinstance(of, Array):
            match node.attr:
                case "shape":
                    return UNKNOWN if of.shape is None else of.shape
                case "T" | "mT":
                    return METHODS["transpose"](of, ())
                case "values" | "to_numpy":
                    return of
                case "loc" | "iloc":
                    return of
        return None if node.attr == "newaxis" else UNKNOWN

    def subscript(self, of: object, part: ast.expr) -> object:
        """Read `X[:, None]`, `shape[1]`, `df["a"]`."""
        parts = part.elts if isinstance(part, ast.Tuple) else [part]
        given = [self.part(each) for each in parts[:12]]
        if isinstance(of, Symbol):
            self.notes.marks.add("branched")
        if isinstance(of, tuple):
            at = given[0] if len(given) == 1 else UNKNOWN
            if isinstance(at, slice) and all(
                x is None or whole(x) for x in (at.start, at.stop, at.step)
            ):
                return of[at] if at.step != 0 else UNKNOWN
            return of[at] if whole(at) and -len(of) <= at < len(of) else UNKNOWN
        if not isinstance(of, Array) or any(isinstance(each, str) for each in given):
            if isinstance(of, Array) and of.shape and len(of.shape) == 2:
                return index(of, [slice(None), 0])
            return UNKNOWN
        if len(given) == 1 and isinstance(given[0], tuple):
            names = given[0]
            if names and all(isinstance(each, str) for each in names):
                return index(of, [slice(None), names]) if of.shape and len(of.shape) == 2 else of
        return index(of, given)

    def part(self, node: ast.expr) -> object:
        """Read one part of an index."""
        if isinstance(node, ast.Slice):
            ends = (node.lower, node.upper, node.step)
            return slice(*(None if end is None else self.value(end) for end in ends))
        return self.value(node)

    def listed(self, node: ast.ListComp) -> object:
        """Read `[table[i : i + W] for i in range(n)]` as windows."""
        over = node.generators[0].iter
        step = self.value(over.args[2]) if isinstance(over, ast.Call) and len(over.args) == 3 else 1
        return self.windows(node.elt, step)

    def windows(self, node: ast.expr, step: object) -> object:
        """Read `table[i : i + W]` or `table[i - W : i]`, perhaps of one column, as windows."""
        column = False
        if isinstance(node, ast.Attribute) and node.attr == "values":
            node = node.value
        if not isinstance(node, ast.Subscript):
            return UNKNOWN
        part = node.slice
        if isinstance(part, ast.Tuple) and len(part.elts) == 2:
            column = whole(self.value(part.elts[1]))
            part = part.elts[0]
        of = self.value(node.value)
        size: object = UNKNOWN
        match part:
            case ast.Slice(
                lower=ast.Name(id=low), upper=ast.BinOp(ast.Name(id=high), ast.Add(), more)
            ):
                size = self.value(more) if low == high else UNKNOWN
            case ast.Slice(
                lower=ast.BinOp(ast.Name(id=low), ast.Sub(), more), upper=ast.Name(id=high)
            ):
                size = self.value(more) if low == high else UNKNOWN
            case ast.Slice():
                return NOTHING
            case _:
                return UNKNOWN
        self.notes.cut(size)
        return stack_windows(of if isinstance(of, Array) else NOTHING, size, column, step)

    # ---- Calls --------------------------------------------------------------------------------

    def call(self, node: ast.Call) -> object:
        """Read a call: of a layer, of a function that makes arrays, or of a method."""
        if isinstance(node.func, ast.Call):
            # Dense(1)(x): what stands inside comes first.
            inside = [self.value(argument) for argument in node.args]
            self.value(node.func)
            if inside and isinstance(inside[0], Array):
                return UNKNOWN
            self.notes.marks.add("functional")
            return self.notes.symbol(*inside)
        name, owner = "", None
        if isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, node.func.value
        elif isinstance(node.func, ast.Name):
            name = node.func.id
        if name == "append" and isinstance(owner, ast.Name) and node.args:
            return self.append(owner.id, node.args[0])
        if isinstance(owner, ast.Name) and owner.id in {"nn", "torch"}:
            self.notes.framework = "torch"
        count = len(self.notes.layers)
        call = Call(
            node,
            name,
            UNKNOWN if owner is None else self.value(owner),
            tuple(self.value(argument) for argument in node.args[:12]),
            {word.arg: self.value(word.value) for word in node.keywords[:40] if word.arg},
        )
        kind = layer_kind(name)
        if kind:
            return read_layer(self.notes, call, kind, count)
        of_self = isinstance(owner, ast.Name) and owner.id == "self"
        held = self.notes.names.get("self." + name if of_self else name)
        if isinstance(held, Layer):
            return self.feed(held, call)
        return read_function(self.notes, call)

    def feed(self, layer: Layer, call: Call) -> object:
        """Note what a layer is called on."""
        given = call.get("input", 0)
        if isinstance(given, Array) and layer.recurrent:
            self.notes.fed.setdefault("X", (call.spelt("input", 0) or "X", given))
        return self.notes.symbol(given) if isinstance(given, Symbol) else UNKNOWN

    def append(self, name: str, node: ast.expr) -> object:
        """Read `X.append(table[i : i + W])` in a loop."""
        node = self.notes.slices.get(node.id, node) if isinstance(node, ast.Name) else node
        made = self.windows(node, self.notes.names.get("range step", 1))
        if isinstance(made, Array) and made.shape:
            self.notes.names[name] = made
        return UNKNOWN
