"""All axes are there, but a size does not fit: features or timesteps."""

from lstmviz.doctor.answer import Diagnosis, If, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged, one, refed, with_input
from lstmviz.doctor.judging.mending import input_line
from lstmviz.doctor.judging.trying import runs_on
from lstmviz.doctor.saying.wording import as_code, features, named, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop
from lstmviz.doctor.walking.walk import walk


def products(case: Case, why: Stop) -> Judged:
    """Judge "Dimensions must be equal, but are 1 and 3 for MatMul": data × kernel."""
    got, built = why["got"], why["built"]
    sample = case.setup.sample
    expected = (None, *sample) if sample is not None and len(sample) == 2 else None
    x = case.setup.X.shape if case.setup.X else None
    received = x if x is not None and len(x) == 3 and x[2] == got else None
    if expected is not None and expected[2] == built:
        turned = expected[1] == got
        if turned and (received is None or received[1] == built) and got != built:
            return one(swapped(case, expected, received or (None, built, got)))
        return one(feature_count(case, got, built, expected, received))
    if not case.coded and x is not None and len(x) == 3 and x[2] == built != got:
        return NONE  # X has the features that are wanted: it is a product further on
    if expected is None and got is not None and built is not None and 1 in (got, built):
        return one(swapped_or_other(case, got, built))
    return one(feature_count(case, got, built, None, received))


