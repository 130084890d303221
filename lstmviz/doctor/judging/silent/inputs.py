"""X goes in without an error, and is read otherwise than meant."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, Opening, Question
from lstmviz.doctor.judging.case import (
    NONE,
    Case,
    Cure,
    Judged,
    first_that_runs,
    one,
    refed,
    retargeted,
)
from lstmviz.doctor.judging.fed.short_arrays import no_batch_axis, steps_as_samples, window_turned
from lstmviz.doctor.judging.mending import input_line, windows_of
from lstmviz.doctor.judging.silent.windows import AXES
from lstmviz.doctor.judging.within.word_numbers import of_words, without_embedding
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import as_code, named, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import agree


def fed(case: Case) -> Judged:
    """Keras adds a last axis, or reads more steps than Input says."""
    setup, sample = case.setup, case.setup.sample
    x = setup.X.shape if setup.X else None
    if case.torch or x is None or sample is None or len(sample) != 2 or setup.several:
        return NONE
    built, width = sample
    if len(x) == 2 and width == 1 and setup.recurrent:
        return columns_read_as_steps(case, x, sample)
    if len(x) == 4 and x[3] == 1 and agree(x[1], built) and agree(x[2], width):
        return one(last_axis_dropped(case, x))
    if len(x) != 3 or built is None or x[1] is None or x[1] == built:
        return NONE
    if window_alone(case):
        return one(replace(window_turned(case, x), silent=True))
    if setup.sequential and x[2] == width and x[2] is not None:
        return one(all_steps_read(case, x, sample))
    return NONE


def columns_read_as_steps(case: Case, x: Shape, sample: Shape) -> Judged:
    """A table goes into a model of one feature: its columns become the timesteps."""
    if case.says("columns", "sequence"):
        return NONE
    if of_words(case):
        return one(replace(without_embedding(case, x), happens=QUANTITIES, silent=True))
    window, read = case.usual_window(x[0]), (*x, 1)
    windows = case.says("columns", "different")
    diagnosis = Diagnosis(
        "last_axis_added",
        "Keras adds a last axis of size 1 by itself: the columns become the timesteps.",
        expected=f"three axes {tell((None, *sample))}",
        received=f"two axes {tell(x)}",
        axis="The columns stand on the axis of the timesteps.",
        fix=(*windows_of(case.x, case.y, window), input_line((window, x[1]))) if windows else (),
        fed=three(read),
        meant=three((None, window, x[1])) if windows else None,
        happens=f"It reads {tell(x)} as {tell(read)}: each row is a sequence of {steps(x[1])}, one "
        "number at a time, and no row ever sees another.",
        details=(
            "Right only if the columns are one quantity at successive times.",
            f"Different quantities in time order want windows: Input(({window}, {x[1]})).",
        ),
        silent=True,
        opens=Opening("window", window),
    )
    return one(diagnosis, None if windows else QUESTIONS["columns"])


def all_steps_read(case: Case, x: Shape, sample: Shape) -> Diagnosis:
    """A Sequential model gets other timesteps than Input says, and does not check them."""
    built, width = sample
    return Diagnosis(
        "all_steps_read",
        f"The data have {steps(x[1])}, not the {built} that Input says, and all are read.",
        expected=f"{steps(built)}: {tell((None, *sample))}",
        received=f"{steps(x[1])}: {tell(x)}",
        axis="The axis of the timesteps has another size than Input says.",
        fix=(input_line((x[1], width)),),
        fed=three(x),
        meant=three((x[0], *sample)),
        happens=f"A Sequential model does not check the steps: it reads all {x[1]}, with the same "
        "weights.",
        details=(
            f"If {built} were meant, cut them: {case.x} = {case.x}[:, -{built}:].",
            "A functional model with the TensorFlow backend refuses this.",
        ),
        silent=True,
        opens=Opening("window", x[1] or 24),
    )


QUANTITIES = (
    "Keras adds a last axis of size 1 by itself, and the layer reads the numbers of words as "
    "quantities: word 40 is twice word 20."
)


def window_alone(case: Case) -> bool:
    """Whether nothing but one window goes in, its timesteps taken for samples."""
    if "fit" in case.setup.marks or case.torch or case.setup.X is None:
        return False
    shape = case.setup.X.shape
    return shape is not None and steps_as_samples(case, shape)


def predicted(case: Case) -> Judged:
    """One window goes into predict without its axis of samples: its steps are taken for samples."""
    sample = case.setup.sample
    if sample is None or len(sample) != 2 or None in sample or case.torch or case.setup.several:
        return NONE
    for given in case.setup.given:
        alone = replace(case.setup, fed=(given,), y=None, table=None)
        one_case = replace(case, setup=alone)
        if given.shape == sample and (sample[0] or 0) > 1:
            return one(replace(no_batch_axis(one_case, sample), silent=True))
        if given.shape is not None and steps_as_samples(one_case, given.shape):
            return one(replace(window_turned(one_case, given.shape), silent=True))
    return NONE


def last_axis_dropped(case: Case, x: Shape) -> Diagnosis:
    """An axis of size 1 stands behind the features: today's Keras takes it away, others refuse."""
    return Diagnosis(
        "last_axis_dropped",
        "X has a fourth axis, of size 1, and a recurrent layer reads three.",
        expected=f"three axes: {tell(x[:3])}",
        received=f"four axes: {tell(x)}",
        axis="The last axis, of size 1, is one too many.",
        fix=(f"{case.x} = {case.x}[..., 0]",),
        fed=named(x, "samples", "timesteps", "features", "?"),
        meant=three(x[:3]),
        happens="Keras 3 takes it away by itself; earlier versions refuse it: expected ndim=3, "
        "found ndim=4.",
        details=(
            "No value is lost. If a reshape or expand_dims put it there, leave that out; Conv2D "
            "wants such an axis of channels, an LSTM does not.",
        ),
        silent=True,
    )


