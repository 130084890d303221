"""Ideas that people bring along: a wrong answer tells one, and a law refutes it."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.lessons.ideas import network, results, samples
from lstmviz.lessons.ideas.idea import Idea

IDEAS: Mapping[str, Idea] = MappingProxyType({**samples.IDEAS, **network.IDEAS, **results.IDEAS})

__all__ = ["IDEAS", "Idea"]
