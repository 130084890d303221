"""An axis is missing, or one is too many."""

from lstmviz.doctor.answer import Diagnosis, Opening, Shape
from lstmviz.doctor.setup import Case, Layer
from lstmviz.doctor.wording import (
    NAMES,
    THREE,
    axes_count,
    named,
    steps,
    tell,
    three,
    with_argument,
)

VIEW = "np.lib.stride_tricks.sliding_window_view"
EXPECTED = "three axes: (samples, timesteps, features)"


def windows_of(x: str, y: str, window: int) -> tuple[str, str]:
    """Write the lines that cut windows, and take the row after each as its target."""
    return (
        f"{x} = {VIEW}({x}, {window}, axis=0).transpose(0, 2, 1)[:-1]",
        f"{y} = {y}[{window}:]",
    )


def no_time_axis(case: Case, received: Shape, expected: Shape | None = None) -> Diagnosis:
    """A table (rows, columns) goes where sequences are expected.

    Args:
        case: the set-up; the answers on rows and columns decide which axis to put in.
        received: the two sizes.
        expected: (samples, timesteps, features) that the model was built for, if known.
    """
    rows, width = received
    built = expected[1] if expected else None
    x = case.x
    if built is not None and built > 1 and expected[2] == width and rows == built:
        return no_batch_axis(case, received)
    ordered = case.says("rows", "ordered") and case.says("columns", "different")
    details = [
        "A recurrent layer reads one sequence per sample, step by step, so it needs an axis for "
        "the steps.",
    ]
    if case.says("columns", "sequence") or (expected and expected[2] == 1 and built == width):
        meant: Shape = (rows, width, 1)
        opens, fix = Opening("columns", 1), (f"{x} = {x}[:, :, None]",)
        model = f"inputs = keras.Input(({width}, 1))"
        details.append("The columns are read one after another, one number at each step.")
    elif ordered or (built is not None and built > 1):
        window = built if built and built > 1 else case.window(rows)
        count = None if rows is None else rows - window if rows > window else None
        meant, opens = (count, window, width), Opening("window", window)
        fix = windows_of(x, case.y, window)
        model = f"inputs = keras.Input(({window}, {width}))"
        details.append(
            f"A window of {window} rows lets the layer see earlier rows; no reshape can do that."
        )
        details.append(
            f"{case.y}[i] is then the row after the window; choose another target if you "
            "mean another."
        )
    else:
        meant, opens, fix = (rows, 1, width), Opening("row", 1), (f"{x} = {x}[:, None, :]",)
        model = f"inputs = keras.Input((1, {width}))"
        details.append("With 1 timestep each row is alone: the layer never sees another row.")
        if case.says("rows", "unordered"):
            details.append(
                "Rows in no order have no memory to keep: a Dense layer is the honest model."
            )
        else:
            details.append("If rows follow one another in time, cut windows instead.")
    if width is not None and not case.torch and (expected is None or expected[1:] != meant[1:]):
        fix = (*fix, model)
    return Diagnosis(
        "no_time_axis",
        "The data have no time axis.",
        expected=f"{EXPECTED}{', here ' + tell(expected) if expected else ''}",
        received=f"{axes_count(2)}: {tell(received)}",
        axis="The axis of the timesteps is missing: rows and columns are there, steps are not.",
        fix=fix,
        fed=named(received, "rows", "columns"),
        meant=three(meant),
        details=tuple(details),
        opens=opens,
    )


def no_batch_axis(case: Case, received: Shape) -> Diagnosis:
    """One sample goes in without its axis of samples."""
    return Diagnosis(
        "no_samples_axis",
        "One sample was fed without the axis of the samples.",
        expected=EXPECTED,
        received=f"{axes_count(2)}: {tell(received)}",
        axis="The first axis, samples, is missing: even a single sample is a batch of 1.",
        fix=(f"{case.x} = {case.x}[None]",),
        fed=named(received, "timesteps", "features"),
        meant=three((1, *received)),
        details=(
            f"The shape is then {tell((1, *received))}: one sample of {steps(received[0])}.",
            "To forecast, take the last rows, scaled as the training rows were.",
        ),
        opens=Opening("window", received[0] or 24),
    )


def one_axis(case: Case, received: Shape, *, recurrent: bool = True) -> Diagnosis:
    """A plain list of numbers goes in."""
    rows = received[0]
    window = case.window(rows)
    meant: Shape = (None if rows is None else max(rows - window, 1), window, 1)
    if not recurrent:
        return Diagnosis(
            "no_features_axis",
            "The data have no axis of features.",
            expected="at least two axes: (samples, features)",
            received=f"one axis: {tell(received)}",
            axis="The axis of the features is missing.",
            fix=(f"{case.x} = {case.x}[:, None]",),
            fed=named(received, "samples"),
            meant=named((rows, 1), "samples", "features"),
        )
    return Diagnosis(
        "one_axis",
        "The data are one long row of numbers.",
        expected=EXPECTED,
        received=f"one axis: {tell(received)}",
        axis="Two axes are missing: which numbers make up a sample, and how many stand at a step.",
        fix=(
            f"{case.x} = {VIEW}({case.x}, {window})[:-1, :, None]",
            f"{case.y} = {case.y}[{window}:]",
        ),
        fed=named(received, "rows"),
        meant=three(meant),
        details=("Cut windows of the series; the one feature gets an axis of size 1.",),
        opens=Opening("window", window),
    )


