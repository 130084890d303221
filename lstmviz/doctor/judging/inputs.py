"""At the input: what is fed has other axes than the model was built for."""

import math
from dataclasses import replace
from typing import TypeGuard

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, cured, one, refed, with_input
from lstmviz.doctor.judging.mending import input_line
from lstmviz.doctor.judging.samples import other_batch
from lstmviz.doctor.judging.sizes import feature_count, other_steps, swapped
from lstmviz.doctor.judging.tables import EXPECTED, no_batch_axis, no_time_axis, one_axis
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import axes_count, named, tell, three
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.setup import Stop

SEQUENCES = frozenset(
    {"LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "Conv1D", "MaxPooling1D",
     "AveragePooling1D", "GlobalAveragePooling1D", "GlobalMaxPooling1D", ""}
)  # fmt: skip
# More timesteps than anybody means: the samples were taken for them.
MANY_STEPS = 5_000


def at_input(case: Case, why: Stop, received: Shape) -> Judged:
    """The input itself has another number of axes."""
    setup, sample = case.setup, case.setup.sample
    x = setup.X.shape if setup.X else None
    if why["found"] > why["expected"]:
        if typed_whole(x, case):
            return whole_in_input(case, x, why["expected"])
        if x is not None and sample is not None and len(x) == len(sample) + 1:
            return one(pictures(case, x))
        return too_many_at_input(case, received)
    if why["expected"] != 3 or why["layer"] not in SEQUENCES | {"RepeatVector"}:
        return one(other_axes(str(why["layer"]), why["expected"], why["found"], received))
    if why["found"] == 1:
        return one(one_axis(case, received))
    if typed_whole(x, case):
        return whole_in_input(case, x, 3)
    table = case.table
    given = table if table is not None and table[1] == received[1] else received
    return no_time_axis(case, given)


def typed_whole(x: Shape | None, case: Case) -> TypeGuard[Shape]:
    """Whether Input was given the shape of all of X, its samples too."""
    sample, at = case.setup.sample, next(iter(case.setup.inputs), None)
    if x is not None and len(x) == 3 and x[0] is not None and sample == (x[0], x[2]) != x[1:]:
        return True  # input_shape=(samples, features)
    if x is None or len(x) < 2 or sample is None or at is None or tuple(sample) != tuple(x):
        return False
    # A None that was typed stands for any number of timesteps.
    return x[0] is not None or "shape" in case.setup.nodes[at].layer.unread


def whole_in_input(case: Case, x: Shape, expected: int) -> Judged:
    """X has the very shape that Input was given: its rows are samples, or it is one sample."""
    y = case.setup.y.shape if case.setup.y else None
    rows = x[0]
    counted = bool(y) and y[0] == rows
    single = len(x) == 2 and tuple(case.setup.sample or ()) == tuple(x)
    if not single or rows is None or rows > MANY_STEPS or counted or case.says("sample", "rows"):
        return one(samples_in_input(case, x, expected))
    if case.says("sample", "one"):
        return one(no_batch_axis(case, x))
    return one(
        Diagnosis(
            "one_axis_short",
            "X has the shape that Input asks of one sample, so an axis is missing in front.",
            expected=EXPECTED,
            received=f"{axes_count(2)}: {tell(x)}",
            axis="Either the samples are missing, or each row is a sample and its timesteps are.",
            fed=named(x, "?", "features"),
            meant=three((None, None, x[1])),
            details=(
                f"If X is one sequence of {rows} timesteps: {case.x}[None], of shape "
                f"{tell((1, *x))}; a batch may hold a single sample.",
                f"If its {rows} rows are samples, Input was given the shape of all of them: then "
                f"each sample has {x[1]} numbers, and no timesteps yet.",
            ),
        ),
        QUESTIONS["sample"],
    )


def samples_in_input(case: Case, x: Shape, expected: int) -> Diagnosis:
    """The whole shape of X, its samples too, was given to Input."""
    inner = x[1:]
    setup = with_input(case.setup, inner)
    runs = len(inner) == expected - 1 and cured(setup)
    more = ("Keras adds the axis of the samples by itself.",)
    if len(x) == 2:
        more = (
            *more,
            f"X has two axes, so a time axis is missing too: {case.x}[:, :, None] with "
            f"Input(({x[1]}, 1)) if the columns are one quantity at successive times, "
            f"{case.x}[:, None, :] with Input((1, {x[1]})) if each row is one step.",
        )
    return Diagnosis(
        "samples_in_input",
        "The shape given to Input holds the samples too: take X.shape[1:].",
        expected=f"the shape of one sample: {tell(inner)}",
        received=f"the shape of all of X: {tell(x)}",
        axis=f"The axis of the samples stands twice: {x[0]:,} is one too many."
        if x[0] is not None
        else "The axis of the samples stands twice.",
        fix=(f"inputs = keras.Input({case.x}.shape[1:])", f"# the same as Input({tell(inner)})")
        if runs
        else (),
        fed=named((None, *x), "samples", "samples", "timesteps"),
        meant=named((None, *inner), "samples", "timesteps", "features" if len(x) == 3 else "?"),
        details=more,
    )


