"""What a statement is, which ones belong together, and what its names are given."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.reading.code import Statement
from lstmviz.doctor.reading.data.arrays import NOTHING
from lstmviz.doctor.reading.definitions import Class, Function
from lstmviz.doctor.reading.meanings import UNKNOWN, Data
from lstmviz.doctor.reading.network.layers import LAYERS
from lstmviz.doctor.reading.network.symbols import Sizes
from lstmviz.doctor.reading.notes import Notes
from lstmviz.doctor.reading.texts.written import Told
from lstmviz.doctor.walking.setup import Array
from lstmviz.doctor.walking.sizes import Dim, Symbol

# Names that stand where a set-up is made or fed; lines after fit may print, plot and predict.
MAKES = frozenset({"Model", "Sequential", "add", "compile", "fit", "fit_generator"})


def is_left_out(node: ast.stmt) -> bool:
    """Whether a statement stands for lines that were left out."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and (node.value.value is ...)
    )


def makes(statements: Sequence[Statement]) -> bool:
    """Whether lines make, or feed, something more."""
    named = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for each in statements
        for node in ast.walk(each.node)
        if isinstance(node, ast.Attribute | ast.Name)
    }
    return bool(named & MAKES) or not LAYERS.isdisjoint(map(str.lower, named))


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


def gives_all(notes: Notes, name: str, *, paired: bool) -> bool:
    """Whether a name holds all that a layer gives, and no state of it, unless in a pair."""
    value = notes.names.get(name)
    if not isinstance(value, Symbol) or value.part is not None:
        return False
    layer = notes.nodes[value.node].layer
    return layer.parted and (paired or layer.kind != "nn.LSTMCell")


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


def hoisted(statements: list[Statement]) -> list[Statement]:
    """Put functions and classes that stand below their first use before it."""
    blocks: list[list[Statement]] = []
    for each in taken_out(statements):
        if blocks and each.indent > blocks[-1][0].indent and is_definition(blocks[-1][0].node):
            blocks[-1].append(each)
        else:
            blocks.append([each])
    if not any(isinstance(block[0].node, ast.ClassDef) for block in blocks):
        blocks.sort(key=lambda block: not made_of_self(block[0].node))
    placed: list[list[Statement]] = []
    for block in blocks:
        head = block[0].node
        used = len(placed)
        if isinstance(head, ast.FunctionDef | ast.ClassDef) and block[0].indent == 0:
            uses = (at for at, each in enumerate(placed) if calls(each, head.name))
            used = next(uses, used)
        placed.insert(used, block)
    return [each for block in placed for each in block]


def taken_out(statements: Sequence[Statement]) -> list[Statement]:
    """Take lines out of a class that call it: a paste has indented what follows it too far."""
    found: list[Statement] = []
    head, method, shift = None, 0, 0
    for each in statements:
        if head is not None and each.indent <= head.indent:
            head, shift = None, 0
        if isinstance(each.node, ast.ClassDef):
            head, method = each, 0
        elif head is not None and isinstance(each.node, ast.FunctionDef) and not shift:
            method = method or each.indent
        elif head is not None and isinstance(head.node, ast.ClassDef) and each.indent == method:
            shift = shift or method * calls([each], head.node.name)
        found.append(replace(each, indent=max(each.indent - shift, 0)) if shift else each)
    return found


def made_of_self(node: ast.stmt) -> bool:
    """Whether a line gives self a layer, as what is left of an __init__ does."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    made = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    return made and target is not None and ast.unparse(target).startswith("self.")


def is_definition(node: ast.stmt) -> bool:
    """Whether a statement begins a function or a class."""
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def calls(block: list[Statement], name: str) -> bool:
    """Whether lines call a function or a class."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for each in block
        for node in ast.walk(each.node)
    )


def end_of(statements: Sequence[Statement], at: int) -> int:
    """Give where the block ends that a statement begins."""
    end = at + 1
    while end < len(statements) and statements[end].indent > statements[at].indent:
        end += 1
    return end


def class_of(statements: list[Statement], at: int) -> tuple[Class, int]:
    """Read a class, and where it ends; a text may have lost the indentation of all its lines."""
    head = statements[at].node
    assert isinstance(head, ast.ClassDef)
    end = end_of(statements, at)
    flat = end == at + 1
    methods: dict[str, Function] = {}
    body: list[Statement] = []
    place = at + 1
    while place < (len(statements) if flat else end):
        node = statements[place].node
        if isinstance(node, ast.FunctionDef):
            stop = end_of(statements, place)
            if stop == place + 1:
                stop = flat_end(statements, place)
            methods[node.name] = Function(node, statements[place + 1 : stop])
            place = stop
            end = stop if flat else end
        elif flat:
            break
        else:
            body.append(statements[place])
            place += 1
    bases = [ast.unparse(base) for base in head.bases]
    return Class(head.name, bases, methods, body), end


def flat_end(statements: list[Statement], at: int) -> int:
    """Give where a method ends whose lines are not indented: at its return, or at the next head."""
    for place in range(at + 1, len(statements)):
        node = statements[place].node
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return place
        if isinstance(node, ast.Return):
            return place + 1
    return len(statements)
