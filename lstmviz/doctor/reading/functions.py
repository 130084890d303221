"""Functions that make, cut, shuffle, scale or feed arrays, and what follows from their calls."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.arrays import (
    ANY,
    MAX_AXES,
    METHODS,
    NOTHING,
    cut_windows,
    fresh,
    index,
    stack_windows,
    whole,
)
from lstmviz.doctor.reading.notes import UNKNOWN, Call, Data, Model, Notes
from lstmviz.doctor.walking.setup import Array, Dim, Layer, Symbol

# Elements of a list that are read; a list as long as this has more.
MAX_LIST = 200
FRESH = frozenset({
    "empty", "full", "integers", "normal", "ones", "rand", "randint", "randn", "random",
    "random_sample", "standard_normal", "uniform", "zeros",
})  # fmt: skip
TABLES = frozenset({"read_csv", "read_excel", "read_parquet", "loadtxt", "genfromtxt", "dataframe"})
SAME = frozenset({
    "array", "as_tensor", "asarray", "ascontiguousarray", "astype", "clone", "contiguous",
    "convert_to_tensor", "copy", "cpu", "cuda", "dataframe", "detach", "double", "dropna",
    "ffill", "fillna", "float", "floattensor", "from_numpy", "interpolate", "nan_to_num", "numpy",
    "reset_index", "set_index", "sort_index", "tensor", "to", "to_numpy", "type",
})  # fmt: skip
# What makes an array of nested lists.
LITERALS = frozenset({
    "array", "as_tensor", "asarray", "constant", "convert_to_tensor", "floattensor", "tensor",
    "tensor1d", "tensor2d", "tensor3d", "tensor4d",
})  # fmt: skip
SCALERS = frozenset({"fit_transform", "transform"})
# What keeps the columns as they are, by how the text calls it.
KEEPS = re.compile(r"scal|norm|std|label_?enc|imput|^(?:sc|ss|mms?|le)\w{0,3}\.", re.IGNORECASE)


def read_function(notes: Notes, call: Call) -> object:
    """Work out what a call gives, and note what it tells."""
    plain = call.name.lower()
    if plain in SPECIAL:
        return SPECIAL[plain](notes, call)
    given = (call.of, *call.given[:1])
    array = next((each for each in given if isinstance(each, Array)), None)
    method = isinstance(call.of, Array)
    if plain == "reshape" and array is None:
        array, method = NOTHING, not isinstance(call.get("shape", 1), tuple)
    literal = of_literal(call.given[0]) if call.given and plain in LITERALS else None
    if literal is not None:
        return literal
    if array is None:
        return make(notes, call, plain)
    rest = call.given if method else call.given[1:]
    if plain in METHODS:
        array = replace(array, dims=())
        words = [
            call.named[word] for word in ("axis", "dim", "shape", "axes") if word in call.named
        ]
        return METHODS[plain](array, [*rest, *words])
    if plain in SCALERS:
        if not KEEPS.search(ast.unparse(call.node.func)[:80]):
            return fresh((array.shape[0], None)) if array.shape else NOTHING
        return array.marked("scaled")
    if plain in SAME:
        frame = (
            array.marks - {"frame"} if plain in ("numpy", "to_numpy", "array", "asarray") else None
        )
        return array if frame is None else replace(array, marks=frame)
    if plain == "len" and array.shape and array.shape[0] is not None:
        return array.shape[0]
    return replace(array, shape=None, roles=()) if method else UNKNOWN


def of_literal(value: object) -> Array | None:
    """Give the array that nested lists of numbers make; None for anything else."""
    sizes: list[int] = []
    while isinstance(value, tuple) and 0 < len(value) < MAX_LIST and len(sizes) < MAX_AXES:
        sizes.append(len(value))
        value = value[0]
    numbers = isinstance(value, int | float) and not isinstance(value, bool)
    return fresh(tuple(sizes)) if sizes and numbers else None


def make(notes: Notes, call: Call, plain: str) -> object:
    """Make an array of the shape that a call asks for."""
    if plain in FRESH:
        sizes = call.named.get("size", call.named.get("shape", UNKNOWN))
        if sizes is UNKNOWN:
            tuples = [each for each in call.given if isinstance(each, tuple)]
            sizes = tuples[0] if tuples else call.given[0] if len(call.given) == 1 else call.given
        if isinstance(sizes, Array):
            return sizes
        if isinstance(sizes, tuple) and any(isinstance(size, Dim) for size in sizes):
            made = fresh(tuple(size if whole(size) else None for size in sizes))
            dims = tuple(size if isinstance(size, Dim) else None for size in sizes)
            return replace(made, dims=dims if made.shape else ())
        return fresh(sizes) if sizes != () and sizes is not None else NOTHING
    if plain == "arange" and len(call.given) == 1:
        return fresh(call.given[0])
    if plain in TABLES:
        shape = notes.told.get("table", ("", (None, None)))[1]
        return (fresh(shape) if len(shape) == 2 else NOTHING).marked("frame")
    return UNKNOWN


Read = Callable[[Notes, Call], object]


def shuffle(array: Array) -> Array:
    """Mark rows that no longer stand in their order; whole windows may be shuffled."""
    return array if "samples" in array.roles or len(array.roles) > 2 else array.marked("shuffled")


def read_input(notes: Notes, call: Call) -> object:
    """Read `Input(shape)`."""
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
        notes.marks.add("input_number")
    notes.keras()
    told = isinstance(shape, tuple) and all(size is None or whole(size) for size in shape)
    unread = frozenset() if told else frozenset({"shape"})
    layer = Layer("Input", given, ast.unparse(call.node)[:200], None, unread)
    notes.loose.append(layer)
    return layer


def read_sliding(notes: Notes, call: Call) -> object:
    """Read `sliding_window_view(table, window, axis)`."""
    table = call.get("x", 0)
    window, axis = call.get("window_shape", 1), call.get("axis", 2)
    table = table if isinstance(table, Array) else NOTHING
    if isinstance(window, tuple) and len(window) == 2 and table.roles:
        # Both axes at once: (starts, 1, window, columns).
        notes.cut(window[0])
        both = cut_windows(cut_windows(table, window[0], 0), window[1], 1)
        return replace(both, marks=both.marks - {"unmoved"})
    notes.cut(window)
    if table.shape is None and whole(window):
        table = Array((None, None), ("rows", "columns"), table.marks)
    return cut_windows(table, window, 0 if axis is None and len(table.roles) == 1 else axis)


def read_unfold(notes: Notes, call: Call) -> object:
    """Read PyTorch's `table.unfold(axis, window, step)`."""
    notes.framework = notes.framework or "torch"
    axis, window, step = call.get("dimension", 0), call.get("size", 1), call.get("step", 2, 1)
    notes.cut(window)
    return cut_windows(call.of, window, axis, step) if isinstance(call.of, Array) else UNKNOWN


