"""The names under which operations on tensors are called, and what tells PyTorch by its names."""

import re
from collections.abc import Mapping
from types import MappingProxyType

# The names under which operations are called; both as methods and as functions of a library.
SAME = frozenset({
    "abs", "alpha_dropout", "astype", "batch_norm", "bool", "cast", "celu", "clamp", "clamp_",
    "clip", "clone", "contiguous", "cos", "cpu", "cuda", "cumsum", "detach", "detach_", "double",
    "dropout", "dropout1d", "dropout_", "elu", "elu_", "empty_like", "exp", "feature_dropout",
    "flip", "float", "gelu", "half", "hardswish", "hardtanh", "identity", "int", "layer_norm",
    "leaky_relu", "leaky_relu_", "log", "log1p", "log_softmax", "logsigmoid", "long",
    "masked_fill", "masked_fill_", "mish", "nan_to_num", "neg", "normalize", "ones_like",
    "rand_like", "randn_like", "relu", "relu6", "relu_", "requires_grad_", "roll", "round",
    "rsqrt", "selu", "sigmoid", "sigmoid_", "sign", "silu", "sin", "softmax", "softplus",
    "softsign", "sqrt", "square", "stop_gradient", "swish", "tanh", "tanh_", "to", "type",
    "type_as", "zero_", "zeros_like",
})  # fmt: skip
REDUCED = frozenset({
    "all", "amax", "amin", "any", "argmax", "argmin", "logsumexp", "mean", "norm", "nanmean",
    "prod", "reduce_max", "reduce_mean", "reduce_min", "reduce_prod", "reduce_sum", "std", "sum",
    "var",
})  # fmt: skip
# Of these a size of an axis gives both the values and their places.
PAIRED = frozenset({"max", "median", "min", "mode"})
COMBINED = frozenset({
    "add", "add_", "div", "eq", "maximum", "minimum", "mul", "mul_", "multiply", "pow", "sub",
    "subtract", "true_divide",
})  # fmt: skip
MULTIPLIED = frozenset({"bmm", "matmul", "mm"})
# Poolings that are called as functions: how many axes, and the layer.
POOLED: Mapping[str, str] = MappingProxyType(
    {
        **{f"{kind.lower()}_pool{axes}d": f"nn.{kind}Pool{axes}d"
           for kind in ("Max", "Avg") for axes in (1, 2)},
        **{f"adaptive_{kind.lower()}_pool{axes}d": f"nn.Adaptive{kind}Pool{axes}d"
           for kind in ("Max", "Avg") for axes in (1, 2)},
    }
)  # fmt: skip
# Activations that are called as functions, of which a loss may take one itself.
ENDS: Mapping[str, str] = MappingProxyType(
    {
        "log_softmax": "nn.LogSoftmax",
        **dict.fromkeys(("sigmoid", "sigmoid_"), "nn.Sigmoid"),
        # Of what these give no loss says what it wants.
        **dict.fromkeys(("clamp", "clip", "exp", "log", "logsigmoid"), "nn.Identity"),
    }
)
# What a training loop calls on a loss or a prediction: nothing that goes on through the model.
ASIDE = frozenset({"backward", "item", "print", "append", "isnan", "numel", "dim", "tolist", "str"})
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

# What stands in code for PyTorch, and in none for Keras.
OF_TORCH = re.compile(
    r"[Tt]orch|\bpack_padded_sequence\(|\bpad_packed_sequence\(|\.unsqueeze\(|(?<!\.)\btensor\(\[|"
    r"\bdef forward\(self"
)
