"""A walk through a set-up: what is fed, the shape after each layer, and the loss at its end."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking import operations
from lstmviz.doctor.walking.ending import check_end
from lstmviz.doctor.walking.feeding import batched, enter
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.refusals import Refusal, agree, place, refuse
from lstmviz.doctor.walking.rules import RULES, after, by_rank
from lstmviz.doctor.walking.setup import Layer, Setup, Stop, Walk, part_of
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Symbol
from lstmviz.doctor.walking.torch import after as after_torch
from lstmviz.doctor.walking.words import meant, strange


def walk(setup: Setup) -> Walk:
    """Walk through a set-up by the table of rules.

    What cannot be told stays None, and refuses nothing.
    """
    if setup.several:
        return Walk()
    built = follow(setup, [entry(setup, at) for at in setup.inputs])
    wrong = unspelt(setup) or shapeless(setup) or sizeless(setup)
    if wrong is not None:
        return Walk(built.shapes[: wrong.node], wrong)
    if setup.inputs and "fit" in setup.marks and any("ragged" in a.marks for a in setup.fed):
        return Walk((), Stop("ragged", node=setup.inputs[0]))
    if built.stop or setup.torch:
        return built if built.stop else check_end(setup, built)
    arrays = [array.shape for array in setup.fed]
    known = any(shape is not None for shape in arrays)
    if known:
        pairs = zip(arrays, setup.inputs, strict=False)
        try:
            if setup.inputs:
                batched(setup, arrays[0], built.shapes[setup.inputs[0]])
            fed = [enter(setup, shape, built.shapes[at]) for shape, at in pairs]
        except Refusal as refusal:
            node = setup.inputs[0] if setup.inputs else None
            return replace(built, stop=replace(refusal.stop, node=node))
        asked = all(isinstance(setup.nodes[at].layer.says("shape"), tuple) for at in setup.inputs)
        if asked and len(fed) == len(setup.inputs) and setup.sequential:
            again = follow(setup, fed, built=built)
            if again.stop:
                return again
            built = again
    return check_end(setup, built)


def unspelt(setup: Setup) -> Stop | None:
    """Give the first argument that no layer has, and that is like one that there is."""
    for at, node in enumerate(setup.nodes):
        for name in strange(node.layer):
            if right := meant(node.layer, name):
                facts = {"layer": node.layer.kind.lower(), "given": name, "meant": right}
                return Stop("argument", MappingProxyType(facts), at)
    return None


def shapeless(setup: Setup) -> Stop | None:
    """Give the first input that is built with a number where its shape is wanted."""
    for at in setup.inputs:
        number = setup.nodes[at].layer.says("number")
        if number is not None:
            return Stop("bare_number", MappingProxyType({"number": number}), at)
    return None


# Sizes of which none is nothing.
COUNTS = frozenset({"filters", "hidden_size", "kernel_size", "num_layers", "out_channels",
                    "pool_size", "stride", "strides", "units"})  # fmt: skip


def sizeless(setup: Setup) -> Stop | None:
    """Give the first layer that is made of no units, steps or places: a size of 0 or below."""
    for at, node in enumerate(setup.nodes):
        layer = node.layer.inner or node.layer
        for name in sorted(COUNTS & layer.arguments.keys()):
            value = layer.says(name)
            if isinstance(value, int) and not isinstance(value, bool) and value <= 0:
                facts = {"layer": layer.written or layer.kind, "name": name, "value": value}
                return Stop("zero_size", MappingProxyType(facts), at)
    return None


def entry(setup: Setup, at: int) -> object:
    """Give the shape that an input is built with: as it says, else as what is fed to it."""
    layer = setup.nodes[at].layer
    if "whole" in layer.arguments:
        return layer.says("whole")
    shape = layer.says("shape")
    if isinstance(shape, tuple):
        return (layer.size("batch_size"), *shape)
    place = setup.inputs.index(at)
    array = setup.fed[place] if place < len(setup.fed) else None
    if array is None or array.shape is None:
        return None
    if setup.torch or any(each.says("stateful") is True for each in setup.layers):
        return array.shape
    return (None, *array.shape[1:])


def follow(setup: Setup, inputs: Sequence[object], built: Walk | None = None) -> Walk:
    """Follow shapes from node to node.

    Args:
        setup: what is walked.
        inputs: the shapes that enter.
        built: where other shapes enter than the layers were built for: the walk that built them.
    """
    shapes: list[object] = []
    entering = iter(inputs)
    for at, node in enumerate(setup.nodes):
        given = [part_of(shapes[each.node], each.part) for each in node.reads]
        try:
            if node.layer.kind == "Input":
                shapes.append(sized(next(entering, None), shapes))
                continue
            if setup.torch:
                check_parts(setup, at, shapes)
            else:
                check_single(setup, at, shapes)
            if built is not None:
                same_width(setup, built, at, given)
            shapes.append(step(setup, at, given, shapes))
        except Refusal as refusal:
            return Walk(tuple(shapes), replace(refusal.stop, node=at))
    return Walk(tuple(shapes))


def sized(shape: object, shapes: Sequence[object]) -> Shape | None:
    """Put in the sizes that other nodes tell, as in torch.zeros(1, x.size(0), 8)."""
    if not isinstance(shape, tuple):
        return None
    return tuple(reckoned(each, shapes) for each in shape)


def reckoned(size: object, shapes: Sequence[object]) -> int | None:
    """Give a size: as it is written, as a node gives it, or reckoned from such ones."""
    if isinstance(size, Dim):
        return size_of(size, shapes)
    if not isinstance(size, Reckoned):
        return size if isinstance(size, int) else None
    left, right = reckoned(size.left, shapes), reckoned(size.right, shapes)
    if left is None or right is None or (size.sign == "//" and right == 0):
        return None
    return {"+": left + right, "-": left - right, "*": left * right}.get(
        size.sign, left // (right or 1)
    )


def size_of(dim: Dim, shapes: Sequence[object]) -> int | None:
    """Give one size of what a node gives; None where it cannot be told.

    Raises:
        Refusal: there is no such axis.
    """
    if dim.of.node >= len(shapes):
        return None
    shape = part_of(shapes[dim.of.node], dim.of.part)
    if shape is None:
        return None
    return shape[place(dim.axis, len(shape))]


def told(layer: Layer, shapes: Sequence[object]) -> Layer:
    """Put sizes that other nodes tell into a reshape's arguments."""
    sizes = layer.says("sizes")
    return layer.with_argument("sizes", sized(sizes, shapes)) if sizes else layer


