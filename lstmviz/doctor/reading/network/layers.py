"""Layers of Keras and PyTorch, as code writes them: which class, and each argument by its name."""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import whole
from lstmviz.doctor.reading.meanings import UNKNOWN
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.setup import WRAPPERS, Framework, Layer
from lstmviz.doctor.walking.sizes import Reckoned, Word
from lstmviz.doctor.walking.words import KERAS as KERAS_ARGUMENTS
from lstmviz.doctor.walking.words import TORCH as TORCH_ARGUMENTS

# The names of the arguments that may stand without them, in order.
KERAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys((*GATES, "RNN"), ("units", "activation")),
        **dict.fromkeys(("Conv1D", "Conv2D", "ConvLSTM1D", "ConvLSTM2D"),
                        ("filters", "kernel_size", "strides", "padding")),
        **dict.fromkeys(("MaxPooling1D", "AveragePooling1D", "MaxPooling2D", "AveragePooling2D"),
                        ("pool_size", "strides", "padding")),
        **dict.fromkeys(("GlobalAveragePooling1D", "GlobalMaxPooling1D", "GlobalAveragePooling2D",
                         "GlobalMaxPooling2D", "Flatten", "BatchNormalization",
                         "LayerNormalization", "ActivityRegularization", "PReLU"), ()),
        **dict.fromkeys(("Dropout", "SpatialDropout1D", "AlphaDropout"), ("rate",)),
        **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum",
                         "Attention", "AdditiveAttention"), ()),
        **dict.fromkeys(("ELU", "LeakyReLU", "ReLU", "Softmax"), ("alpha",)),
        "Activation": ("activation",),
        "Bidirectional": (),
        "Concatenate": ("axis",),
        **dict.fromkeys(("Cropping1D", "Cropping2D"), ("cropping",)),
        "Dense": ("units", "activation"),
        "Embedding": ("input_dim", "output_dim"),
        "GaussianNoise": ("stddev",),
        "Lambda": (),
        "Masking": ("mask_value",),
        "MultiHeadAttention": ("num_heads", "key_dim"),
        "Permute": ("dims",),
        "Printed": ("called", "target_shape"),
        "RepeatVector": ("n",),
        "Rescaling": ("scale",),
        "Reshape": ("target_shape",),
        "TimeDistributed": (),
        **dict.fromkeys(("UpSampling1D", "UpSampling2D"), ("size",)),
        **dict.fromkeys(("ZeroPadding1D", "ZeroPadding2D"), ("padding",)),
    }
)  # fmt: skip
RNN = ("input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout", "bidirectional")
TORCH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("LSTM", "GRU", "RNN"), RNN),
        **dict.fromkeys(("LSTMCell", "GRUCell", "RNNCell"), RNN[:2]),
        **dict.fromkeys(("AvgPool1d", "AvgPool2d", "MaxPool1d", "MaxPool2d"),
                        ("kernel_size", "stride", "padding")),
        **dict.fromkeys(("AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveMaxPool1d",
                         "AdaptiveMaxPool2d"), ("output_size",)),
        **dict.fromkeys(("BatchNorm1d", "BatchNorm2d", "InstanceNorm1d"), ("num_features",)),
        **dict.fromkeys(("BCELoss", "BCEWithLogitsLoss", "CrossEntropyLoss", "HuberLoss", "L1Loss",
                         "MSELoss", "NLLLoss", "SmoothL1Loss"), ("weight",)),
        **dict.fromkeys(("AlphaDropout", "CELU", "Dropout2d", "Hardswish", "Hardtanh", "LogSigmoid",
                         "Mish", "ReLU6", "Softsign"), ("p",)),
        **dict.fromkeys(("Dropout1d", "ELU", "GELU", "Identity", "LeakyReLU", "PReLU",
                         "ReLU", "SELU", "Sigmoid", "SiLU", "Softplus", "Tanh", "Dropout"), ("p",)),
        **dict.fromkeys(("LogSoftmax", "Softmax"), ("dim",)),
        "Conv1d": ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation"),
        "Conv2d": ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation"),
        "Embedding": ("num_embeddings", "embedding_dim"),
        "Flatten": ("start_dim", "end_dim"),
        "LayerNorm": ("normalized_shape",),
        "Linear": ("in_features", "out_features"),
        "MultiheadAttention": ("embed_dim", "num_heads"),
        "TransformerEncoder": ("encoder_layer", "num_layers"),
        "TransformerEncoderLayer": ("d_model", "nhead"),
        "Unflatten": ("dim", "unflattened_size"),
    }
)  # fmt: skip
# How an older Keras calls an argument.
OLD: Mapping[str, str] = MappingProxyType(
    {"output_dim": "units", "nb_filter": "filters", "filter_length": "kernel_size",
     "border_mode": "padding", "subsample_length": "strides",
     "size": "pool_size", "pool_length": "pool_size", "alpha": "negative_slope"}
)  # fmt: skip
# Arguments of TF-Slim's functions, which are called as older ones of Keras are: layers.conv2d(…).
SLIM = frozenset({"activation_fn", "normalizer_fn", "scope", "weights_initializer",
                  "weights_regularizer"})  # fmt: skip
