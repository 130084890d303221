"""Models of Keras as code builds, compiles and trains them."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import NOTHING, whole
from lstmviz.doctor.reading.definitions import Instance
from lstmviz.doctor.reading.meanings import UNKNOWN, Data, Model, parts_of
from lstmviz.doctor.reading.network.layers import is_called
from lstmviz.doctor.reading.notes import MAX_NODES, MODEL, Block, Call, Notes
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Symbol


def read_input(notes: Notes, call: Call) -> object:
    """Read `Input(shape)`; Python's own `input`, and one that a message counts, are none."""
    if isinstance(call.node.func, ast.Name) and call.name == "input":
        return UNKNOWN
    batch = call.named.get("batch_shape", call.named.get("batch_input_shape"))
    shape = batch or call.named.get("input_shape", call.get("shape", 0))
    given: dict[str, object] = {}
    if isinstance(shape, tuple):
        sizes = tuple(size if whole(size) and size > 0 else None for size in shape)
        given["shape"] = sizes[1:] if batch else sizes
        size = sizes[0] if batch and sizes else call.named.get("batch_size")
        if whole(size) and size > 0:
            given["batch_size"] = size
    elif whole(shape):
        given["number"] = shape
    notes.keras()
    told = isinstance(shape, tuple) and all(size is None or whole(size) for size in shape)
    unread = frozenset() if told else frozenset({"shape"})
    if batch and not told and "batch_size" not in given:
        unread |= {"batch_size"}
    words: dict[str, object] = {}
    if isinstance(shape, tuple) and unread:
        word = next((w for w in ("batch_shape", "batch_input_shape", "input_shape")
                     if w in call.named), "shape")  # fmt: skip
        sizes = call.sized(shape, call.written_node(word, 0))
        called = sizes if isinstance(sizes, tuple) and is_called(sizes) else ()
        words = {"shape": called[1:] if batch else called} if called else {}
    written = ast.unparse(call.node)[:200]
    layer = Layer("Input", given, written, None, unread, MappingProxyType(words))
    notes.loose.append(layer)
    return layer


def read_fit(notes: Notes, call: Call) -> object:
    """Note what is fed to `fit`; a scaler's `fit` has no y."""
    if call.given and isinstance(call.given[0], Instance):
        # A trainer's fit(model, loader).
        loaders = (
            each for each in (*call.given[1:], *call.named.values()) if isinstance(each, Data)
        )
        notes.loaded = next(loaders, notes.loaded)
        return UNKNOWN
    trained(notes, call)
    first = call.named.get("generator", call.get("x", 0))
    if isinstance(first, Data):
        fed_by(notes, first, call)
    elif len(call.given) > 1 or {"x", "X"} & call.named.keys():
        fed_arrays(notes, call)
    elif isinstance(call.of, Model) and not isinstance(first, Array | tuple):
        written = call.written("x", 0)[:40]
        notes.fed["X"] = (replace(NOTHING, name=written),)
        notes.gaps["X"] = f"what {written} gives"
    return UNKNOWN


def fed_by(notes: Notes, data: Data, call: Call) -> None:
    """Note that a model is fed by a data set, which gives X and y together."""
    notes.marks.add("fit")
    notes.fed |= {"X": (data.X,), "y": (data.y,) if data.y else ()}
    if not data.batched and call.named.get("batch_size") is None:
        notes.marks.add("unbatched")


def fed_arrays(notes: Notes, call: Call) -> None:
    """Note the arrays that a model is fed, and how it takes them."""
    notes.marks.add("fit")
    size = call.named.get("batch_size")
    notes.batch = size if whole(size) else notes.batch
    if size is None:
        notes.marks.add("default_batch")
    for at, role in enumerate(("X", "y")):
        value = call.named.get(role, call.get(role.lower(), at))
        parts = parts_of(value)
        name = call.spelt(role.lower(), at)
        if any(isinstance(each, Array) for each in parts):
            notes.fed[role] = tuple(each if isinstance(each, Array) else NOTHING for each in parts)
            if role == "y" and isinstance(value, Array):
                notes.marks.add("one_target")
        elif name:
            notes.fed[role] = (replace(NOTHING, name=name),)
    mixed = call.named.get("shuffle", UNKNOWN if "**" in call.named else True)
    notes.marks -= {"fit_shuffles"}
    if mixed is True:
        notes.marks.add("fit_shuffles")
    elif not isinstance(mixed, bool):
        notes.gaps["fit"] = "all arguments of fit"
    if call.written("validation_data", 99)[:1] == "[":
        notes.marks.add("validation_list")


def trained(notes: Notes, call: Call) -> None:
    """Note which model is compiled or trained, and whether it is one that could not be read."""
    if isinstance(call.of, Model):
        notes.active = call.of
        notes.loss = call.of.loss or notes.loss
        if call.of.accuracy is not None:
            notes.marks -= {"accuracy"}
            notes.marks |= {"accuracy"} if call.of.accuracy else set()
        notes.fitted = len(notes.models)
        notes.gaps.pop("model", None)
        return
    owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    name = owner.id if isinstance(owner, ast.Name) else ""
    if call.of is UNKNOWN and name in notes.assigned and MODEL.search(name):
        notes.gaps["model"] = f"what makes {name}"


def read_compile(notes: Notes, call: Call) -> object:
    """Note the loss, and whether it reads logits."""
    given = call.get("loss", 1, "")
    loss = (given if isinstance(given, str) else call.written("loss", 1)).lower()[:80]
    counts = re.search(r"['\"]acc(?:uracy)?['\"]", call.written("metrics", 2)) is not None
    if isinstance(call.of, Model):
        call.of.loss, call.of.accuracy = loss, counts
        if "fit" in notes.marks and notes.active not in (None, call.of):
            return UNKNOWN  # another model than the one that was trained
    else:
        notes.marks -= {"accuracy"}
        notes.marks |= {"accuracy"} if counts else set()
    trained(notes, call)
    notes.loss = loss
    notes.marks.add("compiled")
    return UNKNOWN


