"""Set-ups that give a message: the learner's own, filled in by what it tells, or small ones."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.judging.agreeing import fits, meet_at, same
from lstmviz.doctor.judging.case import Case, refed, retargeted, with_input
from lstmviz.doctor.judging.ends.losses import loss_told
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import classes
from lstmviz.doctor.walking.rules import AXES, LEAST
from lstmviz.doctor.walking.setup import Array, Layer, Node, Setup, Stop
from lstmviz.doctor.walking.sizes import Symbol
from lstmviz.doctor.walking.walk import walk

# What leaves its input as it is: what stands before it, or behind, is not told.
PASSES = Layer("Activation", MappingProxyType({"activation": "linear"}))
# Kinds of stops that say the same of other calls.
ALIKE = (
    {"ndim", "input"},
    {"torch_loss", "torch_sizes"},
    {"loss", "pair"},
    {"hidden", "state_axes"},
    {"join", "tensors"},
)
LOSSES = ("mse", "categorical_crossentropy", "sparse_categorical_crossentropy")


def shown_by(case: Case, why: Stop) -> Setup | None:
    """Give a set-up whose walk stops with this very message; None where none is found.

    The learner's own comes first, as it is read and filled in by the message; where no code is
    told, or none that leads there, a small one of the message's own facts.
    """
    options = [case.setup, *(filled(case, why) if case.setup.layers else ()), *small(case, why)]
    return next((each for each in options if gives(each, why)), None)


def gives(setup: Setup, why: Stop) -> bool:
    """Whether a walk stops with a message: of its kind, and with its numbers."""
    found = walk(setup).stop
    if found is None or not (found.kind == why.kind or {found.kind, why.kind} in ALIKE):
        return False
    if why.kind == "tensors":
        return meet_at(found, why)
    if why.kind == "ndim" and why["layer"] == "model" and found.kind == "ndim":
        return False
    shared = (found.facts.keys() & why.facts.keys()) - {"layer", "place", "loss"}
    if why.kind == "loss" and classes(str(found["loss"])) == "numbers" and why["output"]:
        shared -= {"output"} if why["output"][-1] == 1 else set()
    if why.kind == "pair":
        sides = (found["target"], found["output"])
        pair = (why["first"], why["second"])
        return all(map(fits, pair, sides)) or all(map(fits, pair[::-1], sides))
    return all(same(found[name], why[name]) for name in shared if why[name] is not None)


def filled(case: Case, why: Stop) -> Iterator[Setup]:
    """Put what a message tells in the places that a set-up leaves open, or that it contradicts."""
    setup, received, expected = case.setup, why["received"], why["expected"]
    if why.kind in ("input", "ndim") and setup.inputs and not setup.torch:
        fed: Shape = received or (None,) * (why["found"] or 0)
        strict = replace(setup, sequential=False)
        yield refed(strict, fed)
        if isinstance(expected, tuple):
            yield refed(with_input(strict, expected[1:]), fed)
    if why.kind == "loss" and setup.output is not None and why["target"]:
        loose = replace(setup, marks=setup.marks | {"unpaired"})
        yield retargeted(loose, why["target"])
    if why.kind == "matmul" and setup.sample is not None:
        yield refed(setup, (None, *setup.sample[:-1], why["got"]))


def small(case: Case, why: Stop) -> Iterator[Setup]:
    """Make small set-ups of a message's own facts."""
    make = MAKERS.get(why.kind)
    return make(case, why) if make else iter(())


def chain(sample: Shape, *layers: Layer, batch: int | None = None) -> Setup:
    """Make a model of Keras with one input."""
    given: dict[str, object] = {"shape": sample, **({"batch_size": batch} if batch else {})}
    nodes = [Node(Layer("Input", MappingProxyType(given)))]
    for layer in layers:
        nodes.append(Node(layer, (Symbol(len(nodes) - 1),)))
    return Setup("keras", tuple(nodes), Symbol(len(nodes) - 1), sequential=False)


def called(layer: Layer, *arrays: tuple[str, Shape]) -> Setup:
    """Call a layer of PyTorch on arrays, each with what it is called; "h" are states."""
    nodes = []
    for name, shape in arrays:
        given = {"whole": shape} | ({"state": True} if name == "h" else {})
        nodes.append(Node(Layer("Input", MappingProxyType(given), name)))
    reads = tuple(Symbol(at) for at in range(len(nodes)))
    fed = (Array(arrays[0][1], ("?",) * len(arrays[0][1]), name=arrays[0][0]),)
    return Setup("torch", (*nodes, Node(layer, reads)), Symbol(len(nodes)), fed=fed)


def of(kind: str, **arguments: object) -> Layer:
    """Make a layer."""
    return Layer(kind, MappingProxyType(arguments))


def for_input(case: Case, why: Stop) -> Iterator[Setup]:
    """Make a model for one shape, and feed it another."""
    expected, received = why["expected"], why["received"]
    if isinstance(expected, tuple) and received and expected:
        made = named_fed(case, chain(expected[1:], PASSES, batch=expected[0]), received)
        yield made
        yield replace(made, marks=frozenset({"exact"}))


def named_fed(case: Case, setup: Setup, shape: Shape) -> Setup:
    """Feed an array by its name in the text."""
    return replace(setup, fed=(Array(shape, ("?",) * len(shape), name=case.x),))


