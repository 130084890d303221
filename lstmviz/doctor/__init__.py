"""The shape doctor: an error message, code or shapes in; what is wrong out, and what mends it.

Text is read, never executed.
"""

from lstmviz.doctor.answer import Answer, Axes, Diagnosis, Opening, Question, Station
from lstmviz.doctor.diagnosing import diagnose
from lstmviz.doctor.examples import EXAMPLES
from lstmviz.doctor.walking.setup import Layer, Setup, Stop, Walk

__all__ = [
    "EXAMPLES",
    "Answer",
    "Axes",
    "Diagnosis",
    "Layer",
    "Opening",
    "Question",
    "Setup",
    "Station",
    "Stop",
    "Walk",
    "diagnose",
]
