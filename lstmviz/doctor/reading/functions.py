"""Functions that make, cut, shuffle, scale or feed arrays, and what follows from their calls."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading import frames
from lstmviz.doctor.reading.arrays import (
    METHODS,
    NOTHING,
    fresh,
    whole,
)
from lstmviz.doctor.reading.datasets import (
    read_batch,
    read_generated,
    read_generator,
    read_iterable,
    read_loader,
    read_parts,
    read_same_data,
    read_slices,
    read_spec,
    read_tensors,
    read_timeseries,
    read_window,
)
from lstmviz.doctor.reading.joining import read_cut, read_joined
from lstmviz.doctor.reading.making import (
    FRESH,
    LITERALS,
    TABLES,
    make,
    of_literal,
    of_r,
    of_script,
)
from lstmviz.doctor.reading.meanings import UNKNOWN, Model
from lstmviz.doctor.reading.models import (
    read_add,
    read_compile,
    read_fit,
    read_functional,
    read_input,
    read_model,
)
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.reading.sampling import (
    read_permutation,
    read_queue,
    read_sample,
    read_shuffle,
    read_sliding,
    read_split,
    read_unfold,
)
from lstmviz.doctor.reading.sources import read_numbered, read_padded, read_regression, read_set
from lstmviz.doctor.walking.setup import Array

SAME = frozenset({
    "array", "as_tensor", "asarray", "ascontiguousarray", "astype", "bfill", "clip", "clone",
    "contiguous", "convert_to_tensor", "copy", "cpu", "cuda", "detach", "double", "eval",
    "ffill", "fill_", "fillna", "float", "floattensor", "from_numpy", "interpolate", "long",
    "nan_to_num", "normal_", "numpy", "pack_padded_sequence", "parameter", "pct_change",
    "rename", "replace", "requires_grad_", "reset_index", "set_index", "shift", "sort_index",
    "sort_values", "tensor", "to", "to_numpy", "type", "uniform_", "variable", "zero_",
})  # fmt: skip
# Functions of each number alone.
NUMBER_BY_NUMBER = frozenset({"abs", "cos", "exp", "log", "log1p", "sin", "sqrt", "square",
                              "tanh"})  # fmt: skip
# What makes a tensor of an array, with the type that it has.
TENSORS = frozenset({"as_tensor", "from_numpy", "tensor"})
# Marks of the type of an array's numbers.
OF_TYPES = frozenset({"double", "fractions", "mask", "numpy", "whole_numbers"})
# What gives numbers another type, or may.
TYPED = frozenset({"FloatTensor", "Tensor", "astype", "double", "float", "half", "to", "type"})
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
    parts = call.given[0] if call.given and plain in LITERALS else ()
    if isinstance(parts, tuple) and any(isinstance(each, Array) for each in parts):
        return read_joined(notes, replace(call, name="stack", given=(parts,), named={}))
    if plain.startswith("tensor") and (shape := of_script(call)) is not None:
        return shape
    if literal is not None:
        return typed(literal, call)
    for model in (each for each in (call.of, *call.given) if isinstance(each, Model)):
        if changes(call, plain, model):
            notes.alter(model, ast.unparse(call.node))
    if plain in ("array", "matrix") and {"dim", "nrow", "ncol"} & call.named.keys():
        return of_r(call)
    number = call.given[0] if len(call.given) == 1 else UNKNOWN
    if plain in ("int", "round") and isinstance(number, int | float):
        return int(number) if plain == "int" else round(number)
    if array is None:
        return make(notes, call, plain)
    rest = call.given if method else call.given[1:]
    if plain == "pop" and method:
        return frames.pop(notes, call, array)
    if (plain in frames.GROUPS and method) or plain == "dataframe":
        return array if method else array.marked("frame")
    if plain in frames.OF_EACH and (grouped := frames.of_each_group(call)) is not None:
        return grouped
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
    if plain in NUMBER_BY_NUMBER and (method or call.given[:1] == (array,)):
        return replace(array, dims=(), taken=None)
    if plain in SAME:
        array = typed(array, call)
        frame = (
            array.marks - {"frame"} if plain in ("numpy", "to_numpy", "array", "asarray") else None
        )
        return array if frame is None else replace(array, marks=frame)
    if plain == "size" and method and array.shape:
        at = call.get("dim", 0)
        if whole(at) and -len(array.shape) <= at < len(array.shape):
            return array.shape[at]
        return array.shape if at is None else UNKNOWN
    if plain == "len" and array.shape and array.shape[0] is not None:
        return array.shape[0]
    if not method and MODELS.search(call.name):
        notes.gaps["model"] = f"what {ast.unparse(call.node.func)} is"
    return replace(array, shape=None, roles=()) if method else UNKNOWN


# What layers and models are called.
MODELS = re.compile(r"^(?:lstm|gru|rnn|net|model|encoder|decoder)\d{0,2}$", re.IGNORECASE)


def typed(array: Array, call: Call) -> Array:
    """Follow NumPy's float64 into a tensor; another type, where one is told, takes its place."""
    if call.name == "long":
        return replace(array, marks=array.marks - OF_TYPES | {"whole_numbers"})
    if call.name == "array":
        # NumPy's numbers with fractions are float64; its whole ones are left aside.
        marks = {"numpy"} if "fractions" in array.marks and "dtype" not in call.named else set()
        return replace(array, marks=array.marks - OF_TYPES | marks)
    written = any(isinstance(each, str) for each in call.given)  # to_numpy("float32")
    if call.name in TYPED or "dtype" in call.named or written:
        return replace(array, marks=array.marks - OF_TYPES)
    held = "numpy" in array.marks and call.name in TENSORS
    return array.marked("double") if held else array


