"""Training and test parts that share rows: an error that is too good, by the text's own word."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one

NEW = r"\b(?:new|unseen|live|real|future|next|later|production|fresh)\b"
BAD = (
    r"\b(?:useless|bad(?:ly)?|poor(?:ly)?|worse|wrong|fails?|garbage|terribl[ey]|nonsense|random|"
    r"far off|awful|does not work|doesn't work)\b"
)
# What people say of a model that has seen its test part.
TOO_GOOD = re.compile(
    rf"{NEW}[^.\n]{{0,60}}{BAD}|{BAD}[^.\n]{{0,60}}{NEW}|\btoo good to be true\b", re.IGNORECASE
)


# The four names that a split of X and y gives, and the call.
FOUR = re.compile(
    r"(\w{1,40}) ?, ?(\w{1,40}) ?, ?(\w{1,40}) ?, ?(\w{1,40}) ?= ?([\w.]{0,60}train_test_split\("
    r"[^\n]{1,200}\))[ \t]*$",
    re.MULTILINE,
)


def other_part(case: Case) -> Judged:
    """X and y that are fed are different parts of one split: its names stand in another order."""
    x, y = case.setup.X, case.setup.y
    parts = [each.marks & {"first_part", "second_part"} for each in (x, y) if each is not None]
    if len(parts) < 2 or not all(parts) or parts[0] == parts[1]:
        return NONE
    split = FOUR.search(case.text.plain)
    swapped = split is not None and {case.x, case.y} == {split[1], split[2]}
    line = f"{split[1]}, {split[3]}, {split[2]}, {split[4]} = {split[5]}" if split else ""
    return one(
        Diagnosis(
            "other_part",
            f"{case.x} and {case.y} are different parts of the split.",
            expected="train_test_split(X, y) gives X_train, X_test, y_train, y_test",
            received=f"{case.y} is the test part of X" if swapped else "a training and a test part",
            axis="Sample i of the one does not belong to sample i of the other.",
            fix=(line,) if swapped else (),
            tried=replace(case.setup, y=None),  # what y is then, only the names tell
            details=("It gives both parts of its first array, then both of its second.",),
        )
    )


def split_at_random(case: Case) -> Judged:
    """Windows are dealt out at random to training and test: neighbours share most of their rows."""
    x = case.setup.X
    if "random_split" not in case.setup.marks or not TOO_GOOD.search(case.text.plain):
        return NONE
    if x is None or x.shape is None or len(x.shape) != 3:
        return NONE
    return one(
        Diagnosis(
            "split_at_random",
            "train_test_split shuffles: test windows stand between the windows of the training.",
            expected="all training windows before the test windows in time",
            received="both from the whole time, at random",
            happens="Windows that start one row apart share all rows but one. For nearly every "
            "test window the training holds its neighbours, so the test error says little of new "
            "rows.",
            fix=("train_test_split(…, shuffle=False)",),
            details=(
                "It then takes the last part for the test. Leave as many windows as a window has "
                "rows out between the two, so that none shares rows with both.",
            ),
            silent=True,
        )
    )