def returns_last(
    case: Case, layer: Layer | None, kind: str, received: Shape, *, after: str = "recurrent"
) -> Diagnosis:
    """A recurrent layer hands on its last state alone, where the next one needs every step.

    Args:
        case: the set-up.
        layer: the layer before, if the code shows it.
        kind: kind of the layer that complains, e.g. "lstm".
        received: the two sizes that it got.
        after: "recurrent", or "timedistributed" for what stands after.
    """
    units = received[-1]
    written = layer.written if layer else f"keras.layers.{NAMES.get(kind, 'LSTM')}({units or 32})"
    key = "time_distributed" if after == "timedistributed" else "return_sequences"
    next_one = "TimeDistributed" if key == "time_distributed" else "The next layer"
    return Diagnosis(
        key,
        f"{next_one} needs every timestep, but the layer before hands on only its last state.",
        expected=EXPECTED,
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="The axis of the timesteps got lost: only the last step was handed on.",
        fix=(with_argument(written, "return_sequences", True),),
        fed=named(received, "samples", "units"),
        meant=three((received[0], case.timesteps, units)),
        details=(
            "The line is the layer before, written again.",
            "With return_sequences=True it gives its state after every step: (samples, timesteps, "
            "units).",
        ),
    )


def returns_all(case: Case, layer: Layer | None, received: Shape) -> Diagnosis:
    """RepeatVector gets a sequence where it repeats one vector."""
    written = layer.written if layer else f"keras.layers.LSTM({received[-1] or 32})"
    return Diagnosis(
        "one_vector",
        "RepeatVector repeats one vector, but the layer before hands on every timestep.",
        expected="two axes: (samples, units)",
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="The axis of the timesteps is one too many.",
        fix=(with_argument(written, "return_sequences", False),),
        fed=named(received, *THREE[:2], "units"),
        meant=named((received[0], received[-1]), "samples", "units"),
        details=(
            "The line is the layer before, written again.",
            "An encoder hands on its last state; RepeatVector gives it to every step of the "
            "decoder.",
        ),
    )


def too_many_axes(case: Case, received: Shape, kind: str = "lstm") -> Diagnosis:
    """Four axes: the batch size was typed into Input, or each step holds a picture."""
    sizes = received[1:]
    picture = len(received) >= 5 or (
        len(sizes) == 3 and sizes[-1] in (1, 3, 4) and sizes[0] == sizes[1] and (sizes[0] or 0) > 7
    )
    x, last = case.x, sizes[-1]
    if any(layer.kind == "embedding" for layer in case.setup.layers):
        return Diagnosis(
            "too_many_axes",
            "Embedding has added an axis that was there already.",
            expected=EXPECTED,
            received=f"{axes_count(len(received))}: {tell(received)}",
            axis="One axis is too many: Embedding wants whole numbers (samples, timesteps).",
            fix=(f"{x} = {x}[:, :, 0]",),
            fed=named(received, "samples", "timesteps", "?", "features"),
            meant=three((received[0], sizes[0], last)),
            details=("Numbers that are measured need no Embedding: leave it out.",),
        )
    if received[0] is not None or picture:
        size = 1
        for each in sizes[1:]:
            size *= each or 1
        start = "" if received[0] is None else f"{x} = {x}.reshape(*{x}.shape[:2], -1)"
        fix = start or "flat = keras.layers.Reshape((" + f"{sizes[0] or -1}, {size}))"
        return Diagnosis(
            "too_many_axes",
            "Each timestep holds a table or a picture, not a row of features.",
            expected=EXPECTED,
            received=f"{axes_count(len(received))}: {tell(received)}",
            axis="All axes after the timesteps have to become one: features.",
            fix=(fix,),
            fed=named(received, "samples", "timesteps"),
            meant=three((received[0], sizes[0], size)),
            details=(
                "For pictures, put TimeDistributed(Conv2D(…)) before and flatten its result.",
            ),
        )
    meant = (None, *sizes[-2:])
    return Diagnosis(
        "too_many_axes",
        "The shape given to Input holds one axis too many, probably the batch size.",
        expected=EXPECTED,
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis=f"The axis of the samples stands twice: Keras adds it, so {sizes[0]} is one too many.",
        fix=(f"inputs = keras.Input(({sizes[-2]}, {sizes[-1]}))",),
        fed=named(received, "samples", "batch", "timesteps", "features"),
        meant=three(meant),
        details=(
            "Input takes the shape of one sample: (timesteps, features).",
            f"Only a stateful layer needs the batch: keras.Input(batch_shape={tell(sizes[-3:])}).",
        ),
    )


def other_axes(
    case: Case, layer: str, expected: int, received: Shape | None, found: int
) -> Diagnosis:
    """Any other layer got another number of axes."""
    return Diagnosis(
        "number_of_axes",
        f"The layer {layer} got another number of axes than it reads.".replace("  ", " "),
        expected=axes_count(expected),
        received=axes_count(found) + (f": {tell(received)}" if received else ""),
        axis="One axis is missing." if found < expected else "There are too many axes.",
        fix=("model.summary()",),
        fed=named(received, "samples") if received else None,
        details=("Look at the shape that the layer before gives; the first axis is the samples.",),
    )