def read_timeseries(notes: Notes, call: Call) -> object:
    """Read `timeseries_dataset_from_array(data, targets, sequence_length)`."""
    data, targets = call.written("data", 0), call.written("targets", 1)
    if data and (targets == data or targets.startswith(data + "[:, ") or of_one_frame(call)):
        notes.marks |= {"targets_are_data"} | ({"one_column"} if targets != data else set())
    table, window = call.get("data", 0), call.get("sequence_length", 2)
    notes.cut(window)
    notes.keras()
    table = table if isinstance(table, Array) else Array((None, None), ("rows", "columns"))
    windows = stack_windows(table, window, False, call.get("sequence_stride", 3, 1))
    notes.marks.add("unpaired")
    given = call.get("targets", 1)
    rest = given.shape[1:] if isinstance(given, Array) and given.shape else None
    y = Array((None, *rest), ("?",) * (len(rest) + 1)) if rest is not None else None
    return Data(replace(windows, name="X"), y, batched=True)


def of_one_frame(call: Call) -> bool:
    """Whether data and targets are columns of one table, all rows of it, none moved."""
    names = []
    for word, place in (("data", 0), ("targets", 1)):
        node = call.written_node(word, place)
        if isinstance(node, ast.Attribute) and node.attr == "values":
            node = node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".to_numpy"):
            node = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(node, ast.Subscript) and columns_by_name(node.slice):
            node = node.value
        if not isinstance(node, ast.Name):
            return False
        names.append(node.id)
    return names[0] == names[1]


def columns_by_name(node: ast.expr) -> bool:
    """Whether an index picks columns by their names, or by a name for some of them."""
    return isinstance(node, ast.Name | ast.List) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def read_generator(notes: Notes, call: Call) -> object:
    """Read `TimeseriesGenerator(data, targets, length)`."""
    table, window = call.get("data", 0), call.get("length", 2)
    notes.cut(window)
    notes.keras()
    notes.marks |= {"generator", "unpaired"}
    table = table if isinstance(table, Array) else Array((None, None), ("rows", "columns"))
    given = call.get("targets", 1)
    rest = given.shape[1:] if isinstance(given, Array) and given.shape else None
    y = Array((None, *rest), ("?",) * (len(rest) + 1)) if rest is not None else None
    return Data(stack_windows(table, window, False), y, batched=True)


