"""The case in hand: the pasted text and what was answered. It never goes into a link."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import streamlit as st

from lstmviz.doctor import Answer, Question, Setup, Walk, diagnose
from lstmviz.training.bounds import BUILD_SECONDS, BUILDS_PER_MINUTE
from lstmviz.training.worker import SliceFailure
from lstmviz.ui import runs, visit


@dataclass(frozen=True)
class Case:
    """One visit to the doctor.

    Args:
        text: as it was pasted.
        answers: key of each question answered → key of the choice.
        words: those of the choices, in the order of the questions.
    """

    text: str = ""
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: tuple[str, ...] = ()


def case() -> Case:
    """The case in hand."""
    return st.session_state.get("case", Case())


def bring(text: str) -> None:
    """Take up a text; what was answered about an earlier one is forgotten."""
    st.session_state.case = Case(text)


def reply(question: Question, choice: str) -> None:
    """Answer a question."""
    answers = MappingProxyType({**case().answers, question.key: choice})
    words = (*case().words, question.choices[choice])
    st.session_state.case = replace(case(), answers=answers, words=words)


def answer() -> Answer:
    """What the doctor makes of the case; kept while nothing of it changes."""
    text, answers = case().text, case().answers
    key = (text, tuple(answers.items()))
    return visit.kept("answer", key, lambda: diagnose(text, answers, build))


def build(setups: Sequence[Setup]) -> tuple[Walk | None, ...] | None:
    """Have set-ups built by the worker; None where it is busy, or asked too often."""
    now = time.monotonic()
    asked = [at for at in st.session_state.get("builds", ()) if now - at < 60.0]
    if len(asked) >= BUILDS_PER_MINUTE or not runs.engine().ready:
        return None
    st.session_state.builds = (*asked, now)
    future = runs.engine().build(setups)
    try:
        built = future.result(timeout=BUILD_SECONDS)
    except TimeoutError:
        future.cancel()
        return None
    return None if isinstance(built, SliceFailure) else built
