"""The shape doctor: an error message, code or shapes in; what is wrong and one line that mends it out.

Text is read, never executed.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.answer import Answer, Axes, Diagnosis, Opening, Question
from lstmviz.doctor.examples import EXAMPLES

__all__ = ["EXAMPLES", "Answer", "Axes", "Diagnosis", "Opening", "Question", "diagnose"]

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


def diagnose(text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Answer:
    """Say what is wrong, and what mends it.

    Args:
        text: an error message, code, or shapes in words.
        answers: the answers to questions asked so far: key of the question → key of the choice.
    """
    tight = re.sub(r"[\s\"'`“”‘’]", "", text).lower()
    found = re.search(
        r"expectedndim=3,foundndim=2\.fullshapereceived:\((?:none|(\d+)),(\d+)\)", tight
    )
    if not found:
        return Answer((), (), unknown="I do not know this one.")
    features = int(found[2])
    return Answer(
        (f"expected 3 axes, found 2: (None, {features})",),
        (
            Diagnosis(
                "no_time_axis",
                "The recurrent layer gets no time axis.",
                expected="three axes (samples, timesteps, features)",
                received=f"two axes (None, {features})",
                axis="The axis of the timesteps is missing.",
                fix=("X = X[:, None, :]", f"inputs = keras.Input((1, {features}))"),
                fed=Axes((None, features), ("samples", "features")),
                meant=Axes((None, 1, features), ("samples", "timesteps", "features")),
                opens=Opening("row", 1),
            ),
        ),
        Question(
            "rows",
            "What are the rows of your table?",
            MappingProxyType(
                {
                    "ordered": "Moments one after another, in this order",
                    "unordered": "Separate things in no order",
                }
            ),
        ),
    )