def pictures(case: Case, x: Shape) -> Diagnosis:
    """Each timestep holds a table or a picture."""
    size = math.prod(each or 1 for each in x[2:])
    lines = (f"{case.x} = {case.x}.reshape(*{case.x}.shape[:2], -1)", input_line((x[1], size)))
    mended = refed(case.setup, (x[0], x[1], size), sample=(x[1], size))
    return Diagnosis(
        "too_many_axes",
        "Each timestep holds a table or a picture, not a row of features.",
        expected=EXPECTED,
        received=f"{axes_count(len(x))}: {tell(x)}",
        axis="All axes after the timesteps have to become one: features.",
        fix=lines if cured(mended) else (),
        fed=named(x, "samples", "timesteps"),
        meant=three((x[0], x[1], size)),
        details=(
            "For pictures, put TimeDistributed(Conv2D(…)) before and flatten its result, or use "
            "ConvLSTM2D.",
        ),
    )


def too_many_at_input(case: Case, received: Shape) -> Judged:
    """Input was given too many sizes: the samples among them, or a picture at each step."""
    sizes = received[1:]
    sample: Shape = tuple(sizes[-2:])
    several = Diagnosis(
        "too_many_axes",
        f"A recurrent layer reads three axes, and got {axes_count(len(received)).split()[0]}.",
        expected=EXPECTED,
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="Keras adds the axis of the samples by itself, so Input takes the shape of one "
        "sample: (timesteps, features).",
        fed=named(received, "samples", "?", "?", "?"),
        meant=three((None, *sample)),
        details=(
            f"If {sizes[0] or 'the first size'} counts samples, leave it out: "
            f"Input({tell(sample)}), X.shape[1:].",
            "If each timestep holds a table or a picture, flatten it: "
            f"{case.x}.reshape(*{case.x}.shape[:2], -1).",
            "If a Conv2D or a pooling stands before, its rows and columns have to become one axis: "
            "TimeDistributed(Flatten()), or Reshape((rows, columns × channels)).",
        ),
    )
    if any(each.kind == "open_batch" for each in case.reports):
        return one(
            replace(
                several,
                title="The batch was given to Input among the sizes of one sample.",
                fed=named(received, "samples", "batch", "timesteps", "features"),
                meant=None,
                details=(
                    "A stateful layer needs its batch fixed, and Input takes it apart from the "
                    "shape: keras.Input(batch_shape=(batch, timesteps, features)).",
                    "A data set then has to give batches of that size alone: drop_remainder.",
                ),
            )
        )
    if case.says("input", "other"):
        return one(handed_on(case, len(received), ""))
    if len(sizes) != 3:
        return one(several)
    if case.says("input", "parts") and None not in sizes[1:]:
        return one(pictures(case, received))
    if case.says("input", "batch"):
        return one(
            replace(
                several,
                title="The shape given to Input holds the samples or the batch too.",
                fix=(input_line(sample),),
                fed=named(received, "samples", "batch", "timesteps", "features"),
                details=several.details[:1],
            )
        )
    return one(several, QUESTIONS["input"])


def handed_on(case: Case, found: int, before: str) -> Diagnosis:
    """A layer before, perhaps one that could not be read, hands on too many axes."""
    frames = found == 5
    return Diagnosis(
        "axis_added",
        f"A recurrent layer reads three axes, and {before or 'the layer before'} hands on "
        f"{axes_count(found)}.",
        expected=EXPECTED,
        received=axes_count(found),
        axis="All axes after the timesteps have to become one: features.",
        details=(
            "Put keras.layers.TimeDistributed(keras.layers.Flatten()) between them, or a pooling "
            "over each frame: TimeDistributed(GlobalAveragePooling2D()). Then each frame is one "
            "row of features."
            if frames
            else "Put keras.layers.TimeDistributed(keras.layers.Flatten()) between them if the "
            "second axis counts the timesteps; or Reshape((timesteps, features)).",
        ),
    )


