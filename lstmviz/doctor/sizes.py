"""All axes are there, but a size does not fit."""

from collections.abc import Sequence

from lstmviz.doctor.answer import Diagnosis, Opening, Shape
from lstmviz.doctor.missing import no_time_axis, one_axis, other_axes, too_many_axes
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import features, named, steps, tell, three, with_argument


def mismatch(case: Case, expected: Shape, received: Shape, layer: str = "") -> Diagnosis:
    """Compare the shape that a model was built for with the one that it got, both with samples.

    Args:
        case: the set-up.
        expected: (samples, timesteps, features), sizes open where the model leaves them open.
        received: what it got.
        layer: what complains, for models that read no sequences.
    """
    if len(expected) != 3:
        return (
            other_axes(case, layer, len(expected), received, len(received))
            if len(expected) != len(received)
            else feature_count(case, received[-1], expected[-1], expected, received)
        )
    if len(received) == 2:
        return no_time_axis(case, received, expected)
    if len(received) == 1:
        return one_axis(case, received)
    if len(received) > 3:
        return too_many_axes(case, received)
    turned = (expected[0], expected[2], expected[1])
    if not fits(expected, received) and fits(turned, received) and expected[1] != expected[2]:
        return swapped(case, expected, received)
    if not fits(expected[2:], received[2:]):
        return feature_count(case, received[2], expected[2], expected, received)
    if not fits(expected[1:2], received[1:2]):
        return other_steps(case, expected, received)
    return other_batch(case, expected[0], received[0])


def fits(expected: Shape, received: Shape) -> bool:
    """Whether sizes agree where both are known, beside the samples of a batch."""
    return len(expected) == len(received) and all(
        ours is None or theirs is None or ours == theirs
        for ours, theirs in list(zip(expected, received, strict=True))[len(expected) == 3 :]
    )


