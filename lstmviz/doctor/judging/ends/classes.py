"""The end of a model beside targets that are rows of classes, or those of one branch."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.ends.compared import base
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import classes


def joined(case: Case) -> int | None:
    """Give the units that a join at the model's end puts side by side; None for another end."""
    end = case.setup.output
    if end is None or case.setup.nodes[end.node].layer.kind != "Concatenate":
        return None
    output = case.walk.of(end)
    return output[-1] if output else None


def speaks_of_logits(case: Case) -> bool:
    """Whether a message names what it compares as classes have it: logits and labels."""
    return "logits" in case.text.tight and "labels" in case.text.tight


def side_by_side(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The model ends with branches that are joined, and the targets are those of one."""
    end = case.setup.output
    reads = case.setup.nodes[end.node].reads if end is not None else ()
    widths = [(case.walk.of(each) or (None,))[-1] for each in reads]
    return replace(
        base(target, output),
        title=f"The model ends with a join of {len(widths)} branches: "
        f"{' + '.join(map(str, widths))} = {output[-1]} units; y has {target[-1]}.",
        axis="The last axis differs: Concatenate puts the units of all branches side by side.",
        details=(
            f"For one answer of all branches put a layer after the join: Dense({target[-1]}).",
            "For an answer of each branch the model has several outputs, keras.Model(inputs, [a, "
            "b]), and y goes in as often: fit(X, [y, y]).",
        ),
    )


def step_of_one(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """The predictions keep an axis of a single step, and the targets have none."""
    rows = classes(case.setup.loss) == "numbers"
    return replace(
        base(target, output),
        key="one_step_left",
        title="The predictions keep an axis of timesteps of size 1, and the targets have none.",
        axis="The axis of the timesteps is left over: something took all steps but one.",
        details=(
            "Flatten() before the last Dense takes it away; or a recurrent layer without "
            "return_sequences, or GlobalMaxPooling1D in place of a pooling over all steps.",
            *(
                (f"If the {target[1]} numbers of y are a row of classes, the loss is "
                 "categorical_crossentropy; the sparse one reads class numbers.",)
                if rows
                else ()
            ),
        ),
    )  # fmt: skip


def one_picture(target: Shape, output: Shape) -> Diagnosis:
    """The model gives a single picture for each sample, and the targets are several frames."""
    return replace(
        base(target, output),
        key="one_picture",
        title=f"There are {target[1] or 'several'} pictures in the targets of each sample, and the "
        "model gives one.",
        axis="The predictions have four axes and the targets five: the frames are missing. A "
        "ConvLSTM2D without return_sequences=True hands on its last picture alone.",
        details=(
            "For a picture at every frame: return_sequences=True in the last ConvLSTM2D, and "
            "TimeDistributed(Conv2D(…)) after it, or Conv3D.",
            "If one picture is predicted, it is the target: y[:, -1], of shape "
            f"{tell((target[0], *target[2:]))}.",
        ),
    )


def numbers_refused(target: Shape, output: Shape) -> Diagnosis:
    """Class numbers are what a sparse loss reads: the message is of another loss."""
    return replace(
        base(target, output),
        key="other_loss",
        title="Class numbers go with a sparse loss, so the model that says this has another loss.",
        axis=f"{tell(target)} is what sparse_categorical_crossentropy reads beside {tell(output)}.",
        details=(
            "Was the model compiled again, or loaded, with categorical_crossentropy? That one "
            "reads rows of classes: keras.utils.to_categorical(y).",
            "Early releases of Keras 1 refused class numbers by mistake: a later one takes them.",
        ),
    )


def other_classes(target: Shape, output: Shape) -> Diagnosis:
    """Rows of classes have another length than the last layer has units."""
    wanted, got = output[-1], target[-1]
    return replace(
        base(target, output),
        key="class_count",
        title=f"The rows of classes have {got} places, and the last layer has {wanted} units.",
        axis="The last axis, the classes, differs.",
        details=(
            "to_categorical makes as many places as the largest label of this array asks for, and "
            "get_dummies as there are different labels: parts of a split differ. Make all parts "
            f"alike: keras.utils.to_categorical(y, num_classes={max(wanted or 0, got or 0)}).",
            f"If all parts have {got} classes, the last layer needs as many units: Dense({got}).",
        ),
    )


# More targets than a last layer has units.
MANY = 500


def as_many_as_steps(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """There are as many targets as timesteps, and the model gives another number of them."""
    count, gives = target[1] or 0, output[-1]
    many = count > MANY
    own = f"If they are {count} numbers of the sample as a whole: Dense({count}) as last layer."
    return replace(
        base(target, output),
        key="target_steps",
        title=f"There {'is a target for every timestep' if many else f'are {count} targets'}, but "
        f"the model gives {gives} number{'' if gives == 1 else 's'} for each sample.",
        axis=f"The second axis of the targets has size {count:,}, as many as X has timesteps.",
        details=(
            ("For" if many else "If they are one target at each timestep: for")
            + " an answer at every step all layers keep the timesteps: return_sequences=True, no "
            'Flatten, padding="same" without strides or pooling, and a Dense(1) at the end.',
            *(() if many else (own, If("If the last one is meant: {}.",
                                       (f"{case.y} = {case.y}[:, -1]",)))),
            *(("Or cut the long sequences into windows, with the target of the last step of each.",)
              if many else ()),
        ),
    )  # fmt: skip
