"""The shape that leaves each of PyTorch's layers, and what it refuses.

The app does not install PyTorch; the tests hold this table against it for random layers.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.losses import spread
from lstmviz.doctor.walking.named import Named
from lstmviz.doctor.walking.operations import softened
from lstmviz.doctor.walking.refusals import Output, Rule, agree, refuse, undecided
from lstmviz.doctor.walking.rules import recut
from lstmviz.doctor.walking.setup import Layer


def after(layer: Layer, given: Sequence[Shape]) -> Output:
    """Give the shape that leaves a layer.

    Raises:
        Refusal: it does not take these shapes.
    """
    rule = RULES.get(layer.kind)
    return rule(layer, given) if rule and not undecided(layer) else None


def recurrent(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.LSTM, nn.GRU, nn.RNN: the output at every step, then the last states.

    Three axes are (batch, timesteps, features) with batch_first, else (timesteps, batch, features);
    two axes are one sequence alone.
    """
    shape = given[0]
    kind = layer.kind.removeprefix("nn.")
    if len(shape) not in (2, 3):
        raise refuse("torch_axes", layer=kind, found=len(shape), received=shape)
    width, hidden = layer.size("input_size"), layer.size("hidden_size")
    if not agree(shape[-1], width):
        raise refuse("torch_features", got=shape[-1], built=width, received=shape)
    ways = 2 if layer.says("bidirectional") is True else 1
    first = layer.says("batch_first") is True
    if kind == "LSTM" and len(given) == 2:
        raise refuse("one_state", layer=kind, received=given[1])
    if kind != "LSTM" and len(given) > 2:
        raise refuse("a_tuple", layer=kind, state=True)
    batch = () if len(shape) == 2 else (shape[0 if first else 1],)
    count = None if "num_layers" in layer.unread else (layer.size("num_layers") or 1) * ways
    units = projected(layer, hidden) if kind == "LSTM" else hidden
    held = (count, *batch, units)
    for place, state in enumerate(given[1:]):
        if len(state) != len(held):
            raise refuse("state_axes", found=len(state), batched=bool(batch), received=state,
                         X=shape)  # fmt: skip
        wanted = (*held[:-1], hidden) if place == 1 else held
        if not all(map(agree, state, wanted)):
            raise refuse("hidden", expected=wanted, received=state, place=place, X=shape)
    output = (*shape[:-1], None if units is None else units * ways)
    cell_ = (*held[:-1], hidden)
    return (output, held, cell_) if kind == "LSTM" else (output, held)


def projected(layer: Layer, hidden: int | None) -> int | None:
    """Give the size of h, which proj_size makes smaller than that of c."""
    if "proj_size" in layer.unread:
        return None
    return layer.size("proj_size") or hidden


