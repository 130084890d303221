"""What functions and methods leave of an array: its shape, what was done to it, and its type."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data import frames
from lstmviz.doctor.reading.data.arrays import METHODS, NOTHING, fresh, whole
from lstmviz.doctor.reading.meanings import UNKNOWN
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array

SAME = frozenset({
    "array", "as_tensor", "asarray", "ascontiguousarray", "astype", "bfill", "bool", "clip",
    "clone", "contiguous", "convert_to_tensor", "copy", "cpu", "cuda", "detach", "double", "eval",
    "ffill", "fill_", "fillna", "float", "floattensor", "from_numpy", "half", "interpolate",
    "long", "nan_to_num", "normal_", "numpy", "pack_padded_sequence", "parameter", "pct_change",
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
TYPED = frozenset(
    {"FloatTensor", "Tensor", "astype", "bool", "double", "float", "half", "to", "type"}
)
SCALERS = frozenset({"fit_transform", "transform"})
# What keeps the columns as they are, by how the text calls it.
KEEPS = re.compile(r"scal|norm|std|label_?enc|imput|^(?:sc|ss|mms?|le)\w{0,3}\.", re.IGNORECASE)
# What layers and models are called.
MODELS = re.compile(r"^(?:lstm|gru|rnn|net|model|encoder|decoder)\d{0,2}$", re.IGNORECASE)

Leaves = Callable[[Notes, Call, Array], object]


def left(notes: Notes, call: Call, array: Array) -> object:
    """Give what a call leaves of an array, by its name."""
    plain = call.name.lower()
    own = OF_METHODS.get(plain) if is_method(call) else None
    return (own or LEFT.get(plain, unread))(notes, call, array)


def is_method(call: Call) -> bool:
    """Whether a call is a method of the array; of one that is not told the shape's place tells."""
    if isinstance(call.of, Array) or isinstance(next(iter(call.given), None), Array):
        return isinstance(call.of, Array)
    return not isinstance(call.get("shape", 1), tuple)


def unread(notes: Notes, call: Call, array: Array) -> object:
    """Give what a call leaves that is not known: of a method an array of some shape."""
    if is_method(call):
        return replace(array, shape=None, roles=())
    if MODELS.search(call.name):
        notes.gaps["model"] = f"what {ast.unparse(call.node.func)} is"
    return UNKNOWN


def turned(notes: Notes, call: Call, array: Array) -> object:
    """Read what cuts an array anew, or moves its axes."""
    rest = call.given if is_method(call) else call.given[1:]
    words = [call.named[word] for word in ("axis", "dim", "shape", "axes") if word in call.named]
    return METHODS[call.name.lower()](replace(array, dims=()), [*rest, *words])


def scaled(notes: Notes, call: Call, array: Array) -> object:
    """Read `scaler.transform(X)`; what is no scaler may give other columns."""
    if not KEEPS.search(ast.unparse(call.node.func)[:80]):
        return fresh((array.shape[0], None)) if array.shape else NOTHING
    return array.marked("scaled")


def same(notes: Notes, call: Call, array: Array) -> object:
    """Read what leaves the shape as it is: NumPy's array of a table is no table any more."""
    array = typed(array, call)
    if call.name.lower() in ("array", "asarray", "numpy", "to_numpy"):
        return replace(array, marks=array.marks - {"frame"})
    return array


def framed(notes: Notes, call: Call, array: Array) -> object:
    """Read `pd.DataFrame(X)`."""
    return array if is_method(call) else array.marked("frame")


def of_each(notes: Notes, call: Call, array: Array) -> object:
    """Read a mean or a sum, of groups of rows."""
    grouped = frames.of_each_group(call)
    return unread(notes, call, array) if grouped is None else grouped


def size(notes: Notes, call: Call, array: Array) -> object:
    """Read `X.size()` and `X.size(1)`."""
    at = call.get("dim", 0)
    if not array.shape:
        return unread(notes, call, array)
    if whole(at) and -len(array.shape) <= at < len(array.shape):
        return array.shape[at]
    return array.shape if at is None else UNKNOWN


def length(notes: Notes, call: Call, array: Array) -> object:
    """Read `len(X)`."""
    rows = array.shape[0] if array.shape else None
    return unread(notes, call, array) if rows is None else rows


def typed(array: Array, call: Call) -> Array:
    """Follow NumPy's float64 into a tensor; another type, where one is told, takes its place."""
    if call.name in ("float", "long"):
        kind = "fractions" if call.name == "float" else "whole_numbers"
        return replace(array, marks=array.marks - OF_TYPES | {kind})
    if call.name == "array":
        # NumPy's numbers with fractions are float64; its whole ones are left aside.
        marks = {"numpy"} if "fractions" in array.marks and "dtype" not in call.named else set()
        return replace(array, marks=array.marks - OF_TYPES | marks)
    written = any(isinstance(each, str) for each in call.given)  # to_numpy("float32")
    if call.name in TYPED or "dtype" in call.named or written:
        return replace(array, marks=array.marks - OF_TYPES)
    held = "numpy" in array.marks and call.name in TENSORS
    return array.marked("double") if held else array


# What methods alone are called.
OF_METHODS: Mapping[str, Leaves] = MappingProxyType(
    {
        **dict.fromkeys(frames.GROUPS, lambda notes, call, array: array),
        "pop": frames.pop,
        "size": size,
    }
)
LEFT: Mapping[str, Leaves] = MappingProxyType(
    {
        **dict.fromkeys(
            NUMBER_BY_NUMBER, lambda notes, call, array: replace(array, dims=(), taken=None)
        ),
        **dict.fromkeys(SAME, same),
        **dict.fromkeys(SCALERS, scaled),
        **dict.fromkeys(METHODS, turned),
        **dict.fromkeys(frames.OF_EACH, of_each),
        "dataframe": framed,
        "len": length,
    }
)
