"""Arrays whose shapes are known without their data: sets that libraries bring, and padded texts."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.data.arrays import fresh, whole
from lstmviz.doctor.reading.meanings import UNKNOWN, Many
from lstmviz.doctor.reading.notes import Call, Notes
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Array

# Sets that Keras loads: samples to train and to test with, one sample of X, one of y.
# Source: https://keras.io/api/datasets/
SETS: Mapping[str, tuple[int, int, Shape, Shape]] = MappingProxyType(
    {
        "boston_housing": (404, 102, (13,), ()),
        "cifar10": (50_000, 10_000, (32, 32, 3), (1,)),
        "cifar100": (50_000, 10_000, (32, 32, 3), (1,)),
        "fashion_mnist": (60_000, 10_000, (28, 28), ()),
        "imdb": (25_000, 25_000, (), ()),
        "mnist": (60_000, 10_000, (28, 28), ()),
        "reuters": (8_982, 2_246, (), ()),
    }
)
# Of these each sample is a list of words, as long as its text.
TEXTS = frozenset({"imdb", "reuters"})


def read_set(notes: Notes, call: Call) -> object:
    """Read `(x_train, y_train), (x_test, y_test) = mnist.load_data()`."""
    owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    spelt = "" if owner is None else ast.unparse(owner)
    spelt = notes.aliases.get(spelt, spelt).rpartition(".")[2]
    if spelt not in SETS:
        return UNKNOWN
    *counts, x, y = SETS[spelt]
    if spelt == "reuters" and "test_split" in call.named:
        counts = [None, None]
    parts = []
    for count in counts:
        samples = fresh((count, *x))
        texts = samples.marked("ragged") if spelt in TEXTS else samples
        parts.append((texts, fresh((count, *y))))
    return tuple(parts)


def read_numbered(notes: Notes, call: Call) -> object:
    """Read `texts_to_sequences(texts)`: a list of word numbers for each text, or each letter."""
    texts = call.get("texts", 0)
    if isinstance(texts, str):
        notes.marks.add("letters")
    if not isinstance(texts, str | tuple) or isinstance(texts, Many):
        return UNKNOWN
    return Array((len(texts), None), ("samples", "rows"), frozenset({"ragged"}))


def read_padded(notes: Notes, call: Call) -> object:
    """Read `pad_sequences(texts, maxlen)`: one row of word numbers for each text."""
    texts = call.get("sequences", 0)
    steps = call.get("maxlen", 1)
    count = None
    if isinstance(texts, Array) and texts.shape and "ragged" in texts.marks:
        count = texts.shape[0]
    elif isinstance(texts, Array) and texts.shape and len(texts.shape) > 1:
        rest = texts.shape[2:]
        long = steps if whole(steps) else texts.shape[1] if steps is None else None
        return replace(texts, shape=(texts.shape[0], long, *rest), dims=(), taken=None)
    elif isinstance(texts, tuple) and not isinstance(texts, Many) and texts:
        count = len(texts)
    marks = set() if whole(steps) else {"untold"}
    marks |= set() if "dtype" in call.named else {"words"}
    return Array((count, steps if whole(steps) else None), ("samples", "rows"), frozenset(marks))


def read_regression(notes: Notes, call: Call) -> object:
    """Read `make_regression(samples, features)`, also of classes and blobs."""
    blobs, numbers = call.name == "make_blobs", call.name == "make_regression"
    usual = {"make_regression": 100, "make_classification": 20, "make_blobs": 2}[call.name]
    samples, features = call.get("n_samples", 0, 100), call.get("n_features", 1, usual)
    targets = call.get("n_targets", 3, 1) if numbers else 1
    sizes = [size if whole(size) else None for size in (samples, features, targets)]
    if blobs and not whole(samples):
        sizes[0] = None  # a count for each blob
    many = () if targets == 1 else (sizes[2],)
    return (fresh((sizes[0], sizes[1])), fresh((sizes[0], *many)))
