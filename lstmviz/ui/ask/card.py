"""The answer as a card, which stays beside the page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape as escape_html
from types import MappingProxyType

import streamlit as st

from lstmviz.choices.experiments import Experiment
from lstmviz.choices.links import to_query
from lstmviz.lessons import LESSONS
from lstmviz.lessons.answers import lesson_of
from lstmviz.questions import QUESTIONS, Answer, Question
from lstmviz.ui import visit
from lstmviz.ui.ask.look import LOOK
from lstmviz.ui.lessons.link import lesson_link
from lstmviz.ui.veil import uncovered
from lstmviz.ui.visit import escape

# By their names; the answers' places are among them.
PAGES: Mapping[str, str] = MappingProxyType(
    {
        "playground": "app.py",
        "lessons": "pages/0_Lessons.py",
        "layouts": "pages/1_Input_layouts.py",
        "inside": "pages/2_Inside_the_cell.py",
        "race": "pages/3_Race.py",
        "doctor": "pages/4_Shape_doctor.py",
        "home": "pages/5_Take_home.py",
    }
)


@dataclass(frozen=True)
class Before:
    """What was in view before an answer was shown.

    Args:
        answer: its name.
        choices: all of them.
        page: the name of the page.
    """

    answer: str
    choices: Experiment
    page: str


def show_card() -> None:
    """Draw the answer that is open, if one is."""
    name = visit.experiment().ask
    if not name:
        return
    question = QUESTIONS.get(name)
    st.html(f"<style>{LOOK}</style>")
    with st.container(key="answer"):
        with st.container(horizontal=True, wrap=False, key="answer_head"):
            title = "This answer is not here" if question is None else question.title
            st.html(
                f'<h2 tabindex="-1" data-answer="{escape_html(name)}">{escape_html(title)}</h2>'
            )
            st.button(
                "Close",
                key="answer close",
                type="tertiary",
                icon=":material/close:",
                on_click=visit.adopt_choice,
                args=("ask", ""),
            )
        if question is None:
            st.markdown(f"The link asks for “{escape(name)}”. Ask in the field above instead.")
        else:
            uncovered("answer", lambda: show_answer(question))


def show_answer(question: Question) -> None:
    """Draw an answer: the sentence, the numbers, and folded what is behind it."""
    choices, dataset = visit.experiment(), visit.dataset()
    answer = question.answer(dataset, choices.spec, escape)
    st.markdown(f"**{bold(answer)}**")
    st.markdown(answer.here)
    for title, text in (("Why", answer.why), ("Often said, but wrong", answer.wrong)):
        if text:
            with st.expander(title):
                st.markdown(text)
    show_ways(question)


def bold(answer: Answer) -> str:
    """Write the sentence to stand in bold, in which nothing else is bold."""
    return answer.short.replace("**", "")


def show_ways(question: Question) -> None:
    """Lead to what shows the answer, back from there, and to the lesson on it."""
    if question.show is not None and st.button(
        question.show_label,
        key="answer show",
        icon=":material/visibility:",
        type="primary",
        on_click=demonstrate,
        args=(question,),
    ):
        go_to(question.place)
    before = before_of(question)
    if before is not None and st.button(
        "Back to what I had",
        key="answer back",
        icon=":material/undo:",
        on_click=restore,
        args=(before,),
    ):
        go_to(before.page)
    lesson = lesson_of(question.id)
    if lesson is not None:
        page, query = lesson_link(lesson)
        st.page_link(
            page,
            label=f"Find it out: {LESSONS[lesson].title}",
            icon=":material/school:",
            query_params=query,
        )


def before_of(question: Question) -> Before | None:
    """What was in view before this answer was shown; None where it was not shown yet."""
    before = st.session_state.get("before_answer")
    return before if before is not None and before.answer == question.id else None


def demonstrate(question: Question) -> None:
    """Make the choices that show an answer, and keep those that they replace."""
    now = visit.experiment()
    if before_of(question) is None:
        st.session_state.before_answer = Before(question.id, now, st.session_state.page)
    assert question.show is not None  # the button is drawn for no other
    visit.adopt(question.show(now, visit.dataset().table))


def restore(before: Before) -> None:
    """Return to the choices before an answer was shown; the answer stays open."""
    st.session_state.before_answer = None
    visit.adopt(before.choices)


def go_to(page: str) -> None:
    """Open a page by its name, unless it is open."""
    if page != st.session_state.page:
        st.switch_page(PAGES[page], query_params=to_query(visit.experiment()))
