"""From what a message says, in numbers and names, to a diagnosis."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from lstmviz.doctor import calls, pytorch, values
from lstmviz.doctor.answer import Diagnosis, Shape
from lstmviz.doctor.calls import read_sizes
from lstmviz.doctor.missing import (
    no_time_axis,
    one_axis,
    other_axes,
    returns_all,
    returns_last,
    too_many_axes,
)
from lstmviz.doctor.setup import Case, Layer
from lstmviz.doctor.sizes import (
    feature_count,
    mismatch,
    other_batch,
    sample_counts,
    swapped,
    target_shape,
)

Found = re.Match[str]
Judged = Diagnosis | tuple[Diagnosis, ...] | None
Make = Callable[[Case, Found, str], Judged]

LAYER = re.compile(r"layer([^:()]{1,80}?)(?:isincompatible|:expected)")
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "bidirectional": "bidirectional",
        "convlstm": "convlstm",
        "lstm": "lstm",
        "gru": "gru",
        "simple_rnn": "simplernn",
        "simplernn": "simplernn",
        "rnn": "rnn",
        "conv1d": "conv1d",
        "repeat_vector": "repeatvector",
        "repeatvector": "repeatvector",
        "time_distributed": "timedistributed",
        "dense": "dense",
    }
)


def kind_of(name: str) -> str:
    """Say what kind of layer has a name, e.g. "lstm" for "lstm_3" and "lstm_LSTM1"."""
    return next((kind for word, kind in KINDS.items() if word in name.lower()), "")


def sizes(text: str | None) -> Shape | None:
    """Read the sizes inside brackets; None where there is nothing."""
    return read_sizes(text) if text else None


def before(case: Case, units: int | None) -> Layer | None:
    """Find the recurrent layer that hands on its last state, and another layer comes after it."""
    candidates = [
        layer
        for layer in case.setup.layers[:-1]
        if layer.recurrent and layer.says("return_sequences") is not True
    ]
    same = [layer for layer in candidates if layer.width == units]
    return (same or [None])[0]


def axes_counted(case: Case, found: Found, tight: str) -> Judged:
    """Judge "expected ndim=3, found ndim=2"."""
    expected, got = int(found["expected"]), int(found["found"])
    near = tight[max(0, found.start() - 200) : found.end()]
    named = [match[1] for match in LAYER.finditer(near)]
    name = named[-1] if named else ""
    shape = sizes(found["shape"])
    if shape is not None and len(shape) != got:
        shape = None
    return count_axes(case, name, expected, got, shape)


def count_axes(case: Case, name: str, expected: int, got: int, shape: Shape | None) -> Judged:
    """Judge how many axes a layer expected and how many it got."""
    kind = kind_of(name)
    if kind == "repeatvector" and got > expected:
        open_shape = shape or (None, case.timesteps, None)
        return returns_all(case, before_all(case), open_shape)
    if expected == 3 and got == 2 and kind not in {"dense", "repeatvector", "convlstm"}:
        received = shape or (None, None)
        layer = before(case, received[1])
        numbered = re.search(r"_\d{1,3}$", name)
        lost = returns_last(case, layer, kind, received)
        if layer or case.says("before", "recurrent"):
            return lost
        if received[1] is None:
            width = next(
                (s[-1] for s in (case.setup.input, case.setup.X and case.setup.X.shape) if s), None
            )
            received = (received[0], width)
        missing = no_time_axis(case, received, told_input(case))
        unsure = not case.setup.layers and received[0] is None and kind != "conv1d"
        if not unsure or case.says("before", "first"):
            return missing
        return (lost, missing) if numbered and (received[1] or 0) >= 8 else (missing, lost)
    if expected == 3 and got >= 4:
        return too_many_axes(case, shape or (None,) * got, kind)
    if got == 1:
        return one_axis(case, shape or (None,), recurrent=expected == 3)
    return other_axes(case, name, expected, shape, got)


def told_input(case: Case) -> Shape | None:
    """Give the shape that the code's model was built for, if it has timesteps."""
    sample = case.setup.input
    return (None, *sample) if sample is not None and len(sample) == 2 else None


def before_all(case: Case) -> Layer | None:
    """Find the layer that hands on every step to RepeatVector."""
    layers = case.setup.layers
    for layer, after in pairwise(layers):
        if layer.recurrent and after.kind == "repeatvector":
            return layer
    return None


def two_shapes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "expected shape …, found shape …", both with the samples."""
    expected, received = sizes(found["expected"]), sizes(found["received"])
    return mismatch(case, expected, received) if expected and received else None


def old_shapes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "expected lstm_input to have shape (1, 3) but got array with shape (1, 4)".

    Keras 2 leaves the samples out, earlier ones write them as None.
    """
    expected, received = sizes(found["expected"]), sizes(found["received"])
    if not expected or not received:
        return None
    if expected[0] is not None:
        received = received if len(received) > len(expected) else (None, *received)
        expected = (None, *expected)
    if of_targets(tight):
        return target_shape(case, received, expected)
    return mismatch(case, expected, received)


