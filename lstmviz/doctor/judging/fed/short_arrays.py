"""An array with one axis too few, and which axis it is by what the text tells."""

import re

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import Case, refed
from lstmviz.doctor.judging.mending import VIEW, input_line
from lstmviz.doctor.saying.wording import features, in_axes, named, steps, tell, three
from lstmviz.doctor.shapes import Shape, product

EXPECTED = "three axes: (samples, timesteps, features)"


def batch_fed(received: Shape, built: Shape) -> Diagnosis:
    """A batch with two axes goes into a placeholder of three: its rows are samples, no table."""
    count = product(built[1:])
    again = f"reshape(-1, {built[1]}, {built[2]})"
    return Diagnosis(
        "batch_axes",
        "A batch is fed with two axes, and the placeholder has three.",
        expected=tell(built),
        received=tell(received),
        axis="An axis is missing: an array of (samples, numbers), or a single one of its rows, was "
        "fed as it is.",
        fed=named(received, "?"),
        meant=three(built),
        details=(
            f"Each sample of the placeholder holds {count:,} numbers: rows of as many, (samples, "
            f"{count}), are re-cut by {again} if they stand step after step."
            if count
            else "Print the shape of the batch where it is made.",
            "This array is not to be re-cut: look at the line that makes it, and at its shape "
            "there.",
        ),
    )


def no_batch_axis(case: Case, received: Shape) -> Diagnosis:
    """One sample goes in without its axis of samples."""
    cut = "[" in case.x  # X_test[0], which a call was given: no name that could be assigned
    return Diagnosis(
        "no_samples_axis",
        "One sample was fed without the axis of the samples.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="The first axis, samples, is missing: even a single sample is a batch of 1.",
        fix=(f"model.predict({case.x}[None])" if cut else f"{case.x} = {case.x}[None]",),
        tried=refed(case.setup, (1, *received)) if cut else None,
        fed=named(received, "timesteps", "features"),
        meant=three((1, *received)),
        details=(
            f"The shape is then {tell((1, *received))}: one sample of {steps(received[0])}.",
            "To forecast, take the last rows, scaled as the training rows were.",
        ),
        opens=Opening("window", received[0] or 24),
    )


def steps_as_samples(case: Case, x: Shape) -> bool:
    """Whether an array holds one sample, with its timesteps on the axis of the samples."""
    sample = case.setup.sample
    if sample is None or len(sample) != 2 or len(x) != 3 or x[1:] == sample:
        return False
    return x[0] == sample[0] != 1 and x[1] == 1 and x[2] == sample[1]


def window_turned(case: Case, x: Shape) -> Diagnosis:
    """One window goes in as many samples of one step."""
    whole = (1, x[0], x[2])
    return Diagnosis(
        "steps_as_samples",
        f"One window of {steps(x[0])} is read as {x[0]} samples of one step.",
        expected=f"one sample: {tell(whole)}",
        received=tell(x),
        axis="The timesteps stand on the first axis, which is the samples.",
        fix=(f"{case.x} = {case.x}.reshape(1, {x[0]}, {x[2]})",),
        fed=three(x),
        meant=three(whole),
        details=("No value is lost, and their order stays.",),
    )


# "3 lags of 12 columns", "5 days × 4 features": what the columns of a flat table are.
LAGS = re.compile(
    r"\b(\d{1,4}) (?:lags?|time ?-?steps?|steps?|days?|hours?|minutes?|weeks?|months?|frames?|"
    r"readings?|previous rows?)(?: (?:back|each))?,? ?(?:of|x|with|times|by|and|per)?,? (\d{1,4}) "
    r"(?:columns?|features?|variables?|sensors?|measurements?|values?|channels?|inputs?)\b",
    re.IGNORECASE,
)


def lagged(case: Case, width: int | None) -> tuple[int, int] | None:
    """Give the timesteps and features that the columns of a table are told to be."""
    for found in LAGS.finditer(case.text.plain):
        lags, columns = int(found[1]), int(found[2])
        if lags * columns == width and min(lags, columns) > 1:
            return lags, columns
    return None