def read_slices(notes: Notes, call: Call) -> object:
    """Read `Dataset.from_tensor_slices((X, y))`: no batches yet."""
    pair = call.given[0] if call.given else UNKNOWN
    parts = pair if isinstance(pair, tuple) else (pair,)
    arrays = [part if isinstance(part, Array) else NOTHING for part in parts[:2]]
    return Data(arrays[0], arrays[1] if len(arrays) > 1 else None) if arrays else UNKNOWN


def read_batch(notes: Notes, call: Call) -> object:
    """Read `dataset.batch(size)`."""
    if isinstance(call.of, Data):
        size = call.get("batch_size", 0)
        notes.batch = size if whole(size) else notes.batch
        return replace(call.of, batched=True)
    return UNKNOWN


def read_split(notes: Notes, call: Call) -> object:
    """Read `train_test_split(X, y)`: it shuffles unless told otherwise."""
    mixed = call.named.get("shuffle", True) is not False
    parts: list[object] = []
    for each in call.given:
        array = each if isinstance(each, Array) else NOTHING
        part = index(array, [slice(None, UNKNOWN)]) if array.shape else array
        parts += [shuffle(part) if mixed else part] * 2
    return tuple(parts)


def read_shuffle(notes: Notes, call: Call) -> object:
    """Read a shuffle; NumPy's own shuffles in place and gives nothing."""
    arrays = tuple(shuffle(each) for each in call.given if isinstance(each, Array))
    name = call.spelt("x", 0)
    if isinstance(call.node.func, ast.Attribute) and len(arrays) == 1 and name in notes.names:
        notes.names[name] = arrays[0]
    return arrays if len(arrays) > 1 else arrays[0] if arrays else UNKNOWN


def read_permutation(notes: Notes, call: Call) -> object:
    """Read NumPy's `permutation`, which gives what it shuffled."""
    array = call.get("x", 0)
    return shuffle(array) if isinstance(array, Array) else UNKNOWN


def read_sample(notes: Notes, call: Call) -> object:
    """Read pandas' `df.sample(frac=1)`."""
    return shuffle(call.of) if isinstance(call.of, Array) else UNKNOWN


def read_fit(notes: Notes, call: Call) -> object:
    """Note what is fed to `fit`; a scaler's `fit` has no y."""
    notes.active = call.of if isinstance(call.of, Model) else notes.active
    first = call.get("x", 0)
    size = call.named.get("batch_size")
    if isinstance(first, Data):
        notes.fed["X"], notes.marks = (first.X,), notes.marks | {"fit"}
        notes.fed["y"] = (first.y,) if first.y else ()
        if not first.batched and size is None:
            notes.marks.add("unbatched")
        return UNKNOWN
    if len(call.given) < 2 and "x" not in call.named and "X" not in call.named:
        return UNKNOWN
    notes.marks.add("fit")
    notes.batch = size if whole(size) else notes.batch
    if size is None:
        notes.marks.add("default_batch")
    for at, role in enumerate(("X", "y")):
        value = call.named.get(role, call.get(role.lower(), at))
        parts = value if isinstance(value, tuple) else (value,)
        arrays = tuple(each for each in parts if isinstance(each, Array))
        name = call.spelt(role.lower(), at)
        if arrays:
            notes.fed[role] = arrays
            if role == "y" and isinstance(value, Array):
                notes.marks.add("one_target")
        elif name:
            notes.fed[role] = (replace(NOTHING, name=name),)
    if isinstance(call.node.keywords, list) and call.written("validation_data", 99)[:1] == "[":
        notes.marks.add("validation_list")
    return UNKNOWN


def read_compile(notes: Notes, call: Call) -> object:
    """Note the loss, and whether it reads logits."""
    notes.active = call.of if isinstance(call.of, Model) else notes.active
    loss = call.get("loss", 1, "")
    notes.loss = (loss if isinstance(loss, str) else call.written("loss", 1)).lower()[:80]
    notes.marks.add("compiled")
    return UNKNOWN


def read_model(notes: Notes, call: Call) -> object:
    """Read `Sequential([…])`; PyTorch's takes its layers one by one."""
    given = call.given[0] if call.given and isinstance(call.given[0], tuple) else call.given
    given = call.named.get("layers", given)
    layers = [each for each in given if isinstance(each, Layer)] if isinstance(given, tuple) else []
    notes.use(*layers)
    if notes.framework != "torch":
        notes.keras()
    model = Model(layers)
    notes.models.append(model)
    return model