def check_parts(setup: Setup, at: int, shapes: Sequence[object]) -> None:
    """Refuse all that a layer of PyTorch gives, where one tensor is wanted.

    Raises:
        Refusal: "a_tuple".
    """
    for each in setup.nodes[at].reads:
        before = setup.nodes[each.node].layer
        if before.parted and each.part is None and shapes[each.node] is not None:
            raise refuse("a_tuple", layer=before.kind)


def check_samples(layer: Layer, given: Shape) -> None:
    """Refuse the sizes of one sample, where a function of Keras takes those of all axes.

    Raises:
        Refusal: "sample_reshape".
    """
    sizes = layer.says("sizes")
    whole = isinstance(sizes, tuple) and all(isinstance(each, int) for each in sizes)
    if whole and given[:1] == (None,) and product(sizes) == product(given[1:]):
        raise refuse("sample_reshape", sizes=sizes, received=given)


# Layers of Keras that read a list of tensors.
LISTS = frozenset({"", "Add", "AdditiveAttention", "Attention", "Average", "Bidirectional",
                   "Concatenate", "Dot", "GRU", "LSTM", "Lambda", "Maximum", "Minimum",
                   "MultiHeadAttention", "Multiply", "RNN", "SimpleRNN", "Subtract"})  # fmt: skip


def check_single(setup: Setup, at: int, shapes: Sequence[object]) -> None:
    """Refuse output and states of a layer together, where Keras's next one reads one tensor.

    Raises:
        Refusal: "input_count".
    """
    node = setup.nodes[at]
    if node.layer.kind in LISTS or not node.layer.kind[:1].isupper() or len(node.reads) != 1:
        return
    read = node.reads[0]
    gives, before = shapes[read.node], setup.nodes[read.node].layer
    if not isinstance(gives, tuple) or len(gives) < 2 or not isinstance(gives[0], tuple):
        return
    if read.part is None and before.says("return_state") is True:
        raise refuse("input_count", wanted=1, count=len(gives))


