"""What a layer gives, as a value in a learner's code: its sizes, slices and operations."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.doctor.reading.notes import UNKNOWN, Call, Notes
from lstmviz.doctor.walking.setup import Array, Dim, Layer, Symbol

# The names under which operations are called; both as methods and as functions of a library.
SAME = frozenset({
    "abs", "astype", "cast", "clone", "contiguous", "cpu", "cuda", "detach", "double", "dropout",
    "elu", "exp", "float", "gelu", "leaky_relu", "log", "log_softmax", "relu", "sigmoid", "silu",
    "softmax", "sqrt", "tanh", "to", "requires_grad_", "type",
})  # fmt: skip
REDUCED = frozenset({"mean", "sum", "amax", "amin", "prod", "reduce_mean", "reduce_sum"})
KERAS_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {"concatenate": "Concatenate", "add": "Add", "multiply": "Multiply", "average": "Average"}
)
# Keras 1: merge([a, b], mode="concat").
MERGED: Mapping[str, str] = MappingProxyType(
    {"concat": "Concatenate", "sum": "Add", "mul": "Multiply", "ave": "Average", "max": "Maximum"}
)
# Losses that are called as functions.
LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "binary_cross_entropy": "nn.BCELoss",
        "binary_cross_entropy_with_logits": "nn.BCEWithLogitsLoss",
        "cross_entropy": "nn.CrossEntropyLoss",
        "huber_loss": "nn.HuberLoss",
        "l1_loss": "nn.L1Loss",
        "mse_loss": "nn.MSELoss",
        "nll_loss": "nn.NLLLoss",
        "smooth_l1_loss": "nn.SmoothL1Loss",
    }
)
PACKED = frozenset({"pack_padded_sequence", "pad_packed_sequence"})


@dataclass(frozen=True)
class Sizes:
    """All sizes of what a node gives, as `x.shape`."""

    of: Symbol


def operate(notes: Notes, call: Call, plain: str) -> object:
    """Read an operation on what a layer gives; UNKNOWN where the doctor does not know it."""
    method = isinstance(call.of, Symbol)
    given = (call.of, *call.given) if method else call.given
    several = given[0] if given and isinstance(given[0], tuple) else ()
    symbols = [each for each in several or given if isinstance(each, Symbol)]
    if not symbols:
        return UNKNOWN
    rest = tuple(each for each in given[bool(several) :] if not isinstance(each, Symbol))
    dim = call.named.get("dim", call.named.get("axis", rest[0] if rest else None))
    if plain in SAME:
        return symbols[0]
    if plain == "len":
        return Dim(symbols[0], 0)
    if plain == "size":
        return Dim(symbols[0], rest[0]) if rest and isinstance(rest[0], int) else Sizes(symbols[0])
    if plain in ("reshape", "view"):
        sizes = rest[0] if len(rest) == 1 and isinstance(rest[0], tuple) else rest
        return put(notes, call, "reshape", symbols[:1], sizes=sized(sizes))
    if plain == "permute":
        order = rest[0] if len(rest) == 1 and isinstance(rest[0], tuple) else rest
        return put(notes, call, "permute", symbols[:1], dims=tuple(order))
    if plain in ("transpose", "swapaxes") and len(rest) == 2:
        return put(notes, call, "transpose", symbols[:1], dims=rest)
    if plain == "transpose" and len(rest) == 1 and isinstance(rest[0], tuple):
        return put(notes, call, "permute", symbols[:1], dims=rest[0])
    if plain in ("unsqueeze", "expand_dims"):
        return put(notes, call, "unsqueeze", symbols[:1], dim=dim)
    if plain == "squeeze":
        return put(notes, call, "squeeze", symbols[:1], dim=dim)
    if plain == "flatten":
        start = call.named.get("start_dim", rest[0] if rest else 0)
        return put(notes, call, "flatten", symbols[:1], start_dim=start)
    if plain in REDUCED:
        keep = call.named.get("keepdim", call.named.get("keepdims", False))
        return put(notes, call, "reduce", symbols[:1], dim=dim, keepdim=keep)
    if plain in KERAS_FUNCTIONS and notes.framework != "torch":
        axis = call.named.get("axis", rest[0] if rest else -1)
        layer = Layer(KERAS_FUNCTIONS[plain], MappingProxyType({"axis": axis}), call.name)
        return notes.place(layer, tuple(symbols))
    if plain == "merge" and notes.framework != "torch":
        kind = MERGED.get(str(call.named.get("mode", "sum")), "")
        axis = {"axis": call.named.get("concat_axis", -1)} if kind == "Concatenate" else {}
        return notes.place(Layer(kind, MappingProxyType(axis), written(call)), tuple(symbols))
    if plain in ("cat", "concat", "concatenate", "stack"):
        kind = "stack" if plain == "stack" else "cat"
        return put(notes, call, kind, symbols, dim=0 if dim is None else dim)
    if plain in LOSSES and len(call.given) > 1:
        pair = [each if isinstance(each, Symbol) else notes.enter(each, own=False)
                for each in call.given[:2]]  # fmt: skip
        return notes.place(Layer(LOSSES[plain], written=call.name), tuple(pair))
    if plain in PACKED:
        return symbols[0] if plain.startswith("pack") else (symbols[0], UNKNOWN)
    return notes.place(Layer("", written=call.name), tuple(symbols))


def sized(sizes: Sequence[object]) -> tuple[object, ...]:
    """Keep sizes that are told; None for any other."""
    return tuple(
        size if isinstance(size, int | Dim) and not isinstance(size, bool) else None
        for size in sizes
    )


def put(
    notes: Notes, call: Call, kind: str, symbols: Sequence[Symbol], **arguments: object
) -> Symbol:
    """Put an operation into the graph."""
    layer = Layer(kind, MappingProxyType(arguments), written(call))
    return notes.place(layer, tuple(symbols))


def written(call: Call) -> str:
    """Write an operation briefly, e.g. "out.reshape(32, -1)"."""
    return ast.unparse(call.node)[:80]


def combine(notes: Notes, left: object, right: object) -> object:
    """Read arithmetic on what layers give."""
    symbols = tuple(each for each in (left, right) if isinstance(each, Symbol))
    if len(symbols) == 2:
        return notes.place(Layer("combine", written="+"), symbols)
    other = right if symbols[0] is left else left
    if isinstance(other, Array) and other.shape:
        return notes.place(Layer("", written="+"), symbols)
    return symbols[0]