def lags_of_columns(case: Case, received: Shape, lags: tuple[int, int]) -> Diagnosis:
    """Each row of the table holds a whole sample already: its steps one after another."""
    x, (count, each) = case.x, lags
    return Diagnosis(
        "flat_steps",
        f"Each row holds a whole sample: {count} timesteps of {each} features.",
        expected=f"{EXPECTED}, here {tell((received[0], *lags))}",
        received=in_axes(received),
        axis="The columns are the axis of the timesteps and that of the features in one.",
        fix=(f"{x} = np.asarray({x}).reshape(-1, {count}, {each})", input_line(lags)),
        fed=named(received, "samples", "columns"),
        meant=three((received[0], *lags)),
        details=(
            f"Right where all {each} columns of a step stand together, the oldest step first. "
            "Where the steps of one column stand together, it is "
            f".reshape(-1, {each}, {count}).transpose(0, 2, 1).",
        ),
    )


def no_last_axis(case: Case, received: Shape, built: Shape) -> Diagnosis:
    """As many numbers in a row as the model reads timesteps of one feature."""
    return without_features(
        received,
        f"The data hold one number at each of {built[1]} steps, without the axis of the features.",
        f"{EXPECTED}, here {tell(built)}",
        (f"{case.x} = {case.x}[..., None]",),
        "No value is lost or added: the one feature gets an axis of its own.",
        "Older releases want it told; Keras 3 takes such data as they are.",
    )


def no_feature_axis(case: Case, received: Shape) -> Diagnosis:
    """A generator cut windows of a series that has no axis of columns."""
    x = case.setup.table.name if case.setup.table and case.setup.table.name else "data"
    return without_features(
        received,
        "The series has no axis of features, so its windows have none either.",
        EXPECTED,
        (f"{x} = np.asarray({x}).reshape(-1, 1)",),
        "The line gives the series a column before the windows are cut; of a DataFrame, "
        "df[[column]] with two brackets keeps it.",
        f"Then Input(({received[1]}, 1)).",
    )


def windows_of_one(case: Case, received: Shape) -> Diagnosis:
    """Windows were cut of a series without columns."""
    T = received[1]
    return without_features(
        received,
        f"The windows hold one number at each of {T} steps, and have no axis of features.",
        EXPECTED,
        (f"{case.x} = {case.x}[..., None]", input_line((T, 1))),
        "The last axis counts the timesteps of each window, one number at each: it is no table.",
    )


def one_number_each(case: Case, received: Shape, built: Shape) -> Diagnosis:
    """Windows of a series without columns, and a model for several features at each step."""
    T = received[1]
    return without_features(
        received,
        f"The windows hold one number at each of {T} steps, and the model reads "
        f"{features(built[2])}.",
        f"{EXPECTED}, here {tell(built)}",
        (f"{case.x} = {case.x}[..., None]", input_line((T, 1))),
        f"If the model should read {features(built[2])}, the series needs as many columns before "
        "windows are cut: (rows, columns).",
    )


def without_features(
    received: Shape, title: str, expected: str, fix: tuple[str, ...], *details: str
) -> Diagnosis:
    """Windows (samples, timesteps) miss their last axis."""
    return Diagnosis(
        "no_feature_axis",
        title,
        expected=expected,
        received=in_axes(received),
        axis="The last axis, the features, is missing: one quantity is one feature.",
        fix=fix,
        fed=named(received, "samples", "timesteps"),
        meant=three((*received, 1)),
        details=details,
        opens=Opening("window", received[1] or 24),
    )


def other_data(case: Case, received: Shape, built: Shape) -> Diagnosis:
    """Two axes, and not the features that the model reads at each step."""
    width, F = received[1], built[2]
    single = width == 1
    return Diagnosis(
        "other_data",
        f"The data have two axes, and not the {features(F)} that the model reads at each step.",
        expected=f"{EXPECTED}, here {tell(built)}",
        received=in_axes(received),
        axis="The axis of the timesteps is missing, and the features are others.",
        fix=(f'{case.x} = keras.utils.pad_sequences({case.x}, dtype="float32")',)
        if single and "vari" in case.text.tight
        else (),
        fed=named(received, "rows", "columns"),
        meant=three(built),
        details=(
            f"If {case.x}.dtype is object, each element is a sequence of its own: sequences of "
            "different lengths make such an array. Pad them to one length: "
            f'keras.utils.pad_sequences({case.x}, dtype="float32").'
            if single
            else f"Is this the array that the model was built for? Its rows have {width} "
            f"numbers; the model reads {features(F)} at each step.",
            f"If those are features, Input((timesteps, {width})) fits them; if they are "
            f"timesteps of one quantity, {case.x}[..., None] with Input(({width}, 1)).",
        ),
    )