def swapped(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """Timesteps and features have changed places."""
    x = case.x
    moved = f"{x} = {x}.permute(0, 2, 1)" if case.torch else f"{x} = {x}.transpose(0, 2, 1)"
    sample: Shape = received[1:]
    turned: Shape = (received[0], *sample[::-1])
    # To turn the data and to build the model otherwise both run, and mean different things: which
    # it is, is told where the model is trained already.
    settled = "later" in case.setup.marks or "fit" not in case.setup.marks
    runs = case.torch or (case.coded and settled and runs_on(case.setup, refed(case.setup, turned)))
    return Diagnosis(
        "swapped_axes",
        "Timesteps and features have changed places."
        if case.coded
        else "Timesteps and features stand in another order in the data than in the model.",
        expected=f"{steps(expected[1])} of {features(expected[2])}: {tell(expected)}",
        received=f"{steps(received[1])} of {features(received[2])}: {tell(received)}",
        axis="The axes of the timesteps and of the features are swapped.",
        fix=(moved,) if runs else (),
        fed=three(received),
        meant=three(turned),
        details=(
            f"The model reads {steps(expected[1])} of {features(expected[2])}; the data have "
            f"{steps(sample[0])} of {features(sample[1])}.",
            f"If the model is right, turn the data: {moved}. If the data are right, build it with "
            f"keras.Input({as_code(sample)}).",
            "transpose moves the axes; a reshape would re-cut the numbers and mix them. If a "
            "reshape made the data so, leave that out instead.",
        ),
        opens=Opening("row", 1) if expected[1] == 1 else Opening("window", expected[1] or 24),
    )


def swapped_or_other(case: Case, got: int, built: int) -> Diagnosis:
    """One feature where several are read, or the reverse: probably swapped, perhaps another."""
    return Diagnosis(
        "one_feature",
        f"The layer was built for {features(built)}, but the data have {got} at each step.",
        expected=f"{features(built)} at each step",
        received=f"{features(got)} at each step",
        axis="The last axis, the features, has another size than the weights: most often "
        "timesteps and features have changed places (swapped), as (N, 3, 1) for (N, 1, 3).",
        fed=three((None, built, got)) if got == 1 else named((None, None, got), "samples",
                                                            "timesteps", "features"),
        meant=three((None, 1, built)) if got == 1 else three((None, None, built)),
        details=(
            If(f"If X is (N, {built}, {got}): {{}} turns it.", ("X = X.transpose(0, 2, 1)",)),
            f"If X really has {features(got)}, build the model for it: "
            f"keras.Input((timesteps, {got})).",
        ),
    )  # fmt: skip


def feature_count(
    case: Case,
    got: int | None,
    built: int | None,
    expected: Shape | None = None,
    received: Shape | None = None,
) -> Diagnosis:
    """The data have another number of features than the layer was built for."""
    middle = expected[1] if expected and len(expected) == 3 else case.timesteps
    if expected is not None and len(expected) == 2:
        sample: Shape = (got,)
    else:
        if received is not None and len(received) == 3:
            middle = received[1]
        sample = (middle, got)
    built_steps = expected[1] if expected is not None and len(expected) == 3 else None
    both = None not in (built_steps, sample[0]) and len(sample) == 2 and sample[0] != built_steps
    changed = with_input(case.setup, sample)
    told = expected is not None or received is not None
    turned = (
        received is not None
        and len(received) == 3
        and received[1] == built != got
        and built_steps in (None, received[2])
    )
    runs = told and not turned and case.coded and walk(changed).stop is None
    # What is fed after the training leaves the model as it is.
    runs = runs and "later" not in case.setup.marks
    return Diagnosis(
        "feature_count",
        f"The model was built for {steps(built_steps)} of {features(built)}; the data have "
        f"{sample[0]} of {got}."
        if both
        else f"The layer was built for {features(built)}, but the data have {got}."
        if told
        else f"A layer was built for {features(built)}, and gets {got:,}.",
        expected=features(built) + (f": {tell(expected)}" if expected else ""),
        received=features(got) + (f": {tell(received)}" if received else ""),
        axis="Timesteps and features both have another size than the model was built for."
        if both
        else "The last axis, the features, has another size than the weights."
        if told
        else "What it reads has another size on its last axis than its weights were made for.",
        fix=(input_line(sample),) if runs else (),
        fed=three(received) or named((None, got), "samples", "features"),
        meant=three(expected) or named((None, built), "samples", "features"),
        details=(
            *(
                (
                    If(
                        f"Axis 1 of the data has size {built}: if timesteps and features are "
                        "swapped, {} turns them.",
                        (f"{case.x} = {case.x}.transpose(0, 2, 1)",),
                    ),
                )
                if turned
                else ()
            ),
            ("The line builds it for the data as they are. " if runs else "")
            + (
                f"If it is not trained yet, build it for the data: keras.Input({as_code(sample)}). "
                if told and not runs and not turned and not case.torch
                else ""
            )
            + "If the model is trained already, feed the same columns as in training, in the same "
            "order.",
            *within(case),
            "Has the target's column come in or gone out? Is a column of text encoded otherwise?",
        ),
    )


def within(case: Case) -> tuple[str, ...]:
    """Say what else a layer within a model reads, as far as the message alone tells."""
    text = case.text.tight
    if case.coded:
        return ()
    if "cell.call()" in text or "_cell" in text:
        return (
            "If the layer starts from states of another layer (initial_state), it may be their "
            "units that are meant: both layers need as many. Build them alike.",
        )
    if "expectedaxis-1" in text or "dense" in text:
        return (
            "If a Flatten stands before, it may be another number of timesteps: what it gives is "
            "timesteps × features.",
            "If it is another layer within the model: build it for what the one before gives.",
        )
    return ()


def other_steps(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """The data have another number of timesteps than a model that fixes them."""
    built, got, width = expected[1], received[1], expected[2]
    fixed = any(each.kind in ("Flatten", "Reshape", "RepeatVector") for each in case.setup.layers)
    fix: tuple[str, ...] = (input_line((got, width)),) if fixed else (input_line((None, width)),)
    steady = case.coded and case.setup.recurrent is None
    again = with_input(case.setup, (None if not fixed else got, width))
    y = case.setup.y.shape if case.setup.y else None
    output = walk(again).of(again.output) if case.coded else None
    # With as many steps as the data have, the targets may have others.
    told = y if y is not None and output is not None and len(y) == len(output) == 3 else None
    apart = told[1] if told is not None and told[1] != got else None
    if apart is not None and not fixed:
        fix = ()
    return Diagnosis(
        "step_count",
        f"The model was built for {steps(built)}, but the data have {got}.",
        expected=f"{steps(built)}: {tell(expected)}",
        received=f"{steps(got)}: {tell(received)}",
        axis="The axis of the timesteps has another size.",
        fix=fix if case.coded and not steady else (),
        fed=three(received),
        meant=three((received[0], built, width)),
        details=(
            f"If the {built} and the {got} are rows that stand each for itself, they are samples, "
            f"and no size of the input: Input(({width},)), and an array (rows, {width}).",
        )
        if steady
        else (
            "A recurrent layer reads any number of steps: its weights are the same at every step.",
            f"The targets have {apart} steps, and a recurrent layer gives as many as it "
            f"reads: for {got} in and {apart} out, Input(({got}, {width})), LSTM with "
            f"return_sequences=False, then RepeatVector({apart}), then LSTM with "
            "return_sequences=True."
            if apart is not None
            else f"To keep the model, feed windows of {built} rows.",
            *(
                ()
                if case.coded
                else (
                    f"If it is not trained yet: keras.Input({as_code((None, width))}) takes any "
                    "number of steps, unless a Flatten, Reshape or RepeatVector fixes it; then "
                    f"keras.Input({as_code((got, width))}).",
                )
            ),
        ),
        opens=Opening("window", built or 24),
    )


def other_words(case: Case, expected: Shape, received: Shape) -> Diagnosis:
    """The sequences of words are longer or shorter than those that the model was built for."""
    built, got = expected[1], received[1]
    x = case.x
    return Diagnosis(
        "step_count",
        f"The model was built for sequences of {built} words, but they have {got}.",
        expected=f"{built} words: {tell(expected)}",
        received=f"{got} words: {tell(received)}",
        axis="The axis of the timesteps has another size: each word is one step.",
        fix=(f"{x} = keras.utils.pad_sequences({x}, maxlen={built})",),
        fed=named(received, "samples", "timesteps"),
        meant=named(expected, "samples", "timesteps"),
        details=(
            "pad_sequences cuts long sequences at their beginning and puts zeros before short "
            'ones; truncating="post" and padding="post" do it at their end. Do as in training.',
            f"If the model is not trained yet, Input(({got},)) builds it for all of them.",
            f"If {got} is the size of the vocabulary, the words were counted or made one-hot: the "
            "Embedding wants their numbers, tokenizer.texts_to_sequences(texts).",
        ),
    )