# What takes a model and leaves its layers as they are.
HARMLESS = frozenset({
    "clone_model", "count_params", "display", "hasattr", "id", "isinstance", "kerasclassifier",
    "kerasregressor", "len", "list", "load_weights", "parallel", "plot_model", "print", "repr",
    "save", "save_model", "str", "summary", "super", "type",
})  # fmt: skip


def changes(call: Call, plain: str, model: Model) -> bool:
    """Whether a call that is not in the text may add layers to a model, or take one away."""
    if call.of is model:
        return plain == "pop"
    return isinstance(call.node.func, ast.Name) and plain not in HARMLESS


Read = Callable[[Notes, Call], object]


def read_mask(notes: Notes, call: Call) -> object:
    """Read `tf.sequence_mask(lengths, maxlen)`: a row for each sequence."""
    lengths, steps = call.get("lengths", 0), call.get("maxlen", 1)
    count = len(lengths) if isinstance(lengths, tuple) else None
    if isinstance(lengths, Array) and lengths.shape and len(lengths.shape) == 1:
        count = lengths.shape[0]
    return fresh((count, steps if whole(steps) else None))


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


def read_layers(notes: Notes, call: Call) -> object:
    """Read PyTorch's `ModuleList([…])`: the layers in it."""
    given = call.given[0] if call.given else ()
    notes.framework = "torch"
    return given if isinstance(given, tuple | dict) else UNKNOWN


def read_pairs(notes: Notes, call: Call) -> object:
    """Read `OrderedDict([("name", layer), …])`: what is in it, by its names."""
    given = call.given[0] if call.given else {}
    if isinstance(given, tuple) and all(isinstance(e, tuple) and len(e) == 2 for e in given):
        return {str(name): value for name, value in given}
    return given if isinstance(given, dict) else dict(call.named)


def read_option(notes: Notes, call: Call) -> object:
    """Read `parser.add_argument("--units", default=64)`."""
    name = next((each for each in reversed(call.given) if isinstance(each, str)), "")
    notes.options[name.lstrip("-").replace("-", "_")] = call.named.get("default", UNKNOWN)
    return UNKNOWN


def read_options(notes: Notes, call: Call) -> object:
    """Read `parser.parse_args()`: what the options are by default."""
    return dict(notes.options)


def read_names(notes: Notes, call: Call) -> object:
    """Read `dict(units=64)` and `SimpleNamespace(units=64)`."""
    return {name: value for name, value in call.named.items() if name != "**"}


SPECIAL: Mapping[str, Read] = MappingProxyType(
    {
        "add": read_add,
        "add_argument": read_option,
        "append": read_joined,
        "array_split": read_cut,
        "batch": read_batch,
        "cache": read_same_data,
        "column_stack": read_joined,
        "compile": read_compile,
        "concat": read_joined,
        "concatenate": read_joined,
        "dataloader": read_loader,
        "deque": read_queue,
        "dict": read_names,
        "drop": frames.read_drop,
        "dropna": frames.read_without_gaps,
        "fit": read_fit,
        "flat_map": read_same_data,
        "fit_generator": read_fit,
        "from_generator": read_generated,
        "from_tensor_slices": read_slices,
        "functional": read_functional,
        "get_dummies": frames.read_dummies,
        "get_loc": frames.read_place,
        "input": read_input,
        "groupby": frames.read_groups,
        "hstack": read_joined,
        "inputlayer": read_input,
        "isin": frames.read_mask,
        "isna": frames.read_mask,
        "isnull": frames.read_mask,
        "iter": read_iterable,
        "load_data": read_set,
        "make_blobs": read_regression,
        "make_classification": read_regression,
        "make_regression": read_regression,
        "model": read_functional,
        "moduledict": read_layers,
        "modulelist": read_layers,
        "next": read_iterable,
        "notna": frames.read_mask,
        "notnull": frames.read_mask,
        "one_hot": read_one_hot,
        "ordereddict": read_pairs,
        "pad_sequences": read_padded,
        "parse_args": read_options,
        "permutation": read_permutation,
        "prefetch": read_same_data,
        "random_split": read_parts,
        "repeat": read_same_data,
        "sample": read_sample,
        "sequential": read_model,
        "sequence_mask": read_mask,
        "shuffle": read_shuffle,
        "simplenamespace": read_names,
        "skip": read_same_data,
        "sliding_window_view": read_sliding,
        "split": read_cut,
        "stack": read_joined,
        "subset": read_iterable,
        "take": read_same_data,
        "tensordataset": read_tensors,
        "tensorspec": read_spec,
        "texts_to_sequences": read_numbered,
        "timeseries_dataset_from_array": read_timeseries,
        "timeseriesgenerator": read_generator,
        "to_categorical": read_one_hot,
        "tqdm": read_iterable,
        "train_on_batch": read_fit,
        "train_test_split": read_split,
        "unfold": read_unfold,
        "vstack": read_joined,
        "window": read_window,
    }
)
CALLS = FRESH | TABLES | frozenset(SPECIAL)
