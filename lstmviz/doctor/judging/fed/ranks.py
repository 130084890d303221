"""Another number of axes than is read: which one is too many or missing, if anything tells."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.saying.wording import as_code, axes_count, in_axes, named, tell, three
from lstmviz.doctor.shapes import Shape, drop


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
        received=f"one sample at a time: {as_code(x[1:])}",
        axis="The axis of the samples is missing, so the timesteps are taken for it.",
        fix=("train_data = train_data.batch(32)",) if len(x) == 3 else (),
        fed=named(x[1:], "timesteps", "features"),
        meant=named((None, *x[1:]), "samples", "timesteps", "features"),
        details=("from_tensor_slices gives one sample after another; .batch(32) puts them "
                 "together.", *extra),
    )  # fmt: skip


def batched_twice(received: Shape) -> Diagnosis:
    """A data set was put into batches, and those into batches again."""
    return Diagnosis(
        "batched_twice",
        "The data set was put into batches twice.",
        expected=axes_count(len(received) - 1),
        received=in_axes(received),
        axis="There is an axis too many in front: batches of batches.",
        fed=named(received, "batch", "samples"),
        meant=named((None, *received[2:]), "samples"),
        details=(
            "Leave one of the two .batch(…) out: each of them adds an axis in front.",
            "batch_size in fit is none of them: it is not given with a data set.",
        ),
    )


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
        details=hints(layer, expected, found, received, built),
    )


def hints(
    layer: str, expected: int, found: int, received: Shape | None, built: Shape | None
) -> tuple[str, ...]:
    """Say what another number of axes most often comes from, as far as the sizes tell."""
    told: list[str] = []
    if "cell" in layer.lower():
        told.append(
            "A cell reads one step at a time, (samples, features): a recurrent layer, or a loop, "
            "hands it the steps."
        )
    if (expected, found) == (5, 4):
        told.append(
            "Which of the five is missing? The samples, X[None] for a single film; the timesteps: "
            "pictures one by one are no film, and have to be put into sequences of frames; or the "
            "channels: X[..., None] is one of grey."
        )
    if layer.lower().endswith("2d") and (expected, found) == (4, 5):
        told.append(
            "If the second axis counts timesteps, each frame is read alone inside "
            "TimeDistributed: TimeDistributed(Conv2D(…)), and so in every layer before the "
            "recurrent one."
        )
    if layer == "model" and received is not None and received[1:] in ((), (1,)):
        told.append(
            "If X.dtype is object, each element is an array of its own: different lengths make "
            "(samples, 1) or (samples,). Bring them to one length first."
        )
    if received is not None and found == expected + 1 and stands_twice(received):
        told.append(
            f"The first two sizes are both {received[0]:,}: the samples seem to stand twice; "
            "leave one of them out where the array is made"
            + (f", so that it is {tell((received[0], *built[1:]))}." if built else ".")
        )
    return (
        *told,
        "Look at the shape that the layer before gives, model.summary(); the first axis is "
        "the samples.",
        "Input takes the shape of one sample, without the samples or the batch: X.shape[1:].",
    )


def stands_twice(received: Shape) -> bool:
    """Whether the first two sizes are one: the samples, more likely than as many timesteps."""
    return received[:1] == received[1:2] not in ((), (1,), (None,))


def missing_single(case: Case, received: Shape, sample: Shape, at: int) -> Diagnosis:
    """All sizes are there but one of size 1, as the one channel of grey pictures."""
    last = at == len(sample)
    index = "..., None" if last else ", ".join([":"] * at + ["None"])
    whole = (*received[:at], 1, *received[at:])
    place = "The last axis, most often the one channel of grey pictures,"
    return Diagnosis(
        "no_single_axis",
        "The data miss an axis of size 1 that the model was built for.",
        expected=in_axes((None, *sample)),
        received=in_axes(received),
        axis=f"{place if last else f'Axis {at}, counted from 0,'} is missing.",
        fix=(f"{case.x} = {case.x}[{index}]",),
        fed=named(received, "samples"),
        meant=named(whole, "samples"),
        details=("No value is lost or added.",),
    )


def single_axis(case: Case, received: Shape, at: int) -> Diagnosis:
    """An axis of size 1 is one too many."""
    left = drop(received, at)
    index = ", ".join([*(":" for _ in range(at)), "0"])
    return Diagnosis(
        "single_axis",
        "The data have an axis of size 1 too many.",
        expected=in_axes(left),
        received=in_axes(received),
        axis=f"Axis {at}, counted from 0, has size 1 and is one too many.",
        fix=(f"{case.x} = {case.x}[{index}]",),
        fed=named(received, "samples"),
        meant=three(left) if len(left) == 3 else named(left, "samples"),
        details=(f"The shape is then {tell(left)}; no value is lost.",),
    )
