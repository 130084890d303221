"""What was noted adds up to a set-up: what is fed, the layers as a graph, and what is missing."""

from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import NOTHING, fresh
from lstmviz.doctor.reading.meanings import UNKNOWN, Model
from lstmviz.doctor.reading.network.chains import chain, trimmed
from lstmviz.doctor.reading.notes import MAX_NODES, MODEL, Notes
from lstmviz.doctor.reading.texts.roles import is_generic, role_of
from lstmviz.doctor.reading.texts.summaries import SUMMED
from lstmviz.doctor.reading.turning import flattened
from lstmviz.doctor.walking.setup import Array, Layer, Node, Setup
from lstmviz.doctor.walking.sizes import Symbol
from lstmviz.doctor.walking.walk import walk

# What is missing where layers are made and none is called.
UNCALLED = "how the layers are called"
# Calls that are held against a message.
MAX_GIVEN = 20
# Layers that a model may end with; before any other layer was added, more may be to come.
ENDS = frozenset({"Activation", "Dense", "Softmax"})


def setup(notes: Notes) -> Setup:
    """Give everything that was read."""
    found = arrays(notes)
    nodes, output, sequential, several = graph(notes)
    match_inputs(notes, nodes, output)
    X, y = notes.fed.get("X", ()), notes.fed.get("y", ())
    if (not X or (len(X) == 1 and X[0].shape is None)) and not entered_by_code(notes, nodes):
        X = (with_rows(found["X"], X),) if "X" in found and may_be(notes, X, found["X"]) else X
    if not X and "table" in found and not notes.assigned and not notes.fed:
        X = (found["table"],)  # words alone: nothing is made of the table before it goes in
    nodes = as_fed(nodes, X)
    if supposed := first_on(notes, nodes, X):
        nodes, output, several = supposed, Symbol(1), False
    target = y[0] if y else found.get("y")
    if y and y[0].shape is None and "y" in found and may_be(notes, y, found["y"]):
        target = with_rows(found["y"], y)
    if held := loss_on(notes, nodes, target):
        nodes, output, several = held, Symbol(2), False
    for part, array in (("X", next(iter(X), None)), ("y", target)):
        if array is not None and unread(array) and "fit" in notes.marks:
            name = array.name or part
            made = name in notes.assigned
            notes.gaps[part] = (
                f"what makes {name}" if made else f"the shape of {name}, which is not there"
            )
    if not any(node.layer.kind != "Input" for node in nodes):
        check_alone(notes, X)
    return Setup(
        framework=notes.framework,
        nodes=nodes,
        output=output,
        sequential=sequential,
        fed=X,
        given=tuple(notes.given[-MAX_GIVEN:]),
        y=target,
        table=found.get("table"),
        test=found.get("X test"),
        loss=notes.loss,
        loss_arguments=notes.loss_arguments,
        batch=notes.batch,
        marks=frozenset(notes.marks),
        window=notes.window,
        several=several,
        overrun=notes.overrun,
        gaps=MappingProxyType(dict(notes.gaps)),
    )


def loss_on(notes: Notes, nodes: tuple[Node, ...], y: Array | None) -> tuple[Node, ...]:
    """Hold the predictions and targets that words tell against a loss of PyTorch, alone."""
    called = any(each.reads for each in nodes)
    if called or notes.predicted is None or notes.compares is None or y is None or y.shape is None:
        return ()
    pair = (("pred", notes.predicted), (y.name or "y", y.shape))
    given = [Node(Layer("Input", MappingProxyType({"whole": shape}), name)) for name, shape in pair]
    return *given, Node(notes.compares, (Symbol(0), Symbol(1)))


def first_on(notes: Notes, nodes: tuple[Node, ...], X: tuple[Array, ...]) -> tuple[Node, ...]:
    """Suppose that the first layer of PyTorch reads X, where it is recurrent and none is called."""
    shape = X[0].shape if len(X) == 1 else None
    loose = notes.framework == "torch" and bool(nodes) and not any(each.reads for each in nodes)
    if not loose or shape is None or len(shape) not in (1, 3) or not nodes[0].layer.recurrent:
        return ()
    notes.gaps["model"] = UNCALLED
    entered = Layer("Input", MappingProxyType({"whole": shape}), X[0].name)
    return Node(entered), Node(nodes[0].layer, (Symbol(0),))


