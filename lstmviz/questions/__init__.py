"""What learners ask, by what they are doing, with answers worked out for the table in view."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.questions.asked import (
    judging,
    outputs,
    padding,
    pytorch,
    rows,
    shapes,
    state,
    units,
    windows,
)
from lstmviz.questions.question import Answer, Question

HEADINGS: Mapping[str, tuple[Question, ...]] = MappingProxyType(
    {
        "What are my rows and columns": rows.QUESTIONS,
        "Shapes and code": shapes.QUESTIONS,
        "Windows and targets": windows.QUESTIONS,
        "Units and weights": units.QUESTIONS,
        "State": state.QUESTIONS,
        "Outputs": outputs.QUESTIONS,
        "Judging the result": judging.QUESTIONS,
        "Padding, gaps, several series": padding.QUESTIONS,
        "PyTorch and versions": pytorch.QUESTIONS,
    }
)
QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {question.id: question for under in HEADINGS.values() for question in under}
)

__all__ = ["HEADINGS", "QUESTIONS", "Answer", "Question"]
