"""Targets of classes: their numbers where rows are wanted, and the reverse."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape


def class_numbers(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """A loss of classes wants one-hot targets, and got their numbers."""
    return Diagnosis(
        "whole_labels",
        "The loss wants a row of classes for each target, and got one number.",
        expected=f"targets of the shape of the predictions {tell(output)}"
        if output[-1]
        else "rows of classes: (samples, classes)",
        received=f"targets {tell(target)}",
        axis="The targets miss the last axis, one place for each class.",
        fix=('model.compile("adam", "sparse_categorical_crossentropy")',)
        if case.coded or case.answers
        else (),
        fed=named(target, "samples"),
        meant=named(output, "samples", "units"),
        details=(
            "sparse_categorical_crossentropy takes the class by its number; or make rows of the "
            f"numbers: keras.utils.to_categorical({case.y}).",
            *(
                ()
                if re.search(r"softmax|n(?:um)?_?classes", case.text.tight)
                else ('To predict a quantity, end with Dense(1) and use "mse".',)
            ),
        ),
    )


def one_hot(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """A sparse loss wants class numbers, and got one-hot rows."""
    return Diagnosis(
        "one_hot_labels",
        "The sparse loss wants the number of the class, and got a row of classes."
        if case.coded
        else "The sparse loss wants one class number for each prediction, and got several numbers.",
        expected=f"targets {tell(target[:-1])}: one number each",
        received=f"targets {tell(target)}",
        axis="The targets have a last axis, one place for each class, that this loss does not "
        "read.",
        fix=('model.compile("adam", "categorical_crossentropy")',) if case.coded else (),
        fed=named(target, "samples"),
        meant=named(target[:-1], "samples"),
        details=(
            "categorical_crossentropy reads rows of classes (one-hot); or keep the loss and "
            "give numbers: y = y.argmax(-1).",
            *(
                ()
                if case.coded
                else (
                    "If they are class numbers, one at every step, the model has to answer at "
                    "every step too.",
                )
            ),
        ),
    )