def as_fed(nodes: tuple[Node, ...], X: tuple[Array, ...]) -> tuple[Node, ...]:
    """Build a model on its data where what its first layer asks for makes no input of it.

    Keras reads neither an Embedding's `input_length` nor the shape that a layer within a wrapper
    asks for.
    """
    shape = X[0].shape if len(X) == 1 else None
    if shape is None or len(nodes) < 2:
        return nodes
    asked = nodes[0].layer.says("shape")
    if not isinstance(asked, tuple):
        return nodes
    head, first = nodes[0].layer, nodes[1].layer
    longer = first.kind == "Embedding" and not head.written and len(shape) == len(asked) + 2
    word = head.written.partition("=")[0]
    within = first.inner is not None and word in {*first.inner.arguments} - {*first.arguments}
    if not longer and not within:
        return nodes
    return (Node(head.with_argument("shape", shape[1:])), *nodes[1:])


def with_rows(told: Array, fed: tuple[Array, ...]) -> Array:
    """Give an array whose shape is told what the code tells of the rows in it."""
    if not fed:
        return told
    name = fed[0].name or told.name
    return replace(told, name=name, marks=told.marks | fed[0].marks, taken=fed[0].taken)


def arrays(notes: Notes) -> dict[str, Array]:
    """Say which array is X, which y, which the table, which a test array."""
    # What code calls y and a layer gives is no target: y = fc(out)
    given = {name for name, held in notes.names.items() if isinstance(held, Symbol)}
    found = {role: replace(fresh(shape), name=name)
             for role, (name, shape) in notes.told.items()
             if role != "y" or name not in given}  # fmt: skip
    told = found["X"].shape if "X" in found else None
    for name, value in notes.names.items():
        role = "table" if is_generic(name) else role_of(name)
        if isinstance(value, Array) and value.cut_from and value.cut_from == told:
            found["X"] = replace(value, name=name)  # X cut anew is X, whatever it is called
            continue
        if not role or not isinstance(value, Array):
            continue
        old = found.get(role, NOTHING)
        nearer = old.name == name or not old.name.lower().startswith(role.lower())
        nearer = nearer or value.shape == old.shape
        if old.shape is None or (value.shape is not None and nearer):
            found[role] = replace(value, name=name)
    return found


def match_inputs(notes: Notes, nodes: tuple[Node, ...], output: Symbol | None) -> None:
    """Put what is fed in the order in which its inputs stand among the nodes."""
    models = [each for each in notes.models if each.output and len(each.inputs) > 1]
    if not models or output is None or len(notes.fed.get("X", ())) < 2:
        return
    model = notes.active if notes.active in models else models[-1]
    if model is None or model.output is None:
        return
    kept = trimmed(notes.nodes, model.output)[2]
    places = [kept.get(each.node) for each in model.inputs]
    if None in places or len(places) != len(notes.fed["X"]):
        notes.gaps["model"] = "how the inputs are used"
        notes.fed["X"] = ()
        return
    order = sorted(range(len(places)), key=lambda at: places[at] or 0)
    notes.fed["X"] = tuple(notes.fed["X"][at] for at in order)


def may_be(notes: Notes, fed: tuple[Array, ...], other: Array) -> bool:
    """Whether an array is the one that is fed, of which the code tells no shape.

    It is if nothing is fed by name, or by its name; a sentence may also call the array by
    another name, as long as the code makes none of the name that it feeds.
    """
    if not fed or fed[0].name in ("", other.name):
        return True
    return notes.is_told(other.name) and fed[0].name not in notes.assigned


def check_alone(notes: Notes, X: tuple[Array, ...]) -> None:
    """Note what a text without layers has that could not be read: a model, or X itnotes."""
    strange = (name for name, value in notes.names.items() if value is UNKNOWN)
    if {"compiled", "fit"} & notes.marks or any(map(MODEL.search, strange)):
        notes.gaps.setdefault("model", "what makes the model")
    if not X and any(role_of(each) == "X" and not is_generic(each) for each in notes.assigned):
        notes.gaps["X"] = "what makes X"


def entered_by_code(notes: Notes, nodes: tuple[Node, ...]) -> bool:
    """Whether code tells what enters, so that a bare shape in the text is of something else."""
    whole_ = [node.layer.says("whole") for node in nodes if node.layer.kind == "Input"]
    told = any(isinstance(shape, tuple) and None not in shape for shape in whole_)
    name, shape = notes.told.get("X", ("", None))
    held = notes.names.get("X")
    return told and name == "X" and isinstance(held, Array) and held.shape == shape


