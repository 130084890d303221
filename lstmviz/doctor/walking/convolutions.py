"""Kernels and pools along the steps, or along rows and columns: fewer places leave them."""

from collections.abc import Sequence
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.named import Named
from lstmviz.doctor.walking.refusals import Output, refuse
from lstmviz.doctor.walking.setup import Layer


def convolved(size: int | None, layer: Layer, kernel: int | None, strides: int) -> int | None:
    """Count the places of a kernel along an axis; None where it cannot be told.

    Raises:
        Refusal: it fits nowhere.
    """
    if layer.says("padding") in ("same", "causal"):
        if strides == 1:
            return size
        return None if size is None or isinstance(size, Named) else -(-size // strides)
    if size is None or kernel is None:
        return None
    width = (kernel - 1) * (first(layer.says("dilation_rate", 1)) or 1) + 1
    if isinstance(size, Named):
        return size - width + 1 if strides == 1 else None  # whether it fits is not known
    if width > size:
        raise refuse("kernel", steps=size, kernel=kernel, layer=layer.kind)
    return (size - width) // strides + 1


def first(value: object, place: int = 0) -> int | None:
    """Give a size that is written as a number or within a tuple."""
    if isinstance(value, tuple):
        value = value[place] if len(value) > place else None
    return value if isinstance(value, int) and value > 0 else None


def conv(layer: Layer, given: Sequence[Shape]) -> Output:
    """Conv1D, Conv2D: (…, steps, channels) → (…, fewer steps, filters)."""
    axes = int(layer.kind[-2])
    shape = given[0]
    lead = shape[: -axes - 1]
    if len(lead) > 1 and axes == 2:
        return None
    kernel = layer.says("kernel_size")
    places = [
        convolved(size, layer, first(kernel, at if isinstance(kernel, tuple) else 0),
                  first(layer.says("strides", 1), at if isinstance(layer.says("strides"), tuple)
                        else 0) or 1)
        for at, size in enumerate(shape[-axes - 1 : -1])
    ]  # fmt: skip
    return (*lead, *places, layer.size("filters"))


def conv_lstm(layer: Layer, given: Sequence[Shape]) -> Output:
    """ConvLSTM1D, ConvLSTM2D: a Conv in place of the products."""
    shape, axes = given[0], int(layer.kind[-2])
    kernel = layer.says("kernel_size")
    places = [
        convolved(size, layer, first(kernel, at if isinstance(kernel, tuple) else 0),
                  first(layer.says("strides", 1)) or 1)
        for at, size in enumerate(shape[2 : 2 + axes])
    ]  # fmt: skip
    steps = shape[1:2] if layer.says("return_sequences") is True else ()
    return (shape[0], *steps, *places, layer.size("filters"))


def pool(layer: Layer, given: Sequence[Shape]) -> Output:
    """MaxPooling and AveragePooling, 1D and 2D."""
    axes, shape = int(layer.kind[-2]), given[0]
    size = layer.says("pool_size", 2)
    strides = layer.says("strides") or size
    places = []
    for at, count_ in enumerate(shape[1 : 1 + axes]):
        here = at if isinstance(size, tuple) else 0
        there = at if isinstance(strides, tuple) else 0
        places.append(convolved(count_, layer, first(size, here), first(strides, there) or 1))
    return (shape[0], *places, shape[-1])


def pool_all(layer: Layer, given: Sequence[Shape]) -> Output:
    """GlobalMaxPooling and GlobalAveragePooling: all steps become one."""
    shape = given[0]
    kept = [1] * (len(shape) - 2) if layer.says("keepdims") is True else []
    return (shape[0], *kept, shape[-1])


# What says how much wider or narrower.
WIDENS = MappingProxyType({"UpSampling": "size", "ZeroPadding": "padding", "Cropping": "cropping"})


def widen(layer: Layer, given: Sequence[Shape]) -> Output:
    """UpSampling, ZeroPadding, Cropping, 1D and 2D: more or fewer places along each axis."""
    axes, shape = int(layer.kind[-2]), given[0]
    word = WIDENS[layer.kind[:-2]]
    usual = 2 if word == "size" else 1
    value = layer.says(word, usual)
    places = []
    for at, count in enumerate(shape[1 : 1 + axes]):
        each = at_axis(value, at, axes) if word != "size" else (first(value, at), None)
        open_ = each[0] is None
        places.append(None if count is None or open_ else resized(word, count, each))
    return (shape[0], *places, shape[-1])


def at_axis(value: object, at: int, axes: int) -> tuple[int | None, int | None]:
    """Give what is added before and behind an axis: a number for all, or one or two for each."""
    if isinstance(value, tuple) and axes > 1:
        value = value[at] if len(value) > at else None
    pair = value if isinstance(value, tuple) else (value, value)
    one, other = pair if len(pair) == 2 else (None, None)
    return (one if isinstance(one, int) else None, other if isinstance(other, int) else None)


def resized(word: str, count: int, each: tuple[int | None, int | None]) -> int:
    """Give the places of an axis after it was repeated, padded or cropped."""
    one, other = each[0] or 0, each[1] or 0
    if word == "size":
        return count * one
    return count + one + other if word == "padding" else max(count - one - other, 0)
