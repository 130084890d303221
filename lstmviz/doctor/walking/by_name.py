"""A walk by names: of sizes that have no number in the text, and of what a model itself reads."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod
from types import MappingProxyType
from zlib import crc32

from lstmviz.doctor.walking.kinds import STEPS
from lstmviz.doctor.walking.named import Named, differ, in_names, solved
from lstmviz.doctor.walking.operations import RULES
from lstmviz.doctor.walking.rules import RULES as RULES_OF_KERAS
from lstmviz.doctor.walking.rules import same
from lstmviz.doctor.walking.setup import Layer, Setup, Stop, Walk
from lstmviz.doctor.walking.sizes import Reckoned, Word
from lstmviz.doctor.walking.walk import runs, walk

# Stops that compare widths, each with the facts that differ whatever the names are.
WIDTHS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cell_axes": ("received", "expected"),
        "channels": ("got", "built"),
        "hidden": ("received", "expected"),
        "product": ("got", "built"),
        "torch_features": ("got", "built"),
        "torch_matmul": ("got", "built"),
    }
)
# Stops by the number of axes.
RANKS = frozenset({"axis", "each_step", "indices", "ndim", "permute", "state_axes", "torch_axes"})
# Arguments that are sizes of axes.
SIZES = frozenset({
    "batch_input_shape", "batch_shape", "d_model", "embedding_dim", "filters", "hidden_size",
    "in_channels", "in_features", "input_dim", "input_length", "input_shape", "input_size", "n",
    "num_embeddings", "num_features", "num_layers", "out_channels", "out_features", "output_dim",
    "shape", "sizes", "target_shape", "units", "whole",
})  # fmt: skip
NO_NUMBERS: Mapping[Word, int] = MappingProxyType({})
# What is supposed of inputs: so many ways are walked.
MAX_WAYS = 27


def by_name(setup: Setup, reports: tuple[Stop, ...]) -> tuple[Setup, Walk] | None:
    """Find what stops a model of PyTorch whatever its sizes are; None where nothing surely does.

    Args:
        setup: as it was read, with sizes that have names and no numbers.
        reports: the messages in the text: one that the walk leads to tells the numbers.
    """
    if not setup.torch or setup.several or walk(setup).stop is not None:
        return None
    found = surely(setup, NO_NUMBERS)
    if found is None or not reports:
        return found
    for each in reports:
        numbers = told_by(found[1].stop, each)
        if numbers is not None:
            return surely(setup, numbers)
    return None


def surely(setup: Setup, numbers: Mapping[Word, int]) -> tuple[Setup, Walk] | None:
    """Walk by names; give the walk if it stops alike whatever goes in."""
    stops: list[tuple[Setup, Walk]] = []
    for way in ways(setup, numbers):
        found = walk(way)
        if found.stop is not None and differs(found.stop):
            stops.append((way, found))
        elif not misfits(found):
            return None  # this may be what goes in, and goes on
    alike = {(each.stop.kind, each.stop.node) for _, each in stops if each.stop is not None}
    if len(alike) != 1:
        return None
    way, found = stops[0]
    return way, replace(found, stop=found.stop and tidied(found.stop))


def tidied(stop: Stop) -> Stop:
    """Leave out of a stop's facts what only may differ, and how many rows are multiplied."""
    facts = dict(stop.facts)
    if isinstance(facts.get("rows"), Named):
        facts["rows"] = None
    if stop.kind == "hidden":
        pairs = zip(stop["received"], stop["expected"], strict=True)
        facts["received"] = tuple(
            theirs if ours is None or theirs is None or not differ(ours, theirs) else ours
            for ours, theirs in pairs
        )
    return replace(stop, facts=MappingProxyType(facts))


def shown(setup: Setup) -> tuple[Setup, Walk] | None:
    """Give a walk by names that goes on where the text tells no numbers; None where none does."""
    if setup.several:
        return None
    walked = ((way, walk(way)) for way in ways(setup, NO_NUMBERS))
    return next(((way, found) for way, found in walked if runs(found, way)), None)