def read_add(notes: Notes, call: Call) -> object:
    """Read `model.add(layer)`; of a model that the text does not make, too."""
    layer = call.given[0] if call.given else None
    if not isinstance(layer, Layer):
        return UNKNOWN
    if isinstance(call.of, Model):
        model = call.of
    else:
        if not notes.models:
            notes.models.append(Model())
        model = notes.models[-1]
    notes.use(layer)
    model.layers.append(layer)
    return None


def read_functional(notes: Notes, call: Call) -> object:
    """Read `keras.Model(inputs, outputs)`."""
    inputs, outputs = call.get("inputs", 0), call.get("outputs", 1)
    inputs = inputs if isinstance(inputs, tuple) else (inputs,)
    inputs = tuple(map(notes.symbol, inputs))
    last = outputs[0] if isinstance(outputs, tuple) and outputs else outputs
    if isinstance(last, Symbol):
        symbols = tuple(each for each in inputs if isinstance(each, Symbol))
        notes.models.append(Model([], symbols, last))
        if isinstance(outputs, tuple) and len(outputs) > 1:
            notes.marks.add("outputs")
        return notes.models[-1]
    return UNKNOWN


def read_loader(notes: Notes, call: Call) -> object:
    """Read PyTorch's `DataLoader(data, batch_size)`: batches, the samples first."""
    notes.marks.add("dataloader")
    notes.framework = "torch"
    data, size = call.get("dataset", 0), call.get("batch_size", 1, 1)
    if not isinstance(data, Data):
        return UNKNOWN
    arrays = [
        replace(each, shape=(size if whole(size) else None, *each.shape[1:]))
        if each is not None and each.shape
        else each
        for each in (data.X, data.y)
    ]
    return Data(arrays[0] or NOTHING, arrays[1], batched=True)


def read_tensors(notes: Notes, call: Call) -> object:
    """Read PyTorch's `TensorDataset(X, y)`."""
    arrays = [each if isinstance(each, Array) else NOTHING for each in call.given[:2]]
    return Data(arrays[0], arrays[1] if len(arrays) > 1 else None) if arrays else UNKNOWN


def read_iterable(notes: Notes, call: Call) -> object:
    """Read `iter(loader)`, `next(batches)`, `tqdm(loader)`: what is inside."""
    return call.given[0] if call.given and isinstance(call.given[0], Data | tuple) else UNKNOWN


def read_enumerate(notes: Notes, call: Call) -> object:
    """Read `enumerate(loader)`: a number, and what is inside."""
    inside = call.given[0] if call.given else UNKNOWN
    return (ANY, inside) if isinstance(inside, Data) else UNKNOWN


def read_one_hot(notes: Notes, call: Call) -> object:
    """Read `to_categorical(y, classes)`: a last axis for the classes."""
    labels = call.given[0] if call.given else UNKNOWN
    if not isinstance(labels, Array) or labels.shape is None:
        return NOTHING
    count = call.named.get("num_classes", call.named.get("nb_classes", call.get("depth", 1)))
    if len(labels.shape) > 1 and whole(count) and labels.shape[-1] == count:
        return labels  # told of what the line makes
    sizes = labels.shape[:-1] if len(labels.shape) > 1 and labels.shape[-1] == 1 else labels.shape
    return fresh((*sizes, count if whole(count) else None))


SPECIAL: Mapping[str, Read] = MappingProxyType(
    {
        "add": read_add,
        "batch": read_batch,
        "compile": read_compile,
        "dataloader": read_loader,
        "enumerate": read_enumerate,
        "fit": read_fit,
        "fit_generator": read_fit,
        "from_tensor_slices": read_slices,
        "functional": read_functional,
        "get_dummies": read_one_hot,
        "input": read_input,
        "inputlayer": read_input,
        "iter": read_iterable,
        "model": read_functional,
        "next": read_iterable,
        "one_hot": read_one_hot,
        "permutation": read_permutation,
        "sample": read_sample,
        "sequential": read_model,
        "shuffle": read_shuffle,
        "sliding_window_view": read_sliding,
        "tensordataset": read_tensors,
        "timeseries_dataset_from_array": read_timeseries,
        "timeseriesgenerator": read_generator,
        "to_categorical": read_one_hot,
        "tqdm": read_iterable,
        "train_on_batch": read_fit,
        "train_test_split": read_split,
        "unfold": read_unfold,
    }
)
CALLS = FRESH | TABLES | frozenset(SPECIAL)
