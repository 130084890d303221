"""What a loss says of targets and predictions: one reading, or two and a question."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.agreeing import fits
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.ends.class_targets import class_numbers, one_hot
from lstmviz.doctor.judging.ends.compared import (
    base,
    cut_alike,
    flat_targets,
    on_their_side,
    read_steps,
    turned_targets,
    unbuilt,
)
from lstmviz.doctor.judging.ends.stepwise import as_many_steps, head
from lstmviz.doctor.judging.ends.targets import compare, every_step
from lstmviz.doctor.judging.fed.batches import fixed_batch, other_batch
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import classes
from lstmviz.doctor.walking.setup import Stop

# What makes rows of classes.
ONE_HOT = ("to_categorical", "get_dummies", "one_hot", "onehot", "labelbinarizer")
SAVED = "If they are weights, of a saved model, it was built for other features or units."


def losses(case: Case, why: Stop) -> Judged:
    """Judge targets and predictions whose shapes a loss refuses."""
    target, output = why["target"], why["output"]
    if not target:
        return (), None
    if not output:
        # The message tells the targets alone: one number where the loss wants rows of classes.
        output = case.walk.of(case.setup.output) or (*target[:-1], None)
        if not case.coded:
            return one(class_numbers(case, target, output))
    if why.node is not None:
        # The two samples that the walk took stand for any number.
        target, output = (None, *target[1:]), (None, *output[1:])
    loss = case.setup.loss or loss_told(case.text.tight)
    if on_their_side(case, target):
        return one(turned_targets(case, target))
    if why["open"]:
        walked = case.walk.of(case.setup.output)
        if walked is not None and len(walked) == len(output):
            output = walked
    return two_readings(case, target, output, loss) or one(compare(case, target, output, loss))


# What only a sparse loss says.
SPARSE = ("upuntilthelastdimension", "untilthelastdimension", "target.ndim-1", "sparse")


def loss_told(text: str) -> str:
    """Give the loss of classes that a message names, or whose words it has; "" for none."""
    if any(words in text for words in SPARSE):
        return "sparse_categorical_crossentropy"
    return "categorical_crossentropy" if "categorical" in text else ""


def two_readings(case: Case, target: Shape, output: Shape, loss: str) -> Judged | None:
    """Judge shapes that targets of two kinds have, as far as the code does not tell which.

    Returns:
        Both readings and the question that tells them apart, or the one that was chosen; None
        where the shapes have one reading.
    """
    if classes(loss) == "numbers" and len(target) == len(output) == 2 and (target[-1] or 1) > 1:
        if rows_of_classes(case, target, output):
            return one(one_hot(case, target, output))
        if read_steps(case) != target[-1]:
            return one_unit(case, target, output)
    stepwise = len(output) == 3 and len(target) == 2
    if case.coded:
        if not stepwise and numbers_for_rows(case, target, output, loss):
            return one(class_numbers(case, target, output))
        told_ = case.setup.y is not None and case.setup.y.shape is not None
        if stepwise or told_ or classes(loss):
            return None
    elif stepwise and target[1] != 1 and output[1] in (None, target[1]):
        return steps_or_sample(case, target, output, loss)
    return quantity_or_class(case, target, output, loss)


def rows_of_classes(case: Case, target: Shape, output: Shape) -> bool:
    """Whether the targets surely are rows of classes, where the loss reads their numbers."""
    at = head(case.setup)
    units = case.setup.nodes[at].layer.size("units") if at is not None else output[-1]
    made = any(word in case.text.tight for word in ONE_HOT)
    return made or units == target[-1] or output[-1] == target[-1]


def numbers_for_rows(case: Case, target: Shape, output: Shape, loss: str) -> bool:
    """Whether a softmax gives shares of classes, and the targets are one number for each sample."""
    number = target[-1] == 1 or (len(target), len(output)) == (1, 2)
    return classes(loss) != "numbers" and softmax(case) and number and (output[-1] or 1) > 1


def quantity_or_class(case: Case, target: Shape, output: Shape, loss: str) -> Judged | None:
    """Judge shapes that differ in their last axis alone, one of size 1; None for others."""
    if len(output) != len(target) or len(target) < 2 or not fits(target[:-1], output[:-1]):
        return None
    gives, given = output[-1], target[-1]
    if gives is None or given is None:
        return None
    if given == 1 < gives:
        return one_number(case, target, output)
    if gives == 1 < given and (not loss or classes(loss) == "numbers"):
        return one_unit(case, target, output)
    return None


def softmax(case: Case) -> bool:
    """Whether the last layer gives the shares of classes."""
    setup = case.setup
    return bool(setup.layers) and setup.layers[-1].says("activation") == "softmax"


def one_number(case: Case, target: Shape, output: Shape) -> Judged:
    """There is one number in y where the model gives several."""
    if case.says("kind", "classes"):
        return one(class_numbers(case, target, output))
    if case.says("kind", "quantity"):
        return one(compare(case, target, output, case.setup.loss))
    y = case.y
    return one(
        replace(
            base(target, output),
            axis=f"There is one number where the model gives {output[-1]}.",
            details=(
                "If y holds the numbers of classes, a sparse loss reads them: "
                "sparse_categorical_crossentropy; or keras.utils.to_categorical(y) makes rows of "
                "them.",
                "If y is a quantity, the last layer has to give one number: Dense(1).",
                f"If y should hold {output[-1]} numbers for each sample, look at {y}.dtype: of an "
                f"array of objects, each a list, np.asarray({y}.tolist()) makes one of numbers.",
            ),
        ),
        QUESTIONS["kind"],
    )


# What only losses say that hold rows against rows: no sparse one.
SAME_SHAPE = "musthavethesameshape"


def one_unit(case: Case, target: Shape, output: Shape) -> Judged:
    """There are several numbers in y where one is wanted: by one unit, or by a sparse loss."""
    alike = SAME_SHAPE in case.text.tight
    units = f'keras.layers.Dense({target[-1]}, activation="softmax")'
    if case.says("row", "classes") and not alike:
        return one(one_hot(case, target, output))
    if case.says("row", "quantities"):
        return one(compare(case, target, output, case.setup.loss))
    if case.says("row", "classes"):
        return one(
            replace(
                base(target, output),
                axis="The last layer has one unit, and y has a place for each class.",
                details=(f"The last layer is {units}, and the loss categorical_crossentropy.",),
            )
        )
    return one(
        replace(
            base(target, output),
            axis=f"There are {target[-1]} numbers where one is wanted.",
            details=(
                *as_many_steps(case, target[-1]),
                "Rows of classes, a 1 among zeros, are for categorical_crossentropy, and the last "
                f"layer has a unit for each class: {units}."
                if alike
                else "If each row of y is one class, a 1 among zeros, the loss is a sparse one, "
                "which wants the number of the class: categorical_crossentropy reads the rows.",
                f"If they are {target[-1]} quantities, the last layer has to give as many: "
                f"Dense({target[-1]}).",
            ),
        ),
        QUESTIONS["row"],
    )


def steps_or_sample(case: Case, target: Shape, output: Shape, loss: str) -> Judged:
    """Two axes of targets, and three of predictions: steps or several numbers for each sample."""
    y = case.y
    if case.says("wanted", "last"):
        return one(every_step(case, target, output))
    each = replace(
        base(target, output),
        key="target_last_axis",
        axis="The targets (samples, timesteps) miss the last axis.",
        fix=(f"{y} = {y}[..., None]",),
        details=(
            "So a sparse loss reads one class number at every step, and mse one quantity. Rows of "
            f"classes, for categorical_crossentropy: keras.utils.to_categorical({y}).",
        ),
    )
    if case.says("wanted", "every"):
        return one(each)
    return one(
        replace(
            each,
            key="target_shape",
            axis="The predictions have three axes and the targets two.",
            fix=(),
            details=(
                If(
                    f"If the {target[1]} of the targets are timesteps, the last axis is missing: "
                    f"{y}[..., None].",
                    (f"{y} = {y}[..., None]",),
                ),
                f"If each sample has {target[1]} targets for its whole sequence, the model answers "
                "at every timestep where it should once: return_sequences=False in the last "
                "recurrent layer.",
                f"If each row of {y} is one timestep of a sequence, all sequences stand one below "
                f"the other: {y}.reshape(-1, timesteps, {target[1]}) gives them their axis back.",
            ),
        ),
        QUESTIONS["wanted"],
    )


def pairs(case: Case, why: Stop) -> Judged:
    """Judge "Incompatible shapes: [32,12] vs. [32,998,12]": neither is told to be the targets."""
    first, second = why["first"], why["second"]
    if not first or not second:
        return (), None
    if first[1:] == second[1:] and first[0] != second[0]:
        return one(other_samples(case, first, second))
    if (known := told_apart(case, first, second)) is not None:
        target, output = ((None, *each[1:]) for each in known)
        return one(compare(case, target, output, case.setup.loss))
    if cut_alike(first, second):
        return one(flat_targets(case, first, second))
    if case.says("which", "first"):
        return one(compare(case, first, second, case.setup.loss))
    if case.says("which", "second"):
        return one(compare(case, second, first, case.setup.loss))
    return one(
        replace(
            base(first, second),
            key="two_shapes",
            expected="",
            received=f"{tell(first)} and {tell(second)}",
            title="Two arrays that have to be alike have different shapes.",
            axis="Most often one of them is the targets and the other the predictions.",
            fed=named(first, "samples"),
            meant=named(second, "samples"),
            details=(
                *unbuilt(first, second),
                "In a loss of your own they may be two of its parts: sums over different axes.",
                SAVED,
            ),
        ),
        QUESTIONS["which"],
    )


def told_apart(case: Case, first: Shape, second: Shape) -> tuple[Shape, Shape] | None:
    """Give the targets and the predictions, where the model or y fits one alone; None else."""
    output = case.walk.of(case.setup.output) if case.setup.layers else None
    y = case.setup.y.shape if case.setup.y else None
    orders = ((first, second), (second, first))
    if output is not None:
        for target, other in orders:
            if fits(other, output) and not fits(target, output):
                return target, other
    if y is not None:
        for target, other in orders:
            if fits(target, y) and not fits(other, y):
                return target, other
    return None


def other_samples(case: Case, first: Shape, second: Shape) -> Diagnosis:
    """Two shapes differ in their samples alone: a fixed batch, or arrays that do not belong."""
    fixed, count, other = fixed_batch(case), first[0], second[0]
    if fixed is not None and fixed in (count, other):
        return other_batch(case, fixed, other if fixed == count else count)
    return two_counts(first, second)


def two_counts(first: Shape, second: Shape) -> Diagnosis:
    """Two arrays have different numbers of samples in one batch."""
    return Diagnosis(
        "batch_count",
        f"Two arrays that go together differ in their first axis: {first[0]} and {second[0]}.",
        received=f"{tell(first)} and {tell(second)}",
        axis="Most often it counts the samples of a batch.",
        fed=named(first, "samples"),
        meant=named(second, "samples"),
        details=(
            "Does a layer start from a state (initial_state) of another batch, or of other "
            "samples? Encoder and decoder have to read the same ones.",
            "Is a batch size fixed, in Input(batch_shape=…), batch_input_shape or a stateful "
            "layer? Then fit and predict need the same batch_size, and a number of samples that "
            "it divides.",
            "Does a Reshape or a Lambda in the model mix the samples with another axis?",
            SAVED,
        ),
    )