def fits(setup: Setup) -> bool:
    """Whether a model runs whatever numbers its names are: with any that are put in for them.

    Of packed sequences that is not said: their lengths decide.
    """
    if shown(setup) is None or any(layer.kind == "pack" for layer in setup.layers):
        return False
    named = in_words(setup, NO_NUMBERS)
    if not setup.torch and unentered(named):
        return False  # how many axes go in is not told
    for least, most in ((40, 9_000), (7, 4_000)):
        entering = supposed(numbered(setup, least, most))
        walked = [walk(numbered(way, least, most)) for way in entering]
        meant = [found.stop for found in walked if not misfits(found)]
        if not meant or any(meant):
            return False
    return True


def numbered(setup: Setup, least: int, most: int) -> Setup:
    """Put a number in for each name, another for each."""
    words = words_of(setup)
    return in_words(setup, {
        word: least + crc32(f"{word.serial} {word.name}".encode()) % most for word in words
    })  # fmt: skip


def misfits(found: Walk) -> bool:
    """Whether a walk stops since a tensor has too few axes or too many: it is not what goes in."""
    if found.stop is None or found.stop.kind != "join":
        return found.stop is not None and found.stop.kind in RANKS
    return len(set(map(len, found.stop["received"]))) > 1


def words_of(setup: Setup) -> set[Word]:
    """Give all names in a set-up."""
    waiting: list[object] = []
    layers = [node.layer for node in setup.nodes]
    for layer in [*layers, *(each.inner for each in layers if each.inner)]:
        waiting += [*layer.words.values(), *map(layer.says, ("parts", "sizes", "whole"))]
    found: set[Word] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Word):
            found.add(value)
        elif isinstance(value, Reckoned):
            waiting += [value.left, value.right]
        elif isinstance(value, slice):
            waiting += [value.start, value.stop, value.step]
        elif isinstance(value, tuple):
            waiting += value
    return found


def differs(stop: Stop) -> bool:
    """Whether a stop is by widths that differ whatever numbers their names are, or by a tuple."""
    if stop.kind not in WIDTHS:
        return stop.kind == "a_tuple"
    one, two = (stop[name] for name in WIDTHS[stop.kind])
    if isinstance(one, tuple) and len(one) != len(two):
        return True
    pairs = zip(one, two, strict=False) if isinstance(one, tuple) else [(one, two)]
    known = [pair for pair in pairs if None not in pair]
    return any(differ(*pair) for pair in known)


def in_words(setup: Setup, numbers: Mapping[Word, int]) -> Setup:
    """Put names, or the numbers that are told of them, in place of sizes that were not read."""
    nodes = [replace(node, layer=worded(node.layer, numbers)) for node in setup.nodes]
    return replace(setup, nodes=tuple(nodes))


def worded(layer: Layer, numbers: Mapping[Word, int]) -> Layer:
    """Put names into a layer's arguments."""
    if layer.inner is not None:
        layer = replace(layer, inner=worded(layer.inner, numbers))
    words = {name: in_names(value, numbers) for name, value in layer.words.items() if name in SIZES}
    for name in ("parts", "sizes", "whole"):
        if isinstance(layer.says(name), tuple):
            words[name] = in_names(layer.says(name), numbers)
    if not words:
        return layer
    arguments = MappingProxyType({**layer.arguments, **words})
    left = MappingProxyType({k: v for k, v in layer.words.items() if k not in words})
    return replace(layer, arguments=arguments, unread=layer.unread - words.keys(), words=left)


def ways(setup: Setup, numbers: Mapping[Word, int] = NO_NUMBERS) -> Iterator[Setup]:
    """Give a set-up by names, with each shape that may enter where none is told."""
    for way in supposed(in_words(setup, numbers)):
        yield in_words(way, NO_NUMBERS)


def supposed(setup: Setup) -> Iterator[Setup]:
    """Give each input that is not told the shapes that its first reader may read."""
    open_ = unentered(setup)
    shapes_of = [read_by(setup, at) for at in open_]
    if not all(shapes_of) or prod(map(len, shapes_of)) > MAX_WAYS:
        return
    for shapes in product(*shapes_of):
        way = setup
        for at, shape in zip(open_, shapes, strict=True):
            layer = way.nodes[at].layer
            whole = MappingProxyType({**layer.arguments, "whole": shape})
            way = way.changed(at, replace(layer, arguments=whole))
        yield way


