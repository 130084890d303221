"""Sizes that were typed into Input: the samples among them, or a picture at each step."""

import math
from dataclasses import replace
from typing import TypeGuard

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case, Judged, one, refed, with_input
from lstmviz.doctor.judging.fed.short_arrays import (
    EXPECTED,
    no_batch_axis,
    steps_as_samples,
    window_turned,
)
from lstmviz.doctor.judging.mending import input_line
from lstmviz.doctor.judging.trying import runs_on
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import as_code, axes_count, in_axes, named, tell, three
from lstmviz.doctor.shapes import Role, Shape, product

# A value that the text makes by a line that was not read.
UNNAMED = "what it is called on"
# More timesteps than anybody means: the samples were taken for them.
MANY_STEPS = 5_000


def typed_whole(x: Shape | None, case: Case) -> TypeGuard[Shape]:
    """Whether Input was given the shape of all of X, its samples too."""
    sample, at = case.setup.sample, next(iter(case.setup.inputs), None)
    three_ = x is not None and len(x) == 3 and x[0] is not None
    three_ = three_ and x is not None and sample not in (x[1:], x[:0:-1])
    if x is not None and three_ and sample in ((x[0], x[2]), x[:2]):
        return True  # input_shape=(samples, features), or (samples, timesteps)
    if x is None or len(x) < 2 or sample is None or at is None or tuple(sample) != tuple(x):
        return False
    # A None that was typed stands for any number of timesteps.
    return x[0] is not None or "shape" in case.setup.nodes[at].layer.unread


def whole_in_input(case: Case, x: Shape, expected: int) -> Judged:
    """X has the very shape that Input was given: its rows are samples, or it is one sample."""
    y = case.setup.y.shape if case.setup.y else None
    rows = x[0]
    if steps_as_samples(case, x) and predicts(case):
        return one(window_turned(case, x))
    counted = bool(y) and y[0] == rows
    single = len(x) == 2 and rows is not None and rows <= MANY_STEPS
    if not single or counted or case.says("sample", "rows"):
        return one(samples_in_input(case, x, expected))
    if predicts(case) or case.says("sample", "one"):
        return one(no_batch_axis(case, x))
    return one(
        Diagnosis(
            "one_axis_short",
            "X has the shape that Input asks of one sample, so an axis is missing in front.",
            expected=EXPECTED,
            received=in_axes(x),
            axis="Either the samples are missing, or each row is a sample and its timesteps are.",
            fed=named(x, "?", "features"),
            meant=three((None, None, x[1])),
            details=(
                If(
                    f"If X is one sequence of {rows} timesteps: {case.x}[None], of shape "
                    f"{tell((1, *x))}; a batch may hold a single sample.",
                    (f"{case.x} = {case.x}[None]",),
                ),
                f"If its {rows} rows are samples, Input was given the shape of all of them: then "
                f"each sample has {x[1]} numbers, and no timesteps yet.",
            ),
        ),
        QUESTIONS["sample"],
    )


def predicts(case: Case) -> bool:
    """Whether what is fed goes into predict, not into fit."""
    alone = "predict(" in case.text.tight and ".fit(" not in case.text.tight
    return alone or "later" in case.setup.marks


def samples_in_input(case: Case, x: Shape, expected: int) -> Diagnosis:
    """The whole shape of X, its samples too, was given to Input."""
    typed = case.setup.sample
    if typed is not None and len(typed) == len(x):
        x = (x[0], *(size or said for size, said in zip(x[1:], typed[1:], strict=True)))
    inner = x[1:]
    setup = with_input(case.setup, inner)
    runs = len(inner) == expected - 1 and runs_on(case.setup, setup)
    last: Role = "features" if len(x) == 3 else "?"
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
        expected=f"the shape of one sample: {as_code(inner)}",
        received=f"the shape of all of X: {tell(x)}",
        axis=f"The axis of the samples stands twice: {x[0]:,} is one too many."
        if x[0] is not None
        else "The axis of the samples stands twice.",
        fix=(f"inputs = keras.Input({case.x}.shape[1:])", f"# the same as Input({as_code(inner)})")
        if runs
        else (),
        fed=named((None, *x), "samples", "samples", "timesteps", last),
        meant=named((None, *inner), "samples", "timesteps", last),
        tried=setup,
        details=more,
    )


def steps_among_samples(case: Case, x: Shape, samples: int, steps: int) -> Diagnosis:
    """The timesteps of all samples stand below one another, as the words of a text count them."""
    width = product(x[1:])
    cut = (samples, steps, width)
    return Diagnosis(
        "steps_among_samples",
        f"{x[0]:,} = {samples:,} × {steps}: the timesteps of all samples stand on the first axis.",
        expected=f"three axes: {tell(cut)}",
        received=in_axes(x),
        axis=f"The first axis holds {samples:,} samples of {steps} timesteps each.",
        fix=(f"{case.x} = {case.x}.reshape({samples}, {steps}, -1)",),
        fed=named(x, "?"),
        meant=three(cut),
        details=(
            f"It makes {width:,} features of each timestep: Input(({steps}, {width}))."
            if width
            else f"Input(({steps}, features)).",
            f"Right if the {steps} of one sample stand together, in their order; the targets are "
            f"one for each of the {samples:,} samples.",
        ),
    )


