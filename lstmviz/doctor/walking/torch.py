"""The shape that leaves each of PyTorch's layers, and what it refuses.

The app does not install PyTorch; the tests hold this table against it for random layers.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.losses import spread
from lstmviz.doctor.walking.refusals import Output, agree, refuse, undecided
from lstmviz.doctor.walking.setup import Layer

Rule = Callable[[Layer, Sequence[Shape]], Output]


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
    batch = () if len(shape) == 2 else (shape[0 if first else 1],)
    held = ((layer.size("num_layers") or 1) * ways, *batch, hidden)
    for place, state in enumerate(given[1:]):
        if len(state) != len(held):
            raise refuse("state_axes", found=len(state), batched=bool(batch), received=state)
        if not all(map(agree, state, held)):
            raise refuse("hidden", expected=held, received=state, place=place, X=shape)
    output = (*shape[:-1], None if hidden is None else hidden * ways)
    return (output, held, held) if kind == "LSTM" else (output, held)


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
    """nn.Conv1d: (batch, channels, steps)."""
    shape, width = given[0], layer.size("in_channels")
    if len(shape) not in (2, 3):
        raise refuse("torch_axes", layer="Conv1d", found=len(shape), received=shape)
    if not agree(shape[-2], width):
        raise refuse("channels", got=shape[-2], built=width, received=shape)
    steps, kernel = shape[-1], one(layer.says("kernel_size"))
    padding = layer.says("padding", 0)
    if padding != "same":
        around, stride = one(padding), one(layer.says("stride", 1)) or 1
        if steps is None or kernel is None or around is None:
            steps = None
        else:
            if kernel > steps + 2 * around:
                raise refuse("kernel", steps=steps, kernel=kernel, layer="Conv1d")
            steps = (steps + 2 * around - kernel) // stride + 1
    return (*shape[:-2], layer.size("out_channels"), steps)


def one(value: object) -> int | None:
    """Give a size written as a number or as a tuple of one."""
    value = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def pool(layer: Layer, given: Sequence[Shape]) -> Output:
    """nn.MaxPool1d, nn.AvgPool1d: fewer steps, on the last axis."""
    shape, size = given[0], one(layer.says("kernel_size"))
    stride = one(layer.says("stride")) or size or 1
    steps = shape[-1] if shape else None
    if steps is None or size is None:
        return (*shape[:-1], None)
    if size > steps:
        raise refuse("kernel", steps=steps, kernel=size, layer="MaxPool1d")
    return (*shape[:-1], (steps - size) // stride + 1)


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
    if len(given[0]) < 2:
        raise refuse("axis", axis=1, found=len(given[0]))
    return (given[0][0], product(given[0][1:]))


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
    if len(output) == 2 and len(target) == 1 and not agree(output[0], target[0]):
        raise refuse("class_batch", output=output, target=target)
    wanted = output[:1] + output[2:]
    if len(target) != len(wanted) or not all(map(agree, target, wanted)):
        raise refuse("class_steps", output=output, target=target, expected=wanted)
    return ()


SAME = ("BatchNorm2d", "Dropout", "Dropout1d", "ELU", "GELU", "Identity", "LayerNorm", "LeakyReLU",
        "LogSoftmax", "PReLU", "ReLU", "SELU", "Sigmoid", "SiLU", "Softmax", "Softplus", "Tanh",
        )  # fmt: skip
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **dict.fromkeys(("nn.LSTM", "nn.GRU", "nn.RNN"), recurrent),
        **{f"nn.{kind}": lambda layer, given: given[0] for kind in SAME},
        **dict.fromkeys(("nn.MaxPool1d", "nn.AvgPool1d"), pool),
        **dict.fromkeys(("nn.MSELoss", "nn.L1Loss", "nn.SmoothL1Loss", "nn.HuberLoss"), numbers),
        **dict.fromkeys(("nn.BCELoss", "nn.BCEWithLogitsLoss"), yes_or_no),
        **dict.fromkeys(("nn.CrossEntropyLoss", "nn.NLLLoss"), chosen),
        **dict.fromkeys(("nn.LSTMCell", "nn.GRUCell", "nn.RNNCell"), cell),
        "nn.BatchNorm1d": normal,
        "nn.Conv1d": conv,
        "nn.Embedding": embed,
        "nn.Flatten": flatten,
        "nn.Linear": linear,
    }
)
