"""The shape doctor: an error message, code or shapes in; what is wrong out, and what mends it.

Text is read, never executed.
"""

from lstmviz.doctor.answer import Answer, Axes, Diagnosis, Opening, Question
from lstmviz.doctor.diagnosing import diagnose
from lstmviz.doctor.examples import EXAMPLES

__all__ = ["EXAMPLES", "Answer", "Axes", "Diagnosis", "Opening", "Question", "diagnose"]
