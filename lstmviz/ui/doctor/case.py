"""The case in hand: the pasted text and what was answered. It never goes into a link."""

import time
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor import Answer, Question, Setup, Walk, diagnose
from lstmviz.training.bounds import BUILD_SECONDS, BUILDS_PER_MINUTE
from lstmviz.training.worker import SliceFailure
from lstmviz.ui import server, visit
from lstmviz.ui.belongings import Case


def case() -> Case:
    """The case in hand."""
    return visit.current().case


def bring(text: str) -> None:
    """Take up a text; what was answered about an earlier one is forgotten."""
    visit.current().case = Case(text)


def reply(question: Question, choice: str) -> None:
    """Answer a question."""
    answers = MappingProxyType({**case().answers, question.key: choice})
    words = (*case().words, question.choices[choice])
    visit.current().case = replace(case(), answers=answers, words=words)


def answer() -> Answer:
    """What the doctor makes of the case; kept while nothing of it changes."""
    text, answers = case().text, case().answers
    key = (text, tuple(answers.items()))
    return visit.kept("answer", key, lambda: diagnose(text, answers, build))


def build(setups: Sequence[Setup]) -> tuple[Walk | None, ...] | None:
    """Have set-ups built by the worker; None where it is busy, or asked too often."""
    now = time.monotonic()
    asked = [at for at in visit.current().builds if now - at < 60.0]
    if len(asked) >= BUILDS_PER_MINUTE or not server.engine().ready:
        return None
    visit.current().builds = (*asked, now)
    future = server.engine().build(setups)
    try:
        built = future.result(timeout=BUILD_SECONDS)
    except TimeoutError:
        future.cancel()
        return None
    return None if isinstance(built, SliceFailure) else built
