"""What learners ask, by what they are doing, with answers worked out for the table in view."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.questions.asked import HEADINGS
from lstmviz.questions.question import Answer, Question

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {question.id: question for under in HEADINGS.values() for question in under}
)

__all__ = ["HEADINGS", "QUESTIONS", "Answer", "Question"]
