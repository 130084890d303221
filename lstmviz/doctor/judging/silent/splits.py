"""Training and test parts that share rows: an error that is too good, by the text's own word."""

import re

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
