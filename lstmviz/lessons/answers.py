"""Which lesson an answer to a learner's question belongs to."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.choices.experiments import LessonName

# Lesson → names of the questions whose answers it lets one find out.
ANSWERED: Mapping[LessonName, str] = MappingProxyType(
    {
        "row": "difference which order share names words expand categories",
        "units": "neuron units chain parameters shared gates layers biases",
        "state": "between zero store stateful overlap reset batch start across twice",
        "one_step": "one_step step forget_bias hand",
        "window": "sample window blocks reshape last whole",
        "count": (
            "count border rate target generator ends several beyond known shuffle split scaler "
            "cardinality gaps series irregular"
        ),
        "reach": "size length truncation",
        "race": "late worse scale flat nan accuracy seeds enough inverse epoch slow",
        "code": (
            "input ndim images two_axes batch_first lengths loss_shapes masking zeros sequences "
            "dense many guess columns_out classes bidirectional backwards relu dropout cudnn "
            "static packed state_axes keywords major old frameworks"
        ),
    }
)


def lesson_of(question: str) -> LessonName | None:
    """Name the lesson that a question belongs to; None where there is none."""
    for lesson, names in ANSWERED.items():
        if question in names.split():
            return lesson
    return None
