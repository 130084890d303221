"""The shape that leaves each of Keras's layers, and what it refuses: a table of rules.

It answers where no worker does, and sorts out quickly what is worth building for real. The tests
hold it against Keras for random layers. Sizes that the text does not tell are None and agree with
any.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape, product, total
from lstmviz.doctor.walking.convolutions import conv, conv_lstm, pool, pool_all, widen
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.named import Named
from lstmviz.doctor.walking.refusals import Output, Rule, agree, refuse, undecided
from lstmviz.doctor.walking.setup import Layer, part_of

AXES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(GATES, 3),
        **dict.fromkeys(("ConvLSTM1D",), 4),
        **dict.fromkeys(("ConvLSTM2D",), 5),
        **dict.fromkeys(("MaxPooling1D", "AveragePooling1D"), 3),
        **dict.fromkeys(("GlobalAveragePooling1D", "GlobalMaxPooling1D"), 3),
        **dict.fromkeys(("SpatialDropout1D", "UpSampling1D", "ZeroPadding1D", "Cropping1D"), 3),
        **dict.fromkeys(("MaxPooling2D", "AveragePooling2D"), 4),
        **dict.fromkeys(("UpSampling2D", "ZeroPadding2D", "Cropping2D"), 4),
        **dict.fromkeys(("GlobalAveragePooling2D", "GlobalMaxPooling2D"), 4),
        "RepeatVector": 2,
    }
)  # fmt: skip
LEAST: Mapping[str, int] = MappingProxyType({"Dense": 2, "Flatten": 1, "Conv1D": 3, "Conv2D": 4})


def after(layer: Layer, given: Sequence[Shape]) -> Output:
    """Give the shape that leaves a layer.

    Args:
        layer: the layer.
        given: the shapes that it reads, samples first.

    Raises:
        Refusal: it does not take them.
    """
    rule = RULES.get(layer.kind)
    if rule is None or not given:
        return None
    count(layer, given[0])
    return None if undecided(layer) else rule(layer, given)


def count(layer: Layer, shape: Shape) -> None:
    """Refuse another number of axes than a layer reads."""
    exact, least = AXES.get(layer.kind), LEAST.get(layer.kind)
    if exact is not None and len(shape) != exact:
        raise refuse("ndim", expected=exact, found=len(shape), received=shape, layer=layer.kind)
    if least is not None and len(shape) < least:
        raise refuse("ndim", expected=least, found=len(shape), received=shape, layer=layer.kind)


def same(layer: Layer, given: Sequence[Shape]) -> Output:
    """Nothing changes."""
    return given[0]


def recurrent(layer: Layer, given: Sequence[Shape]) -> Output:
    """LSTM, GRU, SimpleRNN: (samples, timesteps, features) → (samples, [timesteps,] units)."""
    shape, units = given[0], layer.size("units")
    if len(given) > 1:
        check_states(layer, given[1:], units)
    mask = layer.says("mask")
    if isinstance(mask, tuple) and (len(mask) != 2 or not agree(mask[1], shape[1])):
        raise refuse("mask", received=mask, fed=shape)
    if layer.says("stateful") is True and shape[0] is None:
        raise refuse("open_batch")
    steps = shape[1:2] if layer.says("return_sequences") is True else ()
    output = (shape[0], *steps, units)
    if layer.says("return_state") is True:
        return (output, *[(shape[0], units)] * states(layer))
    return output


def states(layer: Layer) -> int:
    """Count the states of a recurrent layer; of both directions those of each."""
    if layer.kind == "Bidirectional" and layer.inner is not None:
        return 2 * states(layer.inner)
    return 2 if layer.kind == "LSTM" else 1


def check_states(layer: Layer, given: Sequence[Shape], units: int | None) -> None:
    """Refuse initial states of another number or size."""
    fit = all(len(each) == 2 and agree(each[1], units) for each in given)
    if len(given) != states(layer) or not fit:
        raise refuse("initial_state", received=tuple(given), units=units, layer=layer.kind)


def dense(layer: Layer, given: Sequence[Shape]) -> Output:
    """Dense: the last axis alone changes."""
    return (*given[0][:-1], layer.size("units"))


def flatten(layer: Layer, given: Sequence[Shape]) -> Output:
    """Flatten: all axes but the samples become one."""
    return (given[0][0], product(given[0][1:]))


def reshape(layer: Layer, given: Sequence[Shape]) -> Output:
    """Reshape: the numbers of a sample, cut anew."""
    target, sizes = layer.says("target_shape"), given[0][1:]
    if not isinstance(target, tuple) or not all(isinstance(size, int) for size in target):
        return None
    return (given[0][0], *recut(sizes, target, sizes))


def printed(layer: Layer, given: Sequence[Shape]) -> Output:
    """A layer of a summary that is not known, or not whole: the shape that the summary prints."""
    return (given[0][0], *layer.says("target_shape", ()))


def recut(sizes: Shape, target: Shape, received: Shape) -> Shape:
    """Give the shape that a reshape makes; −1 stands for what is left.

    Raises:
        Refusal: "reshape".
    """
    count, rest = product(sizes), product(size for size in target if size != -1)
    if count is None or rest is None:
        return tuple(None if size == -1 else size for size in target)
    open_ = -1 in target
    named = isinstance(count, Named) or isinstance(rest, Named)  # whether they fit is not known
    if not named and ((rest == 0 or count % rest) if open_ else rest != count):
        raise refuse("reshape", received=received, target=target)
    return tuple(count // rest if size == -1 else size for size in target)


def permute(layer: Layer, given: Sequence[Shape]) -> Output:
    """Permute: the axes of a sample change places; they are counted from 1."""
    order, shape = layer.says("dims"), given[0]
    if not isinstance(order, tuple) or sorted(map(str, order)) != sorted(
        str(at + 1) for at in range(len(order))
    ):
        return None
    if len(order) + 1 != len(shape):
        raise refuse("ndim", expected=len(order) + 1, found=len(shape), received=shape,
                     layer=layer.kind)  # fmt: skip
    return (shape[0], *(shape[at] for at in order))


def repeat(layer: Layer, given: Sequence[Shape]) -> Output:
    """RepeatVector: one vector at each of n steps."""
    return (given[0][0], layer.size("n"), given[0][1])


def embed(layer: Layer, given: Sequence[Shape]) -> Output:
    """Embedding: each whole number becomes a vector."""
    return (*given[0], layer.size("output_dim"))


def two_ways(layer: Layer, given: Sequence[Shape]) -> Output:
    """Bidirectional: the layer within, once from each end."""
    inner = layer.inner
    if inner is None or inner.kind not in RULES:
        return None
    if len(given) > 1 and inner.kind in GATES:
        check_states(layer, given[1:], inner.size("units"))
    output = after(inner, given[:1])
    if output is None or layer.arguments.get("merge_mode", "concat") not in (
        "concat", "sum", "mul", "ave",
    ):  # fmt: skip
        return None
    wide = layer.arguments.get("merge_mode", "concat") == "concat"
    alone = part_of(output, None)
    if not alone:
        return None
    units = alone[-1]
    main = (*alone[:-1], units if units is None else units * (2 if wide else 1))
    if inner.says("return_state") is True:
        state = (main[0], units)
        return (main, *[state] * states(layer))
    return main


def each_step(layer: Layer, given: Sequence[Shape]) -> Output:
    """TimeDistributed: the layer within, at every step for itself."""
    shape = given[0]
    if len(shape) < 3:
        raise refuse("each_step", received=shape, layer=layer.kind)
    if layer.inner is None:
        return None
    output = after(layer.inner, [(shape[0], *shape[2:])])
    inner = part_of(output, None)
    if not inner or inner != output:
        return None
    return (inner[0], shape[1], *inner[1:])


def join(layer: Layer, given: Sequence[Shape]) -> Output:
    """Concatenate: all axes agree but one."""
    axis = layer.says("axis", -1)
    if len(given) < 2 or not isinstance(axis, int):
        return None
    axes = len(given[0])
    if any(len(each) != axes for each in given) or not -axes <= axis < axes:
        raise refuse("join", received=tuple(given), layer=layer.kind)
    axis %= axes
    for at in range(axes):
        sizes = [each[at] for each in given]
        if at not in (axis, 0) and not all(agree(sizes[0], each) for each in sizes[1:]):
            raise refuse("join", received=tuple(given), layer=layer.kind)
    size = total(each[axis] for each in given)
    return (*given[0][:axis], size, *given[0][axis + 1 :])


def merge(layer: Layer, given: Sequence[Shape]) -> Output:
    """Add, Multiply and the like: shapes agree, or are spread from the back."""
    shape = given[0]
    for other in given[1:]:
        if len(other) != len(shape):
            return None
        sizes = []
        for one, two in zip(shape, other, strict=True):
            if not agree(one, two) and 1 not in (one, two):
                raise refuse("join", received=tuple(given), layer=layer.kind)
            sizes.append(two if one in (1, None) else one)
        shape = tuple(sizes)
    return shape


def attend(layer: Layer, given: Sequence[Shape]) -> Output:
    """Attention: one row of values' width for each row of the query."""
    if len(given) < 2:
        return None
    return (*given[0][:-1], given[0 if layer.kind == "MultiHeadAttention" else 1][-1])


