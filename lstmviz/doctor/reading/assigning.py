"""What a statement is, and what its names are given."""

import ast
from dataclasses import replace

from lstmviz.doctor.reading.data.arrays import NOTHING
from lstmviz.doctor.reading.meanings import UNKNOWN, Data
from lstmviz.doctor.reading.network.symbols import Sizes
from lstmviz.doctor.reading.texts.written import Told
from lstmviz.doctor.walking.setup import Array
from lstmviz.doctor.walking.sizes import Dim, Symbol


def is_left_out(node: ast.stmt) -> bool:
    """Whether a statement stands for lines that were left out."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and (node.value.value is ...)
    )


def is_method(node: ast.FunctionDef) -> bool:
    """Whether a function is a method by its first argument."""
    return bool(node.args.args) and node.args.args[0].arg == "self"


def paired(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    """Give each name that an assignment gives a value, with the expression of it."""
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    if len(names) != len(values):
        return []
    pairs = zip(names, values, strict=True)
    return [(name.id, each) for name, each in pairs if isinstance(name, ast.Name)]


def settled(node: ast.stmt) -> list[tuple[str, ast.expr]]:
    """Give each name that a line gives a value, as `units: int = 64` does, with its expression."""
    match node:
        case ast.Assign(targets=[target], value=value):
            return paired(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return paired(target, value)
    return []


def load(node: ast.expr) -> ast.expr:
    """Give what an expression that is assigned stands for."""
    return ast.parse(ast.unparse(node), mode="eval").body


def is_callback(node: ast.stmt) -> bool:
    """Whether a class begins that only looks on while a model is trained."""
    return isinstance(node, ast.ClassDef) and any(
        ast.unparse(base).endswith("Callback") for base in node.bases
    )


def filled(given: Array, told: Told, name: str) -> Array:
    """Fill in the sizes that code leaves open and a sentence tells of the same name.

    Where the two differ, what was printed counts: the code was not read whole.
    """
    shape = next((shape for each, shape in told.values() if each == name), None)
    if shape is None or given.shape is None or len(shape) != len(given.shape):
        return given
    pairs = list(zip(given.shape, shape, strict=True))
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        return replace(given, shape=shape) if None in given.shape[1:] else given
    sizes = (ours if ours is not None else theirs for ours, theirs in pairs)
    return replace(given, shape=tuple(sizes))


def once(over: ast.expr) -> bool:
    """Whether a loop plainly runs once."""
    return ast.unparse(over) in ("range(1)", "[0]")


def fed_back(node: ast.stmt) -> set[tuple[str, bool]]:
    """Give the name that a call is assigned to and is given, as in "h = cell(x[t], (h, c))".

    Also say whether it is one of a pair, as there, or an argument by itself.
    """
    call = node.value if isinstance(node, ast.Assign) else None
    if not isinstance(call, ast.Call) or not isinstance(node, ast.Assign):
        return set()
    given = {each.id for part in call.args for each in ast.walk(part) if isinstance(each, ast.Name)}
    alone = {part.id for part in call.args if isinstance(part, ast.Name)}
    names = {each.id for each in node.targets if isinstance(each, ast.Name)}
    return {(name, name not in alone) for name in names & given}


def unpacked(given: object, count: int) -> list[object]:
    """Give each of several names its own value."""
    if isinstance(given, tuple) and len(given) == count:
        return list(given)
    if isinstance(given, Symbol) and given.part is None:
        return [Symbol(given.node, at) for at in range(count)]
    if isinstance(given, Sizes):
        return [Dim(given.of, at) for at in range(count)]
    if isinstance(given, Data):
        beside = (each or NOTHING for each in given.beside)
        return [given.X, given.y or NOTHING, *beside, *[UNKNOWN] * count][:count]
    return [UNKNOWN] * count
