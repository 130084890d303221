"""What the numbers that a loss printed tell of the targets: below 0, or far too large."""

import math
import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.silent.ranges import SCALES
from lstmviz.doctor.walking.losses import binary, classes, compares_numbers, plain

# "loss: 4.1e9", "loss = 3,489,283,072", "the loss stays at 250000", "a loss of 2 billion"
PRINTED = re.compile(
    r"\bloss\b['\"]?(?: ?[:=]| (?:is|of|stays|remains|around|about|at|still|reaches|starts)){1,3} ?"
    r"(?P<sign>-?)(?P<value>\d{1,3}(?:,\d{3}){1,5}(?:\.\d+)?|\d{1,20}(?:\.\d{0,12})?)"
    r"(?P<power>e[+-]?\d{1,2}|(?: ?(?:k|thousand|million|billion))?\b)",
    re.IGNORECASE,
)
NAMED = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
# A mean error above it is none of targets near 1, for which weights and steps are made.
LARGE = 300
SQUARED = ("mse", "meansquarederror", "mseloss")


def loss_values(case: Case) -> Judged:
    """Judge the losses that a text shows by what the loss can be."""
    shown = printed(f"{case.text.plain}\n{case.text.trained}")
    names = {case.setup.loss, *(each.kind for each in case.setup.layers)} - {""}
    crossed = [each for each in names if binary(each) or classes(each)]
    if shown and crossed and shown[-1] < 0:
        return one(below_zero(shown[-1], crossed[0], case.y))
    squared = any(plain(each) in SQUARED for each in names)
    compared = any(compares_numbers(each) for each in names)
    if not shown or not compared or SCALES.search(case.text.plain) or shown[-1] <= 0:
        return NONE
    error = math.sqrt(shown[-1]) if squared else shown[-1]
    return one(of_large_targets(shown[-1], error, case.y)) if error > LARGE else NONE


def printed(text: str) -> list[float]:
    """Give the losses that a text shows, in order."""
    found = []
    for each in PRINTED.finditer(text):
        power = each["power"].strip().lower()
        times = NAMED.get(power) or float(f"1{power}" if power.startswith("e") else 1)
        found.append(float(each["sign"] + each["value"].replace(",", "")) * times)
    return found


def below_zero(loss: float, name: str, y: str) -> Diagnosis:
    """A cross-entropy of shares is never below 0."""
    numbers = classes(name) != "one_hot" and not binary(name)
    wanted = "log-shares, what a LogSoftmax gives" if numbers else "targets from 0 to 1"
    return Diagnosis(
        "loss_below_zero",
        "A cross-entropy is never below 0: the predictions are no logarithms of shares."
        if numbers
        else "A cross-entropy is never below 0: the targets are not from 0 to 1.",
        expected=wanted,
        received=f"a loss of {loss:g}",
        happens="It runs, and falls without end: no number that it prints tells how good the model "
        "is, the accuracy neither.",
        details=()
        if numbers
        else (
            "Numbers of three classes or more want as many units, softmax, and "
            "sparse_categorical_crossentropy.",
            f"Of -1 and 1, or 1 and 2, np.unique({y}, return_inverse=True)[1] makes 0 and 1.",
            "A quantity, scaled or not, wants Dense(1) without an activation, and mse.",
        ),
        silent=True,
    )


def of_large_targets(loss: float, error: float, y: str) -> Diagnosis:
    """The targets are of a size that the weights do not reach in reasonable time."""
    return Diagnosis(
        "large_targets",
        f"The targets are large numbers: the mean error is about {error:,.0f} in their unit.",
        expected="targets near 1, by a scaler",
        received=f"a loss of {loss:g}",
        happens="It runs, and learns slowly if at all: an update moves a weight by about the "
        "learning rate, and the last layer has to reach numbers of that size.",
        details=(
            f"Scale {y} too, by a scaler of its own that is fitted on the training rows: "
            f"scaler_y.fit_transform({y}.reshape(-1, 1)); predictions go back by "
            "scaler_y.inverse_transform.",
            "A loss this large need not be bad: compare its mean error with how far the targets "
            "lie apart.",
        ),
        silent=True,
    )
