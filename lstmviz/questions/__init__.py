"""What learners ask, by page, with answers worked out for the table in view."""

from lstmviz.questions.on_cells import CELL_QUESTIONS
from lstmviz.questions.on_layouts import QUESTIONS
from lstmviz.questions.question import Question

__all__ = ["CELL_QUESTIONS", "QUESTIONS", "Question"]
