"""What a model would say to these shapes: layer after layer, without running it."""

import math

from lstmviz.doctor.answer import Diagnosis, Shape
from lstmviz.doctor.calls import bare_number, open_batch, open_steps
from lstmviz.doctor.missing import (
    no_time_axis,
    one_axis,
    other_axes,
    returns_all,
    returns_last,
    too_many_axes,
)
from lstmviz.doctor.pytorch import other_rank
from lstmviz.doctor.setup import Case, Layer
from lstmviz.doctor.sizes import feature_count, fits, mismatch, sample_counts, target_shape

SAME = frozenset(
    {"activation", "batchnormalization", "dropout", "layernormalization", "leakyrelu", "masking",
     "relu", "softmax", "spatialdropout1d"}
)  # fmt: skip
# These losses compare numbers with numbers; those of classes take other shapes.
NUMBERS = ("mse", "mean_squared_error", "meansquarederror", "mae", "mean_absolute_error", "huber",
           "meanabsoluteerror", "rmse", "logcosh", "mseloss", "l1loss")  # fmt: skip


def walk(case: Case) -> tuple[Shape | None, tuple[Diagnosis, ...]]:
    """Follow one sample's shape through the layers.

    Returns:
        The shape of the predictions, samples first, or None where it cannot be told; and what a
        layer would say, if one would stop.
    """
    setup = case.setup
    x = setup.X.shape if setup.X else None
    sample = setup.input if setup.input is not None or x is None or len(x) != 3 else x[1:]
    if sample is None or setup.several or case.torch or "branched" in setup.marks:
        return None, ()
    shape: Shape | None = (setup.batch, *sample)
    before: Layer | None = None
    for layer in setup.layers:
        if shape is None:
            break
        wrong = refuse(case, layer, before, shape)
        if wrong:
            return None, (wrong,)
        shape = after(layer, shape)
        before = layer
    return shape, ()


def refuse(case: Case, layer: Layer, before: Layer | None, shape: Shape) -> Diagnosis | None:
    """Say what a layer would complain of; None if it takes the shape."""
    axes = len(shape)
    if layer.recurrent or layer.kind == "conv1d":
        if layer.says("stateful") is True and shape[0] is None:
            return open_batch(case)
        if axes == 2 and before and before.recurrent:
            return returns_last(case, before, layer.kind, shape)
        if axes == 2:
            x = case.setup.X
            got = x.shape if x and x.shape and len(x.shape) == 2 else shape
            return no_time_axis(case, got)
        if axes == 1:
            return one_axis(case, shape)
        if axes > 3:
            return too_many_axes(case, shape, layer.kind)
    if layer.kind == "repeatvector" and axes != 2:
        return returns_all(case, before, shape)
    if layer.kind == "timedistributed" and axes < 3:
        return returns_last(case, before, layer.kind, shape, after="timedistributed")
    if layer.kind == "dense":
        if axes < 2:
            return other_axes(case, "Dense", 2, shape, axes)
        if shape[-1] is None:
            return open_steps(case, shape)
    return None


def after(layer: Layer, shape: Shape) -> Shape | None:
    """Give the shape that leaves a layer; None where it cannot be told."""
    kind, width = layer.kind, layer.width
    if layer.recurrent:
        steps = shape[1:2] if layer.says("return_sequences") is True else ()
        return None if layer.says("return_state") is True else (shape[0], *steps, width)
    if kind in SAME:
        return shape
    if kind == "dense":
        return (*shape[:-1], width)
    if kind == "timedistributed" and layer.inner and layer.inner.kind == "dense":
        return (*shape[:-1], width)
    if kind == "flatten":
        sizes = shape[1:]
        return (shape[0], None if None in sizes else math.prod(sizes))  # type: ignore[arg-type]
    if kind == "repeatvector":
        return (shape[0], layer.units, shape[-1])
    if kind in {"globalaveragepooling1d", "globalmaxpooling1d"}:
        return (shape[0], shape[-1])
    if kind == "reshape":
        sizes = layer.says("target_shape")
        if isinstance(sizes, tuple) and all(isinstance(size, int) and size > 0 for size in sizes):
            return (shape[0], *sizes)
    if kind == "conv1d" and len(shape) == 3:
        same = layer.says("padding") == "same"
        return (shape[0], shape[1] if same else None, width)
    if kind == "embedding":
        return (*shape, None)
    return None


def feed(case: Case) -> Diagnosis | None:
    """Hold X against the shape that the model was built for; None if an error is not certain.

    What runs without an error is not looked at here.
    """
    setup = case.setup
    x = setup.X.shape if setup.X else None
    if x is None or setup.several:
        return None
    if case.torch:
        return feed_torch(case, x)
    if "input_number" in setup.marks and setup.input is None:
        return bare_number(case, "1")
    if setup.input is None:
        recurrent = bool(setup.layers) and setup.layers[0].recurrent
        if not recurrent or len(x) == 3:
            return None
        return {1: one_axis, 2: no_time_axis}.get(len(x), too_many_axes)(case, x)
    built = (None, *setup.input)
    if len(built) != 3 or not any(layer.recurrent for layer in setup.layers):
        return None
    if len(x) == 2 and setup.input[-1] == 1 and x[1] is not None:
        return None  # Keras puts the last axis in.
    if len(x) == 4 and x[-1] == 1 and fits(built, x[:3]):
        return None  # Keras takes the last axis out.
    if len(x) != 3:
        return mismatch(case, built, x)
    if not fits(built[2:], x[2:]) or (setup.functional and not fits(built, x)):
        return mismatch(case, built, x)
    return None


def feed_torch(case: Case, x: Shape) -> Diagnosis | None:
    """Hold X against PyTorch's recurrent layer."""
    layer = case.setup.recurrent
    if layer is None:
        return None
    if len(x) not in (2, 3):
        return other_rank(case, layer.kind, len(x), "two or three")
    size = layer.says("input_size")
    if isinstance(size, int) and x[-1] is not None and x[-1] != size:
        return feature_count(case, x[-1], size, None, x)
    return None


def answers(case: Case, output: Shape | None) -> Diagnosis | None:
    """Hold y against X and against the predictions; None if an error is not certain."""
    setup = case.setup
    x = setup.X.shape if setup.X else None
    y = setup.y.shape if setup.y else None
    if x and y and len(x) > 1 and x[0] is not None and y[0] is not None and x[0] != y[0]:
        return sample_counts(case, (x[0],), (y[0],))
    if y is None or output is None or case.torch or not compares_numbers(case):
        return None
    if setup.layers[-1].kind not in {"dense", "timedistributed"} and not setup.loss:
        return None  # The last layer is perhaps not told.
    y = (None, *y[1:])
    output = (None, *output[1:])
    if len(output) == 2 and len(y) == 2 and None not in (output[1], y[1]):
        if output[1] != y[1] and 1 not in (output[1], y[1]):
            return target_shape(case, y, output)
    elif len(output) == 3 and len(y) == 2 and output[2] == 1:
        if None not in (output[1], y[1]) and output[1] != y[1] and 1 not in (output[1], y[1]):
            return target_shape(case, y, output)
    elif len(output) == 2 and len(y) == 1 and (output[1] or 1) > 1 and setup.loss:
        return target_shape(case, y, output)
    return None


def compares_numbers(case: Case) -> bool:
    """Whether the loss compares numbers with numbers; unsaid, a recurrent last layer tells."""
    loss = case.setup.loss.replace("keras.losses.", "").strip("()")
    return loss in NUMBERS or any(loss.endswith(name) for name in NUMBERS) or not loss
