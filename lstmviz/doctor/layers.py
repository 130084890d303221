"""Layers of Keras and PyTorch, as code writes them."""

import ast
from types import MappingProxyType

from lstmviz.doctor.arrays import whole
from lstmviz.doctor.notes import UNKNOWN, Call, Notes
from lstmviz.doctor.setup import RECURRENT, Layer

MAX_LAYERS = 100
# In lower case without underscores.
LAYERS = RECURRENT | {
    "activation", "add", "attention", "averagepooling1d", "batchnormalization", "bidirectional",
    "concatenate", "conv1d", "conv2d", "convlstm2d", "cudnngru", "cudnnlstm", "dense", "dropout",
    "embedding", "flatten", "globalaveragepooling1d", "globalmaxpooling1d", "lambda",
    "layernormalization", "leakyrelu", "linear", "masking", "maxpooling1d", "multiheadattention",
    "permute", "relu", "repeatvector", "reshape", "softmax", "spatialdropout1d", "timedistributed",
}  # fmt: skip
WRAPPERS = frozenset({"bidirectional", "timedistributed"})
# Those that both libraries have.
SHARED = frozenset({"linear", "relu", "softmax", "dropout", "embedding", "flatten"})
TORCH_WORDS = frozenset({"input_size", "hidden_size", "in_features"})


def layer_kind(name: str) -> str:
    """Say which layer a class is, e.g. "lstm" for "LSTM" and "CuDNNLSTM"; "" if none."""
    plain = name.lower().replace("_", "")
    return plain.removeprefix("cudnn") if name[:1].isupper() and plain in LAYERS else ""


def read_layer(notes: Notes, call: Call, kind: str, count: int) -> Layer:
    """Read a layer and note it.

    Args:
        notes: what was seen so far; the layers within a wrapper are among them already.
        call: the layer's constructor.
        kind: as `layer_kind` says.
        count: how many layers there were before its arguments were read.
    """
    given, named, inner = call.given, dict(call.named), None
    if kind in WRAPPERS:
        inner = notes.layers[count] if len(notes.layers) > count else None
        del notes.layers[count:]
    sized = len(given) > 1 and whole(given[1])
    if kind in RECURRENT | {"linear"} and (sized or TORCH_WORDS & set(named)):
        notes.framework = "torch"
        for word, size in zip(("input_size", "hidden_size", "num_layers"), given, strict=False):
            named.setdefault(word, size)
        if "out_features" in named:
            named["hidden_size"] = named["out_features"]
    elif kind not in SHARED:
        notes.keras()
    words = ("units", "filters", "n", "hidden_size", "output_dim")
    units = next((named[word] for word in words if word in named), given[0] if given else None)
    if kind == "reshape" and given:
        named["target_shape"] = given[0]
    if kind == "masking":
        named.setdefault("mask_value", given[0] if given else 0)
    for word in ("input_shape", "batch_input_shape", "batch_shape"):
        if isinstance(named.get(word), tuple):
            notes.sample(named[word], batch=word != "input_shape")
    layer = Layer(
        kind,
        units if whole(units) and units > 0 else None,
        ast.unparse(call.node)[:200],
        MappingProxyType({word: value for word, value in named.items() if value is not UNKNOWN}),
        inner,
    )
    if len(notes.layers) < MAX_LAYERS:
        notes.layers.append(layer)
    return layer