def swapped(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """Timesteps and features stand in each other's place."""
    single = 1 in expected[1:]
    x = case.x
    fix = (f"{x} = {x}.transpose(0, 2, 1)",)
    details = ["transpose moves the axes; a reshape would re-cut the numbers and mix them."]
    if single:
        model, data = expected[1:], received[1:]
        details = [
            f"The model reads {steps(model[0])} of {features(model[1])}; the data have "
            f"{steps(data[0])} of {features(data[1])}.",
            "If the model is right, turn the data, as above. If the data are right, build it with "
            f"keras.Input({tell(data)}).",
        ]
    return Diagnosis(
        "swapped_axes",
        "Timesteps and features have changed places.",
        expected=f"{steps(expected[1])} of {features(expected[2])}: {tell(expected)}",
        received=f"{steps(received[1])} of {features(received[2])}: {tell(received)}",
        axis="The axes of the timesteps and of the features are swapped.",
        fix=fix,
        fed=three(received),
        meant=three((received[0], *expected[1:])),
        details=tuple(details),
        opens=Opening("columns", 1)
        if expected[2] == 1 and single
        else Opening("row" if single else "window", 1 if single else expected[1] or 24),
    )


def feature_count(
    case: Case,
    got: int | None,
    built: int | None,
    expected: Shape | None = None,
    received: Shape | None = None,
    *,
    outputs: int | None = None,
) -> Diagnosis:
    """The data have another number of features than the layer was built for.

    Args:
        case: the set-up.
        got: features of the data.
        built: features that the layer's weights are made for.
        expected: the whole shape that was expected, if known.
        received: the whole shape that was received, if known.
        outputs: what leaves PyTorch's Linear, if it is that layer and not a recurrent one.
    """
    middle = expected[1] if expected and len(expected) == 3 else case.timesteps
    if outputs is not None:
        fix = f"layer = torch.nn.Linear({got}, {outputs})"
    elif case.torch:
        layer = case.setup.recurrent
        kind = {"gru": "GRU", "rnn": "RNN"}.get(layer.kind if layer else "", "LSTM")
        hidden = layer.units if layer and layer.units else 32
        first = ", batch_first=True" if layer and layer.says("batch_first") else ""
        fix = f"lstm = torch.nn.{kind}({got}, {hidden}{first})"
    elif expected and len(expected) == 2:
        fix = f"inputs = keras.Input(({got},))"
    else:
        fix = f"inputs = keras.Input(({middle}, {got}))"
    return Diagnosis(
        "feature_count",
        f"The layer was built for {features(built)}, but the data have {got}.",
        expected=features(built) + (f": {tell(expected)}" if expected else ""),
        received=features(got) + (f": {tell(received)}" if received else ""),
        axis="The last axis, the features, has another size than the weights.",
        fix=(fix,),
        fed=three(received) or named((None, got), "samples", "features"),
        meant=three(expected) or named((None, built), "samples", "features"),
        details=(
            "The line builds it for the data as they are. If the model is trained already, feed "
            "the same columns as in training, in the same order.",
            "Has the target's column come in or gone out? Is a column of text encoded otherwise?",
        ),
    )


def other_steps(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """The data have another number of timesteps than a model that fixes them."""
    built, got = expected[1], received[1]
    width = expected[2]
    return Diagnosis(
        "step_count",
        f"The model was built for {steps(built)}, but the data have {got}.",
        expected=f"{steps(built)}: {tell(expected)}",
        received=f"{steps(got)}: {tell(received)}",
        axis="The axis of the timesteps has another size.",
        fix=(f"inputs = keras.Input((None, {width}))",),
        fed=three(received),
        meant=three((received[0], built, width)),
        details=(
            "With None it reads any number of steps: the weights are the same at every step.",
            f"To keep the model, feed windows of {built} rows.",
        ),
        opens=Opening("window", built or 24),
    )


def other_batch(case: Case, expected: int | None, received: int | None) -> Diagnosis:
    """A model with a fixed batch gets a batch of another size."""
    size = expected or 1
    x, y = case.x, case.y
    middle = case.setup.input or ()
    return Diagnosis(
        "batch_size",
        f"The model keeps its state for {size:,} samples at a time, but a batch has "
        f"{'another number' if received is None else f'{received:,}'}.",
        expected=f"a batch of {size:,}",
        received="" if received is None else f"a batch of {received:,}",
        axis="The first axis, the samples of a batch, has another size.",
        fix=(f"{x}, {y} = {x}[: len({x}) // {size} * {size}], {y}[: len({y}) // {size} * {size}]",),
        fed=named((received, *middle), "batch", "timesteps", "features"),
        meant=named((expected, *middle), "batch", "timesteps", "features"),
        details=(
            f"The line drops the remainder, so that every batch is full. Pass batch_size={size} to "
            "fit and to predict too.",
            "A stateful layer keeps one state per sample of the batch. To predict a single sample, "
            "build the model again with a batch of 1 and copy the weights.",
        ),
    )


def sample_counts(case: Case, sizes: Sequence[int], targets: Sequence[int]) -> Diagnosis:
    """X and y have different numbers of samples.

    Args:
        case: the set-up.
        sizes: the first axis of each array of X; several where a list of arrays was given.
        targets: likewise of y.
    """
    x, y = case.x, case.y
    count, others = sizes[0], targets[0] if targets else None
    if len(sizes) > 1 and len(targets) == 1 and len(sizes) == others:
        return Diagnosis(
            "list_of_arrays",
            "X is a list of arrays: Keras takes each array for an input of its own.",
            expected="one array: (samples, timesteps, features)",
            received=f"a list of {len(sizes):,} arrays",
            axis="The axis of the samples is a Python list, not an axis.",
            fix=(f"{x} = np.stack({x})",),
            fed=named((count,), "timesteps"),
            meant=three((len(sizes), count, None)),
            details=("Stacking needs arrays of one length; others have to be padded first.",),
        )
    if others is None:
        fix = f"{y} = {y}[-len({x}):]"
        why: tuple[str, ...] = ()
    elif others < count:
        fix = f"{x} = {x}[: len({y})]"
        why = (
            "The last windows have no target after them: leave them out.",
            "If y was cut at its beginning, check that X[i] still belongs to y[i].",
        )
    else:
        lost = others - count
        window = case.setup.window or case.timesteps or 0
        if window == lost + 1:
            fix = f"{x}, {y} = {x}[:-1], {y}[{window}:]"
            why = (
                f"Windows of {window} rows over {others:,} rows: {count:,}. The last one has no "
                "row after it.",
            )
        else:
            fix = f"{y} = {y}[{lost}:]"
            why = (
                f"{lost:,} rows have no window of their own: y has to lose as many at its "
                "beginning.",
                f"y[i] is then the last row of X[i] if the window has {lost + 1} rows, the row "
                f"after it if the window has {lost}.",
            )
    return Diagnosis(
        "sample_count",
        "X and y do not have the same number of samples.",
        expected=f"as many targets as samples: {count:,}",
        received="another number of targets" if others is None else f"{others:,} targets",
        axis="The first axis, the samples, differs between X and y.",
        fix=(fix,),
        fed=named((others,), "samples"),
        meant=named((count,), "samples"),
        details=why,
        opens=Opening("window", case.window()),
    )


def target_shape(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The targets do not have the shape of the predictions.

    Args:
        case: the set-up.
        target: shape of y, in a batch.
        output: shape of what the model predicts.
    """
    width = target[-1] if len(target) > 1 else 1
    units = width or 1
    if {len(target), len(output)} == {2, 3} and not case.torch:
        every = len(target) == 3
        fix = last_recurrent(case, output[-1], every=every)
        why = (
            "There is a target for every timestep, but one prediction per sample."
            if every
            else "The model predicts at every timestep, but there is one target per sample."
        )
    elif case.torch:
        fix, why = (
            f"layer = torch.nn.Linear({output[-1]}, {units})",
            "The last layer gives the predictions.",
        )
    else:
        fix = f"outputs = keras.layers.Dense({units})"
        why = "The last layer decides how many numbers are predicted: a Dense layer of that size."
    return Diagnosis(
        "target_shape",
        "The targets do not have the shape of the predictions.",
        expected=f"predictions {tell(output)}",
        received=f"targets {tell(target)}",
        axis="The last axis differs."
        if len(target) == len(output)
        else "One of them has an axis more.",
        fix=(fix,),
        fed=named(target, "samples", "?"),
        meant=named(
            output, "samples", *(("timesteps", "units") if len(output) == 3 else ("units",))
        ),
        details=(why,),
    )


def last_recurrent(case: Case, units: int | None, *, every: bool) -> str:
    """Write the last recurrent layer again, to hand on every timestep or its last state alone."""
    layers = [layer for layer in case.setup.layers if layer.recurrent and layer.written]
    written = layers[-1].written if layers else f"keras.layers.LSTM({units or 32})"
    return with_argument(written, "return_sequences", every)
