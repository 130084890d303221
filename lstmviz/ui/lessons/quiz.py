"""The test: eight questions before, eight like them after; what changed is told at the end."""

import random
from dataclasses import replace

import streamlit as st

from lstmviz.lessons.lesson import UNKNOWN
from lstmviz.lessons.quiz import FORMS, GUESSED, ITEMS, Sitting, score
from lstmviz.ui import visit
from lstmviz.ui.focus import lead_on
from lstmviz.ui.lessons import progress


def sitting() -> Sitting | None:
    """The visitor's test, if it was begun."""
    return visit.current().learning.sitting


def show_quiz() -> None:
    """Draw what is next: the way in, a question, or what came of it."""
    now, goes_on = sitting(), visit.current().learning.goes_on
    before, after = now.answers if now else ((), ())
    with st.container(key="card"):
        if now is None:
            show_begin()
        elif len(before) < len(ITEMS):
            show_item(now, after=False)
        elif not after and not goes_on:
            show_pause()
        elif len(after) < len(ITEMS):
            show_item(now, after=True)
        else:
            show_result(now)
        lead_on(f"quiz {now is not None} {goes_on} {len(before) + len(after)}")


def show_begin() -> None:
    """Say what the test is."""
    st.markdown(
        "Eight questions now, eight others like them after the lessons. Nothing is said about "
        "right or wrong until both are over. Your answers are kept in this tab only."
    )
    st.button("Begin", type="primary", on_click=begin)


def begin() -> None:
    """Begin with either form: left to chance, over a class their difficulty cancels."""
    put(Sitting(random.choice(FORMS)))


def put(now: Sitting) -> None:
    """Keep what was answered."""
    visit.current().learning.sitting = now


def show_item(now: Sitting, after: bool) -> None:
    """Ask the next question."""
    number = len(now.answers[after])
    asked = ITEMS[number].ask(now.form(after))
    st.progress((number + 1) / len(ITEMS), f"Question {number + 1} of {len(ITEMS)}")
    st.markdown(f"**{asked.title}**")

    def take(text: str) -> None:
        answers = list(now.answers)
        answers[after] = (*answers[after], text)
        put(replace(now, answers=tuple(answers)))

    for place, option in enumerate((*(each.text for each in asked.options), UNKNOWN)):
        st.button(
            option,
            key=f"answer quiz {after} {number} {place}",
            type="tertiary" if option == UNKNOWN else "secondary",
            width="stretch",
            on_click=take,
            args=(option,),
        )


def show_pause() -> None:
    """Send the person to the lessons."""
    st.markdown("Kept. Now take the lessons, and come back for the eight others.")
    with st.container(horizontal=True):
        st.button("To the lessons", type="primary", on_click=progress.leave)
        st.button("I have taken them: go on", on_click=go_on)


def go_on() -> None:
    """Begin with the second form."""
    visit.current().learning.goes_on = True


def show_result(now: Sitting) -> None:
    """Tell both scores by question, and what they prove."""
    right = [score(now.form(after), now.answers[after]) for after in (False, True)]
    before, after = map(sum, right)
    st.markdown(f"### {before} before, {after} after, of {len(ITEMS)}")
    lines = ["| | before | after |", "|---|:---:|:---:|"]
    for number, each in enumerate(ITEMS):
        marks = [
            ":material/check:" if right[part][number]
            else "?" if now.answers[part][number] == UNKNOWN
            else ":material/close:"
            for part in (False, True)
        ]  # fmt: skip
        lines.append(f"| {each.about} | {marks[0]} | {marks[1]} |")
    st.markdown("\n".join(lines))
    st.markdown(
        f"Guessing gets about {GUESSED:.0f} right. One person's two scores show what you answered, "
        "not how well the lessons teach: that takes a class, both forms, and the same eight again "
        "two weeks later."
    )
    with st.container(horizontal=True):
        st.button("To the lessons", type="primary", on_click=progress.leave)
        st.button("Start over", icon=":material/replay:", on_click=start_over)


def start_over() -> None:
    """Forget the test."""
    learning = visit.current().learning
    learning.sitting, learning.goes_on = None, False
