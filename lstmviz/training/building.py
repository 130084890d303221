"""A set-up that was read from a paste, really built of Keras's layers, in the worker process.

No line of a paste comes here: layers are made of a closed list of classes and of literal arguments,
their sizes bounded. They are called on symbolic tensors, then traced as `fit` would trace them, so
that nothing is computed but shapes; and the loss is taken once, on two samples of zeros.
"""

import re
import warnings
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeGuard

import keras
import numpy as np
import tensorflow as tf

from lstmviz.doctor import Layer, Setup, Stop, Walk
from lstmviz.training.bounds import BUILT_NODES, BUILT_SIZE, BUILT_VALUES

SIZES = ("units", "filters", "kernel_size", "strides", "pool_size", "dilation_rate", "n", "dims",
         "target_shape", "axis", "input_dim", "output_dim")  # fmt: skip
SWITCHES = ("return_sequences", "return_state", "stateful", "use_bias", "keepdims", "go_backwards")
WORDS: Mapping[str, frozenset[str | None]] = MappingProxyType(
    {
        "activation": frozenset({None, "elu", "gelu", "linear", "relu", "selu", "sigmoid", "silu",
                                 "softmax", "softplus", "swish", "tanh"}),
        "padding": frozenset({"valid", "same", "causal"}),
        "merge_mode": frozenset({"concat", "sum", "mul", "ave"}),
    }
)  # fmt: skip
CLASSES = frozenset({
    "Activation", "Add", "Average", "AveragePooling1D", "AveragePooling2D", "BatchNormalization",
    "Bidirectional", "Concatenate", "Conv1D", "Conv2D", "ConvLSTM1D", "ConvLSTM2D", "Dense",
    "Dropout", "ELU", "Embedding", "Flatten", "GRU", "GaussianNoise", "GlobalAveragePooling1D",
    "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "LSTM",
    "LayerNormalization", "LeakyReLU", "Masking", "MaxPooling1D", "MaxPooling2D", "Maximum",
    "Minimum", "Multiply", "Permute", "ReLU", "RepeatVector", "Reshape", "SimpleRNN", "Softmax",
    "SpatialDropout1D", "Subtract", "TimeDistributed", "UpSampling1D",
})  # fmt: skip
RECURRENT = frozenset({"ConvLSTM1D", "ConvLSTM2D", "GRU", "LSTM", "SimpleRNN"})
WEIGHTED = RECURRENT | {"Conv1D", "Conv2D", "Dense"}
LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "mse": "MeanSquaredError",
        "meansquarederror": "MeanSquaredError",
        "mae": "MeanAbsoluteError",
        "meanabsoluteerror": "MeanAbsoluteError",
        "huber": "Huber",
        "binarycrossentropy": "BinaryCrossentropy",
        "categoricalcrossentropy": "CategoricalCrossentropy",
        "sparsecategoricalcrossentropy": "SparseCategoricalCrossentropy",
    }
)


class NotBuildableError(ValueError):
    """A class, an argument or a size is not on the list: the set-up is not built."""


def build(setups: Sequence[Setup]) -> tuple[Walk | None, ...]:
    """Build set-ups; None for one that is not built, since not all of it is on the list."""
    return tuple(build_one(setup) for setup in setups)


def build_one(setup: Setup) -> Walk | None:
    """Build one set-up: its layers, what is fed, its loss."""
    try:
        check(setup)
        return walk(setup)
    except NotBuildableError:
        return None


def check(setup: Setup) -> None:
    """Refuse what is not on the list, or too large.

    Raises:
        NotBuildableError: it is not built.
    """
    if setup.torch or setup.several or setup.output is None or len(setup.nodes) > BUILT_NODES:
        raise NotBuildableError
    for at in setup.inputs:
        layer = setup.nodes[at].layer
        shape = layer.arguments.get("shape")
        if layer.unread or not isinstance(shape, tuple) or not all(map(is_size, shape)):
            raise NotBuildableError


def is_size(value: object) -> TypeGuard[int | None]:
    """Whether a value is an open size, or one within the bound."""
    return value is None or (type(value) is int and 0 < value <= BUILT_SIZE)


