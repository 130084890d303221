"""The case in hand: the pasted text and what was answered. It never goes into a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import streamlit as st

from lstmviz.doctor import Answer, Question, diagnose
from lstmviz.ui import visit


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
    return visit.kept("answer", (text, tuple(answers.items())), lambda: diagnose(text, answers))