def begins_with_samples(case: Case, expected: Shape, received: Shape | None) -> bool:
    """Whether a model was built for (samples, timesteps), as X.shape[0] and X.shape[1] tell them.

    The timesteps that are fed stand on its last axis then, and many samples before them.
    """
    if received is None or not len(expected) == len(received) == 3:
        return False
    samples, last, (steps, width) = expected[1], expected[2], received[1:]
    if last is None or last != steps or last == width:
        return False
    told = any(".shape[0]" in layer.written for layer in case.setup.layers)
    if samples is None or (last == 1 and samples != received[0]):
        return told  # a size of 1 is common: that both have one tells nothing
    return samples > max(last, width or 0)


def samples_among_sizes(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """Input begins with the number of samples."""
    samples = expected[1] or f"{case.x}.shape[0]"
    return Diagnosis(
        "samples_among_sizes",
        "The sizes of Input begin with the number of samples, which does not belong there.",
        expected=f"Input({as_code(received[1:])}): timesteps, features",
        received=f"Input(({samples}, {expected[2]}))",
        axis=f"{samples} counts samples, and the {expected[2]} timesteps stand where the features "
        "belong.",
        fix=(f"inputs = keras.Input({as_code(received[1:])})",),
        fed=three(received),
        meant=three(received),
        details=(
            f"{case.x}.shape[1:] gives the sizes of one sample; {case.x}.shape[0] is the number of "
            "samples, and Keras adds that axis by itself.",
        ),
    )


def other_input(case: Case, x: Shape) -> Diagnosis:
    """X has all its axes, and Input was given too few sizes, or too many."""
    sample, inner = case.setup.sample or (), x[1:]
    setup = with_input(case.setup, inner)
    short = len(sample) < len(inner)
    return Diagnosis(
        "short_input" if short else "samples_in_input",
        f"Input was given too {'few' if short else 'many'} sizes: X has all the axes, take "
        "X.shape[1:].",
        expected=f"the shape of one sample: {as_code(inner)}",
        received=f"Input({as_code(tuple(sample))}); {case.x} {tell(x)}",
        axis="X has its axis of the timesteps; the sizes in Input leave it out."
        if short
        else "Input takes the sizes of one sample; the samples are none of them.",
        fix=(input_line(inner),) if runs_on(case.setup, setup) else (),
        tried=setup,
        fed=named((None, *sample), "samples"),
        meant=three((None, *inner)),
        details=("Of an axis whose size may vary, Input takes None: Input((None, features)).",),
    )


def pictures(case: Case, x: Shape) -> Diagnosis:
    """Each timestep holds a table or a picture; or an axis of size 1 stands behind the features."""
    if x[3:] == (1,):
        whole = refed(case.setup, x[:3], sample=x[1:3])
        lines = (f"{case.x} = {case.x}[..., 0]", input_line(x[1:3]))
        return Diagnosis(
            "too_many_axes",
            "X has a last axis of size 1 that a recurrent layer does not read.",
            expected=EXPECTED,
            received=in_axes(x),
            axis="The last axis, of size 1, is one too many: a Conv2D wants it, an LSTM does not.",
            fix=lines if runs_on(case.setup, whole) else (),
            fed=named(x, "samples", "timesteps", "features"),
            meant=three(x[:3]),
            details=("No value is lost: each row of a picture is a timestep, each column a "
                     "feature.",),
        )  # fmt: skip
    size = math.prod(each or 1 for each in x[2:])
    lines = (f"{case.x} = {case.x}.reshape(*{case.x}.shape[:2], -1)", input_line((x[1], size)))
    mended = refed(case.setup, (x[0], x[1], size), sample=(x[1], size))
    return Diagnosis(
        "too_many_axes",
        "Each timestep holds a table or a picture, not a row of features.",
        expected=EXPECTED,
        received=in_axes(x),
        axis="All axes after the timesteps have to become one: features.",
        fix=lines if runs_on(case.setup, mended) else (),
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
        f"The layer reads three axes, and got {axes_count(len(received)).split()[0]}.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="Keras adds the axis of the samples by itself, so Input takes the shape of one "
        "sample: (timesteps, features).",
        fed=named(received, "samples", "?", "?", "?"),
        meant=three((None, *sample)),
        details=(
            f"If {sizes[0] or 'the first size'} counts samples, leave it out: "
            f"Input({as_code(sample)}), X.shape[1:].",
            "If each timestep holds a table or a picture, flatten it: "
            f"{case.x}.reshape(*{case.x}.shape[:2], -1).",
            "If a Conv2D or a pooling stands before, its rows and columns have to become one axis: "
            "TimeDistributed(Flatten()), or Reshape((rows, columns × channels)).",
        ),
    )
    if len(sizes) == 3 and sizes[-1] == 1:
        several = replace(
            several,
            details=(
                f"The last axis has size 1: {case.x}[..., 0] with Input({as_code(sizes[:2])}) "
                f"takes it out, {sizes[0]} timesteps of {sizes[1]} features, if the second axis "
                "counts timesteps.",
                *several.details,
            ),
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
        f"The layer reads three axes, and {before or 'the one before it'} gives "
        f"{axes_count(found)}.",
        expected=EXPECTED,
        received=axes_count(found),
        axis="All axes after the timesteps have to become one: features.",
        details=(
            *(
                (
                    "If it is called on the Input itself, Input takes the shape of one sample, "
                    "(timesteps, features): X.shape[1:].",
                )
                if before == UNNAMED
                else ()
            ),
            "Put keras.layers.TimeDistributed(keras.layers.Flatten()) between them, or a pooling "
            "over each frame: TimeDistributed(GlobalAveragePooling2D()). Then each frame is one "
            "row of features."
            if frames
            else "Put keras.layers.TimeDistributed(keras.layers.Flatten()) between them if the "
            "second axis counts the timesteps; or Reshape((timesteps, features)).",
        ),
    )
