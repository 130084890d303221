"""What a layer gives, as a value in a learner's code: its sizes, its parts, its other forms."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeGuard

from lstmviz.doctor.reading.data.arrays import ANY, whole
from lstmviz.doctor.reading.meanings import UNKNOWN, Open, parts_of
from lstmviz.doctor.reading.names import MULTIPLIED
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Symbol, Word

# What takes tensors, and gives one of another shape.
TENSORS = MULTIPLIED | {"cat", "expand", "flatten", "permute", "repeat", "reshape", "squeeze",
                        "stack", "t", "transpose", "unsqueeze", "view"}  # fmt: skip


def takes_tensors(call: Call) -> bool:
    """Whether a call takes tensors for sure: a method that moves axes, or what joins them."""
    return call.name in TENSORS and (isinstance(call.of, Open | Symbol) or call.of is UNKNOWN)


@dataclass(frozen=True)
class Sizes:
    """All sizes of what a node gives, as `x.shape`."""

    of: Symbol


def is_tensor(value: object) -> TypeGuard[Array | Symbol]:
    """Whether a value is a tensor of which the axes are told, by numbers or names."""
    told = isinstance(value, Array) and bool(value.shape or value.dims)
    return told or isinstance(value, Symbol)


def all_of(notes: Notes, several: Sequence[object]) -> tuple[Symbol, ...]:
    """Give all tensors of a list; one that is not known stands for itself, and is not left out."""
    found: list[Symbol] = []
    for each in several:
        if isinstance(each, Symbol):
            found.append(each)
        elif isinstance(each, Array) and (each.shape or each.dims):
            found.append(notes.enter(each, name=each.name, own=False))
        else:
            found.append(notes.place(Layer("", written="what is joined")))
    return tuple(found)


Shaped = Callable[[Notes, Call, Sequence[Symbol], tuple[object, ...]], object]


def swap(notes: Notes, call: Call, one: Sequence[Symbol], rest: tuple[object, ...]) -> object:
    """Read a transpose of two axes, or of all of them."""
    pair = tuple(call.named.get(word, UNKNOWN) for word in ("dim0", "dim1"))
    rest = pair if UNKNOWN not in pair else rest
    perm = call.named.get("perm", call.named.get("axes"))
    if isinstance(perm, tuple):
        return put(notes, call, "permute", one, dims=perm)
    tuple_ = bool(call.node.args) and isinstance(call.node.args[-1], ast.Tuple | ast.List)
    if len(rest) == 2 and not tuple_:
        return put(notes, call, "transpose", one, dims=rest)
    return put(notes, call, "permute", one, dims=rest or None)


def fold(notes: Notes, call: Call, one: Sequence[Symbol], rest: tuple[object, ...]) -> object:
    """Read a flatten."""
    start = call.named.get("start_dim", rest[0] if rest else 0)
    end = call.named.get("end_dim", rest[1] if len(rest) > 1 else -1)
    return put(notes, call, "flatten", one, start_dim=start, end_dim=end)


def given(call: Call, rest: tuple[object, ...], *names: str) -> tuple[object, ...]:
    """Give the arguments in their places, or the one that has one of some names."""
    named = next((call.named[name] for name in names if name in call.named), ())
    return rest or parts_of(named)


SHAPED: Mapping[str, Shaped] = MappingProxyType(
    {
        **dict.fromkeys(("reshape", "view"), lambda notes, call, one, rest: put(
            notes, call, "reshape", one,
            sizes=sizes_of(call, given(call, rest, "shape", "newshape")))),
        "permute": lambda notes, call, one, rest: put(
            notes, call, "permute", one, dims=given(call, rest, "dims")),
        **dict.fromkeys(("transpose", "swapaxes", "swapdims"), swap),
        "t": lambda notes, call, one, rest: put(notes, call, "permute", one, dims=None),
        "flatten": fold,
        "expand": lambda notes, call, one, rest: put(
            notes, call, "expand", one, sizes=sizes_of(call, rest)),
        **dict.fromkeys(("repeat", "tile"), lambda notes, call, one, rest: put(
            notes, call, "repeat", one, sizes=sizes_of(call, rest))),
        "one_hot": lambda notes, call, one, rest: put(
            notes, call, "one_hot", one, count=call.named.get(
                "num_classes", call.named.get("depth", rest[0] if rest else None))),
        **dict.fromkeys(("movedim", "moveaxis"), lambda notes, call, one, rest: put(
            notes, call, "move", one, dims=rest)),
        "select": lambda notes, call, one, rest: put(
            notes, call, "reduce", one, dim=call.named.get("dim", rest[0] if rest else UNKNOWN)),
    }
)  # fmt: skip


def parted(
    notes: Notes, call: Call, plain: str, one: Sequence[Symbol], rest: tuple[object, ...]
) -> object:
    """Read what gives several tensors: parts along an axis, or values and their places."""
    if plain in ("topk", "sort"):
        if plain == "sort":
            return (one[0], one[0])
        axis = call.named.get("dim", rest[1] if len(rest) > 1 else -1)
        found = put(notes, call, "part", one, dim=axis, size=rest[0] if rest else None, count=1)
        return (found, found)
    if plain == "unbind":
        return put(notes, call, "unbind", one, dim=call.named.get("dim", rest[0] if rest else 0))
    axis = call.named.get("dim", call.named.get("axis", rest[1] if len(rest) > 1 else 0))
    count = rest[0] if rest else call.named.get("chunks", UNKNOWN)
    if plain == "chunk" and whole(count) and 0 < count < 20:
        node = put(notes, call, "chunk", one, dim=axis, count=count)
        return tuple(Symbol(node.node, at) for at in range(count))
    sizes = call.named.get("split_size_or_sections", count)
    if plain == "split" and isinstance(sizes, tuple) and all(map(whole, sizes)):
        return tuple(
            put(notes, call, "part", one, dim=axis, size=size, count=1) for size in sizes[:20]
        )
    if plain == "split" and whole(sizes):
        # Each is of this size, but that the last may be of less.
        size = 1 if sizes == 1 else None
        return put(notes, call, "part", one, dim=axis, size=size, each=True)
    return notes.place(Layer("", written=call.name), tuple(one))


def packed(notes: Notes, call: Call, plain: str, symbol: Symbol) -> object:
    """Read sequences that are packed by their lengths, and padded again.

    A recurrent layer reads packed ones in the order in which they were packed, whatever its own
    batch_first says; and what is padded again has as many steps as the longest of them.
    """
    if plain.startswith("pack"):
        first = call.named.get("batch_first", call.given[2] if len(call.given) > 2 else False)
        lengths = call.named.get("lengths", call.given[1] if len(call.given) > 1 else UNKNOWN)
        count = lengths.shape[0] if isinstance(lengths, Array) and lengths.shape else None
        longest = lengths.most if isinstance(lengths, Array) else None
        told = lengths if isinstance(lengths, tuple) and all(map(whole, lengths)) else ()
        count, longest = (len(told), max(told)) if told else (count, longest)
        made = put(notes, call, "pack", [symbol], first=first is True, count=count, most=longest)
        notes.packed[made.node] = first is True
        return made
    first = call.named.get("batch_first", call.given[1] if len(call.given) > 1 else False) is True
    held = notes.packed.get(symbol.node)
    if held is None:
        return (notes.place(Layer("", written=written(call)), (symbol,)), UNKNOWN)
    if held != first:
        symbol = put(notes, call, "transpose", [symbol], dims=(0, 1))
    total = call.named.get("total_length")
    sizes = () if total is None else (total if isinstance(total, int | Dim | Reckoned) else None,)
    return (put(notes, call, "padded", [symbol], first=first, sizes=sizes), UNKNOWN)


def sizes_of(call: Call, sizes: Sequence[object]) -> tuple[object, ...]:
    """Keep sizes that are told, or have names; None for any other."""
    kinds = int | Dim | Reckoned | Word
    return tuple(
        size if isinstance(size, kinds) and not isinstance(size, bool) else None
        for size in call.in_names(sizes)
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


def combine(notes: Notes, left: object, right: object, sign: str = "+") -> object:
    """Read arithmetic on what layers give."""
    pair = [
        notes.enter(each, name=each.name, own=False)
        if isinstance(each, Array) and each.shape
        else each
        for each in (left, right)
    ]
    symbols = tuple(each for each in pair if isinstance(each, Symbol))
    if len(symbols) == 2:
        kind = "matmul" if sign == "@" else "combine"
        return notes.place(Layer(kind, written=sign), symbols)
    other = pair[1] if pair[0] is symbols[0] else pair[0]
    number = isinstance(other, int | float | Dim | Reckoned) or other is ANY
    if number or (sign != "@" and not isinstance(other, Array | tuple)):
        return symbols[0]
    return notes.place(Layer("", written=sign), symbols)
