"""Operations on what layers give: which one a name stands for, and its place in the graph."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import flat, whole
from lstmviz.doctor.reading.data.making import make
from lstmviz.doctor.reading.meanings import UNKNOWN, Many
from lstmviz.doctor.reading.names import (
    ASIDE,
    COMBINED,
    ENDS,
    KERAS_FUNCTIONS,
    LOSSES,
    MERGED,
    MULTIPLIED,
    PACKED,
    PAIRED,
    POOLED,
    REDUCED,
    SAME,
)
from lstmviz.doctor.reading.network.layers import literal
from lstmviz.doctor.reading.network.symbols import (
    SHAPED,
    Sizes,
    all_of,
    combine,
    is_tensor,
    packed,
    parted,
    put,
    written,
)
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.setup import Layer
from lstmviz.doctor.walking.sizes import Dim, Symbol


@dataclass(frozen=True)
class Operands:
    """What an operation is called on.

    Args:
        given: all of it; what a method belongs to stands first.
        several: the list that stands first; () where none does.
        symbols: of these what layers gave.
        rest: of these what is no tensor.
    """

    given: tuple[object, ...]
    several: tuple[object, ...]
    symbols: list[Symbol]
    rest: tuple[object, ...]

    @property
    def one(self) -> list[Symbol]:
        """The tensor that an operation on one works on."""
        return self.symbols[:1]


Operation = Callable[[Notes, Call, Operands], object]


def operate(notes: Notes, call: Call) -> object:
    """Read an operation on what a layer gives; UNKNOWN where it goes on through no model."""
    on, plain = operands(call), call.name.lower()
    if not on.symbols or plain in ASIDE:
        return UNKNOWN
    own = OF_TORCH if notes.framework == "torch" else OF_KERAS
    return (own.get(plain) or OPERATIONS.get(plain, strange))(notes, call, on)


def operands(call: Call) -> Operands:
    """Part the arguments of a call in tensors and others."""
    given = (call.of, *call.given) if isinstance(call.of, Symbol) else call.given
    several = given[0] if given and isinstance(given[0], tuple) else ()
    symbols = [each for each in several or given if isinstance(each, Symbol)]
    rest = tuple(each for each in given[bool(several) :] if not isinstance(each, Symbol))
    return Operands(given, several, symbols, rest)


def dim_of(call: Call, on: Operands) -> object:
    """Give the axis along which an operation works; None where the call tells none."""
    return call.named.get("dim", call.named.get("axis", on.rest[0] if on.rest else None))


def strange(notes: Notes, call: Call, on: Operands) -> object:
    """Stand for an operation that is not known, or not called as it is known."""
    return notes.place(Layer("", written=call.name), tuple(on.symbols))


def read_size(notes: Notes, call: Call, on: Operands) -> object:
    """Read `x.size()` and `x.size(1)`."""
    place = call.named.get("dim", on.rest[0] if on.rest else None)
    return Dim(on.symbols[0], place) if whole(place) else Sizes(on.symbols[0])


def reduce(notes: Notes, call: Call, on: Operands) -> object:
    """Read a sum, a mean or a maximum; along an axis some give values and their places."""
    plain, dim = call.name.lower(), dim_of(call, on)
    if plain in PAIRED and len(on.symbols) > 1:
        return strange(notes, call, on)
    keep = call.named.get("keepdim", call.named.get("keepdims", next(iter(on.rest[1:]), False)))
    found = put(notes, call, "reduce", on.one, dim=dim, keepdim=keep)
    return (found, found) if plain in PAIRED and dim is not None else found


def read_sum(notes: Notes, call: Call, on: Operands) -> object:
    """Read `torch.add(a, b)`: number by number."""
    if len(on.given) > 1 and not on.several:
        return combine(notes, *on.given[:2])
    return strange(notes, call, on)


def of_two(kind: str, first: int) -> Operation:
    """Make what reads an operation on two tensors: on both, or on the second, which is the form."""

    def read(notes: Notes, call: Call, on: Operands) -> object:
        pair = on.given[:2]
        if len(on.given) < 2 or not all(map(is_tensor, pair)):
            return strange(notes, call, on)
        return put(notes, call, kind, all_of(notes, pair)[first:])

    return read


def pool(notes: Notes, call: Call, on: Operands) -> object:
    """Read a pooling that is called as a function: the same as its layer."""
    plain = call.name.lower()
    adaptive = plain.startswith("adaptive")
    words = ("output_size",) if adaptive else ("kernel_size", "stride", "padding")
    named = dict(zip(words, on.rest, strict=False)) | dict(call.named)
    return notes.place(Layer(POOLED[plain], MappingProxyType(named), written(call)), tuple(on.one))


def join(notes: Notes, call: Call, on: Operands) -> object:
    """Read what joins tensors along an axis, or puts them on a new one."""
    plain, dim = call.name.lower(), dim_of(call, on)
    usual = 1 if plain == "hstack" else 0
    return put(notes, call, "stack" if plain == "stack" else "cat",
               all_of(notes, on.several or on.given[:1]),
               dim=usual if dim is None else dim, many=isinstance(on.several, Many))  # fmt: skip


def join_by_keras(notes: Notes, call: Call, on: Operands) -> object:
    """Read `keras.layers.add([p, w])`; with two tensors in their places it is a sum."""
    plain = call.name.lower()
    if plain in COMBINED and len(on.given) > 1 and not on.several:
        return combine(notes, *on.given[:2])
    axis = call.named.get("axis", on.rest[0] if on.rest else -1)
    layer = Layer(KERAS_FUNCTIONS[plain], MappingProxyType({"axis": axis}), call.name)
    return notes.place(layer, all_of(notes, on.several or on.given[:1]))


def merge(notes: Notes, call: Call, on: Operands) -> object:
    """Read Keras 1's `merge([a, b], mode="concat")`."""
    kind = MERGED.get(str(call.named.get("mode", "sum")), "")
    axis = {"axis": call.named.get("concat_axis", -1)} if kind == "Concatenate" else {}
    return notes.place(Layer(kind, MappingProxyType(axis), written(call)), tuple(on.symbols))