def one_sample(case: Case) -> Judged:
    """All rows of the training stand in one sample."""
    setup, x = case.setup, case.setup.X.shape if case.setup.X else None
    kept = any(each.says("stateful") is True for each in setup.layers)
    if x is None or len(x) != 3 or x[0] != 1 or (x[1] or 1) < 2 or kept or setup.several:
        return NONE
    if "fit" not in setup.marks or case.torch:
        return NONE
    count = x[1] or 0
    cut = next((size for size in range(50, 1, -1) if count % size == 0 and count > size), 0)
    y = setup.y.shape if setup.y else None
    every = y is not None and len(y) == 3 and y[1] == count
    cure = None
    if every and cut:
        shape, targets = (count // cut, cut, x[2]), (count // cut, cut, *(y or ())[2:])
        lines = (
            f"{case.x} = {case.x}.reshape({as_code((-1, *shape[1:]))[1:-1]})",
            f"{case.y} = {case.y}.reshape({as_code((-1, *targets[1:]))[1:-1]})",
        )
        asks = () if setup.sample is None else (input_line(shape[1:]),)
        mended = refed(retargeted(setup, targets), shape, sample=shape[1:])
        cure = first_that_runs(Cure((*lines, *asks), mended))
    diagnosis = Diagnosis(
        "single_sample",
        f"There is a single sample: all {steps(count)} are one sequence.",
        expected="many samples: (samples, timesteps, features)",
        received=tell(x),
        axis="The first axis, the samples, has size 1.",
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        fed=three(x),
        meant=three((count // cut, cut, x[2])) if cure else None,
        happens="It runs, but each epoch changes the weights once, and no sample is left for a "
        f"validation; errors go back through {steps(count)}.",
        details=(
            *(
                (
                    f"The lines cut it into sequences of {steps(cut)} one after another; their "
                    "length is yours to choose.",
                )
                if cure
                else ("Cut the rows into windows of fewer steps: each is one sample.",)
            ),
        ),
        silent=True,
    )
    return one(diagnosis)


def next_question(case: Case) -> Question | None:
    """Choose the next question on how windows were made; one at a time."""
    setup, x = case.setup, case.setup.X
    if not x or not x.shape or len(x.shape) != 3 or setup.several:
        return None
    if (x.shape[1] or 2) < 2 or x.shape[0] == 1:
        return None  # no timesteps, or one sample alone: nothing was cut
    if AXES.search(case.text.plain) or (case.torch and "model" in setup.gaps):
        return None  # the text itself names the axes, or too little is told of the model
    layer = setup.recurrent
    if layer is None or (case.torch and layer.says("batch_first") is not True):
        return None
    made = "windows" in x.marks or "made" in case.answers
    if not made:
        return QUESTIONS["made"]
    if case.says("made", "columns") and "columns" not in case.answers:
        return QUESTIONS["columns"]
    if case.says("made", "columns") or case.says("made", "other"):
        return None
    if "order" not in case.answers and "windows" not in x.marks:
        return QUESTIONS["order"]
    if "target" not in case.answers and "windows" not in x.marks:
        return QUESTIONS["target"]
    return None