TORCH_WORDS = frozenset({"input_size", "hidden_size", "in_features", "batch_first", "num_layers"})
PLAIN: Mapping[str, str] = MappingProxyType({name.lower(): name for name in KERAS})
LAYERS = frozenset(PLAIN) | {name.lower() for name in TORCH} | {
    "cudnnlstm", "cudnngru", "convolution1d", "convolution2d", "timedistributeddense",
}  # fmt: skip


def layer_kind(name: str, owner: str, call: Call, framework: Framework) -> str:
    """Say which layer a call makes, e.g. "LSTM" or "nn.LSTM"; "" if none."""
    torch = framework == "torch"
    if owner.partition(".")[0] == "self":
        return ""  # self.LSTM(x) calls a layer
    if owner.rpartition(".")[2] in ("nn", "torch"):
        return f"nn.{name}" if name in TORCH else ""
    plain = plain_name(name)
    small = not name[:1].isupper()
    if small and (owner.rpartition(".")[2] != "layers" or SLIM & call.named.keys()):
        return ""
    if {"keras", "layers"} & set(owner.split(".")):
        return PLAIN.get(plain, "")  # Keras's own, whatever PyTorch has of this name
    sized = len(call.given) > 1 and isinstance(call.given[1], int) and name in ("LSTM", "GRU")
    sized = sized and framework == ""
    if name in TORCH and (torch or sized or TORCH_WORDS & set(call.named)):
        # RNN(hidden_dim=8) by its bare name is a class of the text's own.
        own = not owner and bool(call.named.keys() - TORCH_ARGUMENTS - {"**"})
        return "" if own else f"nn.{name}"
    if plain in PLAIN:
        return PLAIN[plain]
    return f"nn.{name}" if name in TORCH and name not in KERAS else ""


# Keras's short names of its poolings: MaxPool1D, GlobalAvgPool2D.
POOL = re.compile(r"^(?:Global)?(?:Max|Avg)Pool(?=[123]D$)")


def plain_name(name: str) -> str:
    """Give a layer's class in lower case, as today's Keras calls it."""
    name = POOL.sub(lambda found: found[0].replace("Avg", "Average") + "ing", name)
    plain = name.lower().replace("_", "").removeprefix("cudnn").replace("convolution", "conv")
    return "timedistributed" if plain == "timedistributeddense" else plain


def is_class(word: str) -> bool:
    """Whether a word is the name of a class of layers."""
    return word[:1].isupper() and (plain_name(word) in PLAIN or word in TORCH)