def compare(notes: Notes, call: Call, on: Operands) -> object:
    """Read a loss that is called as a function."""
    if len(call.given) < 2:
        return strange(notes, call, on)
    pair = [each if isinstance(each, Symbol) else notes.enter(each, own=False)
            for each in call.given[:2]]  # fmt: skip
    words = {word: value for word, value in call.named.items() if literal(value)}
    unread = frozenset(call.named.keys() - words.keys())
    layer = Layer(
        LOSSES[call.name.lower()], MappingProxyType(words), written=call.name, unread=unread
    )
    return notes.place(layer, tuple(pair))


def end(notes: Notes, call: Call, on: Operands) -> object:
    """Read an activation of PyTorch that a loss may take itself."""
    axis = dim_of(call, on) if call.name.lower() == "log_softmax" else UNKNOWN
    along = {"dim": axis} if whole(axis) else {}
    return notes.place(Layer(ENDS[call.name.lower()], along, written(call)), tuple(on.one))


def turn(notes: Notes, call: Call, on: Operands) -> object:
    """Read what gives a tensor another form."""
    return SHAPED[call.name.lower()](notes, call, on.one, flat(on.rest))


OF_TORCH: Mapping[str, Operation] = MappingProxyType(
    {
        **dict.fromkeys(ENDS, end),
        "softmax": lambda notes, call, on: put(
            notes, call, "softmax", on.one, dim=dim_of(call, on)
        ),
    }
)
OF_KERAS: Mapping[str, Operation] = MappingProxyType(
    {**dict.fromkeys(KERAS_FUNCTIONS, join_by_keras), "merge": merge}
)
OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        **dict.fromkeys(SAME, lambda notes, call, on: on.symbols[0]),
        **dict.fromkeys(SHAPED, turn),
        **dict.fromkeys(REDUCED | PAIRED, reduce),
        **dict.fromkeys(COMBINED, read_sum),
        **dict.fromkeys(MULTIPLIED, of_two("matmul", 0)),
        **dict.fromkeys(("expand_as", "reshape_as", "view_as"), of_two("same", 1)),
        **dict.fromkeys(POOLED, pool),
        **dict.fromkeys(("cat", "concat", "concatenate", "hstack", "stack", "vstack"), join),
        **dict.fromkeys(LOSSES, compare),
        **dict.fromkeys(
            ("chunk", "sort", "split", "tensor_split", "topk", "unbind"),
            lambda notes, call, on: parted(notes, call, call.name.lower(), on.one, on.rest),
        ),
        **dict.fromkeys(
            PACKED, lambda notes, call, on: packed(notes, call, call.name.lower(), on.symbols[0])
        ),
        **dict.fromkeys(
            ("expand_dims", "unsqueeze", "unsqueeze_"),
            lambda notes, call, on: put(notes, call, "unsqueeze", on.one, dim=dim_of(call, on)),
        ),
        **dict.fromkeys(
            ("squeeze", "squeeze_"),
            lambda notes, call, on: put(notes, call, "squeeze", on.one, dim=dim_of(call, on)),
        ),
        **dict.fromkeys(
            ("new_empty", "new_ones", "new_zeros"),
            lambda notes, call, on: make(notes, call, call.name.lower()),
        ),
        "len": lambda notes, call, on: Dim(on.symbols[0], 0),
        "size": read_size,
    }
)