def fed_axes(case: Case, why: Stop) -> Judged:
    """The model got an array with another number of axes than it was built for."""
    expected, received = why["expected"], why["received"]
    sample, x = case.setup.sample, case.setup.X
    if received is None:
        return one(other_axes("model", expected, why["found"], None))
    built = (None, *sample) if sample is not None and len(sample) == 2 else None
    whole = x.shape if x and x.shape else None
    if "unbatched" in case.setup.marks and whole is not None:
        return one(unbatched(case, whole))
    if typed_whole(whole, case):
        return whole_in_input(case, whole, expected)
    if expected == 3 and len(received) == 2:
        return no_time_axis(case, received, built)
    if expected == 3 and len(received) == 1:
        return one(one_axis(case, received))
    return other_rank(case, built or (None,) * expected, received)


def other_rank(case: Case, built: Shape, received: Shape) -> Judged:
    """There are more axes than the model was built for: one of size 1, or a table at each step."""
    fitting = [
        at
        for at, size in enumerate(received)
        if at and size == 1 and len(received) == len(built) + 1
        and not differ(built, drop(received, at))
    ]  # fmt: skip
    if fitting:
        return one(single_axis(case, received, fitting[0]))
    size = product(received[2:])
    if len(built) == 3 and len(received) > 3 and not differ(built, (*received[:2], size)):
        return one(pictures(case, received))
    return one(other_axes("model", len(built), len(received), received, built))


def single_axis(case: Case, received: Shape, at: int) -> Diagnosis:
    """An axis of size 1 is one too many."""
    left = drop(received, at)
    index = ", ".join([*(":" for _ in range(at)), "0"])
    return Diagnosis(
        "single_axis",
        "The data have an axis of size 1 too many.",
        expected=f"{axes_count(len(left))}: {tell(left)}",
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis=f"Axis {at}, counted from 0, has size 1 and is one too many.",
        fix=(f"{case.x} = {case.x}[{index}]",),
        fed=named(received, "samples"),
        meant=three(left) if len(left) == 3 else named(left, "samples"),
        details=(f"The shape is then {tell(left)}; no value is lost.",),
    )


def drop(shape: Shape, at: int) -> Shape:
    """Leave one axis out."""
    return (*shape[:at], *shape[at + 1 :])


def unbatched(case: Case, x: Shape) -> Diagnosis:
    """A data set of single samples was never put into batches."""
    sample = case.setup.sample
    extra = ()
    if len(x) == 2:
        extra = (
            f"X {tell(x)} has no time axis either: {case.x}[:, :, None] with Input(({x[1]}, 1)) "
            "if the columns are one quantity at successive times; "
            f"{case.x}[:, None, :] with Input((1, {x[1]})) if each row is one step.",
        )
    if sample is not None and len(x) == 2 and tuple(sample) == tuple(x):
        extra = (*extra, "Input takes the shape of one sample, without the samples.")
    return Diagnosis(
        "unbatched",
        "The data set gives single samples: it was never put into batches.",
        expected="batches: (samples, timesteps, features)",
        received=f"one sample at a time: {tell(x[1:])}",
        axis="The axis of the samples is missing, so the timesteps are taken for it.",
        fix=("train_data = train_data.batch(32)",) if len(x) == 3 else (),
        fed=named(x[1:], "timesteps", "features"),
        meant=named((None, *x[1:]), "samples", "timesteps", "features"),
        details=("from_tensor_slices gives one sample after another; .batch(32) puts them "
                 "together.", *extra),
    )  # fmt: skip


