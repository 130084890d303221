"""Which lesson an answer to a learner's question belongs to."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.choices.experiments import LessonName

# Lesson → names of the questions whose answers it lets one find out.
ANSWERED: Mapping[LessonName, str] = MappingProxyType(
    {
        "row": "difference which order share",
        "units": "neuron units chain parameters shared",
        "state": "between store stateful overlap reset batch start across sequences",
        "one_step": "one_step step forget_bias",
        "window": "sample window blocks reshape last whole",
        "count": "count rate target generator ends several beyond known shuffle split scaler",
        "reach": "size truncation",
        "race": "late worse scale",
        "code": "input two_axes batch_first lengths loss_shapes masking zeros",
    }
)


def lesson_of(question: str) -> LessonName | None:
    """Name the lesson that a question belongs to; None where there is none."""
    for lesson, names in ANSWERED.items():
        if question in names.split():
            return lesson
    return None
