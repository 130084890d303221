"""Layers put one after another, and the nodes of a graph that an output needs."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import whole
from lstmviz.doctor.reading.network.layers import is_called
from lstmviz.doctor.reading.network.models import KEEPING
from lstmviz.doctor.reading.notes import MAX_NODES
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Node
from lstmviz.doctor.walking.sizes import Symbol


def chain(layers: list[Layer]) -> tuple[tuple[Node, ...], Symbol | None]:
    """Put layers one after another, the input first: as it is given, or as the first layer says."""
    layers = [each for each in layers if each.kind != "Input" or each.arguments or each.unread]
    if not layers:
        return (), None
    rest = list(layers)
    head = Layer("Input")
    if rest[0].kind == "Input":
        head = rest.pop(0)
    elif rest:
        # A layer that keeps its shape may leave it to the next one to say.
        at = next((at for at, each in enumerate(rest) if each.kind not in KEEPING), 0)
        head = next((each for each in map(asked, rest[: at + 1]) if each.arguments), Layer("Input"))
    nodes = [Node(head)]
    for layer in rest[:MAX_NODES]:
        if layer.kind != "Input":
            nodes.append(Node(layer, (Symbol(len(nodes) - 1),)))
    return tuple(nodes), Symbol(len(nodes) - 1) if len(nodes) > 1 else None


def asked(layer: Layer) -> Layer:
    """Give the input that a first layer asks for by its own arguments."""
    width, length = layer.size("input_dim"), layer.size("input_length")
    wide, long = layer.words.get("input_dim"), layer.words.get("input_length")
    steps = layer.recurrent or layer.kind == "Conv1D"
    for word, batch in (("input_shape", 0), ("batch_input_shape", 1), ("batch_shape", 1)):
        shape = layer.says(word)
        if steps and (width or wide) and isinstance(shape, tuple) and len(shape) == 1:
            continue  # a recurrent layer of an older Keras makes its input of input_dim first
        if whole(shape):
            return Layer("Input", MappingProxyType({"number": shape}), f"{word}={shape}")
        if isinstance(shape, tuple):
            sizes: Shape = tuple(size if whole(size) and size > 0 else None for size in shape)
            given: dict[str, object] = {"shape": sizes[batch:]}
            size = sizes[0] if batch and sizes else layer.size("batch_size")
            if size:
                given["batch_size"] = size
            unread = frozenset({"shape"} if word in layer.unread else ())
            if batch and unread and not given.get("batch_size"):
                unread |= {"batch_size"}
            called = layer.words.get(word)
            words = {"shape": called[batch:]} if isinstance(called, tuple) else {}
            return Layer("Input", MappingProxyType(given), f"{word}={shape}", None, unread,
                         MappingProxyType(words))  # fmt: skip
    if (width or wide) and (steps or layer.kind == "Dense"):
        return of_sizes((length, width) if steps else (width,), (long, wide) if steps else (wide,))
    return of_sizes((length,), (long,)) if layer.kind == "Embedding" else Layer("Input")


def of_sizes(sizes: Shape, called: tuple[object, ...]) -> Layer:
    """Make the input of an older Keras's input_length and input_dim, in numbers or in names."""
    words = tuple(size or word for size, word in zip(sizes, called, strict=True))
    named = {"shape": words} if any(map(is_called, called)) else {}
    # Of a table, two open axes would be as good a sample as any.
    told = {"shape": sizes} if len(sizes) == 1 or any(sizes) else {}
    return Layer("Input", MappingProxyType(told), words=MappingProxyType(named))


def trimmed(
    nodes: list[Node], output: Symbol, beside: Sequence[Symbol] = ()
) -> tuple[tuple[Node, ...], Symbol, dict[int, int]]:
    """Keep the nodes that an output needs, and others beside it, in their order.

    Also say where the output stands now, and where each of the nodes.
    """
    needed, waiting = set(), [each.node for each in (output, *beside)]
    while waiting:
        at = waiting.pop()
        if at not in needed:
            needed.add(at)
            waiting += [each.node for each in nodes[at].reads]
    order = sorted(needed)
    place = {old: new for new, old in enumerate(order)}
    kept = tuple(
        Node(
            nodes[old].layer,
            tuple(replace(each, node=place[each.node]) for each in nodes[old].reads),
        )
        for old in order
    )
    return kept, replace(output, node=place[output.node]), place