def literals(layer: Layer) -> dict[str, object]:
    """Take over a layer's sizes, switches and words; what else is given changes no shape.

    Raises:
        NotBuildableError: a size is out of bounds, a word is not on the list.
    """
    given: dict[str, object] = {}
    for name, value in layer.arguments.items():
        if name in SIZES:
            sizes = value if isinstance(value, tuple) else (value,)
            if not all(type(size) is int and -8 < size <= BUILT_SIZE for size in sizes):
                raise NotBuildableError
        elif name in WORDS:
            if value not in WORDS[name]:
                raise NotBuildableError
        elif name not in SWITCHES or not isinstance(value, bool):
            continue
        given[name] = value
    return given


def make(layer: Layer) -> keras.layers.Layer:
    """Make one layer of the literals on the list.

    Raises:
        NotBuildableError: its class or an argument is not on it.
    """
    if layer.kind not in CLASSES or layer.unread & {*SIZES, *SWITCHES}:
        raise NotBuildableError
    given = literals(layer)
    # Shapes are all that counts: orthogonal weights of 960 units would take two seconds.
    if layer.kind in WEIGHTED:
        given["kernel_initializer"] = "zeros"
    if layer.kind in RECURRENT:
        given["recurrent_initializer"] = "zeros"
    match layer.kind:
        case "Dropout" | "SpatialDropout1D":
            given = {"rate": 0.1}
        case "GaussianNoise":
            given = {"stddev": 0.1}
        case "Embedding":
            given = {"input_dim": 10, "output_dim": given.get("output_dim", 2)}
        case "UpSampling1D":
            given = {"size": layer.size("size", "pool_size") or 2}
    wrapped = (make(layer.inner),) if layer.inner is not None else ()
    try:
        return getattr(keras.layers, layer.kind)(*wrapped, **given)
    except TypeError as error:
        raise NotBuildableError from error
    except ValueError as error:
        if "Unrecognized keyword" in str(error):  # of an older Keras: not the text's mistake
            raise NotBuildableError from error
        raise


def walk(setup: Setup) -> Walk:
    """Call the layers one after another, trace them, then feed, then take the loss."""
    tensors: list[Any] = []
    inputs: list[Any] = []
    made: list[keras.layers.Layer | None] = []
    for at, node in enumerate(setup.nodes):
        if node.layer.kind == "Input":
            batch = node.layer.size("batch_size")
            tensors.append(keras.Input(node.layer.arguments["shape"], batch_size=batch))
            inputs.append(tensors[-1])
            made.append(None)
            continue
        given = [part(tensors[each.node], each.part) for each in node.reads]
        try:
            made.append(None if node.layer.kind == "index" else make(node.layer))
            tensors.append(call(node.layer, made[-1], given))
        except NotBuildableError:
            raise
        except Exception as error:
            return stopped(tensors, at, error)
    refused = trace(setup, made, inputs)
    if refused is not None:
        return stopped(tensors[: refused[0]], *refused)
    assert setup.output is not None  # as `check` saw
    output = part(tensors[setup.output.node], setup.output.part)
    try:
        fed = feed(setup, inputs, output)
    except Exception as error:
        return stopped(tensors, setup.inputs[0], error)
    try:
        lose(setup, fed or output.shape)
    except Exception as error:
        return stopped(tensors, len(setup.nodes), error)
    return Walk(tuple(map(shape_of, tensors)), real=True)


def trace(
    setup: Setup, made: Sequence[keras.layers.Layer | None], inputs: Sequence[Any]
) -> tuple[int, Exception] | None:
    """Run the layers on the tensors of a graph: Keras builds some that cannot run.

    On symbols a recurrent layer gives its shape whatever states it starts from, and TimeDistributed
    whatever axes the layer within it reads. Other layers that read one tensor each are built for
    it, and need no trace.

    Returns:
        The node that cannot run, and why; None where all do.
    """
    apart = (len(each.reads) > 1 or each.layer.kind == "TimeDistributed" for each in setup.nodes)
    if not any(apart):
        return None
    tensors: list[Any] = []

    def run(*arrays: Any) -> Any:
        entering = iter(arrays)
        for node, layer in zip(setup.nodes, made, strict=True):
            given = [part(tensors[each.node], each.part) for each in node.reads]
            entered = node.layer.kind == "Input"
            tensors.append(next(entering) if entered else call(node.layer, layer, given))
        return 0

    signature = [tf.TensorSpec(each.shape, tf.float32) for each in inputs]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tf.function(run, autograph=False).get_concrete_function(*signature)
    except Exception as error:
        return len(tensors), error
    return None