def read_layer(call: Call, kind: str) -> Layer:
    """Read a layer out of its constructor."""
    words = TORCH[kind[3:]] if kind.startswith("nn.") else KERAS[kind]
    given = kernel_as_one(call.given) if kind == "Conv2D" else call.given
    named = {**dict(zip(words, given, strict=False)), **call.named}
    spelt = {word: call.written_node(word, at) for at, word in enumerate(words)}
    spelt |= {word: call.written_node(word, 99) for word in call.named}
    if kind in FROM_TO and len(given) > 1 and is_size(given[1], spelt["activation"]):
        # Dense(128, 4) of Keras 0: from 128 to 4.
        named |= {"input_dim": given[0], "units": given[1]}
        spelt |= {"input_dim": spelt["units"], "units": spelt["activation"]}
        named.pop("activation")
    inner, named = inside(call, kind, named)
    if not kind.startswith("nn.") and kind != "Embedding":
        as_today(named, spelt, words)
    if kind == "Reshape" and not isinstance(named.get("target_shape"), tuple):
        whole_ = tuple(size for size in call.given if isinstance(size, int))
        named["target_shape"] = whole_ if len(call.given) > 1 else UNKNOWN
    unread = untold(call, kind, named, words)
    for word in unread & SHAPES:
        if isinstance(sizes := named[word], tuple):
            named[word] = tuple(size if literal(size) else None for size in sizes)
    known = {
        word: bool(value) if word in TRUTHS else value
        for word, value in named.items()
        if literal(value)
    }
    sized = {word: call.sized(named[word], spelt.get(word)) for word in unread & named.keys()}
    in_words = {word: size for word, size in sized.items() if is_called(size)}
    written = ast.unparse(call.node)[:200]
    return Layer(kind, MappingProxyType(known), written, inner, unread, MappingProxyType(in_words))


def kernel_as_one(given: tuple[object, ...]) -> tuple[object, ...]:
    """Take the rows and the columns of a kernel together: Keras 0 writes Conv2D(32, 3, 3)."""
    if len(given) < 3 or not all(map(whole, given[:3])):
        return given
    stacked = len(given) > 3 and whole(given[3])  # (32, 1, 3, 3): Keras 0 names the channels
    return (given[0], given[1 + stacked : 3 + stacked], *given[3 + stacked :])


def inside(
    call: Call, kind: str, named: dict[str, object]
) -> tuple[Layer | None, dict[str, object]]:
    """Give the layer within a wrapper, and the arguments that are the wrapper's own."""
    if kind == "nn.TransformerEncoder":
        inner = named.pop("encoder_layer", None)
        return (inner if isinstance(inner, Layer) else None), named
    if kind not in WRAPPERS:
        return None, named
    within = named.pop("layer", call.given[0] if call.given else None)
    if plain_name(call.name) == call.name.lower() or not call.name.endswith("Dense"):
        return (within if isinstance(within, Layer) else Layer("")), named
    # TimeDistributedDense(8) of Keras 0.
    after = call.given[1] if len(call.given) > 1 else UNKNOWN
    units = named.pop("output_dim", after if whole(after) else within)
    activation = named.pop("activation", None)
    known: dict[str, object] = {"units": units} if isinstance(units, int) else {}
    known |= {"activation": activation} if isinstance(activation, str) else {}
    of_wrapper = {word: value for word, value in named.items() if word in SHAPES}
    return Layer("Dense", MappingProxyType(known)), of_wrapper


def as_today(
    named: dict[str, object], spelt: dict[str, ast.expr | None], words: Collection[str]
) -> None:
    """Call the arguments of an older Keras as today's does."""
    for old, new in OLD.items():
        if old in named and (new in words or new == "negative_slope"):
            named.setdefault(new, named[old])
            spelt[new] = spelt.get(new) or spelt.get(old)
            named.pop(old)


def untold(
    call: Call, kind: str, named: Mapping[str, object], words: Collection[str]
) -> frozenset[str]:
    """Name the arguments that the text gives, or may give, without telling their values."""
    if kind in SIZED and not named:
        return SIZED[kind]  # the call was cut short
    unread = frozenset(word for word, value in named.items() if not literal(value)) - HARMLESS
    if "**" in unread or any(isinstance(each, ast.Starred) for each in call.node.args):
        known = TORCH_ARGUMENTS if kind.startswith("nn.") else KERAS_ARGUMENTS
        unread |= {*words, *SWITCHES & known} - named.keys()
    return unread


# Layers of Keras 0 whose first two arguments are the sizes that go in and come out.
FROM_TO = frozenset({*GATES, "Dense"})
# Arguments that change no shape, whatever they are.
HARMLESS = frozenset({
    "activity_regularizer", "b_regularizer", "bias_constraint", "bias_initializer",
    "bias_regularizer", "dtype", "embeddings_constraint", "embeddings_initializer",
    "embeddings_regularizer", "init", "inner_init", "kernel_constraint", "kernel_initializer",
    "kernel_regularizer", "name", "recurrent_initializer", "recurrent_regularizer", "seed",
    "trainable", "U_regularizer", "W_regularizer", "weights",
})  # fmt: skip


