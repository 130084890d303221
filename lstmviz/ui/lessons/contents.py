"""The list of lessons, with what is done of each."""

import streamlit as st

from lstmviz.lessons import LESSONS
from lstmviz.lessons.lesson import Lesson
from lstmviz.ui import visit
from lstmviz.ui.lessons import progress
from lstmviz.ui.strangers import escape

ACROSS = 3


def show_contents() -> None:
    """Draw a card for each lesson, and the way to the test."""
    st.markdown(
        "Each takes six to nine minutes. You say what you expect; then the drawing shows what is "
        f"true of **{escape(visit.title_of(progress.experiment()))}**. Nothing is locked."
    )
    names = list(LESSONS)
    next_up = next((name for name in names if not all(done_of(LESSONS[name]))), "")
    for first in range(0, len(names), ACROSS):
        places = st.columns(ACROSS, gap="small")
        for place, name in zip(places, names[first : first + ACROSS], strict=True):
            with place.container(border=True, height="stretch", key=f"lesson {name}"):
                show_lesson(names.index(name) + 1, LESSONS[name], name == next_up)
    with st.container(horizontal=True, vertical_alignment="center", key="after list"):
        st.button(
            "Test yourself: eight questions",
            icon=":material/quiz:",
            on_click=progress.open_quiz,
        )
        st.markdown(":gray[Before and after the lessons; it shows what they changed.]")
        if progress.experiment().done or progress.works():
            st.button("Start over", icon=":material/replay:", on_click=progress.start_over)


def done_of(lesson: Lesson) -> list[bool]:
    """Tell of each step of a lesson whether it is done."""
    return [progress.is_done(lesson.id, step.id) for step in lesson.steps]


def show_lesson(number: int, lesson: Lesson, is_next: bool) -> None:
    """Draw the card of a lesson: its question, its steps as dots, and the way in."""
    done = done_of(lesson)
    dots = "".join(f'<i class="{"on" if each else ""}"></i>' for each in done)
    said = f"{sum(done)} of {len(done)} steps done"
    st.markdown(f"**{number} · {lesson.title}**  \n{lesson.asks}")
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.html(f'<div class="dots" role="img" aria-label="{said}">{dots}</div>')
        todo = [step.id for step, each in zip(lesson.steps, done, strict=True) if not each]
        st.button(
            # All nine read alike; the small words, which are heard alone, tell one from another.
            f"{'Again' if not todo else 'Go on' if any(done) else 'Begin'} :small[{lesson.title}]",
            key=f"open {lesson.id}",
            type="primary" if is_next else "secondary",
            on_click=progress.go,
            args=(lesson.id, todo[0] if any(done) and todo else ""),
        )
