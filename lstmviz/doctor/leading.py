"""The shape that is missing, asked for only where an answer to it may lead on."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Question
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.judge import is_report, judge
from lstmviz.doctor.judging.unread import ask, with_answers
from lstmviz.doctor.saying.asking import GIVES, NONE_OF_THESE
from lstmviz.doctor.unfound import unread_parts, unread_words


def leading(case: Case, answers: Mapping[str, str]) -> Question | None:
    """Ask for a shape that is missing, if an answer to it may lead on: to a finding, or the end."""
    question = ask(case.setup, case.walk, answers)
    if question is None:
        return None
    for choice in question.choices:
        if choice == NONE_OF_THESE:
            continue
        given = {**answers, question.key: choice}
        supposed = with_answers(case.setup, {GIVES[0]: choice})
        then = replace(case.on(supposed), answers=MappingProxyType(given))
        if judge(then)[0] or goes_through(then) or leading(then, given) is not None:
            return question
    return None


def goes_through(case: Case) -> bool:
    """Whether all of a text was read, and its walk comes to the end."""
    if is_report(case) or case.walk.stop is not None or unread_parts(case.setup, case.walk):
        return False
    return not unread_words(case.text)