def main(notes: Notes, functional: list[Model]) -> Symbol | None:
    """Give the output of the functional model that counts: the compiled one, else the largest.

    A text may name parts of a model as models too, as the encoder of an autoencoder.
    """
    if not functional:
        return None
    outputs = [model.output for model in functional if model.output]
    active = notes.active.output if notes.active in functional and notes.active else None
    if active:
        read = {each.node for node in notes.nodes for each in node.reads}
        notes.marks |= {"ends_early"} if active.node in read else set()
        return active
    return max(reversed(outputs), key=lambda output: len(trimmed(notes.nodes, output)[0]))


def loose_ends(notes: Notes) -> list[int]:
    """Give the nodes, beside inputs, that no other reads."""
    read = {each.node for node in notes.nodes for each in node.reads}
    return [at for at, node in enumerate(notes.nodes)
            if at not in read and node.layer.kind != "Input"]  # fmt: skip


def last(notes: Notes) -> list[Symbol]:
    """Give what counts as the output: a loss, what a model of the text gave, or the last node.

    Of several losses, and of what is worked out beside them, it is the first that stops. What the
    model gives beside it comes after the first.
    """
    ends = [at for at, node in enumerate(notes.nodes) if node.layer.kind.endswith("Loss")]
    if ends:
        beside = {at for at, node in enumerate(notes.nodes) if node.layer.kind == "combine"}
        beside |= {*loose_ends(notes)} - {*ends}
        found = (each for each in map(Symbol, (*ends, *sorted(beside))) if stops(notes, each))
        return [next(found, Symbol(ends[0]))]
    for given in reversed(notes.gave):
        found = [each for each in flattened(given) if isinstance(each, Symbol)]
        if found and found[0] is flattened(given)[0]:
            return found
    return [Symbol(len(notes.nodes) - 1)]


def stops(notes: Notes, output: Symbol) -> bool:
    """Whether a walk to one of several ends stops."""
    nodes, end = trimmed(notes.nodes, output)[:2]
    return walk(Setup(notes.framework, nodes, end, sequential=False)).stop is not None


def graph(notes: Notes) -> tuple[tuple[Node, ...], Symbol | None, bool, bool]:
    """Put the layers together: called ones, else the last chain, else loose ones in order."""
    called = [node for node in notes.nodes if node.layer.kind != "Input"]
    chains = [model for model in notes.models if model.layers]
    chains = [model for model in chains if not model.within] or chains
    functional = [model for model in notes.models if model.output]
    summed = notes.names.get(SUMMED)
    if isinstance(summed, Model) and summed.output and functional == [summed]:
        # The code beside a summary is a part of the same model.
        linear = all(len(node.reads) < 2 for node in trimmed(notes.nodes, summed.output)[0])
        return (*trimmed(notes.nodes, summed.output)[:2], linear, False)
    if called:
        output = main(notes, functional)
        if (output is None and not notes.marks & {"fit", "predicted"}) or not chains:
            if output is None and notes.framework != "torch" and len(loose_ends(notes)) > 1:
                notes.gaps["model"] = "which of its outputs the model gives"
            output, *beside = [output] if output else last(notes)
            return (*trimmed(notes.nodes, output, beside)[:2], False, False)
    if chains:
        active = notes.active if notes.active in chains else None
        if "reported" in notes.marks and active in notes.models[: notes.fitted]:
            # What was fitted ran: an error is of the model that is begun after it.
            later = [model for model in chains if model not in notes.models[: notes.fitted]]
            if later and "fit" in notes.marks:
                active, notes.loss = later[-1], later[-1].loss
        ends = chains[-1].layers[-1].kind in ENDS
        if active is None and "added" in notes.marks and not ends:
            notes.gaps["model"] = "what follows the last layer"
        nodes, output = chain((active or chains[-1]).layers)
        several = len({tuple(e.written for e in m.layers) for m in chains}) > 1
        return nodes, output, True, several and active is None
    inputs = [each for each in notes.loose if each.kind == "Input"]
    if notes.framework == "torch" and not called:
        rest = [each for each in notes.loose if each.kind != "Input"]
        return tuple(Node(each) for each in rest[:MAX_NODES]), None, False, True
    nodes, output = chain(notes.loose)
    return nodes, output, True, len(inputs) > 1


def unread(array: Array) -> bool:
    """Whether the text does not tell an array, or one of its sizes beside the samples."""
    return array.shape is None or "untold" in array.marks