def read_model(notes: Notes, call: Call) -> object:
    """Read `Sequential([…])`; PyTorch's takes its layers one by one."""
    given = call.given[0] if call.given and isinstance(call.given[0], tuple) else call.given
    given = call.named.get("layers", given)
    listed = call.written_node("layers", 0)
    written = listed.elts if isinstance(listed, ast.List | ast.Tuple) else call.node.args
    if isinstance(given, tuple) and len(given) == 1 and isinstance(given[0], dict):
        given = tuple(given[0].values())
    layers = chained(notes, given, written) if isinstance(given, tuple) else [strange(listed)]
    notes.use(*layers)
    if notes.framework != "torch":
        notes.keras()
    model = Model(layers)
    notes.models.append(model)
    return model


def read_add(notes: Notes, call: Call) -> object:
    """Read `model.add(layer)`; of a model that the text does not make, too."""
    layer = call.given[0] if call.given else None
    known = isinstance(call.of, Model)
    if not known and not isinstance(layer, Layer):
        return UNKNOWN
    if not known and not notes.models:
        notes.models.append(Model(begun=False))
        owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
        if isinstance(owner, ast.Name):
            notes.names[owner.id] = notes.models[-1]
    model = call.of if isinstance(call.of, Model) else notes.models[-1]
    layers = chained(notes, (layer,), call.node.args)
    notes.use(*layers)
    if begins_again(model, layers):
        # The same model in another form: words between the two say so.
        model = Model(begun=False)
        notes.models.append(model)
        notes.names |= {name: model for name, held in notes.names.items() if held is call.of}
    notes.marks.add("added")
    for block in notes.blocks[-1:]:
        within = not any(each is model for each in notes.models[: block.models])
        if not within and not all(each.kind in KEEPING for each in layers):
            layers = unsure(layers, block)
    model.layers = bounded(model.layers + layers)
    return None


def begins_again(model: Model, layers: list[Layer]) -> bool:
    """Whether a layer that says the shape of a sample follows the end of a model not begun."""
    if model.begun or not model.layers or not layers:
        return False
    shaped = {"input_shape", "batch_input_shape"} & {*layers[0].arguments, *layers[0].unread}
    return bool(shaped) and model.layers[-1].kind in ("Activation", "Dense", "Softmax")


# Layers that change no shape.
KEEPING = frozenset({"Activation", "BatchNormalization", "Dropout", "GaussianNoise", "LeakyReLU",
                     "LayerNormalization", "Masking", "ReLU", "SpatialDropout1D"})  # fmt: skip


def unsure(layers: list[Layer], block: Block) -> list[Layer]:
    """Give layers that are put in or not, or several times: in a loop two stand for any number."""
    if block.kind == "loop" and all(each.kind in REPEATED for each in layers):
        return layers * 2
    return [replace(each, kind="", written=each.written or "a layer") for each in layers]


# Layers that make the same shape of their own output, beside the last size.
REPEATED = frozenset({*GATES, "Dense"})


def chained(notes: Notes, given: tuple[object, ...], written: Sequence[ast.expr]) -> list[Layer]:
    """Give the layers of a chain; those of a model in it, and one without a kind for all else."""
    layers: list[Layer] = []
    for at, each in enumerate(given):
        if isinstance(each, Model) and each.layers:
            each.within = True
            layers += each.layers
        elif id(each) in notes.unfolded:
            layers += asked_by(each, notes.unfolded[id(each)])
        else:
            node = written[at] if at < len(written) else None
            layers.append(each if isinstance(each, Layer) else strange(node))
            if isinstance(each, Instance):
                notes.parts[id(layers[-1])] = each
    return bounded(layers)


def bounded(layers: list[Layer]) -> list[Layer]:
    """Keep as many layers as are read: models within models may double them line by line."""
    more = [Layer("", written="more layers than I read")] if len(layers) > MAX_NODES else []
    return layers[:MAX_NODES] + more


def asked_by(first: object, unfolded: list[Layer]) -> list[Layer]:
    """Give a Lambda's operations; the input that it asks for is asked for by the first of them."""
    shape = first.says("input_shape") if isinstance(first, Layer) else None
    if shape is None or not unfolded:
        return unfolded
    words = MappingProxyType({**unfolded[0].arguments, "input_shape": shape})
    return [replace(unfolded[0], arguments=words), *unfolded[1:]]


def strange(node: ast.expr | None) -> Layer:
    """Stand for layers that could not be read."""
    return Layer("", written="a layer" if node is None else ast.unparse(node)[:60])


def read_functional(notes: Notes, call: Call) -> object:
    """Read `keras.Model(inputs, outputs)`."""
    inputs, outputs = call.get("inputs", 0), call.get("outputs", 1)
    inputs = tuple(map(notes.symbol, parts_of(inputs)))
    last = outputs[0] if isinstance(outputs, tuple) and outputs else outputs
    if not isinstance(last, Symbol) and call.written("outputs", 1):
        notes.gaps["model"] = f"what makes {call.written('outputs', 1)[:40]}"
    if isinstance(last, Symbol):
        symbols = tuple(each for each in inputs if isinstance(each, Symbol))
        notes.models.append(Model([], symbols, last))
        if isinstance(outputs, tuple) and len(outputs) > 1:
            notes.marks.add("outputs")
        return notes.models[-1]
    return UNKNOWN
