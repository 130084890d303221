"""Shapes, layers and lines of code, written as a learner reads them."""

import ast
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.answer import Axes
from lstmviz.doctor.reading.network.layers import FROM_TO
from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.setup import WRAPPERS, Layer, Setup

THREE: tuple[Role, ...] = ("samples", "timesteps", "features")
COUNTS = ("no axis", "one axis", "two axes", "three axes", "four axes", "five axes")


def as_code(shape: Shape) -> str:
    """Write a shape as Python does, e.g. "(None, 3)" or "(8,)"."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def tell(shape: Shape) -> str:
    """Write an array's shape in a sentence, the samples first and open: "(N, 24, 3)".

    Other sizes that are open are what Keras calls them: None.
    """
    sizes = ["N", *map(str, shape[1:])] if shape and shape[0] is None else [*map(str, shape)]
    return f"({', '.join(sizes)}{',' if len(shape) == 1 else ''})"


def axes_count(count: int) -> str:
    """Say how many axes, e.g. "two axes"."""
    return COUNTS[count] if count < len(COUNTS) else f"{count} axes"


def in_axes(shape: Shape) -> str:
    """Tell a shape by its axes, e.g. "three axes: (N, 24, 3)"."""
    return f"{axes_count(len(shape))}: {tell(shape)}"


def steps(count: int | None) -> str:
    """Say how many timesteps, e.g. "1 timestep"."""
    return "timesteps" if count is None else "1 timestep" if count == 1 else f"{count:,} timesteps"


def features(count: int | None) -> str:
    """Say how many features, e.g. "3 features"."""
    return "features" if count is None else "1 feature" if count == 1 else f"{count:,} features"


def three(shape: Shape | None) -> Axes | None:
    """Name the axes of what a recurrent layer reads; None unless there are three."""
    return Axes(shape, THREE) if shape is not None and len(shape) == 3 else None


def named(shape: Shape, *roles: Role) -> Axes:
    """Name axes; those beyond the names given stay open."""
    rest: tuple[Role, ...] = ("?",) * len(shape)
    return Axes(shape, (*roles, *rest)[: len(shape)])


def with_argument(written: str, name: str, value: object, place: int | None = None) -> str:
    """Write a layer again with an argument changed; of a wrapper, in the layer within.

    Args:
        written: the layer.
        name: of the argument.
        value: that it gets.
        place: where the argument stands if it is written without its name; None if it never is.

    >>> with_argument("Bidirectional(LSTM(8))", "return_sequences", True)
    'Bidirectional(LSTM(8, return_sequences=True))'
    """
    try:
        call = ast.parse(written, mode="eval").body
    except (SyntaxError, ValueError):
        return written
    inner = call
    while isinstance(inner, ast.Call) and wraps(inner):
        inner = inner.args[0]
    if not isinstance(inner, ast.Call):
        return written
    given = ast.parse(repr(value), mode="eval").body
    there = next((word for word in inner.keywords if word.arg == name), None)
    if place is not None and place < len(inner.args):
        inner.args[place] = given
    elif there is not None:
        there.value = given
    else:
        inner.keywords.append(ast.keyword(name, given))
    return ast.unparse(call)


def wraps(node: ast.Call) -> bool:
    """Whether code calls a wrapper on a layer."""
    return (
        ast.unparse(node.func).rpartition(".")[2] in WRAPPERS
        and bool(node.args)
        and isinstance(node.args[0], ast.Call)
    )


def without(written: str, *names: str) -> str:
    """Write a layer again without some of its arguments.

    >>> without("LSTM(8, input_length=5)", "input_length")
    'LSTM(8)'
    """
    try:
        call = ast.parse(written, mode="eval").body
    except (SyntaxError, ValueError):
        return written
    if isinstance(call, ast.Call):
        call.keywords = [word for word in call.keywords if word.arg not in names]
    return ast.unparse(call)


def rewritten(layer: Layer) -> str:
    """Write a layer as code: as the text does, else from its arguments.

    >>> rewritten(Layer("LSTM", {"units": 8, "return_sequences": True}))
    'keras.layers.LSTM(8, return_sequences=True)'
    """
    if layer.written:
        return layer.written
    library = "torch." if layer.kind.startswith("nn.") else "keras.layers."
    if layer.inner is not None:
        inner = rewritten(layer.inner)
        rest = [f"{word}={value!r}" for word, value in layer.arguments.items()]
        return f"{library}{layer.kind}({', '.join([inner, *rest])})"
    first = ("units", "filters", "target_shape", "n", "dims", "activation", "mask_value", "rate",
             "input_size", "in_features")  # fmt: skip
    parts = [
        repr(value) if word in first[:6] and at == 0 else f"{word}={value!r}"
        for at, (word, value) in enumerate(layer.arguments.items())
    ]
    return f"{library}{layer.kind}({', '.join(parts)})"


def in_full(code: str) -> str:
    """Write a layer with its library before it, so that the line runs as it stands.

    >>> in_full("Bidirectional(LSTM(8))")
    'keras.layers.Bidirectional(keras.layers.LSTM(8))'
    """
    return re.sub(
        r"(?<![\w.])(?:tf\.keras\.layers\.|tf\.layers\.|layers\.|L\.)?"
        r"(?=(?:[A-Z]\w{2,30})\()",
        "keras.layers.",
        as_today(code),
    )


# How the first Keras called an argument of a layer; of an Embedding output_dim is today's.
RENAMED: Mapping[str, str] = MappingProxyType({
    "W_regularizer": "kernel_regularizer", "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer", "border_mode": "padding", "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout", "filter_length": "kernel_size", "init": "kernel_initializer",
    "inner_activation": "recurrent_activation", "inner_init": "recurrent_initializer",
    "nb_filter": "filters", "output_dim": "units", "pool_length": "pool_size",
    "subsample_length": "strides",
})  # fmt: skip


def as_today(code: str) -> str:
    """Write the arguments of the first Keras as today's takes them.

    >>> as_today("LSTM(2, 150, init='uniform')")
    "LSTM(150, kernel_initializer='uniform')"
    """
    try:
        call = ast.parse(code, mode="eval").body
    except (SyntaxError, ValueError):
        return code
    changed = False
    for node in ast.walk(call):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        words = {} if name == "Embedding" else RENAMED
        changed = changed or any(word.arg in words for word in node.keywords)
        for word in node.keywords:
            word.arg = words.get(word.arg or "", word.arg)
        sizes = [each for each in node.args[:2] if isinstance(each, ast.Constant)]
        if name in FROM_TO and len(sizes) == 2 and all(type(n.value) is int for n in sizes):
            node.args, changed = node.args[1:], True
    return ast.unparse(call) if changed else code


def model_lines(setup: Setup) -> tuple[str, ...]:
    """Write a chain of layers as a Sequential model that runs as it stands; () where it is none."""
    if not setup.sequential or setup.torch or any(layer.unread for layer in setup.layers):
        return ()
    sample = setup.sample
    if sample is None or not all(layer.kind for layer in setup.layers):
        return ()
    head = f"    keras.Input({as_code(sample)}),"
    rest = [
        f"    {in_full(without(as_today(rewritten(layer)), *ASKED))}," for layer in setup.layers
    ]
    return ("model = keras.Sequential([", head, *rest, "])")


# Arguments of a first layer that Input takes over.
ASKED = ("input_shape", "batch_input_shape", "batch_shape", "input_dim", "input_length")


def listed(words: Sequence[str]) -> str:
    """Join words, e.g. "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def which_differ(one: Shape, other: Shape) -> str:
    """Say which axes of two shapes of one rank differ, beside the samples."""
    places = [
        str(at)
        for at, (a, b) in enumerate(zip(one, other, strict=True))
        if at and None not in (a, b) and a != b
    ]
    if not places:
        return "The number of samples differs."
    one_axis = len(places) == 1
    return (
        f"{'Axis' if one_axis else 'Axes'} {listed(places)}, counted from 0, "
        f"differ{'s' if one_axis else ''}."
    )