def other_axes(
    layer: str, expected: int, found: int, received: Shape | None, built: Shape | None = None
) -> Diagnosis:
    """A layer or a model got another number of axes, and nothing tells what mends it."""
    who = "the model" if layer == "model" else f"the layer {layer}" if layer else "a layer"
    frames = "(samples, timesteps, rows, columns, channels)"
    needs = {
        ("ConvLSTM2D", 5): frames,
        ("TimeDistributed", 5): frames,
        ("model", 5): frames + " if frames of a film are read",
        ("Conv2D", 4): "(samples, rows, columns, channels)",
    }.get((layer, expected), "")
    return Diagnosis(
        "number_of_axes",
        f"{who[:1].upper()}{who[1:]} got another number of axes than it reads.",
        expected=axes_count(expected)
        + (f": {needs}" if needs else f": {tell(built)}" if built and set(built) != {None} else ""),
        received=axes_count(found) + (f": {tell(received)}" if received else ""),
        axis="There are too many axes."
        if found > expected
        else "One axis is missing."
        if expected - found == 1
        else f"{axes_count(expected - found).capitalize()} are missing.",
        fed=named(received, "samples") if received else None,
        details=(
            *(
                (
                    "A cell reads one step at a time, (samples, features): a recurrent layer, or a "
                    "loop, hands it the steps.",
                )
                if "cell" in layer.lower()
                else ()
            ),
            *(
                (
                    "Either the samples are missing, X[None] for a single film; or the timesteps: "
                    "pictures one by one are no film, and have to be put into sequences of frames.",
                )
                if (expected, found) == (5, 4)
                else ()
            ),
            *(
                (
                    "If X.dtype is object, each element is an array of its own: different "
                    "lengths make (samples, 1) or (samples,). Bring them to one length first.",
                )
                if layer == "model" and received is not None and received[1:] in ((), (1,))
                else ()
            ),
            "Look at the shape that the layer before gives, model.summary(); the first axis is "
            "the samples.",
            "Input takes the shape of one sample, without the samples or the batch: X.shape[1:].",
        ),
    )


def fed_shape(case: Case, why: Stop) -> Judged:
    """Judge "expected shape …, found shape …", both with the samples."""
    expected, received = why["expected"], why["received"]
    if not expected or not received:
        return (), None
    x = case.setup.X.shape if case.setup.X else None
    if len(expected) == 2 and received == (expected[1], 1):
        return one(row_without_samples(case, received, expected))
    if "unbatched" in case.setup.marks and x is not None and len(x) <= len(expected):
        return one(unbatched(case, x))
    if typed_whole(x, case):
        return whole_in_input(case, x, len(x))
    if x is not None and tuple(expected[1:]) == tuple(x):
        return whole_in_input(case, x, len(x))
    if len(expected) == 3 and len(received) == 2 and (expected[1] or 0) > MANY_STEPS:
        return one(samples_in_input(case, expected[1:], 3))
    if len(expected) != len(received):
        if len(expected) == 3:
            if len(received) == 2:
                return no_time_axis(case, received, expected)
            if len(received) == 1:
                return one(one_axis(case, received))
        return other_rank(case, expected, received)
    if expected[0] is not None and len(expected) == 3 and expected[:2] == received[1:]:
        return one(shifted(expected, received))
    if expected[0] not in (None, received[0]) and not differ(expected, received):
        return one(other_batch(case, expected[0], received[0]))
    if len(expected) == 3:
        turned = (expected[0], expected[2], expected[1])
        if differ(expected, received) and not differ(turned, received):
            return one(swapped(case, expected, received))
        if differ(expected[1:], received[1:]) and expected[2] not in (None, received[2]):
            return one(feature_count(case, received[2], expected[2], expected, received))
        return one(other_steps(case, expected, received))
    return one(feature_count(case, received[-1], expected[-1], expected, received))


def row_without_samples(case: Case, received: Shape, expected: Shape) -> Diagnosis:
    """One row was fed without its axis of samples: its features are taken for samples."""
    return Diagnosis(
        "no_samples_axis",
        "One sample was fed without the axis of the samples.",
        expected=f"two axes: {tell(expected)}",
        received=f"two axes: {tell(received)}",
        axis=f"The {received[0]:,} features stand on the axis of the samples.",
        fix=(f"{case.x} = {case.x}.reshape(1, -1)",),
        fed=named(received, "samples", "features"),
        meant=named((1, received[0]), "samples", "features"),
        details=(
            "Even a single sample is a batch of 1; a generator has to give whole batches, "
            "(samples, features).",
        ),
    )


def shifted(expected: Shape, received: Shape) -> Diagnosis:
    """The steps were given as the batch, and the features as the steps."""
    return Diagnosis(
        "shifted_sizes",
        "The sizes of the input stand one place too early: the first of them is the batch.",
        expected=f"{tell(expected)}: a batch of {expected[0]}",
        received=tell(received),
        axis="The timesteps were given where the samples of a batch belong, the features where the "
        "timesteps belong.",
        fix=(f"inputs = keras.Input(batch_shape={tell(received)})",),
        fed=three(received),
        meant=three(received),
        details=(
            "batch_input_shape takes (batch, timesteps, features); input_shape and Input leave the "
            f"batch out: Input({tell(received[1:])}).",
        ),
    )


def differ(expected: Shape, received: Shape) -> bool:
    """Whether sizes differ where both are known, beside the first one."""
    return any(
        a is not None and b is not None and a != b
        for a, b in zip(expected[1:], received[1:], strict=True)
    )