def is_size(value: object, node: ast.expr | None) -> bool:
    """Whether a second argument is a size: a number, or called as no activation would be."""
    if value is not UNKNOWN:
        return whole(value)
    spelt = "" if node is None else ast.unparse(node)
    return bool(re.search(r"len|dim|size|units|hidden|n_|num", spelt, re.IGNORECASE))


def is_called(size: object) -> bool:
    """Whether a size, or each of several, is a number or has a name."""
    if isinstance(size, tuple):
        return bool(size) and all(each is None or is_called(each) for each in size)
    return isinstance(size, Word | Reckoned) or whole(size)


# What a layer may be called with by name, and what is walked, or changes no shape.
CALLED_WITH = frozenset({"hidden", "hx", "initial_state", "input", "inputs", "target", "training",
                         "x"})  # fmt: skip
# What an attention reads, and what changes the shape of its weights alone.
ATTENDED = frozenset({"average_attn_weights", "key", "need_weights", "query", "value"})


# Masks that are walked; a further argument of PyTorch's attention is the first of its own.
MASKS = ("mask", "key_padding_mask", "attn_mask")


def called(notes: Notes, layer: Layer, call: Call) -> Layer:
    """Note the masks that a layer is called with, and what else the call says that is not walked.

    A mask of which the shape is not told is a gap: it may be of another.
    """
    written = layer.written or layer.kind
    given = {word: value for word, value in call.named.items() if value is not None}
    if layer.kind == "nn.MultiheadAttention" and len(call.given) > 3:
        given.setdefault("key_padding_mask", call.given[3])
    masks = {word: getattr(given.get(word), "shape", None) for word in MASKS if word in given}
    told = {word: shape for word, shape in masks.items() if shape is not None}
    walked = CALLED_WITH | (ATTENDED if layer.kind == "nn.MultiheadAttention" else frozenset())
    if open_ := masks.keys() - told.keys():
        notes.gaps["call"] = f"the {min(open_)} of {written}"
    elif unwalked := given.keys() - walked - told.keys():
        notes.gaps["call"] = f"{min(unwalked)} of {written}"
    arguments = MappingProxyType({**layer.arguments, **told})
    return replace(layer, arguments=arguments) if told else layer


def lambda_of(layer: Layer) -> ast.Lambda | None:
    """Give the function of a Lambda layer, where it is written in it and takes one tensor."""
    if layer.kind != "Lambda":
        return None
    try:
        call = ast.parse(layer.written, mode="eval").body
    except SyntaxError:
        return None
    first = next(iter(call.args), None) if isinstance(call, ast.Call) else None
    one = isinstance(first, ast.Lambda) and len(first.args.args) == 1
    return first if isinstance(first, ast.Lambda) and one else None


# Further arguments that decide what leaves a layer.
SWITCHES = frozenset({"return_sequences", "return_state", "stateful", "padding", "batch_first",
                      "bidirectional"})  # fmt: skip

# Arguments of which the truth alone counts: return_sequences='true' or 1 is True.
TRUTHS = frozenset({"return_sequences", "return_state", "stateful", "batch_first",
                    "bidirectional"})  # fmt: skip

# What a call without any argument leaves untold, where it cannot do without one.
SIZED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(GATES, frozenset({"units", "return_sequences"})),
        **dict.fromkeys(("nn.LSTM", "nn.GRU", "nn.RNN"), frozenset({"input_size", "batch_first"})),
        **dict.fromkeys(("Conv1D", "Conv2D"), frozenset({"filters", "padding"})),
    }
)
# Arguments that are told in part where one of their sizes is not.
SHAPES = frozenset({"input_shape", "batch_input_shape", "batch_shape", "shape"})


def literal(value: object) -> bool:
    """Whether a value is a number, a word, nothing, or a tuple of them."""
    if isinstance(value, tuple):
        return all(literal(each) for each in value)
    return value is None or isinstance(value, bool | int | float | str)