def one_for_each(case: Case, received: Shape) -> Diagnosis:
    """One element for each sample, (n,) or (n, 1): a number, or an array of its own."""
    x = case.x
    return Diagnosis(
        "one_axis",
        "The data have one element for each sample, and no axis of timesteps.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="Whether the timesteps or only their common length are missing, the elements tell."
        + (" To one axis alone Keras adds another, of size 1." if len(received) == 1 else ""),
        fed=named(received, "samples"),
        details=(
            f"If {x}.dtype is object, each element is an array of its own, and they have different "
            f"lengths, or are empty: print [len(x) for x in {x}], leave empty and too short ones "
            "out, such as windows at the end of the rows, and pad the rest to one length.",
            "If each element is a number, they are one series: cut windows of it, and give them a "
            "last axis of size 1, (samples, timesteps, 1).",
            "If a generator gives them, print the shapes of all its batches: one of them is "
            "another.",
        ),
    )


def one_axis(case: Case, received: Shape) -> Diagnosis:
    """A plain list of numbers goes in."""
    rows = received[0]
    window = case.window(rows)
    meant: Shape = (None if rows is None else max(rows - window, 1), window, 1)
    told = case.setup.X.shape if case.setup.X else None
    sample = case.setup.sample
    single = sample is not None and len(sample) == 2 and sample[1] == 1 and (sample[0] or 1) > 1
    if single and sample is not None and "predict(" in case.text.tight and rows in (None, *sample):
        return one_window_flat(case, received, sample)
    if case.coded and (told is None or len(told) != 1):
        return one_axis_fed(case, received, window)
    return Diagnosis(
        "one_axis",
        "The data are one long row of numbers.",
        expected=EXPECTED,
        received=f"one axis: {tell(received)}",
        axis="Two axes are missing: which numbers make up a sample, and how many stand at a step.",
        fix=(
            f"{case.x} = {VIEW}({case.x}, {window})[:-1, :, None]",
            f"{case.y} = {case.y}[{window}:]",
        )
        if case.coded
        else (),
        fed=named(received, "rows"),
        meant=three(meant),
        details=("Cut windows of the series; the one feature gets an axis of size 1.",),
        opens=Opening("window", window),
    )


def one_window_flat(case: Case, received: Shape, sample: Shape) -> Diagnosis:
    """One window goes into predict as a list of numbers."""
    return Diagnosis(
        "one_axis",
        "What goes in has one axis, and three are read: most often one window, as plain numbers.",
        expected=f"{EXPECTED}, here {tell((1, *sample))} for one window",
        received=f"one axis: {tell(received)}",
        axis="The axes of the samples and of the features are missing.",
        fed=named(received, "?"),
        meant=three((1, *sample)),
        details=(
            f"The {sample[0]} numbers of one window, as predict takes them: np.asarray(numbers)."
            f"reshape(1, {sample[0]}, 1), scaled as the training rows were.",
        ),
    )


def one_axis_fed(case: Case, received: Shape, window: int) -> Diagnosis:
    """One axis comes out of what the text feeds, and what makes it is not told."""
    return Diagnosis(
        "one_axis",
        "What goes in has one axis, and three are read.",
        expected=EXPECTED,
        received=f"one axis: {tell(received)}",
        axis="Two of the samples, the timesteps and the features have no axis.",
        fed=named(received, "?"),
        details=(
            "If a data set or a generator gives it, it is one sample without its batch: "
            ".batch(32) after the windows are made, and x[..., None] gives each step its one "
            "feature.",
            f"If it is a series, cut windows of it: {VIEW}({case.x}, {window})[:-1, :, None], with "
            f"{case.y}[{window}:].",
        ),
    )