def for_ndim(case: Case, why: Stop) -> Iterator[Setup]:
    """Make a layer, or a model, that reads another number of axes than it gets."""
    expected, received = why["expected"], why["received"] or (None,) * (why["found"] or 0)
    kind = str(why["layer"] or "")
    if kind == "model" or "input" in str(why["name"]):
        yield named_fed(case, chain((None,) * (expected - 1), PASSES), received)
    else:
        usual = next((each for each, count in AXES.items() if count == expected), "Dense")
        layer = of(kind if kind in AXES or kind in LEAST else usual, units=32)
        yield named_fed(case, chain(received[1:], layer), received)


def for_loss(case: Case, why: Stop) -> Iterator[Setup]:
    """Make a model that gives one shape, and targets of another."""
    pairs = [(why["target"], why["output"])]
    if why.kind == "pair":
        pairs = [(why["first"], why["second"]), (why["second"], why["first"])]
    for loss in (case.setup.loss or loss_told(case.text.tight), *LOSSES):
        for target, output in pairs:
            if target and output and loss:
                # An old Keras tells of a sparse loss what it wants, not what the model gives.
                wants = classes(loss) == "numbers" and output[-1] == 1 and len(target) > 1
                made = chain((*output[1:-1], target[-1]) if wants else output[1:], PASSES)
                y = Array((None, *target[1:]), ("?",) * len(target), name=case.y)
                yield replace(made, y=y, loss=loss)


def for_matmul(case: Case, why: Stop) -> Iterator[Setup]:
    """Build a layer for other features than it gets."""
    made = replace(chain((None, why["built"]), of("LSTM", units=32)), sequential=True)
    yield named_fed(case, made, (None, None, why["got"]))


def for_counts(case: Case, why: Stop) -> Iterator[Setup]:
    """Feed arrays and targets of other numbers of samples."""
    y = (why["y"] or (None,))[0]
    shapes = [(count, *(None,) * 2) for count in why["x"] or ()]
    fed = tuple(Array(shape, ("?",) * 3, name=case.x) for shape in shapes)
    yield Setup("keras", fed=fed, y=Array((y,), ("?",), name=case.y), marks=frozenset({"fit"}))


def for_state(case: Case, why: Stop) -> Iterator[Setup]:
    """Start a recurrent layer of PyTorch from states of other sizes or axes."""
    expected, received = why["expected"], why["received"]
    if why.kind == "state_axes":
        x, state = ((1, 1, 1), (1, 1)) if why["batched"] else ((1, 1), (1, 1, 1))
        layer = of("nn.LSTM", input_size=1, hidden_size=1)
        yield called(layer, (case.x, x), ("h", state), ("h", state))
    elif expected and received:
        layer = of("nn.LSTM", input_size=1, hidden_size=expected[-1], num_layers=expected[0])
        x = (1, *expected[1:-1], 1)
        yield called(layer, (case.x, x), ("h", received), ("h", received))


def for_torch_loss(case: Case, why: Stop) -> Iterator[Setup]:
    """Hold predictions and targets of PyTorch against each other."""
    if why["output"] is not None and why["target"] is not None:
        yield called(of("nn.BCELoss"), ("pred", why["output"]), (case.y, why["target"]))


def for_width(case: Case, why: Stop) -> Iterator[Setup]:
    """Build a layer of PyTorch for other features than it gets."""
    got, built = why["got"], why["built"]
    if why.kind == "torch_matmul":
        layer = of("nn.Linear", in_features=built, out_features=why["columns"])
        yield called(layer, (case.x, (why["rows"], got)))
    elif why.kind == "channels":
        shape = why["shape"] or (None, got, None)
        if len(shape) < 5:
            layer = of(f"nn.Conv{len(shape) - 2}d", in_channels=built, out_channels=1,
                       kernel_size=1)  # fmt: skip
            yield called(layer, (case.x, shape))
    elif why["cell"]:
        layer = of("nn.LSTMCell", input_size=built, hidden_size=32)
        yield called(layer, (case.x, (None, got)))
    else:
        layer = of("nn.LSTM", input_size=built, hidden_size=32)
        yield called(layer, (case.x, (None, None, got)))


def for_sum(case: Case, why: Stop) -> Iterator[Setup]:
    """Add two tensors that differ on one axis."""
    if isinstance(why["axis"], int):
        lead: Shape = (None,) * why["axis"]
        one, two = ((*lead, why[name], None, None)[:3] for name in ("first", "second"))
        yield called(of("combine"), ("a", one), ("b", two))


def for_torch_axes(case: Case, why: Stop) -> Iterator[Setup]:
    """Give a recurrent layer of PyTorch another number of axes."""
    received: Shape = why["received"] or (None,) * (why["found"] or 0)
    cell = str(why["layer"]).upper().endswith("CELL")
    yield called(of("nn.LSTMCell" if cell else "nn.LSTM", hidden_size=32), (case.x, received))


MAKERS: Mapping[str, Callable[[Case, Stop], Iterator[Setup]]] = MappingProxyType(
    {
        "cardinality": for_counts,
        "channels": for_width,
        "hidden": for_state,
        "input": for_input,
        "loss": for_loss,
        "matmul": for_matmul,
        "ndim": for_ndim,
        "pair": for_loss,
        "state_axes": for_state,
        "tensors": for_sum,
        "torch_axes": for_torch_axes,
        "torch_features": for_width,
        "torch_loss": for_torch_loss,
        "torch_matmul": for_width,
        "torch_sizes": for_torch_loss,
    }
)