def step(setup: Setup, at: int, given: Sequence[Shape | None], shapes: Sequence[object]) -> object:
    """Take one step; None where its inputs cannot be told."""
    layer = setup.nodes[at].layer
    if layer.kind == "given":
        return layer.says("shape")  # by the learner's own word, whatever goes in
    if setup.torch and layer.recurrent and None in given[1:]:
        given = given[:1]  # a state that is not told is taken for the right one
    known = [each for each in given if each is not None]
    if layer.kind == "reshape" and len(known) < len(given):
        sizes: Shape = tuple(told(layer, shapes).says("sizes") or ())
        return sizes if sizes and all((size or 0) > 0 for size in sizes) else None
    if not known or len(known) < len(given):
        return None if setup.torch else by_rank(layer)
    if layer.kind in operations.RULES:
        if not setup.torch and layer.kind == "reshape":
            check_samples(layer, known[0])
        return operations.after(told(layer, shapes), known)
    if setup.torch:
        return after_torch(layer, known)
    if any("batch_size" in setup.nodes[each].layer.unread for each in setup.inputs):
        # The batch is fixed by a name that the text does not tell.
        layer = layer.with_argument("stateful", False) if layer.says("stateful") else layer
    if layer.kind in ALONE and (count := outputs(setup.nodes[at].reads[0], shapes)) > 1:
        raise refuse("input_count", wanted=1, count=count, layer=layer.kind)
    output = after(layer, known)
    open_ = layer.kind == "Dense" and known[0][-1] is None and told_whole(setup)
    if open_ and flat_steps(setup, at, shapes):
        raise refuse("open_size", received=known[0], layer="Dense")
    return output


# Layers that read one tensor alone.
ALONE = frozenset({"Conv1D", "Dense", "Embedding", "Flatten", "RepeatVector", "Reshape",
                   "TimeDistributed"})  # fmt: skip


def outputs(read: Symbol, shapes: Sequence[object]) -> int:
    """Count the tensors that a layer is called on, where it is called on all that a node gives."""
    given = shapes[read.node]
    several = isinstance(given, tuple) and bool(given) and isinstance(given[0], tuple)
    return len(given) if several and read.part is None and isinstance(given, tuple) else 1


def told_whole(setup: Setup) -> bool:
    """Whether the shapes of all inputs are told, so that a None among them is meant."""
    heads = [setup.nodes[at].layer for at in setup.inputs]
    return all(isinstance(each.says("shape"), tuple) and not each.unread for each in heads)


def flat_steps(setup: Setup, at: int, shapes: Sequence[object]) -> bool:
    """Whether a node reads a Flatten whose own input is told, so that its open size is meant."""
    if any(node.layer.unread or not node.layer.kind for node in setup.nodes[:at]):
        return False
    before = [setup.nodes[each.node] for each in setup.nodes[at].reads]
    return any(
        node.layer.kind == "Flatten" and shapes[node.reads[0].node] is not None for node in before
    )


# The weights of these are made for a number of features.
WEIGHED = frozenset({*GATES, "Dense", "Conv1D", "Bidirectional"})


def same_width(setup: Setup, built: Walk, at: int, given: Sequence[Shape | None]) -> None:
    """Refuse another number of features than a layer's weights are made for.

    Raises:
        Refusal: "matmul".
    """
    node = setup.nodes[at]
    if node.layer.kind not in WEIGHED or not given or given[0] is None:
        return
    made = built.of(node.reads[0])
    if made and not agree(made[-1], given[0][-1]):
        raise refuse("matmul", got=given[0][-1], built=made[-1], received=given[0])


def known(setup: Setup, kind: str) -> bool:
    """Whether a layer's rule stands in a table."""
    return kind in RULES or kind in operations.RULES or (setup.torch and kind.startswith("nn."))


def runs(found: Walk, setup: Setup) -> bool:
    """Whether a walk went through to the end, with a shape after every node but states."""
    lost = [shape is None and not node.layer.says("state")
            for node, shape in zip(setup.nodes, found.shapes, strict=False)]  # fmt: skip
    return found.stop is None and bool(found.shapes) and not any(lost)