def by_rank(layer: Layer) -> Output:
    """Give what is known of a layer's output whatever goes in: how many axes, and the last one."""
    units = layer.size("units", "filters", "output_dim")
    if undecided(layer):
        return None
    if layer.kind in ("Flatten", "GlobalAveragePooling1D", "GlobalMaxPooling1D",
                      "GlobalAveragePooling2D", "GlobalMaxPooling2D"):  # fmt: skip
        return (None, None)
    if layer.kind in ("Conv2D", "MaxPooling2D", "AveragePooling2D"):
        return (None, None, None, units)
    if layer.kind in ("Conv1D", "MaxPooling1D", "AveragePooling1D"):
        return (None, None, units)
    if layer.kind in GATES:
        first = (None, None, units) if layer.says("return_sequences") is True else (None, units)
        if layer.says("return_state") is True:
            return (first, *[(None, units)] * states(layer))
        return first
    if layer.kind == "RepeatVector":
        return (None, layer.size("n"), None)
    return None


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **dict.fromkeys(GATES, recurrent),
        **dict.fromkeys(("Conv1D", "Conv2D"), conv),
        **dict.fromkeys(("ConvLSTM1D", "ConvLSTM2D"), conv_lstm),
        **dict.fromkeys(
            ("MaxPooling1D", "AveragePooling1D", "MaxPooling2D", "AveragePooling2D"), pool
        ),
        **dict.fromkeys(
            ("GlobalAveragePooling1D", "GlobalMaxPooling1D",
             "GlobalAveragePooling2D", "GlobalMaxPooling2D"), pool_all,
        ),
        **dict.fromkeys(
            ("Activation", "BatchNormalization", "Dropout", "ELU", "GaussianNoise",
             "LayerNormalization", "LeakyReLU", "Masking", "PReLU", "ReLU", "Rescaling", "Softmax",
             "SpatialDropout1D", "AlphaDropout", "ActivityRegularization"), same,
        ),
        **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"), merge),
        **dict.fromkeys(("Attention", "AdditiveAttention", "MultiHeadAttention"), attend),
        **dict.fromkeys(("UpSampling1D", "ZeroPadding1D", "Cropping1D",
                         "UpSampling2D", "ZeroPadding2D", "Cropping2D"), widen),
        "Bidirectional": two_ways,
        "Concatenate": join,
        "Dense": dense,
        "Embedding": embed,
        "Flatten": flatten,
        "Permute": permute,
        "Printed": printed,
        "RepeatVector": repeat,
        "Reshape": reshape,
        "TimeDistributed": each_step,
    }
)  # fmt: skip
