"""Functions that make, cut, shuffle, scale or feed arrays, and what follows from their calls."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.arrays import METHODS, NOTHING, cut_windows, fresh, index, stack_windows, whole
from lstmviz.doctor.notes import UNKNOWN, Call, Notes, Symbol
from lstmviz.doctor.setup import Array

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
# What takes the output of a layer without changing it.
MODELS = frozenset({"model", "functional", "print", "summary", "append"})
SCALERS = frozenset({"fit_transform", "transform"})


def read_function(notes: Notes, call: Call) -> object:
    """Work out what a call gives, and note what it tells."""
    plain = call.name.lower()
    if plain not in MODELS and any(isinstance(each, Symbol) for each in (call.of, *call.given)):
        notes.marks.add("branched")
    if plain in SPECIAL:
        return SPECIAL[plain](notes, call)
    method = isinstance(call.of, Array)
    array = call.of if method else next((x for x in call.given[:1] if isinstance(x, Array)), None)
    if plain == "reshape" and array is None:
        array, method = NOTHING, not isinstance(call.get("shape", 1), tuple)
    if array is None:
        return make(notes, call, plain)
    rest = call.given if method else call.given[1:]
    if plain in METHODS:
        words = [
            call.named[word] for word in ("axis", "dim", "shape", "axes") if word in call.named
        ]
        return METHODS[plain](array, [*rest, *words])
    if plain in SCALERS:
        return array.marked("scaled")
    if plain in SAME:
        return array
    if plain == "len" and array.shape and array.shape[0] is not None:
        return array.shape[0]
    return replace(array, shape=None, roles=()) if method else UNKNOWN


def make(notes: Notes, call: Call, plain: str) -> object:
    """Make an array of the shape that a call asks for."""
    if plain in FRESH:
        sizes = call.named.get("size", call.named.get("shape", UNKNOWN))
        if sizes is UNKNOWN:
            alone = len(call.given) == 1 or isinstance(next(iter(call.given), 0), tuple)
            sizes = call.given[0] if alone else call.given
        return fresh(sizes) if sizes != () and sizes is not None else NOTHING
    if plain == "arange" and len(call.given) == 1:
        return fresh(call.given[0])
    if plain in TABLES:
        shape = notes.told.get("table", ("", (None, None)))[1]
        return fresh(shape) if len(shape) == 2 else NOTHING
    return UNKNOWN


Read = Callable[[Notes, Call], object]


def shuffle(array: Array) -> Array:
    """Mark rows that no longer stand in their order; whole windows may be shuffled."""
    return array if "samples" in array.roles or len(array.roles) > 2 else array.marked("shuffled")


def read_input(notes: Notes, call: Call) -> object:
    """Read `Input(shape)`."""
    batch = call.named.get("batch_shape", call.named.get("batch_input_shape"))
    shape = batch or call.named.get("input_shape", call.get("shape", 0))
    if isinstance(shape, tuple):
        notes.sample(shape, batch=bool(batch))
        if whole(call.named.get("batch_size")):
            notes.batch = call.named["batch_size"]
    elif whole(shape):
        notes.marks.add("input_number")
        notes.keras()
    return notes.symbol()


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
    if data and (targets == data or targets.startswith(data + "[:, ")):
        notes.marks.add("targets_are_data")
    table, window = call.get("data", 0), call.get("sequence_length", 2)
    notes.cut(window)
    notes.keras()
    table = table if isinstance(table, Array) else Array((None, None), ("rows", "columns"))
    windows = stack_windows(table, window, False, call.get("sequence_stride", 3, 1))
    notes.fed.setdefault("X", ("X", windows))
    return windows


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
    for at, role in enumerate(("X", "y")):
        value = call.get(role.lower(), at)
        if isinstance(value, Array) and (at or len(call.given) > 1 or call.named):
            notes.fed[role] = (call.spelt(role.lower(), at) or role, value)
    return UNKNOWN


def read_compile(notes: Notes, call: Call) -> object:
    """Note the loss."""
    loss = call.get("loss", 1, "")
    notes.loss = (loss if isinstance(loss, str) else call.written("loss", 1)).lower()[:80]
    return UNKNOWN


def read_model(notes: Notes, call: Call) -> object:
    """Note that a model begins."""
    notes.models += 1
    notes.marks.add("sequential")
    return UNKNOWN


def read_loader(notes: Notes, call: Call) -> object:
    """Note PyTorch's DataLoader: it puts the samples first."""
    notes.marks.add("dataloader")
    notes.framework = "torch"
    return UNKNOWN


SPECIAL: Mapping[str, Read] = MappingProxyType(
    {
        "input": read_input,
        "inputlayer": read_input,
        "sliding_window_view": read_sliding,
        "unfold": read_unfold,
        "timeseries_dataset_from_array": read_timeseries,
        "train_test_split": read_split,
        "shuffle": read_shuffle,
        "permutation": read_permutation,
        "sample": read_sample,
        "fit": read_fit,
        "compile": read_compile,
        "sequential": read_model,
        "dataloader": read_loader,
    }
)
CALLS = FRESH | TABLES | frozenset(SPECIAL)
