"""Lines that may mend a set-up, tried on it: they are read as the learner's own are, never run."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace

from lstmviz.doctor.judging.case import Cure, cured, first_that_runs, refed, retargeted
from lstmviz.doctor.reading.definitions import Definitions
from lstmviz.doctor.reading.reader import Reader
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.setup import Array, Layer, Setup, Stop, Walk, part_of
from lstmviz.doctor.walking.sizes import Symbol
from lstmviz.doctor.walking.walk import walk

PADS = re.compile(r"\w{1,40} = keras\.utils\.pad_sequences\(\w{1,40}, maxlen=(\d{1,9})\)")
FLATTENS = re.compile(r"(\w{1,40}) = \1\.flatten\(2\)", re.ASCII)
BATCHES = re.compile(r"(\w{1,40}) = \1\.batch\(\d{1,9}\)", re.ASCII)
COMPILES = re.compile(r'model\.compile\("\w{1,40}", "(?P<loss>\w{1,60})"\)', re.ASCII)
# What lines call the states that a layer starts from.
STATES = frozenset({"h", "c"})
# The share of the numbers that a cut has to leave: a window takes few rows of a table.
KEPT = 0.5


def mended(setup: Setup, lines: Sequence[str], x: str, y: str) -> tuple[Setup, ...]:
    """Give what lines make of a set-up, in each way that they may be meant; () if none was read.

    Args:
        setup: what is to be mended.
        lines: of Python, each whole.
        x: what they call X.
        y: what they call the targets.
    """
    ways = [setup]
    for line in lines:
        if line.startswith("#"):
            continue
        ways = [changed for way in ways for changed in after(way, line, x, y)]
    return tuple(ways)


def after(setup: Setup, line: str, x: str, y: str) -> list[Setup]:
    """Give what one line may make of a set-up."""
    if found := COMPILES.fullmatch(line):
        return [replace(setup, loss=found["loss"])]
    if BATCHES.fullmatch(line):
        return [replace(setup, marks=setup.marks - {"unbatched"})]
    X = setup.x_shape
    if (found := PADS.fullmatch(line)) and X:
        return [refed(setup, (X[0], int(found[1]), *X[2:]))]
    if FLATTENS.fullmatch(line) and X:
        return assigned(setup, x, Array((*X[:2], product(X[2:]))), x, y)
    try:
        node = ast.parse(line).body[0]
    except (SyntaxError, ValueError, IndexError):
        return []
    arrays = held(setup, x, y)
    reader = Reader("", Definitions())
    reader.notes.framework = setup.framework
    reader.notes.names.update(arrays)
    if isinstance(node, ast.Expr):
        return replaced(setup, reader.value(node.value))
    if not isinstance(node, ast.Assign):
        return []
    given = reader.value(node.value)
    target = node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(given, tuple):
        pairs = [(ast.unparse(name), each) for name, each in zip(target.elts, given, strict=False)]
    else:
        pairs = [(ast.unparse(target), given)]
    ways = [setup]
    for name, value in pairs:
        ways = [changed for way in ways for changed in assigned(way, name, value, x, y)]
    return ways


def held(setup: Setup, x: str, y: str) -> dict[str, Array]:
    """Give the arrays that lines may name."""
    found = {each.name: each for each in setup.fed if each.name}
    walked = walk(setup)
    for at in setup.inputs:
        layer, whole = setup.nodes[at].layer, walked.of(Symbol(at))
        if whole is not None and "whole" in layer.arguments:
            found[layer.written] = Array(whole, ("?",) * len(whole))
            if layer.says("state"):
                found |= dict.fromkeys(STATES, found[layer.written])
    output = walked.of(setup.output)
    loss = setup.output is not None and setup.nodes[setup.output.node].layer.kind.endswith("Loss")
    if output is not None and not loss:
        found["pred"] = Array(output, ("?",) * len(output))
    if setup.y is not None:
        found[y] = setup.y
    if setup.X is not None:
        found[x] = setup.X
    return found


def assigned(setup: Setup, name: str, value: object, x: str, y: str) -> list[Setup]:
    """Give a name of a set-up another value."""
    if isinstance(value, Layer) and value.kind == "Input":
        at = next(iter(setup.inputs), None)
        return [] if at is None else [setup.changed(at, value)]
    if isinstance(value, Layer):
        return replaced(setup, value)
    shape = value.shape if isinstance(value, Array) else None
    if shape is None:
        # Targets that nothing tells stay as they are.
        return [setup] if name == y and setup.y is None else []
    ways = [
        setup.changed(at, layer.with_argument("whole", shape))
        for at, layer in ((at, setup.nodes[at].layer) for at in setup.inputs)
        if "whole" in layer.arguments
        and (layer.written == name or (name in STATES and layer.says("state")))
    ]
    if name in STATES and len(ways) > 1:
        both = setup
        for at in setup.inputs:
            if both.nodes[at].layer.says("state"):
                both = both.changed(at, both.nodes[at].layer.with_argument("whole", shape))
        ways = [both]
    if name == x and not ways:
        ways = [refed(setup, shape)]
    elif name == y:
        ways = [*ways, retargeted(setup, shape)]
    return ways


def replaced(setup: Setup, value: object) -> list[Setup]:
    """Put a layer in the place of each that it may stand for: one of its own kind."""
    if not isinstance(value, Layer):
        return []
    kinds = {value.kind, value.inner.kind if value.inner else value.kind}
    return [
        setup.changed(at, value)
        for at, node in enumerate(setup.nodes)
        if {node.layer.kind, node.layer.inner.kind if node.layer.inner else ""} & kinds
    ]


def best(before: Setup, *cures: Cure) -> Cure | None:
    """Give the first cure that runs to the end; else the one that alone gets past the fault."""
    past = [cure for cure in cures if cure.setup and mends(before, cure.setup)]
    return first_that_runs(*cures) or (past[0] if len(past) == 1 else None)


def runs_on(before: Setup, changed: Setup) -> bool:
    """Whether a changed set-up runs to its end, or gets past what stopped it."""
    return cured(changed) or mends(before, changed)


def mends(before: Setup, changed: Setup) -> bool:
    """Whether a changed set-up gets past what stopped it, and keeps its numbers."""
    stopped, found = walk(before).stop, walk(changed)
    if not keeps(before, changed) or empty(found):
        return False
    if found.stop is None:
        return seen(changed, found, stopped)
    if goes_in(changed) and not goes_in(before):
        return True
    return stopped is not None and place(found.stop) > place(stopped)


def goes_in(setup: Setup) -> bool:
    """Whether X has as many axes as the input was built for; what is not told goes in."""
    x, sample = setup.x_shape, setup.sample
    return x is None or sample is None or len(x) == len(sample) + 1


def seen(setup: Setup, found: Walk, stopped: Stop | None) -> bool:
    """Whether a walk tells the shapes as far as it stopped before: else it has tried nothing."""
    end = len(found.shapes) if stopped is None or stopped.node is None else stopped.node + 1
    return all(
        shape is not None or node.layer.kind == "Input"
        for node, shape in zip(setup.nodes[:end], found.shapes[:end], strict=False)
    )


def place(stop: Stop) -> int:
    """Say where a walk stops; one that does not say so stops at its beginning."""
    return -1 if stop.node is None else stop.node


def empty(found: Walk) -> bool:
    """Whether something of a walk holds no numbers."""
    return any(0 in (part_of(shape, None) or ()) for shape in found.shapes)


def keeps(before: Setup, changed: Setup) -> bool:
    """Whether arrays keep their samples, or their numbers but for those at the ends of windows."""
    pairs = [(before.X, changed.X), (before.y, changed.y)]
    return all(
        one.shape[:1] == two.shape[:1] or counted(one) <= counted(two) / KEPT
        for one, two in pairs
        if one and two and one.shape is not None and two.shape is not None
    )


def counted(array: Array) -> float:
    """Count the numbers in an array, an open size as one."""
    shape: Shape = tuple(1 if size is None else size for size in array.shape or ())
    return float(product(shape) or 0)