def cell(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.LSTMCell, nn.GRUCell, nn.RNNCell: one step (batch, features) to the next state."""
    shape, kind = given[0], layer.kind.removeprefix("nn.")
    if len(shape) not in (1, 2):
        raise refuse("torch_axes", layer=kind, found=len(shape), received=shape)
    width, hidden = layer.size("input_size"), layer.size("hidden_size")
    if not agree(shape[-1], width):
        raise refuse("torch_features", got=shape[-1], built=width, received=shape)
    if kind == "LSTMCell" and len(given) == 2:
        raise refuse("one_state", layer=kind, received=given[1])
    for state in given[1:]:
        if len(state) != len(shape) or not agree(state[-1], hidden):
            raise refuse("cell_axes", expected=(*shape[:-1], hidden), received=state, layer=kind)
        if len(state) == len(shape) == 2 and not agree(state[0], shape[0]):
            raise refuse("hidden_batch", batch=shape[0], state=state[0], received=state)
    held = (*shape[:-1], hidden)
    return (held, held) if kind == "LSTMCell" else held


def linear(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.Linear: the last axis alone changes."""
    shape, width, units = given[0], layer.size("in_features"), layer.size("out_features")
    if not shape or not agree(shape[-1], width):
        got = shape[-1] if shape else 1
        raise refuse("torch_matmul", rows=product(shape[:-1]), got=got, built=width,
                     columns=units, received=shape)  # fmt: skip
    return (*shape[:-1], units)


def embed(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.Embedding: each whole number becomes a vector."""
    return (*given[0], layer.size("embedding_dim"))


def conv(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.Conv1d, nn.Conv2d: (batch, channels, …), fewer places along each further axis."""
    shape, width, axes = given[0], layer.size("in_channels"), int(layer.kind[-2])
    kind = layer.kind.removeprefix("nn.")
    if len(shape) not in (axes + 1, axes + 2):
        raise refuse("torch_axes", layer=kind, found=len(shape), received=shape)
    if not agree(shape[-axes - 1], width):
        raise refuse("channels", layer=kind, got=shape[-axes - 1], built=width, received=shape)
    places = shape[-axes:]
    if layer.says("padding", 0) != "same":
        places = tuple(slid(layer, size, at, axes) for at, size in enumerate(places))
    return (*shape[: -axes - 1], layer.size("out_channels"), *places)


def slid(layer: Layer, size: int | None, at: int, axes: int) -> int | None:
    """Count the places of a kernel along an axis."""
    kernel = one(layer.says("kernel_size"), at, axes)
    padding = layer.says("padding", 0)
    around = 0 if padding == "valid" else one(padding, at, axes, least=0)
    # A convolution goes on by one place, a pooling by its own width.
    usual = 1 if "Conv" in layer.kind else kernel
    stride = usual if layer.says("stride") is None else one(layer.says("stride"), at, axes)
    spaced = one(layer.says("dilation", 1), at, axes)
    decide = {"kernel_size", "padding", "stride", "dilation", "ceil_mode"} & layer.unread
    if decide or None in (size, kernel, around, stride, spaced) or isinstance(size, Named):
        return None
    assert size is not None and kernel is not None and around is not None  # noqa: PT018
    assert stride is not None and spaced is not None  # noqa: PT018
    room = size + 2 * around - spaced * (kernel - 1) - 1
    if layer.says("ceil_mode") is True:
        return None
    if room < 0:
        raise refuse("kernel", steps=size, kernel=kernel, layer=layer.kind.removeprefix("nn."))
    return room // stride + 1


def one(value: object, at: int, axes: int, least: int = 1) -> int | None:
    """Give a size written as a number or as a tuple of one for each axis; None below the least."""
    if isinstance(value, tuple):
        value = value[at] if len(value) == axes else None
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        return None
    return value


def pool(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.MaxPool1d, nn.AvgPool2d and the like: fewer places on the last axes."""
    shape, axes = given[0], int(layer.kind[-2])
    if len(shape) < axes + 1:
        raise refuse("torch_axes", layer=layer.kind.removeprefix("nn."), found=len(shape),
                     received=shape)  # fmt: skip
    places = tuple(slid(layer, size, at, axes) for at, size in enumerate(shape[-axes:]))
    return (*shape[:-axes], *places)


def adapted(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.AdaptiveAvgPool1d and the like: as many places as they are told."""
    shape, axes, size = given[0], int(layer.kind[-2]), layer.says("output_size")
    if len(shape) < axes + 1 or "output_size" in layer.unread:
        return None
    wanted = size if isinstance(size, tuple) else (size,) * axes
    if len(wanted) != axes:
        return None
    places = [was if new is None else new for new, was in zip(wanted, shape[-axes:], strict=True)]
    return (*shape[:-axes], *places)


def normal(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.BatchNorm1d: (batch, features) or (batch, features, steps)."""
    shape, width = given[0], layer.size("num_features")
    if len(shape) not in (2, 3):
        raise refuse("torch_axes", layer="BatchNorm1d", found=len(shape), received=shape)
    if not agree(shape[1], width):
        raise refuse("running", got=shape[1], built=width, received=shape)
    return shape


def flatten(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.Flatten: all axes but the first become one."""
    shape = given[0]
    start, end = layer.says("start_dim", 1), layer.says("end_dim", -1)
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    if len(shape) < 2 or not -len(shape) <= start < len(shape):
        raise refuse("axis", axis=start, found=len(shape))
    start, end = start % len(shape), end % len(shape)
    return (*shape[:start], product(shape[start : end + 1]), *shape[end + 1 :])


def unflatten(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.Unflatten: one axis becomes several."""
    shape, at, sizes = given[0], layer.says("dim"), layer.says("unflattened_size")
    if not isinstance(at, int) or not isinstance(sizes, tuple):
        return None
    at %= len(shape)
    return (*shape[:at], *recut((shape[at],), sizes, shape), *shape[at + 1 :])


def encode(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.TransformerEncoderLayer and the stack of them: nothing changes."""
    width = layer.size("d_model")
    if not given[0] or not agree(given[0][-1], width):
        raise refuse("torch_features", got=given[0][-1], built=width, received=given[0])
    return given[0]


def attend(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.MultiheadAttention: the shape of the queries, and the weights of each for each key.

    Three axes are (batch, timesteps, features) with batch_first, else (timesteps, batch, features).
    """
    query, key = given[0], given[min(1, len(given) - 1)]
    if len(query) != len(key) or len(query) not in (2, 3):
        return None
    width = layer.size("embed_dim")
    if not agree(query[-1], width):
        raise refuse("attention", part="width", expected=(*query[:-1], width), received=query)
    at = int(len(query) == 3 and layer.says("batch_first") is True)
    batch = () if len(query) == 2 else (query[1 - at],)
    if batch and not agree(batch[0], key[1 - at]):
        raise refuse("attention", part="batch", expected=key, received=query)
    pairs, heads = (query[at], key[at]), layer.size("num_heads")
    every = batch[0] * heads if batch and batch[0] and heads else None
    masked(layer, "key_padding_mask", (*batch, key[at]))
    masked(layer, "attn_mask", pairs, (every, *pairs))
    return query, (*batch, *pairs)


def masked(layer: Layer, name: str, *wanted: Shape) -> None:
    """Refuse a mask that has none of these shapes."""
    mask = layer.says(name)
    fit = (len(mask) == len(each) and all(map(agree, mask, each)) for each in wanted if mask)
    if mask and not any(fit):
        raise refuse("attention", part=name, expected=wanted[0], received=mask)


def numbers(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.MSELoss and the like: one is spread over the other, with a warning."""
    if len(given) > 1 and spread(given[1], given[0]) is None:
        raise refuse("torch_loss", output=given[0], target=given[1])
    return ()


def yes_or_no(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.BCELoss and nn.BCEWithLogitsLoss: the same shape."""
    if len(given) > 1 and not (
        len(given[0]) == len(given[1]) and all(map(agree, given[0], given[1]))
    ):
        raise refuse("torch_sizes", output=given[0], target=given[1])
    return ()


def chosen(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.CrossEntropyLoss: predictions (batch, classes, …), targets (batch, …)."""
    if len(given) < 2:
        return ()
    output, target = given[:2]
    if len(output) == len(target) and all(map(agree, output, target)):
        return ()
    if len(output) == 1 and target in ((), (1,)):
        return ()
    if target and len(output) > 1 and not agree(output[0], target[0]):
        raise refuse("class_batch", output=output, target=target)
    wanted = output[:1] + output[2:]
    if len(target) != len(wanted) or not all(map(agree, target, wanted)):
        raise refuse("class_steps", output=output, target=target, expected=wanted)
    return ()


SAME = ("AlphaDropout", "BatchNorm2d", "CELU", "Dropout", "Dropout1d", "Dropout2d", "ELU", "GELU",
        "Hardswish", "Hardtanh", "Identity", "InstanceNorm1d", "LayerNorm", "LeakyReLU",
        "LogSigmoid", "Mish", "PReLU", "ReLU", "ReLU6", "SELU", "Sigmoid", "SiLU",
        "Softplus", "Softsign", "Tanh")  # fmt: skip
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **dict.fromkeys(("nn.LSTM", "nn.GRU", "nn.RNN"), recurrent),
        **{f"nn.{kind}": lambda layer, given: given[0] for kind in SAME},
        **dict.fromkeys(("nn.LogSoftmax", "nn.Softmax"), softened),
        **dict.fromkeys(("nn.MaxPool1d", "nn.AvgPool1d", "nn.MaxPool2d", "nn.AvgPool2d"), pool),
        **dict.fromkeys(("nn.AdaptiveAvgPool1d", "nn.AdaptiveAvgPool2d", "nn.AdaptiveMaxPool1d",
                         "nn.AdaptiveMaxPool2d"), adapted),
        **dict.fromkeys(("nn.TransformerEncoder", "nn.TransformerEncoderLayer"), encode),
        **dict.fromkeys(("nn.Conv1d", "nn.Conv2d"), conv),
        "nn.Unflatten": unflatten,
        **dict.fromkeys(("nn.MSELoss", "nn.L1Loss", "nn.SmoothL1Loss", "nn.HuberLoss"), numbers),
        **dict.fromkeys(("nn.BCELoss", "nn.BCEWithLogitsLoss"), yes_or_no),
        **dict.fromkeys(("nn.CrossEntropyLoss", "nn.NLLLoss"), chosen),
        **dict.fromkeys(("nn.LSTMCell", "nn.GRUCell", "nn.RNNCell"), cell),
        "nn.BatchNorm1d": normal,
        "nn.Embedding": embed,
        "nn.Flatten": flatten,
        "nn.Linear": linear,
        "nn.MultiheadAttention": attend,
    }
)  # fmt: skip
