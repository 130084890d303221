"""Small changes of a set-up, each with the line that makes it."""

import ast
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.judging.case import Case, Cure
from lstmviz.doctor.reading.network.layers import TORCH
from lstmviz.doctor.saying.wording import as_code, in_full, model_lines, rewritten, with_argument
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup

VIEW = "np.lib.stride_tricks.sliding_window_view"


def edited(layer: Layer, name: str, value: object) -> Layer:
    """Change a layer's argument, and what is written with it."""
    words = TORCH.get(layer.kind[3:], ()) if layer.kind.startswith("nn.") else ()
    place = words.index(name) if name in words else None
    written = with_argument(layer.written, name, value, place) if layer.written else ""
    return replace(layer.with_argument(name, value), written=written)


def resized(layer: Layer, units: int) -> Layer:
    """Give a head another number of units."""
    inner = layer.inner or layer
    kept: Mapping[str, object] = MappingProxyType(
        {"units": units, **{k: v for k, v in inner.arguments.items() if k != "units"}}
    )
    inner = replace(inner, arguments=kept, written="", unread=frozenset())
    return replace(layer, inner=inner, written="") if layer.inner else inner


def line(layer: Layer) -> str:
    """Write a layer as a line of code of its own."""
    code = rewritten(layer)
    return code if layer.kind.startswith("nn.") else in_full(code)


def change(setup: Setup, at: int, layer: Layer) -> Cure:
    """Put another layer in a node's place; the line is that layer."""
    return Cure((line(layer),), setup.changed(at, layer))


def leave_out(setup: Setup, at: int) -> Cure:
    """Leave a layer out; the lines are the whole model."""
    left = setup.left_out(at)
    return Cure(model_lines(left) or (f"# without {rewritten(setup.nodes[at].layer)}",), left)


def put_in(setup: Setup, at: int, *layers: Layer) -> Cure:
    """Put layers before a node; the lines are the whole model, or the layers alone."""
    more = setup.put_in(at, *layers)
    return Cure(model_lines(more) or tuple(line(layer) for layer in layers), more)


def windows_of(x: str, y: str, window: int) -> tuple[str, str]:
    """Write the lines that cut windows, and take the row after each as its target."""
    return (
        f"{x} = {VIEW}({x}, {window}, axis=0).transpose(0, 2, 1)[:-1]",
        f"{y} = {y}[{window}:]",
    )


def input_line(sample: Shape) -> str:
    """Write the input of a model."""
    return f"inputs = keras.Input({as_code(sample)})"


INPUT_LINE = re.compile(r"inputs = keras\.Input\((?P<shape>\([^()]{1,80}\))\)")


def by_names(setup: Setup, code: str) -> str:
    """Write the input of a model with the names that the text has for its sizes.

    >>> by_names(Setup(), "inputs = keras.Input((None, 3))")
    'inputs = keras.Input((None, 3))'
    """
    found, at = INPUT_LINE.fullmatch(code), next(iter(setup.inputs), None)
    if found is None or at is None or setup.sample is None:
        return code
    layer = setup.nodes[at].layer
    names = sizes_written(layer.written) if "shape" in layer.unread else ()
    sizes = ast.literal_eval(found["shape"])
    told_ = [
        name if size is None and known is None and name.isidentifier() else str(size)
        for size, known, name in zip(sizes, setup.sample, names, strict=False)
    ]
    if len(told_) != len(sizes):
        return code
    return f"inputs = keras.Input(({', '.join(told_)}{',' if len(sizes) == 1 else ''}))"


def sizes_written(code: str) -> tuple[str, ...]:
    """Give the sizes in Input(shape=(steps, 3)) as they are written; () for any other call."""
    try:
        call = ast.parse(code, mode="eval").body
    except (SyntaxError, ValueError):
        return ()
    if not isinstance(call, ast.Call):
        return ()
    given = [word.value for word in call.keywords if word.arg == "shape"] or call.args[:1]
    shape = given[0] if given else None
    return tuple(map(ast.unparse, shape.elts)) if isinstance(shape, ast.Tuple | ast.List) else ()


def gives(setup: Setup, at: int, shape: Shape) -> Setup:
    """Suppose that a node gives a shape, whatever it reads."""
    layer = setup.nodes[at].layer
    if layer.kind == "Input":
        return setup.changed(at, layer.with_argument("whole", shape))
    given = Layer("given", MappingProxyType({"shape": shape}), layer.written)
    return setup.changed(at, given)


def takes_last(setup: Setup) -> Setup | None:
    """Take the last step of what PyTorch's last recurrent layer gives, in place of a reshape."""
    at = next((place for place in reversed(range(len(setup.nodes)))
               if setup.nodes[place].layer.recurrent), None)  # fmt: skip
    if at is None:
        return None
    first = setup.nodes[at].layer.says("batch_first") is True
    last = Layer("index", MappingProxyType({"parts": (slice(None), -1) if first else (-1,)}))
    for place, node in enumerate(setup.nodes):
        if node.reads and node.reads[0].node == at and not node.reads[0].part:
            cut = node.layer.kind in ("reshape", "flatten", "nn.Flatten")
            return setup.changed(place, last) if cut else setup.put_in(place, last)
    return None


def source(case: Case, node: int, axes: int) -> int:
    """Find who first handed on so few or so many axes on the way to a node."""
    at = case.setup.nodes[node].reads[0].node
    while case.setup.nodes[at].reads:
        before = case.walk.of(case.setup.nodes[at].reads[0])
        if before is None or len(before) != axes:
            return at
        at = case.setup.nodes[at].reads[0].node
    return at