def of_targets(tight: str) -> bool:
    """Whether an old message speaks of the targets."""
    return "checkingtarget" in tight or "checkingmodeltarget" in tight


def old_axes(case: Case, found: Found, tight: str) -> Judged:
    """Judge "expected lstm_input to have 3 dimensions, but got array with shape (8, 3)"."""
    received = sizes(found["shape"]) or ()
    expected = int(found["expected"])
    if of_targets(tight):
        output = (None, None, None)[:expected] if expected < 4 else (None,) * expected
        return target_shape(case, received, output)
    if expected == 3 and len(received) == 2:
        return no_time_axis(case, received, told_input(case))
    return count_axes(case, found["name"], expected, len(received), received)


def products(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge two matrices that cannot be multiplied: data × kernel."""
    got, built = int(found["got"]), int(found["built"])
    columns = int(found["columns"]) if "columns" in found.re.groupindex else None
    code = case.setup.framework
    keras = "keras" in tight or "lstmcell" in tight or "lstm_cell" in tight or code == "keras"
    linear = columns is not None and not keras and (code == "torch" or columns % 4 != 0)
    if linear:
        return feature_count(torch_case(case), got, built, outputs=columns)
    if got != built and 1 in (got, built):
        return swapped(case, (None, got, built), (None, built, got))
    sample = case.setup.input
    expected = (None, *sample) if sample is not None and len(sample) == 2 else None
    return feature_count(case, got, built, expected)


def targets(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge two shapes that a loss cannot subtract; or a state of another batch."""
    first, second = sizes(found["first"]) or (), sizes(found["second"]) or ()
    if not first or not second:
        return None
    stateful = any(layer.says("stateful") is True for layer in case.setup.layers)
    same = len(first) == len(second) and first[1:] == second[1:] and first[0] != second[0]
    if (
        same
        and None not in (first[0], second[0])
        and (stateful or "stateful" in tight or "lstm" in tight or len(first) == 2)
    ):
        return other_batch(case, max(first[0], second[0]), min(first[0], second[0]))
    return target_shape(case, first, second)


def sample_sizes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "x sizes: 8, y sizes: 7"."""
    x = [int(size) for size in found["x"].split(",") if size][:10_000]
    y = [int(size) for size in found["y"].split(",") if size][:10_000]
    return sample_counts(case, x, y) if x and y else None


def object_kind(case: Case, found: Found, tight: str) -> Diagnosis:
    """Judge an array of objects by what it holds."""
    return values.objects(case, found["kind"] or "" if "kind" in found.re.groupindex else "")


def reshaped(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "cannot reshape array of size 160182 into shape (53394,10,3)"."""
    shape = sizes(found["shape"])
    return values.not_reshaped(case, int(found["size"]), shape) if shape else None


def scaled_back(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge sklearn's inverse_transform."""
    first, second = sizes(found["first"]), sizes(found["second"])
    return values.scaler(case, first, second) if first and second else None


def state_sizes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge PyTorch's "Expected hidden[0] size (1, 8, 4), got [1, 5, 4]"."""
    first, second = sizes(found["first"]), sizes(found["second"])
    if not first or not second or not len(first) == len(second) == 3 or None in first:
        return None
    return pytorch.state_size(case, first, second)


def loss_shapes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge PyTorch's warning on a target size."""
    first, second = sizes(found["first"]), sizes(found["second"])
    if not first or not second or None in first + second:
        return None
    if math.prod(first) != math.prod(second):
        return target_shape(torch_case(case), first, second)
    return pytorch.loss_sizes(case, first, second)


def labels(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge targets of classes that have an axis less than the predictions."""
    first, second = sizes(found["first"]), sizes(found["second"])
    return calls.whole_labels(case, first, second) if first and second else None


def broadcasts(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge NumPy's "operands could not be broadcast together"."""
    first, second = sizes(found["first"]), sizes(found["second"])
    return values.broadcast(case, first, second) if first and second else None


def simple(make: Callable[[Case], Diagnosis]) -> Make:
    """Use a diagnosis that needs nothing from the message."""
    return lambda case, found, tight: make(case)


def torch_rank(case: Case, found: Found, tight: str) -> Diagnosis:
    """Judge PyTorch's numbers of axes."""
    if found["layer"].endswith("cell"):
        return pytorch.cell_rank(case, int(found["found"]))
    return pytorch.other_rank(case, found["layer"], int(found["found"]), "two or three")


def stateful_sizes(case: Case, found: Found, tight: str) -> Diagnosis:
    """Judge a stateful layer's batch."""
    expected = re.search(r"expectedbatchsize:(\d{1,9})", tight)
    received = re.search(r"receivedbatchsize:(\d{1,9})", tight)
    size = int(expected[1]) if expected else case.setup.batch
    return other_batch(case, size, int(received[1]) if received else None)


def torch_case(case: Case) -> Case:
    """Take the layers for PyTorch's."""
    return replace(case, setup=replace(case.setup, framework=case.setup.framework or "torch"))
