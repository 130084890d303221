"""QUESTIONS: those in words that come with a paste, by the library that their answer is of."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.judging.questions.any import ANY
from lstmviz.doctor.judging.questions.keras import KERAS
from lstmviz.doctor.judging.questions.question import Asked
from lstmviz.doctor.judging.questions.torch import TORCH

# Library → its questions, "" for any.
QUESTIONS: Mapping[str, tuple[Asked, ...]] = MappingProxyType(
    {"": ANY, "torch": TORCH, "keras": KERAS}
)