def unentered(setup: Setup) -> list[int]:
    """Give the inputs of which the text tells no shape, neither in numbers nor in names."""
    return [
        at for at in setup.inputs
        if not isinstance(setup.nodes[at].layer.says("whole"), tuple)
        and not isinstance(setup.nodes[at].layer.says("shape"), tuple)
        and not setup.nodes[at].layer.says("state")
        and not (setup.fed and setup.fed[0].shape)
    ]  # fmt: skip


def read_by(setup: Setup, at: int) -> list[tuple[int | Word | None, ...]]:
    """Give the shapes that may enter: as many axes as the first layer reads, of its own width.

    Who says batch_first has batches.
    """
    if not setup.torch:
        return read_by_keras(setup, at)
    alone = not any(layer.says("batch_first") is True for layer in setup.layers)
    name = setup.nodes[at].layer.written
    one, two, three = (
        Word(f"{name}.size({axis})") if name.isidentifier() else None for axis in range(3)
    )
    readers = [node.layer for node in setup.nodes if at in [each.node for each in node.reads]]
    for layer in readers:
        if layer.kind in RULES:
            return [(one,), (one, two), (one, two, three)]
        if layer.kind == "nn.Embedding":
            return [(one, two), (one,)] if alone else [(one, two)]
        if layer.kind in ("nn.LSTM", "nn.GRU", "nn.RNN") and "input_size" not in layer.unread:
            width = layer.size("input_size")
            return [(one, two, width), (one, width)] if alone else [(one, two, width)]
        if layer.kind in ("nn.LSTMCell", "nn.GRUCell", "nn.RNNCell"):
            return [(one, layer.size("input_size")), (layer.size("input_size"),)]
        if layer.kind == "nn.Linear" and "in_features" not in layer.unread:
            width = layer.size("in_features")
            return [(one, width), (one, two, width)]
        if layer.kind == "nn.Conv1d" and "in_channels" not in layer.unread:
            return [(one, layer.size("in_channels"), three)]
    return []


def read_by_keras(setup: Setup, at: int) -> list[tuple[int | Word | None, ...]]:
    """Give the shapes that may enter a model of Keras, by the first layer that says it."""
    name = setup.nodes[at].layer.written
    steps, wide = (
        Word(f"{name}.shape[{axis}]" if name.isidentifier() else usual, at)
        for axis, usual in ((1, "timesteps"), (2, "features"))
    )
    waiting, seen = [at], set()
    while waiting:
        here = waiting.pop()
        for place, node in enumerate(setup.nodes):
            if place in seen or here not in [each.node for each in node.reads]:
                continue
            seen.add(place)
            kind = node.layer.kind
            if kind == "Bidirectional" and node.layer.inner is not None:
                kind = node.layer.inner.kind
            if kind in STEPS:
                return [(None, steps, wide)]
            if kind in ("Embedding", "Dense"):
                return [(None, steps), (None, steps, wide)][: 1 if kind == "Embedding" else 2]
            waiting += [place] if RULES_OF_KERAS.get(kind) is same else []
    return []


def told_by(stop: Stop | None, report: Stop) -> dict[Word, int] | None:
    """Say which numbers the names have, by a message of the same stop; None where it is another."""
    if stop is None or stop.kind != report.kind:
        return None
    numbers: dict[Word, int] = {}
    for name in stop.facts.keys() & report.facts.keys():
        one, two = stop[name], report[name]
        if isinstance(one, tuple) != isinstance(two, tuple):
            return None
        pairs = list(zip(one, two, strict=False)) if isinstance(one, tuple) else [(one, two)]
        if isinstance(one, tuple) and len(one) != len(two):
            return None
        for size, number in pairs:
            if not isinstance(size, int) or not isinstance(number, int):
                continue
            found = solved(size, number)
            if found is None and not isinstance(size, Named):
                return None
            if any(numbers.get(word, told) != told for word, told in (found or {}).items()):
                return None
            numbers |= found or {}
    return numbers
