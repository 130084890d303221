"""Losses of classes that count rows: samples and timesteps of both sides on one axis."""

import math
import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.agreeing import same_rows
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.ends.class_targets import one_hot
from lstmviz.doctor.judging.ends.losses import ONE_HOT, losses, two_counts
from lstmviz.doctor.judging.ends.targets import every_step, last_step
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop

# What makes rows of classes of targets, by their name.
ROWS_MADE = re.compile(
    r"^[ \t>]{0,40}(?:\w{1,30}_)?(?:y|labels?|targets?)(?:_\w{1,30})? ?=[^=\n][^\n]{0,120}?"
    r"(?:to_categorical|get_dummies|one_?hot|LabelBinarizer)",
    re.IGNORECASE | re.MULTILINE,
)


def loss_rows(case: Case, why: Stop) -> Judged:
    """Class losses that count rows: logits [768, 5], labels [32]."""
    output, target = why["output"] or (None,), why["target"] or (None,)
    rows, count = output[0], target[0]
    found = case.walk.stop
    if found is not None and found.kind == "loss" and same_rows(found, why):
        return losses(case, found)
    if rows and count and rows % count == 0:
        return one(every_step(case, (count,), (count, rows // count, output[-1])))
    if rows and count and count % rows == 0 and count > rows:
        return one(one_hot_or_steps(case, rows, count // rows, output[-1]))
    return one(rows_of_steps(rows, count) if rows and count else two_counts(output, target))


def rows_of_steps(rows: int, count: int) -> Diagnosis:
    """Neither number divides the other: the rows are samples × steps, of which one differs."""
    shared = math.gcd(rows, count)
    several = 1 < shared < min(rows, count)
    return Diagnosis(
        "class_rows",
        f"There are {rows:,} predictions for {count:,} labels.",
        expected=f"{rows:,} labels, one for each prediction",
        received=f"{count:,}",
        axis=f"Samples and timesteps stand on one axis here. If there are {shared} of one, the "
        f"other is {rows // shared} in the predictions and {count // shared} in the labels."
        if several
        else "Samples and timesteps stand on one axis here, and one of the two differs.",
        details=(
            "Do both leave the same step out, as inputs x[:, :-1] and labels x[:, 1:] do?",
            "Do both come from the same batch, and were both padded to one length?",
        ),
    )


def one_hot_or_steps(case: Case, rows: int, each: int, units: int | None) -> Diagnosis:
    """Several labels for each prediction: one-hot rows, or a label at every step."""
    output = case.walk.of(case.setup.output)
    keeps = case.coded and output is not None and len(output) == 3
    # As many labels as classes may still be one at each of as many timesteps.
    made = any(word in case.text.tight for word in ONE_HOT) or keeps
    if each == units and (made or case.timesteps != each):
        middle: Shape = output[1:-1] if keeps and output is not None else ()
        return one_hot(case, (None, *middle, each), (None, *middle, units))
    if ROWS_MADE.search(case.text.plain) and each != case.timesteps and not keeps:
        return other_classes(case, each, units)
    return last_step(case, (rows, each), (rows, units))


def other_classes(case: Case, each: int, units: int | None) -> Diagnosis:
    """One-hot rows with a sparse loss, and of other places than the last layer has units."""
    steps_ = case.timesteps
    found = one_hot(case, (None, each), (None, units))
    if steps_ and each % steps_ == 0:
        return replace(
            found,
            received=f"targets {tell((None, steps_, each // steps_))}",
            fed=named((None, steps_, each // steps_), "samples", "timesteps"),
            fix=(),
            details=(
                *found.details,
                f"{each} = {steps_} × {each // steps_}: rows at every timestep, so the last "
                "recurrent layer also needs return_sequences=True.",
            ),
        )
    return replace(
        found,
        fix=(),
        details=(
            *found.details,
            f"A row has {each} places, and the last layer {units} units: both have to be the "
            "number of classes. to_categorical leaves place 0 empty where they are counted from 1.",
        ),
    )