def part(tensor: Any, place: int | None) -> Any:
    """Give one of several outputs; the first where none is named."""
    return tensor[place or 0] if isinstance(tensor, list | tuple) else tensor


def call(layer: Layer, made: keras.layers.Layer | None, given: Sequence[Any]) -> Any:
    """Call a layer, or take a slice, of what it reads."""
    if made is None:
        parts = layer.arguments["parts"]
        literal = isinstance(parts, tuple) and all(
            each is None or isinstance(each, slice | int) for each in parts
        )
        if not literal:
            raise NotBuildableError
        return given[0][parts]
    if layer.recurrent and len(given) > 1:
        return made(given[0], initial_state=list(given[1:]))
    return made(given[0] if len(given) == 1 else list(given))


def feed(setup: Setup, inputs: Sequence[Any], output: Any) -> tuple[int | None, ...] | None:
    """Feed arrays of the shapes that the text tells, traced as `fit` traces them.

    Returns:
        The shape of the predictions; None where nothing is fed.
    """
    samples = [sizes for array in setup.fed if (sizes := sizes_of(array.shape)) is not None]
    if not len(samples) == len(setup.fed) == len(inputs):
        return None
    if all(sizes == each.shape[1:] for sizes, each in zip(samples, inputs, strict=True)):
        return None
    model = keras.Model(list(inputs), output)
    if setup.sequential:
        model = keras.Sequential(list(model.layers))
    signature = [tf.TensorSpec((None, *sizes), tf.float32) for sizes in samples]
    run: Any = tf.function(
        lambda *arrays: model(arrays[0] if len(arrays) == 1 else arrays), autograph=False
    )
    return tuple(run.get_concrete_function(*signature).output_shapes)


def sizes_of(shape: tuple | None) -> tuple[int | None, ...] | None:
    """Give the sizes of a sample; None where one is not known, or is beyond the bound."""
    if not shape or not all(map(is_size, shape[1:])):
        return None
    return shape[1:]


def lose(setup: Setup, output: Sequence[int | None]) -> None:
    """Take the loss once, on two samples of zeros."""
    y = sizes_of(setup.y.shape) if setup.y else None
    name = LOSSES.get(re.sub(r"[^a-z]", "", setup.loss.split("(")[0].rpartition(".")[2]))
    if y is None or name is None:
        return
    told = filled(y, tuple(output[1:]))
    if told is None:
        return
    sizes = [(2, *each) for each in told]
    if any(np.prod(shape) > BUILT_VALUES for shape in sizes):
        return
    target, predicted = (np.zeros(shape, np.float32) for shape in sizes)
    getattr(keras.losses, name)()(target, predicted + 0.5)


def filled(
    y: Sequence[int | None], output: Sequence[int | None]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Put sizes in for open ones, those of the other shape; None where its axes are others."""
    if None not in (*y, *output):
        return tuple(size or 0 for size in y), tuple(size or 0 for size in output)
    if len(y) != len(output):
        return None
    pairs = list(zip(y, output, strict=True))
    return tuple(a or b or 3 for a, b in pairs), tuple(b or a or 3 for a, b in pairs)


def shape_of(tensor: Any) -> tuple:
    """Give a tensor's shape as plain numbers; of several outputs each one's."""
    if isinstance(tensor, list | tuple):
        return tuple(tuple(each.shape) for each in tensor)
    return tuple(tensor.shape)


def stopped(tensors: Sequence[object], at: int, error: Exception) -> Walk:
    """Say where it stopped, in Keras's own words without colours."""
    words = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    words = re.sub(r"\{\{[^}]{0,200}\}\} ?|\[Op:\w{1,60}\] name: ?", "", words)
    words = words.split("Arguments received by")[0].strip()[:1_500]
    why = Stop("keras", node=at, sentence=f"{type(error).__name__}: {words}")
    return Walk(tuple(map(shape_of, tensors)), why, real=True)
