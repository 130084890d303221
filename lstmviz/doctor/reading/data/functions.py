"""Functions that make, cut, shuffle, scale or feed arrays, and what follows from their calls."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data import frames
from lstmviz.doctor.reading.data.arrays import ANY, NOTHING, fresh, whole
from lstmviz.doctor.reading.data.datasets import (
    read_batch,
    read_generated,
    read_generator,
    read_items,
    read_iterable,
    read_loader,
    read_parts,
    read_same_data,
    read_slices,
    read_spec,
    read_tensors,
    read_timeseries,
    read_together,
    read_window,
    read_zip,
)
from lstmviz.doctor.reading.data.joining import read_cut, read_joined
from lstmviz.doctor.reading.data.leaving import left, typed
from lstmviz.doctor.reading.data.making import (
    FRESH,
    LITERALS,
    TABLES,
    make,
    numbers,
    of_literal,
    of_r,
    of_script,
)
from lstmviz.doctor.reading.data.repeating import read_repeat
from lstmviz.doctor.reading.data.sampling import (
    read_permutation,
    read_queue,
    read_sample,
    read_shuffle,
    read_sliding,
    read_split,
    read_unfold,
)
from lstmviz.doctor.reading.data.sources import (
    read_numbered,
    read_padded,
    read_regression,
    read_set,
)
from lstmviz.doctor.reading.meanings import UNKNOWN, Model
from lstmviz.doctor.reading.network.models import (
    read_add,
    read_compile,
    read_fit,
    read_functional,
    read_input,
    read_model,
)
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array


def read_function(notes: Notes, call: Call) -> object:
    """Work out what a call gives, and note what it tells."""
    plain = call.name.lower()
    if plain in SPECIAL:
        return SPECIAL[plain](notes, call)
    parts = call.given[0] if call.given and plain in LITERALS else ()
    if isinstance(parts, tuple) and any(isinstance(each, Array) for each in parts):
        return read_joined(notes, replace(call, name="stack", given=(parts,), named={}))
    if (told := written_out(call, plain)) is not None:
        return told
    for model in (each for each in (call.of, *call.given) if isinstance(each, Model)):
        if changes(call, plain, model):
            notes.alter(model, ast.unparse(call.node))
    array = next((each for each in (call.of, *call.given[:1]) if isinstance(each, Array)), None)
    if plain in ("reshape", "view") and array is None:
        array = NOTHING
    return make(notes, call, plain) if array is None else left(notes, call, array)


def written_out(call: Call, plain: str) -> object:
    """Give the array, or the number, that a call makes of what is written in it; else None."""
    if plain.startswith("tensor") and (shape := of_script(call)) is not None:
        return shape
    first = call.given[0] if call.given else UNKNOWN
    if plain in LITERALS and (literal := of_literal(first)) is not None:
        return typed(literal, call)
    if plain == "tensor" and (numbers(first) or first is ANY):
        return fresh(())
    if plain in ("array", "matrix") and {"dim", "nrow", "ncol"} & call.named.keys():
        return of_r(call)
    if plain in ("int", "round") and len(call.given) == 1 and isinstance(first, int | float):
        return int(first) if plain == "int" else round(first)
    return None


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
        return NOTHING.marked("one_hot")
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
        "list": read_items,
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
        "pad_sequence": read_together,
        "pad_sequences": read_padded,
        "parse_args": read_options,
        "permutation": read_permutation,
        "prefetch": read_same_data,
        "random_split": read_parts,
        **dict.fromkeys(("repeat", "repeat_interleave", "tile"), read_repeat),
        "sample": read_sample,
        "sequential": read_model,
        "sequence_mask": read_mask,
        "shuffle": read_shuffle,
        "simplenamespace": read_names,
        "skip": read_same_data,
        "sliding_window_view": read_sliding,
        "sorted": read_items,
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
        "tuple": read_items,
        "unfold": read_unfold,
        "vstack": read_joined,
        "zip": read_zip,
        "window": read_window,
    }
)
CALLS = FRESH | TABLES | frozenset(SPECIAL)
